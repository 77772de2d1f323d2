"""Ingesting: items are opened here, read in workers, and written here, each in one transaction.

Nothing depends on the order in which workers are done: the file says the same with one worker and with eight.
"""

from __future__ import annotations

import sqlite3
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Literal

from dragoman.errors import EvidenceError, InputError, UnreadableInput
from dragoman.ingest import reading
from dragoman.ingest.items import Item, Raw, Refused, refused
from dragoman.ingest.sources import items
from dragoman.model import CLAIM_KINDS, Article, Record
from dragoman.run.local import Failure, read_each
from dragoman.run.merge import merge_store
from dragoman.run.pool import MEMORY, SECONDS, Lost, Pool
from dragoman.store import events, likeness, sources
from dragoman.store.database import Store
from dragoman.store.sources import Item as Place
from dragoman.store.words import article_uid

Get = Callable[[str, Callable[[str], bool]], Iterator[Item]]
"""The items of an address, which is not fetched where the other function says that it is known."""

Outcome = Literal["read", "known", "rejected", "passed over", "opened"]


@dataclass(frozen=True, slots=True)
class Done:
    """What became of an item, once it is on the disk: its uid and claims where it was read, the reason where it was not."""

    name: str
    outcome: Outcome
    size: int
    uid: str | None = None
    claims: int = 0
    reason: str | None = None
    stage: str | None = None


@dataclass(slots=True)
class Tally:
    """What became of all items of a run."""

    counts: Counter[str] = field(default_factory=Counter)
    reasons: Counter[tuple[str, str]] = field(default_factory=Counter)
    claims: int = 0

    def add(self, done: Done) -> None:
        """Counts one item in."""
        self.counts[done.outcome] += 1
        self.claims += done.claims
        if done.reason:
            self.reasons[done.stage or "read", done.reason] += 1

    @property
    def failed(self) -> bool:
        """Whether anything that was meant to be read was not."""
        return self.counts["rejected"] > 0


@dataclass(frozen=True, slots=True)
class Manner:
    """How a run goes about it. `again` reads known items anew, `retry` only those that were rejected before."""

    workers: int = 1
    default: str | None = None
    again: bool = False
    retry: bool = False
    seconds: float = SECONDS
    memory: int = MEMORY
    reader: str = "dragoman"
    get: Get | None = None  # how addresses are fetched, where they are


@dataclass(frozen=True, slots=True)
class _Read:
    """What a worker makes of an item: a record with the article's uid and signature, or a refusal."""

    record: Record | None = None
    uid: str | None = None
    signature: bytes | None = None
    reason: str | None = None
    stage: str = "read"


Read = Callable[[Article], Record]


def ingest(
    store: Store, names: Iterable[str], manner: Manner, tell: Callable[[Done], None], read: Read | None = None
) -> Tally:
    """Reads all sources into the record, and tells of each item once it is on the disk.

    `read` makes a record of an article, within a worker: the pipeline where it is None. Killed at any moment and run
    again, it reads only what is not there yet, and the file comes to say the same.
    """
    with store.transaction() as db:
        run = sources.begin_run(db)
    tally = Tally()

    def told(done: Done) -> None:
        tally.add(done)
        tell(done)

    queue = _Queue(store, manner, run, told)
    for name in names:
        queue.waiting.append(_opened(name, manner, queue))
    job = _Job(read)
    with Pool(job, manner.workers, None if read else prepare, manner.seconds, manner.memory) as pool:
        for raw, result in pool.run(queue):
            found = _Read(reason=result.reason, stage="limits") if isinstance(result, Lost) else result
            told(_written(store, raw, found, manner, run))
    if tally.counts["read"] or events.due(store.db):
        merge_store(store)
    with store.transaction() as db:
        sources.finish_run(db, run)
    # So that questions are planned by what the tables hold.
    store.db.execute("PRAGMA optimize")
    return tally


def prepare() -> None:
    """Loads what all workers need, before they are forked: the model, and nothing that holds a file open."""
    from dragoman import pipeline
    from dragoman.annotate import nlp

    del pipeline
    nlp.model()


@dataclass(slots=True)
class _Queue:
    """What is still to be read. It may run empty and be filled again: the entries of a feed come late."""

    store: Store
    manner: Manner
    run: int
    told: Callable[[Done], None]
    waiting: deque[Iterator[Item]] = field(default_factory=deque)

    def __iter__(self) -> _Queue:
        return self

    def __next__(self) -> Raw:
        while self.waiting:
            item = next(self.waiting[0], None)
            if item is None:
                self.waiting.popleft()
            elif isinstance(item, Refused):
                self.told(self._refused(item))
            elif item.form == "feed":
                self._open(item)
            else:
                before = self._before(item)
                if before is None:
                    return item
                self.told(before)
        raise StopIteration

    def knows(self, place: str) -> bool:
        """Whether an address was read before, and shall not be fetched again."""
        if self.manner.again:
            return False
        row = self.store.db.execute("SELECT 1 FROM sources WHERE place = ? AND reason IS NULL", (place,)).fetchone()
        if row is not None:
            self.told(Done(place, "known", 0))
        return row is not None

    def _open(self, raw: Raw) -> None:
        """Opens a feed, in a worker of its own that needs no model. Its entries are read after what waits already."""
        with Pool(_entries, 1, None, self.manner.seconds, self.manner.memory) as pool:
            for _, found in pool.run([raw]):
                if isinstance(found, Lost):
                    self.told(self._refused(Refused(raw.place, raw.name, found.reason, "limits", raw.size)))
                elif isinstance(found, InputError):
                    self.told(self._refused(refused(found, raw.place, size=raw.size)))
                else:
                    # The feed itself is not noted: it is opened again next time, for what is new in it.
                    self.told(Done(raw.name, "opened", raw.size))
                    self.waiting.append(_followed(found, self.manner, self))

    def _refused(self, item: Refused) -> Done:
        held = Place(item.place, item.digest, item.name)
        noted = sources.is_noted(self.store.db, held)
        if not noted:
            self.store.refuse(held, item.stage, item.reason, self.run)
        # What could not be fetched was tried anew; everything else is as it was.
        if noted and item.stage != "fetch" and not (item.passed or self.manner.retry or self.manner.again):
            return Done(item.name, "known", item.size)
        outcome: Outcome = "passed over" if item.passed else "rejected"
        return Done(item.name, outcome, item.size, reason=item.reason, stage=item.stage)

    def _before(self, raw: Raw) -> Done | None:
        """What is known of the bytes from before, here or elsewhere, noted of this place; None where they are to be read."""
        if self.manner.again:
            return None
        item = Place(raw.place, raw.digest, raw.name)
        before = sources.known(self.store.db, item, self.run)
        if before is None or (before == "rejected" and self.manner.retry):
            return None
        if before == "held" or (before == "rejected" and sources.is_noted(self.store.db, item)):
            return Done(raw.name, "known", raw.size)
        with self.store.transaction() as db:
            why = sources.adopt(db, item, self.run)
        return (
            Done(raw.name, "rejected", raw.size, None, 0, why[1], why[0]) if why else Done(raw.name, "known", raw.size)
        )


@dataclass(frozen=True, slots=True)
class _Job:
    """What a worker does with an item."""

    read: Read | None

    def __call__(self, raw: Raw) -> _Read:
        try:
            article = reading.article(raw)
        except InputError as error:
            return _Read(reason=error.reason, stage="open")
        except (MemoryError, RecursionError):
            raise
        except Exception as error:  # noqa: BLE001 - one bad item costs one item, whatever the parser fell over
            return _Read(reason=_fallen_over(error), stage="open")
        result = next(read_each([article], self.read))
        if isinstance(result, Failure):
            return _Read(reason=result.reason)
        return _Read(result, article_uid(article), likeness.signature(article.text))


def _entries(raw: Raw) -> tuple[Item, ...] | InputError:
    """The entries of a feed, in a worker."""
    try:
        return tuple(reading.entries(raw))
    except InputError as error:
        return error
    except (MemoryError, RecursionError):
        raise
    except Exception as error:  # noqa: BLE001 - as above
        return UnreadableInput(raw.name, _fallen_over(error))


def _fallen_over(error: Exception) -> str:
    said = " ".join(str(error).split())[:200]
    return f"a defect of dragoman in opening it ({type(error).__name__}: {said}): please report it with the file"


def _opened(name: str, manner: Manner, queue: _Queue) -> Iterator[Item]:
    if manner.get is not None and is_address(name):
        return manner.get(name, queue.knows)
    return items(name, manner.default)


def _followed(entries: tuple[Item, ...], manner: Manner, queue: _Queue) -> Iterator[Item]:
    """The articles of a feed: fetched where fetching is asked for, else what the feed itself carries of them."""
    for entry in entries:
        if manner.get is not None and isinstance(entry, Raw) and entry.url:
            yield from manner.get(entry.url, queue.knows)
        else:
            yield entry


def is_address(name: str) -> bool:
    """Whether a source is an address of the web, and no file."""
    return name.lower().startswith(("http://", "https://"))


def _written(store: Store, raw: Raw, found: _Read, manner: Manner, run: int) -> Done:
    """Puts on the disk what a worker made of an item; what does not fit the store is refused as well."""
    item = Place(raw.place, raw.digest, raw.name)
    reason, stage = found.reason, found.stage
    if found.record is not None:
        try:
            kept = store.write(
                found.record, item=item, run=run, reader=manner.reader, uid=found.uid, signature=found.signature
            )
        except (EvidenceError, sqlite3.IntegrityError, OverflowError, UnicodeEncodeError) as error:
            reason, stage = f"a defect of dragoman ({type(error).__name__}: {error}): please report it", "store"
        else:
            claims = sum(len(getattr(found.record, kind)) for kind in CLAIM_KINDS)
            return Done(raw.name, "read", raw.size, uid=kept.uid, claims=claims)
    store.refuse(item, stage, reason or "", run)
    return Done(raw.name, "rejected", raw.size, reason=reason, stage=stage)
