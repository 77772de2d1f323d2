"""Times of events: offsets from another day, years that the words leave open, which of two times says more."""

from __future__ import annotations

import pytest

from dragoman.extract.elections.offsets import Offset, shifted
from dragoman.extract.events import by_date, compatible, narrower, other_year
from dragoman.model import Status, When


def day(iso: str, text: str = "Monday") -> When:
    return When(iso, iso, iso, "relative", text, 0, len(text))


def span(first: str, last: str, text: str = "then") -> When:
    return When(f"{first}/{last}", first, last, "relative", text, 0, len(text))


@pytest.mark.parametrize(
    ("amount", "unit", "after", "first", "last"),
    [
        (1, "day", True, "2024-05-12", "2024-05-12"),
        (2, "day", False, "2024-05-15", "2024-05-15"),
        (2, "week", True, "2024-04-29", "2024-05-05"),
        (3, "month", True, "2024-02-01", "2024-02-29"),
        (5, "month", True, "2023-12-01", "2023-12-31"),
        (1, "year", False, "2025-01-01", "2025-12-31"),
    ],
)
def test_a_distance_is_counted_from_the_clause_s_day(
    amount: int, unit: str, after: bool, first: str, last: str
) -> None:
    moved = shifted(day("2024-05-13"), Offset(0, 1, amount, unit, after))
    assert moved is not None
    assert (moved.earliest, moved.latest, moved.basis) == (first, last, "relative")


def test_no_day_before_the_first_year() -> None:
    assert shifted(day("0001-01-01"), Offset(0, 1, 1, "day", True)) is None


def test_a_month_without_a_year_may_be_of_another_one() -> None:
    june = When("2023-06", "2023-06-01", "2023-06-30", "relative", "June", 0, 4)
    moved = other_year(june, -1)
    assert moved is not None
    assert (moved.edtf, moved.earliest, moved.latest) == ("2022-06", "2022-06-01", "2022-06-30")


def test_a_year_that_is_told_stays() -> None:
    told = When("2023-06", "2023-06-01", "2023-06-30", "stated", "June 2023", 0, 9)
    assert other_year(told, -1) == told


def test_a_leap_day_has_no_fellow_in_another_year() -> None:
    assert other_year(day("2024-02-29", "February 29"), 1) == day("2024-02-29", "February 29")


def test_times_that_share_a_day_are_compatible_and_the_shorter_says_more() -> None:
    year, month, other = span("2024-01-01", "2024-12-31"), span("2024-05-01", "2024-05-31"), day("2023-05-01")
    assert compatible(year, month)
    assert not compatible(month, other)
    assert compatible(None, other)
    assert narrower(year, month) == month
    assert narrower(None, other) == other


@pytest.mark.parametrize(
    ("when", "told", "status"),
    [
        (day("2024-05-12"), "planned", "happened"),
        (day("2024-05-14"), "happened", "planned"),
        (day("2024-05-13"), "under_way", "under_way"),
        (day("2024-05-14"), "cancelled", "cancelled"),
        (span("2024-01-01", "2024-12-31"), "planned", "planned"),
    ],
)
def test_a_date_says_whether_an_event_is_over(when: When, told: Status, status: Status) -> None:
    assert by_date(when, "2024-05-13", told) == status
