"""Datelines of many desks, and what only looks like one."""

from __future__ import annotations

import pytest

from dragoman.segment import dateline, segments

REST = "the minister will fly to Lima on Monday, officials said."


def told(line: str) -> tuple[str | None, str | None, str | None, str] | None:
    """Place, date, agency and the dateline's own words of an article that begins with the line."""
    text = f"{line} The {REST}\n\nA second paragraph follows the first one here."
    found = dateline(text, segments(text))
    if found is None:
        return None
    place = text[slice(*found.place)] if found.place else None
    day = text[slice(*found.date)] if found.date else None
    return place, day, found.agency, text[found.start : found.end]


@pytest.mark.parametrize(
    ("line", "place", "day", "agency"),
    [
        ("BOGOTA, Oct 3 (AFP) -", "BOGOTA", "Oct 3", "AFP"),
        ("WASHINGTON (Reuters) -", "WASHINGTON", None, "Reuters"),
        ("MOSCOW, 27 February. /TASS/.", "MOSCOW", "27 February.", "TASS"),
        ("BEIJING, Feb. 10 (Xinhua) --", "BEIJING", "Feb. 10", "Xinhua"),
        ("CANBERRA, Australia (AP)_", "CANBERRA", None, "AP"),
        ("UNITED NATIONS (AP) _", "UNITED NATIONS", None, "AP"),
        ("NEW DELHI:", "NEW DELHI", None, None),
        ("WASHINGTON --", "WASHINGTON", None, None),
        ("LONDON —", "LONDON", None, None),
        ("(CNN) --", None, None, "CNN"),
        ("Washington (CNN)", "Washington", None, "CNN"),
        ("KYIV. Oct 3 (Interfax-Ukraine) –", "KYIV", "Oct 3", "Interfax-Ukraine"),
        ("DUBAI, 25th March, 2022 (WAM) --", "DUBAI", "25th March, 2022", "WAM"),
        ("ISLAMABAD, Oct 3 (APP):", "ISLAMABAD", "Oct 3", "APP"),
        ("TEHRAN, Oct. 03 (MNA) –", "TEHRAN", "Oct. 03", "MNA"),
        ("GENEVA (8 November 2021) –", "GENEVA", "8 November 2021", None),
        ("SAN JOSÉ, Costa Rica, Oct 3 (EFE).-", "SAN JOSÉ", "Oct 3", "EFE"),
        ("KYIV/MOSCOW, June 12 (Reuters) -", "KYIV/MOSCOW", "June 12", "Reuters"),
        ("Berlin, 3 October 2022 –", "Berlin", "3 October 2022", None),
        ("PORT-AU-PRINCE, Haiti (AP) —", "PORT-AU-PRINCE", None, "AP"),
        ("SCRANTON, Pa. —", "SCRANTON", None, None),
        ("RIO DE JANEIRO, Friday, Oct 3 —", "RIO DE JANEIRO", "Friday, Oct 3", None),
    ],
)
def test_datelines(line: str, place: str | None, day: str | None, agency: str | None) -> None:
    assert told(line) == (place, day, agency, line)


@pytest.mark.parametrize(
    "line",
    [
        "London — a city of ten million —",
        "QUESTION:",
        "MR. HILL:",
        "BREAKING:",
        "EXCLUSIVE -",
        "THE FIX IS IN:",
        "NATO:",
        "On Monday, Oct 3, in Bogota (the capital) -",
        "WHO WINS?",
        "Foreign Minister Ana Ruiz (left) -",
    ],
)
def test_what_only_looks_like_a_dateline(line: str) -> None:
    assert told(line) is None


@pytest.mark.parametrize(
    "line", ["UNITED NATIONS (AP) _", "ANKARA - Anadolu Agency", "Baku, October 3, AZERTAC", "PARIS —"]
)
def test_a_dateline_on_its_own_line(line: str) -> None:
    text = f"\n{line}\n\nThe {REST}\n"
    assert [(s.role, text[s.start : s.end]) for s in segments(text)] == [("dateline", line), ("body", f"The {REST}")]


def test_speakers_in_capitals_are_no_places() -> None:
    text = f"HILL: The {REST}\n\nRUIZ: We shall see him there on Monday.\n"
    assert [s.role for s in segments(text)] == ["body", "body"]
