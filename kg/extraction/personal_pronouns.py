"""Whom `he`, `her` and `the 71-year-old` stand for: the most salient person of those that grammar and sex allow."""

from collections.abc import Iterable, Iterator

from spacy.tokens import Token

from kg.extraction.annotations import Reference
from kg.extraction.clauses import subjects
from kg.extraction.commitments import committed
from kg.extraction.discourse import FAINT, OBJECTS, SUBJECTS, Discourse, before, role_of, subject_entities, thanked_for
from kg.extraction.mourning import is_of_the_dead, the_dead
from kg.extraction.speech import speech_words
from kg.reference.people import Sex

PERSONAL: dict[str, Sex] = {
    **dict.fromkeys(("he", "him", "his", "himself"), "m"),
    **dict.fromkeys(("she", "her", "hers", "herself"), "f"),
}
_EDGES = frozenset((",", '"', "”", "’", "'", "—", "–", "-"))
_PARALLEL = {"subject": 60.0, "subordinate": 20.0}  # more for a subject where the pronoun is one
_OBJECT = 60.0  # more for an object of the same sentence where the pronoun is one
_INNERMOST = 110.0  # more for who says it within what somebody else says


def person_meant(discourse: Discourse, token: Token, sex: Sex, speaker: str | None) -> Reference | None:
    later = _announced(discourse, token, sex)
    if later is not None and later != speaker:
        return _pronoun(discourse, token, later, sex, 0.8)
    apart = _apart(discourse, token) | ({speaker} if speaker else set())
    own = _committed(discourse, token, sex)
    if own is not None and own not in apart:
        return _pronoun(discourse, token, own, sex, 0.85)
    if token.lower_.endswith("self"):
        itself = [e for e in subject_entities(discourse, token) if _fits(discourse, e, sex)]
        return _pronoun(discourse, token, itself[0], sex, 0.9) if itself else None
    if is_of_the_dead(token):
        dead = [e for e in the_dead(discourse.doc, discourse.read, token.i) if _fits(discourse, e, sex)]
        if len(dead) == 1 and dead[0] not in apart:
            return _pronoun(discourse, token, dead[0], sex, 0.8)
    thanked = _thanked(discourse, token, sex)
    if thanked is not None and thanked not in apart:
        return _pronoun(discourse, token, thanked, sex, 0.75)
    scores = {e: discourse.salience(e) for e in dict.fromkeys((*discourse.here, *discourse.last, *discourse.earlier))}
    told = _told_of(discourse, token) if _reports(token) else set()
    if told:  # who says something is not he of whom it is said
        scores = {e: s - (discourse.here.get(e, 0.0) if e in told else 0.0) for e, s in scores.items()}
    if token.dep_ in SUBJECTS:
        for entity, role in _subjects_before(discourse):
            if entity in scores and entity not in told:
                scores[entity] += _PARALLEL.get(role, 0.0)
        for entity, bonus in _reporting(discourse, token):
            if entity in scores:
                scores[entity] += bonus
    elif token.dep_ in OBJECTS:
        for entity in _objects_before(discourse, token):
            if entity in scores:
                scores[entity] += _OBJECT
    fitting = {e: s for e, s in scores.items() if s > FAINT and e not in apart and (not e or _fits(discourse, e, sex))}
    best = max(fitting, key=lambda e: fitting[e], default="")
    if not best:
        return None
    return _pronoun(discourse, token, best, sex, 0.9 if best in discourse.here else 0.8)


def _pronoun(discourse: Discourse, token: Token, entity: str, sex: Sex, confidence: float) -> Reference:
    figure = discourse.read.cast.figures[entity]
    if not figure.sex:
        figure.sex = sex
    return Reference(token.i, token.i + 1, token.i, (entity,), "pronoun", figure.state, confidence)


def _fits(discourse: Discourse, entity: str, sex: Sex) -> bool:
    figure = discourse.read.cast.figures.get(entity)
    return figure is not None and figure.sex in (sex, "")


def _apart(discourse: Discourse, token: Token) -> set[str]:
    """Whom grammar rules out: an object is not its own clause's subject, nor `his` in `Putin's talks with his …`."""
    if token.dep_ in OBJECTS and not token.lower_.endswith("self"):
        return set(subject_entities(discourse, token))
    if token.dep_ == "poss":
        owners = (discourse.read.at_token.get(t.i) for t in token.head.children if t.dep_ == "poss" and t.i != token.i)
        return {r.entities[0] for r in owners if r is not None}
    return set()


def _subjects_before(discourse: Discourse) -> Iterator[tuple[str, str]]:
    """Entities that are subjects in the last sentence or this one, with which."""
    best: dict[str, str] = {}
    for back, references in before(discourse, discourse.sentence.end):
        if back > 1:
            break
        for reference in references:
            role = role_of(discourse.doc, reference)
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


def _objects_before(discourse: Discourse, token: Token) -> set[str]:
    """Whom the sentence has named before as somebody's object: `called on Duterte and assured him`."""
    return {
        r.entities[0]
        for r in discourse.sentence.references
        if r.end <= token.i and role_of(discourse.doc, r) in ("object", "oblique")
    }


def _reporting(discourse: Discourse, token: Token) -> list[tuple[str, float]]:
    """`Lukashenko said he would free them`: who says it; all the more where that itself is said by somebody."""
    clause = token.head
    verb = clause.head
    if clause.dep_ != "ccomp" or verb.lemma_.lower() not in speech_words().say or verb.i > token.i:
        return []
    nested = verb.dep_ == "ccomp" and verb.head.i < verb.i and verb.head.lemma_.lower() in speech_words().say
    found = (discourse.read.at_token.get(t.i) for t in subjects(verb))
    bonus = _INNERMOST if nested else _PARALLEL["subject"]
    return [(e, bonus) for r in found if r is not None for e in r.entities]


def _first_fitting(discourse: Discourse, nouns: Iterable[Token], sex: Sex) -> str | None:
    """The person for whom the first of the nouns stands that the pronoun can mean."""
    for noun in nouns:
        reference = discourse.read.at_token.get(noun.i)
        if reference is not None and len(reference.entities) == 1 and _fits(discourse, reference.entities[0], sex):
            return reference.entities[0]
    return None


def _committed(discourse: Discourse, token: Token, sex: Sex) -> str | None:
    """`promised him that he would`, `told him that he must`: the one who does what is promised or asked for."""
    return _first_fitting(discourse, committed(token), sex)


def _told_of(discourse: Discourse, token: Token) -> set[str]:
    """Who is named in what `he` is about to have said: from the last colon or semicolon of the sentence on."""
    start = discourse.sentence.start
    for i in range(token.i - 1, start, -1):
        if discourse.doc[i].text in (":", ";"):
            start = i
            break
    inside = {e for r in discourse.sentence.references if r.start >= start for e in r.entities}
    return inside - {e for r in discourse.sentence.references if r.start < start for e in r.entities}


def _announced(discourse: Discourse, token: Token, sex: Sex) -> str | None:
    """Whom the pronoun points forward to: `Before he left, Rubio spoke`, `He will not talk, Araghchi replied`."""
    if token.dep_ not in (*SUBJECTS, "poss"):
        return None
    inner = token
    for verb in token.ancestors:
        reported = inner.dep_ == "ccomp" and token.dep_ in SUBJECTS and token.head.i == inner.i
        if verb.pos_ in ("VERB", "AUX") and (reported or inner.dep_ in ("advcl", "prep")):
            for subject in verb.children:
                reference = discourse.read.at_token.get(subject.i)
                if subject.dep_ != "nsubj" or subject.i < inner.i or reference is None or len(reference.entities) > 1:
                    continue
                entity = reference.entities[0]
                first = not any(r.end <= token.i for r in discourse.sentence.references if r.entities[0] == entity)
                if first and _fits(discourse, entity, sex):
                    return entity
        inner = verb
    return None


def _thanked(discourse: Discourse, token: Token, sex: Sex) -> str | None:
    """`thanked Starmer for his support`: his who is thanked."""
    return _first_fitting(discourse, thanked_for(token), sex)


def aged_person(discourse: Discourse, token: Token) -> Reference | None:
    """`the 71-year-old`: the one person of this sentence and the last."""
    if token.lower_ not in ("old", "year-old") and not token.lower_.endswith("-year-old"):
        return None
    start = token.i
    while start > discourse.sentence.start and discourse.doc[start - 1].lower_ in ("-", "year"):
        start -= 1
    while start > discourse.sentence.start and discourse.doc[start - 1].like_num:
        start -= 1
    if start == token.i and not token.lower_[0].isdigit():
        return None
    if start == discourse.sentence.start or discourse.doc[start - 1].lower_ != "the":
        return None
    if token.i + 1 < len(discourse.doc) and discourse.doc[token.i + 1].pos_ in ("NOUN", "PROPN", "ADJ"):
        return None
    near = {
        r.entities[0]
        for back, references in before(discourse, token.i)
        if back <= 1
        for r in references
        if len(r.entities) == 1 and r.entities[0] in discourse.read.cast.figures
    }
    if len(near) != 1 or "" in {*discourse.here, *discourse.last}:
        return None
    entity = near.pop()
    return Reference(
        start - 1, token.i + 1, token.i, (entity,), "pronoun", discourse.read.cast.figures[entity].state, 0.75
    )
