"""Stories are read with their claims, told apart by a digest, and split in two halves by their place."""

from __future__ import annotations

from pathlib import Path

import pytest

from dragoman.errors import NothingToRead
from dragoman.evaluate.compare import Score, Tally
from dragoman.evaluate.press import halves, main, report, table
from dragoman.evaluate.stories import Story, digest, stories


def tell(folder: Path, name: str, text: str) -> None:
    (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    (folder / f"{name}.expected.yaml").write_text("published: 2024-06-03\ntrips: []\n", encoding="utf-8")


def test_a_folder_of_stories(tmp_path: Path) -> None:
    tell(tmp_path, "b", "Second.")
    tell(tmp_path, "a", "First.")
    told = stories(tmp_path)
    assert [(story.name, story.text, story.published) for story in told] == [
        ("a", "First.", "2024-06-03"),
        ("b", "Second.", "2024-06-03"),
    ]


def test_texts_may_stand_elsewhere(tmp_path: Path) -> None:
    tell(tmp_path, "a", "First.")
    (tmp_path / "texts").mkdir()
    (tmp_path / "a.txt").rename(tmp_path / "texts" / "a.txt")
    (story,) = stories(tmp_path, tmp_path / "texts")
    assert story.text == "First."


def test_a_folder_without_stories_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(NothingToRead, match=r"expected\.json"):
        stories(tmp_path)
    assert main([str(tmp_path)]) == 2
    assert str(tmp_path) in capsys.readouterr().err


def test_the_digest_marks_text_and_claims() -> None:
    story = Story("a", "First.", "2024-06-03", {"trips": []})
    marks = {
        digest((story,)),
        digest((Story("a", "First!", "2024-06-03", {"trips": []}),)),
        digest((Story("a", "First.", "2024-06-03", {"trips": [{}]}),)),
        digest((Story("a", "First.", "2024-06-04", {"trips": []}),)),
    }
    assert len(marks) == 4


def test_halves_take_turns() -> None:
    scores = [Score({"trips": Tally(n, 9, 0, 0, 0)}) for n in (1, 2, 4)]
    tune, check = halves(scores)
    assert (tune.found, check.found) == (5, 2)


def test_the_report_gives_figures_by_story_by_kind_and_in_all() -> None:
    story = Story("lisbon", "", None, {})
    told = report([story, story], [Score({"trips": Tally(1, 2, 3, 4, 5)}), Score({"meetings": Tally(1, 1, 1, 1, 0)})])
    rows = {line[:34].strip(): line[34:].split() for line in told.splitlines() if line.strip()}
    assert rows["trips"] == ["1/2", "50", "%", "3/4", "75", "%", "5"]
    assert rows["half to check with"] == ["1/1", "100", "%", "1/1", "100", "%", "0"]
    assert rows["all"] == ["2/3", "67", "%", "4/5", "80", "%", "5"]


def test_nothing_of_nothing_is_no_percentage() -> None:
    assert table([("none", Tally())]).splitlines()[1].split() == ["none", "0/0", "-", "0/0", "-", "0"]
