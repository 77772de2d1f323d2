"""Words that tell places from what else bears a name, and the page that they are looked for on."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from spacy.tokens import Doc, Token

from dragoman.knowledge import find
from dragoman.knowledge.gazetteer import Place, places
from dragoman.lexicon import load

LONGEST = 4
"""Words of a town's name that are looked for."""
SETTLED = 15_000
"""People from which a town is taken for meant behind a preposition that persons stand behind as well."""
MAYBE, FAIRLY, SURE, CERTAIN = 1, 2, 3, 4
"""How surely words show a place: a large town's name, one that is no person's, any, one in spite of all that speaks for a person."""
DASHES = frozenset({"-", "--", "—", "–", "(", ":"})


class Words(NamedTuple):
    """The lexicon's words on places, as the file says what each is."""

    heads: dict[str, str]
    openings: dict[str, str]
    plurals: dict[str, str]
    sure: frozenset[str]
    likely: frozenset[str]
    compass: frozenset[str]
    sorts: frozenset[str]
    moving: frozenset[str]
    behind: frozenset[str]
    folk: frozenset[str]
    opening: frozenset[str]
    never: frozenset[str]
    firms: frozenset[str]
    kin: frozenset[str]
    speaking: frozenset[str]


@cache
def words() -> Words:
    """The lexicon's words on places."""
    data = load("places")
    before, bodies = data["before"], data["bodies"]
    return Words(
        heads={word: sort for sort, own in data["heads"].items() for word in own},
        openings={word: sort for sort, own in data["openings"].items() for word in own},
        plurals=data["plurals"],
        sure=frozenset(before["sure"]),
        likely=frozenset(before["likely"]),
        compass=frozenset(before["compass"]),
        sorts=frozenset(before["sorts"]),
        moving=frozenset(before["moving"]),
        behind=frozenset(data["behind"]["words"]),
        folk=frozenset(data["behind"]["folk"]),
        kin=frozenset(data["behind"]["kin"]),
        speaking=frozenset(data["behind"]["speaking"]),
        opening=frozenset(bodies["open"]),
        never=frozenset(bodies["never"]),
        firms=frozenset(bodies["firms"]),
    )


class Page:
    """A document with its text at hand, its words with a capital, and those that end a list of counties."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.text = doc.text
        self.capitals: list[Token] = []
        self.plurals: list[Token] = []
        plurals = words().plurals
        for token in doc:
            if is_capital(token):
                self.capitals.append(token)
            if token.lower_ in plurals:
                self.plurals.append(token)

    def written(self, start: int, end: int) -> str:
        """The words of a token range as they are written."""
        last = self.doc[end - 1]
        return self.text[self.doc[start].idx : last.idx + len(last)]

    def head(self, start: int, end: int) -> int:
        """The token of a range on which the rest of it hangs, the last where there are several."""
        for at in range(end - 1, start - 1, -1):
            if not start <= self.doc[at].head.i < end or self.doc[at].head.i == at:
                return at
        return end - 1

    def runs_on(self, end: int) -> bool:
        """Whether a capital follows a token range without a mark between."""
        return end < len(self.doc) and bool(self.doc[end - 1].whitespace_) and is_capital(self.doc[end])


def is_capital(token: Token) -> bool:
    """Whether a token may stand in a place's name."""
    text = token.text
    if not text[0].isupper():
        return False
    return text.isalpha() or text.replace(".", "").replace("’", "").replace("'", "").isalpha()


@cache
def generic() -> frozenset[str]:
    """Words that are no place's whole name, though some hamlet bears each of them: "South", "University"."""
    known, own = words(), load("places")["generic"]["words"]
    return known.compass | known.sorts | known.heads.keys() | known.behind | offices() | frozenset(own)


@cache
def offices() -> frozenset[str]:
    """Words that end a body's name and no place's."""
    own = load("places")["generic"]["offices"]
    return frozenset([*load("bodies")["heads"]["words"], *own]) - words().heads.keys()


@cache
def points() -> frozenset[str]:
    """The points of the compass, as nouns and adjectives."""
    return frozenset(load("places")["generic"]["points"])


@cache
def calendar() -> frozenset[str]:
    """Months and days as they are shortened."""
    return frozenset(load("places")["generic"]["calendar"])


@cache
def parties() -> frozenset[str]:
    """What a member of a parliament is called: "Arizona Republican"."""
    return frozenset(load("places")["generic"]["members"])


@cache
def common() -> frozenset[str]:
    """English words that are towns' names as well."""
    return frozenset(load("cities")["common"]["words"].split())


def people(form: str) -> int:
    """The people of the largest place of a name; -1 where there is none."""
    if form.isupper() and form.isalpha() and len(form) <= 4:
        known: tuple[Place, ...] = ()  # "UN" is no town called Un
    else:
        known = places(form) or (places(form.title()) if form.isupper() else ())
    facts = [f for f in find(form) if f.kind in ("city", "region", "area", "water", "facility", "country")]
    return max([*(p.people for p in known), *(f.population or SETTLED for f in facts)], default=-1)


def in_base(form: str, code: str) -> bool:
    """Whether the base has a place of that name in a country."""
    return any(f.kind in ("city", "region", "area") and f.code == code for f in find(form))
