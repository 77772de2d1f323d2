"""The articles that tell of what was asked for, as BibTeX: an entry an article, in the order of their uids.

Entries are UTF-8, for biber and recent BibTeX; what TeX would obey is escaped, and braces come in pairs.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dragoman.export.words import clean
from dragoman.query import Item, Report
from dragoman.store.search import outlet

TEX = str.maketrans({
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "$": r"\$", "&": r"\&", "#": r"\#", "%": r"\%", "_": r"\_",
    "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
})  # fmt: skip


def document(items: Iterable[Item]) -> Iterator[str]:
    """An entry an article."""
    articles = {report.article: report for item in items for report in item.reports}
    for uid in sorted(articles):
        yield entry(articles[uid])


def entry(report: Report) -> str:
    """An article as an entry; its key is its uid."""
    fields = {
        "title": f"{{{_tex(report.title or report.source)}}}",
        "howpublished": _tex(outlet(report.url, report.source)),
    }
    if report.published:
        fields["date"] = report.published
        fields["year"] = report.published[:4]
    if report.url:
        # \url reads all but these as they are.
        fields["url"] = "".join(c if c not in "\\{}%# " and c.isprintable() else _percent(c) for c in report.url)
    if report.copy_of:
        fields["note"] = f"Copy of {report.copy_of}"
    told = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items())
    return f"@misc{{{report.article},\n{told}}}\n\n"


def _tex(text: str) -> str:
    return clean(text).translate(TEX)


def _percent(letter: str) -> str:
    # A percent sign of an address stays what it is, escaped for TeX.
    return r"\%" if letter == "%" else r"\#" if letter == "#" else "".join(f"\\%{byte:02X}" for byte in letter.encode())
