"""Where paragraphs begin and end, in text of any layout: blank lines, lines cut at a width, a paragraph a line."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

NARROWEST, WIDEST = 45, 120
"""Characters of a line: shorter ones are headings and lists, longer ones whole paragraphs, neither cut at a width."""


def paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """The paragraphs, also of text whose lines are cut at a width, and of text without blank lines."""
    blocks: list[list[tuple[int, int, int]]] = [[]]
    at = 0
    for line in text.splitlines(keepends=True):
        words = line.strip()
        if words:
            start = at + len(line) - len(line.lstrip())
            blocks[-1].append((start, start + len(words), start - at))
        elif blocks[-1]:
            blocks.append([])
        at += len(line)
    width = _width(text, blocks)
    for block in blocks:
        begun = None
        for number, (start, end, indent) in enumerate(block):
            begun = start if begun is None else begun
            if number + 1 == len(block) or not _goes_on(
                text, end, end - start + indent, block[number + 1], indent, width
            ):
                yield begun, end
                begun = None


def _width(text: str, blocks: list[list[tuple[int, int, int]]]) -> int:
    """At how many characters the lines are cut; 0 where each line is a paragraph."""
    pairs = [(a, b) for block in blocks for a, b in pairwise(block)]
    if not pairs:
        return 0
    width = max(a[1] - a[0] + a[2] for a, _ in pairs)
    if not NARROWEST <= width <= WIDEST:
        return 0
    cut = sum(1 for a, b in pairs if a[1] - a[0] + a[2] + _first_word(text, b) > width * 0.85)
    running = sum(1 for a, _ in pairs if text[a[1] - 1] not in '.!?:"”)')
    return width if cut * 2 >= len(pairs) and running * 2 >= len(pairs) else 0


def _first_word(text: str, line: tuple[int, int, int]) -> int:
    """How much room the first word of a line takes, with the space before it."""
    space = text.find(" ", line[0], line[1])
    return (space if space > 0 else line[1]) - line[0] + 1


def _goes_on(text: str, end: int, length: int, following: tuple[int, int, int], indent: int, width: int) -> bool:
    """Whether the next line belongs to this one's paragraph: its first word did not fit, or begins small."""
    small = text[following[0]].islower() and text[end - 1] not in ".!?:"
    if not width or small:
        return small
    if following[2] >= indent + 2:
        return False
    return length + _first_word(text, following) > width * 0.85
