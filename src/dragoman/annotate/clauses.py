"""Verbs to clauses: who acts on whom, and whether it is told as done, planned, refused or imagined.

One pass over the tokens in the order of the tree (a governor before what hangs on it), so the time is
linear. What the words of the lexicon `status` say of their complement is data there; how auxiliaries and
conjunctions bear on a verb is code here.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from spacy.tokens import Doc, Token

from dragoman.doc import Clause, Tense, note
from dragoman.lexicon import load
from dragoman.model import Status

_RELATIVE = frozenset({"WP", "WDT", "WP$"})
_FINITE = frozenset({"VBD", "VBZ", "VBP"})
_DUTY = frozenset({"should", "must", "ought"})
_WILL = frozenset({"will", "shall", "'ll", "’ll", "wo"})
_MAYBE = frozenset({"may", "might", "can", "could"})
_SUBJECTS = frozenset({"nsubj", "csubj"})
_PASSIVES = frozenset({"nsubjpass", "csubjpass"})


@cache
def complement_status() -> dict[str, Status]:
    """The status that a governing word gives to its complement."""
    table: dict[str, Status] = {}
    for status, entry in load("status")["complement"].items():
        for word in entry["words"]:
            table[word] = status
    return table


@cache
def _words(entry: str) -> frozenset[str]:
    return frozenset(load("status")[entry]["words"])


def annotate(doc: Doc) -> None:
    """Writes the clauses of a parsed document into its notes."""
    found: dict[int, Clause] = {}
    surface: dict[int, int | None] = {}
    for verb in _top_down(doc):
        governor = _governor(verb)
        above = found.get(governor.i) if governor is not None else None
        found[verb.i] = _clause(verb, above, surface)
    note(doc).clauses = dict(sorted(found.items()))


def _top_down(doc: Doc) -> Iterator[Token]:
    for sentence in doc.sents:
        depth: dict[int, int] = {}
        verbs = [t for t in sentence if is_clause(t)]
        for token in verbs:
            path, here = [], token
            while here.i not in depth and here.head.i != here.i:
                path.append(here)
                here = here.head
            level = depth.setdefault(here.i, 0)
            for step in reversed(path):
                level += 1
                depth[step.i] = level
        yield from sorted(verbs, key=lambda t: (depth[t.i], t.i))


def is_clause(token: Token) -> bool:
    """Whether a token is the verb of a clause of its own."""
    if token.pos_ not in ("VERB", "AUX") or token.dep_ in ("aux", "auxpass", "amod", "compound"):
        return False
    return token.tag_[:2] in ("VB", "MD")


def _governor(verb: Token) -> Token | None:
    here = _parallel(verb) or verb
    if here is not verb:
        return here
    while here.head.i != here.i:
        here = here.head
        if is_clause(here):
            return here
    return None


def _parallel(verb: Token) -> Token | None:
    """The infinitive with which a bare verb goes, where the parse joins it to a finite verb nearer by.

    "Is to lay flowers, talk to those who survived and meet the king": "meet" goes with "lay".
    """
    if verb.dep_ != "conj" or verb.tag_ != "VB" or verb.head.tag_ not in _FINITE:
        return None
    if any(c.dep_ in ("aux", "auxpass", "nsubj") for c in verb.children):
        return None
    first = verb.sent.start
    for at in range(verb.i - 1, max(first, verb.i - 40) - 1, -1):
        token = verb.doc[at]
        if token.tag_ == "VB" and any(c.tag_ in ("TO", "MD") for c in token.children if c.dep_ == "aux"):
            return token
    return None


def lemma_of(verb: Token) -> str:
    """The verb's lemma with its particle: "call off", "look forward"."""
    particle = next((c.lower_ for c in verb.children if c.dep_ == "prt" or c.lower_ == "forward"), None)
    return f"{verb.lemma_.lower()} {particle}" if particle else verb.lemma_.lower()


def _clause(verb: Token, above: Clause | None, surface: dict[int, int | None]) -> Clause:
    children = list(verb.children)
    passive = any(c.dep_ in _PASSIVES or c.dep_ == "auxpass" for c in children) or (
        verb.dep_ == "acl" and verb.tag_ == "VBN"
    )
    if any(c.dep_ == "aux" and c.lemma_ == "have" for c in children) and not any(
        c.dep_ in ("aux", "auxpass") and c.lower_ == "been" for c in children
    ):
        passive = False  # "reports that he had met the envoy"
    subject = _subject(verb, children, above, surface)
    surface[verb.i] = subject
    direct = next((c.i for c in children if c.dep_ in ("dobj", "obj")), None)
    acting, patient = (_agent(children), subject) if passive else (subject, direct)
    reported = _reported(verb, children, above)
    negated = any(c.dep_ == "neg" or c.lower_ == "never" for c in children)
    tense = _tense(verb, children, above)
    status = _status(verb, children, above, tense, reported=reported, negated=negated)
    return Clause(
        verb=verb.i,
        lemma=lemma_of(verb),
        subject=acting,
        object=patient,
        passive=passive,
        negated=negated,
        status=status,
        tense="future" if status == "planned" else tense,
        governor=above.verb if above else None,
        relation=verb.dep_,
        reported=reported,
    )


# Who acts


def _subject(verb: Token, children: list[Token], above: Clause | None, surface: dict[int, int | None]) -> int | None:
    own = next((c for c in children if c.dep_ in _SUBJECTS or c.dep_ in _PASSIVES), None)
    guest = _guest(verb, children)
    if guest is not None:
        return guest
    if own is not None:
        if own.tag_ in _RELATIVE or (own.lower_ == "that" and verb.dep_ == "relcl"):
            return _antecedent(verb, own) if verb.dep_ == "relcl" else own.i
        return _misread_place(own) or own.i
    if verb.dep_ in ("acl", "advcl") and verb.head.pos_ in ("NOUN", "PROPN", "PRON"):
        return _owner(verb, above, surface) if _infinitive(children) else verb.head.i
    stray = _stray_subject(verb, children)
    if above is None or stray is not None:
        return stray
    if verb.dep_ == "xcomp" and above.lemma.split()[0] in _words("object_control") and not above.passive:
        target = above.object if above.object is not None else _prepositional(verb.doc[above.verb], "on")
        return target if target is not None else surface.get(above.verb)
    shared = surface.get(above.verb)
    return None if shared is not None and _disagrees(verb, children, verb.doc[shared]) else shared


def _disagrees(verb: Token, children: list[Token], subject: Token) -> bool:
    """Whether a plural verb is joined to one person's: "when Castro came to power and are returning"."""
    if verb.dep_ != "conj" or subject.tag_ != "NNP" or any(c.dep_ == "conj" for c in subject.children):
        return False
    finite = next((c for c in children if c.dep_ in ("aux", "auxpass") and c.tag_ in _FINITE), verb)
    return finite.lower_ in ("are", "were", "have") or (finite is verb and verb.tag_ == "VBP")


def _antecedent(verb: Token, relative: Token) -> int:
    """The noun that a relative pronoun stands for: of "in Quito, Silva, who ..." Silva, right before "who"."""
    at = relative.i - 1
    while at > verb.head.i and verb.doc[at].is_punct:
        at -= 1
    near = verb.doc[at]
    if (
        relative.lower_ == "who"
        and at > verb.head.i
        and near.pos_ == "PROPN"
        and near.dep_ in ("appos", "npadvmod", "dep")
    ):
        return at
    return verb.head.i


def _guest(verb: Token, children: list[Token]) -> int | None:
    """Of "at the invitation of President A, B will pay a visit", where the parse makes B an apposition of A, B."""
    told = next((c for c in children if c.dep_ == "prep" and c.lower_ == "at" and c.i < verb.i), None)
    if told is None or not any(c.dep_ == "pobj" and c.lemma_.lower() == "invitation" for c in told.children):
        return None
    last = min((c.i for c in children if c.dep_ in ("aux", "auxpass") and c.i > told.i), default=verb.i) - 1
    if verb.doc[last].text == ",":
        last -= 1
    name = verb.doc[last]
    steps = 0
    while name.dep_ in ("compound", "flat") and name.head.i <= last and steps < 4:
        name, steps = name.head, steps + 1
    return name.i if name.pos_ == "PROPN" and name.dep_ == "appos" and name.i > told.i + 2 else None


def _misread_place(subject: Token) -> int | None:
    """Of "In Quito, Silva will meet ...", where the parse takes Quito for the subject, Silva."""
    first = subject.left_edge.i
    if first == 0 or subject.doc[first - 1].lower_ not in ("in", "at", "from", "after") or subject.pos_ != "PROPN":
        return None
    return next((c.i for c in subject.children if c.dep_ in ("appos", "npadvmod", "conj") and c.pos_ == "PROPN"), None)


def _stray_subject(verb: Token, children: list[Token]) -> int | None:
    """The subject of a finite verb where the parse hangs it elsewhere.

    "Silva, ending a visit, said": Silva stands as an adverbial of "said". "In Quito, Silva, who ..., will meet":
    Silva stands as an apposition of Quito.
    """
    if verb.tag_ not in _FINITE and not any(
        c.dep_ in ("aux", "auxpass") and c.tag_ in ("MD", *_FINITE) for c in children
    ):
        return None
    for child in children:
        if child.i > verb.i:
            break
        if child.dep_ in ("advcl", "dep", "npadvmod") and child.pos_ == "PROPN":
            return child.i
        if child.dep_ == "prep":
            for place in child.children:
                if place.dep_ == "pobj" and place.pos_ == "PROPN" and _behind_a_day(place):
                    return place.i
                for name in place.children:
                    if (
                        place.dep_ == "pobj"
                        and name.dep_ in ("appos", "npadvmod", "conj", "dep")
                        and name.pos_ == "PROPN"
                        and name.i > place.i
                    ):
                        return name.i
    return None


def _behind_a_day(name: Token) -> bool:
    """ "On Friday Deby is to fly": the parse takes the day and the name for one."""
    return name.ent_type_ not in ("DATE", "TIME") and any(
        c.dep_ == "compound" and c.ent_type_ in ("DATE", "TIME") and c.i < name.i for c in name.children
    )


def _owner(verb: Token, above: Clause | None, surface: dict[int, int | None]) -> int | None:
    """Of "Kenya's plan to host" Kenya; of "has a plan to host" the subject of "has"."""
    owner = next((c.i for c in verb.head.children if c.dep_ == "poss"), None)
    if owner is not None:
        return owner
    return surface.get(above.verb) if above is not None else None


def _agent(children: list[Token]) -> int | None:
    for child in children:
        if child.dep_ == "agent":
            return next((c.i for c in child.children if c.dep_ == "pobj"), None)
    return None


def _prepositional(verb: Token, preposition: str) -> int | None:
    for child in verb.children:
        if child.dep_ == "prep" and child.lower_ == preposition:
            return next((c.i for c in child.children if c.dep_ == "pobj"), None)
    return None


def _infinitive(children: list[Token]) -> bool:
    return any(c.tag_ == "TO" and c.dep_ == "aux" for c in children)


# When and whether


def _reported(verb: Token, children: list[Token], above: Clause | None) -> bool:
    if any(c.dep_ == "parataxis" and c.lemma_ in _words("report") for c in children):
        return True
    if above is None:
        return False
    if verb.dep_ in ("ccomp", "parataxis") and above.lemma.split()[0] in _words("report"):
        return True
    return above.reported and verb.dep_ in ("conj", "ccomp", "xcomp", "advcl", "relcl", "acl")


def _tense(verb: Token, children: list[Token], above: Clause | None) -> Tense:
    auxiliaries = [c for c in children if c.dep_ in ("aux", "auxpass")]
    forms = {a.lower_ for a in auxiliaries}
    if forms & {"will", "shall", "'ll", "wo", "’ll"}:
        return "future"
    finite = next((a for a in auxiliaries if a.tag_ in _FINITE), None) or (verb if verb.tag_ in _FINITE else None)
    perfect = any(a.lemma_ == "have" for a in auxiliaries)
    if finite is not None:
        if finite.tag_ == "VBD" or perfect:
            return "past"
        return "present"
    if perfect:
        return "past"
    if forms & {"would", "could", "might"}:
        return "past"
    if above is not None:
        return above.tense
    return "past" if verb.tag_ in ("VBN", "VBD") else "present"


def _status(
    verb: Token, children: list[Token], above: Clause | None, tense: Tense, *, reported: bool, negated: bool
) -> Status:
    forms = {c.lower_ for c in children if c.dep_ in ("aux", "auxpass")}
    status = _told(verb, children, above, tense, forms, reported=reported)
    if any(c.dep_ == "advcl" and _conditional(c) for c in children) or _conditional(verb):
        return "hypothetical"
    if negated or _gainsaid(verb, above):
        return "denied"
    return status


def _gainsaid(verb: Token, above: Clause | None) -> bool:
    """Whether somebody says that it is not so: "denied that X would fly", "dismissed reports that X had met"."""
    head = verb.head
    if verb.dep_ == "acl" and head.pos_ == "NOUN" and any(c.dep_ == "det" and c.lower_ == "no" for c in head.children):
        return head.lemma_.lower() in _words("intent")  # "has no plans to meet"
    if above is None or above.negated or _infinitive(list(verb.children)):
        return False
    if verb.dep_ == "ccomp" and head.i == above.verb:
        return above.lemma in _words("gainsay") and above.lemma not in ("reject", "dismiss")
    told = (
        verb.dep_ in ("acl", "relcl", "ccomp", "advcl")
        and head.pos_ == "NOUN"
        and head.lemma_.lower() in _words("rumour")
    )
    return told and head.dep_ == "dobj" and head.head.i == above.verb and above.lemma in _words("gainsay")


def _conditional(verb: Token) -> bool:
    return verb.dep_ == "advcl" and any(
        c.dep_ == "mark" and c.lower_ in ("if", "unless", "should", "whether") for c in verb.children
    )


def _told(
    verb: Token, children: list[Token], above: Clause | None, tense: Tense, forms: set[str], *, reported: bool
) -> Status:
    infinitive = _infinitive(children)
    if forms & _MAYBE:
        return "hypothetical"
    if "would" in forms:
        return "planned" if reported or (above is not None and above.tense == "past") else "hypothetical"
    if forms & _DUTY:
        return "proposed"
    if forms & _WILL:
        return "planned"
    if above is not None and _parallel(verb) is not None:
        return above.status
    if infinitive or verb.tag_ in ("VBG", "VB") or (verb.dep_ in ("acl", "xcomp") and not forms):
        inherited = _from_governor(verb, above, infinitive=infinitive)
        if inherited is not None:
            return inherited
    if verb.lemma_ == "be" and any(c.dep_ == "xcomp" and c.tag_ == "VB" for c in children):
        return "planned"  # "she is to meet the king"
    if verb.lemma_ == "be" and tense == "present" and any(c.dep_ == "acomp" and c.lower_ == "due" for c in children):
        return "planned"  # "is due in Lima on Friday"
    own = complement_status().get(lemma_of(verb))
    if (
        own == "planned"
        and (verb.tag_ == "VBN" or forms & {"be", "is", "are", "was", "were"})
        and not forms & {"have", "has", "had"}
    ):
        return "planned"
    if tense == "future":
        return "planned"
    if tense == "past":
        return "happened"
    return "under_way"


def _from_governor(verb: Token, above: Clause | None, *, infinitive: bool) -> Status | None:
    """What the word on which a bare verb hangs says of it; None where it says nothing."""
    if _going_to(verb, above) or _is_to(verb, infinitive=infinitive):
        return above.status if above is not None and above.status in ("denied", "hypothetical") else "planned"
    head = verb.head.head if verb.dep_ == "pcomp" else verb.head
    word = lemma_of(head) if is_clause(head) else head.lemma_.lower()
    table = complement_status()
    status = table.get(word) or table.get(word.split()[0])
    if status is not None and verb.dep_ in ("xcomp", "ccomp", "acl", "advcl", "pcomp", "dobj"):
        if above is not None and above.negated:
            return "denied" if status in ("planned", "proposed") else None
        return status
    if above is None:
        return "planned" if infinitive else None  # a headline's "Minister to visit Baku"
    if infinitive and verb.dep_ == "advcl" and above.status == "happened":
        return "planned"
    return above.status


def _going_to(verb: Token, above: Clause | None) -> bool:
    return above is not None and above.lemma == "go" and verb.dep_ == "xcomp" and verb.doc[above.verb].tag_ == "VBG"


def _is_to(verb: Token, *, infinitive: bool) -> bool:
    """ "The king is to visit Oman": an infinitive right under a form of "be"."""
    return infinitive and verb.dep_ == "xcomp" and verb.head.lemma_ == "be"
