"""How names are compared."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.knowledge.names import as_written, fold, index, length, slug, template


@pytest.mark.parametrize(
    ("name", "folded"),
    [
        ("U.S.", "us"),
        ("Côte d’Ivoire", "cote d'ivoire"),
        ("Türkiye", "turkiye"),
        ("Guinea–Bissau", "guinea-bissau"),
        ("  New\u00a0 York ", "new york"),
        ("ŁÓDŹ", "lodz"),
        ("İzmir", "izmir"),
        ("Diyarbakır", "diyarbakir"),
        ("Tromsø", "tromso"),
    ],
)
def test_fold(name: str, folded: str) -> None:
    assert fold(name) == folded


@pytest.mark.parametrize(
    ("one", "other"),
    [("N'Djamena", "Ndjamena"), ("Port-au-Prince", "Port au Prince"), ("Washington, D.C.", "Washington DC")],
)
def test_spellings_meet(one: str, other: str) -> None:
    assert index(one) == index(other)


@pytest.mark.parametrize(
    ("written", "surface", "fits"),
    [
        ("US", "US", True),
        ("US", "U.S.", True),
        ("US", "Us", False),
        ("US", "us", False),
        ("Turkey", "TURKEY", True),
        ("Turkey", "turkey", False),
        ("AfDB", "AFDB", True),
        ("AfDB", "Afdb", False),
        ("al-Qaeda", "al-Qaeda", True),
        ("al-Qaeda", "Al Qaeda", True),
        ("al-Qaeda", "al-qaeda", False),
        ("mainland China", "mainland China", True),
        ("mainland China", "Mainland China", True),
        ("mainland China", "mainland china", False),
        ("UN Security Council", "UN Security Council", True),
        ("UN Security Council", "Un Security Council", False),
        ("UN Security Council", "UN security council", False),
        ("Dar es Salaam", "Dar Es Salaam", True),
        ("Miss.", "Miss.", True),
        ("Miss.", "Miss", False),
        ("G20", "g20", False),
        ("OPEC-plus", "OPEC plus", True),
        ("NATO-Russia Council", "NATO-Russia Council", True),
    ],
)
def test_case_carries_meaning(written: str, surface: str, fits: bool) -> None:
    assert as_written(surface, template(written)) is fits


def test_every_written_form_fits_itself() -> None:
    for written in (
        "US",
        "eSwatini",
        "Quai d'Orsay",
        "the French",
        "OPEC+",
        "W.Va.",
        "10 Downing Street",
        "東京",
        "al-Shabaab",
    ):
        assert as_written(written, template(written)), written


@given(st.text(max_size=60))
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert index(index(text)) == index(text)


@given(st.text(max_size=60), st.text(max_size=60))
def test_any_text_is_compared_without_an_exception(surface: str, written: str) -> None:
    assert as_written(surface, template(written)) in (True, False)
    assert length(surface) >= len(index(surface).split())
    assert " " not in slug(surface)
