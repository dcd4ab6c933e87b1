"""Whom a noun phrase makes the speaker: the one it names, for whom a spokesman speaks, or whose statement it is."""

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from kg.extraction.annotations import Annotations, Reference
from kg.extraction.clauses import agents
from kg.extraction.speech import speech_words
from kg.extraction.titles import title_words
from kg.reference.world import world

_OWNING = ("poss", "amod", "compound", "nmod", "appos")
_OF = ("for", "of", "from", "by", "with")
_IN = ("in", "at", "near")
_DEPTH = 3
_UNION = "alliance:eu"  # officials in Brussels


@dataclass(frozen=True, slots=True)
class Speaker:
    """`entity` is None for somebody whom nothing names (`residents`); `press` only passes on what others say.

    `again` is one who must have been named before: `he`, `it`, `the ministry`, `the statement`.
    """

    entity: str | None
    press: bool = False
    again: bool = False


def speaker_in(read: Annotations, noun: Token) -> Speaker:
    """Who speaks where `noun` is the subject of a verb of speech."""
    reference = read.at_token.get(noun.i) or _called(read, noun)
    if reference is not None and noun.lower_ == "we" and len(reference.entities) > 1:
        return Speaker(None)  # all who sign say it, nobody more than the others
    if reference is not None and _is_any(reference, noun) and reference.state:
        return Speaker(reference.state)  # `a German government spokeswoman`: not who holds that office
    if reference is not None:
        named = entity_of(reference)
        titled = noun.lemma_.lower() in title_words().last_words
        if titled and reference.how == "definite" and named.startswith("state:"):
            return Speaker(named, again=True)  # `the general`: rather somebody who has spoken
        press = is_press(named) or (not named.startswith("person:") and _says_press(noun))
        return Speaker(named, press)
    lemma = noun.lemma_.lower()
    if lemma in speech_words().private:
        return Speaker(None)
    entity = _owner(read, noun, _DEPTH)
    if entity is None and _stands_for_known(noun):
        return Speaker(None, again=True)
    return Speaker(entity, entity is not None and (_says_press(noun) or is_press(entity)))


def _is_any(reference: Reference, noun: Token) -> bool:
    """Whether a voice is one of several that nobody names."""
    voice = reference.how == "office" and noun.lemma_.lower() in speech_words().voices
    return voice and any(t.lower_ in ("a", "an", "another") for t in noun.children)


def _stands_for_known(noun: Token) -> bool:
    words = speech_words()
    if noun.pos_ == "PRON":
        return noun.lower_ in ("he", "she", "it", "they")
    if noun.tag_ == "NNP":
        return False  # `the Washington Post`
    lemma = noun.lemma_.lower()
    known = lemma in words.voices | words.texts | words.cabinets or lemma in title_words().last_words
    return known and any(t.lower_ == "the" for t in noun.children)


def entity_of(reference: Reference) -> str:
    """The speaker that a reference stands for: of a group the first, of a capital its state, of a seat itself."""
    first = reference.entities[0]
    if first.startswith("place:") and reference.state:
        return reference.state
    body = world().bodies.get(reference.body or "")
    return body.id if body is not None and body.acts == "seat" else first


def is_press(entity: str) -> bool:
    return entity.partition(":")[2] in speech_words().media_names


def _says_press(noun: Token) -> bool:
    return noun.lemma_.lower() in speech_words().media


def _called(read: Annotations, noun: Token) -> Reference | None:
    """The name beside a noun: `the head of Gazprom, Alexei Miller`, `news agency TASS`."""
    for token in noun.subtree:
        beside = token.dep_ == "appos" and token.i > noun.i and not _in_relative_clause(token, noun)
        reference = read.at_token.get(token.i) if beside else None
        if reference is None or reference.how != "name" or token.i != reference.head:
            continue
        if token.head.i == noun.i or reference.entities[0].startswith("person:"):
            return reference
    return None


def _in_relative_clause(token: Token, noun: Token) -> bool:
    while token.i != noun.i:
        if token.dep_ in ("relcl", "acl"):
            return True
        token = token.head
    return False


def _owner(read: Annotations, noun: Token, depth: int) -> str | None:
    """Whose spokesman, statement, ministry or official it is."""
    words = speech_words()
    lemma = noun.lemma_.lower()
    for token in _owning(noun):
        reference = read.at_token.get(token.i)
        if reference is None:
            continue
        entity = entity_of(reference)
        if entity.startswith("person:") and (lemma in words.cabinets or lemma in title_words().last_words):
            entity = reference.state or entity  # `Her foreign minister`
        if not entity.startswith("person:") or lemma in words.voices | words.texts | words.claims | words.words:
            return entity
    if depth == 0:
        return None
    if lemma in words.texts:  # `a statement signed by`
        for signer in (n for t in noun.children if t.dep_ == "acl" for n in agents(t)):
            if (reference := read.at_token.get(signer.i)) is not None:
                return entity_of(reference)
    for preposition in noun.children:
        if preposition.dep_ in ("prep", "agent") and preposition.lower_ in (*_OF, *_IN):
            for inner in preposition.children:
                if inner.dep_ == "pobj" and (found := _in_phrase(read, inner, lemma, preposition.lower_, depth)):
                    return found
    for token in noun.children:
        further = token.dep_ in _OWNING and token.pos_ in ("NOUN", "PROPN") and token.i not in read.at_token
        if further and (found := _owner(read, token, depth - 1)):
            return found
    return None


def _owning(noun: Token) -> Iterator[Token]:
    for token in noun.children:
        if token.dep_ in _OWNING:
            yield token
            yield from (t for t in token.children if t.dep_ in ("amod", "compound", "nmod") and token.dep_ != "appos")


def _in_phrase(read: Annotations, noun: Token, over: str, preposition: str, depth: int) -> str | None:
    reference = read.at_token.get(noun.i)
    if reference is None:
        return _owner(read, noun, depth - 1)
    entity = entity_of(reference)
    words = speech_words()
    if entity.startswith("person:") and over not in words.voices | words.texts | words.claims:
        return None
    if preposition in _IN and not entity.startswith("state:"):
        return None
    return _UNION if reference.entities[0] == "place:brussels" else entity
