"""Mentions without a name: titles, pronouns, pairs, and people named by what they are.

They are read from left to right, each pointing back to whom the text has in mind. Where it is not clear,
none is made.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from itertools import islice

from dragoman.doc import Mention, Title, Token, clause_around
from dragoman.knowledge import capital, fold
from dragoman.lexicon import load
from dragoman.resolve.cast import OFFICES, Cast, Group, title_words

_PRONOUNS = {
    "he": "male",
    "him": "male",
    "his": "male",
    "himself": "male",
    "she": "female",
    "her": "female",
    "hers": "female",
    "herself": "female",
}
_REACH = 60
"""Tokens back to which a pronoun looks for the person it stands for."""
_CROWNED = frozenset("pope king queen emperor empress emir sultan".split())
"""Offices so rare in one article that no country need be told: "the pontiff", "the monarch"."""
_COUNTED = frozenset("president leader minister man woman statesman official diplomat politician premier".split())
_PERSONS = 100
"""Persons back to which a title looks for its holder."""
THEME = 1.2
"""What it counts for a person that the sentence before is about him."""
SURE = 2.4
"""The score from which a pronoun also tells the sex of the person it stands for: the subject of its own sentence."""


@cache
def _group_heads() -> frozenset[str]:
    return frozenset(load("bodies")["groups"]["words"])


class Reader:
    """Reads the mentions without a name into the cast."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        self.doc = cast.doc
        self.notes = cast.notes
        self.recent: list[tuple[int, Group]] = []
        self.order: dict[int, Group] = {}

    def _speak(self, at: int, person: Group) -> None:
        """Notes that a person is spoken of at a token."""
        self.recent.append((at, person))
        self.order.pop(id(person), None)
        self.order[id(person)] = person

    def _last(self) -> Iterator[Group]:
        """The persons spoken of so far, each once, the last one first."""
        return islice(reversed(self.order.values()), _PERSONS)

    def unnamed(self) -> None:
        """Honorifics, titles, pronouns and pairs, in the order of the text."""
        self.cast.honorifics()
        free = {t.head: t for t in self.notes.titles if not t.holders}
        borne = {t.head for t in self.notes.titles if t.holders}
        for token in self.doc:
            group = self.cast.at_head.get(token.i)
            if group is not None and group.kind == "person":
                self._speak(token.i, group)
                continue
            if token.i in self.cast.covered or token.i in borne:
                continue
            target: Group | None = None
            end = token.i + 1
            if token.lower_ in ("two", "both", "pair", "duo") or (token.tag_[:3] == "NNS" and self._counted(token.i)):
                self._pair(token.i)
                continue
            if token.i in free:
                target = self._by_title(free[token.i])
                if target is None and token.lemma_.lower() in title_words()[0]:
                    target = self._by_stand_in(token.i)  # "the Chilean leader", "the pontiff"
                how, start, end = "title", free[token.i].start, max(token.i + 1, free[token.i].office_end)
            elif token.lower_ in _PRONOUNS and token.pos_ == "PRON":
                target = self._by_pronoun(token.i)
                how, start = "pronoun", token.i
            elif token.lower_ == "capital" and token.pos_ == "NOUN" and self._seat(token.i):
                continue
            elif token.lemma_.lower() in title_words()[0] and token.pos_ in ("NOUN", "PROPN"):
                target = self._by_stand_in(token.i)
                how, start = "title", self.cast.phrase_start(token.i)
            if target is not None:
                self.cast.add(target, Mention(start, end, token.i, "pronoun" if how == "pronoun" else "title", ()))
                self._speak(token.i, target)
            elif token.lower_ in _group_heads():
                self._crowd(token.i)

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
        for group in self._last():
            for office, of in group.offices[-OFFICES:]:
                if (office == words or office.endswith(" " + words) or words.endswith(" " + office)) and (
                    country is None or of is None or of == country
                ):
                    return group
        return self.cast.only_holder(words, country) if country is not None else None

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
        for group in self._last():
            right_office = not offices or any(
                o.split()[-1] in offices or o.split()[0] in offices for o, _ in group.offices[-OFFICES:]
            )
            if right_office and country in (None, group.country):
                return group
        return None

    def _by_pronoun(self, at: int) -> Group | None:
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
        around = clause_around(self.doc, at) if token.dep_ == "poss" else None
        theme = self._theme_before(token)
        for where, group in reversed(self.recent[-12:]):
            if at - where > _REACH and best is not None:
                break
            if group.gender not in (None, sex) or at - where > 4 * _REACH:
                continue
            if verb is not None and self._subject_of_same(where, token.i) and token.lower_ not in ("his", "her"):
                continue
            score = self._salience(where, sentence) - (at - where) / 200
            if group.gender == sex:
                score += 1.0
            if around is not None and where == around.subject:
                score += 2.0  # "who is on her third tour": what one does with one's own
            if where == theme:
                score += THEME
            if quoted and not self.notes.quoted[where]:
                score -= 0.5
            score += min(len(group.mentions), 8) * 0.08
            if score > best_score:
                best, best_score = group, score
        if best is not None and best.gender is None and best_score > SURE:
            best.gender = sex
        return best

    def _theme_before(self, pronoun: Token) -> int | None:
        """The subject of the sentence before, for a pronoun that is the subject of its own: one theme goes on."""
        start = pronoun.sent.start
        if pronoun.dep_ not in ("nsubj", "nsubjpass") or pronoun.head.dep_ != "ROOT" or start == 0:
            return None
        root = self.doc[start - 1].sent.root
        said = next((c for c in root.children if c.dep_ == "ccomp" and c.i < root.i), None)
        root = said or root  # "Silva is due in Lima, the ministry announced"
        subject = next((c for c in root.children if c.dep_ in ("nsubj", "nsubjpass")), None)
        if subject is None:
            return None
        named = [subject.i, *(c.i for c in subject.children if c.dep_ == "appos")]
        return next((i for i in named if (g := self.cast.at_head.get(i)) is not None and g.kind == "person"), None)

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
        group = self.cast.at_head.get(subject.i) if subject is not None and here.i > at else None
        return group if group is not None and group.kind == "person" else None

    def _subject_of_same(self, where: int, pronoun: int) -> bool:
        """Whether `where` is the subject of the very clause in which the pronoun is an object."""
        here = self.doc[pronoun].head
        while here.pos_ not in ("VERB", "AUX") and here.head.i != here.i:
            here = here.head
        return self.doc[where].dep_ in ("nsubj", "nsubjpass") and self.doc[where].head.i == here.i

    def _salience(self, where: int, sentence: int) -> float:
        token = self.doc[where]
        if token.dep_ == "appos" and token.head.dep_ in ("nsubj", "nsubjpass"):
            token = token.head  # "the British minister, David Rutley, is"
        score = (
            2.0
            if token.dep_ in ("nsubj", "nsubjpass")
            else 1.0
            if token.dep_ in ("dobj", "pobj", "agent", "conj")
            else 0.8
        )
        return score + (0.5 if where >= sentence else 0.0)

    def _counted(self, head: int) -> bool:
        """Whether a noun speaks of two people told before: "both leaders", "the two foreign ministers"."""
        token = self.doc[head]
        if token.lemma_.lower() not in _COUNTED:
            return False
        words = {c.lower_ for c in token.children}
        return "both" in words or ("two" in words and bool(words & {"the", "these", "those"}))

    def _fits(self, group: Group, noun: str) -> bool:
        """Whether a person is what a noun of two says: the two presidents are both president."""
        if noun in ("man", "woman"):
            return group.gender in (None, "male" if noun == "man" else "female")
        offices = title_words()[0].get(noun, [noun] if noun in ("president", "minister", "premier") else [])
        return not offices or any(o.split()[-1] in offices or o.split()[0] in offices for o, _ in group.offices)

    def _pair(self, at: int) -> None:
        """ "The two", "both leaders", "the pair": the last two persons named."""
        token = self.doc[at]
        if token.lower_ == "two" and (token.dep_ == "nummod" or not any(c.lower_ == "the" for c in token.children)):
            return
        if token.lower_ == "both" and token.dep_ not in ("nsubj", "nsubjpass", "pobj"):
            return
        noun = token.lemma_.lower()
        last = (
            self._coordinated(token.sent.start, at)
            or self._two(at, lambda group: self._fits(group, noun))
            or self._two(at, lambda group: not group.offices)
        )
        if len(last) < 2:
            return
        start = self.cast.phrase_start(at)
        while start and self.doc[start - 1].head.i == at and self.doc[start - 1].dep_ in ("det", "predet", "nummod"):
            start -= 1  # "the two presidents"
        mention = Mention(start, at + 1, at, "pronoun", ())
        self.cast.pair_of.append((mention, (last[1], last[0])))
        self.cast.covered.update(range(mention.start, mention.end))

    def _two(self, at: int, fits: Callable[[Group], bool]) -> list[Group]:
        """The last two persons of a sort named not far back, later first; else none."""
        last: list[Group] = []
        for where, group in reversed(self.recent):
            if len(last) == 2 or at - where >= 3 * _REACH:
                break
            if group not in last and fits(group):
                last.append(group)
        return last if len(last) == 2 else []

    def _coordinated(self, start: int, end: int) -> list[Group]:
        """The last "X and Y" of two countries or bodies in this sentence, later first; else none."""
        for i in range(end - 1, start, -1):
            token = self.doc[i]
            first, second = self.cast.at_head.get(token.head.i), self.cast.at_head.get(i)
            if (
                token.dep_ == "conj"
                and first
                and second
                and first is not second
                and {first.kind, second.kind} <= {"polity", "place", "organization"}
            ):
                return [second, first]
        return []

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
        self.cast.at_head.setdefault(head, group)
