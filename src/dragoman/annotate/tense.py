"""The tense in which an expression of time stands: that of the verb on which it hangs.

"Said Wednesday" is past, "will travel on Wednesday" and "is scheduled for Wednesday" are future. What a speaker
says has its own verb: in "said Wednesday they would leave Friday" each day goes with its own.
"""

from __future__ import annotations

from collections.abc import Callable

from spacy.tokens import Token

from dragoman.annotate.clauses import complement_status
from dragoman.annotate.time.words import vocabulary
from dragoman.doc import Clause, Doc, Tense, clause_around, tokens_between
from dragoman.lexicon import load
from dragoman.temporal import Expression

__all__ = ["of"]


_MAYBE = frozenset({"could", "may", "might", "can"})
_NONE = frozenset({"none", "nobody", "neither", "no"})
_STEPS = 12  # words on the way from an expression to its verb; more is a parse gone wrong


def of(doc: Doc) -> Callable[[Expression], Tense | None]:
    """For an expression of a parsed document the tense of its verb, None where it hangs on none.

    "Meets the king on Friday": a present that reports nobody's words tells what is set down to happen.
    """
    told = frozenset(load("status")["report"]["words"])

    def tense(expression: Expression) -> Tense | None:
        start, end = tokens_between(doc, expression.start, expression.end)
        around = clause_around(doc, start) if end > start else None
        if around is None:
            return None
        verb = doc[around.verb]
        if _participle(verb) or _of_a_source(doc, start, verb.i):
            return "past"
        if _sets_down(verb, around, start) or (start > verb.i and _may_be(verb, around)):
            return _of_possession(doc, end) or "future"
        if around.tense == "present":
            if around.lemma in told or verb.tag_ not in ("VBZ", "VBP", "VBG") or not _own(doc, start, end, verb.i):
                return None
            return None if verb.tag_ == "VBP" and verb.lower_ in vocabulary().same_in_past else "future"
        if around.tense == "future" and (of_purpose := _of_purpose(verb, around)):
            return of_purpose
        if around.tense == "future" and _loose(verb) and not getattr(expression.meaning, "weekday", None):
            return None
        return (_of_possession(doc, end) if around.tense == "future" else None) or around.tense

    return tense


def _sets_down(verb: Token, around: Clause, at: int) -> bool:
    """ "Has scheduled a hearing Thursday", "did not plan to leave on Thursday": the day is one to come."""
    if around.lemma in vocabulary().scheduling and at > verb.i:
        return True
    return _infinitive(verb) and complement_status().get(verb.head.lemma_.lower()) in ("planned", "proposed")


def _infinitive(verb: Token) -> bool:
    return verb.tag_ == "VB" and any(c.tag_ == "TO" for c in verb.children)


def _may_be(verb: Token, around: Clause) -> bool:
    """ "Could report its results Thursday", "may be signed Monday"; "could not agree Friday" tells what was."""
    words = {c.lower_ for c in verb.children if c.dep_ in ("aux", "auxpass")}
    subject = next((c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass")), None)
    if subject is not None and _NONE & {subject.lower_, *(c.lower_ for c in subject.children)}:
        return False  # "none of them could be located Wednesday"
    return bool(words & _MAYBE) and not words & {"have", "'ve"} and not (around.negated and "could" in words)


def _of_purpose(verb: Token, around: Clause) -> Tense | None:
    """ "Staged celebrations to mark the anniversary on Friday": the purpose of what was done is told as done."""
    if verb.dep_ != "advcl" or not _infinitive(verb) or around.governor is None:
        return None
    return "past" if verb.doc[around.governor].tag_ in ("VBD", "VBN") else None


def _of_possession(doc: Doc, end: int) -> Tense | None:
    """ "Will appeal Wednesday's ruling": what a day owns is over, unless it is a thing that is set down for a day."""
    if end >= len(doc) or doc[end].tag_ != "POS":
        return None
    owned = doc[end - 1].head
    return None if owned.lemma_.lower() in vocabulary().set_down else "past"


def _participle(verb: Token) -> bool:
    """ "The decision announced Wednesday": a participle behind its noun tells what was done."""
    return (
        verb.dep_ in ("acl", "advcl", "appos", "dep")
        and verb.tag_ in ("VBN", "VBD")
        and not any(c.dep_ in ("aux", "auxpass", "nsubj") for c in verb.children)
    )


def _of_a_source(doc: Doc, at: int, verb: int) -> bool:
    """ "Will speak, according to a statement on Friday": the day is that of words already spoken."""
    here = doc[at]
    for _ in range(_STEPS):
        if here.lower_ == "according":
            return True
        if here.i in (verb, here.head.i):
            return False
        here = here.head
    return False


def _loose(verb: Token) -> bool:
    """ "Will speak of the summit, taking place in June": a participle without a subject tells no time of its own."""
    return (
        verb.tag_ == "VBG"
        and verb.dep_ in ("acl", "advcl")
        and not any(c.dep_ in ("aux", "nsubj", "nsubjpass") for c in verb.children)
    )


def _own(doc: Doc, start: int, end: int, verb: int) -> bool:
    """Whether an expression hangs on the verb itself, by a preposition at most: no "follows Tuesday's declaration"."""
    here = doc[end - 1]
    for _ in range(_STEPS):
        if here.i == verb:
            return True
        if not start <= here.i < end and here.pos_ != "ADP":
            return False
        here = here.head
    return False
