"""Sources become items: files, folders and archives opened one after the other, nothing held but the item at hand."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterator
from io import BufferedReader
from pathlib import Path
from typing import cast

from dragoman.errors import DragomanError, InputError, UnreadableInput
from dragoman.ingest import LINES, PAGES, STDIN, feeds, jsonl, one_line, packed, warc
from dragoman.ingest.items import Form, Item, Raw, Refused, lines, read_whole, refused

FEEDS = (".xml", ".rss", ".atom", ".rdf")
ARCHIVES = (".warc",)
TEXTS = (".txt",)
KNOWN = (*TEXTS, *PAGES, *LINES, *FEEDS, *ARCHIVES)


def items(source: str, default: str | None = None) -> Iterator[Item]:
    """The items of a file, of all files below a folder, or of standard input ("-"); what cannot be read is refused.

    `default` is the day of publication, ISO, of what does not say its own.
    """
    shown = one_line(source)
    if "\0" in source:
        yield Refused(shown.replace("\0", "?"), shown.replace("\0", "?"), "no file can have this name: check it")
    elif source == STDIN:
        yield from _safely(cast(BufferedReader, sys.stdin.buffer), "", "<stdin>", default)
    elif Path(source).is_dir():
        yield from _of_folder(Path(source), default)
    else:
        yield from _of_file(Path(source), default)


def size(source: str) -> int:
    """How many bytes a source has, as far as can be told beforehand: for the time that is left."""
    path = Path(source) if "\0" not in source else Path(STDIN)
    try:
        if path.is_dir():
            return sum(entry.stat().st_size for entry, _ in _walk(path) if entry is not None)
        return path.stat().st_size if path.is_file() else 0
    except OSError:
        return 0


def _of_folder(folder: Path, default: str | None) -> Iterator[Item]:
    for path, why in _walk(folder):
        if path is None:
            yield why
        elif (
            path.suffix.lower() == ".gz" and Path(path.stem).suffix.lower() not in KNOWN
        ) or path.suffix.lower() not in (*KNOWN, ".gz"):
            yield _passed(path)
        else:
            yield from _of_file(path, default)


def _passed(path: Path) -> Refused:
    name = one_line(str(path))
    kind = one_line(path.suffix)[:12] or "without a suffix"
    return Refused(name, name, f"no kind of file that holds articles ({kind}): name it as a source to have it read",
                   "pass over", passed=True)  # fmt: skip


def _walk(folder: Path) -> Iterator[tuple[Path, Refused] | tuple[None, Refused]]:
    """Every file below a folder in the order of names, hidden ones left out; links lead no further than the folder."""
    root = folder.resolve()
    waiting = [folder]
    while waiting:
        here = waiting.pop()
        try:
            entries = sorted(os.scandir(here), key=lambda entry: entry.name)
        except OSError as error:
            yield None, Refused(str(here), one_line(str(here)), f"{error.strerror}: check that it may be read")
            continue
        below = []
        for entry in entries:
            path = Path(entry.path)
            name = one_line(entry.path)
            if entry.name.startswith("."):
                continue
            nothing = Refused(name, name, "")
            if entry.is_symlink():
                reason = _led_astray(path, root)
                if reason:
                    yield None, Refused(name, name, reason)
                    continue
            if entry.is_dir(follow_symlinks=False):
                below.append(path)
            elif entry.is_file():
                yield path, nothing
            else:
                yield None, Refused(name, name, "neither a file nor a folder: such are not opened")
        waiting.extend(reversed(below))


def _led_astray(path: Path, root: Path) -> str | None:
    """Why a link is not followed, or None where it leads to a file within the folder."""
    try:
        target = path.resolve(strict=True)
    except (OSError, RuntimeError):
        return "a link that leads nowhere"
    if not target.is_relative_to(root):
        return "a link that leads out of the folder: such are not followed"
    return "a link to a folder: such are not followed" if target.is_dir() else None


def _of_file(path: Path, default: str | None) -> Iterator[Item]:
    name = one_line(str(path))
    place = os.path.normpath(name)
    try:
        if not path.exists():
            raise UnreadableInput(name, "no such file: check the path")
        kind = path.stat().st_mode
        if not (stat.S_ISREG(kind) or stat.S_ISFIFO(kind)):
            raise UnreadableInput(name, "neither a file nor a folder: such are not opened")
        with path.open("rb") as stream:
            yield from _safely(stream, path.name.lower(), name, default, place)
    except InputError as error:
        yield refused(error, place)
    except OSError as error:
        yield Refused(place, name, f"{error.strerror or error}: check its name and that it may be read")


def _safely(stream: BufferedReader, called: str, name: str, default: str | None, place: str = "-") -> Iterator[Item]:
    """The items of a stream; an error ends the stream and is the last of them."""
    try:
        yield from _of_stream(stream, called, name, default, place)
    except InputError as error:
        yield refused(error, place)
    except DragomanError as error:
        yield Refused(place, name, str(error))


def _of_stream(stream: BufferedReader, called: str, name: str, default: str | None, place: str) -> Iterator[Item]:
    """What a stream holds, told by the name of its file and by its first bytes."""
    head = stream.peek(4096)[:4096]
    if head.startswith(packed.MAGIC):
        yield from _of_stream(packed.expanded(stream, name), called.removesuffix(".gz"), name, default, place)
        return
    suffix = Path(called).suffix
    if suffix in ARCHIVES or head.startswith(b"WARC/"):
        yield from warc.records(stream, name, default)
    elif suffix in LINES or (suffix not in (*TEXTS, *PAGES) and jsonl.begins(head)):
        yield from lines(stream, name, place, default)
    else:
        data = read_whole(stream, name)
        form: Form = "page" if suffix in PAGES else "any"
        if suffix in FEEDS or (not suffix and feeds.looks_like(data)):
            form = "feed"
        yield Raw(place, name, form, data, default=default, size=len(data))
