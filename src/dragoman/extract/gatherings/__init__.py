"""Gatherings: one claim an event of several parties, from all the sentences that speak of it.

Each phrase that names a gathering gives a sight; a phrase that takes it up ("the summit", "the OAS meeting",
a sentence that begins with "It brought together") adds to it. A talk of two is a meeting, a news conference
is neither (codebook, gatherings).
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from itertools import islice

from spacy.tokens import Doc

from dragoman.doc import article, clause, clause_around, mention_at, parties
from dragoman.extract.declare import Extractor, Found
from dragoman.extract.events import (
    BACK,
    CROWDED,
    Scene,
    by_date,
    compatible,
    dated,
    merged,
    other_year,
    said_by,
    scenes,
    telling,
    words,
)
from dragoman.extract.gatherings.agendas import agenda
from dragoman.extract.gatherings.held import (
    brought,
    expected,
    governing,
    holding,
    last_day,
    lasting,
    length,
    participants,
    place_held,
    presiding,
    role_of,
    status_of,
    until,
    when_held,
)
from dragoman.extract.gatherings.occurrences import Phrase, is_body, phrases
from dragoman.lexicon import load
from dragoman.model import Gathering, Rejection, Span, Status, When, claim_id
from dragoman.syntax import attached_times, when_from

_OPEN = 10
"""So many days a gathering of which only the begin is told goes on."""
_NEAR = 3
"""So many sentences later "the meeting" still takes up a gathering of another word."""


@dataclass(slots=True)
class Sight:
    """What the sentences read so far tell of one gathering. `firm` says how surely the time is its own (2, 1, 0)."""

    phrase: Phrase
    name: str
    evidence: list[Span]
    scene: int
    status: Status
    organization: str | None = None
    place: str | None = None
    when: When | None = None
    firm: int = 0
    ends: When | None = None
    days: int = 0
    body_words: frozenset[str] = frozenset()
    participants: list[str] = field(default_factory=list)
    agenda: list[Span] = field(default_factory=list)
    said_by: str | None = None
    plain: bool = False
    body: bool = False

    def told(self) -> bool:
        return bool(self.when or self.place or self.participants or self.agenda)


def find(doc: Doc, found: Found) -> Iterable[Gathering | Rejection]:
    """The gatherings of an article."""
    del found
    seen: list[Sight] = []
    for scene in scenes(doc):
        if seen and scene.number - seen[-1].scene == 1:
            _it(doc, scene, seen[-1])
        if seen and 0 < scene.number - seen[-1].scene <= 2:
            _comes(doc, scene, seen[-1])
            _represented(doc, scene, seen)
        here = list(islice(phrases(doc, scene), CROWDED + 1))
        if len(here) > CROWDED:
            yield Rejection("gatherings", "too many mentions in one sentence", telling(doc, scene))
        for phrase in here[:CROWDED]:
            sight = _sight(doc, scene, phrase)
            known = _known(seen, sight)
            if known is not None:
                _join(known, sight)
                seen.remove(known)
                seen.append(known)
            elif phrase.named:
                seen.append(sight)
    yield from _beside_each_other([_claim(doc, sight) for sight in sorted(seen, key=lambda s: s.phrase.head)])


def _beside_each_other(claims: list[Gathering | Rejection]) -> Iterable[Gathering | Rejection]:
    """A body's gathering without a place, within the days of another of the same body: it is held where that one is."""
    told = [c for c in claims if isinstance(c, Gathering) and c.place and c.organization and c.when]
    for claim in claims:
        if isinstance(claim, Gathering) and claim.place is None and claim.organization is not None:
            around = {k.place for k in told[:CROWDED] if k.organization == claim.organization and _within(claim, k)}
            yield replace(claim, place=around.pop()) if len(around) == 1 else claim
        else:
            yield claim


def _within(one: Gathering, other: Gathering) -> bool:
    a, b = one.when, other.when
    if a is None or b is None or not (a.earliest and a.latest and b.earliest and b.latest):
        return False
    return one.status in ("happened", "under_way", "planned") and b.earliest <= a.earliest and a.latest <= b.latest


def _sight(doc: Doc, scene: Scene, phrase: Phrase) -> Sight:
    around = governing(doc, phrase) or expected(doc, clause_around(doc, phrase.head), phrase.head)
    role = role_of(doc, phrase, around)
    when, firm = when_held(doc, scene, phrase, around, role)
    days = length(doc, phrase)
    if role in ("happens", "attended") and firm:
        when = lasting(when, days, ends=False)
    body = is_body(doc, phrase) and role not in ("attended", "at", "happens") and when is None
    sight = Sight(
        phrase=phrase,
        name=_name(doc, phrase),
        evidence=[telling(doc, scene)],
        scene=scene.number,
        status=status_of(doc, phrase, around, role, when),
        organization=phrase.organization,
        place=place_held(doc, scene, phrase, around, role),
        when=when,
        firm=firm,
        ends=last_day(doc, around, role),
        days=days,
        body_words=_body_words(doc, phrase),
        participants=list(dict.fromkeys((*participants(doc, around, role), *presiding(doc, phrase)))),
        agenda=agenda(doc, scene, phrase.head, around),
        said_by=said_by(doc, phrase.head),
        plain=phrase.plain,
        body=body
        or (phrase.word in ("assembly", "congress", "convention") and is_body(doc, phrase) and _acts(doc, phrase)),
    )
    sight.participants = [p for p in sight.participants if p != sight.organization]
    return sight


def _name(doc: Doc, phrase: Phrase) -> str:
    """The words of the name, joined as the text joins them where they stand side by side."""
    parts = ""
    for n, i in enumerate(phrase.words):
        if doc[i].is_space:
            continue
        last = n + 1 == len(phrase.words)
        joined = not last and phrase.words[n + 1] == i + 1
        parts += doc[i].text + ("" if last else doc[i].whitespace_ if joined else " ")
    return " ".join(parts.split())


def _body_words(doc: Doc, phrase: Phrase) -> frozenset[str]:
    """The words of the name that only say whose gathering it is."""
    held = (mention_at(doc, i) for i in phrase.words)
    own = {i for m in held if m is not None and phrase.organization in m.entities for i in range(m.start, m.end)}
    return frozenset(doc[i].lower_ for i in own if i != phrase.head)


def _acts(doc: Doc, phrase: Phrase) -> bool:
    """ "The General Assembly condemned ...": the body speaks, no gathering is told of."""
    around = clause_around(doc, phrase.head)
    if holding(doc, phrase) is not None:
        return False
    return around is not None and around.subject == phrase.head and around.lemma in words("gatherings", "not", "acts")


# Putting together


def _it(doc: Doc, scene: Scene, known: Sight) -> None:
    """A sentence that begins with "It" and tells what gatherings do adds to the one told just before."""
    first = next((i for i in range(scene.start, scene.end) if not doc[i].is_space), scene.start)
    if doc[first].lower_ in ("its", "the") and doc[first + 1 if first + 1 < scene.end else first].lower_ == "agenda":
        known.agenda.extend(a for a in agenda(doc, scene, first + 1, None) if a not in known.agenda)
        known.evidence.append(telling(doc, scene))
        return
    if doc[first].lower_ != "it":
        return
    around = clause_around(doc, first)
    if around is None or around.lemma.split()[0] not in words("gatherings", "happen") - {"be", "have", "say"}:
        return
    known.evidence.append(telling(doc, scene))
    known.scene = scene.number
    if around.lemma.split()[0] in words("gatherings", "happen", "gathers"):
        known.participants.extend(p for p in brought(doc, around) if p not in known.participants)
    known.agenda.extend(agenda(doc, scene, first, around))
    if around.status != "happened":
        return
    published = article(doc).published
    known.when = known.when or when_from(doc, [t for t in attached_times(doc, around.verb) if dated(t)])
    if known.when is not None and published is not None and (known.when.earliest or "") > published:
        known.when = other_year(known.when, -1)
    known.status = by_date(known.when, published, "happened")


def _comes(doc: Doc, scene: Scene, known: Sight) -> None:
    """ "The ministers of X and Y have said they will attend": who comes to the gathering told just before."""
    for at in range(scene.start, scene.end):
        here = clause(doc, at)
        if (
            here is None
            or here.lemma not in ("attend", "participate", "take part")
            or here.object is not None
            or here.negated
        ):
            continue
        who = parties(doc, here.subject, ("person", "polity", "organization"))
        above = clause(doc, here.governor)
        if not who and above is not None and here.reported:
            who = parties(doc, above.subject, ("person", "polity", "organization"))
        known.participants.extend(p for p in who if p not in known.participants)
        if who:
            known.evidence.append(telling(doc, scene))


def _represented(doc: Doc, scene: Scene, seen: list[Sight]) -> None:
    """ "China is represented by Li": who came to the gathering told just before that is not still to come."""
    for at in range(scene.start, scene.end):
        here = clause(doc, at)
        if (
            here is None
            or here.lemma != "represent"
            or not here.passive
            or here.status not in ("happened", "under_way")
        ):
            continue
        known = next((s for s in reversed(seen[-BACK:]) if s.status in ("happened", "under_way")), None)
        if known is None or scene.number - known.scene > _NEAR:
            continue
        came = [p for p in _agents(doc, at) if p not in known.participants]
        known.participants.extend(came)
        known.evidence += [telling(doc, scene)] if came else []


def _agents(doc: Doc, verb: int) -> Iterable[str]:
    """ "China is represented by Li, Brazil by Costa": the persons after each "by" of the sentence."""
    for i in range(verb + 1, doc[verb].sent.end):
        for child in doc[i].children if doc[i].lower_ == "by" else ():
            yield from parties(doc, child.i, ("person",))


def _known(seen: list[Sight], sight: Sight) -> Sight | None:
    """The gathering told before of which a phrase speaks."""
    for known in reversed(seen[-BACK:]):
        if sight.phrase.named and _same_name(known, sight):
            return known
        if not sight.phrase.named and sight.phrase.definite and _points_back(known, sight, alone=len(seen) == 1):
            return known
    return None


def _same_name(known: Sight, sight: Sight) -> bool:
    ours, theirs = _content(sight), _content(known)
    if (known.place and sight.place and known.place != sight.place) or not compatible(known.when, sight.when):
        return False
    same_body = known.organization is not None and known.organization == sight.organization
    if known.phrase.word == sight.phrase.word:
        told = [side - other - sight.body_words - known.body_words for side, other in ((ours, theirs), (theirs, ours))]
        return ours <= theirs or theirs <= ours or (same_body and not _numbers(ours | theirs) and not all(told))
    return (
        same_body
        and sight.phrase.definite
        and sight.phrase.word in words("gatherings", "heads", "any")
        and sight.scene - known.scene <= _NEAR
    )


def _content(sight: Sight) -> set[str]:
    return {
        w.casefold()
        for w in sight.name.replace("-", " ").split()
        if w.casefold() not in ("the", "of", "on", "a", "'s", "’s")
    }


def _numbers(folded: set[str]) -> bool:
    """Whether words number two gatherings: "seventh" and "next", "17th" and "18th"."""
    ordinals: dict[str, int] = load("time")["ordinals"]
    return sum(w[:1].isdigit() or w in ordinals or w == "next" for w in folded) > 1


def _points_back(known: Sight, sight: Sight, *, alone: bool) -> bool:
    if sight.phrase.organization is not None and known.organization not in (None, sight.phrase.organization):
        return False
    if not compatible(known.when, sight.when) and sight.firm == 2:
        return False
    if known.place and sight.place and known.place != sight.place:
        return False
    if known.phrase.word == sight.phrase.word:
        return True
    near = sight.scene - known.scene <= _NEAR
    return sight.phrase.word in words("gatherings", "heads", "any") and (
        near or (alone and sight.phrase.word != "meeting")
    )


def _join(known: Sight, sight: Sight) -> None:
    known.evidence += sight.evidence
    known.scene = sight.scene
    if sight.phrase.named and len(sight.name) > len(known.name) and known.phrase.word == sight.phrase.word:
        known.name = sight.name
    known.organization = known.organization or sight.organization
    known.place = known.place or sight.place
    if sight.when is not None and (known.when is None or sight.firm > known.firm):
        known.when, known.firm, known.status = sight.when, sight.firm, sight.status
    known.ends, known.days = known.ends or sight.ends, known.days or sight.days
    if sight.ends is not None and known.when is not None:
        known.when = until(known.when, sight.ends)
    if sight.status == "cancelled":
        known.status = "cancelled"
    known.participants.extend(p for p in sight.participants if p not in known.participants and p != known.organization)
    known.agenda.extend(a for a in sight.agenda if a not in known.agenda)
    known.plain = known.plain and sight.plain
    known.body = known.body and sight.body


def _on_the_day(sight: Sight, published: str | None) -> Status:
    """Under way, where the article is written between the first day and the last, or soon after an open begin."""
    when = sight.when
    closed = sight.ends is not None and sight.ends.latest is not None and published is not None
    if (
        closed
        and sight.ends is not None
        and (sight.ends.latest or "") <= (published or "")
        and sight.status != "planned"
    ):
        return "happened"
    if (
        when is None
        or published is None
        or when.earliest is None
        or sight.status not in ("happened", "planned", "under_way")
    ):
        return sight.status
    if when.earliest > published or (when.latest is not None and when.latest < published):
        return sight.status
    if when.latest is None:
        recent = (datetime.date.fromisoformat(published) - datetime.date.fromisoformat(when.earliest)).days <= _OPEN
        return "under_way" if recent and sight.status != "planned" else sight.status
    days = (datetime.date.fromisoformat(when.latest) - datetime.date.fromisoformat(when.earliest)).days
    return (
        "under_way"
        if 0 < days <= _OPEN and not (when.earliest == published and sight.status == "planned")
        else sight.status
    )


def _claim(doc: Doc, sight: Sight) -> Gathering | Rejection:
    evidence = merged(sight.evidence)
    if sight.when is None and sight.days > 1:
        sight.when = lasting(sight.ends, sight.days, ends=True)
    if sight.body:
        return Rejection("gatherings", "a body that sits all year, not its gathering", evidence[0])
    if sight.plain and not sight.told() and sight.organization is None:
        return Rejection("gatherings", "nothing tells which gathering is meant", evidence[0])
    return Gathering(
        id=claim_id("gathering", evidence, sight.name),
        status=_on_the_day(sight, article(doc).published),
        when=sight.when,
        evidence=evidence,
        said_by=sight.said_by,
        confidence=0.7 if sight.plain else 0.9,
        name=sight.name,
        organization=sight.organization,
        place=sight.place,
        participants=tuple(sight.participants),
        agenda=tuple(sight.agenda),
    )


GATHERINGS = Extractor("gatherings", yields=Gathering, find=find)
