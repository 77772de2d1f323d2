"""Who has been spoken of so far while a document is read from left to right."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from dragoman.doc import Mention
from dragoman.resolve.cast import Cast, Group

PERSONS = 100
"""Persons back to which a title looks for its holder."""


class Scene:
    """The cast with the order of its appearances; `given` are the mentions to group where they are told.

    `given` maps the head token of a mention to its range of tokens; None where the text alone is known.
    """

    def __init__(self, cast: Cast, given: dict[int, tuple[int, int]] | None = None) -> None:
        self.cast = cast
        self.doc = cast.doc
        self.notes = cast.notes
        self.given = given
        self.recent: list[tuple[int, Group]] = []
        self.crowds: list[tuple[int, Group | None]] = []
        """Where several were spoken of: people, and (None) bodies and things whom "they" may mean as well."""
        self.order: dict[int, Group] = {}
        self.by_noun: dict[str, list[Group]] = {}
        self.meant: dict[int, Group] = {}

    def speak(self, at: int, group: Group) -> None:
        """Notes that somebody is spoken of at a token."""
        self.recent.append((at, group))
        self.meant[at] = group
        if group.plural or (group.kind == "group" and group.gender is None):
            self.crowds.append((at, group))
        if group.kind == "person":
            self.order.pop(id(group), None)
            self.order[id(group)] = group

    def label(self, at: int, person: Group) -> None:
        """Notes whose turn begins in a transcript: titles may mean him, "he" in his own words does not."""
        self.meant[at] = person
        self.order.pop(id(person), None)
        self.order[id(person)] = person

    def last(self) -> Iterator[Group]:
        """The persons spoken of so far, each once, the last one first."""
        return islice(reversed(self.order.values()), PERSONS)

    def at(self, token: int) -> Group | None:
        """Who is spoken of at a token that is a mention's head."""
        return self.meant.get(token) or self.cast.at_head.get(token)

    def call(self, group: Group, noun: str) -> None:
        """Notes that somebody is called by a noun."""
        if noun not in group.nouns:
            group.nouns[noun] = None
            self.by_noun.setdefault(noun, []).append(group)

    def beside(self, group: Group, start: int, end: int, head: int, *, pronoun: bool = False) -> None:
        """A mention that the record lists and no extractor is told of."""
        group.aside.append(Mention(start, end, head, "pronoun" if pronoun else "title", ()))
        self.speak(head, group)
