"""What hangs on a clause: its times, its place, the words of a phrase, and what a date makes of a status."""

from __future__ import annotations

import pytest
from spacy.tokens import Doc

from dragoman.annotate import clauses
from dragoman.doc import Mention, Time, note, set_mentions
from dragoman.model import DateMention, Entity, When
from dragoman.syntax import attached_places, attached_times, phrase, place_of, settle, trimmed, when_from, when_of
from handmade import parsed

LIMA = Entity("lima", "place", "Lima")
OSLO = Entity("oslo", "place", "Oslo")


def dated(doc: Doc, *days: tuple[int, int, str]) -> Doc:
    """The document with its clauses and with days at token ranges."""
    clauses.annotate(doc)
    times = []
    for start, end, day in days:
        last = doc[end - 1]
        a, b = doc[start].idx, last.idx + len(last)
        times.append(Time(start, end, DateMention(a, b, doc.text[a:b], "DATE", day, day, day, day)))
    note(doc).times = tuple(times)
    return doc


def placed(doc: Doc, **at: int) -> Doc:
    known = {"lima": LIMA, "oslo": OSLO}
    set_mentions(doc, [Mention(i, i + 1, i, "name", (who,)) for who, i in at.items()], [known[who] for who in at])
    return doc


def test_a_day_belongs_to_the_verb_on_which_it_hangs() -> None:
    doc = dated(
        parsed(
            "Ruiz/NNP/nsubj/1 said|say/VBD/ROOT/1 on/IN/prep/1 Monday/NNP/pobj/2 he/PRP/nsubj/6 would/MD/aux/6 "
            "come/VB/ccomp/1 on/IN/prep/6 Friday/NNP/pobj/7"
        ),
        (3, 4, "2024-05-06"),
        (8, 9, "2024-05-10"),
    )
    assert [t.date.value for t in attached_times(doc, 1)] == ["2024-05-06"]
    assert [t.date.value for t in attached_times(doc, 6)] == ["2024-05-10"]


def test_what_is_planned_takes_its_day_from_the_plan() -> None:
    doc = dated(
        parsed(
            "Ruiz/NNP/nsubj/1 plans|plan/VBZ/ROOT/1 on/IN/prep/1 Friday/NNP/pobj/2 to/TO/aux/5 visit/VB/xcomp/1 "
            "Lima/NNP/dobj/5"
        ),
        (3, 4, "2024-05-10"),
    )
    when = when_of(doc, 5)
    assert when is not None
    assert (when.edtf, when.text) == ("2024-05-10", "Friday")
    assert when_of(doc, 5, through_governor=False) is None


def test_after_monday_is_no_day() -> None:
    doc = dated(
        parsed("Ruiz/NNP/nsubj/1 left|leave/VBD/ROOT/1 after/IN/prep/1 Monday/NNP/pobj/2"), (3, 4, "2024-05-06")
    )
    assert when_of(doc, 1) is None


def test_two_days_joined_are_an_interval() -> None:
    doc = dated(
        parsed("Ruiz/NNP/nsubj/1 stayed|stay/VBD/ROOT/1 on/IN/prep/1 Monday/NNP/pobj/2 and/CC/cc/3 Tuesday/NNP/conj/3"),
        (3, 4, "2024-05-06"),
        (5, 6, "2024-05-07"),
    )
    when = when_from(doc, note(doc).times)
    assert when is not None
    assert (when.earliest, when.latest, when.text) == ("2024-05-06", "2024-05-07", "Monday and Tuesday")
    begun = when_from(doc, note(doc).times[:1], open_end=True)
    assert begun is not None
    assert (begun.edtf, begun.latest) == ("2024-05-06/..", None)
    assert when_from(doc, ()) is None


def test_where_a_clause_takes_place() -> None:
    sentence = "Ruiz/NNP/nsubj/1 spoke|speak/VBD/ROOT/1 in/IN/prep/1 Lima/NNP/pobj/2 about/IN/prep/1 Oslo/NNP/pobj/4"
    doc = placed(dated(parsed(sentence)), lima=3, oslo=5)
    assert attached_places(doc, 1) == (("in", 3), ("about", 5))
    assert place_of(doc, 1) == "lima"


def test_where_one_goes() -> None:
    sentence = (
        "Ruiz/NNP/nsubj/1 travelled|travel/VBD/ROOT/1 from/IN/prep/1 Oslo/NNP/pobj/2 to/IN/prep/1 Lima/NNP/pobj/4"
    )
    assert place_of(placed(dated(parsed(sentence)), oslo=3, lima=5), 1) == "lima"


def test_a_phrase_ends_before_what_is_said_of_it() -> None:
    doc = parsed(
        "the/DT/det/2 Peruvian/JJ/amod/2 minister/NN/nsubj/6 ,/,/punct/2 who/WP/nsubj/5 won|win/VBD/relcl/2 "
        "left|leave/VBD/ROOT/6 Lima/NNP/dobj/6"
    )
    assert phrase(doc, 2) == (0, 3)
    assert trimmed(doc, 0, 4) == (1, 3)


NOON = "2024-05-06"


@pytest.mark.parametrize(
    ("status", "day", "expected"),
    [
        ("under_way", "2024-05-10", "planned"),
        ("under_way", "2024-05-06", "planned"),
        ("under_way", "2024-05-01", "happened"),
        ("happened", "2024-05-01", "happened"),
        ("planned", "2024-05-01", "planned"),
        ("cancelled", "2024-05-10", "cancelled"),
    ],
)
def test_the_present_of_a_day_to_come_is_a_plan_and_of_one_gone_by_is_done(
    status: str, day: str, expected: str
) -> None:
    when = When(day, day, day, "relative", "Friday", 0, 6)
    assert settle(status, when, NOON) == expected  # type: ignore[arg-type]


def test_without_a_day_nothing_is_settled() -> None:
    assert settle("under_way", None, NOON) == "under_way"
    when = When("2024-05-10", "2024-05-10", "2024-05-10", "relative", "Friday", 0, 6)
    assert settle("under_way", when, None) == "under_way"
