"""Makes the whole knowledge base at a user's word: the shipped layers anew where their sources are, the user's over them."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from dragoman.errors import KnowledgeError
from dragoman.knowledge import opening, sources, user
from dragoman.knowledge.facts import Manifest
from dragoman.knowledge.merging import merge
from dragoman.knowledge.reading import manifest_of

Tell = Callable[[str], None]


def make(into: Path | None, tell: Tell) -> tuple[Path, Manifest, int]:
    """Makes the file and gives it, what it holds, and how many kept rows were left out since they are damaged, each told.

    With `into` all layers go into that file and no other changes. Without it the shipped file is made anew, and the user's
    where facts were imported. Where the source packages are not installed the shipped layers stay as they are. The same
    sources, tables and imports give the same bytes. Raises KnowledgeError where the file cannot be written.
    """
    where = user.folder()
    stored = user.imports(where)
    bad: list[str] = []
    try:
        with TemporaryDirectory(prefix="dragoman-") as folder:
            shipped = _shipped(into is None, Path(folder) / "knowledge.sqlite", tell)
            target = into or (where / "knowledge.sqlite" if stored else opening.FILE)
            if stored:
                merge(shipped, target, stored, user.signature(shipped, stored), bad.append)
            elif target != shipped:
                _copied(shipped, target)
    except (OSError, sqlite3.Error) as error:
        raise KnowledgeError(
            f"{into or 'the knowledge base'} could not be written ({error}): name another with --into"
        ) from error
    for line in bad:
        tell(line)
    return target, _manifest(target), len(bad)


def _shipped(in_place: bool, elsewhere: Path, tell: Tell) -> Path:
    """The shipped layers: made anew where their sources are installed, in their own place or elsewhere."""
    if not sources.installed():
        opening.read(opening.FILE, opening.REMEDY).connection.close()
        tell("the source packages are not installed here: the layers that came with dragoman stay as they are")
        return opening.FILE
    from dragoman.knowledge.build import build

    target = opening.FILE if in_place else elsewhere
    build(target)
    return target


def _copied(one: Path, other: Path) -> None:
    """Copies a file so that the other is there whole or not at all."""
    from dragoman.knowledge.writing import partial

    with partial(other) as part:
        shutil.copyfile(one, part)


def _manifest(file: Path) -> Manifest:
    base = sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro&immutable=1", uri=True)
    try:
        return manifest_of(base)
    finally:
        base.close()
