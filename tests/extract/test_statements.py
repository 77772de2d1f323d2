"""Statements: the frames of speech on hand-made parses, quoted speech from the surface, and whole texts."""

from __future__ import annotations

import time
from itertools import pairwise
from typing import Any

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc

from dragoman.annotate import clauses, quotes
from dragoman.doc import open_notes
from dragoman.extract.statements import find
from dragoman.extract.statements.attribution import attitude, shapes, words
from dragoman.lexicon import load
from dragoman.model import Article, Record, Rejection, Statement
from dragoman.pipeline import read

VOCAB = spacy.blank("en").vocab
POS = {"V": "VERB", "N": "NOUN", "P": "PRON", "I": "ADP", "D": "DET", "J": "ADJ", "R": "ADV", "M": "AUX", "T": "PART"}


def parsed(*tokens: str) -> Doc:
    """A document of one sentence from "word/TAG/dep>head" tokens; "said=say/VBD/..." gives a lemma."""
    parts = [token.rsplit("/", 2) for token in tokens]
    forms = [word.partition("=") for word, _, _ in parts]
    tags = [tag for _, tag, _ in parts]
    doc = Doc(
        VOCAB,
        words=[form for form, _, _ in forms],
        lemmas=[lemma or form.lower() for form, _, lemma in forms],
        tags=tags,
        pos=["PROPN" if tag.startswith("NNP") else POS.get(tag[0], "PUNCT") for tag in tags],
        deps=[link.partition(">")[0] for _, _, link in parts],
        heads=[int(link.partition(">")[2]) for _, _, link in parts],
    )
    open_notes(doc, Article("t", "t", None, None, None, None, None, "en", doc.text))
    quotes.annotate(doc)
    clauses.annotate(doc)
    return doc


def told(doc: Doc) -> list[tuple[str | None, str | None, str, str, str]]:
    """(source, cue, attitude, form, content) of each statement of a document."""
    return [
        (s.source.text if s.source else None, s.cue.text if s.cue else None, s.attitude, s.form, contents(s))
        for s in find(doc, {})
        if not isinstance(s, Rejection)
    ]


def contents(statement: Statement) -> str:
    return " | ".join(span.text for span in statement.content)


# Hand-made parses: no model


def test_a_clause_after_the_verb() -> None:
    doc = parsed(
        "Diplomats/NNS/nsubj>1", "said=say/VBD/ROOT>1", "that/IN/mark>5", "talks/NNS/nsubj>5", "had=have/VBD/aux>5",
        "failed=fail/VBN/ccomp>1", "././punct>1",
    )  # fmt: skip
    assert told(doc) == [("Diplomats", "said", "said", "indirect", "that talks had failed")]


def test_a_sentence_before_the_verb() -> None:
    doc = parsed(
        "Talks/NNS/nsubj>1", "failed=fail/VBD/ccomp>4", ",/,/punct>4", "diplomats/NNS/nsubj>4", "said=say/VBD/ROOT>4",
        "././punct>4",
    )  # fmt: skip
    assert told(doc) == [("diplomats", "said", "said", "indirect", "Talks failed")]


def test_a_verb_that_interrupts_leaves_two_stretches() -> None:
    doc = parsed(
        "Talks/NNS/nsubj>6", ",/,/punct>3", "she/PRP/nsubj>3", "said=say/VBD/parataxis>6", ",/,/punct>3",
        "may/MD/aux>6", "fail/VB/ROOT>6", "././punct>6",
    )  # fmt: skip
    assert told(doc) == [("she", "said", "said", "indirect", "Talks | may fail")]


def test_what_is_asked_of_somebody() -> None:
    doc = parsed(
        "Quito/NNP/nsubj>1", "called=call/VBD/ROOT>1", "on/IN/prep>1", "all/DT/det>4", "states/NNS/pobj>2",
        "to/TO/aux>6", "wait/VB/xcomp>1", "././punct>1",
    )  # fmt: skip
    assert told(doc) == [("Quito", "called", "asked", "indirect", "all states to wait")]


def test_a_promise_is_intended() -> None:
    doc = parsed(
        "Quito/NNP/nsubj>1", "vowed=vow/VBD/ROOT>1", "to/TO/aux>3", "wait/VB/xcomp>1", "././punct>1"
    )  # fmt: skip
    assert told(doc) == [("Quito", "vowed", "intended", "indirect", "to wait")]


def test_a_planned_visit_is_a_trip_and_no_statement() -> None:
    doc = parsed(
        "Noboa/NNP/nsubj>1", "plans=plan/VBZ/ROOT>1", "to/TO/aux>3", "visit/VB/xcomp>1", "Lima/NNP/dobj>3", "././punct>1"
    )  # fmt: skip
    assert told(doc) == []


def test_according_to() -> None:
    doc = parsed(
        "Talks/NNS/nsubj>1", "failed=fail/VBD/ROOT>1", ",/,/punct>1", "according=accord/VBG/prep>1", "to/IN/prep>3",
        "aides/NNS/pobj>4", "././punct>1",
    )  # fmt: skip
    assert told(doc) == [("aides", "according to", "said", "indirect", "Talks failed")]


def test_what_was_not_said_is_no_statement() -> None:
    doc = parsed(
        "Aides/NNS/nsubj>3", "did=do/VBD/aux>3", "not/RB/neg>3", "say/VB/ROOT>3", "talks/NNS/nsubj>5",
        "failed=fail/VBD/ccomp>3", "././punct>3",
    )  # fmt: skip
    assert told(doc) == []


# The lexicon


def test_every_shape_has_an_attitude_of_the_record() -> None:
    known = {"said", "believed", "intended", "asked"}
    used = {shape for found in shapes().values() for shape in found}
    assert {attitude(shape) for shape in used} == known
    assert words("going_on")


@pytest.mark.model
def test_every_example_of_the_lexicon_makes_a_statement() -> None:
    for name, entry in load("speech").items():
        for example in entry.get("examples", ()):
            if name not in ("nouns", "labels"):
                assert statements(example), f"{name}: {example}"


# Whole texts


def record(text: str, published: str | None = None) -> Record:
    return read(text, published=published)


def statements(text: str, published: str | None = None) -> list[dict[str, Any]]:
    """The statements of a text with names for ids."""
    found = record(text, published)
    names = {entity.id: entity.name for entity in found.entities}
    return [
        {
            "speaker": names.get(s.speaker or ""),
            "source": s.source.text if s.source else None,
            "cue": s.cue.text if s.cue else None,
            "form": s.form,
            "attitude": s.attitude,
            "content": contents(s),
            "audience": names.get(s.audience or ""),
            "said_by": names.get(s.said_by or ""),
            "when": s.when.edtf if s.when else None,
            "status": s.status,
        }
        for s in sorted(found.statements, key=lambda s: s.content[0].start)
    ]


CASES = [
    (
        "“Our door is open,” said Estonian Foreign Minister Kadri Tamm. “It has never been shut.”",
        [{"speaker": "Kadri Tamm", "form": "direct", "content": "Our door is open | It has never been shut"}],
    ),
    (
        "Peruvian President Rosa Quispe told reporters: “We will vote no.”",
        [{"speaker": "Rosa Quispe", "cue": "told", "form": "direct", "content": "We will vote no"}],
    ),
    (
        '"Why would we leave?" Malian Foreign Minister Abdou Keita asked on Friday.',
        [{"speaker": "Abdou Keita", "form": "direct", "content": "Why would we leave?"}],
    ),
    (
        "“The harbour,” Omani minister Said al-Busaidi said, “belongs to nobody.”",
        [{"speaker": "Said al-Busaidi", "form": "direct", "content": "The harbour | belongs to nobody"}],
    ),
    (
        "The government spokesman said the plan was “a gift to smugglers” and would be dropped.",
        [{"form": "mixed", "content": "the plan was “a gift to smugglers” and would be dropped", "speaker": None}],
    ),
    (
        "The minister warned Caracas that the border would close, adding that no date had been set.",
        [
            {"cue": "warned", "content": "that the border would close", "audience": "Venezuela"},
            {"cue": "adding", "content": "that no date had been set"},
        ],
    ),
    (
        "A spokesman says the envoy is safe, but added he would not return.",
        [{"cue": "says", "content": "the envoy is safe"}, {"cue": "added", "content": "he would not return"}],
    ),
    (
        "Officials have called the treaty a “dead letter”.",
        [{"cue": "called", "form": "mixed", "content": "the treaty a “dead letter”", "speaker": None}],
    ),
    (
        "Mozambique's president accused the rebels of burning villages.",
        [{"cue": "accused", "content": "the rebels of burning villages"}],
    ),
    (
        "The pipeline will reopen, the minister was quoted as saying by the Tass news agency.",
        [{"content": "The pipeline will reopen", "source": "the minister"}],
    ),
    (
        "“We were on this river before the border.” — Maria Quispe",
        [{"form": "direct", "source": "Maria Quispe", "content": "We were on this river before the border"}],
    ),
    (
        "The declaration “deplores the loss of life among the fishermen of both coasts”.",
        [{"form": "mixed", "content": "deplores the loss of life among the fishermen of both coasts"}],
    ),
]


@pytest.mark.model
@pytest.mark.parametrize(("text", "expected"), CASES, ids=[text[:40] for text, _ in CASES])
def test_statements_of_a_text(text: str, expected: list[dict[str, Any]]) -> None:
    found = statements(text)
    assert [{key: one[key] for key in want} for one, want in zip(found, expected, strict=False)] == expected
    assert len(found) == len(expected)


@pytest.mark.model
@pytest.mark.parametrize(
    "text",
    [
        "The so-called “peace line” crosses the market.",
        "She appeared on “Morning in Riga” and left.",
        "The resolution would have demanded a ceasefire.",
        "Nobody in the hall knew the tune.",
        "The king has no plans to close the port.",
        "The queen has a plan to visit Oslo.",
        "The minister did not say whether the port would open.",
    ],
)
def test_no_statement(text: str) -> None:
    assert statements(text) == []


@pytest.mark.model
def test_a_statement_within_a_statement_is_told_by_the_outer_speaker() -> None:
    text = "Ghanaian President Kofi Addo said that Togolese President Yawa Mensah believed the dam was safe."
    outer, inner = statements(text)
    assert (outer["speaker"], outer["said_by"], outer["attitude"]) == ("Kofi Addo", None, "said")
    assert (inner["speaker"], inner["said_by"], inner["attitude"]) == ("Yawa Mensah", "Kofi Addo", "believed")


@pytest.mark.model
def test_he_who_goes_on_is_he_who_spoke() -> None:
    text = (
        "Danish Prime Minister Lars Holm said he had read the letter of Serbian President Dragan Ilic.\n\n"
        "“It is a long letter,” he said."
    )
    assert [one["speaker"] for one in statements(text)] == ["Lars Holm", "Lars Holm"]


@pytest.mark.model
def test_a_speech_over_paragraphs_is_one_statement() -> None:
    text = "“We came in peace.\n\n“We leave in peace,” said Tongan envoy Sione Vea."
    assert [one["speaker"] for one in statements(text)][-1] == "Sione Vea"


@pytest.mark.model
def test_the_time_of_the_saying_is_not_that_of_the_deed() -> None:
    (one,) = statements(
        "Chilean Foreign Minister Ana Rojas said on Monday that the envoy would leave on Friday.", "2024-05-15"
    )
    assert one["when"] == "2024-05-13"


@pytest.mark.model
def test_the_day_of_a_source_is_past() -> None:
    text = "Norwegian Foreign Minister Kari Moe will visit Tunis, according to a ministry statement on Friday."
    (one,) = statements(text, "2024-05-15")
    assert (one["when"], one["speaker"]) == ("2024-05-10", None)


@pytest.mark.model
def test_a_transcript_gives_each_turn_to_its_label() -> None:
    text = (
        "QUESTION: Will the minister go to Minsk?\n\n"
        "MS. OKAFOR: No visit is planned.\n\nWe will tell you when it is.\n\n"
        "QUESTION: And to Kyiv?"
    )
    turns = [(one["source"], one["content"]) for one in statements(text)]
    assert turns[0] == ("QUESTION", "Will the minister go to Minsk?")
    assert turns[1][0] is not None
    assert "OKAFOR" in turns[1][0]
    assert turns[1][1] == "No visit is planned | We will tell you when it is"


# Laws


@pytest.mark.model
@settings(max_examples=25)
@given(
    st.lists(
        st.sampled_from(["“", "”", '"', "``", "''", "'", "He said", "that", ",", ".", "Lima", "wept", "\n\n", ":"]),
        max_size=30,
    )
)
def test_any_row_of_marks_and_words_is_read(parts: list[str]) -> None:
    text = " ".join(parts)
    for s in record(text).statements if text.strip() else ():
        for span in (*s.content, *s.evidence, *(x for x in (s.cue, s.source) if x is not None)):
            assert text[span.start : span.end] == span.text
        for left, right in pairwise(s.content):
            assert left.end <= right.start


@pytest.mark.model
def test_time_is_linear_on_hostile_quoting() -> None:
    def seconds(times: int) -> float:
        unit = ["“", "He", "said", "so", ",", "”", "he", "said", "\n\n"]
        tags = ["``", "PRP", "VBD", "RB", ",", "''", "PRP", "VBD", "_SP"]
        starts: list[bool | int | None] = [True, *[False] * (len(unit) - 1)]
        doc = Doc(
            VOCAB,
            words=unit * times,
            tags=tags * times,
            lemmas=["say" if w == "said" else w for w in unit] * times,
            sent_starts=starts * times,
        )
        open_notes(doc, Article("t", "t", None, None, None, None, None, "en", doc.text))
        quotes.annotate(doc)
        begin = time.process_time()
        assert len(list(find(doc, {}))) >= times
        return time.process_time() - begin

    assert seconds(4_000) < 30 * seconds(400) + 0.2
