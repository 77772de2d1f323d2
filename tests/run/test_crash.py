"""Killed two hundred times at moments of chance, a record loses nothing that was acknowledged and ends up the same.

Each round forks a process that ingests and then reviews, telling of everything once it is on the disk, and kills it
some milliseconds later. What it had told must be there, and the file sound. A process that comes to its end has to leave
the content of an undisturbed run; the next round begins a new file.
"""

from __future__ import annotations

import json
import os
import random
import signal
import time
from collections.abc import Callable
from pathlib import Path

import pytest

import stub
from dragoman.run.ingest import Manner, ingest
from dragoman.store import journal
from dragoman.store.database import Store, open_store

KILLS = 200
SEED = 8
ARTICLES = 24
NAMES = "Ana Ruiz|Petr Novak|Omar Hassan|Joko Santoso|Fatima Zahra|Aung Min|Eva Lind".split("|")
PROSE = (
    "Foreign Minister {0} met {1} in Lima on 2024-03-0{2}. {0} will travel on to Quito for talks on trade, mining and the "
    "border, her ministry said, and {1} to Oslo. The ministers had last met in the spring, and signed nothing."
)
BY = {"author": "Ana", "reason": "by hand", "made": "2024-06-01T12:00:00Z"}


def write_sources(folder: Path) -> list[str]:
    """Lines and files: some copies of each other, some of one address with other words, some that are rejected."""
    folder.mkdir()
    with (folder / "wire.jsonl").open("w") as stream:
        for n in range(ARTICLES):
            text = PROSE.format(NAMES[n % 7], NAMES[(n + 1 + n // 7) % 7], 1 + n % 9)
            stream.write(
                json.dumps({"text": text, "url": f"https://example.org/{n % 18}", "published": f"2024-03-{10 + n % 9}"})
                + "\n"
            )
            if n % 9 == 0:
                stream.write('{"no": "text"}\n')
    (folder / "a.txt").write_text(PROSE.format("Ana Ruiz", "Eva Lind", 5) + " Nobody else was there.")
    (folder / "b.txt").write_text("")
    (folder / "c.txt").write_text("All of it was senseless, Ana Ruiz told Eva Lind.")
    return [str(folder / name) for name in ("wire.jsonl", "a.txt", "b.txt", "c.txt")]


def decide(store: Store, tell: Callable[[str], None]) -> None:
    """A reviewer's afternoon, gone on with where it was left: the same verdicts in the same order."""
    claims = [
        row[0]
        for row in store.db.execute("SELECT uid FROM claims WHERE kind = 'trips' ORDER BY uid LIMIT 12").fetchall()
    ]
    meetings = [
        row[0]
        for row in store.db.execute("SELECT uid FROM claims WHERE kind = 'meetings' ORDER BY uid LIMIT 6").fetchall()
    ]
    steps: list[dict[str, object]] = [
        {"action": "edit", "target": uid, "field": "role", "value": f"Envoy {uid[-3:]}"} for uid in claims
    ]
    steps += [{"action": "reject", "target": uid} for uid in meetings]
    steps += [{"action": "undo", "target": number} for number in (2, 5, 14)]
    done = store.db.execute("SELECT count(*) FROM verdicts").fetchone()[0]
    for step in steps[done:]:
        with store.transaction() as db:
            verdict = journal.add(db, **{**BY, **step})  # type: ignore[arg-type]
        tell(f"verdict {verdict.number}\n")


def work(path: Path, sources: list[str], tell: Callable[[str], None]) -> None:
    """All that a user does, from an empty file to a reviewed record."""
    with open_store(path) as store:
        ingest(store, sources, Manner(), lambda done: tell(f"{done.outcome} {done.uid} {done.name}\n"), stub.read)
        decide(store, tell)


def round_of(path: Path, sources: list[str], patience: float) -> tuple[list[str], bool]:
    """Works in a process of its own, killed after `patience` seconds: what it had told by then, and whether it was done."""
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        status = 1
        try:
            os.close(reading)
            work(path, sources, lambda line: _put(writing, line))
            status = 0
        finally:
            os._exit(status)
    os.close(writing)
    time.sleep(patience)
    os.kill(pid, signal.SIGKILL)
    with os.fdopen(reading, "rb") as stream:
        told = stream.read().decode().splitlines()
    _, ended = os.waitpid(pid, 0)
    assert os.WIFSIGNALED(ended) or os.WEXITSTATUS(ended) == 0
    return told, not os.WIFSIGNALED(ended)


def _put(pipe: int, line: str) -> None:
    os.write(pipe, line.encode())


def check(path: Path, told: list[str]) -> None:
    """What was told is there, and the file is sound."""
    if not path.exists():
        assert told == []
        return
    with open_store(path) as store:
        assert store.problems() == []
        uids = set(store.articles(superseded=True))
        sources = {row[0] for row in store.db.execute("SELECT name FROM sources").fetchall()}
        verdicts = {verdict.number for verdict in journal.history(store.db)}
        for line in told:
            outcome, rest = line.split(" ", 1)
            if outcome == "verdict":
                assert int(rest) in verdicts
            elif outcome == "read":
                assert rest.split()[0] in uids
            else:
                assert rest.split(" ", 1)[1] in sources, line
        assert store.db.execute("SELECT count(*) FROM articles").fetchone()[0] <= ARTICLES + 2


def content(path: Path) -> str:
    with open_store(path) as store:
        return store.content_hash()


@pytest.mark.slow
def test_two_hundred_kills_lose_nothing(tmp_path: Path) -> None:
    sources = write_sources(tmp_path / "press")
    begun = time.monotonic()
    work(tmp_path / "undisturbed.db", sources, lambda line: None)
    whole = time.monotonic() - begun
    expected = content(tmp_path / "undisturbed.db")

    chance = random.Random(SEED)
    kills = files = 0
    path = tmp_path / "0.db"
    while kills < KILLS:
        told, done = round_of(path, sources, chance.uniform(0.0, whole))
        check(path, told)
        if not done:
            kills += 1
            continue
        assert content(path) == expected
        files += 1
        path = tmp_path / f"{files}.db"
    if path.exists():
        work(path, sources, lambda line: None)
        assert content(path) == expected
    assert files > 3, "some came to their end on the way"
