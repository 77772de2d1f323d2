"""The cast of a document: its entities while their mentions are gathered, and what titles say of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache

from dragoman.doc import Doc, Mention, Name, Title, note
from dragoman.knowledge import Fact, by_key, fold, office_holders
from dragoman.lexicon import load
from dragoman.model import EntityKind
from dragoman.resolve.namesakes import Namesakes

_LOCATIVE = frozenset("in to at from through via into near across toward towards around for leaving".split())


@dataclass(slots=True, eq=False)
class Group:
    """The mentions of one entity while it is being gathered."""

    kind: EntityKind
    key: str
    name: str
    mentions: list[Mention] = field(default_factory=list)
    gender: str | None = None
    offices: list[tuple[str, str | None]] = field(default_factory=list)
    country: str | None = None
    acts: bool = False
    placed: bool = False
    royal: bool = False
    wikidata: str | None = None
    parts: tuple[str, ...] = ()
    """The words of a person's fullest name, folded."""
    aside: list[Mention] = field(default_factory=list)
    """Mentions that the record lists and no extractor is told of: "the boy", "they"."""
    nouns: dict[str, None] = field(default_factory=dict)
    """What the person is called besides the name: "student", "father"."""
    marks: dict[str, None] = field(default_factory=dict)
    """What adjectives and nouns are told of one without a name: "young", "school"."""
    plural: bool = False
    titled: dict[str, None] = field(default_factory=dict)
    """The last words of the offices told right with the name."""
    alone: int = 0
    """How often a person is called by one word of the name."""
    introduced: int | None = None
    """Where a person is first named, as somebody's wife, brother or aide."""

    def first(self) -> int:
        return min((m.start for m in (*self.mentions, *self.aside)), default=0)


@cache
def title_words() -> tuple[dict[str, list[str]], dict[str, str]]:
    data = load("titles")
    gender = dict.fromkeys(data["female_offices"]["words"], "female") | dict.fromkeys(
        data["male_offices"]["words"], "male"
    )
    for sex in ("male", "female"):
        gender |= dict.fromkeys(data["honorific"][sex], sex)
    return data["stand_in"], gender


@cache
def _only_of() -> dict[str, str]:
    return load("titles")["only_of"]  # type: ignore[no-any-return]  # the lexicon's test holds the codes to be texts


_NAMESAKES = 200
"""Mentions under one surname that are looked at for the person whom a name speaks of."""
_NATIONAL = frozenset({"ministry", "legislature", "government", "armed"})
"""Sorts of bodies that every country has one of."""
OFFICES = 50
"""Offices of one person that are remembered."""
_ROYAL = frozenset("king queen emperor empress sultan emir shah pope".split())


class Cast:
    """The entities of one document. Names come first; what has no name is read by `resolve.reference`."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.notes = note(doc)
        self.groups: list[Group] = []
        self.by_key: dict[str, Group] = {}
        self.national: dict[str, str] = {}
        self.holders: dict[tuple[str, str | None], list[Group]] = {}
        self.title_at = {head: title for title in self.notes.titles for head in title.holders}
        self.at_head: dict[int, Group] = {}
        self.pair_of: list[tuple[Mention, tuple[Group, ...]]] = []
        self.name_at = {i: name for name in self.notes.names for i in range(name.start, name.end)}
        self.covered: set[int] = set()
        self.namesakes = Namesakes(self)

    def names(self, given: Sequence[Name] = ()) -> None:
        """Reads every name; `given` are persons' names, too, unless one already known stands there."""
        titled = {i for t in self.notes.titles for i in range(t.office_start, t.office_end)}
        persons = {i for n in self.notes.names if n.kind == "person" for i in range(n.start, n.end)}
        known = [*self.notes.names]
        for name in given:
            own = range(name.start, name.end)
            if not any(i in persons or i in titled for i in own):
                known = [n for n in known if n.end <= name.start or n.start >= name.end]
                known.append(name)
                self.name_at.update(dict.fromkeys(own, name))
        for name in sorted(known, key=lambda n: (n.kind != "person" or n.end - n.start < 2, n.start)):
            group = self.namesakes.person(name) if name.kind == "person" else self._known(name)
            how = name.how
            if name.kind == "person" and fold(self.text_of(name)) != fold(group.name):
                how = "alias"
            self.add(group, Mention(name.start, name.end, name.head, how, ()))
        for title in self.notes.titles:
            self._office(title)

    def add(self, group: Group, mention: Mention) -> None:
        group.mentions.append(mention)
        if group.kind == "person":
            own = self.name_at.get(mention.start) if mention.how in ("name", "alias") else None
            self.namesakes.named(group, mention.start, own)
        self.at_head.setdefault(mention.head, group)
        self.covered.update(range(mention.start, mention.end))
        token = self.doc[mention.head]
        while token.dep_ == "conj" and token.head.i != token.i:
            token = token.head
        if group.kind in ("polity", "place"):
            if (
                token.dep_ in ("nsubj", "agent")
                or (token.dep_ == "pobj" and token.head.lower_ in ("with", "against", "by", "between"))
                or mention.how == "metonym"
            ):
                group.acts = True
            elif token.dep_ == "pobj" and token.head.lower_ in _LOCATIVE:
                group.placed = True

    def text_of(self, name: Name) -> str:
        first, last = self.doc[name.start], self.doc[name.end - 1]
        return self.notes.article.text[first.idx : last.idx + len(last)].replace("\n", " ")

    def new(self, kind: EntityKind, key: str, name: str) -> Group:
        group = Group(kind, key, " ".join(name.split()))
        self.groups.append(group)
        self.by_key[key] = group
        return group

    def title_country(self, head: int) -> str | None:
        title = self.title_at.get(head)
        code = self.country_of_title(title) if title is not None else None
        return code if code is not None and len(code) == 2 else self._of_after(head) if title is not None else None

    def royal(self, head: int) -> bool:
        title = self.title_at.get(head)
        return title is not None and self.doc[title.head].lower_ in _ROYAL

    def within(self) -> None:
        """Reads the places in longer names: the record lists them, and no extractor is told of them."""
        for name in self.notes.within:
            self._known(name).aside.append(Mention(name.start, name.end, name.head, name.how, ()))

    def fact(self, key: str | None) -> Fact | None:
        """What a key stands for in this document: a place as it was told apart, else what the base has."""
        return (self.notes.placed.get(key) or by_key(key)) if key else None

    def _known(self, name: Name) -> Group:
        fact = self.fact(name.key)
        key = name.key or f"{name.kind}:{fold(self.text_of(name))}"
        national = fact is not None and fact.code is None and fact.extra in _NATIONAL
        own = name.kind == "organization" and (fact is None or national)
        country = self.country_before(name.start) if own else None
        if national:
            # Israel's Defense Ministry and Iran's are two; "the ministry" without a country is the last one told
            key = self.national[key] = f"{key} {country}" if country is not None else self.national.get(key, key)
        group = self.by_key.get(key) or self.new(name.kind, key, fact.name if fact else self.text_of(name))
        group.country = group.country or country
        return group

    def country_before(self, start: int) -> str | None:
        """ "The Israeli Defense Ministry": the country whose adjective or possessive stands before a body's name."""
        at = start - 1
        if at > 2 and self.doc[at].text == "," and self.doc[at - 1].lower_ == "counterpart":
            at -= 1  # "her South Korean counterpart, Cho Tae-yul,"
        if at > 1 and self.doc[at].lower_ == "counterpart":
            at -= 1
        owned = at > 0 and self.doc[at].lower_ in ("'s", "’s")
        name = self.name_at.get(at - 1 if owned else at)
        if name is None or not (owned or name.how == "demonym"):
            return None
        fact = by_key(name.key) if name.key else None
        return fact.code if fact is not None and fact.kind == "country" else None

    def _office(self, title: Title) -> None:
        """Tells the holders of a title their office, its country and what its words say of their sex."""
        words = self.words(title.office_start, title.office_end)
        country = self.country_of_title(title)
        _, genders = title_words()
        before = self.doc[title.end].lower_.rstrip(".") if title.end < len(self.doc) else ""
        for head in title.holders:
            group = self.at_head.get(head)
            if group is None:
                continue
            own = country or self._of_after(head) or self._by_leader(group, words) or _only_of().get(words)
            if (words, own) not in group.offices[-OFFICES:]:
                group.offices.append((words, own))
                self.holders.setdefault((words.rsplit(maxsplit=1)[-1], own), []).append(group)
            if own is not None and len(own) == 2:
                group.country = group.country or own
            sex = next((genders[w] for w in (*words.split(), before) if w in genders), None)
            group.gender = sex or group.gender

    def _of_after(self, head: int) -> str | None:
        """ "Presidents A of X and B of Y": the country after the name."""
        if head + 2 >= len(self.doc) or self.doc[head + 1].lower_ != "of":
            return None
        step = head + 3 if self.doc[head + 2].lower_ == "the" and head + 3 < len(self.doc) else head + 2
        name = self.name_at.get(step)
        fact = by_key(name.key) if name is not None and name.key else None
        return fact.code if fact else None

    def _by_leader(self, group: Group, office: str) -> str | None:
        """The country of a leader whom the knowledge base knows by name and office on the day of publication.

        Only where the article speaks of that country: its own words outrank what is known of a namesake.
        """
        day = self.notes.article.published
        known = office_holders(group.name, office, day)
        codes = {one.code for one in known}
        code = min(codes) if len(codes) == 1 else None
        if f"country:{code}" not in self.by_key:
            return None
        group.gender = group.gender or {"m": "male", "f": "female"}.get(known[0].gender)
        linked = {one.wikidata for one in known}
        group.wikidata = group.wikidata or (linked.pop() if len(linked) == 1 else None)
        return code

    def only_holder(self, words: str, country: str) -> Group | None:
        """The one person of the whole article who holds an office for a country."""
        told = self.holders.get((words.rsplit(maxsplit=1)[-1], country), ())
        found = {id(g): g for g in told[:_NAMESAKES] if any(o.endswith(words) and of == country for o, of in g.offices)}
        return next(iter(found.values())) if len(found) == 1 else None

    def words(self, start: int, end: int) -> str:
        return " ".join(self.doc[i].lower_ for i in range(start, end))

    def country_of_title(self, title: Title) -> str | None:
        if title.of is None:
            return None
        key = self.notes.names[title.of].key
        fact = by_key(key) if key else None
        if fact is None or fact.code is None:
            return key or f"name {title.of}"
        return fact.code

    def honorifics(self) -> None:
        _, genders = title_words()
        for group in self.groups:
            if group.kind != "person":
                continue
            for mention in group.mentions:
                before = self.doc[mention.start - 1].lower_.rstrip(".") if mention.start else ""
                if before in genders and self.doc[mention.start - 1].text[0].isupper():
                    group.gender = genders[before]

    def phrase_start(self, head: int) -> int:
        start = head
        while (
            start
            and self.doc[start - 1].head.i == head
            and self.doc[start - 1].dep_ in ("det", "amod", "compound", "nmod", "poss")
        ):
            start -= 1
        return start

    def modifier_country(self, head: int) -> str | None:
        for child in self.doc[head].children:
            group = self.at_head.get(child.i)
            if group is not None and group.key.startswith("country:"):
                fact = by_key(group.key)
                return fact.code if fact else None
        return None
