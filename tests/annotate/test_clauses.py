"""Clauses: who acts on whom, and whether the words tell it as done, planned, refused or imagined."""

from __future__ import annotations

import pytest
from spacy.tokens import Doc

from dragoman.annotate import clauses
from dragoman.doc import Clause, clause_around, note
from handmade import parsed


def read(*sentences: str) -> tuple[Doc, dict[str, Clause]]:
    """The document and its clauses by the verb's word."""
    doc = parsed(*sentences)
    clauses.annotate(doc)
    return doc, {doc[verb].text: clause for verb, clause in note(doc).clauses.items()}


def word(doc: Doc, token: int | None) -> str | None:
    return None if token is None else doc[token].text


@pytest.mark.parametrize(
    ("sentence", "verb", "status"),
    [
        ("Ruiz/NNP/nsubj/1 visited|visit/VBD/ROOT/1 Lima/NNP/dobj/1", "visited", "happened"),
        ("Ruiz/NNP/nsubj/2 has|have/VBZ/aux/2 visited|visit/VBN/ROOT/2 Lima/NNP/dobj/2", "visited", "happened"),
        ("Ruiz/NNP/nsubj/2 will/MD/aux/2 visit/VB/ROOT/2 Lima/NNP/dobj/2", "visit", "planned"),
        ("Ruiz/NNP/nsubj/2 ~'ll/MD/aux/2 visit/VB/ROOT/2 Lima/NNP/dobj/2", "visit", "planned"),
        ("Ruiz/NNP/nsubj/2 may/MD/aux/2 visit/VB/ROOT/2 Lima/NNP/dobj/2", "visit", "hypothetical"),
        ("Ruiz/NNP/nsubj/2 should/MD/aux/2 visit/VB/ROOT/2 Lima/NNP/dobj/2", "visit", "proposed"),
        ("Ruiz/NNP/nsubj/2 is|be/VBZ/aux/2 visiting|visit/VBG/ROOT/2 Lima/NNP/dobj/2", "visiting", "under_way"),
        ("Ruiz/NNP/nsubj/3 did|do/VBD/aux/3 not/RB/neg/3 visit/VB/ROOT/3 Lima/NNP/dobj/3", "visit", "denied"),
        ("Ruiz/NNP/nsubj/1 plans|plan/VBZ/ROOT/1 to/TO/aux/3 visit/VB/xcomp/1 Lima/NNP/dobj/3", "visit", "planned"),
        ("Ruiz/NNP/nsubj/1 refused|refuse/VBD/ROOT/1 to/TO/aux/3 visit/VB/xcomp/1 Lima/NNP/dobj/3", "visit", "denied"),
        ("Ruiz/NNP/nsubj/1 is|be/VBZ/ROOT/1 to/TO/aux/3 visit/VB/xcomp/1 Lima/NNP/dobj/3", "visit", "planned"),
        (
            "Ruiz/NNP/nsubj/2 is|be/VBZ/aux/2 going|go/VBG/ROOT/2 to/TO/aux/4 visit/VB/xcomp/2 Lima/NNP/dobj/4",
            "visit",
            "planned",
        ),
        (
            "If/IN/mark/2 Ruiz/NNP/nsubj/2 visits|visit/VBZ/advcl/4 we/PRP/nsubj/4 win/VBP/ROOT/4",
            "visits",
            "hypothetical",
        ),
        (
            "If/IN/mark/2 Ruiz/NNP/nsubj/2 wins|win/VBZ/advcl/5 he/PRP/nsubj/5 will/MD/aux/5 go/VB/ROOT/5",
            "go",
            "hypothetical",
        ),
    ],
)
def test_how_the_words_tell_it(sentence: str, verb: str, status: str) -> None:
    _, found = read(sentence)
    assert found[verb].status == status


def test_said_he_would_is_a_plan_and_would_alone_is_none() -> None:
    _, told = read(
        "Ruiz/NNP/nsubj/1 said|say/VBD/ROOT/1 he/PRP/nsubj/4 would/MD/aux/4 visit/VB/ccomp/1 Lima/NNP/dobj/4"
    )
    _, alone = read("Ruiz/NNP/nsubj/2 would/MD/aux/2 visit/VB/ROOT/2 Lima/NNP/dobj/2")
    assert told["visit"].status == "planned"
    assert told["visit"].reported
    assert alone["visit"].status == "hypothetical"


def test_a_passive_has_its_agent_as_subject() -> None:
    doc, found = read(
        "Ruiz/NNP/nsubjpass/2 was|be/VBD/auxpass/2 received|receive/VBN/ROOT/2 by/IN/agent/2 Silva/NNP/pobj/3"
    )
    assert found["received"].passive
    assert (word(doc, found["received"].subject), word(doc, found["received"].object)) == ("Silva", "Ruiz")


def test_who_plans_a_visit_is_who_visits() -> None:
    doc, found = read("Ruiz/NNP/nsubj/1 plans|plan/VBZ/ROOT/1 to/TO/aux/3 visit/VB/xcomp/1 Lima/NNP/dobj/3")
    assert word(doc, found["visit"].subject) == "Ruiz"


def test_who_is_asked_to_come_is_who_comes() -> None:
    doc, found = read("Ruiz/NNP/nsubj/1 asked|ask/VBD/ROOT/1 Silva/NNP/dobj/1 to/TO/aux/4 come/VB/xcomp/1")
    assert word(doc, found["come"].subject) == "Silva"


def test_a_relative_clause_is_about_the_one_before_it() -> None:
    doc, found = read(
        "Silva/NNP/nsubj/4 ,/,/punct/0 who/WP/nsubj/3 met|meet/VBD/relcl/0 left|leave/VBD/ROOT/4 Lima/NNP/dobj/4"
    )
    assert word(doc, found["met"].subject) == "Silva"


def test_a_particle_belongs_to_the_verb() -> None:
    _, found = read("Ruiz/NNP/nsubj/1 called|call/VBD/ROOT/1 off/RP/prt/1 the/DT/det/4 trip/NN/dobj/1")
    assert found["called"].lemma == "call off"


def test_the_clause_around_a_word_is_the_innermost() -> None:
    doc, found = read("Ruiz/NNP/nsubj/1 plans|plan/VBZ/ROOT/1 to/TO/aux/3 visit/VB/xcomp/1 Lima/NNP/dobj/3")
    assert clause_around(doc, 4) == found["visit"]
    assert clause_around(doc, 0) == found["plans"]


def test_a_noun_is_no_clause_and_a_document_without_words_has_none() -> None:
    assert read("Talks/NNS/ROOT/0 in/IN/prep/0 Lima/NNP/pobj/1")[1] == {}
    doc = parsed()
    clauses.annotate(doc)
    assert note(doc).clauses == {}
