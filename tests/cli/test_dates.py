"""`dragoman dates`: JSON for programs, TimeML for scorers, lines for readers; one bad input costs one article."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from typer.testing import CliRunner, Result

from dragoman.cli import app, output

TEXT = "The minister said Wednesday that she will travel to Lima on Friday for three days.\n"


def call(*args: str | Path) -> Result:
    return CliRunner().invoke(app, ["dates", *(str(arg) for arg in args)])


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "own.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


@pytest.mark.model
def test_a_line_of_json_an_article(article: Path) -> None:
    done = call(article, "--published", "2024-05-16", "--json")
    assert (done.exit_code, done.stderr) == (0, "")
    (line,) = done.stdout.splitlines()
    told = json.loads(line)
    assert (told["source"], told["published"]) == (str(article), "2024-05-16")
    assert [(d["text"], d["earliest"]) for d in told["dates"]] == [
        ("Wednesday", "2024-05-15"),
        ("Friday", "2024-05-17"),
        ("three days", None),
    ]
    assert all(TEXT[d["start"] : d["end"]] == d["text"] for d in told["dates"])


@pytest.mark.model
def test_timeml_for_scorers(article: Path) -> None:
    done = call(article, "--published", "2024-05-16", "--tml")
    body = ET.fromstring(done.stdout).find("TEXT")
    assert body is not None
    assert "".join(body.itertext()) == TEXT
    assert [(t.get("type"), t.get("value")) for t in body] == [
        ("DATE", "2024-05-15"),
        ("DATE", "2024-05-17"),
        ("DURATION", "P3D"),
    ]


@pytest.mark.model
def test_lines_for_a_reader(article: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(output, "to_terminal", lambda: True)
    first, _, third = call(article, "--published", "2024-05-16").stdout.splitlines()
    assert first.split() == ["2024-05-15", "DATE", "2024-05-15", "Wednesday"]
    assert third.split() == ["DURATION", "P3D", "three", "days"]


@pytest.mark.model
def test_a_bad_input_costs_one_article(article: Path, tmp_path: Path) -> None:
    done = call(tmp_path / "absent.txt", article)
    assert done.exit_code == 1
    bad, good = (json.loads(line) for line in done.stdout.splitlines())
    assert "no such file" in bad["error"]["reason"]
    assert good["published"] is None
    assert [d["edtf"] for d in good["dates"]] == [None, None, None]


def test_what_means_nothing_is_misuse(article: Path) -> None:
    assert call(article, "--json", "--tml").exit_code == 2
    assert call(article, "--published", "yesterday").exit_code == 2
