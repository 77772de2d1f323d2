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

from dragoman.doc import Clause, clause, clause_around, entity, mention_at
from dragoman.extract.events import Scene, words
from dragoman.extract.resolutions.chambers import is_body, lemma_in, mentioned_body
from dragoman.extract.resolutions.subjects import about_noun, about_verb, span_of, told_by, verbal
from dragoman.lexicon import load
from dragoman.model import Span

Decision = Literal["considered", "adopted", "rejected", "vetoed"]
_DECIDED: tuple[Decision, ...] = ("vetoed", "adopted", "rejected")


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


def texts(doc: Doc, scene: Scene, *, counted: bool = False) -> Iterator[Text]:
    """The mentions of a sentence, in order; the first one's decision holds for those told beside it.

    `counted` says that the sentence gives votes, so that an agreement or plan is one that a body decided on.
    """
    last: Text | None = None
    for at in range(scene.start, scene.end):
        found = _noun(doc, scene, at, counted=counted) or _vote(doc, scene, at)
        found = found or _acted(doc, scene, at, counted=counted)
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
    if word == "statement" and doc[at - 1].lower_ == "presidential" and at > scene.start:
        told = _text(doc, scene, at, word, sure=True)
        issued = told is not None and doc[told.verb or 0].lemma_ in ("issue", "agree", "adopt", "read", "release")
        return replace(told, decision="adopted") if told is not None and issued else None
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
        if near & set(settling["after"]) or (doc[at + 1].lower_ == "of" and doc[at].text[0].islower()):
            return True
    around = clause_around(doc, at)
    return (
        around is not None
        and around.object == at
        and around.lemma in settling["verbs"]
        and next(about_noun(doc, scene, at), None) is None
    )


def _text(doc: Doc, scene: Scene, at: int, word: str, *, sure: bool) -> Text | None:
    verb, decision = _decided(doc, scene, at)
    spans = tuple(about_noun(doc, scene, at))
    spans = spans or tuple(about_verb(doc, scene, at))
    numbered = at + 1 < scene.end and _is_number(doc[at + 1])
    definite = any(c.lower_ in ("the", "this", "that") for c in doc[at].children)
    if not sure and not spans and not definite:
        return None
    if (
        not sure
        and word == "decision"
        and not (_qualified_draft(doc, at) or (decision is not None and _voting(doc, verb)))
    ):
        return None
    return Text(at, word, verb, decision, spans, numbered, definite, sure)


def _voting(doc: Doc, verb: int | None) -> bool:
    """Whether a body that votes is the doer of a verb, or nobody is told to be."""
    here = clause(doc, verb)
    if here is None:
        return False
    return here.subject is None or doc[here.subject].lemma_.lower() in words("resolutions", "bodies")


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
    if (body is not None and not is_body(doc, body)) or (here.lemma == "reject" and body is None):
        return None
    noun = doc[at].lemma_.lower()
    if decision != "adopted" and not counted and noun not in words("resolutions", "nouns", "texts"):
        return None
    spans = tuple(about_noun(doc, scene, at)) if noun in words("resolutions", "nouns", "laws") else ()
    own = span_of(doc, scene, at)
    return Text(at, "treaty", verb, decision, spans or ((own,) if own else ()), False, False, True)


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
            return target.dep_ not in ("nsubj", "nsubjpass", "prep", "dobj", "conj") or (
                here.object < at
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


def _acted(doc: Doc, scene: Scene, at: int, *, counted: bool) -> Text | None:
    """ "The Council unanimously extended the mandate", "demanded an end by 187 votes to 3": decided, though no text is named."""
    here = clause(doc, at)
    if here is None or here.passive or here.negated or here.status != "happened":
        return None
    passed = counted and lemma_in(here, "decision", "adopted", "formal")
    known = here.object is not None and doc[here.object].lemma_.lower() in load("resolutions")["nouns"]["decided"]
    if not (lemma_in(here, "acts") or passed) or known:
        return None
    if here.subject is None or doc[here.subject].lemma_.lower() not in words("resolutions", "bodies"):
        return None
    if mentioned_body(doc, here.subject) is None and not doc[here.subject].text[0].isupper():
        return None
    manner = any(c.lower_ in words("resolutions", "count", "manner") for c in doc[at].children)
    if not (manner or counted) or (here.object is not None and _is_text(doc, here.object)):
        return None
    own = told_by(doc, scene, here)
    return Text(at, "vote", at, "adopted", (own,), False, False, True) if own is not None else None


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
            return verbal(doc, scene, i)
        if doc[i].tag_ in ("VBD", "VBZ", "VBP"):
            return None
    return None


def _is_text(doc: Doc, at: int) -> bool:
    nouns = load("resolutions")["nouns"]
    return _plural().get(doc[at].lower_, doc[at].lower_) in (*nouns["sure"], *nouns["draft"])
