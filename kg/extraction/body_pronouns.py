"""For whom `it` and `they` stand: the state or body that acts, or several named together."""

from collections.abc import Collection, Sequence

from spacy.tokens import Doc, Token

from kg.extraction.annotations import Reference
from kg.extraction.clauses import acts_for_owner, owners_of, subjects
from kg.extraction.discourse import OBJECTS, SUBJECTS, Discourse, before, verb_of
from kg.extraction.modality import status_words
from kg.extraction.speakers import is_press


def body_meant(discourse: Discourse, token: Token) -> Reference | None:
    """`it`, `its`: the state or body that is the subject before, in this sentence or the last."""
    if token.lower_ == "it" and (token.dep_ not in SUBJECTS or _is_empty(token)):
        return None
    if token.lower_ != "it" and _is_of_something_else(discourse, token):
        return None
    if token.dep_ == "poss":
        for subject in reversed(subjects(verb_of(token))):  # `Japan's government protested through its embassy`
            found = _acting(discourse, subject) if subject.i < token.i else None
            if found is not None:
                return Reference(token.i, token.i + 1, token.i, (found,), "pronoun", None, 0.7)
    for back, references in before(discourse, token.i):
        if back > 1:
            return None
        named = [
            r
            for r in references
            if len(r.entities) == 1
            and r.how in ("name", "capital", "pronoun")
            and r.entities[0].split(":")[0] in ("state", "alliance", "organization")
            and not is_press(r.entities[0])
            and discourse.doc[r.head].dep_ in SUBJECTS
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


def _acting(discourse: Discourse, noun: Token) -> str | None:
    """Whose government, army or minister it is."""
    if noun.i in discourse.read.at_token or not acts_for_owner(noun):
        return None
    for owner in owners_of(noun):
        reference = discourse.read.at_token.get(owner.i)
        if reference is not None and reference.entities[0].split(":")[0] in ("state", "alliance", "organization"):
            return reference.entities[0]
    return None


def _is_of_something_else(discourse: Discourse, token: Token) -> bool:
    """`The ship lost its crew`: the subject of the clause is a thing that nothing names."""
    own = [t for t in subjects(verb_of(token)) if t.i < token.i]
    return bool(own) and all(
        t.i not in discourse.read.at_token and t.pos_ == "NOUN" and t.tag_ == "NN" and not _has_name(discourse, t)
        for t in own
    )


def _has_name(discourse: Discourse, noun: Token) -> bool:
    return any(t.i in discourse.read.at_token for t in noun.subtree)


def they_meant(discourse: Discourse, token: Token) -> Reference | None:
    """`they`: several named together as subject of this sentence or the last."""
    apart = _own_group(discourse, token) if token.dep_ in OBJECTS else ()
    for back, references in before(discourse, token.i):
        if back > 1:
            return None
        members = _together(discourse.doc, references)
        if members and members != apart:
            return Reference(token.i, token.i + 1, token.i, members, "pronoun", None, 0.7)
        if _others(discourse, token, back):
            return None
    return None


def _own_group(discourse: Discourse, token: Token) -> tuple[str, ...]:
    for subject in subjects(verb_of(token)):
        reference = discourse.read.at_token.get(subject.i)
        if reference is not None:
            here = [r for r in discourse.sentence.references if r.end <= token.i]
            return _together(discourse.doc, here)
    return ()


def _others(discourse: Discourse, token: Token, back: int) -> bool:
    """Whether `they` are people whom nothing names, the subject nearer than those named: `officials said they`."""
    sentence = discourse.sentences[discourse.index - back]
    end = token.i if back == 0 else sentence.end
    return any(
        t.dep_ in SUBJECTS and t.tag_ == "NNS" and t.i not in discourse.read.at_token
        for t in discourse.doc[sentence.start : end]
    )


def _together(doc: Doc, references: Sequence[Reference]) -> tuple[str, ...]:
    """The entities of the last subject that names several: a coordination or a group phrase."""
    for reference in reversed(references):
        head = doc[reference.head]
        if head.dep_ not in SUBJECTS:
            continue
        if len(reference.entities) > 1:
            return reference.entities
        conjoined: Collection[int] = {head.i, *(t.i for t in head.conjuncts)}
        members = dict.fromkeys(e for r in references if r.head in conjoined for e in r.entities)
        if len(members) > 1:
            return tuple(members)
    return ()
