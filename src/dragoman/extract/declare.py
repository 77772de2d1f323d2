"""The declaration in which every module of this folder ends."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from spacy.tokens import Doc

from dragoman.model import Claim, Rejection

Found = Mapping[str, tuple[Claim, ...]]
"""The claims of the extractors that ran before, by the name of their list."""


@dataclass(frozen=True, slots=True)
class Extractor:
    """A kind of claim and how it is found.

    `name` is the list of the record it fills, `yields` what stands in it, `needs` the lists that must be
    filled before (its `find` sees them). `find` is pure: the same document gives the same claims.
    """

    name: str
    yields: type[Claim]
    find: Callable[[Doc, Found], Iterable[Claim | Rejection]]
    needs: frozenset[str] = frozenset()
