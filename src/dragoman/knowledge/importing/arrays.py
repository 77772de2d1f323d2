"""Arrays in JSON, element by element with the line on which each stands; a broken element costs itself alone."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from dragoman.knowledge.importing.rows import Flaw

_SPACE = re.compile(r"[\s,]*")
_NEXT = re.compile(r"\}\s*,\s*(?=\{)")


def elements(text: str, start: int) -> Iterator[tuple[int, Any] | Flaw]:
    """The elements of the array whose bracket stands at `start`, or of objects one after the other."""
    decoder = json.JSONDecoder()
    at, counted, line = start + 1, 0, 1
    while True:
        at = _SPACE.match(text, at).end()  # type: ignore[union-attr]
        if at >= len(text) or text[at] == "]":
            return
        line, counted = line + text.count("\n", counted, at), at
        try:
            value, at = decoder.raw_decode(text, at)
        except (ValueError, RecursionError) as error:
            broken = line + text.count("\n", at, getattr(error, "pos", at))
            yield Flaw(broken, f"no JSON ({getattr(error, 'msg', 'nested too deep')})")
            after = _NEXT.search(text, at)
            if after is None:
                return
            at = after.end()
        else:
            yield line, value
