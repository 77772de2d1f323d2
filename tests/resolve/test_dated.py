"""Clues that an article gives of its own time: offices with and without "former", days with their weekday."""

from __future__ import annotations

from datetime import date

import pytest

from dragoman import ingest
from dragoman.knowledge.dating import Clue
from dragoman.pipeline import clues_of

pytestmark = pytest.mark.model


def clues(text: str) -> dict[str, Clue]:
    return {clue.words: clue for clue in clues_of(ingest.article_of(text, "a"))}


def test_a_weekday_with_its_day_fits_one_year_in_about_six() -> None:
    told = clues("The envoys met in Cairo on Wednesday, March 9.\n")["Wednesday, March 9"]
    assert told.holds((date(2022, 3, 10), date(2022, 3, 10)))
    assert not told.holds((date(2021, 3, 10), date(2021, 3, 10)))


def test_a_former_holder_is_out_of_office() -> None:
    (told,) = clues("Former French President François Hollande spoke in Lyon.\n").values()
    assert told.days[0][0] > date(2017, 5, 1)
    assert not told.holds((date(2015, 1, 1), date(2015, 1, 1)))


def test_the_own_date_of_an_article_is_not_looked_at() -> None:
    text = "Chilean President Michelle Bachelet opened the school.\n"
    dated = ingest.article_of(text, "a", published="1999-01-01")
    assert clues_of(dated) == clues_of(ingest.article_of(text, "a"))
