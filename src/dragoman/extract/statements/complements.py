"""The shapes in which a verb takes what is said: a clause, an infinitive, a predicate, a thing.

One function a shape; each gets the verb, its clause and its name in the lexicon `speech`, looks at the
verb's own children alone, and gives an attribution or None.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache

from spacy.tokens import Token

from dragoman.doc import Clause, clause
from dragoman.extract.statements.attribution import Attribution, Stretch, attitude, hearer_of, keys, shapes, words
from dragoman.extract.statements.stretches import before, beside, cut, noun_stretch, to_the_end, trim, whole


def complement(verb: Token) -> Attribution | None:
    """What a verb of the lexicon says, by the first of its shapes that it shows here."""
    found = keys(verb)
    here = clause(verb.doc, verb.i) if found else None
    if here is None or verb.dep_ in ("amod", "aux", "auxpass", "compound"):
        return None
    for key in found:
        for shape, read in _READERS.items():
            if shape in shapes()[key]:
                made = read(verb, here, key)
                if made is not None:
                    return made
    return None


def _make(
    verb: Token, here: Clause, shape: str, content: tuple[Stretch, ...], confidence: float, *, to: int | None = None
) -> Attribution | None:
    if not content or (here.negated and shape not in ("believe", "intend")):
        return None
    particle = next((c.i + 1 for c in verb.children if c.dep_ == "prt"), verb.i + 1)
    return Attribution(
        content,
        (verb.i, max(particle, verb.i + 1)),
        verb.i,
        here.subject,
        attitude(shape),
        audience=to,
        confidence=confidence,
    )


def _report(verb: Token, here: Clause, key: str) -> Attribution | None:
    """ "said that the road was open", "the road was open, she said"."""
    child = _clause_after(verb) or _gerund(verb, key)
    shape = "ask" if verb.lemma_ == "ask" else ("seek" if key in words("seek", "clauses") else "report")
    to = hearer_of(verb)
    if child is not None:
        made = _make(verb, here, shape, to_the_end(verb, child, to), 0.9, to=to)
        cited = _cited(verb)
        return made if made is None or cited is None else replace(made, source=cited)
    if verb.dep_ == "advcl" and key != "report" and any(c.lower_ == "as" and c.i < verb.i for c in verb.children):
        return _make(verb, here, shape, beside(verb), 0.75, to=to)
    quoting = _quoting(verb)
    return _make(verb, here, shape, before(quoting or verb), 0.85, to=to)


def _gerund(verb: Token, key: str) -> Token | None:
    """ "residents reported hearing shots"."""
    if key not in words("gerund"):
        return None
    return next((c for c in verb.children if c.dep_ in ("xcomp", "pcomp") and c.tag_ == "VBG" and c.i > verb.i), None)


def _quoting(verb: Token) -> Token | None:
    """The passive in "was quoted as saying", whose subject is the one who says."""
    if verb.dep_ != "pcomp" or verb.head.lower_ != "as":
        return None
    return verb.head.head if verb.head.head.lemma_ in ("quote", "cite") else None


def _cited(verb: Token) -> int | None:
    """Who speaks in "TASS cited the minister as saying": the minister."""
    quoting = _quoting(verb)
    if quoting is None or quoting.tag_ == "VBN":
        return None
    return next((c.i for c in quoting.children if c.dep_ == "dobj"), None)


def _tell(verb: Token, here: Clause, key: str) -> Attribution | None:
    """ "told the Diet that no date was set"."""
    del key
    child = _clause_after(verb)
    to = here.object if here.passive else hearer_of(verb)  # "Quito was told that"
    if child is None:
        return None if here.passive else _make(verb, here, "tell", before(verb), 0.8, to=to)
    return _make(verb, here, "tell", to_the_end(verb, child, to), 0.9, to=to)


def _show(verb: Token, here: Clause, key: str) -> Attribution | None:
    """ "the survey showed that most want a vote"."""
    del key
    child = _clause_after(verb)
    if here.subject is None or verb.doc[here.subject].lemma_.lower() not in words("show", "sources"):
        return None
    if child is None:
        target = None if here.passive or verb.dep_ in ("acl", "relcl") else _object(verb, verb.lemma_.lower())
        content = noun_stretch(verb, target) if target is not None else None
        return _make(verb, here, "report", (content,) if content else (), 0.6)
    return _make(verb, here, "report", to_the_end(verb, child, None), 0.7)


def _believe(verb: Token, here: Clause, key: str) -> Attribution | None:
    """ "many believe the vote is settled"; a passive names nobody who does."""
    del key
    child = _clause_after(verb)
    if here.passive or child is None:
        return None
    return _make(verb, here, "believe", to_the_end(verb, child, None), 0.8)


def _intend(verb: Token, here: Clause, key: str) -> Attribution | None:
    """ "vowed to return the islands"; "plans to visit" tells of the visit, which is a claim of its own."""
    child = next((c for c in verb.children if c.dep_ == "xcomp" and c.i > verb.i and infinitive(c)), None)
    if here.passive or here.subject is None or child is None or here.object is not None:
        return None
    if child.lemma_.lower() in words("intend", "deeds") and key not in words("undertake"):
        return None
    return _make(verb, here, "intend", to_the_end(verb, child, None), 0.7)


def _ask(verb: Token, here: Clause, key: str) -> Attribution | None:
    """ "urged Riga to reconsider", "called on all parties to hold fire"."""
    comp = next(
        (c for c in verb.children if c.dep_ in ("xcomp", "ccomp", "advcl") and c.i > verb.i and infinitive(c)), None
    )
    if comp is None or _describes(verb):
        return None
    target = _object(verb, key)
    if target is None:
        target = next((c for c in comp.children if c.dep_ in ("nsubj", "nsubjpass") and c.i > verb.i), None)
    if target is None or target.i > comp.i:
        return None
    said = to_the_end(verb, comp, None)
    if here.passive:
        return _make(verb, here, "ask", said, 0.6, to=target.i)
    content = trim(verb.doc, target.left_edge.i, said[-1][1]) if said else None
    return _make(verb, here, "ask", (content,) if content else (), 0.85, to=target.i)


def _seek(verb: Token, here: Clause, key: str) -> Attribution | None:
    """ "called for an immediate ceasefire"."""
    return _thing(verb, here, key, "seek")


def _name(verb: Token, here: Clause, key: str) -> Attribution | None:
    """ "called the raid an act of war", "described the offer as generous"."""
    del key
    if here.passive or here.subject is None or here.reported or _as_saying(verb):
        return None
    said = next(
        (c for c in verb.children if c.i > verb.i and (c.dep_ == "oprd" or (c.dep_ == "prep" and c.lower_ == "as"))),
        None,
    )
    if said is None:
        return None
    target = next((c for c in verb.children if c.dep_ == "dobj" and verb.i < c.i < said.i), None)
    start = target.left_edge.i if target is not None else said.left_edge.i
    content = whole(verb.doc, start, cut(verb, start, said.right_edge.i + 1))
    return _make(verb, here, "name", (content,) if content else (), 0.7)


def _judge(verb: Token, here: Clause, key: str) -> Attribution | None:
    """ "condemned the shelling", "accused Minsk of breaking the truce"."""
    return _thing(verb, here, key, "judge")


def _undertake(verb: Token, here: Clause, key: str) -> Attribution | None:
    """ "promised free elections"."""
    return _thing(verb, here, key, "undertake")


def _thing(verb: Token, here: Clause, key: str, shape: str) -> Attribution | None:
    """An object that is all that is said; inside reported words it is too little to be told apart from them."""
    target = _object(verb, key)
    if target is None or here.passive or here.subject is None or here.reported or _as_saying(verb):
        return None
    if verb.lemma_.lower() in words("nouns", "giving") and _tells(target):
        return None  # "repeated its demand for": the noun tells what is said
    if verb.dep_ == "acl" or (verb.dep_ == "xcomp" and here.status == "planned") or _describes(verb):
        return None
    content = noun_stretch(verb, target)
    return _make(verb, here, shape, (content,) if content else (), 0.6)


def _tells(noun: Token) -> bool:
    """Whether a noun itself takes what is said: "a demand for talks", "a promise to pay"."""
    lemma = noun.lemma_.lower()
    if lemma not in _nouns():
        return False
    return any(
        f"{lemma} {c.lower_}" in words("nouns", "of_things") or c.dep_ in ("acl", "ccomp") for c in noun.children
    )


@cache
def _nouns() -> frozenset[str]:
    return words("nouns", "said") | words("nouns", "believed") | words("nouns", "intended") | words("nouns", "asked")


def _as_saying(verb: Token) -> bool:
    """ "cited the minister as saying"."""
    return any(c.lower_ == "as" and any(g.dep_ == "pcomp" for g in c.children) for c in verb.children)


def _describes(verb: Token) -> bool:
    """Whether a verb only tells which thing is meant: "a treaty calling for", "a draft that demands"."""
    return verb.dep_ in ("acl", "relcl") and verb.head.lemma_.lower() in words("show", "sources")


# What hangs on a verb


def infinitive(verb: Token) -> bool:
    return any(c.tag_ == "TO" for c in verb.children)


def _object(verb: Token, key: str) -> Token | None:
    """The object of a verb, or of the preposition that belongs to it in the lexicon."""
    preposition = key.rsplit(maxsplit=1)[-1] if " " in key else None
    for child in verb.children:
        if child.i < verb.i:
            continue
        if preposition is None and child.dep_ in ("dobj", "dative"):
            return child
        if preposition is not None and child.dep_ == "prep" and child.lower_ == preposition:
            return next((c for c in child.children if c.dep_ in ("pobj", "pcomp")), None)
    return None


def _clause_after(verb: Token) -> Token | None:
    """The clause that a verb takes, in its own part of the sentence: a semicolon ends what is said."""
    child = next((c for c in verb.children if c.dep_ == "ccomp" and c.i > verb.i), None)
    if child is None or any(c.text == ";" and verb.i < c.i < child.i for c in verb.children):
        return None
    return child


# A verb of several shapes is read in this order: "urged Riga to" before "urged that" before "urged restraint".
_READERS: dict[str, Callable[[Token, Clause, str], Attribution | None]] = {
    "ask": _ask, "tell": _tell, "report": _report, "believe": _believe, "intend": _intend, "show": _show,
    "name": _name, "seek": _seek, "undertake": _undertake, "judge": _judge,
}  # fmt: skip
