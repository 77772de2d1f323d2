"""Whose words a quotation is, as far as "I" and "he" need to know it: the subject of the verb of speech beside it."""

from __future__ import annotations

from functools import cache

from dragoman.doc import Doc, Quote, Token, note
from dragoman.lexicon import load

_AFTER = 14
"""Tokens behind a quotation in which its verb may begin."""
_BEFORE = 30
"""Tokens before a quotation in which its verb may stand."""


@cache
def _verbs() -> frozenset[str]:
    data = load("speech")
    words = [w for part in ("report", "tell", "quote") for w in data[part]["words"]]
    return frozenset(w.split()[0] for w in words) - {"charge", "laugh", "start"} | {"quote", "tell"}


def speakers(doc: Doc) -> dict[int, int]:
    """For every quoted token, by its index, the head token of the noun phrase that names the speaker."""
    found: dict[int, int] = {}
    last: int | None = None
    before: Quote | None = None
    for quote in note(doc).quotes:
        who = _behind(doc, quote.end)
        if who is None:
            who = _in_front(doc, quote.start)
        if who is None and last is not None and before is not None and _goes_on(doc, before, quote):
            who = last
        if who is not None:
            found.update(dict.fromkeys(range(quote.start, quote.end), who))
        last, before = who, quote
    return found


def _goes_on(doc: Doc, before: Quote, quote: Quote) -> bool:
    """Whether a quotation goes on with the one before: in its paragraph, or behind one that was left open."""
    if quote.start - before.end > 60:
        return False
    between = "".join(t.text_with_ws for t in doc[before.end : quote.start])
    return not before.closed or ("\n" not in between and between.count('"') == 0)


def _behind(doc: Doc, end: int) -> int | None:
    """ "...," she said; "...", said the minister; the end of the sentence is the end of the look-out."""
    if doc[end - 2].text == "." or (doc[end - 1].text == "." and end < len(doc) and doc[end].text[0].isupper()):
        return None
    for at in range(end, min(end + _AFTER, len(doc))):
        token = doc[at]
        if token.text in (".", ";") or "\n" in token.text or note(doc).quoted[at]:
            return None
        if token.pos_ in ("VERB", "AUX") and token.lemma_ in _verbs():
            return subject(doc, token)
    return None


def _in_front(doc: Doc, start: int) -> int | None:
    """She said: "..."; the minister told reporters the plan was "..."; according to Ruiz, "..."."""
    for at in range(start - 1, max(start - _BEFORE, -1), -1):
        token = doc[at]
        if "\n" in token.text or (token.text == "." and at < start - 1):
            return None
        if note(doc).quoted[at]:
            continue
        if token.pos_ in ("VERB", "AUX") and token.lemma_ in _verbs():
            who = subject(doc, token)
            if who is not None:
                return who
        if token.lower_ == "to" and at and doc[at - 1].lower_ == "according":
            return next((c.i for c in token.children if c.dep_ == "pobj"), None)
    return _under_colon(doc, start)


def _under_colon(doc: Doc, start: int) -> int | None:
    """The minister defended the plan: "..."; whoever the sentence before the colon is about."""
    if start == 0 or doc[start - 1].text != ":":
        return None
    for at in range(start - 2, max(start - 2 * _BEFORE, -1), -1):
        token = doc[at]
        if token.text == "." or "\n" in token.text:
            return None
        if token.dep_ == "nsubj" and not note(doc).quoted[at] and token.head.dep_ in ("ROOT", "ccomp", "conj"):
            return at
    return None


def subject(doc: Doc, verb: Token) -> int | None:
    """The head of a verb's subject; of a verb joined to another by "and" that one's."""
    for _ in range(4):
        for child in verb.children:
            if child.dep_ in ("nsubj", "nsubjpass") and not note(doc).quoted[child.i]:
                return child.i
        if verb.dep_ not in ("conj", "advcl", "xcomp", "parataxis"):
            return None
        verb = verb.head
    return None
