"""The manual tells the truth: references are up to date, commands exist, every kind and field is explained, examples run."""

from __future__ import annotations

import importlib.util
import re
import shlex
import tomllib
from dataclasses import fields
from pathlib import Path
from typing import Any, get_args

import pytest
import typer
import typer.testing
from packaging.requirements import Requirement

from dragoman import cli, errors, model

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted(DOCS.rglob("*.md"))]
CODEBOOK = {path.stem: path.read_text(encoding="utf-8") for path in (DOCS / "codebook").glob("*.md")}
COMMANDS: dict[str, Any] = getattr(typer.main.get_command(cli.app), "commands", {})


def named(path: Path) -> str:
    return str(path.relative_to(ROOT))


def blocks(path: Path, language: str) -> list[str]:
    """The fenced examples of a page in one language."""
    return re.findall(rf"^```{language}\n(.*?)^```", path.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)


def command_lines() -> list[tuple[str, str]]:
    """Every line of a shell example that calls dragoman, with its page."""
    found = []
    for path in PAGES:
        for block in blocks(path, "sh"):
            lines = block.replace("\\\n", " ").splitlines()
            found += [(named(path), line.split(" #")[0]) for line in lines if "dragoman " in line]
    return found


def test_the_reference_is_up_to_date() -> None:
    spec = importlib.util.spec_from_file_location("reference", ROOT / "scripts" / "reference.py")
    assert spec is not None
    assert spec.loader is not None
    reference = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(reference)
    written = {path.name: path.read_text(encoding="utf-8") for path in (DOCS / "reference").glob("*.md")}
    assert written == reference.pages(), "make docs"


@pytest.mark.parametrize("kind", model.CLAIM_KINDS)
def test_every_kind_and_field_is_in_the_codebook(kind: str) -> None:
    page = CODEBOOK[kind]
    asked = {f.name.rstrip("_") for f in fields(model.CLAIM_KINDS[kind])}
    assert {name for name in asked if f"`{name}`" not in page} == set()
    assert f"({kind}.md)" in CODEBOOK["README"]


@pytest.mark.parametrize(
    ("page", "value"),
    [
        ("trips", model.Leg),
        ("elections", model.Share),
        ("resolutions", model.Counts),
        ("resolutions", model.Position),
        ("entities", model.Entity),
        ("entities", model.Mention),
        ("dates", model.DateMention),
        ("dates", model.When),
        ("segments", model.Article),
    ],
)
def test_every_part_is_in_the_codebook(page: str, value: Any) -> None:
    asked = {f.name.rstrip("_") for f in fields(value)}
    assert {name for name in asked if not re.search(rf"`(?:article\.)?{name}`", CODEBOOK[page])} == set()


def test_every_word_of_the_record_is_in_the_codebook() -> None:
    text = "".join(CODEBOOK.values())
    words = {word for alias in vars(model).values() for word in get_args(alias) if isinstance(word, str)}
    for value in model.CLAIM_KINDS.values():
        for field in fields(value):
            words |= set(re.findall(r'"(\w+)"', str(field.type)))
    assert {word for word in words if f"`{word}`" not in text} == set()


@pytest.mark.parametrize("path", PAGES, ids=named)
def test_links_lead_somewhere(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    for target in re.findall(r"\]\(([^)]+)\)", text):
        place, _, anchor = target.partition("#")
        found = (path.parent / place).resolve() if place else path
        assert found.exists(), target
        if anchor:
            headings = re.findall(r"^#+ (.+)$", found.read_text(encoding="utf-8"), re.MULTILINE)
            assert anchor in {re.sub(r"[^\w -]", "", heading).lower().replace(" ", "-") for heading in headings}, target


def test_every_verb_is_in_the_manual() -> None:
    told = {line.split("dragoman ", 1)[1].split()[0] for _, line in command_lines()}
    assert {name for name, command in COMMANDS.items() if not command.hidden} - told == set()


@pytest.mark.parametrize(("page", "line"), command_lines())
def test_commands_of_the_manual_exist(page: str, line: str) -> None:
    del page
    before, after = line.split("dragoman ", 1)
    words = re.split(r"\s[|>]", after, maxsplit=1)[0]
    verb, *rest = shlex.split(words)
    assert verb in COMMANDS, before
    known = {option for parameter in COMMANDS[verb].params for option in (*parameter.opts, *parameter.secondary_opts)}
    given = {word.split("=")[0] for word in rest if word.startswith("-") and word != "-"}
    assert given - known - {"--help"} == set()


def test_make_does_what_the_manual_says() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    told = set()
    for path in PAGES:
        told |= set(re.findall(r"(?:`|^)make ([a-z]+)", path.read_text(encoding="utf-8"), re.MULTILINE))
    assert told
    assert told <= targets


def test_every_error_is_in_the_reference_and_its_tree() -> None:
    page = (DOCS / "reference" / "errors.md").read_text(encoding="utf-8")
    drawn = set(re.findall(r"^[\s│├└─]*(\w+)\b", errors.__doc__ or "", re.MULTILINE))
    for name, value in vars(errors).items():
        if isinstance(value, type) and issubclass(value, errors.DragomanError):
            assert name in drawn
            assert f"`{name}`" in page


def test_every_dependency_has_its_reason() -> None:
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text())
    project = declared["project"]
    page = (DOCS / "explanation" / "dependencies.md").read_text(encoding="utf-8")
    wanted = [*project["dependencies"], *declared["tool"]["dragoman"]["knowledge-sources"]]
    for extra, packages in project["optional-dependencies"].items():
        assert f"| `{extra}` |" in page
        wanted += packages
    missing = [name for name in (Requirement(line).name for line in wanted) if not re.search(rf"\b{name}\b", page)]
    assert missing == []


@pytest.mark.model
@pytest.mark.parametrize(
    "path", [path for path in PAGES if blocks(path, "python") and "reference" not in path.parts], ids=named
)
def test_python_examples_run(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    names: dict[str, Any] = {}
    for block in blocks(path, "python"):
        exec(compile(block, named(path), "exec"), names)


@pytest.mark.model
def test_the_example_of_the_readme_is_what_dragoman_says() -> None:
    page = (ROOT / "README.md").read_text(encoding="utf-8")
    options, article = re.search(r"dragoman (read --brief .*?) - <<'END'\n(.*?)END\n", page, re.DOTALL).groups()  # type: ignore[union-attr]
    shown = blocks(ROOT / "README.md", "text")[0]
    said = typer.testing.CliRunner().invoke(cli.app, [*shlex.split(options), "-"], input=article).stdout
    assert [line.rstrip() for line in said.strip().splitlines()] == shown.strip().splitlines()
