"""The questions that are asked most, as views: the file answers them in Datasette or the sqlite3 shell as it is.

All of them leave out what reviewers rejected and what stands in superseded texts, and name people and places.
`copy_of` tells which rows are copies of a wire story that stands in the file already.
"""

from __future__ import annotations

HELD = "articles a USING (article_id) WHERE a.state = 'current' AND c.verdict IS NOT 'rejected'"
"""What a claim has to be, to be told."""

SAYS = "c.uid AS claim, a.uid AS article, a.source, a.url, a.published, a.copy_of"
"""Where a claim stands."""


def _name(value: str) -> str:
    """The name of the entity whose id a column of `c`'s article holds."""
    return f"(SELECT e.name FROM entities e WHERE e.article_id = c.article_id AND e.id = {value})"


ITINERARIES = f"""CREATE VIEW itineraries AS
SELECT {_name("t.traveller")} AS traveller, t.role, t.kind, l.position + 1 AS stop, {_name("l.place")} AS place,
    l.country, l.transit, l.status, coalesce(l.when_earliest, c.when_earliest) AS earliest,
    coalesce(l.when_latest, c.when_latest) AS latest, coalesce(l.when_basis, c.when_basis) AS basis,
    c.status AS trip_status, c.when_edtf AS trip_edtf, c.confidence, {SAYS}
FROM claims c JOIN trips t USING (claim_id) LEFT JOIN trips_legs l USING (claim_id) JOIN {HELD}"""

ENCOUNTERS = f"""CREATE VIEW encounters AS
SELECT x.name AS who, y.name AS met, x.country AS who_country, y.country AS met_country, c.status, m.form,
    {_name("m.place")} AS place, c.when_earliest AS earliest, c.when_latest AS latest, c.when_basis AS basis,
    c.confidence, {SAYS}
FROM claims c JOIN meetings m USING (claim_id)
JOIN meetings_participants p USING (claim_id) JOIN meetings_participants q ON q.claim_id = c.claim_id AND q.value <> p.value
JOIN entities x ON x.article_id = c.article_id AND x.id = p.value
JOIN entities y ON y.article_id = c.article_id AND y.id = q.value
JOIN {HELD}"""

OFFICE_HOLDERS = f"""CREATE VIEW office_holders AS
SELECT {_name("t.person")} AS person, t.office, coalesce({_name("t.jurisdiction")}, t.jurisdiction) AS jurisdiction,
    t.standing, t.since_earliest AS since, t.until_latest AS until, c.confidence, {SAYS}
FROM claims c JOIN tenures t USING (claim_id) JOIN {HELD} AND t.standing IN ('current', 'acting', 'elect')"""

SAID = f"""CREATE VIEW said AS
SELECT coalesce({_name("s.speaker")}, s.source_text) AS speaker, s.attitude, s.form,
    (SELECT group_concat(text, ' … ') FROM (
        SELECT text FROM statements_content w WHERE w.claim_id = c.claim_id ORDER BY w.position)) AS words,
    {_name("s.audience")} AS audience, s.cue_text AS cue, c.when_earliest AS earliest, c.when_latest AS latest,
    c.confidence, {SAYS}
FROM claims c JOIN statements s USING (claim_id) JOIN {HELD}"""

UPCOMING = f"""CREATE VIEW upcoming AS
SELECT c.when_earliest AS earliest, c.when_latest AS latest, c.kind, c.status, c.names AS who_and_where, c.words,
    c.when_basis AS basis, c.confidence, {SAYS}
FROM claims c JOIN {HELD} AND c.status IN ('planned', 'under_way', 'proposed')
    AND c.kind IN ('trips', 'meetings', 'gatherings', 'elections')
    AND coalesce(c.when_latest, c.when_earliest) >= date('now')"""

EVIDENCE = """CREATE VIEW evidence AS
SELECT c.uid AS claim, c.kind, v.position, v."start", v."end", v.text, a.uid AS article, a.source, a.url
FROM claims_evidence v JOIN claims c USING (claim_id) JOIN articles a USING (article_id)"""

REFUSED = """CREATE VIEW refused AS
SELECT stage, reason, count(*) AS items, min(name) AS example FROM sources
WHERE reason IS NOT NULL GROUP BY stage, reason ORDER BY items DESC"""


def statements() -> tuple[str, ...]:
    """What makes the views."""
    return ITINERARIES, ENCOUNTERS, OFFICE_HOLDERS, SAID, UPCOMING, EVIDENCE, REFUSED
