"""Names of persons as many languages form them, in full and in short, and capitals that name nobody."""

from __future__ import annotations

import pytest

from dragoman import ingest, pipeline, segment
from dragoman.doc import note

pytestmark = pytest.mark.model


def people(text: str) -> list[str]:
    """The names of persons in a text, in order."""
    doc = pipeline.annotate(segment.label(ingest.article_of(text)))
    return [doc[n.start : n.end].text for n in note(doc).names if n.kind == "person"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kenji Watanabe met Yoko Tanaka in Osaka.", ["Kenji Watanabe", "Yoko Tanaka"]),
        (
            "Prince Faisal bin Khalid Al Saud received Omar al-Busaidi.",
            ["Faisal bin Khalid Al Saud", "Omar al-Busaidi"],
        ),
        ("U Thant Kyaw, Myanmar's deputy foreign minister, left with Daw Khin Mya.", ["U Thant Kyaw", "Daw Khin Mya"]),
        ("Senior General Min Aung Htun met Thai Prime Minister Somchai Wongsa.", ["Min Aung Htun", "Somchai Wongsa"]),
        ("Retno Wulandari, Indonesia's foreign minister, visited Dhaka.", ["Retno Wulandari"]),
        ("Kim Yong-su and Choe Ryong-il attended the parade.", ["Kim Yong-su", "Choe Ryong-il"]),
        (
            "Mexico's Alicia Cárdenas and Spain's José Manuel Ibarra Bueno signed.",
            ["Alicia Cárdenas", "José Manuel Ibarra Bueno"],
        ),
        ("Prime Minister Pham Minh Duc spoke with Egypt's Sameh Shaker.", ["Pham Minh Duc", "Sameh Shaker"]),
        ("Foreign Minister Szabó Péter met Ursula von der Heide.", ["Szabó Péter", "Ursula von der Heide"]),
        ("President Luiz da Costa met Jan de Vries.", ["Luiz da Costa", "Jan de Vries"]),
        ("Jean-Pierre N'Diaye met Patrick O'Brien.", ["Jean-Pierre N'Diaye", "Patrick O'Brien"]),
        ("President Ismaïl Guelleh met Olena Kovalenko.", ["Ismaïl Guelleh", "Olena Kovalenko"]),
    ],
)
def test_names_in_full(text: str, expected: list[str]) -> None:
    assert people(text) == expected


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("President Joko Santoso came. Santoso smiled.", "Santoso"),
        ("President Gustavo Prada Urrego came. The ministers followed Prada.", "Prada"),
        ("President Thongloun Sisavath came. The king welcomed Thongloun.", "Thongloun"),
        ("Kim Yong-su came. Kim greeted the crowd.", "Kim"),
        ("Andrés Manuel López Rivera came. López Rivera smiled.", "López Rivera"),
    ],
)
def test_names_in_short(text: str, short: str) -> None:
    assert people(text)[1:] == [short]


def test_who_says_something_is_somebody() -> None:
    assert people("Odunsi said the road was open. Odunsi then left.") == ["Odunsi", "Odunsi"]


def test_a_surname_wins_over_a_town_of_the_same_name() -> None:
    found = people("Foreign Minister Jack Lima met the envoys on Friday. Lima said he was glad.")
    assert found == ["Jack Lima", "Lima"]


@pytest.mark.parametrize(
    "text",
    [
        "The Security Council met on Monday.",
        "The Labour Party and the Ministry of Finance agreed.",
        "On Friday the talks went on in the Great Hall.",
        "The Castillo Foundation gave money.",
        "MINISTERS MEET ON FRIDAY",
    ],
)
def test_nobody(text: str) -> None:
    assert people(text) == []


def test_a_headline_in_capitals_names_who_bears_the_title() -> None:
    assert people("PRESIDENT PRADA VISITS CHILE ON FRIDAY\n\nThe visit is the first of its kind.\n")[:1] == ["PRADA"]


def test_an_honorific_is_not_of_the_name() -> None:
    assert people("Mr. Novak met Mrs. Svoboda and Dr. Karel Havel.") == ["Novak", "Svoboda", "Karel Havel"]
