"""Tenures: who holds, held, will hold or claims which office.

Titles beside names give the office (`find`), sentences that say who is or became what add others
(`predicates`), verbs of taking and leaving office give the beginning and the end (`turns`), and whose office
it is may have to be read from around it (`jurisdiction`). One claim a person and office, however often the
article repeats it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from spacy.tokens import Doc

from dragoman.doc import Title, evidence, mention_at, told
from dragoman.extract.declare import Extractor, Found
from dragoman.extract.tenures.counterparts import from_counterparts
from dragoman.extract.tenures.drafts import Draft, Standing, add, is_office, office_words, told_once
from dragoman.extract.tenures.heads import from_heads
from dragoman.extract.tenures.jurisdiction import jurisdiction, titles_by_person
from dragoman.extract.tenures.predicates import from_abbreviations, from_predicates
from dragoman.extract.tenures.turns import turns
from dragoman.model import Rejection, Status, Tenure, claim_id

_STATUS: dict[str, Status] = {
    "current": "under_way", "former": "happened", "elect": "planned", "acting": "under_way",
    "candidate": "planned", "disputed": "under_way",
}  # fmt: skip


def find(doc: Doc, found: Found) -> Iterator[Tenure | Rejection]:
    """Every tenure of a document."""
    del found
    drafts: dict[str, list[Draft]] = {}
    for person, own in titles_by_person(doc).items():
        for title in own:
            if told(doc, title.head):
                add(drafts, _from_title(doc, title, person))
    for draft in (*from_abbreviations(doc), *from_predicates(doc), *from_counterparts(doc), *from_heads(doc)):
        add(drafts, draft)
    turns(doc, drafts)
    for own_drafts in drafts.values():
        for draft in told_once(own_drafts):
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
    if not is_office(doc, title, office):
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


TENURES = Extractor("tenures", yields=Tenure, find=find)
