"""Mentions without a name: titles, pronouns, pairs, and people named by what they are.

They are read from left to right, each pointing back to whom the text has in mind. Where it is not clear,
none is made.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from dragoman.doc import Mention, Title, Token
from dragoman.knowledge import capital, fold
from dragoman.lexicon import load
from dragoman.resolve import known
from dragoman.resolve.bystanders import Bystanders, plural
from dragoman.resolve.cast import OFFICES, Cast, Group, title_words
from dragoman.resolve.pairs import Pairs
from dragoman.resolve.pronouns import PLURAL, SINGULAR, Pronouns
from dragoman.resolve.scene import PERSONS, Scene
from dragoman.resolve.speakers import speakers

_FIRST = frozenset("i me my mine myself".split())
_WITHIN = frozenset({"compound", "amod", "nmod", "poss"})
_BODIES = frozenset("team company government party group firm club family agency band committee council union".split())
_WE = frozenset("we us our ours ourselves".split())
_YOU = frozenset("you your yours yourself yourselves".split())
_CROWNED = frozenset("pope king queen emperor empress emir sultan".split())
"""Offices so rare in one article that no country need be told: "the pontiff", "the monarch"."""


_NEAR = 15
"""Tokens around a name in which a city tells of what country its bearer may be."""


@cache
def _group_heads() -> frozenset[str]:
    return frozenset(load("bodies")["groups"]["words"])


_BENEATH = frozenset("assistant deputy under vice associate junior principal".split())


def _beneath(office: str, words: str) -> bool:
    """Whether an office is that of a deputy and the words are his superior's: "assistant secretary", "secretary"."""
    rank = set(office.split()) & _BENEATH
    return bool(rank) and not rank & set(words.split())


def _same_office(office: str, words: str) -> bool:
    """Whether words of a title may stand for an office: "the minister" for a foreign minister or minister of trade."""
    office, words = (w.replace("prime minister", "premier") for w in (office, words))
    if office == words or office.startswith((words + " of ", words + " for ")):
        return True
    return words != "secretary" and (office.endswith(" " + words) or words.endswith(" " + office))


class Reader:
    """Reads the mentions without a name into the cast."""

    def __init__(self, cast: Cast, given: dict[int, tuple[int, int]] | None = None) -> None:
        self.cast = cast
        self.doc = cast.doc
        self.notes = cast.notes
        self.scene = Scene(cast, given)
        self.speakers = speakers(cast.doc)
        self.pronouns = Pronouns(self.scene, self.speakers)
        self.pairs = Pairs(self.scene)
        self.bystanders = Bystanders(self.scene)

    def unnamed(self) -> None:
        """Honorifics, titles, pronouns, pairs and nouns for people, in the order of the text."""
        self.cast.honorifics()
        free = {t.head: t for t in self.notes.titles if not t.holders}
        borne = {t.head: t for t in self.notes.titles if t.holders}
        given = self.scene.given or {}
        labels = frozenset(self.speakers.values())
        for token in self.doc:
            at = token.i
            group = self.cast.at_head.get(at)
            if group is not None and group.kind == "person":
                if at in labels and at + 1 < len(self.doc) and self.doc[at + 1].text == ":":
                    self.scene.label(at, group)
                else:
                    self.scene.speak(at, group)
                self.bystanders.describe(group, at)
                continue
            self._decoy(token, group)
            if at in borne:
                self._borne(borne[at])
            elif at in given or at not in self.cast.covered:
                self._read(token, free.get(at))
        self._spoken()

    def _decoy(self, token: Token, group: Group | None) -> None:
        """Notes things in the plural and bodies, which "they" may mean."""
        if self.scene.given is not None:
            return
        body = group is not None and group.kind in ("organization", "polity") and token.dep_ not in _WITHIN
        things = token.tag_ in ("NNS", "NNPS") and token.dep_ not in _WITHIN
        if body or ((things or token.lower_ in _BODIES) and not self.bystanders.is_person(token.i)):
            self.scene.crowds.append((token.i, None))

    def _read(self, token: Token, title: Title | None) -> None:
        """A token that is no name: whom it speaks of, if anybody."""
        at = token.i
        if token.lower_ in ("two", "both", "pair", "duo") or (token.tag_[:3] == "NNS" and self.pairs.counted(at)):
            self.pairs.read(at)
        elif token.lower_ in SINGULAR and token.pos_ == "PRON":
            self._pronoun(at)
        elif token.lower_ in PLURAL and token.pos_ == "PRON":
            several = self.pronouns.several(at)
            if several is not None:
                self.scene.beside(several, at, at + 1, at, pronoun=True)
        elif token.lower_ == "capital" and token.pos_ == "NOUN" and self._seat(at):
            pass
        elif not self._titled(token, title):
            if self.scene.given is None and token.lower_ in _group_heads():
                self._crowd(at)
            elif self.bystanders.is_person(at):
                self.bystanders.read(at)

    def _borne(self, title: Title) -> None:
        """ "The foreign minister, Ana Ruiz,": a title set off from the name is a mention of its own."""
        holder = self.cast.at_head.get(title.holders[0])
        name = self.cast.name_at.get(title.holders[0])
        if holder is None or name is None or len(title.holders) > 1:
            return
        apart = name.start > title.end or name.end < title.start
        if self.scene.given is not None or (apart and (self._definite(title.head) or name.end < title.start)):
            self.scene.beside(holder, title.start, max(title.head + 1, title.office_end), title.head)

    def _pronoun(self, at: int) -> None:
        target = self.pronouns.one(at)
        if target is not None and target.kind == "person":
            self.cast.add(target, Mention(at, at + 1, at, "pronoun", ()))
            self.scene.speak(at, target)
        elif target is not None:
            self.scene.beside(target, at, at + 1, at, pronoun=True)

    def _titled(self, token: Token, title: Title | None) -> bool:
        """Whether a title or what stands in for one means a person told before."""
        target = self._by_title(title) if title is not None else None
        stands_in = token.lemma_.lower() in title_words()[0] and token.pos_ in ("NOUN", "PROPN")
        if target is None and stands_in:
            target = self._by_stand_in(token.i)  # "the Chilean leader", "the pontiff"
        if target is None and title is not None:
            target = self._in_office(title)
        if target is None:
            return False
        start = title.start if title is not None else self.cast.phrase_start(token.i)
        end = max(token.i + 1, title.office_end) if title is not None else token.i + 1
        self.cast.add(target, Mention(start, end, token.i, "title", ()))
        self.scene.speak(token.i, target)
        return True

    def _spoken(self) -> None:
        """ "I" within quotation marks: the speaker, who may be named behind them."""
        for at, head in self.speakers.items():
            if self.doc[at].lower_ in _FIRST and self.doc[at].pos_ == "PRON":
                who = self.scene.at(head)
                if who is not None and not who.plural and who.kind in ("person", "group"):
                    self.scene.beside(who, at, at + 1, at, pronoun=True)
        if self.scene.given is not None:
            self._addressed(self.scene.given)

    def _addressed(self, given: Iterable[int]) -> None:
        """ "We" and "you": the same people throughout a quotation; "I" without quotation marks is the writer."""
        in_quote = {at: n for n, quote in enumerate(self.notes.quotes) for at in range(quote.start, quote.end)}
        told: dict[tuple[str, int], Group] = {}
        for at in sorted(given):
            word = self.doc[at].lower_
            who = "we" if word in _WE else "you" if word in _YOU else "i" if word in _FIRST else ""
            if who and at not in self.scene.meant:
                key = (who, in_quote.get(at, -1))
                group = told.setdefault(key, Group("group", f"{who} {key[1]}", word))
                self.scene.meant[at] = group

    def _definite(self, head: int) -> bool:
        if any(
            c.dep_ == "det" and c.lower_ in ("a", "an", "no", "any", "every", "some") for c in self.doc[head].children
        ):
            return False
        return any(
            c.dep_ in ("det", "poss") and c.lower_ in ("the", "its", "their", "his", "her", "this", "that")
            for c in self.doc[head].children
        ) or any(
            c.dep_ in ("nmod", "compound", "amod", "poss") and c.i in self.cast.covered for c in self.doc[head].children
        )

    def _by_title(self, title: Title) -> Group | None:
        """ "The foreign minister": the last person named with that office, of that country where one is given."""
        if title.plural or not self._definite(title.head) or title.standing != "current":
            return None
        words = self.cast.words(title.office_start, title.office_end)
        country = self.cast.country_of_title(title)
        lesser: Group | None = None
        holders: list[Group] = []
        for group in self.scene.last():
            for office, of in group.offices[-OFFICES:]:
                if _same_office(office, words) and (
                    country is None or of == country or self._may_be_of(group, of, country)
                ):
                    if _beneath(office, words):
                        lesser = lesser or group
                    elif country is not None:
                        return group
                    else:
                        holders.append(group)
                    break
        if holders:
            # of two presidents "the president" is he of whom the text speaks more, of equals the last one named
            return max(holders, key=lambda g: (len(g.mentions) > 1 + len(holders[0].mentions), g is holders[0]))
        if words == "secretary" and country is None:
            return self._named_later(words)  # no assistant, foreign or general secretary: he whom the text names after
        if lesser is not None:
            return lesser  # "the minister" may be a deputy minister
        return self.cast.only_holder(words, country) if country is not None else None

    def _may_be_of(self, group: Group, of: str | None, country: str) -> bool:
        """Whether somebody of no told country may be of this one: "in Hanoi she will meet Minister Loc" speaks of Vietnam."""
        if of is not None or (group.country is not None and group.country != country):
            return False
        first = min((m.start for m in group.mentions), default=0)
        near = {self.cast.name_at.get(i) for i in range(max(0, first - _NEAR), min(len(self.doc), first + _NEAR))}
        facts = [self.cast.fact(name.key) for name in near if name is not None and name.kind != "person"]
        told = {fact.code for fact in facts if fact is not None and fact.kind == "city"}
        return not told or country in told

    def _in_office(self, title: Title) -> Group | None:
        """ "The French foreign minister": whom the knowledge base knows to have held the office on the article's day."""
        country = self.cast.country_of_title(title)
        if title.plural or title.standing != "current" or country is None or not self._definite(title.head):
            return None
        return known.incumbent(self.cast, self.cast.words(title.office_start, title.office_end), country)

    def _named_later(self, words: str) -> Group | None:
        """ "The Secretary leaves tonight ... Secretary Rowe will": he whom the text calls so, of several the most named."""
        found = [
            g
            for g in self.cast.groups[:PERSONS]
            if g.kind == "person" and any(_same_office(o, words) and not _beneath(o, words) for o, _ in g.offices)
        ]
        # a Defense Secretary, if called "Secretary" as well, is not the one called nothing else
        found = [g for g in found if not any(o.endswith(" " + words) for o, _ in g.offices)] or found
        found.sort(key=lambda g: -len(g.mentions))
        clear = len(found) == 1 or (len(found) > 1 and len(found[0].mentions) > len(found[1].mentions))
        return found[0] if clear else None

    def _seat(self, head: int) -> bool:
        """ "The Egyptian capital": the city of that name, where the text speaks of it."""
        token = self.doc[head]
        country = self.cast.modifier_country(head) if token.dep_ not in ("compound", "amod") else None
        fact = capital(country) if country is not None and len(country) == 2 else None
        group = self.cast.by_key.get(fact.key) if fact is not None and fact.key else None
        if group is None and fact is not None and fact.key and token.dep_ in ("pobj", "dobj"):
            group = self.cast.new("place", fact.key, fact.name)
        if group is None:
            return False
        self.cast.add(group, Mention(head, head + 1, head, "alias", ()))
        return True

    def _by_stand_in(self, head: int) -> Group | None:
        """ "The top US diplomat": the last person whose office is of that kind and of that country."""
        if self.doc[head].tag_ in ("NNS", "NNPS") or not self._definite(head):
            return None
        offices = title_words()[0][self.doc[head].lemma_.lower()]
        country = self.cast.modifier_country(head)
        if country is None and not (offices and _CROWNED.issuperset(offices)):
            return None
        for group in self.scene.last():
            right_office = not offices or any(
                o.split()[-1] in offices or o.split()[0] in offices for o, _ in group.offices[-OFFICES:]
            )
            if right_office and country in (None, group.country):
                return group
        return None

    def _crowd(self, head: int) -> None:
        """People named by what they are: "Kenyan officials", "the troops". A group of its own."""
        token = self.doc[head]
        if token.dep_ in ("compound", "amod", "nmod", "attr", "oprd") or token.pos_ not in ("NOUN", "PROPN"):
            return
        if token.tag_ in ("NN", "NNP") and (token.head.lower_ == "as" or not self._definite(head)):
            return
        start = self.cast.phrase_start(head)
        if self.doc[start].dep_ == "det":
            start += 1
        text = " ".join(self.doc[i].text for i in range(start, head + 1) if not self.doc[i].is_space)
        key = f"group:{fold(text)}"
        group = self.cast.by_key.get(key) or self.cast.new("group", key, text)
        group.country = group.country or self.cast.modifier_country(head)
        mention = Mention(start, head + 1, head, "name", ())
        group.mentions.append(mention)
        group.plural = plural(token)
        self.cast.at_head.setdefault(head, group)
        self.scene.call(group, token.lemma_.lower())
        self.scene.speak(head, group)
