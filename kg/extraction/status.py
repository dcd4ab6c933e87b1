"""Whether what a trigger tells happened, is announced, alleged or denied, or is no fact at all."""

from spacy.tokens import Token

from kg.extraction.clauses import clause_verb
from kg.extraction.modality import FOLLOWS, combine, status_words
from kg.extraction.verb_status import (
    IF_OR_PLANNED,
    has_no,
    helpers,
    is_denied_noun,
    is_negated,
    of_verb,
    own_status,
    subjects_of,
    with_helpers,
)
from kg.model import Status

_DEFINITE = frozenset(("the", "this", "that", "these", "those", "both"))
_WITH_REASONS = frozenset(
    ("account", "hold", "punish", "penalise", "penalize", "sanction", "blame", "condemn", "criticise", "criticize")
)
_ABOUT = frozenset(("for", "of", "against", "from", "on", "to", "with", "about"))


def status_of(trigger: Token) -> Status | None:
    """None for what is only wished, asked for, possible or conditional.

    A word's own negation, adverbs and helping verbs decide, then the words above it, the nearest first.
    """
    if trigger.pos_ in ("VERB", "AUX"):
        return of_verb(trigger)
    if trigger.pos_ == "ADJ":
        return of_verb(clause_verb(trigger))
    status = _of_noun(trigger)
    if status == "happened" and any(t.lower_ == "any" for t in trigger.children):
        return None
    return status


def _of_noun(noun: Token) -> Status | None:
    words = status_words()
    noun = _counted(noun)
    if has_no(noun):
        return "denied"
    found: Status = "happened"
    for t in noun.children:
        if t.i < noun.i and t.dep_ in ("amod", "compound", "det", "nmod", "advmod"):
            effect = words.before.get(t.lower_)
            if effect == "nothing":
                return None
            if effect is not None:
                found = FOLLOWS[effect]
        if t.i > noun.i and t.dep_ == "acl" and t.tag_ == "VBN" and words.verbs.get(t.lemma_.lower()) == "plan":
            found = "announced"  # `his visit, planned for April`
    if found == "denied":
        return found
    while noun.dep_ == "conj" and noun.head.pos_ in ("NOUN", "PROPN"):
        noun = _counted(noun.head)
    governor, dep = noun.head, noun.dep_
    if governor.i == noun.i:
        return found
    if dep == "pobj":
        return _noun_after_preposition(noun, governor, found)
    if dep in ("compound", "nmod", "poss") and governor.lemma_.lower() in words.nouns:
        return combine(found, words.nouns[governor.lemma_.lower()])
    if dep in ("compound", "nmod", "amod"):
        return _of_noun(governor) if dep == "compound" and found == "happened" else found
    if governor.pos_ not in ("VERB", "AUX"):
        return found
    if dep in ("dobj", "nsubjpass", "dative", "oprd"):
        return _as_object(noun, governor, found)
    if dep in ("nsubj", "csubj", "attr"):
        return _as_subject(noun, governor, found)
    return found


def _counted(noun: Token) -> Token:
    """`series` for `attacks` in `a series of attacks`: the word that stands in the sentence for the noun."""
    while (
        noun.dep_ == "pobj"
        and noun.head.lower_ == "of"
        and noun.head.head.lemma_.lower() in status_words().sets["measures"]
    ):
        if noun.head.head.i == noun.i:
            break
        noun = noun.head.head
    return noun


def _as_object(noun: Token, verb: Token, found: Status) -> Status | None:
    words, lemma = status_words(), verb.lemma_.lower()
    if lemma in words.sets["stops"]:
        return found
    effect = words.objects.get(lemma)
    particles = {t.lower_ for t in verb.children if t.dep_ == "prt"}
    if lemma == "call":
        effect = "not" if "off" in particles else None
    if lemma == "rule" and "out" not in particles:
        effect = None
    if effect is not None:
        if is_negated(verb):
            if lemma in words.sets["plan_where_negated"]:
                return combine(found, "plan")
            return combine(found, effect, negated=True)
        turned = combine(found, effect)
        over = of_verb(verb)
        if over is None or turned is None:
            return None
        return turned if over == "happened" or effect == "not" else over
    if lemma in words.sets["carries"]:
        over = of_verb(verb)
        return over if found == "happened" or over in (None, "denied") else found
    return _presupposed(noun, verb, found)


def _as_subject(noun: Token, verb: Token, found: Status) -> Status | None:
    words = status_words()
    if verb.lemma_ == "be":
        said = [t for t in verb.children if t.dep_ in ("acomp", "attr", "advmod", "prep") and t.i > verb.i]
        for t in said:
            if (effect := words.adjectives.get(t.lower_)) is not None and effect != "fact":
                return with_helpers(combine(found, effect, negated=is_negated(verb)), verb)
        return _presupposed(noun, verb, found)
    if verb.lemma_.lower() in words.sets["occurs"]:
        over = of_verb(verb)
        return over if found == "happened" else found
    return _presupposed(noun, verb, found)


def _presupposed(noun: Token, verb: Token, found: Status) -> Status | None:
    """A deed that is named, not told, is a fact where it is known (`the attack`); else it is as real as its clause."""
    if found != "happened" or _is_definite(noun):
        return found
    if any(t.i == noun.i for t in subjects_of(verb)):  # `An attack on Taiwan would cost`: only what it would do
        return None if helpers(verb) & IF_OR_PLANNED else found
    over = own_status(verb)
    return over if over is None or over == "announced" else found


def _is_definite(noun: Token) -> bool:
    if any(t.dep_ == "det" and t.lower_ in ("a", "an", "any", "another", "some") for t in noun.children):
        return False
    return noun.pos_ == "PROPN" or any(
        (t.dep_ == "det" and t.lower_ in _DEFINITE)
        or t.dep_ == "poss"
        or (t.dep_ in ("amod", "compound", "nmod") and t.text[0].isupper() and not t.is_sent_start)
        for t in noun.children
    )


def _noun_after_preposition(noun: Token, preposition: Token, found: Status) -> Status | None:
    words = status_words()
    over, word = preposition.head, preposition.lower_
    lemma = over.lemma_.lower()
    if word == "without":
        return "denied"
    if word == "of" and lemma in ("instead", "ahead"):
        return None if lemma == "instead" else combine(found, "plan")
    if over.pos_ in ("NOUN", "PROPN"):
        if word in ("of", "for", "about", "against", "to", "over", "on", "at") and lemma in words.nouns:
            if words.nouns[lemma] == "fact":
                return found
            return combine(found, words.nouns[lemma], negated=is_denied_noun(over))
        if not _is_definite(noun) and word in ("of", "for") and lemma not in words.nouns:
            return _of_noun(over) if over.i != noun.i else found
        return found
    if over.pos_ == "ADJ":
        return combine(found, words.adjectives.get(lemma, "fact")) if word in ("for", "to", "about", "of") else found
    if over.pos_ not in ("VERB", "AUX"):
        return found
    if lemma in words.sets["stops"]:
        return found
    effect = words.verbs.get(lemma)
    unknown = word in ("for", "from", "against", "of") and not _is_definite(noun)
    if (effect == "claim" and word in _ABOUT) or (effect == "nothing" and unknown):
        return combine(found, effect, negated=is_negated(over))
    if word == "for" and effect == "plan" and lemma in ("prepare", "plan", "schedule", "set", "ready"):
        return combine(found, "plan")
    if word in ("for", "over") and lemma in _WITH_REASONS:
        return found  # `to punish Moscow for its war`
    if word in words.sets["with_the_verb"] and (not _is_definite(noun) or word in ("for", "at", "in", "on", "during")):
        status = of_verb(over)
        return found if status == "denied" and _is_definite(noun) else status if found == "happened" else found
    return _presupposed(noun, over, found)
