"""What the annotators wrote is found again: by token, by stretch, by entity, by role."""

from __future__ import annotations

import pytest
import spacy

from dragoman.doc import (
    Mention,
    Name,
    Quote,
    Time,
    Title,
    claimable,
    entities_at,
    evidence,
    mention_at,
    mentions_in,
    note,
    parties,
    people,
    places,
    sentence_evidence,
    set_mentions,
    times_in,
    titles_of,
    tokens_between,
    told,
)
from dragoman.model import DateMention, Entity
from handmade import parsed

ANA = Entity("ana", "person", "Ana Ruiz")
OMAR = Entity("omar", "person", "Omar Hassan")
LIMA = Entity("lima", "place", "Lima")
MEETING = (
    "Ana/NNP/compound/1 Ruiz/NNP/nsubj/2 met|meet/VBD/ROOT/2 Omar/NNP/compound/4 Hassan/NNP/dobj/2 and/CC/cc/4 "
    "Silva/NNP/conj/4 in/IN/prep/2 Lima/NNP/pobj/7 ././punct/2"
)


def told_meeting() -> spacy.tokens.Doc:
    doc = parsed(MEETING)
    found = [
        Mention(8, 9, 8, "name", ("lima",)),
        Mention(0, 2, 1, "name", ("ana",)),
        Mention(3, 5, 4, "name", ("omar",)),
    ]
    set_mentions(doc, found, [ANA, OMAR, LIMA])
    return doc


def test_a_document_without_notes_says_so() -> None:
    with pytest.raises(LookupError, match="open_notes"):
        note(spacy.blank("en")("Ruiz met Silva."))


def test_who_stands_at_a_token() -> None:
    doc = told_meeting()
    assert [e.name for e in entities_at(doc, 1)] == ["Ana Ruiz"]
    assert entities_at(doc, 0) == (), "a first name alone is not where the phrase is built"
    assert mention_at(doc, 0) == mention_at(doc, 1)
    assert mention_at(doc, 2) is None


def test_the_narrowest_mention_is_the_one_at_a_token() -> None:
    doc = told_meeting()
    wide, narrow = Mention(0, 5, 4, "title", ("omar",)), Mention(0, 2, 1, "name", ("ana",))
    set_mentions(doc, [narrow, wide], [ANA, OMAR])
    assert mention_at(doc, 1) == narrow
    assert mention_at(doc, 3) == wide


def test_mentions_stand_in_the_order_of_the_text() -> None:
    doc = told_meeting()
    assert [m.start for m in note(doc).mentions] == [0, 3, 8]
    assert [m.start for m in mentions_in(doc, 1, 9)] == [3, 8]
    assert list(mentions_in(doc, 9, 10)) == []


def test_a_phrase_names_its_coordinated_parts() -> None:
    doc = told_meeting()
    silva = Entity("silva", "person", "Silva")
    set_mentions(doc, [*note(doc).mentions, Mention(6, 7, 6, "name", ("silva",))], [ANA, OMAR, LIMA, silva])
    assert parties(doc, 4) == ("omar", "silva")
    assert people(doc, 8) == ()
    assert places(doc, 8) == ("lima",)
    assert parties(doc, None) == ()


def test_evidence_is_the_words_of_the_article() -> None:
    doc = told_meeting()
    assert evidence(doc, 3, 5).text == "Omar Hassan"
    assert sentence_evidence(doc, 8).text == "Ana Ruiz met Omar Hassan and Silva in Lima ."
    assert tokens_between(doc, 0, 8) == (0, 2)
    assert tokens_between(doc, 500, 900) == (0, 0)


def test_times_within_a_stretch() -> None:
    doc = told_meeting()
    date = DateMention(0, 1, "", "DATE", "")
    times = tuple(Time(a, b, date) for a, b in ((0, 1), (2, 4), (5, 6)))
    note(doc).times = times
    assert times_in(doc, 0, 10) == times
    assert times_in(doc, 1, 4) == times[1:2]
    assert times_in(doc, 1, 3) == (), "one that sticks out is not within"


def test_the_titles_of_a_person_in_order() -> None:
    doc = told_meeting()
    note(doc).names = (Name(0, 2, 1, "person", "name"),)
    first, second = (Title(n, n + 1, n, n + 1, n, "current", None, plural=False, holders=(1,)) for n in (2, 3))
    note(doc).titles = (first, second, Title(7, 8, 7, 8, 7, "current", None, plural=False, holders=(4,)))
    assert titles_of(doc, "ana") == (first, second)
    assert titles_of(doc, "lima") == ()


@pytest.mark.parametrize(("role", "yes"), [("headline", True), ("body", True), ("dateline", False), ("caption", False)])
def test_claims_rest_on_the_headline_and_the_body(role: str, yes: bool) -> None:
    doc = parsed(MEETING, role=role)  # type: ignore[arg-type]
    assert claimable(doc, 2) is yes


def test_a_question_claims_nothing_and_takes_things_for_granted() -> None:
    doc = parsed(
        "Has|have/VBZ/aux/2 Ruiz/NNP/nsubj/2 met|meet/VBN/ROOT/2 Silva/NNP/dobj/2 ?/./punct/2 ”/''/punct/2", MEETING
    )
    assert not claimable(doc, 2)
    assert told(doc, 2)
    assert claimable(doc, 8)


def test_a_quotation_knows_whether_it_was_closed() -> None:
    assert Quote(0, 2).closed
