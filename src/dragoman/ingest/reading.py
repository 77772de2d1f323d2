"""Bytes become an article, or a feed its entries: the part of ingesting that meets hostile markup, done in a worker."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from html import escape

from dragoman import ingest
from dragoman.errors import InputError, UnreadableInput
from dragoman.ingest import feeds, html, jsonl
from dragoman.ingest.items import Item, Raw, Refused, check_names, plain_address, refused
from dragoman.model import Article

TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]{0,20})")
VOID = frozenset(
    "area base br col embed hr img input link meta param source track wbr p li td tr th dd dt option".split()
)
DEEPEST = 2_000
"""Tags within tags beyond which markup is no page: browsers stop at some hundreds."""


def article(raw: Raw) -> Article:
    """The article of an item; raises InputError where it holds none that is for dragoman."""
    default = date.fromisoformat(raw.default) if raw.default else None
    if raw.form == "line":
        entry = jsonl.entry(raw.data, raw.name)
        if entry.html is not None:
            _check_depth(entry.html, raw.name)
        return ingest.of_entry(entry, default)
    if raw.form == "page":
        markup = html.decode(raw.data, raw.name)
        _check_depth(markup, raw.name)
        told = jsonl.Entry(raw.name, None, markup, raw.title, raw.url, raw.published, raw.id)
        return ingest.of_entry(told, default)
    found = ingest.of_bytes(raw.data, raw.name, default)
    return replace(found, url=raw.url) if raw.url else found


def entries(raw: Raw) -> Iterator[Item]:
    """The items of a feed, each a page made of what the entry carries; raises InputError where it is no feed."""
    for entry in feeds.entries(raw.data, raw.name):
        name = f"{raw.name}#{entry.number}"
        try:
            check_names(name, None, entry.url)
        except InputError as error:
            yield refused(error)
            continue
        address = plain_address(entry.url)
        if entry.url and not address:
            yield Refused(name, name, "its address is none of http or https: such are not read")
            continue
        head = f"<head><title>{escape(entry.title or '')}</title></head>"
        page = f"<html>{head}<body><article>{entry.markup}</article></body></html>"
        yield Raw(
            address or name, address or name, "page", page.encode(), url=address, title=entry.title,
            published=entry.published, default=raw.default,
        )  # fmt: skip


def _check_depth(markup: str, source: str) -> None:
    """Raises UnreadableInput where tags stand within tags without end: parsers take minutes or fall over it."""
    depth = deepest = 0
    for found in TAG.finditer(markup):
        closing, name = found.groups()
        if name.lower() in VOID:
            continue
        depth = max(0, depth - 1) if closing else depth + 1
        deepest = max(deepest, depth)
    if deepest > DEEPEST:
        raise UnreadableInput(source, f"markup of {deepest:,} tags within each other: no page is so")
