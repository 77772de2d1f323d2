"""The JSON of a claim back into the claim: the inverse of `model.to_json`."""

from __future__ import annotations

import types
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any, Union, get_args, get_origin, get_type_hints


def from_json(made: type[Any], value: dict[str, Any]) -> Any:
    """The dataclass that a JSON object tells of; fields that the object lacks have what the class says."""
    hints = hints_of(made)
    given = {}
    for field in fields(made):
        name = field.name.rstrip("_")
        if name in value:
            given[field.name] = _made(hints[field.name], value[name])
    return made(**given)


def hints_of(made: Any) -> dict[str, Any]:
    """The types of a dataclass's fields."""
    found: dict[str, Any] = _hints(made)
    return found


_hints = cache(get_type_hints)


def plain(hint: Any) -> Any:
    """A type without "or None"."""
    if get_origin(hint) in (Union, types.UnionType):
        return next(kind for kind in get_args(hint) if kind is not type(None))
    return hint


def _made(hint: Any, value: Any) -> Any:
    if value is None:
        return None
    kind = plain(hint)
    if get_origin(kind) is tuple:
        return tuple(_made(get_args(kind)[0], item) for item in value)
    return from_json(kind, value) if is_dataclass(kind) and isinstance(kind, type) else value
