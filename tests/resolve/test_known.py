"""Links to the knowledge base: who is known by name and office, whom an office alone means, and what is left out."""

from __future__ import annotations

import pytest

from dragoman import pipeline
from dragoman.model import Entity

pytestmark = pytest.mark.model


def persons(text: str, published: str | None) -> list[Entity]:
    return [e for e in pipeline.read(text, published=published).entities if e.kind == "person"]


@pytest.mark.parametrize(
    ("text", "day", "name", "country"),
    [
        ("The French foreign minister arrived in Kyiv on Monday.", "2022-10-03", "Catherine Colonna", "FR"),
        ("The French foreign minister arrived in Kyiv on Monday.", "2019-10-03", "Jean-Yves Le Drian", "FR"),
        ("The German chancellor stayed in Berlin.", "2022-10-03", "Olaf Scholz", "DE"),
        ("Russia's president spoke by phone with the emir.", "2010-05-03", "Dmitry Medvedev", "RU"),
    ],
)
def test_an_office_without_a_name_is_who_held_it_that_day(text: str, day: str, name: str, country: str) -> None:
    found = [(e.name, e.country, [m.how for m in e.mentions]) for e in persons(text, day)]
    assert (name, country, ["title"]) in found


def test_she_who_holds_the_office_is_meant_by_she() -> None:
    (who,) = persons("The French foreign minister arrived in Kyiv on Monday. She said France would help.", "2022-10-03")
    assert [m.text for m in who.mentions] == ["French foreign minister", "She"]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("The French foreign minister arrived in Kyiv on Monday.", None),
        ("The French foreign minister arrived in Kyiv on Monday.", "2035-10-03"),
        ("The former French foreign minister arrived in Kyiv.", "2022-10-03"),
        ("A French foreign minister has much to do.", "2022-10-03"),
        ("Peru's sports minister arrived in Kyiv.", "2022-10-03"),
        ("The French minister arrived in Kyiv.", "2022-10-03"),
        ("The foreign minister arrived in Kyiv.", "2022-10-03"),
    ],
    ids=["no day", "after the base", "former", "any", "another office", "any minister", "no country"],
)
def test_where_it_is_not_certain_nobody_is_meant(text: str, day: str | None) -> None:
    assert persons(text, day) == []


def test_somebody_named_is_the_one_whom_the_office_means() -> None:
    text = "The German chancellor flew to Paris. Scholz said he was glad."
    assert [(e.name, e.country) for e in persons(text, "2022-10-03")] in (
        [("Olaf Scholz", "DE")],
        [("Scholz", "DE")],
    )


def test_a_leader_is_linked_by_name_and_office() -> None:
    (who,) = persons("Chancellor Angela Merkel stayed at home.", "2010-05-03")
    assert (who.wikidata, who.country) == ("Q567", "DE")


@pytest.mark.parametrize(
    "text",
    [
        "Merkel stayed at home, the baker said.",
        "Angela Merkel of Peru won the race.",
        "Carpenter Angela Merkel won the race in Lima.",
    ],
    ids=["a family name alone", "of another country", "no country told"],
)
def test_what_is_not_enough_is_no_link(text: str) -> None:
    assert [e.wikidata for e in persons(text, "2010-05-03")] in ([], [None])


def test_the_sex_that_the_base_tells() -> None:
    (who,) = persons("South Korean President Park Geun-hye flew to Lima. She smiled.", "2014-05-03")
    assert [m.text for m in who.mentions] == ["Park Geun-hye", "She"]
