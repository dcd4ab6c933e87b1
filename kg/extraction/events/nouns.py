"""Who does what a noun names: `talks between A and B`, `A's attack on B`, `A held talks with B`."""

from dataclasses import replace

from spacy.tokens import Token

from kg.extraction.clauses import agents, clause_verb, complements, in_slot, is_passive, owners_of, subjects
from kg.extraction.events.answers import assailant
from kg.extraction.events.parties import HURTING, Parties, actors_in, complete
from kg.extraction.events.scene import Scene
from kg.extraction.triggers import Frame, triggers
from kg.ontology import ontology

# Kinds that are the doing of the clause's subject where nobody else is named: `hinted at talks with Kyiv`.
_SUBJECTS_OWN = frozenset(("CONSULT", "SUPPORT", "AGREE", "COOPERATE", "AID", "REQUEST", "ACCUSE", "THREATEN"))
_REPLIED_TO = frozenset(("REQUEST", "ACCUSE", "THREATEN"))  # kinds that are said to whoever turns them down
_AFTER = frozenset(("after", "during", "in", "at", "for", "before", "on", "following", "ahead", "from"))
_DURING = frozenset(("in", "during", "at", "on"))
_PART_OF = ("of", "including", "like", "as", "on")
_DEPTH = 3
_WAGES_NOTHING = frozenset(("note", "end", "finish", "confirm"))  # `noted the consequences of the war`
_FIRST = frozenset(("we", "i"))
_THIRD = frozenset(("its", "their", "his", "her"))


def parties_of_noun(scene: Scene, noun: Token, frame: Frame) -> Parties | None:
    """The parties at the noun, at what counts it, or at the verb that bears it; None where one is missing."""
    if noun.dep_ == "pobj" and noun.head.lower_ == "without":
        return None
    if any(t.lower_ in triggers().harmless for t in noun.children):
        return None
    owners = scene.named(owners_of(noun), acting=True)
    words = [*_carriers(noun), *in_slot(noun, "of")]
    if noun.dep_ in ("nsubj", "nsubjpass"):  # `a meeting took place between`
        words.append(noun.head)
    if "between" in frame.slots:
        between = scene.named(n for word in words for n in in_slot(word, "between"))
        if len(actors_in(between)) > 1:
            directed = ontology().events[frame.kind].directed
            return complete(frame.kind, between[:1], between[1:], 0.7 if directed else 0.85)
    if frame.kind == "AGREE" and _is_named_law(noun):
        return None
    if frame.kind in ("SUPPORT", "AID") and any(n.lemma_.lower() in triggers().undoing for n in in_slot(noun, "to")):
        return None
    topics = noun.lemma_.lower() in triggers().on_topics
    if not ontology().events[frame.kind].directed and not owners and not topics:  # `a summit of the EAC and the SADC`
        joined = [n for n in in_slot(noun, "of") if n.conjuncts]
        if len(actors_in(together := scene.named(joined))) > 1:
            return complete(frame.kind, together, [], 0.75)
    slots = (scene.named(n for word in words for n in in_slot(word, slot)) for slot in frame.slots)
    targets = next((found for found in slots if found), [])
    doers = (a for t in noun.children if t.dep_ == "acl" for a in agents(t))  # `talks held by Iran and Iraq`
    sources = owners or scene.named((*in_slot(noun, "by"), *doers), acting=True)
    confidence = 0.75
    verb = bearing_verb(noun)
    lemma = verb.lemma_.lower() if verb is not None else ""
    if frame.kind == "REJECT" and lemma in triggers().settles:
        return None  # `settled a dispute with`
    if verb is not None and owners and not targets and frame.kind == "AGREE" and lemma in triggers().suffers:
        targets = scene.named(subjects(verb), acting=True, apart=scene.sides(owners))  # `secured their agreement to`
    if verb is not None and owners and not targets and frame.kind in _REPLIED_TO and _is_answer(verb):
        replying = agents(verb) if is_passive(verb) else subjects(verb)
        targets = scene.named(replying, acting=True, apart=scene.sides(owners))
        found = complete(frame.kind, owners, targets, 0.7)
        return replace(found, granted=True) if found is not None else None
    if noun.dep_ == "pobj" and noun.head.lower_ == "at" and frame.kind == "REQUEST" and owners and not targets:
        asked = clause_verb(noun.head)  # `at Kyiv's request the council met`
        targets = scene.named(subjects(asked), acting=True, apart=scene.sides(owners))
    done = done_in(noun)
    if frame.kind in HURTING and sources and not targets and done is not None:
        targets = scene.named(subjects(done), apart=scene.sides(sources))
    if noun.dep_ == "pobj" and noun.head.lower_ == "under":  # `came under attack from`
        verb = clause_verb(noun)
        sources = sources or scene.named((*in_slot(noun, "from"), *in_slot(verb, "from"), *in_slot(verb, "by")))
        targets = scene.named(subjects(verb))
    elif verb is not None and lemma in triggers().suffers:
        sources = targets or sources or scene.named(in_slot(verb, "from"))
        targets = scene.named(subjects(verb))
    elif verb is not None and lemma in triggers().light and not (frame.kind in HURTING and lemma in _WAGES_NOTHING):
        if not sources:
            sources = scene.named(agents(verb) if is_passive(verb) else subjects(verb), acting=True)
        if not targets and sources:
            targets = scene.named(complements(verb, frame.slots), apart=scene.sides(sources))
    elif not sources and _is_of_subject(noun):
        sources = scene.named(subjects(clause_verb(noun)), acting=True)  # `stood firm in their support for Kyiv`
        confidence = 0.65
    elif not sources and frame.kind == "CONSULT" and _occasion(noun) is not None:
        governor = clause_verb(noun.head)
        sources = scene.named(subjects(governor), acting=True)
        if not targets and _occasion(noun) in _DURING:  # `assured Sharif of his solidarity in a call`
            others = (*in_slot(governor, "obj"), *complements(governor, ("to", "with")))
            met = scene.named(others, acting=True, apart=scene.sides(sources))
            targets = [r for r in met if not r.entities[0].startswith("organization:")]  # no fund
        confidence = 0.65
    if targets and not sources and frame.kind == "REJECT" and noun.dep_ == "pobj" and noun.head.lower_ == "in":
        sources = scene.named(subjects(clause_verb(noun.head)), acting=True)  # `in defiance of the court`
    if frame.kind == "ASSAULT" and targets and any(r.how == "pronoun" for r in owners):
        sources = assailant(scene, sources, targets)
    if targets and not sources and frame.kind in HURTING:
        sources = scene.named(_blamed_for(noun), apart=scene.sides(targets))
    if targets and not sources and frame.kind in _SUBJECTS_OWN and not _turns_down(clause_verb(noun)):
        sources = scene.named(subjects(clause_verb(noun)), acting=True, apart=scene.sides(targets))
        confidence = 0.55
    if not sources and noun.lemma_.lower() in triggers().visits:
        return None  # `part of it is the trip to Japan and Korea`
    return complete(frame.kind, sources, targets, confidence)


def _is_of_subject(noun: Token) -> bool:
    """Whether a pronoun before the noun can stand for the subject: not `its` where that is `we`."""
    own = [t.lower_ for t in noun.children if t.dep_ == "poss" and t.pos_ == "PRON"]
    first = any(t.lower_ in _FIRST for t in subjects(clause_verb(noun)))
    return bool(own) and not (first and set(own) & _THIRD)


def _is_named_law(noun: Token) -> bool:
    """`its obligations under the Treaty of Mutual Cooperation`: what is in force, not what is being made."""
    return noun.tag_ in ("NNP", "NNPS") and noun.dep_ == "pobj" and noun.head.lower_ in ("under", "in", "with", "of")


def done_in(noun: Token) -> Token | None:
    """The passive verb that says what was done by or in what the noun names: `killed in an Israeli strike`."""
    if noun.dep_ != "pobj" or noun.head.lower_ not in ("in", "by", "during"):
        return None
    verb = noun.head.head
    return verb if verb.pos_ == "VERB" and is_passive(verb) else None


def bearing_verb(noun: Token) -> Token | None:
    """The verb whose object or passive subject the noun is or belongs to: `approved steps, including expulsions`."""
    word = noun
    for _ in range(_DEPTH):
        if word.dep_ in ("dobj", "nsubjpass", "attr", "oprd"):
            return word.head
        if word.dep_ in ("conj", "appos") or (word.dep_ == "pobj" and word.head.lower_ in _PART_OF):
            word = word.head.head if word.dep_ == "pobj" else word.head
        else:
            return None
    return None


def _carriers(noun: Token) -> list[Token]:
    """The noun and what counts it: `round` in `a round of talks with`, `days` in `two days of talks between`."""
    if noun.dep_ == "pobj" and noun.head.lower_ == "of" and noun.head.head.lemma_.lower() in triggers().measures:
        return [noun, noun.head.head]
    return [noun]


def _occasion(noun: Token) -> str | None:
    """By which preposition the noun is the occasion of its clause: `in a call`, `during two days of talks`."""
    carrier = _carriers(noun)[-1]
    before = carrier.head.lower_ if carrier.dep_ == "pobj" else ""
    return before if before in _AFTER else None


def _blamed_for(noun: Token) -> list[Token]:
    """Who is `blamed for the attack on the tanker`, `accused of the murder of a minister`."""
    if noun.dep_ != "pobj" or noun.head.lower_ not in ("for", "of", "over"):
        return []
    verb = clause_verb(noun.head)
    frames = triggers().verbs.get(verb.lemma_.lower(), ())
    blames = any(f.kind == "ACCUSE" for f in frames)
    return (subjects(verb) if is_passive(verb) else in_slot(verb, "obj")) if blames else []


def _is_answer(verb: Token) -> bool:
    """`Kyiv's demand was turned down by Moscow`: what is answered was said, whatever becomes of it."""
    return verb.lemma_.lower() in triggers().answers or _turns_down(verb)


def _turns_down(verb: Token) -> bool:
    """Whether what its clause names is not its subject's own doing: `condemned`, `rejected`, `demanded`."""
    lemma = verb.lemma_.lower()
    frames = triggers().verbs.get(lemma, ())
    return lemma in triggers().light_unreal or any(f.kind in ("ACCUSE", "REJECT") and not f.objects for f in frames)
