"""One walk over the model's dataclasses: each becomes a table, and each value of it rows and back.

The rule, without exceptions:

- a word, a number, a flag is a column of its own name;
- a single part (`when`, `source`, `counts`) lies flat in its owner's table, its columns prefixed (`when_earliest`);
  where all its columns may be empty, a column of the part's own name holds 1 when there is such a part;
- a pair of days is two columns, `_earliest` and `_latest`;
- a list is a table of its own, `owner_field`, keyed by the owner's keys and `position`, counted from 0; a list of
  words has them in the column `value`. What is listed within a list (the meetings of a leg) follows the same rule.
"""

from __future__ import annotations

import types
from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

TYPES = {str: "TEXT", int: "INTEGER", float: "REAL", bool: "INTEGER"}
PAIR = ("earliest", "latest")


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, its SQLite type and whether it may be empty."""

    name: str
    type: str
    null: bool = False


@dataclass(frozen=True, slots=True)
class One:
    """A field that is one column; `flag` where it is a boolean, which SQLite keeps as 0 and 1."""

    field: str
    column: Column
    flag: bool


@dataclass(frozen=True, slots=True)
class Pair:
    """A field of two days, or of none."""

    field: str
    columns: tuple[Column, Column]


@dataclass(frozen=True, slots=True)
class Part:
    """A field of one dataclass, flat in its owner's table. `mark` is the column that says that there is one."""

    field: str
    made: type[Any]
    parts: tuple[One, ...]
    mark: Column | None
    null: bool


@dataclass(frozen=True, slots=True)
class Many:
    """A field that is a list, in a table of its own."""

    field: str
    table: Table


Field = One | Pair | Part | Many


@dataclass(frozen=True, slots=True)
class Table:
    """The table of a dataclass, or of a list of words where `made` is None. `keys` name its primary key."""

    name: str
    keys: tuple[str, ...]
    made: type[Any] | None
    fields: tuple[Field, ...]

    def columns(self) -> tuple[Column, ...]:
        """Its own columns without the keys, in the order of the dataclass."""
        return tuple(column for field in self.fields for column in _columns(field))

    def lists(self) -> tuple[Many, ...]:
        """The fields that lie in tables of their own."""
        return tuple(field for field in self.fields if isinstance(field, Many))

    def tables(self) -> Iterator[Table]:
        """This table and all below it, owners first."""
        yield self
        for many in self.lists():
            yield from many.table.tables()


def table(made: type[Any], name: str, keys: tuple[str, ...], leave: frozenset[str] = frozenset()) -> Table:
    """The table of a dataclass; the fields in `leave` are somebody else's business."""
    hints = get_type_hints(made)
    found = (_field(f.name, hints[f.name], name, keys) for f in fields(made) if f.name not in leave)
    return Table(name, keys, made, tuple(found))


def rows(place: Table, value: Any, keys: tuple[Any, ...]) -> Iterator[tuple[Table, tuple[Any, ...]]]:
    """The rows of a value, owners first: each with its table, its keys and then its columns."""
    if place.made is None:
        yield place, (*keys, value)
        return
    own: list[Any] = [*keys]
    for field in place.fields:
        own.extend(_values(field, getattr(value, field.field)))
    yield place, tuple(own)
    for many in place.lists():
        for position, item in enumerate(getattr(value, many.field)):
            yield from rows(many.table, item, (*keys, position))


def arguments(place: Table, row: tuple[Any, ...], lists: dict[str, tuple[Any, ...]]) -> dict[str, Any]:
    """What the dataclass is called with: from the columns of a row (keys left out) and its lists by field."""
    given: dict[str, Any] = {}
    at = 0
    for field in place.fields:
        if isinstance(field, Many):
            given[field.field] = lists[field.field]
            continue
        width = len(_columns(field))
        given[field.field] = _value(field, row[at : at + width])
        at += width
    return given


def value(place: Table, row: tuple[Any, ...], lists: dict[str, tuple[Any, ...]]) -> Any:
    """The value of a row: a word of a list, or the dataclass."""
    return row[0] if place.made is None else place.made(**arguments(place, row, lists))


def _field(name: str, hint: Any, owner: str, keys: tuple[str, ...]) -> Field:
    kind, null = _optional(hint)
    shown = name.rstrip("_")
    if get_origin(kind) is tuple:
        item, *rest = get_args(kind)
        if rest == [Ellipsis]:
            return Many(name, _list(item, f"{owner}_{shown}", keys, owner))
        first, last = (Column(f"{shown}_{end}", "TEXT", null=True) for end in PAIR)
        return Pair(name, (first, last))
    if is_dataclass(kind) and isinstance(kind, type):
        return _part(name, kind, null=null)
    return One(name, Column(shown, _type(kind), null), kind is bool)


def _list(item: Any, name: str, keys: tuple[str, ...], owner: str) -> Table:
    # The owner's own place in a list is told by the owner's last name: "legs" in trips_legs_meetings.
    above = (*keys[:-1], owner.rsplit("_", 1)[-1]) if keys[-1] == "position" else keys
    below = (*above, "position")
    if is_dataclass(item) and isinstance(item, type):
        return table(item, name, below)
    return Table(name, below, None, (One("value", Column("value", _type(item)), flag=False),))


def _part(name: str, kind: type[Any], *, null: bool) -> Part:
    shown = name.rstrip("_")
    parts = []
    for f in fields(kind):
        inner, open_ = _optional(get_type_hints(kind)[f.name])
        column = Column(f"{shown}_{f.name.rstrip('_')}", _type(inner), null or open_)
        parts.append((One(f.name, column, inner is bool), open_))
    mark = Column(shown, "INTEGER", null=True) if all(open_ for _, open_ in parts) else None
    return Part(name, kind, tuple(part for part, _ in parts), mark, null)


def _optional(hint: Any) -> tuple[Any, bool]:
    if get_origin(hint) in (Union, types.UnionType):
        kinds = [kind for kind in get_args(hint) if kind is not type(None)]
        return kinds[0], len(kinds) < len(get_args(hint))
    return hint, False


def _type(kind: Any) -> str:
    return "TEXT" if get_origin(kind) is Literal else TYPES[kind]


def _columns(field: Field) -> tuple[Column, ...]:
    if isinstance(field, One):
        return (field.column,)
    if isinstance(field, Pair):
        return field.columns
    if isinstance(field, Part):
        return (*((field.mark,) if field.mark else ()), *(part.column for part in field.parts))
    return ()


def _values(field: Field, held: Any) -> tuple[Any, ...]:
    """What stands in a field's columns."""
    if isinstance(field, One):
        return (int(held) if field.flag and held is not None else held,)
    if isinstance(field, Pair):
        return tuple(held) if held is not None else (None, None)
    if isinstance(field, Part):
        mark = ((None if held is None else 1),) if field.mark else ()
        return (*mark, *(value for part in field.parts for value in _values(part, _of(held, part.field))))
    return ()


def _of(held: Any, name: str) -> Any:
    return None if held is None else getattr(held, name)


def _value(field: One | Pair | Part, row: tuple[Any, ...]) -> Any:
    """What a field holds, from its columns."""
    if isinstance(field, One):
        return bool(row[0]) if field.flag and row[0] is not None else row[0]
    if isinstance(field, Pair):
        return None if row[0] is None else tuple(row)
    told = row[1:] if field.mark else row
    if (row[0] is None) if field.mark else all(item is None for item in told):
        return None
    return field.made(**{p.field: _value(p, (item,)) for p, item in zip(field.parts, told, strict=True)})
