"""One paragraph and what its words alone tell of the part it plays."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from dragoman import lexicon
from dragoman.model import Role
from dragoman.segment import datelines
from dragoman.segment.datelines import UPPER

OPENERS = "-–—•*>▶►→[ \ufeff"
CLOSERS = "\"'”’»)]* \u200b"
BULLET = re.compile(r"[-–—•*·●▪◦‣>]\s|\(?\d{1,2}[.)]\s|\d{1,2}[:.]\d\d\s|[a-z]\)\s")
SPEAKER = re.compile(
    rf"[{UPPER}][{UPPER}.'’\-]*(?:(?: \([^)\n]{{1,40}}\))? [{UPPER}][{UPPER}.'’\-]*){{0,7}}(?: \([^)\n]{{1,40}}\))? ?:\s"
    r"|Q[.:]\s|A:\s|(?:Mr|Ms|Mrs|Dr)\. \w{2,20}:\s"
)
CONTACT = re.compile(r"\S@\w[\w-]*\.\w|https?://|www\.\w")
SHOWN = re.compile(r"in this .{0,60}?\b(?:photo|photograph|image|picture)(?:,| taken| provided| released| made)")
DESK = re.compile(r"\(?[a-z]{2,4}(?:[-/][a-z]{2,4}){1,5}\)?/?|/?-{0,2}\s?(?:30|ENDS?|Ends?)\s?-{0,2}/?|#{2,}")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """`said`: its words single-spaced; `low`: in lower case, without the marks around; `closed`: ends as a sentence does."""

    start: int
    end: int
    said: str
    low: str
    words: int
    closed: bool


def paragraph_of(text: str, start: int, end: int) -> Paragraph:
    words = text[start:end].split()
    said = " ".join(words)
    inner = said.strip(CLOSERS)
    return Paragraph(start, end, said, _bare(said), len(words), inner[-1:] in (".", "!", "?", "…", ":", ";"))


def _bare(said: str) -> str:
    """In lower case, without the marks at both ends."""
    low = said.casefold()
    first = next((i for i, c in enumerate(low) if c.isalnum()), 0)
    last = next((i for i in range(len(low) - 1, -1, -1) if low[i].isalnum()), -1)
    return low[first : last + 1]


def letters(said: str) -> str:
    return "".join(c for c in said.casefold() if c.isalnum())


def prose(text: str, p: Paragraph, *, first: bool = False) -> bool:
    """Whether it reads as a paragraph of an article and not as a line over or beside it."""
    return (
        (p.closed and p.words >= 6)
        or p.words >= 25
        or bool(speaker(p))
        or datelines.find(text, p.start, p.end, first=first) is not None
    )


def speaker(p: Paragraph) -> bool:
    return SPEAKER.match(p.said[:120]) is not None


@cache
def words() -> dict[str, Any]:
    return lexicon.load("segments")


@cache
def known(part: str, name: str) -> frozenset[str]:
    return frozenset(words()[part][name])


@cache
def beginning(part: str, name: str) -> re.Pattern[str]:
    """One expression for all beginnings, the longest first, each ending where a word ends."""
    entries = sorted(words()[part][name], key=lambda entry: (-len(entry), entry))
    return re.compile("|".join(re.escape(e) + (r"(?!\w)" if e[-1].isalnum() else "") for e in entries))


def own_role(p: Paragraph) -> Role | None:
    """The role that the words alone tell, wherever they stand; None for most."""
    low = p.said[:400].casefold()
    if not p.low or not p.low[0].isalnum() or p.low in known("boilerplate", "whole") or DESK.fullmatch(p.said):
        return "boilerplate"
    if _is_byline(p, low):
        return "byline"
    if len(p.said) <= 600 and _is_caption(p, low):
        return "caption"
    # Not behind quotation marks: "Follow us," the guide said.
    if len(p.said) <= 400 and beginning("boilerplate", "starts").match(low.lstrip(OPENERS)):
        return "boilerplate"
    if p.said.startswith("((") or (p.words <= 12 and CONTACT.search(p.said)):
        return "boilerplate"
    if len(p.said) <= 200 and not set('“”"') & set(low) and beginning("boilerplate", "contains").search(low):
        return "boilerplate"
    heading, colon, rest = p.low.partition(":")
    if colon and rest.strip() and heading.strip() in known("related", "inline") and p.words <= 25:
        return None if p.said.endswith(".") and heading not in ("read more", "also read", "read also") else "related"
    return None


def _is_byline(p: Paragraph, low: str) -> bool:
    if len(p.said) > 150:
        return False
    if p.low in known("byline", "whole") or beginning("byline", "starts").match(low):
        return True
    words = p.said.replace(",", " ").split()
    if (
        words[0].casefold() not in ("by", "from")
        or len(words) > 16
        or len(words) < 2
        or p.said.endswith((".", "?", "!", ":"))
    ):
        return False
    joining = known("byline", "joining")
    return all(w[:1].isupper() or w in joining for w in words) and words[1][:1].isupper()


def _is_caption(p: Paragraph, low: str) -> bool:
    if beginning("caption", "starts").match(low) or SHOWN.match(low):
        return True
    credit = re.search(r"[(\[]([^()\[\]]{3,90})[)\]]\.?$", p.said[-100:])
    if credit and any(word in credit.group(1).casefold() for word in words()["caption"]["credits"]):
        return True
    return p.words <= 15 and low.rstrip(" .)").endswith(tuple(words()["caption"]["closes"]))
