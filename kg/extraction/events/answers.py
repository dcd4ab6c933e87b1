"""What was told before and is spoken of again: whose deed `the strike` is, whom `rejected it` answers."""

from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Token

from kg.extraction.annotations import Reference
from kg.extraction.clauses import (
    agents,
    in_slot,
    owners_of,
    subjects,
)
from kg.extraction.events.scene import Scene
from kg.extraction.events.story import REACH
from kg.extraction.triggers import triggers

_CONFIDENCE = 0.6
_SAID = frozenset(("REQUEST", "ACCUSE", "THREATEN"))  # is answered
_MEASURES = frozenset(("sanction", "tariff", "duty", "levy", "tax", "ban", "embargo", "restriction", "measure", "curb"))
_COURTS = ("court", "tribunal", "icc", "icj", "pca", "echr", "ecj")  # in the identifiers of those that rule


def doer_of(scene: Scene, noun: Token, critic: Sequence[Reference]) -> list[Reference]:
    """Whose deed a noun names: `Israel's strikes on Iran`, `the strikes` told before; empty where nobody is known.

    `critic` are those who speak of it, who do not mean a deed of their own.
    """
    of = in_slot(noun, "of") if noun.lemma_.lower() in triggers().words_of else []  # `the decision of ECOWAS`
    own = scene.named((*owners_of(noun), *in_slot(noun, "between"), *of))
    if not own:
        by = [n for t in noun.children if t.lower_ == "by" for n in t.children]
        by += [s for t in noun.children if t.dep_ == "relcl" for s in subjects(t) if s.i != noun.i]
        by += [a for t in noun.children if t.dep_ == "acl" for a in agents(t)]
        own = scene.named(by)
    mine = scene.sides(critic)
    if own and (theirs := [r for r in own if not scene.sides([r]) & mine]):
        return theirs
    others = [d for d in scene.story.backwards() if not scene.sides(d.sources) & mine]
    named = next((d for d in others if noun.lemma_.lower() in d.nouns), None)
    if named is None and noun.lemma_.lower() in triggers().rulings:
        return [c for c in _court(scene, noun) if not scene.sides([c]) & mine]
    if own:
        return own
    kinds = triggers().deeds.get(noun.lemma_.lower(), frozenset())
    fitting = [d for d in others if d.kind in kinds]
    near = next((d for d in fitting if scene.story.is_near(d)), None)
    opening = next((d for d in reversed(fitting) if d.sentence <= REACH), None)
    deed = named or near or opening
    return _again(deed.sources) if deed is not None else []


def _court(scene: Scene, ruling: Token) -> list[Reference]:
    """The court that the text named last before a ruling, or whose the words after it say that it is."""
    if of := scene.named(in_slot(ruling, "of")):
        return of
    sentences = scene.story.named[scene.story.sentence :: -1]
    named = (r for sentence in sentences for r in sentence if r.start < ruling.i and len(r.entities) == 1)
    court = next((r for r in named if _is_court(r.entities[0])), None)
    return _again([court]) if court is not None else []


def _is_court(entity: str) -> bool:
    return entity.startswith("organization:") and any(word in entity for word in _COURTS)


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


def suspects(scene: Scene, targets: Sequence[Reference]) -> list[Reference]:
    """Who did what a passive tells without saying who: whoever the article last told to hurt the same side."""
    hurt = scene.sides(targets)
    for deed in scene.story.recent():
        if deed.kind in ("ASSAULT", "COERCE") and scene.sides(deed.targets) & hurt:
            return list(deed.sources)
    return []


def assailant(scene: Scene, owners: Sequence[Reference], targets: Sequence[Reference]) -> list[Reference]:
    """Whose `its aggression against Ukraine` is: of `owners` if the article told that they attacked it, or nobody did;
    else of whoever did."""
    hurt = scene.sides(targets)
    deeds = [d for d in scene.story.backwards() if d.kind == "ASSAULT" and scene.sides(d.targets) & hurt]
    mine = scene.sides(owners)
    if not deeds or any(scene.sides(d.sources) & mine for d in deeds):
        return list(owners)
    return _again(deeds[0].sources)


def accused_of_harming(scene: Scene, speaker: Sequence[Reference]) -> list[Reference]:
    """To whom somebody who denies a deed of his own is said to have done it."""
    mine = scene.sides(speaker)
    for deed in scene.story.recent():
        if scene.sides(deed.sources) & mine and deed.targets and not scene.sides(deed.targets) & mine:
            return _again(deed.targets)
    return []


def just_asked(scene: Scene, speaker: Sequence[Reference], noun: Token | None) -> list[Reference]:
    """Who said what is turned down right after it, to whomever: `Kyiv demanded it; the alliance refused`."""
    kinds = triggers().deeds.get(noun.lemma_.lower(), frozenset()) if noun is not None else _SAID
    mine = scene.sides(speaker)
    last = next(iter(scene.story.recent()), None)
    if last is None or scene.story.sentence - last.sentence > 1 or last.kind not in kinds & _SAID:
        return []
    if noun is None and last.kind != "REQUEST":
        return []  # `denied it`: nobody says that the charge before was meant
    return [] if scene.sides(last.sources) & mine else _again(last.sources)


def relieved(scene: Scene, verb: Token, sources: Sequence[Reference]) -> list[Reference]:
    """Whom the end of a measure spares: those on whom the sentence or the text before says that it was imposed.

    `shelved the taxes he had put on Mexico`; `imposed sanctions on Iran and lifted them a year later`.
    """
    mine = scene.sides(sources)
    measures = in_slot(verb, "obj")
    imposed = [t for n in measures for t in n.children if t.dep_ in ("relcl", "acl")]
    named = scene.named((n for t in imposed for slot in ("on", "against") for n in in_slot(t, slot)), apart=mine)
    if named or not any(n.lower_ in ("it", "them") or n.lemma_.lower() in _MEASURES for n in measures):
        return named
    own = (d for d in scene.story.recent() if d.kind == "SANCTION" and scene.sides(d.sources) & mine)
    return next((_again(d.targets) for d in own if d.targets), [])


def _again(references: Sequence[Reference]) -> list[Reference]:
    return [replace(r, confidence=min(r.confidence, _CONFIDENCE)) for r in references]
