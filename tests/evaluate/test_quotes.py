"""The score of statements: letters and digits alone, the best overlap first, one to one."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from dragoman.evaluate import quotes
from dragoman.evaluate.floors import read_floors
from dragoman.evaluate.quotes import Quoted, Tally, golds, likeness, pairs


def test_marks_and_white_space_count_for_nothing() -> None:
    text = "“We go,” she said."
    entry: dict[str, Any] = {
        "text": text,
        "quotes": [{"type": "direct", "content": [[0, 8]], "source": [[9, 12]], "cue": [[13, 17]]}],
    }
    bare = {**entry, "quotes": [{**entry["quotes"][0], "content": [[1, 6]]}]}
    assert golds(entry) == golds(bare)


def test_likeness_is_the_intersection_over_the_union() -> None:
    assert likeness(((0, 10),), ((0, 10),)) == 1
    assert likeness(((0, 10),), ((5, 15),)) == pytest.approx(1 / 3)
    assert likeness(((0, 4), (6, 10)), ((0, 10),)) == pytest.approx(0.8)
    assert likeness((), ()) == 0


def quoted(start: int, end: int, form: str = "indirect") -> Quoted:
    return Quoted(form, ((start, end),), ())


def test_the_best_pair_comes_first_and_each_is_used_once() -> None:
    wanted = [quoted(0, 10), quoted(4, 10)]
    given = [quoted(4, 10), quoted(5, 10)]
    assert pairs(wanted, given) == [(1, 0, 1.0), (0, 1, 0.5)]


def test_less_than_half_is_no_match() -> None:
    tally = Tally()
    tally.add([quoted(0, 10, "direct")], [quoted(0, 4, "direct")])
    assert (tally.matched, tally.given, tally.wanted["direct"]) == (0, 1, 1)


def test_the_figures_are_in_percent() -> None:
    tally = Tally()
    tally.add([quoted(0, 10, "direct"), quoted(20, 30)], [quoted(0, 10, "direct")])
    lines = list(tally.lines())
    assert "P 100.0  R  50.0  F1  66.7" in lines[0]
    assert any(line.startswith("recall indirect") and "0.0" in line for line in lines)


@pytest.mark.model
def test_a_corpus_is_read_from_its_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = "“The pass is open,” said Nepali envoy Maya Rana."
    entry = {
        "id": "1",
        "split": "dev",
        "text": text,
        "quotes": [{"type": "direct", "content": [[0, 19]], "source": [[25, 47]], "cue": [[20, 24]]}],
    }
    (tmp_path / quotes.FILE).write_text(json.dumps(entry) + "\n", encoding="utf-8")
    assert quotes.main([str(tmp_path)]) == 0
    assert "F1 100.0" in capsys.readouterr().out


def test_a_folder_without_the_corpus_is_a_misuse(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert quotes.main([str(tmp_path)]) == 2
    assert str(tmp_path) in capsys.readouterr().err


@pytest.mark.parametrize(
    ("contents", "form"),
    [
        (["''We go,''", "''now.''"], "direct"),
        (["that they ''go'' now"], "mixed"),
        (["''We go'' and ''they stay''"], "mixed"),
        (["that they go now"], "indirect"),
    ],
)
def test_wire_marks_count_as_marks(contents: list[str], form: str) -> None:
    text = " ".join(contents)
    spans = [[text.index(content), text.index(content) + len(content)] for content in contents]
    (gold,) = golds({"text": text, "quotes": [{"type": "indirect", "content": spans, "source": []}]})
    assert (gold.form, gold.labelled) == (form, "indirect")


@pytest.mark.model
@pytest.mark.shared
def test_the_corpus_is_read_as_well_as_before(shared: Path) -> None:
    tally = quotes.evaluate(shared / "gold" / "quotes", "dev", quotes.SAMPLE)
    floor = read_floors()["quotes of a sample"]["figures"]
    assert {name: value for name, value in tally.figures().items() if value < floor[name]} == {}
