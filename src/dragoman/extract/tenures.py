"""Tenures: who holds, held, will hold or claims which office.

Titles beside names give the office; verbs of taking and leaving office give its beginning and end.
One claim a person and office, however often the article repeats it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Literal, cast

from spacy.tokens import Doc

from dragoman.doc import (
    Clause,
    Title,
    claimable,
    clauses,
    entity,
    evidence,
    mention_at,
    names,
    people,
    sentence_evidence,
    titles,
)
from dragoman.extract.declare import Extractor, Found
from dragoman.extract.offices import jurisdiction, titles_by_person
from dragoman.lexicon import load
from dragoman.model import Rejection, Span, Status, Tenure, When, claim_id
from dragoman.syntax import when_of

Standing = Literal["current", "former", "elect", "acting", "candidate", "disputed"]
_STATUS: dict[str, Status] = {
    "current": "under_way", "former": "happened", "elect": "planned", "acting": "under_way",
    "candidate": "planned", "disputed": "under_way",
}  # fmt: skip


@cache
def _lexicon() -> dict[str, Any]:
    return load("tenures")


@dataclass(slots=True)
class Draft:
    """An office of one person while its tellings are put together."""

    person: str
    office: str
    jurisdiction: str | None
    standing: Standing
    evidence: list[Span] = field(default_factory=list)
    since: When | None = None
    until: When | None = None
    inferred: bool = False


def find(doc: Doc, found: Found) -> Iterator[Tenure | Rejection]:
    """Every tenure of a document."""
    del found
    drafts: dict[str, list[Draft]] = {}
    for person, own in titles_by_person(doc).items():
        for title in own:
            if claimable(doc, title.head):
                _add(drafts, _from_title(doc, title, person))
    for draft in _from_predicates(doc):
        _add(drafts, draft)
    _turns(doc, drafts)
    for own_drafts in drafts.values():
        for draft in _told_once(own_drafts):
            yield _claim(draft)


def _claim(draft: Draft) -> Tenure:
    spans = tuple(sorted(dict.fromkeys(draft.evidence), key=lambda s: s.start))
    return Tenure(
        id=claim_id("tenure", spans, f"{draft.person}|{draft.office}"),
        status=_STATUS[draft.standing],
        when=None,
        evidence=spans,
        confidence=0.7 if draft.inferred else 0.9,
        person=draft.person,
        office=draft.office,
        jurisdiction=draft.jurisdiction,
        standing=draft.standing,
        since=draft.since,
        until=draft.until,
    )


# Titles


def _from_title(doc: Doc, title: Title, person: str) -> Draft | None:
    office = office_words(doc, title)
    if not _is_office(doc, title, office):
        return None
    where, inferred = jurisdiction(doc, title, person)
    holder = next(
        (h for h in title.holders if (m := mention_at(doc, h)) is not None and person in m.entities), title.holders[0]
    )
    mention = mention_at(doc, holder)
    start, end = title.start, title.end
    if mention is not None:
        start, end = min(start, mention.start), max(end, mention.end)
    return Draft(person, office, where, cast(Standing, title.standing), [evidence(doc, start, end)], inferred=inferred)


def office_words(doc: Doc, title: Title) -> str:
    """The office as written, in the singular, abbreviations written out."""
    words = evidence(doc, title.office_start, title.office_end).text
    last = doc[title.head].text
    singular = _lexicon()["singular"].get(last.lower())
    if title.plural and singular is not None:
        words = words[: -len(last)] + (singular.title() if last[0].isupper() else singular)
    return " ".join(words.split())


def _is_office(doc: Doc, title: Title, office: str) -> bool:
    """Whether a title is an office: ranks, courtesies and descriptions are none."""
    words = office.lower()
    if words not in _lexicon()["no_office"]["words"]:
        return True
    mention = mention_at(doc, _owner_head(doc, title)) if title.of is not None else None
    body = mention is not None and entity(doc, mention.entities[0]).kind == "organization"
    return body and words in _lexicon()["no_office"]["with_body"]


def _owner_head(doc: Doc, title: Title) -> int:
    assert title.of is not None
    return names(doc)[title.of].head


def _add(drafts: dict[str, list[Draft]], draft: Draft | None) -> None:
    """Adds a telling to the office that it tells of, or as a new one."""
    if draft is None:
        return
    own = drafts.setdefault(draft.person, [])
    for known in own:
        if _same(known, draft):
            if len(draft.office) > len(known.office):
                known.office = draft.office
            known.jurisdiction = known.jurisdiction or draft.jurisdiction
            known.inferred = known.inferred and draft.inferred
            known.evidence.extend(draft.evidence)
            known.since = known.since or draft.since
            known.until = known.until or draft.until
            if known.standing == "current" and draft.standing != "current":
                known.standing = draft.standing
            return
    own.append(draft)


def _same(known: Draft, draft: Draft) -> bool:
    if (
        known.jurisdiction
        and draft.jurisdiction
        and known.jurisdiction != draft.jurisdiction
        and not (known.inferred or draft.inferred)
    ):
        return False
    a, b = known.office.lower().replace("-", " ").split(), draft.office.lower().replace("-", " ").split()
    short, long = sorted((a, b), key=len)
    if {known.standing, draft.standing} == {"current", "former"} and a != b:
        return False
    return short == long[: len(short)] or short == long[-len(short) :]


def _told_once(own: list[Draft]) -> list[Draft]:
    """A person's offices without those that only say less than another ("minister" beside "science minister")."""
    generic = _lexicon()["generic"]["words"]
    kept = []
    for draft in own:
        words = draft.office.lower()
        head = words.split()[-1]
        fuller = any(
            o is not draft and o.office.lower().split()[-1] == head and o.office.lower() not in generic for o in own
        )
        if not (words in generic and fuller):
            kept.append(draft)
    return kept


# "X is the president of Y", "X became president", "re-election as president"


def _from_predicates(doc: Doc) -> Iterator[Draft]:
    by_head = {t.head: t for t in titles(doc) if not t.holders}
    for head, title in by_head.items():
        if not claimable(doc, head):
            continue
        token = doc[head]
        here = (
            next((c for c in clauses(doc) if c.verb == token.head.i), None) if token.dep_ in ("attr", "oprd") else None
        )
        if here is not None:
            yield from _predicate(doc, here, title)
        elif token.dep_ == "pobj" and token.head.lower_ == "as":
            yield from _as_office(doc, title)


def _predicate(doc: Doc, here: Clause, title: Title) -> Iterator[Draft]:
    subject = here.object if here.passive else here.subject
    who = people(doc, subject)
    verb = doc[here.verb].lemma_
    if (
        len(who) != 1
        or here.status in ("denied", "hypothetical", "proposed")
        or not _is_office(doc, title, office_words(doc, title))
    ):
        return
    if verb not in ("be", "become", "appoint", "name", "elect", "remain", "install", "crown"):
        return
    standing: Standing = cast(Standing, title.standing)
    if verb == "be" and here.tense == "past" and standing == "current":
        standing = "former"
    if here.status == "planned":
        standing = "elect"
    where, inferred = jurisdiction(doc, title, who[0])
    since = (
        when_of(doc, here.verb)
        if verb in ("become", "appoint", "name", "install", "crown") and here.tense == "past"
        else None
    )
    yield Draft(
        who[0],
        office_words(doc, title),
        where,
        standing,
        [sentence_evidence(doc, here.verb)],
        since=since,
        inferred=inferred,
    )


def _as_office(doc: Doc, title: Title) -> Iterator[Draft]:
    """ "Never recognized X's re-election as president": the office is claimed and contested."""
    doubts = _lexicon()["verbs"]["doubt"]
    for here in clauses(doc):
        how = doubts.get(here.lemma)
        if how is None or not doc[here.verb].sent.start <= title.head < doc[here.verb].sent.end:
            continue
        if (how == "negated") != here.negated:
            continue
        owners = [i for i in range(here.verb + 1, title.head) if doc[i].dep_ in ("poss", "dobj") and people(doc, i)]
        for owner in owners[-1:]:
            person = people(doc, owner)[0]
            where, inferred = jurisdiction(doc, title, person)
            yield Draft(
                person,
                office_words(doc, title),
                where,
                "disputed",
                [sentence_evidence(doc, title.head)],
                inferred=inferred,
            )
            return


# Verbs of taking and leaving office


def _turns(doc: Doc, drafts: dict[str, list[Draft]]) -> None:
    """Writes when offices began and ended into the drafts of those who took or left them."""
    begin, end = _lexicon()["verbs"]["begin"], _lexicon()["verbs"]["end"]
    for here in clauses(doc):
        if not claimable(doc, here.verb) or here.status != "happened":
            continue
        word = here.lemma if here.lemma in begin or here.lemma in end else here.lemma.split()[0]
        needs = begin.get(word, end.get(word))
        if needs is None or (needs and not _companion(doc, here, needs)):
            continue
        patient = word in _lexicon()["patient"]["words"]
        for person in people(doc, here.object if patient or here.passive else here.subject):
            own = drafts.get(person, [])
            if word in begin:
                _begin(doc, here, own)
            else:
                _end(doc, here, own)


def _companion(doc: Doc, here: Clause, needed: list[str]) -> bool:
    """Whether the noun that makes the frame stands with the verb: "came to power", "took office"."""
    for child in doc[here.verb].children:
        if child.lower_ in needed or child.lemma_.lower() in needed:
            return True
        if child.dep_ == "prep" and any(c.lemma_.lower() in needed for c in child.children):
            return True
    return False


def _begin(doc: Doc, here: Clause, own: list[Draft]) -> None:
    since = when_of(doc, here.verb)
    open_ = [d for d in own if d.standing in ("current", "acting", "disputed") and d.since is None]
    if since is None or not open_:
        return
    draft = open_[0]
    draft.since = since
    draft.evidence.append(sentence_evidence(doc, here.verb))


def _end(doc: Doc, here: Clause, own: list[Draft]) -> None:
    for draft in own[:1]:
        if draft.standing in ("current", "acting", "former"):
            draft.standing = "former"
            draft.until = draft.until or when_of(doc, here.verb)
            draft.evidence.append(sentence_evidence(doc, here.verb))


TENURES = Extractor("tenures", yields=Tenure, find=find)
