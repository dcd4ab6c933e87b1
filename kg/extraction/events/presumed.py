"""The party that a sentence leaves out: whose deed `the strike` is, whom `rejected it` answers, who is spoken of."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Token

from kg.extraction.annotations import Reference
from kg.extraction.clauses import (
    acts_for_owner,
    agents,
    clause_verb,
    in_slot,
    is_passive,
    is_person,
    is_subject,
    owners_of,
    subjects,
)
from kg.extraction.events.scene import Scene
from kg.extraction.events.story import REACH
from kg.extraction.triggers import Frame, triggers

_CONFIDENCE = 0.6
_FADING = 0.6  # weight of a name for each sentence further back
_SUBJECT = 1.5  # weight of a name that is the subject of its clause
_CLEAR = 2.0  # how much more one party must be spoken of than the next to be the one meant
_DEEDS = frozenset(("ASSAULT", "COERCE", "SANCTION", "MOBILIZE", "THREATEN"))  # may repay what was done before
_KIND = frozenset(("AID", "SUPPORT", "CONCEDE"))
_MATERIAL = frozenset(("ASSAULT", "COERCE", "SANCTION", "MOBILIZE", "AID", "CONCEDE"))
_NEAR, _FAR = 0.85, 0.05  # weight of a sentence of the article for each one between, and of any at all
_APART = 0.3  # weight of a sentence that does not name the party whose opposite is sought
_SHARE = 0.55  # of the weight of the first three that the opposite must have
_FOREIGN = frozenset(("SANCTION", "ASSAULT"))  # kinds that are done to people of others
_ADDRESSED = frozenset(("ACCUSE", "REQUEST"))
_TO_MANY = frozenset(("REQUEST", "SUPPORT"))  # kinds that are often said to everybody
_THINGS = frozenset(("it", "this", "that", "what", "which"))


def other_party(scene: Scene, verb: Token, frame: Frame, sources: Sequence[Reference]) -> list[Reference]:
    """To whom `sources` do it, where the verb's own places do not say so; empty where that is not clear.

    Whom they answer; else the next party that the sentence names (`condemned the deportations ordered by Washington`);
    else whom the last sentences or the article set against them.
    """
    found: list[Reference] = []
    if verb.lemma_.lower() in triggers().answers:
        noun = next(iter(in_slot(verb, "obj")), None)
        found = _told_in_apposition(scene, verb, sources) or answered(scene, sources, noun)
        if not found and verb.lemma_.lower() == "deny":
            found = _accused_of_harming(scene, sources)
    if found or not _takes_object(frame) or _done_to_somebody(scene, verb) or _denies(verb):
        return found
    people = [n for slot in frame.slots for n in in_slot(verb, slot) if acts_for_owner(n) or is_person(n)]
    if not people and verb.lemma_.lower() in triggers().commanding:
        return found  # `ordered an inquiry`, `released figures`
    if frame.kind in _MATERIAL and not frame.objects and not (in_slot(verb, "obj") or is_passive(verb)):
        return found  # `has been sheltering there`
    within = frame.kind in _ADDRESSED and not people  # further on in the sentence is whom it speaks of
    found = _named_after(scene, verb, people, scene.sides(sources), within=within)
    if people and frame.kind not in _FOREIGN:
        return found  # `arrested a blogger`, who may be of one's own
    if found or (frame.kind in _KIND and verb.dep_ == "pcomp"):
        return found  # `accused it of arming rebels` speaks of no kindness to whoever says so
    if frame.kind in _TO_MANY or verb.lemma_.lower() in triggers().guarded:
        return []  # `urged restraint`, `defended the decision`: of whom, and whose
    if frame.kind in _DEEDS:
        found = answered(scene, sources, None)
    return found or spoken_of(scene, sources) or opposite(scene, sources)


def _told_in_apposition(scene: Scene, verb: Token, sources: Sequence[Reference]) -> list[Reference]:
    """Who says what a noun beside the clause sums up: `Ali ruled that out, a position that Gil dismissed`."""
    noun = verb.head
    if verb.dep_ != "relcl" or noun.dep_ not in ("appos", "npadvmod"):
        return []
    return scene.named(subjects(clause_verb(noun.head)), acting=True, apart=scene.sides(sources))


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
    others = [d for d in scene.story.backwards() if not scene.sides(d.sources) & mine]
    near = (d for d in others if d.kind in kinds and scene.story.is_near(d))
    deed = next((d for d in others if noun.lemma_.lower() in d.nouns), None) or next(near, None)
    return _again(deed.sources) if deed is not None else []


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
        for side, reference in _others(scene, scene.story.named[scene.story.sentence - distance], mine):
            weight = _FADING**distance * (_SUBJECT if is_subject(scene.doc[reference.head]) else 1.0)
            weights[side] = weights.get(side, 0) + weight
            last.setdefault(side, reference)
    ranked = sorted(weights, key=lambda side: -weights[side])
    if not ranked or (len(ranked) > 1 and weights[ranked[0]] < _CLEAR * weights[ranked[1]]):
        return []
    return [_standing_for(last[ranked[0]], ranked[0])]


def opposite(scene: Scene, sources: Sequence[Reference]) -> list[Reference]:
    """The party that the whole article sets against `sources`: named in the same sentences, and near here.

    Empty where it has no more than its share of these sentences.
    """
    mine = scene.sides(sources)
    weights: dict[str, float] = {}
    last: dict[str, Reference] = {}
    for number, named in enumerate(scene.story.named):
        near = _NEAR ** abs(scene.story.sentence - number) + _FAR
        weight = near * (1.0 if any(scene.sides([r]) & mine for r in named) else _APART)
        for side, reference in _others(scene, named, mine):
            weights[side] = weights.get(side, 0) + weight
            last[side] = reference
    ranked = sorted(weights, key=lambda side: -weights[side])
    if not ranked or weights[ranked[0]] < _SHARE * sum(weights[side] for side in ranked[:3]):
        return []
    return [_standing_for(last[ranked[0]], ranked[0])]


def _others(scene: Scene, named: Sequence[Reference], mine: set[str]) -> Iterator[tuple[str, Reference]]:
    """The states and bodies for which references stand or act, without those of one side."""
    for reference in named:
        sides = scene.sides([reference])
        if len(reference.entities) != 1 or sides & mine:
            continue
        side = next((s for s in sides if s.startswith("state:")), reference.entities[0])
        if side.split(":")[0] in ("state", "alliance", "organization"):
            yield side, reference


def _standing_for(reference: Reference, side: str) -> Reference:
    return Reference(reference.start, reference.end, reference.head, (side,), "definite", None, _CONFIDENCE)


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


def _takes_object(frame: Frame) -> bool:
    """Whether the verb tells the deed without its other party: `rejected it`, `warned that`, but not `wrote to`."""
    return frame.kind != "RETREAT" and bool(frame.objects or {"obj", "that", "names"} & set(frame.slots))


def _denies(verb: Token) -> bool:
    """`denied attacking Israel`: whoever is named below is the victim."""
    return verb.lemma_.lower() in triggers().answers and any(t.dep_ in ("xcomp", "ccomp") for t in verb.children)


def _done_to_somebody(scene: Scene, verb: Token) -> bool:
    """Whether the object is a pronoun or a name of which nobody knows whom it means: `accused them`, `the West`."""
    unknown = (t for t in in_slot(verb, "obj") if t.pos_ in ("PRON", "PROPN") and t.i not in scene.read.at_token)
    return any(t.lower_ not in _THINGS for t in unknown)


def _named_after(scene: Scene, verb: Token, people: Sequence[Token], own: set[str], *, within: bool) -> list[Reference]:
    """The first party that is named after a verb: below it in the parse, else in the rest of the sentence, where it
    need not be `within`.

    Where it is done to people who act for somebody, only what belongs to them: `accused the officers who hold Bazoum`.
    """
    saying = {i for above in verb.ancestors for s in subjects(above) for i in range(s.left_edge.i, s.right_edge.i + 1)}
    ends = [n.right_edge.i + 1 for n in people] or [verb.right_edge.i + 1, *([] if within else [verb.sent.end])]
    for i in (i for end in ends for i in range(verb.i + 1, end)):
        reference = scene.read.at_token.get(i)
        if reference is None or reference.how == "place" or i in saying:
            continue  # `welcomed the step, his spokesman said`
        if not scene.sides([reference]) & own:
            return [reference]
    return []


def _again(references: Sequence[Reference]) -> list[Reference]:
    return [replace(r, confidence=min(r.confidence, _CONFIDENCE)) for r in references]
