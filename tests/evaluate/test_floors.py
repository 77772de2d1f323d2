"""The gate rises and does not fall, and says what fell."""

from __future__ import annotations

from pathlib import Path

from dragoman.evaluate.compare import Score, Tally
from dragoman.evaluate.floors import falls, figure_falls, floor_of, raise_figures, raise_floors, read_floors


def test_a_score_does_not_fall_below_itself() -> None:
    score = Score({"trips": Tally(3, 5, 7, 9, 1)})
    assert falls(floor_of(score, "abc"), score, "abc") == []


def test_each_measure_that_is_worse_is_told() -> None:
    floor = floor_of(Score({"trips": Tally(3, 5, 7, 9, 1), "meetings": Tally(1, 1, 1, 1, 0)}), "abc")
    told = falls(floor, Score({"trips": Tally(2, 5, 6, 9, 2)}), "abc")
    assert told == [
        "trips: found 2, floor 3",
        "trips: right 6, floor 7",
        "trips: extras 2, at most 1",
        "meetings: found 0, floor 1",
        "meetings: right 0, floor 1",
    ]


def test_other_stories_need_other_floors() -> None:
    score = Score({"trips": Tally(3, 5, 7, 9, 1)})
    (line,) = falls(floor_of(score, "abc"), score, "def")
    assert "set them anew" in line


def test_floors_rise_and_never_fall(tmp_path: Path) -> None:
    file = tmp_path / "floors.json"
    file.write_text("{}")
    low, high = Score({"trips": Tally(2, 5, 4, 9, 1)}), Score({"trips": Tally(3, 5, 7, 9, 1)})
    assert raise_floors("press", low, "abc", file) == []
    assert raise_floors("press", high, "abc", file) == []
    assert raise_floors("press", low, "abc", file) == ["trips: found 2, floor 3", "trips: right 4, floor 7"]
    assert read_floors(file) == {"press": floor_of(high, "abc")}


def test_a_new_corpus_sets_its_floors_anew(tmp_path: Path) -> None:
    file = tmp_path / "floors.json"
    file.write_text("{}")
    raise_floors("press", Score({"trips": Tally(3, 5, 7, 9, 1)}), "abc", file)
    assert raise_floors("press", Score({"trips": Tally(1, 2, 1, 3, 0)}), "def", file) == []
    assert read_floors(file)["press"]["digest"] == "def"


def test_a_figure_below_its_floor_is_told_and_none_is_lowered(tmp_path: Path) -> None:
    file = tmp_path / "floors.json"
    file.write_text("{}")
    assert raise_figures("quotes", {"all": 66.66, "direct": 80.0}, file) == []
    assert read_floors(file) == {"quotes": {"figures": {"all": 66.6, "direct": 80.0}}}
    assert figure_falls("quotes", {"all": 66.6}, file) == ["quotes, direct: 0.0, floor 80.0"]
    assert raise_figures("quotes", {"all": 60.0, "direct": 90.0}, file) == ["quotes, all: 60.0, floor 66.6"]
    assert read_floors(file) == {"quotes": {"figures": {"all": 66.6, "direct": 80.0}}}
