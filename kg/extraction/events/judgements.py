"""What somebody says of another by what he says the other is or must do: `said Israel was a terrorist state`."""

from spacy.tokens import Token

from kg.extraction.annotations import Annotations, Reference
from kg.extraction.clauses import in_slot, subjects
from kg.extraction.events.parties import Parties
from kg.extraction.events.presumed import answered, spoken_of
from kg.extraction.events.scene import Scene
from kg.extraction.triggers import triggers
from kg.reference.world import world

_OUGHT = frozenset(("must", "should"))
_COMING = frozenset(("will", "would", "'ll", "shall", "must"))
_IF = frozenset(("would", "could", "might"))
_TOPICS = frozenset(("issue", "question", "topic", "matter", "moment", "time"))  # to call them bad blames nobody
_IS = frozenset(("be", "pose", "constitute", "represent", "become", "remain", "amount"))


def judgement(scene: Scene, verb: Token) -> tuple[str, Parties] | None:
    """REQUEST where a speaker says what another party must do, ACCUSE where he says that it is something bad, THREATEN
    where he says what it will suffer."""
    speaker = scene.read.speaker_of.get(verb.i)
    if speaker is None:
        return None
    ought = any(t.dep_ == "aux" and t.lower_ in _OUGHT for t in verb.children) or _has_to(verb)
    suffers = any(verb.lemma_.lower() == lemma and _with(verb, nouns) for lemma, nouns in triggers().reckonings)
    kind = "THREATEN" if suffers else "REQUEST" if ought else "ACCUSE" if _is_bad(verb) else None
    if kind is None:
        return None
    source = _speaking(scene.read, verb, speaker)
    if suffers:
        warned = scene.named(subjects(verb), apart=scene.sides([source]))
        warned = warned or answered(scene, [source], None) or spoken_of(scene, [source])
        return (kind, Parties((source,), tuple(warned), 0.6, granted=True, judged=True)) if warned else None
    judged = scene.named(subjects(verb), acting=ought)
    targets = [r for r in judged if not scene.sides([r]) & scene.sides([source])]
    return (kind, Parties((source,), tuple(targets), 0.6, granted=True, judged=True)) if targets else None


def _with(verb: Token, nouns: frozenset[str]) -> bool:
    """`will pay a price`, `would be met with force`: what is still to come, of one of those nouns."""
    if not any(t.dep_ == "aux" and t.lower_ in _COMING for t in verb.children):
        return False
    return any(n.lemma_.lower() in nouns for slot in ("obj", "with", "of") for n in in_slot(verb, slot))


def _has_to(verb: Token) -> bool:
    """`has to open the border`, `needs to stop`."""
    to = (t for t in verb.children if t.dep_ == "xcomp" and any(c.lower_ == "to" for c in t.children))
    return verb.lemma_.lower() in ("have", "need", "ought") and next(to, None) is not None


def _is_bad(verb: Token) -> bool:
    """`is a threat`, `poses a danger`, `was unacceptable`, `was stealing secrets`."""
    if verb.lemma_.lower() in triggers().misdeeds and not any(t.dep_ == "neg" for t in verb.children):
        return True
    if verb.lemma_.lower() not in _IS or any(t.dep_ == "neg" or t.lower_ in _IF for t in verb.children):
        return False
    said = [t for t in verb.children if t.dep_ in ("attr", "acomp", "dobj", "oprd")]
    said += [n for t in verb.children if t.dep_ == "prep" and t.lower_ in ("in", "to") for n in t.children]
    said += [t for n in said if n.lemma_ not in _TOPICS for t in n.children if t.dep_ in ("amod", "compound")]
    return any(t.lemma_.lower() in triggers().insults for t in said)


def _speaking(read: Annotations, verb: Token, speaker: str) -> Reference:
    figure, body = read.cast.figures.get(speaker), world().bodies.get(speaker)
    who = body.state if body is not None and body.acts and body.state else speaker  # the White House is Washington
    return Reference(verb.i, verb.i, verb.i, (who,), "name", figure.state if figure else None)
