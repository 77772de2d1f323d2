"""Marked pairs: marks are taken out, figures are those of a table worked by hand."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from dragoman.evaluate.events import coded, main, predict, quad, score
from dragoman.evaluate.folds import macro_f1
from dragoman.evaluate.marked import Row, read_row, rows, unmarked


def test_marks_are_taken_out_and_their_characters_kept() -> None:
    text, spans = unmarked("<s>Norway</s> sued <t>Chile</t>'s bank; <t>Chile</t> paid.")
    assert text == "Norway sued Chile's bank; Chile paid."
    assert [text[a:b] for a, b in spans["source"]] == ["Norway"]
    assert [text[a:b] for a, b in spans["target"]] == ["Chile", "Chile"]


def test_marks_inside_marks_are_kept_apart() -> None:
    text, spans = unmarked("<t>The army of <s>Mali</s></t> fled.")
    assert [text[a:b] for a, b in spans["source"]] == ["Mali"]
    assert [text[a:b] for a, b in spans["target"]] == ["The army of Mali"]


def test_figures_of_a_small_table() -> None:
    pairs = [("AID", "AID"), ("AID", "YIELD"), ("YIELD", "YIELD"), ("ACCUSE", "NONE")]
    figures = score(pairs)
    assert (figures.rows, figures.accuracy, figures.silent) == (4, 0.5, 1)
    assert figures.macro_f1 == pytest.approx((2 / 3 + 2 / 3 + 0) / 3)
    assert figures.quad_f1 == pytest.approx((1 + 0) / 2)


def test_a_class_that_is_never_given_counts_as_zero() -> None:
    assert macro_f1([("AID", "ACCUSE"), ("ACCUSE", "ACCUSE")]) == pytest.approx((0 + 2 / 3) / 2)


def test_quads_of_the_golds_roots() -> None:
    assert [quad(root) for root in ("AGREE", "YIELD", "REJECT", "ASSAULT", "NONE")] == [1, 2, 3, 4, 0]


def test_rows_are_read_and_empty_lines_left_out() -> None:
    line = json.dumps({"sentence_id": "7b", "marked_sentence": "<s>A</s> met <t>B</t>.", "gold_root": "CONSULT"})
    assert list(rows(["", line, " "])) == [Row(7, "A met B.", ((0, 1),), ((6, 7),), "CONSULT")]


def test_a_folder_without_rows_is_misuse(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(tmp_path)]) == 2
    assert str(tmp_path) in capsys.readouterr().err


@pytest.mark.model
def test_the_frame_between_source_and_target_decides() -> None:
    marked = "<s>Norway</s> accused <t>Chile</t>, and Peru gave Bolivia a loan."
    line = json.dumps({"sentence_id": "1", "marked_sentence": marked, "gold_root": "ACCUSE"})
    assert [predict(row) for row in rows([line])] == ["ACCUSE"]
    other = json.dumps(
        {
            "sentence_id": "1",
            "marked_sentence": "Norway accused Chile, and <s>Peru</s> gave <t>Bolivia</t> a loan.",
            "gold_root": "AID",
        }
    )
    assert [predict(row) for row in rows([other])] == ["AID"]


@pytest.mark.model
@pytest.mark.shared
def test_the_gold_is_coded_as_well_as_before(shared: Path) -> None:
    path = shared / "gold" / "events" / "plv_train.jsonl"
    told = list(rows(path.read_text(encoding="utf-8").splitlines()))
    read = [read_row(row) for row in told]
    odd = score([(row.root, reading.root) for row, reading in zip(told, read, strict=True) if row.number % 2])
    assert (odd.accuracy >= 0.73, odd.macro_f1 >= 0.72, odd.quad_f1 >= 0.825) == (True, True, True)
    both = score(list(zip([row.root for row in told], coded(told, read, votes=True, encoded=False), strict=True)))
    assert (both.accuracy >= 0.80, both.macro_f1 >= 0.78, both.quad_f1 >= 0.87) == (True, True, True)


@pytest.mark.model
def test_a_row_that_was_not_learned_from_is_coded_by_the_kept_head() -> None:
    lines = (
        ("<s>Peru</s> accused <t>Chile</t> of spying on its navy.", "ACCUSE"),
        ("<s>Norway</s> gave <t>Malawi</t> 30 million kroner in aid.", "AID"),
        ("<s>Rebels</s> shelled <t>the army</t> near Goma.", "ASSAULT"),
    )
    told = list(rows(json.dumps({"sentence_id": "1", "marked_sentence": m, "gold_root": r}) for m, r in lines))
    assert coded(told, [read_row(row) for row in told], votes=True, encoded=False) == ["ACCUSE", "AID", "ASSAULT"]
