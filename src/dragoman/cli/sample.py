"""`dragoman sample`: reads an article that comes with dragoman, to see what it does."""

from __future__ import annotations

import tomllib
from importlib import resources
from typing import Annotated, Any

import typer

from dragoman.errors import UsageError


def sample(
    name: Annotated[str, typer.Argument(help="Which sample: its name or a part of it; 'list' lists them.")] = "tour",
    json: Annotated[bool, typer.Option("--json", help="One JSON object instead of the brief.")] = False,
) -> None:
    """Read a bundled sample article and show the brief."""
    from dragoman.cli import output
    from dragoman.ingest import article_of
    from dragoman.run.local import read_each

    if name == "list":
        for known in _samples():
            typer.echo(f"{known['file'].removesuffix('.txt'):20} {known['published']}  {known['title']}")
        return
    try:
        found = _named(name)
    except UsageError as error:
        raise output.misused(error) from None
    text = (resources.files("dragoman.samples") / found["file"]).read_text(encoding="utf-8")
    article = article_of(text, found["file"], published=found["published"])
    raise typer.Exit(output.write_all(read_each([article]), output.writer(as_json=json), []))


def _samples() -> list[dict[str, Any]]:
    text = (resources.files("dragoman.samples") / "index.toml").read_text(encoding="utf-8")
    found: list[dict[str, Any]] = tomllib.loads(text)["article"]
    return found


def _named(name: str) -> dict[str, Any]:
    """The sample of that name, or the first whose name begins so; raises UsageError."""
    known = _samples()
    for match in (str.__eq__, str.startswith):
        for one in known:
            if match(one["file"].removesuffix(".txt"), name.removesuffix(".txt")):
                return one
    names = ", ".join(one["file"].removesuffix(".txt") for one in known)
    raise UsageError(f"no sample is named {name!r}: there are {names}")
