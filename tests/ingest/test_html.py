"""The article of a page, its title and its day."""

from __future__ import annotations

import pytest

from dragoman.errors import NothingToRead
from dragoman.ingest import html

FIRST = "Foreign Minister Ana Ruiz will travel to Lima on Monday to meet the president, her ministry said."
SECOND = "She will then fly on to Quito, where talks on trade and migration are planned."
PAGE = f"""<!doctype html><html><head><title>Ruiz to visit Peru | Northern Wire</title>
<meta property="article:published_time" content="2022-10-03T10:00:00Z">
<link rel="canonical" href="https://wire.example/ruiz"></head>
<body><nav><a href="/">Home</a> <a href="/world">World</a></nav>
<article><h1>Ruiz to visit Peru</h1><p>{FIRST}</p><h2>On to Quito</h2><p>{SECOND}</p></article>
<aside><h3>Related</h3><ul><li><a href="/1">Bear seen in Oslo</a></li></ul></aside>
<footer>Copyright 2022</footer></body></html>"""


def test_an_article() -> None:
    page = html.extract(PAGE, "x.html")
    assert page.text == f"Ruiz to visit Peru\n\n{FIRST}\n\nOn to Quito\n\n{SECOND}\n"
    assert (page.title, page.url, page.published) == ("Ruiz to visit Peru", "https://wire.example/ruiz", "2022-10-03")


def test_the_title_is_the_first_line_where_the_article_lacks_it() -> None:
    page = html.extract(f"<html><head><title>Ruiz to visit Peru</title></head><body><p>{FIRST}</p></body></html>", "x")
    assert page.text == f"Ruiz to visit Peru\n\n{FIRST}\n"


def test_a_day_long_past_and_one_to_come() -> None:
    for year in ("1931", "2071"):
        assert html.extract(PAGE.replace("2022-10-03", f"{year}-10-03"), "x.html").published == f"{year}-10-03"


def test_no_day_is_guessed() -> None:
    assert html.extract(f"<html><body><p>{FIRST}</p><p>{SECOND}</p></body></html>", "x.html").published is None


@pytest.mark.parametrize(
    "markup",
    [
        "<html></html>",
        "<html><head><title>Home</title></head><body></body></html>",
        "<html><body><p>Please log in to continue to our site. We use cookies.</p></body></html>",
        "<html><body><p>Enable JavaScript to see this page of ours.</p></body></html>",
        "<html><body><ul>" + "<li><a href='/1'>Story of the day about the world</a></li>" * 30 + "</ul></body></html>",
        "\0\0",
    ],
)
def test_a_page_without_an_article(markup: str) -> None:
    with pytest.raises(NothingToRead):
        html.extract(markup, "x.html")


def test_the_declared_encoding() -> None:
    markup = f"<html><head><meta charset='iso-8859-1'></head><body><p>Niño – {FIRST}</p></body></html>"
    assert "Niño – Foreign" in html.decode(markup.encode("cp1252"), "x.html")
    wrong = f"<html><head><meta charset='us-ascii-ebcdic'></head><body><p>Niño {FIRST}</p></body></html>"
    assert "Niño" in html.decode(wrong.encode(), "x.html")


@pytest.mark.parametrize(
    ("text", "page"),
    [("<!DOCTYPE html><p>", True), ("  <html lang=en>", True), ("<i>quoted</i>", False), ("Lima", False)],
)
def test_what_is_a_page(text: str, page: bool) -> None:
    assert html.is_page(text) is page
