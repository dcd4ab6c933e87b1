"""Letters made comparable: case, accents and stroked letters folded away."""

import re
import unicodedata
from functools import lru_cache

# Letters that Unicode does not decompose but English writes without their stroke or ligature.
_STROKED = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe", "ə": "e", "ŧ": "t"}
)


@lru_cache(maxsize=65_536)
def fold(text: str) -> str:
    """`text` in lower case without diacritics: `Vučić` -> `vucic`, `Erdoğan` -> `erdogan`."""
    lower = text.casefold()
    if lower.isascii():
        return lower
    plain = "".join(c for c in unicodedata.normalize("NFKD", lower) if not unicodedata.combining(c))
    return plain.translate(_STROKED)


def slug(name: str) -> str:
    """`Rik Glauert` -> `rik-glauert`."""
    return re.sub(r"[^a-z0-9]+", "-", fold(name)).strip("-")
