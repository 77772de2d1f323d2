"""Layers of tenures: a later one overrides field by field, keeps its source, and loses nothing of the earlier one."""

from __future__ import annotations

from dataclasses import replace

from dragoman.knowledge.facts import Claim, Holder
from dragoman.knowledge.layers import overlay
from dragoman.knowledge.offices import fits

LOW = Holder(
    "CL", "Foreign Minister", "Ana María Rojas", ("Rojas",), "f", "2018-03-11", "2022-03-11", (), None, "own list",
    as_of="2026-01-15", key="tenure:CL/foreign-minister/ana-maria-rojas/2018-03-11",
)  # fmt: skip
HIGH = replace(LOW, source="import", layer="user", key="", forms=(), as_of="2025-06-01")


def laid(*upper: Holder, lower: tuple[Holder, ...] = (LOW,)) -> tuple[list[Holder], list[Claim]]:
    return overlay(lower, upper, fits)


def test_each_field_is_the_later_layers_where_it_says_something() -> None:
    (row,), claims = laid(replace(HIGH, since="2018-03-12", until="", born="1960-02", wikidata="Q70001", gender=""))
    assert (row.since, row.until, row.born, row.wikidata, row.gender) == (
        "2018-03-12", "2022-03-11", "1960-02", "Q70001", "f",
    )  # fmt: skip
    assert (row.layer, row.source, row.key, row.family) == ("user", "import", LOW.key, "Rojas")
    assert [(claim.field, claim.value, claim.layer, claim.source) for claim in claims] == [
        ("since", "2018-03-11", "core", "own list"),
        ("since", "2018-03-12", "user", "import"),
    ]


def test_an_open_end_is_no_word_against_an_end_that_came_later() -> None:
    (row,), _ = laid(replace(HIGH, until="..", as_of="2020-01-01"))
    assert (row.until, row.as_of) == ("2022-03-11", "2026-01-15")
    (row,), claims = laid(replace(HIGH, until="..", as_of="2024-01-01"))
    assert (row.until, row.as_of) == ("..", "2024-01-01")
    assert {claim.value for claim in claims if claim.field == "until"} == {"..", "2022-03-11"}


def test_another_word_for_the_office_and_a_name_without_its_middle_meet() -> None:
    (row,), _ = laid(replace(HIGH, office="Minister of Foreign Affairs", name="Ana Rojas"))
    assert row.name == "Ana Rojas"
    assert "Ana María Rojas" in row.forms


def test_a_family_name_alone_does_not_replace_a_full_name() -> None:
    (row,), _ = laid(replace(HIGH, name="Rojas"))
    assert row.name == "Ana María Rojas"


def test_other_persons_offices_countries_and_terms_are_added() -> None:
    others = (
        replace(HIGH, name="Ana María Soto"),
        replace(HIGH, office="President"),
        replace(HIGH, code="PE"),
        replace(HIGH, since="2024-03-11", until="..", as_of="2025-01-01"),
        replace(HIGH, wikidata="Q2", born="1901"),
    )
    for other in others[:4]:
        rows, claims = laid(other)
        assert len(rows) == 2, other
        assert claims == []
        assert len({row.key for row in rows}) == 2
    rows, _ = laid(others[4], lower=(replace(LOW, wikidata="Q1", born="1960"),))
    assert len(rows) == 2, "two ids are two persons"


def test_a_family_name_alone_makes_no_two_persons_one() -> None:
    low = replace(LOW, office="Senator", name="Rick Soto", forms=("Soto",))
    for name, expected in (("Tim Soto", 2), ("Richard Soto", 1), ("R. Soto", 1), ("Soto", 1), ("Rick Soto Paz", 2)):
        rows, _ = laid(
            replace(HIGH, office="Senator", name=name, forms=("Soto",) if "Paz" not in name else ()), lower=(low,)
        )
        assert len(rows) == expected, name


def test_a_term_within_a_tenure_changes_nothing_and_is_kept() -> None:
    (row,), claims = laid(replace(HIGH, since="2020-01-01", until="2021-01-01"))
    assert row == LOW
    assert [(claim.about, claim.value, claim.source) for claim in claims] == [
        (LOW.key, "2020-01-01/2021-01-01", "import")
    ]


def test_whose_family_name_is_not_told_has_the_one_that_the_name_shows() -> None:
    for name, code, family in (
        ("Ursula von der Leyen", "DE", "von der Leyen"),
        ("Kim Dae-jung", "KR", "Kim"),
        ("Jane Doe", "US", "Doe"),
        ("Mononym", "ID", "Mononym"),
    ):
        rows, _ = laid(replace(HIGH, name=name, code=code), lower=())
        assert rows[0].family == family


def test_an_id_holds_for_all_tenures_of_the_same_name() -> None:
    rows, _ = laid(replace(HIGH, wikidata="Q70001"), lower=(LOW, replace(LOW, office="President", key="other")))
    assert {row.wikidata for row in rows} == {"Q70001"}


def test_the_order_is_that_of_the_rows() -> None:
    upper = [replace(HIGH, name=f"Person {n}", since=f"20{n:02}") for n in range(20)]
    assert laid(*upper) == laid(*upper)
    assert [row.name for row in laid(*upper)[0]][:3] == ["Person 0", "Person 1", "Person 2"]
