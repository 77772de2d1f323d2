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
        if _sets_down(verb, around, start):
            return "future"
        if around.tense == "present":
            if around.lemma in told or verb.tag_ not in ("VBZ", "VBP", "VBG") or not _own(doc, start, end, verb.i):
                return None
            return "future"
        if around.tense == "future" and _loose(verb) and not getattr(expression.meaning, "weekday", None):
            return None
        return around.tense

    return tense


def _sets_down(verb: Token, around: Clause, at: int) -> bool:
    """ "Has scheduled a hearing Thursday", "did not plan to leave on Thursday": the day is one to come."""
    if around.lemma in vocabulary().scheduling and at > verb.i:
        return True
    infinitive = verb.tag_ == "VB" and any(c.tag_ == "TO" for c in verb.children)
    return infinitive and complement_status().get(verb.head.lemma_.lower()) == "planned"


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
