"""Inputs become articles or errors that name them and say what to do; the others are not touched."""

from __future__ import annotations

import io
import json
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.errors import InputError, NothingToRead, OtherLanguage, TooLarge, UnreadableInput, UsageError
from dragoman.ingest import article_of, day, limits, open_inputs
from dragoman.model import Article

TEXT = "Foreign Minister Ana Ruiz will travel to Lima on Monday to meet the president, her ministry said.\n"
PAGE = f"<html><head><title>Ruiz to visit Peru</title></head><body><article><p>{TEXT}</p></article></body></html>"


def opened(
    inputs: Iterable[str | Path], published: date | None = None, stdin: bytes = b""
) -> list[Article | InputError]:
    return list(open_inputs(map(str, inputs), published, io.BytesIO(stdin)))


def article(found: Article | InputError) -> Article:
    assert isinstance(found, Article), found
    return found


@pytest.fixture
def good(tmp_path: Path) -> Path:
    path = tmp_path / "good.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_a_text_file(good: Path) -> None:
    (found,) = opened([good])
    assert article(found).text == TEXT
    assert article(found).source == str(good)
    assert (article(found).published, article(found).published_basis) == (None, None)


def test_ids_depend_on_the_text_alone(good: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.txt"
    other.write_text(TEXT, encoding="utf-16")
    different = tmp_path / "different.txt"
    different.write_text(TEXT + "She will fly home on Friday.", encoding="utf-8")
    ids = [article(found).id for found in opened([good, other, different])]
    assert ids[0] == ids[1] != ids[2]
    assert ids[0].startswith("a")
    assert len(ids[0]) == 17


def test_the_given_day_stands_where_the_input_has_none(good: Path, tmp_path: Path) -> None:
    lines = tmp_path / "lines.jsonl"
    lines.write_text(
        json.dumps({"text": TEXT, "published": "2022-10-01T23:17:25+02:00"}) + "\n" + json.dumps({"text": TEXT})
    )
    found = [article(a) for a in opened([good, lines], date(2022, 10, 3))]
    assert [a.published for a in found] == ["2022-10-03", "2022-10-01", "2022-10-03"]
    assert {a.published_basis for a in found} == {"given"}


CASES = {
    "empty.txt": (b"", NothingToRead, "nothing to read"),
    "blank.txt": (b" \n\n\t\n", NothingToRead, "nothing to read"),
    "marks.txt": (b"--- *** ---", NothingToRead, "nothing to read"),
    "binary.txt": (bytes(range(256)) * 20, UnreadableInput, "binary"),
    "zeros.txt": (b"a\0\0\0b\0\0\0" * 200, UnreadableInput, "binary"),
    "paper.txt": (b"%PDF-1.7 ...", UnreadableInput, "a PDF document"),
    "letter.txt": (b"PK\x03\x04 ...", UnreadableInput, "an office document"),
    "french.txt": (
        "Le ministre se rendra lundi à Lima pour rencontrer son homologue péruvien, a annoncé le ministère.".encode(),
        OtherLanguage,
        "written in French",
    ),
    "russian.txt": (
        "Министр иностранных дел отправится в Лиму в понедельник, сообщило министерство. Мы друзья, сказала она.".encode(
            "cp1251"
        ),
        OtherLanguage,
        "written in Russian",
    ),
    "chinese.txt": ("外交部长周一将访问秘鲁，会见总统。".encode(), OtherLanguage, "written in Chinese"),
    "large.txt": (b"The minister will go to Lima. " * 1_000_000, TooLarge, "split it"),
    "long.txt": (b"The minister will go to Lima. " * 200_000, TooLarge, "6.0 million characters"),
    "empty.jsonl": (b"\n\n", NothingToRead, "nothing to read"),
    "empty.html": (b"", NothingToRead, "nothing to read"),
    "front.html": (
        b"<html><body><nav><a href='/'>Home</a><a href='/w'>World</a></nav><p>Page not found.</p></body></html>",
        NothingToRead,
        "without an article",
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_a_bad_input_is_named_and_the_others_go_on(name: str, good: Path, tmp_path: Path) -> None:
    content, kind, words = CASES[name]
    bad = tmp_path / name
    bad.write_bytes(content)
    found, other = opened([bad, good])
    assert type(found) is kind
    assert found.source == str(bad)
    assert words in found.reason
    assert "\n" not in str(found)
    assert ": " in found.reason, "the reason ends in what to do"
    assert article(other).text == TEXT


def test_a_directory_and_a_missing_file(good: Path, tmp_path: Path) -> None:
    missing, odd = tmp_path / "no\nsuch.txt", "nul\0.txt"
    found = opened([tmp_path, missing, odd, good])
    assert [type(f) for f in found] == [UnreadableInput, UnreadableInput, UnreadableInput, Article]
    assert "a directory" in str(found[0])
    assert "no such file" in str(found[1])
    assert "\n" not in str(found[1])


def test_standard_input_tells_what_it_is() -> None:
    line = json.dumps({"text": TEXT, "id": 7}).encode()
    (text,), (page,), lines = (
        opened(["-"], stdin=TEXT.encode()),
        opened(["-"], stdin=b"\n" + PAGE.encode()),
        opened(["-"], stdin=b"\n" + line + b"\n{bad\n" + line),
    )
    assert (article(text).source, article(text).text) == ("<stdin>", TEXT)
    assert article(page).title == "Ruiz to visit Peru"
    assert [getattr(a, "source", "") for a in lines] == ["<stdin>:2", "<stdin>:3", "<stdin>:4"]
    assert article(lines[0]).id == "7"
    assert isinstance(lines[1], UnreadableInput)


def test_an_unnamed_kind_of_file_and_a_page_that_is_called_text(tmp_path: Path) -> None:
    plain, page, lines = tmp_path / "plain", tmp_path / "page.txt", tmp_path / "lines.json"
    plain.write_text(TEXT)
    page.write_text(PAGE)
    lines.write_text(json.dumps({"html": PAGE}))
    assert [article(a).title for a in opened([plain, page, lines])] == [
        None,
        "Ruiz to visit Peru",
        "Ruiz to visit Peru",
    ]


def test_articles_come_one_at_a_time() -> None:
    class Endless(io.BytesIO):
        lines = 0

        def readline(self, size: int | None = -1, /) -> bytes:
            self.lines += 1
            return json.dumps({"text": f"{TEXT} {self.lines}"}).encode() + b"\n"

        def read(self, size: int | None = -1, /) -> bytes:
            return self.readline()

        def read1(self, size: int | None = -1, /) -> bytes:
            return self.readline()

    stream = Endless()
    found = open_inputs(["-"], None, stream)
    assert [article(next(found)).source for _ in range(3)] == ["<stdin>:1", "<stdin>:2", "<stdin>:3"]
    assert stream.lines <= 5


def test_a_line_over_the_limit_costs_that_line(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(limits, "MAX_BYTES", 1000)
    good = json.dumps({"text": TEXT})
    lines = tmp_path / "lines.jsonl"
    lines.write_text("\n".join([good, json.dumps({"text": "x" * 5000}), good]))
    assert [type(f) for f in opened([lines])] == [Article, TooLarge, Article]


@pytest.mark.parametrize("wrong", ["2022-13-40", "yesterday", "", "20221003", "2022-W40-1", "3 October 2022"])
def test_a_day_that_is_no_day(wrong: str) -> None:
    with pytest.raises(UsageError, match="YYYY-MM-DD"):
        day(wrong)


def test_a_day() -> None:
    assert day("2022-10-03") == date(2022, 10, 3)


@given(st.text(st.characters()))
def test_any_text_becomes_an_article_that_can_be_written(text: str) -> None:
    made = article_of(text, published="2022-10-03")
    assert len(made.text) == len(text)
    assert made.text.encode("utf-8").decode("utf-8") == made.text
    assert made.id == article_of(text).id


@given(st.binary())
def test_any_bytes_are_an_article_or_an_error(data: bytes) -> None:
    (found,) = opened(["-"], stdin=data)
    assert isinstance(found, Article | InputError)
