"""When gatherings were held and nations voted: the tables are in order, questions find their rows, others agree."""

from __future__ import annotations

import csv
import re
from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import pytest

from dragoman.knowledge import by_key, find
from dragoman.knowledge.almanac import around, body, edition, editions, elections, held
from dragoman.knowledge.days import bounds
from dragoman.knowledge.gazetteer import features, places
from dragoman.knowledge.names import index
from dragoman.knowledge.tables import rows
from dragoman.lexicon import load

KINDS = {"presidential", "parliamentary", "upper house", "constituent assembly", "referendum"}
LARGE = "g7-summit g8-summit g20-summit nato-summit apec-summit unga-session cop oas-general-assembly".split()
LARGE += "summit-of-the-americas au-summit asean-summit chogm brics-summit sco-summit".split()


def test_every_edition_is_of_a_known_gathering_in_a_known_place() -> None:
    lost = set()
    for row in rows("editions"):
        assert by_key(f"gathering:{row['gathering']}") is not None, row
        assert bounds(row["start"])[0] <= bounds(row["end"])[1], row
        assert row["mark"] in ("", "special", "virtual", "cancelled", "postponed"), row
        code, _, place = row["place"].partition(":")
        assert by_key(f"country:{code}") is not None, row
        if place and not (places(place, code) or features(place, code) or any(f.code == code for f in find(place))):
            lost.add(row["place"])
    assert lost == set()


def test_no_edition_stands_twice_and_numbers_rise_with_the_years() -> None:
    every = list(rows("editions"))
    times = Counter((row["gathering"], row["number"]) for row in every if row["number"])
    assert [key for key, count in times.items() if count > 1] == []
    for key in {row["gathering"] for row in every}:
        counted = [one for one in editions(key) if one.number]
        assert [one.number for one in counted] == sorted(one.number or 0 for one in counted), key


def test_the_large_gatherings_are_known_up_to_now() -> None:
    for key in LARGE:
        years = {int(one.start[:4]) for one in editions(key)}
        assert max(years) >= (2013 if key == "g8-summit" else 2025), key


@pytest.mark.parametrize(
    ("key", "asked", "expected"),
    [
        ("cop", {"number": 26}, ("GB", "Glasgow", "2021-10-31")),
        ("gathering:cop", {"year": 2015}, ("FR", "Paris", "2015-11-30")),
        ("g20-summit", {"code": "ID"}, ("ID", "Nusa Dua", "2022-11-15")),
        ("apec-summit", {"year": 2019}, ("CL", "Santiago", "2019-11")),
        ("unga-session", {"number": 74}, ("US", "New York", "2019-09-17")),
        ("nato-summit", {"year": 2022, "code": "ES"}, ("ES", "Madrid", "2022-06-28")),
        ("arab-summit", {"year": 2025}, ("IQ", "Baghdad", "2025-05-17")),
    ],
)
def test_an_edition_by_number_year_or_country(key: str, asked: dict[str, int], expected: tuple[str, str, str]) -> None:
    found = edition(key, **asked)  # type: ignore[arg-type]
    assert found is not None
    assert (found.code, found.place, found.start) == expected


def test_no_edition_is_guessed() -> None:
    assert edition("nato-summit", code="BE") is None
    assert edition("cop", number=99) is None
    assert editions("no-such-gathering") == ()


def test_what_is_held_on_a_day() -> None:
    assert {"gathering:nato-summit"} <= {one.gathering for one in held(date(2023, 7, 11))}
    assert {one.gathering for one in held(date(2021, 11, 2))} >= {"gathering:cop", "gathering:unga-session"}


def test_every_election_is_in_order() -> None:
    every = list(rows("elections"))
    for row in every:
        assert by_key(f"country:{row['code']}") is not None, row
        assert row["kind"] in KINDS, row
        assert row["round"] in ("", "1", "2"), row
        assert date.fromisoformat(row["start"]) <= date.fromisoformat(row["end"]), row
        assert row["mark"] in ("", "annulled", "disputed", "broken off"), row
        assert not row["about"] or row["kind"] == "referendum", row
        assert row["round"] != "1" or not row["winner"], row
    keys = [(row["code"], row["kind"], row["round"], row["start"]) for row in every]
    assert len(set(keys)) == len(keys)


def test_the_large_states_and_the_americas_are_there() -> None:
    large = "AR AU BR CA DE FR GB ID IN IT JP KR MX RU TR US ZA".split()
    others = "BO CL CO CR DO EC GT HN JM NI PA PE PY SV UY VE ES PL PT NL SE UA EG KE NG PK BD PH TH MY IR IL".split()
    for code in large + others:
        assert len(elections(code)) >= 2, code


def test_rounds_of_a_year_and_the_next_round() -> None:
    assert [(one.round, one.start, one.winner) for one in elections("FR", "presidential", 2022)] == [
        (1, "2022-04-10", ""),
        (2, "2022-04-24", "Emmanuel Macron"),
    ]
    last, after = around("CO", date(2022, 6, 1), "presidential")
    assert last is not None
    assert after is not None
    assert (last.start, after.start, after.winner) == ("2022-05-29", "2022-06-19", "Gustavo Petro")
    assert around("XX", date(2022, 6, 1)) == (None, None)


def test_every_organisation_is_one_of_the_lexicon_and_sits_where_it_says() -> None:
    every = list(rows("organisations"))
    table = {key: row for held in load("organisations").values() for key, row in held.items()}
    assert len(every) >= 250
    assert len({row["key"] for row in every}) == len(every)
    for row in every:
        told = table[row["key"]]
        assert row["name"] == told["name"], row
        assert row["kind"] in ("body", "court", "bank", "ngo", "gathering"), row
        assert row["kind"] == "gathering" or row["seat"] == told.get("seat", ""), row
        assert not row["ended"] or bounds(row["founded"])[0] < bounds(row["ended"])[1], row
        bounds(row["founded"])


def test_an_organisation_by_its_key() -> None:
    found = body("org:OAS")
    assert found is not None
    assert (found.acronym, found.place, found.founded) == ("OAS", "Washington", "1948-04-30")
    assert body("gathering:shangri-la") is not None
    assert body("org:nothing") is None


# -- agreement with what others recorded ----------------------------------------------------------------------------

MONTHS = "January February March April May June July August September October November December".split()
DAY = re.compile(rf"(\d{{1,2}})(?: ?(?:-|to|and) ?\d{{1,2}})? ({'|'.join(MONTHS)})(?: (\d{{4}}))?")


def told_days(words: str) -> set[str]:
    """The days that the factbook says an election was last held on; a day without a year has that of the next."""
    found, year = set(), ""
    for day, month, own in reversed(DAY.findall(words)):
        year = own or year
        if year and int(day) <= 31:
            found.add(f"{year}-{MONTHS.index(month) + 1:02}-{int(day):02}")
    return found


@pytest.mark.shared
def test_days_of_voting_agree_with_the_factbook(shared: Path, capsys: pytest.CaptureFixture[str]) -> None:
    codes: dict[str, str] = {}
    for code, row in load("countries")["country"].items():
        for name in (row["name"], *row.get("forms", ())):
            codes.setdefault(index(name), code)
    told = set()
    with (shared / "gold" / "knowledge" / "elections_text_spans.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            code = codes.get(index(row["country"]))
            words = re.search(r"(?:election last held|^(?=\d)) ?(.*?)(?:\(next|;|$)", row["text"])
            direct = "indirect" not in row["text"][:80] and row["field"] != "election results"
            if code and words and direct and "expected" not in row["field"]:
                told |= {(code, day) for day in told_days(words[1]) if day >= "2015"}
    hits, apart = 0, []
    for code, day in sorted(told):
        near = [one for one in elections(code) if _off(one.start, one.end, day) < 30]
        if any(_off(one.start, one.end, day) == 0 for one in near):
            hits += 1
        elif near:
            apart.append(f"{code} {day}, here {[one.start for one in near]}")
    with capsys.disabled():
        print(f"\ndays of voting as in the factbook: {hits} of {hits + len(apart)}; apart: {apart}")
    assert hits > 200
    assert hits >= 0.9 * (hits + len(apart)), apart


def _off(start: str, end: str, day: str) -> int:
    """How many days a day lies outside of others."""
    first, last, asked = map(date.fromisoformat, (start, end, day))
    return max((first - asked) // timedelta(days=1), (asked - last) // timedelta(days=1), 0)
