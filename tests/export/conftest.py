"""A record made by hand: an article with a claim of every kind, and one with nothing decided."""

from __future__ import annotations

import pytest

from dragoman.model import (
    Action,
    Article,
    Counts,
    DateMention,
    Election,
    Entity,
    Gathering,
    Leg,
    Meeting,
    Mention,
    Position,
    Record,
    Rejection,
    Resolution,
    Segment,
    Share,
    Span,
    Statement,
    Tenure,
    Trip,
    When,
)

HEADLINE = "Norway's foreign minister tours the Gulf"
TEXT = f"""{HEADLINE}

MUSCAT, March 4 (NWA) - Norwegian Foreign Minister Sigrid Aune arrived in Muscat on Monday, the first stop of her second tour of the Gulf since she took office in 2023, and held talks with her Omani counterpart Hamad al-Lawati on shipping and the release of a tanker's crew.

On Wednesday and Thursday she will attend the Gulf Energy Forum in Doha, where she is to meet Emir Faisal bin Nasser.

"The sea belongs to nobody, and so it must be safe for everybody," Aune told reporters. Al-Lawati said the crew would be home within a week.

The Norwegian parliament voted 98-71 last week to send a frigate, with the Progress Party against.

Oman votes on June 2 in a referendum on its basic law. Neither side said when the talks would go on.
"""


def article(published: str | None = "2024-03-04") -> Article:
    start = TEXT.index("MUSCAT")
    end = TEXT.index("Norwegian")
    return Article(
        "a1",
        "gulf.txt",
        None,
        None,
        published,
        "given" if published else None,
        None,
        "en",
        TEXT,
        (
            Segment(0, len(HEADLINE), "headline"),
            Segment(start, end - 1, "dateline"),
            Segment(end, len(TEXT) - 1, "body"),
        ),
    )


def when(words: str, earliest: str, latest: str) -> When:
    at = TEXT.index(words)
    edtf = earliest if earliest == latest else f"{earliest}/{latest}"
    return When(edtf, earliest, latest, "relative", words, at, at + len(words))


def sentence(words: str) -> tuple[int, int]:
    """The sentence that holds some words."""
    at = TEXT.index(words)
    start = max(TEXT.rfind(". ", 0, at) + 2, TEXT.rfind("\n", 0, at) + 1)
    end = min(i + 1 for i in (TEXT.find(". ", at), TEXT.find(".\n", at)) if i >= 0)
    return start, end


@pytest.fixture
def full() -> Record:
    """A record with a claim of every kind."""
    a = article()

    def span(words: str) -> Span:
        return a.span(*sentence(words))

    def phrase(words: str) -> Span:
        at = TEXT.index(words)
        return a.span(at, at + len(words))

    def entity(number: int, kind: str, name: str, country: str | None = None, said: str | None = None) -> Entity:
        at = TEXT.index(said or name)
        mention = Mention(at, at + len(said or name), said or name, "name")
        return Entity(f"e{number}", kind, name, country=country, mentions=(mention,))  # type: ignore[arg-type]

    arrived, forum = (span("arrived"),), (span("On Wednesday"),)
    monday = when("Monday", "2024-03-04", "2024-03-04")
    days = when("Wednesday and Thursday", "2024-03-06", "2024-03-07")
    return Record(
        article=a,
        entities=(
            entity(1, "person", "Sigrid Aune", "NO"),
            entity(2, "person", "Hamad al-Lawati", "OM"),
            entity(3, "place", "Muscat", "OM"),
            entity(4, "place", "Doha", "QA"),
            entity(5, "person", "Faisal bin Nasser", "QA"),
            entity(6, "organization", "Parliament of Norway", "NO", "The Norwegian parliament"),
            entity(7, "organization", "Progress Party", "NO"),
        ),
        trips=(
            Trip(
                id="trip-1",
                status="under_way",
                when=when("Monday", "2024-03-04", "2024-03-07"),
                evidence=arrived,
                traveller="e1",
                role="Foreign Minister",
                kind="official",
                ordinal=2,
                legs=(
                    Leg(place="e3", country="OM", when=monday, status="happened", meetings=("m1",), evidence=arrived),
                    Leg(
                        place="e4",
                        country="QA",
                        when=days,
                        status="planned",
                        meetings=("m2",),
                        gatherings=("g1",),
                        evidence=forum,
                    ),
                ),
            ),
        ),
        meetings=(
            Meeting(
                id="m1",
                status="happened",
                when=monday,
                evidence=arrived,
                form="in_person",
                participants=("e1", "e2"),
                place="e3",
                topics=(phrase("shipping"), phrase("the release of a tanker's crew")),
            ),
            Meeting(
                id="m2",
                status="planned",
                when=days,
                evidence=forum,
                form="in_person",
                participants=("e1", "e5"),
                place="e4",
            ),
        ),
        gatherings=(
            Gathering(
                id="g1",
                status="planned",
                when=days,
                evidence=forum,
                name="Gulf Energy Forum",
                place="e4",
                participants=("e1",),
            ),
        ),
        statements=(
            Statement(
                id="s1",
                status="happened",
                evidence=(span("The sea"),),
                speaker="e1",
                content=(phrase('"The sea belongs to nobody, and so it must be safe for everybody,"'),),
                form="direct",
            ),
            Statement(
                id="s2",
                status="happened",
                evidence=(span("Al-Lawati said"),),
                speaker="e2",
                content=(phrase("the crew would be home within a week"),),
            ),
        ),
        tenures=(
            Tenure(
                id="t1",
                status="happened",
                evidence=arrived,
                person="e1",
                office="Foreign Minister",
                jurisdiction="NO",
                since=when("2023", "2023-01-01", "2023-12-31"),
            ),
            Tenure(id="t2", status="happened", evidence=forum, person="e5", office="Emir", jurisdiction="QA"),
        ),
        elections=(
            Election(
                id="v1",
                status="planned",
                when=when("June 2", "2024-06-02", "2024-06-02"),
                evidence=(span("Oman votes"),),
                jurisdiction="OM",
                kind="referendum",
                candidates=("e2",),
                shares=(Share("e2", 51.5),),
            ),
        ),
        resolutions=(
            Resolution(
                id="r1",
                status="happened",
                when=when("last week", "2024-02-26", "2024-03-03"),
                evidence=(span("voted"),),
                body="e6",
                about=phrase("to send a frigate"),
                decision="adopted",
                counts=Counts(for_=98, against=71),
                positions=(Position("e7", "against"),),
            ),
        ),
        actions=(
            Action(
                id="c1",
                status="happened",
                evidence=arrived,
                event_type="CONSULT",
                mode="visit",
                actors=("e1",),
                recipients=("e2",),
            ),
        ),
        rejected=(Rejection("meetings", "no second party is named", span("Neither side")),),
    )


@pytest.fixture
def undecided() -> Record:
    """A record without claims, of an article whose day is not known."""
    a = article(published=None)
    at = TEXT.index("Monday")
    return Record(article=a, dates=(DateMention(at, at + 6, "Monday", "DATE", "XXXX-WXX-1"),))
