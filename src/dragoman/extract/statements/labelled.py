"""Headlines to attributions: "Minister: border to stay shut", "Border to stay shut: minister".

A headline, or a line without a full stop that stands alone like one, may name who says so before or behind a
colon. It must name a person, a body or a word of the lexicon's sources: "Explainer: ..." names nobody.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Doc

from dragoman.doc import article, entities_at, quoted, quotes, tokens_between, told
from dragoman.extract.statements.attribution import Attribution, Stretch, words
from dragoman.extract.statements.stretches import trim

_LONGEST = 6
"""Words that name the speaker of a headline."""
_LEAST = 3
"""Words of what is said: "Kabul: the aftermath" says nothing."""
_LINE = 30
"""Tokens of a line that may be a headline within the text."""
_SPEAKERS = ("person", "organization", "polity")


def labelled(doc: Doc) -> Iterator[Attribution]:
    """One attribution for each headline that names its speaker before or behind a colon."""
    for part in article(doc).segments:
        start, end = tokens_between(doc, part.start, part.end)
        if part.role in ("headline", "subheading") or (part.role == "body" and _alone(doc, start, end)):
            found = _read(doc, start, end)
            if found is not None:
                yield found


def _alone(doc: Doc, start: int, end: int) -> bool:
    """Whether a paragraph is a line in the manner of a headline: short, capitals, no point at its end."""
    if not 4 <= end - start <= _LINE or doc[end - 1].text in (".", "!", ":", ",", ";") or not told(doc, start):
        return False
    longer = [doc[i] for i in range(start, end) if doc[i].is_alpha and len(doc[i]) > 3]
    return sum(t.text[0].isupper() for t in longer) >= 0.6 * len(longer) > 0


def _read(doc: Doc, start: int, end: int) -> Attribution | None:
    colons = [i for i in range(start + 1, end - 1) if doc[i].text == ":" and not quoted(doc, i)]
    if len(colons) != 1:
        return None
    colon = colons[0]
    before, behind = (start, colon), (colon + 1, end)
    # "Syria: the war goes on" is about Syria; "Talks to go on in May: Syria" is Syria's word.
    for name, said, kinds in ((before, behind, ("person", "organization")), (behind, before, _SPEAKERS)):
        head = _speaker(doc, name, kinds)
        content = trim(doc, *said)
        if head is not None and content is not None and sum(doc[i].is_alpha for i in range(*content)) >= _LEAST:
            direct = any(q.start <= content[0] and content[1] <= q.end for q in quotes(doc))
            return Attribution((content,), (colon, colon + 1), None, head, direct=direct, confidence=0.65)
    return None


def _speaker(doc: Doc, stretch: Stretch, kinds: Sequence[str]) -> int | None:
    """The head of the words that name a speaker and nothing else."""
    plain = [doc[i] for i in range(*stretch) if not doc[i].is_space]
    if not 0 < len(plain) <= _LONGEST or any(t.pos_ in ("VERB", "AUX") and t.is_lower for t in plain):
        return None
    last = plain[-1]
    if last.lower_ in words("headlines", "sources") or last.lemma_.lower() in words("headlines", "sources"):
        return last.i
    return last.i if any(found.kind in kinds for found in entities_at(doc, last.i)) else None
