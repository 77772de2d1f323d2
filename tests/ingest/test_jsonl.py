"""One article a line, and what is wrong with a line."""

from __future__ import annotations

import io
import json

import pytest

from dragoman.errors import UnreadableInput
from dragoman.ingest import jsonl, open_inputs
from dragoman.model import Article

TEXT = "Foreign Minister Ana Ruiz will travel to Lima on Monday, her ministry said."
PAGE = (
    f"<html><head><title>On the page</title><meta property='article:published_time' content='2022-10-03'></head>"
    f"<body><article><p>{TEXT}</p></article></body></html>"
)


def read(*lines: str) -> list[Article]:
    found = list(open_inputs(["-"], None, io.BytesIO("\n".join(lines).encode())))
    assert all(isinstance(a, Article) for a in found), found
    return [a for a in found if isinstance(a, Article)]


def test_all_that_a_line_may_say() -> None:
    line = {"text": TEXT, "title": "Ruiz flies", "url": "https://x.example", "published": "2022-10-03", "id": "n1"}
    (found,) = read(json.dumps(line))
    assert (found.text, found.title, found.url, found.published, found.id) == tuple(line.values())
    assert found.source == "<stdin>:1"


def test_what_the_line_says_goes_before_the_page() -> None:
    own, page = read(
        json.dumps({"html": PAGE, "title": "On the line", "published": "2022-10-01"}), json.dumps({"html": PAGE})
    )
    assert (own.title, own.published, own.published_basis) == ("On the line", "2022-10-01", "given")
    assert (page.title, page.published, page.published_basis) == ("On the page", "2022-10-03", "metadata")


def test_halves_of_surrogate_pairs_are_replaced() -> None:
    (found,) = read('{"text": "\\ud800 Ana Ruiz said that she met \\ud83d\\ude00 \\u0000"}')
    assert found.text == "\ufffd Ana Ruiz said that she met 😀 \0"


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("{bad", "malformed JSON"),
        ("[" * 100_000, "malformed JSON"),
        ('["text"]', "not a JSON object"),
        ('{"body": "x"}', 'neither "text" nor "html"'),
        ('{"text": 5}', '"text" is not a string'),
        ('{"text": "x", "title": []}', '"title" is not a string'),
        ('{"text": "x", "published": "2022-13-40"}', '"2022-13-40"'),
        ('{"text": "x", "published": 20221003}', "20221003"),
        ('{"text": "x", "published": "Monday"}', "YYYY-MM-DD"),
    ],
)
def test_a_malformed_line(line: str, words: str) -> None:
    with pytest.raises(UnreadableInput, match="x:3") as raised:
        jsonl.entry(line.encode(), "x:3")
    assert words in raised.value.reason
    assert "\n" not in str(raised.value)
