"""Every proper name of a document and what it names; the titles beside them and who bears them.

The order matters: what the knowledge base knows, bodies by their head noun, titles, persons, and last what
the model alone calls a name.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache

from spacy.tokens import Doc

from dragoman.annotate import bodies, gazetteer, titles, toponyms
from dragoman.annotate.bearers import Bearers
from dragoman.annotate.people import Finder, capitalised
from dragoman.annotate.titles import plain
from dragoman.doc import Name, NameKind, Title, note
from dragoman.lexicon import load

_LABELS: dict[str, NameKind] = {"ORG": "organization", "GPE": "place", "LOC": "place", "FAC": "place"}


@cache
def _heads() -> frozenset[str]:
    return frozenset(load("bodies")["heads"]["words"])


def annotate(doc: Doc) -> None:
    """Writes names and titles into the notes."""
    known = bodies.widen(doc, gazetteer.annotate(doc))
    known = _merge(known, _bodies(doc, _index(known)))
    known = _merge(known, _before_titles(doc))
    name_at = _index(known)
    found = titles.find(doc, tuple(known), name_at)
    persons = [Name(a, b, _head(doc, a, b), "person", "name") for a, b in Finder(doc, found, known).find()]
    names = _merge(known, persons, prefer_new=True)
    names = _merge(names, list(_by_model(doc, names, found)))
    notes = note(doc)
    notes.names = tuple(toponyms.annotate(doc, names, found))
    notes.titles = Bearers(doc, notes.names).told(found, known)


def _index(names: list[Name] | tuple[Name, ...]) -> dict[int, int]:
    return {i: n for n, name in enumerate(names) for i in range(name.start, name.end)}


def _merge(old: list[Name], new: list[Name], *, prefer_new: bool = False) -> list[Name]:
    """Both lists in the order of the text; of two that overlap the old one stays unless `prefer_new`."""
    first, second = (new, old) if prefer_new else (old, new)
    taken = {i for n in first for i in range(n.start, n.end)}
    kept = [n for n in second if not any(i in taken for i in range(n.start, n.end))]
    return sorted([*first, *kept], key=lambda n: n.start)


def _head(doc: Doc, start: int, end: int) -> int:
    for at in range(end - 1, start - 1, -1):
        if not start <= doc[at].head.i < end or doc[at].head.i == at:
            return at
    return end - 1


def _bodies(doc: Doc, taken: Mapping[int, int]) -> list[Name]:
    """Names of bodies that the knowledge base lacks: capitalised phrases with a body's head noun."""
    found = []
    last = 0
    for token in doc:
        if token.lower_ not in _heads() or not token.text[0].isupper() or token.i in taken or token.i < last:
            continue
        if token.pos_ not in ("PROPN", "NOUN", "ADJ"):
            continue
        start, end = _reach(doc, token.i, taken)
        if end - start < 2 or (token.lower_ in ("affairs", "cooperation") and _matter(doc, start, end)):
            continue
        found.append(Name(start, end, _head(doc, start, end), "organization", "name"))
        last = end
    return found


def _matter(doc: Doc, start: int, end: int) -> bool:
    """Whether "Foreign Affairs" says what an office is over: "Minister for ...", "... Minister"."""
    heads = titles.words().heads
    if end < len(doc) and plain(doc[end]) in heads:
        return True
    for at in range(start - 1, max(start - 9, -1), -1):
        if plain(doc[at]) in heads:
            return True
        if not (doc[at].text[0].isupper() or doc[at].lower_ in ("of", "for", "the", "and", ",", "-")):
            return False
    return False


def _before_titles(doc: Doc) -> list[Name]:
    """Bodies that the model names right before a title: "Sinn Fein leader", "Gazprom spokeswoman"."""
    known = titles.words()
    found = []
    for ent in doc.ents:
        after = plain(doc[ent.end]) if ent.end < len(doc) else ""
        start = ent.start + (doc[ent.start].lower_ == "the")
        if (
            ent.label_ != "ORG"
            or start >= ent.end
            or after not in known.heads
            or not doc[ent.end - 1].text[0].isupper()
        ):
            continue
        if not any(plain(doc[i]) in known.heads or plain(doc[i]) in known.modifiers for i in range(start, ent.end)):
            found.append(Name(start, ent.end, _head(doc, start, ent.end), "organization", "name"))
    return found


def _reach(doc: Doc, head: int, taken: Mapping[int, int]) -> tuple[int, int]:
    """How far a body's name reaches from its head noun: capitals to the left, "of ..." to the right."""
    start = head
    while start and doc[start - 1].whitespace_ and not doc[start].is_sent_start:
        before = doc[start - 1]
        if (start - 1) in taken or not (capitalised(before) and before.pos_ in ("PROPN", "ADJ", "NOUN")):
            break
        if before.is_sent_start and before.pos_ not in ("PROPN", "ADJ"):
            break
        if plain(before) in titles.words().heads:
            break
        start -= 1
    end = head + 1
    while end + 1 < len(doc) and doc[end].lower_ in ("of", "for", "on"):
        step = end + 1
        while step < len(doc) and doc[step].lower_ in ("the", "de", "la"):
            step += 1
        if step >= len(doc) or not doc[step].text[0].isupper() or doc[step].ent_type_ in ("DATE", "TIME"):
            break
        end = step + 1
        while end < len(doc) and _runs_on(doc, end, taken):
            end += 1
    return start, end


def _runs_on(doc: Doc, at: int, taken: Mapping[int, int]) -> bool:
    """Whether a capitalised word belongs to the name that the word before it is in."""
    if at in taken or (at - 1) in taken:
        return taken.get(at) == taken.get(at - 1)
    return bool(doc[at - 1].whitespace_) and capitalised(doc[at]) and doc[at].pos_ == "PROPN"


def _by_model(doc: Doc, names: list[Name], found: tuple[Title, ...]) -> Iterator[Name]:
    """What the model alone names: bodies and places that nothing else knows."""
    taken = {i for n in names for i in range(n.start, n.end)}
    offices = {i for t in found for i in range(t.office_start, t.office_end)}
    for ent in doc.ents:
        kind = _LABELS.get(ent.label_)
        if kind is None or any(i in taken for i in range(ent.start, ent.end)):
            continue
        start, end = ent.start, ent.end
        while start < end and doc[start].lower_ in ("the", "a", "an"):
            start += 1
        while end > start and doc[end - 1].lower_ in ("'s", "’s"):
            end -= 1
        if start >= end or any(i in offices for i in range(start, end)) or not doc[start].text[0].isupper():
            continue
        if doc[end - 1].pos_ not in ("PROPN", "NOUN") or doc[start].is_digit:
            continue
        if end - start == 1 and titles.is_matter(doc[start]):
            continue
        yield Name(start, end, _head(doc, start, end), kind, "name")
