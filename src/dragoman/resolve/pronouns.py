"""Whom "he", "she" and "they" mean: of the right sex and number, near, and in the foreground.

Every candidate spoken of before gets a score; the best one is meant. What counts is where the candidate stood
in its sentence, how far back, whether the sex is known, and whether the sentence before was about him.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dragoman.doc import Token, clause_around
from dragoman.resolve.cast import Group
from dragoman.resolve.scene import Scene

SINGULAR = {
    "he": "male",
    "him": "male",
    "his": "male",
    "himself": "male",
    "she": "female",
    "her": "female",
    "hers": "female",
    "herself": "female",
}
PLURAL = frozenset("they them their theirs themselves themself".split())
_REFLEXIVE = frozenset("himself herself themselves themself".split())
_REACH = 60
"""Tokens back to which a pronoun looks for the person it stands for."""
_WINDOW = 16
"""Mentions back to which it looks."""
THEME = 1.2
"""What it counts for a person that the sentence before is about him."""
SURE = 2.4
"""The score from which a pronoun also tells the sex of the person it stands for: the subject of its own sentence."""


class Pronouns:
    """Finds antecedents in a scene; `speakers` tells whose words a quoted token belongs to."""

    def __init__(self, scene: Scene, speakers: dict[int, int]) -> None:
        self.scene = scene
        self.cast = scene.cast
        self.doc = scene.doc
        self.quoted = scene.notes.quoted
        self.speakers = speakers

    def one(self, at: int) -> Group | None:
        """The person whom "he" or "she" stands for."""
        sex = SINGULAR[self.doc[at].lower_]
        ahead = self._subject_ahead(at)
        if ahead is not None and ahead.gender in (None, sex):
            ahead.gender = sex
            return ahead
        best, best_score = None, 0.0
        for where, group, score in self._scored(at, self.scene.recent):
            if group is None or group.plural or group.gender not in (None, sex):
                continue
            if at - where > _REACH and best is not None:
                break
            sure = score + (1.0 if group.gender == sex else 0.0)
            if sure > best_score:
                best, best_score = group, sure
        if best is not None and best.gender is None and best_score > SURE:
            best.gender = sex
        return best

    def several(self, at: int) -> Group | None:
        """The people whom "they" stands for; None where a body or a thing is as likely."""
        best, best_score = None, 0.0
        for where, group, score in self._scored(at, self.scene.crowds):
            if at - where > _REACH and best_score:
                break
            sure = score + (1.0 if group is None or group.plural else 0.0)
            if sure > best_score:
                best, best_score = group, sure
        return best

    def _scored(self, at: int, told: Sequence[tuple[int, Group | None]]) -> Iterator[tuple[int, Group | None, float]]:
        """The candidates, the last one first: where, who, and how much speaks for them."""
        token = self.doc[at]
        verb = token.head if token.dep_ in ("dobj", "iobj", "pobj", "dative") else None
        sentence = token.sent.start
        around = clause_around(self.doc, at) if token.dep_ == "poss" or token.lower_ in _REFLEXIVE else None
        theme, teller = self._theme_before(token), self._teller(token)
        possessive = token.lower_ in ("his", "her", "their") or token.lower_ in _REFLEXIVE
        speaker = self._speaker(at)
        for where, group in reversed(told[-_WINDOW:]):
            if at - where > 4 * _REACH:
                return
            if (group is not None and group is speaker) or (
                verb is not None and not possessive and self._subject_of_same(where, at)
            ):
                continue
            score = self._salience(where, sentence) - (at - where) / 200
            if around is not None and where == around.subject:
                score += 2.0  # "who is on her third tour": what one does with one's own
            if where == theme:
                score += THEME
            if where == teller:
                score += 1.0
            if self.quoted[at] != self.quoted[where]:
                score -= 0.5
            often = len(group.mentions) + len(group.aside) if group is not None else 1
            yield where, group, score + min(often, 8) * 0.08

    def _teller(self, pronoun: Token) -> int | None:
        """Of "Ruiz told Hassan that she would come" Ruiz: the subject of what is said is most often the one who says it."""
        if pronoun.dep_ not in ("nsubj", "nsubjpass") or pronoun.head.dep_ != "ccomp":
            return None
        governing = clause_around(self.doc, pronoun.head.head.i)
        return governing.subject if governing is not None else None

    def _speaker(self, at: int) -> Group | None:
        """The person whose quoted words a pronoun is among: he calls himself "I"."""
        head = self.speakers.get(at)
        return self.scene.at(head) if head is not None else None

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
        if here.dep_ in ("nsubj", "nsubjpass") or self.quoted[at]:
            return None
        steps = 0
        while here.pos_ not in ("VERB", "AUX") and here.head.i != here.i and steps < 8:
            here = here.head
            steps += 1
            if here.dep_ in ("nsubj", "nsubjpass", "conj"):
                return None
        subject = next((c for c in here.children if c.dep_ in ("nsubj", "nsubjpass") and c.i > at), None)
        group = self.scene.at(subject.i) if subject is not None and here.i > at else None
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
