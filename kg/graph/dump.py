"""The whole graph as sorted lines of JSON that depend on content alone, so that `diff` compares two graphs."""

import json
from collections.abc import Iterator
from typing import Any

from kg.graph.connect import Graph
from kg.graph.cypher import checking

_LEFT_OUT = frozenset(("import", "turn"))  # numbers of imports and of transactions


def dump(graph: Graph) -> Iterator[str]:
    """One line for each node and relationship: no element ids, import numbers or times of import."""
    nodes = [{"node": sorted(row["labels"]), **_kept(row["properties"])} for row in graph.read_all(checking.NODES)]
    ties = [
        {"relationship": row["type"], "from": row["start"], "to": row["end"], **_kept(row["properties"])}
        for row in graph.read_all(checking.RELATIONSHIPS)
    ]
    yield from sorted(json.dumps(value, ensure_ascii=False, sort_keys=True) for value in [*nodes, *ties])


def _kept(properties: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in properties.items() if key not in _LEFT_OUT and value is not None}
