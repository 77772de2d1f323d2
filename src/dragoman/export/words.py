"""The values of a record in plain words: days, statuses, places in the text. For readers, not for programs."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date, timedelta

from dragoman import lexicon
from dragoman.model import Entity, Record, Span, When

STATUS = {
    "planned": "planned",
    "under_way": "under way",
    "happened": "took place",
    "cancelled": "called off",
    "proposed": "proposed",
    "denied": "denied",
    "hypothetical": "perhaps",
}
SINGLE = str.maketrans('“”"', "‘’'")
MONTHS = "January February March April May June July August September October November December".split()


@dataclass(frozen=True, slots=True)
class Reading:
    """A record with what its words need: entities by id, and where each line of the text begins."""

    record: Record
    entities: dict[str, Entity]
    lines: tuple[int, ...]

    @classmethod
    def of(cls, record: Record) -> Reading:
        text = record.article.text
        starts = [0, *(i + 1 for i, letter in enumerate(text) if letter == "\n")]
        return cls(record, {e.id: e for e in record.entities}, tuple(starts))

    def line(self, start: int) -> int:
        """The number of the line, from 1, in which a character stands."""
        return bisect_right(self.lines, start)

    def lines_of(self, evidence: tuple[Span, ...]) -> list[int]:
        """The numbers of the lines in which the evidence begins, each once, in order."""
        return sorted({self.line(span.start) for span in evidence})

    def name(self, entity: str | None) -> str:
        """An entity's name; what is no entity's id stands for itself."""
        if entity is None:
            return ""
        known = self.entities.get(entity)
        return clean(known.name) if known else clean(entity)

    def names(self, entities: tuple[str, ...]) -> str:
        """ "Ana Ruiz, Tom Hill and the OAS"."""
        return listed([self.name(e) for e in entities])

    def country(self, code: str | None) -> str:
        """The name of a country's code, of an entity's id otherwise."""
        known = lexicon.load("countries")["country"].get(code)
        return str(known["name"]) if known else self.name(code)


def listed(words: list[str]) -> str:
    words = [word for word in words if word]
    return " and ".join(filter(None, [", ".join(words[:-1]), words[-1] if words else ""]))


def clean(words: str) -> str:
    """The words single-spaced, without what a terminal would obey or could not show."""
    return "".join(c if c.isprintable() else "\ufffd" for c in " ".join(words.split()))


def shorten(words: str, width: int) -> str:
    """The words, with their middle left out where they are longer than `width`: "In La Paz … President Rojas"."""
    words = clean(words)
    if len(words) <= width:
        return words
    # Two words of the beginning for each one of the end, as long as they fit.
    parts, head, tail = words.split(" "), 0, 0
    room = width - 3
    while True:
        front = head <= 2 * tail
        word = parts[head] if front else parts[-1 - tail]
        if len(word) + 1 > room:
            break
        room -= len(word) + 1
        head, tail = (head + 1, tail) if front else (head, tail + 1)
    if not head or not tail:
        return f"{words[: max(1, width - 1)]}…"
    return f"{' '.join(parts[:head]).rstrip(',;:')} … {' '.join(parts[-tail:])}"


def quote(words: str, width: int) -> str:
    """The words shortened and in quotation marks; marks of their own become single, or are those around them."""
    words = clean(words)
    if len(words) > 2 and words[0] in '“"' and words[-1] in '”"' and not set('“”"') & set(words[1:-1]):
        words = words[1:-1]
    return f"“{shorten(words, width - 2).translate(SINGLE)}”"


def status(value: str) -> str:
    return STATUS.get(value, value)


def day(iso: str, *, short: bool = False) -> str:
    """ "3 October 2022"; "3 Oct 2022" where it shall be short; what is no ISO day as it is."""
    try:
        found = date.fromisoformat(iso)
    except ValueError:
        return iso
    return f"{found.day} {_month(found, short=short)} {found.year}"


def when(value: When | None, *, short: bool = False) -> str:
    """A claim's time: "3–4 October 2022", "October 2022", "from 5 October 2022"; empty where there is none."""
    if value is None:
        return ""
    return interval(value.earliest, value.latest, value.edtf, short=short) + (
        " (inferred)" if value.basis == "inferred" and not short else ""
    )


def interval(earliest: str | None, latest: str | None, edtf: str, *, short: bool = False) -> str:
    if earliest and latest:
        said = _between(earliest, latest, short=short)
    elif earliest:
        said = f"from {day(earliest, short=short)}"
    elif latest:
        said = f"until {day(latest, short=short)}"
    else:
        return edtf
    return f"about {said}" if "~" in edtf or "?" in edtf else said


def _between(earliest: str, latest: str, *, short: bool) -> str:
    if earliest == latest:
        return day(earliest, short=short)
    try:
        first, last = date.fromisoformat(earliest), date.fromisoformat(latest)
        after = last + timedelta(days=1)
    except (ValueError, OverflowError):
        return f"{earliest} to {latest}"
    whole = first.day == 1 and after.day == 1
    if whole and (first.month, after.month) == (1, 1):
        return str(first.year) if first.year == last.year else f"{first.year}–{last.year}"
    if whole and (first.year, first.month) == (last.year, last.month):
        return f"{_month(first, short=short)} {first.year}"
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{day(latest, short=short)}"
    if first.year == last.year:
        return f"{first.day} {_month(first, short=short)} – {day(latest, short=short)}"
    return f"{day(earliest, short=short)} – {day(latest, short=short)}"


def _month(value: date, *, short: bool) -> str:
    return MONTHS[value.month - 1][: 3 if short else None]
