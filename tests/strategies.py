"""What Hypothesis draws: any string at all, the noise that breaks readers, and prose in the manner of the wires."""

from __future__ import annotations

from hypothesis import strategies as st

ANY = st.text(st.characters(exclude_categories=()), max_size=300)
"""Any string of Python, halves of surrogate pairs, NUL and marks of direction included."""

NOISE = st.sampled_from(
    [
        "",
        " ",
        "\t\n\r\x0b\x0c\u2028\u00a0\u3000",
        "\x00",
        "\ud800",
        "\udfff\ud800",
        "\u202e\u202d\u200f\u2067",
        "\ufeff",
        "😀👨\u200d👩\u200d👧🇵🇪",
        "e\u0301\u0301\u0301",
        "\ufdfa",
        "...!?!;:--",
        "“‘«„\"'`",
        "))]}”’»",
        "(" * 50,
        '"' * 51,
        "`" * 9,
        "``",
        "''",
        "Mr.",
        "U.S.",
        "’s",
        "#@$%^&*~|\\/",
        "x" * 900,
        "٣٤٥ १२३ ⅷ ²",
        "ﬁ ß İ ı ǅ",
        "https://example.org/a?b=c#d",
        "<p>&amp;</p>",
        "-- -- --",
        ", , , ,",
        "and and and",
    ]
)

PEOPLE = (
    "Ana Ruiz|Kenji Tanaka|Aung Min|Joko Santoso|Kim Min-ji|Omar al-Hassan|Fatima Zahra|Petr Novák|Ruiz|he|she".split(
        "|"
    )
)
TITLES = (
    "President|Foreign Minister|the foreign minister,|former Prime Minister|acting President|Secretary of State|".split(
        "|"
    )
)
PLACES = "Lima|Tokyo|Peru|Japan|Myanmar|Geneva|the Republic of Korea|Washington|the United Nations|Córdoba".split("|")
DAYS = "on Friday|on May 3|yesterday|next week|on 12 June 2024|in 1998|from Monday to Wednesday|last month|".split("|")
DEEDS = (
    "visited|will visit|met|will meet in|plans to travel to|arrived in|left|may go to|did not go to|"
    "was received in|called off a trip to|urged|said that talks were held in|won the election in|was sworn in in"
).split("|")
ENDS = [". ", ".\n", ".\n\n", ", and ", "; ", ", who ", " because ", '," he said. "', "\n\n", " ", "? "]
HEADS = [
    "",
    "LIMA, Peru (AP) -- ",
    "TOKYO, May 2 (Xinhua) -- ",
    "Ruiz visits Tokyo\n\n",
    "By Ana Ruiz\n\n",
    "(Reuters) - ",
]


@st.composite
def sentences(draw: st.DrawFn) -> str:
    """One clause about somebody who does something somewhere."""
    parts = [draw(st.sampled_from(choices)) for choices in (TITLES, PEOPLE, DEEDS, PLACES, DAYS)]
    return " ".join(part for part in parts if part)


@st.composite
def articles(draw: st.DrawFn) -> str:
    """Clauses strung together rightly and wrongly, with noise between them."""
    parts = [draw(st.sampled_from(HEADS))]
    for _ in range(draw(st.integers(1, 8))):
        parts.append(draw(st.one_of(sentences(), sentences(), sentences(), NOISE)))
        parts.append(draw(st.sampled_from(ENDS)))
    return "".join(parts)


TEXTS = st.one_of(articles(), articles(), ANY, st.lists(NOISE, max_size=12).map("".join))
"""What a reader may be given."""
