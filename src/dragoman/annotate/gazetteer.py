"""Names that the knowledge base knows: countries, demonyms, cities, regions, organisations, metonyms.

One pass over the tokens; at a capitalised word the longest known name that begins there is taken. What a
known name means in its place (Washington the city or the government, Split the town or the verb) is read
from the words around it.
"""

from __future__ import annotations

from collections.abc import Mapping

from spacy.tokens import Doc, Token

from dragoman.annotate.homonyms import LARGE, Reading, sorted_out
from dragoman.doc import Name, NameKind, role
from dragoman.knowledge import Fact, find, starts
from dragoman.model import How

LOCATIVE = frozenset(
    "in at to from near outside inside into through via around across toward towards for between throughout within of over leaving".split()
)
_TOWARD = frozenset("with against by between among from".split())
_PLACE_LABELS = frozenset({"GPE", "LOC", "FAC"})
_STAYS = frozenset(
    "host be lie sit remain become see stand grow house hold have get need experience lack witness".split()
)
_KINDS: dict[str, NameKind] = {
    "country": "polity",
    "demonym": "polity",
    "metonym": "polity",
    "city": "place",
    "region": "place",
    "water": "place",
    "area": "place",
    "facility": "place",
    "organization": "organization",
}
_DIRECTIONS = frozenset(
    "western eastern northern southern central north south east west upper lower northwest northeast".split()
)
_REACHED = frozenset("visit tour leave reach enter quit bomb shell capture seize besiege".split())


def annotate(doc: Doc) -> list[Name]:
    """The known names of a document, in order, none overlapping another."""
    readings: list[Reading] = []
    at = 0
    words = doc.text
    while at < len(doc):
        reading = _longest(doc, at, words)
        if reading is None:
            at += 1
        else:
            readings.append(reading)
            at = reading[1]
    names = (_meant(doc, start, end, facts) for start, end, facts in sorted_out(doc, readings))
    return [name for name in names if name is not None]


def _longest(doc: Doc, at: int, words: str) -> Reading | None:
    """The longest known name that begins at a token, and what it may mean; `words` is the document's text."""
    token = doc[at]
    if not token.text[0].isupper() and not token.text[0].isdigit():
        return None
    capitals = token.text.isupper() and len(token) > 3 and role(doc, at) in ("dateline", "headline")
    longest = starts(token.text.title() if capitals else token.text)
    if at + 1 < len(doc) and doc[at + 1].text in ("'s", "’s"):
        longest = max(longest, starts(token.text + "'s"))  # "People's Republic of China"
    longest = min(longest, len(doc) - at)
    for length in range(longest, 0, -1):
        last = doc[at + length - 1]
        if last.is_space or last.is_punct or last.text in ("'s", "’s"):
            continue
        text = words[token.idx : last.idx + len(last)]
        facts = find(text) or (find(text.title()) if capitals else ())
        if all(fact.kind == "gathering" for fact in facts):
            continue  # "G7 summit" is told by its noun; the name in it is the body's
        if facts and length > 1 and token.lower_ == "the" and find(text[4:]):
            continue
        if facts:
            return at, at + length, facts
    return None


def _meant(doc: Doc, start: int, end: int, facts: tuple[Fact, ...]) -> Name | None:
    """The reading of a known name that its place in the sentence allows."""
    head = _head(doc, start, end)
    by_kind: dict[str, Fact] = {}
    for fact in facts:
        by_kind.setdefault(fact.kind, fact)
    palace = any(f.kind == "metonym" and f.extra not in ("capital", "seat") for f in facts[:1])
    if "metonym" in by_kind and (palace or "city" not in by_kind or _acts(doc[head])):
        fact = by_kind["metonym"]
        return Name(start, end, head, "polity", "metonym", f"country:{fact.code}" if fact.code else fact.key)
    for kind in _order(by_kind):
        chosen = by_kind.get(kind)
        if chosen is None:
            continue
        if kind in ("city", "region") and not _placed(doc, start, end, head, chosen):
            continue
        if kind == "country" and end - start == 1 and _part_of_longer(doc, start, end, head):
            continue
        return _name(start, end, head, chosen)
    return None


def _order(by_kind: Mapping[str, Fact]) -> tuple[str, ...]:
    """Which reading is tried first: a large city goes before the region named after it."""
    city = by_kind.get("city")
    last = ("city", "region") if city is not None and city.population >= LARGE else ("region", "city")
    return ("country", "demonym", "organization", "area", "water", "facility", *last)


def _name(start: int, end: int, head: int, fact: Fact) -> Name | None:
    how: How = "demonym" if fact.kind == "demonym" else "name"
    kind = _KINDS[fact.kind]
    key = fact.key
    if fact.kind == "demonym":
        # an adjective carries the key of its country, region or area behind its own
        key = fact.key.split(":", 2)[-1]
        kind = "polity" if fact.code else "place"
    return Name(start, end, head, kind, how, key)


def _head(doc: Doc, start: int, end: int) -> int:
    """The token of a range on which the rest of it hangs."""
    for at in range(start, end):
        if not start <= doc[at].head.i < end or doc[at].head.i == at:
            return at
    return end - 1


def _acts(head: Token) -> bool:
    """Whether the name stands where somebody acts, not where something lies."""
    if head.dep_ in ("nsubj", "agent") or (head.dep_ == "conj" and head.head.dep_ == "nsubj"):
        return head.head.lemma_ not in _STAYS
    if head.dep_ == "pobj" and head.head.lower_ in ("with", "against", "by", "between"):
        return True
    if head.dep_ in ("dobj", "iobj"):
        return head.head.lemma_ in (
            "urge",
            "tell",
            "accuse",
            "warn",
            "ask",
            "press",
            "blame",
            "condemn",
            "support",
            "recognize",
        )
    return head.dep_ == "conj" and head.head.dep_ == "pobj" and head.head.head.lower_ in ("between", "with")


def _placed(doc: Doc, start: int, end: int, head: int, fact: Fact) -> bool:
    """Whether a name that is a town's or a region's is meant as one."""
    if role(doc, start) == "dateline":
        return True
    if doc[head].pos_ not in ("PROPN", "NOUN", "X", "ADJ", "INTJ") and end - start == 1 and not doc[start].ent_type_:
        return False
    labels = {doc[i].ent_type_ for i in range(start, end)} - {""}
    dated = labels & {"DATE", "TIME"} and fact.population < LARGE
    if dated or (end - start == 1 and doc[start].lower_ in _DIRECTIONS):
        return False
    if end - start > 1:
        return not labels & {"PERSON"} or fact.population >= LARGE
    if _part_of_longer(doc, start, end, head):
        return False
    before = doc[start - 1].lower_ if start else ""
    after = doc[end].text if end < len(doc) else ""
    if labels & _PLACE_LABELS:
        return True
    if reached(doc[head]) and fact.population >= LARGE / 10:
        return True
    if before in LOCATIVE and fact.population >= LARGE / 10:
        return before not in ("of", "for", "between") or fact.population >= LARGE
    if after == "," and end + 1 < len(doc) and any(f.kind in ("country", "region") for f in find(doc[end + 1].text)):
        return True
    return not labels and fact.population >= 10 * LARGE and doc[start].tag_ == "NNP"


def reached(token: Token) -> bool:
    """ "Visit X", "travel to Y and X": a name where a journey ends."""
    joined = token.dep_ == "conj"
    while token.dep_ == "conj" and token.head.i != token.i:
        token = token.head
    if token.dep_ == "dobj":
        return token.head.lemma_ in _REACHED
    return joined and token.dep_ == "pobj" and token.head.lower_ in ("in", "to", "from", "at", "through", "via")


def _part_of_longer(doc: Doc, start: int, end: int, head: int) -> bool:
    """Whether the word is a piece of a longer name that is not known ("Victoria" of "Victoria Nuland")."""
    if end < len(doc) and doc[head].dep_ == "compound" and doc[head].head.i >= end:
        follower = doc[end]
        if follower.text[0].isupper() and follower.tag_ == "NNP" and doc[end - 1].whitespace_:
            same = follower.ent_type_ == doc[head].ent_type_ and follower.ent_iob_ == "I"
            return same or (not doc[head].ent_type_ and follower.ent_type_ == "PERSON")
    inside = start > 0 and doc[start].ent_iob_ == "I" and doc[start].ent_type_ in ("PERSON", "FAC", "ORG")
    return inside and doc[start - 1].text[0].isupper() and bool(doc[start - 1].whitespace_)
