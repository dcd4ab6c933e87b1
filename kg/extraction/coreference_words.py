"""Words by which a text means somebody named before, from `data/coreference.toml`."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any


@cache
def coreference_words() -> dict[str, frozenset[str]]:
    """The lists, by their names."""
    return {key: frozenset(words) for key, words in _data().items() if isinstance(words, list)}


@cache
def regional_bodies() -> dict[str, str]:
    """Whom the leaders of a region are when its body meets: words for the region -> body, the longest words first."""
    regions = _data()["regions"]
    return {words: regions[words] for words in sorted(regions, key=len, reverse=True)}


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads((Path(__file__).parent / "data" / "coreference.toml").read_text(encoding="utf-8"))
