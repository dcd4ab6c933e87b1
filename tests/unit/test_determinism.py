"""The same article is read the same in every process, whatever order Python gives to sets."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
READ = """
import json, sys
from kg.extraction.pipeline import extract
from kg.output import as_json
from kg.sources.article import article_of
print(json.dumps([as_json(extract(article_of(open(path, encoding="utf-8").read()))) for path in sys.argv[1:]]))
"""


@pytest.mark.parametrize("folder", ["fixtures/articles", "tests/gold/press/dev"])
def test_hash_seed_changes_nothing(folder: str) -> None:
    articles = sorted(map(str, (ROOT / folder).glob("*.md")))
    runs = [
        subprocess.Popen(  # noqa: S603
            [sys.executable, "-c", READ, *articles],
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": seed},
            stdout=subprocess.PIPE,
        )
        for seed in ("1", "2")
    ]
    first, second = (run.communicate()[0] for run in runs)
    assert first
    assert first == second
