"""The verbs: what stands on which stream, and the exit status. No model: records are made without one."""

from __future__ import annotations

import io
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

import pytest
from typer.testing import CliRunner

from dragoman.cli import app
from dragoman.errors import EvidenceError
from dragoman.model import Article, Record
from dragoman.run import local

TEXT = "Foreign Minister Ana Ruiz will travel to Lima on Monday to meet the president, her ministry said.\n"


@dataclass(frozen=True)
class Said:
    """What a call wrote and how it ended."""

    status: int
    out: str
    err: str

    def lines(self) -> list[dict[str, dict[str, str]]]:
        return [json.loads(line) for line in self.out.splitlines()]


Call = Callable[..., Said]


@pytest.fixture
def call(monkeypatch: pytest.MonkeyPatch) -> Call:
    """Calls `dragoman` with a pipeline that finds nothing, and fails on texts that tell it to."""

    def read_article(article: Article) -> Record:
        if "spanless" in article.text:
            raise EvidenceError("no text\nat 5:3")
        if "defective" in article.text:
            raise ZeroDivisionError("division by zero")
        return Record(article=article)

    monkeypatch.setattr(local, "_pipeline", lambda: read_article)

    def called(*args: str | Path, stdin: bytes = b"") -> Said:
        done = CliRunner().invoke(app, [str(arg) for arg in args], input=stdin)
        return Said(done.exit_code, done.stdout, done.stderr)

    return called


@pytest.fixture
def good(tmp_path: Path) -> Path:
    path = tmp_path / "good.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_one_line_of_json_an_article_in_order(call: Call, good: Path) -> None:
    said = call("read", "--json", "--published", "2022-10-03", good, "-", stdin="Zoë Ruiz met him – “here”.".encode())
    assert (said.status, said.err) == (0, "")
    first, second = said.lines()
    assert list(first)[:3] == ["schema", "article", "entities"]
    assert first["article"]["published"] == "2022-10-03"
    assert second["article"]["source"] == "<stdin>"
    assert "“here”" in said.out
    assert '": ' not in said.out


def test_json_is_the_form_for_a_pipe(call: Call, good: Path) -> None:
    assert call("read", good) == call("read", "--json", good)
    assert call("read", good).out.startswith('{"schema":"dragoman/1"')


def test_the_brief_on_demand(call: Call, good: Path) -> None:
    said = call("read", "--brief", good)
    assert said.status == 0
    assert "day of publication unknown" in " ".join(said.out.split())
    assert not said.out.startswith("{")


def test_a_bad_input_is_a_line_of_json_and_the_run_goes_on(call: Call, good: Path, tmp_path: Path) -> None:
    missing = tmp_path / "missing.txt"
    said = call("read", "--json", missing, good)
    assert (said.status, said.err) == (1, "")
    error, record = said.lines()
    assert error == {"error": {"source": str(missing), "reason": "no such file: check the path"}}
    assert record["article"]["source"] == str(good)


def test_a_bad_input_is_a_message_beside_the_brief(call: Call, good: Path, tmp_path: Path) -> None:
    said = call("read", "--brief", tmp_path, good)
    assert said.status == 1
    assert said.err == f"dragoman: {tmp_path}: a directory: name the files in it\n"
    assert "Foreign Minister Ana Ruiz" in said.out


@pytest.mark.parametrize(("word", "kind"), [("spanless", "EvidenceError"), ("defective", "ZeroDivisionError")])
def test_a_defect_costs_one_article(call: Call, good: Path, tmp_path: Path, word: str, kind: str) -> None:
    bad = tmp_path / "bad.txt"
    bad.write_text(f"The minister is {word} today.")
    said = call("read", bad, good)
    error, record = said.lines()
    assert said.status == 1
    assert error["error"]["source"] == str(bad)
    assert kind in error["error"]["reason"]
    assert "\n" not in error["error"]["reason"]
    assert record["article"]["source"] == str(good)


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (["--published", "2022-13-40"], "--published '2022-13-40' is no date: write it as YYYY-MM-DD"),
        (["--published", "soon"], "'soon' is no date"),
        (["--json", "--brief"], "--json or --brief: give one"),
        (["--format", "cameo", "--json"], "--format tells the form: leave out --json"),
        (["--format", "goldstein"], "--format goldstein: give one of plover, cameo"),
    ],
)
def test_a_call_that_means_nothing(call: Call, good: Path, args: list[str], words: str) -> None:
    said = call("read", *args, good)
    assert (said.status, said.out) == (2, "")
    assert words in said.err
    assert said.err.count("\n") == 1


def test_a_table_of_actions_names_its_columns_once(call: Call, good: Path) -> None:
    said = call("read", "--format", "cameo", good, good, good.with_name("missing.txt"))
    assert (said.status, said.out.count("\n"), said.out.count("EventCode")) == (1, 1, 1)
    assert "missing.txt" in said.err
    assert call("read", "--format", "plover", good).out == ""


def test_no_input_is_misuse(call: Call) -> None:
    assert call("read").status == 2
    assert call("read", "--nonsense").status == 2
    assert call("unknown").status == 2


def test_help_and_version_come_fast_and_load_nothing_heavy() -> None:
    code = (
        "import sys, dragoman.cli; print(*sorted({'spacy', 'numpy', 'lxml', 'trafilatura'} & set(sys.modules)), end='')"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == ""
    shown = CliRunner().invoke(app, ["read", "--help"])
    assert all(word in shown.stdout for word in ("--published", "--json", "--brief", "INPUT", ".jsonl"))


def test_the_version() -> None:
    assert CliRunner().invoke(app, ["--version"]).stdout == f"dragoman {metadata.version('dragoman')}\n"


def test_bad_inputs_alone_load_no_model(tmp_path: Path) -> None:
    empty = tmp_path / "empty.txt"
    empty.touch()
    code = (
        "import sys; from dragoman.cli import app; status = app(['read', '--json', *sys.argv[1:]], standalone_mode=False); "
        "print(status, 'spacy' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code, empty, tmp_path], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "1 False"
    assert done.stderr == ""


def test_samples(call: Call) -> None:
    listed = call("sample", "list")
    names = [line.split()[0] for line in listed.out.splitlines()]
    assert "tour" in names
    shown = call("sample", "--json", names[1][:5])
    assert shown.lines()[0]["article"]["source"] == f"{names[1]}.txt"
    assert call("sample").out.lstrip().startswith("Japan's foreign minister opens Central Asia tour")
    wrong = call("sample", "nosuch")
    assert (wrong.status, wrong.out) == (2, "")
    assert "there are tour" in wrong.err


SCRIPT = """
import sys
from dragoman.cli import main
from dragoman.model import Record
from dragoman.run import local
local._pipeline = lambda: lambda article: Record(article=article)
main()
"""


def test_a_pipe_that_closes_ends_the_run_without_a_word(tmp_path: Path) -> None:
    lines = tmp_path / "many.jsonl"
    lines.write_text((json.dumps({"text": TEXT * 20}) + "\n") * 2000)
    running = subprocess.Popen(
        [sys.executable, "-c", SCRIPT, "read", str(lines)], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert running.stdout is not None
    assert running.stderr is not None
    running.stdout.readline()
    running.stdout.close()
    with running.stderr:
        assert running.stderr.read() == b""
    assert running.wait(timeout=20) == 0


def test_an_interrupt_is_quiet() -> None:
    running = subprocess.Popen(
        [sys.executable, "-u", "-c", SCRIPT, "read", "-"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert running.stdin is not None
    assert running.stdout is not None
    running.stdin.write(json.dumps({"text": TEXT}).encode() + b"\n")
    running.stdin.flush()
    assert running.stdout.readline().startswith(b'{"schema"'), "a line is read as soon as it is there"
    time.sleep(0.1)
    os.kill(running.pid, signal.SIGINT)
    out, err = running.communicate(timeout=20)
    assert (running.returncode, out, err) == (130, b"", b"")


def test_memory_does_not_grow_with_the_number_of_articles() -> None:
    """A thousand articles are read and written while ten are held at most."""
    alive: list[int] = []

    class Counted(io.BytesIO):
        read_lines = 0

        def readline(self, size: int | None = -1, /) -> bytes:
            Counted.read_lines += 1
            return json.dumps({"text": TEXT}).encode() + b"\n" if Counted.read_lines <= 1000 else b""

        def read1(self, size: int | None = -1, /) -> bytes:
            return self.readline()

    from dragoman.ingest import open_inputs

    for number, _ in enumerate(local.read_each(open_inputs(["-"], None, Counted()), lambda a: Record(article=a)), 1):
        alive.append(Counted.read_lines - number)
    assert len(alive) == 1000
    assert max(alive[:900]) <= 10
