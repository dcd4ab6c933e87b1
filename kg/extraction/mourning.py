"""Who in a text is dead, and where it speaks of the dead: `the late king`, `paid tribute to him`, `her funeral`."""

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from kg.extraction.annotations import Annotations
from kg.extraction.clauses import in_slot, is_passive, owners_of, subjects
from kg.extraction.coreference_words import coreference_words
from kg.extraction.search import tokens_with


def the_dead(doc: Doc, read: Annotations, before: int) -> set[str]:
    """The people of whom the text has said before a token that they are dead."""
    return {
        r.entities[0]
        for token in _dying(doc, before)
        if (r := read.at_token.get(token.i)) is not None and r.how != "pronoun" and r.entities[0] in read.cast.figures
    }


def _dying(doc: Doc, before: int) -> Iterator[Token]:
    """The names of who dies, is killed or buried, and those after `late`."""
    words = coreference_words()
    for i in tokens_with(doc, "lemma", words["dying"] | words["killing"] | words["mourned"] | {"late"}):
        token = doc[i]
        if i >= before:
            return
        if token.pos_ == "VERB":
            passive = is_passive(token)
            if token.lemma_ in words["dying"] or (passive and token.lemma_ in words["killing"]):
                yield from subjects(token)
            elif token.lemma_ in words["killing"]:
                yield from in_slot(token, "obj")
        elif token.pos_ == "NOUN" and token.lemma_ in words["mourned"]:
            yield from (*owners_of(token), *in_slot(token, "of"))
        elif token.lower_ == "late" and token.dep_ == "amod":
            yield token.head


def is_of_the_dead(pronoun: Token) -> bool:
    """Whether what is said around a pronoun is said of somebody dead."""
    words, head = coreference_words(), pronoun.head
    if pronoun.dep_ == "poss":
        return head.lemma_ in words["mourned"]
    if pronoun.dep_ == "dobj":
        return head.lemma_ in words["mourning"] | words["killing"]
    if pronoun.dep_ == "pobj":
        if head.lower_ not in ("to", "of", "for"):
            return False
        paid = [t.lemma_ for t in in_slot(head.head, "obj")] if head.head.pos_ == "VERB" else []
        return any(word in words["mourning"] for word in (head.head.lemma_, *paid))
    return pronoun.dep_ == "nsubjpass" and head.lemma_ in words["killing"] | words["mourning"]
