"""An article under other names: people and cities consistently replaced, so that no rule can know this one.

    python -m dragoman.evaluate.swap ARTICLE.txt EXPECTED --seed 1 2 3

People become people of the same gender out of `LEADERS`, cities other cities of the same country out of the
knowledge base; countries, demonyms and bodies stay. The expected claims change with the text, so the score
should not: more than two claims apart means that something was learned by heart.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from dragoman.errors import DragomanError
from dragoman.evaluate.expected import load_expected
from dragoman.evaluate.likeness import Json, fold
from dragoman.evaluate.stories import Story, score
from dragoman.knowledge import lookup
from dragoman.model import CLAIM_KINDS

Gender = Literal["female", "male"]

LEADERS: Mapping[Gender, tuple[str, ...]] = {
    "female": (
        "Giorgia Meloni", "Sanna Marin", "Kaja Kallas", "Mette Frederiksen", "Maia Sandu", "Salome Zourabichvili",
        "Jacinda Ardern", "Annalena Baerbock", "Catherine Colonna", "Penny Wong", "Yoko Kamikawa", "Retno Marsudi",
        "Michelle Bachelet", "Dilma Rousseff", "Magdalena Andersson", "Viola Amherd", "Samia Suluhu", "Tsai Ing-wen",
        "Hina Khar", "Naledi Pandor",
    ),
    "male": (
        "Narendra Modi", "Olaf Scholz", "Justin Trudeau", "William Ruto", "Cyril Ramaphosa", "Shavkat Mirziyoyev",
        "Fumio Kishida", "Anwar Ibrahim", "Joko Widodo", "Viktor Orbán", "Petr Fiala", "Ulf Kristersson",
        "Sauli Niinistö", "Bola Tinubu", "Ilham Aliyev", "Nikol Pashinyan", "Zoran Milanović", "Rishi Sunak",
        "Mark Rutte", "Andrzej Duda", "Klaus Iohannis", "Edgars Rinkēvičs", "Macky Sall", "Hakainde Hichilema",
        "Paul Kagame", "Kyriakos Mitsotakis", "Luis Lacalle", "Sadyr Japarov",
    ),
}  # fmt: skip

WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]{2,})*")
FEMALE_WORDS = frozenset(("she", "her", "hers", "herself", "mrs", "ms", "madam", "queen", "spokeswoman", "chairwoman"))
MALE_WORDS = frozenset(("he", "his", "him", "himself", "mr", "king", "spokesman", "chairman"))
TITLES = frozenset(("King", "Queen", "Pope", "Prince", "Princess", "Sheikh", "General", "Sir"))

BODY_WORDS = frozenset(
    (
        "Accord", "Accords", "Agreement", "Airport", "Bank", "Club", "Conference", "Declaration", "Forum", "Group",
        "Institute", "Post", "Process", "Protocol", "Times", "Treaty", "University",
    )
)  # fmt: skip
"""Words that make the name before them part of another one: the Lima Group is not in Lima's gift."""


@dataclass(frozen=True, slots=True)
class Swap:
    """Who becomes who and which city which, each by the full name."""

    people: Mapping[str, str]
    cities: Mapping[str, str]

    def __str__(self) -> str:
        return ", ".join(f"{old} -> {new}" for old, new in [*self.people.items(), *self.cities.items()])

    def apply(self, value: Any) -> Any:
        """A text, or anything that holds texts, with the names replaced; keys stay."""
        if isinstance(value, dict):
            return {key: self.apply(item) for key, item in value.items()}
        if isinstance(value, list):
            return [self.apply(item) for item in value]
        return self._text(value) if isinstance(value, str) else value

    def _text(self, text: str) -> str:
        parts, last = [], 0
        for start, end, new in self._finds(text):
            parts += [text[last:start], new]
            last = end
        return "".join([*parts, text[last:]])

    def _finds(self, text: str) -> Iterator[tuple[int, int, str]]:
        """Each name in the text and what stands there instead: the longest run of words that are one's own."""
        owners = self._owners()
        words = list(WORD.finditer(text))
        n = 0
        while n < len(words):
            word = words[n].group()
            old = owners.get(_plain(word))
            length = _run(old, text, words, n, whole=old in self.cities) if old else 0
            if word == word.lower() and length == 1:  # a particle alone ("da") is nobody's name
                length = 0
            if old and length and not _in_body(text, words, n + length):
                new = self._new(old, words[n : n + length])
                shout = len(word) > 1 and word.isupper()
                yield words[n].start(), words[n + length - 1].end(), new.upper() if shout else new
            n += max(1, length)

    def _owners(self) -> dict[str, str]:
        """Whose each word of a name is; a word of two people is nobody's alone."""
        count = Counter(w for name in (*self.people, *self.cities) for w in dict.fromkeys(_words(name)))
        owned = {w: name for name in (*self.people, *self.cities) for w in _words(name) if count[w] == 1}
        return owned | {_words(name)[0]: name for name in self.cities}

    def _new(self, old: str, run: Sequence[re.Match[str]]) -> str:
        """The full name where the full name stood, the surname where a part of it did."""
        if old in self.cities:
            return self.cities[old]
        whole = len(run) > 1 and _plain(run[0].group()) == _words(old)[0]
        return self.people[old] if whole else self.people[old].split()[-1]


def _plain(word: str) -> str:
    return "".join(fold(word))


def _words(name: str) -> list[str]:
    return [_plain(m.group()) for m in WORD.finditer(name)]


def _run(name: str, text: str, words: Sequence[re.Match[str]], n: int, *, whole: bool) -> int:
    """How many words from the nth on belong to a name: 0 where they must all be there and are not."""
    own, length = _words(name), 0
    while (
        n + length < len(words)
        and _plain(words[n + length].group()) in own
        and (length == 0 or text[words[n + length - 1].end() : words[n + length].start()] in (" ", "\n"))
    ):
        length += 1
    return 0 if whole and length < len(own) else length


def _in_body(text: str, words: Sequence[re.Match[str]], after: int) -> bool:
    """Whether the next word makes the name part of a body's."""
    if after >= len(words) or text[words[after - 1].end() : words[after].start()] != " ":
        return False
    return words[after].group() in BODY_WORDS


# Whom and what to replace


def people(expected: Json) -> list[str]:
    """The people of an expected file, those with an office or a journey, by full name and in order."""
    named = [t["person"] for t in expected.get("tenures", ())] + [t["traveller"] for t in expected.get("trips", ())]
    return [n for n in dict.fromkeys(named) if len(n.split()) > 1 and n.split()[0] not in TITLES and not lookup.find(n)]


def cities(expected: Json) -> dict[str, str]:
    """The cities of an expected file and the codes of their countries."""
    found: dict[str, str] = {}
    for kind in CLAIM_KINDS:
        for claim in expected.get(kind, ()):
            for holder in (claim, *claim.get("legs", ())):
                facts = lookup.find(holder.get("place") or "")
                city = next((f for f in facts if f.kind == "city" and f.code == holder.get("country", f.code)), None)
                if city is not None and city.code and facts[0].kind == "city":
                    found.setdefault(holder["place"], city.code)
    return found


def gender(name: str, text: str) -> Gender:
    """The gender that the given name has or, where it is not known, that the pronouns after the name speak for."""
    known = lookup.given_name(name.split(maxsplit=1)[0])
    if known in ("female", "male"):
        return known
    votes: Counter[str] = Counter()
    for mention in re.finditer(rf"\b{re.escape(name.rsplit(maxsplit=1)[-1])}\b", text):
        near = (w.group().casefold() for w in WORD.finditer(text[max(0, mention.start() - 8) : mention.end() + 160]))
        votes[next((w for w in near if w in FEMALE_WORDS | MALE_WORDS), "")] += 1
    votes = Counter(
        {sort: sum(votes[w] for w in words) for sort, words in (("female", FEMALE_WORDS), ("male", MALE_WORDS))}
    )
    return "female" if votes["female"] > votes["male"] else "male"


def choose(text: str, expected: Json, seed: int) -> Swap:
    """A swap for an article: the same seed gives the same one, and no new name stands in the text already."""
    draw = random.Random(seed)  # noqa: S311  names for a test, no secret
    taken = {_plain(w.group()) for w in WORD.finditer(text)}

    def free(names: Sequence[str]) -> list[str]:
        return [n for n in names if not taken & set(_words(n))]

    swapped: dict[str, dict[str, str]] = {"people": {}, "cities": {}}
    pools = {g: draw.sample(found, len(found)) for g, found in ((g, free(LEADERS[g])) for g in LEADERS)}
    for name in people(expected):
        pool = pools[gender(name, text)]
        if pool:
            swapped["people"][name] = pool.pop()
    for name, code in cities(expected).items():
        others = free([f.name for f in lookup.cities(code)][:30])
        if others:
            swapped["cities"][name] = draw.choice(others)
            taken |= set(_words(swapped["cities"][name]))
    return Swap(**swapped)


def swapped(story: Story, seed: int) -> tuple[Swap, Story]:
    """A story under other names, its expected claims with it."""
    swap = choose(story.text, story.expected, seed)
    expected = {k: swap.apply(v) if k in (*CLAIM_KINDS, "optional") else v for k, v in story.expected.items()}
    return swap, Story(f"{story.name}-{seed}", swap.apply(story.text), story.published, expected)


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints the score of the article and of each swap; 1 where they are more than two claims apart."""
    parser = argparse.ArgumentParser(prog="dragoman.evaluate.swap", description=__doc__)
    parser.add_argument("article", type=Path)
    parser.add_argument("expected", type=Path)
    parser.add_argument("--published", help="the day of publication, where the expected file has none")
    parser.add_argument("--seed", type=int, nargs="+", default=[1, 2, 3, 4, 5])
    parser.add_argument("--misses", action="store_true", help="also print what only the swap misses")
    chosen = parser.parse_args(arguments)
    try:
        expected = load_expected(chosen.expected)
        text = chosen.article.read_text(encoding="utf-8")
    except (DragomanError, OSError) as error:
        print(f"dragoman: {error}", file=sys.stderr)
        return 2
    original = Story(chosen.article.stem, text, chosen.published or expected.get("published"), expected)
    first = score(original)
    print(f"{'as it is':<10}{first.total}")
    apart = 0
    for seed in chosen.seed:
        swap, story = swapped(original, seed)
        result = score(story)
        apart = max(apart, abs(result.found - first.found))
        print(f"{'seed ' + str(seed):<10}{result.total}   {swap}")
        if chosen.misses:
            print("\n".join(result.lines))
    print(f"at most {apart} claims apart")
    return 1 if apart > 2 else 0


if __name__ == "__main__":
    sys.exit(main())
