"""`dragoman date` says between which days an article may have been published, and why."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from dragoman.cli import app

runner = CliRunner()
TEXT = (
    "German Chancellor Angela Merkel received French President Emmanuel Macron in Meseberg on Tuesday. "
    "British Prime Minister Theresa May was told of the talks by telephone, and US Secretary of State Mike Pompeo "
    "will fly to Berlin.\n"
)


@pytest.mark.model
def test_offices_bound_the_time(tmp_path: Path) -> None:
    file = tmp_path / "meseberg.txt"
    file.write_text(TEXT, encoding="utf-8")
    done = runner.invoke(app, ["date", str(file)])
    assert done.exit_code == 0
    told = json.loads(done.output)
    first, last = told["window"]
    assert "2018-04" <= first[:7] <= "2018-05"  # Pompeo came in April 2018
    assert "2019-07" <= last[:7] <= "2019-08"  # May left in July 2019
    assert any("Pompeo" in clue["text"] for clue in told["clues"])
    assert told["against_the_date"] == []


@pytest.mark.model
def test_a_date_that_the_text_contradicts_is_told(tmp_path: Path) -> None:
    file = tmp_path / "meseberg.txt"
    file.write_text(TEXT, encoding="utf-8")
    done = runner.invoke(app, ["date", "--published", "2023-06-19", str(file)])
    told = json.loads(done.output)
    assert {clue["text"].split()[-1] for clue in told["against_the_date"]} >= {"Merkel", "Pompeo"}


@pytest.mark.model
def test_a_text_that_takes_nothing_for_granted_has_no_window(tmp_path: Path) -> None:
    file = tmp_path / "snow.txt"
    file.write_text("Snow fell on the capital and the buses stood still.\n", encoding="utf-8")
    done = runner.invoke(app, ["date", str(file)])
    assert done.exit_code == 0
    assert json.loads(done.output)["window"] is None


def test_a_day_that_is_none_is_misuse(tmp_path: Path) -> None:
    assert runner.invoke(app, ["date", "--published", "soon", str(tmp_path / "a.txt")]).exit_code == 2
