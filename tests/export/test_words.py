"""Days, places and quotations in plain words."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.export import jsonl, words
from dragoman.model import Record, When


@pytest.mark.parametrize(
    ("earliest", "latest", "edtf", "said"),
    [
        ("2022-10-03", "2022-10-03", "2022-10-03", "3 October 2022"),
        ("2022-10-03", "2022-10-04", "2022-10-03/2022-10-04", "3–4 October 2022"),
        ("2022-09-30", "2022-10-02", "2022-09-30/2022-10-02", "30 September – 2 October 2022"),
        ("2022-12-30", "2023-01-02", "2022-12-30/2023-01-02", "30 December 2022 – 2 January 2023"),
        ("2022-10-01", "2022-10-31", "2022-10", "October 2022"),
        ("2022-01-01", "2022-12-31", "2022", "2022"),
        ("2019-01-01", "2022-12-31", "2019/2022", "2019–2022"),
        ("2022-10-05", None, "2022-10-05/..", "from 5 October 2022"),
        (None, "2022-10-05", "../2022-10-05", "until 5 October 2022"),
        ("2018-08-01", "2018-08-31", "2018-08~", "about August 2018"),
        (None, None, "XXXX-10", "XXXX-10"),
        ("9999-12-31", "9999-12-31", "9999-12-31", "31 December 9999"),
        ("9999-01-01", "9999-12-31", "9999", "9999-01-01 to 9999-12-31"),
    ],
)
def test_intervals(earliest: str | None, latest: str | None, edtf: str, said: str) -> None:
    assert words.when(When(edtf, earliest, latest, "stated", "x", 0, 1)) == said


def test_an_inferred_time_says_so() -> None:
    told = When("2022-10-03", "2022-10-03", "2022-10-03", "inferred", "x", 0, 1)
    assert words.when(told) == "3 October 2022 (inferred)"
    assert words.when(told, short=True) == "3 Oct 2022"
    assert words.when(None) == ""


def test_the_middle_is_left_out() -> None:
    said = "In Bogota, the minister, who is on her second visit, will meet President Petro"
    assert words.shorten(said, 50) == "In Bogota, the minister, who … President Petro"
    assert words.shorten(said, 200) == said
    assert words.shorten("unbroken" * 10, 20) == "unbrokenunbrokenunb…"


@given(st.text().filter(lambda said: "…" not in said), st.integers(min_value=8, max_value=200))
def test_shortened_words_fit_and_keep_both_ends(said: str, width: int) -> None:
    short = words.shorten(said, width)
    assert len(short) <= width
    whole = words.clean(said)
    if short != whole:
        begin, mark, end = short.partition("…")
        assert mark
        assert whole.startswith(begin.rstrip())
        assert whole.endswith(end.lstrip())


@pytest.mark.parametrize(
    ("said", "quoted"),
    [
        ("the crew is safe", "“the crew is safe”"),
        ("“The crew is safe”", "“The crew is safe”"),
        ('"The crew is safe"', "“The crew is safe”"),
        ("a “model” for all", "“a ‘model’ for all”"),
        ("“One,” he said, “two”", "“‘One,’ he said, ‘two’”"),
    ],
)
def test_quotation_marks_are_not_doubled(said: str, quoted: str) -> None:
    assert words.quote(said, 80) == quoted


def test_lists() -> None:
    assert [words.listed(names) for names in ([], ["A"], ["A", "B"], ["A", "", "B", "C"])] == [
        "",
        "A",
        "A and B",
        "A, B and C",
    ]


def test_a_line_of_json_reads_back(full: Record) -> None:
    line = jsonl.line(full)
    assert "\n" not in line
    value = json.loads(line)
    assert list(value)[:2] == ["schema", "article"]
    assert value["resolutions"][0]["counts"] == {"for": 98, "against": 71, "abstain": None}
    assert value["article"]["text"] == full.article.text
    assert json.loads(jsonl.error_line("a", "b")) == {"error": {"source": "a", "reason": "b"}}
