"""Who is at the head of a body: "the commission's head, Ana Ruiz", "Ruiz, who heads the council", "the Socialist leader".

"Head" and "leader" describe as often as they name an office: they count beside the name of a body, a chamber or
a party, and where a name stands beside them.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from dragoman.doc import clause_around, entities, entity, evidence, mention_at, people, told
from dragoman.extract.tenures.drafts import Draft, lexicon


def from_heads(doc: Doc) -> Iterator[Draft]:
    """The heads of bodies named in a document."""
    at_head = frozenset(lexicon()["at_head"]["words"])
    leads = frozenset(lexicon()["at_head"]["verbs"])
    for token in doc:
        if not told(doc, token.i):
            continue
        if token.lower_ in at_head and token.pos_ in ("NOUN", "PROPN"):
            yield from _of_body(doc, token)
        elif token.lower_ == "leader" and token.pos_ in ("NOUN", "PROPN"):
            yield from _of_party(doc, token)
        elif token.lemma_ in leads and token.tag_ in ("VBZ", "VBP"):
            yield from _by_verb(doc, token)


def _of_body(doc: Doc, noun: Token) -> Iterator[Draft]:
    """ "The council's head, Ana Ruiz", "the head of the lower house, Ruiz", "Ruiz, head of the council"."""
    known, body = _owner(doc, noun)
    person = _beside(doc, noun)
    if known and person is not None:
        yield Draft(person, noun.lower_, body, "current", [evidence(doc, noun.left_edge.i, noun.i + 1)])


def _owner(doc: Doc, noun: Token) -> tuple[bool, str | None]:
    """(whether a body owns the noun, its entity): a named body, or a chamber or commission without a name."""
    of = [g for p in noun.children if p.dep_ == "prep" and p.lower_ == "of" for g in p.children if g.dep_ == "pobj"]
    for owner in (*(c for c in noun.children if c.dep_ == "poss"), *of):
        mention = mention_at(doc, owner.i)
        named = entity(doc, mention.entities[0]) if mention is not None else None
        if named is not None and named.kind == "organization":
            return True, named.id
        if named is None and owner.lemma_.lower() in lexicon()["at_head"]["bodies"]:
            return True, _named_before(doc, owner)
    return False, None


def _named_before(doc: Doc, owner: Token) -> str | None:
    """ "The commission", where the article names one commission: that one."""
    last = f" {owner.lemma_.lower()}"
    bodies = [e for e in entities(doc) if e.kind == "organization" and e.name.lower().endswith(last)]
    return bodies[0].id if len(bodies) == 1 and bodies[0].mentions[0].start < owner.idx else None


def _of_party(doc: Doc, noun: Token) -> Iterator[Draft]:
    """ "Gyula Horn, the Socialist leader", where the article names the Socialists."""
    for child in noun.children:
        if child.i != noun.i - 1 or child.dep_ not in ("amod", "compound") or not child.text[0].isupper():
            continue
        stem = child.lower_.rstrip("s")
        parties = [
            e for e in entities(doc) if e.kind == "organization" and e.name.lower().split()[0].rstrip("s") == stem
        ]
        person = _beside(doc, noun)
        if len(parties) == 1 and person is not None and mention_at(doc, child.i) is None:
            yield Draft(person, "leader", parties[0].id, "current", [evidence(doc, child.i, noun.i + 1)])


def _by_verb(doc: Doc, verb: Token) -> Iterator[Draft]:
    """ "Ruiz, who heads the National Audit Council": its head."""
    here = clause_around(doc, verb.i)
    if here is None or here.verb != verb.i or here.passive or here.object is None or here.negated:
        return
    mention, who = mention_at(doc, here.object), people(doc, here.subject)
    body = entity(doc, mention.entities[0]) if mention is not None else None
    if len(who) == 1 and body is not None and body.kind == "organization" and here.status == "under_way":
        yield Draft(who[0], "head", body.id, "current", [evidence(doc, verb.i, here.object + 1)])


def _beside(doc: Doc, noun: Token) -> str | None:
    """The one person named beside a noun: before or behind a comma, or right behind the noun."""
    near = [noun.head.i] if noun.dep_ in ("appos", "compound") else []
    near += [c.i for c in noun.children if c.dep_ == "appos"]
    near += _set_off(doc, noun)
    for at in near:
        mention = mention_at(doc, at)
        if mention is not None and mention.how in ("name", "alias") and len(mention.entities) == 1:
            named = entity(doc, mention.entities[0])
            if named.kind == "person":
                return named.id
    return None


def _set_off(doc: Doc, noun: Token) -> list[int]:
    """ "The head of the upper house, Farid Nazarov, ...": the name between commas, which the parse may lose."""
    of = [g for p in noun.children if p.dep_ == "prep" and p.lower_ == "of" for g in p.children if g.dep_ == "pobj"]
    comma = (of[0].i if of else noun.i) + 1
    mention = mention_at(doc, comma + 1) if comma + 1 < len(doc) and doc[comma].text == "," else None
    if mention is None or mention.start != comma + 1 or mention.end >= len(doc):
        return []
    return [mention.head] if doc[mention.end].text in (",", ".", ")", ";") else []
