"""Writes the locks: names, versions and sha256 of everything that `make` installs, and no addresses.

Four files from one source, pyproject.toml:

- locks/build.txt      what builds the package (build-system.requires, pip left out)
- locks/base.txt       what reads articles (project.dependencies)
- locks/dev.txt        what checks the code (the `dev` extra), at the versions of base.txt
- locks/knowledge.txt  the sources of the knowledge base, each alone, without what it depends on

The first three hold for every platform and every Python from 3.11 on; each package carries the hashes of all its
files, so that pip may choose any of them. The solver is uv, in an environment of its own: `make lock`.
The sources of the knowledge base are read as data, so what they depend on is never installed: one of them would
need ICU and a C++ compiler (docs/explanation/dependencies.md).
"""

from __future__ import annotations

import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCKS = ROOT / "locks"


def compile_lock(name: str, requirements: list[str], *options: str) -> None:
    """Writes locks/`name`.txt with the newest versions that fit `requirements`."""
    command = [sys.executable, "-m", "uv", "pip", "compile", "-", "--quiet", "--universal", "--python-version", "3.11"]
    command += ["--generate-hashes", "--no-annotate", "--no-header", *options]
    done = subprocess.run(command, input="\n".join(requirements), capture_output=True, text=True, check=False, cwd=ROOT)
    if done.returncode:
        sys.exit(f"locks/{name}.txt: {done.stderr.strip()}")
    if "://" in done.stdout:
        sys.exit(f"locks/{name}.txt would hold an address: look for an index or find-links option in your settings")
    (LOCKS / f"{name}.txt").write_text(f"# Written by scripts/lock.py; make lock writes it anew.\n{done.stdout}")
    pins = sum(line[0].isalnum() for line in done.stdout.splitlines())
    print(f"locks/{name}.txt: {pins} pins")


def main() -> None:
    """Writes all four, in the order in which they constrain each other."""
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text())
    project = declared["project"]
    base = project["dependencies"]
    LOCKS.mkdir(exist_ok=True)
    compile_lock("base", base)
    held = ("--constraint", "locks/base.txt")
    compile_lock("build", [r for r in declared["build-system"]["requires"] if not r.startswith("pip")], *held)
    compile_lock("dev", [*base, *project["optional-dependencies"]["dev"]], *held)
    compile_lock("knowledge", declared["tool"]["dragoman"]["knowledge-sources"], "--no-deps")


if __name__ == "__main__":
    main()
