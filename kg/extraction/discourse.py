"""What a text has spoken of when a pronoun is reached: its sentences so far and how salient each person is.

Salience follows Lappin & Leass (1994): every mention of a person makes him more salient, subjects most; it is halved
from sentence to sentence, and that of earlier sentences never outweighs the last one.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from spacy.tokens import Doc, Token

from kg.extraction.annotations import Annotations, Reference
from kg.extraction.clauses import subjects
from kg.extraction.coreference_words import coreference_words
from kg.extraction.speech import speech_words

SUBJECTS = frozenset(("nsubj", "nsubjpass"))
OBJECTS = frozenset(("dobj", "pobj", "dative"))
FAINT = 10.0
_FOR = ("for", "over", "of", "on")
_REACH = 4  # sentences back that a pronoun or a group phrase may point to
_ROLES = {"subject": 200.0, "subordinate": 170.0, "object": 150.0, "oblique": 120.0, "possessor": 110.0}
_EARLIER = 50.0  # the most that all sentences before the last one count
_QUOTED = 0.3  # share for who is only named in what somebody else says


@dataclass(slots=True)
class Sentence:
    start: int
    end: int
    paragraph: int
    heading: bool
    references: list[Reference] = field(default_factory=list)


@dataclass(slots=True)
class Discourse:
    """What is known when a pronoun is reached: the sentences so far and how salient each person is."""

    doc: Doc
    read: Annotations
    quoted: frozenset[int]
    sentences: list[Sentence]
    index: int = 0
    here: dict[str, float] = field(default_factory=dict)  # by entity; "" is somebody whom nothing names
    last: dict[str, float] = field(default_factory=dict)  # from the sentence before
    earlier: dict[str, float] = field(default_factory=dict)

    @property
    def sentence(self) -> Sentence:
        return self.sentences[self.index]

    def salience(self, entity: str) -> float:
        return self.here.get(entity, 0.0) + self.last.get(entity, 0.0) / 2 + self.earlier.get(entity, 0.0)


def sentences_of(doc: Doc, read: Annotations) -> list[Sentence]:
    found = []
    for sent in doc.sents:
        words = (i for i in range(sent.start, sent.end) if not read.words[i].isspace())
        paragraph = read.paragraph_of[next(words, sent.start)]
        if paragraph >= 0:
            heading = read.document.paragraphs[paragraph].heading
            found.append(Sentence(sent.start, sent.end, paragraph, heading))
    return found


def turn_to(discourse: Discourse, index: int) -> None:
    """Goes to the next sentence: what was salient fades, and out of a heading nothing is kept."""
    previous = discourse.sentences[discourse.index]
    discourse.index = index
    if not index:
        return
    if previous.heading and not discourse.sentence.heading:
        discourse.here, discourse.last, discourse.earlier = {}, {}, {}
        return
    gap = max(1, discourse.sentence.paragraph - previous.paragraph)
    faded = {}
    for entity in dict.fromkeys((*discourse.last, *discourse.earlier)):
        weight = (discourse.last.get(entity, 0.0) / 2 + discourse.earlier.get(entity, 0.0)) / 2**gap
        if weight > FAINT:
            faded[entity] = min(weight, _EARLIER)
    discourse.here, discourse.last, discourse.earlier = {}, discourse.here, faded


def mention(discourse: Discourse, reference: Reference) -> None:
    discourse.sentence.references.append(reference)
    if len(reference.entities) != 1 or reference.entities[0] not in discourse.read.cast.figures:
        return
    role = role_of(discourse.doc, reference)
    weight = _ROLES[role] * (_QUOTED if reference.start in discourse.quoted else 1)
    make_salient(discourse, reference.entities[0], weight)


def _speaks(doc: Doc, reference: Reference) -> bool:
    """Whether a verb of speech follows the name, wherever the parser hangs it."""
    following = doc[reference.end] if reference.end < len(doc) else None
    return following is not None and following.tag_ in ("VBD", "VBZ") and following.lemma_ in speech_words().say


def make_salient(discourse: Discourse, entity: str, weight: float) -> None:
    """Makes an entity as salient as its strongest mention in the sentence."""
    discourse.here[entity] = max(weight, discourse.here.get(entity, 0.0))


def mention_unnamed(discourse: Discourse, token: Token) -> None:
    """Somebody whom nothing names can be meant too: `A soldier was killed. He …`"""
    if token.dep_ not in SUBJECTS or token.tag_ != "NN":
        return
    word = token.lemma_.lower()
    if (word in speech_words().private or word.endswith(tuple(coreference_words()["human"]))) and not any(
        t.dep_ == "appos" and t.i in discourse.read.at_token for t in token.children
    ):
        make_salient(discourse, "", _ROLES["subject"])


def role_of(doc: Doc, reference: Reference) -> str:
    role = _role(doc[reference.head])
    return "subject" if reference.how == "name" and _speaks(doc, reference) else role


def _role(token: Token) -> str:
    """The place of a name in its clause; an apposition has that of its noun."""
    while token.dep_ in ("appos", "flat", "nmod", "compound") and token.head.i != token.i:
        token = token.head
    if token.dep_ == "conj":
        token = next((t for t in token.ancestors if t.dep_ != "conj"), token)
    if token.dep_ in SUBJECTS:
        clause = token.head
        reported = clause.dep_ == "ccomp" and clause.i < clause.head.i  # `Rubio telephoned Sharif, the ministry said`
        return "subject" if reported or clause.dep_ in ("ROOT", "conj", "parataxis") else "subordinate"
    if token.dep_ in ("dobj", "dative"):
        return "object"
    return "possessor" if token.dep_ == "poss" else "oblique"


def before(discourse: Discourse, limit: int) -> Iterator[tuple[int, list[Reference]]]:
    """References of this sentence before token `limit`, then of each sentence before it, headings left out."""
    here = discourse.sentence
    yield 0, [r for r in here.references if r.end <= limit]
    for back in range(1, min(_REACH, discourse.index) + 1):
        there = discourse.sentences[discourse.index - back]
        if there.heading and not here.heading:
            continue
        if here.paragraph - there.paragraph > 2:
            return
        yield back, there.references


def verb_of(token: Token) -> Token:
    """The verb whose clause `token` stands in."""
    while token.head.i != token.i and token.head.pos_ not in ("VERB", "AUX"):
        token = token.head
    return token.head


def subject_entities(discourse: Discourse, token: Token) -> list[str]:
    """Who does what the pronoun's clause says."""
    found = (discourse.read.at_token.get(t.i) for t in subjects(verb_of(token)) if t.i != token.i)
    return [r.entities[0] for r in found if r is not None and len(r.entities) == 1]


def thanked_for(possessive: Token) -> list[Token]:
    """Who is thanked or blamed for what is his: the object in `thanked Starmer for his support`."""
    noun = possessive.head
    if possessive.dep_ != "poss" or noun.dep_ not in ("pobj", "conj"):
        return []
    preposition = noun.head if noun.dep_ == "pobj" else noun.head.head
    verb = preposition.head
    if preposition.lower_ not in _FOR or verb.lemma_.lower() not in coreference_words()["thanking"]:
        return []
    return [t for t in verb.children if t.dep_ in ("dobj", "nsubjpass")]
