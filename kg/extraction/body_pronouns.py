"""For whom `it` and `they` stand: the state or body that acts, or several named together."""

from collections.abc import Collection, Sequence

from spacy.tokens import Doc, Token

from kg.extraction.annotations import Reference
from kg.extraction.clauses import acts_for_owner, agents, in_slot, is_passive, owners_of, subjects
from kg.extraction.commitments import committed
from kg.extraction.coreference_words import coreference_words
from kg.extraction.discourse import OBJECTS, SUBJECTS, Discourse, before, thanked_for, verb_of
from kg.extraction.modality import status_words
from kg.extraction.speakers import is_press

_PARTIES = frozenset(("state", "alliance", "organization"))
_AIMED = frozenset(("on", "against", "over", "into", "to"))


def body_meant(discourse: Discourse, token: Token) -> Reference | None:
    """`it`, `its`: the state or body that is the subject before, in this sentence or the last; as the object of a verb
    that only takes parties (`thanked it`) the one named last that is not the verb's subject."""
    if token.lower_ == "it" and token.dep_ not in SUBJECTS:
        return _dealt_with(discourse, token)
    if (token.lower_ == "it" and _is_empty(token)) or (
        token.lower_ != "it" and _is_of_something_else(discourse, token)
    ):
        return None
    for noun in committed(token):
        own = discourse.read.at_token.get(noun.i)
        if own is not None and _is_party(own):
            return _it(token, own.entities[0])
    thanked = _thanked(discourse, token)
    if thanked is not None:
        return _it(token, thanked)
    apart = _aiming(discourse, token)
    if token.dep_ == "poss" and (found := _doer(discourse, token, apart)) is not None:
        return _it(token, found)
    objects = {t.i for t in discourse.doc[discourse.sentence.start : token.i] if apart and t.dep_ in OBJECTS}
    for back, references in before(discourse, token.i):
        if back > 1:
            return None
        named = [
            r
            for r in references
            if _is_party(r) and r.entities[0] not in apart and (_acts(discourse.doc[r.head]) or r.head in objects)
        ]
        if named:
            chosen = named[-1] if back == 0 else named[0]
            return _it(token, chosen.entities[0], chosen.state)
    return None


def _doer(discourse: Discourse, token: Token, apart: Collection[str]) -> str | None:
    """`Japan's government protested through its embassy`: who does what the clause says; where that is another, who
    does what the clauses around it say."""
    verbs = [verb_of(token)]
    if verbs[0].dep_ == "relcl" and any(t.lower_ == "that" and t.dep_ in SUBJECTS for t in verbs[0].children):
        return None  # it says which thing is meant, and so hardly of a name: `the assault that hit its refinery`
    if apart:
        verbs += [t for t in verbs[0].ancestors if t.pos_ in ("VERB", "AUX")]
    for subject in (t for verb in verbs for t in reversed(subjects(verb)) if t.i < token.i):
        found = _acting(discourse, subject) or _named(discourse, subject)
        if found is not None and found not in apart:
            return found
    return None


def _thanked(discourse: Discourse, token: Token) -> str | None:
    """`thanked Peru for its help`: its who is thanked."""
    objects = thanked_for(token)
    return next((found for t in objects if (found := _named(discourse, t)) is not None), None)


def _acts(noun: Token) -> bool:
    """A subject, or who tells somebody something in a passive clause: `was told by Iran that it`."""
    told = noun.dep_ == "pobj" and noun.head.dep_ == "agent"
    return noun.dep_ in SUBJECTS or (told and noun.head.head.lemma_.lower() in coreference_words()["telling"])


def _it(token: Token, entity: str, state: str | None = None) -> Reference:
    return Reference(token.i, token.i + 1, token.i, (entity,), "pronoun", state, 0.7)


def _is_party(reference: Reference) -> bool:
    """Whether a reference is to one state or body, not by what is only of it."""
    return (
        len(reference.entities) == 1
        and reference.how in ("name", "capital", "pronoun", "definite")
        and reference.entities[0].split(":")[0] in _PARTIES
        and not is_press(reference.entities[0])
    )


def _named(discourse: Discourse, noun: Token) -> str | None:
    reference = discourse.read.at_token.get(noun.i)
    return reference.entities[0] if reference is not None and _is_party(reference) else None


def _dealt_with(discourse: Discourse, token: Token) -> Reference | None:
    """`Lula invited India and thanked it`, `Russia gave it missiles`, `tariffs on it`."""
    apart = _aiming(discourse, token)
    if not apart and not _takes_parties(token):
        return None
    apart = apart | {e for t in subjects(verb_of(token)) for e in _sides(discourse, t)}
    for back, references in before(discourse, token.i):
        if back > 1:
            return None
        named = [
            r
            for r in references
            if _is_party(r) and r.entities[0] not in apart and discourse.doc[r.head].dep_ in (*SUBJECTS, *OBJECTS)
        ]
        acting = [r for r in named if discourse.doc[r.head].dep_ in SUBJECTS]
        if token.dep_ == "dative":  # `Sweden will send Ukraine jets. Norway has given it six`
            acting = [r for r in named if discourse.doc[r.head].dep_ == "dative"] or acting
        if named and (back == 0 or acting or len({r.entities for r in named}) == 1):
            return _it(token, (named[-1] if back == 0 else (acting or named)[0]).entities[0])
    return None


def _takes_parties(token: Token) -> bool:
    """Whether a pronoun is an object that can hardly be a thing: `thanked it`, `gave it tanks`, `called on it to`."""
    words, verb = coreference_words(), token.head
    if token.dep_ == "pobj":
        preposition, verb = verb, verb.head
        if preposition.lower_ == "on":
            return verb.lemma_ == "call"
        return preposition.lower_ == "to" and verb.lemma_.lower() in words["giving"]
    if token.dep_ == "dative":
        return True
    asked = any(t.dep_ in ("xcomp", "ccomp") for t in verb.children)
    if token.dep_ in SUBJECTS:  # the parser takes `it` in `urged it to leave` for the subject of `leave`
        verb, asked = verb.head, True
    word = verb.lemma_.lower()
    return word in words["dealing"] or (asked and word in words["asking"] | words["telling"])


def _sides(discourse: Discourse, noun: Token) -> set[str]:
    """The entities named by a noun with the state they act for."""
    reference = discourse.read.at_token.get(noun.i)
    return {*reference.entities, reference.state or ""} if reference is not None else set()


def _aiming(discourse: Discourse, token: Token) -> set[str]:
    """Who harms what is of the one meant, and so is another: `wants Beijing to lift a ban on its fish`, `accused it of
    violating its airspace`."""
    words, verb = coreference_words(), verb_of(token)
    blamed = verb.dep_ in ("xcomp", "pcomp", "conj") and token.head.lemma_.lower() not in words["own"]
    if blamed and verb.lemma_.lower() in words["harming"]:
        return {e for t in (agents(verb) if is_passive(verb) else subjects(verb)) for e in _sides(discourse, t)} - {""}
    noun = token.head if token.dep_ == "poss" else token
    preposition = noun.head
    if noun.dep_ != "pobj" or preposition.lower_ not in _AIMED:
        return set()
    measure = preposition.head
    if measure.pos_ in ("VERB", "AUX"):
        objects = [t for t in measure.children if t.dep_ in ("dobj", "nsubjpass")]
        measure = next((t for t in objects if t.lemma_.lower() in words["aimed"]), measure)
    if measure.lemma_.lower() not in words["aimed"]:
        return set()
    verb = verb_of(measure)
    doers = owners_of(measure) or (agents(verb) if is_passive(verb) else subjects(verb))
    return {e for t in doers for e in _sides(discourse, t)} - {""}


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
        if reference is not None and reference.entities[0].split(":")[0] in _PARTIES:
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
    """The entities of the last subject that names several: a coordination, a group phrase, or who meets whom."""
    for reference in reversed(references):
        head = doc[reference.head]
        if head.dep_ not in SUBJECTS:
            continue
        if len(reference.entities) > 1:
            return reference.entities
        conjoined: Collection[int] = {head.i, *(t.i for t in head.conjuncts)}
        if head.head.lemma_.lower() in coreference_words()["meeting"]:
            for slot in ("obj", "with", "to"):
                conjoined = {*conjoined, *(c.i for t in in_slot(head.head, slot) for c in (t, *t.conjuncts))}
        members = dict.fromkeys(e for r in references if r.head in conjoined for e in r.entities)
        if len(members) > 1:
            return tuple(members)
    return ()
