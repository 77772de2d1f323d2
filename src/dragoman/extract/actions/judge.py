"""What kind of action a dyad tells of, by the weights that were learned from marked sentences.

The head weighs the frames' votes against the words around the two (`dyads`). Where it is sure and another
kind than the frame's comes out, the frame gives way. It knows no "nothing happened", so it never makes an action
where no frame has found one. With the encoder installed its twin
decides, which has seen the sentence as a whole as well.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from spacy.tokens import Doc

from dragoman.doc import clause
from dragoman.extract.actions.dyads import Dyad, Vote, case, root_of, votes
from dragoman.extract.actions.frames import mode_near
from dragoman.extract.actions.triggers import Match
from dragoman.learned import encoder, linear
from dragoman.lexicon import load
from dragoman.syntax import phrase

PLAIN, ENCODED = "events", "events-encoder"
"""The heads: without the encoder and with it."""
SURE, CERTAIN = 0.7, 0.85
"""Probability from which the head overrules a weak frame and any frame: on folds it is right in three of four there."""


@cache
def _head() -> tuple[linear.Head, bool]:
    """The head that decides here, and whether it wants the encoder."""
    encoded = encoder.installed()
    return linear.load(ENCODED if encoded else PLAIN), encoded


def overruled(doc: Doc, match: Match, kind: str, matches: tuple[Match, ...]) -> tuple[str, str | None] | None:
    """The type and mode that a match's words tell with more right than its frame; None where the frame holds."""
    dyad = _dyad(doc, match)
    if dyad is None or not _told_as_done(doc, match):
        return None
    near = [m for m in matches if dyad.start <= m.trigger < dyad.end]
    cast = votes(doc, dyad, near)
    head, encoded = _head()
    odds = head.probabilities(case(doc, dyad, cast, encoded=encoded))
    root = max(odds, key=lambda name: odds[name])
    if odds[root] < (SURE if match.frame.confidence < 0.9 else CERTAIN) or root in (root_of(doc, match), kind):
        return None
    if _unswayed(match, root):
        return None
    return _typed(doc, match, root, cast)


def _unswayed(match: Match, root: str) -> bool:
    """ "Imposed an embargo on Belarus" is SANCTION, whatever the head has learned to call it."""
    kept = load("frames")["unswayed"]
    return sorted((match.frame.type, root)) in kept["pairs"] or match.mode in kept["modes"]


def _told_as_done(doc: Doc, match: Match) -> bool:
    """What is denied, planned or imagined keeps its frame: the marked sentences have other codes for it, dragoman flags."""
    told = clause(doc, match.clause)
    status = match.said or (told.status if told is not None else "happened")
    return status in ("happened", "under_way")


def _dyad(doc: Doc, match: Match) -> Dyad | None:
    """The phrases of the best actor and recipient within the sentence of the trigger."""
    if not match.actors or not match.recipients:
        return None
    sentence = doc[match.trigger].sent
    source, target = (tuple(range(*phrase(doc, heads[0]))) for heads in (match.actors, match.recipients))
    inside = all(sentence.start <= i < sentence.end for i in (*source, *target))
    if not inside or not set(source).isdisjoint(target):
        return None
    return Dyad(source, target, sentence.start, sentence.end)


def _typed(doc: Doc, match: Match, root: str, cast: tuple[Vote, ...]) -> tuple[str, str | None] | None:
    """A root code as type and mode: YIELD as the frames have it, else RETREAT where a mode of it is told, or CONCEDE."""
    verb = doc[match.trigger]
    near = [verb, *verb.children, *(g for c in verb.children for g in c.children)]
    if root != "YIELD":
        return root, mode_near(replace(match.frame, type=root, mode=None), near)
    told = next((vote.match for vote in cast if vote.root == "YIELD"), None)
    if told is not None:
        return told.frame.type, told.mode
    mode = mode_near(replace(match.frame, type="RETREAT", mode=None), near)
    return ("RETREAT", mode) if mode is not None else ("CONCEDE", None)
