"""How much time our reading adds to the language model's own: `make bench-reading`, or with a number of repeats.

Both run in this process over the same texts, in turn, so that whatever else the machine does meets both; the ratio of
each turn counts, and their median is told. CPU time, so that waiting for other programs does not count.
"""

import statistics
import sys
import time
from collections.abc import Callable, Sequence
from itertools import islice
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from kg.extraction.pipeline import extract_many, language_model  # noqa: E402 - found by the line above
from kg.model import Document  # noqa: E402
from kg.sources.reader import read_document  # noqa: E402
from kg.sources.records import read_records  # noqa: E402

GOAL = 0.8
OFFICIAL = ROOT.parent / "shared" / "data" / "official_statements.jsonl.xz"
OFFICIAL_TEXTS = 60


def main(repeats: int) -> None:
    print(f"{'texts':18} {'number':>6} {'characters':>10} {'model alone':>12} {'with ours':>10} {'ratio':>6}")
    for name, documents in collections():
        measure(name, documents, repeats)
    print(f"Seconds of CPU a pass, and characters a second; goal: a ratio of {GOAL} or more.")


def collections() -> list[tuple[str, list[Document]]]:
    found = [
        ("demo articles", articles(ROOT / "fixtures" / "articles")),
        ("press articles", articles(ROOT / "tests" / "gold" / "press")),
    ]
    if OFFICIAL.exists():
        every = list(read_records(OFFICIAL))
        step = len(every) // OFFICIAL_TEXTS
        found.append(("official texts", [document for _, document in islice(every, 0, None, step)][:OFFICIAL_TEXTS]))
    else:
        print(f"(no {OFFICIAL.name} beside the project: official texts are left out)")
    return found


def articles(folder: Path) -> list[Document]:
    return [read_document(path.read_bytes(), path.name) for path in sorted(folder.rglob("*.md"))]


def measure(name: str, documents: Sequence[Document], repeats: int) -> None:
    nlp = language_model()
    texts = [document.text for document in documents]

    def alone() -> None:
        for _ in nlp.pipe(texts, batch_size=16):
            pass

    def with_ours() -> None:
        for _ in extract_many(documents):
            pass

    with_ours()  # so that tables are loaded
    turns = [(seconds(alone), seconds(with_ours)) for _ in range(repeats)]
    ratio = statistics.median(bare / ours for bare, ours in turns)
    bare, ours = (statistics.median(column) for column in zip(*turns, strict=True))
    size = sum(map(len, texts))
    print(f"{name:18} {len(texts):6} {size:10} {bare:12.2f} {ours:10.2f} {ratio:6.2f}", end="")
    print(f"   {size / bare:,.0f} and {size / ours:,.0f} characters a second", flush=True)


def seconds(work: Callable[[], None]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5)
