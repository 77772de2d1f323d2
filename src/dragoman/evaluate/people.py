"""Person coreference held against annotated news: `dragoman evaluate people --gold GOLD`.

The folder holds `gum_news_dev.json`: documents of tokens, with mentions of entities in nested spans. The key
is the entities that the corpus calls persons: people named or unnamed, one or many. Both ways of counting are
printed: with the entities of a single mention, and without them as is usual for news (they are left out on
both sides). Floors are held to the second, the harder.

*Mentions given*: the spans of the key are handed over, and what is measured is the grouping alone.
*From raw text*: the text is put together from the tokens and read as any article; the persons that the record
lists are the response, those without a name among them. The corpus marks whole phrases ("the coach of the team,
who left"), dragoman the name or the noun; so a mention found stands for the gold mention within whose span it
lies and whose head word it holds, exact matches first, one to one. The count with exact spans alone stands beside
it. What speaks of two at once ("the two") is left out: the corpus has no such mention.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from dragoman import pipeline, segment
from dragoman.doc import Doc, note, tokens_between
from dragoman.evaluate.coreference import Agreement, Entity
from dragoman.evaluate.floors import hold
from dragoman.ingest import article_of
from dragoman.resolve import chains
from dragoman.resolve.entities import worth_listing

FILE = "gum_news_dev.json"
CORPUS = "people"
Chars = tuple[int, int]
HALVES = ("to tune", "to check")


@dataclass(frozen=True, slots=True)
class Document:
    """A document as text, and its persons as spans of characters."""

    name: str
    text: str
    persons: tuple[tuple[Chars, ...], ...]


@dataclass(slots=True)
class Report:
    """Agreement by half and way of counting."""

    parts: dict[tuple[str, str], Agreement] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)
    """What is parted, missed or wrongly joined in the half to tune on, from raw text, one line each."""

    def add(self, half: str, way: str, key: Sequence[Entity], response: Sequence[Entity]) -> None:
        """Counts a document in its half and in all, with singletons and without."""
        for name in (half, "all"):
            for singletons in (False, True):
                label = f"{way}, {'with' if singletons else 'without'} singletons"
                self.parts.setdefault((name, label), Agreement()).add(key, response, singletons=singletons)

    def lines(self) -> Iterator[str]:
        for name in (*HALVES, "all"):
            for (half, label), agreement in self.parts.items():
                if half == name:
                    yield f"{name:8} {label:46} {agreement.line()}"

    def figures(self) -> dict[str, float]:
        """The figures that have a floor: CoNLL F1 in percent over all documents, singletons left out."""
        return {
            "CoNLL, mentions given": 100 * self.parts["all", "mentions given, without singletons"].conll,
            "CoNLL, from raw text": 100 * self.parts["all", "from raw text, without singletons"].conll,
        }


# The gold

_LEFT = frozenset(". , ; : ? ! ) ] % 's ’s ' ’ n't 're ’re 've ’ve 'll 'd 'm ...".split())
_STOPS = frozenset({".", "!", "?", ":", '"', "”", "'", ")"})
_RIGHT = frozenset("( [ $ # US$".split())


def documents(file: Path) -> list[Document]:
    """The documents of the corpus, in its order."""
    return [_document(entry) for entry in json.loads(file.read_text(encoding="utf-8"))]


def _document(entry: dict[str, Any]) -> Document:
    text, places = _joined(entry["tokens"], entry["pos"], entry["sent"])
    persons: dict[str, list[Chars]] = {}
    for mention in entry["mentions"]:
        if mention["type"] == "person":
            span = (places[mention["start"]][0], places[mention["end"]][1])
            persons.setdefault(mention["eid"], []).append(span)
    return Document(entry["id"], text, tuple(tuple(dict.fromkeys(spans)) for spans in persons.values()))


def _joined(tokens: Sequence[str], tags: Sequence[str], sentences: Sequence[int]) -> tuple[str, list[Chars]]:
    """The text of tokens, written as news is, and where each word stands in it; headline and date on own lines."""
    text, places, opened = "", [], False
    for n, word in enumerate(tokens):
        if n and sentences[n] != sentences[n - 1]:
            text += " " if tokens[n - 1] in _STOPS else "\n\n"  # headings and captions
        elif n and not _glued(tokens[n - 1], word, tags[n - 1], tags[n], opened=opened):
            text += " "
        if word == '"':
            opened = not opened
        places.append((len(text), len(text) + len(word)))
        text += word
    return text, places


def _glued(before: str, word: str, tag_before: str, tag: str, *, opened: bool) -> bool:
    """Whether no space stands between two tokens."""
    if "HYPH" in (tag_before, tag) or "/" in (before, word):
        return True
    if word == '"':
        return opened
    if before == '"':
        return opened
    if tag_before == "``":
        return True
    return before in _RIGHT or (word in _LEFT and tag != "``") or word == "n't"


# Matching


def head(doc: Doc, span: Chars) -> tuple[int, ...]:
    """The tokens that may be the head of a gold span: where the parse leaves it, and the last of a name at its end."""
    start, end = tokens_between(doc, *span)
    while end - start > 1 and (doc[end - 1].lower_ in ("'s", "’s") or doc[end - 1].is_punct):
        end -= 1
    out = [i for i in range(start, end) if not start <= doc[i].head.i < end or doc[i].head.i == i]
    nominal = [i for i in out if doc[i].pos_ in ("NOUN", "PROPN", "PRON", "NUM", "ADJ", "DET")] or out
    named = (end - 1,) if doc[end - 1].pos_ == "PROPN" else ()
    return (*nominal[:1], *named)


def matched(doc: Doc, golds: Iterable[Chars], found: Iterable[Chars]) -> dict[Chars, Chars]:
    """For each span found the gold span that it stands for."""
    golds, left = list(golds), list(dict.fromkeys(found))
    pairs = {span: span for span in left if span in set(golds)}
    taken = set(pairs)
    candidates = []
    for gold in golds:
        heads = [(doc[i].idx, doc[i].idx + len(doc[i])) for i in head(doc, gold)] if gold not in taken else []
        for span in left:
            inside = gold[0] <= span[0] and span[1] <= gold[1]
            if span not in pairs and inside and any(span[0] <= a and b <= span[1] for a, b in heads):
                candidates.append((gold[1] - gold[0] - (span[1] - span[0]), gold, span))
    for _, gold, span in sorted(candidates):
        if gold not in taken and span not in pairs:
            pairs[span] = gold
            taken.add(gold)
    return pairs


def found_persons(doc: Doc) -> list[tuple[Chars, ...]]:
    """The people whom a record lists, as spans of characters: persons, and those without a name spoken of twice.

    What speaks of two at once ("the two") is left out: the corpus has no such mention.
    """
    shared = {(m.start, m.end) for m in note(doc).mentions if len(m.entities) > 1}
    pairs = {(doc[a].idx, doc[b - 1].idx + len(doc[b - 1])) for a, b in shared}
    found = []
    for entity in note(doc).entities.values():
        if entity.kind in ("person", "group") and worth_listing(entity):
            spans = ((m.start, m.end) for m in entity.mentions)
            found.append(tuple(span for span in spans if span not in pairs))
    return found


def _response(doc: Doc, document: Document, *, exact: bool) -> list[Entity]:
    persons = found_persons(doc)
    pairs: dict[Chars, Chars] = {}
    if not exact:
        spans = [span for person in persons for span in person]
        pairs = matched(doc, [span for gold in document.persons for span in gold], spans)
    taken: set[Chars] = set()
    entities: list[Entity] = []
    for person in persons:
        own = [pairs.get(span, span) for span in person]
        own = [span for span in dict.fromkeys(own) if span not in taken]  # "the two": a mention of one entity alone
        taken.update(own)
        if own:
            entities.append(frozenset(own))
    return entities


def _grouped(doc: Doc, document: Document) -> list[Entity]:
    """The key's mentions as dragoman groups them."""
    spans = sorted({span for person in document.persons for span in person})
    groups: dict[int, set[Chars]] = {}
    for span, number in zip(spans, chains.group(doc, [tokens_between(doc, *span) for span in spans]), strict=True):
        groups.setdefault(number, set()).add(span)
    return [frozenset(group) for group in groups.values()]


def evaluate(file: Path) -> Report:
    """The report on all documents; the first half by hash is there to tune on, the second to check."""
    report = Report()
    every = documents(file)
    order = sorted(every, key=lambda d: hashlib.sha256(d.name.encode()).hexdigest())
    tuned = {document.name for document in order[: len(order) // 2]}
    for document in every:
        doc = annotated(document)
        key: list[Entity] = [frozenset(person) for person in document.persons]
        half = HALVES[document.name not in tuned]
        report.add(half, "mentions given", key, _grouped(doc, document))
        response = _response(doc, document, exact=False)
        report.add(half, "from raw text", key, response)
        if half == HALVES[0]:
            report.errors.extend(_errors(document, response))
        report.add(half, "from raw text, exact spans", key, _response(doc, document, exact=True))
    return report


def _errors(document: Document, response: Sequence[Entity]) -> Iterator[str]:
    """The gold persons of several mentions that are not found whole and alone: their mentions, by whom they are found as."""
    whose = {mention: n for n, entity in enumerate(response) for mention in entity}
    for person in document.persons:
        if len(person) > 1 and frozenset(person) not in response:
            told = (f"{document.text[a:b]!r} {whose.get((a, b), '-')}" for a, b in sorted(person))
            yield f"{document.name}: " + ", ".join(told)


def annotated(document: Document) -> Doc:
    """A document read as an article is."""
    return pipeline.annotate(segment.label(article_of(document.text, document.name)))


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints the figures; 2 where there is nothing to measure."""
    parser = argparse.ArgumentParser(prog="python -m dragoman.evaluate.people", description=__doc__.split("\n")[0])
    parser.add_argument("directory", type=Path, help=f"where {FILE} lies")
    parser.add_argument("--errors", action="store_true", help="also whom of the half to tune on it does not find whole")
    parser.add_argument("--raise-floors", action="store_true", help="set the floor to what is measured now")
    asked = parser.parse_args(arguments)
    file = asked.directory / FILE
    if not file.is_file():
        print(f"dragoman: no {FILE} in {asked.directory}: name the gold's folder", file=sys.stderr)
        return 2
    report = evaluate(file)
    print("\n".join([*report.lines(), *(report.errors if asked.errors else ())]))
    return hold(CORPUS, report.figures(), anew=asked.raise_floors)


if __name__ == "__main__":
    raise SystemExit(main())
