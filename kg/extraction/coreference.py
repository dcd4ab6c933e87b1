"""Links what stands for somebody named elsewhere: pronouns, and phrases for two or three of them together.

Who `he` is follows Lappin & Leass (1994): every mention of a person makes him more salient, subjects most; salience
is halved from sentence to sentence, and that of earlier sentences never outweighs the last one; the most salient of
those that grammar and sex allow is meant.
"""

import datetime as dt
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from spacy.tokens import Doc, Token

from kg.extraction.annotations import Annotations, Reference, annotations
from kg.extraction.clauses import acts_for_owner, owners_of, subjects
from kg.extraction.counterparts import counterpart_at, counterpart_words
from kg.extraction.groups import coreference_words, group_at, group_words
from kg.extraction.modality import status_words
from kg.extraction.quotations import quotations
from kg.extraction.search import tokens_with
from kg.extraction.speakers import is_press
from kg.extraction.speech import speech_words
from kg.reference.people import Sex

_PRONOUNS: dict[str, Sex] = {
    **dict.fromkeys(("he", "him", "his", "himself"), "m"),
    **dict.fromkeys(("she", "her", "hers", "herself"), "f"),
}
_LINKED = frozenset((*_PRONOUNS, "it", "its", "itself", "they", "their", "them", "old", "year-old"))
_SUBJECTS = frozenset(("nsubj", "nsubjpass"))
_OBJECTS = frozenset(("dobj", "pobj", "dative"))
_EDGES = frozenset((",", '"', "”", "’", "'", "—", "–", "-"))
_REACH = 4  # sentences back that a pronoun or a group phrase may point to
_ROLES = {"subject": 200.0, "subordinate": 170.0, "object": 150.0, "oblique": 120.0, "possessor": 110.0}
_PARALLEL = {"subject": 60.0, "subordinate": 20.0}  # more for a subject where the pronoun is one
_EARLIER = 50.0  # the most that all sentences before the last one count
_QUOTED = 0.3  # share for who is only named in what somebody else says
_FAINT = 10.0


@dataclass(slots=True)
class _Sentence:
    start: int
    end: int
    paragraph: int
    heading: bool
    references: list[Reference] = field(default_factory=list)


@dataclass(slots=True)
class _Reading:
    """What is known when a pronoun is reached: the sentences so far and how salient each person is."""

    doc: Doc
    read: Annotations
    quoted: frozenset[int]
    sentences: list[_Sentence]
    index: int = 0
    here: dict[str, float] = field(default_factory=dict)  # by entity; "" is somebody whom nothing names
    last: dict[str, float] = field(default_factory=dict)  # from the sentence before
    earlier: dict[str, float] = field(default_factory=dict)

    @property
    def sentence(self) -> _Sentence:
        return self.sentences[self.index]

    def salience(self, entity: str) -> float:
        return self.here.get(entity, 0.0) + self.last.get(entity, 0.0) / 2 + self.earlier.get(entity, 0.0)


def link_pronouns(doc: Doc) -> Doc:
    """Adds references for `he`, `her`, `the two leaders`, `both sides`, `they`, `it`, `his Polish counterpart`.

    Those inside quotations wait until it is known who speaks there.
    """
    read = annotations(doc)
    quoted = frozenset(i for q in quotations(doc, read) for i in range(q.start, q.end))
    _link(doc, read, quoted, {})
    return doc


def link_quoted(doc: Doc, speakers: Mapping[int, str | None]) -> Doc:
    """The same inside quotations; `speakers` are token -> who says it, whom `he` does not mean there."""
    _link(doc, annotations(doc), frozenset(speakers), speakers)
    return doc


def _link(doc: Doc, read: Annotations, quoted: frozenset[int], speakers: Mapping[int, str | None]) -> None:
    reading = _Reading(doc, read, quoted, _sentences(doc, read))
    fixed = sorted(read.references, key=lambda r: r.start)
    on = read.document.published or dt.date.today()
    words = _words(doc)
    mention = word = 0
    for index, sentence in enumerate(reading.sentences):
        _turn_to(reading, index)
        while mention < len(fixed) and fixed[mention].start < sentence.start:
            mention += 1
        while word < len(words) and words[word] < sentence.start:
            word += 1
        while word < len(words) and words[word] < sentence.end:
            token = doc[words[word]]
            word += 1
            while mention < len(fixed) and fixed[mention].end <= token.i + 1:
                _mention(reading, fixed[mention])
                mention += 1
            if token.i in read.at_token:
                continue
            _unnamed(reading, token)
            if bool(speakers) == (token.i in quoted):
                found = _resolve(reading, token, on, speakers.get(token.i))
                if found is not None:
                    read.add(found)
                    _mention(reading, found)
        while mention < len(fixed) and fixed[mention].start < sentence.end:
            _mention(reading, fixed[mention])
            mention += 1


def _words(doc: Doc) -> list[int]:
    """Tokens that may mean somebody named before, and nouns for people that nobody names, in text order."""
    subject = set(tokens_with(doc, "dep", _SUBJECTS))
    found = {i for i in tokens_with(doc, "tag", frozenset(("NN",))) if i in subject}
    linked = _LINKED | group_words() | counterpart_words()
    return sorted(found.union(i for i, word in enumerate(annotations(doc).lower) if word in linked))


def _sentences(doc: Doc, read: Annotations) -> list[_Sentence]:
    found = []
    for sent in doc.sents:
        words = (i for i in range(sent.start, sent.end) if not read.words[i].isspace())
        paragraph = read.paragraph_of[next(words, sent.start)]
        if paragraph >= 0:
            heading = read.document.paragraphs[paragraph].heading
            found.append(_Sentence(sent.start, sent.end, paragraph, heading))
    return found


def _turn_to(reading: _Reading, index: int) -> None:
    """Goes to the next sentence: what was salient fades, and out of a heading nothing is kept."""
    previous = reading.sentences[reading.index]
    reading.index = index
    if not index:
        return
    if previous.heading and not reading.sentence.heading:
        reading.here, reading.last, reading.earlier = {}, {}, {}
        return
    gap = max(1, reading.sentence.paragraph - previous.paragraph)
    faded = {}
    for entity in dict.fromkeys((*reading.last, *reading.earlier)):
        weight = (reading.last.get(entity, 0.0) / 2 + reading.earlier.get(entity, 0.0)) / 2**gap
        if weight > _FAINT:
            faded[entity] = min(weight, _EARLIER)
    reading.here, reading.last, reading.earlier = {}, reading.here, faded


def _mention(reading: _Reading, reference: Reference) -> None:
    reading.sentence.references.append(reference)
    if len(reference.entities) != 1 or reference.entities[0] not in reading.read.cast.figures:
        return
    role = _role_of(reading.doc, reference)
    weight = _ROLES[role] * (_QUOTED if reference.start in reading.quoted else 1)
    _raise(reading, reference.entities[0], weight)


def _speaks(doc: Doc, reference: Reference) -> bool:
    """Whether a verb of speech follows the name, wherever the parser hangs it."""
    following = doc[reference.end] if reference.end < len(doc) else None
    return following is not None and following.tag_ in ("VBD", "VBZ") and following.lemma_ in speech_words().say


def _raise(reading: _Reading, entity: str, weight: float) -> None:
    """Makes an entity as salient as its strongest mention in the sentence."""
    reading.here[entity] = max(weight, reading.here.get(entity, 0.0))


def _unnamed(reading: _Reading, token: Token) -> None:
    """Somebody whom nothing names can be meant too: `A soldier was killed. He …`"""
    if token.dep_ not in _SUBJECTS or token.tag_ != "NN":
        return
    word = token.lemma_.lower()
    if (word in speech_words().private or word.endswith(tuple(coreference_words()["human"]))) and not any(
        t.dep_ == "appos" and t.i in reading.read.at_token for t in token.children
    ):
        _raise(reading, "", _ROLES["subject"])


def _role_of(doc: Doc, reference: Reference) -> str:
    role = _role(doc[reference.head])
    return "subject" if reference.how == "name" and _speaks(doc, reference) else role


def _role(token: Token) -> str:
    """The place of a name in its clause; an apposition has that of its noun."""
    while token.dep_ in ("appos", "flat", "nmod", "compound") and token.head.i != token.i:
        token = token.head
    if token.dep_ == "conj":
        token = next((t for t in token.ancestors if t.dep_ != "conj"), token)
    if token.dep_ in _SUBJECTS:
        clause = token.head
        reported = clause.dep_ == "ccomp" and clause.i < clause.head.i  # `Rubio telephoned Sharif, the ministry said`
        return "subject" if reported or clause.dep_ in ("ROOT", "conj", "parataxis") else "subordinate"
    if token.dep_ in ("dobj", "dative"):
        return "object"
    return "possessor" if token.dep_ == "poss" else "oblique"


def _resolve(reading: _Reading, token: Token, on: dt.date, speaker: str | None) -> Reference | None:
    word = token.lower_
    if word in _PRONOUNS:
        return _person(reading, token, _PRONOUNS[word], speaker)
    if word in ("it", "its", "itself"):
        return _body(reading, token)
    if word in ("they", "their", "them"):
        return _they(reading, token)
    if token.pos_ in ("NOUN", "NUM", "PRON", "DET", "PROPN", "ADJ"):
        return (
            group_at(reading.doc, reading.read, token, (r for _, r in _before(reading, token.i)), on)
            or counterpart_at(reading.read, token, on)
            or _aged(reading, token)
        )
    return None


def _before(reading: _Reading, limit: int) -> Iterator[tuple[int, list[Reference]]]:
    """References of this sentence before token `limit`, then of each sentence before it, headings left out."""
    here = reading.sentence
    yield 0, [r for r in here.references if r.end <= limit]
    for back in range(1, min(_REACH, reading.index) + 1):
        there = reading.sentences[reading.index - back]
        if there.heading and not here.heading:
            continue
        if here.paragraph - there.paragraph > 2:
            return
        yield back, there.references


# -- he and she


def _person(reading: _Reading, token: Token, sex: Sex, speaker: str | None) -> Reference | None:
    later = _announced(reading, token, sex)
    if later is not None and later != speaker:
        return _pronoun(reading, token, later, sex, 0.8)
    apart = _apart(reading, token) | ({speaker} if speaker else set())
    if token.lower_.endswith("self"):
        own = [e for e in _subject_entities(reading, token) if _fits(reading, e, sex)]
        return _pronoun(reading, token, own[0], sex, 0.9) if own else None
    thanked = _thanked(reading, token, sex)
    if thanked is not None and thanked not in apart:
        return _pronoun(reading, token, thanked, sex, 0.75)
    scores = {e: reading.salience(e) for e in dict.fromkeys((*reading.here, *reading.last, *reading.earlier))}
    told = _told_of(reading, token) if _reports(token) else set()
    if told:  # who says something is not he of whom it is said
        scores = {e: s - (reading.here.get(e, 0.0) if e in told else 0.0) for e, s in scores.items()}
    if token.dep_ in _SUBJECTS:
        for entity, role in _subjects_before(reading):
            if entity in scores and entity not in told:
                scores[entity] += _PARALLEL.get(role, 0.0)
        for entity in _reporting(reading, token):
            if entity in scores:
                scores[entity] += _PARALLEL["subject"]
    fitting = {e: s for e, s in scores.items() if s > _FAINT and e not in apart and (not e or _fits(reading, e, sex))}
    best = max(fitting, key=lambda e: fitting[e], default="")
    if not best:
        return None
    return _pronoun(reading, token, best, sex, 0.9 if best in reading.here else 0.8)


def _pronoun(reading: _Reading, token: Token, entity: str, sex: Sex, confidence: float) -> Reference:
    figure = reading.read.cast.figures[entity]
    if not figure.sex:
        figure.sex = sex
    return Reference(token.i, token.i + 1, token.i, (entity,), "pronoun", figure.state, confidence)


def _fits(reading: _Reading, entity: str, sex: Sex) -> bool:
    figure = reading.read.cast.figures.get(entity)
    return figure is not None and figure.sex in (sex, "")


def _verb_of(token: Token) -> Token:
    """The verb whose clause `token` stands in."""
    while token.head.i != token.i and token.head.pos_ not in ("VERB", "AUX"):
        token = token.head
    return token.head


def _subject_entities(reading: _Reading, token: Token) -> list[str]:
    """Who does what the pronoun's clause says."""
    found = (reading.read.at_token.get(t.i) for t in subjects(_verb_of(token)) if t.i != token.i)
    return [r.entities[0] for r in found if r is not None and len(r.entities) == 1]


def _apart(reading: _Reading, token: Token) -> set[str]:
    """Whom grammar rules out: an object is not its own clause's subject, nor `his` in `Putin's talks with his …`."""
    if token.dep_ in _OBJECTS and not token.lower_.endswith("self"):
        return set(_subject_entities(reading, token))
    if token.dep_ == "poss":
        owners = (reading.read.at_token.get(t.i) for t in token.head.children if t.dep_ == "poss" and t.i != token.i)
        return {r.entities[0] for r in owners if r is not None}
    return set()


def _subjects_before(reading: _Reading) -> Iterator[tuple[str, str]]:
    """Entities that are subjects in the last sentence or this one, with which."""
    best: dict[str, str] = {}
    for back, references in _before(reading, reading.sentence.end):
        if back > 1:
            break
        for reference in references:
            role = _role_of(reading.doc, reference)
            if best.get(reference.entities[0]) != "subject":
                best[reference.entities[0]] = role
    yield from best.items()


def _reports(token: Token) -> bool:
    """`…, he said`: the pronoun is who reports what stands before it."""
    verb = token.head
    if token.dep_ != "nsubj" or verb.lemma_.lower() not in speech_words().say:
        return False
    first = min(token.i, verb.i)
    return first > token.sent.start and token.doc[first - 1].text in _EDGES


def _reporting(reading: _Reading, token: Token) -> list[str]:
    """`Lukashenko said he would free them`: who says it."""
    clause = token.head
    if clause.dep_ != "ccomp" or clause.head.lemma_.lower() not in speech_words().say or clause.head.i > token.i:
        return []
    found = (reading.read.at_token.get(t.i) for t in subjects(clause.head))
    return [e for r in found if r is not None for e in r.entities]


def _told_of(reading: _Reading, token: Token) -> set[str]:
    """Who is named in what `he` is about to have said: from the last colon or semicolon of the sentence on."""
    start = reading.sentence.start
    for i in range(token.i - 1, start, -1):
        if reading.doc[i].text in (":", ";"):
            start = i
            break
    inside = {e for r in reading.sentence.references if r.start >= start for e in r.entities}
    return inside - {e for r in reading.sentence.references if r.start < start for e in r.entities}


def _announced(reading: _Reading, token: Token, sex: Sex) -> str | None:
    """Whom the pronoun points forward to: `Before he left, Rubio spoke`, `He will not talk, Araghchi replied`."""
    if token.dep_ not in (*_SUBJECTS, "poss"):
        return None
    inner = token
    for verb in token.ancestors:
        reported = inner.dep_ == "ccomp" and token.dep_ in _SUBJECTS and token.head.i == inner.i
        if verb.pos_ in ("VERB", "AUX") and (reported or inner.dep_ in ("advcl", "prep")):
            for subject in verb.children:
                reference = reading.read.at_token.get(subject.i)
                if subject.dep_ != "nsubj" or subject.i < inner.i or reference is None or len(reference.entities) > 1:
                    continue
                entity = reference.entities[0]
                first = not any(r.end <= token.i for r in reading.sentence.references if r.entities[0] == entity)
                if first and _fits(reading, entity, sex):
                    return entity
        inner = verb
    return None


def _thanked(reading: _Reading, token: Token, sex: Sex) -> str | None:
    """`thanked Starmer for his support`: his who is thanked."""
    if token.dep_ != "poss" or token.head.dep_ not in ("pobj", "conj"):
        return None
    preposition = token.head.head if token.head.dep_ == "pobj" else token.head.head.head
    verb = preposition.head
    if preposition.lower_ not in ("for", "over", "of") or verb.lemma_.lower() not in coreference_words()["thanking"]:
        return None
    for child in verb.children:
        reference = reading.read.at_token.get(child.i) if child.dep_ in ("dobj", "nsubjpass") else None
        if reference is not None and len(reference.entities) == 1 and _fits(reading, reference.entities[0], sex):
            return reference.entities[0]
    return None


def _aged(reading: _Reading, token: Token) -> Reference | None:
    """`the 71-year-old`: the one person of this sentence and the last."""
    if token.lower_ not in ("old", "year-old") and not token.lower_.endswith("-year-old"):
        return None
    start = token.i
    while start > reading.sentence.start and reading.doc[start - 1].lower_ in ("-", "year"):
        start -= 1
    while start > reading.sentence.start and reading.doc[start - 1].like_num:
        start -= 1
    if start == token.i and not token.lower_[0].isdigit():
        return None
    if start == reading.sentence.start or reading.doc[start - 1].lower_ != "the":
        return None
    if token.i + 1 < len(reading.doc) and reading.doc[token.i + 1].pos_ in ("NOUN", "PROPN", "ADJ"):
        return None
    near = {
        r.entities[0]
        for back, references in _before(reading, token.i)
        if back <= 1
        for r in references
        if len(r.entities) == 1 and r.entities[0] in reading.read.cast.figures
    }
    if len(near) != 1 or "" in {*reading.here, *reading.last}:
        return None
    entity = near.pop()
    return Reference(
        start - 1, token.i + 1, token.i, (entity,), "pronoun", reading.read.cast.figures[entity].state, 0.75
    )


# -- it and they


def _body(reading: _Reading, token: Token) -> Reference | None:
    """`it`, `its`: the state or body that is the subject before, in this sentence or the last."""
    if token.lower_ == "it" and (token.dep_ not in _SUBJECTS or _is_empty(token)):
        return None
    if token.lower_ != "it" and _is_of_something_else(reading, token):
        return None
    if token.dep_ == "poss":
        for subject in reversed(subjects(_verb_of(token))):  # `Japan's government protested through its embassy`
            found = _acting(reading, subject) if subject.i < token.i else None
            if found is not None:
                return Reference(token.i, token.i + 1, token.i, (found,), "pronoun", None, 0.7)
    for back, references in _before(reading, token.i):
        if back > 1:
            return None
        named = [
            r
            for r in references
            if len(r.entities) == 1
            and r.how in ("name", "capital", "pronoun")
            and r.entities[0].split(":")[0] in ("state", "alliance", "organization")
            and not is_press(r.entities[0])
            and reading.doc[r.head].dep_ in _SUBJECTS
        ]
        if named:
            chosen = named[-1] if back == 0 else named[0]
            return Reference(token.i, token.i + 1, token.i, chosen.entities, "pronoun", chosen.state, 0.7)
    return None


def _is_empty(token: Token) -> bool:
    """`It was the first time`, `it is feared that`: it stands for nobody."""
    verb = token.head
    if verb.lemma_ == "be":
        said = [t for t in verb.children if t.dep_ in ("attr", "ccomp", "xcomp", "acomp")]
        return any(t.dep_ != "acomp" or t.lower_ not in status_words().adjectives for t in said)
    return token.dep_ == "nsubjpass" and any(t.dep_ == "ccomp" for t in verb.children)


def _acting(reading: _Reading, noun: Token) -> str | None:
    """Whose government, army or minister it is."""
    if noun.i in reading.read.at_token or not acts_for_owner(noun):
        return None
    for owner in owners_of(noun):
        reference = reading.read.at_token.get(owner.i)
        if reference is not None and reference.entities[0].split(":")[0] in ("state", "alliance", "organization"):
            return reference.entities[0]
    return None


def _is_of_something_else(reading: _Reading, token: Token) -> bool:
    """`The ship lost its crew`: the subject of the clause is a thing that nothing names."""
    own = [t for t in subjects(_verb_of(token)) if t.i < token.i]
    return bool(own) and all(
        t.i not in reading.read.at_token and t.pos_ == "NOUN" and t.tag_ == "NN" and not _has_name(reading, t)
        for t in own
    )


def _has_name(reading: _Reading, noun: Token) -> bool:
    return any(t.i in reading.read.at_token for t in noun.subtree)


def _they(reading: _Reading, token: Token) -> Reference | None:
    """`they`: several named together as subject of this sentence or the last."""
    apart = _own_group(reading, token) if token.dep_ in _OBJECTS else ()
    for back, references in _before(reading, token.i):
        if back > 1:
            return None
        members = _together(reading.doc, references)
        if members and members != apart:
            return Reference(token.i, token.i + 1, token.i, members, "pronoun", None, 0.7)
        if _others(reading, token, back):
            return None
    return None


def _own_group(reading: _Reading, token: Token) -> tuple[str, ...]:
    for subject in subjects(_verb_of(token)):
        reference = reading.read.at_token.get(subject.i)
        if reference is not None:
            here = [r for r in reading.sentence.references if r.end <= token.i]
            return _together(reading.doc, here)
    return ()


def _others(reading: _Reading, token: Token, back: int) -> bool:
    """Whether `they` are people whom nothing names, the subject nearer than those named: `officials said they`."""
    sentence = reading.sentences[reading.index - back]
    end = token.i if back == 0 else sentence.end
    return any(
        t.dep_ in _SUBJECTS and t.tag_ == "NNS" and t.i not in reading.read.at_token
        for t in reading.doc[sentence.start : end]
    )


def _together(doc: Doc, references: Sequence[Reference]) -> tuple[str, ...]:
    """The entities of the last subject that names several: a coordination or a group phrase."""
    for reference in reversed(references):
        head = doc[reference.head]
        if head.dep_ not in _SUBJECTS:
            continue
        if len(reference.entities) > 1:
            return reference.entities
        conjoined: Collection[int] = {head.i, *(t.i for t in head.conjuncts)}
        members = dict.fromkeys(e for r in references if r.head in conjoined for e in r.entities)
        if len(members) > 1:
            return tuple(members)
    return ()
