"""Countries, cities, regions, organisations, metonyms and leaders: what names mean, before any article is read."""

from dragoman.knowledge.core import office_holders
from dragoman.knowledge.lookup import (
    Fact,
    Leader,
    Manifest,
    by_key,
    capital,
    country,
    find,
    fold,
    given_name,
    leaders,
    manifest,
    person,
    stands_for,
    starts,
)

__all__ = [
    "Fact",
    "Leader",
    "Manifest",
    "by_key",
    "capital",
    "country",
    "find",
    "fold",
    "given_name",
    "leaders",
    "manifest",
    "office_holders",
    "person",
    "stands_for",
    "starts",
]
