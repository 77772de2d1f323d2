"""Facts of one's own: every form is read, a bad row costs itself alone and is named, nothing kept is ever lost."""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from dragoman.errors import KnowledgeError, UsageError
from dragoman.knowledge import claims, find, holder, importing, incumbents, manifest, opening, user
from dragoman.knowledge.importing import wikidata
from dragoman.knowledge.making import make


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A user's folder of the test's own."""
    where = tmp_path / "home"
    monkeypatch.setenv(user.VARIABLE, str(where))
    anew()
    yield where
    monkeypatch.undo()
    anew()


def anew() -> None:
    """The next question is put to the file that is now to be asked."""
    importing.forget()


def taken(path: Path, content: str | bytes, **told: str) -> tuple[importing.Done, list[str]]:
    """What came of importing a file of this content, and what was told, without the folder."""
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    said: list[str] = []
    (done,) = importing.take([path], said.append, **told)
    anew()
    return done, [line.removeprefix(f"{path.parent}/") for line in said]


def kept(done: importing.Done) -> list[dict[str, Any]]:
    """The rows of an import, tenures and facts alike."""
    assert done.kept is not None
    rows = [json.loads(line) for line in done.kept.read_text(encoding="utf-8").splitlines()[1:]]
    return [row.get("tenure") or row["fact"] for row in rows]


TABLE = """\
kind,code,office,name,forms,since,until,born,as_of,population,latitude,longitude,colour
,Chile,Foreign Minister,Ana Prueba,Prueba|A. Prueba,2027-03-11,..,1970,2027-05-01,,,,red
,Narnia,King,Peter,,2001,,,,,,,
,CL,President,Somebody,,2030-02-31,,,,,,,
,CL,President,Backwards,,2030,2029,,,,,,
city,CL,,Villa Prueba,Pruebaville,,,,,5000,-33.1,-70.1,
city,CL,,Too Far,,,,,,5000,-133.1,-70.1,
city,CL,,Nobody,,,,,,few,,,
palace,CL,,No Kind,,,,,,,,,
,CL,President,"Nobody Closed,,2001,,,,,,,
,CL,Senator,María de la Prueba,,2018,2026,,,,,,
organization,,,Alliance of Trials,AOTR,,,,,,,,
"""


def test_a_table_is_read_and_every_bad_row_is_named(folder: Path, tmp_path: Path) -> None:
    done, said = taken(tmp_path / "own.csv", TABLE)
    assert (done.format, done.tenures, done.facts, done.bad) == ("table", 2, 2, 8)
    assert [line.partition(": ")[0] for line in said] == [f"own.csv:{n}" for n in (1, 3, 4, 5, 7, 8, 9, 10)]
    assert "'colour'" in said[0]
    assert "'Narnia' is no country" in said[1]
    assert "'2030-02-31' is no date" in said[2]
    assert "'few' is no population" in said[5]
    day = date(2027, 4, 1)
    minister = incumbents("CL", "foreign minister", day)[0]
    assert (minister.name, minister.family, minister.on(day)) == ("Ana Prueba", "Prueba", "certain")
    assert holder("de la Prueba")[0].name == "María de la Prueba"
    (town,) = find("Pruebaville")
    assert (town.name, town.kind, town.code, town.population) == ("Villa Prueba", "city", "CL", 5000)
    assert find("AOTR")[0].key == "org:alliance-of-trials"


@pytest.mark.parametrize("joint", [";", "\t"])
def test_semicolons_tabs_and_a_byte_order_mark(folder: Path, tmp_path: Path, joint: str) -> None:
    text = "\ufeffcode,name,office,since\nCL,Ana Prueba,President,2030\n".replace(",", joint)
    done, said = taken(tmp_path / "own.csv", text)
    assert (done.tenures, said) == (1, [])


def test_a_damaged_byte_costs_its_row(folder: Path, tmp_path: Path) -> None:
    done, said = taken(tmp_path / "own.csv", b"code,name,office\nCL,Ana \xff,President\nCL,Eva Prueba,President\n")
    assert (done.tenures, done.bad) == (1, 1)
    assert said[0].startswith("own.csv:2: ")


RESULTS = """\
{ "head" : { "vars" : [ "person" ] }, "results" : { "bindings" : [ {
  "person" : { "type" : "uri", "value" : "http://www.wikidata.org/entity/Q99060002" },
  "personLabel" : { "value" : "Test Rojas Vega" }, "familyLabel" : { "value" : "Rojas" },
  "positionLabel" : { "value" : "Minister of Foreign Affairs of Chile" },
  "start" : { "value" : "1961-06-13T00:00:00Z" }, "startPrecision" : { "value" : "10" },
  "end" : { "value" : "1964-01-01T00:00:00Z" }, "aliases" : { "value" : "T. Rojas" }
}, {
  "personLabel" : { "value" : "Q99060003" }
}, {
  "person" : { "value" : broken }
}, {
  "personLabel" : { "value" : "Other Prueba" }, "positionLabel" : { "value" : "President" }, "iso" : { "value" : "PE" },
  "start" : { "value" : "1962-07-28T00:00:00Z" }
}, {
  "personLabel" : { "value" : "Cesar Augustus" }, "positionLabel" : { "value" : "President of Peru" },
  "start" : { "value" : "-0026-01-16T00:00:00Z" }
} ] } }
"""


def test_answers_of_the_query_service_in_json(folder: Path, tmp_path: Path) -> None:
    done, said = taken(tmp_path / "answers.json", RESULTS, as_of="2026-05-01")
    first, second = kept(done)
    assert (first["name"], first["code"], first["office"]) == ("Test Rojas Vega", "CL", "Minister of Foreign Affairs")
    assert (first["since"], first["until"], first["wikidata"]) == ("1961-06", "1964-01-01?", "Q99060002")
    assert first["forms"] == ["Rojas", "T. Rojas"]
    assert (second["code"], second["since"], second["until"], second["as_of"]) == (
        "PE",
        "1962-07-28",
        "..",
        "2026-05-01",
    )
    assert [line.partition(": ")[0] for line in said] == ["answers.json:7", "answers.json:10", "answers.json:14"]
    assert holder("T. Rojas", on=date(1962, 1, 1))[0].wikidata == "Q99060002"


def test_answers_of_the_query_service_in_csv_and_as_flat_objects(folder: Path, tmp_path: Path) -> None:
    table = (
        "person,personLabel,positionLabel,countryLabel,start,end\n"
        "http://www.wikidata.org/entity/Q99060002,Test Rojas,foreign minister,Chile,1961-06-13T00:00:00Z,1964-02-02T00:00:00Z\n"
        "http://www.wikidata.org/entity/Q99060002,Test Rojas,foreign minister,Chile,someday,\n"
    )
    done, said = taken(tmp_path / "answers.csv", table)
    (row,) = kept(done)
    assert (row["code"], row["since"], row["until"]) == ("CL", "1961-06-13", "1964-02-02")
    assert said == ["answers.csv:3: 'someday' is no date of our era; left out"]
    flat = '[{"person":"http://www.wikidata.org/entity/Q99060002","personLabel":"Test Rojas","positionLabel":"president of Peru"}]'
    done, said = taken(tmp_path / "flat.json", flat)
    (row,) = kept(done)
    assert (row["code"], row["office"], said) == ("PE", "president", [])


@pytest.mark.parametrize(
    ("time", "precision", "expected"),
    [
        ("+2022-03-11T00:00:00Z", 11, "2022-03-11"),
        ("2022-03-11T00:00:00Z", None, "2022-03-11"),
        ("+2022-03-00T00:00:00Z", 10, "2022-03"),
        ("+2022-00-00T00:00:00Z", 9, "2022"),
        ("2022-01-01T00:00:00Z", 9, "2022"),
        ("2022-01-01T00:00:00Z", 11, "2022-01-01"),
        ("2022-01-01T00:00:00Z", None, "2022-01-01?"),
        ("+1950-00-00T00:00:00Z", 8, "195X"),
        ("+1900-00-00T00:00:00Z", 7, ""),
        ("t1234567", None, ""),
        ("http://www.wikidata.org/.well-known/genid/abc", None, ""),
        ("", None, ""),
    ],
)
def test_times_of_wikidata(time: str, precision: int | None, expected: str) -> None:
    assert wikidata.edtf(time, precision) == expected


def item(number: str) -> dict[str, Any]:
    return {"snaktype": "value", "datavalue": {"value": {"id": number}}}


def at(time: str, precision: int = 11) -> dict[str, Any]:
    return {"snaktype": "value", "datavalue": {"value": {"time": time, "precision": precision}}}


def stated(snak: dict[str, Any], rank: str = "normal", **qualifiers: Any) -> dict[str, Any]:
    return {"mainsnak": snak, "rank": rank, "qualifiers": qualifiers}


def entity(number: str, name: str, **told: Any) -> dict[str, Any]:
    labels = {"en": {"value": name}}
    return {"type": "item", "id": number, "labels": labels, "aliases": told.pop("aliases", {}), "claims": told}


DUMP = [
    entity(
        "Q99070001",
        "Dump Rojas Vega",
        aliases={"en": [{"value": "D. Rojas"}]},
        P31=[stated(item("Q5"))],
        P27=[stated(item("Q298"))],
        P21=[stated(item("Q6581072"))],
        P569=[stated(at("+1921-02-00T00:00:00Z", 10))],
        P734=[stated(item("Q99070003"))],
        P39=[
            stated(item("Q99070002"), P580=[at("+1963-03-10T00:00:00Z")], P582=[at("+1964-03-10T00:00:00Z")]),
            stated(item("Q99070002"), "deprecated", P580=[at("+1953-03-10T00:00:00Z")]),
            stated(item("Q99070002"), P580=[at("+1966-03-10T00:00:00Z")], P1366=[item("Q99070008")]),
            stated(item("Q99070009")),
        ],
    ),
    entity(
        "Q99070002",
        "Minister of Foreign Affairs of Chile",
        P31=[stated(item("Q4164871"))],
        P1001=[stated(item("Q298"))],
    ),
    entity("Q99070003", "Rojas"),
    entity("Q99070004", "No Politician", P31=[stated(item("Q5"))]),
    entity(
        "Q99070005", "A Diplomat", P31=[stated(item("Q5"))], P106=[stated(item("Q193391"))], P27=[stated(item("Q298"))]
    ),
    entity(
        "Q298",
        "Chile",
        aliases={"en": [{"value": "Land of Trials"}]},
        P297=[stated({"snaktype": "value", "datavalue": {"value": "CL"}})],
    ),
]


def dump_lines(*entities: dict[str, Any]) -> str:
    lines = ["[", *(json.dumps(one, separators=(",", ":")) + "," for one in entities)]
    return "\n".join([*lines, '{"type":"item","id":"Q1","claims":{"P39":[}', "half a li", "]", ""])


@pytest.mark.parametrize("packed", [True, False])
def test_lines_of_a_dump_packed_or_not(folder: Path, tmp_path: Path, packed: bool) -> None:
    text = dump_lines(*DUMP)
    path = tmp_path / ("dump.json.gz" if packed else "dump.json")
    done, said = taken(path, gzip.compress(text.encode()) if packed else text, as_of="2026-05-01")
    rows = kept(done)
    people = [row for row in rows if "kind" not in row]
    assert [(row["name"], row.get("office", ""), row.get("since", ""), row.get("until", "")) for row in people] == [
        ("Dump Rojas Vega", "Minister of Foreign Affairs", "1963-03-10", "1964-03-10"),
        ("Dump Rojas Vega", "Minister of Foreign Affairs", "1966-03-10", ""),
        ("A Diplomat", "", "", ""),
    ]
    assert people[0]["forms"][0] == "Rojas"
    assert (people[0]["gender"], people[0]["born"], people[0]["code"]) == ("f", "1921-02", "CL")
    assert find("Land of Trials")[0].key == "country:CL"
    numbers = [line.partition(": ")[0] for line in said]
    assert numbers == [f"{path.name}:{n}" for n in (8, 9, 2)]
    assert "Q99070009" in said[-1]


def test_an_old_dump_has_numbers_in_the_place_of_ids_and_lists_where_nothing_is(folder: Path, tmp_path: Path) -> None:
    old = entity("Q99070006", "Old Diplomat", P31=[stated(item("Q5"))], P106=[stated(item("Q193391"))])
    for statement in (*old["claims"]["P31"], *old["claims"]["P106"]):
        value = statement["mainsnak"]["datavalue"]["value"]
        value["numeric-id"] = int(value.pop("id")[1:])
    text = dump_lines({**old, "aliases": []}, {**old, "id": "Q99070007", "claims": [], "sitelinks": '"P39":'})
    done, said = taken(tmp_path / "dump.json", text)
    assert [row["name"] for row in kept(done)] == ["Old Diplomat"]
    assert len(said) == 2, "the two broken lines alone"


def test_an_office_may_be_told_in_another_file(folder: Path, tmp_path: Path) -> None:
    one, other = tmp_path / "people.jsonl", tmp_path / "offices.jsonl"
    one.write_text(dump_lines(DUMP[0]), encoding="utf-8")
    other.write_text(dump_lines(*DUMP[1:3]), encoding="utf-8")
    first, second = importing.take([one, other], lambda _: None)
    assert (first.tenures, second.tenures) == (2, 0)


CABINETS = """\
country_name_short,country_name,start_date,cabinet_name,cabinet_id,party_id,party_name_short,party_name,party_name_english
AUT,Austria,1949-11-08,Probst I,1,5,PTP,Probepartei,Trial Party
AUT,Austria,1952-10-28,Probst II,2,5,PTP,Probepartei,Trial Party
AUT,Austria,1953-04-02,Raab I,3,6,X,Andere | Zweite,Other Trial Party
AUT,Austria,1953-04-02,Raab I,3,9,none,no party affiliation,no party affiliation
XXX,Atlantis,1953-04-02,Poseidon I,4,7,X,X,X
AUT,Austria,,Nobody,5,6,X,Andere,Other Trial Party
"""


def test_cabinets_and_parties_of_parlgov(folder: Path, tmp_path: Path) -> None:
    done, said = taken(tmp_path / "view_cabinet.csv", CABINETS, as_of="1953-12-31")
    assert [line.partition(": ")[0] for line in said] == ["view_cabinet.csv:6", "view_cabinet.csv:7"]
    (party, other, probst, raab) = kept(done)
    assert (party["name"], party["forms"], party["extra"]) == ("Trial Party", ["Probepartei", "PTP"], "party")
    assert other["forms"] == ["Andere", "Zweite"], "a single letter is no name"
    assert (probst["name"], probst["office"], probst["since"], probst["until"]) == (
        "Probst", "Chancellor", "1949-11-08", "1953-04-02",
    )  # fmt: skip
    assert (raab["until"], raab["as_of"]) == ("..", "1953-12-31")


def test_legislators_and_executives(folder: Path, tmp_path: Path) -> None:
    terms = [
        {"type": "rep", "start": "1951-01-03", "end": "1953-01-03", "state": "TX"},
        {"type": "rep", "start": "1953-01-07", "end": "1955-01-03", "state": "TX"},
        {"type": "sen", "start": "1957-01-03", "end": "1963-01-03", "state": "TX"},
    ]
    jane = {
        "id": {"bioguide": "T1", "wikidata": "Q99080001"},
        "name": {"first": "Jane", "last": "Testby", "official_full": "Jane Q. Testby"},
        "bio": {"birthday": "1910-02-03", "gender": "F"},
        "terms": terms,
    }
    bad = {"id": {"bioguide": "T2"}, "name": {"last": "X"}}
    odd = {**jane, "terms": [{**terms[0], "type": "king"}]}
    done, said = taken(tmp_path / "legislators.json", json.dumps([jane, bad, odd], indent=2), as_of="1960-01-01")
    assert [(row["office"], row["since"], row["until"]) for row in kept(done)] == [
        ("Representative for Texas", "1951-01-03", "1955-01-03"),
        ("Senator for Texas", "1957-01-03", "1963-01-03"),
    ]
    assert len(said) == 2
    assert all(line.startswith("legislators.json:") and int(line.split(":")[1]) > 30 for line in said)
    senator = holder("Jane Testby", "senator")[0]
    assert senator.on(date(1959, 1, 1)) == "certain"
    assert senator.on(date(1962, 1, 1)) == "possible", "the end of a term is a plan"


def test_what_is_nothing_costs_no_other_file(folder: Path, tmp_path: Path) -> None:
    good = tmp_path / "good.csv"
    good.write_text("code,name,office\nCL,Ana Prueba,President\n", encoding="utf-8")
    strange = [tmp_path / name for name in ("none.csv", "words.txt", "zip.bin", "cut.json.gz", "other.json")]
    strange[1].write_text("A sentence of words.\n", encoding="utf-8")
    strange[2].write_bytes(b"PK\x03\x04\0\0")
    strange[3].write_bytes(gzip.compress(b"[\n" * 500)[:20])
    strange[4].write_text('{"a": 1}', encoding="utf-8")
    said: list[str] = []
    done = list(importing.take([*strange, good], said.append))
    assert [one.kept is None for one in done] == [True] * 5 + [False]
    assert len(said) == 5
    assert all(str(path) in line for path, line in zip(strange, said, strict=True))


def test_later_imports_lie_over_earlier_ones_and_nothing_is_lost(folder: Path, tmp_path: Path) -> None:
    head = "code,office,name,since,until,born,as_of\n"
    taken(tmp_path / "one.csv", f"{head}CO,President,Gustavo Petro,2022-08-06,..,1961,2026-03-01\n", source="one")
    taken(tmp_path / "two.csv", f"{head}CO,President,Gustavo Petro,2022-08-05,..,,2026-04-01\n", source="two")
    (row,) = holder("Gustavo Petro", "President")
    assert (row.since, row.born, row.source, row.layer, row.as_of) == (
        "2022-08-05",
        "1961",
        "two",
        "user",
        "2026-04-01",
    )
    told = [(claim.value, claim.layer, claim.source) for claim in claims(row.key) if claim.field == "since"]
    assert [value for value, _, _ in told] == ["2022-08-07", "2022-08-06", "2022-08-05"]
    assert [(layer, source) for _, layer, source in told[1:]] == [("user", "one"), ("user", "two")]
    assert [source.name for source in manifest().sources if source.layer == "user"] == ["one", "two"]
    assert manifest().counts["town"] > 200_000
    before = sorted(path.name for path in (folder / "imports").iterdir())
    taken(tmp_path / "two.csv", f"{head}CO,President,Gustavo Petro,2022-08-05,..,,2026-04-01\n", source="two")
    assert sorted(path.name for path in (folder / "imports").iterdir()) == before, "the same rows are kept once"


def test_a_city_of_the_base_is_overridden_by_its_number(folder: Path, tmp_path: Path) -> None:
    before = find("Ankara")[0]
    table = f"kind,name,code,geonames,population\ncity,Ankara,TR,{before.geonames},{before.population + 7}\n"
    taken(tmp_path / "own.csv", table)
    after = find("Ankara")[0]
    assert (after.key, after.population) == (before.key, before.population + 7)
    assert {claim.value for claim in claims(after.key)} >= {str(before.population), str(before.population + 7)}


def test_the_whole_is_made_the_same_to_the_byte_and_can_be_asked(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The shipped layers as they are: that those are made the same is tested beside their build.
    monkeypatch.setattr("dragoman.knowledge.sources.installed", lambda: False)
    taken(tmp_path / "own.csv", "code,office,name,since,until\nCL,President,Ana Prueba,1930,1931\n")
    files = [tmp_path / "one.sqlite", tmp_path / "other.sqlite"]
    for file in files:
        assert make(file, lambda _: None)[0] == file
    assert len({hashlib.sha256(file.read_bytes()).digest() for file in files}) == 1
    assert not list(tmp_path.glob("*.part"))
    monkeypatch.setenv(user.VARIABLE, str(files[0]))
    anew()
    assert opening.file_of() == files[0]
    assert holder("Ana Prueba")[0].layer == "user"
    with pytest.raises(UsageError, match="name a folder"):
        list(importing.take([tmp_path / "own.csv"], lambda _: None))


def test_a_damaged_row_of_an_import_is_told_and_the_rest_is_used(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dragoman.knowledge.sources.installed", lambda: False)
    done, _ = taken(tmp_path / "own.csv", "code,office,name,since,until\nCL,President,Ana Prueba,1930,1931\n")
    assert done.kept is not None
    with done.kept.open("a", encoding="utf-8") as file:
        file.write(
            '{"tenure":{"name":"Half\n{"fact":{"kind":"city","name":"Damaged","code":"CL","key":"city:cl:x","odd":1}}\n'
        )
    said: list[str] = []
    target, made, bad = make(tmp_path / "all.sqlite", said.append)
    said = [line for line in said if "row is left out" in line]
    assert (bad, len(said), made.counts["tenure"] > 4000) == (2, 2, True)
    assert [f"{done.kept.name}:{n}:" in line for n, line in zip((3, 4), said, strict=True)] == [True, True]
    assert target.exists()


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "imports").write_text("in the way", encoding="utf-8")
    monkeypatch.setenv(user.VARIABLE, str(tmp_path))
    own = tmp_path / "own.csv"
    own.write_text("code,office,name\nCL,President,Ana Prueba\n", encoding="utf-8")
    with pytest.raises(KnowledgeError, match=user.VARIABLE):
        list(importing.take([own], lambda _: None))


WHOLE = {
    "table": TABLE,
    "wikidata-json": RESULTS,
    "wikidata-dump": dump_lines(*DUMP),
    "parlgov": CABINETS,
    "congress": '[{"id":{"bioguide":"T1"},"name":{"first":"Jane","last":"Testby"},"terms":[{"type":"rep","start":"1951-01-03","end":"1953-01-03"}]}]',
}
SPLICES = [
    '"',
    ",",
    "{",
    "}",
    "[",
    "]",
    "\n",
    "\udcff",
    "\0",
    "null",
    "1e999",
    "-5",
    "\\ud800",
    "NaN",
    "0000-00-00",
    "\u2028",
    '"value"',
]


@settings(max_examples=120)
@given(
    form=some.sampled_from(sorted(WHOLE)),
    at=some.floats(0, 1),
    length=some.integers(0, 4),
    splice=some.sampled_from(SPLICES),
)
def test_no_damage_is_fatal(form: str, at: float, length: int, splice: str) -> None:
    text = WHOLE[form]
    start = int(at * len(text))
    with TemporaryDirectory() as where:
        path = Path(where) / "damaged.json"
        path.write_bytes((text[:start] + splice + text[start + length :]).encode("utf-8", "surrogateescape"))
        rows = list(importing._read(path, form, [path], "2026-01-01"))
    lines = text.count("\n") + 2
    assert all(0 < row.number <= lines for row in rows)
