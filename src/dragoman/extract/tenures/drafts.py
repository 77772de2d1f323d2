"""An office of one person while its tellings are put together."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import Any, Literal

from spacy.tokens import Doc

from dragoman.doc import Title, entity, evidence, mention_at, names
from dragoman.lexicon import load
from dragoman.model import Span, When

Standing = Literal["current", "former", "elect", "acting", "candidate", "disputed"]
_OFFICES = 50
"""Offices of one person among which a telling is looked for."""


@cache
def lexicon() -> dict[str, Any]:
    """The lexicon `tenures`."""
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


def office_words(doc: Doc, title: Title) -> str:
    """The office as written, in the singular, abbreviations written out."""
    words = evidence(doc, title.office_start, title.office_end).text
    last = doc[title.head].text
    singular = lexicon()["singular"].get(last.lower())
    if title.plural and singular is not None:
        words = words[: -len(last)] + (singular.title() if last[0].isupper() else singular)
    return " ".join(words.split())


def is_office(doc: Doc, title: Title, office: str) -> bool:
    """Whether a title is an office: ranks, courtesies and descriptions are none."""
    words = office.lower()
    if words not in lexicon()["no_office"]["words"]:
        return True
    mention = mention_at(doc, _owner_head(doc, title)) if title.of is not None else None
    body = mention is not None and entity(doc, mention.entities[0]).kind == "organization"
    return body and words in lexicon()["no_office"]["with_body"]


def _owner_head(doc: Doc, title: Title) -> int:
    assert title.of is not None
    return names(doc)[title.of].head


def add(drafts: dict[str, list[Draft]], draft: Draft | None) -> None:
    """Adds a telling to the office that it tells of, or as a new one."""
    if draft is None:
        return
    own = drafts.setdefault(draft.person, [])
    for known in own[-_OFFICES:]:
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


def told_once(own: list[Draft]) -> list[Draft]:
    """A person's offices without those that only say less than another ("minister" beside "science minister")."""
    generic = lexicon()["generic"]["words"]
    full = {d.office.lower().split()[-1] for d in own if d.office.lower() not in generic}
    return [d for d in own if d.office.lower() not in generic or d.office.lower().split()[-1] not in full]
