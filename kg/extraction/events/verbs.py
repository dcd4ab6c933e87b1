"""Who does what a verb tells, and to whom: `A attacks B`, `B is attacked by A`, `A refuses`."""

from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Token

from kg.extraction.annotations import Reference
from kg.extraction.clauses import acts_for_owner, agents, complements, in_slot, is_passive, is_under, named_in, subjects
from kg.extraction.events.answers import answered, doer_of, suspects
from kg.extraction.events.opponents import spoken_of
from kg.extraction.events.parties import HURTING, Parties, actors_in, complete
from kg.extraction.events.presumed import other_party
from kg.extraction.events.scene import Scene
from kg.extraction.speech import speech_words
from kg.extraction.status import status_of
from kg.extraction.triggers import Frame, triggers
from kg.ontology import ontology

_JUDGING = frozenset(("ACCUSE", "REJECT", "SUPPORT", "AGREE"))  # kinds whose object can be somebody's deed
_JUDGED = ("obj", "names", "for", "over", "as")  # where that deed stands
_OFFERED = ("with", "from", "for", "by")  # before whoever offered or asked for what is turned down
_MET = frozenset(("welcome", "embrace"))  # words of meeting only where somebody is their object
_TOWARDS = ("to", "with", "on", "against", "at", "for", "toward", "towards", "from", "over")
_OWN_SUBJECT = ("nsubj", "nsubjpass", "agent")


def parties_of_verb(scene: Scene, verb: Token, frame: Frame, *, presume: bool = False) -> Parties | None:
    """The parties that the grammar gives to a frame that fits; None where a party is missing.

    With `presume`, a party that the sentence does not name is taken from what was told before.
    """
    directed = ontology().events[frame.kind].directed
    passive = is_passive(verb)
    confidence = 0.8 if any(t.dep_ in _OWN_SUBJECT for t in verb.children) else 0.7
    sources = scene.named(agents(verb)) if passive else scene.named(subjects(verb), acting=True)
    if not sources and not passive:
        sources = _crowd(scene, verb)
    if directed and not sources and not passive:
        return None
    targets = _in_slots(scene, verb, frame, passive, sources)
    if verb.lemma_.lower() in triggers().in_person:  # `joined Trump on the podium`, but `joined NATO` is AGREE
        bodies = frame.kind == "AGREE"
        targets = [r for r in targets if r.entities[0].startswith(("alliance:", "organization:")) == bodies]
    if frame.kind == "CONSULT" and verb.lemma_.lower() in _MET:  # one meets no partnership and no fund
        targets = [r for r in targets if not r.entities[0].startswith("organization:")]
    if passive:
        by_name = scene.named(subjects(verb), acting=True, apart=scene.sides(sources))
        done_to = by_name or _done_to(scene, verb, frame, sources)
        if "obj" in frame.slots:
            targets = by_name or targets or done_to
        elif not directed:
            sources = [*sources, *done_to]
    if not directed and passive and not scene.named(agents(verb)) and not _together(verb, frame):
        return None  # `were told`, `were received`: by whom is not known
    if not targets and _one_another(verb, frame):
        return _each_other(sources, confidence)
    if not targets and directed and verb.lemma_.lower() in triggers().each_other and len(actors_in(sources)) > 1:
        return _each_other(sources, confidence)
    if not targets and verb.lemma_.lower() in triggers().refuses | triggers().threatens:
        targets = _below(scene, verb, scene.sides(sources))
        if presume and not targets and verb.lemma_.lower() in triggers().threatens:
            targets = answered(scene, sources, None) or spoken_of(scene, sources)
    if presume and frame.kind == "AGREE" and not targets and len(actors_in(sources)) == 1:
        return _committed(scene, verb, sources)
    if not directed and not targets and not _together(verb, frame):
        return None
    if presume and directed and sources and not targets:
        targets = other_party(scene, verb, frame, sources)
        confidence = 0.6 if verb.lemma_.lower() in triggers().answers else 0.5
        if not targets:
            scene.story.tell(frame.kind, sources, ())
    elif presume and directed and targets and not sources and passive and frame.kind in HURTING:
        sources, confidence = suspects(scene, targets), 0.55
    return complete(frame.kind, sources, targets, confidence)


def is_hidden_verb(token: Token) -> bool:
    """A verb that the tagger takes for a noun: `a charge that both Turkey and Azerbaijan reject`."""
    return token.dep_ == "relcl" and token.pos_ == "NOUN" and any(t.dep_ == "nsubj" for t in token.children)


def refused(scene: Scene, verb: Token) -> Parties | None:
    """`does not recognise the award`, `has yet to accept`: REJECT of whoever offered or ruled it, also unnamed."""
    if status_of(verb) != "denied":
        return None
    found = parties_of_verb(scene, verb, Frame("REJECT", ("obj", "to", "with")), presume=True)
    return replace(found, granted=True) if found is not None else None


def _committed(scene: Scene, verb: Token, sources: Sequence[Reference]) -> Parties | None:
    """`promised Kyiv to send troops`, `agreed to name an envoy`, `gave its consent`: one party binds itself to another.

    To whom it is told by the object, by what it will do, or by whom it answers or is spoken of.
    """
    lemma = verb.lemma_.lower()
    deed = next((t for t in verb.children if t.dep_ in ("xcomp", "ccomp")), None)
    if lemma not in triggers().commits or deed is None or deed.tag_ == "VBG":
        return None
    own = scene.sides(sources)
    doers = scene.sides(scene.named(subjects(deed)))
    if doers and not doers & own:
        return None  # `agreed that Kyiv had to pay`
    targets = scene.named(t for t in verb.children if t.dep_ in ("dobj", "dative")) or _below(scene, verb, own)
    targets = targets or scene.named(n for t in _clauses(deed) for n in complements(t, _TOWARDS))
    targets = [r for r in targets if not scene.sides([r]) & own][:1] or answered(scene, sources, None)
    targets = targets or spoken_of(scene, sources)
    found = complete("AGREE", sources, [r for r in targets if not scene.sides([r]) & own], 0.55)
    return replace(found, one_sided=True) if found is not None else None


def _clauses(deed: Token) -> list[Token]:
    """A verb and those that are its complements, one under another: `let` and `use` in `let anybody use`."""
    below = (c for t in deed.children if t.dep_ in ("ccomp", "xcomp") for c in _clauses(t))
    return [deed, *below]


def _crowd(scene: Scene, verb: Token) -> list[Reference]:
    """For whom a crowd stands that nobody names: the state where `protesters stormed the embassy in Tehran`."""
    crowd = next((t for t in subjects(verb) if t.lemma_.lower() in triggers().crowds), None)
    if crowd is None:
        return []
    for word in (crowd, verb, *in_slot(verb, "obj")):
        for place in in_slot(word, "in"):
            reference = scene.read.at_token.get(place.i)
            if reference is not None and (reference.how == "place" or reference.entities[0].startswith("state:")):
                return [reference]
    return []


def _done_to(scene: Scene, verb: Token, frame: Frame, sources: Sequence[Reference]) -> list[Reference]:
    """Whose the subject of a passive verb is: `Kyiv's proposal was rejected`, `cities in Ukraine were shelled`."""
    if frame.kind in _JUDGING:
        return [r for noun in subjects(verb) for r in _judged(scene, noun, frame.kind, sources)]
    return scene.named(subjects(verb))


def threatened_by(scene: Scene, verb: Token) -> Parties | None:
    """`vowed to destroy Hamas`, `promised to hit back`, `warned that it would retaliate`."""
    deed = next((t for t in verb.children if t.dep_ in ("xcomp", "ccomp") and hurts(t)), None)
    sources = scene.named(subjects(verb), acting=True)
    if deed is None or not sources or any(t.dep_ == "neg" for t in deed.children):
        return None  # `pledged not to attack`
    nouns = (*in_slot(deed, "obj"), *complements(deed, _TOWARDS), *in_slot(deed, "that"))
    targets = scene.named(nouns, apart=scene.sides(sources))
    targets = targets or answered(scene, sources, None) or spoken_of(scene, sources)
    return complete("THREATEN", sources, targets, 0.7)


def _in_slots(scene: Scene, verb: Token, frame: Frame, passive: bool, sources: Sequence[Reference]) -> list[Reference]:
    """The references in the first of the frame's places that has any."""
    lemma = verb.lemma_.lower()
    own = scene.sides(sources)
    for slot in frame.slots:
        if slot == "obj" and passive:
            continue
        nouns = _called(verb) if slot == "names" else in_slot(verb, slot)
        found: list[Reference] = []
        for noun in nouns:
            by_name = noun.i in scene.read.at_token
            if frame.kind in _JUDGING and slot in _JUDGED and not by_name:
                found.extend(_judged(scene, noun, frame.kind, sources))
            elif by_name or lemma not in triggers().addressing or _is_told(noun):
                acting = slot == "obj" and (lemma in triggers().personal or (frame.kind == "CONSULT" and lemma in _MET))
                if by_name or not (acting and noun.lemma_.lower() in triggers().deeds):  # one welcomes no statement
                    found.extend(named_in(scene.read, noun, acting=acting, apart=own))
        if lemma in triggers().addressing:  # `told the BBC`
            found = [r for r in found if r.body or not r.entities[0].startswith("organization:")]
        if found:
            return list(dict.fromkeys(found))
    return []


def _is_told(noun: Token) -> bool:
    """`told Pakistan's envoy`, but not `told Turkish television`."""
    return acts_for_owner(noun) and noun.lemma_.lower() not in speech_words().media


def _judged(scene: Scene, noun: Token, kind: str, sources: Sequence[Reference]) -> list[Reference]:
    """Who is meant by praise or blame of a thing: `condemned the strike on Iran` blames who struck, not Iran."""
    own = scene.sides(sources)
    found: list[Reference] = []
    hurting = any(triggers().deeds.get(t.lemma_.lower(), frozenset()) & HURTING for t in (noun, *noun.conjuncts))
    for thing in (noun, *(() if noun.dep_ == "conj" else noun.conjuncts)):
        deeds = triggers().deeds.get(thing.lemma_.lower(), frozenset())
        doers = _offering(scene, thing, own) if deeds and kind == "REJECT" else []
        doers = doers or (doer_of(scene, thing, sources) if deeds else [])
        if deeds and not doers and kind == "REJECT":
            doers = answered(scene, sources, thing)
        if not doers and not hurting:
            doers = named_in(scene.read, thing, acting=kind == "REJECT", apart=own)
            if kind == "ACCUSE":  # `deplore cases of violence against Ukrainians`
                doers = [r for r in doers if not is_under(scene.doc[r.head], "against")]
        found.extend(doers)
    return found


def _offering(scene: Scene, thing: Token, own: set[str]) -> list[Reference]:
    """Who stands after the thing as whoever offered or wants it: `turned down a meeting with Austin`."""
    if any(t.dep_ == "poss" for t in thing.children):
        return []
    return next((found for slot in _OFFERED if (found := scene.named(in_slot(thing, slot), apart=own))), [])


def _called(verb: Token) -> list[Token]:
    """Who was called names: the object, or the subject of the small clause that the parser makes of it."""
    objects = [t for t in verb.children if t.dep_ in ("dobj", "dative")]
    clauses = [s for t in verb.children if t.dep_ in ("oprd", "ccomp") for s in t.children if s.dep_ == "nsubj"]
    return [t for t in (*objects, *clauses) if t.lemma_.lower() not in triggers().insults]


def _one_another(verb: Token, frame: Frame) -> bool:
    """`accused each other`, `fired at one another`."""
    nouns = [n for slot in frame.slots for n in in_slot(verb, slot)]
    nouns += [t for n in nouns for t in n.children if t.dep_ == "poss"]
    return any(n.right_edge.lower_ in ("other", "another") or n.lower_ in ("other", "another") for n in nouns) and any(
        t.lower_ in ("each", "one") for n in nouns for t in n.subtree
    )


def _each_other(sources: Sequence[Reference], confidence: float) -> Parties | None:
    """The first against the others, and they against him."""
    single = [replace(r, entities=(e,)) for r in sources for e in r.entities]
    return Parties((single[0],), tuple(single[1:]), confidence, mutual=True) if len(single) > 1 else None


def _together(verb: Token, frame: Frame) -> bool:
    """Whether several subjects without another party do it with each other: they `met`, but did not `travel`."""
    return verb.lemma_.lower() not in triggers().one_way and not frame.objects & triggers().one_way


def _below(scene: Scene, verb: Token, own: set[str]) -> list[Reference]:
    """Whom the refused, threatened or promised deed is about: `refused to talk to Kyiv`, `threatened to bomb Iran`."""
    deeds = [t for t in verb.children if t.dep_ == "xcomp"]
    deeds += [t for deed in deeds for t in deed.conjuncts]
    for noun in (n for deed in deeds for n in (*in_slot(deed, "obj"), *complements(deed, _TOWARDS))):
        if found := named_in(scene.read, noun, apart=own):
            return found
    return []


def hurts(verb: Token) -> bool:
    frames = triggers().verbs.get(verb.lemma_.lower(), ())
    violent = any(f.kind in ("ASSAULT", "COERCE") and not f.objects for f in frames)
    if verb.lemma_.lower() == "make":  # `promised to make Riyadh a pariah`
        return any(t.lemma_.lower() in triggers().insults for t in verb.subtree)
    return violent or verb.lemma_.lower() in triggers().reprisals
