"""The party that a sentence leaves out: whose deed `the strike` is, whom `rejected it` answers, who is spoken of."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import takewhile

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
    is_under,
    owners_of,
    subjects,
)
from kg.extraction.events.parties import HURTING
from kg.extraction.events.scene import Scene
from kg.extraction.events.story import REACH
from kg.extraction.triggers import Frame, triggers

_CONFIDENCE = 0.6
_FADING = 0.6  # weight of a name for each sentence further back
_SUBJECT = 1.5  # weight of a name that is the subject of its clause
_CLEAR = 2.0  # how much more one party must be spoken of than the next to be the one meant
_DEEDS = frozenset(("ASSAULT", "COERCE", "SANCTION", "MOBILIZE", "THREATEN"))  # may repay what was done before
_KIND = frozenset(("AID", "SUPPORT", "CONCEDE"))
_SPARING = frozenset(("SUPPORT", "AID", "ACCUSE"))
_MATERIAL = frozenset(("ASSAULT", "COERCE", "SANCTION", "MOBILIZE", "AID", "CONCEDE"))
_NEAR, _FAR = 0.85, 0.05  # weight of a sentence of the article for each one between, and of any at all
_APART = 0.3  # weight of a sentence that does not name the party whose opposite is sought
_SHARE = 0.55  # of the weight of the first three that the opposite must have
_FOREIGN = frozenset(("SANCTION", "ASSAULT"))  # kinds that are done to people of others
_ADDRESSED = frozenset(("ACCUSE", "REQUEST"))
_TO_MANY = frozenset(("REQUEST", "SUPPORT"))  # kinds that are often said to everybody
_REPLIES = frozenset(("ACCUSE", "REJECT"))  # may be said of what the clause before tells: `something he criticised`
_SAID = frozenset(("REQUEST", "ACCUSE", "THREATEN"))  # is answered
_OWN_HARM = frozenset(("deny", "apologise", "apologize"))  # is said of a deed of one's own
_DENYING = frozenset(("deny", "refute", "dispute"))
_MEASURES = frozenset(("sanction", "tariff", "duty", "levy", "tax", "ban", "embargo", "restriction", "measure", "curb"))
_HARM = frozenset(("ASSAULT", "COERCE", "MOBILIZE", "THREATEN"))
_BLAME = frozenset(("ACCUSE", "SANCTION", "PROTEST", "THREATEN"))
_CASES = 3  # how much harm and blame the culprit of an article must have, that of its opening counted twice
_DEMANDING = frozenset(("demand", "call", "insist", "ask", "appeal", "press"))
_COURTS = ("court", "tribunal", "icc", "icj", "pca", "echr", "ecj")  # in the identifiers of those that rule
_MANY = frozenset(
    ("government", "agency", "country", "nation", "company", "partner", "ally")
)  # `called on governments`
_OURSELVES = frozenset(("we", "us", "our", "ours"))
_THINGS = frozenset(("it", "this", "that", "what", "which"))


def other_party(scene: Scene, verb: Token, frame: Frame, sources: Sequence[Reference]) -> list[Reference]:
    """To whom `sources` do it, where the verb's own places do not say so; empty where that is not clear.

    Whom they answer; else the next party that the sentence names (`condemned the deportations ordered by Washington`);
    else whom the last sentences or the article set against them.
    """
    found: list[Reference] = []
    lemma = verb.lemma_.lower()
    if lemma in triggers().answers or frame.kind in _REPLIES:
        found = _told_in_apposition(scene, verb, sources)
    if not found and lemma in triggers().answers:
        noun = next(iter(in_slot(verb, "obj")), None)
        found = answered(scene, sources, noun)
        if not found and lemma in _OWN_HARM:
            found = _accused_of_harming(scene, sources)
        found = found or _just_asked(scene, sources, noun)
    if not found and _denies(verb):
        found = _named_below(scene, verb, scene.sides(sources))
    if not found and frame.kind == "CONCEDE":
        found = _relieved(scene, verb, sources)
    if found or not _takes_object(frame) or _done_to_somebody(scene, verb) or _denies(verb):
        return found
    if frame.kind == "REQUEST" and lemma in _DEMANDING and any(_is_asked_of_foes(n) for n in _asked_for(verb)):
        found = culprit(scene, sources)
    if found:
        return found
    people = [n for slot in frame.slots for n in in_slot(verb, slot) if acts_for_owner(n) or is_person(n)]
    if lemma in triggers().personal and "names" not in frame.slots:  # `accused the West`: none of those who are known
        people = people or [n for n in in_slot(verb, "obj") if n.pos_ in ("NOUN", "PROPN")]
    if not people and lemma in triggers().commanding:
        return found  # `ordered an inquiry`, `released figures`
    if frame.kind == "SUPPORT" and len({e for r in sources for e in r.entities}) > 1:
        return found  # `Both sides hailed the agreement`, their own
    praising = frame.kind == "SUPPORT" and verb.lemma_.lower() in triggers().greeting
    if praising and _is_of_own(scene, verb, scene.sides(sources)):
        return found
    if frame.kind in _MATERIAL and not frame.objects and not (in_slot(verb, "obj") or is_passive(verb)):
        return found  # `has been sheltering there`
    if frame.kind == "REJECT" and any(n.lemma_.lower() in triggers().rulings for n in in_slot(verb, "obj")):
        return found  # of which court is not known
    within = frame.kind in _ADDRESSED and not people  # further on in the sentence is whom it speaks of
    found = _named_after(scene, verb, people, scene.sides(sources), within=within)
    if frame.kind in _SPARING and any(_is_victim(scene.doc[r.head]) for r in found):
        return []  # `welcomed the verdict against Spain`
    if frame.kind in ("SUPPORT", "AID") and any(_is_aside(scene, verb, r) for r in found):
        return []
    if people and frame.kind not in _FOREIGN:
        return found  # `arrested a blogger`, who may be of one's own
    if found or (frame.kind in _KIND and verb.dep_ == "pcomp"):
        return found  # `accused it of arming rebels` speaks of no kindness to whoever says so
    if frame.kind in _TO_MANY or lemma in triggers().guarded:
        return []  # `urged restraint`, `defended the decision`: of whom, and whose
    if frame.kind in _DEEDS:
        found = answered(scene, sources, None)
    if _is_of_culprit(verb, frame):
        found = found or culprit(scene, sources)
    found = found or spoken_of(scene, sources)
    return found or (opposite(scene, sources) if frame.kind in _DEEDS else [])


def _told_in_apposition(scene: Scene, verb: Token, sources: Sequence[Reference]) -> list[Reference]:
    """Who says what a noun beside the clause sums up: `Ali ruled that out, a position that Gil dismissed`."""
    noun = verb.head
    if verb.dep_ != "relcl" or not (noun.dep_ in ("appos", "npadvmod") or noun.lower_ == "something"):
        return []
    return scene.named(subjects(clause_verb(noun.head)), acting=True, apart=scene.sides(sources))


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


def culprit(scene: Scene, critic: Sequence[Reference]) -> list[Reference]:
    """Whom the article so far shows as the one who does harm and is blamed for it; empty where two are alike."""
    mine = scene.sides(critic)
    weights: dict[str, float] = {}
    last: dict[str, Reference] = {}
    for deed in scene.story.deeds:
        guilty = [*(deed.sources if deed.kind in _HARM else ()), *(deed.targets if deed.kind in _BLAME else ())]
        for side, reference in _others(scene, guilty, mine):
            weights[side] = weights.get(side, 0) + (2 if deed.sentence <= REACH else 1)
            last[side] = reference
    ranked = sorted(weights, key=lambda side: -weights[side])
    if not ranked or weights[ranked[0]] < _CASES:
        return []
    if len(ranked) > 1 and weights[ranked[0]] < _CLEAR * weights[ranked[1]]:
        return []
    return [_standing_for(last[ranked[0]], ranked[0])]


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
        if scene.read.lower[reference.head] in _OURSELVES:
            continue  # who speaks is none of those spoken of
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


def _is_of_culprit(verb: Token, frame: Frame) -> bool:
    """Whether what is blamed or turned down can be the doing of whoever the article blames: `condemned the diversion`,
    but not `rejected that` or `called the remark a shame`, which others said just before."""
    if frame.kind not in ("ACCUSE", "REJECT"):
        return False
    nouns = in_slot(verb, "obj")
    if frame.kind == "REJECT" and any(n.pos_ == "PRON" or in_slot(n, "of") for n in nouns):
        return False  # `opposes the use of force`, of whomever
    return all(not kinds or kinds & _MATERIAL for n in nouns for kinds in [triggers().deeds.get(n.lemma_.lower())])


def _asked_for(verb: Token) -> list[Token]:
    """`demanded the release`, `called for an end`, `called for the hostages to be freed`."""
    nouns = [*in_slot(verb, "obj"), *in_slot(verb, "for")]
    return [*nouns, *(t for t in verb.subtree if t.dep_ in ("ccomp", "xcomp", "relcl", "acl", "advcl", "pcomp"))]


def _is_asked_of_foes(word: Token) -> bool:
    """What one asks of whoever does harm: the release of those whom he holds, the end of what he does."""
    return word.lemma_.lower() in triggers().redress


def _just_asked(scene: Scene, speaker: Sequence[Reference], noun: Token | None) -> list[Reference]:
    """Who said what is turned down right after it, to whomever: `Kyiv demanded it; the alliance refused`."""
    kinds = triggers().deeds.get(noun.lemma_.lower(), frozenset()) if noun is not None else _SAID
    mine = scene.sides(speaker)
    last = next(iter(scene.story.recent()), None)
    if last is None or scene.story.sentence - last.sentence > 1 or last.kind not in kinds & _SAID:
        return []
    if noun is None and last.kind != "REQUEST":
        return []  # `denied it`: nobody says that the charge before was meant
    return [] if scene.sides(last.sources) & mine else _again(last.sources)


def _relieved(scene: Scene, verb: Token, sources: Sequence[Reference]) -> list[Reference]:
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


def _takes_object(frame: Frame) -> bool:
    """Whether the verb tells the deed without its other party: `rejected it`, `warned that`, but not `wrote to`."""
    return frame.kind != "RETREAT" and bool(frame.objects or {"obj", "that", "names"} & set(frame.slots))


def _denies(verb: Token) -> bool:
    """`denied attacking Israel`: whoever is named below is the victim, and most often who accused."""
    return verb.lemma_.lower() in _DENYING and any(t.dep_ in ("xcomp", "ccomp") for t in verb.children)


def _named_below(scene: Scene, verb: Token, own: set[str]) -> list[Reference]:
    """The first other party in the clause under a verb."""
    for clause in verb.children:
        frames = triggers().verbs.get(clause.lemma_.lower(), ())
        told = any(not f.objects and not f.particle for f in frames)  # `denied attacking Israel`: told by its own verb
        if clause.dep_ in ("xcomp", "ccomp") and not told:
            for token in clause.subtree:
                reference = scene.read.at_token.get(token.i)
                if reference is None or reference.how == "place" or is_subject(token):
                    continue
                if not scene.sides([reference]) & own:
                    return [reference]
    return []


def _done_to_somebody(scene: Scene, verb: Token) -> bool:
    """Whether the object is a pronoun or a name of which nobody knows whom it means, or many: `accused them`, `the
    West`, `called on governments`."""
    objects = in_slot(verb, "obj")
    many = (t for t in (*objects, *in_slot(verb, "on"), *in_slot(verb, "upon")) if t.tag_ == "NNS")
    if any(t.lemma_.lower() in _MANY and not any(True for _ in t.lefts) for t in many):
        return True
    unknown = (t for t in objects if t.pos_ in ("PRON", "PROPN") and t.i not in scene.read.at_token)
    return any(t.lower_ not in _THINGS for t in unknown)


def _is_victim(name: Token) -> bool:
    """`the verdict against Spain`, `the deportation of Ukrainians`"""
    while name.dep_ in ("poss", "amod", "compound", "nmod", "conj") and name.head.i != name.i:
        name = name.head
    if name.dep_ == "pobj" and name.head.lower_ == "of":
        deed = name.head.head
        deeds = (triggers().deeds.get(t.lemma_.lower(), frozenset()) for t in (deed, *deed.conjuncts))
        return any(kinds & HURTING for kinds in deeds)
    return is_under(name, "against")


def _is_aside(scene: Scene, verb: Token, reference: Reference) -> bool:
    """`the needs of those who have been hurt by Russia's war`"""
    above = takewhile(lambda t: t.i != verb.i, scene.doc[reference.head].ancestors)
    objects = [t.i for t in in_slot(verb, "obj")]  # `welcomed the role that Ukraine plays`
    return any(t.dep_ == "relcl" and t.head.i not in objects for t in above)


def _is_of_own(scene: Scene, verb: Token, own: set[str]) -> bool:
    """`commended the work of their teams`: what the sources praise is their own."""
    things = [n for obj in in_slot(verb, "obj") for n in (obj, *in_slot(obj, "of"))]
    owners = (scene.read.at_token.get(t.i) for n in things for t in n.children if t.dep_ == "poss")
    return any(r is not None and scene.sides([r]) & own for r in owners)


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
