"""The words that speak of a vote: where they stand, of what kind and round, when and in which country.

A mention is found by its noun ("runoff", "presidential vote", "the polls") or its verb ("elected",
"Kenyans vote on Tuesday"); what it tells is gathered here, and put together in `elections`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal, cast

from spacy.tokens import Doc

from dragoman.doc import Clause, clause, clause_around, entity, mention_at, parties
from dragoman.extract.elections.contenders import elected
from dragoman.extract.elections.offsets import anchored, offset_before
from dragoman.extract.events import Scene, dated, noun_times, words
from dragoman.lexicon import load
from dragoman.model import When
from dragoman.syntax import attached_times, when_from, when_of

Kind = Literal["presidential", "legislative", "regional", "referendum"]
Round = Literal["first", "second", "runoff"]


@dataclass(frozen=True, slots=True)
class Ballot:
    """One mention of a vote. `carrier` is the noun that it qualifies ("election victory"), else `at` itself.

    `verb` is the clause that speaks of it; `sure` is false for a word that needs others to mean a vote;
    `alone` says that "round" stands in a sentence without any other word of voting.
    """

    at: int
    start: int
    carrier: int
    word: str
    verb: int | None
    sure: bool
    alone: bool = False


_BARE = frozenset(("vote", "ballot", "voting", "balloting", "polling", "poll"))


@cache
def _plural() -> dict[str, str]:
    return cast(dict[str, str], load("elections")["nouns"]["plural"])


@cache
def _kinds() -> dict[str, Kind]:
    table: dict[str, Kind] = {}
    for kind, entry in load("elections")["kind"].items():
        for word in entry["words"]:
            table.setdefault(word, cast(Kind, kind))
    return table


@cache
def _rounds() -> dict[str, Round]:
    data: dict[str, Any] = load("elections")["round"]
    return {word: name for name in ("first", "second", "runoff") for word in data[name]}


def ballots(doc: Doc, scene: Scene) -> Iterator[Ballot]:
    """The mentions of votes in a sentence, in order."""
    used = -1
    for at in range(scene.start, scene.end):
        if at <= used:
            continue
        found = _noun(doc, scene, at) or _verb(doc, scene, at)
        if found is not None:
            used = found.at
            if found.word != "round" or not _of_vote(doc, scene, found):
                yield found
    if used < 0:
        told = _by_share(doc, scene) or _by_voters(doc, scene)
        if told is not None:
            yield told


def _of_vote(doc: Doc, scene: Scene, found: Ballot) -> bool:
    """ "The second round of parliamentary elections": the vote is told right after."""
    if found.at + 2 >= scene.end or doc[found.at + 1].lower_ != "of":
        return False
    return any(_noun(doc, scene, i) is not None for i in range(found.at + 2, min(found.at + 8, scene.end)))


def _by_voters(doc: Doc, scene: Scene) -> Ballot | None:
    """ "In October 2020, 78 percent of voters backed the draft": a referendum told without its name."""
    if any(doc[i].lower_ in words("elections", "surveys") for i in range(scene.start, scene.end)):
        return None
    for at in range(scene.start, scene.end):
        here = clause(doc, at)
        if here is None or here.lemma not in words("elections", "answers") or here.tense != "past":
            continue
        if here.subject is None or here.object is None or here.passive or here.reported:
            continue
        voters = {doc[here.subject].lower_, *(g.lower_ for c in doc[here.subject].children for g in c.children)}
        share = any(doc[i].lower_ in ("percent", "%", "cent") for i in range(scene.start, at))
        named = parties(doc, here.object, ("person", "organization", "group"))
        day = any(t.date.earliest is not None and t.date.type == "DATE" for t in attached_times(doc, at))
        if share and "voters" in voters and day and not named:
            return Ballot(at, at, at, "referendum", at, False)
    return None


def _by_share(doc: Doc, scene: Scene) -> Ballot | None:
    """ "Won a third term with 62 percent of the vote": an election told without its name."""
    for at in range(scene.start + 3, scene.end):
        if (
            doc[at].lower_ not in ("vote", "votes", "ballot")
            or doc[at - 1].lower_ not in ("the", "votes", "valid")
            or doc[at - 2].lower_ != "of"
        ):
            continue
        if doc[at - 3].lower_ in ("percent", "%", "cent", "pct"):
            around = clause_around(doc, at)
            prize = doc[around.object].lemma_.lower() if around is not None and around.object is not None else ""
            if (
                around is not None
                and around.lemma in ("win", "secure", "clinch", "elect", "re")
                and prize in ("term", "presidency", "office", "mandate", "")
            ):
                return Ballot(at, at, at, "vote", around.verb, False)
    return None


def _noun(doc: Doc, scene: Scene, at: int) -> Ballot | None:
    token = doc[at]
    word, start = _word(doc, at)
    sure = word in words("elections", "nouns", "sure")
    if not sure and word not in words("elections", "nouns", "needs_sign"):
        return None
    if token.pos_ not in ("NOUN", "PROPN", "ADJ", "X") or (not sure and not _signed(doc, scene, start, at, word)):
        return None
    carrier = _carrier(doc, at)
    if carrier is None:
        return None
    around = clause_around(doc, carrier)
    alone = word == "round" and not _votes_told(doc, scene)
    alone = alone or (word in _BARE and not _said(doc, scene, start, at))
    return Ballot(at, start, carrier, word, around.verb if around is not None else None, sure or word == "round", alone)


def _said(doc: Doc, scene: Scene, start: int, at: int) -> bool:
    """Whether more than a day says that "vote" is one of the people: its kind, or another word of voting."""
    if any(_kinds().get(doc[i].lower_) for i in range(max(scene.start, start - 4), start)):
        return True
    known = words("elections", "nouns", "sure") | words("elections", "voting")
    return doc[at].lower_ == "polls" or any(
        doc[i].lower_ in known or doc[i].lower_ in _plural()
        for i in range(scene.start, scene.end)
        if i != at and not start <= i <= at
    )


def _votes_told(doc: Doc, scene: Scene) -> bool:
    """Whether a sentence has another word of voting beside "round"."""
    known = words("elections", "nouns", "sure") | words("elections", "voting")
    return any(
        _plural().get(doc[i].lower_, doc[i].lower_) in known or doc[i].lower_ in _kinds()
        for i in range(scene.start, scene.end)
    )


def _word(doc: Doc, at: int) -> tuple[str, int]:
    """The noun in the singular, its hyphened first part included, and where that begins."""
    word = _plural().get(doc[at].lower_, doc[at].lower_)
    if at >= 2 and doc[at - 1].text in ("-", "‑") and doc[at - 2].lower_ in ("re", "by", "run", "mid"):
        whole = f"{doc[at - 2].lower_}-{word}"
        return ("run-off" if whole.startswith("run-off") else whole.replace("mid-", "")), at - 2
    return word, at


def _signed(doc: Doc, scene: Scene, start: int, at: int, word: str) -> bool:
    """Whether a word such as "vote" or "round" is meant as a vote of the people here."""
    left = [doc[i].lower_ for i in range(max(scene.start, start - 4), start)]
    dated_before = any(t.end == start for t in scene.times)
    numbered = word != "round" and doc[start - 1].like_num and not dated_before
    if word == "vote" and left and left[-1] in words("elections", "chambers") and _on_text(doc, scene, at):
        return False
    if left and (left[-1] in words("elections", "counted") or numbered):
        return False
    after = [doc[i].lower_ for i in range(at + 1, min(at + 4, scene.end))]
    if word == "round":
        if any(w in words("elections", "round", "against") for w in after):
            return False
        return any(w in _rounds() for w in left[-2:])
    if word == "presidency":
        return doc[at].head.lemma_ in ("win", "for") and _verb_above(doc, at) in ("win", "run", "contest", "compete")
    if any(_kinds().get(w) for w in left[-3:]):
        return True
    if word == "poll" and doc[at].lower_ == "polls":
        return (
            left[-1:] == ["the"]
            and doc[at].head.lower_ in ("to", "at")
            and _verb_above(doc, at) not in ("show", "rise")
        )
    return word in ("vote", "ballot", "poll", "voting", "balloting", "polling") and _timed(doc, scene, start, at)


def _on_text(doc: Doc, scene: Scene, at: int) -> bool:
    """ "The Senate votes on the bill": what follows "on", "for" or "to" is no day."""
    if at + 2 >= scene.end or doc[at + 1].lower_ not in ("on", "for", "to", "against"):
        return False
    return not any(t.start in (at + 2, at + 3) for t in scene.times)


def _timed(doc: Doc, scene: Scene, start: int, at: int) -> bool:
    """ "Sunday's vote", "the ballot, held in May": told with its own time, and not of a chamber."""
    around = clause_around(doc, at)
    if (
        around is not None
        and around.subject is not None
        and doc[around.subject].lemma_.lower() in words("elections", "bodies")
    ):
        return False
    return any(t.end in (start, start - 1) or t.end == start - 2 for t in scene.times if dated(t))


def _verb_above(doc: Doc, at: int) -> str:
    around = clause_around(doc, at)
    return around.lemma if around is not None else ""


def _carrier(doc: Doc, at: int) -> int | None:
    """The noun through which a vote is told of: itself, or "campaign" in "campaign for re-election"."""
    here = doc[at]
    for _ in range(3):
        above = here.head
        if here.dep_ in ("compound", "amod", "nmod", "poss") and above.i > at and above.pos_ in ("NOUN", "PROPN"):
            if above.lemma_.lower() in words("elections", "others"):
                return None
        elif here.dep_ == "pobj" and above.dep_ == "prep" and above.head.pos_ == "NOUN" and above.head.i < at:
            above = above.head
        else:
            break
        if above.lemma_.lower() not in words("elections", "carriers"):
            return None if here.dep_ == "compound" and above.lemma_.lower() in words("elections", "others") else here.i
        here = above
    return int(here.i)


# Verbs


def _verb(doc: Doc, scene: Scene, at: int) -> Ballot | None:
    here = clause(doc, at)
    if here is None:
        return None
    token = doc[at]
    if token.lemma_.lower() in ("elect", "reelect") or (token.lower_ == "elected" and token.tag_.startswith("VB")):
        return _elects(doc, scene, here)
    if here.lemma in ("run", "stand") and office_of(doc, scene, Ballot(at, at, at, "run", at, True)) is not None:
        return Ballot(at, at, at, "run", at, True)
    if here.lemma == "vote" and _people_vote(doc, here):
        return Ballot(at, at, at, "vote", at, True)
    return None


def _elects(doc: Doc, scene: Scene, here: Clause) -> Ballot | None:
    """ "Ruiz was elected president in 2018", "Gabon elected a new parliament": not to a board, not of allies."""
    if here.status not in ("happened", "planned", "under_way") or here.negated:
        return None
    chosen = parties(doc, here.object, ("person",)) or elected(doc, scene, here.verb)
    if not chosen and not any(dated(t) for t in attached_times(doc, here.verb)):
        return None
    governed = {c.lemma_.lower() for c in doc[here.verb].subtree} if doc[here.verb].n_rights < 8 else set()
    if governed & words("elections", "bodies") - {"assembly", "parliament", "congress"}:
        return None
    start = (
        here.verb - 2
        if here.verb >= 2 and doc[here.verb - 1].text == "-" and doc[here.verb - 2].lower_ == "re"
        else here.verb
    )
    return Ballot(here.verb, start, here.verb, "elect", here.verb, True)


def _people_vote(doc: Doc, here: Clause) -> bool:
    """Whether a people votes, not its delegate in a chamber: "Kenyans vote on Tuesday"."""
    at = here.subject if here.subject is not None else here.verb - 1
    if at < 0 or doc[at].sent != doc[here.verb].sent:
        return False
    if doc[at].lemma_.lower() in words("elections", "voters", "words"):
        return bool(attached_times(doc, here.verb))
    mention = mention_at(doc, at)
    if (
        mention is None
        or entity(doc, mention.entities[0]).kind not in ("polity", "place")
        or not attached_times(doc, here.verb)
    ):
        return False
    offices: dict[str, str] = load("elections")["office_kind"]
    filled = any(g.lemma_.lower() in offices for c in doc[here.verb].children if c.lower_ == "for" for g in c.children)
    other = {c.lower_ for c in doc[here.verb].children if c.dep_ in ("prep", "aux")}
    return filled or not other & {"against", "for", "to", "in"}


# What is chosen


def kind_of(doc: Doc, scene: Scene, ballot: Ballot) -> Kind | None:
    """The kind of vote that the words beside the noun or verb tell."""
    if ballot.word in ("referendum", "plebiscite"):
        return "referendum"
    if ballot.word == "elect":
        filled = office_of(doc, scene, ballot)
        if filled is not None:
            return cast("Kind | None", load("elections")["office_kind"].get(filled))
    for i in range(ballot.start - 1, max(scene.start, ballot.start - 7) - 1, -1):
        if doc[i].lower_ in _kinds():
            return _kinds()[doc[i].lower_]
        if doc[i].pos_ not in ("ADJ", "NOUN", "PROPN", "NUM", "PUNCT", "PART", "CCONJ"):
            break
    office = office_of(doc, scene, ballot)
    told = load("elections")["office_kind"].get(office) if office else _chosen(doc, scene, ballot)
    return cast("Kind | None", told)


def _chosen(doc: Doc, scene: Scene, ballot: Ballot) -> str | None:
    """ "Go to the polls to elect a new parliament": what the verb of choosing beside the vote has for object."""
    table: dict[str, str] = load("elections")["office_kind"]
    for i in range(ballot.at, min(ballot.at + 16, scene.end)):
        here = clause(doc, i)
        if here is not None and here.lemma in ("elect", "choose", "pick", "select") and here.object is not None:
            return table.get(doc[here.object].lemma_.lower())
        if here is not None and here.verb == ballot.at and ballot.word == "vote":
            filled = (g.lemma_.lower() for c in doc[i].children if c.lower_ == "for" for g in c.children)
            return next((table[word] for word in filled if word in table), None)
    return None


def office_of(doc: Doc, scene: Scene, ballot: Ballot) -> str | None:
    """The office that is filled: "presidential vote", "re-election as president", "elected mayor"."""
    for i in range(max(scene.start, ballot.start - 6), ballot.start):
        named = load("elections")["offices"].get(doc[i].lower_)
        if named is not None and all(
            doc[k].pos_ in ("ADJ", "NOUN", "PROPN", "NUM", "PUNCT") for k in range(i, ballot.start)
        ):
            return cast(str, named)
    offices: dict[str, str] = load("elections")["office_kind"]
    small = (
        "in",
        "as",
        "the",
        "a",
        "an",
        "new",
        "its",
        "for",
        "of",
        "next",
        "country",
        "'s",
        "’s",
        "first",
        "s",
        "to",
        "their",
    )
    for i in range(ballot.at + 1, min(ballot.at + 7, scene.end)):
        two = f"{doc[i].lower_} {doc[i + 1].lower_}" if i + 1 < scene.end else ""
        if two in offices:
            return two
        person = ballot.word == "elect" and doc[i].pos_ == "PROPN"
        if doc[i].lower_ in offices and doc[i].lower_ != "premier":
            return "president" if doc[i].lower_ == "presidency" else doc[i].lower_
        if doc[i].lower_ not in small and not doc[i].ent_type_ and doc[i].pos_ != "ADJ" and not person:
            break
    return None


def round_of(doc: Doc, scene: Scene, ballot: Ballot) -> Round | None:
    """The round that the words tell: "first round election", "the second round", "a runoff"."""
    if ballot.word in ("runoff", "run-off"):
        return "runoff"
    low, high = max(scene.start, ballot.start - 6), min(ballot.at + 5, scene.end)
    for i in range(low, high):
        if _plural().get(doc[i].lower_, doc[i].lower_) != "round" or i == low:
            continue
        before = doc[i - 2].lower_ if doc[i - 1].text == "-" and i >= 2 else doc[i - 1].lower_
        of_it = i >= ballot.start - 4 or doc[i + 1].lower_ == "of"
        if before in _rounds() and of_it and (i <= ballot.at or _same_phrase(doc, ballot.at, i)):
            return _rounds()[before]
    return None


def _same_phrase(doc: Doc, at: int, until: int) -> bool:
    return all(
        doc[i].pos_ in ("ADJ", "NOUN", "PUNCT", "PROPN", "PART") and doc[i].text != "," for i in range(at + 1, until)
    )


# When


def when_held(doc: Doc, scene: Scene, ballot: Ballot) -> When | None:
    """The day or longer time of the vote itself."""
    moved = moved_to(doc, scene, ballot)
    if moved is not None:
        return moved
    for noun in dict.fromkeys((ballot.at, ballot.carrier)):
        times = noun_times(doc, scene, noun) if clause(doc, noun) is None else ()
        if times:
            return when_from(doc, times)
    distance = offset_before(doc, scene.start, ballot.start)
    if distance is not None:
        return anchored(doc, distance)
    if ballot.verb is None or _bounded(doc, ballot):
        return None
    if doc[ballot.verb].lemma_.lower() in words("elections", "hold", "give_up"):
        new = [
            t
            for t in scene.times
            if dated(t) and t.start > ballot.verb and doc[t.start - 1].lower_ in ("until", "till", "to")
        ]
        if new:
            return when_from(doc, new)
    here = clause(doc, ballot.verb)
    if here is None or not _holds(doc, here, ballot):
        return None
    return when_from(doc, attached_times(doc, here.verb)) or (
        when_of(doc, here.verb) if here.relation in ("xcomp", "conj") and here.status != "happened" else None
    )


def moved_to(doc: Doc, scene: Scene, ballot: Ballot) -> When | None:
    """ "The vote, planned for June, has been moved to August", "which was postponed to May": the new date."""
    for i in (i for i in (ballot.verb, *range(ballot.at + 1, min(ballot.at + 12, scene.end))) if i is not None):
        here = clause(doc, i)
        if here is None or doc[i].lemma_.lower() not in words("elections", "hold", "moved"):
            continue
        mine = here.object in (ballot.at, ballot.carrier)
        if not mine and here.relation not in ("relcl", "acl"):
            continue
        new = [
            t for t in scene.times if dated(t) and t.start > i and doc[t.start - 1].lower_ in ("until", "till", "to")
        ]
        if new:
            return when_from(doc, new[:1])
    return None


def _holds(doc: Doc, here: Clause, ballot: Ballot) -> bool:
    """Whether a date on the clause is the vote's: "is held on", "won the election in"."""
    if here.verb == ballot.at:
        return True
    return bool(
        {here.lemma, here.lemma.split()[0], doc[here.verb].lemma_.lower()} & words("elections", "hold", "words")
    )


def _bounded(doc: Doc, ballot: Ballot) -> bool:
    """ "Met on Friday after the election": what stands behind such a word has not the clause's date."""
    here = doc[ballot.carrier]
    for _ in range(5):
        if clause(doc, here.i) is not None or here.head.i == here.i:
            return False
        here = here.head
        if here.lower_ in (
            "after",
            "before",
            "since",
            "following",
            "until",
            "despite",
            "over",
            "about",
            "with",
            "of",
            "ahead",
            "amid",
        ):
            return True
    return False
