"""Layers lie over each other: the later overrides field by field, both stay told where they differ."""

from __future__ import annotations

from dataclasses import replace

from dragoman.knowledge.facts import Holder
from dragoman.knowledge.layers import overlay
from dragoman.knowledge.offices import fits

BASE = Holder(
    "CL", "President", "Ana Quiroga", ("Quiroga",), "", "2022-03-10", "..", (), None, "yearbook",
    as_of="2024-01-01", layer="base", key="tenure:one",
)  # fmt: skip
CORE = replace(BASE, gender="f", since="2022-03-11", source="gazette", layer="core", key="", as_of="2025-01-01")


def laid(*rows: Holder, over: Holder = BASE) -> tuple[list[Holder], list[tuple[str, str, str]]]:
    merged, claims = overlay([over], rows, fits)
    return merged, [(claim.field, claim.value, claim.source) for claim in claims]


def test_the_later_layer_has_the_word_and_both_stay_told() -> None:
    (row,), claims = laid(CORE)
    assert (row.since, row.gender, row.layer, row.source, row.as_of) == (
        "2022-03-11",
        "f",
        "core",
        "gazette",
        "2025-01-01",
    )
    assert row.key == "tenure:one"
    assert claims == [("since", "2022-03-10", "yearbook"), ("since", "2022-03-11", "gazette")]


def test_where_sources_agree_nothing_is_claimed() -> None:
    (row,), claims = laid(replace(CORE, since=BASE.since))
    assert claims == []
    assert row.source == "gazette"


def test_an_empty_field_overrides_nothing() -> None:
    (row,), _ = laid(replace(CORE, since="", until="", as_of=""))
    assert (row.since, row.until, row.as_of) == ("2022-03-10", "..", "2024-01-01")


def test_an_old_open_end_does_not_undo_an_end() -> None:
    ended = replace(BASE, until="2024-06-01")
    (row,), claims = laid(replace(CORE, since=BASE.since, as_of="2023-05-05"), over=ended)
    assert (row.until, claims) == ("2024-06-01", [])
    (row,), claims = laid(replace(CORE, since=BASE.since, as_of="2025-05-05"), over=ended)
    assert row.until == ".."
    assert ("until", "2024-06-01", "yearbook") in claims


def test_a_family_name_alone_replaces_no_full_name() -> None:
    (row,), claims = laid(replace(CORE, name="Quiroga", forms=(), since=BASE.since))
    assert (row.name, claims) == ("Ana Quiroga", [])


def test_another_term_or_office_or_person_or_country_is_added() -> None:
    others = [
        replace(CORE, since="2014-03-11", until="2018-03-11"),
        replace(CORE, office="Foreign Minister"),
        replace(CORE, name="Berta Solar", forms=("Solar",)),
        replace(CORE, code="PE"),
    ]
    merged, claims = laid(*others)
    assert len(merged) == 5
    assert claims == []
    assert len({row.key for row in merged}) == 5


def test_ids_tell_people_apart_who_share_a_name() -> None:
    merged, _ = overlay([replace(BASE, wikidata="Q101")], [replace(CORE, wikidata="Q102")], fits)
    assert len(merged) == 2
    merged, _ = overlay(
        [replace(BASE, wikidata="Q101", name="A. Quiroga Paz", forms=())], [replace(CORE, wikidata="Q101")], fits
    )
    assert len(merged) == 1
    assert merged[0].forms == ("Quiroga", "A. Quiroga Paz")


def test_an_id_and_a_birth_hold_for_the_persons_other_tenures() -> None:
    before = replace(BASE, office="Foreign Minister", since="2018-03-11", until="2020-01-01", key="tenure:two")
    merged, _ = overlay([BASE, before], [replace(CORE, wikidata="Q101", born="1970-02-03")], fits)
    assert {(row.wikidata, row.born) for row in merged} == {("Q101", "1970-02-03")}


def test_a_reelected_leader_is_one_who_went_on() -> None:
    later = replace(CORE, since="2026-03-11", as_of="2026-05-01")
    (row,), claims = laid(later)
    assert row.since == "2022-03-10"
    assert claims == [("since", "2022-03-10", "yearbook"), ("since", "2026-03-11", "gazette")]


def test_the_order_of_the_rows_is_that_of_the_later_layer() -> None:
    rows = [replace(CORE, code=code, name=f"Ana {code}", forms=()) for code in ("ZW", "AR", "FR")]
    merged, _ = laid(*rows)
    assert [row.code for row in merged] == ["ZW", "AR", "FR", "CL"]


def test_ten_thousand_rows_of_one_country_take_no_time_to_speak_of() -> None:
    rows = [replace(CORE, name=f"Ana Quiroga{n}", forms=(f"Quiroga{n}",), key="") for n in range(10_000)]
    merged, _ = overlay(rows[:0], rows, fits)
    merged, _ = overlay(merged, rows, fits)
    assert len(merged) == 10_000
