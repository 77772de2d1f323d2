"""`dragoman evaluate` measures the folder it is given and says what it lacks."""

from __future__ import annotations

from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from dragoman.cli.evaluate import evaluate

app = typer.Typer()
app.command()(evaluate)
runner = CliRunner()


def test_a_folder_without_stories_is_misuse(tmp_path: Path) -> None:
    done = runner.invoke(app, ["record", "--gold", str(tmp_path)])
    assert done.exit_code == 2
    assert str(tmp_path) in done.output


def test_a_subject_that_is_none_is_misuse(tmp_path: Path) -> None:
    assert runner.invoke(app, ["weather", "--gold", str(tmp_path)]).exit_code == 2


@pytest.mark.model
def test_the_figures_of_a_folder(tmp_path: Path) -> None:
    (tmp_path / "press").mkdir()
    (tmp_path / "press" / "a.txt").write_text("Snow fell.\n", encoding="utf-8")
    (tmp_path / "press" / "a.expected.json").write_text('{"published": "2024-06-03", "trips": []}', encoding="utf-8")
    done = runner.invoke(app, ["record", "--gold", str(tmp_path)])
    assert done.exit_code == 0
    assert "half to tune on" in done.output
