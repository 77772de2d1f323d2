"""A web page becomes the text of its article, with what its head says of title, address and day."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from typing import Any

from dragoman import lexicon
from dragoman.errors import NothingToRead, UnreadableInput
from dragoman.ingest import text as decoding

DECLARED = re.compile(rb"""<meta[^>]{0,200}?charset\s{0,9}=\s{0,9}["']?([A-Za-z0-9_\-:.]{2,40})""", re.IGNORECASE)
PAGE = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,2000}?-->\s*)?<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL
)
EMPTY = "nothing to read in it: give an article's text"
NO_ARTICLE = "a web page without an article: save the page of the article itself, or give its text as .txt"

# What the page's head says, never the clock: htmldate would otherwise refuse days after today.
DAY = {"original_date": True, "extensive_search": False, "min_date": "1900-01-01", "max_date": "2100-01-01"}
ENOUGH = 140  # characters of prose from which a page is an article, whatever else it says


@dataclass(frozen=True, slots=True)
class Page:
    """What a web page holds. `text` has a blank line between paragraphs; `published` is an ISO day."""

    text: str
    title: str | None
    url: str | None
    published: str | None


def is_page(text: str) -> bool:
    """Whether a text begins as a web page does."""
    return PAGE.match(text[:4000]) is not None


def decode(data: bytes, source: str) -> str:
    """The markup of a page, in the encoding that it declares where it is not UTF-8 or marked."""
    declared = DECLARED.search(data[:4096])
    if declared and not data.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        try:
            name = codecs.lookup(declared.group(1).decode("ascii")).name
            # As browsers do: what says Latin-1 is Windows.
            return data.decode("cp1252" if name in ("iso8859-1", "ascii") else name)
        except (LookupError, UnicodeDecodeError):
            pass
    return decoding.decode(data, source)


def extract(markup: str, source: str) -> Page:
    """The article of a page, its title as the first paragraph; raises NothingToRead where there is none."""
    import trafilatura

    if not markup.strip():
        raise NothingToRead(source, EMPTY)

    # A null character ends the page for the parser.
    markup = markup.replace("\x00", " ")
    try:
        found: Any = trafilatura.bare_extraction(
            markup, include_comments=False, with_metadata=True, date_extraction_params=DAY
        )
    except Exception as error:
        raise UnreadableInput(
            source, f"a web page that cannot be parsed ({type(error).__name__}): give its text as .txt"
        ) from error
    text = (found.text or "") if found is not None else ""
    if not _holds_prose(text):
        raise NothingToRead(source, NO_ARTICLE)
    title = " ".join(found.title.split()) if found.title else None
    paragraphs = [line for line in text.split("\n") if line.strip()]
    if title and _letters(title) not in (_letters(p) for p in paragraphs[:3]):
        paragraphs.insert(0, title)
    return Page("\n\n".join(paragraphs) + "\n", title, found.url or None, found.date or None)


def _letters(text: str) -> str:
    return "".join(c for c in text.casefold() if c.isalnum())


def _holds_prose(text: str) -> bool:
    """Whether sentences stand in it, other than those of a log-in, a consent or an error page."""
    prose = [
        line for line in text.split("\n") if len(line.split()) >= 5 and line.rstrip("\"'”’) ").endswith((".", "!", "?"))
    ]
    if sum(map(len, prose)) >= ENOUGH:
        return True
    chrome = lexicon.load("segments")["chrome"]["words"]
    return any(not any(word in line.casefold() for word in chrome) for line in prose)
