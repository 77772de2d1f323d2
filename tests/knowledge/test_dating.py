"""Clues to when an article was written are weighed: one odd clue empties no window, and too little says nothing."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from dragoman.knowledge.dating import Clue, contradicted, joined, window


def clue(first: str, last: str, weight: float = 1.0, words: str = "") -> Clue:
    return Clue(0, 1, words, "", ((date.fromisoformat(first), date.fromisoformat(last)),), weight)


def test_the_window_is_where_all_clues_agree() -> None:
    found = window([clue("2021-01-01", "2022-06-30"), clue("2022-03-01", "2023-01-01")])
    assert found is not None
    assert (found.earliest, found.latest) == (date(2022, 3, 1), date(2022, 6, 30))
    assert found.odd == ()


def test_one_odd_clue_empties_no_window_and_is_told() -> None:
    odd = clue("1985-01-01", "1985-12-31", words="an old caption")
    found = window([clue("2021-01-01", "2022-06-30"), clue("2022-03-01", "2023-01-01"), odd])
    assert found is not None
    assert found.earliest == date(2022, 3, 1)
    assert [c.words for c in found.odd] == ["an old caption"]


def test_too_little_says_nothing() -> None:
    assert window([]) is None
    assert window([clue("2021-01-01", "2021-12-31", 0.3)]) is None
    assert window([clue("2021-01-01", "9999-12-31", 3.0)]) is None


def test_what_fits_two_times_as_well_says_nothing() -> None:
    twice = Clue(0, 1, "", "", ((date(1994, 5, 1), date(1994, 6, 1)), (date(2005, 5, 1), date(2005, 6, 1))), 2.0)
    assert window([twice]) is None
    assert window([twice, clue("2001-01-01", "2009-01-01")]) is not None


def test_a_date_two_years_off_is_spoken_against_and_a_day_off_is_not() -> None:
    clues = [clue("2022-03-01", "2022-06-30", 1.0, "a minister"), clue("2021-01-01", "2022-12-31", 1.0, "another")]
    assert [c.words for c in contradicted(clues, date(2024, 4, 1))] == ["a minister", "another"]
    assert contradicted(clues, date(2022, 7, 1)) == ()


days = st.dates(date(1950, 1, 1), date(2030, 1, 1))


@given(st.lists(st.tuples(days, days).map(lambda two: (min(two), max(two))), max_size=6))
def test_joined_stretches_are_in_order_and_apart(stretches: list[tuple[date, date]]) -> None:
    found = joined(stretches)
    assert all(one[1] < two[0] for one, two in pairwise(found))
    assert all(any(a <= first and last <= b for a, b in found) for first, last in stretches)


@given(st.lists(st.tuples(days, days, st.floats(0.1, 2)), min_size=1, max_size=6))
def test_a_window_is_in_order_and_every_clue_is_told_once(rows: list[tuple[date, date, float]]) -> None:
    clues = [Clue(n, n + 1, "", "", ((min(a, b), max(a, b)),), w) for n, (a, b, w) in enumerate(rows)]
    found = window(clues)
    if found is not None:
        assert found.earliest <= found.latest
        assert sorted(c.start for c in (*found.clues, *found.odd)) == [c.start for c in clues]
