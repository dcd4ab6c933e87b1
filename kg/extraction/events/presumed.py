"""The party that a sentence leaves out: whose deed `the strike` is, whom `rejected it` answers, who is spoken of."""

from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Token

from kg.extraction.annotations import Reference
from kg.extraction.clauses import acts_for_owner, agents, clause_verb, in_slot, is_subject, owners_of, subjects
from kg.extraction.events.scene import Scene
from kg.extraction.events.story import REACH
from kg.extraction.triggers import Frame, triggers

_CONFIDENCE = 0.6
_FADING = 0.6  # weight of a name for each sentence further back
_SUBJECT = 1.5  # weight of a name that is the subject of its clause
_CLEAR = 2.0  # how much more one party must be spoken of than the next to be the one meant
_DEEDS = frozenset(("ASSAULT", "COERCE", "SANCTION", "MOBILIZE", "AID", "THREATEN"))  # always done to somebody


def other_party(scene: Scene, verb: Token, frame: Frame, sources: Sequence[Reference]) -> list[Reference]:
    """To whom `sources` do it, where the verb's own places do not say so; empty where that is not clear."""
    found: list[Reference] = []
    if verb.lemma_.lower() in triggers().answers:
        noun = next(iter(in_slot(verb, "obj")), None)
        found = answered(scene, sources, noun)
        if not found and verb.lemma_.lower() == "deny":
            found = _accused_of_harming(scene, sources)
    if not found and _names_another(scene, verb, frame):
        found = _in_clause(scene, verb, scene.sides(sources))
    if not found and frame.kind in _DEEDS and _is_done(verb, frame):
        if frame.kind != "AID":
            found = answered(scene, sources, None)
        found = found or spoken_of(scene, sources)
    return found


def doer_of(scene: Scene, noun: Token, critic: Sequence[Reference]) -> list[Reference]:
    """Whose deed a noun names: `Israel's strikes on Iran`, `the strikes` told before; empty where nobody is known.

    `critic` are those who speak of it, who do not mean a deed of their own.
    """
    own = scene.named((*owners_of(noun), *in_slot(noun, "between")))
    if not own:
        by = [n for t in noun.children if t.lower_ == "by" for n in t.children]
        by += [s for t in noun.children if t.dep_ == "relcl" for s in subjects(t) if s.i != noun.i]
        by += [a for t in noun.children if t.dep_ == "acl" for a in agents(t)]
        own = scene.named(by)
    if own:
        return own
    kinds = triggers().deeds.get(noun.lemma_.lower(), frozenset())
    mine = scene.sides(critic)
    for deed in scene.story.recent():
        if deed.kind in kinds and not scene.sides(deed.sources) & mine:
            return _again(deed.sources)
    return []


def answered(scene: Scene, speaker: Sequence[Reference], noun: Token | None) -> list[Reference]:
    """Whom somebody answers who `rejects it`, `denies the charge` or `retaliates`: who last turned to his side.

    `noun` is what he rejects, where it is named; it says which deeds can be meant.
    """
    kinds = triggers().deeds.get(noun.lemma_.lower()) if noun is not None else None
    mine = scene.sides(speaker)
    for deed in scene.story.recent():
        if kinds is not None and deed.kind not in kinds:
            continue
        if scene.sides(deed.targets) & mine and not scene.sides(deed.sources) & mine:
            return _again(deed.sources)
    return []


def kind_answered(scene: Scene, sources: Sequence[Reference], targets: Sequence[Reference]) -> str | None:
    """What `targets` last did to `sources`: the kind of deed by which these retaliate."""
    mine, theirs = scene.sides(sources), scene.sides(targets)
    deeds = (d for d in scene.story.recent() if scene.sides(d.targets) & mine and scene.sides(d.sources) & theirs)
    return next((d.kind for d in deeds if d.kind in ("SANCTION", "ASSAULT", "COERCE")), None)


def spoken_of(scene: Scene, sources: Sequence[Reference]) -> list[Reference]:
    """The other party that the last sentences are about: Niger in `Nigeria has cut off the electricity`.

    Empty where two are spoken of alike.
    """
    mine = scene.sides(sources)
    weights: dict[str, float] = {}
    last: dict[str, Reference] = {}
    for distance in range(min(REACH, scene.story.sentence + 1)):
        for reference in scene.story.named[scene.story.sentence - distance]:
            sides = scene.sides([reference])
            if len(reference.entities) != 1 or sides & mine:
                continue
            side = next((s for s in sides if s.startswith("state:")), reference.entities[0])
            if side.split(":")[0] in ("state", "alliance", "organization"):
                weight = _FADING**distance * (_SUBJECT if is_subject(scene.doc[reference.head]) else 1.0)
                weights[side] = weights.get(side, 0) + weight
                last.setdefault(side, reference)
    ranked = sorted(weights, key=lambda side: -weights[side])
    if not ranked or (len(ranked) > 1 and weights[ranked[0]] < _CLEAR * weights[ranked[1]]):
        return []
    found = last[ranked[0]]
    return [Reference(found.start, found.end, found.head, (ranked[0],), "definite", None, _CONFIDENCE)]


def suspects(scene: Scene, targets: Sequence[Reference]) -> list[Reference]:
    """Who did what a passive tells without saying who: whoever the article last told to hurt the same side."""
    hurt = scene.sides(targets)
    for deed in scene.story.recent():
        if deed.kind in ("ASSAULT", "COERCE") and scene.sides(deed.targets) & hurt:
            return list(deed.sources)
    return []


def _accused_of_harming(scene: Scene, speaker: Sequence[Reference]) -> list[Reference]:
    """To whom somebody who denies a deed of his own is said to have done it."""
    mine = scene.sides(speaker)
    for deed in scene.story.recent():
        if scene.sides(deed.sources) & mine and deed.targets and not scene.sides(deed.targets) & mine:
            return _again(deed.targets)
    return []


def _names_another(scene: Scene, verb: Token, frame: Frame) -> bool:
    """Whether whoever else the clause names is the other party: not who stands `between` two, nor the victim of the
    strikes that are condemned."""
    objects = in_slot(verb, "obj")
    victims = frame.kind == "ACCUSE" and any(t.lemma_.lower() in triggers().deeds for t in objects)
    follows = verb.i + 1 in scene.read.at_token  # the object, whatever the parser makes of it
    return bool(frame.objects or objects or follows) and not victims


def _in_clause(scene: Scene, verb: Token, own: set[str]) -> list[Reference]:
    """The first party after a verb in its own clause: `published a list of American goods`."""
    for token in verb.doc[verb.i + 1 : verb.right_edge.i + 1]:
        reference = scene.read.at_token.get(token.i)
        if reference is None or reference.how == "place" or scene.sides([reference]) & own:
            continue
        if clause_verb(token) == verb:
            return [reference]
    return []


def _is_done(verb: Token, frame: Frame) -> bool:
    """Whether verb and object tell the deed although nobody is named to whom it is done: `shot down 29 drones`."""
    objects = in_slot(verb, "obj")
    said = [n for slot in frame.slots for n in in_slot(verb, slot)]
    if any(t.pos_ == "PRON" or acts_for_owner(t) for t in (*objects, *said)):
        return False  # somebody, only not known who
    return bool(frame.objects)


def _again(references: Sequence[Reference]) -> list[Reference]:
    return [replace(r, confidence=min(r.confidence, _CONFIDENCE)) for r in references]
