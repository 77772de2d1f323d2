"""Mentions to entities: one entity for "Secretary of State Ana Ruiz", "Ruiz", "the US diplomat" and "she".

Names are grouped by what they name; then titles without a name, pronouns and pairs ("the two") are read
from left to right, each pointing back to whom the text has in mind. Where it is not clear, none is made.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

from dragoman.doc import Doc, Mention, Name, Title, note, set_mentions
from dragoman.knowledge import by_key, fold, given_name, person
from dragoman.lexicon import load
from dragoman.model import Entity, EntityKind, PlaceType
from dragoman.model import Mention as ModelMention

_PRONOUNS = {"he": "male", "him": "male", "his": "male", "himself": "male", "she": "female", "her": "female", "hers": "female", "herself": "female"}
_PLACES: dict[str, PlaceType] = {
    "country": "country", "city": "city", "region": "region", "area": "area", "water": "water", "facility": "facility"
}
_LOCATIVE = frozenset("in to at from through via into near across toward towards around for leaving".split())
_REACH = 60
"""Tokens back to which a pronoun looks for the person it stands for."""
SURE = 2.4
"""The score from which a pronoun also tells the sex of the person it stands for: the subject of its own sentence."""


@dataclass(slots=True)
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

    def first(self) -> int:
        return min((m.start for m in self.mentions), default=0)


@cache
def _titles() -> tuple[dict[str, list[str]], dict[str, str]]:
    data = load("titles")
    gender = {w: "female" for w in data["female_offices"]["words"]} | {w: "male" for w in data["male_offices"]["words"]}
    for sex in ("male", "female"):
        gender |= dict.fromkeys(data["honorific"][sex], sex)
    return data["stand_in"], gender


@cache
def _group_heads() -> frozenset[str]:
    return frozenset(load("bodies")["groups"]["words"])


def resolve(doc: Doc) -> None:
    """Writes entities and mentions into the notes of a document whose names and titles are known."""
    reader = Reader(doc)
    reader.names()
    reader.unnamed()
    reader.write()


class Reader:
    """Gathers the entities of one document."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.notes = note(doc)
        self.groups: list[Group] = []
        self.by_key: dict[str, Group] = {}
        self.surnames: dict[str, list[Group]] = {}
        self.at_head: dict[int, Group] = {}
        self.pairs: list[Mention] = []
        self.pair_of: list[tuple[Mention, tuple[Group, ...]]] = []
        self.covered: set[int] = set()

    # Named mentions

    def names(self) -> None:
        for name in sorted(self.notes.names, key=lambda n: (n.kind != "person" or n.end - n.start < 2, n.start)):
            group = self._person(name) if name.kind == "person" else self._known(name)
            how = name.how
            if name.kind == "person" and fold(self._text(name)) != fold(group.name):
                how = "alias"
            self._add(group, Mention(name.start, name.end, name.head, how, ()))
        for title in self.notes.titles:
            self._office(title)

    def _add(self, group: Group, mention: Mention) -> None:
        group.mentions.append(mention)
        self.at_head.setdefault(mention.head, group)
        self.covered.update(range(mention.start, mention.end))
        token = self.doc[mention.head]
        while token.dep_ == "conj" and token.head.i != token.i:
            token = token.head
        if group.kind in ("polity", "place"):
            if token.dep_ in ("nsubj", "agent") or (token.dep_ == "pobj" and token.head.lower_ in ("with", "against", "by", "between")) or mention.how == "metonym":
                group.acts = True
            elif token.dep_ == "pobj" and token.head.lower_ in _LOCATIVE:
                group.placed = True

    def _text(self, name: Name) -> str:
        first, last = self.doc[name.start], self.doc[name.end - 1]
        return self.notes.article.text[first.idx : last.idx + len(last)].replace("\n", " ")

    def _new(self, kind: EntityKind, key: str, name: str) -> Group:
        group = Group(kind, key, " ".join(name.split()))
        self.groups.append(group)
        self.by_key[key] = group
        return group

    def _person(self, name: Name) -> Group:
        parts = [fold(self.doc[i].text) for i in range(name.start, name.end) if self.doc[i].text[0].isalpha()]
        whole = " ".join(parts)
        if f"person:{whole}" in self.by_key:
            return self.by_key[f"person:{whole}"]
        for group in self.surnames.get(parts[-1] if parts else "", []):
            if set(parts) <= set(group.key.removeprefix("person:").split()):
                return group
        if len(parts) == 1:
            inside = [g for g in self.groups if g.kind == "person" and parts[0] in g.key.removeprefix("person:").split()]
            if len(inside) == 1:
                return inside[0]
        group = self._new("person", f"person:{whole}", self._text(name))
        sex = given_name(self.doc[name.start].text) if len(parts) > 1 else None
        group.gender = sex if sex != "either" else None
        group.country = self._country_before(name.start)
        if parts:
            self.surnames.setdefault(parts[-1], []).append(group)
        return group

    def _known(self, name: Name) -> Group:
        fact = by_key(name.key) if name.key else None
        key = name.key or f"{name.kind}:{fold(self._text(name))}"
        group = self.by_key.get(key) or self._new(name.kind, key, fact.name if fact else self._text(name))
        if fact is None and name.kind == "organization" and group.country is None:
            group.country = self._country_before(name.start)
        return group

    def _country_before(self, start: int) -> str | None:
        """ "The Israeli Defense Ministry": the country whose adjective or possessive stands before a body's name."""
        at = start - 1
        if at > 0 and self.doc[at].lower_ in ("'s", "’s"):
            at -= 1
        name = next((n for n in self.notes.names if n.start <= at < n.end), None) if at >= 0 else None
        fact = by_key(name.key) if name is not None and name.key else None
        return fact.code if fact is not None and fact.kind == "country" else None

    def _office(self, title: Title) -> None:
        """Tells the holders of a title their office, its country and what its words say of their sex."""
        words = self._words(title.office_start, title.office_end)
        country = self._country(title)
        _, genders = _titles()
        before = self.doc[title.end].lower_.rstrip(".") if title.end < len(self.doc) else ""
        for head in title.holders:
            group = self.at_head.get(head)
            if group is None:
                continue
            own = country or self._of_after(head) or self._by_leader(group, words)
            group.offices.append((words, own))
            if own is not None and len(own) == 2:
                group.country = group.country or own
            sex = next((genders[w] for w in (*words.split(), before) if w in genders), None)
            group.gender = sex or group.gender

    def _of_after(self, head: int) -> str | None:
        """ "Presidents A of X and B of Y": the country after the name."""
        if head + 2 >= len(self.doc) or self.doc[head + 1].lower_ != "of":
            return None
        step = head + 3 if self.doc[head + 2].lower_ == "the" and head + 3 < len(self.doc) else head + 2
        name = next((n for n in self.notes.names if n.start <= step < n.end), None)
        fact = by_key(name.key) if name is not None and name.key else None
        return fact.code if fact else None

    def _by_leader(self, group: Group, office: str) -> str | None:
        """The country of a leader whom the knowledge base knows by full name and office."""
        if " " not in group.name:
            return None
        known = {leader.code for leader in person(group.name) if office.split()[-1] in leader.office.lower()}
        return known.pop() if len(known) == 1 else None

    def _words(self, start: int, end: int) -> str:
        return " ".join(self.doc[i].lower_ for i in range(start, end))

    def _country(self, title: Title) -> str | None:
        if title.of is None:
            return None
        key = self.notes.names[title.of].key
        fact = by_key(key) if key else None
        if fact is None or fact.code is None:
            return key or f"name {title.of}"
        return fact.code

    # Mentions without a name

    def unnamed(self) -> None:
        """Honorifics, titles, pronouns and pairs, in the order of the text."""
        self._honorifics()
        free = {t.head: t for t in self.notes.titles if not t.holders}
        recent: list[tuple[int, Group]] = []
        for token in self.doc:
            group = self.at_head.get(token.i)
            if group is not None and group.kind == "person":
                recent.append((token.i, group))
                continue
            if token.i in self.covered:
                continue
            target: Group | None = None
            if token.i in free:
                target = self._by_title(free[token.i], recent)
                how, start = "title", free[token.i].start
            elif token.lower_ in _PRONOUNS and token.pos_ == "PRON":
                target = self._by_pronoun(token.i, recent)
                how, start = "pronoun", token.i
            elif token.lemma_.lower() in _titles()[0] and token.pos_ in ("NOUN", "PROPN"):
                target = self._by_stand_in(token.i, recent)
                how, start = "title", self._phrase_start(token.i)
            elif token.lower_ in ("two", "both", "pair", "duo") or (token.tag_ == "NNS" and self._counted(token.i)):
                self._pair(token.i, recent)
                continue
            if target is not None:
                self._add(target, Mention(start, token.i + 1, token.i, "pronoun" if how == "pronoun" else "title", ()))
                recent.append((token.i, target))
            elif token.lower_ in _group_heads():
                self._crowd(token.i)

    def _honorifics(self) -> None:
        _, genders = _titles()
        for group in self.groups:
            if group.kind != "person":
                continue
            for mention in group.mentions:
                before = self.doc[mention.start - 1].lower_.rstrip(".") if mention.start else ""
                if before in genders and self.doc[mention.start - 1].text[0].isupper():
                    group.gender = genders[before]

    def _phrase_start(self, head: int) -> int:
        start = head
        while start and self.doc[start - 1].head.i == head and self.doc[start - 1].dep_ in ("det", "amod", "compound", "nmod", "poss"):
            start -= 1
        return start

    def _definite(self, head: int) -> bool:
        if any(c.dep_ == "det" and c.lower_ in ("a", "an", "no", "any", "every", "some") for c in self.doc[head].children):
            return False
        return any(c.dep_ in ("det", "poss") and c.lower_ in ("the", "its", "their", "his", "her", "this", "that") for c in self.doc[head].children) or any(
            c.dep_ in ("nmod", "compound", "amod", "poss") and c.i in self.covered for c in self.doc[head].children
        )

    def _by_title(self, title: Title, recent: list[tuple[int, Group]]) -> Group | None:
        """ "The foreign minister": the last person named with that office, of that country where one is given."""
        if title.plural or not self._definite(title.head) or title.standing != "current":
            return None
        words = self._words(title.office_start, title.office_end)
        country = self._country(title)
        for _, group in reversed(recent):
            for office, of in group.offices:
                if (office == words or office.endswith(" " + words) or words.endswith(" " + office)) and (country is None or of is None or of == country):
                    return group
        later = [
            g
            for g in self.groups
            if any(o.endswith(words) and len(words.split()) > 1 and country in (None, of) for o, of in g.offices)
        ]
        return later[0] if len(later) == 1 and title.of is not None else None

    def _by_stand_in(self, head: int, recent: list[tuple[int, Group]]) -> Group | None:
        """ "The top US diplomat": the last person whose office is of that kind and of that country."""
        if self.doc[head].tag_ in ("NNS", "NNPS") or not self._definite(head):
            return None
        offices = _titles()[0][self.doc[head].lemma_.lower()]
        country = self._modifier_country(head)
        seen: list[Group] = []
        for _, group in reversed(recent):
            if group in seen:
                continue
            seen.append(group)
            right_office = not offices or any(o.split()[-1] in offices or o.split()[0] in offices for o, _ in group.offices)
            if country is not None and group.country == country and right_office:
                return group
        return None

    def _modifier_country(self, head: int) -> str | None:
        for child in self.doc[head].children:
            group = self.at_head.get(child.i)
            if group is not None and group.key.startswith("country:"):
                fact = by_key(group.key)
                return fact.code if fact else None
        return None

    def _by_pronoun(self, at: int, recent: list[tuple[int, Group]]) -> Group | None:
        """The person a pronoun stands for: of the right sex, near, a subject before others."""
        sex = _PRONOUNS[self.doc[at].lower_]
        token = self.doc[at]
        quoted = self.notes.quoted[at]
        ahead = self._subject_ahead(at)
        if ahead is not None and ahead.gender in (None, sex):
            ahead.gender = sex
            return ahead
        best, best_score = None, 0.0
        verb = token.head if token.dep_ in ("dobj", "iobj", "pobj", "dative") else None
        sentence = token.sent.start
        for where, group in reversed(recent[-12:]):
            if at - where > _REACH and best is not None:
                break
            if group.gender not in (None, sex) or at - where > 4 * _REACH:
                continue
            if verb is not None and self._subject_of_same(where, token.i) and token.lower_ not in ("his", "her"):
                continue
            score = self._salience(where, sentence) - (at - where) / 200
            if group.gender == sex:
                score += 1.0
            if quoted and not self.notes.quoted[where]:
                score -= 0.5
            score += min(len(group.mentions), 8) * 0.08
            if score > best_score:
                best, best_score = group, score
        if best is not None and best.gender is None and best_score > SURE:
            best.gender = sex
        return best

    def _subject_ahead(self, at: int) -> Group | None:
        """ "During his stay, Silva will ...": in a phrase before its subject a pronoun points forward."""
        here = self.doc[at]
        if here.dep_ in ("nsubj", "nsubjpass") or self.notes.quoted[at]:
            return None
        steps = 0
        while here.pos_ not in ("VERB", "AUX") and here.head.i != here.i and steps < 8:
            here = here.head
            steps += 1
            if here.dep_ in ("nsubj", "nsubjpass", "conj"):
                return None
        subject = next((c for c in here.children if c.dep_ in ("nsubj", "nsubjpass") and c.i > at), None)
        group = self.at_head.get(subject.i) if subject is not None and here.i > at else None
        return group if group is not None and group.kind == "person" else None

    def _subject_of_same(self, where: int, pronoun: int) -> bool:
        """Whether `where` is the subject of the very clause in which the pronoun is an object."""
        here = self.doc[pronoun].head
        while here.pos_ not in ("VERB", "AUX") and here.head.i != here.i:
            here = here.head
        return self.doc[where].dep_ in ("nsubj", "nsubjpass") and self.doc[where].head.i == here.i

    def _salience(self, where: int, sentence: int) -> float:
        token = self.doc[where]
        score = 2.0 if token.dep_ in ("nsubj", "nsubjpass") else 1.0 if token.dep_ in ("dobj", "pobj", "agent", "conj") else 0.8
        return score + (0.5 if where >= sentence else 0.0)

    def _counted(self, head: int) -> bool:
        token = self.doc[head]
        if token.lemma_.lower() not in ("president", "leader", "minister", "man", "woman", "statesman", "official", "diplomat", "politician", "premier"):
            return False
        return any(c.lower_ in ("two", "both") for c in token.children)

    def _pair(self, at: int, recent: list[tuple[int, Group]]) -> None:
        """ "The two", "both leaders", "the pair": the last two persons named."""
        token = self.doc[at]
        if token.lower_ == "two" and (token.dep_ == "nummod" or not any(c.lower_ == "the" for c in token.children)):
            return
        if token.lower_ == "both" and token.dep_ not in ("nsubj", "nsubjpass", "pobj"):
            return
        last: list[Group] = self._coordinated(token.sent.start, at)
        for where, group in reversed(recent):
            if len(last) == 2:
                break
            if group not in last and at - where < 3 * _REACH:
                last.append(group)
        if len(last) < 2:
            return
        mention = Mention(self._phrase_start(at), at + 1, at, "pronoun", ())
        self.pair_of.append((mention, (last[1], last[0])))
        self.covered.update(range(mention.start, mention.end))

    def _coordinated(self, start: int, end: int) -> list[Group]:
        """The last "X and Y" of two countries or bodies in this sentence, later first; else none."""
        for i in range(end - 1, start, -1):
            token = self.doc[i]
            first, second = self.at_head.get(token.head.i), self.at_head.get(i)
            if token.dep_ == "conj" and first and second and first is not second and {first.kind, second.kind} <= {"polity", "place", "organization"}:
                return [second, first]
        return []

    def _crowd(self, head: int) -> None:
        """People named by what they are: "Kenyan officials", "the troops". A group of its own."""
        token = self.doc[head]
        if token.dep_ in ("compound", "amod", "nmod") or token.pos_ not in ("NOUN", "PROPN"):
            return
        start = self._phrase_start(head)
        if self.doc[start].dep_ == "det":
            start += 1
        text = " ".join(self.doc[i].text for i in range(start, head + 1) if not self.doc[i].is_space)
        key = f"group:{fold(text)}"
        group = self.by_key.get(key) or self._new("group", key, text)
        group.country = group.country or self._modifier_country(head)
        mention = Mention(start, head + 1, head, "name", ())
        group.mentions.append(mention)
        self.at_head.setdefault(head, group)

    # Writing down

    def write(self) -> None:
        ordered = sorted((g for g in self.groups if g.mentions), key=lambda g: (g.first(), g.key))
        ids = {id(group): f"e{n}" for n, group in enumerate(ordered, 1)}
        pairs: dict[int, list[Mention]] = {}
        mentions: list[Mention] = []
        for mention, members in self.pair_of:
            joined = Mention(mention.start, mention.end, mention.head, mention.how, tuple(ids[id(g)] for g in members))
            mentions.append(joined)
            for member in members:
                pairs.setdefault(id(member), []).append(joined)
        entities = []
        for group in ordered:
            own = [Mention(m.start, m.end, m.head, m.how, (ids[id(group)],)) for m in group.mentions]
            mentions.extend(own)
            entities.append(self._entity(group, ids[id(group)], sorted([*own, *pairs.get(id(group), [])], key=lambda m: m.start)))
        set_mentions(self.doc, sorted(mentions, key=lambda m: (m.start, m.end)), entities)

    def _entity(self, group: Group, entity_id: str, mentions: list[Mention]) -> Entity:
        fact = by_key(group.key)
        kind = group.kind
        if fact is not None and fact.kind == "country":
            kind = "place" if group.placed and not group.acts else "polity"
        return Entity(
            id=entity_id,
            kind=kind,
            name=group.name,
            wikidata=fact.wikidata if fact else None,
            country=fact.code if fact else group.country,
            place_type=_PLACES.get(fact.kind) if fact else None,
            latitude=fact.latitude if fact else None,
            longitude=fact.longitude if fact else None,
            geonames=fact.geonames if fact else None,
            mentions=tuple(self._spans(mentions)),
        )

    def _spans(self, mentions: list[Mention]) -> Iterator[ModelMention]:
        article = self.notes.article
        for mention in mentions:
            last = self.doc[mention.end - 1]
            span = article.span(self.doc[mention.start].idx, last.idx + len(last))
            yield ModelMention(span.start, span.end, span.text, mention.how)


