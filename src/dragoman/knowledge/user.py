"""What a user imported: where it lies, and the file made of it and of what comes with dragoman.

The folder is the platform's for data of programs, or what `DRAGOMAN_KNOWLEDGE` names. Every import is one file in its
`imports`, whole or not there at all, numbered in the order in which they came: a later one overrides an earlier one.
`knowledge.sqlite` beside them is made of the shipped file and of these, anew whenever one of them is another. Where
`DRAGOMAN_KNOWLEDGE` names a file, that file is asked as it is.
"""

from __future__ import annotations

import hashlib
import json
import os
import sqlite3
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from dragoman.errors import KnowledgeError
from dragoman.knowledge.names import slug

VARIABLE = "DRAGOMAN_KNOWLEDGE"

Row = Mapping[str, Any]


def folder() -> Path:
    """Where the user's layer lies; it need not exist."""
    named = os.environ.get(VARIABLE)
    if named:
        return Path(named).expanduser()
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local") / "dragoman" / "knowledge"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "dragoman" / "knowledge"
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "dragoman" / "knowledge"


def imports(where: Path) -> list[Path]:
    """The files of the imports, in the order in which they came."""
    return sorted((where / "imports").glob("[0-9]*.jsonl"), key=lambda path: path.name)


def store(where: Path, source: Row, rows: Iterable[Row]) -> Path:
    """Keeps rows of one source (`name`, `licence`, `date`, `what`) and gives their file.

    The same rows of the same source are kept once. Raises OSError where the folder cannot be written.
    """
    lines = [json.dumps(row, ensure_ascii=False, sort_keys=True, separators=(",", ":")) for row in (source, *rows)]
    content = ("\n".join(lines) + "\n").encode()
    called = f"{slug(str(source['name'])) or 'import'}-{hashlib.sha256(content).hexdigest()[:12]}.jsonl"
    stored = imports(where)
    for path in stored:
        if path.name.partition("-")[2] == called:
            return path
    last = int(stored[-1].name.partition("-")[0]) if stored else 0
    target = where / "imports" / f"{last + 1:04}-{called}"
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(f"{target.name}.{os.getpid()}.part")
    try:
        part.write_bytes(content)
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)
    return target


def current(shipped: Path, where: Path, stored: list[Path]) -> Path:
    """The file made of the shipped one and the imports, made now where it is missing or behind."""
    target = where / "knowledge.sqlite"
    inputs = signature(shipped, stored)
    if made_from(target) != inputs:
        from dragoman.knowledge.merging import merge

        try:
            merge(shipped, target, stored, inputs)
        except (OSError, sqlite3.Error) as error:
            raise KnowledgeError(
                f"your knowledge base {target} could not be written ({error}): make its folder writable, "
                f"or name another one with {VARIABLE}"
            ) from error
    return target


def signature(shipped: Path, stored: Iterable[Path]) -> str:
    """What a file is made from: the shipped file's digest and size, this layout, the imports by their names."""
    with sqlite3.connect(f"{shipped.absolute().as_uri()}?mode=ro&immutable=1", uri=True) as base:
        digest = base.execute("select value from meta where name = 'digest'").fetchone()[0]
        layout = base.execute("pragma user_version").fetchone()[0]
    base.close()
    told = [str(digest), str(layout), str(shipped.stat().st_size), *(path.name for path in stored)]
    return hashlib.sha256("\n".join(told).encode()).hexdigest()


def made_from(file: Path) -> str | None:
    """The signature that a file carries; None where it is missing or damaged."""
    if not file.exists():
        return None
    try:
        base = sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro&immutable=1", uri=True)
        try:
            found = base.execute("select value from meta where name = 'inputs'").fetchone()
        finally:
            base.close()
    except sqlite3.Error:
        return None
    return str(found[0]) if found else None
