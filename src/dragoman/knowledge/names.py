"""How names are compared: what is folded away, what must stay as written.

Three forms of a name matter. The *surface* is what an article has ("U.S.", "Côte d’Ivoire"). `fold` takes
away what writers disagree about (diacritics, dots, kinds of hyphen). `index` goes one step further, to
what the knowledge base is keyed by: hyphens are spaces, apostrophes are nothing, so that "Sana'a" and
"Sanaa", "Port au Prince" and "Port-au-Prince" meet. `as_written` then asks whether the letters' case fits:
"US" is the country, "us" is not.
"""

from __future__ import annotations

import unicodedata

LONGEST = 100
"""Characters beyond which nothing is taken for a name: no name in the base is longer."""

PARTICLES = frozenset(
    "a al am an and ar as at au aux bin d da das de del den der des di do dos du e el en es for ibn in la le les los "
    "n o of on s sur the to u ul und upon van von y".split()
)
"""Words that names write in lower case: "Dar es Salaam", "al Qaeda", "Bank of England"."""

_LETTERS = str.maketrans(
    {
        "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ð": "d", "Ð": "D", "þ": "th", "Þ": "Th",
        "æ": "ae", "Æ": "Ae", "œ": "oe", "Œ": "Oe", "ı": "i", "ħ": "h", "Ħ": "H", "ə": "a", "Ə": "A",
        "’": "'", "‘": "'", "ʼ": "'", "ʻ": "'", "`": "'", "´": "'", "ʿ": "'", "ʾ": "'", "ʹ": "'", "′": "'",
        "‐": "-", "‑": "-", "‒": "-", "–": "-", "—": "-", "−": "-", "\u00ad": None, "\u200b": None,
    }
)  # fmt: skip


def _plain(name: str) -> str:
    """The name without diacritics and dots, its hyphens, apostrophes and white space of one kind."""
    if not name.isascii():
        parts = unicodedata.normalize("NFKD", name.translate(_LETTERS))
        name = "".join(c for c in parts if not unicodedata.combining(c)).translate(_LETTERS)
    return " ".join(name.replace("`", "'").replace(".", "").split())


def fold(name: str) -> str:
    """The name without what writers disagree about: "U.S." -> "us", "Côte d’Ivoire" -> "cote d'ivoire"."""
    return _plain(name).casefold()


def index(name: str) -> str:
    """The key of a name in the base: folded, hyphens spaces, apostrophes nothing ("N'Djamena" -> "ndjamena")."""
    folded = fold(name).replace("'", "").replace(",", " ").replace("&", " and ").replace("-", " ")
    return " ".join(folded.split())


def length(name: str) -> int:
    """How many words a name has at most, however it is cut: hyphens and apostrophes may stand alone."""
    plain = _plain(name)
    inner = sum(plain.count(mark) for mark in "-',&")
    return len(plain.split()) + 2 * inner


def template(written: str) -> str | None:
    """The form that a surface is held against, where case carries meaning ("US", "AfDB", "mainland China"); else None."""
    words = _plain(written).split()
    telling = [word for word in _cut(words) if word.casefold() not in PARTICLES or is_acronym(word)]
    usual = all(_has_capital(word) and not is_acronym(word) for word in telling)
    # "Miss." is a state, "Miss" is not: an abbreviation keeps its stop.
    stop = "." if written.endswith(".") and written.count(".") == 1 else ""
    return None if usual and not stop else " ".join(words) + stop


def laxer(one: str | None, other: str | None) -> str | None:
    """What two ways to write one name ask together: "Nato" beside "NATO" asks less than "NATO" alone.

    Two acronyms stay beside each other ("COCOM|CoCom"): either will do.
    """
    asked = {form: _leniency(form) for form in (one, other)}
    if one is not None and other is not None and one != other and asked[one] == asked[other]:
        return "|".join(dict.fromkeys((*one.split("|"), *other.split("|"))))
    return max((one, other), key=_leniency)


def _leniency(form: str | None) -> int:
    if form is None:
        return 1
    return 0 if form.endswith(".") or any(map(is_acronym, form.replace("|", " ").split())) else 2


def as_written(surface: str, wanted: str | None) -> bool:
    """Whether the case of a surface fits a name.

    Without a template every word but particles needs a capital somewhere ("al-Qaeda", "eSwatini"), so "turkey"
    is no country. With one, acronyms must stand as written or all in capitals, and words in small letters may.
    """
    words = _plain(surface).split()
    if wanted is None:
        telling = [word for word in words if word.casefold() not in PARTICLES] or words[:1]
        return all(map(_has_capital, telling))
    return any(_follows(words, form, surface) for form in wanted.split("|"))


def _follows(words: list[str], form: str, surface: str) -> bool:
    """Whether words are written as a template asks."""
    if form.endswith(".") and not surface.rstrip().endswith("."):
        return False
    models = form.removesuffix(".").split()
    if len(words) != len(models):
        words, models = _cut(words), _cut(models)
    return len(words) == len(models) and all(map(_fits, words, models))


def _has_capital(word: str) -> bool:
    """Whether a word has a capital, or no letter that could be one."""
    return word != word.casefold() or word == word.upper()


def is_acronym(word: str) -> bool:
    """Whether the capitals of a word carry meaning: "US", "AfDB", "G20"."""
    letters = [c for c in word if c.isalpha()]
    capitals = sum(c.isupper() for c in letters)
    return len(letters) >= 2 and (capitals == len(letters) or (len(letters) <= 5 and capitals >= 2))


def _fits(word: str, model: str) -> bool:
    if is_acronym(model):
        return word in (model, model.upper())
    return not _has_capital(model) or model.casefold() in PARTICLES or _has_capital(word)


def _cut(words: list[str]) -> list[str]:
    """Words cut at hyphens too."""
    return [part for word in words for part in word.split("-") if part]


def slug(name: str) -> str:
    """A name as part of a key: "South China Sea" -> "south-china-sea"."""
    letters = "".join(c if c.isalnum() else " " for c in fold(name).replace("'", ""))
    return "-".join(letters.split())


FAMILY_FIRST = frozenset({"CN", "HK", "KP", "KR", "MO", "TW", "VN"})
"""Countries where the family name comes first and news keeps it there."""


def family(name: str, code: str) -> str:
    """By what name later sentences call a person of a country, as far as the name itself shows: "von der Leyen"."""
    words = name.split()
    if len(words) < 2:
        return name
    if code in FAMILY_FIRST:
        return words[0]
    start = len(words) - 1
    while start > 1 and words[start - 1] in PARTICLES:
        start -= 1
    return " ".join(words[start:])
