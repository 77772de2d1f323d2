"""Every extractor, by hand, in the order in which they run: one that needs another's claims comes after it."""

from __future__ import annotations

from dragoman.extract.actions import ACTIONS
from dragoman.extract.declare import Extractor
from dragoman.extract.elections import ELECTIONS
from dragoman.extract.gatherings import GATHERINGS
from dragoman.extract.meetings import MEETINGS
from dragoman.extract.resolutions import RESOLUTIONS
from dragoman.extract.statements import STATEMENTS
from dragoman.extract.tenures import TENURES
from dragoman.extract.trips import TRIPS

EXTRACTORS: tuple[Extractor, ...] = (GATHERINGS, MEETINGS, TRIPS, TENURES, ELECTIONS, RESOLUTIONS, STATEMENTS, ACTIONS)
