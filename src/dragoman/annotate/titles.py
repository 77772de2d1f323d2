"""Titles of office in the text: "Chile's leftist President", "former US Assistant Secretary of State for ...".

A title is found from its head noun outwards: modifiers to the left ("deputy prime minister"), an "of",
"for" or "to" phrase to the right ("of State", "for African Affairs"), and further left what
says whose office it is (a demonym, a country, an organisation) and whether it is held ("former", "acting").
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from spacy.tokens import Doc, Token

from dragoman.doc import Name, Title
from dragoman.knowledge import given_name
from dragoman.lexicon import load


@dataclass(frozen=True, slots=True)
class Words:
    """The lexicon of titles, ready for look-up."""

    heads: frozenset[str]
    needs_modifier: frozenset[str]
    modifiers: frozenset[str]
    between: frozenset[str]
    standing: Mapping[str, str]
    ranks: frozenset[str]
    honorifics: Mapping[str, str]
    abbreviations: Mapping[str, str]
    styles: frozenset[tuple[str, str]]


@cache
def words() -> Words:
    """The lexicon `titles`, compiled once."""
    data: dict[str, Any] = load("titles")
    return Words(
        heads=frozenset(data["heads"]["office"]),
        needs_modifier=frozenset(data["heads"]["needs_modifier"]),
        modifiers=frozenset(data["modifiers"]["words"]),
        between=frozenset(data["between"]["words"]),
        standing={word: name for name, entries in data["standing"].items() for word in entries},
        ranks=frozenset(data["rank"]["words"]),
        honorifics={word: gender for gender, entries in data["honorific"].items() for word in entries},
        abbreviations=data["abbreviation"],
        styles=frozenset((first, second) for first, second in data["styles"]["words"]),
    )


LONGEST = 24
"""Tokens that what an office is over may take: "for Democracy, Human Rights, and Labor" takes nine."""


def plain(token: Token) -> str:
    """The token's word without the dot of an abbreviation."""
    return token.lower_.rstrip(".")


def find(doc: Doc, names: tuple[Name, ...], name_at: Mapping[int, int]) -> tuple[Title, ...]:
    """Every title of a document, in order; `names` are the places and bodies already known."""
    found: list[Title] = []
    at = 0
    known = words()
    while at < len(doc):
        if plain(doc[at]) in known.heads and at not in name_at and doc[at].pos_ not in ("VERB", "AUX", "ADV"):
            title = _title(doc, at, names, name_at, found[-1].end if found else 0)
            if title is not None:
                found.append(title)
                at = title.end
                continue
        at += 1
    return tuple(found)


_SECOND = frozenset(
    "general secretary minister president elect designate chief director ambassador commissioner governor "
    "representative".split()
)


_ELECT = frozenset({"elect", "designate"})


def _title(doc: Doc, head: int, names: tuple[Name, ...], name_at: Mapping[int, int], floor: int) -> Title | None:
    known = words()
    head = _last_head(doc, head, name_at)
    last = _last_of_head(doc, head)
    start = _modifiers(doc, head, name_at, floor)
    end = _tail(doc, last + 1, name_at)
    end = _for_area(doc, end, names, name_at)
    standing, left, of = _owner(doc, start, names, name_at, floor)
    office_end = end
    if plain(doc[last]) in _ELECT and end == last + 1:
        office_end = last - 1 if doc[last - 1].text == "-" else last
    if of is None:
        of = _of_country(doc, end, name_at)
        end = names[of].end if of is not None else end
    if plain(doc[last]) == "official" and not doc[last].text[0].isupper():
        return None  # "a senior official" is no office, "Senior Official for Public Affairs" is one
    bare = start == head and office_end == last + 1 and of is None
    ranked = end < len(doc) and plain(doc[end]) in known.ranks
    if bare and plain(doc[head]) in known.needs_modifier and (ranked or not doc[head].text[0].isupper()):
        return None
    if doc[last].lower_ in ("elect", "designate"):
        standing = "elect"
    return Title(left, end, start, office_end, last, standing, of, _plural(doc[last]))


def _plural(token: Token) -> bool:
    """Whether a head speaks of several: the tagger takes "Prime Ministers" for one."""
    return token.tag_ in ("NNS", "NNPS") or (token.lower_.endswith("s") and token.lower_[:-1] in words().heads)


_COURTESY = frozenset("prince princess king queen emir sultan emperor shah".split())


def _last_head(doc: Doc, head: int, name_at: Mapping[int, int]) -> int:
    """Of "deputy prime minister", where several words may be heads, the last."""
    known = words()
    last, at = head, head + 1
    while at < len(doc) and at not in name_at and doc[at - 1].whitespace_ and not doc[at].is_sent_start:
        if plain(doc[at]) in _COURTESY and plain(doc[at - 1]) not in known.modifiers:
            break  # "Foreign Minister Prince Faisal": the prince is the minister's courtesy
        if plain(doc[at]) in known.heads and doc[at].pos_ in ("NOUN", "PROPN", "ADJ"):
            last = at
        elif plain(doc[at]) not in known.modifiers:
            break
        at += 1
    return last


def _last_of_head(doc: Doc, head: int) -> int:
    """Of "secretary general", "director-general", "president-elect" the last word."""
    last = head
    while last + 1 < len(doc) and last - head < 4:
        step = 2 if doc[last + 1].text == "-" and last + 2 < len(doc) else 1
        follower = plain(doc[last + step])
        if follower not in _SECOND or (
            follower not in _ELECT and plain(doc[last]) in _SECOND - {"secretary", "director"}
        ):
            break
        last += step
    return last


def _modifiers(doc: Doc, head: int, name_at: Mapping[int, int], floor: int) -> int:
    """Where the office begins: modifiers, with "and" or a hyphen between two of them."""
    known = words()
    start = head
    while start > floor:
        before = start - 1
        word = plain(doc[before])
        if before in name_at:
            break
        if word in known.modifiers:
            start = before
        elif word == "-" and before > floor and plain(doc[before - 1]) in _SECOND_IN_RANK:
            start = before - 1
        elif (
            word in ("-", "and", "&", "/", ",")
            and before > floor
            and plain(doc[before - 1]) in known.modifiers
            and start < head + 1
            and plain(doc[start]) in known.modifiers
        ):
            if word == "," and not _list_of_modifiers(doc, before):
                break
            start = before - 1
        else:
            break
    while start < head and plain(doc[start]) in ("top", "co", "and", "-", "new", "country"):
        start += 1
    return start


_SECOND_IN_RANK = frozenset({"vice", "deputy"})


def _list_of_modifiers(doc: Doc, comma: int) -> bool:
    return plain(doc[comma + 2]) in ("and", ",") if comma + 2 < len(doc) else False


def _for_area(doc: Doc, end: int, names: tuple[Name, ...], name_at: Mapping[int, int]) -> int:
    """Past "for the Americas", "for Europe": an area is what an office is over, not whose it is."""
    at = end + 1 if end < len(doc) and doc[end].lower_ == "for" else len(doc)
    if at < len(doc) and doc[at].lower_ == "the":
        at += 1
    name = names[name_at[at]] if at < len(doc) and at in name_at else None
    area = name is not None and name.kind == "place" and name.how == "name" and (name.key or "").startswith("area:")
    return name.end if name is not None and area and name.start == at else end


def _tail(doc: Doc, end: int, name_at: Mapping[int, int]) -> int:
    """Where the title ends: "of State", "for African Affairs", "to the United Nations"."""
    while end < len(doc) and doc[end].lower_ in ("of", "for", "to", "on"):
        reach = _tail_phrase(doc, end, name_at)
        if reach == end:
            break
        end = reach
    return end


def _tail_phrase(doc: Doc, preposition: int, name_at: Mapping[int, int]) -> int:
    at = preposition + 1
    if at < len(doc) and doc[at].lower_ in ("the", "its", "his"):
        at += 1
    if at >= len(doc):
        return preposition
    if at in name_at and not (doc[preposition].lower_ == "for" and _names_matter(doc, at, name_at)):
        # a country after "of" says whose office it is; after "to" it is where an ambassador is accredited
        if doc[preposition].lower_ != "to":
            return preposition
        while at in name_at:
            at += 1
        return at
    if doc[at].lower_ == "republic" and doc[at].text[0].isupper() and _of_country(doc, preposition, name_at) is None:
        return at + 1
    if plain(doc[at]) in _FORMS and _of_country(doc, preposition, name_at) is not None:
        return preposition
    first = at
    while (
        at < min(len(doc), first + LONGEST)
        and (at not in name_at or _names_matter(doc, at, name_at))
        and (
            doc[at].text[0].isupper()
            or (at > first and doc[at].lower_ in ("and", "the", "of", ",", "-") and _goes_on(doc, at, name_at))
        )
    ):
        if doc[at].lower_ == "of" and at > first and doc[at - 1].is_punct:
            break
        at += 1
    while at > first and (doc[at - 1].is_punct or doc[at - 1].lower_ in ("and", "the", "of")):
        at -= 1
    at = _before_name(doc, first, at)
    matter = next((i + 1 for i in range(at - 1, first - 1, -1) if plain(doc[i]) in _MATTERS), None)
    if matter is None or (matter < at and doc[matter].lower_ in (",", "and")):
        # "for Management and Resources Brian Ruiz": the office ends where a given name begins
        start = first + 1 if matter is None else matter
        given = (i for i in range(start, at) if given_name(doc[i].text) and not doc[i - 1].is_punct)
        matter = next(given, matter)
    if (
        matter is not None
        and matter < len(doc)
        and matter - 2 > first
        and plain(doc[matter]) in words().heads
        and doc[matter - 2].lower_ == "and"
    ):
        matter -= 2  # "Minister for Foreign Affairs and Defense Minister Ruiz": two offices
    if matter is not None:
        return matter
    if at == first and doc[preposition].lower_ in ("of", "for") and _lower_matter(doc, first):
        return _lower_end(doc, first)
    return preposition


def _before_name(doc: Doc, first: int, end: int) -> int:
    """Of "State Harold Breyer and Israeli Foreign" the end of "State": what an office is over ends before a name."""
    for i in range(first, end - 1):
        follower = doc[i + 1]
        if plain(doc[i]) not in _MATTERS or not follower.text[0].isupper() or plain(follower) in _MATTERS:
            continue
        if not any(plain(doc[j]) in _MATTERS for j in range(i + 2, min(i + 4, end))):
            return i + 1
    return end


def _goes_on(doc: Doc, at: int, name_at: Mapping[int, int]) -> bool:
    """Whether a capitalised word of the same phrase follows a joining word; a comma joins only in a list with "and"."""
    step = at + 1
    while step < len(doc) and step - at < 3 and doc[step].lower_ in ("and", "the"):
        step += 1
    if (
        step >= len(doc)
        or (step in name_at and not _names_matter(doc, step, name_at))
        or not doc[step].text[0].isupper()
    ):
        return False
    if doc[at].lower_ != ",":
        return True
    return any(doc[i].lower_ == "and" for i in range(at + 1, min(at + 7, len(doc))))


def _names_matter(doc: Doc, at: int, name_at: Mapping[int, int]) -> bool:
    """ "African Affairs", "South and Central Asian Affairs": a known name that only says which matters."""
    for step in range(at, min(at + 6, len(doc))):
        if step not in name_at and is_matter(doc[step]):
            return step > at
        if not (doc[step].text[0].isupper() or doc[step].text in ("-", "and")):
            return False
    return False


# What an office may be over: of a capitalised phrase after "of" or "for" the office reaches to the last of these
# words ("of State", "for African Affairs"), so that a name right behind it stays a name.
_MATTERS = frozenset(
    "state affairs relations defense defence finance interior justice trade economy energy health education agriculture "
    "staff security development cooperation commerce labor labour transport culture information industry planning "
    "intelligence operations rights migration refugees environment treasury war america foreign home house party council "
    "parliament assembly committee commission board government policy office court bank union federation church congress "
    "reconciliation stabilization stabilisation narcotics enforcement compliance diplomacy "
    "senate chamber agency department ministry institute police navy army commons lords representatives deputies exchequer".split()
)


def is_matter(token: Token) -> bool:
    """Whether a word is what an office may be over ("State"), and by itself no name."""
    return plain(token) in _MATTERS


def _lower_matter(doc: Doc, at: int) -> bool:
    known = words()
    return at < len(doc) and (plain(doc[at]) in _MATTERS or plain(doc[at]) in known.modifiers)


def _lower_end(doc: Doc, at: int) -> int:
    known = words()
    while at < len(doc) and (plain(doc[at]) in _MATTERS or plain(doc[at]) in known.modifiers):
        at += 1
    return at


def _owner(
    doc: Doc, start: int, names: tuple[Name, ...], name_at: Mapping[int, int], floor: int
) -> tuple[str, int, int | None]:
    """What stands before the office: whether it is held, where the whole title begins, whose office it is."""
    known = words()
    standing, left, of = "current", start, None
    at = start - 1
    while at >= floor:
        word = plain(doc[at])
        if at - 2 >= floor and doc[at - 1].text == "-" and f"{plain(doc[at - 2])}-{word}" in known.standing:
            word = f"{plain(doc[at - 2])}-{word}"
            at -= 2
        if word in known.standing:
            standing = known.standing[word]
            left = at
        elif word == "then" or (word == "-" and at > floor and plain(doc[at - 1]) in ("then", "ex")):
            standing, left = "former", at
        elif at in name_at and of is None:
            name = names[name_at[at]]
            if name.kind == "person":
                break
            of, left = name_at[at], name.start
            at = name.start
        elif word in ("'s", "’s", "'", "’") and (at - 1) in name_at and of is None:
            left = at
        elif word == ")" and at - 3 >= floor and doc[at - 2].text == "(" and of is None and (at - 3) in name_at:
            # "the Republic of Korea (ROK) Foreign Minister"
            at -= 2
        elif word not in known.between:
            break
        at -= 1
    while left < start and plain(doc[left]) in ("the", "its", "their", "-"):
        left += 1
    return standing, left, of


_FORMS = frozenset(
    "republic kingdom state federation commonwealth sultanate emirate principality union islamic federal democratic "
    "people's hashemite socialist united arab co-operative cooperative plurinational bolivarian federated".split()
)


def _of_country(doc: Doc, at: int, name_at: Mapping[int, int]) -> int | None:
    """The name after "of", as in "President of Ukraine" or "minister of defence of the Republic of Ghana"."""
    if at + 1 >= len(doc) or doc[at].lower_ not in ("of", "for"):
        return None
    step = at + 2 if doc[at + 1].lower_ == "the" else at + 1
    formal = step
    while formal < len(doc) and plain(doc[formal]) in _FORMS and formal not in name_at:
        formal += 1
    if formal > step and formal + 1 < len(doc) and doc[formal].lower_ == "of":
        step = formal + 2 if doc[formal + 1].lower_ == "the" else formal + 1
    return name_at.get(step)
