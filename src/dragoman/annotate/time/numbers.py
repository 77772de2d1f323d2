"""Numbers in words and digits: amounts, days of the month, years and hours of the clock.

Every function takes the words and a position, and gives what it read with the position after it, or None.
"""

from __future__ import annotations

from dragoman.annotate.time.words import APOSTROPHES, DASHES, Words, vocabulary

Amount = tuple[float | None, int]

_SUFFIXES = frozenset(("st", "nd", "rd", "th"))
_PARTS = {"half": 0.5, "quarter": 0.25}
_LONGEST = 9  # digits of an amount: more is no length of time


def digits(word: str) -> int | None:
    """The whole number that a word of digits writes ("1,300" is 1300), None for any other word."""
    plain = word.replace(",", "")
    return int(plain) if plain.isdecimal() and plain.isascii() and len(plain) <= _LONGEST else None


def amount(w: Words, i: int) -> Amount | None:
    """How many: "3", "5 1/2", "twenty-five", "a", "half a", "a few" (None: no number told), "two or three" (two)."""
    first = _single(w, i)
    if first is None:
        return None
    value, end = first
    joint = end + 1 if w.low[end] in ("or", "to") else w.hyphen(end)
    if joint > end and value is not None:
        second = _single(w, joint)
        if second is not None and second[0] is not None and second[0] > value:
            return value, second[1]
    return value, end


def _single(w: Words, i: int) -> Amount | None:
    word = w.low[i]
    vocab = vocabulary()
    if word[:1].isdigit():
        return _written_in_digits(w, i)
    if word in ("a", "an"):
        return _after_article(w, i)
    if word == "couple":
        return 2, i + 1 + (w.low[i + 1] == "of")
    if word == "half" and w.low[i + 1] in ("a", "an"):
        return 0.5, i + 2
    if word in _PARTS and w.low[w.hyphen(i + 1)] == "century":
        return _PARTS[word], i + 1
    if (
        word == "half" and w.hyphen(i + 1) > i + 1 and w.low[i + 2] in ("hour", "day", "decade", "year")
    ):  # "a half-hour meeting"
        return 0.5, i + 1
    if word in vocab.vague:
        return None, i + 1
    if word in ("dozens", "hundreds", "thousands", "scores", "tens") and w.low[i + 1] == "of":
        return None, i + 2
    if word in vocab.numbers or word in vocab.scales:
        return in_words(w, i)
    return None


def _after_article(w: Words, i: int) -> Amount:
    following = w.low[i + 1]
    if following in ("few", "handful", "number") or (following == "good" and w.low[i + 2] == "many"):
        end = i + 2 + (following == "good")
        return None, end + (w.low[end] == "of")
    if following == "couple":
        return 2, i + 2 + (w.low[i + 2] == "of")
    if following == "half" or (following == "quarter" and w.low[w.hyphen(i + 2)] == "century"):
        return _PARTS[following], i + 2
    if following in vocabulary().scales:
        return float(vocabulary().scales[following]), i + 2
    return 1, i + 1


def _written_in_digits(w: Words, i: int) -> Amount | None:
    word = w.low[i].replace(",", "")
    if len(word) > _LONGEST or word.count(".") > 1 or not word.isascii():
        return None
    value, end = float(word), i + 1
    if w.low[end : end + 3] == ["1", "/", "2"]:
        return value + 0.5, end + 3
    if w.low[end] == "½":
        return value + 0.5, end + 1
    scale = vocabulary().scales.get(w.low[end])
    return (value * scale, end + 1) if scale else (value, end)


def in_words(w: Words, i: int) -> Amount | None:
    """A number in words: "twenty-five", "two hundred", "one and a half"."""
    vocab = vocabulary()
    total, end = 0.0, i
    for _ in range(6):
        word = w.low[end]
        if word in vocab.numbers:
            total += vocab.numbers[word]
        elif word in vocab.scales:
            total = max(total, 1) * vocab.scales[word]
        else:
            break
        end += 1
        joint = w.hyphen(end)
        if joint > end and w.low[joint] in vocab.numbers and total % 10 == 0 and total >= 20:
            end = joint
        elif not (total >= 20 and total % 10 == 0) and w.low[end] not in vocab.scales:
            break
    half = [word for word in w.low[end : end + 6] if word not in DASHES][:3]
    if end > i and half == ["and", "a", "half"]:
        return total + 0.5, end + (6 if w.hyphen(end) > end else 3)
    return (total, end) if end > i else None


def day_of_month(w: Words, i: int) -> tuple[int, int] | None:
    """A day of the month: "3", "3rd", "third", "twenty-first"."""
    vocab = vocabulary()
    word = w.low[i]
    if len(word) <= 2 and word[:1].isdigit():
        value = int(word) if word.isascii() and word.isdecimal() else 0
        end = i + 2 if w.low[i + 1] in _SUFFIXES and w.glued(i + 1) else i + 1
    elif word in ("twenty", "thirty") and w.low[w.hyphen(i + 1)] in vocab.ordinals:
        joint = w.hyphen(i + 1)
        value, end = vocab.numbers[word] + vocab.ordinals[w.low[joint]], joint + 1
    elif word in vocab.ordinals and word != "final":
        value, end = vocab.ordinals[word], i + 1
    else:
        return None
    return (value, end) if 1 <= value <= 31 else None


def ordinal(w: Words, i: int) -> tuple[int, int] | None:
    """Which in a row: "third", "3rd", "twenty-first"; for quarters, halves and centuries."""
    word = w.low[i]
    if word[:1].isdigit() and not (w.low[i + 1] in _SUFFIXES and w.glued(i + 1)):
        return None
    if word == "final":
        return 4, i + 1
    return day_of_month(w, i)


def year(w: Words, i: int) -> tuple[int, int] | None:
    """A year of four digits, "'98", or in words ("nineteen ninety-seven", "two thousand one")."""
    word = w.low[i]
    if len(word) == 4 and word.isascii() and word.isdecimal():
        value = int(word)
        return (value, i + 1) if 1000 <= value <= 2999 else None
    if word in APOSTROPHES and len(w.low[i + 1]) == 2 and w.glued(i + 1):
        short = digits(w.low[i + 1])
        return (1900 + short if short >= 30 else 2000 + short, i + 2) if short is not None else None
    return _spelled_year(w, i)


def _spelled_year(w: Words, i: int) -> tuple[int, int] | None:
    numbers = vocabulary().numbers
    century = numbers.get(w.low[i], 0)
    if century == 2 and w.low[i + 1] == "thousand":
        end = i + 2 + (w.low[i + 2] == "and")
        rest = in_words(w, end) if w.low[end] in numbers else None
        return (2000 + int(rest[0] or 0), rest[1]) if rest and rest[0] and rest[0] < 100 else (2000, i + 2)
    if not 17 <= century <= 20:
        return None
    rest = in_words(w, w.hyphen(i + 1)) if w.low[w.hyphen(i + 1)] in numbers else None
    if rest is None or rest[0] is None or not 10 <= rest[0] < 100:
        return None
    return century * 100 + int(rest[0]), rest[1]
