"""Elections: one claim a round, day and country, from all the sentences that speak of it.

Each mention of a vote gives a sight: what its sentence tells. Sights of the same vote are put together; a
later "the runoff" or a sentence with the shares alone adds to the vote told last. A vote of which the text
gives neither a date nor a round nor a candidate nor a result is no claim (codebook, elections).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from spacy.tokens import Doc

from dragoman.doc import article, clause, clause_around
from dragoman.extract.ballots import Ballot, Kind, Round, ballots, kind_of, office_of, round_of, when_held
from dragoman.extract.constituencies import Constituency, constituency, countries_of_people, main_country
from dragoman.extract.contenders import Contest, contest, person_here, persons_at
from dragoman.extract.declare import Extractor, Found
from dragoman.extract.events import Scene, by_date, compatible, merged, narrower, said_by, scenes, telling, words
from dragoman.model import Election, Rejection, Share, Span, Status, When, claim_id

_CONTINUES = 2
"""So many sentences after a vote a sentence with shares alone still speaks of it."""


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

    def told(self) -> bool:
        """Whether anything makes it more than a mere mention."""
        return bool(self.when or self.round or self.candidates or self.winner or self.shares)


def find(doc: Doc, found: Found) -> Iterable[Election | Rejection]:
    """The elections of an article, and the mere mentions that are none."""
    offices = countries_of_people(found)
    seen: list[Sight] = []
    for scene in scenes(doc):
        here = list(ballots(doc, scene))
        if here:
            for sight in _sights(doc, scene, here, offices):
                sight.where = sight.where or _inherited(seen, sight)
                _put(seen, sight)
        elif seen and scene.number - seen[-1].scene <= _CONTINUES:
            _continue(doc, scene, seen[-1])
    country = main_country(doc) if any(s.where is None for s in seen) else None
    for sight in seen:
        yield _claim(doc, sight, country)


def _sights(doc: Doc, scene: Scene, here: list[Ballot], offices: dict[str, str]) -> Iterator[Sight]:
    """One sight a mention; contenders go to the mention in whose clause, or after which, they stand."""
    fields = _share_out(doc, scene, here)
    for ballot, told in zip(here, fields, strict=True):
        standing = list(dict.fromkeys(e for _, e in told.candidates))
        winner = next((e for _, e in told.winners), None)
        if ballot.word == "run":
            standing = list(dict.fromkeys([*_running(doc, ballot), *standing]))
        if ballot.word == "elect":
            standing, winner = _elected(doc, ballot, standing, winner)
        kind = kind_of(doc, scene, ballot)
        round_ = round_of(doc, scene, ballot)
        when = when_held(doc, scene, ballot)
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
            shares=[s for _, s in told.shares],
            disputed=_is_disputed(doc, scene, ballot),
            definite=_definite(doc, scene, ballot),
            said_by=said_by(doc, ballot.carrier),
            weak=not ballot.sure or ballot.word in ("elect", "vote"),
        )


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


def _elected(doc: Doc, ballot: Ballot, standing: list[str], winner: str | None) -> tuple[list[str], str | None]:
    """ "Ruiz was elected president": who is the object of the choice has won it."""
    here = clause(doc, ballot.at)
    if here is None or here.object is None:
        return standing, winner
    chosen = list(persons_at(doc, here.object))
    if not chosen:
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


def _inherited(seen: list[Sight], sight: Sight) -> Constituency | None:
    """The country of the vote told shortly before: "There will be a runoff on Sunday"."""
    if seen and seen[-1].where is not None and (seen[-1].paragraph == sight.paragraph or sight.scene - seen[-1].scene <= _CONTINUES):
        return replace(seen[-1].where, near=1)
    return None


# Status, disputes


def _status(doc: Doc, scene: Scene, ballot: Ballot, when: When | None, *, won: bool) -> Status:
    published = article(doc).published
    verb = doc[ballot.verb].lemma_.lower() if ballot.verb is not None else ""
    here = clause(doc, ballot.verb)
    direct = here is not None and here.object in (ballot.at, ballot.carrier, ballot.start)
    if direct and here is not None and verb in words("elections", "hold", "give_up") and here.status == "happened":
        return "planned" if when is not None and published is not None and (when.earliest or "") > published else "cancelled"
    left = {doc[i].lower_ for i in range(max(scene.start, ballot.start - 5), ballot.start)}
    if won:
        return "happened"
    status: Status = here.status if here is not None else "happened"
    if left & words("elections", "upcoming", "words"):
        status = "planned"
    elif left & words("elections", "bygone", "words"):
        status = "happened"
    elif status in ("under_way", "denied", "proposed", "hypothetical") or (when is None and status == "planned"):
        status = _by_words(here.status if here is not None else "happened", when, published)
    return by_date(when, published, status)


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
        if word == "contested" and doc[at - 1].lower_ not in words("elections", "disputed", "close") and doc[at].dep_ == "amod":
            return True
        here = clause(doc, at)
        if here is None:
            continue
        governed = {doc[here.object].lemma_.lower(), doc[here.object].lower_} if here.object is not None else set()
        mine = here.object in (ballot.at, ballot.carrier, ballot.start) or bool(governed & words("elections", "disputed", "results"))
        if mine and not here.negated and here.lemma in words("elections", "disputed", "verbs"):
            return True
        if mine and here.negated and here.lemma in words("elections", "disputed", "not_verbs"):
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


# Putting together


def _put(seen: list[Sight], sight: Sight) -> None:
    """Adds a sight to the vote it speaks of, or makes it a vote of its own."""
    for known in reversed(seen):
        if _same(known, sight):
            _join(known, sight)
            return
    seen.append(sight)


def _same(known: Sight, sight: Sight) -> bool:
    if not known.told() and sight.told():
        return False
    if known.where is not None and sight.where is not None and known.where.code != sight.where.code and min(known.where.near, sight.where.near) > 1:
        return False
    if known.kind is not None and sight.kind is not None and known.kind != sight.kind:
        return False
    if "referendum" in (known.kind, sight.kind) and known.kind != sight.kind and not (sight.kind is None and sight.weak):
        return False
    if not compatible(known.when, sight.when) or ({known.status, sight.status} == {"happened", "planned"} and known.when != sight.when):
        return False
    same_round = (known.round is None and sight.round is None) or (_late(known.round) == _late(sight.round) and None not in (known.round, sight.round))
    if not same_round and not _same_day(known, sight) and not _takes_up(known, sight):
        return False
    if known.winner and sight.winner and known.winner != sight.winner:
        return False
    return True


def _late(round_: Round | None) -> bool:
    return round_ in ("second", "runoff")


def _same_day(known: Sight, sight: Sight) -> bool:
    return known.when is not None and sight.when is not None and known.when.edtf == sight.when.edtf


def _takes_up(known: Sight, sight: Sight) -> bool:
    """ "The election" after a first round told with its date: the same one, unless it tells another day."""
    if known.round is not None and sight.round is None:
        return sight.when is None or not sight.when.earliest or known.when is None
    return known.round is None and known.when is None


def _join(known: Sight, sight: Sight) -> None:
    known.evidence += sight.evidence
    known.scene, known.paragraph = sight.scene, sight.paragraph
    if sight.where is not None and (known.where is None or sight.where.near > known.where.near):
        known.where = sight.where
    known.kind = known.kind or sight.kind
    known.office = known.office or sight.office
    known.round = known.round or sight.round
    if sight.when is not None:
        known.status = sight.status if known.when is None else known.status
        known.when = narrower(known.when, sight.when)
    if sight.status in ("happened", "cancelled") and (sight.winner or sight.shares or sight.status == "cancelled"):
        known.status = sight.status
    known.candidates = list(dict.fromkeys([*known.candidates, *sight.candidates]))
    known.winner = known.winner or sight.winner
    known.shares += [s for s in sight.shares if s.who not in {k.who for k in known.shares}]
    known.disputed = known.disputed or sight.disputed
    known.weak = known.weak and sight.weak


def _continue(doc: Doc, scene: Scene, known: Sight) -> None:
    """A sentence without a vote's name that gives shares, rivals or a charge of fraud adds to the last one."""
    told = contest(doc, scene, continued=True)
    has_words = any(doc[i].lower_ in words("elections", "contenders", "labels") for i in range(scene.start, scene.end))
    if not told.shares and not (has_words and told.candidates):
        return
    known.evidence.append(telling(doc, scene))
    known.scene = scene.number
    known.candidates = list(dict.fromkeys([*known.candidates, *(e for _, e in told.candidates)]))
    known.shares += [s for _, s in told.shares if s.who not in {k.who for k in known.shares}]
    known.disputed = known.disputed or any(doc[i].lower_ in words("elections", "disputed", "words") for i in range(scene.start, scene.end))
    if known.status == "happened" and known.winner is None and told.winners:
        known.winner = told.winners[0][1]


def _claim(doc: Doc, sight: Sight, country: str | None) -> Election | Rejection:
    evidence = merged(sight.evidence)
    code = sight.where.code if sight.where is not None else country
    if not sight.told():
        return Rejection("elections", "a mere mention: no date, round, candidate or result", evidence[0])
    if code is None and (sight.weak or sight.when is None):
        return Rejection("elections", "the text does not tell whose vote it is", evidence[0])
    near = sight.where.near if sight.where is not None else 0
    key = f"{code}|{sight.kind}|{sight.round}|{sight.when.edtf if sight.when else None}"
    return Election(
        id=claim_id("election", evidence, key),
        status=sight.status,
        when=sight.when,
        evidence=evidence,
        said_by=sight.said_by,
        confidence=0.9 if near >= 2 and not sight.weak else 0.7 if near else 0.6,
        jurisdiction=code,
        kind=sight.kind,
        office=sight.office,
        round=sight.round,
        candidates=tuple(sight.candidates),
        winner=sight.winner,
        shares=tuple(sight.shares),
        disputed=sight.disputed,
    )


ELECTIONS = Extractor("elections", yields=Election, find=find, needs=frozenset({"tenures"}))
