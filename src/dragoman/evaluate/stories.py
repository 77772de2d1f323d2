"""Articles with the claims expected of them: a folder of NAME.expected.yaml or .json beside NAME.txt."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from dragoman.errors import NothingToRead
from dragoman.evaluate.compare import Score, compare
from dragoman.evaluate.expected import load_expected
from dragoman.evaluate.likeness import Json

SAMPLES = Path(__file__).resolve().parent.parent / "samples"


@dataclass(frozen=True, slots=True)
class Story:
    """One article, its day of publication (YYYY-MM-DD) and what is expected of its record."""

    name: str
    text: str
    published: str | None
    expected: Json


def stories(folder: Path, texts: Path | None = None) -> tuple[Story, ...]:
    """The stories of a folder by name; their texts may stand in another one. Raises NothingToRead where there is none."""
    paths = sorted(path for path in folder.glob("*.expected.*") if path.suffix in (".json", ".yaml"))
    if not paths:
        raise NothingToRead(str(folder), "no NAME.expected.json or .yaml stands there: name the folder that holds them")
    return tuple(_story(path, texts or folder) for path in paths)


def _story(path: Path, texts: Path) -> Story:
    name = path.name.split(".expected.")[0]
    expected = load_expected(path)
    published = expected.get("published")
    text = (texts / f"{name}.txt").read_text(encoding="utf-8")
    return Story(name, text, str(published) if published else None, expected)


def digest(told: tuple[Story, ...]) -> str:
    """A short mark of the texts and of what is expected: other stories, another mark."""
    whole = hashlib.sha256()
    for story in told:
        whole.update(repr((story.name, story.text, story.published, story.expected)).encode("utf-8", "surrogatepass"))
    return whole.hexdigest()[:16]


def score(story: Story) -> Score:
    """How the record of a story fares; its lines bear the story's name."""
    from dragoman.model import to_json
    from dragoman.pipeline import read

    record = to_json(read(story.text, source=f"{story.name}.txt", published=story.published))
    result = compare(story.expected, record)
    return Score(result.by_kind, tuple(f"{story.name}: {line}" for line in result.lines))


def total(scores: list[Score]) -> Score:
    """All scores as one."""
    return sum(scores, Score())
