"""Bytes become text: UTF-8 first, then what the bytes betray of their encoding."""

from __future__ import annotations

import codecs
import re
import unicodedata

from dragoman.errors import UnreadableInput

# UTF-32 stands first: its mark begins with that of UTF-16.
MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
KINDS = (
    (b"%PDF-", "a PDF document"),
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"\xd0\xcf\x11\xe0", "an office document"),
    (b"{\\rtf", "an RTF document"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ", "an xz archive"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"\x7fELF", "a program"),
)
BINARY = "not text but {}: give its text as .txt or .html"
UNKNOWN = "in an encoding that cannot be told: convert it to UTF-8 (iconv -f ENCODING -t UTF-8)"

# The single-byte encodings in which desks wrote English before UTF-8, the likelier first: Windows in western,
# Turkish and central European form, and the Macintosh.
DESKS = ("cp1252", "cp1254", "cp1250", "mac_roman")
MARKS_OF_PROSE = frozenset("“”‘’–—…€£§°«»\xa0•´")
RARE = frozenset("ðþÐÞŢţĎďĹĺŔŕŮ")
CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f]")
SURROGATES = re.compile("[\ud800-\udfff]")
CONTROL_BYTES = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
HIGH = re.compile(rb"[\x80-\xff]")
SAMPLE = 65_536


def decode(data: bytes, source: str) -> str:
    """The text of an input, its byte order mark left out, its line ends kept.

    Raises UnreadableInput where the bytes are no text or their encoding cannot be told.
    """
    if not data.strip():
        return ""
    for start, kind in KINDS:
        if data.startswith(start):
            raise UnreadableInput(source, BINARY.format(kind))
    text = _decode(data, source)
    sample = text[:SAMPLE]
    if len(CONTROLS.findall(sample)) > len(sample) / 100:
        raise UnreadableInput(source, BINARY.format("binary data"))
    return text


def mend(text: str) -> str:
    """The text with halves of surrogate pairs replaced one for one: they cannot be written as UTF-8."""
    return SURROGATES.sub("\ufffd", text)


def _decode(data: bytes, source: str) -> str:
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return data.decode(encoding, errors="replace")
    # Before UTF-8, of which zeros are a lawful part.
    wide = _wide(data)
    if wide:
        return data.decode(wide, errors="replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    text = data.decode("utf-8", errors="replace")
    if _barely_damaged(text):
        return text
    sample = data[:SAMPLE]
    if sample.count(0) > len(sample) / 100 or len(CONTROL_BYTES.findall(sample)) > len(sample) / 20:
        raise UnreadableInput(source, BINARY.format("binary data"))
    if len(HIGH.findall(sample)) < len(sample) / 4:
        return _of_a_desk(data)
    return _detected(data, sample, source)


def _wide(data: bytes) -> str | None:
    """UTF-16 without a mark: every other byte of English is zero."""
    sample = data[:SAMPLE]
    half = len(sample) // 2
    if half and sample[1::2].count(0) > half * 0.7:
        return "utf-16-le"
    if half and sample[0::2].count(0) > half * 0.7:
        return "utf-16-be"
    return None


def _barely_damaged(text: str) -> bool:
    """Whether a text is UTF-8 but for a stray byte or a cut end: most that is not ASCII came out whole."""
    lost = text.count("\ufffd")
    if lost == 1 and text.endswith("\ufffd"):
        return True
    whole = sum(1 for c in text if c > "\x7f") - lost
    return lost * 4 <= whole


def _of_a_desk(data: bytes) -> str:
    """Mostly ASCII: the encoding whose rare characters look most like those of English prose with foreign names."""
    places = [m.start() for m in HIGH.finditer(data[: SAMPLE * 4])][:2000]
    windows = [data[max(0, at - 1) : at + 2] for at in places]
    best = max(DESKS, key=lambda encoding: (sum(_likely(w, encoding) for w in windows), -DESKS.index(encoding)))
    return data.decode(best, errors="replace")


def _likely(window: bytes, encoding: str) -> float:
    """How well a byte reads in an encoding, seen with its neighbours: "caf\xe9" as "café" does, "don\xd5t" not as "donÕt"."""
    around = window.decode(encoding, errors="replace")
    here = around[1] if len(around) > 1 and window[:1] < b"\x80" else around[0]
    if here in MARKS_OF_PROSE:
        return 1.0
    if here == "\ufffd" or not unicodedata.category(here).startswith("L"):
        return -1.0
    if here in RARE:
        return 0.5
    if here.isupper() and around[0].islower() and around[0] != here:
        return -1.0
    return 1.0


def _detected(data: bytes, sample: bytes, source: str) -> str:
    """Mostly not ASCII: whatever charset-normalizer makes of it."""
    import charset_normalizer

    found = charset_normalizer.from_bytes(sample).best()
    if found is None:
        raise UnreadableInput(source, UNKNOWN)
    return data.decode(found.encoding, errors="replace")
