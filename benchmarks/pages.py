"""What each page asks of the graph and how long it takes: `.venv/bin/python benchmarks/pages.py [DAYS]`.

A graph of its own in a temporary folder: the known world and the demo articles, then, where ../shared is beside the
project, DAYS (default 60) days of the ICEWS event data on top, each day an article of some 250 sentences.
"""

import csv
import datetime as dt
import lzma
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from itertools import groupby, islice
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
FOLDER = tempfile.TemporaryDirectory(prefix="entente-bench-")
os.environ |= {"LOCAL": "on", "DATA_DIR": FOLDER.name, "DJANGO_SETTINGS_MODULE": "dashboard.settings"}
os.environ.pop("NEO4J_URI", None)

import django  # noqa: E402 - settings are read from the environment above

django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.test import Client  # noqa: E402

from dashboard.graph import graph, patient_graph  # noqa: E402
from dashboard.models import User  # noqa: E402
from kg import ingest  # noqa: E402
from kg.folding import slug  # noqa: E402
from kg.graph import embedded, read  # noqa: E402
from kg.model import Actor, Document, Entity, Event, Extraction, Paragraph, PartialDate, Span  # noqa: E402
from kg.reference.world import world  # noqa: E402

GOAL = 3
REPEATS = 7
ICEWS = ROOT.parent / "shared" / "data" / "icews14.tsv.xz"
TYPES = ROOT.parent / "shared" / "data" / "cameo_to_plover.tsv"
PAGES = [
    "/",
    "/search/?q=Putin",
    "/search/suggest/?q=Pu",
    "/leader/vladimir-putin/",
    "/leader/vladimir-putin/network/",
    "/leader/vladimir-putin/network/?distance=2",
    "/leader/vladimir-putin/timeline/",
    "/leader/vladimir-putin/evidence/",
    "/leader/vladimir-putin/names/",
    "/state/RUS/",
    "/state/USA/network/?distance=2",
    "/alliance/nato/",
    "/pair/kim-jong-un/vladimir-putin/",
    "/pair/RUS/UKR/",
    "/all/state/",
    "/articles/",
]


def main(days: int) -> None:
    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    started = time.monotonic()
    ingest.load_reference(patient_graph())
    print(f"The known world is loaded in {time.monotonic() - started:.1f} s.")
    for number, path in enumerate(sorted((ROOT / "fixtures" / "articles").glob("*.md"))):
        ingest.commit(patient_graph(), ingest.extract(ingest.read(path)), f"demo-{number}")
    reader = Client(headers={"host": "localhost"})
    reader.force_login(User.objects.create_user("reader"))
    measure(reader)
    if not ICEWS.exists():
        print(f"(no {ICEWS.name} beside the project: the big graph is left out)")
        return
    started = time.monotonic()
    for extraction in islice(icews_days(), days):
        ingest.commit(patient_graph(), extraction, f"icews-{extraction.document.published}")
    print(f"{days} days of ICEWS are loaded in {time.monotonic() - started:.0f} s.")
    measure(reader)


def measure(reader: Client) -> None:
    counts = dict(read.world(patient_graph()).counts)
    print(f"\n{counts['event']:,} events, {counts['article']:,} articles")
    print(f"{'page':45} {'store calls':>11} {'ms':>7} {'KB':>6}")
    worst = 0
    for page in PAGES:
        assert reader.get(page).status_code == 200, page  # once to warm up
        before = graph().calls
        times = []
        for _ in range(REPEATS):
            start = time.perf_counter()
            response = reader.get(page)
            times.append(1000 * (time.perf_counter() - start))
        calls = (graph().calls - before) // REPEATS
        worst = max(worst, calls)
        print(f"{page:45} {calls:11} {statistics.median(times):7.0f} {len(response.content) / 1000:6.0f}")
    print(f"Most store calls of one page: {worst}; goal: {GOAL} or fewer.", flush=True)


def icews_days() -> Iterator[Extraction]:
    """Each day's dated events as an article that tells one a sentence."""
    with TYPES.open(encoding="utf-8") as lines:
        types = {row["event_label"]: row["plover"] for row in csv.DictReader(lines, delimiter="\t")}
    with lzma.open(ICEWS, "rt", encoding="utf-8") as lines:
        for day, rows in groupby(csv.DictReader(lines, delimiter="\t"), key=lambda row: row["date"]):
            yield day_of(dt.date.fromisoformat(day), [row for row in rows if types.get(row["event_label"])], types)


def day_of(day: dt.date, rows: list[dict[str, str]], types: dict[str, str]) -> Extraction:
    entities: dict[str, Entity] = {}
    events: list[Event] = []
    text = ""
    for row in rows:
        ends = [actor(row["source"]), actor(row["target"])]
        if ends[0].id == ends[1].id:
            continue
        sentence = f"{row['source']}: {row['event_label']}, {row['target']}."
        span = Span(len(text), len(text) + len(sentence), sentence)
        text += sentence + "\n"
        entities |= {entity.id: entity for entity in ends}
        source, target = Actor(ends[0].id, "source"), Actor(ends[1].id, "target")
        kind = types[row["event_label"]]
        date = PartialDate.of(day)
        events.append(
            Event("", kind, row["event_label"], date, "happened", (source, target), evidence=(span,), confidence=0.8)
        )
    document = Document(f"Events of {day}", day, "ICEWS", None, text, (Paragraph(0, len(text)),))
    return Extraction(document, tuple(entities.values()), (), tuple(events))


def actor(name: str) -> Entity:
    """The known entity of that name, else an organisation."""
    if (id := KNOWN.get(name)) is not None:
        known = ENTITIES[id]
        return Entity(id, known.kind, known.name)
    return Entity(f"organization:{slug(name) or 'unnamed'}", "organization", name)


ENTITIES = {entity.id: entity for entity in world().entities()}
KNOWN = {name: id for name, id, use in world().names() if use == "name" and id in ENTITIES}

if __name__ == "__main__":
    try:
        main(int(sys.argv[1]) if len(sys.argv) > 1 else 60)
    finally:
        graph().close()
        patient_graph().close()
        embedded.stop(settings.DATA_DIR / "graph")
        FOLDER.cleanup()
