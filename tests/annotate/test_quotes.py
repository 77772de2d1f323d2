"""Quotation marks: every convention, the stray mark that costs one quotation, and linear time on hostile text."""

from __future__ import annotations

import itertools
import time

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.tokens import Doc

from dragoman.annotate import quotes
from dragoman.doc import note, open_notes
from dragoman.model import Article, Segment

ENGLISH = spacy.blank("en")
MARKS = "“”\"`‘’'«»„''"


def annotated(text: str, *segments: Segment) -> Doc:
    doc = ENGLISH(text)
    open_notes(doc, Article("t", "t", None, None, None, None, None, "en", text, segments))
    quotes.annotate(doc)
    return doc


def found(text: str) -> list[str]:
    """The quotations with their marks, those that are not closed with a trailing bar."""
    doc = annotated(text)
    return [doc[q.start : q.end].text + ("" if q.closed else "|") for q in note(doc).quotes]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“The pass is open,” he said.", ["“The pass is open,”"]),
        ('"The pass is open," he said.', ['"The pass is open,"']),
        ("``The pass is open,'' he said.", ["``The pass is open,''"]),
        ("''The pass is open,'' he said.", ["''The pass is open,''"]),
        ("‘The pass is open,’ he said.", ["‘The pass is open,’"]),
        ("'The pass is open,' he said.", ["'The pass is open,'"]),
        ("He said: « Le col est ouvert ».", ["« Le col est ouvert »"]),
        ("He said: »Der Pass ist offen«.", [" »Der Pass ist offen«".strip()]),
        ("Er sagte: „Der Pass ist offen“.", ["„Der Pass ist offen“"]),
        ("He called it a “bridge of trust”.", ["“bridge of trust”"]),
        ("”The pass is open,” wrote the desk.", ["”The pass is open,”"]),
        ("He said: ” The pass … is open,” twice.", ["” The pass … is open,”"]),
    ],
)
def test_conventions(text: str, expected: list[str]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The minister's aides' cars were the envoys' cars.",
        "It wasn't the boss’s, and they’re Chirac’s.",
        "Rock 'n' roll in the '90s; 'twas ever thus.",
        "A plank 6' long and 5'10\" wide.",
        'The 12" guns fell silent.',
        "Nothing but marks: “” \"\" ''",
    ],
)
def test_what_is_no_quotation(text: str) -> None:
    assert found(text) == []


def test_an_apostrophe_inside_single_marks_does_not_close_them() -> None:
    assert found("'We won't leave, and the ministers' talks won't fail,' he said.") == [
        "'We won't leave, and the ministers' talks won't fail,'"
    ]


@pytest.mark.parametrize(
    ("text", "inner"),
    [
        ("“He told me ‘never again’ and left,” she said.", "‘never again’"),
        ("\"He told me 'never again' and left,\" she said.", "'never again'"),
        ("``Sing `Tipperary' to them,'' she said.", "`Tipperary'"),
        ('"He said "no" to me," she said.', '"no"'),
    ],
)
def test_nested_quotations_are_both_there_the_outer_one_first(text: str, inner: str) -> None:
    outer, nested = found(text)
    assert inner in outer
    assert nested == inner


@pytest.mark.parametrize(
    "text",
    [
        "“We go, he said. “They agreed,” she said. “Good,” he said.",
        '"We go, he said. "They agreed," she said. "Good," he said.',
        "``We go, he said. ``They agreed,'' she said. ``Good,'' he said.",
    ],
)
def test_a_missing_mark_costs_its_own_quotation_alone(text: str) -> None:
    first, second, third = found(text)
    assert first.endswith("he said.|")
    assert "They agreed," in second
    assert "she said" not in second
    assert "Good," in third


@pytest.mark.parametrize("stray", ["”", '"', "''", "»", "’"])
def test_a_stray_closing_mark_costs_nothing(stray: str) -> None:
    assert found(f"He left{stray} early. “It rains,” he said.")[-1] == "“It rains,”"


def test_a_speech_reopened_at_each_paragraph_is_open_until_its_last() -> None:
    text = "“The first part.\n\n“The second part.\n\n“The third part,” he said."
    assert found(text) == ["“The first part.|", "“The second part.|", "“The third part,”"]


def test_no_quotation_runs_over_a_segment() -> None:
    text = 'Say "yes\nThe other "side" spoke.'
    cut = text.index("\n")
    doc = annotated(text, Segment(0, cut, "headline"), Segment(cut + 1, len(text), "body"))
    assert [doc[q.start : q.end].text for q in note(doc).quotes] == ['"yes', '"side"']


def test_tokens_within_marks_are_quoted_and_others_are_not() -> None:
    doc = annotated("He said “yes ‘and’ no” twice.")
    quoted = [token.text for token, inside in zip(doc, note(doc).quoted, strict=True) if inside]
    assert quoted == ["“", "yes", "‘", "and", "’", "no", "”"]


@given(st.text(alphabet=st.sampled_from([*MARKS, "a", "B", " ", ".", ",", "\n", "s", "9"]), max_size=80) | st.text())
def test_any_text_gives_quotations_that_fit(text: str) -> None:
    doc = annotated(text)
    spans = [(q.start, q.end) for q in note(doc).quotes]
    assert spans == sorted(spans, key=lambda span: (span[0], -span[1]))
    assert all(0 <= start < end <= len(doc) for start, end in spans)
    assert len(note(doc).quoted) == len(doc)
    for (a, b), (c, d) in itertools.pairwise(spans):
        assert a <= c
        assert c >= b or d <= b, "quotations are apart or one within the other"


@pytest.mark.parametrize("unit", ['"a ', "“ ‘ « ", "' ", "“x” ", "'a «b \"c ", "``a ", "a’ ", "»x«"])
def test_time_is_linear_on_hostile_marks(unit: str) -> None:
    doc = Doc(ENGLISH.vocab, words=["x"])

    def seconds(times: int) -> float:
        text = unit * times
        open_notes(doc, Article("t", "t", None, None, None, None, None, "en", text))
        begin = time.process_time()
        quotes.annotate(doc)
        return time.process_time() - begin

    seconds(100)
    assert seconds(40_000) < 30 * seconds(4_000) + 0.2
