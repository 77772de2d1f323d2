"""The sample articles, whole: the claims expected of them are well formed, and no score falls below its floor."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from dragoman.evaluate.compare import Score
from dragoman.evaluate.floors import falls, read_floors
from dragoman.evaluate.likeness import fold, interval
from dragoman.evaluate.stories import SAMPLES, Story, digest, score, stories, total
from dragoman.model import CLAIM_KINDS

ARTICLES = Path(__file__).resolve().parent / "articles"
FOLDERS = {"desks": "press", "votes": "votes", "check": "check"}
"""Floors and the folders of articles that they are held on; what each is for stands in articles/README.md."""
DESKS = {name: stories(ARTICLES / folder) for name, folder in FOLDERS.items()}
STORIES = stories(ARTICLES, SAMPLES)
INDEX = tomllib.loads((SAMPLES / "index.toml").read_text(encoding="utf-8"))["article"]
VERBATIM = {
    "traveller",
    "place",
    "participants",
    "person",
    "office",
    "about",
    "name",
    "body",
    "topics",
    "agenda",
    "candidates",
}
Json = dict[str, Any]


def verbatim(value: Any, key: str = "") -> list[str]:
    """The strings of a claim that must stand in the article word for word."""
    if isinstance(value, dict):
        return [text for k, v in value.items() if k != "note" for text in verbatim(v, k)]
    if isinstance(value, list):
        return [text for v in value for text in verbatim(v, key)]
    return [value] if key in VERBATIM and isinstance(value, str) else []


def times(value: Any, key: str = "") -> list[str]:
    if isinstance(value, dict):
        return [text for k, v in value.items() for text in times(v, k)]
    if isinstance(value, list):
        return [text for v in value for text in times(v, key)]
    return [value] if key in ("when", "since", "until") and value else []


def test_the_index_lists_every_article_with_its_day() -> None:
    assert sorted(entry["file"] for entry in INDEX) == sorted(path.name for path in SAMPLES.glob("*.txt"))
    assert {entry["file"]: entry["published"] for entry in INDEX} == {f"{s.name}.txt": s.published for s in STORIES}
    assert all(entry["title"] and entry["kind"] and entry["facts"] for entry in INDEX)


@pytest.mark.parametrize("story", STORIES, ids=[s.name for s in STORIES])
def test_what_is_expected_stands_in_the_article(story: Story) -> None:
    assert set(CLAIM_KINDS) <= set(story.expected)
    words = f" {' '.join(fold(story.text))}"  # "Foreign Ministers of Fiji and Samoa": each is a Foreign Minister
    named = {text for kind in CLAIM_KINDS for text in verbatim(story.expected[kind])}
    assert {text for text in named if f" {' '.join(fold(text))}" not in words} == set()


@pytest.mark.parametrize("story", STORIES, ids=[s.name for s in STORIES])
def test_expected_times_are_intervals_with_a_beginning(story: Story) -> None:
    told = [t for kind in CLAIM_KINDS for t in times(story.expected[kind])]
    assert [t for t in told if (interval(t) or (None,))[0] is None] == []


@cache
def scores() -> dict[str, Score]:
    return {story.name: score(story) for story in STORIES}


@pytest.mark.model
def test_no_score_over_the_samples_falls_below_its_floor() -> None:
    assert falls(read_floors()["samples"], total(list(scores().values())), digest(STORIES)) == []


@pytest.mark.model
@pytest.mark.parametrize("story", STORIES, ids=[s.name for s in STORIES])
def test_evidence_stands_in_the_article(story: Story) -> None:
    assert [line for line in scores()[story.name].lines if "evidence does not stand" in line] == []


@pytest.mark.parametrize("story", [s for told in DESKS.values() for s in told], ids=lambda s: s.name)
def test_what_is_expected_of_a_desk_has_times_with_a_beginning(story: Story) -> None:
    assert {"trips", "meetings", "tenures", "gatherings", "elections"} <= {
        *story.expected,
        *story.expected.get("open", ()),
    }
    told = [t for kind in CLAIM_KINDS for t in times(story.expected.get(kind, []))]
    assert [t for t in told if (interval(t) or (None,))[0] is None] == []


@pytest.mark.model
@pytest.mark.parametrize("name", DESKS)
def test_no_score_over_the_desks_falls_below_its_floor(name: str) -> None:
    result = total([score(story) for story in DESKS[name]])
    assert falls(read_floors()[name], result, digest(DESKS[name])) == []
    assert [line for line in result.lines if "evidence does not stand" in line] == []


@pytest.mark.model
@pytest.mark.parametrize(("name", "teaser"), [("tour", "More from this section"), ("election", "Read more:")])
def test_teasers_of_other_stories_claim_nothing(name: str, teaser: str) -> None:
    from dragoman import read
    from dragoman.model import to_json

    (story,) = [s for s in STORIES if s.name == name]
    record = to_json(read(story.text, published=story.published))
    end = story.text.index(teaser)
    late = [c for kind in CLAIM_KINDS for c in record[kind] if any(e["start"] >= end for e in c["evidence"])]
    assert late == []


@pytest.mark.model
@pytest.mark.shared
def test_no_score_over_the_press_falls_below_its_floor(shared: Path) -> None:
    told = stories(shared / "gold" / "press")
    assert falls(read_floors()["press"], total([score(story) for story in told]), digest(told)) == []
