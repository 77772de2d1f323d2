"""Reported speech to attributions, read from the parse: "said that", "according to", "called on all to".

One pass over the tokens; each word of speech looks at its own children alone, so the time is linear. What
is said runs from the clause's first word to the sentence's end, unless a word takes it away: a second word
of speech ("..., but added"), a participle that goes on ("..., saying"), another source ("according to").
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from spacy.tokens import Doc, Token

from dragoman.doc import Clause, claimable, clause, quoted
from dragoman.extract.attribution import (
    Attitude,
    Attribution,
    Stretch,
    attitude,
    is_cue,
    keys,
    shapes,
    trim,
    whole,
    without,
    words,
)
from dragoman.extract.quoted import hearer_of

_ATTITUDES: tuple[Attitude, ...] = ("said", "believed", "intended", "asked")
_AFTER = frozenset({"ccomp", "prep", "npadvmod", "advmod", "advcl", "dobj", "dep", "agent", "relcl", "appos", "conj"})
_DASHES = frozenset({"--", "–", "—", "_"})
_CONTENT = frozenset({"NOUN", "PROPN", "VERB", "ADJ", "NUM", "AUX"})
_APART = frozenset({"while", "although", "though", "whereas", "but"})


def reported(doc: Doc, taken: frozenset[int], more: Mapping[int, list[Stretch]]) -> Iterator[Attribution]:
    """Every attribution by a word of speech outside quotations; `taken` are words already used, `more` what goes on from one."""
    for token in doc:
        if token.i in taken or quoted(doc, token.i) or not claimable(doc, token.i):
            continue
        found: Attribution | None = None
        if token.lower_ == "according":
            found = _according(token)
        elif token.tag_[:2] == "VB":
            found = _by_verb(token)
        elif token.pos_ == "NOUN":
            found = _by_noun(token)
        if found is not None and found.content:
            yield replace(found, content=(*found.content, *more[token.i])) if token.i in more else found


def _by_verb(verb: Token) -> Attribution | None:
    found = keys(verb)
    if not found or verb.dep_ in ("amod", "aux", "auxpass", "compound"):
        return None
    here = clause(verb.doc, verb.i)
    if here is None:
        return None
    for key in found:
        for shape in _ORDER:
            if shape in shapes()[key]:
                made = _READERS[shape](verb, here, key)
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


# One function a shape


def _report(verb: Token, here: Clause, key: str) -> Attribution | None:
    """ "said that the road was open", "the road was open, she said"."""
    child = _clause_after(verb)
    shape = "ask" if verb.lemma_ == "ask" else ("seek" if key in words("seek", "clauses") else "report")
    to = hearer_of(verb)
    if child is not None:
        return _make(verb, here, shape, _to_the_end(verb, child, to), 0.9, to=to)
    return _make(verb, here, shape, _before(_quoting(verb) or verb), 0.85, to=to)


def _quoting(verb: Token) -> Token | None:
    """The passive in "was quoted as saying", whose subject is the one who says."""
    if verb.dep_ != "pcomp" or verb.head.lower_ != "as":
        return None
    return verb.head.head if verb.head.head.lemma_ in ("quote", "cite") else None


def _tell(verb: Token, here: Clause, key: str) -> Attribution | None:
    """ "told the Diet that no date was set"."""
    del key
    child, to = _clause_after(verb), hearer_of(verb)
    if child is None:
        return None
    return _make(verb, here, "tell", _to_the_end(verb, child, to), 0.9, to=to)


def _show(verb: Token, here: Clause, key: str) -> Attribution | None:
    """ "the survey showed that most want a vote"."""
    del key
    child = _clause_after(verb)
    if child is None or here.subject is None or verb.doc[here.subject].lemma_.lower() not in words("show", "sources"):
        return None
    return _make(verb, here, "report", _to_the_end(verb, child, None), 0.7)


def _believe(verb: Token, here: Clause, key: str) -> Attribution | None:
    """ "many believe the vote is settled"; a passive names nobody who does."""
    del key
    child = _clause_after(verb)
    if here.passive or child is None:
        return None
    return _make(verb, here, "believe", _to_the_end(verb, child, None), 0.8)


def _intend(verb: Token, here: Clause, key: str) -> Attribution | None:
    """ "vowed to return the islands"; "plans to visit" tells of the visit, which is a claim of its own."""
    child = next((c for c in verb.children if c.dep_ == "xcomp" and c.i > verb.i and _infinitive(c)), None)
    if here.passive or here.subject is None or child is None or here.object is not None:
        return None
    if child.lemma_.lower() in words("intend", "deeds") and key not in words("undertake"):
        return None
    return _make(verb, here, "intend", _to_the_end(verb, child, None), 0.7)


def _ask(verb: Token, here: Clause, key: str) -> Attribution | None:
    """ "urged Riga to reconsider", "called on all parties to hold fire"."""
    comp = next(
        (c for c in verb.children if c.dep_ in ("xcomp", "ccomp", "advcl") and c.i > verb.i and _infinitive(c)), None
    )
    if comp is None or _describes(verb):
        return None
    target = _object(verb, key)
    if target is None:
        target = next((c for c in comp.children if c.dep_ in ("nsubj", "nsubjpass") and c.i > verb.i), None)
    if target is None or target.i > comp.i:
        return None
    whole = _to_the_end(verb, comp, None)
    if here.passive:
        return _make(verb, here, "ask", whole, 0.6, to=target.i)
    content = trim(verb.doc, target.left_edge.i, whole[-1][1]) if whole else None
    return _make(verb, here, "ask", (content,) if content else (), 0.85, to=target.i)


def _seek(verb: Token, here: Clause, key: str) -> Attribution | None:
    """ "called for an immediate ceasefire"."""
    target = _object(verb, key)
    if target is None or here.passive or verb.dep_ == "acl" or _describes(verb) or here.reported:
        return None
    content = _noun_stretch(verb, target)
    return _make(verb, here, "seek", (content,) if content else (), 0.65)


def _name(verb: Token, here: Clause, key: str) -> Attribution | None:
    """ "called the raid an act of war", "described the offer as generous"."""
    del key
    if here.passive or here.subject is None:
        return None
    said = next(
        (c for c in verb.children if c.i > verb.i and (c.dep_ == "oprd" or (c.dep_ == "prep" and c.lower_ == "as"))),
        None,
    )
    if said is None:
        return None
    target = next((c for c in verb.children if c.dep_ == "dobj" and verb.i < c.i < said.i), None)
    start = target.left_edge.i if target is not None else said.left_edge.i
    content = whole(verb.doc, start, _cut(verb, start, said.right_edge.i + 1))
    return _make(verb, here, "name", (content,) if content else (), 0.7)


def _judge(verb: Token, here: Clause, key: str) -> Attribution | None:
    """ "condemned the shelling", "accused Minsk of breaking the truce"."""
    target = _object(verb, key)
    if (
        target is None
        or here.passive
        or here.subject is None
        or verb.dep_ == "acl"
        or _describes(verb)
        or here.reported
    ):
        return None
    content = _noun_stretch(verb, target)
    return _make(verb, here, "judge", (content,) if content else (), 0.6)


def _undertake(verb: Token, here: Clause, key: str) -> Attribution | None:
    """ "promised free elections"."""
    target = _object(verb, key)
    if (
        target is None
        or here.passive
        or here.subject is None
        or verb.dep_ == "acl"
        or _describes(verb)
        or here.reported
    ):
        return None
    content = _noun_stretch(verb, target)
    return _make(verb, here, "undertake", (content,) if content else (), 0.6)


def _describes(verb: Token) -> bool:
    """Whether a verb only tells which thing is meant: "a treaty calling for", "a draft that demands"."""
    return verb.dep_ in ("acl", "relcl") and verb.head.lemma_.lower() in words("show", "sources")


_READERS: dict[str, Callable[[Token, Clause, str], Attribution | None]] = {
    "ask": _ask, "tell": _tell, "report": _report, "believe": _believe, "intend": _intend, "show": _show,
    "name": _name, "seek": _seek, "undertake": _undertake, "judge": _judge,
}  # fmt: skip
_ORDER = tuple(_READERS)


# Other words


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
    hole = (word.i, max(word.right_edge.i, source.right_edge.i) + 1)
    start, end = above.left_edge.i, above.right_edge.i + 1
    content = without(doc, start, end, hole)
    return Attribution(content, (word.i, to.i + 1), None, source.i, confidence=0.85)


def _by_noun(noun: Token) -> Attribution | None:
    """ "Tehran's warning that it would leave", "issued a statement that talks would go on"."""
    kinds = _noun_kinds(noun.lemma_.lower())
    if not kinds:
        return None
    said = next((c for c in noun.children if c.i > noun.i and _noun_clause(c, kinds)), None)
    if said is None:
        return None
    source = _owner(noun)
    content = trim(noun.doc, said.left_edge.i, _cut(noun, said.left_edge.i, said.right_edge.i + 1))
    if source is None or content is None:
        return None
    kind = kinds[0] if not _infinitive(said) else kinds[-1]
    return Attribution((content,), (noun.i, noun.i + 1), None, source, kind, confidence=0.6)


def _noun_kinds(lemma: str) -> list[Attitude]:
    return [kind for kind in _ATTITUDES if lemma in words("nouns", kind)]


def _noun_clause(child: Token, kinds: list[Attitude]) -> bool:
    if child.dep_ not in ("acl", "ccomp", "relcl"):
        return False
    if _infinitive(child):
        return kinds[-1] in ("intended", "asked")
    return any(c.lower_ == "that" and c.dep_ == "mark" for c in child.children)


def _owner(noun: Token) -> int | None:
    """Whose words a noun names: "Iran's", "by Iran", or the subject of "issued"."""
    for child in noun.children:
        if child.dep_ == "poss":
            return child.i
        if child.dep_ == "prep" and child.lower_ in ("by", "from", "of"):
            return next((c.i for c in child.children if c.dep_ == "pobj"), None)
    if noun.dep_ == "dobj" and noun.head.lemma_.lower() in words("nouns", "giving"):
        here = clause(noun.doc, noun.head.i)
        return here.subject if here is not None else None
    return None


# What is said


def _infinitive(verb: Token) -> bool:
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


def _to_the_end(verb: Token, child: Token, to: int | None) -> tuple[Stretch, ...]:
    """From the first word of a clause to where the saying ends."""
    doc = verb.doc
    start = max(child.left_edge.i, verb.i + 1, to + 1 if to is not None and to < child.i else 0)
    end = child.right_edge.i + 1
    for later in verb.children:
        if later.i < end or later.dep_ in ("punct", "cc"):
            continue
        if later.dep_ not in _AFTER or _apart(later) or (later.dep_ == "conj" and not _second_clause(later)):
            break
        end = later.right_edge.i + 1
    found = whole(doc, start, _cut(verb, start, end))
    return (found,) if found is not None else ()


def _second_clause(token: Token) -> bool:
    """Whether a coordinated verb is more of what is said: "said it was late, but no bus had come"."""
    subject = any(c.dep_ in ("nsubj", "nsubjpass") for c in token.children)
    return subject and not is_cue(token, "report", "tell", "believe")


def _apart(token: Token) -> bool:
    """Whether a later part of the sentence is the writer's own again: ", while others stayed"."""
    if token.dep_ != "advcl":
        return False
    return token.tag_ == "VBG" or token.left_edge.lower_ in _APART


def _cut(cue: Token, start: int, end: int) -> int:
    """Where another word of speech takes over before `end`."""
    doc = cue.doc
    for i in range(start + 1, end):
        token, before = doc[i], doc[i - 1]
        if quoted(doc, i):
            continue
        if token.text == ";":
            return i
        if before.text == "," and (token.lower_ in words("going_on") or token.lower_ == "according"):
            return i - 1
        if (
            token.dep_ == "conj"
            and token.tag_ in ("VBD", "VBZ")
            and is_cue(token, "report", "tell")
            and _same_speaker(token, cue)
        ):
            return _conjunction(token, start)
    return end


def _same_speaker(verb: Token, cue: Token) -> bool:
    """Whether a second word of speech has no subject of its own: "said it was late but added"."""
    return verb.tag_ == cue.tag_ and not any(c.dep_ in ("nsubj", "nsubjpass", "aux") for c in verb.children)


def _conjunction(verb: Token, start: int) -> int:
    i = verb.i
    while i > start + 1 and verb.doc[i].dep_ != "cc":
        i -= 1
    return i if i > start + 1 else verb.i


def _noun_stretch(verb: Token, target: Token) -> Stretch | None:
    """An object with what follows it in its clause."""
    end = target.right_edge.i + 1
    for later in verb.children:
        if later.i >= end and later.dep_ in ("prep", "xcomp") and later.left_edge.i <= end:
            end = later.right_edge.i + 1
    start = target.left_edge.i
    dash = next((i for i in range(target.i + 1, end) if verb.doc[i].text in _DASHES and not quoted(verb.doc, i)), end)
    found = whole(verb.doc, start, _cut(verb, start, dash))
    if found is None or sum(verb.doc[i].pos_ in _CONTENT for i in range(*found)) < 2:  # "condemned him" tells nothing
        return None
    return found


def _before(verb: Token) -> tuple[Stretch, ...]:
    """What stands before a word of speech that closes or interrupts its sentence."""
    doc = verb.doc
    subject = next((c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass")), None)
    if subject is None:
        return ()
    if verb.dep_ == "parataxis":
        head = verb.head
        return without(doc, head.left_edge.i, head.right_edge.i + 1, (verb.left_edge.i, verb.right_edge.i + 1))
    edge = min(subject.left_edge.i, verb.i)
    said = next(
        (c for c in verb.children if c.dep_ in ("ccomp", "dep", "advcl") and c.i < edge and c.pos_ in ("VERB", "AUX")),
        None,
    )
    if said is None or edge == 0 or doc[edge - 1].text not in (",", "''", "”", '"', "--", "–", "—"):
        return ()
    if said.dep_ != "ccomp" and any(c.dep_ in ("ccomp", "dobj", "xcomp") and c.i > verb.i for c in verb.children):
        return ()
    start = min(verb.left_edge.i, said.left_edge.i)
    found = trim(doc, start + 1 if doc[start].dep_ == "cc" else start, edge)
    return (found,) if found is not None else ()
