"""The brief as a reader sees it: at two widths, and where it is piped."""

from __future__ import annotations

import dataclasses
import io

import pytest
from rich.console import Console

from dragoman.export.brief import brief
from dragoman.model import CLAIM_KINDS, Record, Rejection


def shown(record: Record, width: int = 80, *, terminal: bool = False) -> str:
    out = io.StringIO()
    brief(record, Console(file=out, width=width, force_terminal=terminal, highlight=False, legacy_windows=False))
    return out.getvalue()


def test_the_itinerary(full: Record) -> None:
    lines = [line.split() for line in shown(full).splitlines()]
    at = lines.index(["Stop", "Country", "When", "Status", "There"])
    assert lines[at + 2] == "Muscat Oman 4 Mar 2024 took place Hamad al-Lawati".split()
    assert (
        " ".join(lines[at + 3] + lines[at + 4])
        == "Doha Qatar 6–7 Mar 2024 planned Faisal bin Nasser; Gulf Energy Forum"
    )
    assert "ITINERARY OF SIGRID AUNE" in shown(full)
    assert "Foreign Minister, second official visit, 4–7 March 2024" in shown(full)


@pytest.mark.parametrize(
    "words",
    [
        "gulf.txt · MUSCAT, March 4 (NWA) · published 4 March 2024",
        "took place   Sigrid Aune and Hamad al-Lawati, in Muscat, 4 March 2024",
        "On: shipping; the release of a tanker's crew",
        "planned      Gulf Energy Forum, in Doha, 6–7 March 2024",
        "adopted      Parliament of Norway, 26 February – 3 March 2024: “to send a frigate”",
        "98 for, 71 against",
        "Against: Progress Party",
        "planned      Oman, referendum, 2 June 2024",
        "Votes: Hamad al-Lawati 51.5 %",
        "quoted       Sigrid Aune said:",
        "“The sea belongs to nobody, and so it must be safe for everybody,”",
        "reported     Hamad al-Lawati said:",
        "current      Sigrid Aune – Foreign Minister, Norway, since 2023",
        "took place   Sigrid Aune → Hamad al-Lawati: consult (visit)",
        "meetings     no second party is named",
        "line 11: “Neither side said when the talks would go on.”",
    ],
)
def test_every_kind_is_told_in_plain_words(full: Record, words: str) -> None:
    assert words in shown(full, 120)


def test_every_claim_names_its_line(full: Record) -> None:
    text = full.article.text
    page = shown(full, 120)
    for kind in CLAIM_KINDS:
        for claim in getattr(full, kind):
            number = text.count("\n", 0, claim.evidence[0].start) + 1
            assert f"line {number}" in page, claim


@pytest.mark.parametrize("width", [40, 80, 120, 300])
def test_lines_fit_the_width_and_a_pipe_gets_no_spaces_at_their_ends(full: Record, width: int) -> None:
    lines = shown(full, width).splitlines()
    assert max(map(len, lines)) <= min(width, 110)
    assert [line for line in lines if line != line.rstrip()] == []
    assert "\x1b" not in shown(full, width)


def test_nothing_hangs_on_colour(full: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    page = shown(full, terminal=True)
    assert "\x1b[3" not in page, "no colours"
    assert "Hamad al-Lawati" in page


def test_parts_without_claims_are_left_out(full: Record) -> None:
    page = shown(dataclasses.replace(full, statements=(), elections=(), rejected=()))
    assert "MEETINGS" in page
    for title in ("WHO SAID WHAT", "ELECTIONS", "COULD NOT BE DECIDED"):
        assert title not in page


def test_what_could_not_be_decided(undecided: Record) -> None:
    page = " ".join(shown(undecided).split())
    assert "Nothing of what dragoman looks for was found" in page
    assert "day of publication unknown" in page
    assert "--published YYYY-MM-DD" in page
    assert "No day could be told for “Monday” (line 3)." in page


def test_claims_without_a_time_and_reasons_told_once(full: Record) -> None:
    meetings = tuple(dataclasses.replace(m, when=None) for m in full.meetings)
    rejected = (*full.rejected, Rejection("meetings", "no second party is named"))
    page = shown(dataclasses.replace(full, meetings=meetings, rejected=rejected))
    assert "The text gives no time for 2 of 2 meetings." in page
    assert page.count("no second party is named") == 1
    assert "no second party is named (2 times)" in page


def test_what_a_terminal_would_obey_is_not_passed_on(full: Record) -> None:
    entities = tuple(dataclasses.replace(e, name=f"{e.name}\x1b[2J\a[bold]") for e in full.entities)
    page = shown(dataclasses.replace(full, entities=entities), 120)
    assert "\x1b" not in page
    assert "\a" not in page
    assert "[bold]" in page, "what looks like markup is text"
