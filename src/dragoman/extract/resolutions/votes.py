"""Votes cast: how many for, against and abstaining, and who stood where, as one sentence tells it."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import Literal

from spacy.tokens import Doc

from dragoman.doc import Clause, clause, entity, mention_at, parties
from dragoman.extract.events import Scene, words
from dragoman.lexicon import load
from dragoman.model import Counts, Position

Stance = Literal["for", "against", "abstain", "reluctant"]
_KINDS = ("person", "organization", "polity")
_DASHES = frozenset(("-", "–", "—", "to", "‑"))
_LARGEST = 5000
_WON = frozenset("won wins received receives got gets garnered obtained collected polled".split())
_AMONG = frozenset("among those was were countries states".split())
_PASSED = frozenset("passed approved adopted rejected ratified defeated endorsed".split())


@dataclass(slots=True)
class Tally:
    """The votes of a sentence; `pair` is true where two bare numbers stand side by side ("89-52")."""

    for_: int | None = None
    against: int | None = None
    abstain: int | None = None
    pair: bool = False
    positions: list[Position] = field(default_factory=list)

    def counted(self) -> bool:
        return self.for_ is not None or self.against is not None or self.abstain is not None

    def counts(self, *, rejected: bool) -> Counts | None:
        """The figures; of "rejected by 62 votes to 54" the larger number is of those against."""
        if not self.counted():
            return None
        yes, no = self.for_, self.against
        if rejected and self.pair and yes is not None and no is not None and yes > no:
            yes, no = no, yes
        return Counts(for_=yes, against=no, abstain=self.abstain)


def tally(doc: Doc, scene: Scene) -> Tally:
    """The figures and stances of a sentence."""
    found = Tally()
    lower = {doc[i].lower_ for i in range(scene.start, scene.end)}
    told = lower & (
        words("resolutions", "count", "votes")
        | words("resolutions", "count", "abstain")
        | words("resolutions", "count", "against")
    )
    if told or lower & (words("resolutions", "count", "for") | _PASSED):
        _pair(doc, scene, found)
        _figures(doc, scene, found)
    _stances(doc, scene, found)
    return found


@cache
def _numbers() -> dict[str, int]:
    table = dict(load("time")["numbers"])
    tens = [(w, n) for w, n in table.items() if n % 10 == 0 and 20 <= n < 100]
    ones = [(w, n) for w, n in table.items() if 1 <= n < 10]
    table.update({f"{a}-{b}": n + m for a, n in tens for b, m in ones})
    table.update(dict.fromkeys(load("resolutions")["count"]["none"], 0))
    return table


def number(doc: Doc, at: int) -> int | None:
    """The whole number that a token is, in figures or words."""
    text = doc[at].lower_.replace(",", "")
    if text.isdecimal() and len(text) < 5:
        value = int(text)
        return (
            value
            if value <= _LARGEST and not (1900 <= value <= 2100 and len(text) == 4 and "," not in doc[at].text)
            else None
        )
    return _numbers().get(text)


def _pair(doc: Doc, scene: Scene, found: Tally) -> None:
    """ "89-52", "by 121 votes to 5", "a vote of 119 to 1", "101 to 88"."""
    for at in range(scene.start, scene.end - 2):
        whole = doc[at].text.replace("–", "-").split("-")
        if len(whole) == 2 and all(p.isdecimal() and len(p) < 5 for p in whole) and _near_vote(doc, scene, at, at):
            found.for_, found.against, found.pair = int(whole[0]), int(whole[1]), True
            return
        first = number(doc, at)
        if first is None:
            continue
        middle = at + 1
        if doc[middle].lower_ in words("resolutions", "count", "votes") and middle + 1 < scene.end:
            middle += 1
        if middle + 1 >= scene.end or doc[middle].lower_ not in _DASHES:
            continue
        second = number(doc, middle + 1)
        if second is None or not _near_vote(doc, scene, at, middle + 1) or _timed(scene, at):
            continue
        found.for_, found.against, found.pair = first, second, True
        after = middle + 2
        if after + 1 < scene.end and doc[after].lower_ in _DASHES and doc[after].text != "to":
            found.abstain = number(doc, after + 1)
        return


def _near_vote(doc: Doc, scene: Scene, first: int, last: int) -> bool:
    """Whether the two numbers are votes: "voted", "by", "vote of" before or "vote" between or after."""
    before = [doc[i].lower_ for i in range(max(scene.start, first - 4), first)]
    inside = [doc[i].lower_ for i in range(first, min(last + 3, scene.end))]
    near = words("resolutions", "count", "votes")
    decided = any(doc[i].lower_ in _PASSED for i in range(max(scene.start, first - 8), first)) and (
        last + 1 >= scene.end or doc[last + 1].pos_ not in ("NOUN", "PROPN", "ADJ", "SYM")
    )
    return (
        decided
        or any(w in near or w in ("vote", "votes", "voted", "voting") for w in before)
        or any(w in ("vote", "votes") for w in inside)
        or before[-1:] == ["by"]
    )


def _timed(scene: Scene, at: int) -> bool:
    return any(t.start <= at < t.end for t in scene.times)


def _figures(doc: Doc, scene: Scene, found: Tally) -> None:
    """ "12 votes in favour", "one against", "with 40 abstentions", "eleven abstained", "won 11 votes"."""
    for at in range(scene.start, scene.end):
        word = doc[at].lower_
        if word == "votes" and at - 2 >= scene.start and doc[at - 2].lower_ in _WON and found.for_ is None:
            found.for_ = number(doc, at - 1)
        if word in words("resolutions", "count", "for") and found.for_ is None:
            found.for_ = _before(doc, scene, at)
        elif word in words("resolutions", "count", "against") and found.against is None:
            found.against = _before(doc, scene, at)
        elif word in words("resolutions", "count", "abstain") and found.abstain is None:
            found.abstain = _before(doc, scene, at)


def _before(doc: Doc, scene: Scene, at: int) -> int | None:
    """The number that stands before a word of voting, over "votes", "in" and "members"."""
    small = words("resolutions", "count", "votes") | {"in", "were", "the", "council", "cast", "who"}
    i = at - 1
    while i >= scene.start and at - i <= 5 and doc[i].lower_ in small:
        i -= 1
    if i < scene.start or at - i > 6 or _timed(scene, i):
        return None
    value = number(doc, i)
    if value is not None and i >= 2 and doc[i - 1].lower_ in _DASHES and number(doc, i - 2) is not None:
        return None
    return value


# Who stood where


def _stances(doc: Doc, scene: Scene, found: Tally) -> None:
    for at in range(scene.start, scene.end):
        here = clause(doc, at)
        if here is not None:
            stance = _stance(doc, here)
            if stance is not None:
                _add(found, _who(doc, here), stance)
        if doc[at].lower_ in ("abstaining", "abstained", "abstain", "opposed"):
            _add(found, names_before(doc, scene, at), "against" if doc[at].lower_ == "opposed" else "abstain")
        if doc[at].text == "(" and at > scene.start:
            _bracketed(doc, scene, at, found)


def _add(found: Tally, who: tuple[str, ...], stance: Stance) -> None:
    known = {p.who for p in found.positions}
    found.positions.extend(Position(w, stance) for w in who if w not in known)


def _stance(doc: Doc, here: Clause) -> Stance | None:
    """What a verb says of its subject's vote."""
    if here.status in ("hypothetical", "proposed", "cancelled") or here.passive:
        return None
    lemma = here.lemma
    children = list(doc[here.verb].children)
    prepositions = {c.lower_ for c in children if c.dep_ in ("prep", "prt", "advmod")}
    governed = {g.lower_ for c in children if c.dep_ == "prep" and c.lower_ == "in" for g in c.children}
    if lemma in ("vote", "cast"):
        against = any(g.lower_ == "against" for c in children if c.dep_ == "dobj" for g in c.children)
        if "against" in prepositions or against:
            return None if here.negated else "against"
        if ("for" in prepositions and lemma == "vote") or governed & {"favour", "favor"}:
            return None if here.negated else "for"
        return _to_support(doc, here)
    if here.negated:
        return None
    named = {doc[here.object].lemma_.lower(), doc[here.object].lower_} if here.object is not None else set()
    if lemma in ("express", "voice", "have", "show", "signal") and named & words(
        "resolutions", "stance", "reluctant", "nouns"
    ):
        return "reluctant"
    if lemma in ("be", "remain") and any(
        c.lower_ in words("resolutions", "stance", "reluctant", "adjectives") for c in children
    ):
        return "reluctant"
    for stance in ("for", "against", "abstain", "reluctant"):
        if lemma in words("resolutions", "stance", stance) and _of_text(doc, here, stance):
            return stance
    return None


def _to_support(doc: Doc, here: Clause) -> Stance | None:
    """ "Voted to support the republic"."""
    for child in doc[here.verb].children:
        if child.dep_ in ("xcomp", "advcl") and child.lemma_ in ("support", "back", "approve", "endorse"):
            return "for"
        if child.dep_ in ("xcomp", "advcl") and child.lemma_ in ("reject", "oppose", "block"):
            return "against"
    return None


def _of_text(doc: Doc, here: Clause, stance: str) -> bool:
    """Whether the verb's object is a text before the body, not something else that is supported."""
    if stance in ("abstain", "reluctant"):
        return True
    if here.object is None:
        return False
    token = doc[here.object]
    if token.tag_ in ("WDT", "WP") and doc[here.verb].dep_ == "relcl":
        token = doc[here.verb].head
        for _ in range(3):
            if token.dep_ not in ("pobj", "prep", "pcomp", "dobj") or token.lemma_.lower() in _texts():
                break
            token = token.head
    known = _texts()
    return token.lemma_.lower() in known or token.lower_ in known


@cache
def _texts() -> frozenset[str]:
    """The words for what is before a body."""
    return (
        words("resolutions", "nouns", "sure")
        | words("resolutions", "nouns", "draft")
        | {"it", "them", "that", "proposal"}
    )


def _who(doc: Doc, here: Clause) -> tuple[str, ...]:
    named = parties(doc, here.subject, _KINDS)
    if named or here.subject is None or doc[here.subject].lower_ not in ("it", "they"):
        return named
    above = clause(doc, here.governor)
    return parties(doc, above.subject, _KINDS) if above is not None else ()


def names_before(doc: Doc, scene: Scene, at: int) -> tuple[str, ...]:
    """The names in a list that ends right before a token: "with China, India and Russia abstaining"."""
    found: list[str] = []
    i = at - 1
    while i >= scene.start:
        mention = mention_at(doc, i)
        if mention is not None and mention.end - 1 == i and mention.how != "pronoun":
            kinds = [e for e in mention.entities if entity(doc, e).kind in (*_KINDS, "place")]
            if not kinds:
                break
            found[:0] = kinds
            i = mention.start - 1
        elif doc[i].lower_ in ("and", ",", "the", "both", "also", "have", "had", "has", *_AMONG):
            i -= 1
        else:
            break
    return tuple(dict.fromkeys(found))


def _bracketed(doc: Doc, scene: Scene, at: int, found: Tally) -> None:
    """ "One against (Russia) and one abstention (China)"."""
    before = {doc[i].lower_ for i in range(max(scene.start, at - 2), at)}
    stance: Stance | None = None
    if before & words("resolutions", "count", "against"):
        stance = "against"
    elif before & words("resolutions", "count", "abstain"):
        stance = "abstain"
    close = next((i for i in range(at + 1, min(at + 30, scene.end)) if doc[i].text == ")"), None)
    if stance is not None and close is not None:
        _add(found, names_before(doc, scene, close), stance)
