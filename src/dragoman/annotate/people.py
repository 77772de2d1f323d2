"""Names of persons: after a title, by a given name, by the model, and by what the rest of the article shows.

The small model errs on names ("Lula" a product, a minister a town); so a name that is a person's beyond
doubt in one place (a title before it, a full name with a given name) is a person's throughout the article.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache

from spacy.tokens import Doc, Token

from dragoman.annotate.titles import plain, words
from dragoman.doc import Name, Title
from dragoman.knowledge import fold, given_name
from dragoman.lexicon import load

PARTICLES = frozenset(
    "da de del della delle di do dos du das al el bin ibn bint von van der den la le ter ben abu arap y e zu af st ould a'' ul ur".split()
)
_SMALL = frozenset({"ADP", "SCONJ", "CCONJ", "DET", "PRON"})
_WEEKDAYS = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday christmas easter ramadan today tomorrow".split()
)
_HUMAN = frozenset(
    "say tell meet visit travel arrive fly add declare announce speak believe insist argue warn urge explain note reply "
    "attend address thank praise lead chair shake discuss promise pledge vow resign wink smile recall ask arrive".split()
)
_TRAVELS = frozenset("visit travel arrive fly meet land depart return head shake smile telephone phone resign".split())


_MEET = frozenset("meet receive greet welcome congratulate telephone succeed replace brief interview".split())
_TRAVEL = frozenset("visit arrive fly travel resign smile wink die marry shake".split())
_SPEAK = frozenset("meet speak talk confer converse huddle talks meeting conversation call discussion".split())
_PLACES = frozenset({"GPE", "LOC", "FAC", "NORP", "EVENT"})
_ARABIC = frozenset("al el bin ibn bint".split())
"""Particles within a name that no place with a given name before it has."""
_LONGEST = 8
"""Tokens of a person's name that is looked for from its end."""


@cache
def _bodies() -> frozenset[str]:
    return frozenset(load("bodies")["heads"]["words"])


@cache
def _person_nouns() -> frozenset[str]:
    data = load("person_nouns")
    return frozenset(word for sort in ("male", "female", "either") for word in data[sort]["words"].split())


def capitalised(token: Token) -> bool:
    """Whether a token may stand in a person's name."""
    text = token.text
    if not text[0].isupper() or token.lower_ in _WEEKDAYS or token.ent_type_ in ("DATE", "TIME"):
        return False
    return text.replace(".", "").replace("’", "").replace("'", "").isalpha()


def run_from(doc: Doc, start: int, taken: Mapping[int, int]) -> int:
    """Where the run of capitalised words that begins at `start` ends; particles and hyphens join it."""
    at = start
    while at < len(doc):
        token = doc[at]
        if at > start and (token.is_sent_start or at in taken):
            break
        if (
            capitalised(token)
            and not (at > start and plain(token) in words().heads and plain(token) not in words().ranks)
        ) or (token.lower_ in PARTICLES and _capital_follows(doc, at)):
            at += 1
        elif at > start and token.text in ("-", "'", "’", "`") and _glued(doc, at):
            at += 2
        else:
            break
    return at


def _capital_follows(doc: Doc, at: int) -> bool:
    for step in range(at + 1, min(at + 4, len(doc))):
        if doc[step].text[0].isupper():
            return capitalised(doc[step])
        if doc[step].lower_ not in PARTICLES and doc[step].text not in ("-", "'"):
            return False
    return False


def _glued(doc: Doc, at: int) -> bool:
    """Whether a hyphen or apostrophe joins two parts of one word."""
    if at + 1 >= len(doc) or doc[at].whitespace_ or doc[at - 1].whitespace_:
        return False
    return doc[at + 1].is_alpha and doc[at + 1].lower_ not in ("s", "led", "backed", "based", "born", "style", "era")


def skip_honorifics(doc: Doc, at: int) -> int:
    """Past "Mr.", "Gen." and the like."""
    known = words()
    while (
        at < len(doc)
        and doc[at].text[0].isupper()
        and (plain(doc[at]) in known.honorifics or plain(doc[at]) in known.ranks)
        and plain(doc[at]) not in _ROYAL
    ):
        at += 1
    return at


_ROYAL = frozenset("queen king emperor empress pope sultan emir".split())


def _deed(token: Token) -> bool:
    """Whether a word in capitals is a verb or a small word for all that, and no name."""
    return token.is_stop or token.lower_ in _HUMAN or token.lower_.removesuffix("s") in _HUMAN


def _of_writing(token: Token) -> bool:
    """ "A letter from Aso" is a person's."""
    return token.lemma_.lower() in _WRITTEN


_WRITTEN = frozenset("letter message note invitation call cable telegram pledge assurance promise gift".split())


class Finder:
    """Finds the persons of one document; `taken` says which tokens belong to known names."""

    def __init__(self, doc: Doc, titles: tuple[Title, ...], known: list[Name]) -> None:
        self.doc = doc
        self.titles = titles
        self.known = known
        self.taken = {i: n for n, name in enumerate(known) for i in range(name.start, name.end)}
        # Known names that a person's name does not run over: countries and bodies of any length.
        # A capital is none of them, whatever it stands for: Jack Lima is not of Peru.
        self.firm = {
            i: n
            for i, n in self.taken.items()
            if known[n].kind in ("polity", "organization") and known[n].how != "metonym"
        }
        self.found: dict[int, tuple[int, int]] = {}
        self.inside: set[int] = set()
        self.titled = {i for t in titles for i in range(t.office_start, t.office_end)}

    def find(self) -> list[tuple[int, int]]:
        """Every person's name as a token range, in order."""
        for start, end in self._after_titles():
            self._take(start, end)
        for start, end in self._styled():
            self._take(start, end)
        for start, end in self._full_names():
            self._take(start, end)
        self._single_words()
        return self._side_by_side()

    def _side_by_side(self) -> list[tuple[int, int]]:
        """What was found, in order; single words of one person's name right behind each other are one name."""
        found: list[tuple[int, int]] = []
        whole: dict[str, frozenset[str]] = {}
        for start, end in self.found.values():
            own = frozenset(fold(self.doc[i].text) for i in range(start, end))
            whole.update(dict.fromkeys(own, own) if len(own) > 1 else {})
        for start, end in sorted(self.found.values()):
            words = whole.get(fold(self.doc[start].text), frozenset())
            behind = end - start == 1 and bool(found) and found[-1][1] == start
            if behind and all(fold(self.doc[i].text) in words for i in range(found[-1][0], end)):
                found[-1] = (found[-1][0], end)
            else:
                found.append((start, end))
        return found

    def _take(self, start: int, end: int) -> None:
        if end <= start or any(i in self.inside for i in range(start, end)):
            return
        self.found[start] = (start, end)
        self.inside.update(range(start, end))

    def _after_titles(self) -> Iterator[tuple[int, int]]:
        for title in self.titles:
            start = skip_honorifics(self.doc, title.end)
            for first, end in self._person_at(start, after_title=True):
                yield first, end
                if title.plural:
                    yield from self._joined(end)
            yield from self._set_off(title)
            yield from self._before(title)
        for token in self.doc:
            known = words()
            word = plain(token)
            if (
                token.text[0].isupper()
                and token.i not in self.titled
                and token.i not in self.taken
                and (word in known.honorifics or word in known.ranks)
            ):
                start = token.i if word in _ROYAL else skip_honorifics(self.doc, token.i)
                yield from self._person_at(start, after_title=True)

    def _joined(self, end: int) -> Iterator[tuple[int, int]]:
        """ "Former presidents Suharto and Sukarno": single names joined by "and" behind a title of several."""
        doc = self.doc
        while end + 1 < len(doc) and doc[end].lower_ in ("and", ","):
            start = end + 1 + (doc[end].lower_ == "," and doc[end + 1].lower_ == "and")
            found = next(self._person_at(start, after_title=False), None) if start not in self.firm else None
            if found is None:
                return
            yield found
            end = found[1]

    def _styled(self) -> Iterator[tuple[int, int]]:
        """ "The Dalai Lama": persons known by their style alone."""
        styles = words().styles
        for token in self.doc[: len(self.doc) - 1]:
            if (token.text, self.doc[token.i + 1].text) in styles:
                yield token.i, token.i + 2

    def _set_off(self, title: Title) -> Iterator[tuple[int, int]]:
        """ "The ambassador to Rome, Ana Ruiz,": a name of two words and more between commas behind a title."""
        doc, start = self.doc, title.end + 1
        if start + 1 >= len(doc) or doc[title.end].text != ",":
            return
        start = skip_honorifics(doc, start)
        before = doc[title.start - 1].lower_ if title.start else ""
        end = run_from(doc, start, self.firm)
        if (
            (before == "the" or title.of is not None)
            and end - start >= 2
            and end < len(doc)
            and doc[end].text in (",", ".")
        ):
            yield from self._person_at(start, after_title=True)

    def _before(self, title: Title) -> Iterator[tuple[int, int]]:
        """ "Retno Marsudi, Indonesia's foreign minister,": a name of two words and more before a title set off."""
        doc, comma = self.doc, title.start - 1
        while comma > 0 and doc[comma].lower_ in ("the", "a", "an", "'s", "’s"):
            comma -= 1
        if comma < 2 or doc[comma].text != "," or title.end >= len(doc) or doc[title.end].text not in (",", ".", ")"):
            return
        start = comma
        while (
            start
            and comma - start < _LONGEST
            and not doc[start].is_sent_start
            and (start - 1) not in self.taken
            and (start - 1) not in self.titled
            and (capitalised(doc[start - 1]) or doc[start - 1].lower_ in PARTICLES or doc[start - 1].text == "-")
        ):
            start -= 1
        while start < comma and not doc[start].text[0].isupper():
            start += 1
        start = skip_honorifics(doc, start)
        labels = {doc[i].ent_type_ for i in range(start, comma)}
        if comma - start >= 2 and not self._body(start, comma) and not self._lead_in(start) and not labels & _PLACES:
            yield start, comma

    def _person_at(self, start: int, *, after_title: bool) -> Iterator[tuple[int, int]]:
        doc = self.doc
        if start >= len(doc) or (doc[start].is_sent_start and not doc[max(0, start - 1)].text.endswith(".")):
            return
        end = run_from(doc, start, self.firm)
        if self._shouted(start, end):
            end = next((i for i in range(start, end) if _deed(doc[i])), end)  # "PRESIDENT PETRO VISITS CHILE"
        if end > start and not self._body(start, end) and not (doc[start].lower_ in PARTICLES and end - start == 1):
            if after_title and end == start + 1 and self._surname(end):
                end += 1
            if after_title and any(i in self.titled for i in range(start, end)):
                end = next(i for i in range(start, end) if i in self.titled)
            if end > start:
                yield start, end

    def _surname(self, at: int) -> bool:
        """ "President Danilo Turk": a people's name behind a given name on which that hangs is a surname."""
        if at >= len(self.doc) or at not in self.firm or given_name(self.doc[at - 1].text) is None:
            return False
        name, before = self.known[self.firm[at]], self.doc[at - 1]
        return name.how == "demonym" and name.end == at + 1 and before.dep_ == "compound" and before.head.i == at

    def _body(self, start: int, end: int) -> bool:
        return any(self.doc[i].lower_ in _bodies() for i in range(start, end))

    def _full_names(self) -> Iterator[tuple[int, int]]:
        """Names of two words and more that the model or a given name shows to be a person's."""
        doc = self.doc
        at = 0
        while at < len(doc):
            if not (doc[at].text[0].isupper() and capitalised(doc[at])) or at in self.inside or at in self.titled:
                at += 1
                continue
            end = max(run_from(doc, at, self.firm), at + 1)
            start = at
            while start < end and (
                start in self.titled
                or (plain(doc[start]) in words().honorifics and plain(doc[start]) not in _ROYAL)
                or plain(doc[start]) in words().ranks
                or self._lead_in(start)
                or self._sort_of_person(start, end)
            ):
                start += 1
            if end - start >= 2 and self._is_person(start, end):
                yield start, end
            at = end

    def _lead_in(self, at: int) -> bool:
        """A capital that only opens a sentence or a quotation ("In", "For"), or a demonym before a name."""
        token = self.doc[at]
        if at in self.taken and self.known[self.taken[at]].kind == "polity":
            return True
        opens = bool(token.is_sent_start) or (at > 0 and self.doc[at - 1].is_quote)
        return (
            (opens or token.pos_ in _SMALL) and token.pos_ not in ("PROPN", "NOUN") and given_name(token.text) is None
        )

    def _sort_of_person(self, at: int, end: int) -> bool:
        """ "Billionaire Ana Ruiz", "Democrat Ana Ruiz": a noun with a capital before a full name is no part of it."""
        token = self.doc[at]
        if end - at < 3 or token.lower_ not in _person_nouns() or plain(token) in _ROYAL:
            return False
        return given_name(self.doc[at + 1].text) is not None

    def _is_person(self, start: int, end: int) -> bool:
        doc = self.doc
        if self._body(start, end) or self._wholly_known(start, end):
            return False
        labels = [doc[i].ent_type_ for i in range(start, end)]
        people = labels.count("PERSON")
        if self._shouted(start, end):
            return given_name(doc[start].text.title()) is not None and not any(_deed(doc[i]) for i in range(start, end))
        if given_name(doc[start].text) is not None:
            if any(doc[i].lower_ in _ARABIC for i in range(start + 1, end - 1)):
                return True
            return people > 0 or (str(doc[end - 1].tag_) in ("NNP", "NNPS") and labels[-1] != "GPE")
        if people >= (end - start) / 2:
            return True
        if doc[end - 1].tag_ != "NNP":
            return False
        if "ORG" in labels:
            return not set(labels) & _PLACES and self._travels(end - 1)
        return self._acts_human(end - 1) or self._met(end - 1)

    def _shouted(self, start: int, end: int) -> bool:
        """Whether the words around a run of capitals are capitals as well: "MINISTERS MEET ON FRIDAY"."""
        doc, limit = self.doc, min(end + 1, len(self.doc))
        words = [doc[i].text for i in range(max(start - 1, 0), limit) if doc[i].is_alpha and len(doc[i]) > 1]
        return len(words) > end - start and all(w.isupper() for w in words)

    def _travels(self, head: int) -> bool:
        """Whether a word is the subject of what persons alone do: whom the model takes for a body is none."""
        token = self.doc[head]
        if token.dep_ != "nsubj":
            return False
        return token.head.lemma_ in _TRAVEL or (
            token.head.lemma_ == "meet" and any(c.dep_ == "dobj" for c in token.head.children)
        )

    def _wholly_known(self, start: int, end: int) -> bool:
        n = self.taken.get(start)
        return n is not None and self.known[n].end >= end and self.known[n].end - self.known[n].start > 1

    def _acts_human(self, head: int) -> bool:
        token = self.doc[head]
        return token.dep_ in ("nsubj", "nsubjpass") and token.head.lemma_ in _HUMAN

    def _met(self, head: int) -> bool:
        """Whether a word stands where those stand whom one meets: "met X", "spoke by phone with Peru's X"."""
        token = self.doc[head]
        if token.ent_type_ in _PLACES or any(c.dep_ == "det" for c in token.children):
            return False
        if token.dep_ == "dobj":
            return token.head.lemma_ in _MEET
        return token.dep_ == "pobj" and token.head.lower_ == "with" and token.head.head.lemma_ in _SPEAK

    # Single words: surnames of those named in full, and names met only once

    def _single_words(self) -> None:
        doc = self.doc
        surnames, others = self._registry()
        inner = {
            fold(self.doc[i].text) for a, b in self.found.values() for i in range(a + 1, b) if self.doc[i].is_alpha
        }
        votes = self._votes(set(surnames))
        for token in doc:
            if (
                token.i in self.inside
                or token.i in self.titled
                or not token.text[0].isupper()
                or not capitalised(token)
            ):
                continue
            word = fold(token.text)
            if token.i in self.taken and not self._overrides(token, word, surnames):
                continue
            if word in surnames or (word in others and self._stands_alone(token, inner=word in inner)):
                if not self._part_of_body(token):
                    self._take(token.i, token.i + 1)
            elif (
                votes.get(word, 0) > 0
                and token.dep_ not in ("compound", "amod", "nmod")
                and not self._part_of_body(token)
            ):
                end = token.i + 1
                self._take(token.i, end)

    def _stands_alone(self, token: Token, *, inner: bool) -> bool:
        """Whether a word out of a longer name speaks of its bearer: "Petro" of Gustavo Petro Urrego, "Thongloun".

        A common given name that opens another name does not.
        """
        if inner or given_name(token.text) is None or token.ent_type_ == "PERSON":
            return True
        return token.dep_ in ("nsubj", "nsubjpass", "dobj", "pobj", "poss", "conj", "agent")

    def _registry(self) -> tuple[dict[str, int], dict[str, int]]:
        surnames: dict[str, int] = {}
        others: dict[str, int] = {}
        for start, end in self.found.values():
            parts = [i for i in range(start, end) if self.doc[i].text[0].isupper() and not self.doc[i].is_punct]
            if not parts:
                continue
            surnames.setdefault(fold(self.doc[parts[-1]].text), start)
            for i in parts[:-1]:
                if len(self.doc[i].text) > 2:
                    others.setdefault(fold(self.doc[i].text), start)
        return surnames, others

    def _votes(self, known: set[str]) -> dict[str, int]:
        """For words that are no known person's: how much speaks for a person (model's label, human verbs)."""
        votes: dict[str, int] = {}
        for token in self.doc:
            if token.i in self.inside or token.i in self.taken or token.i in self.titled:
                continue
            if not token.text[0].isupper() or not capitalised(token) or token.tag_ not in ("NNP", "NNPS"):
                continue
            word = fold(token.text)
            if word in known or token.lower_ in _bodies():
                continue
            single = token.ent_iob_ == "B" and (token.i + 1 == len(self.doc) or self.doc[token.i + 1].ent_iob_ != "I")
            score = (
                2
                if token.ent_type_ == "PERSON" and single
                else -1
                if token.ent_type_ in ("ORG", "GPE", "LOC", "FAC")
                else 0
            )
            votes[word] = votes.get(word, 0) + score + self._human(token) - 3 * self._lies(token)
        return votes

    def _human(self, token: Token) -> int:
        """How much the verb of which a word is the subject speaks for a person: travel more than speech."""
        while token.dep_ == "conj" and token.head.i != token.i:
            token = token.head
        if token.dep_ not in ("nsubj", "nsubjpass"):
            return 0
        return 2 if token.head.lemma_ in _TRAVELS else 1 if token.head.lemma_ in _HUMAN else 0

    def _lies(self, token: Token) -> bool:
        """Whether a word stands where places stand: "in X", "to X", "visit X", and joined to one that does."""
        while token.dep_ == "conj" and token.head.i != token.i:
            token = token.head
        if token.dep_ == "pobj":
            return token.head.lower_ in ("in", "to", "from", "at", "near")
        return token.dep_ == "dobj" and token.head.lemma_ in ("visit", "tour", "leave", "reach")

    def _overrides(self, token: Token, word: str, surnames: Mapping[str, int]) -> bool:
        """Whether a person's surname wins over a place of the same name."""
        name = self.known[self.taken[token.i]]
        if word not in surnames or name.end - name.start > 1 or name.how == "demonym":
            return False
        if name.key is not None and name.key.startswith("country:") and name.how == "name":
            return False
        before = self.doc[token.i - 1].lower_ if token.i else ""
        if before == "from" and _of_writing(self.doc[token.i - 1].head):
            return True
        return before not in ("in", "to", "at", "from", "near")

    def _part_of_body(self, token: Token) -> bool:
        """ "Castillo" in "the Castillo Foundation" names the foundation."""
        after = self.doc[token.i + 1] if token.i + 1 < len(self.doc) else None
        return after is not None and bool(token.whitespace_) and after.lower_ in _bodies() and after.text[0].isupper()
