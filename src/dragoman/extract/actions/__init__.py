"""Actions: who did what to whom, coded to PLOVER, with what is told as negated, future, imagined or past.

Trips and meetings are coded first, each with its claim's id; then the event frames of the lexicon, which
find accusations, aid, arrests and so on at their triggers. What a frame finds inside a trip or a meeting is
not told again. Statements and resolutions lend their id to the action that their words are.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from spacy.tokens import Doc

from dragoman.doc import Clause, article, claimable, clause, parties, sentence_evidence
from dragoman.extract.actions.actors import issuer, party, reporter, speaker
from dragoman.extract.actions.frames import words
from dragoman.extract.actions.judge import overruled
from dragoman.extract.actions.linked import covers, named_in, of_meeting, of_trip, same_talk
from dragoman.extract.actions.triggers import Match, all_matches, turned
from dragoman.extract.declare import Extractor, Found
from dragoman.lexicon import load
from dragoman.model import Action, Meeting, Rejection, Resolution, Span, Statement, Status, Trip, When, claim_id
from dragoman.syntax import place_of, settle, when_of

_OLD = datetime.timedelta(days=366)
_ENDURED = frozenset({"ACCUSE", "AID", "ASSAULT", "COERCE", "RETREAT", "SANCTION"})
"""What is told of those whom it befell, whoever did it: "the envoy was expelled"."""
_TALK = frozenset({"CONSULT", "AGREE", "REJECT"})


def find(doc: Doc, found: Found) -> Iterator[Action | Rejection]:
    """Every action of a document, each once."""
    matches = all_matches(doc)
    told = [(m, a) for m in matches if claimable(doc, m.trigger) for a in _coded(doc, m, matches)]
    linked = list(_linked(doc, found, [(m, a) for m, a in told if isinstance(a, Action)]))
    yield from linked
    merged: dict[tuple[object, ...], Action] = {}
    for match, action in told:
        if isinstance(action, Rejection):
            yield action
        elif not _told_by(doc, linked, match, action):
            whole = replace(action, claim=_claim_of(doc, found, match, action))
            key = next((k for k, other in merged.items() if _same(whole, other)), _key(whole))
            merged[key] = _together(merged[key], whole) if key in merged else whole
    yield from merged.values()


# Frames


def _coded(doc: Doc, match: Match, matches: tuple[Match, ...]) -> Iterator[Action | Rejection]:
    """The action of a match, or why there is none; nothing where nobody is named."""
    told = clause(doc, match.clause)
    heads = tuple(i for head in match.actors for i in issuer(doc, reporter(doc, told, head)))
    actors = party(doc, heads, acting=True)
    met = match.recipients if actors else tuple(i for i in match.recipients if doc[i].head.lower_ != "in")
    recipients = tuple(r for r in party(doc, met, acting=False) if r not in actors)
    if match.frame.mutual and not recipients and len(actors) > 1:
        actors, recipients = actors[:1], actors[1:]
    if not actors and match.frame.mutual and len(recipients) > 1:
        actors, recipients = recipients[:1], recipients[1:]
    kind, mode, is_turned = turned(match, told, doc)
    if not named_in(doc, (*actors, *recipients)) and not (actors and _happens(kind, match, told)):
        return
    lacking = _lacking(match, kind, actors, recipients, told)
    if lacking:
        if actors and not match.frame.both and match.trigger == match.clause:
            yield Rejection("actions", f"{kind} without {lacking}", sentence_evidence(doc, match.trigger))
        return
    better = overruled(doc, match, kind, matches) if actors and recipients else None
    if better is not None:
        (kind, mode), is_turned = better, better[0] == "REJECT" and is_turned
    yield _action(doc, match, told, kind, mode, actors, recipients, is_turned=is_turned)


def _happens(kind: str, match: Match, told: Clause | None) -> bool:
    """Whether a deed is told that groups without a name may do: "rebels killed three soldiers"."""
    if told is None or match.trigger != match.clause or told.status != "happened":
        return False
    return int(load("plover")["types"][kind]["quad"]) == 4 and not match.frame.both


def _lacking(
    match: Match, kind: str, actors: tuple[str, ...], recipients: tuple[str, ...], told: Clause | None
) -> str | None:
    """What an action needs and these parties do not give."""
    strict = match.frame.both or match.trigger != match.clause or bool(load("plover")["types"][kind]["needs_recipient"])
    if strict and not actors and not (told is not None and told.passive and not match.frame.both):
        return "a named actor"
    if strict and not recipients:
        return "a named recipient"
    if not actors and (told is None or not told.passive or kind not in _ENDURED):
        return "a named actor"
    return None


def _action(
    doc: Doc,
    match: Match,
    told: Clause | None,
    kind: str,
    mode: str | None,
    actors: tuple[str, ...],
    recipients: tuple[str, ...],
    *,
    is_turned: bool,
) -> Action:
    evidence = (sentence_evidence(doc, match.trigger),)
    when = when_of(doc, told.verb) if told is not None else None
    status = match.said or (settle(told.status, when, article(doc).published) if told is not None else "happened")
    if status in ("planned", "happened", "under_way") and told is not None and _doubted(doc, told):
        status = "hypothetical"
    refused = is_turned and kind == "REJECT"
    place = place_of(doc, told.verb) if told is not None else None
    if place is None and kind == "ASSAULT":
        place = next((p for head in match.recipients for p in _struck(doc, head)), None)
    by = speaker(doc, told)
    return Action(
        id=claim_id("action", evidence, "|".join((kind, mode or "", *actors, *recipients, str(match.trigger)))),
        status="happened" if refused and status == "denied" else status,
        when=when,
        evidence=evidence,
        said_by=by if by not in actors else None,
        confidence=_confidence(doc, match, actors, recipients),
        event_type=kind,
        mode=mode,
        contexts=contexts(doc, evidence[0]),
        actors=actors,
        recipients=recipients,
        place=place if place not in recipients else None,
        negated=status == "denied" and not refused,
        future=status in ("planned", "cancelled") and not refused,
        hypothetical=status in ("hypothetical", "proposed"),
        historical=_historical(doc, told, status, when),
    )


def _doubted(doc: Doc, told: Clause) -> bool:
    """ "Perhaps Chile will expel the envoy"."""
    return any(c.dep_ == "advmod" and c.lower_ in words("perhaps") for c in doc[told.verb].children)


def _struck(doc: Doc, head: int) -> tuple[str, ...]:
    """The town or region that is attacked: "shelled Kherson", "the town of Taiz"."""
    under = (g.i for c in doc[head].children if c.lower_ == "of" for g in c.children if g.dep_ == "pobj")
    return next((found for i in (head, *under) if (found := parties(doc, i, ("place",)))), ())


def _confidence(doc: Doc, match: Match, actors: tuple[str, ...], recipients: tuple[str, ...]) -> float:
    """The frame's, less where a side is missing or is a group without a name."""
    lost = sum(0.1 for side in (actors, recipients) if not side or not named_in(doc, side))
    return round(max(0.5, match.frame.confidence - lost), 2)


def _historical(doc: Doc, told: Clause | None, status: Status, when: When | None) -> bool:
    """Whether a thing is older than what the article is about: by its date, its words or a past perfect."""
    if status != "happened":
        return False
    published = article(doc).published
    if when is not None and when.latest is not None:
        if published is None:
            return False
        return datetime.date.fromisoformat(when.latest) + _OLD < datetime.date.fromisoformat(published)
    if told is None:
        return False
    verb = doc[told.verb]
    near = [*verb.children, *(g for c in verb.children if c.dep_ in ("prep", "advmod", "npadvmod") for g in c.children)]
    if any(token.lemma_.lower() in words("historical") and token.dep_ != "mark" for token in near):
        return True
    perfect = any(c.dep_ in ("aux", "auxpass") and c.lower_ == "had" for c in verb.children)
    return perfect and not told.reported


# Contexts


@cache
def _topics() -> dict[str, tuple[str, ...]]:
    """A lemma, or two neighbours, and the contexts that it tells."""
    table: dict[str, tuple[str, ...]] = {}
    for name, entry in load("plover")["contexts"].items():
        for word in entry["words"]:
            table[word] = (*table.get(word, ()), name)
    return table


def contexts(doc: Doc, evidence: Span) -> tuple[str, ...]:
    """What the words of a piece of evidence are about, in the ontology's order."""
    found: set[str] = set()
    before = ""
    for token in doc.char_span(evidence.start, evidence.end, alignment_mode="expand") or ():
        for word in (token.lower_, token.lemma_.lower()):
            found.update(_topics().get(word, ()))
            found.update(_topics().get(f"{before} {word}", ()))
        before = token.lower_
    return tuple(name for name in load("plover")["contexts"] if name in found)


# Links


def _linked(doc: Doc, found: Found, told: list[tuple[Match, Action]]) -> Iterator[Action]:
    """The actions that trips and meetings are."""
    meetings = {m.id: m for m in found.get("meetings", ()) if isinstance(m, Meeting)}
    for claim in (*found.get("trips", ()), *meetings.values()):
        refused = claim.status == "denied" and any(
            a.event_type == "REJECT" and covers(claim, doc[m.trigger].idx) for m, a in told
        )
        action: Action | None = None
        if isinstance(claim, Trip):
            action = of_trip(doc, claim, meetings, refused=refused)
        elif isinstance(claim, Meeting):
            action = of_meeting(doc, claim, refused=refused)
        if action is not None:
            listed = {name for span in action.evidence for name in contexts(doc, span)}
            ordered = tuple(name for name in load("plover")["contexts"] if name in listed)
            historical = _historical(doc, None, action.status, action.when)
            yield replace(action, contexts=ordered, historical=historical)


def _told_by(doc: Doc, linked: list[Action], match: Match, action: Action) -> bool:
    """Whether a linked action tells this one already."""
    if match.frame.type != "CONSULT" and action.event_type not in _TALK:
        return False
    start = doc[match.trigger].idx
    parties = {*action.actors, *action.recipients}
    for other in linked:
        by_noun = match.frame.type == "CONSULT" and match.trigger != match.clause and covers(other, start)
        if by_noun and not parties.isdisjoint((*other.actors, *other.recipients)):
            return True
        if match.frame.type == "CONSULT" and same_talk(other, action.actors, action.recipients):
            return True
        same_actor = not set(other.actors).isdisjoint(action.actors)
        if (
            same_actor
            and covers(other, start)
            and (other.event_type == action.event_type or match.frame.type == "CONSULT")
        ):
            return True
    return False


def _claim_of(doc: Doc, found: Found, match: Match, action: Action) -> str | None:
    """The statement whose cue, or the resolution whose words, an action is."""
    start = doc[match.trigger].idx
    for claim in found.get("statements", ()):
        if not isinstance(claim, Statement) or claim.cue is None or claim.speaker not in action.actors:
            continue
        if claim.cue.start <= start < claim.cue.end:
            return claim.id
    for claim in found.get("resolutions", ()):
        if isinstance(claim, Resolution) and claim.body in action.actors and covers(claim, start):
            return claim.id
    return None


# The same action told twice


def _key(action: Action) -> tuple[object, ...]:
    days = (action.when.earliest, action.when.latest) if action.when is not None else None
    return (*_told(action), days)


def _told(action: Action) -> tuple[object, ...]:
    flags = (action.negated, action.future, action.hypothetical, action.historical)
    return (action.event_type, action.actors, action.recipients, action.claim, flags)


def _same(action: Action, other: Action) -> bool:
    """Whether a telling adds nobody new: the same without a date, or fewer parties in the same sentence.

    A headline says "China vetoes call" and the body "China on Wednesday vetoed"; "killed three soldiers and
    wounded six" is one assault.
    """
    if _told(action) == _told(other):
        return action.when is None or other.when is None or _key(action) == _key(other)
    return (
        action.event_type == other.event_type
        and action.actors == other.actors
        and not action.recipients
        and action.evidence[0] in other.evidence
    )


def _together(first: Action, again: Action) -> Action:
    """One action with the evidence of both tellings and the fields that either gives."""
    spans = tuple(sorted(dict.fromkeys((*first.evidence, *again.evidence)), key=lambda s: s.start))
    both = {*first.contexts, *again.contexts}
    return replace(
        first,
        status=again.status if first.status == "under_way" else first.status,
        when=first.when or again.when,
        evidence=spans,
        mode=first.mode or again.mode,
        place=first.place or again.place,
        said_by=first.said_by or again.said_by,
        contexts=tuple(name for name in load("plover")["contexts"] if name in both),
        confidence=max(first.confidence, again.confidence),
    )


ACTIONS = Extractor(
    "actions", yields=Action, find=find, needs=frozenset({"trips", "meetings", "statements", "resolutions"})
)
