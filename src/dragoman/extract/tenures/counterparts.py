"""Offices told by "counterpart": "his Cameroonian counterpart Paul Biya" holds for Cameroon what "he" holds at home."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from dragoman.doc import clause_around, entity, evidence, mention_at, people, titles_of, told
from dragoman.extract.tenures.drafts import Draft, is_office, office_words


def from_counterparts(doc: Doc) -> Iterator[Draft]:
    """The office of each named counterpart of somebody whose office is told."""
    for token in doc:
        if token.lower_ != "counterpart" or token.pos_ not in ("NOUN", "PROPN") or not told(doc, token.i):
            continue
        holder = _named(doc, token)
        country = _country(doc, token)
        office = _office(doc, token)
        if holder is None or country is None or office is None:
            continue
        mention = mention_at(doc, holder)
        end = mention.end if mention is not None else holder + 1
        words = [evidence(doc, token.left_edge.i if token.left_edge.i > token.i - 6 else token.i, end)]
        yield Draft(people(doc, holder)[0], office, country, "current", words, inferred=True)


def _named(doc: Doc, token: Token) -> int | None:
    """The head of the name behind the word: "counterpart Paul Biya", "counterpart, Paul Biya"."""
    at = token.i + 1
    if at < len(doc) and doc[at].text == ",":
        at += 1
    while at < min(len(doc), token.i + 5) and mention_at(doc, at) is None and doc[at].text[0].isupper():
        at += 1
    mention = mention_at(doc, at) if at < len(doc) else None
    if mention is None or entity(doc, mention.entities[0]).kind != "person" or mention.how == "pronoun":
        return None
    return mention.head if titles_of(doc, mention.entities[0]) == () or not _titled(doc, mention.entities[0]) else None


def _titled(doc: Doc, person: str) -> bool:
    return any(is_office(doc, t, office_words(doc, t)) for t in titles_of(doc, person))


def _country(doc: Doc, token: Token) -> str | None:
    """The country beside the word: "Cameroonian counterpart", "Peru's counterpart"."""
    for child in token.children:
        mention = mention_at(doc, child.i)
        if mention is not None and child.i < token.i:
            who = entity(doc, mention.entities[0])
            if who.kind in ("polity", "place") and who.country is not None:
                return who.country
    return None


def _office(doc: Doc, token: Token) -> str | None:
    """The office of whose counterpart it is: of "his", of "Lee's", else of who acts."""
    owner = next((c.i for c in token.children if c.dep_ == "poss" and people(doc, c.i)), None)
    here = clause_around(doc, token.i)
    if owner is None and here is not None:
        owner = here.subject
    for person in people(doc, owner)[:1] if owner is not None else ():
        for title in titles_of(doc, person):
            words = office_words(doc, title)
            if title.standing == "current" and is_office(doc, title, words):
                return words
    return None
