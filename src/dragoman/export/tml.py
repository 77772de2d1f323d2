"""An article's expressions of time as TimeML: TIMEX3 elements in the text, which others can score or read on.

An element has its type, value and, where its words are early, late, about or bounded, its mod.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from xml.sax.saxutils import escape, quoteattr

from dragoman.annotate.dates import find
from dragoman.model import Article, DateMention

# What XML 1.0 cannot hold, not even escaped; a mark of the same length stands for it, so that offsets hold.
_UNWRITABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def document(article: Article, mentions: Sequence[DateMention]) -> str:
    """The TimeML document of an article: DOCID, DCT (left out where no day is known) and TEXT, the last line ended."""
    head = ['<?xml version="1.0" encoding="UTF-8"?>', "<TimeML>", f"<DOCID>{_text(article.source)}</DOCID>"]
    if article.published:
        day = article.published
        created = _element("t0", "DATE", day, day, ' functionInDocument="CREATION_TIME"')
        head.append(f"<DCT>{created}</DCT>")
    body = "".join(_pieces(article.text, mentions))
    return "\n".join([*head, f"<TEXT>{body}</TEXT>", "</TimeML>"]) + "\n"


def _pieces(text: str, mentions: Sequence[DateMention]) -> Iterator[str]:
    at = 0
    for number, mention in enumerate(mentions, start=1):
        yield _text(text[at : mention.start])
        mod = modifier(mention.text)
        more = f" mod={quoteattr(mod)}" if mod else ""
        yield _element(f"t{number}", mention.type, mention.value, text[mention.start : mention.end], more)
        at = mention.end
    yield _text(text[at:])


def modifier(words: str) -> str | None:
    """TIMEX3's mod of an expression, read from its words: END of "late 2021", MORE_THAN of "more than two weeks"."""
    found = find(words)
    whole = len(found) == 1 and (found[0].start, found[0].end) == (0, len(words))
    return found[0].mod if whole else None


def _element(name: str, kind: str, value: str, words: str, more: str = "") -> str:
    return (
        f"<TIMEX3 tid={quoteattr(name)} type={quoteattr(kind)} value={quoteattr(value)}{more}>{_text(words)}</TIMEX3>"
    )


def _text(text: str) -> str:
    return escape(_UNWRITABLE.sub("\ufffd", text), {"\r": "&#13;"})
