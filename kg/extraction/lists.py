"""Finds names listed together, by their order in the text: `Xi, Putin and Kim`, `Trump and Ukraine's Zelenskyy`.

The parser often hangs the members of such lists on each other in other ways.
"""

from spacy.tokens import Doc

from kg.extraction.annotations import Annotations, Reference, annotations
from kg.extraction.lexicon import lexicon
from kg.extraction.titles import title_words

_SEPARATORS = frozenset((",", "and", "&"))
_BETWEEN = frozenset(("the", "'s", "’s", "new", "then"))
_LONGEST = 8  # tokens from one member to the next


def find_lists(doc: Doc) -> Doc:
    """Fills `annotations(doc).lists`: head token of a listed name -> head tokens of the whole list."""
    read = annotations(doc)
    named = sorted((r for r in read.references if r.how in ("name", "capital")), key=lambda r: (r.start, -r.end))
    named = [r for r in named if len(r.entities) == 1 and read.at_token.get(r.head) is r]
    for kind in ("person", "state"):
        members: list[Reference] = []
        for reference in (r for r in named if _kind(r) == kind):
            if members and not _is_next(doc, read, members[-1], reference):
                _take(doc, read, members)
                members = []
            members.append(reference)
        _take(doc, read, members)
    return doc


def _is_next(doc: Doc, read: Annotations, before: Reference, after: Reference) -> bool:
    """Whether one separator, and then only a title or whose the title is, stands between two names of one kind."""
    between = doc[before.end : after.start]
    if not 1 <= len(between) <= _LONGEST or before.entities == after.entities:
        return False
    words = list(between)
    if words[0].lower_ not in _SEPARATORS:
        return False
    rest = words[2:] if words[0].text == "," and len(words) > 1 and words[1].lower_ in _SEPARATORS else words[1:]
    return all(
        t.lower_ in _BETWEEN
        or t.lower_ in lexicon().honorifics
        or t.lower_ in title_words().words
        or ((r := read.at_token.get(t.i)) is not None and r.entities[0].startswith("state:"))
        for t in rest
    )


def _kind(reference: Reference) -> str:
    kind = reference.entities[0].partition(":")[0]
    return "state" if kind in ("state", "alliance", "organization") else kind


def _take(doc: Doc, read: Annotations, members: list[Reference]) -> None:
    """Keeps a list that ends with `and`, whose last member is not the subject of a clause of its own."""
    while len(members) > 1:
        last, one_before = members[-1], members[-2]
        joined = any(t.lower_ in ("and", "&") for t in doc[one_before.end : last.start])
        own_clause = doc[last.head].dep_ in ("nsubj", "nsubjpass") and last.end < len(doc)
        if joined and not (own_clause and not _shares_verb(doc, members)):
            heads = tuple(r.head for r in members)
            read.lists.update(dict.fromkeys(heads, heads))
            return
        members = members[:-1]


def _shares_verb(doc: Doc, members: list[Reference]) -> bool:
    """Whether no verb's object or preposition takes the first members, so that all are subjects."""
    return doc[members[0].head].dep_ not in ("dobj", "pobj", "dative")
