"""Certain, possible or no: what days prove, at the edges."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.knowledge.days import answer, basis, bounds, near


@pytest.mark.parametrize(
    ("edtf", "first", "last"),
    [
        ("2010-05-11", "2010-05-11", "2010-05-11"),
        ("2012-02", "2012-02-01", "2012-02-29"),
        ("2012", "2012-01-01", "2012-12-31"),
        ("2012-XX", "2012-01-01", "2012-12-31"),
        ("2012-11-XX", "2012-11-01", "2012-11-30"),
        ("201X", "2010-01-01", "2019-12-31"),
        ("2010-05-11?", "2010-05-11", "2010-05-11"),
    ],
)
def test_bounds(edtf: str, first: str, last: str) -> None:
    assert bounds(edtf) == (date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize(
    "text", ["yesterday", "11 May 2010", "2010-13", "2010-02-30", "10", "2010-05-11T00:00", "2010/2012"]
)
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"month|day|EDTF"):
        bounds(text)


@pytest.mark.parametrize(
    ("since", "until", "day", "expected"),
    [
        # A term of which both ends are known to the day: the days of the handovers are the holder's too.
        ("2010-05-11", "2016-07-13", "2010-05-10", "no"),
        ("2010-05-11", "2016-07-13", "2010-05-11", "certain"),
        ("2010-05-11", "2016-07-13", "2016-07-13", "certain"),
        ("2010-05-11", "2016-07-13", "2016-07-14", "no"),
        # Known to the month or year: certain only between the latest start and the earliest end.
        ("2010-05", "2016", "2010-04-30", "no"),
        ("2010-05", "2016", "2010-05-01", "possible"),
        ("2010-05", "2016", "2010-05-31", "certain"),
        ("2010-05", "2016", "2016-01-01", "certain"),
        ("2010-05", "2016", "2016-01-02", "possible"),
        ("2010-05", "2016", "2016-12-31", "possible"),
        ("2010-05", "2016", "2017-01-01", "no"),
        # Open: certain until the source was last kept, possible from then on, for ever.
        ("2022-08-07", "..", "2026-01-15", "certain"),
        ("2022-08-07", "..", "2026-01-16", "possible"),
        ("2022-08-07", "..", "2090-01-01", "possible"),
        # An end that lies after that day is a plan: who was to leave may have gone before or stayed.
        ("2022-08-07", "2026-08-07", "2026-01-15", "certain"),
        ("2022-08-07", "2026-08-07", "2026-01-16", "possible"),
        ("2022-08-07", "2026-08-07", "2026-08-08", "possible"),
        # An end that nobody knows proves nothing on any day.
        ("2022-08-07", "", "2022-08-07", "possible"),
        ("2022-08-07", "", "2022-08-06", "no"),
        ("", "2005-03-01", "1999-01-01", "possible"),
        ("", "2005-03-01", "2005-03-02", "no"),
        # Not sure of day or month: any day of that year may be it.
        ("2010-05-11?", "2016-07-13", "2010-03-01", "possible"),
        ("2010-05-11?", "2016-07-13", "2010-12-30", "possible"),
        ("2010-05-11?", "2016-07-13", "2011-01-01", "certain"),
        ("2010-05-11?", "2016-07-13", "2009-12-31", "no"),
        ("2010?", "2016-07-13", "2009-06-01", "possible"),
        ("2010?", "2016-07-13", "2008-12-31", "no"),
    ],
)
def test_what_days_prove(since: str, until: str, day: str, expected: str) -> None:
    assert answer(date.fromisoformat(day), since, until, "2026-01-15") == expected


def test_an_open_tenure_of_no_known_day_proves_nothing() -> None:
    assert answer(date(2023, 1, 1), "2022-08-07", "..", "") == "possible"


def test_who_was_seen_in_office_may_have_come_before() -> None:
    assert answer(date(2010, 1, 1), "2010-05-11", "2016", "", "observed") == "possible"
    assert answer(date(2011, 1, 1), "2010-05-11", "2016", "", "observed") == "certain"


def test_a_beginning_shows_its_basis() -> None:
    assert [basis(text) for text in ("2010-05-11", "2010", "2010-05?", "201X", "")] == [
        "stated",
        "stated",
        "approximate",
        "approximate",
        "unknown",
    ]


def test_near() -> None:
    assert near("2010-05-11", "2010-05-14", 3)
    assert not near("2010-05-11", "2010-05-15", 3)
    assert near("2010", "2010-05-11", 0)
    assert not near("", "2010-05-11", 9999)


DAYS = st.dates(date(1900, 1, 1), date(2100, 1, 1))


@given(DAYS, DAYS, DAYS, DAYS)
def test_less_knowledge_is_never_more_certain(one: date, other: date, day: date, as_of: date) -> None:
    since, until = sorted((one.isoformat(), other.isoformat()))
    sure = answer(day, since, until, as_of.isoformat())
    for vaguer in ((since[:7], until[:7]), (since[:4], until[:4]), (since + "?", until), (since, ""), ("", until)):
        vague = answer(day, *vaguer, as_of.isoformat())
        assert vague in (sure, "possible")
