"""TimeML that is written reads back: the same text, the same expressions, whatever stands in the text."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.annotate.dates import find
from dragoman.evaluate import timeml
from dragoman.export import tml
from dragoman.ingest import article_of
from dragoman.resolve.when import resolve


def written(text: str, folder: Path, published: str | None = "2022-10-03") -> timeml.Document:
    article = article_of(text, "own & <1>", published=published)
    mentions = resolve(find(article.text), None, lambda _: None)
    path = folder / "own.tml"
    path.write_text(tml.document(article, mentions), encoding="utf-8", newline="")
    return timeml.read(path)


def test_the_words_and_values_are_what_was_found(tmp_path: Path) -> None:
    read = written('Talks < 3 hours & "more" began on 3 October 2022.', tmp_path)
    assert read.published is not None
    assert read.published.isoformat() == "2022-10-03"
    assert [(g.text, g.type, g.value) for g in read.golds] == [
        ("3 hours", "DURATION", "PT3H"),
        ("3 October 2022", "DATE", "2022-10-03"),
    ]
    assert read.text == 'Talks < 3 hours & "more" began on 3 October 2022.'


def test_what_makes_a_time_early_or_bounded_is_its_mod() -> None:
    text = "It began in late 2021, took more than two weeks and ended in March 2022, about noon on Friday."
    article = article_of(text, "own", published="2022-10-03")
    told = tml.document(article, resolve(find(text), None, lambda _: None))
    assert 'value="2021" mod="END">late 2021<' in told
    assert 'value="P2W" mod="MORE_THAN">more than two weeks<' in told
    assert 'value="2022-03">March 2022<' in told


def test_without_a_day_there_is_no_dct(tmp_path: Path) -> None:
    assert written("He left in 1998.", tmp_path, None).published is None


@given(st.text(max_size=80))
@settings(max_examples=100)
def test_any_text_comes_back_with_its_offsets(text: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        read = written(f"{text} in 1998 {text}", Path(folder))
    assert all(read.text[g.start : g.end] == g.text for g in read.golds)
    assert any(g.text == "1998" for g in read.golds) or "1998" not in [e.text for e in find(f"{text} in 1998 {text}")]
