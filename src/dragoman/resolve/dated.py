"""What an article takes for granted, as clues to when it was written: who holds office, which days it names.

Only what the writer says of now counts: a title without "former" is held, "met on Monday, March 3" was lately. The facts
are those of the knowledge base; nothing is taken from the article's own date.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date

from dragoman.doc import Doc, Title, claimable, country_of, entities_at, names, note, quoted, titles, tokens_between
from dragoman.knowledge import dating, tenures
from dragoman.knowledge.dating import Clue, Days
from dragoman.knowledge.facts import Holder
from dragoman.resolve.placing import Tense
from dragoman.temporal import Expression, Point

FIRST, LAST = 1945, 2035
"""The years for which a day without one is tried."""
_LATELY = {"past": (2, 60), "future": (100, 1), "present": (45, 45), None: (60, 60)}
"""Days before and after a day named without its year between which it was told, by the tense of its verb."""
_ON_A_WEEKDAY = {"past": (2, 14), "future": (60, 1), "present": (30, 14), None: (45, 30)}
"""The same for a day named with its weekday: news names it so only when it is near."""
_NEWS = 45
"""Days within which an article is written after the newest day that it names with its year."""

_HEAD = 8
"""Lines in which a release says whose words it is."""

Tenses = Callable[[Expression], Tense | None]


def clues(doc: Doc, expressions: Sequence[Expression], tense: Tenses) -> tuple[Clue, ...]:
    """Every clue of a document, in the order of its words."""
    found = [*_bylines(doc), *_offices(doc), *_days(doc, expressions, tense)]
    return tuple(sorted(found, key=lambda clue: (clue.start, clue.end)))


# Offices


def _offices(doc: Doc) -> Iterator[Clue]:
    seen: set[tuple[str, str, str]] = set()
    for title in titles(doc):
        for head in title.holders:
            if not claimable(doc, head) or title.plural:
                continue
            for person in entities_at(doc, head)[:1]:
                words = doc[title.office_start : title.office_end].text
                if person.kind == "person" and (person.id, words, title.standing) not in seen:
                    seen.add((person.id, words, title.standing))
                    yield from _office(doc, title, head, person.name, words)


def _bylines(doc: Doc) -> Iterator[Clue]:
    """Lines above a release that say whose words it is: "Ana Ruiz, Secretary of State"."""
    article = note(doc).article
    at = 0
    for line in article.text.split("\n", _HEAD)[:_HEAD]:
        name, _, words = line.strip().partition(", ")
        if 5 < len(line) < 120 and words and not words.endswith((".", ":")) and len(name.split()) in (2, 3, 4, 5):
            held = [one for one in tenures.holder(name, words) if one.since not in ("", "..")]
            if held and len({one.code for one in held}) == 1:
                spans = ", ".join(f"{one.since}/{one.until}" for one in held)
                fact = f"{held[0].name}, {held[0].office} ({held[0].code}) in office {spans}"
                yield Clue(at, at + len(line), line.strip(), fact, dating.in_office(held), 1.0)
        at += len(line) + 1


def _office(doc: Doc, title: Title, head: int, name: str, words: str) -> Iterator[Clue]:
    code = _code(doc, title)
    full = " " in name.strip()
    if code is None and not full:
        return
    held = [one for one in tenures.holder(name, words, code=code) if one.since not in ("", "..")]
    if not held or len({one.code for one in held}) > 1:
        return
    said = " ".join(doc[min(title.start, head) : max(title.end, head + 1)].text.split())
    days, how = _open(title.standing, held)
    if days:
        start, end = doc[min(title.start, head)].idx, doc[max(title.end - 1, head)]
        whose = f"{held[0].name}, {held[0].office} ({held[0].code})"
        spans = ", ".join(f"{one.since}/{one.until}" for one in held)
        weight = (1.0 if full else 0.6) * (1.0 if title.standing == "current" else 0.7)
        yield Clue(start, end.idx + len(end), said, f"{whose} {how} {spans}", days, weight)


def _open(standing: str, held: Sequence[Holder]) -> tuple[tuple[Days, ...], str]:
    if standing == "former":
        return dating.after_office(held), "was in office"
    if standing == "elect":
        return dating.before_office(held), "came to office"
    return (dating.in_office(held), "in office") if standing in ("current", "acting") else ((), "")


def _code(doc: Doc, title: Title) -> str | None:
    """The alpha-2 code of the country whose office a title is, where the text tells it."""
    if title.of is None:
        return None
    owner = names(doc)[title.of]
    told = (country_of(doc, one.id) or one.country for one in entities_at(doc, owner.head))
    return next((code for code in told if code is not None), None)


# Days


def _days(doc: Doc, expressions: Sequence[Expression], tense: Tenses) -> Iterator[Clue]:
    newest: tuple[date, Expression, Tense | None] | None = None
    for expression in expressions:
        point = expression.meaning
        token, end = tokens_between(doc, expression.start, expression.end)
        if not isinstance(point, Point) or point.unit is not None or token >= end or quoted(doc, token):
            continue
        when = tense(expression)
        if point.year is None and point.month and point.day:
            yield from _yearless(doc, expression, point, when)
        elif point.year is not None and FIRST - 100 < point.year < LAST and not point.week_of:
            day = _first(point)
            if day is not None and when == "past":
                weight = 0.6 if point.day else 0.3
                yield _clue(expression, f"told as over: not before {day}", ((day, date.max),), weight)
            if day is not None and when != "future" and (newest is None or day > newest[0]):
                newest = day, expression, when
    if newest is not None:
        yield _newest(*newest)


def _newest(day: date, expression: Expression, when: Tense | None) -> Clue:
    """The newest date that bears its year: news is written within weeks of such a day, within a year of such a year."""
    point = expression.meaning
    assert isinstance(point, Point)
    after = _NEWS if point.day else 200 if point.month else 500
    lately = dating.near([day], 2 if when == "past" else 120, after)
    weight = 0.6 if point.day else 0.4 if point.month else 0.3
    return _clue(expression, f"the newest date told with its year, {day}: news is written soon after", lately, weight)


def _yearless(doc: Doc, expression: Expression, point: Point, when: Tense | None) -> Iterator[Clue]:
    """A month and day without a year: near in any year; with its weekday only in those years in which they agree."""
    years = [_day(year, point.month or 1, point.day or 1) for year in range(FIRST, LAST + 1)]
    role = next((s.role for s in note(doc).article.segments if s.start <= expression.start < s.end), "body")
    if point.weekday is not None:
        fitting = [day for day in years if day is not None and day.isoweekday() == point.weekday]
        fact = "a weekday and a day that agree in " + ", ".join(str(day.year) for day in fitting if day.year >= 1985)
        yield _clue(expression, fact, dating.near(fitting, *_ON_A_WEEKDAY[when]), 1.0)
        return
    before, after = (1, 3) if role == "dateline" else _LATELY[when]
    known = [day for day in years if day is not None]
    yield _clue(expression, "a day told without its year is near", dating.near(known, before, after), 0.4)


def _clue(expression: Expression, fact: str, days: tuple[Days, ...], weight: float) -> Clue:
    return Clue(expression.start, expression.end, " ".join(expression.text.split()), fact, days, weight)


def _first(point: Point) -> date | None:
    return _day(point.year or 1, point.month or 1, point.day or 1)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
