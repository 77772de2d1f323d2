"""What is not English is said, and what may be English is read."""

from __future__ import annotations

import pytest

from dragoman.ingest.language import other_language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Der Außenminister reist am Montag nach Lima, um dort den Präsidenten zu treffen.", "German"),
        ("El ministro viajará el lunes a Lima para reunirse con su homólogo peruano.", "Spanish"),
        ("O ministro viaja na segunda-feira a Lima para se encontrar com o presidente do Peru.", "Portuguese"),
        ("LE MINISTRE SE RENDRA LUNDI À LIMA POUR RENCONTRER SON HOMOLOGUE PÉRUVIEN.", "French"),
        ("Dışişleri Bakanı pazartesi günü Lima'ya giderek mevkidaşı ile görüşecek.", "Turkish"),
        ("Президент прибыл в Минск", "Russian"),
        ("وزير الخارجية يزور بيرو يوم الاثنين للقاء الرئيس", "Arabic"),
        ("外務大臣は月曜日にペルーを訪問し、大統領と会談する予定である。", "Japanese"),
    ],
)
def test_other_languages_are_named(text: str, language: str) -> None:
    assert other_language(text) == language


@pytest.mark.parametrize(
    "text",
    [
        "The minister will fly to Lima on Monday, where she will meet the president.",
        "Antony Blinken, Gustavo Petro, Gabriel Boric, Pedro Castillo, Luiz Inacio Lula da Silva",
        "LULA MEETS MACRON IN PARIS",
        "Prime Minister of Malaysia Anwar Ibrahim",
        "Santiago, Lima, Bogota, La Paz, Asuncion, Montevideo",
        "Ruiz",
        "12345 67890",
        "",
        'She said "nous sommes prêts à nous rendre à Lima lundi" before the talks with him at the palace.',
    ],
)
def test_english_and_what_is_too_short_to_tell(text: str) -> None:
    assert other_language(text) is None
