"""Whose text it is: the body that decides on it, and those who wrote or tabled it."""

from __future__ import annotations

from spacy.tokens import Doc

from dragoman.doc import clause, entity, mention_at, mentions, parties
from dragoman.extract.events import Scene, words
from dragoman.extract.resolutions.chambers import body_after, lemma_in, mentioned_body
from dragoman.extract.resolutions.decisions import Text

Hosts = list[tuple[int, int, str]]
"""(start, end, organisation) of the sentences that tell of a body's gathering, in order."""


def body_of(doc: Doc, scene: Scene, text: Text, hosts: Hosts) -> str | None:
    """The body: beside the noun, the doer of the deciding verb, the place where it is tabled."""
    if text.word not in ("vote", "treaty"):
        for child in doc[text.head].children:
            if child.i < text.head and child.dep_ in ("compound", "nmod", "poss", "amod"):
                named = mentioned_body(doc, child.i)
                if named is not None and entity(doc, named).kind == "organization":
                    return named
        own = _inside_name(doc, text.head)
        if own is not None:
            return own
    here = clause(doc, text.verb)
    if here is None:
        return None
    named = mentioned_body(doc, here.subject) if here.subject is not None and here.subject != text.head else None
    if named is None and here.subject is not None:
        named = _again_of_members(doc, here.subject)
    if named is not None and here.subject is not None and len(entity(doc, named).name.split()) == 1:
        named = _again(doc, here.subject) or named
    if (
        named is None
        and here.subject is not None
        and doc[here.subject].lower_ in ("it", "assembly", "council", "body", "parliament", "meeting", "summit")
    ):
        named = _again(doc, here.subject) or _host_before(doc, here.subject, hosts)
    return named or _where(doc, scene, text) or _owner_of(doc, here.subject)


def _inside_name(doc: Doc, head: int) -> str | None:
    """The body in a name that the text's own noun ends ("Security Council Resolution 1373")."""
    for i in range(head - 1, max(head - 7, doc[head].sent.start) - 1, -1):
        mention = mention_at(doc, i)
        if mention is not None and entity(doc, mention.entities[0]).kind == "organization" and mention.end == i + 1:
            return mention.entities[0]
        if doc[i].pos_ not in ("PROPN", "ADJ", "NOUN", "PUNCT") or doc[i].text == ",":
            return None
    return None


def _again(doc: Doc, at: int) -> str | None:
    """ "The Council" after "the Security Council": the body last named whose name ends so."""
    word = doc[at].lower_
    best: str | None = None
    for mention in mentions(doc):
        if mention.start >= at:
            break
        here = entity(doc, mention.entities[0])
        if here.kind == "organization" and here.name.split()[-1].casefold() == word and len(here.name.split()) > 1:
            best = here.id
    return best


def _again_of_members(doc: Doc, subject: int) -> str | None:
    """ "Council members": the council named before."""
    for child in doc[subject].children:
        if child.dep_ == "compound" and child.lower_ in words("resolutions", "bodies"):
            return _again(doc, child.i)
    return None


def _host_before(doc: Doc, at: int, hosts: Hosts) -> str | None:
    """ "It will consider ...": the body whose gathering the sentence before tells of."""
    sentence = doc[at].sent
    if sentence.start == 0:
        return None
    here = doc[sentence.start].idx
    near = [
        (end, body)
        for start, end, body in hosts
        if start < doc[sentence.end - 1].idx + len(doc[sentence.end - 1]) and here - end < 400
    ]
    return max(near)[1] if near else None


def _where(doc: Doc, scene: Scene, text: Text) -> str | None:
    """ "Will table a draft in the Security Council", "adopted by the General Assembly"."""
    for at in range(text.head + 1, min(text.head + 25, scene.end)):
        if doc[at].lower_ in ("in", "at", "by", "before") and doc[at].dep_ in ("prep", "agent"):
            named = body_after(doc, at)
            if named is not None:
                return named
    return None


def _owner_of(doc: Doc, subject: int | None) -> str | None:
    """ "Members of the Council": the body whose members vote."""
    if subject is None:
        return None
    for child in doc[subject].children:
        if child.dep_ in ("compound", "poss", "nmod"):
            named = parties(doc, child.i, ("organization",))
            if named:
                return (_again(doc, child.i) if len(entity(doc, named[0]).name.split()) == 1 else None) or named[0]
        if child.dep_ == "prep" and child.lower_ in ("of", "in"):
            for part in child.children:
                named = parties(doc, part.i, ("organization",))
                if named:
                    return named[0]
    return None


def sponsors_of(doc: Doc, scene: Scene, text: Text) -> list[str]:
    """ "Co-sponsored by A and B", "a British draft", "the French-drafted text", "Mexico will table a draft"."""
    found: list[str] = []
    if text.word in ("vote", "treaty"):
        return found
    for i in range(max(scene.start, text.head - 6), text.head):
        mention = mention_at(doc, i)
        glued = doc[i].lower_.rpartition("-")[2] in words("resolutions", "sponsor", "glued")
        if mention is not None and mention.head == i and entity(doc, mention.entities[0]).kind in ("polity", "place"):
            near = all(
                doc[k].pos_ in ("ADJ", "NOUN", "PUNCT", "VERB", "PROPN", "PART") for k in range(i + 1, text.head)
            )
            if near and (doc[i].dep_ in ("amod", "compound", "poss", "nmod", "npadvmod") or glued):
                found.extend(e for e in mention.entities)
    for i in range(scene.start, scene.end):
        word = doc[i].lower_
        if word == "by" and doc[i - 1].lower_ in words("resolutions", "sponsor", "glued") | {
            "submitted",
            "introduced",
            "presented",
            "circulated",
            "penned",
        }:
            head = next((c.i for c in doc[i].children if c.dep_ == "pobj"), None)
            found.extend(parties(doc, head, ("polity", "person", "organization", "place")))
    here = clause(doc, text.verb)
    if here is not None and lemma_in(here, "sponsor", "verbs") and here.object == text.head and not here.passive:
        found.extend(parties(doc, here.subject, ("polity", "person")))
    return list(dict.fromkeys(found))
