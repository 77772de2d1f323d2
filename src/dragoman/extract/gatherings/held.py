"""How a clause speaks of a gathering: whether it is attended or takes place there, when, where and with whom."""

from __future__ import annotations

import datetime
import itertools
from dataclasses import replace

from spacy.tokens import Doc

from dragoman.doc import Clause, article, clause, clause_around, entity, mention_at, mentions_in, parties
from dragoman.extract.events import Scene, beside, by_date, dateline_place, noun_times, other_year, words
from dragoman.extract.gatherings.occurrences import Phrase
from dragoman.lexicon import load
from dragoman.model import Status, When
from dragoman.syntax import attached_places, attached_times, place_of, when_from, when_of


def expected(doc: Doc, around: Clause | None, head: int) -> Clause | None:
    """ "Is expected to convene in Geneva": the verb of which an expectation is told."""
    if around is None or not ((around.passive and around.object == head) or around.subject == head):
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


def governing(doc: Doc, phrase: Phrase) -> Clause | None:
    """ "Co-chair the meeting": the verb right before the phrase, also where the parse hangs the phrase higher."""
    at = phrase.start - 1
    while at > 0 and (doc[at].pos_ in ("DET", "PRON") or doc[at].lower_ in ("'s", "’s")):
        at -= 1
    here = clause(doc, at) if at >= 0 else None
    if here is None or doc[at].lemma_.lower() not in words("gatherings", "attend"):
        return None
    return replace(here, object=phrase.head) if here.object is None else here


def role_of(doc: Doc, phrase: Phrase, around: Clause | None) -> str:
    """How the clause speaks of it: "attended", "happens", "at" (something is done there) or ""."""
    if around is None:
        return ""
    lemma = {around.lemma, around.lemma.split()[0], doc[around.verb].lemma_.lower()}
    token = doc[phrase.head]
    if token.dep_ == "conj" and token.head.i in phrase.words:
        token = token.head
    participle = doc[around.verb].dep_ in ("acl", "relcl", "advcl") and doc[around.verb].head.i == phrase.head
    is_something = around.lemma == "be" and any(c.dep_ == "attr" for c in doc[around.verb].children)
    if is_something and phrase.word in words("gatherings", "heads", "bodies"):
        return ""
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
        part = above.head.lemma_ == "part" and above.head.head.i == around.verb
        if (above.head.i == around.verb or part) and lemma & words("gatherings", "attend", "words"):
            return "attended"
        if above.lower_ in ("at", "during") or (
            above.lower_ == "of" and above.head.lemma_.lower() in ("sideline", "margin", "fringe", "eve")
        ):
            return "at"
        if above.lower_ == "for" and lemma & words("gatherings", "attend", "travel"):
            return "attended"
        if above.lower_ == "for" and above.head.i == around.verb and lemma & words("gatherings", "happen", "propose"):
            return "proposed"
    return ""


def when_held(doc: Doc, scene: Scene, phrase: Phrase, around: Clause | None, role: str) -> tuple[When | None, int]:
    """The time of the gathering, and how surely it is its own: 2 on the noun, 1 on a verb that holds it, 0 beside it."""
    times = noun_times(doc, scene, phrase.head)
    new = moved_to(doc, around) if around is not None and around.object == phrase.head else None
    if new is not None:
        return new, 2
    verb = around.verb if around is not None else None
    starts = around is not None and {around.lemma, around.lemma.split()[0]} & words("gatherings", "attend", "open")
    if around is not None and role in ("happens", "attended") and starts:
        own = attached_times(doc, around.verb)
        if own:
            begins = role == "happens" and not any(t.date.earliest != t.date.latest for t in own)
            return when_from(doc, own, open_end=begins), 1
    follower = holding(doc, phrase)
    if times:
        return _still_to_come(doc, follower, when_from(doc, times)), 2
    if follower is not None:
        lemma = doc[follower].lemma_.lower()
        starts_there = lemma in words("gatherings", "attend", "open") - words("gatherings", "attend", "whole")
        told = when_of(doc, follower, through_governor=False, open_end=starts_there)
        if told is not None:
            return _still_to_come(doc, follower, told), 2
    there = _where(doc, scene, phrase)
    if there is not None:
        outer = clause_around(doc, there)
        return (when_of(doc, outer.verb) if outer is not None else None), 0
    if verb is None or around is None or not role:
        return None, 0
    if role == "proposed":
        return when_from(doc, [t for t in attached_times(doc, verb) if t.start > phrase.head]), 1
    if role in ("happens", "attended") and _closes(around):
        return None, 0
    if role == "attended" and around.lemma in words("gatherings", "attend", "travel"):
        return None, 0
    where = around.relation == "relcl" or (
        around.relation == "ccomp" and any(c.lower_ == "where" for c in doc[verb].children)
    )
    told = when_of(doc, verb, through_governor=role == "at" or around.relation == "xcomp" or where)
    return told, (1 if role == "happens" else 0)


def _still_to_come(doc: Doc, verb: int | None, when: When | None) -> When | None:
    """ "The summit set for December": what is set lies ahead, though its verb is a past participle."""
    if when is None or verb is None:
        return when
    published = article(doc).published
    past = published is not None and when.latest is not None and when.latest < published
    return other_year(when, 1) if past and doc[verb].tag_ == "VBN" and _is_set(doc, verb) else when


def length(doc: Doc, phrase: Phrase) -> int:
    """How many days a "two-day meeting" lasts; 0 where it is not told."""
    numbers: dict[str, int] = load("time")["numbers"]
    for i in range(phrase.start, phrase.head):
        parts = doc[i].lower_.split("-")
        if parts == ["day"] and doc[i - 1].text == "-":
            parts = [doc[i - 2].lower_, "day"]
        count = numbers.get(parts[0], int(parts[0]) if parts[0].isdecimal() and len(parts[0]) < 3 else 0)
        if len(parts) == 2 and parts[1] == "day" and 1 < count <= 31:
            return count
    return 0


def lasting(when: When | None, days: int, *, ends: bool) -> When | None:
    """From the first day, or to the last, as many days as a gathering lasts; what has both ends stays."""
    if when is None or days < 2 or (when.latest is not None and when.earliest != when.latest):
        return when
    here = when.latest if ends else when.earliest
    if here is None:
        return when
    other = (datetime.date.fromisoformat(here) + datetime.timedelta(days=1 - days if ends else days - 1)).isoformat()
    first, last = (other, here) if ends else (here, other)
    return replace(when, edtf=f"{first}/{last}", earliest=first, latest=last)


def moved_to(doc: Doc, around: Clause) -> When | None:
    """ "Was postponed to November 30": the new date; None of a gathering that is simply called off."""
    if around.lemma not in ("postpone", "move", "delay", "put off", "reschedule", "defer"):
        return None
    times = [t for t in attached_times(doc, around.verb) if doc[t.start - 1].lower_ in ("to", "until", "till")]
    return when_from(doc, times)


def last_day(doc: Doc, around: Clause | None, role: str) -> When | None:
    """ "The summit ends on Sunday": its last day."""
    if around is None or role not in ("happens", "attended") or not _closes(around):
        return None
    return when_from(doc, attached_times(doc, around.verb))


def _closes(around: Clause) -> bool:
    """ "The summit ends", "wound up their summit"."""
    return bool({around.lemma, around.lemma.split()[0]} & words("gatherings", "happen", "ends"))


def until(when: When, end: When) -> When:
    """The time from the begin of one to the end of another."""
    if when.earliest is None or end.latest is None or end.latest <= when.earliest:
        return when
    return replace(when, edtf=f"{when.earliest}/{end.latest}", latest=end.latest)


def holding(doc: Doc, phrase: Phrase) -> int | None:
    """ "The summit, taking place in June", "a forum to be held in May", "which was held in May": the verb that holds it."""
    for child in doc[phrase.head].children:
        here = clause(doc, child.i) if child.dep_ == "relcl" and child.i > phrase.head else None
        which = here is not None and here.object is not None and doc[here.object].tag_ in ("WDT", "WP")
        if here is not None and which and here.lemma in words("gatherings", "attend", "words"):
            return here.verb
    for i in range(phrase.end, min(phrase.end + 6, len(doc))):
        here = clause(doc, i)
        if here is not None:
            if here.lemma == "be":
                inner = next((c.i for c in doc[i].children if c.dep_ == "xcomp" and clause(doc, c.i) is not None), None)
                here = clause(doc, inner) or here
            verb = here.verb
            opens = (
                doc[verb].tag_ in ("VBG", "VBN") or here.relation in ("relcl", "acl") or doc[verb - 1].lower_ == "to"
            )
            held = here.lemma.split()[0] in words("gatherings", "happen") - words("gatherings", "happen", "cancel")
            return verb if opens and held else None
        small = doc[i].pos_ in ("PUNCT", "AUX", "PART", "PRON", "ADV", "DET", "SCONJ") or doc[i].tag_ == "WDT"
        if not small and doc[i].lower_ not in ("due", "scheduled", "set", "planned", "slated"):
            return None
    return None


def place_held(doc: Doc, scene: Scene, phrase: Phrase, around: Clause | None, role: str) -> str | None:
    """The town or country where it is held: beside the noun, in its name, or told by the clause that holds it."""
    named = _beside_noun(doc, scene, phrase)
    if named is not None:
        return named
    follower = holding(doc, phrase)
    verbs = [v for v in (follower, around.verb if around is not None and role else None) if v is not None]
    for verb in verbs:
        for preposition, head in attached_places(doc, verb):
            mention = mention_at(doc, head)
            travels = preposition == "to" and verb != follower
            inside = preposition in ("in", "at", "inside") or (preposition == "for" and _is_set(doc, verb))
            if mention is not None and (inside or travels) and head != phrase.head:
                return mention.entities[0]
    if phrase.place is not None:
        return phrase.place
    chosen = _set_for(doc, verbs)
    if chosen is not None or _here(doc, phrase, verbs):
        return chosen or dateline_place(doc)
    if follower is not None or role == "happens":
        told = _in_clause(doc, scene, follower if follower is not None else phrase.head)
        if told is not None:
            return told
    there = _where(doc, scene, phrase)
    stage = mention_at(doc, there) if there is not None else None
    if stage is not None:
        return stage.entities[0]
    if around is not None and role in ("attended", "at"):
        told = place_of(doc, around.verb)
        if told is not None:
            return told
    if around is not None and role == "attended" and around.lemma in words("gatherings", "attend", "host"):
        hosts = parties(doc, around.subject, ("polity", "place"))
        return hosts[0] if hosts else None
    return None


def _beside_noun(doc: Doc, scene: Scene, phrase: Phrase) -> str | None:
    """The place right after the noun: "the summit in Madrid", "the forum on Friday in Oslo"."""
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
    return None


def _is_set(doc: Doc, verb: int) -> bool:
    return doc[verb].lemma_.lower() in words("gatherings", "happen", "expected") - {"be", "expect"}


def _set_for(doc: Doc, verbs: list[int]) -> str | None:
    """ "Is set for Montevideo in December": the place that was chosen."""
    for verb in verbs:
        for child in doc[verb].children if _is_set(doc, verb) else ():
            for place in child.children if child.lower_ == "for" else ():
                mention = mention_at(doc, place.i)
                if mention is not None and entity(doc, mention.entities[0]).kind in ("place", "polity"):
                    return mention.entities[0]
    return None


def _here(doc: Doc, phrase: Phrase, verbs: list[int]) -> bool:
    """Whether "here" stands beside the gathering or in the clause that holds it."""
    if any(doc[i].lower_ == "here" for i in range(phrase.end, min(phrase.end + 3, len(doc)))):
        return True
    return any(c.lower_ == "here" for verb in verbs for c in doc[verb].children)


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


def participants(doc: Doc, around: Clause | None, role: str) -> list[str]:
    if around is None or around.status in ("cancelled", "denied"):
        return []
    if role == "proposed" or around.lemma in words("gatherings", "attend", "absent"):
        return []
    if role == "attended" and not around.passive:
        beside = (g.i for c in doc[around.verb].children if c.lower_ in ("with", "alongside") for g in c.children)
        came = list(parties(doc, around.subject, ("person", "polity", "organization")))
        came.extend(p for p in in_row(doc, around) if p not in came)
        came.extend(p for i in beside for p in parties(doc, i, ("person",)) if p not in came)
        return came
    if role == "attended" or (role == "happens" and around.passive and around.lemma in words("gatherings", "attend")):
        return list(parties(doc, around.subject, ("person", "polity", "organization")))
    if role == "happens" and around.lemma.split()[0] in words("gatherings", "happen", "gathers"):
        return brought(doc, around)
    if role == "at" and around.status == "happened" and around.lemma in words("gatherings", "attend", "deeds"):
        return list(parties(doc, around.subject, ("person",)))
    return []


def presiding(doc: Doc, phrase: Phrase) -> list[str]:
    """ "The summit, chaired by the sultan": the persons behind the words that tell who leads or attends it."""
    found: list[str] = []
    for child in doc[phrase.head].children:
        if child.dep_ != "acl" or child.tag_ != "VBN" or child.i < phrase.head:
            continue
        if child.lemma_ in words("gatherings", "attend", "words") and child.lemma_ not in words(
            "gatherings", "attend", "absent"
        ):
            agents = [g for c in child.children if c.dep_ == "agent" for g in c.children if g.dep_ == "pobj"]
            found.extend(p for g in agents for p in parties(doc, g.i, ("person",)))
    return found


def in_row(doc: Doc, around: Clause) -> list[str]:
    """The persons named in a row up to the verb, where the parse keeps the first alone: "A, B and C of X joined the nine"."""
    if around.subject is None or not parties(doc, around.subject, ("person",)):
        return []
    start = min(doc[around.subject].left_edge.i, around.subject)
    if any(doc[i].pos_ in ("VERB", "AUX", "PRON", "SCONJ") or doc[i].text == ";" for i in range(start, around.verb)):
        return []
    row = [m for m in mentions_in(doc, start, around.verb) if entity(doc, m.entities[0]).kind == "person"]
    plain = all(m.how in ("name", "alias") and doc[m.head].dep_ != "poss" for m in row)
    linked = all(_comma_or_and(doc, a.end, b.start) for a, b in itertools.pairwise(row))
    return [m.entities[0] for m in row] if plain and linked and len(row) > 1 else []


def _comma_or_and(doc: Doc, start: int, end: int) -> bool:
    return any(doc[i].text in (",", "and", "&") for i in range(start, end)) and not any(
        doc[i].dep_ == "prep" and doc[i].lower_ not in ("of", "for") for i in range(start, end)
    )


def brought(doc: Doc, around: Clause) -> list[str]:
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


def status_of(doc: Doc, phrase: Phrase, around: Clause | None, role: str, when: When | None) -> Status:
    """Whether the gathering is over, to come, proposed or called off, by its clause and its date."""
    published = article(doc).published
    if around is None:
        return by_date(when, published, "planned")
    lemma = {around.lemma, around.lemma.split()[0]}
    if lemma & words("gatherings", "happen", "cancel") and around.status == "happened" and around.object == phrase.head:
        new = moved_to(doc, around)
        return "cancelled" if new is None else by_date(new, published, "planned")
    if role == "proposed":
        return "proposed" if around.status in ("planned", "happened", "under_way", "proposed") else around.status
    status = _by_preposition(doc, phrase, around, role, _by_clause(doc, phrase, around, role))
    later = when is not None and published is not None and (when.earliest or "") > published
    if status == "under_way" and later:
        status = "planned"
    return by_date(when, published, status)


def _by_clause(doc: Doc, phrase: Phrase, around: Clause, role: str) -> Status:
    """The status that the verbs give; who refuses to attend does not call the gathering off."""
    status = around.status
    comes = role == "attended" and not {around.lemma, around.lemma.split()[0]} & words("gatherings", "attend", "host")
    if comes and status in ("denied", "proposed", "hypothetical"):
        status = "happened" if around.tense == "past" else "planned"
    inner = clause(doc, holding(doc, phrase))
    if inner is None:
        return status
    borrowed = doc[inner.verb].tag_ == "VBG" and inner.status == "planned" and around.tense == "past"
    return status if borrowed else inner.status


def _by_preposition(doc: Doc, phrase: Phrase, around: Clause, role: str, status: Status) -> Status:
    """ "After the summit" it is over, "ahead of" it is to come, whatever the clause tells of something else."""
    token = doc[phrase.head]
    before = token.head.lower_ if token.dep_ == "pobj" else ""
    told = role in ("attended", "happens") or holding(doc, phrase) is not None
    if status in ("denied", "proposed", "hypothetical") and not told:
        past = before in words("gatherings", "there", "past") or (role == "at" and around.tense == "past")
        status = "happened" if past else "planned"
    if status == "planned" and before in ("since", "after"):
        return "happened"
    ahead = before == "of" and token.head.head.lower_ == "ahead"
    if ahead or (before in ("before", "until") and phrase.head > around.verb and around.tense != "past"):
        return "planned"
    return status
