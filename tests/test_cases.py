"""Cases: one behaviour each, as data in tests/cases/<kind>/<topic>.yaml.

A case holds `name`, `text`, `published`?, and what a user would expect of it:

    expect: {kind: [claim]}   each claim is found, each field that is given is right, and no further claim of the
                              kind is made (an `open` kind may hold more); the form is that of evaluate/compare.py
    absent: [kind]            nothing of the kind is claimed
    xfail: reason             the case is known to fail; it must go on failing, or the mark must go
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from dragoman.evaluate.compare import compare
from dragoman.evaluate.expected import parse_yaml
from dragoman.model import CLAIM_KINDS, to_json

FOLDER = Path(__file__).resolve().parent / "cases"
KEYS = {"name", "text", "published", "expect", "absent", "open", "xfail"}
Json = dict[str, Any]


def cases() -> list[tuple[str, Json]]:
    """Every case with its id: kind/topic: name."""
    found: list[tuple[str, Json]] = []
    for path in sorted(FOLDER / f"{kind}" for kind in CLAIM_KINDS):
        for topic in sorted(path.glob("*.yaml")):
            entries = parse_yaml(topic.read_text(encoding="utf-8"))
            found.extend((f"{path.name}/{topic.stem}: {case['name']}", case) for case in entries)
    return found


CASES = cases()


def marked() -> list[Any]:
    """The cases as parameters, the known failures marked."""
    return [
        pytest.param(
            case,
            id=name,
            marks=[pytest.mark.xfail(strict=True, reason=case["xfail"])] if "xfail" in case else [],
        )
        for name, case in CASES
    ]


@pytest.mark.parametrize(("name", "case"), CASES, ids=[name for name, _ in CASES])
def test_a_case_is_well_formed(name: str, case: Json) -> None:
    assert set(case) <= KEYS
    assert case.get("expect") or case.get("absent")
    assert {*case.get("expect", ()), *case.get("absent", ()), *case.get("open", ())} <= set(CLAIM_KINDS)
    assert not set(case.get("expect", ())) & set(case.get("absent", ()))


def test_there_are_cases_of_every_kind_and_no_two_of_one_name() -> None:
    kinds = Counter(name.split("/")[0] for name, _ in CASES)
    assert set(kinds) == set(CLAIM_KINDS)
    assert min(kinds.values()) >= 10
    assert [name for name, count in Counter(name for name, _ in CASES).items() if count > 1] == []


@pytest.mark.model
@pytest.mark.parametrize("case", marked())
def test_case(case: Json) -> None:
    from dragoman import read

    published = case.get("published")
    record = to_json(read(case["text"], published=str(published) if published else None))
    nothing: Json = {kind: [] for kind in case.get("absent", ())}
    score = compare({**case.get("expect", {}), **nothing, "open": case.get("open", [])}, record)
    assert score.lines == ()
