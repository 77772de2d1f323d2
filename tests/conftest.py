"""What all tests share: where the repository stands, which tests are skipped, how Hypothesis draws."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

ROOT = Path(__file__).resolve().parent.parent

# What is imported on this machine is none of the tests' business.
os.environ["DRAGOMAN_KNOWLEDGE"] = str(ROOT / "build" / "nothing-imported")

settings.register_profile("here", deadline=None)
# The same draws on every run: a change lands or not by what it does, never by luck.
settings.register_profile("ci", deadline=None, derandomize=True, database=None)
settings.load_profile("ci" if os.environ.get("CI") else "here")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests that need the maintainers' gold are skipped where it does not stand beside the checkout."""
    if (ROOT.parent / "shared").is_dir():
        return
    for item in items:
        if "shared" in item.keywords:
            item.add_marker(pytest.mark.skip(reason="the maintainers' gold is not beside this checkout"))


@pytest.fixture(scope="session")
def root() -> Path:
    """The root of the repository."""
    return ROOT


@pytest.fixture(scope="session")
def samples() -> Path:
    """The folder of the bundled sample articles."""
    return ROOT / "src" / "dragoman" / "samples"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The maintainers' folder beside the checkout; mark the test `shared`."""
    return ROOT.parent / "shared"
