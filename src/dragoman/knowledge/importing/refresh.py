"""Facts fetched from Wikidata's query service: country by country, politely, and picked up where it stopped.

Every page of answers lies in the user's folder (`refresh/`) before the next is asked for. A run that was broken off goes on
with the pages that are missing; one that was finished begins anew. Nothing here is done unless it is asked for.
"""

from __future__ import annotations

import email.utils
import json
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.client import HTTPException
from importlib import metadata
from pathlib import Path

from dragoman.errors import KnowledgeError, UsageError
from dragoman.knowledge import importing, user
from dragoman.knowledge.importing import wikidata
from dragoman.knowledge.importing.rows import Flaw, Line, Read
from dragoman.knowledge.lookup import asked
from dragoman.knowledge.writing import partial

ENDPOINT = "https://query.wikidata.org/sparql"
PAGE = 2000
"""Rows asked for at once."""

PAUSE = 1.0
"""Seconds between two questions, at least."""

LONGEST = 600.0
"""Seconds that are waited at a server's word; where it asks for more the run ends and can be taken up later."""

TRIES = 5
QUERY = """
SELECT ?person ?personLabel ?positionLabel ?iso ?start ?startPrecision ?end ?endPrecision ?birth ?birthPrecision ?gender
       ?familyLabel (GROUP_CONCAT(DISTINCT ?alias; separator="|") AS ?aliases)
WHERE {
  VALUES ?iso { "%(code)s" }
  VALUES ?kind { wd:Q48352 wd:Q2285706 wd:Q83307 wd:Q7330070 }
  ?position (wdt:P279|wdt:P31)* ?kind ; (wdt:P1001|wdt:P17) wd:%(country)s .
  ?person p:P39 ?held .
  ?held ps:P39 ?position ; wikibase:rank ?rank .
  FILTER(?rank != wikibase:DeprecatedRank)
  OPTIONAL { ?held pqv:P580 ?from . ?from wikibase:timeValue ?start ; wikibase:timePrecision ?startPrecision . }
  OPTIONAL { ?held pqv:P582 ?to . ?to wikibase:timeValue ?end ; wikibase:timePrecision ?endPrecision . }
  OPTIONAL { ?person p:P569/psv:P569 ?born . ?born wikibase:timeValue ?birth ; wikibase:timePrecision ?birthPrecision . }
  OPTIONAL { ?person wdt:P21 ?gender . }
  OPTIONAL { ?person wdt:P734 ?family . }
  OPTIONAL { ?person skos:altLabel ?alias . FILTER(LANG(?alias) = "en") }
  SERVICE wikibase:label { bd:serviceParam wikibase:language "en,mul,es,fr,de,pt,it". }
}
GROUP BY ?person ?personLabel ?positionLabel ?iso ?start ?startPrecision ?end ?endPrecision ?birth ?birthPrecision ?gender
         ?familyLabel
ORDER BY ?person ?positionLabel ?start ?end
LIMIT %(limit)d OFFSET %(offset)d
"""


@dataclass(frozen=True, slots=True)
class Reply:
    """What a server answered; `headers` by their names in small letters."""

    status: int
    headers: dict[str, str]
    body: str


Get = Callable[[str, dict[str, str]], Reply]
"""Asks for an address with these headers; raises OSError where no answer comes."""


@dataclass(slots=True)
class Web:
    """How questions are put: who asks, and when the next one may be. Clock and transport can be others, as in tests."""

    get: Get
    contact: str | None = None
    sleep: Callable[[float], None] = time.sleep
    clock: Callable[[], float] = time.monotonic
    now: Callable[[], datetime] = lambda: datetime.now(UTC)
    last: float = field(default=float("-inf"))

    def ask(self, query: str) -> str:
        """The answer to a query in JSON; raises KnowledgeError where none can be had."""
        address = f"{ENDPOINT}?{urllib.parse.urlencode({'query': query, 'format': 'json'})}"
        why = ""
        for turn in range(TRIES):
            self.sleep(max(0.0, self.last + PAUSE - self.clock()))
            self.last = self.clock()
            wait = min(2.0 ** (turn + 1), LONGEST)
            try:
                reply = self.get(address, {"User-Agent": self._agent(), "Accept": "application/sparql-results+json"})
            except (OSError, HTTPException) as error:
                why = f"no answer ({error})"
            else:
                if reply.status == 200 and _is_whole(reply.body):
                    return reply.body
                why = f"status {reply.status}" if reply.status != 200 else "half an answer"
                if reply.status not in (200, 408, 429) and reply.status < 500:
                    break
                wait = self._told(reply.headers.get("retry-after", ""), wait)
            if wait > LONGEST:
                why += f", and it asks to wait {wait:.0f} seconds"
                break
            if turn + 1 < TRIES:
                self.sleep(wait)
        raise KnowledgeError(f"Wikidata: {why}: run the same command again later, it goes on where it stopped")

    def _agent(self) -> str:
        version, asker = metadata.version("dragoman"), f"; {self.contact}" if self.contact else ""
        return f"dragoman/{version} (knowledge import --refresh{asker})"

    def _told(self, header: str, usual: float) -> float:
        """The seconds that a server asks to wait, as a number or as a day; what is usual where it says nothing."""
        if header.strip().isdecimal():
            return max(float(header), PAUSE)
        try:
            return max((email.utils.parsedate_to_datetime(header) - self.now()).total_seconds(), PAUSE)
        except (ValueError, TypeError):
            return usual


def get(address: str, headers: dict[str, str]) -> Reply:
    """Asks over the network."""
    request = urllib.request.Request(address, headers=headers)  # noqa: S310 - the address is ENDPOINT's
    try:
        with urllib.request.urlopen(request, timeout=90) as reply:  # noqa: S310
            return Reply(reply.status, {k.lower(): v for k, v in reply.headers.items()}, reply.read().decode("utf-8"))
    except urllib.error.HTTPError as error:
        return Reply(error.code, {k.lower(): v for k, v in error.headers.items()}, "")
    except ValueError as error:
        raise OSError(str(error)) from error


def run(
    tell: importing.Tell, *, contact: str | None = None, web: Web | None = None, page: int = PAGE
) -> importing.Done:
    """Fetches every country's page and imports them as one source, dated the day on which the run began.

    Raises KnowledgeError where an answer cannot be had: what was fetched stays, and the next run goes on from there.
    """
    where = user.folder()
    if where.is_file():
        raise UsageError(f"{user.VARIABLE} names a file, {where}, and facts are kept in a folder: name a folder")
    web = web or Web(get, contact)
    pages = where / "refresh"
    try:
        day = _begun(pages, web)
        for code, country in _countries():
            _fetch(pages, code, country, web, page, tell)
        head = {"name": "Wikidata", "licence": importing.CC0, "date": day, "what": "Wikidata, fetched"}
        done = importing.keep(where, head, _read(sorted(pages.glob("??-*.json")), day), str(pages), tell)
        (pages / "done").write_text(day + "\n", encoding="utf-8")
    except OSError as error:
        raise KnowledgeError(
            f"{where} cannot be written ({error}): name another folder with {user.VARIABLE}"
        ) from error
    return done


def _begun(pages: Path, web: Web) -> str:
    """The day on which the run began that is under way; a finished one makes place for a new one."""
    pages.mkdir(parents=True, exist_ok=True)
    begun = pages / "begun"
    if (pages / "done").exists() or not begun.exists():
        for old in (*pages.glob("??-*.json"), pages / "done"):
            old.unlink(missing_ok=True)
        with partial(begun) as part:
            part.write_text(web.now().date().isoformat() + "\n", encoding="utf-8")
    return begun.read_text(encoding="utf-8").strip()


def _countries() -> list[tuple[str, str]]:
    """Code and Wikidata id of every country."""
    question = "select code, wikidata from facts where kind = 'country' and wikidata <> '' and extra = '' order by code"
    return [(str(code), str(wikidata)) for code, wikidata in asked(question)]


def _fetch(pages: Path, code: str, country: str, web: Web, size: int, tell: importing.Tell) -> None:
    """Fetches the pages of a country that are not there yet; the last one is the first that is not full."""
    number, rows = 0, size
    while rows >= size:
        path = pages / f"{code}-{number:03}.json"
        if not path.exists():
            body = web.ask(QUERY % {"code": code, "country": country, "limit": size, "offset": number * size})
            with partial(path) as part:
                part.write_text(body, encoding="utf-8")
            tell(f"{path.name}: fetched")
        rows = len(json.loads(path.read_text(encoding="utf-8"))["results"]["bindings"])
        number += 1


def _is_whole(body: str) -> bool:
    """Whether an answer is one: the service may break off in the middle of it."""
    try:
        return isinstance(json.loads(body)["results"]["bindings"], list)
    except (ValueError, LookupError, TypeError):
        return False


def _read(paths: list[Path], day: str) -> Read:
    """The rows of all pages; a flaw names its page."""
    for path in paths:
        yield from _of_page(path, wikidata.read_json(path.read_text(encoding="utf-8"), day))


def _of_page(path: Path, rows: Read) -> Iterator[Line | Flaw]:
    for row in rows:
        yield Flaw(row.number, f"{path.name}: {row.reason}") if isinstance(row, Flaw) else row
