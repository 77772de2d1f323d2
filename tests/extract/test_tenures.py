"""Tenures: who holds, held or will hold which office, of what country, since and until when."""

from __future__ import annotations

import pytest

from dragoman import pipeline
from dragoman.model import Tenure

pytestmark = pytest.mark.model

Told = tuple[str, str, str | None, str]


def tenures(text: str) -> list[tuple[Tenure, str, str | None]]:
    """Every tenure with its person's name and its jurisdiction in words."""
    record = pipeline.read(text, published="2024-05-06")
    names = {e.id: e.name for e in record.entities}
    return [(t, names[t.person], names.get(t.jurisdiction or "", t.jurisdiction)) for t in record.tenures]


def told(text: str) -> list[Told]:
    return [(who, tenure.office, where, tenure.standing) for tenure, who, where in tenures(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Sri Lanka's acting president, Ranil Perera, spoke.", ("Ranil Perera", "president", "LK", "acting")),
        ("Former Malian prime minister Choguel Diarra spoke.", ("Choguel Diarra", "prime minister", "ML", "former")),
        ("Ex-President Mauricio Flores of El Salvador spoke.", ("Mauricio Flores", "President", "SV", "former")),
        ("The late Uruguayan president José Rivera built it.", ("José Rivera", "president", "UY", "former")),
        ("President-elect Prabowo Santoso of Indonesia spoke.", ("Prabowo Santoso", "President", "ID", "elect")),
        ("Incoming Finance Minister Ngozi Eze of Nigeria spoke.", ("Ngozi Eze", "Finance Minister", "NG", "elect")),
        ("Outgoing Dutch Prime Minister Jan de Vries spoke.", ("Jan de Vries", "Prime Minister", "NL", "current")),
        (
            "EU foreign policy chief Carlos Borges spoke.",
            ("Carlos Borges", "foreign policy chief", "European Union", "current"),
        ),
        ("UN Secretary-General Amina Sow spoke.", ("Amina Sow", "Secretary-General", "United Nations", "current")),
        ("Lagos Governor Bola Ade spoke.", ("Bola Ade", "Governor", "Lagos State", "current")),
        ("Osman Bey resigned as Turkey's defence minister.", ("Osman Bey", "defence minister", "TR", "former")),
        (
            "Nomvula Dlamini, the South African minister of international relations, spoke.",
            ("Nomvula Dlamini", "minister of international relations", "ZA", "current"),
        ),
    ],
)
def test_one_office(text: str, expected: Told) -> None:
    assert told(text) == [expected]


@pytest.mark.parametrize(
    ("text", "standing", "since", "until"),
    [
        ("Marta Kovacs was Hungary's foreign minister from 2010 to 2014.", "former", "2010", "2014"),
        ("Marta Kovacs has been foreign minister of Hungary since 2019.", "current", "2019", None),
        ("Kenya's President William Kamau, who took office in September 2022, spoke.", "current", "2022-09", None),
        ("Osman Bey resigned as Turkey's defence minister on 3 May 2024.", "former", None, "2024-05-03"),
        ("Aigul Sadykova was appointed Kazakhstan's ambassador to Japan on Friday.", "current", "2024-05-03", None),
        (
            "President-elect Prabowo Santoso of Indonesia will be sworn in on 20 October 2024.",
            "elect",
            "2024-10-20",
            None,
        ),
    ],
)
def test_since_and_until(text: str, standing: str, since: str | None, until: str | None) -> None:
    ((tenure, _, _),) = tenures(text)
    assert tenure.standing == standing
    assert (tenure.since and tenure.since.edtf, tenure.until and tenure.until.edtf) == (since, until)


def test_an_office_told_often_is_one_claim() -> None:
    text = "Peruvian President Ana Ruiz came. President Ruiz spoke. The crowd cheered President Ruiz."
    ((tenure, who, where),) = tenures(text)
    assert (who, where, len(tenure.evidence)) == ("Ana Ruiz", "PE", 3)


def test_two_offices_of_one_person_are_two() -> None:
    text = "Luxembourg's deputy prime minister and foreign minister, Xavier Kieffer, arrived."
    assert sorted(told(text)) == [
        ("Xavier Kieffer", "deputy prime minister", "LU", "current"),
        ("Xavier Kieffer", "foreign minister", "LU", "current"),
    ]


def test_one_office_of_two_countries() -> None:
    assert sorted(told("Presidents Luis Rojas of Bolivia and Dina Flores of Peru planted a tree.")) == [
        ("Dina Flores", "President", "PE", "current"),
        ("Luis Rojas", "President", "BO", "current"),
    ]


def test_whose_office_it_is_may_stand_elsewhere() -> None:
    ((tenure, _, where),) = tenures(
        "QUITO, Ecuador (AP) -- President Rosa Vera opened the school on Friday. Ecuador needs schools, "
        "Ecuadorean teachers said. Ecuador has few."
    )
    assert where == "EC"
    assert tenure.confidence < 0.9, "it was inferred"


def test_a_standing_goes_with_its_status() -> None:
    ways = {"Former ": "happened", "Acting ": "under_way", "": "under_way"}
    for word, status in ways.items():
        ((tenure, _, _),) = tenures(f"{word}Peruvian Prime Minister Ana Ruiz came home.")
        assert tenure.status == status


@pytest.mark.parametrize(
    "text",
    [
        "Mr Keller and Sir John Watts came.",
        "Prince Karim and First Lady Ana Ruiz came.",
        "A minister has duties, and a president more.",
        "If elected, Ana Ruiz would be president.",
    ],
)
def test_no_office(text: str) -> None:
    assert told(text) == []


def test_what_boilerplate_tells_is_no_claim() -> None:
    text = "Ana Ruiz opened the bridge on Friday in Lima.\n\nMore stories: President Juan Soto resigns\n"
    assert [who for who, *_ in told(text)] == []
