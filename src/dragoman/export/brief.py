"""A record for a reader."""

from __future__ import annotations

from rich.console import Console

from dragoman.model import Record


def brief(record: Record, console: Console) -> None:
    console.print(record.article.title)
