"""Repairs of the parse where the prose of diplomacy is known to derail it.

The small model learned from other texts: it takes "with Foreign Minister X to discuss" for a clause whose
subject is X, and loses the subject of a sentence behind a title of ten words. Each repair looks at one
shape of tree, moves one or two arcs, and says which words taught it. Linear in the number of tokens.
"""

from __future__ import annotations

from spacy.tokens import Doc, Token

from dragoman.lexicon import load

_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_CALENDAR = frozenset(
    "january february march april may june july august september october november december "
    "monday tuesday wednesday thursday friday saturday sunday".split()
)
_LEAVING = frozenset("depart leave head fly travel sail embark set start".split())
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "expl", "csubjpass"})


def mend(doc: Doc) -> None:
    """Moves the arcs that are known to be wrong."""
    slips = load("lemmas")["lemmas"]
    for token in doc:
        if token.lemma_ in slips:
            _lemma(token, slips[token.lemma_])
        if token.lower_ in ("with", "for") and token.dep_ in ("mark", "prep"):
            _companion(token)
        elif token.pos_ == "ADP" and token.dep_ == "conj" and token.head.pos_ == "ADP":
            _second_phrase(token)
        elif token.text == ")" and token.i + 1 < len(doc):
            _behind_brackets(token)
        elif token.dep_ == "compound" and token.pos_ == "PROPN" and token.head.lower_ in _CALENDAR:
            _before_date(token)
        elif token.tag_ in ("VBD", "VBZ", "VBP", "VB", "VBG") and token.dep_ in ("ROOT", "ccomp", "conj"):
            _lost_subject(token)


def _lemma(token: Token, meant: str) -> None:
    """ "Hopes" is no form of "hop", nor "staged" of "stag"; "hopped" is."""
    slip = token.lemma_
    if token.pos_ in ("VERB", "AUX") and token.lower_ != slip and not token.lower_.startswith(slip + slip[-1]):
        token.lemma_ = meant


def _companion(with_: Token) -> None:
    """ "Spoke with Foreign Minister Ruiz to follow up", "left for Doha to attend": Ruiz is not who follows up."""
    verb = with_.head if with_.dep_ == "mark" else next((c for c in with_.children if c.dep_ == "pcomp"), None)
    above = with_.head if verb is None or with_.dep_ == "prep" else verb.head
    if verb is None or above.i >= with_.i or above.pos_ not in ("VERB", "AUX"):
        return
    if with_.lower_ == "for" and above.lemma_ not in _LEAVING:
        return
    subject = next((c for c in verb.children if c.dep_ == "nsubj" and with_.i < c.i < verb.i), None)
    if subject is None or subject.pos_ != "PROPN" or not any(c.tag_ == "TO" for c in verb.children):
        return
    _hang(with_, above, "prep")
    _hang(verb, above, "advcl")
    _hang(subject, with_, "pobj")


def _second_phrase(preposition: Token) -> None:
    """ "With A on Tuesday and with B on Wednesday", "in Oslo, and in Riga on Friday": both hang on the verb."""
    first = preposition.head
    while first.pos_ == "ADP" and first.dep_ == "conj" and first.head.i != first.i:
        first = first.head
    verb = first.head
    if verb.pos_ not in ("VERB", "AUX") or verb.i >= preposition.i:
        return
    _hang(preposition, verb, "prep")
    for goal in list(preposition.children):
        for time in list(goal.children):
            if (
                goal.dep_ == "pobj"
                and time.dep_ == "prep"
                and time.lower_ in ("on", "in")
                and any(c.lower_ in _CALENDAR for c in time.children)
            ):
                _hang(time, verb, "prep")


def _behind_brackets(bracket: Token) -> None:
    """ "With Republic of Korea (ROK) Foreign Minister Park": the minister is met, the republic is his."""
    doc, first = bracket.doc, bracket.i + 1
    opening = next((i for i in range(bracket.i - 1, max(bracket.i - 4, 0), -1) if doc[i].text == "("), None)
    if opening is None or opening == 0 or doc[first].pos_ != "PROPN" or not doc[first].text[0].isupper():
        return
    body = doc[opening - 1]
    while (
        body.head.i < bracket.i
        and body.head.i != body.i
        and (
            body.dep_ == "compound"
            or body.pos_ == "ADP"
            or (body.head.pos_ == "ADP" and body.head.head.pos_ == "PROPN")
        )
    ):
        body = body.head
    bearer, last = doc[first], first
    while (
        last + 1 < len(doc)
        and (doc[last + 1].pos_ == "PROPN" or doc[last + 1].text == "-")
        and not doc[last + 1].is_sent_start
    ):
        last += 1
    while first < bearer.head.i <= last:
        bearer = bearer.head
    if (
        body.dep_ in ("pobj", "dobj", "nsubj", "conj")
        and bearer.head.i < opening
        and bearer.i != bearer.head.i
        and bearer.dep_ in ("dobj", "appos", "npadvmod", "dep")
    ):
        above, label = body.head, body.dep_
        _hang(bearer, above, label)
        _hang(body, bearer, "nmod")


def _before_date(place: Token) -> None:
    """ "Will travel to Sudan February 16": Sudan is no part of the month's name."""
    month = place.head
    if (
        month.i != place.i + 1
        or place.lower_ in _CALENDAR
        or month.dep_ not in ("pobj", "conj", "dobj", "npadvmod", "appos")
    ):
        return
    head, label = month.head, month.dep_
    if label == "npadvmod":
        # "to Egypt, the Emirates and Ethiopia July 24": the parse has lost that Ethiopia goes on with the list
        return
    above = head
    while above.pos_ not in ("VERB", "AUX") and above.head.i != above.i:
        above = above.head
    if above.pos_ not in ("VERB", "AUX"):
        return
    _hang(place, head, label)
    for child in list(month.children):
        if child.i < place.i:
            _hang(child, place, child.dep_)
    _hang(month, above, "npadvmod")


def _lost_subject(verb: Token) -> None:
    """ "Under Secretary for Growth, Energy, and the Environment Jose Ruiz is traveling": Ruiz is."""
    children = list(verb.children)
    auxiliaries = [c for c in children if c.dep_ in ("aux", "auxpass")]
    if not any(t.tag_ in _FINITE for t in (verb, *auxiliaries)) or any(c.dep_ in _SUBJECTS for c in children):
        return
    doc, at = verb.doc, verb.i - 1
    while (
        at > verb.left_edge.i
        and (doc[at].dep_ in ("aux", "auxpass", "neg", "advmod") or doc[at].text == ",")
        and doc[at].head.i == verb.i
    ):
        at -= 1
    name = doc[at]
    if (
        name.pos_ != "PROPN"
        or not verb.left_edge.i <= name.i < verb.i
        or (name.head.i == verb.i and name.dep_ not in ("npadvmod", "dep"))
    ):
        return
    if name.dep_ in ("conj", "appos", "pobj", "npadvmod", "dep", "nmod") and _leads_to(name, verb) and _titled(name):
        _hang(name, verb, "nsubj")


def _leads_to(token: Token, verb: Token) -> bool:
    """Whether a token hangs on a verb through phrases alone."""
    steps = 0
    while token.head.i != token.i and steps < 12:
        token, steps = token.head, steps + 1
        if token.i == verb.i:
            return True
        if token.pos_ in ("VERB", "AUX"):
            return False
    return False


def _titled(name: Token) -> bool:
    """Whether the name ends a run of capitals that opens its sentence or clause: a title and its bearer."""
    doc, at = name.doc, name.i
    first = name.sent.start
    while at > first and (
        doc[at - 1].text[0].isupper() or doc[at - 1].lower_ in ("of", "for", "and", "the", ",", "to", "&", "-")
    ):
        at -= 1
    return at == first or doc[at - 1].text in (",", ";", "“", '"', "``", ":") or doc[at - 1].is_space


def _hang(token: Token, head: Token, label: str) -> None:
    token.head = head
    token.dep_ = label
