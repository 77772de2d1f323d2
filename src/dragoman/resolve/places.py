"""Which place a name means, told from the whole article.

Every name has candidates: the base's countries, regions and cities, the gazetteer's towns and counties. What stands
behind a comma ("Paris, Texas") decides at once. Else the places of an article speak for each other: a candidate
gains from others in its state, its country and its neighbourhood, and loses to one that is better known. A few
rounds of that settle what each name means; a name means one thing throughout an article.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import cache

from dragoman.doc import Doc, Name, note
from dragoman.knowledge import by_key, find
from dragoman.lexicon import load
from dragoman.resolve.candidates import Candidate, candidates

ROUNDS = 4
MOST = 300
"""Different names of places of an article that are weighed; what comes later keeps the reading of the first pass."""

STATE, COUNTRY, NEAR = 3.0, 2.0, 2.5
"""What others in the same state, country and neighbourhood are worth at most, in powers of ten of people."""
NEIGHBOURHOOD = 0.8
"""Degrees within which places are neighbours."""
GAIN = 1.5
"""What a word behind a name is worth that only states or only towns have."""
LIKELIEST = 10
"""Candidates of a name that are weighed after the first round."""
HARDLY = 0.3
"""Evidence for a country below which nothing of it is told."""
CIVIC, HEARD = 2, 0.5
"""How often a name stands before what only a town has, and how much is told of a namesake's state, for a famous town to yield."""
CROWD = 1.2
"""How many more neighbours a namesake must have than a famous town of which nothing else is told."""
AUDIBLE = 0.2
"""The share of a name below which a candidate has no say in its neighbourhood."""
QUALIFIED = 4.0
"""What it is worth that the article says elsewhere, behind a comma, where a place lies."""


@dataclass(slots=True)
class Form:
    """A name as an article writes it, with what it may mean and how much each is worth."""

    text: str
    told: tuple[Candidate, ...]
    prior: list[float]
    names: list[int] = field(default_factory=list)
    shares: list[float] = field(default_factory=list)
    civic: int = 0
    """How often what only a town has stands behind the name: "Dublin City Council"."""

    def prune(self) -> None:
        """Leaves the likeliest alone: what is far behind after a round does not come back."""
        if len(self.told) > LIKELIEST:
            order = sorted(range(len(self.told)), key=lambda i: (-self.shares[i], i))[:LIKELIEST]
            self.told = tuple(self.told[i] for i in order)
            self.prior = [self.prior[i] for i in order]
            self.shares = [self.shares[i] for i in order]

    def best(self) -> Candidate:
        return self.told[max(range(len(self.told)), key=lambda i: (self.shares[i], -i))]


@dataclass(slots=True)
class Evidence:
    """What names speak for, each as loud as it is often told: countries, states, and square degrees with their places."""

    lands: dict[str, float]
    states: dict[str, float] = field(default_factory=dict)
    cells: dict[tuple[int, int], list[tuple[Candidate, float, Form]]] = field(default_factory=dict)

    def add(self, form: Form) -> None:
        voice = 1 + 0.25 * min(len(form.names) - 1, 4)
        for share, one in zip(form.shares, form.told, strict=True):
            if one.state:
                self.states[one.state] = self.states.get(one.state, 0.0) + voice * share
            if one.code:
                self.lands[one.code] = self.lands.get(one.code, 0.0) + voice * share
            if one.cell is not None and share > AUDIBLE:
                self.cells.setdefault(one.cell, []).append((one, share, form))

    def near(self, one: Candidate, kin: Sequence[Form]) -> float:
        """How much stands in the neighbourhood of a candidate, its own name and what it begins aside."""
        if one.cell is None:
            return 0.0
        total, wide = 0.0, math.cos(math.radians(one.fact.latitude or 0.0))
        for row in (-1, 0, 1):
            for column in (-1, 0, 1):
                for other, share, whose in self.cells.get((one.cell[0] + row, one.cell[1] + column), ()):
                    if all(whose is not form for form in kin) and _apart(one, other, wide) <= NEIGHBOURHOOD:
                        total += share
        return total


def _apart(one: Candidate, other: Candidate, wide: float) -> float:
    """Degrees between two candidates; `wide` is what a degree of longitude is worth there."""
    north = (one.fact.latitude or 0.0) - (other.fact.latitude or 0.0)
    return math.hypot(north, ((one.fact.longitude or 0.0) - (other.fact.longitude or 0.0)) * wide)


class Map:
    """The places of one document while they are told apart; `names` are all of them, those in longer names too."""

    def __init__(self, doc: Doc, names: Sequence[Name], listed: dict[int, str]) -> None:
        self.doc, self.names, self.listed, self.text = doc, names, listed, doc.text
        self.at_start = {name.start: n for n, name in enumerate(names)}
        self.forms: dict[tuple[str, str], Form] = {}
        self.lands: dict[str, float] = {}
        self.options: dict[int, tuple[Candidate, ...]] = {}
        self.fixed: dict[int, str] = {}
        self.kin: dict[int, list[Form]] = {}

    def placed(self) -> dict[int, Candidate]:
        """What each name means, by its index; those that nothing is known of are left out."""
        for n, name in enumerate(self.names):
            self._look(n, name)
        for n in sorted(self.options, reverse=True):
            self._qualify(n)
        for n, told in self.options.items():
            self._gather(n, told)
        forms = list(self.forms.values())
        self._agree(forms)
        self.kin = self._related()
        for _ in range(ROUNDS):
            self._weigh(forms)
        return {n: form.best() for form in forms for n in form.names}

    def _look(self, n: int, name: Name) -> None:
        if name.how == "demonym" or (name.how == "metonym" and not self._seat(name)):
            fact = by_key(name.key) if name.key else None
            if fact is not None and fact.code is not None:
                self.lands[fact.code] = self.lands.get(fact.code, 0.0) + 0.7
        elif len(self.options) < MOST:
            told = candidates(self._text(name), self.listed.get(name.start, ""))
            if told:
                self.options[n] = told

    def _seat(self, name: Name) -> bool:
        """Whether a metonym is a capital's name, which a town may have as well."""
        return any(f.kind == "city" for f in find(self._text(name)))

    def _text(self, name: Name) -> str:
        first, last = self.doc[name.start], self.doc[name.end - 1]
        return self.text[first.idx : last.idx + len(last)]

    def _qualify(self, n: int) -> None:
        """ "Paris, Texas": the readings of a name that lie in what stands behind its comma, and that of the latter."""
        name = self.names[n]
        over = self.at_start.get(name.end + 1)
        if over is None or over not in self.options or self.doc[name.end].text != ",":
            return
        if self.options[n][0].kind == "country" or self._modifies(self.names[over]):
            return
        pairs = [(c, o) for o in self.options[over] for c in self.options[n] if o.holds(c)]
        if not pairs:
            return
        self.options[n] = tuple(dict.fromkeys(c for c, _ in pairs))
        self.options[over] = tuple(dict.fromkeys(o for _, o in pairs))
        self.fixed[n] = self._text(self.names[over])
        self.fixed.setdefault(over, "over")

    def _modifies(self, name: Name) -> bool:
        """Whether a name only opens a phrase: "in Manila, US officials said" does not put Manila into the US."""
        last = self.doc[name.end - 1]
        return last.dep_ in ("compound", "nmod", "amod", "poss") and last.head.i >= name.end and bool(last.whitespace_)

    def _gather(self, n: int, told: tuple[Candidate, ...]) -> None:
        text = self._text(self.names[n])
        key = (
            text.title() if text.isupper() and len(text) > 4 else text,
            self.fixed.get(n, self.listed.get(self.names[n].start, "")),
        )
        form = self.forms.get(key)
        if form is None:
            form = self.forms[key] = Form(key[0], told, [c.weight for c in told])
        form.names.append(n)
        sort = self._sort(n)
        form.civic += sort == "town" or self._behind(n) in _cues()["civic"]
        if sort:
            gain = dict.fromkeys(("country", "region", "area"), -GAIN) if sort == "town" else {"region": GAIN}
            form.prior = [p + gain.get(c.kind, 0.0) for p, c in zip(form.prior, form.told, strict=True)]

    def _sort(self, n: int) -> str:
        """ "New York Gov.", "Washington state", "Jordan Elementary": what only a state or only a town has stands behind."""
        name, behind = self.names[n], self._behind(n)
        before = self.doc[name.start - 1].lower_ if name.start else ""
        if behind in _cues()["states"]:
            return "state"
        return "town" if behind in _cues()["towns"] or before in ("downtown", "uptown") else ""

    def _behind(self, n: int) -> str:
        end = self.names[n].end
        return self.doc[end].lower_ if end < len(self.doc) else ""

    def _related(self) -> dict[int, list[Form]]:
        """Every name with those that it begins and that begin it: "Dublin Village" says nothing of where Dublin lies."""
        texts: dict[str, list[Form]] = {}
        for form in self.forms.values():
            texts.setdefault(form.text, []).append(form)
        kin = {id(form): [form] for form in self.forms.values()}
        for text, own in texts.items():
            words = text.split(" ")
            shorter = [form for count in range(1, len(words)) for form in texts.get(" ".join(words[:count]), ())]
            for form in own:
                kin[id(form)].extend(shorter)
            for form in shorter:
                kin[id(form)].extend(own)
        return kin

    def _agree(self, forms: Iterable[Form]) -> None:
        """What one occurrence says behind its comma speaks for the others of the name."""
        said: dict[str, list[Candidate]] = {}
        for (text, over), form in self.forms.items():
            if over and over != "over" and len(form.told) < 4:
                said.setdefault(text, []).extend(form.told)
        for (text, over), form in self.forms.items():
            if not over and text in said:
                keys = {c.fact.key for c in said[text]}
                form.prior = [p + QUALIFIED * (c.fact.key in keys) for p, c in zip(form.prior, form.told, strict=True)]
        for form in forms:
            form.shares = _shares(form.prior)

    def _weigh(self, forms: Sequence[Form]) -> None:
        """One round: every candidate's share of its name by what the other names' candidates are worth now."""
        heard = Evidence(dict(self.lands))
        for form in forms:
            heard.add(form)
        for form in forms:
            if len(form.told) == 1:
                continue
            own = Evidence({})
            for relative in self.kin[id(form)]:
                own.add(relative)
            local = [heard.near(one, self.kin[id(form)]) for one in form.told]
            states = [heard.states.get(one.state, 0.0) - own.states.get(one.state, 0.0) for one in form.told]
            civic = form.civic >= CIVIC and max(states) >= HEARD
            worth = []
            for prior, one, near in zip(form.prior, form.told, local, strict=True):
                state = max(0.0, heard.states.get(one.state, 0.0) - own.states.get(one.state, 0.0))
                land = max(0.0, heard.lands.get(one.code or "", 0.0) - own.lands.get(one.code or "", 0.0))
                # London is not England's where nothing English is told and Corbin and Laurel County are around
                unheard = land < HARDLY and (civic or max(local) - near >= CROWD)
                worth.append(
                    prior - one.fame * unheard + STATE * _most(state) + COUNTRY * _most(land) + NEAR * _most(near)
                )
            form.shares = _shares(worth)
            form.prune()


@cache
def _cues() -> dict[str, frozenset[str]]:
    return {sort: frozenset(words) for sort, words in load("places")["has"].items()}


def _most(evidence: float) -> float:
    """Evidence as a part of what it can be worth: the first speaks loudest."""
    return evidence / (evidence + 1.0)


def _shares(worth: Sequence[float]) -> list[float]:
    """Parts of one that candidates have by their worth."""
    top = max(worth)
    raw = [5.0 ** (w - top) for w in worth]
    total = sum(raw)
    return [r / total for r in raw]


def resolve(doc: Doc) -> None:
    """Gives every name of a place in the notes the key of what it means; new facts go into the notes' `placed`."""
    notes = note(doc)
    every = [n for n in (*notes.names, *notes.within) if n.kind in ("place", "polity")]
    chosen = Map(doc, every, notes.listed).placed()
    meant = {(every[n].start, every[n].end): one for n, one in chosen.items()}
    notes.names = tuple(_meant(name, meant) for name in notes.names)
    notes.within = tuple(_meant(name, meant) for name in notes.within)
    notes.placed = {one.fact.key: one.fact for one in chosen.values()}


def _meant(name: Name, meant: dict[tuple[int, int], Candidate]) -> Name:
    one = meant.get((name.start, name.end))
    if one is None or name.kind not in ("place", "polity") or name.how == "demonym":
        return name
    if name.how == "metonym":
        # "Paris" of an article about Paris, Tennessee, is no government
        namesake = (
            one.fact.extra in ("capital", "seat")
            or one.kind == "country"
            or one.code == (name.key or "").rpartition(":")[2]
        )
        return name if namesake else replace(name, key=one.fact.key, kind="place", how="name")
    return replace(name, key=one.fact.key, kind="polity" if one.kind == "country" else "place")
