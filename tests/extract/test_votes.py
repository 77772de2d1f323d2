"""Votes cast: figures in many forms, and who stood where."""

from __future__ import annotations

import pytest
import spacy
from spacy.tokens import Doc

from dragoman.doc import Mention, open_notes, set_mentions
from dragoman.extract.events import Scene
from dragoman.extract.resolutions.votes import Tally, tally
from dragoman.model import Article, Counts, Entity

VOCAB = spacy.blank("en").vocab


def read(text: str, *names: tuple[str, str]) -> Tally:
    """The tally of a sentence whose tokens are its words; `names` are (word, id) of the entities in it."""
    words = text.split()
    doc = Doc(VOCAB, words=words)
    open_notes(doc, Article("t", "t", None, None, None, None, None, "en", doc.text))
    at = {word: i for i, word in enumerate(words)}
    mentions = [Mention(at[word], at[word] + 1, at[word], "name", (key,)) for word, key in names]
    set_mentions(doc, mentions, [Entity(key, "polity", word) for word, key in names])
    return tally(doc, Scene(0, len(words), (), 0, 0))


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("Deputies voted 61 - 48 for the budget", (61, 48, None)),
        ("adopted by 121 votes to 5 , with 40 abstentions", (121, 5, 40)),
        ("by a vote of 119 to 1", (119, 1, None)),
        ("adopted by 13 votes to none", (13, 0, None)),
        ("It received 12 votes in favour and one against", (12, 1, None)),
        ("with fourteen members in favour and one abstention", (14, None, 1)),
        ("479 votes in favour , 48 against and 52 abstentions", (479, 48, 52)),
        ("The Senate passed the aid bill 79 - 18 .", (79, 18, None)),
        ("It won 11 votes", (11, None, None)),
        ("Seventy-one deputies voted for it , twenty-six against", (None, 26, None)),
    ],
)
def test_figures(text: str, counts: tuple[int | None, int | None, int | None]) -> None:
    found = read(text)
    assert (found.for_, found.against, found.abstain) == counts


@pytest.mark.parametrize(
    "text",
    [
        "Kenya beat Ghana 3 - 1 on Saturday",
        "The talks ran from 9 to 11",
        "The council met in 1999",
    ],
)
def test_other_numbers_are_no_votes(text: str) -> None:
    assert not read(text).counted()


def test_of_a_rejection_the_larger_number_is_of_those_against() -> None:
    found = read("The Knesset rejected the bill by 62 votes to 54")
    assert found.counts(rejected=True) == Counts(for_=54, against=62, abstain=None)


def test_no_figures_are_no_counts() -> None:
    assert read("They voted").counts(rejected=False) is None


def test_those_who_abstain_stand_before_the_word() -> None:
    found = read("adopted with China , India and Russia abstaining", ("China", "e1"), ("India", "e2"), ("Russia", "e3"))
    assert [(p.who, p.stance) for p in found.positions] == [("e1", "abstain"), ("e2", "abstain"), ("e3", "abstain")]


def test_brackets_name_who_stood_where() -> None:
    found = read("one against ( Russia ) and one abstention ( China )", ("Russia", "e1"), ("China", "e2"))
    assert [(p.who, p.stance) for p in found.positions] == [("e1", "against"), ("e2", "abstain")]
