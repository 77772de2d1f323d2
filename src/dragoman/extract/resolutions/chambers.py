"""The bodies that decide: councils, parliaments, assemblies, and the words that name them."""

from __future__ import annotations

from spacy.tokens import Doc

from dragoman.doc import Clause, entity, mention_at, parties
from dragoman.extract.events import words


def lemma_in(here: Clause, *path: str) -> bool:
    """Whether a clause's verb, with or without its particle, stands in an entry of the lexicon."""
    return here.lemma in words("resolutions", *path) or here.lemma.split()[0] in words("resolutions", *path)


def is_body(doc: Doc, head: int) -> bool:
    """Whether a phrase names a body that votes."""
    token = doc[head]
    if token.lemma_.lower() in words("resolutions", "bodies") or token.lower_ in words("resolutions", "bodies"):
        return True
    mention = mention_at(doc, head)
    if mention is None:
        return False
    return entity(doc, mention.entities[0]).kind == "organization"


def body_after(doc: Doc, preposition: int) -> str | None:
    """The body of "in the Security Council"."""
    head = next((c.i for c in doc[preposition].children if c.dep_ == "pobj"), None)
    if head is None or doc[head].lemma_.lower() not in words("resolutions", "bodies"):
        return None
    return mentioned_body(doc, head)


def mentioned_body(doc: Doc, head: int | None) -> str | None:
    """The body that a phrase names: an organisation, or a group of people such as "the Hungarian parliament"."""
    if head is None:
        return None
    named = parties(doc, head, ("organization",))
    if named:
        return named[0]
    mention = mention_at(doc, head)
    if mention is None or doc[head].lower_ in words("resolutions", "bodies", "members"):
        return None
    here = entity(doc, mention.entities[0])
    return here.id if here.kind == "group" and is_body(doc, head) else None
