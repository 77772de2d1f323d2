"""Claims of one article that belong together: a leg and the meetings and gatherings at its stop."""

from __future__ import annotations

from dragoman.doc import Doc
from dragoman.model import Claim


def link(doc: Doc, found: dict[str, tuple[Claim, ...]]) -> dict[str, tuple[Claim, ...]]:
    """The same claims, each leg with the ids of what happens there."""
    del doc
    return found
