"""Expressions of time are placed on the calendar, and a claim's dates become one time."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from time import process_time
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


WORDS = sorted(
    {
        *load("time")["weekdays"], *load("time")["months"], *load("time")["units"], *load("time")["turns"],
        *load("time")["mods"], *load("time")["edges"], *load("time")["numbers"], *load("time")["holidays"],
        *("the", "of", "a", "and", "to", "-", ",", ".", "'", "3", "14th", "1998", "9:30", "a.m.", "2022-10-03", "Q3"),
        *("before", "after", "ago", "from", "every", "Monday", "May", "0000", "9999", "the 1990s", "century", "now"),
    }
)  # fmt: skip
TEXTS = st.one_of(st.text(), st.lists(st.sampled_from(WORDS), max_size=30).map(" ".join))
TENSES = st.sampled_from(["past", "present", "future", None])


def bounds(edtf: str) -> tuple[str | None, str | None]:
    """The first and the last day of an EDTF string (ISO 8601-2): days, months, years, seasons, intervals, open ends."""
    if "/" in edtf:
        left, right = edtf.split("/")
        return bounds(left)[0], bounds(right)[1]
    if edtf == "..":
        return None, None
    if edtf.endswith("X"):
        return f"{max(int(edtf.replace('X', '0')), 1):04d}-01-01", f"{edtf.replace('X', '9')}-12-31"
    year, month, day = (int(part) for part in (edtf + "-0-0").split("-")[:3])
    if 21 <= month <= 24:
        name = next(name for name, season in calendar.SEASONS.items() if season[4] == month)
        known = calendar.of_season(year, name)
    else:
        known = calendar.of_month(year, month) if month else calendar.of_year(year)
    assert known is not None
    if day:
        date(year, month, day)
        return edtf, edtf
    return known.first.isoformat(), known.last.isoformat()


@given(TEXTS, st.dates(), TENSES)
@settings(max_examples=2000, deadline=None)
def test_any_text_on_any_day_gives_bounds_in_order_and_edtf_that_parses_back(
    text: str, day: date, tense: Tense | None
) -> None:
    for mention in resolve(find(text), day, lambda _: tense):
        assert text[mention.start : mention.end] == mention.text
        assert mention.value
        if mention.earliest and mention.latest:
            assert date.fromisoformat(mention.earliest) <= date.fromisoformat(mention.latest)
        if mention.edtf is None:
            assert mention.earliest is None
            assert mention.latest is None
        else:
            assert bounds(mention.edtf) == (mention.earliest, mention.latest)


SPEECH = "on Monday and Tuesday, last week, 3 May, next year, a decade ago, 900 years ago, a millennium later, "
SPEECH += "the past 5000 weeks, in 50 centuries, this winter, last Easter, the weekend, the day before yesterday, "
SPEECH += "the 1990s, the 1st century, 99999 days ago, Thanksgiving, the first quarter, 31 December, this morning, "
SPEECH += "the last week of April, on the 31st, Friday the 13th, year-end, the week after next, the year-ago quarter"


@given(st.dates(), TENSES, st.permutations(SPEECH.split(", ")))
@settings(max_examples=200, deadline=None)
def test_every_day_of_the_calendar_bears_every_expression(day: date, tense: Tense | None, said: list[str]) -> None:
    for mention in resolve(find(", ".join(said)), day, lambda _: tense):
        assert mention.edtf is None or bounds(mention.edtf) == (mention.earliest, mention.latest), mention


HOSTILE = (
    "monday ", "1", "1 ", "/", "12/12/", "the year before ", "the day before ", "the end of ", "the first ", "twenty-",
    "one hundred ", "May ", "Jan. ", "every ", "last ", "this past ", "-", "1998-", "3, ", "May 3, ", "Monday, ",
    "Monday and ", "9 a.m. on ", "9:", "the week of ", "a week after ", "until ", "on the 14th, ", "from May 3 to ", "q1 ",
    "weeks or ", "between two or three ", "the same period of the ", "'98 ", "1,000,", "\n",
    "January to ", "January and ", "ten years and ", "from 9 to ", "ten thirty this ", "two weeks ago ", "the second and ",
    "Ramadan ", "following ", "three times ", "early part of the ",
)  # fmt: skip


@pytest.mark.parametrize("unit", HOSTILE)
def test_no_input_makes_it_slow(unit: str) -> None:
    def seconds(length: int) -> float:
        text = (unit * (length // len(unit) + 1))[:length]
        begun = process_time()
        resolve(find(text), date(2022, 10, 3), lambda _: None)
        return process_time() - begun

    short = min(seconds(10_000) for _ in range(3))
    long = min(seconds(40_000) for _ in range(2))
    # Twice the length takes 2.5 times the time at most; a hundredth of a second is the clock's and the collector's.
    assert long <= 2.5**2 * short + 0.01


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
