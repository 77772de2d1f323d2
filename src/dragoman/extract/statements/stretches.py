"""Stretches of tokens: from where to where something is said.

What is said runs from its first word to the end of the sentence, unless a word takes it away: a second word
of speech ("..., but added"), a participle that goes on ("..., saying"), another source ("according to"), a
semicolon. Punctuation and quotation marks at the ends are left out.
"""

from __future__ import annotations

from bisect import bisect_right

from spacy.tokens import Doc, Token

from dragoman.doc import Quote, quoted, quotes
from dragoman.extract.statements.attribution import Stretch, is_cue, words

_OUTER = frozenset(",;:.-–—―_…") | {"--", "...", "''", "``", '"', "“", "”", "‘", "’", "'", "`", "«", "»"}
_AFTER = frozenset({"ccomp", "prep", "npadvmod", "advmod", "advcl", "dobj", "dep", "agent", "relcl", "appos", "conj"})
_DASHES = frozenset({"--", "–", "—", "_"})
_CONTENT = frozenset({"NOUN", "PROPN", "VERB", "ADJ", "NUM", "AUX"})
_APART = frozenset({"while", "although", "though", "whereas", "but"})


def trim(doc: Doc, start: int, end: int) -> Stretch | None:
    """The stretch without punctuation and marks at its ends; None where no word is left.

    A closing mark stays where its opening one is within ("a “model for the region”").
    """
    whole = end
    while start < end and _outer(doc[start]):
        start += 1
    while end > start and (_outer(doc[end - 1]) or doc[end - 1].lower_ in ("and", "but")):
        end -= 1
    if end <= start:
        return None
    if end < whole and _closes(doc, start, end):
        end += 1
    return start, end


def whole(doc: Doc, start: int, end: int) -> Stretch | None:
    """The stretch, trimmed, and longer where it ends in a quotation that began in it or at its edge.

    A parse often loses the thread at a mark: 'said the mine "would have sunk any ship"'.
    """
    for quote in _around(doc, end):
        if start <= quote.start <= end < quote.end:
            end = quote.end
    return trim(doc, start, end)


def _around(doc: Doc, token: int) -> tuple[Quote, ...]:
    """The last three quotations that begin at a token or before it."""
    found = quotes(doc)
    last = bisect_right(found, token, key=lambda quote: quote.start)
    return found[max(0, last - 3) : last]


def _outer(token: Token) -> bool:
    return token.is_space or token.text in _OUTER or all(char in _OUTER for char in token.text)


def _closes(doc: Doc, start: int, end: int) -> bool:
    return any(quote.closed and quote.end == end + 1 and quote.start > start for quote in _around(doc, end + 1))


def without(doc: Doc, start: int, end: int, hole: Stretch) -> tuple[Stretch, ...]:
    """A stretch with another taken out of it, in at most two parts."""
    low, high = max(start, hole[0]), min(end, hole[1])
    parts = [(start, end)] if low >= high else [(start, low), (high, end)]
    return tuple(found for part in parts if part[0] < part[1] and (found := trim(doc, *part)) is not None)


# After and before a word of speech


def to_the_end(verb: Token, child: Token, to: int | None) -> tuple[Stretch, ...]:
    """From the first word of a clause to where the saying ends."""
    doc = verb.doc
    start = max(child.left_edge.i, verb.i + 1, to + 1 if to is not None and to < child.i else 0)
    end = child.right_edge.i + 1
    for later in verb.children:
        if later.i < end or later.dep_ in ("punct", "cc"):
            continue
        if later.dep_ not in _AFTER or _apart(later) or (later.dep_ == "conj" and not _second_clause(later)):
            break
        end = later.right_edge.i + 1
    found = whole(doc, start, cut(verb, start, end))
    return (found,) if found is not None else ()


def _second_clause(token: Token) -> bool:
    """Whether a coordinated verb is more of what is said: "said it was late, but no bus had come"."""
    subject = any(c.dep_ in ("nsubj", "nsubjpass") for c in token.children)
    return subject and not is_cue(token, "report", "tell", "believe")


def _apart(token: Token) -> bool:
    """Whether a later part of the sentence is the writer's own again: ", while others stayed"."""
    if token.dep_ != "advcl":
        return False
    return token.tag_ == "VBG" or token.left_edge.lower_ in _APART


def cut(cue: Token, start: int, end: int) -> int:
    """Where another word of speech takes over before `end`."""
    doc = cue.doc
    for i in range(start + 1, end):
        token = doc[i]
        if quoted(doc, i):
            continue
        if token.text == ";":
            return i
        if _comma_before(doc, i) and (token.lower_ in words("going_on") or token.lower_ == "according"):
            return i - 1 if doc[i - 1].text == "," else i
        if (
            token.dep_ == "conj"
            and token.tag_ in ("VBD", "VBZ")
            and is_cue(token, "report", "tell", "judge", "name")
            and _same_speaker(token, cue)
        ):
            return _conjunction(token, start)
    return end


def _comma_before(doc: Doc, i: int) -> bool:
    """Whether a comma stands before a token, a closing mark between them or not: 'the road is open," adding'."""
    return doc[i - 1].text == "," or (i > 1 and doc[i - 2].text == "," and _outer(doc[i - 1]))


def _same_speaker(verb: Token, cue: Token) -> bool:
    """Whether a second word of speech has no subject of its own: "said it was late but added"."""
    return verb.tag_ == cue.tag_ and not any(c.dep_ in ("nsubj", "nsubjpass", "aux") for c in verb.children)


def _conjunction(verb: Token, start: int) -> int:
    i = verb.i
    while i > start + 1 and verb.doc[i].dep_ != "cc":
        i -= 1
    return i if i > start + 1 else verb.i


def noun_stretch(verb: Token, target: Token) -> Stretch | None:
    """An object with what follows it in its clause."""
    end = target.right_edge.i + 1
    for later in verb.children:
        if later.i >= end and later.dep_ in ("prep", "xcomp") and later.left_edge.i <= end:
            end = later.right_edge.i + 1
    start = target.left_edge.i
    dash = next((i for i in range(target.i + 1, end) if verb.doc[i].text in _DASHES and not quoted(verb.doc, i)), end)
    found = whole(verb.doc, start, cut(verb, start, dash))
    if found is None or sum(verb.doc[i].pos_ in _CONTENT for i in range(*found)) < 2:  # "condemned him" tells nothing
        return None
    return found


def beside(verb: Token) -> tuple[Stretch, ...]:
    """The sentence in which a clause with "as" tells who says it: "As the envoy noted, the road is open"."""
    subject = next((c for c in verb.children if c.dep_ == "nsubj"), None)
    objects = any(c.dep_ in ("dobj", "xcomp", "ccomp") for c in verb.children)
    head = verb.head
    if subject is None or objects or head.i == verb.i:
        return ()
    hole = (verb.left_edge.i, verb.right_edge.i + 1)
    edges = (hole[1] - 1, min(hole[1], len(verb.doc) - 1)) if hole[0] < head.i else (max(hole[0] - 1, 0),)
    if all(verb.doc[i].text != "," for i in edges):
        return ()
    return without(verb.doc, head.left_edge.i, head.right_edge.i + 1, hole)


def before(verb: Token) -> tuple[Stretch, ...]:
    """What stands before a word of speech that closes or interrupts its sentence."""
    doc = verb.doc
    subject = next((c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass")), None)
    if subject is None:
        return ()
    if verb.dep_ == "parataxis":
        head = verb.head
        return without(doc, head.left_edge.i, head.right_edge.i + 1, (verb.left_edge.i, verb.right_edge.i + 1))
    edge = min(subject.left_edge.i, verb.i)
    said = next(
        (c for c in verb.children if c.dep_ in ("ccomp", "dep", "advcl") and c.i < edge and c.pos_ in ("VERB", "AUX")),
        None,
    )
    if said is None or edge == 0 or doc[edge - 1].text not in (",", "''", "”", '"', "--", "–", "—"):
        return ()
    if said.dep_ != "ccomp" and any(c.dep_ in ("ccomp", "dobj", "xcomp") and c.i > verb.i for c in verb.children):
        return ()
    start = min(verb.left_edge.i, said.left_edge.i)
    found = trim(doc, start + 1 if doc[start].dep_ == "cc" else start, edge)
    return (found,) if found is not None else ()
