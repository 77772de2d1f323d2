"""Every extractor, by hand, in the order in which they run: one that needs another's claims comes after it."""

from __future__ import annotations

from dragoman.extract.declare import Extractor
from dragoman.extract.meetings import MEETINGS
from dragoman.extract.trips import TRIPS

EXTRACTORS: tuple[Extractor, ...] = (MEETINGS, TRIPS)
