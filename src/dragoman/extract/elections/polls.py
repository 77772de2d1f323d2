"""What one sentence tells of a vote: who stands, when, where, and whether it is over, planned or disputed.

Each mention gives a sight; `elections` puts the sights of one vote together.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from spacy.tokens import Doc

from dragoman.doc import article, clause, clause_around
from dragoman.extract.elections.ballots import Ballot, Kind, Round, kind_of, moved_to, office_of, round_of, when_held
from dragoman.extract.elections.constituencies import Constituency, constituency
from dragoman.extract.elections.contenders import Contest, contest, elected, person_here, persons_at
from dragoman.extract.events import Scene, by_date, other_year, said_by, telling, words
from dragoman.model import Share, Span, Status, When
from dragoman.syntax import attached_times, when_from


@dataclass(slots=True)
class Sight:
    """What the sentences read so far tell of one vote."""

    token: int
    evidence: list[Span]
    scene: int
    paragraph: int
    status: Status
    where: Constituency | None = None
    kind: Kind | None = None
    office: str | None = None
    round: Round | None = None
    when: When | None = None
    candidates: list[str] = field(default_factory=list)
    winner: str | None = None
    shares: list[Share] = field(default_factory=list)
    disputed: bool = False
    definite: bool = False
    said_by: str | None = None
    weak: bool = False
    clause: int | None = None
    mere: bool = False
    """Only takes up a vote told before: "Wednesday's vote", with nothing that says what kind of vote."""

    def told(self) -> bool:
        """Whether anything makes it more than a mere mention."""
        return bool(self.when or self.round or self.candidates or self.winner or self.shares)


def sights(doc: Doc, scene: Scene, here: list[Ballot], offices: Mapping[str, str]) -> Iterator[Sight]:
    """One sight a mention; contenders go to the mention in whose clause, or after which, they stand."""
    fields = _share_out(doc, scene, here)
    for ballot, told in zip(here, fields, strict=True):
        standing = list(dict.fromkeys(e for _, e in told.candidates))
        winner = next((e for _, e in told.winners), None)
        if ballot.word == "run":
            standing = list(dict.fromkeys([*_running(doc, ballot), *standing]))
        if ballot.word == "elect":
            standing, winner = _elected(doc, scene, ballot, standing, winner)
        kind = kind_of(doc, scene, ballot)
        if kind == "referendum":
            standing, winner = [], None
        round_ = round_of(doc, scene, ballot)
        when = _ahead(doc, scene, ballot, when_held(doc, scene, ballot))
        where = constituency(doc, scene, ballot, standing, offices, local=kind == "regional")
        status = _status(doc, scene, ballot, when, won=winner is not None or bool(told.shares))
        yield Sight(
            token=ballot.carrier,
            evidence=[telling(doc, scene)],
            scene=scene.number,
            paragraph=scene.paragraph,
            status=status,
            where=where,
            kind=kind,
            office=office_of(doc, scene, ballot),
            round=round_,
            when=when,
            candidates=standing,
            winner=winner if status == "happened" and round_ != "first" else None,
            shares=[s for _, s in told.shares] if kind != "referendum" else [],
            disputed=_is_disputed(doc, scene, ballot),
            definite=_definite(doc, scene, ballot),
            said_by=said_by(doc, ballot.carrier),
            weak=not ballot.sure or ballot.word in ("elect", "vote"),
            clause=ballot.verb,
            mere=ballot.alone and ballot.word != "round",
        )


def _ahead(doc: Doc, scene: Scene, ballot: Ballot, when: When | None) -> When | None:
    """A vote that is proposed or planned lies ahead, also where the tense of the sentence put its month in the past."""
    here = clause(doc, ballot.verb)
    published = article(doc).published
    if when is None or here is None or published is None:
        return when
    if moved_to(doc, scene, ballot) is not None and (when.latest or "") < published:
        return other_year(when, 1)
    called = here.object in (ballot.at, ballot.carrier, ballot.start) and here.lemma in words(
        "elections", "hold", "call"
    )
    if here.status not in ("proposed", "planned", "hypothetical") and not called:
        return when
    return other_year(when, 1) if when.latest is not None and when.latest < published else when


def _share_out(doc: Doc, scene: Scene, here: list[Ballot]) -> list[Contest]:
    """The contest of the sentence, divided among its mentions."""
    whole = contest(doc, scene)
    parts = [Contest() for _ in here]

    def part(at: int) -> Contest:
        around = clause_around(doc, at)
        same = [n for n, b in enumerate(here) if around is not None and b.verb == around.verb]
        if same:
            return parts[min(same, key=lambda n: abs(here[n].at - at))]
        before = [n for n, b in enumerate(here) if b.at < at]
        return parts[before[-1] if before else 0]

    for at, one in whole.candidates:
        part(at).candidates.append((at, one))
    for at, one in whole.winners:
        part(at).winners.append((at, one))
    for at, share in whole.shares:
        part(at).shares.append((at, share))
    return parts


def _elected(
    doc: Doc, scene: Scene, ballot: Ballot, standing: list[str], winner: str | None
) -> tuple[list[str], str | None]:
    """ "Ruiz was elected president": who is the object of the choice has won it."""
    here = clause(doc, ballot.at)
    if here is None:
        return standing, winner
    chosen = list(elected(doc, scene, ballot.at))
    if not chosen and here.object is not None:
        chosen = [p for p in (person_here(doc, c.i) for c in doc[here.object].children if c.dep_ == "appos") if p]
    if here.status == "happened" and len(chosen) == 1:
        winner = winner or chosen[0]
    return list(dict.fromkeys([*standing, *chosen])), winner


def _running(doc: Doc, ballot: Ballot) -> tuple[str, ...]:
    """Who stands: the subject, or of "calls for Ruiz to run for president" the name before "to"."""
    before = ballot.at - 2 if doc[ballot.at - 1].lower_ == "to" else -1
    called = person_here(doc, before) if before >= 0 else None
    here = clause(doc, ballot.at)
    if called is not None:
        return (called,)
    return persons_at(doc, here.subject) if here is not None else ()


# Status, disputes


def _status(doc: Doc, scene: Scene, ballot: Ballot, when: When | None, *, won: bool) -> Status:
    published = article(doc).published
    verb = doc[ballot.verb].lemma_.lower() if ballot.verb is not None else ""
    here = clause(doc, ballot.verb)
    direct = here is not None and here.object in (ballot.at, ballot.carrier, ballot.start)
    if direct and here is not None and verb in words("elections", "hold", "give_up") and here.status == "happened":
        return "planned" if _moved_to(doc, scene, when) else "cancelled"
    if moved_to(doc, scene, ballot) is not None and not won:
        return by_date(when, published, "planned")
    left = {doc[i].lower_ for i in range(max(scene.start, ballot.start - 5), ballot.start)}
    if won:
        return "happened"
    status: Status = here.status if here is not None else "happened"
    if direct and status in ("proposed", "hypothetical", "cancelled"):
        return status
    if left & words("elections", "upcoming", "words"):
        status = "planned"
    elif left & words("elections", "bygone", "words"):
        status = "happened"
    elif status in ("under_way", "denied", "proposed", "hypothetical") or (when is None and status == "planned"):
        status = _by_words(here.status if here is not None else "happened", when, published)
    return by_date(when, published, status)


def _moved_to(doc: Doc, scene: Scene, when: When | None) -> bool:
    """ "Postponed the vote to March": the date is the new one."""
    if when is None:
        return False
    at = next((i for i in range(scene.start, scene.end) if doc[i].idx >= when.start), scene.start)
    return at > scene.start and doc[at - 1].lower_ in ("to", "until", "till")


def _by_words(status: Status, when: When | None, published: str | None) -> Status:
    """A vote beside which something else is wished or denied is held all the same, where it has a date."""
    if when is None or published is None:
        return "planned" if status in ("planned", "under_way") else status
    if when.latest is not None and when.latest < published:
        return "happened"
    return "planned"


def _is_disputed(doc: Doc, scene: Scene, ballot: Ballot) -> bool:
    """Whether the sentence says that the vote or its result is contested."""
    for at in range(scene.start, scene.end):
        word = doc[at].lower_
        if word in words("elections", "disputed", "words"):
            return True
        if (
            word == "contested"
            and doc[at - 1].lower_ not in words("elections", "disputed", "close")
            and doc[at].dep_ == "amod"
        ):
            return True
        here = clause(doc, at)
        if here is None:
            continue
        governed = {doc[here.object].lemma_.lower(), doc[here.object].lower_} if here.object is not None else set()
        mine = here.object in (ballot.at, ballot.carrier, ballot.start) or bool(
            governed & words("elections", "disputed", "results")
        )
        if mine and not here.negated and here.lemma in words("elections", "disputed", "verbs"):
            return True
        may = any(c.lower_ in ("might", "may", "could", "would", "will") for c in doc[at].children if c.dep_ == "aux")
        if mine and here.negated and not may and here.lemma in words("elections", "disputed", "not_verbs"):
            return True
    return False


def _definite(doc: Doc, scene: Scene, ballot: Ballot) -> bool:
    """Whether the words take up a vote told before: "the runoff", "that election"."""
    for at in range(ballot.start - 1, max(scene.start, ballot.start - 6) - 1, -1):
        if doc[at].lower_ in ("the", "this", "that", "its", "'s", "’s"):
            return True
        if doc[at].pos_ not in ("ADJ", "NOUN", "NUM", "PUNCT", "PROPN"):
            return False
    return False


# A first round that decided nothing


def undecided(doc: Doc, scene: Scene) -> int | None:
    """The verb of "neither won a majority", "no candidate passed 50 percent": a first round is told."""
    for at in range(scene.start, scene.end):
        here = clause(doc, at)
        if (
            here is None
            or here.object is None
            or doc[at].lemma_
            not in (
                "win",
                "pass",
                "secure",
                "get",
                "reach",
                "gain",
                "obtain",
                "receive",
                "clear",
                "cross",
                "garner",
                "take",
                "achieve",
            )
        ):
            continue
        left = {doc[i].lower_ for i in range(max(scene.start, at - 4), at)}
        if not left & {"neither", "none", "nobody", "no"}:
            continue
        prize = {doc[here.object].lower_, *(c.lower_ for c in doc[here.object].children)}
        if prize & {"majority", "percent", "%", "cent", "half", "threshold", "mark", "50", "outright"}:
            return at
    return None


def first_rounds(doc: Doc, scene: Scene, here: list[Sight]) -> list[Sight]:
    """The sights of a sentence with the first round that it tells: marked on its own noun, or added by its date.

    "Will face each other in a run-off after neither won a majority on Saturday": Saturday was the first round,
    and the same two stood.
    """
    verb = undecided(doc, scene)
    later = next((s for s in here if s.round in ("runoff", "second")), None)
    if verb is None or later is None:
        return here
    first = next((s for s in here if s is not later and s.clause == verb), None)
    if first is None:
        when = when_from(doc, attached_times(doc, verb))
        if when is None:
            return here
        first = replace(
            later, token=verb, status="happened", when=when, winner=None, shares=[], evidence=list(later.evidence)
        )
        here = [*here, first]
    first.round = "first"
    first.status = by_date(first.when, article(doc).published, "happened")
    first.winner = None
    first.candidates = list(dict.fromkeys([*first.candidates, *later.candidates]))
    first.kind, first.office = first.kind or later.kind, first.office or later.office
    later.kind, later.office = later.kind or first.kind, later.office or first.office
    first.where = first.where or later.where
    later.where = later.where or first.where
    return here
