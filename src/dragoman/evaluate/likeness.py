"""When two texts name the same thing, say the same words, or bound the same days.

The loose likeness that a reader grants: case, accents, dots of abbreviations and small words do not count,
"Petro" is Gustavo Petro, and "2024-05" is the interval from its first day to its last.
"""

from __future__ import annotations

import calendar
import re
import unicodedata
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

Json = dict[str, Any]
Interval = tuple[str | None, str | None]

SMALL_WORDS = frozenset(("a", "an", "and", "at", "by", "for", "from", "in", "of", "on", "or", "s", "the", "to", "with"))
PLAIN_LETTERS = str.maketrans({"ı": "i", "ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th"})
DOTTED = re.compile(r"\b\w(?:\.\w)+\b\.?")
NOT_WORDS = re.compile(r"[^a-z0-9 ]+")
DAY = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?")


def fold(text: str | None) -> list[str]:
    """The words of a text without case, accents, dots of abbreviations or marks."""
    plain = unicodedata.normalize("NFKD", text or "").casefold().translate(PLAIN_LETTERS)
    plain = DOTTED.sub(lambda m: m.group().replace(".", ""), plain)
    return NOT_WORDS.sub(" ", "".join(c for c in plain if not unicodedata.combining(c))).split()


def same_name(one: str | None, other: str | None) -> bool:
    """Whether two names can be one's: the same words, or the same last word and none that contradicts."""
    short, long = sorted((fold(one), fold(other)), key=len)
    if not short:
        return False
    return set(short) == set(long) or (short[-1] == long[-1] and set(short) <= set(long))


def shared_words(one: str | None, other: str | None) -> float:
    """The part of the shorter phrase's words that both hold, small words left out: 0 to 1."""
    sides = [set(fold(text)) for text in (one, other)]
    sides = [side - SMALL_WORDS or side for side in sides]
    return len(sides[0] & sides[1]) / max(1, min(map(len, sides)))


def same_words(one: str | None, other: str | None) -> bool:
    """Whether two phrases say the same: most of the shorter one and a good part of the longer one."""
    a, b = set(fold(one)), set(fold(other))
    return shared_words(one, other) >= 0.7 and len(a & b) >= 0.4 * max(len(a), len(b))


def interval(value: str | None) -> Interval | None:
    """First and last day of "2024", "2024-05", "2024-05-14" or "A/B"; None stands for an open end."""
    if not value:
        return None
    bounds = [_bounds(part.strip().rstrip("~?%")) for part in str(value).split("/")]
    return bounds[0][0], bounds[-1][1]


def _bounds(part: str) -> Interval:
    found = DAY.fullmatch(part)
    if found is None:
        return None, None
    year, month, day = found.groups()
    if day:
        return part, part
    if month:
        return f"{part}-01", f"{part}-{calendar.monthrange(int(year), int(month))[1]:02d}"
    return f"{part}-01-01", f"{part}-12-31"


def days_of(when: Json | None) -> Interval | None:
    """First and last day of a claim's time."""
    return (when["earliest"], when["latest"]) if when else None


def phrases(items: Sequence[Json | str | None] | Json | None) -> str:
    """The words of a span or of several."""
    listed = [items] if isinstance(items, dict) else items or []
    return " ; ".join(item["text"] if isinstance(item, dict) else str(item) for item in listed if item)


class Who:
    """The names of a record's entities, by id."""

    def __init__(self, record: Json) -> None:
        named = ("name", "alias", "metonym")
        self.names = {
            e["id"]: [e["name"], *(m["text"] for m in e["mentions"] if m["how"] in named)] for e in record["entities"]
        }

    def called(self, reference: str | None, name: str) -> bool:
        """Whether an entity (or a code, such as a country's) bears a name."""
        return any(same_name(known, name) for known in self.names.get(reference or "", [reference or ""]))

    def among(self, references: Sequence[str] | None, name: str) -> bool:
        return any(self.called(reference, name) for reference in references or ())

    def label(self, reference: str | None) -> str:
        return str(self.names.get(reference or "", [reference])[0])
