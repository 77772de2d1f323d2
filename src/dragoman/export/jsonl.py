"""A record as one line of JSON: the contract of `dragoman read --json`."""

from __future__ import annotations

import json
from typing import Any

from dragoman.model import Record, to_json


def line(record: Record) -> str:
    """The record as JSON without a line end: keys in the order of the types, letters as they are, no spaces."""
    return _written(to_json(record))


def error_line(source: str, reason: str) -> str:
    """What stands in a record's place for an input that could not be read."""
    return _written({"error": {"source": source, "reason": reason}})


def _written(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
