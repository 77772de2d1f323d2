"""Resolutions: subjects, bodies, decisions; a vote told twice; what is only referred to."""

from __future__ import annotations

from typing import Any

import pytest

from dragoman.lexicon import load
from dragoman.model import Counts, Record, Resolution

pytestmark = pytest.mark.model


def read(text: str, published: str = "2024-05-13") -> Record:
    from dragoman import read as read_text

    return read_text(text, published=published)


def resolutions(text: str, published: str = "2024-05-13") -> tuple[Resolution, ...]:
    return read(text, published).resolutions


def name(record: Record, one: Any) -> str | None:
    return next((e.name for e in record.entities if e.id == one), None)


def abouts(found: tuple[Resolution, ...]) -> list[str]:
    return [r.about.text for r in found if r.about is not None]


def test_it_is_the_gathering_s_body_and_a_plural_is_several() -> None:
    """A list of subjects is parted, also where the parse hangs the second on a name inside the first."""
    record = read(
        "Lunde goes to the yearly assembly of the African Union in Nairobi. It will consider a resolution "
        'calling for an end to "foreign meddling in Sudan" as well as resolutions on press freedom in Mali and the '
        "dire humanitarian situation in Chad."
    )
    found = record.resolutions
    assert set(abouts(found)) == {
        "foreign meddling in Sudan",
        "press freedom in Mali",
        "dire humanitarian situation in Chad",
    }
    assert {name(record, r.body) for r in found} == {"African Union"}
    assert {(r.decision, r.status) for r in found} == {("considered", "planned")}


def test_what_a_council_condemned_is_what_its_resolution_is_about() -> None:
    record = read(
        "The Security Council deplored the shelling of the consulates in Lagos on Thursday. A resolution, co-sponsored "
        "by Kenya and Norway and unanimously adopted, voices sympathy with the victims."
    )
    (text,) = record.resolutions
    assert text.about is not None
    assert text.about.text.startswith("shelling of the consulates in Lagos")
    assert [name(record, s) for s in text.sponsors] == ["Kenya", "Norway"]
    assert (text.decision, text.when and text.when.edtf) == ("adopted", "2024-05-09")


def test_a_number_gets_its_subject_and_year_from_the_next_sentence() -> None:
    (text,) = resolutions(
        "The minister spoke of U.N. Resolution 498. That 1988 resolution calls for the withdrawal of all troops from "
        "the islands."
    )
    assert text.about is not None
    assert text.about.text == "withdrawal of all troops from the islands"
    assert (text.when and text.when.edtf, text.decision, text.status) == ("1988", "adopted", "happened")


def test_a_vote_told_twice_is_one_with_its_count() -> None:
    record = read(
        "A national assembly voted on Monday to make Jamaica a republic by a wide margin. Prime Minister Errol Grant "
        "promised a law after the assembly's members voted 64-31 for a republic, with 7 abstentions."
    )
    (vote,) = record.resolutions
    assert vote.about is not None
    assert vote.about.text == "make Jamaica a republic"
    assert vote.counts == Counts(for_=64, against=31, abstain=7)


def test_the_draft_s_count_and_the_veto_are_the_resolution_s() -> None:
    record = read(
        "China vetoed a Security Council resolution on Wednesday that would have demanded a ceasefire in Rakhine. The "
        "draft, sponsored by Britain, received 12 votes in favour and one against, with India abstaining."
    )
    (text,) = record.resolutions
    assert (text.decision, text.counts) == ("vetoed", Counts(for_=12, against=1, abstain=None))
    assert {(name(record, p.who), p.stance) for p in text.positions} == {("China", "against"), ("India", "abstain")}


def test_the_ratifying_body_is_not_the_one_in_the_treaty_s_name() -> None:
    record = read("The Turkish parliament ratified Finland's NATO accession protocol by 276 votes to 5 on Tuesday.")
    (treaty,) = record.resolutions
    assert "parliament" in (name(record, treaty.body) or "")
    assert treaty.counts == Counts(for_=276, against=5, abstain=None)


@pytest.mark.parametrize(
    "text",
    [
        "Both sides seek a peaceful resolution of the dispute over the islets.",
        "Peace talks aim at a resolution to the conflict.",
        "His New Year's resolution is to read more.",
        "Kenya beat Ghana 3-1 in the final on Saturday.",
        "The ministry approved 12-15 permits a day last year.",
        "Voters in Malta voted on Saturday.",
    ],
)
def test_no_resolution(text: str) -> None:
    assert resolutions(text) == ()


def test_a_number_alone_is_only_referred_to() -> None:
    record = read("Israel must comply with UN Security Council Resolution 242, the minister said.")
    assert record.resolutions == ()
    assert any(r.stage == "resolutions" and "referred to" in r.reason for r in record.rejected)


@pytest.mark.parametrize("words", load("resolutions")["nouns"]["examples"])
def test_the_examples_of_the_lexicon_are_noticed(words: str) -> None:
    record = read(f"The minister spoke of {words}.")
    assert record.resolutions or any(r.stage == "resolutions" for r in record.rejected)
