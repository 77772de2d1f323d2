"""Of whom a person's name speaks: somebody named before in full, by another form, or nobody yet.

Names agree where the words of one are among those of the other, in any order ("Kishida Fumio"), where one is
the beginning of the other ("Faisal bin Farhan" of "... Al Saud"), or where the knowledge base knows both of one
leader ("Jokowi", "Joko Widodo"). Of several who share a family name the title, the honorific and the sentence
decide; where they do not, it is the one named last.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from functools import cache
from operator import itemgetter
from typing import TYPE_CHECKING

from dragoman.doc import Name
from dragoman.knowledge import fold, given_name
from dragoman.knowledge.tenures import people
from dragoman.lexicon import load

if TYPE_CHECKING:
    from dragoman.resolve.cast import Cast, Group

SEXES = {"m": "male", "f": "female"}
_NEAR = 200
"""Mentions under one family name that are looked at for the person of whom a name speaks."""
_FEW = 8
"""Namesakes among whom a name alone chooses."""
_SETTLED = 3
"""So often called by a word alone, somebody keeps it from a namesake who has been named in full only."""


@cache
def _family_first() -> frozenset[str]:
    return frozenset(fold(word) for word in load("family_names")["first"]["words"].split())


@cache
def _kin() -> frozenset[str]:
    return frozenset(load("person_nouns")["kin"]["words"].split())


@cache
def _honorifics() -> tuple[dict[str, str], dict[str, str]]:
    """The sex that a word before a name tells, and the office that it cuts short ("Gov.")."""
    data = load("titles")
    sexes = {word: sex for sex in ("male", "female") for word in data["honorific"][sex]}
    return sexes, {short: office.split()[-1].casefold() for short, office in data["abbreviation"].items()}


class Namesakes:
    """Tells the persons of one cast apart by their names."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        self.doc = cast.doc
        self.by_part: dict[str, list[Group]] = {}
        self.spoken: dict[str, list[tuple[int, Group]]] = {}
        self.leaders: dict[str, Group] = {}

    def person(self, name: Name) -> Group:
        """The person of whom a name speaks, made where there is none."""
        parts = [fold(self.doc[i].text) for i in range(name.start, name.end) if self.doc[i].text[0].isalpha()]
        known = self._known(name, parts)
        if known is not None:
            return known
        whole, text = " ".join(parts), self.cast.text_of(name)
        leader, sex_known = self._leader(text)
        same = self.leaders.get(leader) if leader is not None else None
        if same is not None and self._fits(same, name, parts):
            return same
        key = f"person:{whole}"
        group = self.cast.new("person", key if key not in self.cast.by_key else f"{key} {name.start}", text)
        sex = given_name(self.doc[name.start].text) if len(parts) > 1 else None
        group.gender = sex_known or (sex if sex != "either" else None)
        group.country = self.cast.title_country(name.head) or self.cast.country_before(name.start)
        group.royal = self.cast.royal(name.head)
        group.parts = tuple(parts)
        if self._relative(name):
            group.introduced = name.start
        if leader is not None:
            self.leaders.setdefault(leader, group)
        for part in dict.fromkeys(parts):
            self.by_part.setdefault(part, []).append(group)
        return group

    def named(self, group: Group, start: int, name: Name | None) -> None:
        """Notes that a person is spoken of at a token, and by a name with which title."""
        for word in _called(group.parts):
            insort(self.spoken.setdefault(word, []), (start, group), key=itemgetter(0))
        if name is not None:
            if name.end - name.start == 1:
                group.alone += 1
            office = self._office_before(name)
            if office is not None:
                group.titled[office] = None

    def _leader(self, text: str) -> tuple[str | None, str | None]:
        """The usual name of the one leader whom the knowledge base knows by a form; his sex where the form is a full one."""
        told = {one.name: one.gender for one in people(" ".join(text.split()))}
        if len(told) != 1:
            return None, None
        (who,) = told
        return who, SEXES.get(told[who]) if " " in text.strip() else None

    # Who is meant

    def _known(self, name: Name, parts: list[str]) -> Group | None:
        if not parts:
            return None
        if len(parts) == 1:
            return self._single(name, parts)
        for group in self._nearest(parts[-1], name.start):
            if set(parts) <= set(group.parts) and self._fits(group, name, parts):
                return group
        return self._other_form(name, parts)

    def _other_form(self, name: Name, parts: list[str]) -> Group | None:
        """The same words in another order, the beginning of a longer name, or a longer form of one."""
        if len(parts) > 2:
            shorter = self.cast.by_key.get(f"person:{' '.join(parts[1:])}")
            if shorter is not None and self._fits(shorter, name, parts):
                self._named_fully(shorter, name, parts)  # "Lacalle Pou" of the headline, "Luis Lacalle Pou"
                return shorter
        own = set(parts)
        for group in self.by_part.get(parts[0], ())[-_FEW:]:
            theirs = set(group.parts)
            turned = own == theirs and len(own) > 1
            begins = group.parts[: len(parts)] == tuple(parts) and any(p in _BETWEEN for p in parts)
            longer = len(theirs) > 1 and theirs < own and group.parts[0] == parts[0]
            if not (turned or begins or longer) or not self._fits(group, name, parts):
                continue
            if longer:
                self._named_fully(group, name, parts)
            return group
        return None

    def _single(self, name: Name, parts: list[str]) -> Group | None:
        """One of those who share a family name, else the only one with the word anywhere in the name."""
        found = [g for g in self._nearest(parts[0], name.start)[:_FEW] if self._fits(g, name, parts)]
        if found:
            return self._chosen(found, name)
        fitting = [g for g in self.by_part.get(parts[0], ())[:_NEAR] if self._fits(g, name, parts)]
        return fitting[0] if len(fitting) == 1 else None

    def _nearest(self, word: str, start: int) -> list[Group]:
        """Those called by a word, each once: the one spoken of last before a token first, then those after it."""
        spoken = self.spoken.get(word, [])
        at = bisect_left(spoken, start, key=itemgetter(0))
        near = (*spoken[max(0, at - _NEAR) : at][::-1], *spoken[at : at + _NEAR])
        return list({id(group): group for _, group in near}.values())

    def _chosen(self, found: list[Group], name: Name) -> Group:
        """Of several whom a family name fits, nearest first, the one that the words around it mean."""
        office = self._office_before(name)
        titled = [g for g in found if office in g.titled]
        if office is not None and titled:
            return titled[0]
        sex = self._honorific(name)
        if sex is not None:
            found = [g for g in found if g.gender == sex] or found
        first, others = found[0], found[1:]
        if not others:
            return first
        last = self._last(first, name)
        if first.introduced is not None and last == first.introduced and sex is None:
            return others[0]  # "Omar Hassan and his wife Mona Hassan came. Hassan said"
        settled = max(others, key=lambda g: g.alone)
        here = last >= self.doc[name.start].sent.start
        if first.alone == 0 and settled.alone >= (1 if here else _SETTLED):
            return settled
        return first

    def _last(self, group: Group, name: Name) -> int:
        """Where a person was spoken of last before a name, -1 where not near."""
        spoken = self.spoken.get(group.parts[-1], [])
        at = bisect_left(spoken, name.start, key=itemgetter(0))
        return next((where for where, who in spoken[max(0, at - _NEAR) : at][::-1] if who is group), -1)

    def _named_fully(self, group: Group, name: Name, parts: list[str]) -> None:
        group.name, group.parts = " ".join(self.cast.text_of(name).split()), tuple(parts)
        self.by_part.setdefault(parts[0], []).append(group)
        sex = given_name(self.doc[name.start].text)
        group.gender = group.gender or (sex if sex != "either" else None)
        group.country = group.country or self.cast.title_country(name.head) or self.cast.country_before(name.start)

    def _fits(self, group: Group, name: Name, parts: list[str]) -> bool:
        """Whether the words before a name do not speak of somebody else: King Hussein is not Saddam Hussein."""
        code = self.cast.title_country(name.head)
        if code is not None and group.country is not None and code != group.country:
            return False
        sex = self._honorific(name)
        if sex is not None and group.gender not in (None, sex):
            return False
        return not (len(parts) == 1 and self.cast.royal(name.head) and not group.royal)

    # The words before a name

    def _word_before(self, name: Name) -> str:
        token = self.doc[name.start - 1] if name.start else None
        return token.lower_.rstrip(".") if token is not None and token.text[0].isupper() else ""

    def _honorific(self, name: Name) -> str | None:
        """The sex that "Mrs." or "King" before a name tells."""
        return _honorifics()[0].get(self._word_before(name))

    def _office_before(self, name: Name) -> str | None:
        """The last word of the office that stands with a name: "president", and "governor" of "Gov."."""
        title = self.cast.title_at.get(name.head)
        if title is not None and title.standing != "former":
            return self.doc[title.head].lower_
        return _honorifics()[1].get(self._word_before(name))

    def _relative(self, name: Name) -> bool:
        """Whether a person is introduced as somebody's: "and his wife, Mona Hassan"."""
        at = name.start - 1
        while at > 0 and (self.doc[at].is_punct or self.doc[at].text[0].isupper()) and name.start - at < 6:
            at -= 1
        return at > 0 and self.doc[at].lemma_.lower() in _kin() and any(c.dep_ == "poss" for c in self.doc[at].children)


_BETWEEN = frozenset("bin ibn bint al el ben ould abu abdel abdul".split())
"""Words within an Arabic name: what stands before and behind them is a name by which its bearer is called."""


def _called(parts: tuple[str, ...]) -> tuple[str, ...]:
    """The words by which a person may be called alone: the last one, and a family name that is written first."""
    if not parts:
        return ()
    if 1 < len(parts) < 4 and parts[0] in _family_first():
        return (parts[-1], parts[0])
    return (parts[-1],)
