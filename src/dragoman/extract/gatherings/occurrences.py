"""The phrase that names a gathering: its head noun, what stands before and after it, and what that tells.

"The annual conference of the Nile Basin Initiative" is named by what is left when the
article and "annual" are gone; "the summit" alone takes up one told before.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal, cast

from spacy.tokens import Doc, Token

from dragoman.doc import Mention, clause, clause_around, entity, mention_at, mentions, parties
from dragoman.extract.events import Scene, multilateral, words
from dragoman.knowledge import find as known_as
from dragoman.lexicon import load
from dragoman.syntax import phrase

Sort = Literal["strong", "named", "of_body"]
_NOMINAL = frozenset({"NOUN", "PROPN", "ADJ", "NUM", "X"})
_CLITIC = frozenset(("'s", "’s", "'", "’"))
_SMALL = frozenset("at in on for during from of after before".split())
_VISITED = frozenset("for at during".split())
_MEMBERS = frozenset("donors ministers leaders chiefs women children heads".split())
_MODIFIES = frozenset("compound amod nmod nummod poss advmod det npadvmod quantmod".split())
_REACH = 9
_SEARCHED = 400


@dataclass(frozen=True, slots=True)
class Phrase:
    """A gathering's noun phrase: tokens [start, end), its head, the head's word and what names it.

    `words` are the name's words as written, in order. `organization` and `place` are entities named in the
    phrase. `named` is false where the phrase only points back ("the summit"), `definite` says whether it may.
    """

    head: int
    word: str
    start: int
    end: int
    words: tuple[int, ...]
    organization: str | None
    place: str | None
    host: str | None
    named: bool
    plain: bool
    definite: bool


@cache
def _plural() -> dict[str, str]:
    return cast(dict[str, str], load("gatherings")["heads"]["plural"])


@cache
def _sorts() -> dict[str, Sort]:
    heads = load("gatherings")["heads"]
    return {word: sort for sort in ("of_body", "named", "strong") for word in heads[sort]}


def phrases(doc: Doc, scene: Scene) -> Iterator[Phrase]:
    """The phrases of a sentence that name a gathering or take one up, in order."""
    last = scene.start
    for at in range(scene.start, scene.end):
        token = doc[at]
        if at < last:
            continue
        word = _plural().get(token.lower_, token.lower_)
        numbered = word.startswith("cop") and word[3:].isdigit()
        if word not in _sorts() and word not in words("gatherings", "heads", "again") and not numbered:
            continue
        if token.pos_ not in ("NOUN", "PROPN") or _qualifies(doc, scene, at):
            continue
        found = _phrase(doc, scene, at, "summit" if numbered else word, numbered=numbered)
        if found is not None:
            last = found.end
            yield found


def _qualifies(doc: Doc, scene: Scene, at: int) -> bool:
    """Whether the noun only says which: "summit documents", "the conference centre", "assembly plant"."""
    if at + 1 >= scene.end:
        return False
    after = doc[at + 1]
    return (
        after.pos_ in ("NOUN", "PROPN")
        and doc[at].dep_ in ("compound", "nmod", "amod")
        and doc[at].head.i > at
        and after.ent_type_ != "DATE"
    )


def _phrase(doc: Doc, scene: Scene, at: int, word: str, *, numbered: bool) -> Phrase | None:
    start = _left(doc, scene, at)
    before = doc[at - 1].lower_ if at > start else ""
    if (before in words("gatherings", "not", "before") and not _proper(doc, at - 1)) or _pair(doc, start, at, word):
        return None
    end, right_org, tells = _right(doc, scene, at)
    if end < 0:
        return None
    dropped = words("gatherings", "dropped")
    kept = {
        i
        for i in range(start, at)
        if not doc[i].is_punct
        and not _of_time(doc, scene, i)
        and (doc[i].lower_ not in dropped or doc[i].text[0].isupper())
    }
    glue = {
        i
        for i in range(start + 1, at)
        if doc[i].is_punct and i - 1 in kept and (i + 1 in kept or i + 1 == at) and doc[i].text not in (",", '"')
    }
    left = sorted(kept | glue)
    own = set(range(start, at))
    organization = _entity(doc, own, ("organization",), at) or right_org or _told_elsewhere(doc, left)
    place = _entity(doc, own, ("place",), at)
    host, owner = _owner(doc, scene, start)
    if owner is not None and entity(doc, owner).kind == "organization":
        organization = organization or owner
    if organization is None and word == "summit" and all(doc[i].lower_ in words("gatherings", "plain") for i in left):
        organization = _of_subject(doc, at)
    named = numbered or _is_named(doc, word, at, left, organization, place, tells)
    name = [*left, *(i for i in range(at, end))]
    if host is not None and organization == owner and not left:
        name = [*range(host, start), *name]
    around = scene.start < start and doc[start - 1].lower_ in ("the", "this", "that", "its", "their")
    plain = bool(left) and all(doc[i].lower_ in words("gatherings", "plain") for i in left)
    return Phrase(
        at, word, start, end, tuple(name), organization, place, owner, named, plain, around or host is not None
    )


def _left(doc: Doc, scene: Scene, at: int) -> int:
    """The first token of the modifiers before a head; a possessor stands outside."""
    start = at
    while start > scene.start and at - start < _REACH:
        step = _step(doc, scene, start)
        if step == 0:
            break
        start -= step
    return start


def _step(doc: Doc, scene: Scene, start: int) -> int:
    """How many tokens before `start` belong to the phrase as its next modifier: 0, 1 or 2."""
    before = doc[start - 1]
    further = doc[start - 2] if start - 2 >= scene.start else None
    if before.text in ("-", "–", "/"):
        return 2 if further is not None and not further.is_space else 0
    if before.lower_ in ("plus", "+"):
        return 2 if further is not None and _capital(further) else 0
    if before.lower_ in ("and", "&"):
        return 2 if further is not None and _capital(doc[start]) and _capital(further) else 0
    if before.lower_ in _CLITIC:
        return 2 if further is not None and further.lower_ in _MEMBERS else 0
    odd = before.pos_ in ("CCONJ", "ADP", "X", "NUM") and before.lower_ not in _SMALL
    if odd and before.is_alpha and before.text[0].isupper() and _capital(doc[start]) and not before.is_sent_start:
        return 1
    if before.pos_ not in _NOMINAL and before.tag_ not in ("VBN", "VBG"):
        return 0
    if not (_known(doc, start - 1) or before.dep_ in _MODIFIES or before.pos_ == "PROPN"):
        return 0
    return 0 if clause(doc, before.i) is not None and before.dep_ not in ("amod", "compound") else 1


def _known(doc: Doc, at: int) -> bool:
    """Whether a token belongs to a name that is no person's."""
    mention = mention_at(doc, at)
    named = mention is not None and mention.how in ("name", "alias", "demonym", "metonym")
    return mention is not None and named and entity(doc, mention.entities[0]).kind != "person"


def _capital(token: Token) -> bool:
    return token.text[0].isupper() and token.pos_ in ("PROPN", "NOUN", "ADJ")


def _proper(doc: Doc, at: int) -> bool:
    return doc[at].text[0].isupper() and doc[at].pos_ == "PROPN" and not doc[at].is_sent_start


def _of_time(doc: Doc, scene: Scene, at: int) -> bool:
    return (
        any(t.start <= at < t.end and t.date.type in ("DATE", "DURATION", "SET", "TIME") for t in scene.times)
        and doc[at].tag_ != "JJ"
    )


def _pair(doc: Doc, start: int, at: int, word: str) -> bool:
    """ "A Japan-China summit", "summit between", "summit with": a talk of two."""
    if at + 1 < len(doc) and doc[at + 1].lower_ in words("gatherings", "pair", "prepositions"):
        return True
    sides = 0
    for i in range(start, at) if word in ("summit", "meeting", "dialogue") else ():
        mention = mention_at(doc, i)
        if mention is not None and mention.end - 1 == i:
            sides += entity(doc, mention.entities[0]).kind in ("polity", "person")
        elif mention is None and doc[i].pos_ == "PROPN":
            sides += not doc[i].is_upper and any(
                0 <= k < len(doc) and doc[k].text in ("-", "–") for k in (i - 1, i + 1)
            )
    return sides >= 2


def _right(doc: Doc, scene: Scene, at: int) -> tuple[int, str | None, bool]:
    """(end of the name, the body after "of", whether it tells which): "of the Americas", "on climate change"."""
    if at + 2 >= scene.end or doc[at + 1].lower_ not in ("of", "on", "for", "against"):
        return at + 1, None, False
    preposition = doc[at + 1].lower_
    head = next((c for c in doc[at + 1].children if c.dep_ in ("pobj", "pcomp")), None)
    if head is None or head.i - at > _REACH:
        return at + 1, None, False
    after = f"{preposition} {' '.join(doc[i].lower_ for i in range(at + 2, min(at + 4, scene.end)))}"
    if any(after.startswith(no) for no in words("gatherings", "not", "after")):
        return -1, None, False
    if head.ent_type_ in ("DATE", "TIME") or any(t.start <= head.i < t.end for t in scene.times):
        return at + 1, None, False
    end = _until(doc, scene, at, head, preposition)
    inside = set(range(at + 2, end))
    body = _entity(doc, inside, ("organization",), at)
    if body is not None and _is_party(entity(doc, body).name):
        return -1, None, False
    people = head.lemma_.lower() in words("gatherings", "attenders") or body is not None
    if preposition == "of":
        region = any(doc[i].pos_ == "PROPN" for i in inside)
        return (end, body, True) if people or region else (at + 1, None, False)
    if preposition in ("for", "against") and not doc[at].text[0].isupper():
        return at + 1, None, False
    return end, None, True


def _is_party(name: str) -> bool:
    """Whether a body is a party, known or of a sort known ("the Free Democrats"): its congress gathers members alone."""
    last = name.rsplit(maxsplit=1)[-1]
    return any(fact.extra == "party" for word in dict.fromkeys((name, last)) for fact in known_as(word))


def _until(doc: Doc, scene: Scene, at: int, head: Token, preposition: str) -> int:
    """Where the phrase after the head ends: before a time, a place of its own, a comma or a verb."""
    _, end = phrase(doc, head.i)
    end = min(end, scene.end, at + 2 + 14)
    for i in range(at + 2, end):
        if (
            any(t.start <= i < t.end for t in scene.times)
            or (doc[i].text in (",", ";", ":", "–", "--", "(") and i > head.i)
            or (clause(doc, i) is not None and doc[i].dep_ != "pcomp")
        ):
            return _back(doc, i, head.i)
        if (
            doc[i].lower_ in ("in", "at")
            and i > head.i
            and doc[i + 1].ent_type_ in ("GPE", "FAC")
            and mention_at(doc, i + 1) is None
        ):
            return i
        if (
            doc[i].lower_ in ("in", "at")
            and i > head.i
            and _place_after(doc, i)
            and preposition in ("of", "on", "against", "for")
            and _event_place(doc, i, at, head)
        ):
            return i
    return _back(doc, end, head.i)


def _event_place(doc: Doc, at: int, noun: int, head: Token) -> bool:
    """Whether "in X" says where the gathering is: it hangs on the gathering, or names a town."""
    if doc[at].head.i != head.i and doc[at].head.i >= noun and doc[at].head.i != noun:
        mention = mention_at(doc, at + 1)
        return mention is not None and entity(doc, mention.entities[0]).place_type == "city"
    mention = mention_at(doc, at + 1)
    return doc[at].head.i <= noun or (mention is not None and entity(doc, mention.entities[0]).place_type == "city")


def _place_after(doc: Doc, at: int) -> bool:
    mention = mention_at(doc, at + 1) if at + 1 < len(doc) else None
    return mention is not None and entity(doc, mention.entities[0]).kind in ("place", "polity")


def _back(doc: Doc, end: int, head: int) -> int:
    while end - 1 > head and (doc[end - 1].pos_ in ("ADP", "DET", "CCONJ", "SCONJ", "PUNCT", "SPACE", "AUX", "PRON")):
        end -= 1
    return end


def _entity(doc: Doc, inside: set[int], kinds: tuple[str, ...], head: int) -> str | None:
    """The entity of a kind that is named among tokens; a name that holds the head itself is the gathering's."""
    for i in sorted(inside):
        mention = mention_at(doc, i)
        if mention is not None and len(mention.entities) == 1 and mention.how != "demonym":
            here = entity(doc, mention.entities[0])
            if here.kind in kinds and not mention.start <= head < mention.end:
                return here.id
    return None


def _told_elsewhere(doc: Doc, left: list[int]) -> str | None:
    """The body that a word of a long name is where it stands alone: "18th BASIC Ministerial Meeting", "BASIC"."""
    capitals = {doc[i].text for i in left if doc[i].is_upper and len(doc[i]) > 2}
    for mention in mentions(doc)[:_SEARCHED] if capitals else ():
        named = mention.how in ("name", "alias") and mention.end == mention.start + 1
        if named and doc[mention.start].text in capitals and entity(doc, mention.entities[0]).kind == "organization":
            return mention.entities[0]
    return None


def _owner(doc: Doc, scene: Scene, start: int) -> tuple[int | None, str | None]:
    """Whose gathering: (first token of "NATO's", the entity) before the modifiers; (None, None) without one."""
    if start > scene.start and doc[start - 1].lower_ in ("its", "their"):
        return None, _of_subject(doc, start - 1)
    if start - 2 < scene.start or doc[start - 1].lower_ not in _CLITIC:
        return None, None
    mention = mention_at(doc, start - 2)
    if mention is None or len(mention.entities) != 1:
        return None, None
    return mention.start, mention.entities[0]


def _of_subject(doc: Doc, at: int) -> str | None:
    """ "Leaders of the African Union open their summit": the body that the clause's subject names."""
    around = clause_around(doc, at)
    if around is None or around.subject is None:
        return None
    named = parties(doc, around.subject, ("organization",))
    if named:
        return named[0]
    for child in doc[around.subject].children:
        heads = (
            [child.i]
            if child.dep_ in ("compound", "poss")
            else [p.i for p in child.children]
            if child.lower_ == "of"
            else []
        )
        for head in heads:
            named = parties(doc, head, ("organization",))
            if named:
                return named[0]
    return None


def _is_named(
    doc: Doc, word: str, at: int, left: list[int], organization: str | None, place: str | None, tells: bool
) -> bool:
    """Whether the phrase bears a name or a number of its own."""
    sort = _sorts().get(word)
    if sort is None or (doc[at].tag_ in ("NNS", "NNPS") and word != "olympics"):
        return False
    ordinal = any(_ordinal(doc[i]) for i in left)
    if sort == "of_body":
        return (organization is not None and _multilateral(doc, organization)) or (ordinal and tells)
    proper = any(doc[i].pos_ == "PROPN" and doc[i].text[0].isupper() for i in left)
    if word in ("session", "assembly", "congress", "gathering", "retreat", "consultation"):
        held = mention_at(doc, at) if doc[at].dep_ == "pobj" and doc[at].head.lower_ in _VISITED else None
        own = held is not None and held.start < min(left, default=at) + 1 and _multilateral(doc, held.entities[0])
        general = any(doc[i].lower_ == "general" for i in left) and (organization is not None or tells or own)
        return (
            (ordinal and (tells or organization is not None or proper))
            or general
            or (tells and organization is not None)
        )
    if organization is not None or place is not None or tells or proper or ordinal:
        return True
    return any(doc[i].lower_ in words("gatherings", "telling") for i in left) or (sort == "strong" and bool(left))


def _ordinal(token: Token) -> bool:
    text = token.lower_
    return token.ent_type_ == "ORDINAL" or (text[:1].isdigit() and text.endswith(("th", "st", "nd", "rd")))


def _multilateral(doc: Doc, organization: str) -> bool:
    """Whether a body is one of several countries, as the knowledge base has it."""
    here = entity(doc, organization)
    return multilateral(here.name, "ngo", "gathering")


def is_body(doc: Doc, found: Phrase) -> bool:
    """Whether the phrase names a body that sits all year, not its gathering: "the General Assembly voted"."""
    if _sorts().get(found.word) == "strong":
        return False
    mention: Mention | None = mention_at(doc, found.head)
    if mention is None or entity(doc, mention.entities[0]).kind != "organization":
        return False
    if any(fact.kind == "gathering" for fact in known_as(entity(doc, mention.entities[0]).name)):
        return False
    return not any(_ordinal(doc[i]) for i in found.words)
