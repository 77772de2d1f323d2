"""Offices that a sentence gives: "is the president of", "became", "was sworn in as", "succeeded A as"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from spacy.tokens import Doc, Token

from dragoman.doc import (
    Clause,
    Time,
    Title,
    article,
    claimable,
    clause,
    clause_around,
    clauses,
    evidence,
    names,
    people,
    sentence_evidence,
    times_in,
    titles,
    told,
)
from dragoman.extract.tenures.drafts import Draft, Standing, is_office, lexicon, office_words
from dragoman.extract.tenures.jurisdiction import jurisdiction
from dragoman.lexicon import load
from dragoman.model import When
from dragoman.syntax import when_from, when_of

_UNREAL = ("denied", "hypothetical", "proposed")


def from_predicates(doc: Doc) -> Iterator[Draft]:
    """The offices that verbs give to people, of titles that stand beside no name."""
    for title in titles(doc):
        if title.holders or not claimable(doc, title.head) or not is_office(doc, title, office_words(doc, title)):
            continue
        token = doc[title.head]
        here = clause_around(doc, title.head)
        if here is None:
            continue
        if token.dep_ in ("attr", "oprd", "dobj", "ccomp") and token.head.i == here.verb:
            yield from _predicate(doc, here, title)
        elif token.dep_ == "pobj" and token.head.lower_ == "as":
            yield from _as_office(doc, here, title)
        elif token.dep_ == "pobj" and token.head.head.lower_ in ("candidate", "nominee", "contender"):
            yield from _candidate(doc, token.head.head, here, title)


def from_abbreviations(doc: Doc) -> Iterator[Draft]:
    """ "Sen. Ruth Cole": an office that an abbreviation before the name tells, written out."""
    written = load("titles")["abbreviation"]
    for name in names(doc):
        if name.kind != "person" or name.start == 0 or not told(doc, name.start):
            continue
        office = written.get(doc[name.start - 1].lower_.rstrip("."))
        who = people(doc, name.head)
        if (
            office is not None
            and who
            and doc[name.start - 1].text[0].isupper()
            and doc[name.start - 1].text.endswith(".")
        ):
            where = lexicon()["implied"].get(office.lower())
            yield Draft(who[0], office, where, "current", [evidence(doc, name.start - 1, name.end)])


def _draft(
    doc: Doc,
    title: Title,
    person: str,
    standing: Standing,
    at: int,
    since: When | None = None,
    until: When | None = None,
) -> Draft:
    where, inferred = jurisdiction(doc, title, person)
    office = office_words(doc, title)
    return Draft(
        person, office, where, standing, [sentence_evidence(doc, at)], since=since, until=until, inferred=inferred
    )


def _predicate(doc: Doc, here: Clause, title: Title) -> Iterator[Draft]:
    """ "Is", "was", "has been", "became", "was named" with the office as its complement."""
    verb = doc[here.verb].lemma_
    given = verb in ("appoint", "name", "elect", "install", "crown")
    who = people(doc, here.object if given or here.passive else here.subject)
    if len(who) != 1 or here.status in _UNREAL or not (given or verb in ("be", "become", "remain")):
        return
    standing = cast(Standing, title.standing)
    perfect = any(c.lower_ in ("has", "have", "'s", "’s") for c in doc[here.verb].children if c.dep_ == "aux")
    if verb == "be" and here.tense == "past" and not perfect and standing == "current":
        standing = "former"
    if here.status == "planned":
        standing = "elect"
    since, until = _bounds(doc, here)
    if since is None and verb in ("become", "appoint", "name", "install", "crown") and here.tense == "past":
        since = when_of(doc, here.verb)
    yield _draft(doc, title, who[0], standing, here.verb, since, until)


def _bounds(doc: Doc, here: Clause) -> tuple[When | None, When | None]:
    """(since, until) of "since 2019", "from 2011 to 2015", "until March"."""
    sentence = doc[here.verb].sent
    since: Time | None = None
    until: Time | None = None
    for time in times_in(doc, sentence.start + 1, sentence.end):
        if clause_around(doc, time.start) != here:
            continue
        before = doc[time.start - 1].lower_
        if before in ("since", "from") and since is None:
            since = time
        elif before in ("to", "until", "till", "-", "–") and until is None and (since is not None or before != "to"):
            until = time
    return (when_from(doc, [since]) if since else None), (when_from(doc, [until]) if until else None)


def _as_office(doc: Doc, here: Clause, title: Title) -> Iterator[Draft]:
    """What the verb does with the office after "as"."""
    verbs = lexicon()["as"]
    word = here.lemma if any(here.lemma in entry for entry in verbs.values()) else here.lemma.split()[0]
    if word in verbs["doubt"]:
        yield from _contested(doc, here, title, plain=word in lexicon()["plain_doubt"]["words"])
        return
    if here.status in _UNREAL:
        return
    subject, patient = people(doc, here.subject), people(doc, here.object)
    if not subject and not patient and here.passive and word in verbs["begin"]:
        patient = _of_report(doc, here)
    when = when_of(doc, here.verb)
    if word in verbs["succeed"]:
        if len(subject) == 1:
            yield _draft(doc, title, subject[0], "elect" if here.status == "planned" else "current", here.verb, when)
        if len(patient) == 1:
            yield _draft(doc, title, patient[0], "former", here.verb, None, when)
    elif word in verbs["begin"]:
        who = patient or subject
        if len(who) == 1:
            yield _draft(doc, title, who[0], "elect" if here.status == "planned" else "current", here.verb, when)
    elif word in verbs["nominate"] and len(patient or subject) == 1:
        yield _draft(doc, title, (patient or subject)[0], "candidate", here.verb)
    elif word in verbs["end"] and len(patient or subject) == 1:
        yield _draft(doc, title, (patient or subject)[0], "former", here.verb, None, when)
    elif word in verbs["serve"] and len(subject) == 1:
        since, until = _bounds(doc, here)
        perfect = any(c.lower_ in ("has", "have") for c in doc[here.verb].children if c.dep_ == "aux")
        ended = here.tense == "past" and not perfect
        yield _draft(doc, title, subject[0], "former" if ended else "current", here.verb, since, until)
    elif not any(word in entry for entry in verbs.values()):
        yield from _in_those_days(doc, here, title)


def _of_report(doc: Doc, here: Clause) -> tuple[str, ...]:
    """ "Ruiz won, the court said, and was sworn in": whose clause goes on behind the words that tell who said it."""
    told = clause(doc, here.governor) if here.relation == "conj" else None
    if told is None or told.object is not None:
        return ()
    before = [c for c in clauses(doc) if c.governor == told.verb and c.relation == "ccomp" and c.verb < told.verb]
    return people(doc, before[0].subject) if len(before) == 1 else ()


def _in_those_days(doc: Doc, here: Clause, title: Title) -> Iterator[Draft]:
    """ "As foreign minister in 1989 he opened the border": an office of years past."""
    who, published = people(doc, here.subject), article(doc).published
    at = doc[title.head].head
    if len(who) != 1 or here.tense != "past" or published is None or at.i > here.verb:
        return
    told = [t for t in times_in(doc, at.i, here.verb) if t.date.latest]
    if told and all((t.date.latest or "")[:4] < published[:4] for t in told):
        yield _draft(doc, title, who[0], "former", here.verb)


def _contested(doc: Doc, here: Clause, title: Title, *, plain: bool) -> Iterator[Draft]:
    """ "Never recognized X's re-election as president": the office is claimed and contested."""
    if here.negated == plain:
        return
    owners = [i for i in range(here.verb + 1, title.head) if doc[i].dep_ in ("poss", "dobj") and people(doc, i)]
    for owner in owners[-1:]:
        yield _draft(doc, title, people(doc, owner)[0], "disputed", title.head)


def _candidate(doc: Doc, noun: Token, here: Clause, title: Title) -> Iterator[Draft]:
    """ "Estonia's candidate for secretary general": he stands before it, or it is said of the subject."""
    if noun.dep_ == "appos":
        who = people(doc, noun.head.i)
    elif noun.dep_ in ("attr", "oprd"):
        who = people(doc, here.subject)
    else:
        who = people(doc, next((c.i for c in noun.children if c.dep_ == "appos"), None))
    if len(who) == 1:
        yield _draft(doc, title, who[0], "candidate", noun.i)
