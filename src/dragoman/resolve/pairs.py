"""Two people told before, spoken of in one: "the two", "both leaders", "the pair"."""

from __future__ import annotations

from collections.abc import Callable

from dragoman.doc import Mention
from dragoman.resolve.cast import Group, title_words
from dragoman.resolve.scene import Scene

_COUNTED = frozenset("president leader minister man woman statesman official diplomat politician premier".split())
_REACH = 180
"""Tokens back to which a pair looks for its two."""


class Pairs:
    """Reads the pairs of a scene."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.cast = scene.cast
        self.doc = scene.doc

    def counted(self, head: int) -> bool:
        """Whether a noun speaks of two people told before: "both leaders", "the two foreign ministers"."""
        token = self.doc[head]
        if token.lemma_.lower() not in _COUNTED:
            return False
        words = {c.lower_ for c in token.children}
        return "both" in words or ("two" in words and bool(words & {"the", "these", "those"}))

    def _fits(self, group: Group, noun: str) -> bool:
        """Whether a person is what a noun of two says: the two presidents are both president."""
        if noun in ("man", "woman"):
            return group.gender in (None, "male" if noun == "man" else "female")
        offices = title_words()[0].get(noun, [noun] if noun in ("president", "minister", "premier") else [])
        return not offices or any(o.split()[-1] in offices or o.split()[0] in offices for o, _ in group.offices)

    def read(self, at: int) -> None:
        """ "The two", "both leaders", "the pair": the last two persons named."""
        token = self.doc[at]
        if token.lower_ == "two" and (token.dep_ == "nummod" or not any(c.lower_ == "the" for c in token.children)):
            return
        if token.lower_ == "both" and token.dep_ not in ("nsubj", "nsubjpass", "pobj"):
            return
        noun = token.lemma_.lower()
        last = (
            self._coordinated(token.sent.start, at)
            or self._two(at, lambda group: self._fits(group, noun))
            or self._two(at, lambda group: not group.offices)
        )
        if len(last) < 2:
            return
        start = self.cast.phrase_start(at)
        while start and self.doc[start - 1].head.i == at and self.doc[start - 1].dep_ in ("det", "predet", "nummod"):
            start -= 1  # "the two presidents"
        mention = Mention(start, at + 1, at, "pronoun", ())
        self.cast.pair_of.append((mention, (last[1], last[0])))
        self.cast.covered.update(range(mention.start, mention.end))

    def _two(self, at: int, fits: Callable[[Group], bool]) -> list[Group]:
        """The last two persons of a sort named not far back, later first; else none."""
        last: list[Group] = []
        for where, group in reversed(self.scene.recent):
            if len(last) == 2 or at - where >= _REACH:
                break
            if group.kind == "person" and group not in last and fits(group):
                last.append(group)
        return last if len(last) == 2 else []

    def _coordinated(self, start: int, end: int) -> list[Group]:
        """The last "X and Y" of two countries or bodies in this sentence, later first; else none."""
        for i in range(end - 1, start, -1):
            token = self.doc[i]
            first, second = self.cast.at_head.get(token.head.i), self.cast.at_head.get(i)
            if (
                token.dep_ == "conj"
                and first
                and second
                and first is not second
                and {first.kind, second.kind} <= {"polity", "place", "organization"}
            ):
                return [second, first]
        return []
