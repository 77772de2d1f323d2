"""Expressions of time placed on the calendar, and a claim's dates joined to one time.

`resolve` needs the day of publication and the tense of the verb that governs an expression; what it cannot
place stays without an interval, with an X for each digit that is not known. `when` joins what it placed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise

from dragoman.model import Basis, DateMention, When
from dragoman.resolve import placing
from dragoman.resolve.calendar import Period, step
from dragoman.resolve.placing import Story, Tense
from dragoman.temporal import Duration, Expression, Point, period

__all__ = ["Tense", "resolve", "when"]

_YEAR = re.compile(
    r"(?<![0-9])[0-9]{4}(?![0-9])|[0-9]{2,4}s|[’'][0-9]{2}\b|century|teen|twenty|thousand", re.IGNORECASE
)
_JOIN = 24  # characters between two mentions that still belong together ("Monday and then on Tuesday")


def resolve(
    expressions: Sequence[Expression], published: date | None, tense: Callable[[Expression], Tense | None]
) -> tuple[DateMention, ...]:
    """One mention for each expression, in the same order.

    `tense` tells the tense of the verb that governs an expression, None where there is none: it decides
    whether "Wednesday" is the last or the next one. Without `published` nothing relative is placed.
    """
    story = Story(published)
    lists, runs = _joined(expressions, _is_weekday), _joined(expressions, _is_month)
    placed: dict[int, Period | None] = {}
    mentions: list[DateMention] = []
    for i, told in enumerate(expressions):
        if i in lists and published is not None:
            days = _list_days(expressions, lists[i], published, tense)
            placed.update(zip(lists[i], days, strict=True))
        expression = _since_nothing(_counted_on(told, tense), story)
        meaning = expression.meaning
        if isinstance(meaning, Point):
            if i in runs:
                placed.update(zip(runs[i], _run_months(expressions, runs[i], story, tense), strict=True))
            known = (
                placed[i] if i in placed else placing.place(meaning, story, _tense(expression, tense), expression.start)
            )
            story.note(meaning, known, expression.end)
            mentions.append(_dated(expression, meaning, known))
        elif isinstance(meaning, Duration):
            story.lasted(meaning)
            mentions.append(_lasting(expression, meaning, published))
        else:
            mentions.append(_mention(expression, meaning.value, None, None, None))
    return tuple(mentions)


def _tense(expression: Expression, tense: Callable[[Expression], Tense | None]) -> Tense | None:
    return "future" if expression.ahead else tense(expression)


def _counted_on(expression: Expression, tense: Callable[[Expression], Tense | None]) -> Expression:
    """ "Will resign in two weeks" tells when, "his first visit in two weeks" how long: the tense parts them."""
    length = expression.meaning
    if not isinstance(length, Duration) or not length.counted_on or length.amount is None:
        return expression
    if length.unit not in ("day", "week", "month") or tense(expression) != "future":
        return expression
    return replace(expression, type="DATE", meaning=Point(unit=length.unit, shift=int(length.amount)))


def _since_nothing(expression: Expression, story: Story) -> Expression:
    """ "Thirty years later" where no date was told that it could be later than: the length alone is known."""
    point = expression.meaning
    if not isinstance(point, Point) or not point.unit or point.anchor != "narrative" or story.reached is not None:
        return expression
    words = expression.text.lower().split()
    if point.shift < 1 or words[-1] not in ("later", "after", "afterward", "afterwards"):
        return expression
    return replace(expression, type="DURATION", meaning=Duration(point.unit, point.shift))


def _joined(expressions: Sequence[Expression], fits: Callable[[Expression], bool]) -> dict[int, list[int]]:
    """The lists and ranges of what fits ("Monday and Tuesday"), by the index of their first member."""
    lists: dict[int, list[int]] = {}
    begin = 0
    for i, expression in enumerate(expressions):
        if expression.link is None or not fits(expression) or not fits(expressions[i - 1]):
            begin = i
        else:
            lists.setdefault(begin, [begin]).append(i)
    return lists


def _is_weekday(expression: Expression) -> bool:
    point = expression.meaning
    return isinstance(point, Point) and bool(point.weekday) and placing.is_bare(point)


def _is_month(expression: Expression) -> bool:
    """Whether an expression is a month, or a day of one, of no told year."""
    point = expression.meaning
    return (
        isinstance(point, Point)
        and bool(point.month)
        and placing.is_bare(replace(point, month=None))
        and not (point.nth or point.week_of)
    )


def _run_months(
    expressions: Sequence[Expression], members: list[int], story: Story, tense: Callable[[Expression], Tense | None]
) -> list[Period | None]:
    """The months of a list or range: the last is placed, those before it are not later ("from January to September")."""
    told = [expressions[i] for i in members]
    points = [expression.meaning for expression in told if isinstance(expression.meaning, Point)]
    tenses = [found for found in (_tense(expression, tense) for expression in told) if found is not None]
    found = [placing.place(points[-1], story, tenses[-1] if tenses else None, told[-1].start)]
    for point in reversed(points[:-1]):
        later = found[-1]
        years = (later.first.year, later.first.year - 1) if later else ()
        known = (placing.place(replace(point, year=year), story, None) for year in years)
        found.append(next((one for one in known if one and later and one.first <= later.first), None))
    return found[::-1]


def _list_days(
    expressions: Sequence[Expression], members: list[int], published: date, tense: Callable[[Expression], Tense | None]
) -> list[Period | None]:
    """The days of a list: all on one side of the day of publication, each after the one before."""
    tenses = [_tense(expressions[i], tense) for i in members]
    direction: Tense = next((found for found in tenses if found is not None), "past")
    wanted = [getattr(expressions[i].meaning, "weekday", 1) - 1 for i in members]
    # "Statements made Friday and Thursday"; "closed higher Friday, on Friday's news" is one day told twice.
    if any((a - b) % 7 <= 1 for a, b in pairwise(wanted)):
        return [placing.on_day(placing.bare_weekday(published, day, direction)) for day in wanted]
    if direction == "past":
        days: list[date | None] = [placing.weekday_before(published, wanted[-1], same=True)]
        for weekday in reversed(wanted[:-1]):
            later = days[-1]
            days.append(placing.weekday_before(later, weekday, same=False) if later else None)
        days.reverse()
    else:
        days = [placing.bare_weekday(published, wanted[0], direction)]
        for weekday in wanted[1:]:
            earlier = days[-1]
            days.append(placing.weekday_after(earlier, weekday, same=False) if earlier else None)
    return [placing.on_day(day) for day in days]


def _dated(expression: Expression, point: Point, known: Period | None) -> DateMention:
    value = placing.value_of(point, known)
    if known is None:
        return _mention(expression, value, None, None, None)
    return _mention(expression, value, known.edtf, known.first, known.last)


def _lasting(expression: Expression, length: Duration, published: date | None) -> DateMention:
    """A length of time; one that ends or begins at the day of publication has its days ("the past two years")."""
    value = period(length.unit, length.amount)
    if published is None or not length.direction or length.unit in ("second", "minute", "hour"):
        return _mention(expression, value, None, None, None)
    if length.amount is None or length.amount != int(length.amount):
        far = None
    else:
        far = step(published, length.unit, length.direction * int(length.amount))
    first, last = (far, published) if length.direction < 0 else (published, far)
    edtf = f"{first.isoformat() if first else '..'}/{last.isoformat() if last else '..'}"
    return _mention(expression, value, edtf, first, last)


def _mention(
    expression: Expression, value: str, edtf: str | None, first: date | None, last: date | None
) -> DateMention:
    return DateMention(
        expression.start, expression.end, expression.text, expression.type, value, edtf,
        first.isoformat() if first else None, last.isoformat() if last else None,
    )  # fmt: skip


def when(
    mentions: Sequence[DateMention], open_end: bool = False, text: str | None = None, basis: Basis | None = None
) -> When | None:
    """The one time that a claim's dates give together: from the earliest day to the latest.

    `open_end` says that only the beginning was told ("begins a tour Wednesday"). `text` is the article's: with
    it the words of neighbouring mentions are given together. None where no mention has a place on the calendar.
    """
    dated = [m for m in mentions if m.edtf and (m.earliest or m.latest) and m.type in ("DATE", "TIME")]
    dated = dated or [m for m in mentions if m.edtf and (m.earliest or m.latest)]
    if not dated:
        return None
    first = min(dated, key=lambda m: (m.earliest or "", m.start))
    last = max(dated, key=lambda m: (m.latest or "9999-12-31", -m.start))
    start, end, words = _covering(dated, text)
    latest = None if open_end else last.latest
    edtf = _left(first) + "/.." if open_end else _interval(first, last)
    return When(edtf, first.earliest, latest, basis or _basis(dated), words, start, end)


def _interval(first: DateMention, last: DateMention) -> str:
    whole = first.edtf or ".."
    if (first.earliest, first.latest) == (last.earliest, last.latest) or first == last:
        return whole
    return f"{_left(first)}/{_right(last)}"


def _left(mention: DateMention) -> str:
    """The EDTF string of a mention's beginning: a day, a month or a year, which is all that an interval may hold."""
    head = (mention.edtf or "..").partition("/")[0]
    return head if _plain(head) else mention.earliest or ".."


def _right(mention: DateMention) -> str:
    tail = (mention.edtf or "..").rpartition("/")[2]
    return tail if _plain(tail) else mention.latest or ".."


def _plain(edtf: str) -> bool:
    return (len(edtf) in (4, 10) and "X" not in edtf) or (len(edtf) == 7 and edtf[5:] <= "12")


def _basis(dated: Sequence[DateMention]) -> Basis:
    """Stated where the words name the year themselves."""
    return "stated" if all(_YEAR.search(m.text) for m in dated) else "relative"


def _covering(dated: Sequence[DateMention], text: str | None) -> tuple[int, int, str]:
    """The words of all mentions where they stand together, else those of the first."""
    ordered = sorted(dated, key=lambda m: m.start)
    near = all(0 <= b.start - a.end <= _JOIN for a, b in pairwise(ordered))
    if text is not None and near and len(ordered) > 1:
        start, end = ordered[0].start, ordered[-1].end
        if "\n" not in text[start:end] and not re.search(r"[.!?]\s", text[ordered[0].end : ordered[-1].start]):
            return start, end, text[start:end]
    return ordered[0].start, ordered[0].end, ordered[0].text
