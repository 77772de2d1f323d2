"""What stands after and between: other stories, headings, what is said twice."""

from __future__ import annotations

import re
from collections import Counter

from dragoman.model import Role
from dragoman.segment.head import date_alone
from dragoman.segment.paragraph import BULLET, Paragraph, beginning, known, letters, speaker

MARKED = re.compile(
    r"(?:#{1,6}|[-–—]{1,3}|\*{1,3}|={2,4}|•|_{1,3})\s?([^\s#*=•–—_-].{0,110}?)\s?(#{0,6}|[-–—]{1,3}|\*{1,3}|={2,4}|•|_{1,3})"
)
NAMES = re.compile(r"\b[A-Z][a-z]{3,}\b")


def label_others(paragraphs: list[Paragraph], roles: list[Role | None], head: int) -> None:
    """Labels other stories: all after a heading over them, unless the article plainly goes on."""
    heads = [i for i, p in enumerate(paragraphs) if _heads_others(p) or _ends_all(paragraphs, i)]
    for i in (i for i in heads if i < head):
        roles[i] = roles[i] or "related"
    later = [i for i in heads if i > head]
    if later:
        back = _returns(paragraphs, roles, later[0])
        until = 0
        for i in later:
            if i >= until:
                until = _mark_until(paragraphs, roles, i, back)
    _label_loose_ends(paragraphs, roles, head)


def _ends_all(paragraphs: list[Paragraph], i: int) -> bool:
    """Whether nothing of the article comes after a heading: "Notes to editors", and "About the Ministry" near the end."""
    p = paragraphs[i]
    near = len(paragraphs) - i <= 6 and p.words <= 6 and not p.closed and p.low.startswith("about ")
    return p.low in known("boilerplate", "block") or near


def _label_loose_ends(paragraphs: list[Paragraph], roles: list[Role | None], head: int) -> None:
    """Labels what hangs on behind the article without a heading over it, from the last paragraph backwards.

    A day with its place is a dateline. Other stories are titles, two or more or one in Title Case, each perhaps with
    a line from its story; that line may be a sentence where neither it nor its title shares a name with the article.
    """
    for i in range(len(paragraphs) - 1, max(head, len(paragraphs) - 4), -1):
        if roles[i] is None and _signs_off(paragraphs, roles, i):
            roles[i] = "dateline"
    body = [p for p, role in zip(paragraphs[head:], roles[head:], strict=True) if role is None]
    if sum(p.closed for p in body) * 5 < len(body) * 2:
        return
    names = Counter(name for p in body for name in set(NAMES.findall(p.said)))
    loose: list[int] = []
    i = len(paragraphs) - 1
    while i > head:
        if roles[i] is None:
            names.subtract(set(NAMES.findall(paragraphs[i].said)))
            if _is_title(paragraphs[i]):
                loose.append(i)
            elif i > head + 1 and roles[i - 1] is None and _is_teaser(paragraphs[i - 1], paragraphs[i], names):
                loose += [i, i - 1]
                i -= 1
                names.subtract(set(NAMES.findall(paragraphs[i].said)))
            else:
                break
        i -= 1
    titled = [w[:1].isupper() for p in (paragraphs[i] for i in loose) for w in p.said.split()]
    if len(loose) > 1 or sum(titled) * 5 >= len(titled) * 3:
        for i in loose:
            roles[i] = "related"


def _signs_off(paragraphs: list[Paragraph], roles: list[Role | None], i: int) -> bool:
    """ "New Delhi" and "February 21, 2024" below a statement."""
    p = paragraphs[i]
    after = i + 1 < len(paragraphs) and roles[i + 1] == "dateline"
    return date_alone(p) or (after and not p.closed and p.words <= 3 and p.said[0].isupper())


def _is_title(p: Paragraph) -> bool:
    """A line that is no sentence and holds none: "She flies home on Friday. Enditem" is a paragraph."""
    if p.closed or not 3 <= p.words <= 24 or BULLET.match(p.said) or speaker(p):
        return False
    return re.search(r"[a-z][.!?]\s", p.said) is None


def _is_teaser(title: Paragraph, line: Paragraph, names: Counter[str]) -> bool:
    """Whether a line belongs to a title of another story: cut short, or about nobody whom the article names."""
    if not _is_title(title) or MARKED.fullmatch(title.said) or BULLET.match(line.said):
        return False
    if not line.closed or line.said.endswith(("…", "...", "[…]", "[...]")):
        return line.words <= 90
    own = {*NAMES.findall(title.said), *NAMES.findall(line.said)}
    return title.words >= 4 and bool(own) and not any(names[name] > 0 for name in own)


def _heads_others(p: Paragraph) -> bool:
    if p.words > 8 or (p.said.endswith((".", "!", '"', "”")) and not p.low.startswith("read more")):
        return False
    return p.low in known("related", "headings") or (
        p.words <= 6 and beginning("related", "heading_starts").match(p.low) is not None
    )


def _mark_until(paragraphs: list[Paragraph], roles: list[Role | None], i: int, back: list[int]) -> int:
    """Labels from the heading at `i` to where the article goes on, or to the end; gives that index."""
    total = paragraphs[-1].end
    until = back[i] if paragraphs[i].start < 0.7 * total else len(paragraphs)
    role: Role = "boilerplate" if _ends_all(paragraphs, i) else "related"
    for k in range(i, until):
        if k > i and role == "boilerplate" and _heads_others(paragraphs[k]):
            role = "related"
        roles[k] = role
    return until


def _returns(paragraphs: list[Paragraph], roles: list[Role | None], first: int) -> list[int]:
    """For each paragraph, where after it the article goes on: from there on mostly prose that shares its names."""
    known = {name for p in paragraphs[:first] for name in NAMES.findall(p.said)}
    count = prose = sharing = 0
    after = len(paragraphs)
    back = [after] * len(paragraphs)
    for k in range(len(paragraphs) - 1, first, -1):
        back[k] = after
        p = paragraphs[k]
        if roles[k] is None:
            count += 1
            prose += p.closed and len(p.said) >= 80
            sharing += len(known & set(NAMES.findall(p.said))) >= 2
        if (
            roles[k] is None
            and p.closed
            and len(p.said) >= 80
            and prose >= 2
            and prose * 10 >= count * 7
            and sharing * 2 >= prose
        ):
            after = k
    back[first] = after
    return back


def label_headings(paragraphs: list[Paragraph], roles: list[Role | None], head: int) -> None:
    """Labels headings between paragraphs; text whose sentences mostly lack their points has none."""
    body = [p for p, role in zip(paragraphs[head:], roles[head:], strict=True) if role is None]
    shouting = sum(p.said.isupper() for p in body) * 3 > len(body)
    loose = sum(not p.closed for p in body) * 5 > len(body) * 2
    for i in range(head + 1, len(paragraphs)):
        p = paragraphs[i]
        if roles[i] is not None or p.words > 14 or len(p.said) > 120 or speaker(p):
            continue
        marked = MARKED.fullmatch(p.said)
        if (
            (marked and not p.closed and (marked.group(2) or p.said[0] in "#*="))
            or (not shouting and p.said.isupper() and len(p.low) >= 4)
            or (not loose and _stands_between(paragraphs, roles, i))
        ):
            roles[i] = "subheading"


def _stands_between(paragraphs: list[Paragraph], roles: list[Role | None], i: int) -> bool:
    """A short line that is no sentence, with a paragraph after it and no other such line beside it."""
    p = paragraphs[i]
    asking = p.said.endswith("?") and p.words <= 8 and not set('“”"') & set(p.said)
    if (
        not (asking or (not p.closed and p.words <= 10))
        or BULLET.match(p.said)
        or p.said[0].islower()
        or p.said[-1] in ",-–—"
        or i + 1 == len(paragraphs)
    ):
        return False
    following, before = paragraphs[i + 1], paragraphs[i - 1]
    return following.closed and following.words > p.words and (before.closed or roles[i - 1] is not None)


def label_repeated(paragraphs: list[Paragraph], roles: list[Role | None]) -> None:
    """Labels a paragraph of 40 letters or more that was said before, word for word."""
    seen: set[str] = set()
    for i, p in enumerate(paragraphs):
        if roles[i] not in (None, "headline"):
            continue
        own = letters(p.said)
        if own in seen and roles[i] is None and (len(own) >= 40 or not p.closed):
            roles[i] = "duplicate"
        seen.add(own)
