"""Countries, cities, regions, organisations, metonyms and leaders: what names mean, before any article is read."""

from dragoman.knowledge.facts import Claim, Holder
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
from dragoman.knowledge.tenures import claims, holder, incumbents, office_holders

__all__ = [
    "Claim",
    "Fact",
    "Holder",
    "Leader",
    "Manifest",
    "by_key",
    "capital",
    "claims",
    "country",
    "find",
    "fold",
    "given_name",
    "holder",
    "incumbents",
    "leaders",
    "manifest",
    "office_holders",
    "person",
    "stands_for",
    "starts",
]
