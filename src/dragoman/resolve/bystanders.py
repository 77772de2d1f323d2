"""People spoken of by a noun: "a teacher", "his father", "the boy", "refugees".

A noun may be said of somebody named ("student Ana Ruiz", "Ana Ruiz, a student,"): then "the student" later is
her. Otherwise it is somebody without a name, a bystander, to whom "he" and "they" may point as well. Extractors
are not told of bystanders; without them every "he" would be the last person named.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from dragoman.doc import Token
from dragoman.knowledge import fold
from dragoman.lexicon import load
from dragoman.resolve.cast import Group
from dragoman.resolve.scene import Scene

_LOOK_BACK = 12
"""So many who are called by a noun are looked at for the one who is meant."""
_INDEFINITE = frozenset("a an some any no every another each one several many few".split())
_POINTING = frozenset("the this that these those its their his her my our your".split())
_NEGATIONS = frozenset({"not", "n't", "never", "no", "hardly"})


@dataclass(frozen=True, slots=True)
class Nouns:
    """The lexicon of person nouns, ready for look-up."""

    gender: dict[str, str | None]
    many: frozenset[str]
    anybody: frozenset[str]
    kin: frozenset[str]
    same: dict[str, tuple[str, ...]]


@cache
def nouns() -> Nouns:
    """The lexicon `person_nouns`, compiled once."""
    data = load("person_nouns")
    gender: dict[str, str | None] = dict.fromkeys(data["either"]["words"].split())
    gender |= dict.fromkeys(data["male"]["words"].split(), "male")
    gender |= dict.fromkeys(data["female"]["words"].split(), "female")
    same: dict[str, tuple[str, ...]] = {}
    for members in data["same"]["sets"]:
        for word in members:
            same[word] = tuple(dict.fromkeys((*same.get(word, ()), *members)))
    return Nouns(
        gender,
        frozenset(data["many"]["words"].split()),
        frozenset(data["anybody"]["words"].split()),
        frozenset(data["kin"]["words"].split()),
        same,
    )


def is_people(phrase: str) -> bool:
    """Whether a phrase names people by what they are ("two young teachers"), and no body ("the government")."""
    known = nouns()
    for word in phrase.casefold().split()[::-1]:
        lemmas = (word, word.removesuffix("s"), word.removesuffix("es"), f"{word.removesuffix('ies')}y")
        if word in known.many or word in known.anybody or any(lemma in known.gender for lemma in lemmas):
            return word != "police"
        if word.isalpha():
            return False
    return False


class Bystanders:
    """Reads the nouns for people into a scene."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.cast = scene.cast
        self.doc = scene.doc
        self.kin: dict[tuple[str, int], Group] = {}
        self.by_text: dict[str, Group] = {}

    def is_person(self, at: int) -> bool:
        """Whether a token is a noun for people that heads a phrase of its own."""
        token = self.doc[at]
        if self.scene.given is not None:
            return at in self.scene.given
        if token.pos_ not in ("NOUN", "PRON") or token.dep_ in ("compound", "amod", "nmod"):
            return False
        known, lemma, word = nouns(), token.lemma_.lower(), token.lower_
        if word in known.anybody:
            return token.pos_ == "PRON" and word != "one"
        return lemma in known.gender or word in known.many

    def describe(self, group: Group, head: int) -> None:
        """Notes what the words before a name and beside it say of its bearer: "student Ana Ruiz", "she is a nurse"."""
        name = self.cast.name_at.get(head)
        start = name.start if name is not None else head
        for at in range(start - 1, max(start - 6, -1), -1):
            if self.doc[at].pos_ not in ("NOUN", "ADJ", "PROPN"):
                break
            if self.doc[at].lemma_.lower() in nouns().gender:
                self._say(group, self.doc[at])
            if self.doc[at].is_sent_start:
                break
        for child in self.doc[head].children:
            if child.dep_ == "appos" and child.pos_ == "NOUN":
                self._say(group, child)

    def _say(self, group: Group, token: Token) -> None:
        lemma = token.lemma_.lower()
        self.scene.call(group, lemma)
        sex = nouns().gender.get(lemma)
        if sex is not None and group.gender is None and not group.plural:
            group.gender = sex

    def read(self, at: int) -> None:
        """The person whom a noun speaks of: one named beside it, one told before, or a new bystander."""
        token = self.doc[at]
        start, end = self._phrase(at)
        group = self._beside(token) or self._known(token)
        if group is None:
            group = self._new(token)
        self._say(group, token)
        self.scene.beside(group, start, end, at)

    def _phrase(self, at: int) -> tuple[int, int]:
        if self.scene.given is not None and at in self.scene.given:
            return self.scene.given[at]
        start = self.cast.phrase_start(at)
        while (
            start
            and self.doc[start - 1].head.i == at
            and self.doc[start - 1].dep_ in ("det", "predet", "nummod", "poss")
        ):
            start -= 1
        return start, at + 1

    # Beside a name

    def _beside(self, token: Token) -> Group | None:
        """Somebody whom the grammar puts beside the noun: in apposition, as subject of "is", by a name right behind."""
        if token.dep_ == "appos" and token.head.dep_ != "pobj":
            found = self._person(token.head.i)
            if found is not None:
                return found
        if token.dep_ == "attr" and token.head.lemma_ in ("be", "become", "remain"):
            subject = next((c for c in token.head.children if c.dep_ == "nsubj"), None)
            denied = any(c.lower_ in _NEGATIONS for c in token.head.children)
            if subject is not None and not denied:
                return self._agreeing(self.scene.at(subject.i), token)
        for child in token.children:
            if child.dep_ == "appos" and child.i > token.i:
                found = self._person(child.i)
                if found is not None:
                    return self._agreeing(found, token)
        return self._named_behind(token)

    def _named_behind(self, token: Token) -> Group | None:
        """ "His father Omar Hassan", "the coach of the team, Omar Hassan,": a name behind a phrase in the singular."""
        at = self._phrase(token.i)[1]
        if at < len(self.doc) and self.doc[at].text == "," and at > token.i + 1:
            at += 1
        name = self.cast.name_at.get(at)
        if name is None or name.kind != "person" or name.start != at or plural(token):
            return None
        if at > token.i + 1 and name.end < len(self.doc) and not self.doc[name.end].is_punct:
            return None
        return self.cast.at_head.get(name.head)

    def _person(self, at: int) -> Group | None:
        found = self.scene.at(at)
        if found is None and at in self.cast.name_at:
            found = self.cast.at_head.get(self.cast.name_at[at].head)
        return found if found is not None and found.kind in ("person", "group") else None

    def _agreeing(self, group: Group | None, token: Token) -> Group | None:
        """The group where it agrees with a noun in number and sex, else None."""
        if group is None or group.kind not in ("person", "group") or group.plural != plural(token):
            return None
        sex = nouns().gender.get(token.lemma_.lower())
        return group if sex is None or group.gender in (None, sex) else None

    # Told before

    def _known(self, token: Token) -> Group | None:
        lemma = token.lemma_.lower()
        owner = self._owner(token)
        if owner is not None and lemma in nouns().kin:
            return self.kin.get((lemma, id(owner)))
        if not self._points_back(token):
            return None
        marks = self._marks(token)
        for word in nouns().same.get(lemma, (lemma,)) if not plural(token) else (lemma,):
            told = self.scene.by_noun.get(word, ())
            for group in reversed(told[-_LOOK_BACK:]):
                if self._agreeing(group, token) and self._may_be(group, marks):
                    return group
        return None

    def _points_back(self, token: Token) -> bool:
        """Whether a phrase speaks of somebody told before: "the boy", a bare plural."""
        words = {c.lower_ for c in token.children if c.dep_ in ("det", "poss", "nummod") or c.lower_ in _INDEFINITE}
        if words & _INDEFINITE or any(c.dep_ == "nummod" for c in token.children):
            return False
        if any(c.dep_ in ("relcl", "acl") for c in token.children):
            return False
        return bool(words & _POINTING) or plural(token) or token.dep_ in ("compound", "nmod")

    def _may_be(self, group: Group, marks: tuple[str, ...]) -> bool:
        """Whether nothing that is said now sets one apart from the other: "the other officials" are others."""
        if "other" in marks or "another" in marks:
            return False
        if group.kind == "person":
            return not marks or all(m in group.marks or m in group.nouns for m in marks)
        return set(marks) <= set(group.marks) or not group.marks

    def _marks(self, token: Token) -> tuple[str, ...]:
        return tuple(
            fold(c.text)
            for c in token.children
            if c.dep_ in ("amod", "compound", "nmod") and c.i < token.i and c.is_alpha
        )

    def _owner(self, token: Token) -> Group | None:
        owner = next((c for c in token.children if c.dep_ == "poss"), None)
        return self.scene.at(owner.i) if owner is not None else None

    def _new(self, token: Token) -> Group:
        start, end = self._phrase(token.i)
        text = " ".join(self.doc[i].text for i in range(start, end) if not self.doc[i].is_space)
        group = Group("group", f"bystander:{token.i}", text)
        self.cast.groups.append(group)
        group.plural = plural(token)
        group.gender = None if group.plural else nouns().gender.get(token.lemma_.lower())
        group.marks = dict.fromkeys(self._marks(token))
        group.country = self.cast.modifier_country(token.i)
        owner = self._owner(token)
        if owner is not None and token.lemma_.lower() in nouns().kin:
            self.kin[token.lemma_.lower(), id(owner)] = group
        return group


def plural(token: Token) -> bool:
    """Whether a noun speaks of several."""
    return token.tag_ in ("NNS", "NNPS") or token.lower_ in nouns().many or token.tag_ == "CD"
