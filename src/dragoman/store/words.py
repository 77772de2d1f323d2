"""What is kept beside an article, an entity and a claim: their uids, their fingerprints, the words to find them by."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from typing import Any, get_args, get_origin

from dragoman import lexicon
from dragoman.model import Article, Claim, Entity, Record, Span, to_json
from dragoman.store.values import hints_of

GIVEN = ("given", "metadata")
"""Days of publication that came with the article; others were read out of it."""

APART = frozenset({"id", "confidence", "evidence", "when", "since", "until", "meetings", "gatherings", "claim"})
"""Fields of claims without words to search for: times have columns of their own, evidence is added as a whole."""


@dataclass(frozen=True, slots=True)
class Cast:
    """The entities of one article by their ids."""

    entities: dict[str, Entity]

    @classmethod
    def of(cls, entities: Iterable[Entity]) -> Cast:
        return cls({entity.id: entity for entity in entities})

    def parties(self, claim: Claim) -> list[tuple[str, str]]:
        """Every entity that a claim names, each with its role, as ("legs.place", "e5"); in the order of the claim."""
        found = ((role, word) for role, word in _strings(to_json(claim)) if word in self.entities)
        return list(dict.fromkeys(found))

    def names(self, claim: Claim) -> str:
        """Who and where: names and aliases of all that the claim names, and of their countries."""
        found: dict[str, None] = {}
        for _, key in self.parties(claim):
            entity = self.entities[key]
            found[entity.name] = None
            found |= dict.fromkeys(m.text for m in entity.mentions if m.how in ("name", "alias"))
            found[_country(entity.country)] = None
        for role, word in _strings(to_json(claim)):
            if role.rsplit(".", 1)[-1] in ("country", "jurisdiction"):
                found[_country(word)] = None
        return " · ".join(" ".join(name.split()) for name in found if name)

    def words(self, claim: Claim) -> str:
        """What the claim says beside: offices, topics, agenda, quotations, and the words that it stands on."""
        found = dict.fromkeys(_words(claim, self.entities))
        found |= dict.fromkeys(span.text for span in claim.evidence)
        return " · ".join(" ".join(words.split()) for words in found)

    def fingerprint(self, kind: str, claim: Claim) -> str:
        """What a claim says without where it stands: equal for the same claim in another version of its article."""
        return digest([kind, self._plain(to_json(claim))])

    def _plain(self, value: Any) -> Any:
        if isinstance(value, dict):
            left = {"id", "confidence", "start", "end", "meetings", "gatherings", "claim"}
            return {key: self._plain(item) for key, item in value.items() if key not in left}
        if isinstance(value, list):
            return [self._plain(item) for item in value]
        return identity(self.entities[value]) if isinstance(value, str) and value in self.entities else value


def article_uid(article: Article) -> str:
    """The uid of an article: of its text, title, address, given id and given day, never of where the file stood."""
    day = article.published if article.published_basis in GIVEN else None
    return f"a{digest([article.id, article.url, article.title, day, article.language, article.text])[:16]}"


def identity(entity: Entity) -> str:
    """The same for the same somebody in every article, as far as names tell: Wikidata's number, else kind and name."""
    return entity.wikidata or f"{entity.kind}:{' '.join(entity.name.casefold().split())}"


def record_hash(record: Record) -> str:
    """The SHA-256 of all that a record says; where the article was found is no part of it."""
    value = to_json(record)
    del value["article"]["source"]
    return digest(value)


def digest(value: Any) -> str:
    """The SHA-256 of a value of JSON, keys sorted."""
    written = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(written.encode("utf-8", errors="surrogatepass")).hexdigest()


def _strings(value: Any, role: str = "") -> Iterator[tuple[str, str]]:
    """Every string of a claim's JSON with the path of its field."""
    if isinstance(value, str):
        yield role, value
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _strings(item, f"{role}.{key}" if role else key)
    elif isinstance(value, list):
        for item in value:
            yield from _strings(item, role)


def _words(value: Any, entities: dict[str, Entity]) -> Iterator[str]:
    """Phrases of the text, and what the kind's own plain fields say in words."""
    hints = hints_of(type(value))
    for field in fields(value):
        held = getattr(value, field.name)
        if field.name in APART or held is None or _coded(hints[field.name]):
            continue
        for item in held if isinstance(held, tuple) else (held,):
            if isinstance(item, Span):
                yield item.text
            elif isinstance(item, str):
                if item not in entities and len(item) > 2:
                    yield item.replace("_", " ") if item.isupper() else item
            elif hasattr(item, "__dataclass_fields__"):
                yield from _words(item, entities)


def _coded(hint: Any) -> bool:
    """Whether a field is drawn from a fixed list of words, which filters serve better than search."""
    return "Literal" in str(get_origin(hint)) or any("Literal" in str(get_origin(kind)) for kind in get_args(hint))


def _country(code: str | None) -> str:
    known = lexicon.load("countries")["country"].get(code)
    return str(known["name"]) if known else ""
