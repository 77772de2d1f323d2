"""The four flags on sentences of our own (flags.yaml): sixty with each flag, sixty with none."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest

from dragoman.evaluate.expected import parse_yaml

FLAGS = ("negated", "future", "hypothetical", "historical")
PUBLISHED = "2024-06-07"
LEAST = 0.95


class Told(NamedTuple):
    """A sentence with the type of its action and the flag that it has, or "plain"."""

    flag: str
    kind: str
    text: str


def sentences() -> list[Told]:
    told = parse_yaml((Path(__file__).parent / "flags.yaml").read_text(encoding="utf-8"))
    return [Told(flag, kind, text) for flag, entries in told.items() for kind, text in entries]


def flags_of(told: Told) -> set[str] | None:
    """The flags that the action of a sentence gets; None where no action of its type is found."""
    from dragoman import read

    actions = [a for a in read(told.text, published=PUBLISHED).actions if a.event_type == told.kind]
    return {flag for flag in FLAGS if getattr(actions[0], flag)} if actions else None


def test_there_are_sixty_of_each_and_no_sentence_twice() -> None:
    told = sentences()
    assert {flag: sum(t.flag == flag for t in told) for flag in (*FLAGS, "plain")} == dict.fromkeys(
        (*FLAGS, "plain"), 60
    )
    assert len({t.text for t in told}) == len(told)


@pytest.mark.model
def test_each_flag_is_right_on_balanced_sentences() -> None:
    """A flag is asked of its sixty sentences and of the sixty plain ones; a sentence without its action counts as wrong."""
    given = [(told, flags_of(told)) for told in sentences()]
    figures: dict[str, float] = {}
    for flag in FLAGS:
        asked = [(told, got) for told, got in given if told.flag in (flag, "plain")]
        right = sum(got is not None and (flag in got) == (told.flag == flag) for told, got in asked)
        figures[flag] = right / len(asked)
        print(f"{flag:13} {right:3} of {len(asked)} right ({figures[flag]:.3f})")
    assert {flag: share for flag, share in figures.items() if share < LEAST} == {}


@pytest.mark.model
def test_no_flag_stands_in_for_another() -> None:
    wrong = [(told.text, got) for told in sentences() if (got := flags_of(told)) and got - {told.flag}]
    assert len(wrong) <= len(sentences()) * (1 - LEAST), wrong
