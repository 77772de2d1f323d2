"""Bodies whose names hold another's: organs of an organisation, parties of other countries."""

from __future__ import annotations

import pytest

from dragoman import pipeline

pytestmark = pytest.mark.model


def organisations(text: str) -> list[tuple[str, str | None]]:
    return [(e.name, e.country) for e in pipeline.read(text).entities if e.kind == "organization"]


def test_an_organ_is_not_the_organisation() -> None:
    assert organisations("The African Union Assembly met in Addis Ababa.") == [("African Union Assembly", None)]
    assert organisations("The African Union met in Addis Ababa.") == [("African Union", None)]


def test_a_party_of_another_country_is_not_the_namesake() -> None:
    assert organisations("The Free Democrats left the coalition in Berlin.") == [("Free Democrats", None)]
    assert organisations("House Democrats left the room in Washington.") == [("Democratic Party", "US")]
    assert organisations("Democrats left the room in Washington.") == [("Democratic Party", "US")]
