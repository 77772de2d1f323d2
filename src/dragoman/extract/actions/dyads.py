"""What can be seen of a dyad: how far each frame connects source and target, and which words lie between them.

A dyad is two sets of tokens, those of the one who may act and of the one who may be acted on, in a stretch of
text. What is seen becomes the features that a linear head weighs (`judge`); evaluation ranks frames by it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from spacy.tokens import Doc, Token

from dragoman.doc import clause
from dragoman.extract.actions.frames import lemma_of
from dragoman.extract.actions.triggers import Match, turned
from dragoman.learned import encoder
from dragoman.learned.linear import Case, Floats

_CONFLICT = frozenset({"SANCTION", "COERCE", "MOBILIZE", "ASSAULT", "PROTEST"})
_CONTENT = frozenset({"NOUN", "VERB", "ADP", "ADJ", "PART", "ADV"})
_VERBS = frozenset({"VERB", "AUX"})
WordOf = Callable[[Token], str]
_SOURCE, _TARGET = "Alice", "Bob"
"""What stands for the two in the text that the encoder sees: who they are must not decide what they do."""


@dataclass(frozen=True, slots=True)
class Dyad:
    """Tokens of source and target, in order, and the token range of the text around them."""

    source: tuple[int, ...]
    target: tuple[int, ...]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Vote:
    """A frame's match, how well it connects the two of a dyad, and the root code that it stands for."""

    match: Match
    fit: float
    root: str


def votes(doc: Doc, dyad: Dyad, matches: Iterable[Match]) -> tuple[Vote, ...]:
    """The matches as votes, the best first; of equal ones the earlier."""
    source, target = frozenset(dyad.source), frozenset(dyad.target)
    cast = [Vote(m, _fit(doc, m, source, target), root_of(doc, m)) for m in matches]
    return tuple(sorted(cast, key=lambda vote: -vote.fit))


def _fit(doc: Doc, match: Match, source: frozenset[int], target: frozenset[int]) -> float:
    """How well a match connects source and target; a verb is preferred to a noun."""
    acting, met = _covered(doc, match.actors, source), _covered(doc, match.recipients, target)
    if match.frame.mutual:
        met = max(met, _covered(doc, match.actors, target))
    back = min(_covered(doc, match.actors, target), _covered(doc, match.recipients, source)) / 2
    return max(2 * acting + met, back) + (0.3 if match.trigger == match.clause else 0.0) - 0.1 * (not match.recipients)


def _covered(doc: Doc, heads: Sequence[int], span: frozenset[int]) -> float:
    """1 where the best slot's head lies in the span, less for a later slot or for what hangs on the head."""
    best = 0.0
    for rank, head in enumerate(heads):
        worth = 1.0 - 0.1 * min(rank, 4)
        if head in span:
            return max(best, worth)
        if any(c.i in span or any(g.i in span for g in c.children) for c in doc[head].children):
            best = max(best, worth * 0.7)
    return best


def root_of(doc: Doc, match: Match) -> str:
    """The root code of a match: the verbal roots stand for what is still to come, CONCEDE and RETREAT are YIELD."""
    told = clause(doc, match.clause)
    root, _, _ = turned(match, told, doc)
    if told is not None and told.status == "planned" and root in _CONFLICT:
        root = "THREATEN"
    return "YIELD" if root in ("CONCEDE", "RETREAT") else root


# Features


def case(doc: Doc, dyad: Dyad, cast: Sequence[Vote], *, encoded: bool) -> Case:
    """All that a head is told of a dyad; with the encoder's view of it where asked."""
    path = _path(doc, dyad)
    return Case(
        lexical=dict.fromkeys(_lexical(doc, dyad, path), 1.0),
        votes=_told(doc, cast),
        dense=_dense(doc, dyad, path) if encoded else None,
    )


def _told(doc: Doc, cast: Sequence[Vote]) -> dict[str, float]:
    """What the frames say, how strongly, and how the best of them is told."""
    if not cast:
        return {"silent": 1.0}
    found: dict[str, float] = {}
    for vote in cast:
        found[f"frame {vote.root}"] = max(found.get(f"frame {vote.root}", -1.0), vote.fit / 3)
    best = cast[0]
    told = clause(doc, best.match.clause)
    status = best.match.said or (told.status if told is not None else None)
    found[f"best {best.root}"] = 1.0
    found[f"fit {best.root}"] = best.fit / 3
    found[f"mode {best.match.frame.type} {best.match.mode}"] = 1.0
    found[f"status {status}"] = 1.0
    found[f"told {best.match.frame.type} {status}"] = 1.0
    found[f"trigger {lemma_of(doc[best.match.trigger])}"] = 1.0
    if told is not None and told.negated:
        found["negated"] = 1.0
    if best.fit >= 2.5:
        found[f"sure {best.root}"] = 1.0
    if len(cast) > 1:
        found[f"second {cast[1].root}"] = 1.0
    return found


@dataclass(frozen=True, slots=True)
class _Path:
    """The tokens from source to target through the parse; `meets` is where the two ways meet."""

    source: Token | None
    target: Token | None
    up: tuple[Token, ...]
    down: tuple[Token, ...]
    meets: Token | None


def _path(doc: Doc, dyad: Dyad) -> _Path:
    source, target = _head(doc, dyad.source), _head(doc, dyad.target)
    above = list(_above(source)) if source is not None else []
    below = list(_above(target)) if target is not None else []
    reached = {token.i for token in below}
    meets = next((token for token in above if token.i in reached), None)
    if meets is None:
        return _Path(source, target, (), (), None)
    both = {*dyad.source, *dyad.target}
    up = [token for token in above[: above.index(meets) + 1] if token.i not in both]
    down = [token for token in below[: below.index(meets)] if token.i not in dyad.target]
    return _Path(source, target, tuple(up), tuple(down), meets)


def _head(doc: Doc, span: Sequence[int]) -> Token | None:
    inside = frozenset(span)
    return next((doc[i] for i in span if doc[i].head.i not in inside or doc[i].head.i == i), None)


def _above(token: Token) -> Iterator[Token]:
    yield token
    while token.head.i != token.i:
        token = token.head
        yield token


def _lexical(doc: Doc, dyad: Dyad, path: _Path) -> Iterator[str]:
    """The words of the text, of the way between the two and around the verbs above them."""
    named = {**dict.fromkeys(dyad.source, "SRC"), **dict.fromkeys(dyad.target, "TGT")}

    def word(token: Token) -> str:
        """The lemma, or what the token is a part of."""
        if token.i in named:
            return named[token.i]
        return {"PROPN": "NAME", "NUM": "NUM"}.get(token.pos_) or str(token.lemma_.lower())

    line = [word(doc[i]) for i in range(dyad.start, dyad.end)]
    line = [w for before, w in pairwise(["", *line]) if w != before or w not in ("SRC", "TGT", "NAME")]
    yield from line
    yield from (f"{a} {b}" for a, b in pairwise(line))
    yield from (f"path {word(token)}" for token in (*path.up, *path.down))
    if path.meets is not None:
        yield f"meets {word(path.meets)}"
        yield from (f"meets {word(path.meets)} {word(token)}" for token in path.down if token.pos_ == "ADP")
    if path.source is not None:
        yield from _around_source(path.source, dyad, word)
    if path.target is not None:
        over = [token for token in _above(path.target) if token.i not in dyad.target]
        yield from (f"over {word(token)}" for token in over[:1])
        yield from (f"over verb {word(token)}" for token in [t for t in over if t.pos_ in _VERBS][:1])
        yield f"target {path.target.dep_}"
    if dyad.source and dyad.target:
        low, high = _between(dyad)
        yield from (f"between {word(doc[i])}" for i in range(low, high))
        yield f"first {dyad.source[0] < dyad.target[0]}"


def _around_source(source: Token, dyad: Dyad, word: WordOf) -> Iterator[str]:
    """The verb above the source with what depends on it, two steps deep."""
    verb = next((t for t in _above(source) if t.i not in dyad.source and t.pos_ in _VERBS), None)
    if verb is None:
        return
    yield f"verb {word(verb)}"
    yield f"verb {word(verb)} {source.dep_}"
    yield f"form {verb.tag_}"
    for child in verb.children:
        if child.pos_ in _CONTENT:
            yield f"child {child.dep_} {word(child)}"
            yield f"verb {word(verb)} {word(child)}"
            yield from (f"under {word(under)}" for under in child.children if under.pos_ in ("NOUN", "VERB"))


def _between(dyad: Dyad) -> tuple[int, int]:
    """The token range between the two."""
    if dyad.source[-1] < dyad.target[0]:
        return dyad.source[-1] + 1, dyad.target[0]
    return dyad.target[-1] + 1, dyad.source[0]


def _dense(doc: Doc, dyad: Dyad, path: _Path) -> Floats:
    """Three rows: the mean of the whole text, of what lies between the two, and of the verbs on the way."""
    text, owner = _masked(doc, dyad)
    vectors, found = encoder.encode(text)
    tokens = [owner[start] if start >= 0 else -1 for start in found.starts]
    low, high = _between(dyad) if dyad.source and dyad.target else (0, 0)
    way = frozenset(token.i for token in (*path.up, *path.down) if token.pos_ in _VERBS)
    names = {*dyad.source, *dyad.target}
    between = [n for n, token in enumerate(tokens) if low <= token < high and token not in names]
    along = [n for n, token in enumerate(tokens) if token in way]
    nothing = np.zeros(encoder.WIDTH, dtype=np.float32)
    rows = [vectors.mean(axis=0), *(vectors[part].mean(axis=0) if part else nothing for part in (between, along))]
    return np.array(rows, dtype=np.float32)


def _masked(doc: Doc, dyad: Dyad) -> tuple[str, list[int]]:
    """The text with a plain name for each of the two, and the token of every character."""
    parts: list[str] = []
    owner: list[int] = []
    before = ""
    for i in range(dyad.start, dyad.end):
        name = _SOURCE if i in dyad.source else _TARGET if i in dyad.target else ""
        if name and name == before:
            continue
        before = name
        written = (name or doc[i].text) + (doc[i].whitespace_ or (" " if name else ""))
        parts.append(written)
        owner.extend([i] * len(written))
    return "".join(parts), owner
