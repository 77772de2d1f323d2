"""`dragoman review`: what stands to be reviewed in a record file, and reviewers' verdicts on it."""

from __future__ import annotations

import json as to_json
import os
import sys
from collections.abc import Iterator
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dragoman.errors import StoreError, UsageError

if TYPE_CHECKING:
    from dragoman.store.database import Store

ACTIONS = ("list", "accept", "reject", "edit", "merge", "split", "link", "undo", "history")

AT_ONCE = 20_000
"""Claims of a file above which a verdict waits for `dragoman merge`: to merge so many takes seconds."""

FILE = typer.Argument(metavar="FILE", help="The record file.")
ACTION = typer.Argument(
    metavar="ACTION",
    help="list (the queue), accept ID..., reject ID..., edit ID FIELD=VALUE..., merge ID ID, split ID ID, "
    "link ENTITY Q42 or another entity, undo NUMBER..., history.",
)
WHAT = typer.Argument(metavar="WHAT", help="What the action is about.")
AUTHOR = typer.Option(metavar="NAME", help="Who decides; by default the user of this machine.")
REASON = typer.Option(metavar="WORDS", help="Why.")
AT = typer.Option(metavar="TIME", help="When it was decided, ISO 8601; by default now.")
KIND = typer.Option(metavar="KIND", help="Of the queue: claims of this kind alone, as trips.")
LIMIT = typer.Option(metavar="N", min=1, help="Of the queue: how many.")
JSON = typer.Option("--json", help="A line of JSON each.")


def review(
    file: Annotated[Path, FILE],
    action: Annotated[str, ACTION] = "list",
    what: Annotated[list[str] | None, WHAT] = None,
    author: Annotated[str | None, AUTHOR] = None,
    reason: Annotated[str, REASON] = "",
    at: Annotated[str | None, AT] = None,
    kind: Annotated[str | None, KIND] = None,
    limit: Annotated[int, LIMIT] = 20,
    json: Annotated[bool, JSON] = False,
) -> None:
    """List claims to be reviewed, and accept, reject, edit, merge, split, link or undo.

    Verdicts are only ever added, each can be undone alone, and they survive a second reading of the article. Exit
    status: 0 done, 2 the call means nothing; of several verdicts in one call, all are taken or none.
    """
    from dragoman.cli import output
    from dragoman.store.database import open_store

    try:
        _check(file, action)
        told = action in ("list", "history")
        with open_store(file, readonly=told) as store:
            if told:
                rows = _queue(store, kind, limit) if action == "list" else _history(store)
            else:
                rows = iter(_decide(store, action, what or [], (author or _user(), reason, at or _now())))
                _merge(store, file)
            for row in rows:
                _write(row, as_json=json)
    except (StoreError, UsageError) as error:
        raise output.misused(UsageError(str(error))) from None


def _check(file: Path, action: str) -> None:
    """Raises UsageError where a call cannot mean anything: nothing is made or opened for it."""
    if action not in ACTIONS:
        raise UsageError(f"{action!r} is no action: there are {', '.join(ACTIONS)}")
    if not file.is_file():
        raise UsageError(f"{file}: no such record: make it with dragoman ingest SOURCE... --into {file}")


def _decide(store: Store, action: str, what: list[str], by: tuple[str, str, str]) -> list[dict[str, Any]]:
    """Adds the verdicts that a call means, all in one transaction."""
    from dragoman.store import journal

    author, reason, made = by
    said = {"author": author, "reason": reason, "made": made}
    if not what:
        raise UsageError(f"{action} what? See dragoman review --help")
    with store.transaction() as db:
        if action in ("accept", "reject", "undo"):
            added = [journal.add(db, action, _target(action, one), **said) for one in what]  # type: ignore[arg-type]
        elif action == "edit":
            pairs = [one.partition("=") for one in what[1:]]
            if not pairs or not all(mark for _, mark, _ in pairs):
                raise UsageError("edit ID FIELD=VALUE...: as in status=happened or legs.1.when=2022-10-03")
            added = [journal.add(db, "edit", what[0], field=f, value=v, **said) for f, _, v in pairs]
        elif len(what) != 2:
            raise UsageError(f"{action} takes two: {'an entity and who it is' if action == 'link' else 'two claims'}")
        elif action == "link":
            added = [journal.add(db, "link", what[0], value=what[1], **said)]
        else:
            added = [journal.add(db, action, what[0], other=what[1], **said)]  # type: ignore[arg-type]
    return [{key: value for key, value in asdict(verdict).items() if value is not None} for verdict in added]


def _merge(store: Store, file: Path) -> None:
    """Brings the events up to date; in a large file that is left to the reviewer, who decides more than once."""
    from dragoman.run.merge import merge_store

    if store.db.execute("SELECT count(*) FROM claims").fetchone()[0] <= AT_ONCE:
        merge_store(store)
    else:
        typer.echo(f"dragoman: when you are done, dragoman merge {file} brings the events up to date", err=True)


def _target(action: str, word: str) -> str | int:
    if action != "undo":
        return word
    if not word.isdecimal():
        raise UsageError(f"{word!r} is no number of a verdict: dragoman review FILE history lists them")
    return int(word)


def _queue(store: Store, kind: str | None, limit: int) -> Iterator[dict[str, Any]]:
    """Claims without a verdict, the least sure first, in current articles that are copies of none."""
    from dragoman.model import CLAIM_KINDS

    if kind is not None and kind not in CLAIM_KINDS:
        raise UsageError(f"{kind!r} is no kind of claim: there are {', '.join(CLAIM_KINDS)}")
    stale = [held for held in _history(store) if held["state"] == "stale"]
    yield from stale[:limit]
    rows = store.db.execute(
        """SELECT c.uid, c.kind, c.status, c.when_edtf, c.confidence, c.names,
            (SELECT text FROM claims_evidence e WHERE e.claim_id = c.claim_id ORDER BY position LIMIT 1), a.source
        FROM claims c JOIN articles a USING (article_id)
        WHERE c.verdict IS NULL AND a.state = 'current' AND a.copy_of IS NULL AND (?1 IS NULL OR c.kind = ?1)
        ORDER BY c.confidence, c.uid LIMIT ?2""",
        (kind, limit),
    )
    names = ("claim", "kind", "status", "when", "confidence", "names", "evidence", "source")
    for row in rows:
        yield dict(zip(names, row, strict=True))


def _history(store: Store) -> Iterator[dict[str, Any]]:
    from dragoman.store import journal

    for held in journal.standings(store.db):
        told = {key: value for key, value in asdict(held.verdict).items() if value is not None}
        yield {"state": held.state, **told}


def _write(row: dict[str, Any], *, as_json: bool) -> None:
    """A line of JSON, or a few lines for a reader."""
    from dragoman.export.words import clean, shorten

    if as_json:
        sys.stdout.buffer.write(to_json.dumps(row, ensure_ascii=False).encode("utf-8", errors="replace") + b"\n")
        sys.stdout.buffer.flush()
    elif "claim" in row:
        when = f", {row['when']}" if row["when"] else ""
        typer.echo(f"{row['claim']}  {row['kind']}, {row['status']}{when}, sure to {row['confidence']:.2f}")
        typer.echo(f"    {shorten(row['names'], 110)}")
        typer.echo(f"    “{shorten(row['evidence'], 108)}”\n")
    else:
        state = f" [{row['state']}]" if row.get("state") else ""
        said = " ".join(str(row[k]) for k in ("target", "other", "field", "value", "undoes") if k in row)
        why = f": {row['reason']}" if row["reason"] else ""
        typer.echo(clean(f"{row['number']:>5}  {row['made']}  {row['author']}  {row['action']} {said}{why}{state}"))


def _user() -> str:
    import getpass

    try:
        return os.environ.get("DRAGOMAN_AUTHOR") or getpass.getuser()
    except (KeyError, OSError):
        raise UsageError("who decides? Give --author NAME") from None


def _now() -> str:
    return datetime.now(UTC).replace(microsecond=0).isoformat().replace("+00:00", "Z")
