"""What stands before the article: headline, byline, date and place."""

from __future__ import annotations

import re

from dragoman.model import Role
from dragoman.segment import datelines
from dragoman.segment.datelines import NAME
from dragoman.segment.paragraph import BULLET, Paragraph, known, letters, prose, speaker


def label_head(text: str, paragraphs: list[Paragraph], roles: list[Role | None], title: str | None) -> int:
    """Labels what stands before the first paragraph of prose, and gives that paragraph's index."""
    wanted, headline, signed = letters(title or ""), "", False
    for i, p in enumerate(paragraphs):
        signed = signed or roles[i] in ("byline", "dateline")
        if roles[i] is not None:
            continue
        own = letters(p.said[:400])
        if headline and own == headline:
            roles[i] = "duplicate"
        elif wanted and not headline and (own == wanted or (own.startswith(wanted) and p.words < 30)):
            roles[i], headline = "headline", own
        elif date_alone(p) or (signed and _place_alone(p)):
            roles[i] = "dateline"
        elif _name_and_title(p) or (headline and _name_in_place(p)):
            roles[i] = "byline"
        elif signed and _is_venue(p, paragraphs[i - 1]):
            roles[i] = "boilerplate"
        elif not headline and _may_head(text, paragraphs, roles, i):
            roles[i], headline = "headline", own
        elif prose(text, p, first=True):
            return i
        elif not BULLET.match(p.said):
            roles[i] = "subheading"
        signed = signed or roles[i] in ("byline", "dateline")
    return len(paragraphs)


def _may_head(text: str, paragraphs: list[Paragraph], roles: list[Role | None], i: int) -> bool:
    p = paragraphs[i]
    if p.words < 2 or p.words > 30 or len(p.said) > 220 or i + 1 == len(paragraphs) or i > 8:
        return False
    if speaker(p) or BULLET.match(p.said) or p.said[0].islower() or datelines.find(text, p.start, p.end, first=True):
        return False
    if not p.closed or (p.words <= 5 and not p.said.endswith(":")):
        return True
    following = paragraphs[i + 1]
    if (
        roles[i + 1] == "byline"
        or letters(following.said) == letters(p.said)
        or datelines.find(text, following.start, following.end, first=True)
    ):
        return p.words <= 25 and not p.said.endswith((":", ";"))
    return p.said.endswith(("?", "!")) and p.words <= 14 and following.words > 2 * p.words


def date_alone(p: Paragraph) -> bool:
    """ "Tuesday, June 17, 1997", "Published: 3 October 2022 10:33 GMT", "Paris, le 3 mars 2023"."""
    if p.words > 12 or len(p.said) > 90:
        return False
    found = datelines.days().search(p.said)
    if not found:
        return False
    rest = p.said[: found.start()] + " " + p.said[found.end() :]
    loose = [w for w in re.findall(r"[^\W\d_]{2,}", rest) if w.casefold() not in known("header", "dating")]
    return len(loose) <= 3 and all(w[0].isupper() for w in loose) and len(rest) < 50


def _place_alone(p: Paragraph) -> bool:
    """ "Rabat, Morocco", "Washington, D.C."."""
    return p.words <= 5 and re.fullmatch(rf"{NAME}(?: {NAME}){{0,2}}, {NAME}(?: {NAME}){{0,2}}", p.said) is not None


def _is_venue(p: Paragraph, before: Paragraph) -> bool:
    """ "Ben Franklin Room" in the head of a transcript, or whatever is short and follows "Rabat, Morocco"."""
    if p.closed or p.words > 6:
        return False
    return bool(set(p.low.split()) & known("header", "venues")) or _place_alone(before)


def _name_and_title(p: Paragraph) -> bool:
    """ "Ana Ruiz, Secretary of State", "Tom Hill, Associated Press Writer"."""
    name, comma, title = p.said.partition(", ")
    if not comma or p.words > 16 or (p.closed and not p.said.endswith(".")):
        return False
    joining = known("byline", "joining")
    capital = all(w[:1].isupper() or w in joining for w in p.said.replace(",", " ").split())
    return (
        capital and 2 <= len(name.split()) <= 4 and title.casefold().split()[0].strip(",.") in known("byline", "titles")
    )


def _name_in_place(p: Paragraph) -> bool:
    """ "Ana Ruiz in Geneva", "Ana Ruiz and Tom Hill"."""
    return (
        p.words <= 7
        and re.fullmatch(rf"{NAME} {NAME}(?: {NAME})?(?: (?:in|and|at|for|\|) {NAME}(?: {NAME}){{0,2}})?", p.said)
        is not None
    )
