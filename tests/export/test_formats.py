"""Every export is read back by somebody else's library: as many items as the query counts, hostile text whole or escaped."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from datetime import date, timedelta
from html import unescape
from pathlib import Path
from typing import Any

import geojson
import icalendar
import networkx
import pyarrow.csv
import pyarrow.parquet
import pytest
import rdflib
from bibtexparser.entrypoint import parse_string
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

import stub
from dragoman import open_store, query
from dragoman.export import calendar, ftm, markdown, parquet
from dragoman.export.csv import safe, unsafe
from dragoman.export.formats import FORMATS
from dragoman.export.rows import COLUMNS
from dragoman.query import Filters, Item
from dragoman.store.database import Store

HOSTILE = [
    '=HYPERLINK("http://bad";"Ana Ruiz") told Ben Tanaka in Lima on 2022-10-03',
    "+1 Ana Ruiz\r\nBEGIN:VEVENT\r\nmet, Ben; Tanaka\\n in Oslo on 2022-10-05",
    "@Ana Ruiz <script>alert('x')</script> & \"Lima\" ]]> {x} $y$ %z # 2022-10-07",
    "\u202eAna Ruiz\u202c said שלום \u200f to Ben Tanaka 🕊 \u0007 | `a` [b](javascript:c) 2022-10-09",
]
TITLE = '-2+3 "Talks"\r\n<b>\u202e {Lima} & \\input{x} 100% # [z](y)'
URL = "https://example.org/a_b?x=1&y={2}%20#z"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    path = tmp_path_factory.mktemp("export") / "record.db"
    with open_store(path) as held:
        for at, text in enumerate(HOSTILE):
            held.write(
                stub.read(stub.article(text, f"={at}.txt", title=TITLE, url=f"{URL}{at}", published="2022-10-11"))
            )
        held.write(stub.read(stub.article("Ana Ruiz met Ben Tanaka.", "b.txt")))
        meeting = held.db.execute(
            "SELECT uid, claim_id FROM claims WHERE kind = 'meetings' ORDER BY claim_id"
        ).fetchone()
        held.db.execute("UPDATE claims SET status = 'cancelled' WHERE claim_id = ?", (meeting[1],))
        yield held


@pytest.fixture(scope="module")
def items(store: Store) -> list[Item]:
    return list(query.each(store, Filters()))


def written(name: str, items: list[Item]) -> str:
    told = FORMATS[name]
    return "".join(told.write(item for item in items if told.holds(item)))


def words(item: Item) -> str:
    return " … ".join(span.text for span in item.reports[0].evidence)


def test_the_fixture_is_hostile(items: list[Item], store: Store) -> None:
    assert len(items) == query.count(store, Filters()) == 40
    said = " ".join(map(words, items))
    for part in ("=HYPERLINK", "\r\nBEGIN:VEVENT", "<script>", "\u202e", "\u0007", "]]>", "@Ana"):
        assert part in said


def test_csv_plain(items: list[Item]) -> None:
    rows = list(csv.DictReader(io.StringIO(written("csv-plain", items), newline="")))
    assert [(r["id"], r["evidence"]) for r in rows] == [(i.id, words(i)) for i in items]
    parse = pyarrow.csv.ParseOptions(newlines_in_values=True)
    table = pyarrow.csv.read_csv(io.BytesIO(written("csv-plain", items).encode()), parse_options=parse)
    assert table.column_names == [c.name for c in COLUMNS]
    assert table["evidence"].to_pylist() == [words(i) for i in items]


def test_csv_for_spreadsheets(items: list[Item]) -> None:
    rows = list(csv.DictReader(io.StringIO(written("csv", items), newline="")))
    cells = [cell for r in rows for cell in r.values()]
    assert not [
        cell for cell in cells if cell[:1] in "=+-@\t\r" and cell and not cell.replace(".", "").lstrip("-").isdigit()
    ]
    assert [unsafe(r["evidence"]) for r in rows] == [words(i) for i in items]
    assert any(r["evidence"].startswith("'=HYPERLINK") for r in rows)
    assert "-12.5" in cells, "a number is no formula"


@given(st.text())
def test_safe_cells_can_be_undone(cell: str) -> None:
    assert unsafe(safe(cell)) == cell


def test_jsonl(items: list[Item]) -> None:
    lines = [json.loads(line) for line in written("jsonl", items).split("\n")[:-1]]
    assert [line["id"] for line in lines] == [i.id for i in items]
    assert [line["reports"][0]["evidence"][0]["text"] for line in lines] == [
        i.reports[0].evidence[0].text for i in items
    ]


def test_geojson(items: list[Item]) -> None:
    found: Any = geojson.loads(written("geojson", items))
    assert found.is_valid, found.errors()
    assert [f["id"] for f in found["features"]] == [i.id for i in items]
    trip = next(
        f for f in found["features"] if f["properties"]["kind"] == "trips" and f["properties"]["place"] == "Lima"
    )
    kinds = (
        [g["type"] for g in trip["geometry"]["geometries"]] if trip["geometry"]["type"] == "GeometryCollection" else []
    )
    assert kinds == ["Point", "Point", "LineString"]
    assert trip["geometry"]["geometries"][0]["coordinates"] == [77.0, -12.5], "longitude first"
    assert [f["properties"]["evidence"] for f in found["features"]] == [words(i) for i in items]


def test_a_way_over_the_180th_meridian_is_cut() -> None:
    from dragoman.export.geojson import _way

    assert _way([(179.0, 10.0), (-179.0, 20.0)]) == {
        "type": "MultiLineString", "coordinates": [[[179.0, 10.0], [180.0, 15.0]], [[-180.0, 15.0], [-179.0, 20.0]]],
    }  # fmt: skip
    assert _way([(-170.0, 0.0), (170.0, 10.0)])["coordinates"] == [
        [[-170.0, 0.0], [-180.0, 5.0]],
        [[180.0, 5.0], [170.0, 10.0]],
    ]


def test_icalendar(items: list[Item]) -> None:
    text = written("ics", items)
    entries: list[Any] = list(icalendar.Calendar.from_ical(text).walk("VEVENT"))
    held = {f"{i.id.replace('/', '-')}@dragoman": i for i in items if calendar.entered(i)}
    assert [str(e["UID"]) for e in entries] == list(held)
    assert {i.kind for i in held.values()} == {"trips", "meetings", "gatherings", "elections"}
    for entry in entries:
        item = held[str(entry["UID"])]
        assert entry["DTSTART"].dt == date.fromisoformat(item.earliest or "")
        assert entry["DTEND"].dt - timedelta(days=1) == date.fromisoformat(item.latest or "")
        shown = words(item).replace("\r\n", "\n").replace("\u0007", "")
        assert f"“{item.reports[0].evidence[0].text}”".replace("\r\n", "\n").replace("\u0007", "") in str(
            entry["DESCRIPTION"]
        ), shown
    assert {"CANCELLED", "CONFIRMED"} <= {str(e["STATUS"]) for e in entries}
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    assert written("ics", items) == text, "no clock in it"


def test_graphml(items: list[Item]) -> None:
    graph: Any = networkx.parse_graphml(written("graphml", items), force_multigraph=True)
    meetings = [i for i in items if i.kind == "meetings"]
    assert graph.graph["meetings"] == len(meetings)
    edges = {data["id"]: data for _, _, data in graph.edges(data=True)}
    assert set(edges) == {i.id for i in meetings}
    for item in meetings:
        # XML has no letter for BEL.
        assert edges[item.id]["evidence"] == words(item).replace("\u0007", "\ufffd")
    names = {data["name"] for _, data in graph.nodes(data=True)}
    assert {"Ana Ruiz", "Ben Tanaka"} <= names


@pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib.*")
def test_jsonld(items: list[Item]) -> None:
    graph = rdflib.Graph()
    graph.parse(data=written("jsonld", items), format="json-ld")
    schema, oa, prov = (
        rdflib.Namespace(n) for n in ("https://schema.org/", "http://www.w3.org/ns/oa#", "http://www.w3.org/ns/prov#")
    )
    told = set(graph.subjects(rdflib.RDF.type, schema.Event)) | set(graph.subjects(rdflib.RDF.type, schema.Role))
    assert len(told) == len(items)
    for item in items:
        node = rdflib.URIRef(f"urn:dragoman:{item.id}")
        assert str(graph.value(node, schema.name)) == item.title
        assert graph.value(node, prov.wasDerivedFrom) is not None
        annotation = graph.value(node, schema.subjectOf)
        target = graph.value(annotation, oa.hasTarget)
        quotes = {str(graph.value(s, oa.exact)) for s in graph.objects(target, oa.hasSelector)}
        assert quotes == {span.text for span in item.reports[0].evidence}


def test_followthemoney(items: list[Item]) -> None:
    lines = [json.loads(line) for line in written("ftm", items).splitlines()]
    ids = [line["id"] for line in lines]
    assert len(set(ids)) == len(ids)
    kept = {line["id"]: line for line in lines}
    told = [kept[i.id.replace("/", "-")] for i in items]
    assert {line["schema"] for line in told} == {"Trip", "Event", "Occupancy"}
    links = {"involved", "proof", "holder", "post", "startLocation", "endLocation"}
    for line in lines:
        assert all(isinstance(v, str) and v for values in line["properties"].values() for v in values)
        assert all(v in kept for name in links for v in line["properties"].get(name, ()))
    for item, line in zip(items, told, strict=True):
        assert words(item) in line["properties"]["description"]
    model = pytest.importorskip("followthemoney", reason="needs ICU and a C++ compiler, and is no dependency").model
    for line in lines:
        proxy = model.get_proxy(line, cleaned=False)
        proxy.schema.validate(line)
        assert not [name for name in line["properties"] if name not in proxy.schema.properties]


def test_timelinejs(items: list[Item]) -> None:
    slides = json.loads(written("timelinejs", items))["events"]
    held = [i for i in items if FORMATS["timelinejs"].holds(i)]
    assert len(slides) == len(held)
    for slide, item in zip(slides, held, strict=True):
        day = slide["start_date"]
        assert date(day["year"], day["month"], day["day"]).isoformat() == item.earliest
        assert "<script" not in slide["text"]["text"] + slide["text"]["headline"]
    assert any("<script>" in unescape(slide["text"]["text"]) for slide in slides)
    assert len({slide["unique_id"] for slide in slides}) == len(slides)


def test_bibtex(items: list[Item]) -> None:
    library = parse_string(written("bibtex", items))
    assert not library.failed_blocks
    articles = {report.article for item in items for report in item.reports}
    assert {entry.key for entry in library.entries} == articles
    titles = {str(entry["title"]) for entry in library.entries if "url" in entry.fields_dict}
    assert titles == {r'{-2+3 "Talks" <b>' + "\ufffd" + r" \{Lima\} \& \textbackslash{}input\{x\} 100\% \# [z](y)}"}


def test_markdown(items: list[Item]) -> None:
    tokens = MarkdownIt().parse(written("markdown", items))
    heads = [tokens[at + 1] for at, token in enumerate(tokens) if token.type == "heading_open" and token.tag == "h2"]
    assert len(heads) == len(items)
    shown = ["".join(c.content for c in head.children or ()) for head in heads]
    assert shown == [" ".join("".join(c if c.isprintable() else "\ufffd" for c in i.title).split()) for i in items]
    inner = [child for token in tokens for child in token.children or ()]
    assert not [token for token in (*tokens, *inner) if token.type in ("html_block", "html_inline", "em_open", "image")]
    links = {str(child.attrs["href"]) for child in inner if child.type == "link_open"}
    assert not [link for link in links if not link.startswith("https://example.org/")]
    assert markdown.section(items[0]) in written("markdown", items)


def test_parquet(items: list[Item], tmp_path: Path) -> None:
    assert parquet.write(iter(items), tmp_path / "data") == len(items)
    table = pyarrow.parquet.read_table(tmp_path / "data" / "items.parquet")
    assert table["id"].to_pylist() == [i.id for i in items]
    assert table["evidence"].to_pylist() == [words(i) for i in items]
    assert [d.isoformat() if d else None for d in table["earliest"].to_pylist()] == [i.earliest for i in items]
    assert table.schema.field("who").metadata[b"description"]
    stops = pyarrow.parquet.read_table(tmp_path / "data" / "stops.parquet")
    assert set(stops["id"].to_pylist()) == {i.id for i in items if i.kind == "trips"}
    package = json.loads((tmp_path / "data" / "datapackage.json").read_text())
    codebook = (tmp_path / "data" / "codebook.md").read_text()
    for resource in package["resources"]:
        held = pyarrow.parquet.read_table(tmp_path / "data" / resource["path"])
        assert held.num_rows == resource["rows"]
        assert held.column_names == [field["name"] for field in resource["schema"]["fields"]]
        assert all(f"`{name}`" in codebook for name in held.column_names)


def test_ids_of_parties_are_the_same_everywhere(items: list[Item]) -> None:
    parties = {
        made["id"] for item in items for made in ftm.entities(item) if made["properties"].get("name") == ["Ana Ruiz"]
    }
    assert len([party for party in parties if party.startswith("party-")]) == 1
