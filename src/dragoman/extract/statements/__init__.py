"""Statements: who said, believes, intends or asks what, in whose words, to whom and when.

Quoted speech is read first, from the surface; reported speech then, from the parse; a long quotation that
neither claims is told as the words of whoever its clause has for a subject. Each attribution is one claim.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Literal

from spacy.tokens import Doc

from dragoman.doc import (
    clause,
    entities,
    entity,
    evidence,
    parties,
    people,
    quotes,
    sentence_evidence,
    times_in,
)
from dragoman.doc import quoted as is_quoted  # a module of this package is called quoted
from dragoman.extract.declare import Extractor, Found
from dragoman.extract.statements.attribution import Attribution, words
from dragoman.extract.statements.labelled import labelled
from dragoman.extract.statements.loose import loose
from dragoman.extract.statements.quoted import paragraphs, speech
from dragoman.extract.statements.reported import reported
from dragoman.extract.statements.transcripts import turns
from dragoman.model import Rejection, Span, Statement, Status, When, claim_id
from dragoman.syntax import phrase, when_from, when_of

_NEAR = 40
"""Tokens from what was said last to a quotation that may go on from it."""
_SURE = 0.75
"""Confidence from which words of speech within another's words are a claim of their own."""
_ADJACENT = 8
"""Tokens that the rest of a sentence and two marks take."""
_SPEAKERS = ("person", "organization", "polity")


def find(doc: Doc, found: Found) -> Iterator[Statement | Rejection]:
    """Every statement of a document, in the order of its words."""
    del found
    paragraph_of = paragraphs(doc)
    said = speech(doc, paragraph_of)
    made = [*turns(doc, paragraph_of), *said.attributions, *reported(doc, said.taken, said.more), *labelled(doc)]
    made += loose(doc, said.fragments, made)
    made.sort(key=lambda a: (a.content[0][0], -a.content[-1][1], a.cue or (0, 0)))
    made = _sources(doc, made)
    speakers = _speakers(doc, made)
    around = _within(made)
    for n, attribution in enumerate(made):
        outer = around[n]
        teller = speakers[outer] if outer is not None else None
        faint = attribution.attitude != "said" or attribution.confidence < _SURE
        if outer is not None and faint and speakers[n] in (None, teller):
            continue  # "he said he believed": one claim
        if speakers[n] is None and attribution.source is not None and doc[attribution.source].lower_ in ("i", "we"):
            speakers[n] = teller
        yield _claim(doc, attribution, speakers[n], teller if teller != speakers[n] else None)


def _claim(doc: Doc, made: Attribution, speaker: str | None, said_by: str | None) -> Statement:
    content = tuple(evidence(doc, *stretch) for stretch in made.content)
    spans = _evidence(doc, made, content)
    return Statement(
        id=claim_id("statement", spans, ";".join(f"{c.start}:{c.end}" for c in content)),
        status=_status(doc, made),
        when=_when(doc, made),
        evidence=spans,
        said_by=said_by,
        confidence=made.confidence,
        speaker=speaker,
        source=_source(doc, _relative(doc, made) or made.source),
        cue=evidence(doc, *made.cue) if made.cue is not None else None,
        content=content,
        form=_form(doc, made),
        attitude=made.attitude,
        audience=next(iter(parties(doc, made.audience, _SPEAKERS)), None),
    )


def _source(doc: Doc, head: int | None) -> Span | None:
    """The words that name the source, up to the first comma or mark after its head."""
    if head is None:
        return None
    start, end = phrase(doc, head)
    return evidence(doc, start, next((i for i in range(head + 1, end) if doc[i].is_punct and not _joins(doc, i)), end))


def _relative(doc: Doc, made: Attribution) -> int | None:
    """The pronoun that names the source in its clause: "the envoy, who said"; the speaker is whom it stands for."""
    if made.verb is None or made.source is None or made.source > made.verb:
        return None
    own = (c for c in doc[made.verb].children if c.dep_ == "nsubj" and c.lower_ in ("who", "which", "that"))
    return next((c.i for c in own if made.source < c.i < made.verb), None)


def _joins(doc: Doc, i: int) -> bool:
    """Whether a mark stands inside a name ("Guinea-Bissau", "St. John's")."""
    return doc[i].text in ("-", "'", "’", ".", "/", "&") and not doc[i - 1].whitespace_


def _evidence(doc: Doc, made: Attribution, content: Sequence[Span]) -> tuple[Span, ...]:
    """The sentence of the cue, and what is said outside it."""
    sentence = sentence_evidence(doc, made.cue[0] if made.cue is not None else made.content[0][0])
    outside = [span for span in content if not (sentence.start <= span.start and span.end <= sentence.end)]
    return tuple(sorted({sentence, *outside}, key=lambda span: (span.start, span.end)))


def _form(doc: Doc, made: Attribution) -> Literal["direct", "indirect", "mixed"]:
    if made.direct:
        return "direct"
    if made.cue is not None and doc[made.cue[0]].text == ":":  # headlines put their own words in marks
        return "indirect"
    touched = any(q.start < end and start < q.end for q in quotes(doc) for start, end in made.content)
    return "mixed" if touched else "indirect"


def _status(doc: Doc, made: Attribution) -> Status:
    """A thing that is said has been said, unless it is yet to be said or was not."""
    here = clause(doc, made.verb)
    if here is None or here.status in ("under_way", "happened"):
        return "happened"
    if made.verb is not None and doc[made.verb].tag_ in ("VBG", "VBD"):
        return "happened"
    return here.status


def _when(doc: Doc, made: Attribution) -> When | None:
    """The time of the saying; that of a source that is itself a word of speech ("a statement on Friday")."""
    if made.verb is not None:
        return when_of(doc, made.verb)
    if made.source is None or made.cue is None or doc[made.cue[0]].lower_ != "according":
        return None
    start, end = doc[made.source].left_edge.i, doc[made.source].right_edge.i + 1
    return when_from(doc, times_in(doc, start, end))


# Who speaks


def _sources(doc: Doc, made: Sequence[Attribution]) -> list[Attribution]:
    """The attributions, each with its source: nobody within another's words speaks outside of them.

    In "She said the tax was high but conceded that ..." a parse may let the tax concede. Words that go on
    from what was said before have its source.
    """
    found: list[Attribution] = []
    for this in made:
        source = this.source
        if source is None and this.direct and this.cue is None and found:
            before = found[-1]
            if this.continues or 0 <= this.content[0][0] - before.content[-1][1] < _NEAR:
                source = before.source
        elif source is None and this.verb and doc[this.verb].tag_ in ("VBD", "VBZ", "VBP"):
            source = _standing_before(doc, this.verb)
        elif source is None and this.verb and doc[this.verb].dep_ in ("xcomp", "advcl", "conj", "acomp"):
            source = _subject_above(doc, this.verb)
        elif this.verb is not None and source is not None and doc[source].ent_type_ in ("DATE", "TIME"):
            source = _standing_before(doc, this.verb) or source  # "the nominee tweeted Sunday"
        elif this.verb is not None and source is not None and _issuer(doc, source) != source:
            source = _issuer(doc, source)
        elif this.verb is not None and source is not None and doc[source].head.i != this.verb:
            earlier = (o for o in found[-3:] if o.verb is not None and o.verb < this.verb)
            around = next((o for o in earlier if _covers(o, source) and not _covers(o, this.verb)), None)
            source = around.source if around is not None else source
        found.append(this if source == this.source else replace(this, source=source))
    return found


def _standing_before(doc: Doc, verb: int) -> int | None:
    """Who stands before a finite verb to which the parse gives no subject: "the mayor, Ana Ruiz, suddenly insists"."""
    for i in range(verb - 1, max(doc[verb].sent.start, verb - _ADJACENT) - 1, -1):
        if doc[i].pos_ in ("PROPN", "NOUN") or doc[i].lower_ in ("he", "she", "they", "who", "it", "we", "i"):
            return i
        if doc[i].pos_ not in ("ADV", "AUX", "PART", "PUNCT") or doc[i].text in (";", ":", ".") or is_quoted(doc, i):
            return None
    return None


def _subject_above(doc: Doc, verb: int) -> int | None:
    """The subject of the clause on which a verb without one hangs: "the envoys were left wondering whether"."""
    above = clause(doc, doc[verb].head.i)
    return above.subject if above is not None and above.verb != verb else None


def _speakers(doc: Doc, made: Sequence[Attribution]) -> list[str | None]:
    """The speaker of each attribution: whom its source names, or who spoke last where the words go on.

    In "X said ... . “...,” he said" the one who goes on is X, whoever was named within what X said.
    """
    found: list[str | None] = []
    last: str | None = None
    end = 0
    for this in made:
        named = _named(doc, this.source)
        gap = this.content[0][0] - end
        pronoun = this.source is not None and doc[this.source].lower_ in ("he", "she")
        if pronoun and (named is None or entity(doc, named).kind != "person"):
            named = last if gap < 2 * _ADJACENT else None
        if pronoun and 0 <= gap < _ADJACENT and last is not None and entity(doc, last).kind == "person":
            named = last
        if named is None and (this.continues or (this.source is None and this.direct and gap < _NEAR)):
            named = last
        found.append(named)
        last, end = named, max(this.cue[1] if this.cue is not None else 0, *(stop for _, stop in this.content))
    return found


def _issuer(doc: Doc, source: int) -> int:
    """Who gives the statement of "issued a statement saying": the giver speaks, not the paper."""
    giving = doc[source].head
    if doc[source].dep_ != "dobj" or giving.lemma_.lower() not in words("nouns", "giving") or giving.i > source:
        return source
    here = clause(doc, giving.i)
    return here.subject if here is not None and here.subject is not None else source


def _named(doc: Doc, source: int | None) -> str | None:
    """The first party that a source names; "the chairman of the union, Ana Ruiz," is Ana Ruiz."""
    named = next(iter(parties(doc, source, _SPEAKERS)), None)
    if named is not None or source is None:
        return named
    shouted = doc[source].text.casefold()
    if doc[source].is_upper and len(shouted) > 2:  # the label MR. DUVAL
        bearers = [e for e in entities(doc) if e.kind in _SPEAKERS and e.name.casefold().split()[-1:] == [shouted]]
        return max(bearers, key=lambda e: len(e.name)).id if bearers else None
    nouns = [noun for prep in doc[source].children if prep.dep_ == "prep" for noun in prep.children]
    titled = [c.i for noun in nouns for c in noun.children if c.dep_ == "appos"]
    return next((person for i in titled for person in people(doc, i)), None)


def _within(made: Sequence[Attribution]) -> list[int | None]:
    """For each attribution, the one inside whose words its own word of speech stands."""
    around: list[int | None] = []
    open_ones: list[int] = []
    for n, attribution in enumerate(made):
        while open_ones and made[open_ones[-1]].content[-1][1] <= attribution.content[0][0]:
            open_ones.pop()
        anchor = attribution.cue[0] if attribution.cue is not None else attribution.content[0][0]
        around.append(next((m for m in reversed(open_ones) if _covers(made[m], anchor)), None))
        open_ones.append(n)
    return around


def _covers(outer: Attribution, token: int) -> bool:
    return any(start <= token < end for start, end in outer.content)


STATEMENTS = Extractor("statements", yields=Statement, find=find)
