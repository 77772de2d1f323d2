"""An expected file beside a record: which claims were found, which of their fields are right, what is too much.

An expected file (YAML or JSON) holds, for each kind, the claims that a reader takes from the article, with
the fields of the record but names in the place of entity ids, and "2024-05-14", "2024-05", "2024" or "A/B"
in the place of times ("A/.." has no end). A kind that it leaves out is not judged. Beside the kinds:

    optional: {kind: [claim]}   readings that one may or may not take: not asked for, and no extras
    open: [kind]                kinds of which only the clear claims are listed: further ones are no extras

A claim is matched one to one by what makes it this claim and no other (`SAME`: who travels, who meets,
what is said ...); then every further field that the file gives is held against the record. A field given
as null must be empty; a field left out is not asked for.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from typing import Any

from dragoman.evaluate.likeness import Json, Who, days_of, interval, phrases, same_words, shared_words
from dragoman.model import CLAIM_KINDS

IDENTITY = frozenset({"traveller", "parties", "event_type", "about", "content", "note"})
"""Fields that make a claim this one; they are judged by the match alone."""


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts: claims found of those wanted, fields right of those asked, and claims nobody expects."""

    found: int = 0
    wanted: int = 0
    right: int = 0
    asked: int = 0
    extras: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(*(getattr(self, f.name) + getattr(other, f.name) for f in fields(self)))

    def __str__(self) -> str:
        return f"claims {self.found}/{self.wanted}  fields {self.right}/{self.asked}  extras {self.extras}"


@dataclass(frozen=True, slots=True)
class Score:
    """A tally for each kind that was judged, and a line for each miss, wrong field and extra claim."""

    by_kind: Mapping[str, Tally] = field(default_factory=dict)
    lines: tuple[str, ...] = ()

    @property
    def total(self) -> Tally:
        return sum(self.by_kind.values(), Tally())

    @property
    def found(self) -> int:
        return self.total.found

    @property
    def wanted(self) -> int:
        return self.total.wanted

    @property
    def right(self) -> int:
        return self.total.right

    @property
    def asked(self) -> int:
        return self.total.asked

    @property
    def extras(self) -> int:
        return self.total.extras

    def __add__(self, other: Score) -> Score:
        kinds = [k for k in CLAIM_KINDS if k in self.by_kind or k in other.by_kind]
        none = Tally()
        tallies = {k: self.by_kind.get(k, none) + other.by_kind.get(k, none) for k in kinds}
        return Score(tallies, self.lines + other.lines)


# Which claim is which

Same = Callable[[Json, Json, Who], bool]


def _same_trip(want: Json, got: Json, who: Who) -> bool:
    legs = want.get("legs")
    return who.called(got["traveller"], want["traveller"]) and (
        legs is None or any(_same_leg(w, g, who) for w in legs for g in got["legs"])
    )


def _same_leg(want: Json, got: Json, who: Who) -> bool:
    country = want.get("country")
    return _same_stop(want, got, who) or (country is not None and country == got.get("country"))


def _same_stop(want: Json, got: Json, who: Who) -> bool:
    return bool(want.get("place")) and who.called(got["place"], want["place"])


def _same_meeting(want: Json, got: Json, who: Who) -> bool:
    met = sum(who.among(got["participants"], name) for name in want["participants"])
    return met >= min(2, len(want["participants"]))


def _same_election(want: Json, got: Json, who: Who) -> bool:
    where = got["jurisdiction"]
    if where is not None and where != want.get("jurisdiction") and not who.called(where, want.get("jurisdiction", "")):
        return False
    asked, given = interval(want.get("when")), days_of(got["when"])
    if want.get("round"):
        return asked == given or want["round"] == got.get("round")
    return not asked or not given or not asked[0] or not given[0] or asked[0][:4] == given[0][:4]


def _same_action(want: Json, got: Json, who: Who) -> bool:
    parties = [*got["actors"], *got["recipients"]]
    return bool(got["event_type"] == want["event_type"]) and all(who.among(parties, name) for name in want["parties"])


SAME: dict[str, Same] = {
    "trips": _same_trip,
    "meetings": _same_meeting,
    "gatherings": lambda want, got, _who: shared_words(got["name"], want["name"]) >= 0.6,
    "elections": _same_election,
    "tenures": lambda want, got, who: (
        who.called(got["person"], want["person"]) and shared_words(got["office"], want["office"]) >= 0.6
    ),
    "resolutions": lambda want, got, _who: shared_words(phrases(got["about"]), want["about"]) >= 0.6,
    "statements": lambda want, got, _who: same_words(want["content"], phrases(got["content"])),
    "actions": _same_action,
}


# Whether a field is right

Right = Callable[[Any, Any, Who], bool]


def _same_title(want: Any, got: Any, who: Who) -> bool:
    return bool(got == want) or shared_words(str(got), str(want)) >= 0.6 or who.called(got, str(want))


def _all_named(want: Any, got: Any, who: Who) -> bool:
    return all(who.among(got, name) for name in want)


RIGHT: dict[str, Right] = {
    **dict.fromkeys(("when", "since", "until"), lambda want, got, _who: interval(want) == days_of(got)),
    **dict.fromkeys(
        ("place", "organization", "body", "speaker", "audience", "person", "winner"),
        lambda want, got, who: who.called(got, want),
    ),
    **dict.fromkeys(("participants", "candidates", "actors", "recipients", "sponsors"), _all_named),
    **dict.fromkeys(("name", "office", "jurisdiction", "round"), _same_title),
    "counts": lambda want, got, _who: bool(got) and all(got.get(key) == value for key, value in want.items()),
}

Judged = Iterator[tuple[str, bool]]


def judge(want: Json, got: Json, who: Who) -> Judged:
    """Each further field that is asked for, by name, and whether the claim has it right."""
    for name, value in want.items():
        if name in IDENTITY:
            continue
        given = got.get(name)
        if value is None:
            yield name, not given
        elif name == "legs":
            yield from _judge_legs(value, given or [], who)
        elif name in ("positions", "shares"):
            for item in value:
                yield f"{name}:{item['who']}", any(_same_item(item, g, who) for g in given or [])
        elif name in ("topics", "agenda"):
            for topic in value:
                yield f"{name}:{topic}", shared_words(phrases(given), topic) >= 0.99
        else:
            yield name, _right(name, value, given, who)


def _right(name: str, want: Any, got: Any, who: Who) -> bool:
    return RIGHT[name](want, got, who) if name in RIGHT else bool(want == got)


def _same_item(want: Json, got: Json, who: Who) -> bool:
    return who.called(got["who"], want["who"]) and all(got.get(k) == v for k, v in want.items() if k != "who")


def _judge_legs(wanted: list[Json], given: list[Json], who: Who) -> Judged:
    pairs: dict[int, Json] = {}
    left = list(given)
    for same in (_same_stop, _same_leg):  # a leg named alike comes before one in the same country
        for n, leg in enumerate(wanted):
            hit = next((g for g in left if n not in pairs and same(leg, g, who)), None)
            if hit is not None:
                pairs[n] = hit
                left = [g for g in left if g is not hit]
    for n, leg in enumerate(wanted):
        yield f"leg {n + 1}", n in pairs
        for name in ("place", "country", "transit", "when", "status"):
            if name in leg:
                yield f"leg {n + 1} {name}", n in pairs and _right(name, leg[name], pairs[n].get(name), who)
    for leg in left:
        yield f"extra leg {who.label(leg['place'])}", False


# The whole


def pair(kind: str, wanted: Sequence[Json], given: Sequence[Json], who: Who) -> dict[int, int]:
    """Which given claim answers which wanted one: as many pairs as can be, the better fit first."""
    fits = [
        sorted(
            (m for m, got in enumerate(given) if SAME[kind](want, got, who)),
            key=lambda m: -sum(ok for _, ok in judge(want, given[m], who)),
        )
        for want in wanted
    ]
    owner: dict[int, int] = {}

    def seat(n: int, tried: set[int]) -> bool:
        for m in fits[n]:
            if m not in tried:
                tried.add(m)
                if m not in owner or seat(owner[m], tried):
                    owner[m] = n
                    return True
        return False

    for n in range(len(wanted)):
        seat(n, set())
    return {n: m for m, n in owner.items()}


def compare(expected: Json, record: Json) -> Score:
    """The score of a record (in its JSON form) against an expected file."""
    who, lines = Who(record), list(_broken_evidence(record))
    tallies = {k: _compare_kind(k, expected, record.get(k, []), who, lines) for k in CLAIM_KINDS if k in expected}
    return Score(tallies, tuple(lines))


def _compare_kind(kind: str, expected: Json, given: list[Json], who: Who, lines: list[str]) -> Tally:
    wanted = expected[kind] or []
    pairs = pair(kind, wanted, given, who)
    right = asked = 0
    for n, want in enumerate(wanted):
        label = json.dumps({k: v for k, v in want.items() if k not in ("legs", "agenda", "topics", "note")})
        if n not in pairs:
            lines.append(f"{kind}: missing {label}")
            asked += sum(1 for _ in judge(want, {}, who))
            continue
        for name, ok in judge(want, given[pairs[n]], who):
            asked, right = asked + 1, right + ok
            if not ok:
                lines.append(f"{kind}: wrong {name} for {label}")
    extras = [] if kind in expected.get("open", ()) else _extras(kind, expected, given, pairs, who)
    lines.extend(f"{kind}: not expected: {phrases(claim['evidence'])[:140]!r}" for claim in extras)
    return Tally(len(pairs), len(wanted), right, asked, len(extras))


def _extras(kind: str, expected: Json, given: list[Json], pairs: dict[int, int], who: Who) -> list[Json]:
    allowed = (expected.get("optional") or {}).get(kind, [])
    free = [claim for m, claim in enumerate(given) if m not in pairs.values()]
    return [claim for claim in free if not any(SAME[kind](want, claim, who) for want in allowed)]


def _broken_evidence(record: Json) -> Iterator[str]:
    text = record["article"]["text"]
    for kind in CLAIM_KINDS:
        for claim in record.get(kind, []):
            for span in claim["evidence"]:
                if text[span["start"] : span["end"]] != span["text"]:
                    yield f"{kind} {claim['id']}: evidence does not stand in the text: {span}"
