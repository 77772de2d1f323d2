"""People without a name: by what they are, beside a name, in the plural; and "I" within quotation marks."""

from __future__ import annotations

import pytest

from dragoman import pipeline, segment
from dragoman.doc import entities, mentions, tokens_between
from dragoman.ingest import article_of
from dragoman.resolve import chains
from dragoman.resolve.bystanders import is_people

pytestmark = pytest.mark.model


def told(text: str) -> dict[str, list[str]]:
    """The words by which each person and each group is spoken of, by name, whether a record lists it or not."""
    doc = pipeline.annotate(segment.label(article_of(text, "story")))
    return {e.name: [m.text for m in e.mentions] for e in entities(doc) if e.kind in ("person", "group")}


@pytest.mark.parametrize(
    ("text", "name", "words"),
    [
        ("Student Ana Ruiz came. The student smiled.", "Ana Ruiz", ["The student"]),
        ("Ana Ruiz, a student, came. The girl smiled.", "Ana Ruiz", ["a student", "The girl"]),
        ("Ana Ruiz is a lawyer. The attorney smiled.", "Ana Ruiz", ["a lawyer", "The attorney"]),
        ("The coach, Omar Hassan, left. The coach smiled.", "Omar Hassan", ["The coach"]),
    ],
    ids=["before", "behind", "is", "in front"],
)
def test_a_noun_said_of_somebody_named_means_him_later(text: str, name: str, words: list[str]) -> None:
    assert [w for w in told(text)[name] if w != name][-len(words) :] == words


@pytest.mark.parametrize(
    ("text", "noun"),
    [
        ("Student Ana Ruiz came. A student smiled.", "A student"),
        ("Student Ana Ruiz came. The other student smiled.", "The other student"),
        ("Ana Ruiz is not a student. The student smiled.", "The student"),
        ("Student Ana Ruiz came. The teacher smiled.", "The teacher"),
        ("Omar Hassan is a boy from Lima. The girl smiled.", "The girl"),
    ],
    ids=["indefinite", "another", "denied", "another noun", "another sex"],
)
def test_a_noun_that_does_not_fit_is_somebody_else(text: str, noun: str) -> None:
    found = told(text)
    assert not any(noun in found.get(name, ()) for name in ("Ana Ruiz", "Omar Hassan"))
    assert noun in [word for words in found.values() for word in words]


def test_he_may_be_a_bystander() -> None:
    found = told("Ana Ruiz met a young man in Lima. He told her a story.")
    assert found == {"Ana Ruiz": ["Ana Ruiz", "her"], "a young man": ["a young man", "He"]}


def test_bystanders_are_not_told_to_extractors() -> None:
    doc = pipeline.annotate(segment.label(article_of("A teacher met Ana Ruiz. The teacher smiled.", "story")))
    assert [doc[m.start : m.end].text for m in mentions(doc)] == ["Ana Ruiz"]


def test_a_record_lists_people_told_of_twice() -> None:
    record = pipeline.read("A teacher came to the hall in Lima. The teacher smiled. A nurse waved.")
    assert [[m.text for m in e.mentions] for e in record.entities if e.kind == "group"] == [
        ["A teacher", "The teacher"]
    ]


def test_they_are_people_told_before() -> None:
    found = told("Two teachers waited in the hall. They smiled.")
    assert found["Two teachers"] == ["Two teachers", "They"]


def test_they_are_nobody_where_a_company_or_things_are_as_near() -> None:
    assert told("The teachers bought ships. They sank.")["The teachers"] in (["The teachers"], ["The teachers", "They"])
    assert told("A teacher smiled. The ships left the port. They sank.")["A teacher"] == ["A teacher"]


def test_his_father_is_another_man() -> None:
    found = told("Omar Hassan and his father came to Lima. His father smiled.")
    assert found == {"Omar Hassan": ["Omar Hassan", "his", "His"], "his father": ["his father", "His father"]}


def test_i_is_the_speaker() -> None:
    text = '"I will come," Ana Ruiz said. "My husband stays." Omar Hassan replied: "I thank her."'
    found = told(text)
    assert found["Ana Ruiz"] == ["I", "Ana Ruiz", "My", "her"]
    assert found["Omar Hassan"] == ["Omar Hassan", "I"]


def test_i_is_nobody_where_nobody_is_said_to_speak() -> None:
    assert told('"I will come." The hall was full. Ana Ruiz waited.')["Ana Ruiz"] == ["Ana Ruiz"]


def test_he_within_somebodys_words_is_not_the_speaker() -> None:
    text = 'Juan Soto came with Omar Hassan. "He is late," Hassan said.'
    assert told(text) == {"Juan Soto": ["Juan Soto", "He"], "Omar Hassan": ["Omar Hassan", "Hassan"]}


@pytest.mark.parametrize(
    ("phrase", "is_one"),
    [("two young teachers", True), ("the crowd", True), ("the government", False), ("the police", False), ("", False)],
)
def test_people_and_bodies(phrase: str, is_one: bool) -> None:
    assert is_people(phrase) is is_one


def test_given_mentions_are_grouped() -> None:
    text = "President Ana Ruiz met the coach of the team, Omar Hassan. She thanked him. A friend of Ruiz waved."
    words = ["President Ana Ruiz", "the coach of the team", "Omar Hassan", "She", "him", "A friend of Ruiz"]
    doc = pipeline.annotate(segment.label(article_of(text, "story")))
    spans = [tokens_between(doc, text.index(w), text.index(w) + len(w)) for w in words]
    ana, coach, omar, she, him, friend = chains.group(doc, spans)
    assert ana == she
    assert coach == omar == him
    assert len({ana, coach, friend}) == 3
