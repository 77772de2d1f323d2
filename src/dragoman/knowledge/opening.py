"""The open knowledge base: the file that comes with dragoman or, where a user imported facts, the one made of both."""

from __future__ import annotations

import os
import sqlite3
import zlib
from dataclasses import dataclass
from pathlib import Path

from dragoman.errors import KnowledgeError
from dragoman.knowledge import user

FILE = Path(__file__).with_name("knowledge.sqlite")
FORMAT = 3
REMEDY = "make it with `pip install --force-reinstall dragoman`, or in a checkout with `make setup`"
REMEDY_OF_USER = "make it anew with `dragoman knowledge build`"


@dataclass(frozen=True, slots=True)
class Base:
    """The open file, and for every word that begins a name the length of the longest such name."""

    connection: sqlite3.Connection
    longest: dict[str, int]
    small: frozenset[str]


_open: dict[int, Base] = {}
"""The base of each process: a connection does not survive a fork."""


def base() -> Base:
    """The base of this process, opened at the first question."""
    known = _open.get(os.getpid())
    if known is None:
        known = _open[os.getpid()] = opened()
    return known


def close() -> None:
    """Closes the base of this process, so that the next question opens the file that is then to be asked."""
    known = _open.pop(os.getpid(), None)
    if known is not None:
        known.connection.close()


def opened() -> Base:
    """Opens the file to be asked: the shipped one, the user's, or the one that `DRAGOMAN_KNOWLEDGE` names."""
    file = file_of()
    return read(file, REMEDY if file == FILE else REMEDY_OF_USER)


def file_of() -> Path:
    """The file that is asked: the shipped one, made now where it is missing, or the user's, made now where it is behind."""
    folder = user.folder()
    if folder.is_file():
        return folder
    if not FILE.exists():
        _make(FILE)
    stored = user.imports(folder)
    if not stored:
        return FILE
    _connected(FILE, REMEDY).close()
    return user.current(FILE, folder, stored)


def read(file: Path, remedy: str) -> Base:
    """Opens a file, read-only; raises KnowledgeError where it is absent, damaged or of another layout."""
    connection = _connected(file, remedy)
    try:
        packed = connection.execute("select value from meta where name = 'words'").fetchone()[0]
        lines = [line.split("\t") for line in zlib.decompress(packed).decode().split("\n")]
        longest = {line[0]: int(line[1]) for line in lines}
    except (sqlite3.Error, zlib.error, TypeError, LookupError, ValueError) as error:
        raise _damaged(file, error, remedy) from error
    return Base(connection, longest, frozenset(line[0] for line in lines if len(line) > 2))


def _connected(file: Path, remedy: str) -> sqlite3.Connection:
    """A connection to a file of this layout; raises KnowledgeError where it is none."""
    try:
        connection = sqlite3.connect(
            f"{file.absolute().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False
        )
        layout = connection.execute("pragma user_version").fetchone()[0]
        if layout == FORMAT:
            connection.execute("select count(*) from meta").fetchone()
    except sqlite3.Error as error:
        raise _damaged(file, error, remedy) from error
    if layout != FORMAT:
        raise KnowledgeError(f"{file.name} has layout {layout}, not {FORMAT}: {remedy}")
    return connection


def _damaged(file: Path, error: Exception, remedy: str) -> KnowledgeError:
    return KnowledgeError(f"the knowledge base {file.name} is damaged ({error}): {remedy}")


def _make(file: Path) -> None:
    """Builds a missing file where the source packages are installed."""
    from dragoman.knowledge import build, sources

    if not sources.installed():
        raise KnowledgeError(f"the knowledge base {file.name} is missing: {REMEDY}")
    try:
        build.build(file)
    except OSError as error:
        raise KnowledgeError(f"the knowledge base {file.name} could not be written ({error}): {REMEDY}") from error
