"""Each input that is made to harm is rejected with a reason, in bounded time and memory, and the rest is read."""

from __future__ import annotations

import json
import os
import time
from pathlib import Path
from typing import Any

import pytest

import hostile
import stub
from dragoman.run.ingest import Done, Manner, ingest
from dragoman.store.database import open_store

SECONDS = 11.0
MEMORY = 1_100_000  # kilobytes, as the kernel counts them


def in_a_process(folder: Path, names: list[str], **more: Any) -> tuple[list[Done], float, int]:
    """What an ingest of its own process says, how long it took, and how much memory the largest of its processes held."""
    out = folder.parent / "out.json"
    begun = time.monotonic()
    pid = os.fork()
    if pid == 0:
        try:
            told: list[Any] = []
            with open_store(folder.parent / "record.db") as store:
                ingest(
                    store,
                    names,
                    Manner(**more),
                    lambda done: told.append((done.name, done.outcome, done.reason)),
                    stub.read,
                )
            out.write_text(json.dumps(told), encoding="utf-8")
        finally:
            os._exit(0)
    _, _, used = os.wait4(pid, 0)
    told = json.loads(out.read_text(encoding="utf-8"))
    return [Done(name, outcome, 0, reason=why) for name, outcome, why in told], time.monotonic() - begun, used.ru_maxrss


@pytest.mark.parametrize("name", hostile.NAMES)
def test_hostile_inputs_are_rejected_with_a_reason(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    hostile.write(folder, name)
    told, seconds, memory = in_a_process(folder, [str(folder)])
    rejected = [done for done in told if done.outcome == "rejected"]
    assert rejected
    assert all(done.reason and "defect" not in done.reason and "\n" not in done.reason for done in rejected)
    assert seconds <= SECONDS
    assert memory <= MEMORY


def test_the_batch_goes_on(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for name in hostile.NAMES:
        hostile.write(folder, name)
    (folder / "zz.txt").write_text(hostile.PROSE)
    (folder / "inside.txt").symlink_to(folder / "zz.txt")
    told, seconds, memory = in_a_process(folder, [str(folder), "no\0name", str(tmp_path / "none.txt")], workers=2)
    read = [Path(done.name).name.partition(":")[0] for done in told if done.outcome == "read"]
    assert {"zz.txt", "inside.txt"} & set(read)
    assert len([done for done in told if done.outcome == "rejected"]) >= len(hostile.NAMES) + 2
    assert seconds < 60
    assert memory <= MEMORY
    with open_store(tmp_path / "record.db") as store:
        assert store.problems() == []
        assert store.db.execute("SELECT count(*) FROM sources WHERE reason IS NOT NULL").fetchone()[0] >= 20
        texts = store.db.execute("SELECT count(*) FROM articles WHERE text LIKE '%root:%'").fetchone()
        assert texts == (0,), "nothing of the machine's own files"


def test_a_bomb_within_an_archive_costs_itself_alone(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    bomb = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n\r\n"
    page = f"<html><body><article><p>{hostile.PROSE * 3}</p></article></body></html>".encode()
    (folder / "two.warc").write_bytes(
        hostile.warc(hostile.packed_zeros(hostile.HUGE), http=bomb) + hostile.warc(page, uri="https://example.org/b")
    )
    told, _, _ = in_a_process(folder, [str(folder)])
    assert [(done.name, done.outcome) for done in told] == [
        ("https://example.org/a", "rejected"),
        ("https://example.org/b", "read"),
    ]
