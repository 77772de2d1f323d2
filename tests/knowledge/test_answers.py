"""Questions in words: an office and whose it is, or a name; what is known, for which day, and from where."""

from __future__ import annotations

from datetime import date

import pytest

from dragoman.knowledge.answers import Told, ask
from dragoman.knowledge.facts import Fact, Holder

DAY = date(2022, 10, 5)


def names(found: tuple[Told, ...]) -> list[tuple[str | None, str]]:
    return [(told.answer, told.what.name) for told in found]


@pytest.mark.parametrize(
    ("words", "who"),
    [
        ("foreign minister of Chile", "Antonia Urrejola"),
        ("the foreign minister of Chile?", "Antonia Urrejola"),
        ("Chile's foreign minister", "Antonia Urrejola"),
        ("Chilean foreign minister", "Antonia Urrejola"),
        ("the French foreign minister", "Catherine Colonna"),
        ("US Secretary of State", "Antony Blinken"),
        ("Secretary of State of the United States", "Antony Blinken"),
        ("Secretary-General of the United Nations", "António Guterres"),
        ("NATO secretary general", "Jens Stoltenberg"),
        ("president of the European Commission", "Ursula von der Leyen"),
        ("German chancellor", "Olaf Scholz"),
    ],
)
def test_an_office_on_a_day(words: str, who: str) -> None:
    assert names(ask(words, DAY)) == [("certain", who)]


def test_an_office_without_a_day_gives_everybody() -> None:
    found = ask("foreign minister of Chile")
    assert {told.answer for told in found} == {None}
    assert {"Antonia Urrejola", "Heraldo Muñoz"} <= {told.what.name for told in found}


def test_an_office_that_nobody_is_known_to_have_held_on_a_day() -> None:
    found = ask("German chancellor", date(1820, 1, 1))
    assert found
    assert {told.answer for told in found} == {"no"}


def test_the_day_after_the_tables_were_kept_nothing_is_certain() -> None:
    assert {told.answer for told in ask("German chancellor", date(2060, 1, 1))} == {"possible"}


def test_an_unsure_end_is_over_when_the_successor_is_there() -> None:
    assert [told.what.name for told in ask("foreign minister of Chile", date(2022, 11, 30))] == ["Antonia Urrejola"]


def test_a_person() -> None:
    (told,) = ask("Petro", DAY)
    assert isinstance(told.what, Holder)
    assert (told.answer, told.what.name, told.what.code) == ("certain", "Gustavo Petro", "CO")
    assert told.sources[0][0] == "core"
    assert told.notes == ("born 1960-04-19",)
    assert ask("Petro", date(2020, 1, 1))[0].answer == "no"


@pytest.mark.parametrize(
    ("words", "kind", "key"),
    [
        ("Chile", "country", "country:CL"),
        ("Aleppo", "city", "city:170063"),
        ("OAS", "organization", "org:OAS"),
        ("COP", "gathering", "gathering:cop"),
        ("Lake Ontario", "water", "feature:us-lake-ontario"),
    ],
)
def test_things_have_a_key_and_a_source(words: str, kind: str, key: str) -> None:
    told = ask(words)[0]
    assert isinstance(told.what, Fact)
    assert told.what.kind == kind
    assert told.what.key.startswith(key)
    assert told.sources
    assert all(layer in ("base", "core") and len(source) > 3 for layer, source in told.sources)


def test_an_organisation_on_a_day() -> None:
    assert ask("OAS", DAY)[0].answer == "certain"
    assert ask("OAS", date(1900, 1, 1))[0].answer == "no"
    assert ask("League of Nations", DAY)[0].answer in ("no", None)
    assert "founded 1948-04-30" in ask("OAS")[0].notes


def test_a_gathering_under_way_is_told() -> None:
    assert any("Glasgow" in note for note in ask("COP", date(2021, 11, 2))[0].notes)
    assert not any("Glasgow" in note for note in ask("COP", DAY)[0].notes)


def test_where_sources_differ_both_are_told() -> None:
    fields = {(claim.field, claim.layer, claim.source) for claim in ask("Chile")[0].claims}
    assert ("wikidata", "base", "rigour") in fields


@pytest.mark.parametrize(
    "words", ["king of Narnia", "foreign minister of Narnia", "Qwertyuiop Asdfgh", "", "of of of", "x" * 5000]
)
def test_what_is_not_known(words: str) -> None:
    assert ask(words, DAY) == ()
