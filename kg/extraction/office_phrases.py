"""Titles with whose office they are: `Ukraine's foreign minister`, `former president of France`, `its spokesman`."""

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from kg.extraction.annotations import Annotations, Reference
from kg.extraction.titles import Title, find_titles, title_words

_OWNING = frozenset(("of", "for"))
_REACH = 7  # tokens to the left in which a title's state is looked for


@dataclass(frozen=True, slots=True)
class OfficePhrase:
    """A title with what belongs to it: tokens `start:end`, whose office it is, and whether it is a past one."""

    title: Title
    start: int
    end: int
    owner: Reference | None
    former: bool
    definite: bool  # `the president`, `Iran's president`: it can stand for its holder


def office_phrases(doc: Doc, read: Annotations) -> Iterator[OfficePhrase]:
    """Every title in the paragraphs of `doc` that is no part of a name."""
    for title in find_titles(doc):
        if any(i in read.at_token and _inside_name(read.at_token[i], i) for i in range(title.start, title.end)):
            continue
        start, owner, former, definite = _look_left(doc, read, title)
        end = title.end
        right, right_end = _owner_after(doc, read, end)
        if right is not None and (owner is None or right.start - end <= 3):
            owner, end, definite = right, right_end, definite or doc[start].lower_ == "the"
        if owner is None and doc[start].lower_ == "its":
            owner = _its_owner(doc, read, start, title.name)
        if (since := _until(doc, start)) < start:
            start, former = since, True
        yield OfficePhrase(title, start, end, owner, former, definite)


def _inside_name(reference: Reference, token: int) -> bool:
    return reference.how in ("name", "place") and reference.start <= token < reference.end


def _its_owner(doc: Doc, read: Annotations, its: int, title: str) -> Reference | None:
    """Whose spokesman `its spokesman` is: the last named before in its sentence; else of the sentence before the
    body, where only bodies have such an office, or what its subject names."""
    sentence = doc[its].sent
    here = _owners(read, sentence.start, its)
    if here:
        return here[-1]
    if sentence.start == 0:
        return None
    previous = doc[sentence.start - 1].sent
    before = _owners(read, previous.start, previous.end)
    if title.startswith(("director", "secretary general", "secretary-general", "commissioner", "chief executive")):
        before = [r for r in before if not r.entities[0].startswith("state:")] or before
        return before[-1] if before else None
    subjects = [r for r in before if any(t.dep_ in ("nsubj", "nsubjpass") for t in _up(doc[r.head]))]
    return next(iter(subjects or before), None)


def _owners(read: Annotations, start: int, end: int) -> list[Reference]:
    """Names of states and bodies between two tokens, in text order."""
    found = {r.start: r for i in range(start, end) if (r := read.at_token.get(i)) and can_own(r)}
    return [r for r in found.values() if r.how != "adjective"] or list(found.values())


def _up(token: Token) -> Iterator[Token]:
    """The token and what it stands under, up to its clause's verb."""
    while token.pos_ not in ("VERB", "AUX"):
        yield token
        if token.head.i == token.i:
            return
        token = token.head


def _until(doc: Doc, start: int) -> int:
    """Where `until last week` before a title at `start` begins; `start` where there is none."""
    for i in range(start - 1, max(start - 5, 0), -1):
        if doc[i].lower_ in ("until", "till", "formerly", "previously"):
            return i
        if doc[i].is_punct or doc[i].pos_ == "VERB":
            break
    return start


def _look_left(doc: Doc, read: Annotations, title: Title) -> tuple[int, Reference | None, bool, bool]:
    """Where the phrase starts, the state or body that stands before the title, whether past, whether definite."""
    words = title_words()
    former = definite = False
    owner: Reference | None = None
    start = i = title.start
    while i > 0 and title.start - i < _REACH:
        token = doc[i - 1]
        reference = read.at_token.get(token.i)
        if token.lower_ in words.past:
            former, start = True, i - 1
        elif reference is not None and doc[reference.end].text == "-":
            i = reference.start + 1  # `Russia-friendly President`
        elif reference is not None and owner is None and can_own(reference):
            owner, start, definite = reference, reference.start, True
            i = reference.start + 1
        elif token.lower_ in ("the", "its", "this", "that"):
            start, definite = i - 1, True
            break
        elif token.lower_ in ("a", "an", "his", "her", "their", "another"):
            start = i - 1
            break
        elif (
            token.lower_ in words.between
            or token.tag_ == "POS"
            or _joins_titles(doc, token)
            or (owner is None and token.pos_ in ("ADJ", "NOUN", "PROPN") and token.text[0].islower())
        ):
            pass
        else:
            break
        i -= 1
    return start, owner, former, definite


def _joins_titles(doc: Doc, token: Token) -> bool:
    """`president and` before `commander-in-chief`, or the title words before them."""
    return token.lower_ in ("and", "&") and doc[token.i - 1].lower_ in title_words().last_words


def can_own(reference: Reference) -> bool:
    """Whether offices can be of what that refers to."""
    return len(reference.entities) == 1 and reference.entities[0].split(":")[0] in (
        "state",
        "alliance",
        "organization",
    )


def _owner_after(doc: Doc, read: Annotations, end: int) -> tuple[Reference | None, int]:
    """`of Ukraine`, `of the Iranian army`, `for the Kremlin`: the last state or body in that noun phrase."""
    if end >= len(doc) or doc[end].lower_ not in _OWNING:
        return None, end
    found, i = None, end + 1
    while i < min(end + 8, len(doc)):
        reference = read.at_token.get(i)
        if reference is not None and can_own(reference):
            found, i = reference, reference.end
            if i < len(doc) and doc[i].tag_ == "POS":
                i += 1
                continue
            if reference.how != "adjective" and not reference.body:
                break
        elif doc[i].tag_ in ("DT", "JJ", "NN", "NNS", "NNP", "NNPS", "POS") and reference is None:
            i += 1
        else:
            break
    if found is None:
        return None, end
    return found, i
