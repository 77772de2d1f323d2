"""Sources go into the record once, whatever the number of workers and the order; what cannot be read is told and kept."""

from __future__ import annotations

import gzip
import json
import random
import resource
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import hostile
import stub
from dragoman.ingest import reading
from dragoman.ingest.items import Item, Raw, Refused
from dragoman.model import Article, Record
from dragoman.run.ingest import Done, Manner, Tally, ingest
from dragoman.store.database import Store, open_store

PROSE = (
    "Foreign Minister {0} met Kenji Tanaka in Lima on 2024-03-0{1}. {0} will travel on to Quito for talks on trade, "
    "mining and the border, her ministry said. The two ministers had last met in Oslo, where they signed nothing."
)
NAMES = "Ana Ruiz|Petr Novak|Omar Hassan|Joko Santoso|Fatima Zahra|Aung Min|Eva Lind".split("|")


def prose(number: int) -> str:
    return PROSE.format(NAMES[number % 7], 1 + number % 9) + f" This was report {number}."


def run(
    path: Path, *names: Path | str, read: Callable[[Article], Record] = stub.read, **more: Any
) -> tuple[list[Done], Tally]:
    told: list[Done] = []
    with open_store(path) as store:
        tally = ingest(store, map(str, names), Manner(**more), told.append, read)
    return told, tally


def outcomes(told: list[Done]) -> dict[str, int]:
    return dict(Counter(done.outcome for done in told))


def content(path: Path) -> str:
    with open_store(path) as store:
        assert store.problems() == []
        return store.content_hash()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with something of each form: 24 articles in all, two of them the same page."""
    made = tmp_path / "press"
    (made / "deep" / "er").mkdir(parents=True)
    (made / "a.txt").write_text(prose(1))
    (made / "deep" / "b.txt").write_text(prose(2))
    (made / "deep" / "er" / "c.html").write_text(
        f"<html><head><title>Talks</title></head><body><article><p>{prose(3)}</p></article></body></html>"
    )
    lines = [
        json.dumps({"text": prose(n), "url": f"https://example.org/{n}", "published": "2024-04-01"})
        for n in range(4, 12)
    ]
    (made / "d.jsonl").write_text("\n".join(lines) + "\n\n")
    (made / "e.jsonl.gz").write_bytes(
        gzip.compress(
            "\n".join([lines[0], *(json.dumps({"text": prose(n), "id": f"n{n}"}) for n in range(12, 20))]).encode()
        )
    )
    (made / "f.rss").write_bytes(hostile.feed("Talks"))
    page = f"<html><body><article><p>{prose(21)}</p></article></body></html>".encode()
    (made / "g.warc.gz").write_bytes(gzip.compress(hostile.warc(page, uri="https://example.org/w")))
    (made / "picture.png").write_bytes(b"\x89PNG")
    (made / ".hidden.txt").write_text(prose(22))
    return made


def test_a_folder_is_read_whole_and_the_second_run_reads_nothing(tmp_path: Path, folder: Path) -> None:
    told, tally = run(tmp_path / "r.db", folder)
    assert outcomes(told) == {"read": 21, "known": 1, "opened": 1, "passed over": 1}
    assert not tally.failed
    assert tally.claims > 100
    before = content(tmp_path / "r.db")
    told, tally = run(tmp_path / "r.db", folder)
    assert outcomes(told) == {"known": 22, "opened": 1, "passed over": 1}
    assert content(tmp_path / "r.db") == before


def test_what_is_in_it_is_told_with_its_source(tmp_path: Path, folder: Path) -> None:
    run(tmp_path / "r.db", folder, default="2024-05-01")
    with open_store(tmp_path / "r.db") as store:
        rows = {
            row[0]: row[1:] for row in store.db.execute("SELECT url, source, published, published_basis FROM articles")
        }
        titles = {row[0] for row in store.db.execute("SELECT title FROM articles")}
    assert rows["https://example.org/4"][1:] == ("2024-04-01", "given")
    assert rows["https://example.org/w"][0] == "https://example.org/w"
    assert rows["https://example.org/1"] == ("https://example.org/1", "2024-05-01", "given")
    assert "Talks" in titles


@pytest.mark.parametrize("workers", [2, 5])
def test_neither_workers_nor_order_decide_anything(tmp_path: Path, folder: Path, workers: int) -> None:
    parts = sorted(
        path
        for path in folder.rglob("*")
        if path.is_file() and path.suffix in (".txt", ".html", ".jsonl", ".gz", ".rss")
    )
    run(tmp_path / "a.db", *parts)
    random.Random(workers).shuffle(parts)
    run(tmp_path / "b.db", *parts, workers=workers)
    assert content(tmp_path / "a.db") == content(tmp_path / "b.db")


def test_only_what_is_new_is_read(tmp_path: Path, folder: Path) -> None:
    run(tmp_path / "r.db", folder)
    (folder / "h.txt").write_text(prose(30))
    (folder / "a.txt").write_text(prose(31))
    (folder / "deep" / "b.txt").rename(folder / "moved.txt")
    told, _ = run(tmp_path / "r.db", folder)
    assert sorted(Path(done.name).name for done in told if done.outcome == "read") == ["a.txt", "h.txt"]
    with open_store(tmp_path / "r.db") as store:
        assert store.db.execute("SELECT count(*) FROM articles WHERE state = 'superseded'").fetchone() == (1,)


def test_again_reads_anew_and_says_the_same(tmp_path: Path, folder: Path) -> None:
    run(tmp_path / "r.db", folder)
    before = content(tmp_path / "r.db")
    told, _ = run(tmp_path / "r.db", folder, again=True)
    assert outcomes(told)["read"] == 22
    assert content(tmp_path / "r.db") == before


def test_what_was_rejected_is_tried_again_when_asked(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(prose(1))

    def fails(article: Article) -> Record:
        raise ZeroDivisionError("division by zero")

    told, tally = run(tmp_path / "r.db", path, read=fails)
    assert [(done.outcome, done.stage) for done in told] == [("rejected", "read")]
    assert tally.failed
    assert "a defect of dragoman (ZeroDivisionError" in str(told[0].reason)
    assert outcomes(run(tmp_path / "r.db", path)[0]) == {"known": 1}
    assert outcomes(run(tmp_path / "r.db", path, retry=True)[0]) == {"read": 1}
    with open_store(tmp_path / "r.db") as store:
        assert store.db.execute("SELECT * FROM refused").fetchall() == []


def test_a_record_that_does_not_fit_its_text_is_rejected(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("The talks were senseless, Ana Ruiz told Kenji Tanaka.")
    told, _ = run(tmp_path / "r.db", tmp_path / "a.txt")
    assert [(done.outcome, done.stage) for done in told] == [("rejected", "store")]
    assert content(tmp_path / "r.db")


def test_other_languages_and_empty_files_are_rejected_with_a_reason(tmp_path: Path) -> None:
    (tmp_path / "de.txt").write_text(
        "Die Außenministerin reist am Montag nach Lima, wo sie den Präsidenten treffen wird. " * 3
    )
    (tmp_path / "empty.txt").write_text("")
    told, tally = run(tmp_path / "r.db", tmp_path / "de.txt", tmp_path / "empty.txt")
    assert [done.outcome for done in told] == ["rejected", "rejected"]
    assert ("open", "written in German, and dragoman reads English: give an English text") in tally.reasons


def test_a_hanging_and_a_growing_reader_cost_their_items_alone(tmp_path: Path) -> None:
    for number, word in enumerate(("hangs", "grows", "dies", "reads")):
        (tmp_path / f"{number}.txt").write_text(f"{prose(number)} {word}")

    def read(article: Article) -> Record:
        if "hangs" in article.text:
            while True:
                pass
        if "grows" in article.text:
            assert bytearray(2 << 30)
        if "dies" in article.text:
            import os

            os.kill(os.getpid(), 9)
        return stub.read(article)

    told, _ = run(tmp_path / "r.db", *sorted(tmp_path.glob("*.txt")), read=read, seconds=1.0)
    reasons = {Path(done.name).name: str(done.reason) for done in told}
    assert "not read within 1 seconds" in reasons["0.txt"]
    assert "more memory to read than there is" in reasons["1.txt"]
    assert "ended without a word" in reasons["2.txt"]
    assert reasons["3.txt"] == "None"


def test_memory_does_not_grow_with_the_number_of_articles(tmp_path: Path) -> None:
    """A file of three thousand lines, of which nothing may be held beside the line at hand."""
    path = tmp_path / "many.jsonl"
    with path.open("w") as stream:
        for number in range(3000):
            stream.write(json.dumps({"text": f"Report {number}. " + "It rained. " * 300}) + "\n")
    with open_store(tmp_path / "r.db") as store:
        held: list[int] = []

        def tell(done: Done) -> None:
            if done.outcome == "read":
                held.append(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)

        ingest(
            store, [str(path)], Manner(), tell, lambda article: Record(article=replace(article, text=article.text[:16]))
        )
    assert len(held) == 3000
    assert held[-1] - held[500] < 30_000, "kilobytes"


class Web:
    """A web made up: addresses and what they give."""

    def __init__(self, pages: dict[str, bytes]) -> None:
        self.pages = pages
        self.asked: list[str] = []

    def items(self, url: str, knows: Callable[[str], bool]) -> Iterator[Item]:
        if knows(url):
            return
        self.asked.append(url)
        if url not in self.pages:
            yield Refused(url, url, "answered with status 404: check the address", "fetch")
            return
        data = self.pages[url]
        yield Raw(url, url, "feed" if b"<rss" in data else "page", data, url=url)


def test_a_feed_is_followed_where_fetching_is_asked_for(tmp_path: Path) -> None:
    page = f"<html><body><article><p>{prose(1)}</p></article></body></html>".encode()
    web = Web({"https://example.org/feed": hostile.feed("Talks"), "https://example.org/1": page})
    told, _ = run(tmp_path / "r.db", "https://example.org/feed", "https://example.org/none", get=web.items)
    assert outcomes(told) == {"opened": 1, "read": 1, "rejected": 1}
    with open_store(tmp_path / "r.db") as store:
        assert "report 1" in store.article(next(store.articles())).text
    web.asked.clear()
    told, _ = run(tmp_path / "r.db", "https://example.org/feed", get=web.items)
    assert (outcomes(told), web.asked) == ({"opened": 1, "known": 1}, ["https://example.org/feed"])


@pytest.mark.model
def test_the_pipeline_reads_where_no_other_reader_is_given(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(prose(1))
    told: list[Done] = []
    with open_store(tmp_path / "r.db") as store:
        ingest(store, [str(tmp_path / "a.txt")], Manner(default="2024-03-10"), told.append)
        assert [done.outcome for done in told] == ["read"]
        found = store.db.execute("SELECT met FROM encounters WHERE who = 'Petr Novak'").fetchall()
        assert ("Kenji Tanaka",) in found


@pytest.mark.model
@pytest.mark.slow
@pytest.mark.shared
def test_all_press_releases_of_the_gold_are_read_and_known_the_second_time(tmp_path: Path, shared: Path) -> None:
    path = tmp_path / "trips.jsonl"
    documents = [
        one for part in sorted((shared / "gold" / "trips").glob("*.json")) for one in json.loads(part.read_text())
    ]
    with path.open("w") as stream:
        for one in documents:
            line = {
                "text": one["text"],
                "title": one["title"],
                "url": one.get("url"),
                "published": one["published"][:10],
            }
            stream.write(json.dumps(line) + "\n")
    told: list[Done] = []
    with open_store(tmp_path / "r.db") as store:
        assert not ingest(store, [str(path)], Manner(workers=2), told.append).failed
        assert len(told) == len(documents) >= 577
        again = ingest(store, [str(path)], Manner(workers=2), lambda done: None)
        assert (again.counts["read"], again.counts["known"]) == (0, len(documents))


def test_nothing_is_written_to_a_store_that_is_open_for_readers(tmp_path: Path, folder: Path) -> None:
    run(tmp_path / "r.db", folder / "a.txt")
    with open_store(tmp_path / "r.db", readonly=True) as reader:
        assert isinstance(reader, Store)
        run(tmp_path / "r.db", folder / "d.jsonl")
        assert len(list(reader.articles())) == 9


def test_what_was_rejected_once_is_known_the_second_time(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("")
    (tmp_path / "b.txt").write_text("")
    (tmp_path / "c.jsonl").write_text("{}\n")
    names = sorted(tmp_path.glob("*"))
    assert outcomes(run(tmp_path / "r.db", *names)[0]) == {"rejected": 3}
    told, tally = run(tmp_path / "r.db", *names)
    assert (outcomes(told), tally.failed) == ({"known": 3}, False)
    assert outcomes(run(tmp_path / "r.db", *names, retry=True)[0]) == {"rejected": 3}


def test_a_parser_that_falls_over_costs_its_item_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def falls(raw: Raw) -> Article:
        if b"odd" in raw.data:
            raise KeyError("odd")
        return stub.article(raw.data.decode(), raw.name)

    monkeypatch.setattr(reading, "article", falls)
    (tmp_path / "a.txt").write_text("odd")
    (tmp_path / "b.txt").write_text(prose(1))
    told, _ = run(tmp_path / "r.db", tmp_path / "a.txt", tmp_path / "b.txt")
    assert [done.outcome for done in told] == ["rejected", "read"]
    assert "KeyError: 'odd'" in str(told[0].reason)
