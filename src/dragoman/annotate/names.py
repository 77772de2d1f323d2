"""Every proper name of a document and what it names; the titles beside them and who bears them.

The order matters: what the knowledge base knows, bodies by their head noun, titles, persons, and last what
the model alone calls a name.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache

from spacy.tokens import Doc

from dragoman.annotate import gazetteer, titles
from dragoman.annotate.people import Finder, capitalised, skip_honorifics
from dragoman.annotate.titles import plain
from dragoman.doc import Name, NameKind, Title, note
from dragoman.lexicon import load

_LABELS: dict[str, NameKind] = {"ORG": "organization", "GPE": "place", "LOC": "place", "FAC": "place"}


@cache
def _heads() -> frozenset[str]:
    return frozenset(load("bodies")["heads"]["words"])


def annotate(doc: Doc) -> None:
    """Writes names and titles into the notes."""
    known = gazetteer.annotate(doc)
    known = _merge(known, _bodies(doc, {i for n in known for i in range(n.start, n.end)}, known))
    known = _merge(known, _before_titles(doc))
    name_at = _index(known)
    found = titles.find(doc, tuple(known), name_at)
    persons = [Name(a, b, _head(doc, a, b), "person", "name") for a, b in Finder(doc, found, known).find()]
    names = _merge(known, persons, prefer_new=True)
    names = _merge(names, list(_by_model(doc, names, found)))
    notes = note(doc)
    notes.names = tuple(names)
    notes.titles = _retarget(doc, found, known, notes.names)


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


def _bodies(doc: Doc, taken: set[int], known: list[Name]) -> list[Name]:
    """Names of bodies that the knowledge base lacks: capitalised phrases with a body's head noun."""
    found = []
    last = 0
    for token in doc:
        if token.lower_ not in _heads() or not token.text[0].isupper() or token.i in taken or token.i < last:
            continue
        if token.pos_ not in ("PROPN", "NOUN", "ADJ"):
            continue
        start, end = _reach(doc, token.i, taken, known)
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


def _reach(doc: Doc, head: int, taken: set[int], known: list[Name]) -> tuple[int, int]:
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
        if step >= len(doc) or not doc[step].text[0].isupper():
            break
        end = step + 1
        while end < len(doc) and _runs_on(doc, end, taken, known):
            end += 1
    return start, end


def _runs_on(doc: Doc, at: int, taken: set[int], known: list[Name]) -> bool:
    """Whether a capitalised word belongs to the name that the word before it is in."""
    if at in taken or (at - 1) in taken:
        return at in taken and (at - 1) in taken and _same(known, at - 1, at)
    return bool(doc[at - 1].whitespace_) and capitalised(doc[at]) and doc[at].pos_ == "PROPN"


def _same(known: list[Name], a: int, b: int) -> bool:
    return any(n.start <= a and b < n.end for n in known)


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


# Who bears a title


def _retarget(doc: Doc, found: tuple[Title, ...], known: list[Name], names: tuple[Name, ...]) -> tuple[Title, ...]:
    """Titles with their holders, and with `of` as an index into the final names."""
    at_start = {n.start: n for n in names if n.kind == "person"}
    at_end = {n.end: n for n in names if n.kind == "person"}
    index = {(n.start, n.end): i for i, n in enumerate(names)}
    result: list[Title] = []
    for title in found:
        held = result[-1].holders if result else ()
        holders = _holders(doc, title, at_start, at_end, held)
        if not holders and title.of is not None:
            holders = _behind_body(doc, title, known[title.of], at_start)
        of = index.get((known[title.of].start, known[title.of].end)) if title.of is not None else None
        pairs = _listed_pairs(doc, title, at_start, names) if title.plural else []
        if pairs:
            result.extend(replace(title, holders=(head,), of=country) for head, country in pairs)
            continue
        for holder in holders if len(holders) > 1 else ():
            own = of if of is not None else _of_after_name(doc, (holder,), at_start, names)
            result.append(replace(title, holders=(holder,), of=own))
        if len(holders) < 2:
            own = of if of is not None or not holders else _of_after_name(doc, holders, at_start, names)
            result.append(replace(title, holders=holders, of=own))
    return tuple(_joined(doc, result))


def _joined(doc: Doc, found: list[Title]) -> list[Title]:
    """ "Deputy Prime Minister and Foreign Minister": who bears one of two titles joined by "and" bears both."""
    for n in range(len(found) - 1):
        left, right = found[n], found[n + 1]
        between = [doc[i].lower_ for i in range(left.end, right.start)]
        if between not in ([], ["and"], ["and", "the"], [",", "and"]) or left.plural or right.plural:
            continue
        of = left.of if left.of is not None else right.of
        if bool(left.holders) != bool(right.holders):
            holders = left.holders or right.holders
            found[n] = replace(left, holders=holders, of=left.of if left.of is not None else of)
            found[n + 1] = replace(right, holders=holders, of=right.of if right.of is not None else of)
    return found


def _listed_pairs(
    doc: Doc, title: Title, at_start: Mapping[int, Name], names: tuple[Name, ...]
) -> list[tuple[int, int]]:
    """(holder, country) of "the foreign ministers of Fiji, A, and Samoa, B" and "... of A of Fiji and B of Samoa"."""
    countries = {n.start: i for i, n in enumerate(names) if n.kind in ("polity", "place", "organization")}
    pairs: list[tuple[int, int]] = []
    at = title.office_end
    if at >= len(doc) or doc[at].lower_ != "of":
        return []
    at += 1
    while at < len(doc):
        at += doc[at].lower_ == "the"
        if (
            at in countries
            and at + 1 < len(doc)
            and doc[names[countries[at]].end : names[countries[at]].end + 1].text == ","
        ):
            person = at_start.get(skip_honorifics(doc, names[countries[at]].end + 1))
            country = countries[at]
        elif at in at_start:
            person = at_start[at]
            after = _of_after_name(doc, (person.head,), at_start, names)
            country = after if after is not None else -1
        else:
            break
        if person is None or country < 0:
            break
        pairs.append((person.head, country))
        at = max(person.end, names[country].end)
        while at < len(doc) and doc[at].lower_ in (",", "and", ";"):
            at += 1
    return pairs if len(pairs) > 1 else []


def _holders(
    doc: Doc, title: Title, at_start: Mapping[int, Name], at_end: Mapping[int, Name], held: tuple[int, ...]
) -> tuple[int, ...]:
    """The heads of the names that bear a title; `held` are those that bear the title before it."""
    end = title.end
    if end + 2 < len(doc) and doc[end].text == "(" and doc[end + 2].text == ")":
        end += 3  # "for Refugees and Migration (PRM) Ana Ruiz"
    name = at_start.get(end) or at_start.get(skip_honorifics(doc, end))
    if name is not None:
        return _several(doc, name, at_start) if title.plural else (name.head,)
    follower = _set_off(doc, title, at_start)
    before = title.start
    while before and doc[before - 1].lower_ in ("the", "a", "an", "its", "their", "his", "her", "’s", "'s"):
        before -= 1
    if before and doc[before - 1].text in (",", "(", "--", "–", "_") and (before - 1) in at_end:
        leader = at_end[before - 1].head
        # "the president, A, the president of X, B,": A has a title already
        return (follower,) if follower is not None and leader in held else (leader,)
    return (follower,) if follower is not None else ()


def _behind_body(doc: Doc, title: Title, body: Name, at_start: Mapping[int, Name]) -> tuple[int, ...]:
    """Of "Secretary General of the Organization of American States (OAS) Luis Almagro" the head of the name."""
    if title.plural or not title.end <= body.start <= title.end + 6:
        return ()
    after, comma = body.end, False
    if after + 2 < len(doc) and doc[after].text == "(" and doc[after + 2].text == ")":
        after += 3
    if after < len(doc) and doc[after].text == ",":
        after, comma = after + 1, True
    name = at_start.get(after) or at_start.get(skip_honorifics(doc, min(after, len(doc) - 1)))
    if name is None or (comma and not (name.end < len(doc) and doc[name.end].text in (",", ".", ")"))):
        return ()
    return (name.head,)


def _set_off(doc: Doc, title: Title, at_start: Mapping[int, Name]) -> int | None:
    """Of "the foreign minister, Ana Ruiz," the head of the name."""
    if title.end >= len(doc) or doc[title.end].text != "," or not _definite(doc, title):
        return None
    inner = at_start.get(skip_honorifics(doc, title.end + 1))
    if inner is not None and inner.end < len(doc) and doc[inner.end].text in (",", ".", ")", "--"):
        return inner.head
    return None


def _definite(doc: Doc, title: Title) -> bool:
    """Whether the title speaks of one known person: "the ...", "its ...", "Peru's ..."."""
    before = doc[title.start - 1].lower_ if title.start else ""
    if before in ("the", "its", "their", "his", "her", "our", "'s", "’s") or title.of is not None:
        return True
    return title.end - title.office_start > 3 and doc[title.start].is_sent_start is True and not title.plural


def _several(doc: Doc, first: Name, at_start: Mapping[int, Name]) -> tuple[int, ...]:
    """The holders of "Presidents A of X and B of Y": names joined by "and" or a comma, with "of ..." between."""
    holders, at = [first.head], first.end
    while at < len(doc) and at - first.end < 20:
        if doc[at].lower_ in ("and", ",", "of") or doc[at].text[0].isupper():
            follower = at_start.get(at)
            if follower is not None and doc[at - 1].lower_ in ("and", ","):
                holders.append(follower.head)
            at = follower.end if follower is not None else at + 1
        else:
            break
    return tuple(holders)


def _of_after_name(
    doc: Doc, holders: tuple[int, ...], at_start: Mapping[int, Name], names: tuple[Name, ...]
) -> int | None:
    """Of "Presidents Leonid K. of Ukraine" Ukraine, where one person alone holds the title."""
    if len(holders) != 1:
        return None
    end = next((n.end for n in at_start.values() if n.head == holders[0]), None)
    if end is None or end + 1 >= len(doc) or doc[end].lower_ != "of":
        return None
    step = end + 2 if doc[end + 1].lower_ == "the" else end + 1
    return next(
        (i for i, n in enumerate(names) if n.start == step and n.kind in ("polity", "organization", "place")), None
    )
