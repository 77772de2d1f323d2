"""What part each stretch of an article plays: labels over the text, which stays as it is.

Claims come from headline and body alone. So in doubt about a teaser behind the article it is `related`, and
in doubt about a paragraph of the article it is `body`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from dragoman import dateline as datelines
from dragoman import layout, lexicon
from dragoman.dateline import NAME, UPPER, Dateline
from dragoman.model import Article, Role, Segment

CLOSERS = "\"'”’»)]* \u200b"
BULLET = re.compile(r"[-–—•*·●▪◦‣>]\s|\(?\d{1,2}[.)]\s|\d{1,2}[:.]\d\d\s|[a-z]\)\s")
SPEAKER = re.compile(
    rf"(?:[{UPPER}][{UPPER}.'’\-]*(?: \([^)\n]{{1,40}}\))? ?){{1,8}}:\s|Q[.:]\s|A:\s|(?:Mr|Ms|Mrs|Dr)\. \w{{2,20}}:\s"
)
MARKED = re.compile(
    r"(?:#{1,6}|[-–—]{1,3}|\*{1,3}|={2,4}|•|_{1,3})\s?([^\s#*=•–—_-].{0,110}?)\s?(#{0,6}|[-–—]{1,3}|\*{1,3}|={2,4}|•|_{1,3})"
)
DESK = re.compile(r"\(?[a-z]{2,4}(?:[-/][a-z]{2,4}){1,5}\)?/?|/?-{0,2}\s?(?:30|ENDS?|Ends?)\s?-{0,2}/?|#{2,}")
NAMES = re.compile(r"\b[A-Z][a-z]{3,}\b")
TAIL = re.compile(
    r"(?:^|(?<=[.!?”\"’)])|(?<=\())\s?(?:Additional reporting|Reporting|Writing|Editing|Compiled|Translated)(?: and \w+)? by [A-Z]"
)


@dataclass(frozen=True, slots=True)
class _Paragraph:
    """`said`: its words single-spaced; `low`: in lower case, without the marks around; `closed`: ends as a sentence does."""

    start: int
    end: int
    said: str
    low: str
    words: int
    closed: bool


def label(article: Article) -> Article:
    """The article with its segments, and with the day that its dateline bears where none was given.

    A dateline of month and day alone gives no day: the year is not told.
    """
    found = segments(article.text, article.title)
    labelled = replace(article, segments=found)
    if article.published is not None:
        return labelled
    for segment in found:
        if segment.role == "dateline":
            when = datelines.days().search(article.text, segment.start, min(segment.end, segment.start + 200))
            day = datelines.day(when) if when else None
            if day:
                return replace(labelled, published=day, published_basis="dateline")
    return labelled


def dateline(text: str, segments: tuple[Segment, ...]) -> Dateline | None:
    """The first dateline that names a place or an agency; None where there is none."""
    for segment in segments:
        if segment.role == "dateline":
            found = datelines.find(text, segment.start, segment.end, first=True)
            if found:
                return found
    return None


def segments(text: str, title: str | None = None) -> tuple[Segment, ...]:
    """The segments of a text: they do not overlap, stand in order and cover all that is not white space."""
    paragraphs = [_paragraph(text, start, end) for start, end in layout.paragraphs(text)]
    roles: list[Role | None] = [_own_role(p) for p in paragraphs]
    if any(_prose(text, p) for p, role in zip(paragraphs, roles, strict=True) if role is None):
        head = _label_head(text, paragraphs, roles, title)
        _label_others(paragraphs, roles, head)
        _label_headings(paragraphs, roles, head)
        _label_repeated(paragraphs, roles)
    return tuple(_pieces(text, paragraphs, [role or "body" for role in roles]))


# Paragraphs


def _paragraph(text: str, start: int, end: int) -> _Paragraph:
    words = text[start:end].split()
    said = " ".join(words)
    inner = said.strip(CLOSERS)
    return _Paragraph(start, end, said, _bare(said), len(words), inner[-1:] in (".", "!", "?", "…", ":", ";"))


def _bare(said: str) -> str:
    """In lower case, without the marks at both ends."""
    low = said.casefold()
    first = next((i for i, c in enumerate(low) if c.isalnum()), 0)
    last = next((i for i in range(len(low) - 1, -1, -1) if low[i].isalnum()), -1)
    return low[first : last + 1]


def _letters(said: str) -> str:
    return "".join(c for c in said.casefold() if c.isalnum())


def _prose(text: str, p: _Paragraph) -> bool:
    """Whether it reads as a paragraph of an article and not as a line over or beside it."""
    return (
        (p.closed and p.words >= 6)
        or p.words >= 25
        or bool(_speaker(p))
        or datelines.find(text, p.start, p.end) is not None
    )


def _speaker(p: _Paragraph) -> bool:
    return SPEAKER.match(p.said[:120]) is not None


# What a paragraph says of itself


@cache
def _words() -> dict[str, Any]:
    return lexicon.load("segments")


@cache
def _set(part: str, name: str) -> frozenset[str]:
    return frozenset(_words()[part][name])


@cache
def _starts(part: str, name: str) -> re.Pattern[str]:
    """One expression for all beginnings, the longest first, each ending where a word ends."""
    entries = sorted(_words()[part][name], key=lambda entry: (-len(entry), entry))
    return re.compile("|".join(re.escape(e) + (r"(?!\w)" if e[-1].isalnum() else "") for e in entries))


def _own_role(p: _Paragraph) -> Role | None:
    """The role that the words alone tell, wherever they stand; None for most."""
    low = p.said[:400].casefold()
    if not p.low or not p.low[0].isalnum() or p.low in _set("boilerplate", "whole") or DESK.fullmatch(p.said):
        return "boilerplate"
    if _is_byline(p, low):
        return "byline"
    if len(p.said) <= 600 and _is_caption(p, low):
        return "caption"
    begins = _starts("boilerplate", "starts")
    if len(p.said) <= 400 and (begins.match(low) or begins.match(p.low)):
        return "boilerplate"
    if len(p.said) <= 200 and not set('“”"') & set(low) and _starts("boilerplate", "contains").search(low):
        return "boilerplate"
    heading, colon, rest = p.low.partition(":")
    if colon and rest.strip() and heading.strip() in _set("related", "inline") and p.words <= 25:
        return None if p.said.endswith(".") and heading not in ("read more", "also read", "read also") else "related"
    return None


def _is_byline(p: _Paragraph, low: str) -> bool:
    if len(p.said) > 150:
        return False
    if p.low in _set("byline", "whole") or _starts("byline", "starts").match(low):
        return True
    words = p.said.replace(",", " ").split()
    if (
        words[0].casefold() not in ("by", "from")
        or len(words) > 16
        or len(words) < 2
        or p.said.endswith((".", "?", "!", ":"))
    ):
        return False
    joining = _set("byline", "joining")
    return all(w[:1].isupper() or w in joining for w in words) and words[1][:1].isupper()


def _is_caption(p: _Paragraph, low: str) -> bool:
    if _starts("caption", "starts").match(low):
        return not low.startswith("in this") or "photo" in low[:120] or "image" in low[:60]
    credit = re.search(r"[(\[]([^()\[\]]{3,90})[)\]]\.?$", p.said[-100:])
    if credit and any(word in credit.group(1).casefold() for word in _words()["caption"]["credits"]):
        return True
    return p.words <= 15 and low.rstrip(" .)").endswith(tuple(_words()["caption"]["closes"]))


# Before the article: headline, byline, date and place


def _label_head(text: str, paragraphs: list[_Paragraph], roles: list[Role | None], title: str | None) -> int:
    """Labels what stands before the first paragraph of prose, and gives that paragraph's index."""
    wanted, headline, signed = _letters(title or ""), "", False
    for i, p in enumerate(paragraphs):
        signed = signed or roles[i] in ("byline", "dateline")
        if roles[i] is not None:
            continue
        letters = _letters(p.said[:400])
        if headline and letters == headline:
            roles[i] = "duplicate"
        elif wanted and not headline and (letters == wanted or (letters.startswith(wanted) and p.words < 30)):
            roles[i], headline = "headline", letters
        elif _date_alone(p) or (signed and _place_alone(p)):
            roles[i] = "dateline"
        elif _name_and_title(p) or (headline and _name_in_place(p)):
            roles[i] = "byline"
        elif not headline and _may_head(text, paragraphs, roles, i):
            roles[i], headline = "headline", letters
        elif _prose(text, p):
            return i
        elif signed and p.words <= 5 and set(p.low.split()) & _set("header", "venues"):
            roles[i] = "boilerplate"
        elif not BULLET.match(p.said):
            roles[i] = "subheading"
        signed = signed or roles[i] in ("byline", "dateline")
    return len(paragraphs)


def _may_head(text: str, paragraphs: list[_Paragraph], roles: list[Role | None], i: int) -> bool:
    p = paragraphs[i]
    if p.words < 2 or p.words > 30 or len(p.said) > 220 or i + 1 == len(paragraphs) or i > 8:
        return False
    if _speaker(p) or BULLET.match(p.said) or p.said[0].islower() or datelines.find(text, p.start, p.end):
        return False
    if not p.closed:
        return True
    following = paragraphs[i + 1]
    if (
        roles[i + 1] == "byline"
        or _letters(following.said) == _letters(p.said)
        or datelines.find(text, following.start, following.end)
    ):
        return p.words <= 25 and not p.said.endswith((":", ";"))
    return p.said.endswith(("?", "!")) and p.words <= 14 and following.words > 2 * p.words


def _date_alone(p: _Paragraph) -> bool:
    """ "Tuesday, June 17, 1997", "Published: 3 October 2022 10:33 GMT", "Paris, le 3 mars 2023"."""
    if p.words > 12 or len(p.said) > 90:
        return False
    found = datelines.days().search(p.said)
    if not found:
        return False
    rest = p.said[: found.start()] + " " + p.said[found.end() :]
    loose = [w for w in re.findall(r"[^\W\d_]{2,}", rest) if w.casefold() not in _set("header", "dating")]
    return len(loose) <= 3 and all(w[0].isupper() for w in loose) and len(rest) < 50


def _place_alone(p: _Paragraph) -> bool:
    """ "Rabat, Morocco", "Washington, D.C."."""
    return p.words <= 5 and re.fullmatch(rf"{NAME}(?: {NAME}){{0,2}}, {NAME}(?: {NAME}){{0,2}}", p.said) is not None


def _name_and_title(p: _Paragraph) -> bool:
    """ "Ana Ruiz, Secretary of State", "Tom Hill, Associated Press Writer"."""
    name, comma, title = p.said.partition(", ")
    if not comma or p.words > 16 or (p.closed and not p.said.endswith(".")):
        return False
    joining = _set("byline", "joining")
    capital = all(w[:1].isupper() or w in joining for w in p.said.replace(",", " ").split())
    return (
        capital and 2 <= len(name.split()) <= 4 and title.casefold().split()[0].strip(",.") in _set("byline", "titles")
    )


def _name_in_place(p: _Paragraph) -> bool:
    """ "Ana Ruiz in Geneva", "Ana Ruiz and Tom Hill"."""
    return (
        p.words <= 7
        and re.fullmatch(rf"{NAME} {NAME}(?: {NAME})?(?: (?:in|and|at|for|\|) {NAME}(?: {NAME}){{0,2}})?", p.said)
        is not None
    )


# After and between: other stories, headings, what is said twice


def _label_others(paragraphs: list[_Paragraph], roles: list[Role | None], head: int) -> None:
    """Labels other stories: all after a heading over them, unless the article plainly goes on."""
    heads = [
        i
        for i in range(len(paragraphs))
        if _heads_others(paragraphs[i]) or paragraphs[i].low in _set("boilerplate", "block")
    ]
    for i in (i for i in heads if i < head):
        roles[i] = "related" if roles[i] is None else roles[i]
    later = [i for i in heads if i > head]
    if later:
        back = _returns(paragraphs, roles, later[0])
        until = 0
        for i in later:
            if i >= until:
                until = _mark_until(paragraphs, roles, i, back)
    if sum(p.closed for p in paragraphs[head:]) * 5 < len(paragraphs[head:]) * 3:
        return
    for i in range(len(paragraphs) - 1, head, -1):
        p = paragraphs[i]
        if roles[i] is None and (p.closed or p.words < 3 or p.words > 24 or BULLET.match(p.said) or _speaker(p)):
            return
        roles[i] = roles[i] or "related"


def _heads_others(p: _Paragraph) -> bool:
    if p.words > 8 or (p.said.endswith((".", "!", '"', "”")) and not p.low.startswith("read more")):
        return False
    return p.low in _set("related", "headings") or (
        p.words <= 6 and _starts("related", "heading_starts").match(p.low) is not None
    )


def _mark_until(paragraphs: list[_Paragraph], roles: list[Role | None], i: int, back: list[int]) -> int:
    """Labels from the heading at `i` to where the article goes on, or to the end; gives that index."""
    total = paragraphs[-1].end
    until = back[i] if paragraphs[i].start < 0.7 * total else len(paragraphs)
    role: Role = "boilerplate" if paragraphs[i].low in _set("boilerplate", "block") else "related"
    for k in range(i, until):
        if k > i and role == "boilerplate" and _heads_others(paragraphs[k]):
            role = "related"
        roles[k] = role
    return until


def _returns(paragraphs: list[_Paragraph], roles: list[Role | None], first: int) -> list[int]:
    """For each paragraph, where after it the article goes on: from there on mostly prose that shares its names."""
    known = {name for p in paragraphs[:first] for name in NAMES.findall(p.said)}
    count = prose = sharing = 0
    after = len(paragraphs)
    back = [after] * len(paragraphs)
    for k in range(len(paragraphs) - 1, first, -1):
        back[k] = after
        p = paragraphs[k]
        if roles[k] is None:
            count += 1
            prose += p.closed and len(p.said) >= 80
            sharing += len(known & set(NAMES.findall(p.said))) >= 2
        if (
            roles[k] is None
            and p.closed
            and len(p.said) >= 80
            and prose >= 2
            and prose * 10 >= count * 7
            and sharing * 2 >= prose
        ):
            after = k
    back[first] = after
    return back


def _label_headings(paragraphs: list[_Paragraph], roles: list[Role | None], head: int) -> None:
    """Labels headings between paragraphs; text whose sentences mostly lack their points has none."""
    body = [p for p, role in zip(paragraphs[head:], roles[head:], strict=True) if role is None]
    shouting = sum(p.said.isupper() for p in body) * 3 > len(body)
    loose = sum(not p.closed for p in body) * 5 > len(body) * 2
    for i in range(head + 1, len(paragraphs)):
        p = paragraphs[i]
        if roles[i] is not None or p.words > 14 or len(p.said) > 120 or _speaker(p):
            continue
        marked = MARKED.fullmatch(p.said)
        if (
            (marked and not p.closed and (marked.group(2) or p.said[0] in "#*="))
            or (not shouting and p.said.isupper() and len(p.low) >= 4)
            or (not loose and _stands_between(paragraphs, roles, i))
        ):
            roles[i] = "subheading"


def _stands_between(paragraphs: list[_Paragraph], roles: list[Role | None], i: int) -> bool:
    """A short line that is no sentence, with a paragraph after it and no other such line beside it."""
    p = paragraphs[i]
    asking = p.said.endswith("?") and p.words <= 8 and not set('“”"') & set(p.said)
    if (
        not (asking or (not p.closed and p.words <= 10))
        or BULLET.match(p.said)
        or p.said[0].islower()
        or p.said[-1] in ",-–—"
        or i + 1 == len(paragraphs)
    ):
        return False
    following, before = paragraphs[i + 1], paragraphs[i - 1]
    return following.closed and following.words > p.words and (before.closed or roles[i - 1] is not None)


def _label_repeated(paragraphs: list[_Paragraph], roles: list[Role | None]) -> None:
    """Labels a paragraph of 40 letters or more that was said before, word for word."""
    seen: set[str] = set()
    for i, p in enumerate(paragraphs):
        if roles[i] not in (None, "headline"):
            continue
        letters = _letters(p.said)
        if letters in seen and roles[i] is None and (len(letters) >= 40 or not p.closed):
            roles[i] = "duplicate"
        seen.add(letters)


# Within a paragraph: the dateline before, signatures behind


def _pieces(text: str, paragraphs: list[_Paragraph], roles: list[Role]) -> Iterator[Segment]:
    bodies = [i for i, role in enumerate(roles) if role == "body"]
    weak, last = set(bodies[:1]), set(bodies[-2:])
    spoken = sum(_speaker(paragraphs[i]) for i in bodies) > 1
    for i, (p, role) in enumerate(zip(paragraphs, roles, strict=True)):
        start, end = p.start, p.end
        found = datelines.find(text, start, end, first=i in weak and not spoken) if role == "body" else None
        if found:
            yield Segment(found.start, found.end, "dateline")
            start = found.end + len(text[found.end : end]) - len(text[found.end : end].lstrip())
        behind: Segment | None = None
        if role == "body" and i in last:
            behind = _signature(text, start, end)
            end = behind.start if behind else end
            end = start + len(text[start:end].rstrip())
        if start < end:
            yield Segment(start, end, role)
        if behind:
            yield behind


def _signature(text: str, start: int, end: int) -> Segment | None:
    """What signs a report at its end: "(Reporting by Ana Ruiz)", "(pvs/vi/ji)", "Tom Hill, VOA News."."""
    window = max(start, end - 500)
    credit = TAIL.search(text, window, end)
    if credit:
        at = credit.start() - (text[credit.start() - 1 : credit.start()] == "(")
        return Segment(at + len(text[at:end]) - len(text[at:end].lstrip()), end, "boilerplate")
    tail = text[window:end]
    desk = re.search(
        r"(?<=[.!?”\"’)])\s*(\([a-z]{2,4}(?:[-/][a-z]{2,4}){0,5}\)|\(?(?:END|ENDS|Enditem|Ends|AFP|AP|Reuters|Xinhua)\)?|/ENDS?/?|#{3,})$",
        tail,
    )
    if desk:
        return Segment(window + desk.start(1), end, "boilerplate")
    outlets = "|".join(re.escape(o) for o in _words()["byline"]["signoff"])
    signed = re.search(
        rf"(?<=[.!?”\"’])\s+((?:For {NAME}(?: {NAME}){{0,3}},? )?(?:I['’]m|this is) {NAME} {NAME}(?: {NAME})?(?:,? in {NAME}(?: {NAME})?)?\.|{NAME} {NAME}(?: {NAME})?, (?i:{outlets})(?:, {NAME}(?: {NAME})?)?\.)$",
        tail,
    )
    return Segment(window + signed.start(1), end, "byline") if signed else None
