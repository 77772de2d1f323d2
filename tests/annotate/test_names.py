"""Names of bodies, known and unknown, and how names and titles share the words."""

from __future__ import annotations

import pytest

from dragoman import ingest, pipeline, segment
from dragoman.doc import note

pytestmark = pytest.mark.model


def named(text: str, kind: str) -> list[str]:
    doc = pipeline.annotate(segment.label(ingest.article_of(text)))
    return [doc[n.start : n.end].text for n in note(doc).names if n.kind == kind]


@pytest.mark.parametrize(
    ("text", "bodies"),
    [
        ("The African Union and ASEAN signed it.", ["African Union", "ASEAN"]),
        ("The Council of Coastal Cities met.", ["Council of Coastal Cities"]),
        ("The Ministry of Fisheries said so.", ["Ministry of Fisheries"]),
        ("The Castillo Foundation gave money.", ["Castillo Foundation"]),
        ("The Movement for Rural Democracy won.", ["Movement for Rural Democracy"]),
    ],
)
def test_bodies(text: str, bodies: list[str]) -> None:
    assert named(text, "organization") == bodies


def test_a_ministry_is_its_countrys() -> None:
    record = pipeline.read("The Israeli Defense Ministry denied the report on Friday.")
    assert [(e.name, e.country) for e in record.entities if e.kind == "organization"] == [("Defense Ministry", "IL")]


def test_two_countries_ministries_of_one_name_are_two() -> None:
    record = pipeline.read("The Israeli Defense Ministry denied it on Friday. The Iranian Defense Ministry laughed.")
    assert [e.country for e in record.entities if e.name == "Defense Ministry"] == ["IL", "IR"]


def test_a_bodys_head_is_a_title_beside_the_bodys_name() -> None:
    assert named("World Bank President Ana Ruiz met NATO chief Lars Holm.", "organization") == ["World Bank", "NATO"]
    assert named("World Bank President Ana Ruiz met NATO chief Lars Holm.", "person") == ["Ana Ruiz", "Lars Holm"]


def test_an_office_is_no_body() -> None:
    assert named("Minister for Foreign Affairs Ana Ruiz left.", "organization") == []
