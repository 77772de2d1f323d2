"""Documents in TimeML are read, and what was found in them is counted as TempEval-3 counts it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from dragoman.evaluate import timeml
from dragoman.model import DateMention, DateType

DOCUMENT = """<?xml version="1.0" ?>
<TimeML><DOCID>own-1</DOCID>
<DCT><TIMEX3 tid="t0" type="DATE" value="2022-10-03" functionInDocument="CREATION_TIME">2022-10-03</TIMEX3></DCT>
<TEXT>The envoy <EVENT eid="e1">arrived</EVENT> on <TIMEX3 tid="t1" type="DATE" value="2022-10-02">Sunday</TIMEX3>
for a stay of <TIMEX3 tid="t2" type="DURATION" value="P3D">some three days</TIMEX3>, his first since
<TIMEX3 tid="t3" type="DATE" value="2019">2019</TIMEX3>.</TEXT></TimeML>
"""


@pytest.fixture
def document(tmp_path: Path) -> timeml.Document:
    path = tmp_path / "own-1.tml"
    path.write_text(DOCUMENT, encoding="utf-8")
    return timeml.read(path)


def test_a_document_gives_its_text_its_day_and_its_expressions(document: timeml.Document) -> None:
    assert document.published == date(2022, 10, 3)
    assert document.text.startswith("The envoy arrived on Sunday\n")
    assert [(g.text, g.type, g.value) for g in document.golds] == [
        ("Sunday", "DATE", "2022-10-02"),
        ("some three days", "DURATION", "P3D"),
        ("2019", "DATE", "2019"),
    ]
    assert all(document.text[g.start : g.end] == g.text for g in document.golds)


def test_the_measures_tell_words_overlap_and_value_apart(document: timeml.Document) -> None:
    def found(text: str, value: str, kind: DateType = "DATE") -> DateMention:
        start = document.text.index(text)
        return DateMention(start, start + len(text), text, kind, value)

    score = timeml.Score()
    mentions = (
        found("The", "2022"),
        found("Sunday", "2022-10-02"),
        found("three days", "P3D", "DURATION"),
        found("2019", "2018"),
    )
    timeml.compare(document, mentions, score)
    assert (score.gold, score.found, score.strict, score.relaxed, score.values) == (3, 4, 2, 3, 2)
    assert score.f1(score.relaxed) == pytest.approx(200 * 3 / 7)
    assert [error.split()[0] for error in score.errors] == ["extent", "value", "spurious"]


def test_a_file_that_is_no_xml_is_named(tmp_path: Path) -> None:
    path = tmp_path / "bad.tml"
    path.write_text("<TimeML><TEXT>", encoding="utf-8")
    with pytest.raises(ValueError, match=r"bad\.tml: not XML"):
        timeml.read(path)


def test_the_halves_do_not_move() -> None:
    assert [timeml.half(f"own-{n}.tml") for n in range(6)] == ["B", "B", "B", "A", "B", "B"]
