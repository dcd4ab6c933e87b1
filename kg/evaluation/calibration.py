"""How far the confidence of events can be believed."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from kg.evaluation.events import Judgement

_EDGES = (0.0, 0.6, 0.7, 0.8, 0.9, 1.01)


@dataclass(frozen=True, slots=True)
class Band:
    """Events with a confidence from `low` to below `high`."""

    low: float
    high: float
    events: int
    right: int
    mean_confidence: float

    @property
    def share_right(self) -> float:
        return self.right / self.events if self.events else 0.0


def bands(judged: Sequence[Judgement]) -> tuple[Band, ...]:
    """All bands from low to high, empty ones too."""
    return tuple(_band(low, high, [j for j in judged if low <= j.confidence < high]) for low, high in pairwise(_EDGES))


def calibration_error(found: Sequence[Band]) -> float:
    """The expected calibration error: mean distance of confidence and share right, weighted by the bands' events."""
    total = sum(band.events for band in found)
    return sum(band.events * abs(band.share_right - band.mean_confidence) for band in found) / max(total, 1)


def _band(low: float, high: float, judged: Sequence[Judgement]) -> Band:
    mean = sum(j.confidence for j in judged) / max(len(judged), 1)
    return Band(low, high, len(judged), sum(j.right for j in judged), mean)
