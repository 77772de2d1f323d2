"""Feeds, archives, packed files and folders give their items, and say of each thing that is none why not."""

from __future__ import annotations

import gzip
import json
import sys
from io import BytesIO
from pathlib import Path

import pytest

import hostile
from dragoman.errors import InputError, NothingToRead, TooLarge, UnreadableInput
from dragoman.ingest import feeds, packed, reading
from dragoman.ingest.items import Item, Raw, Refused
from dragoman.ingest.sources import items, size

ATOM = b"""<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom"><title>Ministry</title>
<entry><title>Visit to  Oslo</title><link href="https://example.org/oslo"/><published>2024-03-04T23:30:00-05:00</published>
<summary>Short.</summary><content type="html">&lt;p&gt;The minister, Ana Ruiz, visited Oslo. She met Kenji Tanaka
there and spoke with him of fishing, of ports and of the railway that is to cross the mountains.&lt;/p&gt;</content></entry>
<entry><title>No link</title><updated>2024-03-05T10:00:00Z</updated><summary>The minister is ill.</summary></entry>
<entry><title>Odd</title><link href="javascript:alert(1)"/></entry>
<entry><title>Climbing</title><link href="https://example.org/../../x"/></entry>
</feed>"""


def of(path: Path | str) -> list[Item]:
    return list(items(str(path)))


def raws(found: list[Item]) -> list[Raw]:
    return [item for item in found if isinstance(item, Raw)]


def reasons(found: list[Item]) -> list[str]:
    return [item.reason for item in found if isinstance(item, Refused)]


def test_the_entries_of_a_feed() -> None:
    first, second, third, fourth = feeds.entries(ATOM, "feed")
    assert (first.title, first.url, first.published) == ("Visit to Oslo", "https://example.org/oslo", "2024-03-04")
    assert "fishing" in first.markup
    assert (second.url, second.published) == (None, "2024-03-05")
    found = list(reading.entries(Raw("f.xml", "f.xml", "feed", ATOM)))
    assert [item.place for item in raws(found)] == ["https://example.org/oslo", "f.xml#2"]
    assert len(reasons(found)) == 2
    article = reading.article(raws(found)[0])
    assert article.url == "https://example.org/oslo"
    assert article.text.startswith("Visit to Oslo\n\nThe minister, Ana Ruiz, visited Oslo.")
    assert (article.published, article.published_basis) == ("2024-03-04", "given")
    assert third.number + fourth.number == 7


def test_no_feed() -> None:
    with pytest.raises(NothingToRead):
        list(feeds.entries(b"<html><body>Not found</body></html>", "f"))
    for data in (hostile.feed("&j;", hostile.LAUGHS), hostile.feed("&a;", hostile.OUTSIDE)):
        with pytest.raises(UnreadableInput, match="document type"):
            list(feeds.entries(data, "f"))


def test_feeds_are_told_from_pages() -> None:
    assert feeds.looks_like(ATOM)
    assert feeds.looks_like(hostile.feed("x"))
    assert not feeds.looks_like(b"<!doctype html><html><body>about <rss > readers</body></html>")
    assert not feeds.looks_like(b"The minister said nothing.")


def test_an_archive_gives_its_pages_alone(tmp_path: Path) -> None:
    page = b"<html><body><p>Talks.</p></body></html>"
    parts = [
        hostile.warc(page, uri="https://example.org/1"),
        hostile.warc(
            b"\x89PNG", uri="https://example.org/2", http=b"HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\n"
        ),
        hostile.warc(page, uri="https://example.org/3", http=b"HTTP/1.1 404 No\r\nContent-Type: text/html\r\n\r\n"),
        hostile.warc(
            b"3\r\nabc\r\n4;x=y\r\ndefg\r\n0\r\n\r\n",
            uri="https://example.org/4",
            http=b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nTransfer-Encoding: chunked\r\n\r\n",
        ),
        hostile.warc(
            gzip.compress(page),
            uri="https://example.org/5",
            http=b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n\r\n",
        ),
    ]
    (tmp_path / "a.warc").write_bytes(b"".join(parts))
    (tmp_path / "a.warc.gz").write_bytes(b"".join(gzip.compress(part) for part in parts))
    for name in ("a.warc", "a.warc.gz"):
        found = raws(of(tmp_path / name))
        assert [(raw.url, raw.form, raw.data) for raw in found] == [
            ("https://example.org/1", "page", page),
            ("https://example.org/4", "any", b"abcdefg"),
            ("https://example.org/5", "page", page),
        ]


def test_an_archive_without_the_extra_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.warc").write_bytes(hostile.warc(b"<p>"))
    monkeypatch.setitem(sys.modules, "fastwarc.warc", None)
    assert ["pip install 'dragoman[warc]'" in reason for reason in reasons(of(tmp_path / "a.warc"))] == [True]


def test_packed_streams_of_several_members() -> None:
    data = gzip.compress(b"one\n") + gzip.compress(b"two\n") + b"\0" * 100
    assert packed.expanded(BytesIO(data), "x").read() == b"one\ntwo\n"
    assert packed.expanded(BytesIO(gzip.compress(b"a" * 15_000_000)), "x").read(16_000_000) == b"a" * 15_000_000


def test_packed_streams_that_are_none() -> None:
    with pytest.raises(TooLarge, match="100 times"):
        packed.expanded(BytesIO(hostile.packed_zeros(100_000_000)), "x").read()
    with pytest.raises(UnreadableInput, match="damaged"):
        packed.expanded(BytesIO(b"\x1f\x8b\x08\0" + b"x" * 50), "x").read()
    with pytest.raises(TooLarge):
        packed.expand(gzip.compress(bytes(2000)), "x", 1000)
    with pytest.raises(UnreadableInput):
        packed.expand(b"no", "x", 1000)


def test_the_place_of_a_line_is_its_address_its_id_or_its_number(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    lines = [
        {"text": "a", "url": "https://x.org/1#part", "id": "7"},
        {"text": "b", "id": "8"},
        {"text": "c"},
        {"text": "d", "url": "odd"},
    ]
    path.write_text("\ufeff" + "\n\n".join(json.dumps(line) for line in lines))
    found = raws(of(path))
    assert [raw.place for raw in found] == ["https://x.org/1", f"{path}#8", f"{path}:5", f"{path}:7"]
    assert [raw.name for raw in found] == [f"{path}:{n}" for n in (1, 3, 5, 7)]
    assert len({raw.digest for raw in found}) == 4
    assert [reading.article(raw).text for raw in found[1:3]] == ["b", "c"]


def test_what_is_told_beside_the_bytes_is_in_the_digest() -> None:
    one = Raw("p", "p", "any", b"text")
    assert one.digest == Raw("q", "q", "any", b"text", size=9).digest
    others = [
        Raw("p", "p", "any", b"text", default="2024-01-01"),
        Raw("p", "p", "page", b"text"),
        Raw("p", "p", "any", b"text", url="u"),
    ]
    assert len({one.digest, *(other.digest for other in others)}) == 4


def test_a_folder_is_walked_in_order_and_no_further(tmp_path: Path) -> None:
    inner = tmp_path / "press"
    (inner / "b").mkdir(parents=True)
    for name in ("c.txt", "a.txt", "b/d.TXT", "b/e.txt.gz", ".h.txt", "x.pdf", "y.tar.gz"):
        (inner / name).write_bytes(gzip.compress(b"Packed.") if name.endswith(".gz") else b"Plain.")
    (tmp_path / "secret.txt").write_text("Secret.")
    (inner / "out.txt").symlink_to("../secret.txt")
    (inner / "in.txt").symlink_to("a.txt")
    (inner / "round").symlink_to("..")
    found = of(inner)
    assert [str(Path(raw.name).relative_to(inner)) for raw in raws(found)] == [
        "a.txt",
        "c.txt",
        "in.txt",
        "b/d.TXT",
        "b/e.txt.gz",
    ]
    assert raws(found)[-1].data == b"Packed."
    said = reasons(found)
    assert len(said) == 4
    assert sum("leads out of the folder" in reason for reason in said) == 2
    assert sum(item.passed for item in found if isinstance(item, Refused)) == 2
    assert size(str(inner)) > 20


def test_a_link_named_by_the_user_is_followed(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Plain.")
    (tmp_path / "link.txt").symlink_to("a.txt")
    assert [raw.data for raw in raws(of(tmp_path / "link.txt"))] == [b"Plain."]


@pytest.mark.parametrize("name", ["none.txt", "no\0name.txt", "a/../../none.txt"])
def test_names_that_lead_nowhere_are_refused(tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert [type(item) for item in items(name)] == [Refused]


def test_deep_markup_is_refused_and_void_tags_are_not_counted() -> None:
    with pytest.raises(InputError, match="tags within each other"):
        reading.article(Raw("p", "p", "page", b"<div>" * 5000 + b"text"))
    page = (
        b"<html><body><article>"
        + b"<p>Ana Ruiz met Kenji Tanaka in Lima on Monday, as the ministry had said.<br>" * 3000
    )
    assert "Kenji" in reading.article(Raw("p", "p", "page", page)).text
