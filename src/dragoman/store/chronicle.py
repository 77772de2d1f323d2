"""The tables of events: what happened, and which claims report it. `store/events.py` fills them."""

from __future__ import annotations

TABLES = (
    # One row an event. Its words and numbers are the best of its reports; `reports` and `sources` count these, and
    # copies of one wire story are one source. `title` says it in a line; `place` is a name, `country` a code.
    """CREATE TABLE events (
        event_id INTEGER PRIMARY KEY, uid TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, status TEXT NOT NULL,
        title TEXT NOT NULL, edtf TEXT, basis TEXT, earliest TEXT, latest TEXT, place TEXT, country TEXT,
        confidence REAL NOT NULL, reports INTEGER NOT NULL, sources INTEGER NOT NULL
    ) STRICT""",
    "CREATE INDEX events_by_kind ON events(kind, earliest)",
    "CREATE INDEX events_by_day ON events(earliest, latest)",
    # The claims that tell of an event, by the uids of claim, article and source: the source is the article, or the one
    # that it copies. `leading` is 1 for the claim that tells the event best.
    """CREATE TABLE reports (
        claim TEXT PRIMARY KEY, event_id INTEGER NOT NULL REFERENCES events(event_id) ON DELETE CASCADE,
        article TEXT NOT NULL, source TEXT NOT NULL, leading INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID""",
    "CREATE INDEX reports_by_event ON reports(event_id)",
    "CREATE INDEX reports_by_article ON reports(article)",
    # Where reports differ: what each says of a field. `best` is 1 for the value that the event has.
    """CREATE TABLE disagreements (
        event_id INTEGER NOT NULL REFERENCES events(event_id) ON DELETE CASCADE, field TEXT NOT NULL,
        value TEXT NOT NULL, claim TEXT NOT NULL, best INTEGER NOT NULL, PRIMARY KEY (event_id, field, claim, value)
    ) STRICT, WITHOUT ROWID""",
    # Why two claims are one event: how alike they are, or the number of the verdict that says so.
    """CREATE TABLE links (
        event_id INTEGER NOT NULL REFERENCES events(event_id) ON DELETE CASCADE, claim TEXT NOT NULL,
        other TEXT NOT NULL, score REAL NOT NULL, verdict INTEGER, PRIMARY KEY (event_id, claim, other)
    ) STRICT, WITHOUT ROWID""",
    # Ids by which events went before they were found to be one.
    """CREATE TABLE events_former (
        uid TEXT PRIMARY KEY, event_id INTEGER NOT NULL REFERENCES events(event_id) ON DELETE CASCADE
    ) STRICT, WITHOUT ROWID""",
    "CREATE INDEX events_former_by_event ON events_former(event_id)",
)
"""The tables of events; `events.event_id` is good for joins within one file, `events.uid` is told to people."""

_SHOWN = "v.uid AS event, v.kind, v.status, v.title, v.earliest, v.latest, v.place, v.country, v.sources, v.confidence"

VIEWS = (
    f"""CREATE VIEW reported AS
SELECT {_SHOWN}, r.claim, r.leading, a.uid AS article, a.source, a.url, a.published, a.copy_of
FROM events v JOIN reports r USING (event_id) JOIN articles a ON a.uid = r.article""",
    f"""CREATE VIEW calendar AS
SELECT {_SHOWN} FROM events v
WHERE v.kind IN ('trips', 'meetings', 'gatherings', 'elections') AND v.earliest IS NOT NULL""",
    """CREATE VIEW disputed AS
SELECT v.uid AS event, v.kind, v.title, d.field, d.value, d.best, d.claim, a.uid AS article, a.source, a.url, a.published
FROM events v JOIN disagreements d USING (event_id) JOIN reports r ON r.claim = d.claim JOIN articles a ON a.uid = r.article""",
)
"""The views of events: `reported` (an event and who tells of it), `calendar`, `disputed` (who says otherwise)."""
