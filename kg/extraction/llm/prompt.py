"""What the model is asked: the instructions of `data/prompt.md`, and a part of an article between two marks."""

import hashlib
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from kg.model import Document


@cache
def instructions() -> str:
    return (Path(__file__).parent / "data" / "prompt.md").read_text(encoding="utf-8")


def question(document: Document, part: str, named: Sequence[str] = ()) -> str:
    """The request for one part. `named` are people of the parts before, whom this one may call by surname only.

    The mark is made from the text, so that no text can hold its own end mark.
    """
    mark = hashlib.sha256(f"{document.text}\n{part}".encode()).hexdigest()[:16]
    day = document.published.isoformat() if document.published else "unknown"
    head = [f"Published: {day}.", f"Title: {' '.join(document.title.split())}"]
    if named:
        head.append(f"Named in earlier parts: {', '.join(named)}")
    return "\n".join([f"ARTICLE {mark}", *head, "", part, f"END {mark}"])
