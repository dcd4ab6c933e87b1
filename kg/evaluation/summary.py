"""Scores of many articles as JSON values and as a table for people."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from kg.evaluation.calibration import Band, bands, calibration_error
from kg.evaluation.scoring import Rates, Score, Share

_RATES: dict[str, Callable[[Score], Rates]] = {
    "entities": lambda s: s.entities,
    "offices": lambda s: s.offices,
    "events": lambda s: s.events,
}
_COUNTS: dict[str, Callable[[Score], int]] = {"duplicates": lambda s: s.duplicates, "repeats": lambda s: s.repeats}
_SHARES: dict[str, Callable[[Score], Share]] = {
    "former": lambda s: s.former,
    "kinds": lambda s: s.kinds,
    "direction": lambda s: s.direction,
    "dates": lambda s: s.dates,
    "speakers": lambda s: s.speakers,
    "statuses": lambda s: s.statuses,
    "offsets": lambda s: s.offsets,
}
_RATE_HEAD = f"{'P':>4} {'R':>4} {'F1':>4}"
_HEAD = (
    f"{'':28}  {'entities':19}  {'offices':21}  {'events':19}  of the events found",
    f"{'':28}  {_RATE_HEAD} {'dup':>4}  {_RATE_HEAD} {'former':>6}  {_RATE_HEAD} {'rep':>4}  "
    f"{'direction':>9} {'date':>7} {'speaker':>7} {'status':>7}  {'offsets':>11}",
)


def summary(scores: Sequence[Score]) -> dict[str, Any]:
    """Per article and for all: rates are means over the articles, shares and counts are sums."""
    found = _calibration(scores)
    return {
        "articles": [{"name": s.name} | _numbers([s]) for s in scores],
        "all": _numbers(scores),
        "calibration": [
            {
                "from": band.low,
                "below": min(band.high, 1.0),
                "events": band.events,
                "right": band.right,
                "mean_confidence": round(band.mean_confidence, 4),
            }
            for band in found
        ],
        "expected_calibration_error": round(calibration_error(found), 4),
    }


def table(scores: Sequence[Score]) -> Iterator[str]:
    """One line an article and one for all, then how confidence compares with the truth."""
    yield from _HEAD
    for score in scores:
        yield _line(score.name, _numbers([score]))
    yield _line(f"mean of {len(scores)}", _numbers(scores))
    yield ""
    yield f"{'confidence':12} {'events':>7} {'right':>6} {'share right':>12} {'mean confidence':>16}"
    found = _calibration(scores)
    for band in found:
        share, mean = (f"{band.share_right:.2f}", f"{band.mean_confidence:.2f}") if band.events else ("", "")
        yield f"{_range(band):12} {band.events:7} {band.right:6} {share:>12} {mean:>16}"
    yield f"Expected calibration error: {calibration_error(found):.3f}."


def findings(score: Score) -> Iterator[str]:
    """What was missed, invented and misread in one article."""
    yield score.name
    found = score.findings
    for word, lines in (("missed", found.missed), ("invented", found.invented), ("misread", found.misread)):
        yield from (f"  {word:8}  {line}" for line in lines)


def _calibration(scores: Sequence[Score]) -> tuple[Band, ...]:
    return bands([judgement for score in scores for judgement in score.judged])


def _numbers(scores: Sequence[Score]) -> dict[str, Any]:
    """Rates to four places, shares as `[right, of]`."""
    rates = {key: _mean([pick(s) for s in scores]) for key, pick in _RATES.items()}
    counts = {key: sum(pick(s) for s in scores) for key, pick in _COUNTS.items()}
    shares = {key: _sum([pick(s) for s in scores]) for key, pick in _SHARES.items()}
    return rates | counts | shares


def _mean(rates: Sequence[Rates]) -> dict[str, float]:
    means = {
        "precision": sum(r.precision for r in rates),
        "recall": sum(r.recall for r in rates),
        "f1": sum(r.f1 for r in rates),
    }
    return {key: round(value / max(len(rates), 1), 4) for key, value in means.items()}


def _sum(shares: Sequence[Share]) -> list[int]:
    return [sum(s.right for s in shares), sum(s.of for s in shares)]


def _line(name: str, numbers: dict[str, Any]) -> str:
    def rates(key: str) -> str:
        return " ".join(f"{value:4.2f}" for value in numbers[key].values())

    def share(key: str, width: int = 7) -> str:
        return f"{'/'.join(map(str, numbers[key])):>{width}}"

    return (
        f"{name[:28]:28}  {rates('entities')} {numbers['duplicates']:4}  {rates('offices')} {share('former', 6)}  "
        f"{rates('events')} {numbers['repeats']:4}  {share('direction', 9)} {share('dates')} {share('speakers')} "
        f"{share('statuses')}  {share('offsets', 11)}"
    )


def _range(band: Band) -> str:
    if band.low == 0:
        return f"below {band.high:.1f}"
    return f"{band.low:.1f} to {band.high:.1f}" if band.high < 1 else f"{band.low:.1f} or more"
