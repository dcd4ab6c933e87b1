"""Whose an office is where the text says it without a name: `the group's spokesman`, `its director`, `his minister`,
or leaves it to the sentences around: `The premier, Cho Jung-tai,`."""

from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Doc, Token

from kg.extraction.annotations import Annotations, Reference
from kg.extraction.definites import definite_words
from kg.extraction.institutions import institution_words, is_institution
from kg.folding import fold
from kg.reference.world import world

_ABOVE = 0.6  # and of one in the paragraph before
_FADING = 0.7  # weight of a state's name for each sentence further back
_NEAR = 2  # paragraphs back in which the body was named that `the group` is
_GROUP_TITLES = frozenset(("leader", "chief", "head", "commander", "spokesman", "spokeswoman", "spokesperson"))
_SENT_BY_STATES = ("ambassador", "consul")
_MISSIONS = frozenset(("embassy", "consulate"))
_BODY_TITLES = (
    "director", "secretary general", "secretary-general", "commissioner", "chief executive", "executive director",
    "managing director", "founder", "co-founder", "chairman", "chairwoman", "chairperson", "representative",
)  # fmt: skip


def can_own(reference: Reference) -> bool:
    """Whether offices can be of what that refers to: a state, a body, or a place in a state, for which it stands."""
    kind = reference.entities[0].split(":")[0]
    return len(reference.entities) == 1 and (
        kind in ("state", "alliance", "organization") or (kind == "place" and reference.state is not None)
    )


def as_owner(reference: Reference) -> Reference:
    """The reference as whose office it is: a place is its state's."""
    if reference.entities[0].startswith("place:") and reference.state is not None:
        return replace(reference, entities=(reference.state,))
    return reference


def person_as_owner(read: Annotations, reference: Reference | None) -> Reference | None:
    """The state or body that a person acts for, as owner of the office of those who work for the person."""
    if reference is None or len(reference.entities) != 1 or reference.entities[0] not in read.cast.figures:
        return None
    figure = read.cast.figures[reference.entities[0]]
    offices = {t.title for t in world().tenures_of(figure.id)}
    if offices == {"opposition leader"}:  # whose aides are none of the state
        return None
    served = figure.state or figure.body
    return replace(reference, entities=(served,), body=None) if served else None


def owner_by_noun(doc: Doc, read: Annotations, noun: Token) -> Reference | None:
    """What `the group`, `the bloc`, `the country` stands for: the body of that kind or the state named before it."""
    words, lemma = definite_words(), noun.lemma_.lower()
    if lemma in words["land"]:
        return state_spoken_of(doc, read, noun.i)
    if lemma in words["organ"] and lemma not in words["body"]:
        return state_spoken_of(doc, read, noun.i)
    if is_institution(doc, noun):
        return state_spoken_of(doc, read, noun.i)
    if lemma not in words["alliance"] | words["body"] | words["any_body"]:
        return None
    if noun.i + 1 < len(doc) and noun.nbor().pos_ == "PROPN":
        return None  # `the rights group X`
    here = read.paragraph_of[noun.i]
    before = [
        r
        for r in read.references
        if r.end <= noun.i and 0 <= here - read.paragraph_of[r.start] <= _NEAR and _is_body(r)
    ]
    before.sort(key=lambda r: r.start)
    if lemma in words["alliance"]:
        before = [r for r in before if r.entities[0].startswith("alliance:")] or before
    named = [r for r in before if _has_word(r, lemma)]
    if lemma not in words["any_body"] | words["alliance"]:
        before = named
    found = named or before
    return found[-1] if found else None


def _is_body(reference: Reference) -> bool:
    id = reference.body or reference.entities[0]
    return len(reference.entities) == 1 and id.split(":")[0] in ("alliance", "organization") and reference.how == "name"


def _has_word(reference: Reference, noun: str) -> bool:
    id = reference.body or reference.entities[0]
    body = world().bodies.get(id)
    names = (body.name, *body.aliases) if body else (id.partition(":")[2].replace("-", " "),)
    return any(noun in fold(name).split() for name in names)


def owner_by_pronoun(doc: Doc, read: Annotations, its: int, title: str) -> Reference | None:
    """Whose spokesman `its spokesman` is: the last named before in its sentence; else of the sentence before the
    body, where only bodies have such an office, or what its subject names."""
    sentence = doc[its].sent
    here = _owners(read, sentence.start, its)
    if title.endswith(_SENT_BY_STATES):  # `a session of the Security Council, said X, its deputy ambassador`
        here = [r for r in here if r.entities[0].startswith("state:")] or here
    if here:
        return here[-1]
    if sentence.start == 0:
        return None
    previous = doc[sentence.start - 1].sent
    before = _owners(read, previous.start, previous.end)
    groups = [r for r in before if _is_group(r)]
    if groups and title.split()[-1] in _GROUP_TITLES:
        return groups[-1]
    if title.startswith(_BODY_TITLES):
        before = [r for r in before if not r.entities[0].startswith("state:")] or before
        return before[-1] if before else None
    if speaks_of_unknown_body(doc, read, its):
        return None
    subjects = [r for r in before if any(t.dep_ in ("nsubj", "nsubjpass") for t in _up(doc[r.head]))]
    return next(iter(subjects or before), None)


def _is_group(reference: Reference) -> bool:
    """Whether it is a party, a militia or another body that is none of a state's."""
    id = reference.entities[0]
    body = world().bodies.get(id)
    return id.startswith("organization:") and (body is None or not body.acts) and reference.how == "name"


def speaks_of_unknown_body(doc: Doc, read: Annotations, its: int) -> bool:
    """Whether the sentence before is about one: `The Polish football association says ...`, whose president then is
    none of Poland."""
    start = doc[its].sent.start
    for token in doc[start - 1].sent if start else ():
        if token.dep_ in ("nsubj", "nsubjpass") and token.head.dep_ in ("ROOT", "ccomp"):
            return token.i not in read.at_token and token.lower_ in institution_words().private
    return False


def state_spoken_of(doc: Doc, read: Annotations, at: int) -> Reference | None:
    """The state an office without one belongs to: `The premier, Cho Jung-tai,` among sentences about Taiwan.

    It is the one named most in this paragraph and the one before, up to the title; the nearer the more it counts.
    """
    here = read.paragraph_of[at]
    others = set(_of_counterparts(doc, read, at))
    weights: dict[str, float] = {}
    last: dict[str, Reference] = {}
    for reference in read.references:
        if reference.start < at and 0 <= here - read.paragraph_of[reference.start] <= 1:
            between = doc[reference.start : at]
            weight = _FADING ** sum(1 for t in between if t.is_sent_start)
            weight *= 1 if read.paragraph_of[reference.start] == here else _ABOVE
            subject = any(t.dep_ in ("nsubj", "nsubjpass", "poss") for t in _up(doc[reference.head]))
            if reference.how == "place" and not subject:
                continue  # but `the authorities in Minsk say`
            weight *= 2 if subject else 0.5 if reference.how == "capital" else 1
            for state in {e for e in (*reference.entities, reference.state or "") if e.startswith("state:")} - others:
                weights[state] = weights.get(state, 0) + weight
                last[state] = replace(reference, entities=(state,), body=None)
    best = max(weights, key=lambda state: weights[state], default=None)
    return last[best] if best is not None else None


def _of_counterparts(doc: Doc, read: Annotations, at: int) -> Iterator[str]:
    """The states of others in the sentence: a minister who calls `his Iranian counterpart` is none of Iran's."""
    for token in doc[at].sent:
        if token.i > at and token.lower_ in ("counterpart", "counterparts"):
            reference = read.at_token.get(token.i - 1)
            if reference is not None and reference.how == "adjective":
                yield from reference.entities


def subject_before(doc: Doc, read: Annotations, at: int) -> Reference | None:
    """What the sentence before says something of: `The Kremlin rejected that. Spokesman X` is the Kremlin's."""
    start = doc[at].sent.start
    if start == 0 or read.paragraph_of[start - 1] not in (read.paragraph_of[at], -1):
        return None
    previous = doc[start - 1].sent
    if read.paragraph_of[previous.start] != read.paragraph_of[at]:
        return None
    for token in previous:
        if token.dep_ in ("nsubj", "nsubjpass") and token.head.dep_ == "ROOT":
            reference = read.at_token.get(token.i)
            if reference is not None and can_own(reference) and reference.how not in ("place", "adjective"):
                return as_owner(reference)
    return None


def owner_by_embassy(doc: Doc, read: Annotations, at: int) -> Reference | None:
    """Whose ambassador is told of beside an embassy: `the staff of the Latvian embassy, including Ambassador X`."""
    for i in range(at - 1, doc[at].sent.start, -1):
        if doc[i].lower_ in _MISSIONS:
            whose = read.at_token.get(i) or read.at_token.get(i - 1 - (doc[i - 1].tag_ == "POS"))
            return as_owner(whose) if whose is not None and can_own(whose) else None
    return None


def _owners(read: Annotations, start: int, end: int) -> list[Reference]:
    """Names of states and bodies between two tokens, in text order."""
    found = {r.start: r for i in range(start, end) if (r := read.at_token.get(i)) and can_own(r)}
    named = [r for r in found.values() if r.how not in ("adjective", "place")]
    return named or [r for r in found.values() if r.how != "place"]


def _up(token: Token) -> Iterator[Token]:
    """The token and what it stands under, up to its clause's verb."""
    while token.pos_ not in ("VERB", "AUX"):
        yield token
        if token.head.i == token.i:
            return
        token = token.head
