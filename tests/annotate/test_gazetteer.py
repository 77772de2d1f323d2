"""Known names: states by every name, demonyms, capitals that act, towns of one name, names that are none."""

from __future__ import annotations

import pytest

from dragoman import ingest, pipeline, segment
from dragoman.doc import note

pytestmark = pytest.mark.model


def known(text: str) -> list[tuple[str, str, str | None]]:
    """(words, how, key) of every name that the knowledge base knows, in order."""
    doc = pipeline.annotate(segment.label(ingest.article_of(text)))
    return [(doc[n.start : n.end].text, n.how, n.key) for n in note(doc).names if n.key]


def keys(text: str) -> list[str | None]:
    return [key for _, _, key in known(text)]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("The Federal Republic of Germany and the French Republic signed it.", ["DE", "FR"]),
        ("The People's Republic of China sent a note to Mongolia.", ["CN", "MN"]),
        ("The People’s Republic of China sent a note to Mongolia.", ["CN", "MN"]),
        ("The Lao People's Democratic Republic thanked the Kingdom of Thailand.", ["LA", "TH"]),
        ("The Hashemite Kingdom of Jordan recalled its envoy from Iran.", ["JO", "IR"]),
        ("Côte d'Ivoire and the Democratic Republic of the Congo voted.", ["CI", "CD"]),
        ("Guinea-Bissau, Equatorial Guinea, Papua New Guinea and Guinea voted.", ["GW", "GQ", "PG", "GN"]),
        ("Timor-Leste and Burma joined Viet Nam.", ["TL", "MM", "VN"]),
        ("The U.S., the UK and the UAE agreed.", ["US", "GB", "AE"]),
    ],
)
def test_states_by_every_name(text: str, codes: list[str]) -> None:
    assert keys(text) == [f"country:{code}" for code in codes]


def test_an_adjective_is_the_country() -> None:
    assert known("Kyrgyz and Ivorian officials met.") == [
        ("Kyrgyz", "demonym", "country:KG"),
        ("Ivorian", "demonym", "country:CI"),
    ]


def test_a_capital_acts_for_its_country_and_lies_where_it_lies() -> None:
    found = known("Moscow rejected the note, and Beijing accused Washington. The minister stayed in Moscow.")
    assert [(words, how) for words, how, _ in found] == [
        ("Moscow", "metonym"),
        ("Beijing", "metonym"),
        ("Washington", "metonym"),
        ("Moscow", "name"),
    ]
    assert [key for _, how, key in found if how == "metonym"] == ["country:RU", "country:CN", "country:US"]


def test_a_palace_speaks_for_its_government() -> None:
    assert known("The Kremlin denied it, and the White House thanked Downing Street.") == [
        ("Kremlin", "metonym", "country:RU"),
        ("White House", "metonym", "country:US"),
        ("Downing Street", "metonym", "country:GB"),
    ]


def test_a_capital_that_hosts_is_a_town() -> None:
    ((_, how, _),) = known("Tokyo hosted the talks.")
    assert how == "name"


def entity_countries(text: str, name: str) -> list[str | None]:
    return [e.country for e in pipeline.read(text).entities if e.name == name and e.place_type == "city"]


def test_two_towns_of_one_name_are_two() -> None:
    text = "He flew from Valencia, Venezuela, to Valencia, Spain."
    assert sorted(map(str, entity_countries(text, "Valencia"))) == ["ES", "VE"]


def test_a_region_behind_a_town_tells_which() -> None:
    text = "The envoy met the mayor in Birmingham, Alabama, on Friday. He will return to Birmingham."
    assert entity_countries(text, "Birmingham") == ["US"]


def test_what_is_told_of_a_town_once_holds_for_the_article() -> None:
    text = "Ruiz visits Córdoba\n\nAna Ruiz will come to Córdoba, Argentina, on Friday. She loves Córdoba."
    assert entity_countries(text, "Córdoba") == ["AR"]


def test_the_country_of_the_article_tells_which() -> None:
    text = "Colombian President Petro arrived in Cartagena on Friday. Colombian officials were glad."
    assert entity_countries(text, "Cartagena") == ["CO"]


def test_a_dateline_in_capitals_is_a_place() -> None:
    found = known("ULAN BATOR, May 3 (Xinhua) -- Mongolian lawmakers met on Friday to debate the budget.")
    assert ("ULAN BATOR", "name") in [(words, how) for words, how, _ in found]


@pytest.mark.parametrize(
    "text",
    [
        "They split the bill and read a nice reading list.",
        "Victoria Nuland spoke.",
        "We met in March. On Monday he said so.",
        "The north of the country is dry.",
    ],
)
def test_words_that_are_also_towns_are_none_here(text: str) -> None:
    assert not [e for e in pipeline.read(text).entities if e.place_type == "city"]
