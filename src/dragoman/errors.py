"""Every error that dragoman raises on purpose.

    DragomanError
    ├── InputError            an input cannot be read: names it, says why and what to do
    │   ├── UnreadableInput   missing, a directory, binary, an unknown encoding, malformed
    │   ├── NothingToRead     read, but holds no article (empty, HTML without an article)
    │   ├── TooLarge          over a limit
    │   └── OtherLanguage     the text is not in a language that dragoman reads
    ├── UsageError            an argument that means nothing (a date that is no date)
    ├── MissingExtra          an optional part is not installed: names the command that installs it
    ├── EvidenceError         a span that does not fit its article: a defect of dragoman, never of an input
    ├── KnowledgeError        the knowledge base is absent or damaged
    └── StoreError            a record file cannot be opened: no record, made by a newer dragoman, damaged

Each message is one line and ends in what to do next.
"""

from __future__ import annotations


class DragomanError(Exception):
    """The root: catch this to catch all that dragoman raises on purpose."""


class InputError(DragomanError):
    """An input that cannot be read; `source` names it, `reason` says why and what to do next."""

    def __init__(self, source: str, reason: str) -> None:
        super().__init__(f"{source}: {reason}")
        self.source = source
        self.reason = reason

    def __reduce__(self) -> tuple[type[InputError], tuple[str, str]]:
        # Errors travel from the processes that read to the one that writes.
        return type(self), (self.source, self.reason)


class UnreadableInput(InputError):
    """The bytes could not be had or could not be decoded."""


class NothingToRead(InputError):
    """The input was decoded and holds no article."""


class TooLarge(InputError):
    """The input is over a limit."""


class OtherLanguage(InputError):
    """The text is in a language that dragoman does not read."""


class UsageError(DragomanError):
    """An argument that means nothing."""


class MissingExtra(DragomanError):
    """An optional part is not installed."""

    def __init__(self, what: str, extra: str) -> None:
        super().__init__(f"{what} needs an optional part: pip install 'dragoman[{extra}]'")
        self.extra = extra


class EvidenceError(DragomanError):
    """A span that does not fit its article."""


class KnowledgeError(DragomanError):
    """The knowledge base is absent or damaged."""


class StoreError(DragomanError):
    """A record file that cannot be opened, brought up to date or written."""
