"""Where quotations stand: token ranges between quotation marks, double or single, over one paragraph each."""

from dataclasses import dataclass

from spacy.tokens import Doc, Token

from kg.extraction.annotations import Annotations

_OPEN, _CLOSE = frozenset(("“", "«", '"', "``", "„")), frozenset(("”", "»", '"', "''", "“"))
_SINGLE_OPEN, _SINGLE_CLOSE = frozenset(("‘", "'", "`")), frozenset(("’", "'"))
_MARKS = _OPEN | _CLOSE | _SINGLE_OPEN | _SINGLE_CLOSE
_STOPS = frozenset(".?!…")


@dataclass(frozen=True, slots=True)
class Quotation:
    """Tokens `start:end` inside the marks. `unclosed`: its paragraph ends before a closing mark comes.

    `whole` is one that starts like a sentence of its own; else it is some words of somebody's.
    """

    start: int
    end: int
    unclosed: bool
    whole: bool


def quotations(doc: Doc, read: Annotations) -> list[Quotation]:
    """In text order, none inside another."""
    found: list[Quotation] = []
    start, single = -1, False
    for token in (doc[i] for i, word in enumerate(read.words) if word in _MARKS):
        if read.paragraph_of[token.i] < 0:
            continue
        if start >= 0 and read.paragraph_of[token.i] != read.paragraph_of[start - 1]:
            found.extend(_left_open(doc, read, start, single))
            start = -1
        if start >= 0 and (_closes_single(doc, token) if single else token.text in _CLOSE):
            if token.i > start:
                found.append(_quotation(doc, start, token.i, unclosed=False))
            start = -1
        elif start < 0 and token.text in _OPEN:
            start, single = token.i + 1, False
        elif start < 0 and _opens_single(doc, token):
            start, single = token.i + 1, True
    if start >= 0:
        found.extend(_left_open(doc, read, start, single))
    return found


def _left_open(doc: Doc, read: Annotations, start: int, single: bool) -> list[Quotation]:
    """What stands from an opening mark to the end of its paragraph; a single mark is an apostrophe then."""
    end = start
    while end < len(doc) and read.paragraph_of[end] == read.paragraph_of[start - 1]:
        end += 1
    while end > start and doc[end - 1].is_space:
        end -= 1
    return [_quotation(doc, start, end, unclosed=True)] if end > start and not single else []


def _quotation(doc: Doc, start: int, end: int, *, unclosed: bool) -> Quotation:
    before = next((doc[i] for i in range(start - 2, -1, -1) if not doc[i].is_space), None)
    begins = before is None or before.text in _STOPS or before.text in (":", ",") or doc[start].is_title
    return Quotation(start, end, unclosed, begins and doc[start].text[:1].isupper() and end - start > 2)


def _opens_single(doc: Doc, token: Token) -> bool:
    if token.text not in _SINGLE_OPEN or token.tag_ == "POS" or token.whitespace_:
        return False
    return token.i == 0 or bool(doc[token.i - 1].whitespace_) or doc[token.i - 1].is_space or token.text == "‘"


def _closes_single(doc: Doc, token: Token) -> bool:
    if token.text not in _SINGLE_CLOSE or doc[token.i - 1].whitespace_:
        return False
    return bool(token.whitespace_) or token.i + 1 == len(doc) or not doc[token.i + 1].text[0].isalnum()
