"""The record and everything in it: plain frozen values, standard library only.

One declaration a kind. The JSON of a record, the stored tables, the CSV headers and the reference page
all follow from the dataclasses here by one walk over their fields (`to_json`). The meaning of each kind
is told in the codebook (docs/codebook).

Offsets are Python `str` indices into `Article.text`, end exclusive, so that
`article.text[span.start:span.end] == span.text` holds for every span in a record.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, fields, is_dataclass
from typing import Any, Literal

from dragoman.errors import EvidenceError

SCHEMA = "dragoman/1"

Role = Literal["headline", "byline", "dateline", "subheading", "body", "caption", "boilerplate", "related", "duplicate"]
PublishedBasis = Literal["given", "metadata", "dateline", "text", "inferred"]
EntityKind = Literal["person", "organization", "polity", "place", "group"]
PlaceType = Literal["country", "region", "city", "facility", "water", "area"]
How = Literal["name", "alias", "title", "pronoun", "demonym", "metonym"]
DateType = Literal["DATE", "TIME", "DURATION", "SET"]
Basis = Literal["stated", "relative", "inferred"]
Status = Literal["planned", "under_way", "happened", "cancelled", "proposed", "denied", "hypothetical"]


@dataclass(frozen=True, slots=True)
class Span:
    """Exact words of an article. Made by `Article.span` alone."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of the article and its role. Segments do not overlap and stand in the order of the text."""

    start: int
    end: int
    role: Role


@dataclass(frozen=True, slots=True)
class Article:
    """A decoded article. `text` is never edited; `published` is an ISO day or None."""

    id: str
    source: str
    url: str | None
    title: str | None
    published: str | None
    published_basis: PublishedBasis | None
    published_window: tuple[str, str] | None
    language: str
    text: str
    segments: tuple[Segment, ...] = ()

    def span(self, start: int, end: int) -> Span:
        """The words from `start` to `end`, outer white space left out.

        Raises EvidenceError where nothing stands there.
        """
        if not 0 <= start < end <= len(self.text):
            raise EvidenceError(f"no text at {start}:{end} in an article of {len(self.text)} characters")
        words = self.text[start:end]
        start += len(words) - len(words.lstrip())
        words = words.strip()
        if not words:
            raise EvidenceError(f"only white space at {start}:{end}")
        return Span(start, start + len(words), words)


@dataclass(frozen=True, slots=True)
class Mention:
    """One place where an entity is spoken of, and how."""

    start: int
    end: int
    text: str
    how: How


@dataclass(frozen=True, slots=True)
class Entity:
    """Somebody or something that the article names. Coordinates are degrees, WGS 84."""

    id: str
    kind: EntityKind
    name: str
    wikidata: str | None = None
    country: str | None = None
    place_type: PlaceType | None = None
    latitude: float | None = None
    longitude: float | None = None
    geonames: int | None = None
    mentions: tuple[Mention, ...] = ()


@dataclass(frozen=True, slots=True)
class DateMention:
    """An expression of time with its TIMEX3 value, EDTF string and bounds (ISO days, both inclusive)."""

    start: int
    end: int
    text: str
    type: DateType
    value: str
    edtf: str | None = None
    earliest: str | None = None
    latest: str | None = None


@dataclass(frozen=True, slots=True)
class When:
    """A claim's time: an interval, what it rests on, and the words that gave it."""

    edtf: str
    earliest: str | None
    latest: str | None
    basis: Basis
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """What every claim has. `confidence` is between 0 and 1; `said_by` is an entity's id."""

    id: str = ""
    status: Status
    when: When | None = None
    evidence: tuple[Span, ...]
    said_by: str | None = None
    confidence: float = 0.5

    def __post_init__(self) -> None:
        if not self.evidence:
            raise EvidenceError(f"a {type(self).__name__} without evidence")


@dataclass(frozen=True, slots=True, kw_only=True)
class Leg:
    """One stop of a trip. `place` is an entity's id; `meetings` and `gatherings` are ids of claims."""

    place: str
    country: str | None = None
    transit: bool = False
    when: When | None = None
    status: Status
    meetings: tuple[str, ...] = ()
    gatherings: tuple[str, ...] = ()
    evidence: tuple[Span, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Trip(Claim):
    """A journey of one traveller, its legs in travel order."""

    traveller: str
    role: str | None = None
    kind: Literal["state", "official", "working", "private"] | None = None
    ordinal: int | None = None
    topics: tuple[Span, ...] = ()
    legs: tuple[Leg, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting(Claim):
    """A talk between parties, in person or not. `participants` are ids of entities."""

    form: Literal["in_person", "call", "video"] | None = None
    participants: tuple[str, ...] = ()
    place: str | None = None
    topics: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement(Claim):
    """What somebody said, believes, intends or asks, with the words that say who and how."""

    speaker: str | None = None
    source: Span | None = None
    cue: Span | None = None
    content: tuple[Span, ...] = ()
    form: Literal["direct", "indirect", "mixed"] = "indirect"
    attitude: Literal["said", "believed", "intended", "asked"] = "said"
    audience: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Tenure(Claim):
    """An office and who holds it. `jurisdiction` is an ISO 3166-1 alpha-2 code or an entity's id."""

    person: str
    office: str
    jurisdiction: str | None = None
    standing: Literal["current", "former", "elect", "acting", "candidate", "disputed"] = "current"
    since: When | None = None
    until: When | None = None


@dataclass(frozen=True, slots=True)
class Share:
    """A candidate's or party's part of a vote, in percent."""

    who: str
    percent: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Election(Claim):
    """A vote for an office or a body, or a referendum."""

    jurisdiction: str | None = None
    kind: Literal["presidential", "legislative", "regional", "referendum"] | None = None
    office: str | None = None
    round: Literal["first", "second", "runoff"] | None = None
    candidates: tuple[str, ...] = ()
    winner: str | None = None
    shares: tuple[Share, ...] = ()
    disputed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathering(Claim):
    """An event of several parties that bears a name or a number."""

    name: str
    organization: str | None = None
    place: str | None = None
    participants: tuple[str, ...] = ()
    agenda: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """Votes cast."""

    for_: int | None = None
    against: int | None = None
    abstain: int | None = None


@dataclass(frozen=True, slots=True)
class Position:
    """Where a party stands on a resolution."""

    who: str
    stance: Literal["for", "against", "abstain", "reluctant"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolution(Claim):
    """What a body considers or decides. `about` is a phrase of the text."""

    body: str | None = None
    about: Span | None = None
    sponsors: tuple[str, ...] = ()
    decision: Literal["considered", "adopted", "rejected", "vetoed"] | None = None
    counts: Counts | None = None
    positions: tuple[Position, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Action(Claim):
    """What an actor did to a recipient, coded to PLOVER. `claim` is the id of the claim that it codes."""

    event_type: str
    mode: str | None = None
    contexts: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    place: str | None = None
    negated: bool = False
    future: bool = False
    hypothetical: bool = False
    historical: bool = False
    claim: str | None = None


@dataclass(frozen=True, slots=True)
class Rejection:
    """What a stage gave up on, and why."""

    stage: str
    reason: str
    evidence: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """All that dragoman says about one article."""

    schema: str = SCHEMA
    article: Article
    entities: tuple[Entity, ...] = ()
    dates: tuple[DateMention, ...] = ()
    trips: tuple[Trip, ...] = ()
    meetings: tuple[Meeting, ...] = ()
    statements: tuple[Statement, ...] = ()
    tenures: tuple[Tenure, ...] = ()
    elections: tuple[Election, ...] = ()
    gatherings: tuple[Gathering, ...] = ()
    resolutions: tuple[Resolution, ...] = ()
    actions: tuple[Action, ...] = ()
    rejected: tuple[Rejection, ...] = ()


CLAIM_KINDS: dict[str, type[Claim]] = {
    "trips": Trip,
    "meetings": Meeting,
    "statements": Statement,
    "tenures": Tenure,
    "elections": Election,
    "gatherings": Gathering,
    "resolutions": Resolution,
    "actions": Action,
}
"""The lists of a record that hold claims, and what they hold."""


def claim_id(kind: str, evidence: tuple[Span, ...], key: str) -> str:
    """An id that depends on the kind, the place of the evidence and `key` alone."""
    places = ",".join(f"{span.start}:{span.end}" for span in evidence)
    return f"{kind}-{hashlib.sha256(f'{places}|{key}'.encode()).hexdigest()[:10]}"


def to_json(value: Any) -> Any:
    """The JSON form of any value of this module: dataclasses become objects, tuples lists.

    A trailing underscore in a field's name (`for_`, since `for` is a word of Python) is left out.
    """
    if is_dataclass(value) and not isinstance(value, type):
        return {f.name.rstrip("_"): to_json(getattr(value, f.name)) for f in fields(value)}
    if isinstance(value, (tuple, list)):
        return [to_json(item) for item in value]
    if isinstance(value, dict):
        return {key: to_json(item) for key, item in value.items()}
    return value
