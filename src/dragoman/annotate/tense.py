"""The tense in which an expression of time stands: that of the verb on which it hangs.

"Said Wednesday" is past, "will travel on Wednesday" and "is scheduled for Wednesday" are future. What a speaker
says has its own verb: in "said Wednesday they would leave Friday" each day goes with its own.
"""

from __future__ import annotations

from collections.abc import Callable

from dragoman.doc import Doc, Tense, clause_around, tokens_between
from dragoman.lexicon import load
from dragoman.temporal import Expression

__all__ = ["of"]


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
        if around.tense == "present" and around.lemma not in told and doc[around.verb].tag_ in ("VBZ", "VBP", "VBG"):
            return "future"
        return around.tense

    return tense
