"""A head learns what tells classes apart, is kept and read unchanged, and damage is noticed."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from dragoman.errors import KnowledgeError, MissingExtra
from dragoman.learned import encoder, linear
from dragoman.learned.linear import Case
from dragoman.learned.wordpiece import pieces

CASES = [
    Case({"condemn": 1.0, "bank": 1.0}, {}),
    Case({"condemn": 1.0, "port": 1.0}, {}),
    Case({"lend": 1.0, "bank": 1.0}, {}),
    Case({"lend": 1.0, "port": 1.0}, {}),
]
LABELS = ["ACCUSE", "ACCUSE", "AID", "AID"]


def test_a_head_learns_the_word_that_tells() -> None:
    head = linear.train(CASES, LABELS, share=1.0, penalty=0.1)
    odds = head.probabilities(Case({"lend": 1.0, "river": 1.0}, {}))
    assert odds["AID"] > 0.6
    assert sum(odds.values()) == pytest.approx(1)


def test_a_kept_head_says_the_same_and_the_same_bytes(tmp_path: Path) -> None:
    head = linear.train(CASES, LABELS, share=1.0, penalty=0.1)
    linear.save("words", head, tmp_path)
    first = (tmp_path / "words.npz").read_bytes()
    linear.save("words", head, tmp_path)
    assert (tmp_path / "words.npz").read_bytes() == first
    again = linear.load("words", tmp_path).probabilities(CASES[0])
    assert again == pytest.approx(head.probabilities(CASES[0]), abs=1e-3)


def test_damaged_weights_are_refused(tmp_path: Path) -> None:
    linear.save("words", linear.train(CASES, LABELS, share=1.0, penalty=0.1), tmp_path)
    (tmp_path / "words.npz").write_bytes(b"other")
    with pytest.raises(KnowledgeError, match="damaged"):
        linear.load("words", tmp_path)


def test_dense_rows_count_by_their_direction() -> None:
    cases = [Case({}, {}, np.array([[1.0, x]])) for x in (2.0, 3.0, -2.0, -3.0)]
    head = linear.train(cases, LABELS, share=1.0, penalty=0.1)
    assert head.probabilities(Case({}, {}, np.array([[1.0, 9.0]])))["ACCUSE"] > 0.5


def test_pieces_begin_where_their_words_stand() -> None:
    text = "Zürich hosts talks, unbelievably."
    found = pieces(text)
    assert found.starts[0] == found.starts[-1] == -1
    assert [text[s] for s in found.starts[1:4]] == ["Z", "h", "t"]
    assert "," in [text[s] for s in found.starts if s >= 0]
    assert len(pieces("word " * 1000).numbers) == 256


def test_a_missing_encoder_is_named_with_what_installs_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(encoder, "installed", lambda: False)
    encoder._session.cache_clear()
    with pytest.raises(MissingExtra, match=r"dragoman\[encoder\]"):
        encoder.encode("Oslo.")


def test_the_encoder_puts_like_sentences_closer() -> None:
    if not encoder.installed():
        pytest.skip("the encoder is not installed")
    near, far, other = (encoder.encode(t)[0].mean(axis=0) for t in ("They met.", "They held talks.", "Bananas rot."))
    assert float(near @ far) > float(near @ other)
