"""Which frames of a verb its particle, its object and its mood allow: `shoot down`, `fire missiles at`."""

from collections.abc import Sequence
from itertools import takewhile

from spacy.tokens import Token

from kg.extraction.clauses import in_slot, is_passive
from kg.extraction.events.scene import Scene
from kg.extraction.triggers import Frame, triggers

_SAYING_OR_ASKING = frozenset(("suggest", "insist", "propose", "recommend"))  # by the mood of what follows


def fitting(scene: Scene, verb: Token, frames: Sequence[Frame]) -> list[Frame]:
    """Those frames whose particle and object the verb has: `shoot down`, `fire:missile at`."""
    children = [(t.dep_, t) for t in verb.children] if frames else []
    return [frame for frame in frames if _fits(scene, verb, frame, children)]


def _fits(scene: Scene, verb: Token, frame: Frame, children: Sequence[tuple[str, Token]]) -> bool:
    if frame.particle:
        if not any(t.lower_ == frame.particle for dep, t in children if dep in ("prt", "prep", "advmod", "agent")):
            return False
    elif any(dep == "prt" for dep, _ in children):
        return False
    if any(dep == "dobj" and t.lower_.endswith(("self", "selves")) for dep, t in children):
        return False
    if verb.lemma_.lower() == "blame" and verb.dep_ == "xcomp" and verb.head.lemma_ == "be":
        return False  # `is to blame` blames its subject
    if _is_naming(verb) != ("names" in frame.slots):
        return False
    if verb.lemma_ == "come" and any(dep == "nsubj" and t.lower_ == "it" for dep, t in children):
        return False  # `when it comes to China`
    if frame.kind in ("SUPPORT", "AID") and (_undoes(verb) or _only_sees(verb)):
        return False
    if frame.kind == "REQUEST" and _asks_nothing(verb, frame):
        return False
    if frame.kind == "REQUEST" and verb.lemma_.lower() in _SAYING_OR_ASKING and not _asks(verb):
        return False
    if verb.lemma_.lower() in triggers().refuses and any(
        t.dep_ == "xcomp" and t.lemma_.lower() in triggers().silent for t in verb.children
    ):
        return False  # `declined to comment` turns nobody down
    idioms = triggers().idioms.get(verb.lemma_.lower())
    if idioms and any(t.lemma_.lower() in idioms for dep, t in children if dep in ("dobj", "nsubjpass")):
        return bool(frame.objects & {t.lemma_.lower() for dep, t in children if dep in ("dobj", "nsubjpass")})
    if frame.objects:
        things = [t for dep, t in children if dep in ("dobj", "nsubjpass", "attr", "acomp", "oprd", "ccomp")]
        if verb.lemma_.lower() in triggers().empty:
            things += [n for dep, t in children if dep == "prep" for n in t.children if n.dep_ == "pobj"]
        things = [t for t in things if not any(c.lower_ in triggers().harmless and c.i < t.i for c in t.children)]
        things += [n for t in things if t.lemma_.lower() in triggers().measures for n in in_slot(t, "of")]
        things = [t for t in things if not any(c.lower_ in triggers().harmless for c in t.children)]
        words = {t.lemma_.lower() for thing in things for t in (thing, *thing.conjuncts)}
        if verb.dep_ in ("acl", "relcl"):
            words.add(verb.head.lemma_.lower())
        if "@place" in frame.objects and any(_is_place(scene, t) for t in things if t.dep_ != "pobj"):
            return True
        return bool(words & frame.objects)
    if "names" in frame.slots:
        said = {t.lemma_.lower() for t in verb.subtree if t.i > verb.i and not _is_aside(verb, t)}
        return bool(said & triggers().insults) if frame.kind == "ACCUSE" else _is_praise(said)
    return True


def _only_sees(verb: Token) -> bool:
    """`recognised the importance of talks with China`, which recognises nobody."""
    seen = verb.lemma_.lower() in triggers().acceptances
    that = any(t.dep_ == "ccomp" for t in verb.children)
    return seen and (that or any(t.lemma_.lower() in triggers().matters for t in in_slot(verb, "obj")))


def _undoes(verb: Token) -> bool:
    """`reaffirmed their commitment to the denuclearisation of North Korea`"""
    things = [n for noun in (verb, *in_slot(verb, "obj")) for n in (*in_slot(noun, "to"), *in_slot(noun, "for"), noun)]
    things += [n for t in verb.children if t.dep_ == "acomp" for n in t.subtree]  # `remain committed to`
    return any(t.lemma_.lower() in triggers().undoing for t in things)


def _asks_nothing(verb: Token, frame: Frame) -> bool:
    """`is wanted for murder`, `called his ambassador home for talks`."""
    if verb.lemma_.lower() == "refer":
        return any(t.lower_ == "you" for t in in_slot(verb, "obj"))  # `I would refer you to the prime minister`
    if verb.lemma_.lower() == "want":
        own = [t for t in verb.children if t.dep_ == "xcomp" and not any(s.dep_ == "nsubj" for s in t.children)]
        if own and not in_slot(verb, "obj"):
            return True  # `we want to work with partners`
        return is_passive(verb) or not any(t.dep_ in ("dobj", "ccomp", "xcomp", "relcl") for t in verb.children)
    return verb.lemma_.lower() == "call" and bool(frame.particle) and any(t.dep_ == "dobj" for t in verb.children)


def _is_place(scene: Scene, noun: Token) -> bool:
    reference = scene.read.at_token.get(noun.i)
    if reference is not None:
        return reference.how == "place"
    return noun.pos_ == "PROPN" and noun.ent_type_ in ("GPE", "LOC", "FAC")


def _is_aside(verb: Token, token: Token) -> bool:
    """Whether a word only says more of a noun: `the only idea that can end this bloody war`."""
    above = takewhile(lambda t: t.i != verb.i, (token, *token.ancestors))
    return any(t.dep_ in ("relcl", "acl") for t in above)


def _is_praise(said: set[str]) -> bool:
    """`a great friend`, but not `a great mistake`."""
    return bool(said & triggers().praises) and not said & triggers().insults


def _asks(verb: Token) -> bool:
    """`suggested that Kyiv wait`, `insists that it should`, but not `suggests that he is working on it`."""
    clauses = [t for t in verb.children if t.dep_ == "ccomp"]
    return not clauses or any(
        any(c.lower_ in ("should", "must") for c in t.children)
        or (t.tag_ == "VB" and not any(c.tag_ == "MD" for c in t.children))
        for t in clauses
    )


def _is_naming(verb: Token) -> bool:
    """`called Kyiv a friend`, `regards the visit as a provocation`: it says what the object is."""
    if verb.lemma_.lower() not in triggers().naming:
        return False
    objects = [t for t in verb.children if t.dep_ in ("dobj", "oprd", "attr", "ccomp")]
    as_ = any(t.lower_ == "as" and t.dep_ == "prep" for t in verb.children)
    named = any(t.dep_ == "appos" and _names_bad_or_good(t) for o in objects for t in o.children)
    return len(objects) > 1 or any(t.dep_ in ("oprd", "attr", "ccomp") for t in objects) or as_ or named


def _names_bad_or_good(noun: Token) -> bool:
    names = triggers().insults | triggers().praises
    return noun.lemma_.lower() in names and any(t.dep_ in ("det", "poss") for t in noun.children)
