"""Which language a text is in, told only where it is plain; what is too short or unsure passes for English."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from dragoman import lexicon

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

SAMPLE = 5_000
WORDS = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")


def other_language(text: str) -> str | None:
    """The English name of the language, where the text is not in English; None where it is or may be.

    Lists of names, headlines in capitals and single phrases say too little and pass. A text in a script
    that is not Latin needs fewer words to be told: no English is written in it.
    """
    sample = text[:SAMPLE]
    words = WORDS.findall(sample)
    if not words or _english(words):
        return None
    code, confidence = _identifier().classify(sample.lower())
    if code in ("en", "zxx"):
        return None
    foreign = sum(1 for c in sample if c.isalpha() and c > "\u024f") / max(1, sum(map(len, words)))
    if foreign > 0.5:
        return _name(code)
    running = sum(1 for word in words if word.islower()) if not sample.isupper() else len(words)
    plain = (running >= 6 and confidence >= 0.8) or (running >= 20 and confidence >= 0.4)
    return _name(code) if plain else None


def _english(words: list[str]) -> bool:
    """Whether the small words of English make up enough of the text."""
    share: float = lexicon.load("languages")["english"]["share"]
    known = _small_words()
    return sum(1 for word in words if word.casefold() in known) >= share * len(words)


@cache
def _small_words() -> frozenset[str]:
    return frozenset(lexicon.load("languages")["english"]["words"].split())


def _name(code: str) -> str:
    name: str = lexicon.load("languages")["names"].get(code, f"a language with the code {code}")
    return name


@cache
def _identifier() -> LanguageIdentifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
