"""Elections: mentions put together, distances in days, and what is no election."""

from __future__ import annotations

from typing import Any

import pytest

from dragoman.extract.elections import ELECTIONS
from dragoman.lexicon import load
from dragoman.model import Election, Record

pytestmark = pytest.mark.model


def read(text: str, published: str = "2024-05-13") -> Record:
    from dragoman import read as read_text

    return read_text(text, published=published)


def elections(text: str, published: str = "2024-05-13") -> tuple[Election, ...]:
    return read(text, published).elections


def named(record: Record, ids: Any) -> list[str]:
    names = {e.id: e.name for e in record.entities}
    return [names[i] for i in ids]


def test_the_extractor_runs_after_offices() -> None:
    assert "tenures" in ELECTIONS.needs


def test_a_day_after_the_vote() -> None:
    """The distance is counted from the day that another sentence gives for the same act."""
    found = elections(
        "Norwegian Foreign Minister Anna Lunde begins a tour of the Andes in Quito on Wednesday. "
        "Her tour begins two days after a bitterly contested first-round vote in Ecuador.",
        "2024-05-14",
    )
    assert [(e.jurisdiction, e.round, e.when and e.when.edtf, e.status) for e in found] == [
        ("EC", "first", "2024-05-13", "happened")
    ]


def test_a_later_sentence_adds_shares_and_the_charge_of_fraud() -> None:
    record = read(
        "Zambian President Mwila Banda won the presidential election in August 2023 with 51.2 percent of the vote. "
        "His rival Ruth Chanda, who took 44 percent, has called the count a fraud."
    )
    (vote,) = record.elections
    assert [s.percent for s in vote.shares] == [51.2, 44.0]
    assert named(record, [s.who for s in vote.shares]) == ["Mwila Banda", "Ruth Chanda"]
    assert named(record, [vote.winner]) == ["Mwila Banda"]
    assert vote.disputed
    assert len(vote.evidence) == 2


def test_two_rounds_are_two_claims_and_the_same_two_stood() -> None:
    record = read(
        "Slovak voters return to the polls on June 15 for a runoff between Zuzana Hrabovska and Peter Kollar, after "
        "neither won a majority in the first round on May 11."
    )
    rounds = {e.round: e for e in record.elections}
    assert set(rounds) == {"first", "runoff"}
    assert rounds["first"].status == "happened"
    assert rounds["runoff"].status == "planned"
    assert {e.jurisdiction for e in record.elections} == {"SK"}
    for vote in record.elections:
        assert named(record, vote.candidates) == ["Zuzana Hrabovska", "Peter Kollar"]


def test_who_judges_a_vote_does_not_hold_it() -> None:
    (vote,) = elections(
        "Canada renewed its contacts with Belarus, though Ottawa never recognized Viktor Karpenka's "
        "disputed re-election as head of state in 2020."
    )
    assert (vote.jurisdiction, vote.when and vote.when.edtf, vote.disputed) == ("BY", "2020", True)


def test_a_lead_in_a_count_is_no_win() -> None:
    (vote,) = elections("Budi Hartono is leading with 58 percent in the count of Indonesia's presidential election.")
    assert vote.winner is None
    assert [s.percent for s in vote.shares] == [58.0]


@pytest.mark.parametrize(
    "text",
    [
        "Many of its neighbours lately elected conservative premiers.",
        "The shareholders elected her to the board on Monday.",
        "Malta was elected to the Security Council on Thursday.",
        "A first round of talks ended in Doha on Sunday.",
        "Italy's Senate voted 101 to 88 on Wednesday to approve the budget.",
        "A poll released on Sunday found that 52 percent of Danes oppose the plan.",
        "The electoral commission has moved its election commission offices to Lome.",
    ],
)
def test_no_election(text: str) -> None:
    assert elections(text) == ()


def test_a_mere_mention_is_rejected_with_its_reason() -> None:
    record = read("He promised free and fair elections.")
    assert record.elections == ()
    assert any(r.stage == "elections" and "mere mention" in r.reason for r in record.rejected)


def test_a_list_of_hundreds_of_votes_is_said_not_searched() -> None:
    record = read("election in Ghana, " * 300)
    assert any(r.stage == "elections" and "too many" in r.reason for r in record.rejected)


def test_every_kind_of_the_lexicon_is_one_of_the_record_s() -> None:
    assert set(load("elections")["kind"]) == {"presidential", "legislative", "regional", "referendum"}
    assert set(load("elections")["office_kind"].values()) <= set(load("elections")["kind"])


@pytest.mark.parametrize("words", load("elections")["nouns"]["examples"])
def test_the_examples_of_the_lexicon_are_noticed(words: str) -> None:
    record = read(f"The minister spoke of {words}.")
    assert record.elections or any(r.stage == "elections" for r in record.rejected)
