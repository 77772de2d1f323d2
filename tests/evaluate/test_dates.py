"""Expressions of time are measured with the verbs' tenses and without, by half, type and kind, and hold their floor."""

from __future__ import annotations

from pathlib import Path

import pytest

from dragoman.evaluate import dates, timeml
from dragoman.evaluate.floors import falls, read_floors
from dragoman.model import DateMention

DOCUMENT = """<?xml version="1.0" ?>
<TimeML><DOCID>own-1</DOCID>
<DCT><TIMEX3 tid="t0" type="DATE" value="2022-10-03" functionInDocument="CREATION_TIME">2022-10-03</TIMEX3></DCT>
<TEXT>The envoy will arrive on <TIMEX3 tid="t1" type="DATE" value="2022-10-07">Friday</TIMEX3>
for a stay of <TIMEX3 tid="t2" type="DURATION" value="P3D">three days</TIMEX3>, his first since
<TIMEX3 tid="t3" type="DATE" value="2019">2019</TIMEX3>.</TEXT></TimeML>
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "own-1.tml").write_text(DOCUMENT, encoding="utf-8")
    return tmp_path


@pytest.mark.model
def test_the_tense_of_the_verb_shows_in_the_figures(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert dates.main([str(folder), "--errors", "B"]) == 0
    out = capsys.readouterr().out.splitlines()
    figures = {line[:16].strip(): line for line in out if "gold" in line}
    assert "value 100.0" in figures["all"]
    assert "value  66.7" in figures["all, no tense"]
    assert {"half A", "half B", "DATE", "DURATION", "weekday", "year or number", "duration"} <= set(figures)


def test_a_folder_without_gold_is_misuse(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert dates.main([str(tmp_path)]) == 2
    assert str(tmp_path) in capsys.readouterr().err


@pytest.mark.parametrize(
    ("text", "kind", "value", "name"),
    [
        ("Friday", "DATE", "2022-10-07", "weekday"),
        ("Friday night", "TIME", "2022-10-07TNI", "time of day"),
        ("last week", "DATE", "2022-W39", "last, ago, next"),
        ("a year earlier", "DATE", "2021", "last, ago, next"),
        ("the third quarter", "DATE", "2022-Q3", "quarter"),
        ("Oct. 30", "DATE", "2022-10-30", "month or day"),
        ("2019", "DATE", "2019", "year or number"),
        ("recently", "DATE", "PAST_REF", "now, recently"),
        ("three days", "DURATION", "P3D", "duration"),
        ("every Friday", "SET", "XXXX-WXX-5", "set"),
    ],
)
def test_each_expression_has_a_kind(text: str, kind: str, value: str, name: str) -> None:
    assert dates.kind_of(text, kind, value) == name


def test_what_is_missed_and_what_is_too_much_count_against_their_kind(folder: Path) -> None:
    document, score = timeml.read(folder / "own-1.tml"), timeml.Score()
    start = document.text.index("envoy")
    found = (
        DateMention(start, start + 5, "envoy", "SET", "P1D"),
        DateMention(25, 31, "Friday", "DATE", "2022-09-30"),
    )
    timeml.compare(document, found, score)
    tallies = dates.floored(score).by_kind
    assert (tallies["weekday"].found, tallies["weekday"].wanted, tallies["weekday"].right) == (1, 1, 0)
    assert (tallies["duration"].found, tallies["duration"].wanted) == (0, 1)
    assert tallies["set"].extras == 1
    assert dates.by_type(score)["DATE"].relaxed == 1


@pytest.mark.shared
@pytest.mark.model
@pytest.mark.slow
def test_the_gold_is_found_as_well_as_it_was(shared: Path) -> None:
    report = dates.evaluate(shared / "gold" / "dates")
    assert falls(read_floors()[dates.CORPUS], dates.floored(report.tensed["all"]), report.digest) == []
    one, other = report.tensed["A"], report.tensed["B"]
    for right in ("strict", "relaxed", "types", "values"):
        assert abs(one.f1(getattr(one, right)) - other.f1(getattr(other, right))) < 4, "rules fitted to documents"
