"""What an entity is called and how it is found: follows from the reference and the articles that name it."""

import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from kg.folding import fold

Row = Mapping[str, Any]

_NODE = {
    "person": "Person",
    "state": "State",
    "alliance": "Alliance",
    "organization": "Organization",
    "place": "Place",
}


def node_label(id: str) -> str:
    """`state:CHN` -> `State`."""
    return _NODE[id.partition(":")[0]]


def named(id: str, known: Row, mentions: Sequence[Row], *, holds_office: bool) -> dict[str, Any]:
    """Name, aliases, kind and search text of an entity; `known` are its `known_…` properties, if it has any."""
    counts = Counter(m["name"] for m in mentions if m["name"])
    told = min(counts, key=lambda n: (-counts[n], -len(n), n), default=_from_id(id))
    name = known.get("known_name") or told
    said = sorted({*counts, *(alias for m in mentions for alias in m["aliases"])}, key=lambda n: (fold(n), n))
    aliases = [a for a in dict.fromkeys([*(known.get("known_aliases") or ()), *said]) if a != name]
    keys = list(dict.fromkeys(search_key(n) for n in [name, *aliases, *(known.get("known_search") or ())]))
    prefix = id.partition(":")[0]
    return {
        "name": name,
        "aliases": aliases,
        "kind": "leader" if prefix == "person" and holds_office else prefix,
        "keys": keys,
        "search": "\n".join(keys),
    }


def search_key(name: str) -> str:
    """A name as it is compared when searching: folded, composed, single spaces."""
    return " ".join(unicodedata.normalize("NFC", fold(name)).split())


def acted_for(mentions: Iterable[Row]) -> str | None:
    """The state (id) that articles most often see a person act for."""
    states = Counter(m["state"] for m in mentions if m.get("state"))
    return min(states, key=lambda s: (-states[s], s), default=None)


def _from_id(id: str) -> str:
    """For who acts but is never named, `organization:kremlin` -> `Kremlin`; a state's code stays as it is."""
    prefix, _, rest = id.partition(":")
    return rest if prefix == "state" else rest.replace("-", " ").title()
