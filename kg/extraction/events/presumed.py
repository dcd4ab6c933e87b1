"""The party that a sentence leaves out: whom it answers, who is named further on, whom the article sets against it."""

from collections.abc import Sequence
from itertools import takewhile

from spacy.tokens import Token

from kg.extraction.annotations import Reference
from kg.extraction.clauses import (
    acts_for_owner,
    clause_verb,
    in_slot,
    is_passive,
    is_person,
    is_subject,
    is_under,
    subjects,
)
from kg.extraction.events.answers import accused_of_harming, answered, just_asked, relieved
from kg.extraction.events.opponents import culprit, opposite, spoken_of
from kg.extraction.events.parties import HURTING
from kg.extraction.events.scene import Scene
from kg.extraction.triggers import Frame, triggers

_DEEDS = frozenset(("ASSAULT", "COERCE", "SANCTION", "MOBILIZE", "THREATEN"))  # may repay what was done before
_KIND = frozenset(("AID", "SUPPORT", "CONCEDE"))
_SPARING = frozenset(("SUPPORT", "AID", "ACCUSE"))
_MATERIAL = frozenset(("ASSAULT", "COERCE", "SANCTION", "MOBILIZE", "AID", "CONCEDE"))
_FOREIGN = frozenset(("SANCTION", "ASSAULT"))  # kinds that are done to people of others
_ADDRESSED = frozenset(("ACCUSE", "REQUEST"))
_TO_MANY = frozenset(("REQUEST", "SUPPORT"))  # kinds that are often said to everybody
_REPLIES = frozenset(("ACCUSE", "REJECT"))  # may be said of what the clause before tells: `something he criticised`
_OWN_HARM = frozenset(("deny", "apologise", "apologize"))  # is said of a deed of one's own
_DENYING = frozenset(("deny", "refute", "dispute"))
_DEMANDING = frozenset(("demand", "call", "insist", "ask", "appeal", "press"))
_MANY = frozenset(("government", "agency", "country", "nation", "company", "partner", "ally"))  # `called on countries`
_THINGS = frozenset(("it", "this", "that", "what", "which"))


def other_party(scene: Scene, verb: Token, frame: Frame, sources: Sequence[Reference]) -> list[Reference]:
    """To whom `sources` do it, where the verb's own places do not say so; empty where that is not clear.

    Whom they answer; else the next party that the sentence names (`condemned the deportations ordered by Washington`);
    else whom the last sentences or the article set against them.
    """
    lemma = verb.lemma_.lower()
    found = _replied_to(scene, verb, frame, sources)
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
    praising = frame.kind == "SUPPORT" and lemma in triggers().greeting
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


def _replied_to(scene: Scene, verb: Token, frame: Frame, sources: Sequence[Reference]) -> list[Reference]:
    """Whom a verb answers, denies or relieves: `rejects it`, `denied that it had`, `lifted them`."""
    lemma = verb.lemma_.lower()
    found: list[Reference] = []
    if lemma in triggers().answers or frame.kind in _REPLIES:
        found = _told_in_apposition(scene, verb, sources)
    if not found and lemma in triggers().answers:
        noun = next(iter(in_slot(verb, "obj")), None)
        found = answered(scene, sources, noun)
        if not found and lemma in _OWN_HARM:
            found = accused_of_harming(scene, sources)
        found = found or just_asked(scene, sources, noun)
    if not found and _denies(verb):
        found = _named_below(scene, verb, scene.sides(sources))
    return found or (relieved(scene, verb, sources) if frame.kind == "CONCEDE" else [])


def _told_in_apposition(scene: Scene, verb: Token, sources: Sequence[Reference]) -> list[Reference]:
    """Who says what a noun beside the clause sums up: `Ali ruled that out, a position that Gil dismissed`."""
    noun = verb.head
    if verb.dep_ != "relcl" or not (noun.dep_ in ("appos", "npadvmod") or noun.lower_ == "something"):
        return []
    return scene.named(subjects(clause_verb(noun.head)), acting=True, apart=scene.sides(sources))


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
