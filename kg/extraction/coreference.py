"""Links what stands for somebody named elsewhere: pronouns and phrases for two or three of them together."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from kg.extraction.annotations import Annotations, Reference, annotations
from kg.reference.people import Sex

_PRONOUNS: dict[str, Sex] = {
    **dict.fromkeys(("he", "him", "his", "himself"), "m"),
    **dict.fromkeys(("she", "her", "hers", "herself"), "f"),
}
_NUMBERS = {"two": 2, "both": 2, "pair": 2, "duo": 2, "three": 3, "trio": 3, "four": 4}
_PEOPLE = frozenset(
    [
        "leaders",
        "leader",
        "presidents",
        "ministers",
        "men",
        "women",
        "statesmen",
        "premiers",
        "chancellors",
        "politicians",
        "diplomats",
        "kings",
    ]
)
_STATES = frozenset(
    [
        "sides",
        "countries",
        "nations",
        "states",
        "governments",
        "neighbours",
        "neighbors",
        "parties",
        "allies",
        "powers",
        "capitals",
        "rivals",
    ]
)
_SUBJECTS = frozenset(("nsubj", "nsubjpass"))
_REACH = 4  # sentences back that a pronoun or a group phrase may point to


@dataclass(frozen=True, slots=True)
class _Sentence:
    start: int
    end: int
    paragraph: int
    heading: bool


def link_pronouns(doc: Doc) -> Doc:
    """Adds references for `he`, `her`, `the two leaders`, `both sides`, `the trio`, `they`, `it`."""
    read = annotations(doc)
    sentences = _sentences(doc, read)
    by_sentence: list[list[Reference]] = [[] for _ in sentences]
    fixed = sorted(read.references, key=lambda r: r.start)
    place = 0
    for index, sentence in enumerate(sentences):
        while place < len(fixed) and fixed[place].start < sentence.end:
            by_sentence[index].append(fixed[place])
            place += 1
        for token in doc[sentence.start : sentence.end]:
            found = _resolve(doc, read, sentences, by_sentence, index, token)
            if found is not None:
                by_sentence[index].append(found)
                by_sentence[index].sort(key=lambda r: r.start)
                read.add(found)
    return doc


def _sentences(doc: Doc, read: Annotations) -> list[_Sentence]:
    found = []
    for sent in doc.sents:
        paragraph = read.paragraph_of[sent.start]
        if paragraph >= 0:
            heading = read.document.paragraphs[paragraph].heading
            found.append(_Sentence(sent.start, sent.end, paragraph, heading))
    return found


def _resolve(
    doc: Doc,
    read: Annotations,
    sentences: Sequence[_Sentence],
    by_sentence: Sequence[list[Reference]],
    index: int,
    token: Token,
) -> Reference | None:
    if token.i in read.at_token:
        return None
    word = token.lower_
    if word in _PRONOUNS:
        return _person(doc, read, sentences, by_sentence, index, token, _PRONOUNS[word])
    if word in ("it", "its", "itself"):
        return _body(doc, sentences, by_sentence, index, token)
    if word in ("they", "their", "them"):
        return _they(doc, sentences, by_sentence, index, token)
    if token.pos_ in ("NOUN", "NUM", "PRON", "DET"):
        return _group(doc, sentences, by_sentence, index, token)
    return None


def _before(
    sentences: Sequence[_Sentence], by_sentence: Sequence[list[Reference]], index: int, limit: int
) -> Iterator[tuple[int, list[Reference]]]:
    """References of this sentence before token `limit`, then of each sentence before it, headings left out."""
    yield 0, [r for r in by_sentence[index] if r.end <= limit]
    here = sentences[index]
    for back in range(1, min(_REACH, index) + 1):
        there = sentences[index - back]
        if there.heading and not here.heading:
            continue
        if here.paragraph - there.paragraph > 2:
            return
        yield back, by_sentence[index - back]


def _clause_verb(token: Token) -> Token:
    """The verb whose clause `token` stands in."""
    while token.head.i != token.i and token.head.pos_ not in ("VERB", "AUX"):
        token = token.head
    return token.head


def _person(
    doc: Doc,
    read: Annotations,
    sentences: Sequence[_Sentence],
    by_sentence: Sequence[list[Reference]],
    index: int,
    token: Token,
    sex: Sex,
) -> Reference | None:
    """The nearest person of that sex: in this sentence the subject, else the last before; then the subject of the
    sentence before. An object pronoun is not its own clause's subject."""
    is_object = token.dep_ in ("dobj", "pobj", "dative") and not token.lower_.endswith("self")
    own = _clause_verb(token)
    for back, references in _before(sentences, by_sentence, index, token.i):
        fitting = [
            r
            for r in references
            if len(r.entities) == 1
            and r.entities[0] in read.cast.figures
            and read.cast.figures[r.entities[0]].sex in (sex, "")
            and not (is_object and back == 0 and doc[r.head].dep_ in _SUBJECTS and _clause_verb(doc[r.head]) == own)
            and not (
                back == 0 and doc[r.head].dep_ == "poss" and token.dep_ == "poss" and doc[r.head].head == token.head
            )
        ]
        if fitting:
            subjects = [r for r in fitting if doc[r.head].dep_ in _SUBJECTS]
            chosen = (subjects or fitting)[-1] if back == 0 else (subjects or fitting)[0]
            figure = read.cast.figures[chosen.entities[0]]
            if not figure.sex:
                figure.sex = sex
            return Reference(
                token.i, token.i + 1, token.i, chosen.entities, "pronoun", chosen.state, 0.8 if back else 0.9
            )
    return None


def _body(
    doc: Doc, sentences: Sequence[_Sentence], by_sentence: Sequence[list[Reference]], index: int, token: Token
) -> Reference | None:
    """`it`, `its`: the state or body that is the subject before, in this sentence or the last."""
    if token.dep_ == "expl" or (token.lower_ == "it" and token.dep_ not in _SUBJECTS):
        return None
    for back, references in _before(sentences, by_sentence, index, token.i):
        if back > 1:
            return None
        subjects = [
            r
            for r in references
            if len(r.entities) == 1
            and r.how in ("name", "capital")
            and r.entities[0].split(":")[0] in ("state", "alliance", "organization")
            and doc[r.head].dep_ in _SUBJECTS
        ]
        if subjects:
            chosen = subjects[-1] if back == 0 else subjects[0]
            return Reference(token.i, token.i + 1, token.i, chosen.entities, "pronoun", chosen.state, 0.7)
    return None


def _they(
    doc: Doc, sentences: Sequence[_Sentence], by_sentence: Sequence[list[Reference]], index: int, token: Token
) -> Reference | None:
    """`they`: several named together as subject of this sentence or the last."""
    for back, references in _before(sentences, by_sentence, index, token.i):
        if back > 1:
            return None
        members = _together(doc, references)
        if members:
            return Reference(token.i, token.i + 1, token.i, members, "pronoun", None, 0.7)
    return None


def _together(doc: Doc, references: Sequence[Reference]) -> tuple[str, ...]:
    """The entities of the last subject that names several: a coordination or a group phrase."""
    for reference in reversed(references):
        head = doc[reference.head]
        if head.dep_ not in _SUBJECTS:
            continue
        if len(reference.entities) > 1:
            return reference.entities
        conjoined = {head.i, *(t.i for t in head.conjuncts)}
        members = dict.fromkeys(e for r in references if r.head in conjoined for e in r.entities)
        if len(members) > 1:
            return tuple(members)
    return ()


def _group(
    doc: Doc,
    sentences: Sequence[_Sentence],
    by_sentence: Sequence[list[Reference]],
    index: int,
    token: Token,
) -> Reference | None:
    """`the two leaders`, `both sides`, `the trio`: that many people or states, named nearest before together."""
    number, start = _number_of(doc, token)
    if not number:
        return None
    wants_people = token.lower_ not in _STATES
    for _, references in _before(sentences, by_sentence, index, start):
        people = dict.fromkeys(
            (r.entities[0], r.state) for r in references if len(r.entities) == 1 and r.entities[0].startswith("person:")
        )
        if wants_people:
            members = tuple(dict.fromkeys(e for e, _ in people))
        else:
            states = [e for r in references for e in r.entities if e.startswith("state:") and r.how != "adjective"]
            acted_for = [s for _, s in people if s]
            members = tuple(dict.fromkeys(acted_for if len(set(acted_for)) >= number else states))
        if len(members) >= number:
            return Reference(start, token.i + 1, token.i, members[:number], "group", None, 0.7)
    return None


def _number_of(doc: Doc, token: Token) -> tuple[int, int]:
    """How many a group phrase that ends in `token` stands for, and where it starts; 0 where it is none."""
    word = token.lower_
    before = doc[token.i - 1].lower_ if token.i else ""
    if word in _PEOPLE or word in _STATES:
        for i in range(token.i - 1, max(token.i - 4, -1), -1):
            if doc[i].lower_ in _NUMBERS:
                number = _NUMBERS[doc[i].lower_]
                determined = (number == 2 and doc[i].lower_ == "both") or doc[i - 1].lower_ in (
                    "the",
                    "these",
                    "all",
                    "those",
                )
                return (number, i) if determined else (0, 0)
            if doc[i].pos_ not in ("ADJ", "NOUN", "PROPN"):
                break
        return 0, 0
    if word in ("pair", "duo", "trio") and before == "the":
        return _NUMBERS[word], token.i - 1
    if word in ("two", "three", "four") and before == "the" and token.dep_ in (*_SUBJECTS, "dobj", "pobj", "ROOT"):
        return _NUMBERS[word], token.i - 1
    if word == "both" and token.dep_ in _SUBJECTS:
        return 2, token.i
    return 0, 0
