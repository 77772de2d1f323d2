"""Bytes become text in the encodings in which desks write."""

from __future__ import annotations

import pytest

from dragoman.errors import UnreadableInput
from dragoman.ingest import text

WESTERN = "Minister Schröder said “we don’t pay” at a café in Bogotá – and left for Malmö.\n"

RUSSIAN = (
    "Министр иностранных дел отправится в Лиму в понедельник, чтобы встретиться с президентом, сообщило "
    "министерство. Мы друзья, сказала она журналистам в столице во вторник.\n"
)


@pytest.mark.parametrize(
    ("words", "encoding"),
    [
        (WESTERN, "utf-8"),
        (WESTERN, "utf-8-sig"),
        (WESTERN, "utf-16"),
        (WESTERN, "utf-16-le"),
        (WESTERN, "utf-16-be"),
        (WESTERN, "utf-32"),
        (WESTERN, "cp1252"),
        (WESTERN, "mac_roman"),
        ("President Erdoğan met Minister Gül in Ankara.\n", "cp1254"),
        ("President Wałęsa flew from Łódź on Monday.\n", "cp1250"),
        (RUSSIAN, "koi8-r"),
        (RUSSIAN, "cp1251"),
    ],
)
def test_encodings(words: str, encoding: str) -> None:
    assert text.decode(words.encode(encoding), "x.txt") == words


def test_line_ends_are_kept() -> None:
    assert text.decode(b"one\r\ntwo\rthree\n", "x.txt") == "one\r\ntwo\rthree\n"


def test_a_stray_byte_does_not_cost_the_accents() -> None:
    damaged = (WESTERN * 3).encode() + b"\x93quoted\x94\n"
    assert text.decode(damaged, "x.txt") == WESTERN * 3 + "\ufffdquoted\ufffd\n"


def test_a_letter_cut_at_the_end() -> None:
    assert text.decode("She flew to Malmö".encode()[:-1], "x.txt") == "She flew to Malm\ufffd"


def test_a_zero_among_letters_is_text() -> None:
    words = WESTERN + "\0" + WESTERN
    assert text.decode(words.encode(), "x.txt") == words


def test_what_cannot_be_told() -> None:
    with pytest.raises(UnreadableInput, match=r"x\.txt"):
        text.decode(bytes([0x81, 0x8D, 0xFF, 0xFE, 0x90, 0x9D] * 50 + [0xC3]), "x.txt")
