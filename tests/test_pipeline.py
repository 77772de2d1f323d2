"""The stages in order: what a text with a day of publication comes to."""

from __future__ import annotations

import pytest

from dragoman import pipeline
from dragoman.errors import UsageError
from dragoman.model import CLAIM_KINDS, Record

STORY = """\
Ruiz to visit Tokyo

LIMA, Peru, May 3 (AFP) -- Peruvian Foreign Minister Ana Ruiz will travel to Tokyo on Monday to meet her Japanese \
counterpart, Kenji Tanaka, officials said.

She met Bolivian President Luis Rojas in Lima on Thursday.

(ar/jl)
"""


@pytest.fixture(scope="module")
def record() -> Record:
    return pipeline.read(STORY, published="2024-05-03", source="story.txt", title="A title")


pytestmark = pytest.mark.model


def names(record: Record, ids: tuple[str, ...]) -> list[str]:
    known = {e.id: e.name for e in record.entities}
    return sorted(known[i] for i in ids)


def test_the_article_is_the_text_with_what_is_known_of_it(record: Record) -> None:
    article = record.article
    assert (article.text, article.source, article.title) == (STORY, "story.txt", "A title")
    assert (article.published, article.published_basis) == ("2024-05-03", "given")
    assert [s.role for s in article.segments][:3] == ["headline", "dateline", "body"]


def test_what_is_planned_and_what_was_done(record: Record) -> None:
    met = record.meetings
    (trip,) = (t for t in record.trips if t.status == "planned")
    assert names(record, (trip.traveller,)) == ["Ana Ruiz"]
    assert trip.legs[0].when is not None
    assert trip.legs[0].when.edtf.startswith("2024-05-06")
    done = next(m for m in met if m.status == "happened")
    assert names(record, done.participants) == ["Ana Ruiz", "Luis Rojas"]
    assert done.when is not None
    assert done.when.edtf == "2024-05-02"


def test_a_tail_and_a_dateline_are_no_evidence(record: Record) -> None:
    spans = [s.text for kind in (record.trips, record.meetings, record.tenures) for c in kind for s in c.evidence]
    assert spans
    assert not [s for s in spans if "AFP" in s or "(ar" in s]


def test_without_a_day_of_publication_the_year_is_not_made_up() -> None:
    told = pipeline.read("Ana Ruiz will travel to Tokyo on Monday to meet Kenji Tanaka.")
    assert told.article.published is None
    assert [d.earliest for d in told.dates] == [None]
    assert all(t.when is None or t.when.earliest is None for t in told.trips)


@pytest.mark.parametrize("day", ["yesterday", "2024-02-30", "03/05/2024", ""])
def test_a_day_that_is_none_is_refused(day: str) -> None:
    with pytest.raises(UsageError):
        pipeline.read("Ana Ruiz went home.", published=day)


@pytest.mark.parametrize("text", ["", "   \n\n ", "???", "\x00", "。", "——"])
def test_nothing_to_tell_is_an_empty_record(text: str) -> None:
    told = pipeline.read(text, published="2024-05-03")
    assert told.article.text == text
    assert told.entities == ()
    assert all(getattr(told, kind) == () for kind in CLAIM_KINDS)


def test_a_question_is_no_claim() -> None:
    told = pipeline.read("Will President Ana Ruiz meet President Juan Soto in Arica on Friday?", published="2024-05-03")
    assert told.meetings == ()
    assert told.trips == ()
    assert len(told.tenures) == 2, "that they are presidents is taken for granted"


def test_groups_stand_in_the_record_only_where_a_claim_names_them() -> None:
    told = pipeline.read("Reporters watched the diplomats.", published="2024-05-03")
    named = {i for action in told.actions for i in (*action.actors, *action.recipients)}
    assert {e.id for e in told.entities if e.kind == "group"} <= named | {s.speaker for s in told.statements}
