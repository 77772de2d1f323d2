"""What part each stretch of an article plays: labels over the text, which stays as it is.

Claims come from headline and body alone. So in doubt about a teaser behind the article it is `related`, and
in doubt about a paragraph of the article it is `body`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from dragoman.model import Article, Role, Segment
from dragoman.segment import datelines, layout
from dragoman.segment.datelines import NAME, Dateline
from dragoman.segment.head import label_head
from dragoman.segment.paragraph import Paragraph, own_role, paragraph_of, prose, speaker, words
from dragoman.segment.tail import label_headings, label_others, label_repeated

TAIL = re.compile(
    r"(?:^|(?<=[.!?”\"’)])|(?<=\())\s?(?:Additional reporting|Reporting|Writing|Editing|Compiled|Translated)(?: and \w+)? by [A-Z]"
)


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
    paragraphs = [paragraph_of(text, start, end) for start, end in layout.paragraphs(text)]
    roles: list[Role | None] = [own_role(p) for p in paragraphs]
    if any(prose(text, p) for p, role in zip(paragraphs, roles, strict=True) if role is None):
        head = label_head(text, paragraphs, roles, title)
        label_others(paragraphs, roles, head)
        label_headings(paragraphs, roles, head)
        label_repeated(paragraphs, roles)
    return tuple(_pieces(text, paragraphs, [role or "body" for role in roles]))


# Within a paragraph: the dateline before, signatures behind


def _pieces(text: str, paragraphs: list[Paragraph], roles: list[Role]) -> Iterator[Segment]:
    bodies = [i for i, role in enumerate(roles) if role == "body"]
    weak, last = set(bodies[:1]), set(bodies[-2:])
    spoken = sum(speaker(paragraphs[i]) for i in bodies) > 1
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
    outlets = "|".join(re.escape(o) for o in words()["byline"]["signoff"])
    signed = re.search(
        rf"(?<=[.!?”\"’])\s+((?:For {NAME}(?: {NAME}){{0,3}},? )?(?:I['’]m|this is) {NAME} {NAME}(?: {NAME})?(?:,? in {NAME}(?: {NAME})?)?\.|{NAME} {NAME}(?: {NAME})?, (?i:{outlets})(?:, {NAME}(?: {NAME})?)?\.)$",
        tail,
    )
    return Segment(window + signed.start(1), end, "byline") if signed else None
