"""What hangs on a clause: its time, its place, the words of a phrase. Shared by the extractors.

The paths followed are those of the parse: a time or place belongs to a verb through a preposition, or
through a noun that the verb governs and that names an occasion ("holds talks in Doha on Friday").
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from spacy.tokens import Doc, Token

from dragoman.doc import Clause, Time, clause, mention_at, note
from dragoman.lexicon import load
from dragoman.model import Basis, Status, When

_YEAR = re.compile(r"\b\d{4}\b")
_BOUND = frozenset("after before since until till by despite according following".split())
_INSIDE = frozenset("in at inside near outside within aboard around throughout".split())
_TOWARD = frozenset("to into toward towards for".split())
_LIST = frozenset(("and", ",", "&", "-", "–", "to", "on", "through", "until", "or", "from", "then", "--", "in"))
_RANGE = frozenset(("-", "–", "—", "--"))
_INHERITS = frozenset(("advcl", "relcl", "xcomp", "conj", "pcomp", "acl", "ccomp"))


@cache
def _occasions() -> frozenset[str]:
    return frozenset(load("occasions")["nouns"]["words"])


def occasion(token: Token) -> bool:
    """Whether a noun names something that takes place ("talks", "visit", "ceremony")."""
    return token.lemma_.lower() in _occasions()


# Phrases


def phrase(doc: Doc, head: int) -> tuple[int, int]:
    """The token range of a noun phrase without its relative clauses, appositions and outer punctuation."""
    start = end = head
    queue = [doc[head]]
    while queue:
        token = queue.pop()
        start, end = min(start, token.i), max(end, token.i)
        queue.extend(
            c
            for c in token.children
            if c.dep_ not in ("relcl", "appos", "punct", "advcl", "parataxis", "ccomp", "cc")
            or (c.dep_ == "cc" and token.i != head)
        )
    while end > start and (doc[end].is_punct or doc[end].is_space or doc[end].dep_ == "cc"):
        end -= 1
    while start < end and (doc[start].is_punct or doc[start].is_space):
        start += 1
    return start, end + 1


def trimmed(doc: Doc, start: int, end: int) -> tuple[int, int]:
    """A range without a leading article or preposition and without punctuation at either end."""
    while start < end and (
        doc[start].is_punct
        or doc[start].is_space
        or doc[start].lower_ in ("the", "a", "an", "its", "their", "his", "her")
    ):
        start += 1
    while end > start and (doc[end - 1].is_punct or doc[end - 1].is_space):
        end -= 1
    return start, end


@cache
def _facilities() -> frozenset[str]:
    return frozenset(load("occasions")["facilities"]["words"])


# Times


def when_from(doc: Doc, times: Sequence[Time], *, open_end: bool = False) -> When | None:
    """One When from the times of a claim: a list or range joined, of unrelated ones the most exact first.

    With `open_end` the interval begins there and has no end.
    """
    dated = [t for t in times if t.date.earliest is not None or t.date.latest is not None]
    if not dated:
        return None
    group = _joined(doc, dated)
    first, last = group[0], group[-1]
    span = note(doc).article.span(first.date.start, last.date.end)
    earliest = min((t.date.earliest for t in group if t.date.earliest), default=None)
    latest = max((t.date.latest for t in group if t.date.latest), default=None)
    basis: Basis = "stated" if any(_YEAR.search(t.date.text) for t in group) else "relative"
    if open_end:
        return When(f"{earliest or ''}/..", earliest, None, basis, span.text, span.start, span.end)
    edtf = group[0].date.edtf if len(group) == 1 else None
    return When(
        edtf or f"{earliest or '..'}/{latest or '..'}", earliest, latest, basis, span.text, span.start, span.end
    )


def _joined(doc: Doc, dated: list[Time]) -> list[Time]:
    """The times that go together with the most exact one: "Monday and Tuesday"."""
    best = min(range(len(dated)), key=lambda n: (_length(dated[n]), n))
    group = [dated[best]]
    for n in range(best + 1, len(dated)):
        if not _linked(doc, group[-1], dated[n]):
            break
        group.append(dated[n])
    for n in range(best - 1, -1, -1):
        if not _linked(doc, dated[n], group[0]):
            break
        group.insert(0, dated[n])
    return group


def _length(time: Time) -> int:
    """0 for a day, 1 for what is longer: which of two unrelated times says more."""
    return 0 if time.date.earliest == time.date.latest else 1


def _linked(doc: Doc, left: Time, right: Time) -> bool:
    between = [doc[i].lower_ for i in range(left.end, right.start)]
    return len(between) <= 3 and all(word in _LIST for word in between) and _length(left) == _length(right)


def attached_times(doc: Doc, verb: int) -> tuple[Time, ...]:
    """The times that belong to a clause, in the order of the text."""
    notes = note(doc)
    if notes.times_of is None:
        found: dict[int, list[Time]] = {}
        before, last = -1, None
        for time in notes.times:
            # "March 3-8": the parse hangs the second day anywhere; it goes with the first
            ranged = time.start == before + 1 and doc[before].text in _RANGE
            target = last if ranged else _time_target(doc, time)
            before, last = time.end, target
            if target is not None:
                found.setdefault(target, []).append(time)
        notes.times_of = {v: tuple(ts) for v, ts in found.items()}
    return notes.times_of.get(verb, ())


def _time_target(doc: Doc, time: Time) -> int | None:
    """The verb to which an expression of time belongs, or None."""
    if time.date.type not in ("DATE", "TIME"):
        return None
    token = _outermost(doc, time.start, time.end)
    known = note(doc).clauses
    steps = 0
    while token.head.i != token.i and steps < 12:
        if token.i in known and steps:
            return token.i
        above = token.head
        if token.dep_ == "prep" and token.lower_ in _BOUND:
            return None
        if above.lower_ in _BOUND and above.dep_ in ("prep", "mark"):
            return None
        if above.dep_ == "poss" or (above.pos_ in ("NOUN", "PROPN") and not _carries(above, time)):
            return None
        token = above
        steps += 1
    return token.i if token.i in known else None


def _carries(noun: Token, time: Time) -> bool:
    """Whether a noun hands on the time that hangs on it to the verb above."""
    if time.start <= noun.i < time.end or noun.ent_type_ in ("DATE", "TIME"):
        return True
    if noun.dep_ in ("dobj", "pobj", "attr", "nsubjpass", "nsubj", "conj", "npadvmod", "oprd"):
        return noun.dep_ == "dobj" or occasion(noun) or mention_at(noun.doc, noun.i) is not None
    return False


def _outermost(doc: Doc, start: int, end: int) -> Token:
    for i in range(start, end):
        if not start <= doc[i].head.i < end:
            return doc[i]
    return doc[end - 1]


def when_of(doc: Doc, verb: int, *, through_governor: bool = True, open_end: bool = False) -> When | None:
    """The time of a clause; where it has none of its own, that of the clause on which it hangs."""
    for link in _chain(doc, verb, through_governor):
        found = when_from(doc, attached_times(doc, link), open_end=open_end)
        if found is not None:
            return found
    return None


def _chain(doc: Doc, verb: int, through_governor: bool) -> Iterator[int]:
    """The verb and, upwards, the clauses that share its occasion."""
    here = clause(doc, verb)
    steps = 0
    while here is not None and steps < 4:
        yield here.verb
        if not through_governor or here.relation not in _INHERITS or here.governor is None:
            return
        if not _same_occasion(doc, here):
            return
        here, steps = clause(doc, here.governor), steps + 1


def _same_occasion(doc: Doc, inner: Clause) -> bool:
    """Whether a clause takes place when and where the one above it does."""
    verb = doc[inner.verb]
    if inner.relation == "relcl":
        return any(c.lower_ in ("where", "when") for c in verb.children)
    if inner.relation == "ccomp":
        return False
    if inner.relation in ("advcl", "pcomp", "acl"):
        above = clause(doc, inner.governor)
        if any(c.dep_ == "mark" and c.lower_ not in ("as", "while", "to") for c in verb.children):
            return False
        if inner.relation == "pcomp" and verb.head.lower_ in ("after", "since", "despite", "without"):
            return False
        return above is not None and above.lemma != "say"
    return True


# Places


def attached_places(doc: Doc, verb: int) -> tuple[tuple[str, int], ...]:
    """(preposition, head token of the place) for the places that belong to a clause, in order."""
    notes = note(doc)
    if notes.places_of is None:
        found: dict[int, list[tuple[str, int]]] = {}
        titled = _in_titles(doc)
        for mention in notes.mentions:
            if (
                mention.head in titled
                or notes.entities[mention.entities[0]].kind not in ("place", "polity")
                or mention.how
                in (
                    "demonym",
                    "pronoun",
                )
            ):
                continue
            target = _place_target(doc, doc[mention.head])
            if target is not None:
                found.setdefault(target[0], []).append((target[1], mention.head))
        notes.places_of = {v: tuple(ps) for v, ps in found.items()}
    return notes.places_of.get(verb, ())


def _in_titles(doc: Doc) -> set[int]:
    """The tokens of titles and of what they are over: in "the Envoy for Yemen travels" nobody goes to Yemen."""
    notes = note(doc)
    covered: set[int] = set()
    for title in notes.titles:
        covered.update(range(title.start, title.end))
        if title.end + 1 < len(doc) and doc[title.end].lower_ in ("for", "to", "of"):
            start = title.end + 2 if doc[title.end + 1].lower_ == "the" else title.end + 1
            over = mention_at(doc, start)
            if over is not None and over.start == start:
                covered.update(range(over.start, over.end))
    return covered


def _place_target(doc: Doc, token: Token) -> tuple[int, str] | None:
    while token.dep_ == "conj" and token.head.i != token.i:
        token = token.head
    if token.dep_ in ("compound", "nmod") and token.head.lemma_.lower() in _facilities() and token.head.i > token.i:
        token = token.head  # "at Narita airport"
    known = note(doc).clauses
    before = doc[token.left_edge.i - 1] if token.left_edge.i else None
    if token.dep_ == "nsubj" and before is not None and before.lower_ in ("in", "at") and token.head.i in known:
        # "In Quito, Silva will meet": the parse takes the town for the subject
        return token.head.i, before.lower_
    joined = token.head.dep_ == "conj" and token.head.tag_ == "IN"  # "will fly to Prague, and then to Berlin"
    if token.dep_ != "pobj" or not (joined or token.head.dep_ in ("prep", "agent")):
        return None
    preposition = token.head.lower_
    above = token.head.head
    if token.head.dep_ in ("prep", "conj") and above.dep_ == "prep":
        above = above.head
    steps = 0
    if above.dep_ == "acomp" and above.head.i in known:
        return above.head.i, preposition  # "is due in Tehran"
    while above.i not in known and steps < 4:
        if above.pos_ not in ("NOUN", "PROPN") or not (
            occasion(above) or above.dep_ == "npadvmod" or _dated(above) or _person(doc, above)
        ):
            return None
        if above.head.i == above.i or above.head.lower_ in _BOUND:
            return None
        above = above.head.head if above.head.dep_ == "prep" else above.head
        steps += 1
    return (above.i, preposition) if above.i in known else None


def _person(doc: Doc, token: Token) -> bool:
    """Whether a token names a person: "a meeting with the emir in Doha" hangs Doha on the emir."""
    mention = mention_at(doc, token.i)
    return mention is not None and note(doc).entities[mention.entities[0]].kind == "person"


def _dated(token: Token) -> bool:
    """Whether a token belongs to an expression of time ("on Friday in Lima" hangs Lima on Friday)."""
    return token.ent_type_ in ("DATE", "TIME")


def place_of(doc: Doc, verb: int, *, through_governor: bool = True) -> str | None:
    """The entity where a clause takes place: "in Doha", or "to Doha" of a clause of motion above it."""
    for n, link in enumerate(_chain(doc, verb, through_governor)):
        if n == 1 and (antecedent := _where(doc, verb)) is not None:
            return antecedent
        places = attached_places(doc, link)
        for wanted in (_INSIDE, _TOWARD) if n or _moves(doc, link) else (_INSIDE,):
            hits = [head for preposition, head in places if preposition in wanted]
            hits = [
                head for head in hits if doc[head].head.dep_ != "conj"
            ] or hits  # "to Prague for talks, then to Berlin"
            if hits:
                mention = mention_at(doc, hits[-1] if wanted is _TOWARD else hits[0])
                if mention is not None:
                    return mention.entities[0]
    return _where(doc, verb)


def _where(doc: Doc, verb: int) -> str | None:
    """Of "in Quito, where he attends a summit and meets the king" Quito, for each of the verbs."""
    token = doc[verb]
    while token.dep_ == "conj" and token.head.pos_ in ("VERB", "AUX") and token.head.i < token.i:
        if any(c.dep_ in ("nsubj", "nsubjpass") for c in token.children):
            break
        token = token.head
    adverb = next((c for c in token.children if c.lower_ == "where"), None) if token.dep_ == "relcl" else None
    if adverb is None:
        return None
    before = adverb.i - 2 if adverb.i > 1 and doc[adverb.i - 1].text == "," else adverb.i - 1
    for at in (before, token.head.i):
        mention = mention_at(doc, at)
        if mention is not None and note(doc).entities[mention.entities[0]].kind in ("place", "polity"):
            return mention.entities[0]
    mention = mention_at(doc, token.head.i)
    return mention.entities[0] if mention is not None else None


def _moves(doc: Doc, verb: int) -> bool:
    return doc[verb].lemma_.lower() in _motions()


@cache
def _motions() -> frozenset[str]:
    return frozenset(load("occasions")["motion"]["words"])


# Status


def settle(status: Status, when: When | None, published: str | None) -> Status:
    """What a clause's status comes to once its date is known.

    "Meets the king on Friday" is told in the present and is a plan as long as Friday is not over.
    """
    if status != "under_way" or when is None or published is None or when.earliest is None:
        return status
    if when.earliest > published or (when.earliest == published and when.latest is not None):
        return "planned"
    if when.latest is not None and when.latest < published:
        return "happened"
    return status
