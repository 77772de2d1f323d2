"""When offices began and ended: verbs of taking and leaving office, for those whose office is known."""

from __future__ import annotations

from spacy.tokens import Doc

from dragoman.doc import Clause, claimable, clauses, people, sentence_evidence
from dragoman.extract.tenures.drafts import Draft, lexicon
from dragoman.syntax import when_of


def turns(doc: Doc, drafts: dict[str, list[Draft]]) -> None:
    """Writes when offices began and ended into the drafts of those who took or left them."""
    begin, end = lexicon()["verbs"]["begin"], lexicon()["verbs"]["end"]
    for here in clauses(doc):
        if not claimable(doc, here.verb) or here.status not in ("happened", "planned"):
            continue
        word = here.lemma if here.lemma in begin or here.lemma in end else here.lemma.split()[0]
        needs = begin.get(word, end.get(word))
        if needs is None or (needs and not _companion(doc, here, needs)):
            continue
        patient = word in lexicon()["patient"]["words"]
        for person in people(doc, here.object if patient or here.passive else here.subject):
            own = drafts.get(person, [])
            if here.status == "planned":
                _begin(doc, here, [d for d in own if d.standing == "elect"] if word in begin else [])
            elif word in begin:
                _begin(doc, here, [d for d in own if d.standing in ("current", "acting", "disputed")])
            else:
                _end(doc, here, own)


def _companion(doc: Doc, here: Clause, needed: list[str]) -> bool:
    """Whether the noun that makes the frame stands with the verb: "came to power", "took office"."""
    for child in doc[here.verb].children:
        if child.lower_ in needed or child.lemma_.lower() in needed:
            return True
        if child.dep_ == "prep" and any(c.lemma_.lower() in needed for c in child.children):
            return True
    return False


def _begin(doc: Doc, here: Clause, own: list[Draft]) -> None:
    since = when_of(doc, here.verb)
    open_ = [d for d in own if d.since is None]
    if since is None or not open_:
        return
    draft = open_[0]
    draft.since = since
    draft.evidence.append(sentence_evidence(doc, here.verb))


def _end(doc: Doc, here: Clause, own: list[Draft]) -> None:
    for draft in own[:1]:
        if draft.standing in ("current", "acting", "former"):
            draft.standing = "former"
            draft.until = draft.until or when_of(doc, here.verb)
            draft.evidence.append(sentence_evidence(doc, here.verb))
