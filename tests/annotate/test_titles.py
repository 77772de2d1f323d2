"""Titles: where the office begins and ends, whose it is, and whether it is held."""

from __future__ import annotations

import pytest

from dragoman import ingest, pipeline, segment
from dragoman.doc import Doc, note

pytestmark = pytest.mark.model


def annotated(text: str) -> Doc:
    return pipeline.annotate(segment.label(ingest.article_of(text)))


def told(text: str) -> list[tuple[str, str | None, list[str], str]]:
    """(office, whose it is, who bears it, standing) of every title, in order."""
    doc = annotated(text)
    notes = note(doc)
    bearer = {n.head: doc[n.start : n.end].text for n in notes.names}
    return [
        (
            doc[t.office_start : t.office_end].text,
            doc[notes.names[t.of].start : notes.names[t.of].end].text if t.of is not None else None,
            [bearer[h] for h in t.holders],
            t.standing,
        )
        for t in notes.titles
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Japanese Foreign Minister Yoko Tanaka spoke.", ("Foreign Minister", "Japanese", ["Yoko Tanaka"], "current")),
        ("Yoko Tanaka, Japan's foreign minister, spoke.", ("foreign minister", "Japan", ["Yoko Tanaka"], "current")),
        (
            "The foreign minister of Japan, Yoko Tanaka, left.",
            ("foreign minister", "Japan", ["Yoko Tanaka"], "current"),
        ),
        (
            "Former Malian prime minister Choguel Diarra left.",
            ("prime minister", "Malian", ["Choguel Diarra"], "former"),
        ),
        ("Then-Prime Minister Kenji Sato of Japan left.", ("Prime Minister", "Japan", ["Kenji Sato"], "former")),
        ("Sri Lanka's acting president, Ranil Perera, left.", ("president", "Sri Lanka", ["Ranil Perera"], "acting")),
        ("President-elect Ana Ruiz of Peru left.", ("President", "Peru", ["Ana Ruiz"], "elect")),
        ("US Secretary of State Ana Ruiz left.", ("Secretary of State", "US", ["Ana Ruiz"], "current")),
        ("The Emir of Qatar, Sheikh Hamad bin Ali, left.", ("Emir", "Qatar", ["Hamad bin Ali"], "current")),
        ("EU foreign policy chief Carlos Borges left.", ("foreign policy chief", "EU", ["Carlos Borges"], "current")),
        (
            "The President of the Republic of Ghana, Ama Mensah, left.",
            ("President", "Ghana", ["Ama Mensah"], "current"),
        ),
        (
            "Assistant Secretary of State for African Affairs Ana Ruiz left.",
            ("Assistant Secretary of State for African Affairs", None, ["Ana Ruiz"], "current"),
        ),
    ],
)
def test_one_title(text: str, expected: tuple[str, str | None, list[str], str]) -> None:
    assert told(text) == [expected]


def test_two_titles_joined_by_and_have_one_holder() -> None:
    for text in (
        "Luxembourg's Deputy Prime Minister and Foreign Minister Xavier Kieffer left.",
        "Luxembourg's deputy prime minister and foreign minister, Xavier Kieffer, left.",
        "Xavier Kieffer, Luxembourg's deputy prime minister and foreign minister, left.",
    ):
        assert [(office.lower(), of, who) for office, of, who, _ in told(text)] == [
            ("deputy prime minister", "Luxembourg", ["Xavier Kieffer"]),
            ("foreign minister", "Luxembourg", ["Xavier Kieffer"]),
        ]


@pytest.mark.parametrize(
    "text",
    [
        "Presidents Luis Rojas of Bolivia and Dina Flores of Peru met.",
        "The presidents of Bolivia, Luis Rojas, and Peru, Dina Flores, met.",
        "Prime Ministers Luis Rojas of Bolivia and Dina Flores of Peru met.",
    ],
)
def test_one_title_of_two_holders(text: str) -> None:
    assert [(of, who) for _, of, who, _ in told(text)] == [("Bolivia", ["Luis Rojas"]), ("Peru", ["Dina Flores"])]


def test_a_courtesy_behind_an_office_is_none_of_it() -> None:
    first = told("Saudi Foreign Minister Prince Faisal bin Khalid received Ana Ruiz in Riyadh.")[0]
    assert first == ("Foreign Minister", "Saudi", ["Faisal bin Khalid"], "current")


def test_a_title_of_one_is_not_the_next_ones() -> None:
    found = told("The president, Ana Ruiz, met the president of Chile, Juan Soto, in Arica.")
    assert [who for _, _, who, _ in found] == [["Ana Ruiz"], ["Juan Soto"]]


def test_a_long_run_of_capitals_is_no_office_without_end() -> None:
    (first, *_) = told("Minister for " + "Trade " * 100 + "left.")
    assert len(first[0].split()) < 40


@pytest.mark.parametrize("text", ["He presided over it.", "The chief aim is peace.", "A leading question."])
def test_no_title(text: str) -> None:
    assert [t for t in told(text) if t[2]] == []
