"""What an adjective says of one party towards another: `is grateful to`, `critical of`, `is opposed to`."""

from spacy.tokens import Token

from kg.extraction.clauses import clause_verb, in_slot, subjects
from kg.extraction.events.parties import Parties, complete
from kg.extraction.events.scene import Scene
from kg.extraction.triggers import Frame


def parties_of_adjective(scene: Scene, adjective: Token, frame: Frame) -> Parties | None:
    """Of whom it is said, and who stands after its preposition; None where one of them is missing."""
    head = adjective.head
    if adjective.pos_ == "VERB":  # `is opposed to`, which the tagger takes for a passive
        said_of = subjects(adjective)
    elif adjective.dep_ in ("acomp", "oprd", "attr", "conj") and head.pos_ in ("VERB", "AUX", "ADJ"):
        said_of = subjects(clause_verb(adjective) if adjective.dep_ == "conj" else head)
    elif adjective.dep_ in ("amod", "appos", "acl", "advcl"):
        said_of = [head]
    else:
        return None
    sources = scene.named(said_of, acting=True)
    own = scene.sides(sources)
    slots = (scene.named(in_slot(adjective, slot), apart=own) for slot in frame.slots)
    return complete(frame.kind, sources, next((found for found in slots if found), []), 0.7)
