"""Expressions of time are placed on the calendar, and a claim's dates become one time."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.annotate.dates import find
from dragoman.lexicon import load
from dragoman.model import DateMention
from dragoman.resolve import calendar
from dragoman.resolve.when import Tense, resolve, when

CASES = Path(__file__).resolve().parent.parent / "cases" / "dates"


def cases() -> list[Any]:
    """Every case of every file, named by its file and its text."""
    return [
        pytest.param(case, id=f"{path.stem}: {case['text'][:60]}")
        for path in sorted(CASES.glob("*.yaml"))
        for case in yaml.safe_load(path.read_text(encoding="utf-8"))
    ]


def read(text: str, published: str | None = "2022-10-03", tense: Tense | None = None) -> tuple[DateMention, ...]:
    return resolve(find(text), date.fromisoformat(published) if published else None, lambda _: tense)


@pytest.mark.parametrize("case", cases())
def test_case(case: dict[str, Any]) -> None:
    published = str(case["published"]) if case["published"] else None
    mentions = read(case["text"], published, case.get("tense"))
    got = [{key: getattr(m, key) for key in wanted} for m, wanted in zip(mentions, case["expect"], strict=False)]
    assert got == case["expect"]
    assert [m.text for m in mentions] == [wanted["text"] for wanted in case["expect"]]


EDTF_PART = r"\d{4}(-\d\d(-\d\d)?)?|\d{3}X|\d\dXX|\dXXX"
EDTF = re.compile(rf"({EDTF_PART})|(\.\.|{EDTF_PART})/(\.\.|{EDTF_PART})")
SPEECH = "on Monday and Tuesday, last week, 3 May, next year, a decade ago, 900 years ago, a millennium later, "
SPEECH += "the past 5000 weeks, in 50 centuries, this winter, last Easter, the weekend, the day before yesterday, "
SPEECH += "the 1990s, the 1st century, 99999 days ago, Thanksgiving, the first quarter, 31 December, this morning"


@given(st.dates(), st.sampled_from(["past", "present", "future", None]), st.permutations(SPEECH.split(", ")))
@settings(max_examples=300)
def test_every_date_of_the_calendar_gives_bounds_in_order_and_edtf(
    day: date, tense: Tense | None, said: list[str]
) -> None:
    for mention in resolve(find(", ".join(said)), day, lambda _: tense):
        if mention.earliest and mention.latest:
            assert mention.earliest <= mention.latest
            assert date.fromisoformat(mention.earliest) <= date.fromisoformat(mention.latest)
        assert (mention.edtf is None) == (mention.earliest is None and mention.latest is None)
        assert mention.edtf is None or EDTF.fullmatch(mention.edtf), mention


@given(st.text())
@settings(max_examples=200)
def test_without_a_day_of_publication_only_written_years_are_placed(text: str) -> None:
    for mention in read(f"{text} today, Monday, March, {text}", None):
        assert mention.earliest is None or re.search(r"\d|thousand|teen|ties|centur", mention.text.lower())


@pytest.mark.parametrize(
    ("text", "published", "tense", "edtf", "earliest", "latest", "basis", "words"),
    [
        ("will meet Monday and Tuesday in Bogota", "2022-10-03", "future", "2022-10-03/2022-10-04", "2022-10-03", "2022-10-04",
         "relative", "Monday and Tuesday"),
        ("met on 3 October 2022", "2022-10-05", "past", "2022-10-03", "2022-10-03", "2022-10-03", "stated", "3 October 2022"),
        ("from May 25 to June 4", "2024-05-01", "future", "2024-05-25/2024-06-04", "2024-05-25", "2024-06-04", "relative",
         "May 25 to June 4"),
        ("in early August", "2022-10-03", "past", "2022-08", "2022-08-01", "2022-08-31", "relative", "early August"),
        ("last week", "2022-10-03", "past", "2022-09-26/2022-10-02", "2022-09-26", "2022-10-02", "relative", "last week"),
        ("in the 1990s", "2022-10-03", "past", "199X", "1990-01-01", "1999-12-31", "stated", "the 1990s"),
    ],
)  # fmt: skip
def test_the_dates_of_a_claim_become_one_time(
    text: str, published: str, tense: Tense, edtf: str, earliest: str, latest: str, basis: str, words: str
) -> None:
    got = when(read(text, published, tense), text=text)
    assert got is not None
    assert (got.edtf, got.earliest, got.latest, got.basis, got.text) == (edtf, earliest, latest, basis, words)
    assert text[got.start : got.end] == got.text


def test_a_time_of_which_only_the_beginning_was_told_stays_open() -> None:
    got = when(read("begins a tour Wednesday", "2022-10-03", "future"), open_end=True)
    assert got is not None
    assert (got.edtf, got.earliest, got.latest) == ("2022-10-05/..", "2022-10-05", None)


def test_dates_far_apart_give_the_words_of_the_first() -> None:
    text = "On Monday he met the king. After long talks in the capital he left for home on Thursday"
    got = when(read(text, "2022-10-07", "past"), text=text)
    assert got is not None
    assert (got.text, got.edtf) == ("Monday", "2022-10-03/2022-10-06")


def test_a_claim_without_a_placed_date_has_no_time() -> None:
    assert when(()) is None
    assert when(read("for three hours, now, on Tuesday", None)) is None


def test_a_season_in_an_interval_is_told_by_its_days() -> None:
    got = when(read("from May 2021 to the fall of 2021"))
    assert got is not None
    assert got.edtf == "2021-05/2021-12-21"


@pytest.mark.parametrize(
    ("year", "day"), [(1961, "04-02"), (2000, "04-23"), (2008, "03-23"), (2024, "03-31"), (2038, "04-25")]
)
def test_easter_falls_where_the_almanac_says(year: int, day: str) -> None:
    assert calendar.easter(year).isoformat() == f"{year}-{day}"


@pytest.mark.parametrize("rule", sorted(load("time")["holidays"].values()))
def test_every_holiday_of_the_lexicon_has_a_day_each_year(rule: str) -> None:
    for year in (1, 1900, 2024, 9999):
        day = calendar.holiday(year, rule)
        assert day is not None
        assert day.year == year
