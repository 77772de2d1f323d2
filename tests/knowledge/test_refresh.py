"""Facts from Wikidata over the network, with a transport of the test's own: polite, patient, taken up where it stopped."""

from __future__ import annotations

import json
import urllib.parse
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from dragoman.errors import KnowledgeError
from dragoman.knowledge import holder, importing, incumbents, manifest, user
from dragoman.knowledge.importing import refresh
from dragoman.knowledge.importing.refresh import Reply, Web

COUNTRIES = [("CL", "Q298"), ("PE", "Q419")]


@dataclass
class Server:
    """Answers from a script, the last one for ever; takes note of who asked what and when."""

    people: dict[str, list[str]] = field(default_factory=lambda: {"CL": ["Ana Prueba"], "PE": ["Eva Prueba"]})
    script: list[Reply | OSError] = field(default_factory=list)
    asked: list[tuple[float, str, dict[str, str]]] = field(default_factory=list)
    now: float = 100.0

    def get(self, address: str, headers: dict[str, str]) -> Reply:
        query = urllib.parse.parse_qs(urllib.parse.urlsplit(address).query)["query"][0]
        self.asked.append((self.now, query, headers))
        if self.script:
            reply = self.script.pop(0)
            if isinstance(reply, OSError):
                raise reply
            return reply
        code = query.split('VALUES ?iso { "')[1][:2]
        limit, offset = (int(query.split(f"{word} ")[1].split()[0]) for word in ("LIMIT", "OFFSET"))
        rows = [
            {
                "personLabel": {"value": name},
                "positionLabel": {"value": "President"},
                "iso": {"value": code},
                "start": {"value": f"19{number:02}-06-01T00:00:00Z"},
                "startPrecision": {"value": "11"},
            }
            for number, name in enumerate(self.people[code])
        ]
        return Reply(200, {}, json.dumps({"results": {"bindings": rows[offset : offset + limit]}}))

    def sleep(self, seconds: float) -> None:
        self.now += seconds

    def web(self, contact: str | None = None) -> Web:
        day = datetime(2026, 11, 24, tzinfo=UTC)
        return Web(self.get, contact, sleep=self.sleep, clock=lambda: self.now, now=lambda: day)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv(user.VARIABLE, str(tmp_path))
    monkeypatch.setattr(refresh, "_countries", lambda: COUNTRIES)
    importing.forget()
    yield tmp_path
    monkeypatch.undo()
    importing.forget()


def run(server: Server, *, page: int = 2000) -> tuple[importing.Done, list[str]]:
    said: list[str] = []
    return refresh.run(said.append, web=server.web(), page=page), said


def test_every_country_is_fetched_and_dated(folder: Path) -> None:
    done, said = run(Server())
    assert (done.tenures, done.bad) == (2, 0)
    assert said == ["CL-000.json: fetched", "PE-000.json: fetched"]
    importing.forget()
    (ana,) = holder("Ana Prueba")
    assert (ana.code, ana.since, ana.until, ana.as_of, ana.layer) == ("CL", "1900-06-01", "..", "2026-11-24", "user")
    assert ana.on(date(2026, 11, 25)) == "possible"
    told = [source for source in manifest().sources if source.layer == "user"]
    assert [(source.name, source.licence, source.date) for source in told] == [("Wikidata", "CC0-1.0", "2026-11-24")]
    assert "Ana Prueba" in {one.name for one in incumbents("CL", "president", date(1950, 1, 1))}


def test_questions_come_one_a_second_and_say_who_asks(folder: Path) -> None:
    server = Server()
    refresh.run(lambda _: None, web=server.web("somebody at example.org"))
    assert len(server.asked) == 2
    assert server.asked[1][0] - server.asked[0][0] >= refresh.PAUSE
    for _, _, headers in server.asked:
        assert headers["User-Agent"].startswith("dragoman/")
        assert "somebody at example.org" in headers["User-Agent"]


def test_a_long_answer_comes_in_pages(folder: Path) -> None:
    server = Server(people={"CL": [f"Ana Prueba {n}" for n in range(5)], "PE": []})
    done, said = run(server, page=2)
    assert done.tenures == 5
    assert said == [f"{name}.json: fetched" for name in ("CL-000", "CL-001", "CL-002", "PE-000")]


@pytest.mark.parametrize(
    ("header", "least", "most"),
    [
        ("7", 7, 12),
        ("Tue, 24 Nov 2026 00:00:30 GMT", 30, 35),
        ("", 2, 5),
        ("soon", 2, 5),
    ],
)
def test_a_busy_server_is_waited_for(folder: Path, header: str, least: float, most: float) -> None:
    server = Server(script=[Reply(429, {"retry-after": header} if header else {}, "")])
    done, _ = run(server)
    assert done.tenures == 2
    assert least <= server.asked[1][0] - server.asked[0][0] <= most


@pytest.mark.parametrize(
    "first",
    [OSError("no route"), Reply(500, {}, ""), Reply(200, {}, '{"results": {"bindings": ['), Reply(200, {}, "<html>")],
)
def test_half_an_answer_and_none_are_asked_for_again(folder: Path, first: Reply | OSError) -> None:
    done, _ = run(Server(script=[first]))
    assert done.tenures == 2


@pytest.mark.parametrize(
    ("script", "questions"),
    [
        ([Reply(429, {"retry-after": "86400"}, "")], 1),
        ([Reply(403, {}, "")], 1),
        ([Reply(503, {}, "")] * 50, refresh.TRIES),
    ],
)
def test_a_server_that_refuses_is_left_alone(folder: Path, script: list[Reply | OSError], questions: int) -> None:
    server = Server(script=list(script))
    with pytest.raises(KnowledgeError, match="run the same command again later"):
        run(server)
    assert len(server.asked) == questions
    assert user.imports(folder) == []


def test_a_run_that_was_broken_off_goes_on_where_it_stopped(folder: Path) -> None:
    server = Server()
    good = server.get("https://x/?query=" + urllib.parse.quote('VALUES ?iso { "CL" LIMIT 9 OFFSET 0 '), {})
    with pytest.raises(KnowledgeError):
        run(Server(script=[good, Reply(403, {}, "")]))
    assert sorted(path.name for path in (folder / "refresh").iterdir()) == ["CL-000.json", "begun"]
    again = Server()
    done, said = run(again)
    assert (done.tenures, said) == (2, ["PE-000.json: fetched"])
    assert len(again.asked) == 1
    # It was finished: the next run begins anew, and what was imported before stays.
    later = Server(people={"CL": ["Ana Prueba", "Zoe Prueba"], "PE": ["Eva Prueba"]})
    done, said = run(later)
    assert (done.tenures, len(said)) == (3, 2)
    assert len(user.imports(folder)) == 2
    assert not list(folder.rglob("*.part"))


def test_every_country_of_the_base_would_be_asked_about() -> None:
    countries = refresh._countries()
    assert len(countries) > 190
    assert all(len(code) == 2 and item[0] == "Q" for code, item in countries)
    query = refresh.QUERY % {"code": "CL", "country": "Q298", "limit": 5, "offset": 10}
    assert query.count("{") == query.count("}")
    assert "LIMIT 5 OFFSET 10" in query
