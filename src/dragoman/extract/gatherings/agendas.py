"""What a gathering is about: "to discuss X and Y", "has X on its agenda", "focuses on X"."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from dragoman.doc import Clause, clause, evidence
from dragoman.extract.events import Scene, words
from dragoman.model import Span
from dragoman.syntax import phrase, trimmed

_LONGEST = 25


def agenda(doc: Doc, scene: Scene, head: int, around: Clause | None) -> list[Span]:
    """The subjects that the sentence gives for the gathering whose noun is `head`, in order."""
    found: list[Span] = []
    for at in range(scene.start, scene.end):
        here = clause(doc, at)
        if (
            here is not None
            and here.lemma.split()[0] in words("gatherings", "agenda", "verbs")
            and _speaks(doc, here, head, around)
        ):
            for topic in _subjects(doc, here):
                if doc[topic].lemma_.lower() in words("resolutions", "nouns", "sure"):
                    continue
                found.extend(topics(doc, topic))
        elif doc[at].lower_ == "agenda" or doc[at].lower_ == "agendas":
            found.extend(_on_agenda(doc, scene, at))
    return list(dict.fromkeys(found))


def _speaks(doc: Doc, here: Clause, head: int, around: Clause | None) -> bool:
    """Whether a verb of discussing has the gathering for subject, or says what one goes there for."""
    if here.subject == head or here.verb == (around.verb if around is not None else -1):
        return here.subject == head
    if here.subject is not None and doc[here.subject].lemma_.lower() in words("gatherings", "agenda", "nouns"):
        return True
    inner = doc[here.verb]
    if inner.dep_ in ("relcl", "acl") and inner.head.i == head:
        return True
    purpose = any(c.tag_ == "TO" for c in inner.children)
    return purpose and around is not None and here.governor == around.verb and inner.dep_ in ("advcl", "xcomp", "acl")


def _subjects(doc: Doc, here: Clause) -> list[int]:
    if here.object is not None and not here.passive:
        # "discussed the ban, the levy and the fund": the parse may take the parts for objects side by side
        return sorted({here.object, *(c.i for c in doc[here.verb].children if c.dep_ == "dobj" and c.i > here.verb)})
    found: list[int] = []
    for child in doc[here.verb].children:
        if child.dep_ == "prep" and child.lower_ in words("gatherings", "agenda", "prepositions"):
            found.extend(c.i for c in child.children if c.dep_ == "pobj")
    return found


def topics(doc: Doc, head: int) -> list[Span]:
    """A noun phrase as topics: its coordinated parts each by itself."""
    heads, queue = [head], [doc[head]]
    while queue:
        token = queue.pop(0)
        for child in token.children:
            if child.dep_ == "conj" and child.pos_ in ("NOUN", "PROPN", "VERB"):
                heads.append(child.i)
                queue.append(child)
    spans = []
    for n, one in enumerate(heads):
        stop = heads[n + 1] if n + 1 < len(heads) else None
        spans.append(_span(doc, one, stop))
    return [s for s in spans if s is not None]


def _span(doc: Doc, head: int, stop: int | None) -> Span | None:
    start, end = phrase(doc, head)
    if stop is not None and stop > head:
        left = stop
        while left > head and doc[left - 1].head.i == stop and doc[left - 1].dep_ != "cc":
            left -= 1
        end = min(end, left)
    for i in range(head + 1, end):
        if doc[i].text in (";", "--", "–") or i - start > _LONGEST:
            end = i
            break
    while end > head + 1 and (doc[end - 1].is_punct or doc[end - 1].dep_ == "cc" or doc[end - 1].is_space):
        end -= 1
    start, end = trimmed(doc, min(start, head), end)
    return evidence(doc, start, end) if end > start else None


def _on_agenda(doc: Doc, scene: Scene, at: int) -> list[Span]:
    """ "With X and Y on the agenda", "has X on its agenda", "on the agenda are X"."""
    left = at
    while left > scene.start and doc[left - 1].lower_ in ("the", "its", "their", "a", "busy", "full", "packed", "on"):
        left -= 1
    if doc[left].lower_ != "on":
        return []
    owner = doc[left].head
    for _ in range(4):
        if owner.lower_ == "with" or clause(doc, owner.i) is not None:
            break
        owner = owner.head
    opener = _opener(doc, scene, left, owner)
    found = topics(doc, opener) if opener is not None else []
    if found and doc[left - 1].pos_ in ("NOUN", "PROPN") and found[-1].start < doc[left].idx:
        last = next(i for i in range(scene.start, left) if doc[i].idx >= found[-1].start)
        if all(doc[i].pos_ not in ("VERB", "AUX", "PUNCT") for i in range(last, left)):
            found[-1] = evidence(doc, last, left)
    return found


def _opener(doc: Doc, scene: Scene, left: int, owner: Token) -> int | None:
    """The first topic: what follows "with" or "has", or what "are on the agenda" is told of."""
    here = clause(doc, owner.i)
    if here is not None and here.lemma in ("have", "put", "place"):
        return here.object
    if here is not None and here.lemma == "be":
        return here.subject if here.subject is not None and here.subject < left else None
    for i in range(left - 1, scene.start, -1):
        if doc[i].lower_ == "with" and doc[i].dep_ == "prep":
            return next((c.i for c in doc[i].children if c.dep_ in ("pobj", "pcomp")), None)
        here = clause(doc, i)
        if here is not None and doc[i].tag_ in ("VBD", "VBZ", "VBP") and here.relation != "relcl":
            break
    return None
