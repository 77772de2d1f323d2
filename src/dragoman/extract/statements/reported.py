"""Reported speech to attributions, read from the parse: "said that", "according to", "a warning that".

One pass over the tokens; each word of speech looks at its own children alone, so the time is linear.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from spacy.tokens import Doc, Token

from dragoman.doc import claimable, clause, quoted
from dragoman.extract.statements.attribution import Attitude, Attribution, Stretch, words
from dragoman.extract.statements.complements import complement, infinitive
from dragoman.extract.statements.stretches import cut, to_the_end, trim, without

_JOINED = ("conj", "advcl")
_ATTITUDES: tuple[Attitude, ...] = ("said", "believed", "intended", "asked")


def reported(doc: Doc, taken: frozenset[int], more: Mapping[int, list[Stretch]]) -> Iterator[Attribution]:
    """Every attribution by a word of speech outside quotations; `taken` are words already used, `more` what goes on from one."""
    for token in doc:
        if token.i in taken or quoted(doc, token.i) or not claimable(doc, token.i):
            continue
        found: Attribution | None = None
        if token.lower_ == "according":
            found = _according(token)
        elif token.tag_[:2] == "VB":
            found = complement(token)
        elif token.pos_ == "NOUN":
            found = _by_noun(token)
        elif token.dep_ == "acomp" and token.lower_ in words("hold"):
            found = _held(token)
        if found is not None and found.content:
            yield replace(found, content=(*found.content, *more[token.i])) if token.i in more else found


def _according(word: Token) -> Attribution | None:
    """ "the port will reopen, according to the ministry"."""
    doc = word.doc
    to = next((c for c in word.children if c.lower_ == "to"), None)
    if to is None and word.i + 1 < len(doc) and doc[word.i + 1].lower_ == "to":
        to = doc[word.i + 1]
    source = next((c for c in to.children if c.dep_ == "pobj"), None) if to is not None else None
    if to is None or source is None or word.head.i == word.i:
        return None
    above = word.head
    while clause(doc, above.i) is None and above.head.i != above.i:
        above = above.head
    while above.dep_ in _JOINED and above.head.i != above.i:  # it speaks for the sentence, not for its last clause
        above = above.head
    hole = (word.i, max(word.right_edge.i, source.right_edge.i) + 1)
    start, end = above.left_edge.i, above.right_edge.i + 1
    content = without(doc, start, end, hole)
    return Attribution(content, (word.i, to.i + 1), None, source.i, confidence=0.85)


def _held(state: Token) -> Attribution | None:
    """ "the envoy is confident that the truce will hold"."""
    child = next((c for c in state.children if c.dep_ == "ccomp" and c.i > state.i), None)
    here = clause(state.doc, state.head.i)
    if child is None or here is None or here.subject is None or here.negated:
        return None
    found = to_the_end(state, child, None)
    return Attribution(found, (state.i, state.i + 1), state.head.i, here.subject, "believed", confidence=0.7)


def _by_noun(noun: Token) -> Attribution | None:
    """ "Tehran's warning that it would leave", "issued a statement that talks would go on"."""
    kinds = _noun_kinds(noun.lemma_.lower())
    if not kinds or any(c.lower_ == "no" for c in noun.children):  # "has no plan to"
        return None
    said = next((c for c in noun.children if c.i > noun.i and _noun_clause(c, kinds)), None)
    if said is None:
        return _of_a_thing(noun, kinds[0])
    if infinitive(said) and said.lemma_.lower() in words("intend", "deeds"):
        return None
    source = _owner(noun)
    content = trim(noun.doc, said.left_edge.i, cut(noun, said.left_edge.i, said.right_edge.i + 1))
    if source is None or content is None:
        return None
    kind = kinds[0] if not infinitive(said) else kinds[-1]
    return Attribution((content,), (noun.i, noun.i + 1), None, source, kind, confidence=0.6)


def _of_a_thing(noun: Token, kind: Attitude) -> Attribution | None:
    """ "his call for a ceasefire", "Norway's criticism of the vote"."""
    prep = next((c for c in noun.children if f"{noun.lemma_.lower()} {c.lower_}" in words("nouns", "of_things")), None)
    thing = next((c for c in prep.children if c.dep_ in ("pobj", "pcomp")), None) if prep is not None else None
    source = _owner(noun) if thing is not None else None
    if prep is None or thing is None or source is None or source == thing.i:
        return None
    content = trim(noun.doc, thing.left_edge.i, cut(noun, thing.left_edge.i, thing.right_edge.i + 1))
    return Attribution((content,), (noun.i, noun.i + 1), None, source, kind, confidence=0.6) if content else None


def _noun_kinds(lemma: str) -> list[Attitude]:
    return [kind for kind in _ATTITUDES if lemma in words("nouns", kind)]


def _noun_clause(child: Token, kinds: list[Attitude]) -> bool:
    if child.dep_ not in ("acl", "ccomp", "relcl"):
        return False
    if infinitive(child):
        return kinds[-1] in ("intended", "asked")
    return any(c.lower_ == "that" and c.dep_ == "mark" for c in child.children)


def _owner(noun: Token) -> int | None:
    """Whose words a noun names: "Iran's", "by Iran", or the subject of "issued"."""
    for child in noun.children:
        if child.dep_ == "poss":
            giver = _giver(noun) if child.tag_ == "PRP$" else None  # in "Chile repeated its demand" Chile speaks
            return child.i if giver is None else giver
        if child.dep_ == "prep" and child.lower_ in ("by", "from", "of", "among"):
            return next((c.i for c in child.children if c.dep_ == "pobj"), None)
    return _giver(noun)


def _giver(noun: Token) -> int | None:
    """Who gives the words that a noun names: the subject of "repeated its demand"."""
    if noun.dep_ != "dobj" or noun.head.lemma_.lower() not in words("nouns", "giving"):
        return None
    here = clause(noun.doc, noun.head.i)
    return here.subject if here is not None and not here.passive else None
