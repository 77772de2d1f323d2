"""Where a talk in the margins of a gathering is held: where the gathering is."""

from __future__ import annotations

from spacy.tokens import Doc

from dragoman.extract.meetings.encounters import Report, words
from dragoman.model import Claim, Gathering

_NEAR = 3000
"""Characters back to the gathering of which a sentence speaks as known."""


def in_the_margins(doc: Doc, report: Report, gatherings: tuple[Claim, ...]) -> str | None:
    """ "Met on the sidelines of the summit": the place of the gathering told last, or that of all of them."""
    sentence = doc[report.head].sent
    margins = next((t for t in sentence if t.lemma_.lower() in words("margins") and t.dep_ == "pobj"), None)
    if margins is None or not any(c.lower_ == "of" for c in margins.children):
        return None
    last: tuple[int, str | None] = (-1, None)
    for claim in gatherings:
        if not isinstance(claim, Gathering) or claim.place is None or claim.status == "cancelled":
            continue
        begins = [s.start for s in claim.evidence if s.start < doc[sentence.end - 1].idx]
        if begins and doc[margins.i].idx - begins[-1] < _NEAR and begins[-1] > last[0]:
            last = (begins[-1], claim.place)
    return last[1]
