"""What an adjective says of one party towards another: `is grateful to`, `critical of`, `is opposed to`."""

from spacy.tokens import Token

from kg.extraction.clauses import clause_verb, in_slot, subjects
from kg.extraction.events.answers import doer_of
from kg.extraction.events.parties import Parties, complete
from kg.extraction.events.scene import Scene
from kg.extraction.triggers import Frame, triggers


def parties_of_adjective(scene: Scene, adjective: Token, frame: Frame) -> Parties | None:
    """Of whom it is said, and who stands after its preposition; None where one of them is missing."""
    head = adjective.head
    if adjective.pos_ == "VERB":  # `is opposed to`, which the tagger takes for a passive
        said_of = subjects(adjective) or (subjects(head) if adjective.dep_ == "oprd" else [])  # `calls itself worried`
    elif adjective.dep_ in ("acomp", "oprd", "attr", "conj") and head.pos_ in ("VERB", "AUX", "ADJ"):
        said_of = subjects(clause_verb(adjective) if adjective.dep_ == "conj" else head)
    elif adjective.dep_ in ("amod", "appos", "acl", "advcl"):
        said_of = [head]
    else:
        return None
    if frame.kind == "SUPPORT" and any(t.lemma_.lower() in triggers().undoing for t in adjective.subtree):
        return None  # `committed to the disarmament of`
    sources = scene.named(said_of, acting=True)
    own = scene.sides(sources)
    slots = (scene.named(in_slot(adjective, slot), apart=own) for slot in frame.slots)
    targets = next((found for found in slots if found), [])
    if not targets and frame.kind == "ACCUSE":  # `alarmed by the strike`
        deeds = (n for slot in frame.slots for n in in_slot(adjective, slot) if n.lemma_.lower() in triggers().deeds)
        targets = [r for noun in deeds for r in doer_of(scene, noun, sources)]
    return complete(frame.kind, sources, targets, 0.7) if targets else None
