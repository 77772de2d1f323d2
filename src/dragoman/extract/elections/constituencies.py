"""Whose vote it is: the country or region that a mention of an election points to.

From the nearest words outwards: a demonym or possessor beside the noun ("Brazil's", "Kenyan"), a place that
hangs on it ("in Ghana"), the voters, the country of those who stand, the one country of the sentence, the
election told before, and last the country that the article is about.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from dragoman.doc import Clause, clause, entity, mention_at, mentions
from dragoman.extract.declare import Found
from dragoman.extract.elections.ballots import Ballot
from dragoman.extract.events import Scene, multilateral, words
from dragoman.model import Entity, Tenure

_INTO = frozenset("in of for across within to at".split())
_REACH = 8


@dataclass(frozen=True, slots=True)
class Constituency:
    """An ISO alpha-2 code or an entity's id, and how near the words that gave it: 3 beside the noun, 0 from afar."""

    code: str
    near: int


def countries_of_people(found: Found) -> dict[str, str]:
    """The country in which each person holds or held office, as the tenures have it."""
    table: dict[str, str] = {}
    for claim in found.get("tenures", ()):
        if (
            isinstance(claim, Tenure)
            and claim.jurisdiction is not None
            and len(claim.jurisdiction) == 2
            and claim.jurisdiction.isupper()
        ):
            table.setdefault(claim.person, claim.jurisdiction)
    return table


def presidents(found: Found) -> frozenset[tuple[str, str]]:
    """Each person who is or was the president of a country, with its code."""
    return frozenset(
        (claim.person, claim.jurisdiction)
        for claim in found.get("tenures", ())
        if isinstance(claim, Tenure) and claim.jurisdiction is not None and claim.office.casefold() == "president"
    )


def main_country(doc: Doc) -> str | None:
    """The country of which the article speaks most, where it speaks of it as often as of all others."""
    counts: Counter[str] = Counter()
    for mention in mentions(doc):
        for one in mention.entities:
            here = entity(doc, one)
            if here.kind in ("polity", "place", "group", "person") and here.country is not None:
                counts[here.country] += 1
    if not counts:
        return None
    best = min(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    return best[0] if best[1] * 2 >= sum(counts.values()) else None


def constituency(
    doc: Doc, scene: Scene, ballot: Ballot, standing: Iterable[str], offices: Mapping[str, str], *, local: bool
) -> Constituency | None:
    """The country or, of a `local` vote, the region of a mention; None where the sentence does not tell."""
    code = _beside(doc, scene, ballot, offices, local=local)
    if code is not None:
        return Constituency(code, 3)
    code = _of_voters(doc, ballot, local=local)
    if code is not None:
        return Constituency(code, 3)
    for person in standing:
        code = offices.get(person) or entity(doc, person).country
        if code is not None:
            return Constituency(code, 2 if entity(doc, person).kind == "person" else 0)
    code = _only_one(doc, scene, ballot)
    return Constituency(code, 1) if code is not None else None


def _beside(doc: Doc, scene: Scene, ballot: Ballot, offices: Mapping[str, str], *, local: bool) -> str | None:
    """From the words that stand around the noun: "Brazil's second round", "the election in Ghana"."""
    for at in range(ballot.start - 1, max(scene.start, ballot.start - _REACH) - 1, -1):
        code = _code_at(doc, at, offices, local=local)
        if code is not None:
            return code
        if doc[at].pos_ not in ("ADJ", "NOUN", "PROPN", "PART", "NUM", "PUNCT", "PRON", "VERB", "DET") or doc[
            at
        ].text in (",", ";", ":", "("):
            break
        if clause(doc, at) is not None or (
            doc[at].pos_ == "DET" and doc[at].lower_ in ("the", "a", "an", "this", "that")
        ):
            break
    last = max(ballot.at, ballot.carrier)
    for at in range(last + 1, min(last + _REACH, scene.end)):
        token = doc[at]
        if clause(doc, at) is not None and token.tag_ != "VBN":
            break
        if (token.lower_ in _INTO and token.dep_ == "prep") or doc[at - 1].lower_ in _INTO | {"the"}:
            continue_at = at + 1 if token.lower_ in _INTO else at
            code = _place_from(doc, continue_at, scene.end, local=local)
            if code is not None:
                return code
        if token.text in (";", ":", ".", "-", "(", "“", '"'):
            break
    return None


def _place_from(doc: Doc, at: int, end: int, *, local: bool) -> str | None:
    """The country or region named right at a token, after an article and adjectives."""
    for i in range(at, min(at + 6, end)):
        code = _code_at(doc, i, {}, local=local)
        mention = mention_at(doc, i)
        party = mention is not None and entity(doc, mention.entities[0]).kind == "organization" and code is not None
        if code is not None:
            return None if party and len(code) == 2 else code
        if doc[i].pos_ not in ("DET", "ADJ", "PROPN", "NOUN", "PART", "NUM"):
            return None
    return None


def _code_at(doc: Doc, at: int, offices: Mapping[str, str], *, local: bool) -> str | None:
    """What the mention that ends or has its head at a token says of the country."""
    mention = mention_at(doc, at)
    if mention is None or len(mention.entities) != 1:
        return None
    here = entity(doc, mention.entities[0])
    if here.kind == "person":
        return offices.get(here.id) or here.country if doc[mention.head].dep_ == "poss" else None
    if here.kind == "organization":
        return here.country or (here.id if mention.end - 1 == at and multilateral(here.name) else None)
    return _code(here, local=local)


def _code(here: Entity, *, local: bool) -> str | None:
    if here.kind not in ("polity", "place", "group"):
        return None
    if local and here.kind == "place" and here.place_type in ("city", "region"):
        return here.id
    return here.country


def _of_voters(doc: Doc, ballot: Ballot, *, local: bool) -> str | None:
    """ "Kenyans vote", "voters in Ghana go to the polls", "Gabon holds an election"."""
    here = clause(doc, ballot.verb)
    if here is None or here.subject is None or not holds(doc, here.verb):
        return None
    subject = _meant(doc, here)
    voters = subject.lemma_.lower() in words("elections", "voters", "words")
    own = mention_at(doc, subject.i)
    if own is not None and len(own.entities) == 1 and entity(doc, own.entities[0]).kind in ("polity", "place", "group"):
        code = _code(entity(doc, own.entities[0]), local=local)
        if code is not None:
            return code
    if not voters:
        return None
    for child in subject.children:
        mention = mention_at(doc, child.i) if child.dep_ in ("amod", "compound", "nmod") else None
        if mention is not None and entity(doc, mention.entities[0]).country is not None:
            return entity(doc, mention.entities[0]).country
        if child.dep_ == "prep" and child.lower_ in _INTO:
            for place in child.children:
                mention = mention_at(doc, place.i)
                if mention is not None and entity(doc, mention.entities[0]).country is not None:
                    return entity(doc, mention.entities[0]).country
    return None


def _meant(doc: Doc, here: Clause) -> Token:
    """The subject of a clause; of "Slovakia, which holds elections" the word before "which"."""
    subject = doc[here.subject if here.subject is not None else here.verb]
    if subject.tag_ not in ("WDT", "WP"):
        return subject
    verb = doc[here.verb]
    for _ in range(3):
        if verb.dep_ != "conj":
            break
        verb = verb.head
    return verb.head if verb.dep_ == "relcl" else subject


def holds(doc: Doc, verb: int) -> bool:
    """Whether the subject of a verb is the one that votes or holds a vote."""
    return doc[verb].lemma_.lower() in words("elections", "voters", "holds")


def _only_one(doc: Doc, scene: Scene, ballot: Ballot) -> str | None:
    """The one country to which the places and peoples of a sentence belong, the judge of the vote left out.

    "Washington has not recognized the re-election": Washington speaks of another country's vote.
    """
    codes: set[str] = set()
    for at in range(scene.start, scene.end):
        mention = mention_at(doc, at)
        if mention is None or mention.head != at:
            continue
        codes.update(_codes(doc, mention.entities))
    judge = clause(doc, ballot.verb)
    if len(codes) > 1 and judge is not None and judge.subject is not None and not holds(doc, judge.verb):
        mention = mention_at(doc, judge.subject)
        codes.difference_update(_codes(doc, mention.entities) if mention is not None else ())
    return codes.pop() if len(codes) == 1 else None


def _codes(doc: Doc, ids: Iterable[str]) -> tuple[str, ...]:
    here = (entity(doc, one) for one in ids)
    return tuple(e.country for e in here if e.country is not None and e.kind in ("polity", "place", "group"))
