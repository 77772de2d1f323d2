"""Who stands in a vote, who won and with which share, as one sentence tells it.

The parse is followed where it is sure (subjects, objects, possessors); a percentage and its owner are also
read from the words side by side, since brackets and lists derail the parse.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from spacy.tokens import Doc, Token

from dragoman.doc import Clause, clause, clause_around, entity, mention_at, parties
from dragoman.extract.events import Scene, words
from dragoman.model import Share

_KINDS = ("person", "organization")
_PERCENT = frozenset(("percent", "%", "pct", "percentage"))


@dataclass(slots=True)
class Contest:
    """What a sentence tells of the contest, each with the token where it stands."""

    candidates: list[tuple[int, str]] = field(default_factory=list)
    winners: list[tuple[int, str]] = field(default_factory=list)
    shares: list[tuple[int, Share]] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.candidates or self.winners or self.shares)


def contest(doc: Doc, scene: Scene, *, continued: bool = False) -> Contest:
    """The contenders of a sentence that speaks of a vote; `continued` where an earlier sentence names the vote."""
    found = Contest()
    for at in range(scene.start, scene.end):
        token = doc[at]
        if token.lower_ == "between" and not continued:
            _pair(doc, scene, at, found)
        elif token.lower_ in ("against", "pitting", "pits", "pitted"):
            _facing(doc, scene, at, found)
        elif _is_percent(doc, at):
            _share(doc, scene, at, found)
        elif token.tag_ in ("POS", "PRP$"):
            _possessed(doc, scene, at, found)
        elif token.lower_ in words("elections", "contenders", "labels"):
            _labelled(doc, scene, at, found)
        here = clause(doc, at)
        if here is not None:
            _told_by_verb(doc, here, found)
        elif token.tag_ == "VBG":
            _leading(doc, scene, at, found)
    return found


def persons_at(doc: Doc, head: int | None) -> tuple[str, ...]:
    """The persons, or else the parties, that a phrase names."""
    named = parties(doc, head, _KINDS)
    people = tuple(e for e in named if entity(doc, e).kind == "person")
    return people or named


def _add(found: list[tuple[int, str]], at: int, ids: tuple[str, ...]) -> None:
    known = {e for _, e in found}
    found.extend((at, e) for e in ids if e not in known)


def _pair(doc: Doc, scene: Scene, at: int, found: Contest) -> None:
    """ "A choice between A and B": the two names that follow, whatever titles stand before them."""
    above = doc[at].head
    if above.pos_ in ("NOUN", "PROPN") and above.lemma_.lower() not in words("elections", "contenders", "between"):
        return
    names: list[str] = []
    joined = False
    for i in range(at + 1, min(at + 40, scene.end)):
        if clause(doc, i) is not None and names:
            break
        joined = joined or (doc[i].lower_ == "and" and bool(names))
        here = person_here(doc, i)
        if here is not None and here not in names:
            names.append(here)
            if joined:
                break
    if len(names) >= 2:
        _add(found.candidates, at, tuple(names))


def _facing(doc: Doc, scene: Scene, at: int, found: Contest) -> None:
    """ "A run-off against A", "an election that pits A against B"."""
    token = doc[at]
    if token.lower_ == "against":
        if token.head.lemma_.lower() in words("elections", "contenders", "between"):
            _add(
                found.candidates, at, tuple(p for c in token.children if c.dep_ == "pobj" for p in persons_at(doc, c.i))
            )
        return
    here = clause(doc, at)
    if here is not None:
        _add(found.candidates, at, persons_at(doc, here.object) + _against(doc, at))
        for i in range(at + 1, min(at + 25, scene.end)):
            if doc[i].lower_ == "against":
                _add(
                    found.candidates,
                    at,
                    tuple(p for c in doc[i].children if c.dep_ == "pobj" for p in persons_at(doc, c.i)),
                )


def _leading(doc: Doc, scene: Scene, at: int, found: Contest) -> None:
    """ "With A leading B in the polls", which the parse takes for one name that describes the other."""
    if doc[at].lemma_.lower() not in words("elections", "contenders", "against"):
        return
    before = person_here(doc, at - 1) if at > scene.start else None
    after = next((p for p in (person_here(doc, i) for i in range(at + 1, min(at + 7, scene.end))) if p), None)
    if before is not None and after is not None and before != after:
        _add(found.candidates, at, (before, after))


def person_here(doc: Doc, at: int) -> str | None:
    """The one person or party whose mention has its head at a token."""
    mention = mention_at(doc, at)
    if mention is None or mention.head != at or len(mention.entities) != 1:
        return None
    return mention.entities[0] if entity(doc, mention.entities[0]).kind in _KINDS else None


def _possessed(doc: Doc, scene: Scene, at: int, found: Contest) -> None:
    """ "Ruiz's victory", "his unsuccessful campaign for re-election", "her rival Diaz"."""
    mention = mention_at(doc, at if doc[at].tag_ == "PRP$" else at - 1)
    if mention is None or (mention.end != at and doc[at].tag_ != "PRP$"):
        return
    owner = tuple(e for e in mention.entities if entity(doc, e).kind in _KINDS)
    for i in range(at + 1, min(at + 7, scene.end)) if owner else ():
        word = doc[i].lemma_.lower()
        whole = f"re-{word}" if doc[i - 1].text == "-" and doc[i - 2].lower_ == "re" else word
        if whole in words("elections", "contenders", "of"):
            _add(found.candidates, at, owner)
            if whole in words("elections", "winner", "of") and not _undone(doc, doc[i]):
                _add(found.winners, at, owner[:1])
            return
        if doc[i].pos_ not in ("ADJ", "NOUN", "NUM", "PUNCT", "PROPN", "X") or doc[i].text == ",":
            return


def _undone(doc: Doc, noun: Token) -> bool:
    """Whether the clause tells a victory as wished, denied or to come."""
    around = clause_around(doc, noun.i)
    return around is not None and around.status in ("planned", "proposed", "hypothetical", "cancelled")


def _labelled(doc: Doc, scene: Scene, at: int, found: Contest) -> None:
    """ "Challenger Ana Ruiz", "his rival, Ana Ruiz," or "Ana Ruiz, the candidate of ..."."""
    for i in range(at + 1, min(at + 8, scene.end)):
        here = person_here(doc, i)
        if here is not None and entity(doc, here).kind == "person":
            _add(found.candidates, i, (here,))
            return
        if doc[i].pos_ not in ("PROPN", "NOUN", "ADJ", "PUNCT", "CCONJ") or doc[i].text in (".", ";", ":"):
            break
    head = doc[at].head
    if doc[at].dep_ in ("appos", "attr"):
        named = parties(doc, head.i, ("person",))
        if doc[at].dep_ == "attr":
            around = clause(doc, head.i)
            named = parties(doc, around.subject, ("person",)) if around is not None else ()
        _add(found.candidates, at, named)


# Verbs


def _told_by_verb(doc: Doc, here: Clause, found: Contest) -> None:
    lemma = here.lemma
    if here.passive:
        _passive(doc, here, found)
        return
    actors = _acting(doc, here)
    if lemma in words("elections", "contenders", "against"):
        beaten = persons_at(doc, here.object)
        if actors and beaten:
            _add(found.candidates, here.verb, actors + beaten)
            if lemma in words("elections", "winner", "beats") and here.status == "happened":
                _add(found.winners, here.verb, actors[:1])
        if lemma in words("elections", "winner", "beats"):
            return
    if not actors or lemma not in words("elections", "contenders", "stand"):
        return
    if lemma in words("elections", "winner", "loses") and here.status == "happened":
        to = _to_whom(doc, here.verb)
        _add(found.candidates, here.verb, actors + to if to else ())
        _add(found.winners, here.verb, to[:1])
    if _most_seats(doc, here):
        _add(found.candidates, here.verb, actors[:1])
        _add(found.winners, here.verb, actors[:1])
    about = _about(doc, here.verb)
    rivals = _against(doc, here.verb)
    if about & _vote_words() or rivals:
        _add(found.candidates, here.verb, actors + rivals)
    if _wins(doc, here, about):
        _add(found.winners, here.verb, actors[:1])


def _acting(doc: Doc, here: Clause) -> tuple[str, ...]:
    """The subject; of "Ruiz of the ruling Party, who got" Ruiz, whom the parse passes over."""
    named = persons_at(doc, here.subject)
    who = any(c.lower_ == "who" for c in doc[here.verb].children)
    if not who or here.subject is None or any(entity(doc, e).kind == "person" for e in named):
        return named
    above = doc[here.subject].head
    owner = above.head if above.dep_ == "prep" else above
    return tuple(e for e in persons_at(doc, owner.i) if entity(doc, e).kind == "person") or named


def _passive(doc: Doc, here: Clause, found: Contest) -> None:
    """ "Ruiz was declared the winner", "was beaten by Diaz"."""
    patients = persons_at(doc, here.object)
    if here.lemma in words("elections", "winner", "beats") and patients:
        agents = persons_at(doc, here.subject)
        if agents and here.status == "happened":
            _add(found.candidates, here.verb, agents + patients)
            _add(found.winners, here.verb, agents[:1])
    elif here.lemma == "win" and here.subject is not None and here.status == "happened":
        _add(found.candidates, here.verb, persons_at(doc, here.subject))
        _add(found.winners, here.verb, persons_at(doc, here.subject)[:1])
    elif here.lemma in ("declare", "proclaim", "announce") and patients and here.status == "happened":
        said = {c.lemma_.lower() for c in doc[here.verb].children if c.dep_ in ("oprd", "dobj", "attr", "xcomp")}
        as_ = {g.lemma_.lower() for c in doc[here.verb].children if c.lower_ == "as" for g in c.children}
        if (said | as_) & {"winner", "victor", "elect"}:
            _add(found.candidates, here.verb, patients)
            _add(found.winners, here.verb, patients[:1])


def _wins(doc: Doc, here: Clause, about: frozenset[str]) -> bool:
    """Whether the clause tells a vote as won: by its object, or by "won with 52 percent"."""
    if here.lemma not in words("elections", "winner", "verbs") or here.status != "happened" or here.negated:
        return False
    subject = doc[here.subject] if here.subject is not None else None
    if subject is not None and any(c.lower_ in ("neither", "no") for c in subject.children):
        return False
    if here.object is None:
        return True
    prize = doc[here.object]
    if prize.lemma_.lower() == "round" or prize.lower_ in _PERCENT or "round" in {c.lower_ for c in prize.children}:
        return False
    return bool(about & words("elections", "winner", "prizes")) and prize.lemma_.lower() not in ("vote", "%")


def _most_seats(doc: Doc, here: Clause) -> bool:
    """ "Took 209 of the 386 seats": more than half of a chamber."""
    if here.object is None or here.status != "happened":
        return False
    around = [doc[i] for i in range(here.verb + 1, min(here.object + 8, len(doc)))]
    seats = next((n for n, token in enumerate(around) if token.lower_ == "seats"), None)
    if seats is None:
        return False
    figures = [int(t.text) for t in around[:seats] if t.text.isdecimal() and len(t.text) < 5]
    of = any(t.lower_ in ("of", "in") for t in around[:seats])
    return of and len(figures) == 2 and figures[1] > 20 and figures[1] < 2 * figures[0] <= 2 * figures[1]


def _about(doc: Doc, verb: int) -> frozenset[str]:
    """The nouns that a verb governs, through prepositions and modifiers: what is won, run for, sought."""
    found: set[str] = set()
    queue = [c for c in doc[verb].children if c.dep_ in ("dobj", "prep", "attr", "npadvmod", "oprd", "xcomp")]
    while queue and len(found) < 60:
        token = queue.pop()
        found.add(token.lemma_.lower())
        found.add(token.lower_)
        queue.extend(
            c
            for c in token.children
            if c.dep_ in ("pobj", "prep", "compound", "amod", "conj", "dobj", "attr", "oprd", "npadvmod")
        )
    return frozenset(found)


def _vote_words() -> frozenset[str]:
    return (
        words("elections", "nouns", "sure")
        | words("elections", "winner", "prizes")
        | words("elections", "contenders", "prizes")
    )


def _to_whom(doc: Doc, verb: int) -> tuple[str, ...]:
    """ "Conceded defeat to Diaz", "lost to Diaz"."""
    pool = [doc[verb], *(c for c in doc[verb].children if c.dep_ == "dobj")]
    for child in (c for token in pool for c in token.children if c.lower_ == "to" and c.dep_ in ("prep", "dative")):
        for part in child.children:
            if part.dep_ == "pobj":
                return persons_at(doc, part.i)
    return ()


def _against(doc: Doc, verb: int) -> tuple[str, ...]:
    """ "Ran against Diaz", "did well against Diaz"."""
    for child in doc[verb].children:
        if child.dep_ == "prep" and child.lower_ in ("against", "versus", "v"):
            for part in child.children:
                if part.dep_ == "pobj":
                    return persons_at(doc, part.i)
    return ()


def elected(doc: Doc, scene: Scene, verb: int) -> tuple[str, ...]:
    """Who is chosen by "elected": the object, of "was re-elected" the name before it, which the parse may lose."""
    here = clause(doc, verb)
    if here is None or doc[verb].lemma_.lower() not in ("elect", "reelect", "re"):
        return ()
    chosen = parties(doc, here.object, _KINDS)
    if chosen:
        return chosen
    for i in range(verb + 1, min(verb + 6, scene.end)) if not here.passive else ():
        mention = mention_at(doc, i)
        if (
            mention is not None
            and entity(doc, mention.entities[0]).kind == "person"
            and mention.how in ("name", "alias")
        ):
            return mention.entities
        if doc[i].pos_ not in ("PROPN", "ADJ", "NOUN"):
            break
    at = verb - 3 if verb >= 3 and doc[verb - 1].text == "-" else verb - 1
    passive = False
    while at >= scene.start and (doc[at].pos_ in ("AUX", "ADV") or doc[at].lower_ in ("who", ",")):
        passive = passive or doc[at].lemma_ == "be"
        at -= 1
    mention = mention_at(doc, at) if passive and at >= scene.start else None
    if mention is None:
        return ()
    return tuple(e for e in mention.entities if entity(doc, e).kind == "person")


# Shares


def _is_percent(doc: Doc, at: int) -> bool:
    token = doc[at]
    if token.lower_ in _PERCENT:
        return at > 0 and _number(doc[at - 1]) is not None
    return token.lower_ == "cent" and at > 1 and doc[at - 1].lower_ == "per" and _number(doc[at - 2]) is not None


def _number(token: Token) -> float | None:
    text = token.text.replace(",", ".")
    try:
        value = float(text)
    except ValueError:
        return None
    return value if 0 <= value <= 100 else None


def _share(doc: Doc, scene: Scene, at: int, found: Contest) -> None:
    """Gives a percentage of the votes to whom the words beside it name."""
    first = at - 2 if doc[at].lower_ == "cent" else at - 1
    value = _number(doc[first])
    after: list[str] = []
    for i in range(at + 1, min(at + 6, scene.end)):
        if doc[i].is_punct:
            break
        after.append(doc[i].lower_)
    if value is None or not _of_votes(doc, scene, first, after):
        return
    who = _owner(doc, scene, first, at)
    if who is not None and who not in {s.who for _, s in found.shares}:
        found.shares.append((at, Share(who, value)))
        _add(found.candidates, at, (who,))
        _other_share(doc, scene, at, found)


def _other_share(doc: Doc, scene: Scene, at: int, found: Contest) -> None:
    """ "44 percent to Diaz's 38", "52 percent against 48 for Diaz": the figure without its percent."""
    if at + 3 >= scene.end or doc[at + 1].lower_ not in ("to", "against", "versus"):
        return
    first, last = _number(doc[at + 2]), doc[at + 3]
    who = person_here(doc, at + 4) if first is not None and last.lower_ == "for" and at + 4 < scene.end else None
    value = first
    for i in range(at + 2, min(at + 6, scene.end - 2)) if who is None else ():
        if person_here(doc, i) is not None and doc[i + 1].lower_ in ("'s", "’s"):
            who, value = person_here(doc, i), _number(doc[i + 2])
            break
    if who is not None and value is not None and who not in {s.who for _, s in found.shares}:
        found.shares.append((at + 2, Share(who, value)))
        _add(found.candidates, at + 2, (who,))


def _of_votes(doc: Doc, scene: Scene, first: int, after: list[str]) -> bool:
    """Whether a percentage is of votes: neither turnout, nor the part of the count, nor an economic figure."""
    stop = words("elections", "share", "not_of")
    around = [doc[i].lower_ for i in range(max(scene.start, first - 4), first)] + after
    return not any(w in stop for w in around)


def _owner(doc: Doc, scene: Scene, first: int, at: int) -> str | None:
    """Whose share: "43 percent for Diaz", "Diaz's 43 percent", "Diaz (43 percent)", "Diaz got 43 percent"."""
    if at + 1 < scene.end and doc[at + 1].lower_ in ("for", "by", "went"):
        for i in range(at + 2, min(at + 9, scene.end)):
            here = person_here(doc, i)
            if here is not None:
                return here
            if doc[i].is_punct:
                break
    around = clause_around(doc, at)
    beside = _left(doc, scene, first)
    beats = around is not None and around.lemma in words("elections", "winner", "beats") and not around.passive
    if beats and around is not None and beside in persons_at(doc, around.object) and doc[at].head.head.i == around.verb:
        beside = next(iter(persons_at(doc, around.subject)), beside)
    if beside is not None:
        return beside
    if around is None or around.lemma.split()[0] not in words("elections", "share", "verbs"):
        return None
    subject = (persons_at(doc, around.object) if around.passive else _acting(doc, around)) or elected(
        doc, scene, around.verb
    )
    if not subject and around.governor is not None and around.relation in ("advcl", "acl"):
        subject = elected(doc, scene, around.governor)
    return subject[0] if subject else None


def _left(doc: Doc, scene: Scene, first: int) -> str | None:
    """The name right before a percentage, over "'s", "(", "with", "on", "at", "had" and a comma."""
    at = first - 1
    while at >= scene.start and doc[at].lower_ in (
        "'s",
        "’s",
        "(",
        "with",
        "on",
        "at",
        ",",
        "about",
        "around",
        "some",
        "nearly",
        "over",
        "under",
        "below",
        "above",
        "slightly",
        "just",
        "only",
        "-",
        "–",
        "’",
        "'",
    ):
        at -= 1
    if at < scene.start or at == first - 1:
        return None
    mention = mention_at(doc, at)
    if mention is not None and entity(doc, mention.entities[0]).kind == "organization":
        of = mention.start - 2 if doc[mention.start - 1].lower_ == "the" else mention.start - 1
        member = mention_at(doc, of - 1) if of > scene.start and doc[of].lower_ in ("of", "from") else None
        mention = member or mention
        at = mention.end - 1
    if mention is None or mention.end - 1 != at or len(mention.entities) != 1:
        return None
    return mention.entities[0] if entity(doc, mention.entities[0]).kind in _KINDS else None
