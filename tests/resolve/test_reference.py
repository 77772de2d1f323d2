"""Mentions without a name: titles, pronouns, pairs. Where it is not clear whom they mean, nobody is meant."""

from __future__ import annotations

import time

import pytest

from dragoman import pipeline

pytestmark = pytest.mark.model


def meant(text: str, *words: str) -> list[list[str]]:
    """Whom each of the words (as written) speaks of, the names of each in order of their first mention."""
    record = pipeline.read(text, published="2024-05-06")
    return [[e.name for e in record.entities if any(m.text == w for m in e.mentions)] for w in words]


def test_he_and_she() -> None:
    text = "Ana Ruiz told Omar Hassan that she would visit Cairo. He welcomed it."
    assert meant(text, "she", "He") == [["Ana Ruiz"], ["Omar Hassan"]]


def test_an_honorific_tells_the_sex() -> None:
    text = "Mr Novak and Mrs Keller met. Novak said he was glad, and Keller said she was tired."
    assert meant(text, "he", "she") == [["Novak"], ["Keller"]]


def test_a_title_tells_the_sex() -> None:
    text = "King Tupou received Chancellor Keller. The king said he was glad."
    assert meant(text, "he") == [["Tupou"]]


def test_a_pronoun_before_its_subject() -> None:
    assert meant("During his stay in Lima, Hassan will open a school.", "his") == [["Hassan"]]


def test_an_object_is_not_its_own_subject() -> None:
    text = "Omar Hassan arrived in Lima. Juan Soto received him."
    assert meant(text, "him") == [["Omar Hassan"]]


def test_nobody_is_meant_where_nobody_fits() -> None:
    assert meant("Ana Ruiz came. He was late.", "He") == [[]]
    assert meant("He said it was cold.", "He") == [[]]


@pytest.mark.parametrize(
    ("title", "who"),
    [
        ("The Colombian president", "Prado"),
        ("The Chilean leader", "Bravo"),
        ("Chile's president", "Bravo"),
        ("The top US diplomat", "Ana Ruiz"),
        ("The secretary of state", "Ana Ruiz"),
    ],
)
def test_a_title_means_its_holder(title: str, who: str) -> None:
    text = (
        "US Secretary of State Ana Ruiz met President Prado of Colombia in Bogota and President Bravo of Chile in "
        f"Santiago. {title} smiled."
    )
    record = pipeline.read(text, published="2024-05-06")
    start = text.index(title)
    assert [e.name for e in record.entities if any(m.start >= start and m.how == "title" for m in e.mentions)] == [who]


def test_the_pontiff_needs_no_country() -> None:
    assert meant("Pope Clement came to Turin. The pontiff prayed.", "The pontiff", "pontiff").count(["Clement"]) == 1


def test_a_president_without_article_is_nobody_told_before() -> None:
    text = "President Prado came. A president has duties."
    assert meant(text, "A president", "president") == [[], []]


def test_the_two() -> None:
    text = "Ana Ruiz met Omar Hassan in Lima. The two agreed to open an embassy. Both leaders smiled."
    assert meant(text, "The two", "Both leaders") == [["Ana Ruiz", "Omar Hassan"]] * 2


def test_the_two_presidents_are_both_president() -> None:
    text = (
        "President Ana Ruiz of Peru met President Juan Soto of Chile, with Foreign Minister Eva Rojas in attendance. "
        "The two presidents signed a treaty."
    )
    assert meant(text, "The two presidents") == [["Ana Ruiz", "Juan Soto"]]


def test_two_diplomats_are_anybody() -> None:
    text = "Ambassador Ana Ruiz met Ambassador Juan Soto, two diplomats said."
    assert meant(text, "two diplomats", "diplomats")[0] == []


def test_one_alone_is_no_pair() -> None:
    assert meant("Ana Ruiz came. The two agreed.", "The two") == [[]]


def test_a_thousand_names_and_pronouns_take_no_more_than_their_time() -> None:
    def seconds(count: int) -> float:
        sentence = "Foreign Minister Ana {}ski of Peru met Kim, and she told him that the two would meet the minister. "
        text = "".join(
            sentence.format("bcdfghklmn"[n % 10] * 2 + "aeiou"[n // 10 % 5] * 2 + str(n)) for n in range(count)
        )
        start = time.process_time()
        pipeline.read(text)
        return time.process_time() - start

    seconds(5)
    assert seconds(400) < 12 * max(seconds(100), 0.2)
