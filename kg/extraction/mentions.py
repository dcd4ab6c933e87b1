"""Where names stand: those of the known world by its index, new ones by the model's NER."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from spacy.tokens import Doc, Token

from kg.extraction.annotations import annotations
from kg.extraction.lexicon import lexicon
from kg.extraction.names import NameIndex, Reading
from kg.extraction.titles import Title, find_titles, title_words
from kg.reference.world import world

_NAMED_THINGS = frozenset(["ORG", "FAC", "LOC", "EVENT", "LAW", "WORK_OF_ART", "PRODUCT"])


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
    titles = list(find_titles(doc))
    known = [m for m in _known(doc, titles) if not _is_lookalike(m)]
    known_at = {i: m for m in known for i in range(m.start, m.end)}
    fresh: dict[int, Mention] = {}
    masked: set[int] = set()
    for label, start, end in [
        *_spans(doc, known_at),
        *_titled(doc, titles, known_at),
        *_speaking(doc, known_at),
        *_parties(doc),
    ]:
        inside = list({known_at[i].first: known_at[i] for i in range(start, end) if i in known_at}.values())
        if masked & set(range(start, end)):
            continue
        if label == "PERSON" and _is_new_person(doc, start, end, inside):
            fresh[start] = _mention(doc, start, end, "person")
        elif label == "ORG" and _is_new_organization(doc, start, end, inside):
            fresh[start] = _mention(doc, start, end, "organization")
        elif label in _NAMED_THINGS:
            masked |= {i for m in inside if _only_lends_its_name(doc, m, start, end) for i in range(m.start, m.end)}
        if start in fresh:
            masked |= set(range(start, end))
    kept = [m for m in known if not masked & set(range(m.start, m.end))]
    return sorted([*kept, *fresh.values()], key=lambda m: m.first)


def _known(doc: Doc, titles: Sequence[Title]) -> Iterator[Mention]:
    token_at = {t.idx + k: t.i for t in doc for k in range(len(t))}
    title_at = {i: t for t in titles for i in range(t.start, t.end)}
    text = doc.text
    index = known_names()
    for p in annotations(doc).document.paragraphs:
        for f in index.find(text, p.start, p.end):
            title = title_at.get(token_at[f.end - 1])
            if title is not None and token_at[f.start] < title.start:  # `US Treasury Secretary` names the US
                found = list(index.find(text, f.start, doc[title.start].idx))
            else:
                found = [f]
            for name in found:
                start, end = token_at[name.start], token_at[name.end - 1] + 1
                yield Mention(start, end, name.start, name.end, text[name.start : name.end], name.readings)


def _is_lookalike(mention: Mention) -> bool:
    return any(r.use == "lookalike" for r in mention.readings)


def _mention(doc: Doc, start: int, end: int, new: Literal["person", "organization"]) -> Mention:
    span = doc[start:end]
    return Mention(start, end, span.start_char, span.end_char, span.text, (), new)


def _spans(doc: Doc, known_at: dict[int, Mention]) -> Iterator[tuple[str, int, int]]:
    """NER spans without what does not belong to a name (articles, possessives, titles, line ends), those of people
    with the capitalised words that the model cut off."""
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
            while start < end and (doc[start].lower_ in before_names or doc[start].tag_ in ("RB", "IN", "UH")):
                start += 1
            if start < end:
                end = _name_end(doc, end, known_at)
                while _continues_name(doc, start - 1, known_at) and not doc[start - 1].is_sent_start:
                    start -= 1
        if start < end and paragraph_of[start] >= 0:
            yield span.label_, start, end


def _titled(doc: Doc, titles: Sequence[Title], known_at: dict[int, Mention]) -> Iterator[tuple[str, int, int]]:
    """Capitalised words after a title of office, which the model need not have seen as a person."""
    for title in titles:
        start = title.end
        if start < len(doc) and doc[start].text == ",":
            start += 1
        while start < len(doc) and doc[start].lower_ in lexicon().honorifics:
            start += 1
        if start < len(doc) and doc[start].text[0].isupper():
            end = _name_end(doc, start, known_at)
            if end > start:
                yield "PERSON", start, end


def _speaking(doc: Doc, known_at: dict[int, Mention]) -> Iterator[tuple[str, int, int]]:
    """Two or more capitalised words that say something: `France's Nicolas de Rivière said`."""
    paragraph_of = annotations(doc).paragraph_of
    for token in doc:
        if token.lower_ != "said" or paragraph_of[token.i] < 0:
            continue
        for child in token.children:
            if child.dep_ == "nsubj" and child.pos_ == "PROPN" and child.i not in known_at and not child.ent_type_:
                start = child.i
                while _continues_name(doc, start - 1, known_at) or (
                    doc[start - 1].lower_ in lexicon().particles and _continues_name(doc, start - 2, known_at)
                ):
                    start -= 1
                yield "PERSON", start, child.i + 1


def _parties(doc: Doc) -> Iterator[tuple[str, int, int]]:
    """Parties whose last word a newspaper writes small: `the Taiwan People's party`."""
    for token in doc:
        if token.text == "party":
            start = token.i
            while start > 0 and (doc[start - 1].tag_ == "POS" or doc[start - 1].pos_ == "PROPN"):
                start -= 1
            if token.i - start > 1 and doc[start].text[0].isupper() and doc[token.i - 1].tag_ != "POS":
                yield "ORG", start, token.i + 1


def _name_end(doc: Doc, end: int, known_at: dict[int, Mention]) -> int:
    """Where the name that goes on at token `end` stops; particles and hyphens only before another part."""
    while _continues_name(doc, end, known_at):
        end += 1
        joined = end
        while joined < len(doc) and (
            doc[joined].lower_ in lexicon().particles or (doc[joined].text == "-" and not doc[joined - 1].whitespace_)
        ):
            joined += 1
        if (
            joined > end
            and joined < len(doc)
            and (_continues_name(doc, joined, known_at) or (doc[joined - 1].text == "-" and doc[joined].is_alpha))
        ):
            end = joined + (doc[joined - 1].text == "-")
    if end < len(doc) and doc[end - 1].lower_ in lexicon().particles and _continues_name(doc, end, known_at):
        return _name_end(doc, end, known_at)
    return end


def _continues_name(doc: Doc, i: int, known_at: dict[int, Mention]) -> bool:
    """Whether token `i` can be a further part of the name beside it."""
    if not 0 <= i < len(doc):
        return False
    token = doc[i]
    return (
        token.text[0].isupper()
        and token.is_alpha
        and token.pos_ in ("PROPN", "NOUN", "ADJ", "DET", "INTJ", "X")
        and not token.is_sent_start
        and not any(r.use != "surname" for r in (known_at[i].readings if i in known_at else ()))
        and token.lower_ not in lexicon().thing_words | lexicon().honorifics
        and token.lower_ not in title_words().last_words
        and annotations(doc).paragraph_of[i] >= 0
    )


def _is_new_person(doc: Doc, start: int, end: int, inside: list[Mention]) -> bool:
    """Two or more capitalised words, none of them of a thing, that are no known name and more than one."""
    words = [t for t in doc[start:end] if t.text != "-"]
    if len(words) < 2 or any(t.lower_ in lexicon().thing_words or not _may_be_of_a_name(t) for t in words):
        return False
    if not words[0].text[0].isupper() or not any(t.pos_ == "PROPN" for t in words):
        return False
    covered = sum(m.end - m.start for m in inside)
    whole = any(m.end - m.start > 1 and not m.new for m in inside)
    return not whole and covered < end - start


def _may_be_of_a_name(token: Token) -> bool:
    hyphened = token.i > 0 and token.nbor(-1).text == "-"
    return (
        token.text[0].isupper() or hyphened or token.lower_ in lexicon().particles or token.text in ("-", "'", "’", ".")
    )


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
