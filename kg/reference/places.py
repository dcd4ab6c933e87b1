"""Places inside states: cities, regions, bases, by name."""

from functools import cache

from kg.reference.tables import rows


@cache
def places() -> dict[str, str]:
    """State (id) by the name of a place in it. No capitals: those are names of their states."""
    return {name: f"state:{alpha3}" for name, alpha3, _source in rows("places", 3)}
