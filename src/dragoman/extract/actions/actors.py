"""Who acts and who is acted on: the heads that a frame gives, as entities.

A noun phrase names its party itself ("President Ruto"), through the state or body beside it ("Kenyan
troops", "the government of Kenya"), or, as somebody's deed, through its owner ("Israel's attack"). A group
("eleven prisoners") is the last resort.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache

from spacy.tokens import Doc, Token

from dragoman.doc import Clause, clause, entity, parties, people
from dragoman.extract.actions.frames import words
from dragoman.lexicon import load

NAMED = ("person", "organization", "polity")
_STATES = ("organization", "polity")


def party(doc: Doc, heads: Iterable[int], *, acting: bool) -> tuple[str, ...]:
    """The ids of the entities that the first head with any names; groups where no head has a name.

    An actor is looked for more strictly: a possessor acts through its agents ("Kenya's army"), not
    through whatever else it owns.
    """
    listed = tuple(heads)
    for head in listed:
        found = _named(doc, doc[head], acting=acting)
        if found:
            return found
    for head in listed:
        found = parties(doc, head, ("group",))
        if found:
            return found
    return ()


def _named(doc: Doc, head: Token, *, acting: bool) -> tuple[str, ...]:
    found = (*parties(doc, head.i, NAMED), *_countries(doc, head.i))
    found = found or tuple(_named_after(doc, head))
    if found:
        return tuple(dict.fromkeys(found))
    listed: list[str] = []
    for token in (head, *(c for c in head.children if c.dep_ == "conj")):
        for owner in _owners(token, acting=acting):
            listed.extend(parties(doc, owner.i, _STATES if acting else NAMED))
            listed.extend(_countries(doc, owner.i))
    return tuple(dict.fromkeys(listed))


def _named_after(doc: Doc, head: Token) -> Iterator[str]:
    """ "The chairman of the Commission, Ana Diaz,": the parse hangs her name on the Commission."""
    if head.lemma_.lower() not in words("persons") and head.lemma_.lower() not in words("agents"):
        return
    for preposition in head.children:
        if preposition.dep_ == "prep" and preposition.lower_ in ("of", "to", "for"):
            for body in preposition.children:
                for name in body.children:
                    if name.dep_ == "appos":
                        yield from people(doc, name.i)


def _countries(doc: Doc, head: int) -> tuple[str, ...]:
    """Countries that stand as places: "arrived in Japan"."""
    return tuple(p for p in parties(doc, head, ("place",)) if entity(doc, p).place_type == "country")


def _owners(token: Token, *, acting: bool) -> Iterator[Token]:
    """The words beside a noun that may name whose it is."""
    lemma = token.lemma_.lower()
    agent = lemma in words("agents") or lemma in words("persons") or (not acting and lemma in _struck())
    for child in token.children:
        if child.dep_ in ("amod", "compound", "nmod") and agent:
            yield child
            yield from (c for c in child.children if c.dep_ == "amod")
        elif child.dep_ == "poss" and (agent or not acting) and lemma not in words("kin"):
            yield child
            yield from _beside(child)
        elif (
            child.dep_ == "prep"
            and child.lower_ in ("of", "by", "from", "with", "in")
            and _belongs(child.lower_, token, acting, agent)
        ):
            for under in child.children:
                if under.dep_ == "pobj":
                    yield under
                    yield from _beside(under)


@cache
def _struck() -> frozenset[str]:
    """What is its country's where something befalls it."""
    return words("people") | words("sites")


def _belongs(preposition: str, token: Token, acting: bool, agent: bool) -> bool:
    """ "Officials of Chile", "dozens of Chileans"; "an offer from Chile" is Chile's but does not act."""
    if preposition == "of" and token.lemma_.lower() in words("deeds"):
        return False
    if preposition == "of":
        return agent or not acting or token.pos_ == "NUM" or token.lemma_.lower() in ("thousand", "hundred", "dozen")
    if preposition == "in":
        return token.lemma_.lower() in words("rulers")
    if preposition == "with":
        return not acting and token.lemma_.lower() in words("borders")
    return not acting or (agent and preposition == "from")


def _beside(token: Token) -> Iterator[Token]:
    """ "The Danish government's plan": Denmark stands beside the government."""
    if token.lemma_.lower() in words("agents"):
        yield from (c for c in token.children if c.dep_ in ("amod", "compound", "nmod", "poss"))


def reporter(doc: Doc, told: Clause | None, head: int) -> int:
    """Whom "it" stands for in what somebody says of himself: "Egypt denied that it had held a student"; else the head."""
    if told is None or doc[head].lower_ != "it" or head != told.subject or told.governor is None:
        return head
    above = clause(doc, told.governor)
    if told.relation != "ccomp" or above is None or above.subject is None or parties(doc, head, NAMED):
        return head
    return above.subject if parties(doc, above.subject, _STATES) or _countries(doc, above.subject) else head


def issuer(doc: Doc, head: int) -> tuple[int, ...]:
    """For a paper that speaks ("a resolution condemning the coup"), those who issue it; else the head."""
    token = doc[head]
    if token.lemma_.lower() not in words("documents"):
        return (head,)
    owners = tuple(c.i for c in token.children if c.dep_ == "poss")
    told = clause(doc, token.head.i) if token.dep_ in ("dobj", "nsubjpass", "pobj") else None
    if told is None and token.dep_ == "pobj":
        told = clause(doc, token.head.head.i)
    issued = told is not None and doc[told.verb].lemma_.lower() in words("issues")
    if told is not None and issued and told.subject is not None and told.subject != head:
        return (*owners, told.subject)
    return owners or (head,)


def speaker(doc: Doc, told: Clause | None) -> str | None:
    """Whose words a clause is, where they have a name: "..., Kyiv said", "according to Kyiv"."""
    if told is None:
        return None
    report = frozenset(load("status")["report"]["words"])
    for child in doc[told.verb].children:
        said = clause(doc, child.i) if child.dep_ == "parataxis" and child.lemma_.lower() in report else None
        source = said.subject if said is not None else _according(child)
        found = party(doc, (source,), acting=True) if source is not None else ()
        if found:
            return found[0]
    here, steps = told, 0
    while here.reported and here.governor is not None and steps < 5:
        above = clause(doc, here.governor)
        if above is None:
            return None
        if above.lemma.split()[0] in report and above.subject is not None and here.relation in ("ccomp", "parataxis"):
            found = parties(doc, above.subject, NAMED)
            return found[0] if found else None
        here, steps = above, steps + 1
    return None


def _according(child: Token) -> int | None:
    if child.lower_ != "according":
        return None
    for under in child.children:
        for name in under.children:
            if name.dep_ == "pobj":
                return name.i
    return None
