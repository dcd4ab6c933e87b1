"""How wide a text is in Inter, so that labels can be placed and shortened without a browser."""

from functools import cache
from pathlib import Path

_BOLDER = 1.04  # labels are set in weight 500, a little wider than the measured default weight
_UNKNOWN = 1000  # thousandths of the font size: a Chinese character is as wide as it is high


@cache
def _widths() -> dict[str, int]:
    lines = (Path(__file__).parent / "inter_widths.tsv").read_text(encoding="utf-8").splitlines()
    pairs = (line.split("\t") for line in lines if not line.startswith("#"))
    return {chr(int(code, 16)): int(width) for code, width in pairs}


def width_of(text: str, size: float) -> float:
    """Width in the units of `size`, the font size."""
    widths = _widths()
    return _BOLDER * size * sum(widths.get(c, _UNKNOWN) for c in text) / 1000


def fitted(text: str, size: float, limit: float) -> str:
    """The text, cut with an ellipsis where it is wider than `limit`."""
    if width_of(text, size) <= limit:
        return text
    while text and width_of(text + "…", size) > limit:
        text = text[:-1]
    return text.rstrip() + "…"
