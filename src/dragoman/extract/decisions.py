"""One mention of a resolution: which words speak of it, what it is about, which body, what was decided.

Mentions are nouns ("a resolution condemning the coup", "the border treaty" that a parliament ratifies) and
votes ("parliament voted 97-82 to leave"). They are put together in `resolutions`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal, cast

from spacy.tokens import Doc, Token

from dragoman.doc import Clause, clause, clause_around, entity, evidence, mention_at, parties
from dragoman.extract.events import Scene, words
from dragoman.lexicon import load
from dragoman.model import Span
from dragoman.syntax import phrase, trimmed

Decision = Literal["considered", "adopted", "rejected", "vetoed"]
_DECIDED: tuple[Decision, ...] = ("vetoed", "adopted", "rejected")
_LONGEST = 24


@dataclass(frozen=True, slots=True)
class Text:
    """A mention: its head token, the noun in the singular ("vote" for a verb), the verb that decides on it.

    `verb` is the clause whose date and doer are the decision's; `decision` None where nothing is told.
    """

    head: int
    word: str
    verb: int | None
    decision: Decision | None
    topics: tuple[Span, ...]
    numbered: bool
    definite: bool
    sure: bool


@cache
def _plural() -> dict[str, str]:
    return cast(dict[str, str], load("resolutions")["nouns"]["plural"])


def lemma_in(here: Clause, *path: str) -> bool:
    """Whether a clause's verb, with or without its particle, stands in an entry of the lexicon."""
    return here.lemma in words("resolutions", *path) or here.lemma.split()[0] in words("resolutions", *path)


def texts(doc: Doc, scene: Scene, *, counted: bool = False) -> Iterator[Text]:
    """The mentions of a sentence, in order; the first one's decision holds for those told beside it.

    `counted` says that the sentence gives votes, so that an agreement or plan is one that a body decided on.
    """
    last: Text | None = None
    for at in range(scene.start, scene.end):
        found = _noun(doc, scene, at, counted=counted) or _vote(doc, scene, at)
        if found is None:
            continue
        if last is not None and found.decision is None and last.word == found.word and found.word != "vote":
            found = Text(
                found.head,
                found.word,
                last.verb,
                last.decision,
                found.topics,
                found.numbered,
                found.definite,
                found.sure,
            )
        last = found
        yield found


# Nouns


def _noun(doc: Doc, scene: Scene, at: int, *, counted: bool) -> Text | None:
    token = doc[at]
    word = _plural().get(token.lower_, token.lower_)
    nouns = load("resolutions")["nouns"]
    if token.pos_ not in ("NOUN", "PROPN") and not (word in nouns["sure"] and token.text[0].isupper()):
        return None
    if word in nouns["sure"]:
        return None if _settles(doc, scene, at) or _qualifies(doc, at) else _text(doc, scene, at, word, sure=True)
    if word in nouns["draft"]:
        return None if _qualifies(doc, at) else _text(doc, scene, at, word, sure=False)
    if token.lemma_.lower() in nouns["decided"] and not _qualifies(doc, at):
        return _ratified(doc, scene, at, counted=counted)
    return None


def _qualifies(doc: Doc, at: int) -> bool:
    """ "A draft resolution", "resolution text": the noun only says which."""
    if at + 1 < len(doc) and doc[at + 1].tag_ == "VBG":
        return False
    return (
        doc[at].dep_ in ("compound", "nmod", "amod") and doc[at].head.i > at and doc[at].head.pos_ in ("NOUN", "PROPN")
    )


def _settles(doc: Doc, scene: Scene, at: int) -> bool:
    """ "A peaceful resolution of the dispute", "her resolution to learn": no text of a body."""
    settling = load("resolutions")["settling"]
    if doc[at - 1].lower_ in settling["before"] if at > scene.start else False:
        return True
    if at + 1 < scene.end and doc[at + 1].lower_ in ("of", "to") and doc[at].lower_ not in ("motion", "motions"):
        near = {doc[i].lower_ for i in range(at + 2, min(at + 8, scene.end))}
        if near & set(settling["after"]) or doc[at + 1].lower_ == "of" and doc[at].text[0].islower():
            return True
    around = clause_around(doc, at)
    return (
        around is not None
        and around.object == at
        and around.lemma in settling["verbs"]
        and not _about_noun(doc, scene, at)
    )


def _text(doc: Doc, scene: Scene, at: int, word: str, *, sure: bool) -> Text | None:
    verb, decision = _decided(doc, scene, at)
    spans = tuple(_about_noun(doc, scene, at)) or tuple(_about_verb(doc, scene, at))
    numbered = at + 1 < scene.end and _is_number(doc[at + 1])
    definite = any(c.lower_ in ("the", "this", "that") for c in doc[at].children)
    if not sure and not spans and not definite:
        return None
    if not sure and word == "decision" and not (_qualified_draft(doc, at) or verb is not None and decision is not None):
        return None
    return Text(at, word, verb, decision, spans, numbered, definite, sure)


def _qualified_draft(doc: Doc, at: int) -> bool:
    return any(c.lower_ == "draft" for c in doc[at].children)


def _is_number(token: Token) -> bool:
    return token.text.replace("/", "").replace("(", "").replace(")", "").isdecimal() and len(token.text) >= 2


def _ratified(doc: Doc, scene: Scene, at: int, *, counted: bool) -> Text | None:
    """A treaty, law or bill that a body adopts or rejects; its phrase is the subject."""
    verb, decision = _decided(doc, scene, at)
    here = clause(doc, verb)
    if (
        here is None
        or here.status != "happened"
        or not (lemma_in(here, "decision", "adopted", "formal") or decision in ("rejected", "vetoed"))
    ):
        return None
    body = here.subject
    if here.passive and body is None and here.lemma != "ratify":
        return None
    if body is not None and not is_body(doc, body) or here.lemma == "reject" and body is None:
        return None
    if (
        decision != "adopted"
        and not counted
        and doc[at].lemma_.lower()
        not in (
            "treaty",
            "bill",
            "law",
            "amendment",
            "budget",
            "constitution",
            "legislation",
        )
    ):
        return None
    spans = (
        tuple(_about_noun(doc, scene, at))
        if doc[at].lemma_.lower() in ("bill", "law", "amendment", "proposal", "legislation")
        else ()
    )
    own = span_of(doc, scene, at)
    return Text(at, "treaty", verb, decision, spans or ((own,) if own else ()), False, False, True)


def is_body(doc: Doc, head: int) -> bool:
    """Whether a phrase names a body that votes."""
    token = doc[head]
    if token.lemma_.lower() in words("resolutions", "bodies") or token.lower_ in words("resolutions", "bodies"):
        return True
    mention = mention_at(doc, head)
    if mention is None:
        return False
    return entity(doc, mention.entities[0]).kind == "organization"


# Decisions


def _decided(doc: Doc, scene: Scene, at: int) -> tuple[int | None, Decision | None]:
    """The verb that decides on the text, and what: of the noun's own participles first, then of its clause."""
    for child in doc[at].children:
        here = clause(doc, child.i)
        if here is not None and child.dep_ in ("acl", "relcl", "conj", "appos") and child.tag_ in ("VBN", "VBD"):
            told = _decision_of(here)
            if told in _DECIDED and (here.passive or here.object in (None, at) or child.dep_ == "conj"):
                return here.verb, told
    beside = _participle(doc, scene, at)
    if beside is not None:
        return beside
    around = clause_around(doc, at)
    for _ in range(3):
        if around is None:
            return None, None
        told = _decision_of(around)
        does = around.subject == at and not around.passive and told == "considered"
        if told is not None and not does and not _other_object(doc, around, at):
            return around.verb, told
        if around.relation not in ("xcomp", "conj", "advcl", "acl"):
            break
        around = clause(doc, around.governor)
    inner = clause_around(doc, at)
    return (inner.verb if inner is not None else None), None


def _participle(doc: Doc, scene: Scene, at: int) -> tuple[int, Decision] | None:
    """ "Resolution 1373, adopted in 2001": a participle right after the noun and its number."""
    for i in range(at + 1, min(at + 6, scene.end)):
        here = clause(doc, i)
        if here is not None and doc[i].tag_ == "VBN":
            told = _decision_of(replace(here, status="happened"))
            return (here.verb, told) if told in _DECIDED else None
        if not (doc[i].is_punct or doc[i].like_num or doc[i].pos_ == "ADV"):
            return None
    return None


def _other_object(doc: Doc, here: Clause, at: int) -> bool:
    """Whether the verb decides on something else ("adopted a plan after the resolution")."""
    if here.object is None or here.object == at:
        return False
    target = doc[at]
    for _ in range(6):
        if target.i == here.object:
            return False
        if target.head.i == here.verb:
            return (
                target.dep_ not in ("nsubj", "nsubjpass", "prep", "dobj", "conj")
                or here.object < at
                and target.dep_ == "prep"
                and target.lower_ not in ("on", "for", "against", "over", "of")
            )
        target = target.head
    return True


def _decision_of(here: Clause) -> Decision | None:
    """What a verb says was decided; a plan to adopt is under consideration."""
    if lemma_in(here, "decision", "vetoed"):
        return "vetoed" if here.status == "happened" else "considered"
    if lemma_in(here, "decision", "adopted"):
        if here.status == "denied":
            return "rejected" if here.negated or here.governor is not None else "considered"
        return "adopted" if here.status == "happened" else "considered"
    if lemma_in(here, "decision", "rejected"):
        return "rejected" if here.status == "happened" and not here.negated else "considered"
    if lemma_in(here, "decision", "considered"):
        return "considered"
    return None


# Votes


def _vote(doc: Doc, scene: Scene, at: int) -> Text | None:
    """ "Parliament voted 97-82 to apply": a body's vote on something that the clause itself names."""
    here = clause(doc, at)
    if (
        here is None
        or here.lemma != "vote"
        or here.subject is None
        or here.status not in ("happened", "planned", "under_way")
    ):
        return None
    if not is_body(doc, here.subject):
        return None
    spans = tuple(_about_vote(doc, scene, at))
    if not spans:
        return None
    against = any(c.lower_ == "against" for c in doc[at].children) or any(
        c.dep_ == "xcomp" and c.lemma_ in ("reject", "oppose") for c in doc[at].children
    )
    told: Decision = "considered" if here.status != "happened" else "rejected" if against else "adopted"
    return Text(at, "vote", at, told, spans, False, False, True)


def _about_vote(doc: Doc, scene: Scene, at: int) -> Iterator[Span]:
    """What is voted on: "to make Australia a republic", "for a republic"; nothing where a resolution is named."""
    infinitive = _infinitive(doc, scene, at)
    if infinitive is not None:
        yield infinitive
        return
    for child in doc[at].children:
        if child.dep_ == "prep" and child.lower_ in ("for", "on", "against", "in"):
            head = next((c for c in child.children if c.dep_ == "pobj"), None)
            if child.lower_ == "in":
                favour = head is not None and head.lower_ in ("favour", "favor")
                head = (
                    next((g for c in head.children if c.lower_ == "of" for g in c.children if g.dep_ == "pobj"), None)
                    if favour and head is not None
                    else None
                )
            if head is None or head.lower_ in ("it", "that", "this") or head.ent_type_ == "DATE":
                continue
            nouns = load("resolutions")["nouns"]
            if _plural().get(head.lower_, head.lower_) in (*nouns["sure"], *nouns["draft"]) or _named(doc, head):
                continue
            span = span_of(doc, scene, head.i)
            if span is not None:
                yield span
                return


def _named(doc: Doc, head: Token) -> bool:
    mention = mention_at(doc, head.i)
    return mention is not None and entity(doc, mention.entities[0]).kind == "person"


def _infinitive(doc: Doc, scene: Scene, verb: int) -> Span | None:
    """ "To apply for membership": the first infinitive after a vote's verb in the same clause."""
    for i in range(verb + 1, min(verb + 22, scene.end - 1)):
        here = clause(doc, i)
        if here is None:
            continue
        if doc[i - 1].lower_ == "to" and doc[i].tag_ == "VB":
            if doc[i].lemma_ in ("support", "reject", "approve", "adopt", "oppose", "back", "pass"):
                return (
                    span_of(doc, scene, here.object)
                    if here.object is not None and not _is_text(doc, here.object)
                    else None
                )
            return _verbal(doc, scene, i)
        if doc[i].tag_ in ("VBD", "VBZ", "VBP"):
            return None
    return None


def _is_text(doc: Doc, at: int) -> bool:
    nouns = load("resolutions")["nouns"]
    return _plural().get(doc[at].lower_, doc[at].lower_) in (*nouns["sure"], *nouns["draft"])


# What it is about


def _about_noun(doc: Doc, scene: Scene, at: int) -> Iterator[Span]:
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
        elif child.dep_ in ("acl", "relcl", "advcl") or clause(doc, child.i) is not None and child.dep_ != "conj":
            here = clause(doc, child.i)
            if here is not None and not here.passive and (lemma_in(here, "does") or _would(doc, child, here)):
                infinitive = child.dep_ == "acl" and any(c.tag_ == "TO" for c in child.children)
                span = _verbal(doc, scene, child.i) if infinitive else _by_verb(doc, scene, here)
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


def _would(doc: Doc, verb: Token, here: Clause) -> bool:
    """ "That would upgrade X", "to hold a debate": any verb tells what such a clause of the text is about."""
    if lemma_in(here, "does", "not_told"):
        return False
    if verb.dep_ == "acl":
        return verb.tag_ == "VBG" or any(c.tag_ == "TO" for c in verb.children)
    return (
        verb.dep_ == "relcl" and here.object is not None and any(c.lower_ in ("would", "will") for c in verb.children)
    )


def _about_verb(doc: Doc, scene: Scene, at: int) -> Iterator[Span]:
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
            span = _by_verb(doc, scene, here)
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
            if child.dep_ == "conj" and (token.i in found or common and token.pos_ == "PROPN"):
                found.append(child.i)
            queue.append(child)
    return sorted(found)


def _edge(doc: Doc, head: int) -> int:
    """The first token of a phrase on its left, from its modifiers alone."""
    return int(doc[head].left_edge.i)


def _by_verb(doc: Doc, scene: Scene, here: Clause) -> Span | None:
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
        return _verbal(doc, scene, inner.i)
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
        return _verbal(doc, scene, verb) if verb is not None else span_of(doc, scene, here.object)
    for child in pool:
        if child.dep_ == "prep" and child.lower_ in words("resolutions", "does", "verb_prepositions"):
            head = next((c for c in child.children if c.dep_ in ("pobj", "pcomp")), None)
            if head is not None:
                verb = _infinitive_under(doc, head.i)
                return _verbal(doc, scene, verb) if verb is not None else span_of(doc, scene, head.i)
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


def _verbal(doc: Doc, scene: Scene, verb: int) -> Span | None:
    """A verb with its objects as a subject: "stop the flow of arms"."""
    last, queue = verb, [doc[verb]]
    while queue:
        token = queue.pop()
        last = max(last, token.i)
        queue.extend(
            c
            for c in token.children
            if c.i > verb
            and c.dep_ not in ("punct", "advcl", "parataxis", "cc", "conj", "relcl")
            or c.dep_ in ("conj", "cc")
            and token.i != verb
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
    for i in range(head + 1, end):
        timed = any(t.start <= i < t.end for t in scene.times)
        tally = (
            doc[i].lower_ == "by"
            and i + 1 < end
            and (
                doc[i + 1].like_num
                or doc[i + 1].lower_ in ("a", "consensus", "acclamation")
                and doc[i + 2].lower_ in ("vote", "wide", "narrow", "large", "show", ".")
            )
        )
        listed = doc[i].text == "," and not any(c.dep_ == "conj" and c.i > i for c in doc[i].head.children)
        placed = doc[i].lower_ in ("in", "at", "before") and body_after(doc, i) is not None
        if (
            timed
            or (doc[i].is_digit and i + 1 < len(doc) and doc[i + 1].text in ("-", "–"))
            or tally
            or listed
            or placed
            or doc[i].text in (";", "--", "–", "—")
            or (doc[i].lower_ in ("although", "while", "despite", "after"))
        ):
            end = i
            break
    while end - 1 > head and (
        doc[end - 1].is_punct
        and doc[end - 1].text not in ("”", '"', "''")
        or doc[end - 1].is_space
        or doc[end - 1].pos_ in ("ADP", "DET", "CCONJ")
    ):
        end -= 1
    start, end = trimmed(doc, start, end)
    return evidence(doc, start, end) if end > start else None


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
