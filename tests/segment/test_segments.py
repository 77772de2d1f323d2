"""Roles of whole articles, in the layouts of many desks; and the laws that hold for any text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.ingest import article_of
from dragoman.segment import dateline, label, segments

WIRE = """Chinese premier leaves for Cairo

CAIRO, Feb. 10 (Xinhua) -- Chinese Premier Gao Lin arrived here Tuesday for an official visit to Egypt.

He will meet President Hassan on Wednesday. Enditem
"""

WRAPPED = """JAPAN, PHILIPPINES SIGN DEFENCE PACT

By TOM HILL
Associated Press Writer

MANILA, Philippines (AP) -- The foreign ministers of Japan and the
Philippines signed an agreement Monday that lets their troops train
on each other's soil, the first such pact that Tokyo has signed in
Asia.

   The minister, Kenji Ota, will fly on to Hanoi on Tuesday and to
Jakarta on Friday. He is to meet Prime Minister Tran Van Loc in
Hanoi.
   "We are neighbours by sea," Mr. Ota said at a news conference with
his host.
   He leaves on Wednesday.
"""

LINES = """Turkish foreign minister to visit Baku
3 October 2022
Anadolu Agency
ANKARA - Anadolu Agency
Turkish Foreign Minister Ali Demir will visit Azerbaijan on Oct. 4, the ministry said.
Demir will meet his counterpart.
More From Daily
Minister meets envoy
Army drills begin
"""

AGENCY = """UPDATE 2-Brazil's president to meet Swedish king in Brasilia -sources

(Adds quotes, background)

By Ana Ruiz and Tom Hill

BRASILIA, Feb 3 (Reuters) - Brazil's president will receive King Gustaf on Feb. 10, two sources said.

FILE PHOTO: Brazil's president waves in Brasilia, January 2, 2023. REUTERS/Ana Ruiz

The two will discuss trade.

THE ROYAL AGENDA

The king will also visit Manaus.

(Reporting by Ana Ruiz; Editing by Tom Hill)

Our Standards: The Trust Principles.

Read Next

Ukraine says drones hit port
"""

RELEASE = """Office of the Spokesperson

The below is attributable to Spokesperson Ana Ruiz:

Secretary of State Eleanor Whitlock spoke today with Foreign Minister Hassan. They discussed water.

For more information, please contact the press office at press@example.org.

###
"""

TRANSCRIPT = """Eleanor Whitlock, Secretary of State

Rabat, Morocco

Hotel Atlas

SECRETARY WHITLOCK: Good morning. I will meet the king today.

QUESTION: And the prime minister?

SECRETARY WHITLOCK: On Friday, in Casablanca.
"""

INLINE = """NEW DELHI: External affairs minister Ravi Kumar will visit Colombo on Thursday, officials said.

READ ALSO: India, Sri Lanka to hold talks

Kumar will meet President Perera.

READ MORE

Fund approves loan as protests continue

"India stands with its neighbours," Kumar told reporters in Colombo before he met the Sri Lankan envoy Perera.

Kumar and Perera last met in Colombo in 2020, when the Sri Lankan leader took office after an election in November.
"""

ELYSEE = """Déplacement du Président: press release

Paris, le 3 mars 2023

The President of the Republic will travel to Libreville on Wednesday.
"""


def roles(text: str, title: str | None = None) -> list[tuple[str, str]]:
    """The segments of a text as (role, its words single-spaced)."""
    return [(s.role, " ".join(text[s.start : s.end].split())) for s in segments(text, title)]


def starts(text: str) -> list[tuple[str, str]]:
    """The same with the first word alone."""
    return [(role, words.split()[0]) for role, words in roles(text)]


def test_a_wire_story() -> None:
    assert roles(WIRE) == [
        ("headline", "Chinese premier leaves for Cairo"),
        ("dateline", "CAIRO, Feb. 10 (Xinhua) --"),
        ("body", "Chinese Premier Gao Lin arrived here Tuesday for an official visit to Egypt."),
        ("body", "He will meet President Hassan on Wednesday."),
        ("boilerplate", "Enditem"),
    ]


def test_lines_cut_at_a_width_are_joined_to_paragraphs() -> None:
    found = roles(WRAPPED)
    assert [role for role, _ in found] == ["headline", "byline", "byline", "dateline", *["body"] * 4]
    assert found[4][1].endswith("the first such pact that Tokyo has signed in Asia.")
    assert found[5][1].endswith("He is to meet Prime Minister Tran Van Loc in Hanoi.")
    assert found[6][1] == '"We are neighbours by sea," Mr. Ota said at a news conference with his host.'


def test_a_paragraph_a_line() -> None:
    assert starts(LINES) == [
        ("headline", "Turkish"),
        ("dateline", "3"),
        ("byline", "Anadolu"),
        ("dateline", "ANKARA"),
        ("body", "Turkish"),
        ("body", "Demir"),
        ("related", "More"),
        ("related", "Minister"),
        ("related", "Army"),
    ]


def test_an_agencys_story_with_its_trimmings() -> None:
    assert starts(AGENCY) == [
        ("headline", "UPDATE"),
        ("boilerplate", "(Adds"),
        ("byline", "By"),
        ("dateline", "BRASILIA,"),
        ("body", "Brazil's"),
        ("caption", "FILE"),
        ("body", "The"),
        ("subheading", "THE"),
        ("body", "The"),
        ("boilerplate", "(Reporting"),
        ("boilerplate", "Our"),
        ("related", "Read"),
        ("related", "Ukraine"),
    ]


def test_a_ministrys_release() -> None:
    assert starts(RELEASE) == [
        ("byline", "Office"),
        ("byline", "The"),
        ("body", "Secretary"),
        ("boilerplate", "For"),
        ("boilerplate", "###"),
    ]


def test_a_transcript_is_body_after_its_head() -> None:
    assert starts(TRANSCRIPT) == [
        ("byline", "Eleanor"),
        ("dateline", "Rabat,"),
        ("boilerplate", "Hotel"),
        ("body", "SECRETARY"),
        ("body", "QUESTION:"),
        ("body", "SECRETARY"),
    ]


def test_an_article_goes_on_after_a_teaser_between_paragraphs() -> None:
    assert starts(INLINE) == [
        ("dateline", "NEW"),
        ("body", "External"),
        ("related", "READ"),
        ("body", "Kumar"),
        ("related", "READ"),
        ("related", "Fund"),
        ("body", '"India'),
        ("body", "Kumar"),
    ]


BODY = """Finland's president flew to Ottawa on Monday, her office said.

She will meet the prime minister on Tuesday and return to Helsinki on Wednesday.

"""


@pytest.mark.parametrize(
    "heading",
    [
        "More to explorer",
        "Related articles",
        "RELATED",
        "More from World",
        "Read next",
        "You may also like",
        "You might also be interested in:",
        "Also read",
        "Recommended",
        "Recommended for you",
        "Trending now",
        "Most read in Politics",
        "Editor’s picks",
        "In other news",
        "Around the web",
    ],
)
def test_all_after_a_heading_over_other_stories_is_related(heading: str) -> None:
    text = f"{BODY}{heading}\n\nMinister quits over tunnel\n\nThe minister of works left office on Friday.\n"
    assert [role for role, _ in roles(text)] == ["body", "body", "related", "related", "related"]


def test_titles_behind_the_article_are_related_without_a_heading() -> None:
    text = f"{BODY}Understanding Your Pension\n\nMany people worry about old age. Experts in Tampere said on\n"
    assert [role for role, _ in roles(text)] == ["body", "body", "related", "related"]


def test_a_last_sentence_without_its_point_is_body() -> None:
    text = f"{BODY}The president will end her journey in Quebec on Thursday\n"
    assert [role for role, _ in roles(text)] == ["body", "body", "body"]


def test_a_heading_and_a_last_paragraph_of_the_article_are_not_other_stories() -> None:
    text = f"{BODY}– A long wait –\n\nThe president first asked for the talks in 2019, and Ottawa took its time.\n"
    assert [role for role, _ in roles(text)] == ["body", "body", "subheading", "body"]


def test_a_headline_said_twice_is_a_duplicate() -> None:
    title = "Finland's president to visit Canada"
    assert [role for role, _ in roles(f"{title}\n\n{title}\n\n{BODY}")] == ["headline", "duplicate", "body", "body"]


def test_the_given_title_is_the_headline_where_it_stands() -> None:
    title = "Niinistö flies west."
    assert roles(f"WORLD\n\n{title}\n\n{BODY}", title)[1] == ("headline", title)


@pytest.mark.parametrize(
    "line",
    [
        "Copyright 2022 The Northern Wire. All rights reserved.",
        "© 2022 Northern Wire",
        "Sign up for our newsletter",
        "Share this",
        "Follow us on Twitter",
        "Click here to read more.",
        "We use cookies to make this page work.",
        "Editing by Tom Hill; Reporting by Ana Ruiz in Oslo",
        "-30-",
        "-- END --",
        "***",
        "bur-rkd/ach",
        "Contact: press@example.org",
    ],
)
def test_boilerplate_lines(line: str) -> None:
    assert roles(f"{BODY}{line}\n")[-1] == ("boilerplate", line)


@pytest.mark.parametrize(
    "line",
    [
        "By continuing to arm both sides, the ministry said, the region would drift to war.",
        "Subscribers to the plan include Norway, whose minister will fly to Lima on Monday.",
        "Share prices fell in Oslo after the minister met the governor of the central bank.",
        '"Follow us," the guide told the ministers, and led them to the palace.',
        "Related talks between the two ministers will be held in Geneva on Friday.",
        "More from the talks in Geneva is expected on Friday, the minister said.",
        "Comments by the minister in Lima on Monday angered the president of Peru.",
    ],
)
def test_sentences_that_begin_like_boilerplate_are_body(line: str) -> None:
    assert roles(f"{BODY}{line}\n")[-1] == ("body", line)


@pytest.mark.parametrize(
    "line",
    [
        "FILE PHOTO: The president waves in Oslo, May 2, 2022. REUTERS/Ana Ruiz",
        "The president greets crowds in Lima. (Photo by Ana Ruiz / AFP)",
        "Pictured: the president in Lima",
        "In this Monday, May 2, 2022 photo, the president waves in Oslo.",
        "Ana Ruiz via Getty Images",
    ],
)
def test_captions(line: str) -> None:
    assert roles(f"{BODY}{line}\n\nShe flew home on Friday, her office said.\n")[2] == ("caption", line)


@pytest.mark.parametrize("line", ["### What comes next", "– A busy agenda –", "OPPOSITION WARY", "An old dispute"])
def test_subheadings(line: str) -> None:
    assert roles(f"{BODY}{line}\n\nShe flew home on Friday, her office said.\n")[2] == ("subheading", line)


@pytest.mark.parametrize(
    ("end", "role"),
    [
        ("(pvs/vi/ji)", "boilerplate"),
        ("(Reporting by Ana Ruiz; Editing by Tom Hill)", "boilerplate"),
        ("Reporting by Ana Ruiz", "boilerplate"),
        ("Pernille Ade, VOA News.", "byline"),
        ("For The Globe, I'm Ana Ruiz in Lagos.", "byline"),
    ],
)
def test_a_signature_is_cut_from_the_last_paragraph(end: str, role: str) -> None:
    assert roles(f"{BODY}She flew home on Friday. {end}")[-2:] == [("body", "She flew home on Friday."), (role, end)]


def test_a_story_in_one_paragraph_is_a_dateline_and_body() -> None:
    text = "SOFIA, Bulgaria (AP)_ Presidents Ana Ruiz and Ivan Petrov signed a pact Friday. They will meet again."
    assert [role for role, _ in roles(text)] == ["dateline", "body"]


def test_a_text_of_capitals_has_no_subheadings() -> None:
    text = "THE MINISTER MET HER COUNTERPART IN AMMAN TODAY.\n\nTHEY DISCUSSED WATER.\n\nSHE FLIES HOME ON FRIDAY."
    assert [role for role, _ in roles(text)] == ["body", "body", "body"]


def test_lines_alone_are_body() -> None:
    assert roles("Ruiz visits Cuba") == [("body", "Ruiz visits Cuba")]
    assert [role for role, _ in roles("Ruiz visits Cuba\nShe met Hassan in Havana on Monday")] == ["body", "body"]


@pytest.mark.parametrize(
    ("text", "published"),
    [
        (ELYSEE, "2023-03-03"),
        (LINES, "2022-10-03"),
        (RELEASE, None),
        (WIRE, None),
        ("GENEVA (8 November 2021) – The envoy met both sides on Monday, her office said.", "2021-11-08"),
        ("Statement on Haiti\n\n04.10.2022\n\nThe minister said that she would fly to Haiti.", "2022-10-04"),
        ("Statement on Haiti\n\n3/10/2022\n\nThe minister said that she would fly to Haiti.", None),
        ("Statement on Haiti\n\n31 February 2022\n\nThe minister said that she would fly to Haiti.", None),
    ],
)
def test_the_day_of_a_dateline_with_its_year(text: str, published: str | None) -> None:
    article = label(article_of(text))
    assert (article.published, article.published_basis) == (published, "dateline" if published else None)


def test_the_given_day_goes_before_the_datelines() -> None:
    article = label(article_of(ELYSEE, published="2023-03-04"))
    assert (article.published, article.published_basis) == ("2023-03-04", "given")


def test_the_first_dateline_of_an_article() -> None:
    found = dateline(AGENCY, segments(AGENCY))
    assert found is not None
    assert found.place is not None
    assert (AGENCY[slice(*found.place)], found.agency, found.day) == ("BRASILIA", "Reuters", None)
    assert dateline(RELEASE, segments(RELEASE)) is None


PIECES = [
    *WRAPPED.split("\n"),
    *AGENCY.split("\n"),
    *TRANSCRIPT.split("\n"),
    "",
    "",
    "Related",
    "A",
    "\x1c",
    "\r",
    "\u2028",
    "\ufeff",
    "İ",
    "ß:",
    "«»",
]


@given(st.one_of(st.text(), st.lists(st.sampled_from(PIECES)).map("\n".join)), st.none() | st.text(max_size=20))
def test_segments_cover_the_text_in_order_and_do_not_overlap(text: str, title: str | None) -> None:
    found = segments(text, title)
    at = 0
    for segment in found:
        assert at <= segment.start < segment.end
        assert not text[at : segment.start].strip()
        assert text[segment.start : segment.end] == text[segment.start : segment.end].strip()
        at = segment.end
    assert not text[at:].strip()
    assert found == segments(text, title)
    dateline(text, found)
