"""Mentions to entities: who is one and who are two, whatever they are called."""

from __future__ import annotations

import pytest

from dragoman import pipeline
from dragoman.model import Entity

pytestmark = pytest.mark.model


def entities(text: str) -> tuple[Entity, ...]:
    return pipeline.read(text, published="2024-05-06").entities


def called(text: str) -> dict[str, list[str]]:
    """The words by which each person is spoken of, by name."""
    return {e.name: [m.text for m in e.mentions] for e in entities(text) if e.kind == "person"}


def test_one_person_under_many_names() -> None:
    text = (
        "US Secretary of State Ana Ruiz flew to Lima on Monday. Ruiz said she was glad. "
        "The US diplomat met Peru's sports minister. The secretary of state then left."
    )
    assert called(text) == {
        "Ana Ruiz": ["Ana Ruiz", "Ruiz", "she", "The US diplomat", "secretary of state"],
    }


def test_accents_and_hyphens_do_not_part_a_person() -> None:
    found = called("President José Núñez spoke. Nunez smiled. Kim Yong-su came. Kim Yong Su left.")
    assert found == {"José Núñez": ["José Núñez", "Nunez"], "Kim Yong-su": ["Kim Yong-su", "Kim Yong Su"]}


def test_two_of_one_surname_are_two() -> None:
    found = called("Ali Hassan met Omar Hassan in Lima. Omar Hassan left. Ali Hassan stayed.")
    assert {name: len(words) for name, words in found.items()} == {"Ali Hassan": 2, "Omar Hassan": 2}


def test_a_surname_alone_is_the_one_named_last() -> None:
    found = called("Ali Kimani came on Monday. Kimani smiled. Then Grace Kimani came. Kimani sang.")
    assert found == {"Ali Kimani": ["Ali Kimani", "Kimani"], "Grace Kimani": ["Grace Kimani", "Kimani"]}


def test_a_king_is_not_his_namesake() -> None:
    found = called("Saddam Khalid stayed away. King Khalid of Jordan came. King Khalid spoke.")
    assert sorted(len(words) for words in found.values()) == [1, 2]


def test_a_country_by_every_name_is_one() -> None:
    found = entities("French officials left Moscow. France protested. Paris then recalled its envoy to Russia.")
    assert [(e.name, e.country) for e in found if e.kind == "polity"][:1] == [("France", "FR")]
    assert [e.name for e in found].count("France") == 1


def test_a_country_is_a_place_where_one_goes_and_a_polity_where_it_acts() -> None:
    kinds = {e.name: e.kind for e in entities("Chile accused Bolivia. Ana Ruiz flew from Ecuador to Uruguay.")}
    assert (kinds["Chile"], kinds["Uruguay"], kinds["Ecuador"]) == ("polity", "place", "place")


def test_a_counterpart_is_of_the_other_country() -> None:
    found = entities("Japanese Foreign Minister Yoko Tanaka met her South Korean counterpart, Cho Tae-min, in Seoul.")
    assert {e.name: e.country for e in found if e.kind == "person"} == {"Yoko Tanaka": "JP", "Cho Tae-min": "KR"}


def test_ids_follow_the_text() -> None:
    found = entities("Peru thanked Chile. Ana Ruiz went home to Peru.")
    assert [e.id for e in found] == ["e1", "e2", "e3"]
    assert [e.mentions[0].start for e in found] == sorted(e.mentions[0].start for e in found)


def test_what_the_knowledge_base_knows_of_a_place() -> None:
    (place,) = (e for e in entities("Ana Ruiz stayed in Tbilisi.") if e.kind == "place")
    assert (place.place_type, place.country, place.geonames) == ("city", "GE", 611717)
    assert place.latitude is not None
    assert abs(place.latitude - 41.69) < 0.1


def test_how_each_mention_speaks_of_its_entity() -> None:
    text = "Peru's president, Ana Ruiz, came. She said Lima would help. Peruvian officials clapped. The president left."
    hows = {(m.text, m.how) for e in entities(text) for m in e.mentions}
    assert {("Peru", "name"), ("Ana Ruiz", "name"), ("She", "pronoun"), ("Lima", "metonym")} <= hows
    assert {("Peruvian", "demonym"), ("president", "title")} <= hows
