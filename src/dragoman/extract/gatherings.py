"""Gatherings: one claim an event of several parties, from all the sentences that speak of it.

Each phrase that names a gathering gives a sight; a phrase that takes it up ("the summit", "the OAS meeting",
a sentence that begins with "It brought together") adds to it. A talk of two is a meeting, a news conference
is neither (codebook, gatherings).
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from spacy.tokens import Doc

from dragoman.doc import Clause, article, clause, clause_around, entity, mention_at, parties
from dragoman.extract.agendas import agenda
from dragoman.extract.declare import Extractor, Found
from dragoman.extract.events import (
    Scene,
    beside,
    by_date,
    compatible,
    dated,
    merged,
    noun_times,
    other_year,
    said_by,
    scenes,
    telling,
    words,
)
from dragoman.extract.occurrences import Phrase, is_body, phrases
from dragoman.model import Gathering, Rejection, Span, Status, When, claim_id
from dragoman.syntax import attached_places, attached_times, place_of, when_from, when_of

_OPEN = 10
"""So many days a gathering of which only the begin is told goes on."""
_NEAR = 3
"""So many sentences later "the meeting" still takes up a gathering of another word."""


@dataclass(slots=True)
class Sight:
    """What the sentences read so far tell of one gathering. `firm` says how surely the time is its own (2, 1, 0)."""

    phrase: Phrase
    name: str
    evidence: list[Span]
    scene: int
    status: Status
    organization: str | None = None
    place: str | None = None
    when: When | None = None
    firm: int = 0
    ends: When | None = None
    participants: list[str] = field(default_factory=list)
    agenda: list[Span] = field(default_factory=list)
    said_by: str | None = None
    plain: bool = False
    body: bool = False

    def told(self) -> bool:
        return bool(self.when or self.place or self.participants or self.agenda)


def find(doc: Doc, found: Found) -> Iterable[Gathering | Rejection]:
    """The gatherings of an article."""
    seen: list[Sight] = []
    for scene in scenes(doc):
        if seen and scene.number - seen[-1].scene == 1:
            _it(doc, scene, seen[-1])
        if seen and 0 < scene.number - seen[-1].scene <= 2:
            _comes(doc, scene, seen[-1])
        for phrase in phrases(doc, scene):
            sight = _sight(doc, scene, phrase)
            known = _known(seen, sight)
            if known is not None:
                _join(known, sight)
                seen.remove(known)
                seen.append(known)
            elif phrase.named:
                seen.append(sight)
    for sight in sorted(seen, key=lambda s: s.phrase.head):
        yield _claim(doc, sight)


def _expected(doc: Doc, around: Clause | None, head: int) -> Clause | None:
    """ "Is expected to convene in Geneva": the verb of which an expectation is told."""
    if around is None or not (around.passive and around.object == head or around.subject == head):
        return around
    if around.lemma not in words("gatherings", "happen", "expected"):
        return around
    inner = next(
        (clause(doc, c.i) for c in doc[around.verb].children if c.dep_ == "xcomp" and clause(doc, c.i) is not None),
        None,
    )
    if inner is None:
        return around
    return replace(inner, object=head) if inner.passive else replace(inner, subject=head)


def _sight(doc: Doc, scene: Scene, phrase: Phrase) -> Sight:
    around = _governing(doc, phrase) or _expected(doc, clause_around(doc, phrase.head), phrase.head)
    role = _role(doc, phrase, around)
    when, firm = _when(doc, scene, phrase, around, role)
    body = is_body(doc, phrase) and role not in ("attended", "at", "happens") and when is None
    sight = Sight(
        phrase=phrase,
        name=_name(doc, phrase),
        evidence=[telling(doc, scene)],
        scene=scene.number,
        status=_status(doc, phrase, around, role, when),
        organization=phrase.organization,
        place=_place(doc, scene, phrase, around, role),
        when=when,
        firm=firm,
        ends=_end(doc, around, role),
        participants=_participants(doc, phrase, around, role),
        agenda=agenda(doc, scene, phrase.head, around),
        said_by=said_by(doc, phrase.head),
        plain=phrase.plain,
        body=body
        or (phrase.word in ("assembly", "congress", "convention") and is_body(doc, phrase) and _acts(doc, phrase)),
    )
    sight.participants = [p for p in sight.participants if p != sight.organization]
    return sight


def _governing(doc: Doc, phrase: Phrase) -> Clause | None:
    """ "Co-chair the meeting": the verb right before the phrase, also where the parse hangs the phrase higher."""
    at = phrase.start - 1
    while at > 0 and (doc[at].pos_ in ("DET", "PRON") or doc[at].lower_ in ("'s", "’s")):
        at -= 1
    here = clause(doc, at) if at >= 0 else None
    if here is None or doc[at].lemma_.lower() not in words("gatherings", "attend"):
        return None
    return replace(here, object=phrase.head) if here.object is None else here


def _name(doc: Doc, phrase: Phrase) -> str:
    """The words of the name, joined as the text joins them where they stand side by side."""
    parts = ""
    for n, i in enumerate(phrase.words):
        if doc[i].is_space:
            continue
        last = n + 1 == len(phrase.words)
        joined = not last and phrase.words[n + 1] == i + 1
        parts += doc[i].text + ("" if last else doc[i].whitespace_ if joined else " ")
    return " ".join(parts.split())


def _acts(doc: Doc, phrase: Phrase) -> bool:
    """ "The General Assembly condemned ...": the body speaks, no gathering is told of."""
    around = clause_around(doc, phrase.head)
    return around is not None and around.subject == phrase.head and around.lemma in words("gatherings", "not", "acts")


def _role(doc: Doc, phrase: Phrase, around: Clause | None) -> str:
    """How the clause speaks of it: "attended", "happens", "at" (something is done there) or ""."""
    if around is None:
        return ""
    lemma = {around.lemma, around.lemma.split()[0], doc[around.verb].lemma_.lower()}
    token = doc[phrase.head]
    participle = doc[around.verb].dep_ in ("acl", "relcl", "advcl") and doc[around.verb].head.i == phrase.head
    if (
        around.subject == phrase.head or (around.passive and around.object == phrase.head) or participle
    ) and lemma & words("gatherings", "happen"):
        return "happens"
    if around.object == phrase.head and lemma & words("gatherings", "happen", "propose"):
        return "proposed"
    if around.object == phrase.head and lemma & (
        words("gatherings", "attend") | words("gatherings", "happen", "cancel") | words("gatherings", "happen")
    ):
        return "attended"
    above = token.head
    if token.dep_ == "pobj" and above.dep_ in ("prep", "agent"):
        if above.head.i == around.verb and lemma & words("gatherings", "attend", "words"):
            return "attended"
        if above.lower_ in ("at", "during") or (
            above.lower_ == "of" and above.head.lemma_.lower() in ("sideline", "margin", "fringe", "eve")
        ):
            return "at"
        if above.lower_ == "for" and above.head.i == around.verb and lemma & words("gatherings", "happen", "propose"):
            return "proposed"
    return ""


# When and where


def _when(doc: Doc, scene: Scene, phrase: Phrase, around: Clause | None, role: str) -> tuple[When | None, int]:
    """The time of the gathering, and how surely it is its own: 2 on the noun, 1 on a verb that holds it, 0 beside it."""
    times = noun_times(doc, scene, phrase.head)
    verb = around.verb if around is not None else None
    starts = around is not None and {around.lemma, around.lemma.split()[0]} & words("gatherings", "attend", "open")
    if around is not None and role in ("happens", "attended") and starts:
        own = attached_times(doc, around.verb)
        if own:
            begins = role == "happens" and not any(t.date.earliest != t.date.latest for t in own)
            return when_from(doc, own, open_end=begins), 1
    if times:
        return when_from(doc, times), 2
    follower = _participle(doc, phrase, around)
    if follower is not None:
        starts_there = doc[follower].lemma_.lower() in words("gatherings", "attend", "open")
        told = when_of(doc, follower, through_governor=False, open_end=starts_there)
        if told is not None:
            return told, 2
    there = _where(doc, scene, phrase)
    if there is not None:
        outer = clause_around(doc, there)
        return (when_of(doc, outer.verb) if outer is not None else None), 0
    if verb is None or around is None or not role:
        return None, 0
    if role == "proposed":
        return when_from(doc, [t for t in attached_times(doc, verb) if t.start > phrase.head]), 1
    if role == "happens" and around.lemma.split()[0] in words("gatherings", "happen", "ends"):
        return None, 0
    if role == "attended" and around.lemma in words("gatherings", "attend", "travel"):
        return None, 0
    where = (
        around.relation == "relcl"
        or around.relation == "ccomp"
        and any(c.lower_ == "where" for c in doc[verb].children)
    )
    told = when_of(doc, verb, through_governor=role == "at" or around.relation == "xcomp" or where)
    return told, (1 if role == "happens" else 0)


def _end(doc: Doc, around: Clause | None, role: str) -> When | None:
    """ "The summit ends on Sunday": its last day."""
    if around is None or role != "happens" or around.lemma.split()[0] not in words("gatherings", "happen", "ends"):
        return None
    return when_from(doc, attached_times(doc, around.verb))


def _until(when: When, end: When) -> When:
    """The time from the begin of one to the end of another."""
    if when.earliest is None or end.latest is None or end.latest <= when.earliest:
        return when
    return replace(when, edtf=f"{when.earliest}/{end.latest}", latest=end.latest)


def _participle(doc: Doc, phrase: Phrase, around: Clause | None) -> int | None:
    """ "The summit, taking place in June", "a forum to be held in May", "which was held in May": the verb that holds it."""
    for i in range(phrase.end, min(phrase.end + 6, len(doc))):
        here = clause(doc, i)
        if here is not None:
            if here.lemma == "be":
                inner = next((c.i for c in doc[i].children if c.dep_ == "xcomp" and clause(doc, c.i) is not None), None)
                here = clause(doc, inner) or here
                i = here.verb
            opens = doc[i].tag_ in ("VBG", "VBN") or here.relation in ("relcl", "acl") or doc[i - 1].lower_ == "to"
            held = here.lemma.split()[0] in words("gatherings", "happen") - words("gatherings", "happen", "cancel")
            return i if opens and held else None
        small = doc[i].pos_ in ("PUNCT", "AUX", "PART", "PRON", "ADV", "DET", "SCONJ") or doc[i].tag_ == "WDT"
        if not small and doc[i].lower_ not in ("due", "scheduled", "set", "planned", "slated"):
            return None
    return None


def _place(doc: Doc, scene: Scene, phrase: Phrase, around: Clause | None, role: str) -> str | None:
    """The town or country where it is held: beside the noun, in its name, or told by the clause that holds it."""
    for i in range(phrase.end, min(phrase.end + 5, scene.end)):
        mention = mention_at(doc, i)
        if mention is not None and entity(doc, mention.entities[0]).kind in ("place", "polity") and mention.start == i:
            if (
                doc[i - 1].lower_ in ("in", "at", "the")
                and doc[phrase.end].lower_ in ("in", "at", "on", "this", "next", "last")
                and beside(doc, phrase.end - 1, i)
            ):
                return mention.entities[0]
            break
    follower = _participle(doc, phrase, around)
    verbs = [v for v in (follower, around.verb if around is not None and role else None) if v is not None]
    for verb in verbs:
        for preposition, head in attached_places(doc, verb):
            mention = mention_at(doc, head)
            travels = preposition == "to" and verb != follower
            if mention is not None and (preposition in ("in", "at", "inside") or travels) and head != phrase.head:
                return mention.entities[0]
    if phrase.place is not None:
        return phrase.place
    if follower is not None or role == "happens":
        told = _in_clause(doc, scene, follower if follower is not None else phrase.head)
        if told is not None:
            return told
    there = _where(doc, scene, phrase)
    if there is not None:
        return mention_at(doc, there).entities[0]
    if around is not None and role in ("attended", "at"):
        told = place_of(doc, around.verb)
        if told is not None:
            return told
    if around is not None and role == "attended" and around.lemma in words("gatherings", "attend", "host"):
        hosts = parties(doc, around.subject, ("polity", "place"))
        return hosts[0] if hosts else None
    return None


def _where(doc: Doc, scene: Scene, phrase: Phrase) -> int | None:
    """ "In Samarkand, where she will chair the forum": the head of the place before "where"."""
    for i in range(phrase.start - 1, max(scene.start + 1, phrase.start - 10), -1):
        if doc[i].lower_ == "where":
            before = i - 2 if doc[i - 1].is_punct else i - 1
            mention = mention_at(doc, before) if before >= scene.start else None
            placed = mention is not None and entity(doc, mention.entities[0]).kind in ("place", "polity")
            return mention.head if mention is not None and placed else None
    return None


def _in_clause(doc: Doc, scene: Scene, start: int) -> str | None:
    """ "Which will bring together leaders in Paris": the first town named after "in" before the clause ends."""
    for i in range(start + 1, min(start + 14, scene.end - 1)):
        if doc[i].text in (",", ";", ":"):
            return None
        mention = mention_at(doc, i + 1) if doc[i].lower_ in ("in", "at") else None
        if mention is not None and entity(doc, mention.entities[0]).place_type in ("city", "facility"):
            return mention.entities[0]
    return None


# Who and whether


def _participants(doc: Doc, phrase: Phrase, around: Clause | None, role: str) -> list[str]:
    if around is None or around.status in ("cancelled", "denied"):
        return []
    if role == "proposed" or around.lemma in words("gatherings", "attend", "absent"):
        return []
    if role == "attended" and not around.passive:
        return list(parties(doc, around.subject, ("person", "polity", "organization")))
    if role == "attended" or (role == "happens" and around.passive and around.lemma in words("gatherings", "attend")):
        return list(parties(doc, around.subject, ("person", "polity", "organization")))
    if role == "happens" and around.lemma.split()[0] in words("gatherings", "happen", "gathers"):
        return _brought(doc, around)
    return []


def _brought(doc: Doc, around: Clause) -> list[str]:
    """ "Brought together leaders from X and Y": the named ones, or whose leaders they are."""
    named = list(parties(doc, around.object, ("person", "polity", "organization")))
    if named or around.object is None:
        return named
    for child in doc[around.object].children:
        if child.dep_ == "prep" and child.lower_ in ("of", "from"):
            for part in child.children:
                if part.dep_ == "pobj":
                    named.extend(parties(doc, part.i, ("polity", "organization")))
    return named


def _status(doc: Doc, phrase: Phrase, around: Clause | None, role: str, when: When | None) -> Status:
    published = article(doc).published
    if around is None:
        return by_date(when, published, "planned")
    lemma = {around.lemma, around.lemma.split()[0]}
    if lemma & words("gatherings", "happen", "cancel") and around.status == "happened" and around.object == phrase.head:
        return "cancelled"
    follower = _participle(doc, phrase, around)
    if role == "proposed":
        return "proposed" if around.status in ("planned", "happened", "under_way", "proposed") else around.status
    status = around.status
    if follower is not None:
        inner = clause(doc, follower)
        assert inner is not None
        status = (
            inner.status
            if doc[follower].tag_ != "VBG" or inner.status != "planned" or around.tense != "past"
            else status
        )
    before = doc[phrase.head].head.lower_ if doc[phrase.head].dep_ == "pobj" else ""
    if status in ("denied", "proposed", "hypothetical") and role not in ("attended", "happens") and follower is None:
        past = before in words("gatherings", "there", "past") or (role == "at" and around.tense == "past")
        status = "happened" if past else "planned"
    if status == "planned" and before in ("since", "after"):
        status = "happened"
    if before in ("before", "of", "until") and doc[phrase.head].head.i > around.verb and around.tense != "past":
        status = "planned" if before != "of" or doc[phrase.head].head.head.lower_ == "ahead" else status
    if (
        status == "under_way"
        and when is not None
        and published is not None
        and when.earliest is not None
        and when.earliest > published
    ):
        status = "planned"
    return by_date(when, published, status)


# Putting together


def _it(doc: Doc, scene: Scene, known: Sight) -> None:
    """A sentence that begins with "It" and tells what gatherings do adds to the one told just before."""
    first = next((i for i in range(scene.start, scene.end) if not doc[i].is_space), scene.start)
    if doc[first].lower_ != "it":
        return
    around = clause_around(doc, first)
    if around is None or around.lemma.split()[0] not in words("gatherings", "happen") - {"be", "have", "say"}:
        return
    known.evidence.append(telling(doc, scene))
    known.scene = scene.number
    if around.lemma.split()[0] in words("gatherings", "happen", "gathers"):
        known.participants.extend(p for p in _brought(doc, around) if p not in known.participants)
    known.agenda.extend(agenda(doc, scene, first, around))
    if around.status != "happened":
        return
    published = article(doc).published
    known.when = known.when or when_from(doc, [t for t in attached_times(doc, around.verb) if dated(t)])
    if known.when is not None and published is not None and (known.when.earliest or "") > published:
        known.when = other_year(known.when, -1)
    known.status = by_date(known.when, published, "happened")


def _comes(doc: Doc, scene: Scene, known: Sight) -> None:
    """ "The ministers of X and Y have said they will attend": who comes to the gathering told just before."""
    for at in range(scene.start, scene.end):
        here = clause(doc, at)
        if (
            here is None
            or here.lemma not in ("attend", "participate", "take part")
            or here.object is not None
            or here.negated
        ):
            continue
        who = parties(doc, here.subject, ("person", "polity", "organization"))
        above = clause(doc, here.governor)
        if not who and above is not None and here.reported:
            who = parties(doc, above.subject, ("person", "polity", "organization"))
        known.participants.extend(p for p in who if p not in known.participants)
        if who:
            known.evidence.append(telling(doc, scene))


def _known(seen: list[Sight], sight: Sight) -> Sight | None:
    """The gathering told before of which a phrase speaks."""
    for known in reversed(seen):
        if sight.phrase.named and _same_name(known, sight):
            return known
        if not sight.phrase.named and sight.phrase.definite and _points_back(known, sight, alone=len(seen) == 1):
            return known
    return None


def _same_name(known: Sight, sight: Sight) -> bool:
    ours, theirs = _content(sight), _content(known)
    if (known.place and sight.place and known.place != sight.place) or not compatible(known.when, sight.when):
        return False
    same_body = known.organization is not None and known.organization == sight.organization
    if known.phrase.word == sight.phrase.word:
        return ours <= theirs or theirs <= ours or (same_body and not _numbers(ours | theirs))
    return (
        same_body
        and sight.phrase.definite
        and sight.phrase.word in words("gatherings", "heads", "any")
        and sight.scene - known.scene <= _NEAR
    )


def _content(sight: Sight) -> set[str]:
    return {
        w.casefold()
        for w in sight.name.replace("-", " ").split()
        if w.casefold() not in ("the", "of", "on", "a", "'s", "’s")
    }


def _numbers(folded: set[str]) -> bool:
    return sum(w[0].isdigit() for w in folded) > 1


def _points_back(known: Sight, sight: Sight, *, alone: bool) -> bool:
    if sight.phrase.organization is not None and known.organization not in (None, sight.phrase.organization):
        return False
    if not compatible(known.when, sight.when) and sight.firm == 2:
        return False
    if known.place and sight.place and known.place != sight.place:
        return False
    if known.phrase.word == sight.phrase.word:
        return True
    near = sight.scene - known.scene <= _NEAR
    return sight.phrase.word in words("gatherings", "heads", "any") and (
        near or (alone and sight.phrase.word != "meeting")
    )


def _join(known: Sight, sight: Sight) -> None:
    known.evidence += sight.evidence
    known.scene = sight.scene
    if sight.phrase.named and len(sight.name) > len(known.name) and known.phrase.word == sight.phrase.word:
        known.name = sight.name
    known.organization = known.organization or sight.organization
    known.place = known.place or sight.place
    if sight.when is not None and (known.when is None or sight.firm > known.firm):
        known.when, known.firm, known.status = sight.when, sight.firm, sight.status
    if sight.ends is not None and known.when is not None:
        known.when = _until(known.when, sight.ends)
    if sight.status == "cancelled":
        known.status = "cancelled"
    known.participants.extend(p for p in sight.participants if p not in known.participants and p != known.organization)
    known.agenda.extend(a for a in sight.agenda if a not in known.agenda)
    known.plain = known.plain and sight.plain
    known.body = known.body and sight.body


def _on_the_day(sight: Sight, published: str | None) -> Status:
    """Under way, where the article is written between the first day and the last, or soon after an open begin."""
    when = sight.when
    if (
        when is None
        or published is None
        or when.earliest is None
        or sight.status not in ("happened", "planned", "under_way")
    ):
        return sight.status
    if when.earliest > published or (when.latest is not None and when.latest < published):
        return sight.status
    if when.latest is None:
        recent = (datetime.date.fromisoformat(published) - datetime.date.fromisoformat(when.earliest)).days <= _OPEN
        return "under_way" if recent and sight.status != "planned" else sight.status
    days = (datetime.date.fromisoformat(when.latest) - datetime.date.fromisoformat(when.earliest)).days
    return (
        "under_way"
        if 0 < days <= _OPEN and not (when.earliest == published and sight.status == "planned")
        else sight.status
    )


def _claim(doc: Doc, sight: Sight) -> Gathering | Rejection:
    evidence = merged(sight.evidence)
    if sight.body:
        return Rejection("gatherings", "a body that sits all year, not its gathering", evidence[0])
    if sight.plain and not sight.told() and sight.organization is None:
        return Rejection("gatherings", "nothing tells which gathering is meant", evidence[0])
    return Gathering(
        id=claim_id("gathering", evidence, sight.name),
        status=_on_the_day(sight, article(doc).published),
        when=sight.when,
        evidence=evidence,
        said_by=sight.said_by,
        confidence=0.7 if sight.plain else 0.9,
        name=sight.name,
        organization=sight.organization,
        place=sight.place,
        participants=tuple(sight.participants),
        agenda=tuple(sight.agenda),
    )


GATHERINGS = Extractor("gatherings", yields=Gathering, find=find)
