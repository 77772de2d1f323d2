"""Where event frames stand in a text: the trigger, and the heads of the phrases that name the parties.

`verbal` tries the frames of a clause, `nominal` those of a noun; both give heads of noun phrases, not
entities, so that what is found can be tested without a knowledge of names. A slot is looked up among the
children of the trigger and of its object, never in a whole subtree: the time is linear.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from dragoman.doc import Clause, clause, clause_around, clauses, entities_at, mention_at
from dragoman.extract.actions.frames import Frame, by_noun, by_verb, governed, lemma_of, mode_near, turn_of, words
from dragoman.model import Status

_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM"})
_INNER = frozenset({"complement", "complement subject"})
_OWNERS = frozenset({"poss", "amod", "compound", "nmod"})
_GOES_ON = frozenset({"conj", "xcomp", "ccomp", "pcomp"})
_DEEPEST = 3
"""Complements of complements that are followed: "agreed to help rebuild"."""


@dataclass(frozen=True, slots=True)
class Match:
    """A frame found at a trigger. `clause` is the verb that says whether it is told as done.

    `actors` and `recipients` are heads of noun phrases, the best first; `taken` are verbs whose clauses this match has used up; `said` is what a verb that governs
    a noun says of it ("plans an attack"), where that is not the clause's own status.
    """

    frame: Frame
    trigger: int
    clause: int | None
    actors: tuple[int, ...]
    recipients: tuple[int, ...]
    mode: str | None
    taken: tuple[int, ...] = ()
    said: Status | None = None


def all_matches(doc: Doc) -> tuple[Match, ...]:
    """Every frame found in a document, in the order of the triggers; none inside another's complement.

    Not told a second time is a noun that a verb's frame needs ("launched an attack"), what an action was
    meant for ("gave 30 million euros to help farmers") and what words are about ("condemned the attack on").
    """
    found: list[Match] = []
    taken: set[int] = set()
    triggers: dict[int, Match] = {}
    for told in clauses(doc):
        if _unreal(doc[told.verb]):
            taken.add(told.verb)
            continue
        above = triggers.get(told.governor) if told.governor is not None else None
        if told.verb in taken or _is_topic(doc, told, above) or (told.relation in _GOES_ON and told.governor in taken):
            taken.add(told.verb)
            continue
        match = verbal(doc, told)
        if match is not None:
            found.append(match)
            triggers[told.verb] = match
            taken.update(match.taken)
    for token in doc:
        match = nominal(doc, token)
        around = clause_around(doc, token.i) if match is not None else None
        if match is not None and around is not None and around.verb not in triggers and around.verb not in taken:
            found.append(match)
    return tuple(sorted(found, key=lambda m: m.trigger))


def _unreal(verb: Token) -> bool:
    """ "A text that would have condemned the coup": it did not."""
    forms = {c.lower_ for c in verb.children if c.dep_ in ("aux", "auxpass")}
    return "have" in forms and not forms.isdisjoint(("would", "could", "might", "should"))


def _is_topic(doc: Doc, told: Clause, above: Match | None) -> bool:
    """Whether a clause only says what the action of the clause above it was about or meant for."""
    if above is None:
        return False
    if told.relation == "advcl":
        return _purpose(doc[told.verb]) or _consequence(doc, told, above)
    if told.relation not in ("pcomp", "acl", "relcl") or doc[told.verb].head.lemma_.lower() in words("documents"):
        return False
    return above.frame.type in words("words") and (told.relation == "pcomp" or told.verb > above.trigger)


def _purpose(verb: Token) -> bool:
    return verb.dep_ == "advcl" and any(c.tag_ == "TO" and c.dep_ == "aux" for c in verb.children)


def _consequence(doc: Doc, told: Clause, above: Match) -> bool:
    """ "Shelled the port, killing three": one assault."""
    match = verbal(doc, told) if doc[told.verb].tag_ == "VBG" and told.verb > above.trigger else None
    return match is not None and match.frame.type == above.frame.type


# Verbs


def verbal(doc: Doc, told: Clause, depth: int = 0) -> Match | None:
    """The frame of a clause, the most specific that fits; None where none does.

    `depth` counts the clauses above whose complement this one is.
    """
    entries = by_verb().get(lemma_of(doc[told.verb]))
    if entries is None:
        return None
    beside = _beside(doc, told)
    for second, frame in entries:
        if second and second not in beside:
            continue
        found = _fits(doc, told, frame, second, beside, depth)
        if found is not None:
            return found
    return None


def _beside(doc: Doc, told: Clause) -> dict[str, int]:
    """The words that may stand with the verb as particle, preposition or predicate, and where."""
    found: dict[str, int] = {}
    verb = doc[told.verb]
    for child in verb.children:
        if child.dep_ == "prep" and _dated(child):
            continue
        if child.dep_ not in ("nsubj", "nsubjpass", "conj", "advcl", "relcl", "punct", "cc"):
            found.setdefault(child.lower_, child.i)
            found.setdefault(child.lemma_.lower(), child.i)
        if child.dep_ in ("ccomp", "dobj", "xcomp"):
            for under in child.children:
                if under.dep_ in ("prep", "prt", "acomp", "advmod"):
                    found.setdefault(under.lower_, under.i)
    return found


def _around(doc: Doc, verb: int) -> Iterator[str]:
    """What follows the prepositions of a verb: "to the border"."""
    for child in doc[verb].children:
        if child.dep_ == "prep":
            yield from (c.lemma_.lower() for c in child.children if c.dep_ == "pobj")


def _dated(preposition: Token) -> bool:
    """ "Called Orban on Saturday" does not call on anybody."""
    under = _under(preposition)
    return under is not None and preposition.doc[under].ent_type_ in ("DATE", "TIME")


def _as_wanted(doc: Doc, frame: Frame, inner: Clause) -> bool:
    """Whether a complement has the form that the frame asks for: a duty ("must leave", "leave") or "to leave"."""
    verb = doc[inner.verb]
    auxiliaries = [c for c in verb.children if c.dep_ in ("aux", "auxpass")]
    if frame.infinitive:
        return any(c.tag_ == "TO" for c in auxiliaries)
    if frame.duty:
        return any(c.lower_ in ("must", "should", "ought") for c in auxiliaries) or (
            not auxiliaries
            and inner.relation == "ccomp"
            and verb.head.lemma_.lower() in words("mandative")
            and _subjunctive(doc, verb, inner.subject)
        )
    return True


def _subjunctive(doc: Doc, verb: Token, subject: int | None) -> bool:
    """ "That Britain keep": a bare form, or one that does not go with its subject."""
    return verb.tag_ == "VB" or (verb.tag_ == "VBP" and subject is not None and doc[subject].tag_ in ("NNP", "NN"))


def _fits(doc: Doc, told: Clause, frame: Frame, second: str, beside: dict[str, int], depth: int) -> Match | None:
    if "@object" in frame.unless and told.object is not None:
        return None
    if frame.unless and not frame.unless.isdisjoint(beside):
        return None
    wants_inner = frame.complement or not _INNER.isdisjoint(frame.recipient)
    inner = _complement(doc, told, purpose=frame.infinitive) if wants_inner else None
    if frame.complement and (inner is None or not _as_wanted(doc, frame, inner)):
        return None
    if frame.subjects and not _is_one_of(doc, told.subject, frame.subjects):
        return None
    goal = _goal(doc, told, second, beside)
    wanted = inner.verb if frame.complement and inner is not None else goal
    if frame.objects and not _is_one_of(doc, wanted, frame.objects):
        return None
    if frame.unless and not frame.unless.isdisjoint((*_lemmas(doc, goal, modifiers=True), *_around(doc, told.verb))):
        return None
    slots = {name: _slot(doc, told, name, goal, inner, depth) for name in (*frame.recipient, frame.actor)}
    return Match(
        frame=frame,
        trigger=told.verb,
        clause=told.verb,
        actors=_unique(slots[frame.actor]),
        recipients=_unique(i for name in frame.recipient for i in slots[name]),
        mode=frame.mode or _mode(doc, frame, told, goal, inner),
        taken=(inner.verb,) if inner is not None else (),
    )


def _goal(doc: Doc, told: Clause, second: str, beside: dict[str, int]) -> int | None:
    """The head of what the verb acts on: its object, or what follows the preposition of the trigger."""
    if second and second in beside and doc[beside[second]].pos_ in ("ADP", "SCONJ", "PART", "ADV"):
        under = _under(doc[beside[second]])
        if under is not None:
            return under
    return told.object


def _under(preposition: Token) -> int | None:
    return next((c.i for c in preposition.children if c.dep_ in ("pobj", "pcomp")), None)


def _complement(doc: Doc, told: Clause, *, purpose: bool) -> Clause | None:
    """The clause that a verb, or the noun or adjective that completes it, governs: "agreed to lend".

    With `purpose` one with "to" that the parse takes for what the act is meant for: "called on Chile to pay".
    """
    heads = [doc[told.verb]]
    heads += [c for c in heads[0].children if c.dep_ in ("acomp", "attr", "oprd", "dobj")]
    heads += [c for head in heads for c in head.children if c.dep_ == "prep" and c.i > told.verb]
    for head in heads:
        for child in head.children:
            if child.i > told.verb and child.dep_ in ("xcomp", "ccomp", "acl", "pcomp"):
                found = clause(doc, child.i)
                if found is not None:
                    return found
    after = (c for c in heads[0].children if purpose and c.i > told.verb and _purpose(c))
    return next((found for c in after if (found := clause(doc, c.i)) is not None), None)


def _slot(doc: Doc, told: Clause, name: str, goal: int | None, inner: Clause | None, depth: int) -> tuple[int, ...]:
    if name == "subject":
        return (told.subject,) if told.subject is not None else ()
    if name == "object":
        return (told.object,) if told.object is not None else ()
    if name == "goal":
        return (goal,) if goal is not None else ()
    if name == "complement":
        return _of_complement(doc, inner, depth)
    if name == "complement subject":
        return (inner.subject,) if inner is not None and inner.subject is not None else ()
    heads = [told.verb, *(i for i in (told.object, goal) if i is not None and i != told.verb)]
    if name == "dative":
        return tuple(_dative(doc, told))
    return tuple(_after(doc, heads, name))


def _dative(doc: Doc, told: Clause) -> Iterator[int]:
    """Who gets it, also where the parse takes the name for a part of the thing: "lend Sudan money"."""
    yield from (c.i for c in doc[told.verb].children if c.dep_ == "dative" and c.pos_ in _NOMINAL)
    if told.object is not None:
        first = [c for c in doc[told.object].children if c.dep_ in ("compound", "nmod") and c.pos_ == "PROPN"][:1]
        yield from (c.i for c in first if c.i == told.verb + 1 and entities_at(doc, c.i))


def _of_complement(doc: Doc, inner: Clause | None, depth: int) -> tuple[int, ...]:
    """Whom the promised, threatened or refused act concerns: "agreed to lend Indonesia"."""
    if inner is None:
        return ()
    deeper = verbal(doc, inner, depth + 1) if depth < _DEEPEST else None
    if deeper is not None and deeper.recipients:
        return deeper.recipients
    heads = [inner.verb, *((inner.object,) if inner.object is not None else ())]
    direct = (inner.object,) if inner.object is not None else ()
    return direct + tuple(i for name in ("to", "with", "on", "against", "for", "in") for i in _after(doc, heads, name))


def _after(doc: Doc, heads: Iterable[int], name: str) -> Iterator[int]:
    """What stands after a preposition under any of the heads, or one level deeper ("troops on alert in")."""
    for head in heads:
        for child in doc[head].children:
            if child.lower_ == name and child.dep_ in ("prep", "dative", "agent", "prt"):
                under = _under(child)
                if under is not None:
                    yield under
            elif child.dep_ == "prep":
                under = _under(child)
                if under is not None and under not in heads:
                    yield from _directly_after(doc[under], name)


def _directly_after(head: Token, name: str) -> Iterator[int]:
    if name == "with" and head.lemma_.lower() in words("borders"):
        return
    for child in head.children:
        if child.dep_ == "prep" and child.lower_ == name:
            under = _under(child)
            if under is not None:
                yield under


# Nouns


def nominal(doc: Doc, noun: Token) -> Match | None:
    """The frame of a noun, with the parties that possess it, modify it or stand after its prepositions."""
    frame = by_noun().get(noun.lemma_.lower())
    if frame is None or noun.pos_ != "NOUN" or noun.dep_ in ("compound", "amod", "nmod"):
        return None
    around = {c.lemma_.lower() for c in noun.children}
    if not frame.unless.isdisjoint(around) or noun.head.lemma_.lower() in frame.unless:
        return None
    recipients = _unique(i for name in frame.recipient for i in _after(doc, [noun.i], name))
    verb = noun.head
    told = clause(doc, verb.i) if noun.dep_ in ("dobj", "nsubjpass", "nsubj", "pobj", "attr") else None
    light = told is not None and noun.dep_ in ("dobj", "nsubjpass") and lemma_of(verb) in words("light")
    if light and told is not None:
        actors = (told.subject,) if told.subject is not None else tuple(_owners(noun))
        recipients = recipients or _unique(i for name in frame.recipient for i in _after(doc, [told.verb], name))
    else:
        actors = _unique((*_owners(noun), *_after(doc, [noun.i], "by"), *_after(doc, [noun.i], "from")))
        if not actors and told is not None and noun.dep_ == "dobj" and lemma_of(verb) in governed():
            actors = (told.subject,) if told.subject is not None else ()
    if not light and "of" not in frame.recipient:
        actors = _unique((*actors, *_after(doc, [noun.i], "of")))
    if frame.mutual:
        recipients = _unique((*recipients, *_after(doc, [noun.i], "between"), *_after(doc, [noun.i], "among")))
    mode = frame.mode or mode_near(frame, [noun, *noun.children])
    near = told.verb if told is not None and (light or noun.dep_ in ("nsubj", "nsubjpass")) else None
    said = None if light or noun.dep_ != "dobj" else governed().get(verb.lemma_.lower(), "happened")
    return Match(frame, noun.i, near, actors, recipients, mode, said=said)


def _owners(noun: Token) -> Iterator[int]:
    for child in noun.children:
        if child.dep_ in _OWNERS and child.i < noun.i and (child.dep_ == "poss" or child.text[0].isupper()):
            yield child.i


# What a status makes of a type


def turned(match: Match, told: Clause | None, doc: Doc) -> tuple[str, str | None, bool]:
    """Type and mode of a match as its clause tells it, and whether the telling has changed the type.

    "Will visit" is AGREE, "called off a visit" and "will not visit" are REJECT.
    """
    said: str = match.said or (told.status if told is not None else "happened")
    if told is not None and _refused(doc, told):
        said = "refused"
    turn = turn_of(match.frame.type, said)
    return (*turn, True) if turn is not None else (match.frame.type, match.mode, False)


def _refused(doc: Doc, told: Clause) -> bool:
    """ "Will not meet", "would not meet": a refusal; "did not meet" is none."""
    if not told.negated:
        return False
    return any(c.dep_ == "aux" and c.lower_ in ("will", "wo", "would", "shall", "sha") for c in doc[told.verb].children)


# Modes and words


def _mode(doc: Doc, frame: Frame, told: Clause, goal: int | None, inner: Clause | None) -> str | None:
    # A name does not lead to a mode: the Monetary Fund's urging is no request for funds.
    tokens = [doc[told.verb], *(c for c in doc[told.verb].children if c.dep_ != "nsubj" or c.pos_ != "PROPN")]
    if told.subject is not None and doc[told.subject].pos_ != "PROPN":
        tokens += doc[told.subject].children
    for head in (goal, told.object, inner.verb if inner is not None else None):
        if head is not None:
            tokens += [doc[head], *doc[head].children]
            tokens += [g for c in doc[head].children if c.dep_ in ("prep", "dobj", "conj") for g in c.children]
    return mode_near(frame, tokens)


def _lemmas(doc: Doc, head: int | None, *, modifiers: bool = False) -> frozenset[str]:
    """The lemmas of a noun phrase that say what it is: head, conjuncts, compounds, "a series of strikes".

    With `modifiers` the adjectives too, which otherwise count together with their noun alone, and prepositions.
    """
    if head is None:
        return frozenset()
    found = []
    for token in (doc[head], *(c for c in doc[head].children if c.dep_ == "conj")):
        found.append(token.lemma_.lower())
        for child in token.children:
            if child.dep_ in ("compound", "amod", "nmod"):
                if modifiers or child.dep_ == "compound":
                    found.append(child.lemma_.lower())
                found.append(f"{child.lemma_.lower()} {token.lemma_.lower()}")
            elif child.dep_ == "prep" and child.lower_ != "of" and modifiers:
                found.append(child.lower_)
            elif child.dep_ == "prep" and child.lower_ == "of":
                under = _under(child)
                if under is not None:
                    found.append(doc[under].lemma_.lower())
    return frozenset(found)


def _is_one_of(doc: Doc, head: int | None, wanted: frozenset[str]) -> bool:
    """Whether a noun phrase is one of the words, or of the kind "@person"."""
    if head is None:
        return False
    lemmas = _lemmas(doc, head)
    if not wanted.isdisjoint(lemmas) or "@any" in wanted:
        return True
    if "@people" in wanted and (_is_people(doc[head]) or any(_is_people(doc[i]) for i in _after(doc, [head], "of"))):
        return True
    if "@person" not in wanted:
        return False
    named = entities_at(doc, head)
    if any(e.kind == "person" for e in named) or (not named and doc[head].ent_type_ == "PERSON"):
        return True
    return not lemmas.isdisjoint(words("persons"))


def _is_people(token: Token) -> bool:
    """A plural demonym: "300 Ethiopians", "Kurds"."""
    mention = mention_at(token.doc, token.i)
    return token.tag_ in ("NNPS", "NNS") and mention is not None and mention.how == "demonym"


def _unique(heads: Iterable[int]) -> tuple[int, ...]:
    return tuple(dict.fromkeys(heads))
