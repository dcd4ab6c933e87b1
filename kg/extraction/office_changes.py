"""Changes of office: who is named to one (`Boeing named Kelly Ortberg chief executive`) and who takes one over."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from kg.extraction.annotations import Annotations, Reference, annotations
from kg.extraction.lexicon import lexicon
from kg.extraction.office_owners import as_owner, can_own
from kg.extraction.office_phrases import OfficePhrase
from kg.extraction.titles import title_words

TITLES = 7  # tokens of titles between `led by` and the name that follows
_SUBJECTS = ("nsubj", "nsubjpass")
_BETWEEN = 3  # words between the verb and the name: `named businessman X`
_TAKES = frozenset(("take", "takes", "took", "taking", "taken"))
_FOLLOWS = frozenset(("succeeds", "succeeded", "replaces", "replaced", "replacing", "succeeding", "succeed", "replace"))
_CHANGES = _TAKES | _FOLLOWS
_AFTER_PERSON = frozenset((",", "who", "has", "had", "will", "is", "was", "to", "be", "been", "being", "have", "and"))
# Verbs between who gives an office and who gets it: `Boeing named Kelly Ortberg chief executive`.
_NAMES = frozenset(
    ("named", "appointed", "elected", "chose", "picked", "installed", "promoted", "nominated", "made", "reappointed",
     "re-elected", "reelected", "names", "appoints", "elects", "chosen", "hired", "tapped", "selected", "appointing",
     "naming", "electing", "hiring")
)  # fmt: skip
_BEFORE_OFFICE = frozenset(("as", "the", "a", "an", "new", "its", "their", "to", "be"))


@dataclass(frozen=True, slots=True)
class Succession:
    """Who takes an office from whom; `at` is the verb's token."""

    new: Reference
    old: Reference
    at: int


def successions(doc: Doc, people: Mapping[int, Reference], by_end: Mapping[int, Reference]) -> Iterator[Succession]:
    """`X, who took over from Y`, `X replaces Y`, `Y was succeeded by X`."""
    for at, word in enumerate(annotations(doc).lower):
        if word not in _CHANGES or not 0 < at < len(doc) - 2:
            continue
        token, i = doc[at], at + 1
        if word in _TAKES and doc[i].lower_ == "over" and doc[i + 1].lower_ == "from":
            i += 2
        elif word not in _FOLLOWS:
            continue
        passive = doc[i].lower_ == "by"
        other = named_after(doc, people, i + passive)
        k = token.i
        while k > 0 and doc[k - 1].lower_ in _AFTER_PERSON:
            k -= 1
        subject = by_end.get(k) or (_subject(token, by_end) if not passive else None)
        if other is not None and subject is not None and other.entities != subject.entities:
            new, old = (other, subject) if passive else (subject, other)
            yield Succession(new, old, token.i)


def _subject(verb: Token, by_end: Mapping[int, Reference]) -> Reference | None:
    for child in verb.children:
        if child.dep_ in _SUBJECTS:
            return next((r for r in by_end.values() if r.head == child.i), None)
    return None


def _namer_of(doc: Doc, phrase: OfficePhrase, by_end: Mapping[int, Reference]) -> tuple[int, Reference] | None:
    """The verb that gives an office, and the name of who gets it, right before the title."""
    i = phrase.start
    while i > 1 and doc[i - 1].lower_ in _BEFORE_OFFICE and phrase.start - i < 4:
        i -= 1
    named = by_end.get(i)
    if named is None:
        return None
    verb = named.start - 1
    for _ in range(_BETWEEN):
        if verb > 0 and (doc[verb].lower_ in lexicon().honorifics or doc[verb].pos_ in ("NOUN", "ADJ")):
            verb -= 1
    if verb > 0 and doc[verb].lower_ == "in" and doc[verb - 1].lower_ in ("sworn", "swore", "swears", "swearing"):
        return verb - 1, named
    return (verb, named) if verb >= 0 and doc[verb].lower_ in _NAMES else None


def named_to(doc: Doc, phrase: OfficePhrase, by_end: Mapping[int, Reference]) -> Reference | None:
    """Who is named to the office: by the order of words, for the parser takes `VVD named X leader` apart."""
    found = _namer_of(doc, phrase, by_end)
    return found[1] if found is not None else None


def owner_by_namer(
    doc: Doc, read: Annotations, phrase: OfficePhrase, by_end: Mapping[int, Reference]
) -> Reference | None:
    """The body or state that named somebody to the office, for its own: `the VVD party named Yesilgoz leader`."""
    found = _namer_of(doc, phrase, by_end)
    if found is None:
        return None
    i = found[0] - 1
    while i > 0 and (
        doc[i].lower_ in ("party", "group", "has", "had", "militia", "movement", "company") or doc[i].pos_ == "ADV"
    ):
        i -= 1
    reference = read.at_token.get(i)
    if reference is None or not can_own(reference) or reference.how in ("place", "adjective"):
        return None
    return as_owner(reference)


def named_before(verb: Token, by_head: Mapping[int, Reference]) -> Reference | None:
    """Who is `named to lead` or `appointed to head` something, or is named by others to do so."""
    giving = verb.head
    if giving.lower_ not in _NAMES or verb.nbor(-1).lower_ != "to":
        return None
    for dep in ("dobj", "nsubjpass"):
        for child in giving.children:
            if child.dep_ == dep and child.i in by_head:
                return by_head[child.i]
    return next((by_head[c.i] for c in verb.children if c.dep_ == "nsubj" and c.i in by_head), None)


def named_after(doc: Doc, people: Mapping[int, Reference], i: int) -> Reference | None:
    """The name that follows with no more than titles before it: `by the warlord Gen X`."""
    for k in range(i, min(i + TITLES, len(doc))):
        if k in people:
            return people[k]
        if doc[k].text == "," and doc[k - 1].lower_ in title_words().last_words:
            continue  # `headed by Dominica's premier, Roosevelt Skerrit`
        if doc[k].is_punct or (doc[k].pos_ in ("VERB", "AUX", "ADP") and doc[k].lower_ not in title_words().past):
            return None
    return None
