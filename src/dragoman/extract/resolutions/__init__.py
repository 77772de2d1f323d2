"""Resolutions: one claim a text or vote of a body, from all the sentences that speak of it.

A mention gives a sight; "the draft" or a sentence with the count alone adds to the text told last; a body
that "condemned the attack" is the body of the resolution that the next sentence tells of (codebook, resolutions).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from itertools import islice

from spacy.tokens import Doc

from dragoman.doc import Clause, Time, article, clause, parties
from dragoman.extract.declare import Extractor, Found
from dragoman.extract.events import (
    BACK,
    CROWDED,
    Scene,
    by_date,
    compatible,
    loose_times,
    merged,
    narrower,
    noun_times,
    own_times,
    said_by,
    scenes,
    telling,
    words,
)
from dragoman.extract.resolutions.authors import Hosts, body_of, sponsors_of
from dragoman.extract.resolutions.chambers import lemma_in, mentioned_body
from dragoman.extract.resolutions.decisions import Decision, Text, texts
from dragoman.extract.resolutions.subjects import span_of
from dragoman.extract.resolutions.votes import Tally, names_before, tally
from dragoman.model import Counts, Gathering, Position, Rejection, Resolution, Span, Status, When, claim_id
from dragoman.syntax import when_from, when_of

_NEAR = 3
"""So many sentences later "the draft" or a bare count still speaks of the text told last."""
_SMALL = frozenset(
    "a an the of on in to for and or by with at from that which its their his her under against 's ’s".split()
)


@dataclass(slots=True)
class Sight:
    """What the sentences read so far tell of one text or vote."""

    text: Text
    about: Span | None
    evidence: list[Span]
    scene: int
    status: Status
    decision: Decision | None
    body: str | None = None
    when: When | None = None
    sponsors: list[str] = field(default_factory=list)
    counts: Counts | None = None
    positions: list[Position] = field(default_factory=list)
    said_by: str | None = None
    manner: bool = False

    def content(self) -> set[str]:
        """The words of the subject that mean something."""
        if self.about is None:
            return set()
        parts = self.about.text.casefold().replace("-", " ").replace("’s", "").replace("'s", "").split()
        return {w.strip("“”\"'.,`") for w in parts} - _SMALL - {""}


@dataclass(slots=True)
class Act:
    """What a body did, told without the word "resolution"."""

    scene: int
    body: str
    about: Span | None
    when: When | None
    evidence: Span


def find(doc: Doc, found: Found) -> Iterable[Resolution | Rejection]:
    """The resolutions of an article."""
    hosts = _hosts(found)
    seen: list[Sight] = []
    act: Act | None = None
    for scene in scenes(doc):
        votes = tally(doc, scene)
        here = list(islice(texts(doc, scene, counted=votes.pair), CROWDED + 1))
        if len(here) > CROWDED:
            yield Rejection("resolutions", "too many mentions in one sentence", telling(doc, scene))
            here = here[:CROWDED]
        sights = [s for text in here for s in _sights(doc, scene, text, votes, hosts)]
        for sight in sights:
            if sight.body is None and seen and sight.decision in ("adopted", "rejected", "vetoed"):
                near = scene.number - seen[-1].scene <= _NEAR and sight.text.word not in ("vote", "treaty")
                sight.body = seen[-1].body if near else None
            if act is not None and scene.number - act.scene <= 2:
                _take_up(act, sight)
            _put(seen, sight)
        if not sights and seen and (votes.counted() or votes.positions):
            _continue(doc, scene, seen, votes)
        act = _act(doc, scene) or act
    for sight in seen:
        yield _claim(sight)


def _hosts(found: Found) -> Hosts:
    """(start, end, organisation) of the sentences that tell of a body's gathering."""
    table: Hosts = []
    for claim in found.get("gatherings", ()):
        if isinstance(claim, Gathering) and claim.organization is not None:
            table.extend((span.start, span.end, claim.organization) for span in claim.evidence)
    return sorted(table)


def _sights(doc: Doc, scene: Scene, text: Text, votes: Tally, hosts: Hosts) -> list[Sight]:
    """One sight a subject; where none is told, one without."""
    body = body_of(doc, scene, text, hosts)
    when = _when(doc, scene, text)
    decision, status = _decision(doc, text, when, votes)
    number = _number_span(doc, text)
    spans: list[Span | None] = list(text.topics) or [number]
    sponsors = sponsors_of(doc, scene, text)
    vetoes = _vetoed(doc, scene) if decision in ("considered", None) else ()
    if vetoes:
        decision, status = "vetoed", "happened"
        votes = replace(
            votes,
            positions=[*(Position(w, "against") for w in vetoes), *(p for p in votes.positions if p.who not in vetoes)],
        )
    manner = any(doc[i].lower_ in words("resolutions", "count", "manner") for i in range(scene.start, scene.end))
    sights = [
        Sight(
            text=text,
            about=about,
            evidence=[telling(doc, scene)],
            scene=scene.number,
            status=status,
            decision=decision,
            body=body,
            when=when,
            sponsors=list(sponsors),
            counts=votes.counts(rejected=decision == "rejected") if status in ("happened", "under_way") else None,
            positions=[p for p in votes.positions if p.who != body],
            said_by=said_by(doc, text.head),
            manner=manner,
        )
        for about in spans
    ]
    for sight in sights:
        if decision == "vetoed":
            sight.positions = _against(doc, text, sight.positions)
    return sights


def _against(doc: Doc, text: Text, positions: list[Position]) -> list[Position]:
    """Who casts a veto stands against."""
    here = clause(doc, text.verb)
    who = parties(doc, here.subject, ("polity",)) if here is not None else ()
    return [*(Position(w, "against") for w in who), *(p for p in positions if p.who not in who)]


def _number_span(doc: Doc, text: Text) -> Span | None:
    """ "U.N. Resolution 425": the name itself, where no subject is told."""
    if not text.numbered:
        return None
    scene = Scene(doc[text.head].sent.start, doc[text.head].sent.end, (), 0, 0)
    name = span_of(doc, scene, text.head)
    number = doc[text.head + 1]
    if name is None or number.idx + len(number) <= name.end:
        return name
    return article(doc).span(name.start, number.idx + len(number))


# When and whether


def _when(doc: Doc, scene: Scene, text: Text) -> When | None:
    """The time of the decision, or of the text itself ("that 1978 resolution")."""
    here = clause(doc, text.verb)
    if here is not None and text.decision is not None:
        told = when_from(doc, own_times(doc, here.verb))
        if told is None and here.relation in ("xcomp", "conj"):
            told = when_of(doc, here.verb)
        if told is None and text.decision is not None:
            told = when_from(doc, _loose(doc, scene, here))
        if told is not None:
            return told
    if text.word == "vote":
        return None
    times = noun_times(doc, scene, text.head)
    return when_from(doc, times[:1]) if times else None


def _loose(doc: Doc, scene: Scene, here: Clause) -> list[Time]:
    """Of the times that hang somewhere under a decision the first that fits it: over, of one that is told as taken."""
    published = article(doc).published
    times = loose_times(doc, scene, here.verb)
    if here.status == "happened":
        times = tuple(t for t in times if published is None or (t.date.latest or "9") <= published)
        days = [t for t in times if t.date.earliest == t.date.latest]
        return days[:1]
    return list(times[:1])


def _vetoed(doc: Doc, scene: Scene) -> tuple[str, ...]:
    """ "With Russia and China vetoing it": who cast the veto in a sentence that tells of a text."""
    for at in range(scene.start, scene.end):
        here = clause(doc, at)
        if (
            here is not None
            and here.lemma == "veto"
            and here.object is not None
            and doc[here.object].lower_ in ("it", "text", "resolution", "draft")
        ):
            return names_before(doc, scene, at)
    return ()


def _decision(doc: Doc, text: Text, when: When | None, votes: Tally) -> tuple[Decision | None, Status]:
    published = article(doc).published
    here = clause(doc, text.verb)
    decision = text.decision
    if (
        here is not None
        and lemma_in(here, "decision", "considered", "cancel")
        and decision == "considered"
        and here.status == "happened"
    ):
        return decision, "cancelled"
    if (
        decision == "considered"
        and here is not None
        and here.lemma == "vote"
        and here.status == "happened"
        and votes.pair
    ):
        return ("rejected" if any(c.lower_ == "against" for c in doc[here.verb].children) else "adopted"), "happened"
    if decision in ("adopted", "rejected", "vetoed"):
        return decision, "happened"
    if decision is None and votes.pair and text.sure and here is not None and here.status == "happened":
        return "adopted", "happened"
    if decision is None:
        past = text.numbered or (
            when is not None and when.latest is not None and (published is None or when.latest < published)
        )
        return ("adopted", "happened") if past else (None, "happened" if here is None else here.status)
    status: Status = here.status if here is not None else "planned"
    if status == "under_way" and when is not None:
        status = by_date(when, published, status)
    return decision, status


# Putting together


def _act(doc: Doc, scene: Scene) -> Act | None:
    """ "The Council deplored the raid on Sunday"."""
    for at in range(scene.start, scene.end):
        here = clause(doc, at)
        if (
            here is None
            or here.passive
            or here.status != "happened"
            or not lemma_in(here, "acts")
            or here.subject is None
        ):
            continue
        body = mentioned_body(doc, here.subject)
        if body is None or doc[here.subject].lemma_.lower() not in words("resolutions", "bodies"):
            continue
        about = span_of(doc, scene, here.object) if here.object is not None else None
        inside = [t for t in scene.times if here.object is not None and t.start > at]
        when = when_of(doc, at, through_governor=False) or when_from(doc, inside[:1])
        return Act(scene.number, body, about, when, telling(doc, scene))
    return None


def _take_up(act: Act, sight: Sight) -> None:
    """A resolution told right after what its body did: the same thing."""
    if sight.text.topics or not sight.text.sure or sight.body not in (None, act.body) or sight.text.numbered:
        return
    if sight.decision not in ("adopted", None):
        return
    sight.body = sight.body or act.body
    sight.about = act.about or sight.about
    sight.when = sight.when or act.when
    sight.decision, sight.status = "adopted", "happened"
    sight.evidence.insert(0, act.evidence)


def _put(seen: list[Sight], sight: Sight) -> None:
    for known in reversed(seen[-BACK:]):
        if _same(known, sight):
            _join(known, sight)
            return
    seen.append(sight)


def _same(known: Sight, sight: Sight) -> bool:
    if known.body is not None and sight.body is not None and known.body != sight.body:
        return False
    if not compatible(known.when, sight.when) or (
        known.counts is not None and sight.counts is not None and known.counts != sight.counts
    ):
        return False
    ours, theirs = sight.content(), known.content()
    near = sight.scene - known.scene <= _NEAR
    if sight.text.head == known.text.head:
        return False
    if ours and theirs and (sight.text.topics or sight.text.numbered):
        if len(ours & theirs) >= 0.6 * min(len(ours), len(theirs)):
            return near or sight.text.definite or sight.text.numbered or len(ours & theirs) > 2
        return (
            known.text.numbered and not known.text.topics and sight.text.definite and near and not sight.text.numbered
        )
    if sight.scene == known.scene and not sight.text.definite:
        return False
    return near and (sight.text.definite or (sight.counts is not None and not known.counts))


def _join(known: Sight, sight: Sight) -> None:
    known.evidence += sight.evidence
    known.scene = sight.scene
    if sight.about is not None and (known.about is None or (known.text.numbered and not known.text.topics)):
        known.about = sight.about
        known.text = replace(known.text, topics=sight.text.topics)
    known.body = known.body or sight.body
    if known.decision in (None, "considered") and sight.decision not in (None, "considered"):
        known.decision, known.status, known.when = sight.decision, sight.status, sight.when or known.when
    elif known.decision is None:
        known.decision, known.status = sight.decision, sight.status
    elif sight.decision is not None or known.when is None:
        known.when = narrower(known.when, sight.when)
    known.counts = known.counts or sight.counts
    known.sponsors = list(dict.fromkeys([*known.sponsors, *sight.sponsors]))
    taken = {p.who for p in known.positions}
    known.positions += [p for p in sight.positions if p.who not in taken]
    known.manner = known.manner or sight.manner


def _continue(doc: Doc, scene: Scene, seen: list[Sight], votes: Tally) -> None:
    """A sentence with a count or with who stood where adds to the text told last, or to that of which it speaks."""
    spoken = {doc[i].lower_ for i in range(scene.start, scene.end)}
    known = next((s for s in reversed(seen) if scene.number - s.scene <= _NEAR), None)
    if known is None:
        known = next((s for s in reversed(seen) if s.text.word == "vote" and s.content() & spoken), None)
    if known is None:
        return
    positions = [p for p in votes.positions if p.who != known.body and p.who not in {q.who for q in known.positions}]
    counts = votes.counts(rejected=known.decision == "rejected")
    if not positions and (counts is None or known.counts is not None):
        return
    known.evidence.append(telling(doc, scene))
    known.positions += positions
    if known.counts is None and counts is not None:
        known.counts = counts


def _claim(sight: Sight) -> Resolution | Rejection:
    evidence = merged(sight.evidence)
    if sight.about is None:
        return Rejection("resolutions", "a resolution of which neither subject nor number is told", evidence[0])
    if sight.text.word == "vote" and sight.counts is None and not sight.manner and sight.decision != "considered":
        return Rejection("resolutions", "a vote without a count", evidence[0])
    bare = not sight.text.topics and sight.text.numbered
    if (sight.decision is None and sight.body is None) or (bare and (sight.when is None or sight.decision is None)):
        return Rejection("resolutions", "a resolution that is only referred to", evidence[0])
    return Resolution(
        id=claim_id("resolution", evidence, sight.about.text),
        status=sight.status,
        when=sight.when,
        evidence=evidence,
        said_by=sight.said_by,
        confidence=0.9 if sight.body is not None and sight.decision is not None else 0.7,
        body=sight.body,
        about=sight.about,
        sponsors=tuple(s for s in sight.sponsors if s != sight.body),
        decision=sight.decision,
        counts=sight.counts,
        positions=tuple(sight.positions),
    )


RESOLUTIONS = Extractor("resolutions", yields=Resolution, find=find, needs=frozenset({"gatherings"}))
