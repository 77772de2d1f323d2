"""Whose delegate somebody is: "China is represented by Li, Brazil by Environment Minister Costa"."""

from __future__ import annotations

from spacy.tokens import Doc

from dragoman.doc import entity, mention_at, titles


def sender(doc: Doc, head: int) -> str | None:
    """The country code of the country for which the person named at `head` is told to stand, or None.

    The verb may be told for the first country alone; a title between "by" and the name is passed over.
    """
    mention = mention_at(doc, head)
    if mention is None:
        return None
    sentence = doc[head].sent
    starts = [t.start for t in titles(doc) if head in t.holders and sentence.start <= t.start < mention.start]
    at = min(starts, default=mention.start) - 1
    if at <= sentence.start or doc[at].lower_ != "by":
        return None
    told = at - 1
    if doc[told].lemma_.lower() == "represent":
        told -= 1
        while told > sentence.start and doc[told].pos_ in ("AUX", "ADV"):
            told -= 1
    elif not any(doc[i].lemma_.lower() == "represent" for i in range(max(sentence.start, told - 60), told)):
        return None
    country = mention_at(doc, told)
    if country is None or country.end != told + 1:
        return None
    named = entity(doc, country.entities[0])
    return named.country if named.place_type == "country" else None
