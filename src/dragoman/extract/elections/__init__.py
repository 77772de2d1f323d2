"""Elections: one claim a round, day and country, from all the sentences that speak of it.

Each mention of a vote gives a sight: what its sentence tells. Sights of the same vote are put together; a
later "the runoff" or a sentence with the shares alone adds to the vote told last. A vote of which the text
gives neither a date nor a round nor a candidate nor a result is no claim (codebook, elections).
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import replace
from itertools import islice

from spacy.tokens import Doc

from dragoman.extract.declare import Extractor, Found
from dragoman.extract.elections.ballots import Round, ballots
from dragoman.extract.elections.constituencies import Constituency, countries_of_people, main_country, presidents
from dragoman.extract.elections.contenders import contest
from dragoman.extract.elections.polls import Sight, first_rounds, sights
from dragoman.extract.events import BACK, CROWDED, Scene, compatible, merged, narrower, scenes, telling, words
from dragoman.model import Election, Rejection, claim_id

_ROUNDS = 100
"""So many days lie at most between two rounds of one vote."""
_CONTINUES = 2
"""So many sentences after a vote a sentence with shares alone still speaks of it."""


def find(doc: Doc, found: Found) -> Iterable[Election | Rejection]:
    """The elections of an article, and the mere mentions that are none."""
    offices = countries_of_people(found)
    seen: list[Sight] = []
    for scene in scenes(doc):
        here = [b for b in islice(ballots(doc, scene), CROWDED + 1) if seen or not b.alone]
        if len(here) > CROWDED:
            yield Rejection("elections", "too many mentions in one sentence", telling(doc, scene))
            here = here[:CROWDED]
        if here:
            for sight in first_rounds(doc, scene, list(sights(doc, scene, here, offices))):
                if sight.where is None or (sight.where.near < 2 and sight.round is not None):
                    sight.where = _inherited(seen, sight) or sight.where
                _put(seen, sight)
        elif seen and scene.number - seen[-1].scene <= _CONTINUES:
            _continue(doc, scene, seen[-1])
    country = main_country(doc) if any(s.where is None or not s.where.near for s in seen) else None
    for sight in seen:
        if country is not None and (sight.where is None or not sight.where.near) and _one_round(seen, sight):
            sight.where = Constituency(country, 0)
    _complete(seen, presidents(found))
    for sight in seen:
        yield _claim(sight, country)


def _complete(seen: list[Sight], heads: frozenset[tuple[str, str]]) -> None:
    """What one vote of an article tells of another: the one country that votes in it, the office of both rounds.

    Who is the president of a country (`heads`) and has won a run-off in it was elected president.
    """
    codes: list[str] = []
    for sight in seen:
        if sight.where is None and len(codes) == 1:
            sight.where = Constituency(codes[0], 0)
        elif sight.where is not None and sight.where.code not in codes:
            codes.append(sight.where.code)
    for sight in seen:
        if sight.round is None or sight.kind is not None or sight.where is None:
            continue
        other = next((o for o in seen if _other_round(o, sight)), None)
        if other is not None:
            sight.kind, sight.office = other.kind, other.office
        elif (sight.winner or "", sight.where.code) in heads:
            sight.kind, sight.office = "presidential", "president"


def _one_round(seen: list[Sight], sight: Sight) -> bool:
    """Whether a vote of which no country is told shares the article with nobody else's."""
    return all(s.where is None or not s.where.near for s in seen[: seen.index(sight)])


def _other_round(other: Sight, sight: Sight) -> bool:
    """Whether two rounds belong to one vote: in one country, with the same people standing or a few weeks apart."""
    if other.where is None or sight.where is None or other.where.code != sight.where.code:
        return False
    if other.kind in (None, "referendum"):
        return False
    if set(other.candidates) & set(sight.candidates):
        return True
    days = [s.when.earliest for s in (other, sight) if s.when is not None and s.when.earliest is not None]
    if len(days) < 2 or other.round is None or _late(other.round) == _late(sight.round):
        return False
    one, two = (datetime.date.fromisoformat(day) for day in days)
    return abs((one - two).days) < _ROUNDS


def _inherited(seen: list[Sight], sight: Sight) -> Constituency | None:
    """The country of the vote told shortly before: "A second round is due on Sunday"."""
    if (
        seen
        and seen[-1].where is not None
        and (seen[-1].paragraph == sight.paragraph or sight.scene - seen[-1].scene <= _CONTINUES)
    ):
        return replace(seen[-1].where, near=1)
    return None


# Putting together


def _put(seen: list[Sight], sight: Sight) -> None:
    """Adds a sight to the vote it speaks of, or makes it a vote of its own."""
    for known in reversed(seen[-BACK:]):
        if _same(known, sight):
            _join(known, sight)
            return
    if not sight.mere:
        seen.append(sight)


def _same(known: Sight, sight: Sight) -> bool:
    if not known.told() and sight.told():
        return False
    if (
        known.where is not None
        and sight.where is not None
        and known.where.code != sight.where.code
        and min(known.where.near, sight.where.near) > 1
    ):
        return False
    if known.kind is not None and sight.kind is not None and known.kind != sight.kind:
        return False
    if (
        "referendum" in (known.kind, sight.kind)
        and known.kind != sight.kind
        and not (sight.kind is None and sight.weak)
    ):
        return False
    if not compatible(known.when, sight.when) or (
        {known.status, sight.status} == {"happened", "planned"} and known.when != sight.when
    ):
        return False
    same_round = (known.round is None and sight.round is None) or (
        _late(known.round) == _late(sight.round) and None not in (known.round, sight.round)
    )
    if not same_round and not _same_day(known, sight) and not _takes_up(known, sight):
        return False
    return not (known.winner and sight.winner and known.winner != sight.winner)


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
    known.disputed = known.disputed or any(
        doc[i].lower_ in words("elections", "disputed", "words") for i in range(scene.start, scene.end)
    )
    if known.status == "happened" and known.winner is None and told.winners:
        known.winner = told.winners[0][1]


def _claim(sight: Sight, country: str | None) -> Election | Rejection:
    evidence = merged(sight.evidence)
    code = sight.where.code if sight.where is not None and (sight.where.near or country is None) else country
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
