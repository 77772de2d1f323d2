"""The words beside a quotation: who says it, before it, after it or by a label.

Read from the surface; of the parse only the word of speech and its subject are used.
"""

from __future__ import annotations

from spacy.tokens import Doc, Token

from dragoman.doc import Quote, clause, quoted
from dragoman.extract.statements.attribution import Stretch, is_cue

ENDS = frozenset({".", "?", "!", ";"})
_OPEN_ENDED = frozenset({",", "?", "!", "--", "-", "–", "—", "_", "...", "…"})
DASHES = frozenset({"--", "–", "—", "―", "-"})
JOINS = DASHES | {",", ":"}
_UNDONE = frozenset({"IN", "DT", "JJ", "TO", "CC", "PRP$", "POS"})
"""What a noun phrase or a clause cannot end in: a quotation after it completes it."""
_SAYS = ("report", "tell", "quote")
_NEAR = 6
_SIGNED = 12
_HELPING = frozenset({"aux", "auxpass", "amod", "relcl", "acl"})
_REACH = 45
"""Tokens from a quotation to its word of speech: a speaker's name, office and party stand between."""


def ends_sentence(token: Token) -> bool:
    """Whether a mark ends a sentence: the point of a title ("Lt. Ana Ruiz") does not."""
    return token.text in ENDS and not (token.text == "." and token.tag_[:2] == "NN")


def last_part(doc: Doc, gap: Stretch) -> Stretch:
    """What of a gap belongs to the sentence in which the next quotation begins."""
    if gap[0] < gap[1] and len(doc[gap[1] - 1]) > 1 and doc[gap[1] - 1].text.endswith("."):  # ... in Essex, Conn. "We
        return gap[1], gap[1]
    for i in range(gap[1] - 1, gap[0] - 1, -1):
        if ends_sentence(doc[i]):
            return i + 1, gap[1]
    return gap


def _first_part(doc: Doc, gap: Stretch) -> Stretch:
    for i in range(gap[0], min(gap[1], gap[0] + 2 * _REACH)):
        if ends_sentence(doc[i]):
            return gap[0], i
    return gap


def begins_sentence(doc: Doc, sentence: Stretch) -> bool:
    """Whether nothing but space, a colon or a dash stands before a quotation in its sentence."""
    plain = [doc[i] for i in range(*sentence) if not doc[i].is_space]
    return not plain or plain[-1].text == ":" or (len(plain) == 1 and plain[0].text in DASHES)


def runs_on(doc: Doc, quote: Quote, inner: Stretch, gap: Stretch) -> bool:
    """Whether a quotation is only a part of its sentence: 'said "there is love" in the city'."""
    after = doc[gap[0]] if gap[0] < gap[1] else None
    if after is None or not quote.closed or not after.is_lower or not after.is_alpha:
        return False
    if inner[1] < quote.end - 1 or doc[inner[1] - 1].is_punct:
        return False
    if is_cue(after, *_SAYS):
        return False
    return not (after.pos_ == "PRON" and is_cue(after.head, *_SAYS))


def cue_before(doc: Doc, sentence: Stretch, quote: Quote) -> int | None:
    """The word of speech that leads up to a quotation: 'said: "', 'told reporters in Oslo, "', 'said "'."""
    plain = [doc[i] for i in range(max(sentence[0], sentence[1] - _REACH), sentence[1]) if not doc[i].is_space]
    if not plain:
        return None
    last = plain[-1]
    if last.text in DASHES and len(plain) > 1 and not is_cue(plain[-2], *_SAYS):
        return None
    joined = last.text in JOINS
    verbs = [t for t in reversed(plain) if t.tag_[:2] == "VB" and t.dep_ not in ("aux", "auxpass", "amod")]
    spoken = [t for t in (verbs if last.text == ":" else verbs[:1]) if is_cue(t, *_SAYS, "ask")]
    verb = spoken[0] if spoken else None
    if verb is None or (not joined and (verb.dep_ == "relcl" or not _leads_up(doc, verb, plain, quote))):
        return None
    if last.text == "," and _aside(doc, verb, quote):
        return None
    if last.text != ":" and any(c.dep_ == "ccomp" and verb.i < c.i < quote.start for c in verb.children):
        return None
    return verb.i


def _aside(doc: Doc, verb: Token, quote: Quote) -> bool:
    """Whether a word of speech only interrupts a sentence that the quotation goes on with.

    'Pressure, he argued, "only pours oil on the fire"' is the parse's to read.
    """
    first = next((doc[i] for i in range(quote.start, quote.end) if doc[i].is_alpha), None)
    edge = min([verb.i, *(c.left_edge.i for c in verb.children if c.dep_ == "nsubj")])
    interrupts = edge > 0 and doc[edge - 1].text == "," and not quoted(doc, edge - 2)
    return interrupts and first is not None and first.is_lower


def _leads_up(doc: Doc, verb: Token, plain: list[Token], quote: Quote) -> bool:
    """Whether only a hearer, a time or an adverb stands between a word of speech and a quotation."""
    between = [t for t in plain if t.i > verb.i]
    if not between:
        return True
    if len(between) > _NEAR or between[-1].tag_ in _UNDONE or any(t.dep_ in ("mark", "nsubj", "aux") for t in between):
        return False
    return is_speech(doc, (quote.start + 1, quote.end))


def cue_after(doc: Doc, inner: Stretch, quote: Quote, gap: Stretch) -> int | None:
    """The word of speech that follows a quotation: '," said the envoy', '?" she asked'."""
    start, end = _first_part(doc, gap)
    after = next((doc[i] for i in range(start, end) if not doc[i].is_space), None)
    if after is None:
        return None
    closing = _closing(doc, inner, quote)
    if not closing & _OPEN_ENDED and after.text not in JOINS and not after.is_lower:
        return None
    for i in range(start, min(end, start + _REACH)):
        token = doc[i]
        if (
            (token.tag_ in ("VBD", "VBZ", "VBP", "VBN", "VB") or token.dep_ == "pcomp")
            and is_cue(token, *_SAYS)
            and not _describes(token, quote)
        ):
            return None if "," not in closing and _says_more(token, end) else i
    return None


def _closing(doc: Doc, inner: Stretch, quote: Quote) -> set[str]:
    """The marks with which a quotation's words end, those within another closing mark included: "he said, ‘Why?’”"."""
    return {doc[i].text for i in range(max(inner[0], inner[1] - 2), min(inner[1] + 1, quote.end))}


def manner_after(doc: Doc, inner: Stretch, quote: Quote, gap: Stretch) -> int | None:
    """Any verb that stands with its subject behind a quotation's comma: '," she fumed', '," scoffed the mayor'."""
    start, end = _first_part(doc, gap)
    if "," not in _closing(doc, inner, quote) or not quote.closed:
        return None
    near = range(start, min(end, start + 2 * _NEAR))
    verb = next((doc[i] for i in near if doc[i].tag_ in ("VBD", "VBZ", "VBP") and doc[i].dep_ not in _HELPING), None)
    if verb is None or any(c.dep_ in ("dobj", "ccomp", "attr", "acomp") and c.i > verb.i for c in verb.children):
        return None
    named = [c.i for c in verb.children if c.dep_ in ("nsubj", "npadvmod", "dobj", "dep") and start <= c.i < end]
    behind = verb.i == start and verb.i + 1 < end and doc[verb.i + 1].pos_ in ("PROPN", "PRON", "DET")
    return verb.i if named or behind else None


def _describes(verb: Token, quote: Quote) -> bool:
    """Whether a word of speech only tells more of a noun; a parse may hang it on a noun within the quotation."""
    if verb.dep_ == "amod":
        return verb.tag_ != "VBD"
    own = any(c.tag_ in ("WP", "WDT") for c in verb.children)
    return verb.dep_ == "aux" or (verb.dep_ == "relcl" and (own or not quote.start <= verb.head.i < quote.end))


def _says_more(verb: Token, end: int) -> bool:
    """Whether a word of speech takes a clause of its own before `end`: then it does not speak for the quotation."""
    return any(
        c.dep_ == "ccomp" and verb.i < c.i < end and any(g.dep_ in ("nsubj", "nsubjpass", "expl") for g in c.children)
        for c in verb.children
    )


def according(doc: Doc, gap: Stretch) -> Token | None:
    first = next((doc[i] for i in range(*gap) if not doc[i].is_space and doc[i].text != ","), None)
    return first if first is not None and first.lower_ == "according" else None


def label(doc: Doc, sentence: Stretch, inner: Stretch) -> int | None:
    """The colon of 'Mood in Quito: "..."': a source may stand before it."""
    plain = [doc[i] for i in range(*sentence) if not doc[i].is_space]
    if len(plain) < 2 or plain[-1].text != ":" or not (is_speech(doc, inner) or len(plain) <= _NEAR):
        return None
    return plain[-1].i


def in_the_words_of(doc: Doc, sentence: Stretch) -> tuple[Stretch, int] | None:
    """The cue and who speaks in 'In the words of the mayor, "..."'."""
    plain = [doc[i] for i in range(*sentence) if not doc[i].is_space]
    if len(plain) < 5 or [t.lower_ for t in plain[:4]] != ["in", "the", "words", "of"]:
        return None
    head = next((c.i for c in plain[3].children if c.dep_ == "pobj"), None)
    return ((plain[0].i, plain[3].i + 1), head) if head is not None else None


def leading(doc: Doc, sentence: Stretch, inner: Stretch) -> Token | None:
    """The verb of a clause that a comma joins to speech: 'the mayor shot back, "..."'."""
    plain = [doc[i] for i in range(max(sentence[0], sentence[1] - _REACH), sentence[1]) if not doc[i].is_space]
    if len(plain) < 3 or plain[-1].text != "," or not is_speech(doc, inner):
        return None
    verb = next((t for t in reversed(plain) if t.tag_ in ("VBD", "VBZ", "VBP", "VBG") and t.dep_[:3] != "aux"), None)
    here = clause(doc, verb.i) if verb is not None else None
    return verb if here is not None and here.subject is not None and not quoted(doc, here.subject) else None


def signature(doc: Doc, gap: Stretch) -> int | None:
    """The name after a dash that signs a quotation: '"We were here." — Ana Ruiz, Quito'."""
    plain = [doc[i] for i in range(gap[0], min(gap[1], gap[0] + _SIGNED)) if not doc[i].is_space]
    glued = gap[0] > 0 and len(doc[gap[0] - 1]) > 1 and doc[gap[0] - 1].text[-1] in DASHES  # the token ”―
    if not plain or not (glued or plain[0].text in DASHES) or any(t.pos_ in ("VERB", "AUX") for t in plain):
        return None
    name = []
    for token in plain[0 if glued else 1 :]:
        if token.text == "." or not (token.is_title or token.text.endswith(".")):
            break
        name.append(token)
    return name[-1].i if name and gap[1] - gap[0] <= _SIGNED else None


def name_before(doc: Doc, sentence: Stretch, colon: int) -> int | None:
    """The name that labels a quotation; none where the words before the colon are more than a name."""
    found = [doc[i] for i in range(sentence[0], colon) if not doc[i].is_space]
    signed = _signed(found)
    if signed is not None:
        return signed
    if any(t.pos_ in ("VERB", "AUX") for t in found):
        return next((t.i for t in reversed(found) if t.dep_ == "nsubj"), None)
    return next((t.i for t in reversed(found) if t.pos_ in ("PROPN", "NOUN", "PRON")), None)


def _signed(found: list[Token]) -> int | None:
    """The names behind a dash at a label's end: 'What the polls missed -- Ana Ruiz and Luis Gil: "..."'."""
    for token in reversed(found):
        if token.text in DASHES:
            return found[-1].i if found[-1].pos_ == "PROPN" and token.i < found[-1].i else None
        if token.pos_ not in ("PROPN", "CCONJ", "ADP", "DET") and token.text not in (",", ".", "’s", "'s"):
            return None
    return None


def is_speech(doc: Doc, inner: Stretch) -> bool:
    """Whether quoted words look like a sentence: four words or more, a capital at the head."""
    found = [doc[i] for i in range(*inner) if doc[i].is_alpha]
    return len(found) >= 4 and (found[0].text[0].isupper() or doc[inner[0]].text in ("...", "…"))


# Around a word of speech


def speaker_of(verb: Token) -> int | None:
    """The head of who speaks: the verb's subject outside the quotation, or the name beside it."""
    doc = verb.doc
    here = clause(doc, verb.i)
    subject = here.subject if here is not None and not here.passive else None
    own = [c.i for c in verb.children if c.dep_ in ("nsubj", "nsubjpass")]
    for i in (subject, *own):
        if i is not None and not quoted(doc, i) and doc[i].ent_type_ != "DATE":
            return _past_a_rank(doc, i)
    for i in (verb.i + 1, verb.i - 1):
        named = 0 <= i < len(doc) and doc[i].pos_ in ("PROPN", "PRON", "NOUN", "DET", "ADJ")
        if named and not quoted(doc, i) and doc[i].ent_type_ not in ("DATE", "TIME"):
            return _head_of_name(doc[i])
    return here.subject if here is not None else None


def _past_a_rank(doc: Doc, i: int) -> int:
    """The name after a rank that is cut short: a parse may take the "Lt" of "Lt. Ana Ruiz" for who speaks."""
    point = doc[i + 1] if i + 1 < len(doc) else None
    return point.head.i if point is not None and point.text == "." and point.dep_ == "compound" else i


def _head_of_name(token: Token) -> int | None:
    while token.head.i != token.i and token.dep_ in ("compound", "det", "amod", "nmod", "poss", "case"):
        token = token.head
    return token.i if token.pos_ in ("PROPN", "PRON", "NOUN") else None
