"""What holds of every record, whatever the text.

The draws are few, since each is parsed; EXAMPLES=500 in the environment draws more.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from dragoman import ingest, pipeline, segment
from dragoman.doc import note
from dragoman.export.jsonl import line
from dragoman.model import CLAIM_KINDS, Claim, Record, to_json
from strategies import DEEDS, PEOPLE, PLACES, TEXTS, articles

pytestmark = pytest.mark.model

PUBLISHED = "2024-05-06"
LAW = settings(
    max_examples=int(os.environ.get("EXAMPLES", "60")), deadline=None, suppress_health_check=list(HealthCheck)
)


def read(text: str) -> Record:
    return pipeline.read(text, published=PUBLISHED)


def claims(record: Record) -> Iterator[Claim]:
    for kind in CLAIM_KINDS:
        yield from getattr(record, kind)


def objects(value: Any) -> Iterator[dict[str, Any]]:
    """Every object in a JSON value."""
    if isinstance(value, dict):
        yield value
        for item in value.values():
            yield from objects(item)
    elif isinstance(value, list):
        for item in value:
            yield from objects(item)


@LAW
@given(TEXTS)
def test_any_string_is_read_and_stays_as_it_is(text: str) -> None:
    record = read(text)
    assert len(record.article.text) == len(text)
    assert all(a == b or "\ud800" <= b <= "\udfff" for a, b in zip(record.article.text, text, strict=True))


@LAW
@given(TEXTS)
def test_a_record_can_be_written_and_read_back(text: str) -> None:
    record = read(text)
    assert json.loads(line(record).encode("utf-8")) == to_json(record)


@LAW
@given(TEXTS)
def test_every_span_of_a_record_is_the_text_at_its_place(text: str) -> None:
    record = read(text)
    for found in objects(to_json(record)):
        if {"start", "end", "text"} <= set(found):
            assert record.article.text[found["start"] : found["end"]] == found["text"] != ""


@LAW
@given(TEXTS)
def test_tokens_stand_at_the_same_characters_as_in_the_article(text: str) -> None:
    article = segment.label(ingest.article_of(text))
    doc = pipeline.annotate(article)
    assert len(doc.text) == len(article.text)
    blank = str.maketrans("\r\n", "  ")
    assert doc.text.translate(blank) == article.text.translate(blank)
    assert all(token.idx == here for token, here in zip(doc, places(doc), strict=True))


def places(doc: Any) -> Iterator[int]:
    at = 0
    for token in doc:
        yield at
        at += len(token.text_with_ws)


@LAW
@given(articles())
def test_names_do_not_overlap_and_mentions_name_known_entities(text: str) -> None:
    doc = pipeline.annotate(segment.label(ingest.article_of(text)))
    notes = note(doc)
    ends = [0, *(name.end for name in notes.names)]
    assert all(name.start >= before for name, before in zip(notes.names, ends, strict=False))
    assert all(name.start <= name.head < name.end for name in notes.names)
    assert all(set(m.entities) <= set(notes.entities) and m.entities for m in notes.mentions)
    assert all(t.of is None or 0 <= t.of < len(notes.names) for t in notes.titles)


@LAW
@given(articles())
def test_ids_are_one_of_a_kind_and_lead_somewhere(text: str) -> None:
    record = read(text)
    made = [claim.id for claim in claims(record)]
    known = {entity.id for entity in record.entities}
    assert len(made) == len(set(made))
    assert len(known) == len(record.entities)
    for claim in claims(record):
        for who in named(claim):
            assert who in known or who in made or (len(who) == 2 and who.isupper())


def named(claim: Any) -> Iterator[str]:
    """The ids that a claim and its parts hold."""
    keys = "said_by traveller place meetings gatherings participants speaker audience person jurisdiction candidates"
    keys += " winner who organization body sponsors actors recipients claim country"
    for field in fields(claim):
        value = getattr(claim, field.name)
        for item in value if isinstance(value, tuple) else (value,):
            if is_dataclass(item):
                yield from named(item)
            elif isinstance(item, str) and field.name in keys.split():
                yield item


@LAW
@given(articles())
def test_a_claim_rests_on_words_of_the_headline_or_the_body(text: str) -> None:
    record = read(text)
    told = [s for s in record.article.segments if s.role in ("headline", "body")]
    for claim in claims(record):
        assert 0 <= claim.confidence <= 1
        for span in claim.evidence:
            assert any(s.start <= span.start and span.end <= s.end for s in told), (type(claim), span)


@LAW
@given(TEXTS)
def test_entities_are_mentioned_and_their_mentions_are_in_order(text: str) -> None:
    for entity in read(text).entities:
        starts = [mention.start for mention in entity.mentions]
        assert starts == sorted(starts) != []
        assert entity.name.strip() == entity.name != ""


@LAW
@given(TEXTS)
def test_the_same_text_gives_the_same_record(text: str) -> None:
    assert line(read(text)) == line(read(text))


PLANS = "will visit|plans to visit|is to visit|is scheduled to meet the president of|is expected to travel to".split(
    "|"
)


@LAW
@given(
    st.sampled_from([p for p in PEOPLE if p[0].isupper()]),
    st.sampled_from(PLANS),
    st.sampled_from([p for p in PLACES if p[0].isupper()]),
    st.integers(1, 200),
    st.booleans(),
)
def test_a_plan_is_not_told_as_done(who: str, plan: str, place: str, days: int, first: bool) -> None:
    day = date.fromisoformat(PUBLISHED) + timedelta(days)
    at = f"on {day.day} {day:%B %Y}"
    text = f"{at[0].upper()}{at[1:]}, {who} {plan} {place}." if first else f"{who} {plan} {place} {at}."
    for claim in claims(read(text)):
        if claim.when is not None and claim.when.earliest is not None and claim.when.earliest > PUBLISHED:
            assert claim.status != "happened"


@LAW
@given(articles(), st.sampled_from(DEEDS), st.sampled_from(PLACES))
def test_what_stands_behind_an_article_does_not_take_from_it(text: str, deed: str, place: str) -> None:
    """A paragraph more never loses the claims of a text that tells a meeting."""
    assume(text.strip())
    lead = "Prime Minister Joko Santoso met President Ana Ruiz in Geneva on Friday.\n\n"
    after = f"{lead}{text}\n\nThe guests {deed} {place}."
    assert any(m.evidence[0].start < len(lead) for m in read(after).meetings)


ODD = ["", " ", "\ud800", "“We will go,” he said.", "Ana Ruiz met Omar al-Hassan and Kim Min-ji in Lima, Peru. " * 20]


def test_records_are_the_same_to_the_byte_in_another_process(samples: Any) -> None:
    """Whatever the seed of the hashes, and so the order of sets."""
    code = (
        "import sys, json; from dragoman import pipeline; from dragoman.export.jsonl import line\n"
        "for t in json.load(sys.stdin): sys.stdout.buffer.write(line(pipeline.read(t, published='2024-05-06'))"
        ".encode() + b'\\n')"
    )
    texts = [path.read_text(encoding="utf-8") for path in sorted(samples.glob("*.txt"))] + ODD
    said = [
        subprocess.run(
            [sys.executable, "-c", code],
            input=json.dumps(texts).encode(),
            capture_output=True,
            check=True,
            env={**os.environ, "PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("1", "2")
    ]
    assert said[0] == said[1]
    assert said[0].count(b"\n") == len(texts)
