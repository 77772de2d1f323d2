"""Who met whom, as GraphML: a node for everybody who took part in a meeting, an edge for two and each meeting.

Edges are of meetings, so that their days, places and status stay with them; tools merge parallel edges into weights.
Meetings of one known party have a node and no edge. `meetings` of the graph counts the items.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import combinations
from xml.sax.saxutils import escape, quoteattr

from dragoman.export.rows import row
from dragoman.model import Meeting
from dragoman.query import Item

NODE = (("name", "string"), ("kind", "string"), ("country", "string"), ("meetings", "int"))
EDGE = ("id", "status", "earliest", "latest", "place", "country", "confidence", "sources", "url", "evidence")
NUMBERS = {"confidence": "double", "sources": "int"}
# What XML 1.0 cannot carry.
UNWRITABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def document(items: Iterable[Item]) -> Iterator[str]:
    """The graph, nodes before edges; of all items the meetings alone."""
    people: dict[str, list[str | int]] = {}
    edges: list[str] = []
    total = 0
    for item in items:
        talk = item.claim
        if not isinstance(talk, Meeting):
            continue
        total += 1
        keys = {item.identities[key]: key for key in talk.participants if key in item.entities}
        for identity, key in keys.items():
            entity = item.entities[key]
            held = people.setdefault(identity, [entity.name, entity.kind, entity.country or "", 0])
            held[3] = int(held[3]) + 1
        cells = row(item)
        for one, other in combinations(keys, 2):
            edges.append(_edge(len(edges), one, other, {name: cells[name] for name in EDGE}))
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n'
    yield '<key id="g_meetings" for="graph" attr.name="meetings" attr.type="int"/>\n'
    for name, kind in NODE:
        yield f'<key id="n_{name}" for="node" attr.name="{name}" attr.type="{kind}"/>\n'
    for name in EDGE:
        yield f'<key id="e_{name}" for="edge" attr.name="{name}" attr.type="{NUMBERS.get(name, "string")}"/>\n'
    yield f'<graph id="meetings" edgedefault="undirected">\n<data key="g_meetings">{total}</data>\n'
    for identity, held in people.items():
        data = "".join(_data(f"n_{name}", value) for (name, _), value in zip(NODE, held, strict=True))
        yield f"<node id={_quoted(identity)}>{data}</node>\n"
    yield from edges
    yield "</graph>\n</graphml>\n"


def met(item: Item) -> bool:
    """Whether it is a meeting."""
    return isinstance(item.claim, Meeting)


def _edge(number: int, one: str, other: str, cells: dict[str, str | int | float | None]) -> str:
    data = "".join(_data(f"e_{name}", value) for name, value in cells.items() if value is not None)
    return f'<edge id="m{number}" source={_quoted(one)} target={_quoted(other)}>{data}</edge>\n'


def _data(key: str, value: str | float) -> str:
    return f'<data key="{key}">{escape(written(str(value)), {chr(13): "&#13;"})}</data>'


def _quoted(text: str) -> str:
    return quoteattr(written(text), {"\r": "&#13;"})


def written(text: str) -> str:
    """The text with a mark of replacement for what XML cannot carry."""
    return UNWRITABLE.sub("\ufffd", text)
