"""Expected files: the claims that a reader takes from an article (the form is told in `compare`)."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any

from dragoman.errors import UnreadableInput

if TYPE_CHECKING:
    from pathlib import Path

    from dragoman.evaluate.likeness import Json


def parse_yaml(text: str) -> Any:
    """YAML with its times as strings and NO as Norway; PyYAML is a tool of the development install."""
    import yaml

    class Loader(yaml.SafeLoader):
        """YAML 1.1 takes NO, ON and YES for truth values: here they are words, as in YAML 1.2."""

    bool_tag = "tag:yaml.org,2002:bool"
    Loader.yaml_implicit_resolvers = {
        letter: [(tag, shape) for tag, shape in known if tag != bool_tag or letter in "tTfF"]
        for letter, known in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }
    return _plain(yaml.load(text, Loader))  # noqa: S506  a SafeLoader it is


def load_expected(path: Path) -> Json:
    """An expected file, its times as strings; raises UnreadableInput where it is no mapping."""
    text = path.read_text(encoding="utf-8")
    data = json.loads(text) if path.suffix == ".json" else parse_yaml(text)
    if not isinstance(data, dict):
        raise UnreadableInput(
            str(path), "an expected file is a mapping of kinds to claims: see dragoman.evaluate.compare"
        )
    return data


def _plain(value: Any, key: str = "") -> Any:
    """YAML reads 2024-05-14 as a date and 2018 as a number: times are strings here."""
    if isinstance(value, dict):
        return {k: _plain(v, k) for k, v in value.items()}
    if isinstance(value, list):
        return [_plain(v, key) for v in value]
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if key in ("when", "since", "until") and isinstance(value, int) else value
