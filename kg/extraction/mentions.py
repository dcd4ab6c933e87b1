"""Where names stand: those of the known world by its index, new ones by the model's NER."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

from spacy.tokens import Doc

from kg.extraction.annotations import annotations
from kg.extraction.lexicon import lexicon
from kg.extraction.names import NameIndex, Reading
from kg.extraction.titles import title_words
from kg.reference.world import world

_NAMED_THINGS = frozenset("ORG FAC LOC EVENT LAW WORK_OF_ART PRODUCT".split())


@dataclass(frozen=True, slots=True)
class Mention:
    """A name at tokens `start:end`, characters `first:last` of the document.

    `readings` say what the known world makes of it; a `new` name has none.
    """

    start: int
    end: int
    first: int
    last: int
    text: str
    readings: tuple[Reading, ...] = ()
    new: Literal["", "person", "organization"] = ""


@cache
def known_names() -> NameIndex:
    """The index of all names of the known world, and of names that only look like one (`South China Sea`)."""
    lookalikes = ((name, "", "lookalike") for name in lexicon().lookalikes)
    return NameIndex([*world().names(), *lookalikes])


def find_mentions(doc: Doc) -> list[Mention]:
    """Known and new names in the paragraphs of `doc`, in text order, none overlapping."""
    known = [m for m in _known(doc) if not _is_lookalike(m)]
    known_at = {i: m for m in known for i in range(m.start, m.end)}
    fresh: list[Mention] = []
    masked: set[int] = set()
    for label, start, end in _spans(doc):
        inside = list({known_at[i].first: known_at[i] for i in range(start, end) if i in known_at}.values())
        if label == "PERSON" and _is_new_person(doc, start, end, inside):
            fresh.append(_mention(doc, start, end, "person"))
        elif label == "ORG" and _is_new_organization(doc, start, end, inside):
            fresh.append(_mention(doc, start, end, "organization"))
        elif label in _NAMED_THINGS:
            masked |= {
                i for m in inside if _only_lends_its_name(doc, m, start, end) for i in range(m.start, m.end)
            }
    masked |= {i for m in fresh for i in range(m.start, m.end)}
    kept = [m for m in known if not masked & set(range(m.start, m.end))]
    return sorted(kept + fresh, key=lambda m: m.first)


def _known(doc: Doc) -> Iterator[Mention]:
    token_at = {t.idx + k: t.i for t in doc for k in range(len(t))}
    text = doc.text
    for p in annotations(doc).document.paragraphs:
        for f in known_names().find(text, p.start, p.end):
            start, end = token_at[f.start], token_at[f.end - 1] + 1
            yield Mention(start, end, f.start, f.end, text[f.start : f.end], f.readings)


def _is_lookalike(mention: Mention) -> bool:
    return any(r.use == "lookalike" for r in mention.readings)


def _mention(doc: Doc, start: int, end: int, new: Literal["person", "organization"]) -> Mention:
    span = doc[start:end]
    return Mention(start, end, span.start_char, span.end_char, span.text, (), new)


def _spans(doc: Doc) -> Iterator[tuple[str, int, int]]:
    """NER spans without what does not belong to a name: articles, possessives, titles, line ends."""
    paragraph_of = annotations(doc).paragraph_of
    before_names = lexicon().honorifics | title_words().last_words
    for span in doc.ents:
        start, end = span.start, span.end
        breaks = [i for i in range(start, end) if doc[i].is_space or paragraph_of[i] != paragraph_of[start]]
        end = breaks[0] if breaks else end
        while start < end and (doc[start].lower_ in ("the", "a", "an") or not doc[start].text[0].isalnum()):
            start += 1
        while start < end and doc[end - 1].text in ("'s", "’s", "'", "’", "-", ",", "."):
            end -= 1
        if span.label_ == "PERSON":
            while start < end and doc[start].lower_ in before_names:
                start += 1
            while (
                start < end
                and end < len(doc)
                and doc[end - 1].lower_ in lexicon().particles
                and doc[end].text[0].isupper()
            ):
                end += 1
        if start < end and paragraph_of[start] >= 0:
            yield span.label_, start, end


def _is_new_person(doc: Doc, start: int, end: int, inside: list[Mention]) -> bool:
    """Two or more capitalised words, none of them of a thing, that are no known name and more than one."""
    words = [t for t in doc[start:end] if t.text != "-"]
    if len(words) < 2 or any(
        t.lower_ in lexicon().thing_words or not _may_be_of_a_name(t.text) for t in words
    ):
        return False
    if not words[-1].text[0].isupper() or not any(t.pos_ == "PROPN" for t in words):
        return False
    covered = sum(m.end - m.start for m in inside)
    whole = any(m.end - m.start > 1 and not m.new for m in inside)
    return not whole and covered < end - start


def _may_be_of_a_name(word: str) -> bool:
    return word[0].isupper() or word.lower() in lexicon().particles or word in ("-", "'", "’", ".")


def _is_new_organization(doc: Doc, start: int, end: int, inside: list[Mention]) -> bool:
    """A capitalised name that ends in, or starts with, a word for a body: `Carter Center`, `Bank of X`."""
    words = [t for t in doc[start:end] if t.text != "-"]
    if len(words) < 2 or any(m.end - m.start == end - start for m in inside):
        return False
    heads = {words[-1].lower_} | {
        words[i].lower_ for i in range(len(words) - 1) if words[i + 1].lower_ in ("of", "for")
    }
    capitals = [t for t in words if t.text[0].isupper()]
    return bool(heads & lexicon().body_words) and len(capitals) >= 2 and "," not in [t.text for t in words]


def _only_lends_its_name(doc: Doc, mention: Mention, start: int, end: int) -> bool:
    """`China` in `China Daily`: a known name inside a longer one, unless it says whose thing that is."""
    if any(r.use in ("adjective", "demonym") for r in mention.readings):
        return False
    rest = [t for t in doc[start:end] if not mention.start <= t.i < mention.end]
    if mention.end < len(doc) and doc[mention.end].tag_ == "POS":
        return False
    capitals = [t for t in rest if t.text[0].isupper()]
    return bool(capitals) and not any(
        t.lower_ in lexicon().institution_words or t.text in (",", "and", "&") for t in rest
    )
