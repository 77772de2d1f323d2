"""Reading in this process: one article after the other, each costing no more than itself."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from dragoman.errors import DragomanError, InputError
from dragoman.ingest import open_inputs
from dragoman.model import Article, Record


@dataclass(frozen=True, slots=True)
class Failure:
    """An article that could not be read: its input, and one line that says why and what to do."""

    source: str
    reason: str


def read_all(inputs: Iterable[str], published: date | None = None) -> Iterator[Record | Failure]:
    """The records of all inputs, in order and one at a time; an input that cannot be read is its Failure.

    `published` is the day of articles that do not tell theirs.
    """
    return read_each(open_inputs(inputs, published))


def read_each(
    articles: Iterable[Article | InputError], read: Callable[[Article], Record] | None = None
) -> Iterator[Record | Failure]:
    """The records of articles; one that fails is its Failure, and the next follows.

    `read` makes a record: the pipeline where it is None, whose model is loaded at the first article.
    """
    for article in articles:
        if isinstance(article, InputError):
            yield Failure(article.source, article.reason)
        else:
            yield _one(article, read or _pipeline())


def _one(article: Article, read: Callable[[Article], Record]) -> Record | Failure:
    try:
        return read(article)
    except InputError as error:
        return Failure(error.source, error.reason)
    except DragomanError as error:
        return Failure(article.source, f"{type(error).__name__}: {_one_line(error)}")
    except MemoryError:
        return Failure(article.source, "takes more memory to read than there is: split it into its articles")
    except Exception as error:  # noqa: BLE001 - one bad article costs one article, whatever the defect
        said = f"{type(error).__name__}: {_one_line(error)}"
        return Failure(article.source, f"a defect of dragoman ({said}): please report it with the article")


def _one_line(error: Exception) -> str:
    return " ".join(str(error).split())[:300]


def _pipeline() -> Callable[[Article], Record]:
    from dragoman.pipeline import read_article

    return read_article
