"""Parsed documents made by hand, so that a test needs no model.

A sentence is written a token at a time as word/TAG/label/head, the head counted from the start of the
sentence: "Ruiz/NNP/nsubj/1 visited/VBD/ROOT/1 Lima/NNP/dobj/1 ././punct/1". A tilde before a word glues
it to the one before it; a lemma other than the word in small letters stands behind a bar: "visited|visit".
"""

from __future__ import annotations

import spacy
from spacy.tokens import Doc

from dragoman.doc import open_notes
from dragoman.model import Article, Role, Segment

VOCAB = spacy.blank("en").vocab
_POS = {
    "NNP": "PROPN", "NNPS": "PROPN", "NN": "NOUN", "NNS": "NOUN", "MD": "AUX", "TO": "PART", "IN": "ADP", "DT": "DET",
    "PRP": "PRON", "PRP$": "PRON", "WP": "PRON", "WDT": "PRON", "JJ": "ADJ", "RB": "ADV", "CD": "NUM", "CC": "CCONJ",
    "RP": "ADP", "POS": "PART",
}  # fmt: skip


def parsed(*sentences: str, role: Role = "body", published: str | None = "2024-05-06") -> Doc:
    """A document of one segment; every label of a sentence is written by hand."""
    words: list[str] = []
    spaces: list[bool] = []
    columns: dict[str, list[str]] = {"tags": [], "deps": [], "lemmas": [], "pos": []}
    heads: list[int] = []
    for sentence in sentences:
        base = len(words)
        for written in sentence.split():
            word, tag, label, head = written.rsplit("/", 3)
            if word.startswith("~"):
                word, spaces[-1] = word[1:], False
            word, _, lemma = word.partition("|")
            words.append(word)
            spaces.append(True)
            columns["tags"].append(tag)
            columns["deps"].append(label)
            columns["lemmas"].append(lemma or word.lower())
            auxiliary = label in ("aux", "auxpass") or (lemma or word.lower()) == "be"
            columns["pos"].append(_POS.get(tag, "PUNCT" if not tag.isalpha() else "AUX" if auxiliary else "VERB"))
            heads.append(base + int(head))
    doc = Doc(VOCAB, words=words, spaces=spaces, heads=heads, **columns)  # type: ignore[arg-type]
    text = doc.text
    segments = (Segment(0, len(text), role),) if text else ()
    open_notes(doc, Article("t", "t", None, None, published, "given", None, "en", text, segments))
    return doc
