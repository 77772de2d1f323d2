"""What the annotators found in a document, by name: the one module that knows where it is written.

An annotator writes with `note(doc).names = ...`; an extractor reads with `mentions(doc)`, `dates(doc)`,
`quotes(doc)`, `clauses(doc)`. All positions here are token indices (`Token.i`), ends exclusive; the
characters of a token stand at the same offsets in the article as in the document (`Token.idx`).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Literal, cast

from spacy.tokens import Doc, Token

from dragoman.knowledge import Fact
from dragoman.model import Article, DateMention, Entity, How, Role, Span, Status

_NOTES = "dragoman"
"""Where the notes stand in `Doc.user_data`; an extension attribute would cost ten times as much a look."""

NameKind = Literal["person", "organization", "polity", "place", "group"]
Tense = Literal["past", "present", "future"]


@dataclass(frozen=True, slots=True)
class Name:
    """A proper name in the text, before it is known whose. `key` is the knowledge base's key for it.

    `head` is the token on which the phrase around the name is built.
    """

    start: int
    end: int
    head: int
    kind: NameKind
    how: How
    key: str | None = None


@dataclass(frozen=True, slots=True)
class Title:
    """A title phrase: all of it, and the office alone.

    `standing` is "current" unless a word says otherwise; `of` is an index into `names(doc)`: whose office it
    is. `holders` are the head tokens of the names of those who bear it, where the text puts them together.
    """

    start: int
    end: int
    office_start: int
    office_end: int
    head: int
    standing: str
    of: int | None
    plural: bool
    holders: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Mention:
    """Tokens that speak of one or more entities ("Petro", "he", "the two")."""

    start: int
    end: int
    head: int
    how: How
    entities: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Time:
    """An expression of time: its tokens and the resolved date."""

    start: int
    end: int
    date: DateMention


@dataclass(frozen=True, slots=True)
class Quote:
    """Quoted words, marks included. `closed` is false where the closing mark is missing."""

    start: int
    end: int
    closed: bool = True


@dataclass(frozen=True, slots=True)
class Clause:
    """A verb with what depends on it.

    `subject` and `object` are head tokens of noun phrases, the subject being the one who acts: through
    control ("plans to visit"), relatives ("Castillo, who meets ...") and participles ("speaking with")
    it is found in the governing clause; of a passive it is the agent after "by", `object` the patient.
    `status` says whether the words tell the thing as planned, happened and so on.
    `governor` is the verb of the clause that this one hangs on, `relation` how.
    `reported` says that the clause is somebody's words; `negated` that it carries "not" or "never".
    """

    verb: int
    lemma: str
    subject: int | None
    object: int | None
    passive: bool
    negated: bool
    status: Status
    tense: Tense
    governor: int | None
    relation: str
    reported: bool


@dataclass(slots=True)
class Notes:
    """Everything that the annotators wrote beside the tokens of one document."""

    article: Article
    roles: list[Role] = field(default_factory=list)
    names: tuple[Name, ...] = ()
    titles: tuple[Title, ...] = ()
    within: tuple[Name, ...] = ()
    """Places in longer names: "Nairobi" of "the University of Nairobi"."""
    listed: dict[int, str] = field(default_factory=dict)
    """Of places in a list that one noun ends what they are, by first token: "Kwale and Lamu counties"."""
    placed: dict[str, Fact] = field(default_factory=dict)
    """What the names of places mean, by key: the knowledge base's facts and those of smaller places."""
    mentions: tuple[Mention, ...] = ()
    mention_at: dict[int, Mention] = field(default_factory=dict)
    entities: dict[str, Entity] = field(default_factory=dict)
    times: tuple[Time, ...] = ()
    quotes: tuple[Quote, ...] = ()
    quoted: list[bool] = field(default_factory=list)
    clauses: dict[int, Clause] = field(default_factory=dict)
    times_of: dict[int, tuple[Time, ...]] | None = None
    places_of: dict[int, tuple[tuple[str, int], ...]] | None = None
    holders_of: dict[int, tuple[int, ...]] | None = None
    titles_of: dict[str, tuple[Title, ...]] | None = None
    home: tuple[str | None] | None = None
    asked: frozenset[int] | None = None


def note(doc: Doc) -> Notes:
    """The notes of a document; raises LookupError before `open_notes`."""
    notes = doc.user_data.get(_NOTES)
    if notes is None:
        raise LookupError("this document has no notes: call open_notes(doc, article) first")
    return cast(Notes, notes)


def open_notes(doc: Doc, article: Article) -> Notes:
    """Begins the notes of a document with its article; every token gets its segment's role."""
    roles: list[Role] = ["body"] * len(doc)
    for segment in article.segments:
        for token in _between(doc, segment.start, segment.end):
            roles[token] = segment.role
    notes = Notes(article, roles=roles, quoted=[False] * len(doc))
    doc.user_data[_NOTES] = notes
    return notes


def _between(doc: Doc, start: int, end: int) -> Iterator[int]:
    """The tokens whose first character lies from `start` to before `end`."""
    low, high = 0, len(doc)
    while low < high:
        middle = (low + high) // 2
        if doc[middle].idx < start:
            low = middle + 1
        else:
            high = middle
    while low < len(doc) and doc[low].idx < end:
        yield low
        low += 1


def tokens_between(doc: Doc, start: int, end: int) -> tuple[int, int]:
    """The token range that covers the characters from `start` to `end`."""
    found = list(_between(doc, start, end))
    return (found[0], found[-1] + 1) if found else (0, 0)


def article(doc: Doc) -> Article:
    return note(doc).article


def evidence(doc: Doc, start: int, end: int) -> Span:
    """The words of the article from token `start` to before token `end`."""
    last = doc[end - 1]
    return article(doc).span(doc[start].idx, last.idx + len(last))


def sentence_evidence(doc: Doc, token: int) -> Span:
    """The sentence around a token, as evidence."""
    sentence = doc[token].sent
    return evidence(doc, sentence.start, sentence.end)


def role(doc: Doc, token: int) -> Role:
    """The role of the segment in which a token stands."""
    return note(doc).roles[token]


def claimable(doc: Doc, token: int) -> bool:
    """Whether claims may rest on this token: it stands in the headline or the body, and not in a question."""
    notes = note(doc)
    if notes.asked is None:
        notes.asked = frozenset(_asked(doc))
    return told(doc, token) and token not in notes.asked


def told(doc: Doc, token: int) -> bool:
    """Whether a token stands in the headline or the body: what a question takes for granted counts as well."""
    return note(doc).roles[token] in ("headline", "body")


_QUESTIONERS = frozenset(("question", "q"))
_LABEL = 9
"""Tokens within which the label of a turn ends in its colon: "SPECIAL ENVOY FOR THE SAHEL AMINA DIALLO:"."""


def _asked(doc: Doc) -> Iterator[int]:
    """The tokens of questions, and of all that a questioner says in a transcript ("QUESTION: I hear he is off ...")."""
    asking = False
    for sentence in doc.sents:
        label = _label(doc, sentence.start, min(sentence.end, sentence.start + _LABEL + 1))
        if label:
            asking = len(label) == 1 and label[0].lower() in _QUESTIONERS
        if asking or _asks(doc, sentence.start, sentence.end):
            yield from range(sentence.start, sentence.end)


def _label(doc: Doc, start: int, end: int) -> list[str]:
    """The words of a speaker's label before its colon ("MR. OKAFOR:", "Deputy Secretary Bell:", "Q:"); else none."""
    words: list[str] = []
    for i in range(start, end):
        if doc[i].text == ":":
            return words
        if doc[i].is_space:
            continue
        if not (doc[i].text[0].isupper() or doc[i].is_punct or doc[i].lower_ in ("of", "for", "the", "and")):
            return []
        words.append(doc[i].text)
    return []


def _asks(doc: Doc, start: int, end: int) -> bool:
    """Whether a sentence is a question: it ends in a question mark, closing marks left out."""
    while end > start and (doc[end - 1].is_space or doc[end - 1].is_quote or doc[end - 1].is_bracket):
        end -= 1
    return end > start and doc[end - 1].text == "?"


# Names, mentions, entities


def set_mentions(doc: Doc, mentions: Iterable[Mention], entities: Iterable[Entity]) -> None:
    """Writes who is spoken of where; the mentions stand in the order of the text."""
    notes = note(doc)
    notes.mentions = tuple(sorted(mentions, key=lambda m: (m.start, m.end)))
    notes.titles_of = None
    notes.entities = {entity.id: entity for entity in entities}
    notes.mention_at = {}
    for mention in sorted(notes.mentions, key=lambda m: m.end - m.start, reverse=True):
        for token in range(mention.start, mention.end):
            notes.mention_at[token] = mention


def names(doc: Doc) -> tuple[Name, ...]:
    return note(doc).names


def titles(doc: Doc) -> tuple[Title, ...]:
    return note(doc).titles


def mentions(doc: Doc) -> tuple[Mention, ...]:
    return note(doc).mentions


def mentions_in(doc: Doc, start: int, end: int) -> Iterator[Mention]:
    """The mentions that begin within a token range, in the order of the text."""
    known = note(doc).mentions
    for n in range(bisect_left(known, start, key=lambda m: m.start), len(known)):
        if known[n].start >= end:
            return
        yield known[n]


def mention_at(doc: Doc, token: int) -> Mention | None:
    """The narrowest mention that covers a token."""
    return note(doc).mention_at.get(token)


def entities_at(doc: Doc, token: int) -> tuple[Entity, ...]:
    """The entities of the mention whose head is this token; none where the token only belongs to a name."""
    mention = mention_at(doc, token)
    if mention is None or mention.head != token:
        return ()
    known = note(doc).entities
    return tuple(known[e] for e in mention.entities)


def entity(doc: Doc, entity_id: str) -> Entity:
    return note(doc).entities[entity_id]


def entities(doc: Doc) -> tuple[Entity, ...]:
    return tuple(note(doc).entities.values())


def parties(doc: Doc, head: int | None, kinds: Iterable[str] = ("person", "organization", "polity")) -> tuple[str, ...]:
    """The ids of the entities that a noun phrase names, its coordinated parts included, in reading order.

    Titles and appositions lead to the name ("the minister, Ana Ruiz,"), a possessor does not
    ("Petro's aide" is not Petro).
    """
    if head is None:
        return ()
    wanted, queue = set(kinds), [doc[head]]
    found: list[tuple[int, str]] = []
    seen: set[int] = set()
    while queue:
        token = queue.pop(0)
        if token.i in seen:
            continue
        seen.add(token.i)
        here = [e for e in entities_at(doc, token.i) if e.kind in wanted]
        found.extend((token.i, e.id) for e in here)
        if not here:
            queue.extend(doc[h] for h in _holders(doc, token.i))
        for child in token.children:
            if child.dep_ == "conj" or (child.dep_ in ("appos", "nmod") and (not here or _another(doc, child, here))):
                queue.append(child)
            elif child.dep_ == "prep" and child.lower_ in ("to", "of") and not here and token.tag_ == "NNS":
                # "two aides to the king, Ali and Omar": the parse hangs the names on the king
                queue.extend(a for c in child.children for a in c.children if a.dep_ == "appos")
    return tuple(dict.fromkeys(e for _, e in sorted(found, key=lambda pair: pair[0])))


def _holders(doc: Doc, head: int) -> tuple[int, ...]:
    """The heads of the names of those who bear the title that has its head here."""
    notes = note(doc)
    if notes.holders_of is None:
        notes.holders_of = {title.head: title.holders for title in notes.titles}
    return notes.holders_of.get(head, ())


def _another(doc: Doc, apposed: Token, named: list[Entity]) -> bool:
    """Whether an apposition is another person in a list: "with Secretary General A, Foreign Minister B and C"."""
    if apposed.dep_ != "appos" or not any(e.kind == "person" for e in named):
        return False
    return any(e.kind == "person" and e not in named for e in entities_at(doc, apposed.i))


def people(doc: Doc, head: int | None) -> tuple[str, ...]:
    """Like `parties`, persons alone."""
    return parties(doc, head, ("person",))


def places(doc: Doc, head: int | None) -> tuple[str, ...]:
    """Like `parties`, places and countries alone."""
    return parties(doc, head, ("place", "polity"))


def country_of(doc: Doc, entity_id: str | None) -> str | None:
    """The ISO alpha-2 code of an entity's country."""
    return note(doc).entities[entity_id].country if entity_id in note(doc).entities else None


# Times, quotes, clauses


def dates(doc: Doc) -> tuple[Time, ...]:
    return note(doc).times


def times_in(doc: Doc, start: int, end: int) -> tuple[Time, ...]:
    """The expressions of time within a token range."""
    known = note(doc).times
    first, last = (bisect_left(known, at, key=lambda t: t.start) for at in (start, end))
    return tuple(t for t in known[first:last] if t.end <= end)


def quotes(doc: Doc) -> tuple[Quote, ...]:
    return note(doc).quotes


def quoted(doc: Doc, token: int) -> bool:
    return note(doc).quoted[token]


def clauses(doc: Doc) -> tuple[Clause, ...]:
    """Every clause, in the order of its verb."""
    return tuple(note(doc).clauses.values())


def clause(doc: Doc, verb: int | None) -> Clause | None:
    """The clause of a verb."""
    return note(doc).clauses.get(verb) if verb is not None else None


def clause_around(doc: Doc, token: int) -> Clause | None:
    """The innermost clause to which a token belongs."""
    known = note(doc).clauses
    here: Token = doc[token]
    while here.i not in known and here.head.i != here.i:
        here = here.head
    return known.get(here.i)


def titles_of(doc: Doc, entity_id: str) -> tuple[Title, ...]:
    """The titles that the text gives a person, in order."""
    notes = note(doc)
    if notes.titles_of is None:
        found: dict[str, list[Title]] = {}
        for title in notes.titles:
            for head in title.holders:
                mention = notes.mention_at.get(head)
                for who in mention.entities if mention is not None else ():
                    found.setdefault(who, []).append(title)
        notes.titles_of = {who: tuple(own) for who, own in found.items()}
    return notes.titles_of.get(entity_id, ())
