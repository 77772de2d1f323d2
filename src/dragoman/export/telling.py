"""What a claim says, in a line or a few: one function a kind. Where it stands is added by the brief."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from dragoman.export import words
from dragoman.export.words import Reading
from dragoman.model import Action, Election, Gathering, Meeting, Resolution, Span, Statement, Tenure, Trip

Told = tuple[str, list[str]]
"""What kind of thing it is, in a word or two, and what is told of it."""

FORMS = {"call": "by telephone", "video": "by video"}
ROUNDS = {"first": "first round", "second": "second round", "runoff": "runoff"}
SPOKEN = {"direct": "quoted", "indirect": "reported", "mixed": "part quoted"}
ORDINALS = "first second third fourth fifth sixth seventh eighth ninth tenth".split()


def trip(claim: Trip) -> Told:
    """ "Foreign Minister, second official visit, 4–7 March 2024"."""
    visit = " ".join(filter(None, [_ordinal(claim.ordinal), claim.kind or "", "visit" if claim.kind else "trip"]))
    role = words.clean(claim.role) if claim.role else ""
    return words.status(claim.status), [_joined(role, visit, words.when(claim.when)), *_about("On", claim.topics)]


def meeting(reading: Reading, claim: Meeting) -> Told:
    who = reading.names(claim.participants)
    form = FORMS.get(claim.form or "", "")
    line = _joined(who, form, _in(reading, claim.place), words.when(claim.when))
    return words.status(claim.status), [line, *_about("On", claim.topics)]


def gathering(reading: Reading, claim: Gathering) -> Told:
    name, host = words.clean(claim.name), reading.name(claim.organization)
    said = set(name.casefold().split())
    if host and 2 * len(said & set(host.casefold().split())) < len(host.split()):
        name = f"{name} of {host}"
    lines = [_joined(name, _in(reading, claim.place), words.when(claim.when))]
    if claim.participants:
        lines.append(f"With {reading.names(claim.participants)}")
    return words.status(claim.status), [*lines, *_about("Agenda", claim.agenda)]


def resolution(reading: Reading, claim: Resolution) -> Told:
    done = claim.status == "happened" and claim.decision
    decision = "" if done else claim.decision or ""
    about = words.quote(claim.about.text, 200) if claim.about else "a resolution"
    head = _joined(reading.name(claim.body), decision, words.when(claim.when))
    lines = [f"{head}: {about}" if head else about]
    if claim.counts:
        votes = ((claim.counts.for_, "for"), (claim.counts.against, "against"), (claim.counts.abstain, "abstaining"))
        lines.append(_joined(*(f"{count} {side}" for count, side in votes if count is not None)))
    if claim.sponsors:
        lines.append(f"Sponsors: {reading.names(claim.sponsors)}")
    for stance in dict.fromkeys(p.stance for p in claim.positions):
        parties = tuple(p.who for p in claim.positions if p.stance == stance)
        lines.append(f"{stance.capitalize()}: {reading.names(parties)}")
    return done or words.status(claim.status), lines


def election(reading: Reading, claim: Election) -> Told:
    kind = claim.kind if claim.kind == "referendum" else " ".join(filter(None, [claim.kind, "election"]))
    office = f"for {words.clean(claim.office)}" if claim.office and not claim.kind else ""
    where = reading.country(claim.jurisdiction) if claim.jurisdiction else ""
    stage = ROUNDS.get(claim.round or "", "")
    lines = [_joined(where, kind, office, stage, words.when(claim.when), "disputed" if claim.disputed else "")]
    if claim.candidates:
        lines.append(f"Candidates: {reading.names(claim.candidates)}")
    if claim.shares:
        lines.append("Votes: " + _joined(*(f"{reading.name(s.who)} {s.percent:g} %" for s in claim.shares)))
    if claim.winner:
        lines.append(f"Winner: {reading.name(claim.winner)}")
    return words.status(claim.status), lines


def statement(reading: Reading, claim: Statement) -> Told:
    """Who said it; what was said is quoted by the brief."""
    source = words.clean(claim.source.text) if claim.source else ""
    who = reading.name(claim.speaker) or source or "Somebody not named"
    to = f"to {reading.name(claim.audience)}" if claim.audience else ""
    status = "" if claim.status == "happened" else f"({words.status(claim.status)})"
    said = " ".join(filter(None, [who[0].upper() + who[1:], _verb(claim), to, status]))
    return SPOKEN[claim.form], [_joined(said, words.when(claim.when)) + ":"]


def _verb(claim: Statement) -> str:
    """The article's own verb where it is one in the past ("denied", "warned"): to deny a thing is not to say it."""
    cue = words.clean(claim.cue.text) if claim.cue else ""
    return cue if cue.isalpha() and cue.islower() and cue.endswith("ed") else claim.attitude


def tenure(reading: Reading, claim: Tenure) -> Told:
    where = reading.country(claim.jurisdiction) if claim.jurisdiction else ""
    since = f"since {words.when(claim.since)}" if claim.since else ""
    until = f"until {words.when(claim.until)}" if claim.until else ""
    office = _joined(words.clean(claim.office), where, since, until)
    return claim.standing, [f"{reading.name(claim.person)} – {office}"]


def action(reading: Reading, claim: Action) -> Told:
    what = words.clean(claim.event_type).replace("_", " ").lower()
    what += f" ({words.clean(claim.mode)})" if claim.mode else ""
    sides = " → ".join(filter(None, [reading.names(claim.actors), reading.names(claim.recipients)]))
    marks = ("not done" if claim.negated else "", "long past" if claim.historical else "")
    line = _joined(f"{sides}: {what}" if sides else what, _in(reading, claim.place), *marks)
    contexts = f" · {_joined(*map(words.clean, claim.contexts))}" if claim.contexts else ""
    return words.status(claim.status), [line + contexts]


# The parts of the brief in their order: the record's list, the title over it, how one of it is told,
# and whether each stands apart, being of several lines.
PARTS: tuple[tuple[str, str, Callable[[Reading, Any], Told], bool], ...] = (
    ("meetings", "Meetings", meeting, True),
    ("gatherings", "Gatherings", gathering, True),
    ("resolutions", "Resolutions and votes", resolution, True),
    ("elections", "Elections", election, True),
    ("statements", "Who said what", statement, True),
    ("tenures", "Offices", tenure, False),
    ("actions", "Actions", action, False),
)


def _in(reading: Reading, place: str | None) -> str:
    return f"in {reading.name(place)}" if place else ""


def _joined(*parts: str) -> str:
    return ", ".join(filter(None, parts))


def _about(name: str, phrases: tuple[Span, ...]) -> list[str]:
    return [f"{name}: " + "; ".join(words.clean(p.text) for p in phrases)] if phrases else []


def _ordinal(number: int | None) -> str:
    if number is None:
        return ""
    return ORDINALS[number - 1] if 1 <= number <= len(ORDINALS) else f"{number}th"
