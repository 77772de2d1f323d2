"""What words mean, as data: one TOML file a subject, read once.

Code asks `load("speech")`; the files hold entries with examples, which the tests run.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from typing import Any


@cache
def load(name: str) -> dict[str, Any]:
    """The lexicon file `name`.toml as a dictionary; raises FileNotFoundError where there is none."""
    text = resources.files(__name__).joinpath(f"{name}.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
