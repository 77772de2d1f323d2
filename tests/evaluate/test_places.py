"""The score of places: equal spans, the same entity or a point near enough, a missed name wrong."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from dragoman.evaluate import places
from dragoman.evaluate.places import Found, Story, Toponym, apart, figures, judge
from dragoman.model import Entity

TEXT = "From Oslo to Bergen and Tromso."


def toponym(name: str, number: int | None, north: float | None, east: float | None) -> Toponym:
    start = TEXT.index(name)
    return Toponym(start, start + len(name), name, number, north, east, "NO" if number else None)


def found(name: str, number: int | None, north: float | None = None, east: float | None = None) -> Found:
    start = TEXT.index(name)
    return Found(start, start + len(name), Entity("e1", "place", name, country="NO", latitude=north, longitude=east,
                                                 geonames=number, mentions=()))  # fmt: skip


STORY = Story(
    "one",
    TEXT,
    (
        toponym("Oslo", 3143244, 59.91, 10.75),
        toponym("Bergen", 3161732, 60.39, 5.32),
        toponym("Tromso", None, None, None),
    ),
    tuned=True,
)


def test_right_is_the_same_entity_or_a_point_within_a_hundred_miles() -> None:
    same, near, far = found("Oslo", 3143244), found("Oslo", 1, 60.5, 10.8), found("Oslo", 1, 63.4, 10.4)
    assert [judge(STORY, [f])[0].right for f in (same, near, far)] == [True, True, False]
    assert judge(STORY, [same])[0].error == 0
    assert judge(STORY, [far])[0].error == pytest.approx(389, abs=5)


def test_a_name_that_was_not_found_is_wrong_and_one_without_an_answer_is_not_asked() -> None:
    given = [found("Oslo", 3143244)]
    scored = figures([(STORY, given, judge(STORY, given))])
    assert scored["resolved"] == 50
    assert scored["resolved of all"] == pytest.approx(100 / 3)
    assert (scored["precision"], scored["F1"]) == (100, 50)
    assert scored["recall"] == pytest.approx(100 / 3)
    assert scored["country"] == 50


def test_other_words_for_the_same_place_are_placed_but_not_recognised() -> None:
    longer = Found(0, 9, found("Oslo", 3143244).entity)
    (oslo, *_) = judge(STORY, [longer])
    assert oslo.right
    assert not oslo.exact


def test_a_place_without_a_point_has_no_distance() -> None:
    assert apart(STORY.toponyms[2], found("Oslo", 1, 1.0, 1.0).entity) is None
    assert apart(STORY.toponyms[0], found("Oslo", 1).entity) is None


def test_the_halves_do_not_change() -> None:
    lines = [
        json.dumps({"id": f"d{n}", "url": f"https://example.org/{n}", "text": "", "toponyms": []}) for n in range(200)
    ]
    tuned = [story.tuned for story in places.stories(lines)]
    assert 70 < sum(tuned) < 130
    assert tuned[:8] == [story.tuned for story in places.stories(lines[:8])]


@pytest.mark.model
def test_a_capital_that_stands_for_its_government_is_judged_by_where_it_lies() -> None:
    text = "Oslo rejected the report."
    (oslo,) = places.read(text)
    assert oslo.entity.geonames == 3143244
    assert (oslo.entity.country, text[oslo.start : oslo.end]) == ("NO", "Oslo")


def test_an_empty_folder_is_misuse(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert places.main([str(tmp_path)]) == 2
    assert "no articles" in capsys.readouterr().err
