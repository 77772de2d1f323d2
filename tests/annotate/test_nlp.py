"""Articles to documents: every character keeps its place, segments do not run together, and no text is too much."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman import ingest, segment
from dragoman.annotate import nlp
from dragoman.doc import role
from dragoman.model import Article, Segment
from strategies import ANY


def article(text: str) -> Article:
    return segment.label(ingest.article_of(text))


@given(ANY, st.booleans())
def test_the_pieces_are_the_text(text: str, cut: bool) -> None:
    middle = len(text) // 2
    segments = (Segment(middle, len(text), "body"),) if cut and middle < len(text) else ()
    pieces = list(nlp._pieces(replace(ingest.article_of(text), segments=segments)))
    whole = "".join(piece for piece, _ in pieces)
    blank = str.maketrans("\r\n", "  ")
    assert whole.translate(blank) == ingest.article_of(text).text.translate(blank)
    assert all(piece for piece, _ in pieces)


def test_a_long_paragraph_is_cut_at_the_end_of_a_sentence() -> None:
    text = "The minister left for Lima on Friday. " * 600
    pieces = [piece for piece, _ in nlp._cut(text, prose=True)]
    assert len(pieces) > 1
    assert all(len(piece) <= nlp.LONGEST_PIECE for piece in pieces)
    assert all(piece.rstrip().endswith(".") for piece in pieces)


def test_a_word_without_end_is_cut() -> None:
    pieces = [piece for piece, _ in nlp._cut("go " + "x" * 5000 + " home", prose=True)]
    assert "".join(pieces) == "go " + "x" * 5000 + " home"
    assert max(len(word) for piece in pieces for word in piece.split()) <= nlp.LONGEST_TOKEN


@pytest.mark.model
def test_a_headline_does_not_run_into_the_first_sentence() -> None:
    doc = nlp.parse(article("Ruiz to visit Lima\n\nLIMA, Peru (AP) -- Ana Ruiz will come on Friday. She will stay.\n"))
    found = [sentence.text.strip() for sentence in doc.sents if sentence.text.strip()]
    assert found[0] == "Ruiz to visit Lima"
    assert found[-2:] == ["Ana Ruiz will come on Friday.", "She will stay."]


@pytest.mark.model
def test_a_tail_does_not_go_on_with_the_last_sentence() -> None:
    doc = nlp.parse(article("Ana Ruiz arrived in Lima on Friday to meet the president.\n\n(ar/jl)\n"))
    assert doc[0].sent.text.strip() == "Ana Ruiz arrived in Lima on Friday to meet the president."


@pytest.mark.model
def test_a_line_break_inside_a_paragraph_is_a_blank() -> None:
    text = "Ana Ruiz visited Lima on Friday and met the mayor of the city, who asked her to come back in the spring."
    segments = (Segment(0, len(text), "body"),)
    whole = nlp.parse(replace(ingest.article_of(text), segments=segments))
    broken = nlp.parse(replace(ingest.article_of(text.replace(" and", "\nand")), segments=segments))
    assert [(t.text, t.head.i) for t in broken] == [(t.text, t.head.i) for t in whole]
    assert len(list(broken.sents)) == 1


@pytest.mark.model
def test_tokens_of_boilerplate_are_there_and_unread() -> None:
    text = "Ana Ruiz visited Lima on Friday.\n\n###\n"
    doc = nlp.parse(article(text))
    last = next(t for t in doc if t.text.startswith("#"))
    assert role(doc, last.i) != "body"
    assert last.dep_ == ""


@pytest.mark.model
@pytest.mark.parametrize("text", ["", " ", "\n\n\n", ".", "\x00", "ab" * 3000])
def test_a_text_without_prose_is_a_document(text: str) -> None:
    assert len(nlp.parse(article(text)).text) == len(text)


@pytest.mark.model
def test_batches_change_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "\n\n".join(f"President Ruiz will visit Lima on May {day}." for day in range(1, 20))
    at_once = [(t.text, t.dep_, t.head.i, t.tag_) for t in nlp.parse(article(text))]
    monkeypatch.setattr(nlp, "BATCH", 100)
    assert [(t.text, t.dep_, t.head.i, t.tag_) for t in nlp.parse(article(text))] == at_once
