"""Names are swapped wherever they stand, claims and text alike, and nothing else changes."""

from __future__ import annotations

import pytest

from dragoman.evaluate.stories import Story
from dragoman.evaluate.swap import LEADERS, Swap, choose, cities, gender, people, swapped

SWAP = Swap(
    {"Ana Ruiz": "Penny Wong", "Luiz Inacio Lula da Silva": "Mark Rutte"},
    {"Lima": "Trujillo", "Los Angeles": "Detroit"},
)

EXPECTED = {
    "trips": [{"traveller": "Ana Ruiz", "legs": [{"place": "Lima", "country": "PE"}, {"country": "CL"}]}],
    "tenures": [
        {"person": "Ana Ruiz", "office": "Foreign Minister"},
        {"person": "King Abdullah", "office": "King"},
        {"person": "Paul Vega", "office": "President"},
    ],
    "gatherings": [{"name": "summit", "place": "Washington"}],
    "published": "2024-06-03",
}
TEXT = (
    "Foreign Minister Ana Ruiz flew to Lima on Monday to meet President Paul Vega. "
    "Ruiz said she liked Lima’s port. Vega said he did too. King Abdullah and Washington looked on."
)


@pytest.mark.parametrize(
    ("text", "new"),
    [
        ("Ana Ruiz met Lula in Lima.", "Penny Wong met Rutte in Trujillo."),
        ("Ruiz’s aides left Lima's port", "Wong’s aides left Trujillo's port"),
        ("former President Luiz Inacio Lula da Silva", "former President Mark Rutte"),
        ("LIMA, June 3 - RUIZ", "TRUJILLO, June 3 - WONG"),
        ("the Lima Group and the Los Angeles Times", "the Lima Group and the Los Angeles Times"),
        ("in Los Angeles and Los Cabos", "in Detroit and Los Cabos"),
        ("da Silva", "Rutte"),
        ("Limassol, Anatolia and Ruizgate", "Limassol, Anatolia and Ruizgate"),
    ],
)
def test_names_are_swapped_and_bodies_keep_theirs(text: str, new: str) -> None:
    assert SWAP.apply(text) == new


def test_claims_are_swapped_as_the_text_is() -> None:
    claim = {
        "traveller": "Ana Ruiz",
        "legs": [{"place": "Lima", "country": "PE", "transit": False}],
        "when": "2024-06-03",
    }
    assert SWAP.apply(claim) == {
        "traveller": "Penny Wong",
        "legs": [{"place": "Trujillo", "country": "PE", "transit": False}],
        "when": "2024-06-03",
    }


def test_who_and_what_is_swapped() -> None:
    assert people(EXPECTED) == ["Ana Ruiz", "Paul Vega"]
    assert cities(EXPECTED)["Lima"] == "PE"


def test_pronouns_tell_the_gender_where_the_given_name_does_not() -> None:
    assert gender("Xylo Brandt", "Xylo Brandt arrived. She smiled.") == "female"
    assert gender("Xylo Brandt", "Brandt, the king's spokesman, said he was tired.") == "male"


def test_a_swap_is_the_same_for_the_same_seed_and_takes_no_name_of_the_text() -> None:
    swap = choose(TEXT, EXPECTED, 3)
    assert swap == choose(TEXT, EXPECTED, 3)
    assert swap != choose(TEXT, EXPECTED, 4)
    assert swap.people["Ana Ruiz"] in LEADERS["female"]
    assert swap.people["Paul Vega"] in LEADERS["male"]
    assert not {*swap.people.values(), *swap.cities.values()} & {"Lima", "Ana Ruiz", "Paul Vega"}


def test_a_swapped_story_keeps_its_shape() -> None:
    swap, story = swapped(Story("a", TEXT, "2024-06-03", EXPECTED), 1)
    new = swap.people["Ana Ruiz"].split()[-1]
    assert story.text.count(new) == TEXT.count("Ruiz")
    assert "Ruiz" not in story.text
    assert "Lima" not in story.text
    assert story.expected["published"] == "2024-06-03"
    assert story.expected["trips"][0]["legs"][0]["place"] == swap.cities["Lima"]
