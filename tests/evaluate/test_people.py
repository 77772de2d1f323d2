"""The figures of person coreference: worked examples, the gold as text, and which mention stands for which."""

from __future__ import annotations

import itertools
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.evaluate import people
from dragoman.evaluate.coreference import Agreement, Entity, aligned, assignment


def grouped(*words: str) -> list[Entity]:
    """Entities of mentions that are letters."""
    return [frozenset(word) for word in words]


def agreement(key: list[Entity], response: list[Entity], *, singletons: bool = True) -> dict[str, tuple[float, float]]:
    counted = Agreement()
    counted.add(key, response, singletons=singletons)
    return {name: (round(part.recall, 4), round(part.precision, 4)) for name, part in counted.parts.items()}


def test_a_worked_example() -> None:
    # the three letters c, h and i stand on one side alone or apart
    found = agreement(grouped("abc", "defg"), grouped("ab", "cd", "fghi"))
    assert found == {"MUC": (0.4, 0.4), "B3": (0.4167, 0.5), "CEAFe": (0.65, 0.4333)}


def test_the_same_grouping_is_all_right_and_none_is_all_wrong() -> None:
    key = grouped("ab", "cde")
    assert set(agreement(key, key).values()) == {(1.0, 1.0)}
    assert agreement(key, grouped("xy"))["B3"] == (0.0, 0.0)


def test_singletons_count_only_where_asked() -> None:
    key, response = grouped("ab", "c", "d"), grouped("a", "b", "c", "d")
    assert agreement(key, response)["B3"][0] > 0
    assert agreement(key, response, singletons=False)["B3"] == (0.0, 0.0)


@given(st.lists(st.lists(st.integers(-9, 9), min_size=4, max_size=4), min_size=4, max_size=4))
def test_no_pairing_is_cheaper(cost: list[list[int]]) -> None:
    found = assignment([[float(c) for c in row] for row in cost])
    cheapest = min(
        sum(row[c] for row, c in zip(cost, order, strict=True)) for order in itertools.permutations(range(4))
    )
    assert sorted(found) == list(range(4))
    assert sum(cost[n][m] for n, m in enumerate(found)) == cheapest


@given(st.lists(st.frozensets(st.integers(0, 9), min_size=1), max_size=4))
def test_the_best_alignment_of_a_grouping_with_itself_is_its_size(entities: list[frozenset[int]]) -> None:
    apart: list[Entity] = []
    for entity in entities:
        own = entity.difference(*apart) if apart else entity
        if own:
            apart.append(frozenset(own))
    assert aligned(apart, apart) == pytest.approx(len(apart))


SENTENCES = ["Omar Hassan arrives", '"I am glad," said President Omar Hassan of Kenya.', "He smiled ."]
TOKENS = [
    *"Omar Hassan arrives".split(),
    *'" I am glad , " said President Omar Hassan of Kenya .'.split(),
    *"He smiled .".split(),
]


def entry() -> dict[str, object]:
    sentence = [0] * 3 + [1] * 13 + [2] * 3
    spans = {"1": [(0, 1), (4, 4), (10, 14), (16, 16)]}
    mentions = [{"eid": e, "start": a, "end": b, "type": "person"} for e, own in spans.items() for a, b in own]
    return {"id": "one", "tokens": TOKENS, "pos": ["X"] * len(TOKENS), "sent": sentence, "mentions": mentions}


def test_tokens_become_text_with_headings_on_lines_of_their_own(tmp_path: Path) -> None:
    file = tmp_path / people.FILE
    file.write_text(json.dumps([entry()]), encoding="utf-8")
    (document,) = people.documents(file)
    assert document.text == ('Omar Hassan arrives\n\n"I am glad," said President Omar Hassan of Kenya. He smiled.')
    assert [document.text[a:b] for a, b in document.persons[0]] == [
        "Omar Hassan",
        "I",
        "President Omar Hassan of Kenya",
        "He",
    ]


@pytest.mark.model
def test_a_story_read_right_is_all_right(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / people.FILE
    file.write_text(json.dumps([entry()]), encoding="utf-8")
    report = people.evaluate(file)
    assert set(report.figures().values()) == {100.0}
    people.main([str(tmp_path)])
    assert "CoNLL 100.0" in capsys.readouterr().out


def test_a_folder_without_the_corpus_is_misuse(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert people.main([str(tmp_path)]) == 2
    assert people.FILE in capsys.readouterr().err
