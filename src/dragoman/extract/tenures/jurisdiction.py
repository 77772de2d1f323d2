"""Whose office it is, where the text does not put a country beside the title.

"President Rojas", met in La Paz, is Bolivia's; "Treasurer Wood" in a report from Wellington is
New Zealand's. The nearest sign decides; where signs disagree, nothing is said.
"""

from __future__ import annotations

from collections import Counter
from functools import cache

from spacy.tokens import Doc

from dragoman.doc import Title, article, entities, entity, mention_at, mentions_in, names, note, tokens_between
from dragoman.extract.senders import sender
from dragoman.knowledge import by_key, leaders, office_holders
from dragoman.lexicon import load


@cache
def _state_heads() -> frozenset[str]:
    return frozenset(load("tenures")["state"]["heads"])


def jurisdiction(doc: Doc, title: Title, person: str) -> tuple[str | None, bool]:
    """(country code or entity id, whether it was inferred) for an office; (None, False) where it is open."""
    if title.of is not None:
        owner = names(doc)[title.of]
        fact = by_key(owner.key) if owner.key else None
        if owner.kind == "polity" and fact is not None and fact.code:
            return fact.code, False
        mention = mention_at(doc, owner.head)
        if mention is not None:
            return mention.entities[0], False
    implied = load("tenures")["implied"].get(doc[title.office_start : title.office_end].text.lower())
    if implied is not None:
        return implied, False
    if _of_body(doc, title):
        return _body_of_dateline(doc), True
    if not _of_state(doc, title):
        return None, False
    own = entity(doc, person).country
    if own is not None:
        return own, False
    beside = _of_owner(doc, title) or next((c for h in title.holders if (c := sender(doc, h))), None)
    if beside is not None:
        return beside, False
    office = doc[title.head].lower_.rstrip("s")
    here = _of_sentence(doc, title, person)
    if here is not None and _has_office(here, office):
        return here, True
    words = doc[title.office_start : title.office_end].text
    known = {one.code for one in office_holders(entity(doc, person).name, words, article(doc).published)}
    if len(known) == 1:
        return min(known), True
    there = _of_agency(doc) or _of_dateline(doc)
    if there is not None and _has_office(there, office):
        return there, True
    return None, False


def _of_state(doc: Doc, title: Title) -> bool:
    words = {doc[i].lower_.rstrip("s.") for i in range(title.office_start, title.office_end)}
    return bool(words & _state_heads())


def _of_body(doc: Doc, title: Title) -> bool:
    """Whether an office is an international body's ("Secretary-General", not a party's "general secretary")."""
    words = doc[title.office_start : title.office_end].text.lower().replace("-", " ").split()
    return "general" in words and words[-1] == "general" and bool({"secretary", "director"} & set(words))


def _body_of_dateline(doc: Doc) -> str | None:
    """The body from whose seat an article is datelined ("UNITED NATIONS"), else the one it names most."""
    bodies = [e for e in entities(doc) if e.kind == "organization" and e.country is None and e.wikidata is not None]
    lines = [s for s in article(doc).segments if s.role == "dateline"]
    for body in bodies:
        if lines and any(
            lines[0].start <= m.start < lines[0].end and m.text.lower() not in _agencies() for m in body.mentions
        ):
            return body.id
    return None


@cache
def _agencies() -> frozenset[str]:
    return frozenset({"afp", "ap", "reuters", "xinhua", "tass", "efe", "dpa", "ansa", "upi"})


def _of_owner(doc: Doc, title: Title) -> str | None:
    """The country of "its prime minister" (the one spoken of last) and of "his Turkish host, President X"."""
    before = title.start - 1
    if before >= 0 and doc[before].lower_ == "its":
        spoken = mentions_in(doc, max(0, before - 60), before)
        acting = [
            m
            for m in spoken
            if entity(doc, m.entities[0]).kind == "polity" and doc[m.head].dep_ in ("nsubj", "nsubjpass")
        ]
        return entity(doc, acting[-1].entities[0]).country if acting else None
    for holder in title.holders:
        noun = doc[holder].head
        if doc[holder].dep_ == "appos":
            for child in noun.children:
                mention = mention_at(doc, child.i)
                if mention is not None and mention.how == "demonym":
                    return entity(doc, mention.entities[0]).country
    return None


def _of_sentence(doc: Doc, title: Title, person: str) -> str | None:
    """The one country of which the sentence speaks, those of other people in it and of its subject left out."""
    sentence = doc[title.head].sent
    acting = any(doc[h].dep_ in ("nsubj", "nsubjpass") for h in title.holders)
    subject_side = {
        entity(doc, p).country
        for m in mentions_in(doc, sentence.start, sentence.end)
        for p in m.entities
        if entity(doc, p).kind == "person" and p != person
    }
    found: list[str] = []
    for mention in mentions_in(doc, sentence.start, sentence.end):
        who = entity(doc, mention.entities[0])
        if who.kind not in ("place", "polity") or who.country is None:
            continue
        token = doc[mention.head]
        while token.dep_ == "conj" and token.head.i != token.i:
            token = token.head
        acts = mention.how == "metonym"
        placed = not acting and token.dep_ == "pobj" and token.head.lower_ in ("in", "at", "to", "between")
        people_of = (
            mention.how == "demonym" and token.head.lemma_.lower() in _peoples() and token.dep_ in ("amod", "compound")
        )
        if placed or people_of or (token.dep_ == "poss" and not acts and who.country not in subject_side):
            found.append(who.country)
    once = set(found) - {_country_of_metonym(doc, sentence.start, sentence.end)}
    return once.pop() if len(once) == 1 else None


@cache
def _peoples() -> frozenset[str]:
    """Nouns by which a country's own people are named ("Kyrgyz voters")."""
    return frozenset(
        {"voter", "people", "citizen", "parliament", "lawmaker", "government", "election", "official", "authority"}
    )


def _country_of_metonym(doc: Doc, start: int, end: int) -> str | None:
    """The country that acts under its capital's name in a sentence: the office is another's."""
    metonyms = (m for m in mentions_in(doc, start, end) if m.how == "metonym")
    return next((entity(doc, m.entities[0]).country for m in metonyms), None)


def _of_agency(doc: Doc) -> str | None:
    """The country of a home agency's report from home ("New Delhi, Aug 7 (PTI)"), which leaves it out beside a title."""
    line = next((s for s in article(doc).segments if s.role == "dateline"), None)
    if line is None:
        return None
    start, end = tokens_between(doc, line.start, line.end)
    named = [entity(doc, m.entities[0]) for m in mentions_in(doc, start, end)]
    places = {e.country for e in named if e.kind in ("place", "polity")}
    agencies = {e.country for e in named if e.kind == "organization"} - {None}
    return agencies.pop() if len(agencies) == 1 and places == agencies else None


def _of_dateline(doc: Doc) -> str | None:
    """The dateline's country, where the article speaks of it more than of any other."""
    notes = note(doc)
    if notes.home is None:
        notes.home = (_most_spoken_of(doc),)
    return notes.home[0]


def _most_spoken_of(doc: Doc) -> str | None:
    lines = [s for s in article(doc).segments if s.role == "dateline"]
    counts: Counter[str] = Counter()
    here: set[str] = set()
    for who in entities(doc):
        if who.kind not in ("place", "polity") or who.country is None:
            continue
        for mention in who.mentions:
            if lines and lines[0].start <= mention.start < lines[0].end:
                here.add(who.country)
            else:
                counts[who.country] += 1
    if not counts:
        return None
    (first, most), *rest = counts.most_common(2)
    if here:
        near = [code for code, n in counts.most_common(2) if code in here and n > 1]
        return near[0] if near else None
    return first if most >= 3 and (not rest or most >= 3 * rest[0][1]) else None


def _has_office(code: str, office: str) -> bool:
    """Whether a country may have such an office: no president for a monarchy that has none."""
    if office not in ("president", "king", "queen", "chancellor", "emperor", "emir", "sultan"):
        return True
    known = [leader.office.lower() for leader in leaders(code) if leader.office]
    return not known or any(office in words for words in known)


def titles_by_person(doc: Doc) -> dict[str, list[Title]]:
    """The titles of each person, in the order of the text."""
    notes = note(doc)
    found: dict[str, list[Title]] = {}
    for title in notes.titles:
        for head in title.holders:
            mention = notes.mention_at.get(head)
            if mention is not None:
                for person in mention.entities[:1]:
                    found.setdefault(person, []).append(title)
    return found
