"""What makes two reports one event, kind by kind: where they are looked for, and what counts for and against it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from dragoman.resolve.merge import alike, blocks
from dragoman.resolve.merge.alike import Comparison
from dragoman.resolve.merge.blocks import Keys, all_of
from dragoman.resolve.merge.report import Shape

PARTIES: Mapping[str, float | None] = {"same": 5, "all": 4, "some": 3, "one": 0, "other": None, "none": None}


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of event. Two reports that share a block and whose weights come to `threshold` are linked.

    `days` says which of two times that hold each other is the event's: a journey's longest, a talk's shortest.
    `differ` names the plain values, beside days and places, that reports may tell differently.
    """

    name: str
    shape: Shape
    blocks: tuple[Keys, ...]
    comparisons: tuple[Comparison, ...]
    threshold: float
    days: Literal["longest", "shortest"] = "shortest"
    differ: tuple[str, ...] = ()


TRIPS = Kind(
    "trips",
    Shape({"who": "traveller", "where": "legs.place"}, values=("kind",)),
    blocks=(all_of(blocks.who("who"), blocks.weeks(4)),),
    comparisons=(
        Comparison("traveller", alike.parties("who"), {"same": 4, "none": None}),
        Comparison(
            "days", alike.days(3),
            {"same": 4, "within": 3, "overlap": 2, "vague": 1, "near": 0, "apart": None, "told near": 1, "told far": None},
        ),
        Comparison("countries", alike.countries, {"same": 4, "all": 3, "some": 2, "none": -4}),
        Comparison("published", alike.telling(30), {"far": -3}),
    ),
    threshold=7,
    days="longest",
    differ=("kind",),
)  # fmt: skip

MEETINGS = Kind(
    "meetings",
    Shape({"who": "participants", "where": "place"}, values=("form",)),
    blocks=(all_of(blocks.pairs("who"), blocks.weeks(2)),),
    comparisons=(
        Comparison("participants", alike.parties("who"), PARTIES),
        Comparison("form", alike.value("form"), {"same": 1, "other": None}),
        Comparison(
            "days", alike.days(1),
            {"same": 4, "within": 3, "overlap": 1, "vague": 1, "near": -1, "apart": None, "told near": 1, "told far": None},
        ),
        Comparison("place", alike.places, {"same": 3, "country": 1, "other town": -3, "elsewhere": -5}),
    ),
    threshold=7,
    differ=("form",),
)  # fmt: skip

STATEMENTS = Kind(
    "statements",
    Shape({"who": "speaker"}, {"content": "content"}, ("attitude", "form")),
    blocks=(all_of(blocks.who("who"), blocks.phrases("content")),),
    comparisons=(
        Comparison("speaker", alike.parties("who"), {"same": 2, "none": None}),
        Comparison("published", alike.telling(10), {"near": 1, "far": None}),
        Comparison("words", alike.words("content"), {"same": 6, "much": 5, "half": 1, "little": -4, "none": None}),
        Comparison("attitude", alike.value("attitude"), {"other": -3}),
    ),
    threshold=7,
)

TENURES = Kind(
    "tenures",
    Shape({"who": "person", "where": "jurisdiction"}, {"office": "office"}, ("standing",)),
    blocks=(all_of(blocks.who("who"), blocks.words("office")),),
    comparisons=(
        Comparison("person", alike.parties("who"), {"same": 4, "none": None}),
        Comparison("office", alike.words("office"), {"same": 4, "much": 2, "half": -2, "little": None, "none": None}),
        Comparison("jurisdiction", alike.countries, {"same": 2, "none": None}),
        Comparison("days", alike.days(1500), {"apart": None, "told far": 0}),
    ),
    threshold=6,
    days="longest",
    differ=("standing",),
)

ELECTIONS = Kind(
    "elections",
    Shape({"where": "jurisdiction", "who": "candidates"}, {"office": "office"}, ("kind", "round")),
    blocks=(all_of(blocks.countries, blocks.years),),
    comparisons=(
        Comparison("country", alike.countries, {"same": 3, "none": None}),
        Comparison("kind", alike.value("kind"), {"same": 2, "other": None}),
        Comparison("round", alike.value("round"), {"same": 1, "other": None}),
        Comparison(
            "days", alike.days(7),
            {"same": 5, "within": 3, "overlap": 2, "vague": 2, "near": 1, "apart": None, "told near": 1, "told far": -3},
        ),
        Comparison("candidates", alike.parties("who"), {"same": 3, "all": 2, "some": 2, "one": 1, "other": 1, "none": -2}),
    ),
    threshold=6,
    differ=("kind", "round"),
)  # fmt: skip

GATHERINGS = Kind(
    "gatherings",
    Shape({"who": "participants", "where": "place", "body": "organization"}, {"name": "name"}),
    blocks=(all_of(blocks.words("name"), blocks.weeks(10)), all_of(blocks.who("body"), blocks.weeks(10))),
    comparisons=(
        Comparison("name", alike.words("name"), {"same": 5, "much": 4, "half": 0, "little": -2, "none": None}),
        Comparison("body", alike.parties("body"), {"same": 2, "none": -2}),
        Comparison(
            "days", alike.days(5),
            {"same": 3, "within": 3, "overlap": 2, "vague": 2, "near": 0, "apart": None, "told near": 1, "told far": None},
        ),
        Comparison("place", alike.places, {"same": 3, "country": 2, "other town": -2, "elsewhere": -5}),
    ),
    threshold=6,
    days="longest",
)  # fmt: skip

RESOLUTIONS = Kind(
    "resolutions",
    Shape({"body": "body", "who": "sponsors"}, {"about": "about"}, ("decision",)),
    blocks=(all_of(blocks.who("body"), blocks.weeks(10)),),
    comparisons=(
        Comparison("body", alike.parties("body"), {"same": 3, "none": None}),
        Comparison("about", alike.words("about"), {"same": 5, "much": 4, "half": 2, "little": -2, "none": -4}),
        Comparison("days", alike.days(10), {"same": 3, "within": 2, "overlap": 1, "apart": None, "told far": None}),
        Comparison("sponsors", alike.parties("who"), {"same": 2, "all": 1, "some": 1, "none": -1}),
    ),
    threshold=7,
    differ=("decision",),
)

ACTIONS = Kind(
    "actions",
    Shape(
        {"who": "actors", "whom": "recipients", "where": "place"}, values=("event_type", "mode", "negated", "hypothetical")
    ),
    blocks=(all_of(blocks.value("event_type"), blocks.who("who"), blocks.weeks(1)),),
    comparisons=(
        Comparison("type", alike.value("event_type"), {"same": 1, "other": None}),
        Comparison("negated", alike.value("negated"), {"other": None}),
        Comparison("hypothetical", alike.value("hypothetical"), {"other": None}),
        Comparison("actors", alike.parties("who"), {**PARTIES, "same": 3, "all": 2, "some": 2}),
        Comparison("recipients", alike.parties("whom"), {**PARTIES, "same": 3, "all": 2, "some": 2}),
        Comparison("mode", alike.value("mode"), {"same": 1, "other": -3}),
        Comparison("days", alike.days(1), {"same": 3, "within": 2, "vague": 0, "near": -1, "apart": None, "told far": None}),
        Comparison("place", alike.places, {"same": 2, "country": 1, "other town": -3, "elsewhere": -5}),
    ),
    threshold=8,
    differ=("mode",),
)  # fmt: skip

KINDS = {k.name: k for k in (TRIPS, MEETINGS, STATEMENTS, TENURES, ELECTIONS, GATHERINGS, RESOLUTIONS, ACTIONS)}
"""The declarations, by the names of the lists of a record."""
