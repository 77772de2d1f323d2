"""The event frames hold together with the ontology, and each finds the parties of its own examples."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

from dragoman.extract.actions.frames import Frame, frames
from dragoman.extract.actions.triggers import Match
from dragoman.lexicon import load

FRAMES = frames()
TYPES: dict[str, Any] = load("plover")["types"]
SLOTS = {"subject", "object", "dative", "goal", "complement", "complement subject"}
PREPOSITIONS = set(
    "about across against along around as at behind belonging between by for from in into near of off on out outside "
    "over through to toward towards upon with among".split()
)
EXAMPLES = [(frame, example) for frame in FRAMES for example in frame.examples]


def label(frame: Frame) -> str:
    return f"{frame.type}: {(frame.verbs or frame.nouns)[0]}"


def test_the_ontology_is_whole() -> None:
    assert len(TYPES) == 16
    assert {entry["quad"] for entry in TYPES.values()} == {1, 2, 3, 4}
    for entry in TYPES.values():
        assert isinstance(entry["needs_recipient"], bool)
        assert entry["meaning"]
        for mode in entry.get("modes", {}).values():
            assert -10 <= mode["score"] <= 10


def test_there_are_triggers_of_every_type() -> None:
    triggers = Counter(frame.type for frame in FRAMES for _ in (*frame.verbs, *frame.nouns))
    assert set(triggers) == set(TYPES)
    assert sum(triggers.values()) >= 120
    assert min(triggers.values()) >= 5


@pytest.mark.parametrize("frame", FRAMES, ids=label)
def test_a_frame_speaks_the_ontologys_words(frame: Frame) -> None:
    assert frame.mode is None or frame.mode in TYPES[frame.type]["modes"]
    assert frame.verbs or frame.nouns
    assert frame.examples
    assert {*frame.recipient, frame.actor} <= SLOTS | PREPOSITIONS
    assert 0.5 <= frame.confidence <= 1
    assert not (frame.objects & frame.unless)


def test_words_that_lead_to_a_mode_lead_to_a_mode_of_the_type() -> None:
    for kind, modes in load("frames")["modes"].items():
        assert set(modes) <= set(TYPES[kind]["modes"])


def test_a_turn_leads_from_types_to_a_type_and_its_mode() -> None:
    for turn in load("frames")["turn"]:
        assert {*turn["from"], turn["to"]} <= set(TYPES)
        assert "mode" not in turn or turn["mode"] in TYPES[turn["to"]]["modes"]


def test_no_bare_trigger_stands_in_two_types() -> None:
    seen: dict[tuple[object, ...], str] = {}
    for frame in FRAMES:
        if frame.objects or frame.subjects:
            continue
        for words in frame.verbs:
            key = (words, frame.complement, frame.duty, frame.infinitive)
            assert seen.setdefault(key, frame.type) == frame.type, key


@pytest.mark.model
@pytest.mark.parametrize(("frame", "example"), EXAMPLES, ids=[example[0] for _, example in EXAMPLES])
def test_a_frame_finds_the_parties_of_its_examples(frame: Frame, example: tuple[str, ...]) -> None:
    sentence, actor, recipient = example
    found = [match for match in matches(sentence) if match[0].frame == frame]
    assert found, "the frame is not found in its own example"
    match, words = found[0]
    assert stands_in(actor, words(match.actors))
    if recipient:
        assert stands_in(recipient, words(match.recipients))


def stands_in(party: str, heads: list[str]) -> bool:
    """Whether the best head is a word of the party, or none is there where none is expected."""
    return not heads if not party else bool(heads) and heads[0] in party


@pytest.mark.model
@pytest.mark.parametrize("turn", load("frames")["turn"], ids=lambda turn: f"{turn['when']} {turn['from'][0]}")
def test_a_turn_is_made_in_its_examples(turn: dict[str, Any]) -> None:
    from dragoman import doc as notes
    from dragoman.extract.actions.triggers import all_matches, turned

    for sentence in turn.get("examples", ()):
        doc = parsed(sentence)
        told = [turned(match, notes.clause(doc, match.clause), doc) for match in all_matches(doc)]
        assert [kind for kind, _, _ in told] == [turn["to"]]


def parsed(sentence: str) -> Any:
    from dragoman.annotate import clauses, nlp, repairs
    from dragoman.model import Article

    doc = nlp.parse(Article("t", "t", None, None, None, None, None, "en", sentence))
    repairs.mend(doc)
    clauses.annotate(doc)
    return doc


def matches(sentence: str) -> list[tuple[Match, Any]]:
    from dragoman.extract.actions.triggers import all_matches

    doc = parsed(sentence)
    return [(match, lambda heads: [doc[i].text for i in heads]) for match in all_matches(doc)]
