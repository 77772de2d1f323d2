"""Actions in the formats of the field: what is written reads back, codes are those of the manual."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace

import pytest

from dragoman.export import cameo, plover
from dragoman.export.parties import codes
from dragoman.lexicon import load
from dragoman.model import Action, Article, Entity, Mention, Record, Tenure, When

TEXT = "Kenya's president, Ana Ruto, may expel envoys of Oman and Chad, say rebels."
ARTICLE = Article("a1", "wire.txt", "https://example.org/1", "Ties", "2024-06-05", "given", None, "en", TEXT)
WHEN = When("2024-06-03", "2024-06-03", "2024-06-03", "relative", "Monday", 0, 1)
RUTO = Entity("e1", "person", "Ana Ruto", country="KE", mentions=(Mention(19, 27, "Ana Ruto", "name"),))
OMAN, CHAD = Entity("Q842", "polity", "Oman", "Q842", "OM"), Entity("Q657", "polity", "Chad", "Q657", "TD")
NAIROBI = Entity("p1", "place", "Nairobi", None, "KE", "city", -1.28, 36.82, 184745)
EXPELS = Action(
    id="action-1",
    status="hypothetical",
    when=WHEN,
    evidence=(ARTICLE.span(0, len(TEXT)),),
    confidence=0.9,
    event_type="SANCTION",
    mode="expel",
    contexts=("diplomatic",),
    actors=("e1",),
    recipients=("Q842", "Q657"),
    place="p1",
    hypothetical=True,
)
OFFICE = Tenure(
    id="t1", status="happened", evidence=EXPELS.evidence, person="e1", office="president", jurisdiction="KE"
)
RECORD = Record(article=ARTICLE, entities=(RUTO, OMAN, CHAD, NAIROBI), actions=(EXPELS,), tenures=(OFFICE,))


def test_plover_reads_back_with_its_own_field_names() -> None:
    (event,) = [json.loads(line) for line in plover.text(RECORD).splitlines()]
    assert (event["event"], event["mode"], event["context"]) == (
        ["SANCTION"],
        ["expel", "hypothetical"],
        ["diplomatic"],
    )
    assert (event["date"], event["quad_code"], event["event_scale"]) == ("2024-06-03", 4, -5.5)
    assert "enddate" not in event
    assert [(p["code"], p["sector"]) for p in event["actor"] + event["recipient"]] == [
        ("KEN", "GOV"),
        ("OMN", "GOV"),
        ("TCD", "GOV"),
    ]
    assert event["actor"][0]["office"] == "president"
    assert event["event_loc"]["geonameid"] == 184745
    info = event["text_info"]
    assert TEXT[info["start"] : info["end"]] == event["text"]


def test_cameo_has_a_row_for_each_pair() -> None:
    rows = list(csv.DictReader(io.StringIO(cameo.text(RECORD))))
    assert [(r["Actor1Code"], r["Actor2Code"]) for r in rows] == [("KENGOV", "OMNGOV"), ("KENGOV", "TCDGOV")]
    assert {(r["EventCode"], r["EventRootCode"], r["QuadClass"], r["GoldsteinScale"]) for r in rows} == {
        ("166", "16", "4", "-5.5")
    }
    assert {(r["Hypothetical"], r["Future"], r["Day"]) for r in rows} == {("1", "0", "20240603")}
    assert len({r["GlobalEventID"] for r in rows}) == 2


def test_a_record_without_actions_gives_nothing_but_the_header() -> None:
    empty = replace(RECORD, actions=())
    assert plover.text(empty) == ""
    assert cameo.text(empty) == ",".join(cameo.HEADER) + "\n"
    assert cameo.text(empty, header=False) == ""


def test_an_unknown_date_stays_unknown() -> None:
    undated = replace(RECORD, actions=(replace(EXPELS, when=None),))
    assert "date" not in json.loads(plover.text(undated))
    assert next(csv.DictReader(io.StringIO(cameo.text(undated))))["Day"] == ""


@pytest.mark.parametrize(
    ("entity", "country", "sector"),
    [
        (Entity("a", "organization", "European Union", country="EU"), "EUR", ""),
        (Entity("b", "organization", "Amnesty International"), "NGO", ""),
        (Entity("c", "organization", "African Union"), "IGO", ""),
        (Entity("d", "organization", "Kenya Defence Forces army", country="KE"), "KEN", "MIL"),
        (Entity("e", "group", "rebels"), "", "REB"),
        (Entity("f", "group", "students"), "", "EDU"),
        (Entity("g", "person", "Ben King", country="US"), "USA", ""),
        (Entity("h", "polity", "Oman", country="OM"), "OMN", "GOV"),
    ],
)
def test_parties_are_coded(entity: Entity, country: str, sector: str) -> None:
    assert (codes(entity).country, codes(entity).sector) == (country, sector)


def test_a_former_president_belongs_to_the_elite() -> None:
    record = replace(RECORD, tenures=(replace(OFFICE, standing="former"),))
    assert json.loads(plover.text(record))["actor"][0]["sector"] == "ELI"


@pytest.mark.parametrize("kind", load("plover")["types"])
def test_every_type_and_mode_has_a_code_and_a_score(kind: str) -> None:
    for mode in (None, *load("plover")["types"][kind].get("modes", {})):
        action = replace(EXPELS, event_type=kind, mode=mode, contexts=())
        assert cameo.event_code(action).isdigit()
        assert -10 <= plover.score(action) <= 10


@pytest.mark.model
def test_what_is_read_is_written() -> None:
    from dragoman import read

    record = read("Hungary expelled two Russian diplomats on Monday.", published="2024-06-05")
    (row,) = csv.DictReader(io.StringIO(cameo.text(record)))
    assert (row["Actor1Code"], row["Actor2Code"], row["EventCode"], row["Day"]) == (
        "HUNGOV",
        "RUSGOV",
        "166",
        "20240603",
    )
    assert json.loads(plover.text(record))["context"] == ["diplomatic"]


@pytest.mark.model
@pytest.mark.parametrize(
    ("sentence", "actor", "recipient"),
    [
        ("Turkish police arrested two Iranian students.", "TURCOP", "IRNEDU"),
        ("Kenya's army attacked Somali rebels.", "KENMIL", "SOMREB"),
        ("The Norwegian parliament condemned Russia.", "NORLEG", "RUSGOV"),
    ],
)
def test_words_after_a_states_name_tell_the_sector(sentence: str, actor: str, recipient: str) -> None:
    from dragoman import read

    (row,) = csv.DictReader(io.StringIO(cameo.text(read(sentence, published="2024-06-05"))))
    assert (row["Actor1Code"], row["Actor2Code"]) == (actor, recipient)
