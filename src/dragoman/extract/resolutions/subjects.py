"""What a resolution is about: the phrase after its noun, or what its verbs say of it."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from dragoman.doc import Clause, clause, entity, evidence, mention_at
from dragoman.extract.events import Scene, words
from dragoman.extract.resolutions.chambers import body_after, lemma_in
from dragoman.model import Span
from dragoman.syntax import phrase, trimmed

_LONGEST = 24


def about_noun(doc: Doc, scene: Scene, at: int) -> Iterator[Span]:
    """The subjects told right after the noun: "on X", "calling for X", "that would lift X", "readmitting X"."""
    heads: list[int] = []
    glued = doc[at + 1] if at + 2 < scene.end else doc[at]
    if (
        glued.tag_ == "VBG"
        and glued.dep_ in ("amod", "compound")
        and glued.lemma_.lower() in words("resolutions", "does")
    ):
        span = _cut(doc, scene, at + 2, glued.head.i, phrase(doc, glued.head.i)[1]) if glued.head.i > at + 1 else None
        if span is not None:
            yield span
            return
    for child in doc[at].children:
        if child.i <= at:
            continue
        motion = doc[at].lower_ == "motion" and child.lower_ == "of"
        if child.dep_ == "prep" and (motion or child.lower_ in words("resolutions", "does", "topic_prepositions")):
            heads.extend(_after(doc, child))
        elif child.dep_ in ("acl", "relcl", "advcl") or (clause(doc, child.i) is not None and child.dep_ != "conj"):
            here = clause(doc, child.i)
            if here is not None and not here.passive and (lemma_in(here, "does") or _would(child, here)):
                infinitive = child.dep_ == "acl" and any(c.tag_ == "TO" for c in child.children)
                span = verbal(doc, scene, child.i) if infinitive else told_by(doc, scene, here)
                if span is not None:
                    yield span
                    return
    if not heads and at + 2 < scene.end and doc[at + 1].lower_ in words("resolutions", "does", "topic_prepositions"):
        heads = _after(doc, doc[at + 1])
    plural = doc[at].tag_ in ("NNS", "NNPS")
    for head in heads:
        parts = _several(doc, head) if plural else [head]
        for n, one in enumerate(parts):
            span = span_of(doc, scene, one, until=_edge(doc, parts[n + 1]) if n + 1 < len(parts) else None)
            if span is not None:
                yield span


def _would(verb: Token, here: Clause) -> bool:
    """ "That would upgrade X", "to hold a debate": any verb tells what such a clause of the text is about."""
    if lemma_in(here, "does", "not_told"):
        return False
    if verb.dep_ == "acl":
        return verb.tag_ == "VBG" or any(c.tag_ == "TO" for c in verb.children)
    return (
        verb.dep_ == "relcl" and here.object is not None and any(c.lower_ in ("would", "will") for c in verb.children)
    )


def about_verb(doc: Doc, scene: Scene, at: int) -> Iterator[Span]:
    """ "The resolution calls for X", "adopted a text Friday that condemns X": verbs that have it for subject."""
    for i in range(at + 1, min(at + 30, scene.end)):
        here = clause(doc, i)
        if here is None or here.passive or not lemma_in(here, "does"):
            continue
        relative = (
            here.relation == "relcl"
            and doc[i].head.i != at
            and any(c.lower_ in ("that", "which") for c in doc[i].children)
        )
        participle = doc[i].tag_ == "VBG" and here.relation in ("acl", "advcl") and doc[i].head.i != at and i - at < 12
        if (
            here.subject == at
            or (relative and doc[i].head.pos_ != "VERB" and _far(doc, i, at))
            or (participle and _far(doc, i, at))
        ):
            span = told_by(doc, scene, here)
            if span is not None:
                yield span
                return


def _far(doc: Doc, verb: int, at: int) -> bool:
    """Whether only words of time, place and voting stand between the noun and a verb that may speak of it."""
    for i in range(at + 1, verb):
        if clause(doc, i) is not None and doc[i].tag_ not in ("VBN", "VB") and i < verb - 1:
            return False
        if (
            doc[i].pos_ == "NOUN"
            and doc[i].ent_type_ not in ("DATE", "TIME")
            and doc[i].lower_ not in words("resolutions", "count", "votes")
        ):
            return False
    return True


def _after(doc: Doc, preposition: Token) -> list[int]:
    heads = [c.i for c in preposition.children if c.dep_ in ("pobj", "pcomp")]
    for child in preposition.children:
        if child.dep_ == "conj" and child.lower_ == preposition.lower_:
            heads.extend(c.i for c in child.children if c.dep_ in ("pobj", "pcomp"))
    noun = preposition.head
    for child in noun.children:
        if (
            child.i > preposition.i
            and child.dep_ == "prep"
            and child.lower_ == preposition.lower_
            and doc[child.i - 1].lower_ in ("and", "or")
        ):
            heads.extend(c.i for c in child.children if c.dep_ in ("pobj", "pcomp"))
    return heads


def _several(doc: Doc, head: int) -> list[int]:
    """The parts of a list of subjects, also where the parse hangs the second on a name inside the first.

    Of "resolutions on rights abuses in Ruritania and the dire situation in Syldavia" the parse joins
    "situation" to "Ruritania": a common noun is no fellow of a name.
    """
    found, queue, steps = [head], [doc[head]], 0
    while queue and steps < 40:
        token = queue.pop(0)
        steps += 1
        for child in token.children:
            common = child.pos_ == "NOUN" and doc[head].pos_ == "NOUN"
            if child.dep_ == "conj" and (token.i in found or (common and token.pos_ == "PROPN")):
                found.append(child.i)
            queue.append(child)
    return sorted(found)


def _edge(doc: Doc, head: int) -> int:
    """The first token of a phrase on its left, from its modifiers alone."""
    return int(doc[head].left_edge.i)


def told_by(doc: Doc, scene: Scene, here: Clause) -> Span | None:
    """What a verb of the text is about: its infinitive ("calling on states to stop X"), its object, its "for X"."""
    token = doc[here.verb]
    inner = next((c for c in token.children if c.dep_ in ("xcomp", "ccomp") and clause(doc, c.i) is not None), None)
    if inner is None:
        purpose = (
            c
            for c in token.children
            if c.dep_ == "advcl" and c.tag_ == "VB" and any(g.tag_ == "TO" for g in c.children)
        )
        inner = next(purpose, None) if here.lemma in ("call", "urge", "ask", "order", "oblige") else None
    if inner is not None and any(c.lower_ == "to" and c.dep_ == "aux" for c in inner.children):
        alone = not any(c.i > inner.i and not c.is_punct for c in inner.children)
        return verbal(doc, scene, here.verb if alone else inner.i)
    pool = [c for c in token.children if c.i > token.i]
    for child in pool:
        if child.dep_ == "prep" and child.lower_ == "for" and here.lemma in ("call", "ask", "appeal", "provide"):
            head = next((c for c in child.children if c.dep_ == "pobj"), None)
            if head is not None:
                return span_of(doc, scene, head.i)
    if here.object is not None and not here.passive:
        verb = _infinitive_under(doc, here.object)
        if verb is None and _bare(doc, here.object):
            verb = here.verb
        return verbal(doc, scene, verb) if verb is not None else span_of(doc, scene, here.object)
    for child in pool:
        if child.dep_ == "prep" and child.lower_ in words("resolutions", "does", "verb_prepositions"):
            head = next((c for c in child.children if c.dep_ in ("pobj", "pcomp")), None)
            if head is not None:
                verb = _infinitive_under(doc, head.i)
                return verbal(doc, scene, verb) if verb is not None else span_of(doc, scene, head.i)
    return span_of(doc, scene, inner.i) if inner is not None else None


def _bare(doc: Doc, head: int) -> bool:
    """Whether a phrase is a name alone, which does not tell what a text says of it ("censuring Iran")."""
    mention = mention_at(doc, head)
    return (
        mention is not None
        and entity(doc, mention.entities[0]).kind != "group"
        and not any(c.i > head for c in doc[head].children)
    )


def _infinitive_under(doc: Doc, noun: int) -> int | None:
    """Of "on states to stop the flow" the verb "stop": hung on the noun by the parse."""
    for child in doc[noun].children:
        if child.dep_ in ("acl", "relcl") and child.tag_ == "VB" and any(c.lower_ == "to" for c in child.children):
            return int(child.i)
    return None


def verbal(doc: Doc, scene: Scene, verb: int) -> Span | None:
    """A verb with its objects as a subject: "stop the flow of arms"."""
    last, queue = verb, [doc[verb]]
    while queue:
        token = queue.pop()
        last = max(last, token.i)
        queue.extend(
            c
            for c in token.children
            if (c.i > verb and c.dep_ not in ("punct", "advcl", "parataxis", "cc", "conj", "relcl"))
            or (c.dep_ in ("conj", "cc") and token.i != verb)
        )
    return _cut(doc, scene, verb, verb, last + 1)


def span_of(doc: Doc, scene: Scene, head: int, until: int | None = None) -> Span | None:
    """The phrase of a subject without article, its own date, the count of votes or what follows a comma."""
    if doc[head].pos_ == "PRON":
        return None
    if doc[head].lower_ in words("resolutions", "does", "light"):
        inner = next(
            (
                g
                for c in doc[head].children
                if c.dep_ == "prep" and c.lower_ in ("to", "of")
                for g in c.children
                if g.dep_ == "pobj"
            ),
            None,
        )
        if inner is not None:
            return span_of(doc, scene, inner.i)
    start, end = phrase(doc, head)
    return _cut(doc, scene, max(start, scene.start), head, min(end, until) if until is not None else end)


def _cut(doc: Doc, scene: Scene, start: int, head: int, end: int) -> Span | None:
    end = min(end, scene.end, start + _LONGEST)
    end = next((i for i in range(head + 1, end) if _leaves(doc, scene, i)), end)
    while end - 1 > head and (
        (doc[end - 1].is_punct and doc[end - 1].text not in ("”", '"', "''"))
        or doc[end - 1].is_space
        or doc[end - 1].pos_ in ("ADP", "DET", "CCONJ")
    ):
        end -= 1
    start, end = trimmed(doc, start, end)
    return evidence(doc, start, end) if end > start else None


def _leaves(doc: Doc, scene: Scene, at: int) -> bool:
    """Whether a token begins what is no part of the subject: a time, a count, the body, another clause."""
    token = doc[at]
    if token.text in (";", "--", "–", "—") or token.lower_ in ("although", "while", "despite", "after"):
        return True
    if token.text == ",":
        return not any(c.dep_ == "conj" and c.i > at for c in token.head.children)
    if token.lower_ == "by" and _tallied(doc, at):
        return True
    if token.is_digit and at + 1 < len(doc) and doc[at + 1].text in ("-", "–"):
        return True
    if token.lower_ in ("in", "at", "before") and body_after(doc, at) is not None:
        return True
    return any(t.start <= at < t.end for t in scene.times)


def _tallied(doc: Doc, by: int) -> bool:
    """ "By 62 votes to 54", "by a vote of", "by consensus"."""
    after = [doc[i] for i in range(by + 1, min(by + 3, len(doc)))]
    if not after:
        return False
    if after[0].like_num or after[0].lower_ in ("consensus", "acclamation"):
        return True
    return len(after) > 1 and after[0].lower_ == "a" and after[1].lower_ in ("vote", "wide", "narrow", "large", "show")
