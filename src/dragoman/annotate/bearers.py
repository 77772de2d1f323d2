"""Who bears a title: the persons whose names the text puts beside it, and the country it puts beside them.

"President Ana Ruiz", "Ana Ruiz, the president of Peru,", "Presidents A of X and B of Y", "the foreign
ministers of Fiji, A, and Samoa, B".
"""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Doc

from dragoman.annotate.people import skip_honorifics
from dragoman.doc import Name, Title

_BEFORE_TITLE = frozenset(
    {"the", "a", "an", "its", "their", "his", "her", "’s", "'s", "current", "incumbent", "present"}
)
_OWNERS = frozenset({"polity", "place", "organization"})


class Bearers:
    """Tells titles apart by their bearers; `names` are the names of the document, in order."""

    def __init__(self, doc: Doc, names: tuple[Name, ...]) -> None:
        self.doc = doc
        self.names = names
        self.at_start = {n.start: n for n in names if n.kind == "person"}
        self.at_end = {n.end: n for n in names if n.kind == "person"}
        self.end_of = {n.head: n.end for n in names if n.kind == "person"}
        self.owner_at = {n.start: i for i, n in enumerate(names) if n.kind in _OWNERS}

    def told(self, found: tuple[Title, ...], known: list[Name]) -> tuple[Title, ...]:
        """Titles with their holders; `of`, an index into `known` before, is one into the document's names."""
        index = {(n.start, n.end): i for i, n in enumerate(self.names)}
        result: list[Title] = []
        definite = False
        for n, title in enumerate(found):
            held = result[-1].holders if result else ()
            body = known[title.of] if title.of is not None else None
            definite = _definite(self.doc, title) or (definite and _goes_on(self.doc, found[n - 1], title))
            holders = () if self._possesses(title) else self._holders(title, held, definite=definite)
            if not holders and body is not None:
                holders = self._behind_body(title, body)
            pairs = self._listed_pairs(title) if title.plural else []
            if pairs:
                result.extend(replace(title, holders=(head,), of=country) for head, country in pairs)
                continue
            of = index.get((body.start, body.end)) if body is not None else None
            each = [(h,) for h in holders] if len(holders) > 1 else [holders]
            result.extend(
                replace(title, holders=own, of=of if of is not None or not own else self._country_after(own[0]))
                for own in each
            )
        return tuple(_joined(self.doc, result))

    def _possesses(self, title: Title) -> bool:
        """ "Hassan, the king's brother": the title is its owner's and not the bearer's of the name beside it."""
        return title.end < len(self.doc) and self.doc[title.end].lower_ in ("'s", "’s")

    def _listed_pairs(self, title: Title) -> list[tuple[int, int]]:
        """(holder, country) of "the ministers of Fiji, A, and Samoa, B" and of "... of A of Fiji and B of Samoa"."""
        doc = self.doc
        pairs: list[tuple[int, int]] = []
        at = title.office_end
        if at >= len(doc) or doc[at].lower_ != "of":
            return []
        at += 1
        while at < len(doc):
            at += doc[at].lower_ == "the"
            country = self.owner_at.get(at)
            end = self.names[country].end if country is not None else len(doc)
            if country is not None and end < len(doc) and doc[end].text == ",":
                person = self.at_start.get(skip_honorifics(doc, end + 1))
            elif at in self.at_start:
                person = self.at_start[at]
                country = self._country_after(person.head)
            else:
                break
            if person is None or country is None:
                break
            pairs.append((person.head, country))
            at = max(person.end, self.names[country].end)
            while at < len(doc) and doc[at].lower_ in (",", "and", ";"):
                at += 1
        return pairs if len(pairs) > 1 else []

    def _holders(self, title: Title, held: tuple[int, ...], *, definite: bool) -> tuple[int, ...]:
        """The heads of the names that bear a title; `held` are those that bear the title before it.

        `definite` says that the title speaks of one known person.
        """
        doc = self.doc
        end = title.end
        if end + 2 < len(doc) and doc[end].text == "(" and doc[end + 2].text == ")":
            end += 3  # "for Refugees and Migration (PRM) Ana Ruiz"
        name = self.at_start.get(end) or self.at_start.get(skip_honorifics(doc, end))
        if name is not None:
            return self._several(name) if title.plural else (name.head,)
        follower = self._set_off(title) if definite else None
        before = title.start
        while before and doc[before - 1].lower_ in _BEFORE_TITLE:
            before -= 1
        if before and doc[before - 1].text in (",", "(", "--", "–", "_") and (before - 1) in self.at_end:
            leader = self.at_end[before - 1].head
            # "the president, A, the president of X, B,": A has a title already
            return (follower,) if follower is not None and leader in held else (leader,)
        return (follower,) if follower is not None else ()

    def _behind_body(self, title: Title, body: Name) -> tuple[int, ...]:
        """Of "Secretary General of the Nordic Fish Board (NFB) Ana Ruiz" the head of the name."""
        doc = self.doc
        if title.plural or not title.office_end <= body.start <= title.office_end + 6:
            return ()
        after, comma = body.end, False
        if after + 2 < len(doc) and doc[after].text == "(" and doc[after + 2].text == ")":
            after += 3
        if after < len(doc) and doc[after].text == ",":
            after, comma = after + 1, True
        name = self.at_start.get(after) or self.at_start.get(skip_honorifics(doc, min(after, len(doc) - 1)))
        if name is None or (comma and not (name.end < len(doc) and doc[name.end].text in (",", ".", ")"))):
            return ()
        return (name.head,)

    def _set_off(self, title: Title) -> int | None:
        """Of "the foreign minister, Ana Ruiz," the head of the name."""
        doc = self.doc
        if title.end >= len(doc) or doc[title.end].text != ",":
            return None
        inner = self.at_start.get(skip_honorifics(doc, title.end + 1))
        if inner is not None and inner.end < len(doc) and doc[inner.end].text in (",", ".", ")", "--"):
            return inner.head
        return None

    def _several(self, first: Name) -> tuple[int, ...]:
        """The holders of "Presidents A of X and B of Y": names joined by "and" or a comma, with "of ..." between."""
        doc = self.doc
        holders, at = [first.head], first.end
        while at < len(doc) and at - first.end < 20:
            if not (doc[at].lower_ in ("and", ",", "of") or doc[at].text[0].isupper()):
                break
            follower = self.at_start.get(at)
            if follower is not None and doc[at - 1].lower_ in ("and", ","):
                holders.append(follower.head)
            at = follower.end if follower is not None else at + 1
        return tuple(holders)

    def _country_after(self, holder: int) -> int | None:
        """Of "Presidents Leonid K. of Ukraine" the name Ukraine."""
        end = self.end_of.get(holder)
        if end is None or end + 1 >= len(self.doc) or self.doc[end].lower_ != "of":
            return None
        return self.owner_at.get(end + 2 if self.doc[end + 1].lower_ == "the" else end + 1)


def _joined(doc: Doc, found: list[Title]) -> list[Title]:
    """ "Deputy Prime Minister and Foreign Minister": who bears one of two titles joined by "and" bears both."""
    for n in range(len(found) - 1):
        left, right = found[n], found[n + 1]
        if not _goes_on(doc, left, right) or left.plural or right.plural:
            continue
        of = left.of if left.of is not None else right.of
        if bool(left.holders) != bool(right.holders):
            holders = left.holders or right.holders
            found[n] = replace(left, holders=holders, of=left.of if left.of is not None else of)
            found[n + 1] = replace(right, holders=holders, of=right.of if right.of is not None else of)
    return found


def _goes_on(doc: Doc, left: Title, right: Title) -> bool:
    """Whether two titles stand side by side: "deputy prime minister and foreign minister"."""
    if right.start - left.end > 2:
        return False
    between = [doc[i].lower_ for i in range(left.end, right.start)]
    return between in ([], ["and"], ["and", "the"], [",", "and"])


def _definite(doc: Doc, title: Title) -> bool:
    """Whether the title speaks of one known person: "the ...", "its ...", "Peru's ..."."""
    before = doc[title.start - 1].lower_ if title.start else ""
    if before in ("the", "its", "their", "his", "her", "our", "'s", "’s") or title.of is not None:
        return True
    return title.end - title.office_start > 3 and doc[title.start].is_sent_start is True and not title.plural
