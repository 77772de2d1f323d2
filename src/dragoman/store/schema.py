"""The tables of a record file: those of the model by one walk, and the few that the store needs for itself.

Integers (`article_id`, `entity_id`, `claim_id`) join tables within one file and mean nothing outside it. What is told
to people is the `uid`: of an article made from its content alone, of an entity or a claim the article's and its own
("a1b2c3d4e5f60718/trip-6b779085ba"), so that the same article has the same uids in every file.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from dragoman.model import CLAIM_KINDS, Article, Claim, DateMention, Entity, Record, Rejection
from dragoman.store import chronicle, views
from dragoman.store.shape import Column, Table, table

VERSION = 2
"""The number of this schema, kept in the file (`PRAGMA user_version`); migrations lead from each number to the next."""

APPLICATION = 0x64726731
"""Marks a file as a record of dragoman ("drg1"), for `file` and for us."""

COMMON = frozenset(Claim.__dataclass_fields__)
ARTICLES = table(Article, "articles", ("article_id",))
ENTITIES = table(Entity, "entities", ("entity_id",))
DATES = table(DateMention, "dates", ("article_id", "position"))
REJECTED = table(Rejection, "rejected", ("article_id", "position"))
CLAIMS = table(Claim, "claims", ("claim_id",))
KINDS = {name: table(made, name, ("claim_id",), COMMON) for name, made in CLAIM_KINDS.items()}

# What the store keeps of an article, an entity and a claim beside what the model says of them.
ARTICLE_KEEPS = (
    Column("uid", "TEXT"),
    Column("state", "TEXT"),  # current | superseded: whether any place still holds this text
    Column("copy_of", "TEXT", null=True),  # the uid of the report of which this is a near-duplicate
    Column("schema", "TEXT"),  # of the record, as "dragoman/1"
    Column("reader", "TEXT"),  # what read it, as "dragoman 0.1.0"
    Column("record_hash", "TEXT"),
)
ENTITY_KEEPS = (
    Column("article_id", "INTEGER"),
    Column("position", "INTEGER"),
    Column("uid", "TEXT"),
    Column("identity", "TEXT"),  # equal for the same somebody in all articles, as far as is known
)
CLAIM_KEEPS = (
    Column("article_id", "INTEGER"),
    Column("kind", "TEXT"),
    Column("position", "INTEGER"),
    Column("uid", "TEXT"),
    Column("fingerprint", "TEXT"),  # of what was read, without offsets
    Column("verdict", "TEXT", null=True),  # accepted | rejected | edited, by the journal
    Column("names", "TEXT"),  # what is searched: who and where
    Column("words", "TEXT"),  # what is searched: the rest
)

OWN = (
    # What was read, and where: one row an item (a file, a line, a page), by its place and the digest of its bytes.
    """CREATE TABLE sources (
        place TEXT NOT NULL, digest TEXT NOT NULL, name TEXT NOT NULL,
        article_id INTEGER REFERENCES articles(article_id), stage TEXT, reason TEXT,
        run INTEGER NOT NULL, "current" INTEGER NOT NULL,
        PRIMARY KEY (place, digest), CHECK ((article_id IS NULL) = (reason IS NOT NULL))
    ) STRICT, WITHOUT ROWID""",
    "CREATE INDEX sources_by_article ON sources(article_id)",
    "CREATE INDEX sources_by_digest ON sources(digest)",
    "CREATE TABLE runs (run INTEGER PRIMARY KEY, finished INTEGER NOT NULL) STRICT",
    # Every entity that a claim names, and as what: "traveller", "participants", "legs.place".
    """CREATE TABLE parties (
        claim_id INTEGER NOT NULL REFERENCES claims(claim_id) ON DELETE CASCADE, role TEXT NOT NULL,
        entity_id INTEGER NOT NULL REFERENCES entities(entity_id) ON DELETE CASCADE,
        PRIMARY KEY (claim_id, role, entity_id)
    ) STRICT, WITHOUT ROWID""",
    "CREATE INDEX parties_by_entity ON parties(entity_id)",
    # What was read before reviewers edited it, for claims that they did edit.
    """CREATE TABLE as_read (
        claim_id INTEGER PRIMARY KEY REFERENCES claims(claim_id) ON DELETE CASCADE, json TEXT NOT NULL
    ) STRICT""",
    # Near-duplicates: the signature of each text and the bands by which like ones are found.
    """CREATE TABLE likeness (
        article_id INTEGER PRIMARY KEY REFERENCES articles(article_id) ON DELETE CASCADE, signature BLOB NOT NULL
    ) STRICT""",
    """CREATE TABLE likeness_bands (
        band INTEGER NOT NULL, hash INTEGER NOT NULL,
        article_id INTEGER NOT NULL REFERENCES articles(article_id) ON DELETE CASCADE,
        PRIMARY KEY (band, hash, article_id)
    ) STRICT, WITHOUT ROWID""",
    "CREATE INDEX likeness_bands_by_article ON likeness_bands(article_id)",
    # The journal: what reviewers decided, in order. Rows are added and never changed.
    """CREATE TABLE verdicts (
        number INTEGER PRIMARY KEY AUTOINCREMENT, action TEXT NOT NULL, article TEXT, target TEXT, fingerprint TEXT,
        field TEXT, value TEXT, other TEXT, other_fingerprint TEXT, undoes INTEGER REFERENCES verdicts(number),
        author TEXT NOT NULL, reason TEXT NOT NULL, made TEXT NOT NULL
    ) STRICT""",
    "CREATE INDEX verdicts_by_article ON verdicts(article)",
    "CREATE INDEX verdicts_by_fingerprint ON verdicts(fingerprint)",
    """CREATE TRIGGER verdicts_stay BEFORE UPDATE ON verdicts
        BEGIN SELECT RAISE(ABORT, 'the journal is only added to'); END""",
    """CREATE TRIGGER verdicts_last BEFORE DELETE ON verdicts
        BEGIN SELECT RAISE(ABORT, 'the journal is only added to'); END""",
    "CREATE INDEX articles_by_state ON articles(state, published)",
    "CREATE INDEX articles_by_copy ON articles(copy_of)",
    "CREATE INDEX entities_by_article ON entities(article_id, id)",
    "CREATE INDEX entities_by_identity ON entities(identity)",
    "CREATE INDEX entities_by_name ON entities(name COLLATE NOCASE)",
    "CREATE INDEX claims_by_article ON claims(article_id, kind)",
    "CREATE INDEX claims_by_kind ON claims(kind, when_earliest)",
    "CREATE INDEX claims_by_fingerprint ON claims(fingerprint)",
)

SEARCHED = {"articles": ("title", "text"), "claims": ("names", "words")}
"""Tables with a full-text index beside them (`articles_words`, `claims_words`), and the columns that it covers."""


@cache
def statements() -> tuple[str, ...]:
    """Everything that makes an empty record file, in order."""
    return (*_tables(), *OWN, *chronicle.TABLES, *_indexes(), *views.statements(), *chronicle.VIEWS)


def roots() -> Iterator[Table]:
    """The tables that a record is written to, without those of their lists."""
    yield from (ARTICLES, ENTITIES, DATES, REJECTED, CLAIMS, *KINDS.values())


def extra(place: Table) -> tuple[Column, ...]:
    """The columns that the store adds to a table of the model."""
    return {"articles": ARTICLE_KEEPS, "entities": ENTITY_KEEPS, "claims": CLAIM_KEEPS}.get(place.name, ())


def lists_of_the_record() -> tuple[str, ...]:
    """The lists of claims that a record has, in its own order."""
    return tuple(name for name in Record.__dataclass_fields__ if name in KINDS)


def quoted(name: str) -> str:
    """A name as SQL may hold it: `end` is a word of SQL."""
    return f'"{name}"'


def _tables() -> Iterator[str]:
    for root in roots():
        for place in root.tables():
            yield _create(place, root)


def _create(place: Table, root: Table) -> str:
    single = len(place.keys) == 1
    lines = [f"{quoted(key)} INTEGER{' PRIMARY KEY' if single else ' NOT NULL'}" for key in place.keys]
    lines += [_column(column) for column in (*extra(place), *place.columns())]
    if not single:
        lines.append(f"PRIMARY KEY ({', '.join(map(quoted, place.keys))})")
    if extra(place):
        lines.append("UNIQUE (uid)")
    lines += _references(place, root)
    return f"CREATE TABLE {quoted(place.name)} (\n    {f',{chr(10)}    '.join(lines)}\n) STRICT" + (
        "" if single else ", WITHOUT ROWID"
    )


def _column(column: Column) -> str:
    return f"{quoted(column.name)} {column.type}{'' if column.null else ' NOT NULL'}"


def _references(place: Table, root: Table) -> Iterator[str]:
    """Rows go with their owners: what an article, a claim or a list said goes when it goes."""
    gone = "ON DELETE CASCADE"
    if place is not root:
        owner = next(t for t in root.tables() if place in [many.table for many in t.lists()])
        mine = ", ".join(map(quoted, place.keys[:-1]))
        yield f"FOREIGN KEY ({mine}) REFERENCES {quoted(owner.name)} ({', '.join(map(quoted, owner.keys))}) {gone}"
    elif place.name in KINDS:
        yield f"FOREIGN KEY (claim_id) REFERENCES claims (claim_id) {gone}"
    elif place.name != "articles":
        yield f"FOREIGN KEY (article_id) REFERENCES articles (article_id) {gone}"


def _indexes() -> Iterator[str]:
    """The full-text indexes and the triggers that keep them in step with their tables."""
    for name, columns in SEARCHED.items():
        key = f"{name.removesuffix('s')}_id"
        listed = ", ".join(columns)
        yield (
            f'CREATE VIRTUAL TABLE {name}_words USING fts5({listed}, content="{name}", content_rowid={key}, '
            "tokenize='porter unicode61 remove_diacritics 2')"
        )
        new, old = (", ".join(f"{row}.{c}" for c in (key, *columns)) for row in ("new", "old"))
        add = f"INSERT INTO {name}_words(rowid, {listed}) VALUES ({new});"
        drop = f"INSERT INTO {name}_words({name}_words, rowid, {listed}) VALUES ('delete', {old});"
        yield f"CREATE TRIGGER {name}_found AFTER INSERT ON {name} BEGIN {add} END"
        yield f"CREATE TRIGGER {name}_lost AFTER DELETE ON {name} BEGIN {drop} END"
        yield f"CREATE TRIGGER {name}_changed AFTER UPDATE OF {listed} ON {name} BEGIN {drop} {add} END"
