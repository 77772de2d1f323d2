"""Writes docs/reference from the code: the record, the errors, the command line, the public door.

One walk over the dataclasses, the classes of errors and the verbs. tests/test_docs.py fails when a page is behind
the code; `make docs` writes them anew.
"""

from __future__ import annotations

import inspect
import re
import sys
from collections.abc import Iterator
from dataclasses import MISSING, Field, fields, is_dataclass
from pathlib import Path
from typing import Any, get_args

import typer

import dragoman
from dragoman import cli, errors, model

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "docs" / "reference"
NOTE = "<!-- Written by scripts/reference.py from the code. `make docs` writes it anew. -->"


def pages() -> dict[str, str]:
    """Every page of the reference by its file name."""
    return {
        "README.md": index_page(),
        "command-line.md": command_page(),
        "errors.md": errors_page(),
        "python.md": python_page(),
        "record.md": record_page(),
    }


def page(title: str, *parts: str) -> str:
    return "\n\n".join([f"# {title}", NOTE, *(part.strip() for part in parts if part.strip())]) + "\n"


def index_page() -> str:
    return page(
        "Reference",
        "- [The command line](command-line.md): verbs, arguments, options\n"
        "- [The record](record.md): every object and field of the JSON\n"
        "- [Python](python.md): the public door\n"
        "- [Errors](errors.md): what is raised, and when",
        "What the kinds and fields mean, with examples and edge cases, is told in the [codebook](../codebook/README.md).",
    )


def record_page() -> str:
    """The dataclasses of the model, each with its fields as they stand in the JSON."""
    values = [
        f"- `{name}`: {', '.join(f'`{value}`' for value in get_args(alias))}"
        for name, alias in vars(model).items()
        if get_args(alias) and not name.startswith("_")
    ]
    return page(
        "The record",
        f"`dragoman read --json` prints one object of this shape a line, `schema` `{model.SCHEMA}`. "
        "Every list is present, empty where nothing was found; every field is present, `null` where nothing is known.",
        "## Words that fields are drawn from\n\n" + "\n".join(values),
        *(object_section(value) for value in objects()),
    )


def objects() -> Iterator[type[Any]]:
    """The record first, then what it is made of, in the order of the code."""
    yield model.Record
    for value in vars(model).values():
        if isinstance(value, type) and is_dataclass(value) and value is not model.Record:
            yield value


def object_section(value: type[Any]) -> str:
    claims = {kind for kind, what in model.CLAIM_KINDS.items() if what is value}
    heading = f"## {value.__name__}" + "".join(f" (`{kind}`)" for kind in claims)
    rows = ["| field | what | where nothing is said |", "|---|---|---|"]
    rows += [f"| `{f.name.rstrip('_')}` | {json_type(str(f.type))} | {default(f)} |" for f in fields(value)]
    return "\n\n".join([heading, inspect.cleandoc(value.__doc__ or ""), "\n".join(rows)])


def json_type(annotation: str) -> str:
    """An annotation as a reader of JSON would say it: `tuple[Span, ...]` is a list of Span."""
    text = annotation.replace(" | None", " or null")
    text = re.sub(r"tuple\[(\w+), \.\.\.\]", r"list of \1", text)
    text = re.sub(r"tuple\[str, str\]", "[earliest, latest]", text)
    text = re.sub(r"Literal\[(.*?)\]", lambda found: found[1].replace('"', "`"), text)
    return re.sub(r"\bstr\b", "string", re.sub(r"\bfloat\b", "number", re.sub(r"\bint\b", "whole number", text)))


def default(field: Field[Any]) -> str:
    if field.default is MISSING:
        return "always given"
    return {"None": "`null`", "()": "`[]`", "False": "`false`", "''": "made from the evidence"}.get(
        repr(field.default), f"`{field.default}`"
    )


def errors_page() -> str:
    """The tree as drawn in the module, then every class in its own words."""
    tree = inspect.cleandoc(errors.__doc__ or "")
    rows = ["| error | is raised when | is a |", "|---|---|---|"]
    for name, value in vars(errors).items():
        if isinstance(value, type) and value.__module__ == errors.__name__:
            text = inspect.cleandoc(value.__doc__ or "").replace("\n", " ")
            rows.append(f"| `{name}` | {text} | `{value.__mro__[1].__name__}` |")
    return page("Errors", tree, "\n".join(rows))


def python_page() -> str:
    """The public door: its functions with their signatures, and the names of the types."""
    called = [name for name in dragoman.__all__ if inspect.isfunction(getattr(dragoman, name))]
    types = ", ".join(f"`{name}`" for name in dragoman.__all__ if name not in called)
    return page(
        "Python",
        inspect.cleandoc(dragoman.__doc__ or ""),
        *(function_section(name) for name in reversed(called)),
        f"## Types\n\n{types}: see [the record](record.md).",
    )


def function_section(name: str) -> str:
    function = getattr(dragoman, name)
    signature = f"dragoman.{name}{inspect.signature(function)}".replace("'", "")
    return f"## {name}\n\n```python\n{signature}\n```\n\n{inspect.cleandoc(function.__doc__ or '')}"


def command_page() -> str:
    """The verbs as the program knows them."""
    root = typer.main.get_command(cli.app)
    verbs = sorted(getattr(root, "commands", {}).items())
    return page(
        "The command line",
        inspect.cleandoc(root.help or ""),
        parameter_table(root),
        "Exit status: 0 done, 1 something failed (the rest was done), 2 misused, 130 interrupted. Data goes to standard output, "
        "talk to standard error.",
        *(verb_section(name, command) for name, command in verbs if not command.hidden),
    )


def verb_section(name: str, command: Any) -> str:
    return "\n\n".join([f"## dragoman {name}", inspect.cleandoc(command.help or ""), parameter_table(command)])


def parameter_table(command: Any) -> str:
    """A row a parameter: how it is given, what it does."""
    shown = [parameter for parameter in command.params if not getattr(parameter, "hidden", False)]
    rows = [f"| {how_to_give(parameter)} | {' '.join((parameter.help or '').split())} |" for parameter in shown]
    return "\n".join(["| | |", "|---|---|", *rows])


def how_to_give(parameter: Any) -> str:
    """An option by its names, an argument in capitals."""
    if parameter.param_type_name == "argument":
        name = (parameter.metavar or parameter.name.upper()).removesuffix("...")
        return f"`{name}{'...' if parameter.nargs == -1 else ''}`"
    value = f" {parameter.metavar}" if parameter.metavar else ""
    return ", ".join(f"`{option}{value}`" for option in [*parameter.opts, *parameter.secondary_opts])


def main() -> None:
    """Writes the pages, or with --check only says which are behind."""
    behind = [name for name, text in pages().items() if not same(FOLDER / name, text)]
    if "--check" in sys.argv:
        sys.exit(f"behind the code (make docs): {', '.join(behind)}" if behind else 0)
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, text in pages().items():
        (FOLDER / name).write_text(text, encoding="utf-8")
    print(f"docs/reference: {len(pages())} pages, {len(behind)} changed")


def same(path: Path, text: str) -> bool:
    return path.exists() and path.read_text(encoding="utf-8") == text


if __name__ == "__main__":
    main()
