"""States: names, codes, capitals and nationality words."""

from dataclasses import dataclass

from kg.model import PartialDate
from kg.reference.tables import rows, several


@dataclass(frozen=True, slots=True)
class State:
    """A state by its ISO 3166-1 codes (Kosovo `XKX`, Northern Cyprus `XNC`). `people` are words for its nationals;
    `until` is when a state of the past (the Soviet Union) ended."""

    id: str
    alpha3: str
    alpha2: str
    name: str
    capitals: tuple[str, ...]
    adjectives: tuple[str, ...]
    people: tuple[str, ...]
    region: str
    aliases: tuple[str, ...]
    scripts: tuple[str, ...]
    until: PartialDate | None


def read_states() -> dict[str, State]:
    """States by id (`state:CHN`)."""
    scripts = {alpha3: several(names) for alpha3, names in rows("state_scripts", 2)}
    return {
        f"state:{a3}": State(
            f"state:{a3}",
            a3,
            a2,
            name,
            several(capital),
            several(adjectives),
            several(people),
            region,
            several(aliases),
            scripts.get(a3, ()),
            PartialDate.parse(until) if until else None,
        )
        for a3, a2, name, capital, adjectives, people, region, aliases, until in rows("states", 9)
    }
