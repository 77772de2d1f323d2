"""What dates prove: a tenure covers a day for certain, possibly, or not, and an open one nothing after its source's day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from dragoman.knowledge.days import answer, basis, bounds, near, reach

DAY = "2022-03-11"


@pytest.mark.parametrize(
    ("day", "since", "until", "as_of", "expected"),
    [
        # The first and the last day count, the days beside them do not.
        ("2018-03-11", "2018-03-11", DAY, "", "certain"),
        ("2018-03-10", "2018-03-11", DAY, "", "no"),
        (DAY, "2018-03-11", DAY, "", "certain"),
        ("2022-03-12", "2018-03-11", DAY, "", "no"),
        # An open tenure: certain up to its source's day, possible ever after, never "no".
        ("2026-01-15", DAY, "..", "2026-01-15", "certain"),
        ("2026-01-16", DAY, "..", "2026-01-15", "possible"),
        ("2060-01-01", DAY, "..", "2026-01-15", "possible"),
        ("2022-03-10", DAY, "..", "2026-01-15", "no"),
        # Nobody said up to when it was kept: it proves nothing at all.
        (DAY, DAY, "..", "", "possible"),
        # A source dated by a month or a year vouches for its first day alone.
        ("2026-01-01", DAY, "..", "2026", "certain"),
        ("2026-01-02", DAY, "..", "2026", "possible"),
        # An end that nobody knows.
        ("2023-01-01", DAY, "", "2026-01-15", "possible"),
        ("2022-03-10", DAY, "", "2026-01-15", "no"),
        # A beginning that nobody knows.
        ("1990-01-01", "", DAY, "2026-01-15", "possible"),
        ("2022-03-12", "", DAY, "2026-01-15", "no"),
        ("1990-01-01", "", "", "", "possible"),
        # Months and years: within them either may be so.
        ("2022-02-28", "2022-03", "2023", "", "no"),
        ("2022-03-01", "2022-03", "2023", "", "possible"),
        ("2022-03-31", "2022-03", "2023", "", "certain"),
        ("2023-01-01", "2022-03", "2023", "", "certain"),
        ("2023-01-02", "2022-03", "2023", "", "possible"),
        ("2023-12-31", "2022-03", "2023", "", "possible"),
        ("2024-01-01", "2022-03", "2023", "", "no"),
        # A day marked as not sure may be any of its year; a year so marked the ones beside it too.
        ("2022-01-01", "2022-03-11?", "2023-05-05", "", "possible"),
        ("2022-12-30", "2022-03-11?", "2023-05-05", "", "possible"),
        ("2023-01-01", "2022-03-11?", "2023-05-05", "", "certain"),
        ("2021-12-31", "2022-03-11?", "2023-05-05", "", "no"),
        ("2021-06-01", "2022?", "2025", "", "possible"),
        # Digits that nobody knows.
        ("2015-06-01", "201X", "2022", "", "possible"),
        ("2020-06-01", "201X", "2022", "", "certain"),
        # An end after the source's day is a plan.
        ("2025-12-01", "2024-01-01", "2027-01-03", "2025-12-31", "certain"),
        ("2026-06-01", "2024-01-01", "2027-01-03", "2025-12-31", "possible"),
        ("2028-06-01", "2024-01-01", "2027-01-03", "2025-12-31", "possible"),
    ],
)
def test_what_a_tenure_proves_for_a_day(day: str, since: str, until: str, as_of: str, expected: str) -> None:
    assert answer(date.fromisoformat(day), since, until, as_of) == expected


def test_a_beginning_that_was_only_observed_may_have_been_earlier() -> None:
    assert answer(date(2019, 1, 1), "2020-01-01", "2022-01-01", "", "observed") == "possible"
    assert answer(date(2021, 1, 1), "2020-01-01", "2022-01-01", "", "observed") == "certain"
    assert answer(date(2023, 1, 1), "2020-01-01", "2022-01-01", "", "observed") == "no"


@pytest.mark.parametrize(
    "text", ["2022-02-30", "2022-13", "22", "2022-1X", "yesterday", "2022-03-11/2023", "0000", " 2022"]
)
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        bounds(text)


def test_a_leap_day_ends_its_month() -> None:
    assert bounds("2024-02") == (date(2024, 2, 1), date(2024, 2, 29))
    assert bounds("2023-02")[1] == date(2023, 2, 28)
    assert reach("0001?")[0] == date(1, 1, 1)
    assert reach("9999?")[1] == date(9999, 12, 31)


def test_the_basis_of_a_beginning_shows() -> None:
    assert [basis(since) for since in ("2022-03-11", "2022", "2022-03-11?", "201X", "", "..")] == [
        "stated", "stated", "approximate", "approximate", "unknown", "unknown",
    ]  # fmt: skip


def test_near_dates() -> None:
    assert near("2022-03-11", "2022-03-14", 3)
    assert not near("2022-03-11", "2022-03-15", 3)
    assert near("2022", "2022-06-01", 0)
    assert not near("", "2022", 10_000)
    assert not near("..", "2022", 10_000)


DATES = some.dates(min_value=date(1900, 1, 1), max_value=date(2100, 1, 1))


@given(day=DATES, since=DATES, length=some.integers(0, 20_000), as_of=DATES)
def test_an_open_tenure_is_never_denied_after_its_beginning(day: date, since: date, length: int, as_of: date) -> None:
    found = answer(day, since.isoformat(), "..", as_of.isoformat())
    assert (found == "no") == (day < since)
    assert found != "certain" or day <= as_of
    until = since + timedelta(length)
    closed = answer(day, since.isoformat(), until.isoformat(), "")
    assert closed == ("certain" if since <= day <= until else "no")
