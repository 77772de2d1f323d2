"""Web archives: the pages within a WARC file, each read as far as one article may go."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, BinaryIO, cast

from dragoman.errors import InputError, MissingExtra, TooLarge, UnreadableInput
from dragoman.ingest import packed
from dragoman.ingest.items import ITEM_BYTES, Form, Item, Raw, check_names, plain_address, refused

PAGES = ("text/html", "application/xhtml+xml", "text/plain")


def records(stream: BinaryIO, source: str, default: str | None) -> Iterator[Item]:
    """The pages of an archive that were answered with success; raises MissingExtra, and InputError where it is damaged.

    Each is read up to the limit of an item and no further, whatever its header says of its length.
    """
    try:
        from fastwarc.warc import ArchiveIterator, WarcRecordType
    except ImportError:
        raise MissingExtra("reading web archives", "warc") from None

    wanted = WarcRecordType.response | WarcRecordType.resource | WarcRecordType.conversion
    kept: list[InputError] = []
    try:
        for record in ArchiveIterator(
            cast(Any, _Kept(stream, kept)), record_types=wanted, parse_http=True, stream_detect=False, fsspec_args=False
        ):
            item = _of_record(record, source, default)
            if item is not None:
                yield item
    except InputError:
        raise
    except BaseException as error:
        # The reader is native code: what is beyond it comes as an exception of its own kind.
        if not isinstance(error, Exception) and type(error).__name__ != "PanicException":
            raise
        # What our own stream said is lost on the way through the reader.
        raise (
            kept[0] if kept else UnreadableInput(source, f"a damaged web archive ({_line(error)}): get it again")
        ) from None


class _Kept:
    """A stream that keeps the error with which it ended."""

    def __init__(self, stream: BinaryIO, kept: list[InputError]) -> None:
        self._stream, self._kept = stream, kept
        self._at = 0

    def read(self, size: int = -1) -> bytes:
        try:
            part = self._stream.read(size)
        except InputError as error:
            self._kept.append(error)
            raise
        self._at += len(part)
        return part

    def tell(self) -> int:
        return self._at


def _of_record(record: Any, source: str, default: str | None) -> Item | None:
    """The item of one record, or None where it is no page."""
    headers = record.headers
    url = plain_address(headers.get("WARC-Target-URI", "").strip("<>"))
    kind = record.http_content_type if record.is_http else headers.get("Content-Type", "").partition(";")[0]
    status = record.http_headers.status_code if record.is_http and record.http_headers else 200
    if kind not in PAGES or status != 200:
        return None
    name = url or f"{source}@{record.stream_pos}"
    try:
        check_names(name, None, url)
        data = record.reader.read(ITEM_BYTES + 1)
        if record.is_http and record.http_headers:
            data = _plain(data, record.http_headers, name)
        if len(data) > ITEM_BYTES:
            raise TooLarge(name, f"more than {ITEM_BYTES // 1_000_000} MB for one article")
    except InputError as error:
        return refused(error, name)
    form: Form = "any" if kind == "text/plain" else "page"
    return Raw(name, name, form, data, url=url, default=default, size=int(record.content_length))


def _plain(data: bytes, headers: Any, name: str) -> bytes:
    """A body without what was done to it for the way: pieces joined, packed bytes expanded."""
    if "chunked" in (headers.get("Transfer-Encoding") or "").lower():
        data = _joined(data)
    packing = (headers.get("Content-Encoding") or "").lower().strip()
    if packing in ("gzip", "x-gzip", "deflate"):
        return packed.expand(data, name, ITEM_BYTES)
    if packing not in ("", "identity"):
        raise UnreadableInput(name, f"packed as {packing[:20]}, which is not read")
    return data


def _joined(data: bytes) -> bytes:
    """The pieces of a chunked body one after the other; what is no such body stays as it is."""
    parts: list[bytes] = []
    at = 0
    while at < len(data):
        end = data.find(b"\r\n", at, at + 100)
        try:
            size = int(data[at:end].partition(b";")[0], 16)
        except ValueError:
            return b"".join(parts) or data
        if end < 0 or size <= 0:
            break
        parts.append(data[end + 2 : end + 2 + size])
        at = end + 2 + size + 2
    return b"".join(parts)


def _line(error: BaseException) -> str:
    return " ".join(str(error).split())[:100]
