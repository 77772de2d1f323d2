"""Of whom a name speaks: variants of one name, family names of two, and the names of many peoples."""

from __future__ import annotations

import pytest

from dragoman import pipeline

pytestmark = pytest.mark.model


def called(text: str, published: str = "2024-05-06") -> dict[str, list[str]]:
    """The words by which each person is spoken of, by name."""
    found = pipeline.read(text, published=published).entities
    return {e.name: [m.text for m in e.mentions] for e in found if e.kind == "person"}


def test_one_entity_for_all_that_a_tour_calls_its_traveller() -> None:
    text = (
        "US Secretary of State Antony Blinken began a tour on Monday. Blinken will meet Chile's leftist President "
        "Gabriel Boric in Santiago. The US diplomat then flies to Lima, where he will open a clinic. "
        "The president of Chile thanked him."
    )
    found = called(text, "2022-10-03")
    assert found["Antony Blinken"] == ["Antony Blinken", "Blinken", "The US diplomat", "he", "him"]
    assert found["Gabriel Boric"] == ["Gabriel Boric", "president"]


@pytest.mark.parametrize(
    ("text", "name", "words"),
    [
        (
            "Peru's Foreign Minister Rosa Elena Quispe Mamani arrived. Quispe said she was glad.",
            "Rosa Elena Quispe Mamani",
            ["Quispe", "she"],
        ),
        ("Pedro Rojas Pérez-Soto came. Rojas smiled.", "Pedro Rojas Pérez-Soto", ["Rojas"]),
        ("Prince Tariq bin Nayef Al Harbi came. Prince Tariq smiled.", "Tariq bin Nayef Al Harbi", ["Tariq"]),
        ("Omar bin Said Al Harbi came. Omar bin Said left.", "Omar bin Said Al Harbi", ["Omar bin Said"]),
        ("Karim Hadi al-Jabouri came. Al-Jabouri smiled.", "Karim Hadi al-Jabouri", ["Al-Jabouri"]),
        ("Foreign Minister Qin Weiming came. Qin said he was frank.", "Qin Weiming", ["Qin", "he"]),
        ("President Kwon Tae-min met reporters. Kwon smiled.", "Kwon Tae-min", ["Kwon"]),
        ("Prime Minister Pham Duc Long came. Long said he was glad.", "Pham Duc Long", ["Long", "he"]),
        ("Foreign Minister Kenji Mori came. Mori Kenji bowed. Mori left.", "Kenji Mori", ["Mori Kenji", "Mori"]),
        ("President Daw Khin Thida Win came. Khin Thida Win left.", "Daw Khin Thida Win", ["Khin Thida Win"]),
        ("Ursula van der Meer came. Van der Meer smiled.", "Ursula van der Meer", ["Van der Meer"]),
        ("Luis Inácio Costa da Rocha came. Costa da Rocha smiled.", "Luis Inácio Costa da Rocha", ["Costa da Rocha"]),
    ],
    ids=lambda value: value if isinstance(value, str) and len(value) < 30 else "",
)
def test_names_of_many_peoples(text: str, name: str, words: list[str]) -> None:
    assert called(text) == {name: [name, *words]}


def test_single_names_joined_behind_a_title_of_several() -> None:
    assert called("Former presidents Wiranto and Sutarto were named. Sutarto smiled.") == {
        "Wiranto": ["Wiranto"],
        "Sutarto": ["Sutarto", "Sutarto"],
    }


def test_a_nickname_that_the_knowledge_base_knows() -> None:
    found = called("Indonesian President Joko Widodo flew to Bali. Jokowi said he was pleased.", "2016-03-01")
    assert found == {"Joko Widodo": ["Joko Widodo", "Jokowi", "he"]}


def test_husband_and_wife() -> None:
    text = (
        "President Peter Okafor and his wife Grace Okafor came to Lima. Okafor met the press. "
        "Mrs. Okafor opened a school. She praised the teachers. Mr. Okafor waited."
    )
    assert called(text) == {
        "Peter Okafor": ["Peter Okafor", "his", "Okafor", "Okafor"],
        "Grace Okafor": ["his wife", "Grace Okafor", "Okafor", "She"],
    }


def test_brothers_by_their_office() -> None:
    text = (
        "Nimal Perera was sworn in by his brother, President Sunil Perera. Nimal Perera said he was honoured. "
        "President Perera thanked the voters."
    )
    assert called(text)["Sunil Perera"] == ["his brother", "Sunil Perera", "Perera"]


def test_a_governor_cut_short() -> None:
    text = "President George Blake met Florida Governor John Blake. Blake left. Gov. Blake stayed. President Blake flew home."
    found = called(text)
    assert found["John Blake"][-1] == "Blake"
    assert found["George Blake"] == ["George Blake", "Blake"]


def test_two_of_one_family_name_that_is_written_first() -> None:
    text = (
        "North Korean leader Kim Jong Un met reporters. Kim said he would return. "
        "Kim Yong-chol travelled with Kim. Kim Yong-chol spoke."
    )
    assert called(text, "2019-03-01") == {
        "Kim Jong Un": ["Kim Jong Un", "Kim", "he", "Kim"],
        "Kim Yong-chol": ["Kim Yong-chol", "Kim Yong-chol"],
    }


def test_he_who_is_always_called_so_keeps_the_name() -> None:
    text = (
        "Ali Tamim came to Lima. Tamim spoke. Tamim smiled. Tamim sang. His father Tamim Hadi Tamim wept. "
        "The crowd thanked Tamim."
    )
    assert called(text)["Ali Tamim"][-1] == "Tamim"
    assert called(text)["Tamim Hadi Tamim"] == ["His father", "Tamim Hadi Tamim"]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Ilham Aliyev succeeded Heydar Aliyev. Ilham Aliyev smiled.", 2),
        ("King Abdullah II of Jordan met Saudi Arabia's King Abdullah.", 2),
        ("Delcy Rodríguez and her brother Jorge Rodríguez met Maria Rodriguez.", 3),
        ("Mohammed bin Salman met Mohammed bin Zayed. Mohammed bin Salman smiled.", 2),
        ("Giorgi Kvirikashvili met Giorgi Margvelashvili and Irakli Garibashvili.", 3),
        ("George W. Bush met George H.W. Bush and Jeb Bush.", 3),
    ],
)
def test_homonyms_stay_apart(text: str, count: int) -> None:
    assert len(called(text, "2005-06-01")) == count


def test_a_noun_before_a_name_is_no_part_of_it() -> None:
    found = called("Democrat Laura Holt spoke. Billionaire Laura Holt smiled.")
    assert found == {"Laura Holt": ["Laura Holt", "Laura Holt"]}
