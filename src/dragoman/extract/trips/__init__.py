"""Trips: the stops of one traveller put together into journeys with their legs.

What is recalled ("his visit last year"), what is called off and what is only thought of are journeys of
their own. A city and its country are one stop; home is none.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Doc

from dragoman.doc import article, entities, entity, evidence, role, titles_of
from dragoman.extract.declare import Extractor, Found
from dragoman.extract.trips.bounds import Draft, bound
from dragoman.extract.trips.itinerary import Stop, one_stop
from dragoman.extract.trips.travel import stops
from dragoman.knowledge import capital
from dragoman.model import Leg, Rejection, Span, Status, Trip, When, claim_id
from dragoman.syntax import settle

RECALLED_DAYS = 21
"""A visit that ended this long before publication is another journey than the one the article is about."""
LONGEST_STAY = 10
"""Days over which several times told of one stop are taken to be one stay."""
APART_DAYS = 14
"""Days between two stops to come that make them stops of two journeys."""
RECENT_DAYS = 10
"""A journey that began this recently is taken to go on where no end is told."""


def find(doc: Doc, found: Found) -> Iterator[Trip | Rejection]:
    """Every journey of a document."""
    told = stops(doc, found.get("meetings", ()), found.get("gatherings", ()))
    by_traveller: dict[str, list[Stop]] = {}
    for stop in told:
        by_traveller.setdefault(stop.traveller, []).append(_settled(doc, stop))
    for traveller, own in by_traveller.items():
        if not any(s.strong for s in own):
            continue
        _call_off(own)
        for group in _journeys(doc, own):
            yield from _trip(doc, traveller, group)


def _settled(doc: Doc, stop: Stop) -> Stop:
    """The stop with its status as of the day of publication."""
    published = article(doc).published
    if role(doc, min(stop.at, len(doc) - 1)) == "headline" and stop.status == "under_way":
        stop.vague = True  # "Dahl travels to Oslo": headlines tell a plan in the present, too
    if not _goes_on(stop, published):
        stop.status = settle(stop.status, stop.when, published)
    if stop.status == "under_way" and _over(stop.when, published):
        stop.status = "happened"
    if stop.status == "happened" and stop.when and stop.when.earliest and published and stop.when.earliest > published:
        stop.status = "planned"
    if stop.stage in ("begin", "arrive", "end") and stop.status == "happened" and _recent(stop.when, published):
        stop.status = "happened" if stop.stage == "end" else "under_way"
    return stop


def _call_off(own: list[Stop]) -> None:
    """ "Levy, who was to fly to Amman, put off his trip": the journey called off is the one that the sentence tells."""
    off = {s.evidence for s in own if s.status == "cancelled" and s.place is None and s.strong}
    for stop in own:
        if stop.evidence in off and stop.status == "planned":
            stop.status = "cancelled"


def _goes_on(stop: Stop, published: str | None) -> bool:
    """ "Is visiting Pyongyang this week": a stay of several days that has begun."""
    when = stop.when
    if stop.stage not in ("visit", "presence") or when is None or not (when.earliest and when.latest and published):
        return False
    return when.earliest <= published <= when.latest and when.earliest != when.latest


def _over(when: When | None, published: str | None) -> bool:
    """Whether a time ended before the eve of publication."""
    if when is None or when.latest is None or published is None:
        return False
    return _day(published) - _day(when.latest) > datetime.timedelta(days=2)


def _recent(when: When | None, published: str | None) -> bool:
    if when is None or published is None or when.earliest is None:
        return when is None
    return _day(published) - _day(when.earliest) <= datetime.timedelta(days=RECENT_DAYS)


def _day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


def _journeys(doc: Doc, own: list[Stop]) -> Iterator[list[Stop]]:
    """The stops parted into journeys."""
    groups: dict[str, list[Stop]] = {}
    for stop in own:
        groups.setdefault(_journey_key(doc, stop), []).append(stop)
    for group in groups.values():
        for journey in _apart(group):
            if any(s.strong for s in journey):
                yield journey


def _apart(group: list[Stop]) -> Iterator[list[Stop]]:
    """Stops to come, parted where weeks lie between them: "in Hanoi on July 3", "in Lima on July 27"."""
    dated = [(s.when.earliest, s.when.latest or s.when.earliest, s) for s in group if s.when and s.when.earliest]
    dated = sorted((d for d in dated if d[2].status == "planned" and d[2].place), key=lambda d: d[0])
    for n in range(1, len(dated)):
        if _day(dated[n][0]) - _day(max(d[1] for d in dated[:n])) > datetime.timedelta(days=APART_DAYS):
            later = [s for _, _, s in dated[n:]]
            yield [s for s in group if not any(s is one for one in later)]
            yield from _apart(later)
            return
    yield group


def _journey_key(doc: Doc, stop: Stop) -> str:
    published = article(doc).published
    if stop.status in ("cancelled", "denied"):
        return stop.status
    if stop.status in ("proposed", "hypothetical"):
        return "thought of"
    if stop.status == "happened" and stop.when is not None and stop.when.latest and published:
        past = _day(published) - _day(stop.when.latest)
        return f"recalled {stop.when.earliest}" if past > datetime.timedelta(days=RECALLED_DAYS) else "told"
    return "told"


# Legs


def _trip(doc: Doc, traveller: str, group: list[Stop]) -> Iterator[Trip | Rejection]:
    drafts = _drafts(doc, traveller, group)
    if not drafts:
        first = next(s for s in group if s.strong)
        yield Rejection("trips", "a journey is told and no stop away from home", first.evidence)
        return
    _tell_time(doc, drafts, group)
    legs = tuple(_leg(doc, d) for d in drafts)
    spans = tuple(
        dict.fromkeys(s.evidence for s in sorted(group, key=lambda s: s.evidence.start) if s.place is None or s.strong)
    )
    spans = spans or legs[0].evidence
    title = titles_of(doc, traveller)
    words = evidence(doc, title[0].office_start, title[0].office_end).text if title else None
    kinds = [s.kind for s in group if s.kind]
    status = _whole(legs)
    yield Trip(
        id=claim_id("trip", spans, f"{traveller}|{status}|{','.join(leg.place for leg in legs)}"),
        status=status,
        when=_span(doc, group, legs),
        evidence=spans,
        confidence=0.9 if len(group) > 1 else 0.75,
        traveller=traveller,
        role=words,
        kind=kinds[0] if kinds else None,  # type: ignore[arg-type]  # the lexicon's kinds are the model's
        ordinal=next((s.ordinal for s in group if s.ordinal), None),
        legs=legs,
    )


def _drafts(doc: Doc, traveller: str, group: list[Stop]) -> list[Draft]:
    home = entity(doc, traveller).country
    drafts: list[Draft] = []
    for stop in group:
        if stop.place is None or not _counts(doc, stop, home, group):
            continue
        known = next(
            (d for d in drafts if _same_stop(doc, d.place, stop.place) and not _other_days(d, stop, stop.place)), None
        )
        if known is None:
            known = Draft(stop.place)
            drafts.append(known)
        elif _finer(doc, stop.place, known.place):
            known.place = stop.place
        known.stops.append(stop)
    if not drafts:
        drafts = _host_country(doc, home, group)
    narrow = [d for d in drafts if entity(doc, d.place).country]
    return _in_order(narrow or drafts)


_GOING = ("go", "arrive", "visit", "begin")


def _counts(doc: Doc, stop: Stop, home: str | None, group: list[Stop]) -> bool:
    """Whether a stop is a leg: home is none, and mere presence only beside words of travel."""
    place = entity(doc, stop.place or "")
    if home is not None and place.country == home:
        if not stop.strong or stop.back or place.place_type == "country" or stop.stage not in _GOING:
            return False
        abroad = any(s.place and entity(doc, s.place).country not in (None, home) for s in group)
        seat = capital(home)
        return not abroad or (stop.stage != "visit" and (seat is None or seat.name != place.name))
    if not stop.strong and home is None:
        return any(s.strong and s.place and entity(doc, s.place).country == place.country for s in group)
    return stop.strong or any(s.strong for s in group)


def _same_stop(doc: Doc, a: str, b: str) -> bool:
    return one_stop(entity(doc, a), entity(doc, b))


def _other_days(draft: Draft, stop: Stop, place: str) -> bool:
    """ "Toured Chad last week and are due in N'Djamena today": two stops, though the town lies in the country."""
    if draft.place == place or stop.when is None or stop.shared_time or stop.status == "happened":
        return False
    before = [s.when for s in draft.stops if s.when is not None and not s.shared_time and s.status == "happened"]
    return bool(before) and all(w.latest is not None and w.latest < (stop.when.earliest or "") for w in before)


_GRAIN = {"country": 3, "area": 2, "region": 1}


def _finer(doc: Doc, new: str, old: str) -> bool:
    fine, coarse = (_GRAIN.get(entity(doc, e).place_type or "", 0) for e in (new, old))
    return fine < coarse


def _host_country(doc: Doc, home: str | None, group: list[Stop]) -> list[Draft]:
    """The stop of a visit whose place is not told: the country of the dateline, where the body names it too."""
    if home is None or not any(s.strong and s.status in ("under_way", "happened", "planned") for s in group):
        return []
    notes_article = article(doc)
    datelines = [s for s in notes_article.segments if s.role == "dateline"]
    if not datelines:
        return []
    spoken = [
        e.country
        for e in entities(doc)
        for m in e.mentions
        if e.kind in ("place", "polity") and datelines[0].start <= m.start < datelines[0].end
    ]
    for country in entities(doc):
        beyond = any(m.start >= datelines[0].end for m in country.mentions)
        if country.place_type == "country" and country.country in spoken and country.country != home and beyond:
            told = [s for s in group if s.strong]
            for stop in told:
                # reported from the host's country, without a day of its own: the visit is the news
                if stop.status == "happened" and stop.when is None and stop.stage == "visit":
                    stop.status = "under_way"
            return [Draft(country.id, told)]
    return []


def _in_order(drafts: list[Draft]) -> list[Draft]:
    """Legs in travel order: by their days where all have one, else as told."""
    for draft in drafts:
        draft.when = _best_when(draft.stops)
    begun = [d for d in drafts if any(s.stage == "begin" and not s.shared_time for s in d.stops)]
    if all(d.when is not None and d.when.earliest for d in drafts):
        drafts = sorted(drafts, key=lambda d: d.when.earliest if d.when and d.when.earliest else "")
    elif len(begun) == 1 and begun[0] is not drafts[0]:
        drafts = [begun[0], *(d for d in drafts if d is not begun[0])]
    return drafts


def _best_when(told: list[Stop]) -> When | None:
    """A stop's time: of a told length, else bounded on both sides, else open; its own before the journey's.

    Of several bounded times the whole from the first to the last: "flies in on Thursday", "meets X on Friday".
    """
    own = [s for s in told if s.when is not None and not s.shared_time]
    for stop in own:
        length = stop.days or next((s.days for s in told if s.days and s.evidence == stop.evidence), None)
        if length and stop.stage in ("go", "arrive", "begin") and stop.when and stop.when.earliest == stop.when.latest:
            return _open(replace(stop, days=length))  # "arrived on Sunday on a three-day visit"
    bounded = [s for s in own if s.stage not in ("begin", "presence", "go", "arrive") or _single_visit(s)]
    if bounded:
        return _hull([s.when for s in bounded if s.when is not None])
    return _open(own[0]) if own else None


def _hull(times: list[When]) -> When:
    """From the first of several times to the last, where all are bounded and near one another."""
    first = times[0]
    if any(t.earliest is None or t.latest is None for t in times):
        return first
    earliest, latest = min(t.earliest or "" for t in times), max(t.latest or "" for t in times)
    if (earliest, latest) == (first.earliest, first.latest) or _day(latest) - _day(earliest) > datetime.timedelta(
        days=LONGEST_STAY
    ):
        return first
    return When(f"{earliest}/{latest}", earliest, latest, "inferred", first.text, first.start, first.end)


def _single_visit(stop: Stop) -> bool:
    """ "Arrived last night", "will travel to X on Wednesday": the words name the day of the stop."""
    return stop.stage in ("go", "arrive", "presence") and stop.days is None


def _open(stop: Stop) -> When | None:
    when = stop.when
    if when is None or when.earliest is None:
        return when
    if stop.days is not None:
        last = (_day(when.earliest) + datetime.timedelta(days=stop.days - 1)).isoformat()
        return When(f"{when.earliest}/{last}", when.earliest, last, "inferred", when.text, when.start, when.end)
    return When(f"{when.earliest}/..", when.earliest, None, when.basis, when.text, when.start, when.end)


def _tell_time(doc: Doc, drafts: list[Draft], group: list[Stop]) -> None:
    """Statuses of the legs by what is told of each and of those after it."""
    published = article(doc).published
    for draft in drafts:
        stages = {s.stage for s in draft.stops}
        draft.transit = "transit" in stages and stages <= {"transit", "presence"}
        draft.status = _leg_status(draft.stops, published)
        if len(drafts) == 1:
            draft.when = _by_length(group, published) or draft.when
    bound(drafts)
    for n in range(len(drafts) - 2, -1, -1):
        if drafts[n].status == "under_way" and drafts[n + 1].status in ("under_way", "happened"):
            drafts[n].status = "happened"


def _leg_status(told: list[Stop], published: str | None) -> Status:
    statuses = [s.status for s in told if s.strong] or [s.status for s in told]
    if "planned" in statuses:
        statuses = [s.status for s in told if not s.vague]
    today = any(s.status == "happened" and s.stage == "visit" and s.when and s.when.latest == published for s in told)
    if "under_way" in statuses or ("planned" in statuses and "happened" in statuses) or (today and len(told) > 1):
        return "under_way"
    for status in ("happened", "planned"):
        if status in statuses:
            return status
    return statuses[0]


def _by_length(group: list[Stop], published: str | None) -> When | None:
    """ "Ending a two-day visit": the day of publication is the last of that many."""
    for stop in group:
        if stop.days is None or stop.stage != "end" or stop.status not in ("under_way", "happened"):
            continue
        end = stop.when.latest if stop.when is not None and stop.when.latest else published
        if end is None:
            continue
        first = (_day(end) - datetime.timedelta(days=stop.days - 1)).isoformat()
        span = stop.evidence
        return When(f"{first}/{end}", first, end, "inferred", span.text, span.start, span.end)
    return None


def _leg(doc: Doc, draft: Draft) -> Leg:
    spans = tuple(dict.fromkeys(s.evidence for s in draft.stops))
    return Leg(
        place=draft.place,
        country=entity(doc, draft.place).country,
        transit=draft.transit,
        when=draft.when,
        status=draft.status,
        evidence=spans,
    )


# The whole


def _whole(legs: tuple[Leg, ...]) -> Status:
    statuses = {leg.status for leg in legs}
    if len(statuses) == 1:
        return legs[0].status
    return "under_way" if statuses & {"under_way", "happened"} else legs[0].status


def _span(doc: Doc, group: list[Stop], legs: tuple[Leg, ...]) -> When | None:
    """The whole journey's time: told for all of it, else from the first leg's start to the last one's end."""
    shared = next((s.when for s in group if s.shared_time and s.when is not None and s.stage != "begin"), None)
    if shared is not None and not any(leg.when for leg in legs):
        return shared
    times = [leg.when for leg in legs if leg.when is not None]
    if not times or legs[0].when is None:
        return times[0] if len(legs) == 1 and times else shared
    if len(legs) == 1:
        return times[0]
    first, last = legs[0].when.earliest, legs[-1].when.latest if legs[-1].when else None
    span: Span = article(doc).span(times[0].start, times[0].end)
    return When(f"{first or '..'}/{last or '..'}", first, last, "inferred", span.text, span.start, span.end)


TRIPS = Extractor("trips", yields=Trip, find=find, needs=frozenset({"meetings", "gatherings"}))
