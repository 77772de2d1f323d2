"""Expressions of time are found in the text alone: which words, in which order, whatever the text."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.annotate.dates import find
from dragoman.annotate.time.words import read, vocabulary
from dragoman.temporal import Duration, Point

WORDS = sorted(
    {
        *vocabulary().weekdays,
        *vocabulary().months,
        *vocabulary().units,
        *vocabulary().turns,
        *vocabulary().mods,
        *vocabulary().edges,
        *("the", "of", "a", "and", "to", "-", ",", ".", "'", "12", "3", "1998", "9:30", "a.m.", "GMT", "day", "before"),
        *("after", "ago", "old", "May", "twenty", "hundred", "half", "every", "Monday", "2022-10-03", "\n\n", "0000"),
    }
)
TEXTS = st.one_of(
    st.text(),
    st.lists(st.sampled_from(WORDS), max_size=40).map(" ".join),
    st.lists(st.sampled_from(WORDS)).map("".join),
)


@given(TEXTS)
@settings(max_examples=500)
def test_expressions_fit_the_text_and_do_not_overlap(text: str) -> None:
    found = find(text)
    assert all(text[e.start : e.end] == e.text and e.text.strip() == e.text != "" for e in found)
    assert all(a.end <= b.start for a, b in itertools.pairwise(found))


@given(TEXTS, st.integers(0, 60), st.integers(0, 60))
@settings(max_examples=200)
def test_a_stretch_of_the_text_gives_offsets_into_the_whole(text: str, start: int, end: int) -> None:
    start, end = min(start, len(text)), min(end, len(text))
    for e in find(text, start, end):
        assert start <= e.start < e.end <= end
        assert text[e.start : e.end] == e.text


@pytest.mark.parametrize(
    "unit",
    [
        "the end of ",
        "the day before ",
        "monday and ",
        "this past ",
        "3, ",
        "twenty ",
        "1998-",
        "a week after ",
        "9 a.m. on ",
    ],
)
def test_a_text_that_repeats_itself_ten_thousand_times_is_read(unit: str) -> None:
    text = unit * 10_000
    assert read(text).count >= 10_000
    for e in find(text):
        assert len(e.text) < 200


@pytest.mark.parametrize(
    ("text", "extents"),
    [
        ("at 10 p.m. Wednesday", ["10 p.m. Wednesday"]),
        ("before the end of November", ["the end of November"]),
        ("the third-quarter loss", ["third-quarter"]),
        ("said that Monday was fine", ["Monday"]),
        ("Friday's ceremony", ["Friday"]),
        ("this year's third quarter", ["this year's third quarter"]),
        ("a Sunday in the Sun", ["Sunday"]),
        ("The Daily Star, USA Today and CBS's 60 Minutes", []),
        ("an F-2000 and a Boeing 1977", []),
        ("MONDAY, 3 OCTOBER 2022", ["MONDAY, 3 OCTOBER 2022"]),
        ("on Monday.\n\nOctober began", ["Monday", "October"]),
    ],
)
def test_the_words_of_an_expression(text: str, extents: list[str]) -> None:
    assert [e.text for e in find(text)] == extents


def test_members_of_a_list_and_a_range_know_that_they_belong_together() -> None:
    monday, tuesday, friday, sunday = find("Monday and Tuesday. Friday to Sunday.")
    assert (monday.link, tuesday.link, friday.link, sunday.link) == (None, "list", None, "range")


def test_the_words_before_an_expression_may_turn_it_ahead() -> None:
    assert [e.ahead for e in find("delayed until Tuesday, scheduled for March, since Friday")] == [True, True, False]


def test_a_point_and_a_length_keep_what_was_said() -> None:
    point, length = find("early on 3 May for the past two years")
    assert isinstance(point.meaning, Point)
    assert (point.meaning.month, point.meaning.day, point.mod) == (5, 3, "START")
    assert isinstance(length.meaning, Duration)
    assert (length.meaning.amount, length.meaning.unit, length.meaning.direction) == (2, "year", -1)
