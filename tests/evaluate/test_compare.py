"""The comparer counts what a reader would count: claims by their key, then fields, then what is too much."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from dragoman.errors import UnreadableInput
from dragoman.evaluate.compare import Score, Tally, compare
from dragoman.evaluate.expected import load_expected
from dragoman.evaluate.likeness import interval, same_name, same_words, shared_words
from dragoman.model import CLAIM_KINDS

if TYPE_CHECKING:
    from pathlib import Path

TEXT = "Ana Ruiz met Li Wei in Oslo on Monday and in Bergen on Tuesday."
Json = dict[str, Any]


def when(earliest: str | None, latest: str | None) -> Json:
    return {"earliest": earliest, "latest": latest}


def claim(**fields: Any) -> Json:
    evidence = [{"start": 0, "end": 8, "text": "Ana Ruiz"}]
    return {"id": "c", "status": "happened", "when": None, "evidence": evidence, **fields}


def record(**kinds: list[Json]) -> Json:
    names = ("Ana Ruiz", "Li Wei", "Oslo", "Bergen", "Norway")
    entities = [{"id": name[:2].lower(), "name": name, "mentions": []} for name in names]
    return {"article": {"text": TEXT}, "entities": entities, **{k: kinds.get(k, []) for k in CLAIM_KINDS}}


def meeting(*participants: str, **fields: Any) -> Json:
    return claim(participants=list(participants), place=None, topics=[], **fields)


def leg(place: str, country: str | None = "NO", **fields: Any) -> Json:
    return {"place": place, "country": country, "transit": False, "when": None, "status": "happened", **fields}


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Petro", "Gustavo Petro", True),
        ("President Gustavo Petro", "Petro", True),
        ("Ana Ruiz", "Luis Ruiz", False),
        ("U.N.", "UN", True),
        ("São Tomé", "Sao Tome", True),
        ("Erdoğan", "ERDOGAN", True),
        ("Jens Støre", "Jens Store", True),
        ("Li Wei", "Wei Li", True),
        ("Xi Jinping", "Xi", False),
        ("", "Xi", False),
    ],
)
def test_names(one: str, other: str, same: bool) -> None:
    assert same_name(one, other) is same
    assert same_name(other, one) is same


def test_small_words_do_not_make_an_office() -> None:
    assert shared_words("Secretary of State", "secretary of state for trade") == 1
    assert shared_words("Minister of Finance", "President of the Senate") == 0


def test_a_stray_word_is_no_statement() -> None:
    assert same_words("the wish list is longer than the road", "the wish list is longer than the road to Osh")
    assert not same_words("the wish list is longer than the road", "road")


@pytest.mark.parametrize(
    ("value", "days"),
    [
        ("2024", ("2024-01-01", "2024-12-31")),
        ("2024-02", ("2024-02-01", "2024-02-29")),
        ("2024-02-03", ("2024-02-03", "2024-02-03")),
        ("2024-02-03/2024-03", ("2024-02-03", "2024-03-31")),
        ("2024-02-03/..", ("2024-02-03", None)),
        (None, None),
    ],
)
def test_times(value: str | None, days: tuple[str | None, str | None] | None) -> None:
    assert interval(value) == days


def test_a_claim_is_found_by_its_key_and_its_fields_are_judged() -> None:
    given = meeting("an", "li", when=when("2024-05-13", "2024-05-13"))
    want = {"participants": ["Ruiz", "Li Wei"], "when": "2024-05-13", "status": "planned", "place": None}
    score = compare({"meetings": [want]}, record(meetings=[given]))
    assert score.by_kind == {"meetings": Tally(found=1, wanted=1, right=3, asked=4, extras=0)}
    assert [line.split(" for ")[0] for line in score.lines] == ["meetings: wrong status"]


def test_a_missing_claim_asks_for_its_fields_too() -> None:
    want = {"participants": ["Ana Ruiz", "Li Wei"], "status": "happened"}
    score = compare({"meetings": [want]}, record(meetings=[meeting("an", "os")]))
    assert str(score.total) == "claims 0/1  fields 0/2  extras 1"
    assert score.lines[0].startswith("meetings: missing")
    assert score.lines[1].startswith("meetings: not expected: 'Ana Ruiz'")


def test_kinds_left_out_are_not_judged_and_open_kinds_have_no_extras() -> None:
    given = record(meetings=[meeting("an", "li")], trips=[claim(traveller="an", legs=[])])
    assert compare({}, given) == Score()
    assert compare({"meetings": [], "open": ["meetings"]}, given).extras == 0
    assert compare({"meetings": []}, given).extras == 1


def test_optional_readings_are_no_extras_and_are_not_asked_for() -> None:
    given = record(meetings=[meeting("an", "li"), meeting("an", "no")])
    score = compare({"meetings": [], "optional": {"meetings": [{"participants": ["Li Wei", "Ana Ruiz"]}]}}, given)
    assert (score.wanted, score.extras) == (0, 1)


def test_each_claim_answers_one_expectation_and_the_better_fit_wins() -> None:
    monday, tuesday = (meeting("an", "li", when=when(day, day)) for day in ("2024-05-13", "2024-05-14"))
    wanted = [{"participants": ["Ana Ruiz", "Li Wei"], "when": day} for day in ("2024-05-14", "2024-05-13")]
    assert str(compare({"meetings": wanted}, record(meetings=[monday, tuesday])).total) == (
        "claims 2/2  fields 4/4  extras 0"
    )
    assert compare({"meetings": wanted}, record(meetings=[monday])).found == 1


def test_legs_are_judged_one_by_one_and_a_leg_too_many_is_a_wrong_field() -> None:
    given = claim(traveller="an", legs=[leg("be"), leg("os", when=when("2024-05-13", None))])
    want = {
        "traveller": "Ana Ruiz",
        "legs": [{"place": "Oslo", "country": "NO", "when": "2024-05-13/..", "status": "planned"}],
    }
    score = compare({"trips": [want]}, record(trips=[given]))
    assert (score.right, score.asked) == (4, 6)
    assert {line.split(" for ")[0] for line in score.lines} == {
        "trips: wrong leg 1 status",
        "trips: wrong extra leg Bergen",
    }


def test_a_trip_elsewhere_is_another_trip() -> None:
    given = claim(traveller="an", legs=[leg("be", country="SE")])
    assert (
        compare({"trips": [{"traveller": "Ana Ruiz", "legs": [{"place": "Oslo"}]}]}, record(trips=[given])).found == 0
    )


def test_counts_shares_and_positions() -> None:
    vote = claim(
        body=None,
        about={"text": "a treaty on fisheries"},
        counts={"for": 13, "against": 1, "abstain": None},
        positions=[{"who": "no", "stance": "against"}],
    )
    want = {
        "about": "treaty on fisheries",
        "counts": {"for": 13, "against": 1},
        "positions": [{"who": "Norway", "stance": "against"}, {"who": "Li Wei", "stance": "for"}],
    }
    score = compare({"resolutions": [want]}, record(resolutions=[vote]))
    assert (score.found, score.right, score.asked) == (1, 2, 3)


def test_an_election_is_known_by_place_year_and_round() -> None:
    first = claim(jurisdiction="NO", round="first", when=when("2024-05-05", "2024-05-05"))
    wanted = [
        {"jurisdiction": "NO", "round": "first", "when": "2024-05-05"},
        {"jurisdiction": "NO", "round": "runoff", "when": "2024-06-09"},
        {"jurisdiction": "SE", "when": "2024"},
    ]
    score = compare({"elections": wanted}, record(elections=[first]))
    assert (score.found, score.right, score.asked) == (1, 3, 8)


def test_actions_are_known_by_type_and_parties() -> None:
    given = claim(event_type="ACCUSE", actors=["an"], recipients=["li"])
    wanted = [{"event_type": "ACCUSE", "parties": ["Ruiz", "Li Wei"]}, {"event_type": "THREATEN", "parties": ["Ruiz"]}]
    assert compare({"actions": wanted}, record(actions=[given])).found == 1


def test_evidence_that_does_not_stand_in_the_text_is_told() -> None:
    broken = meeting("an", "li", evidence=[{"start": 1, "end": 9, "text": "Ana Ruiz"}])
    assert "evidence" in compare({}, record(meetings=[broken])).lines[0]


def test_scores_add_up_by_kind() -> None:
    one = Score({"trips": Tally(1, 2, 3, 4, 0)}, ("a",))
    other = Score({"meetings": Tally(1, 1, 1, 1, 1), "trips": Tally(0, 1, 0, 2, 1)}, ("b",))
    both = one + other
    assert both.by_kind == {"trips": Tally(1, 3, 3, 6, 1), "meetings": Tally(1, 1, 1, 1, 1)}
    assert both.lines == ("a", "b")


def test_times_of_a_yaml_file_are_strings(tmp_path: Path) -> None:
    path = tmp_path / "a.expected.yaml"
    path.write_text("trips:\n- {traveller: Li, when: 2024-05-13, legs: [{when: 2018, country: NO, transit: true}]}\n")
    (trip,) = load_expected(path)["trips"]
    assert trip["legs"] == [{"when": "2018", "country": "NO", "transit": True}]
    assert trip["when"] == "2024-05-13"


def test_an_expected_file_that_is_no_mapping_is_named(tmp_path: Path) -> None:
    path = tmp_path / "a.expected.json"
    path.write_text("[]")
    with pytest.raises(UnreadableInput, match=r"a\.expected\.json"):
        load_expected(path)
