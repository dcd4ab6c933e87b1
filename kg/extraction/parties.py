"""Who does what a trigger tells, and to whom: from the grammar around it, else from what was told before."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Token

from kg.extraction.annotations import Annotations, Reference
from kg.extraction.antecedents import Story, answered, denied_to, doer_of, interlocutors, sides, spoken_of
from kg.extraction.clauses import (
    acts_for_owner,
    agents,
    clause_verb,
    complements,
    in_slot,
    is_passive,
    named_in,
    owners_of,
    subjects,
)
from kg.extraction.triggers import Frame, triggers
from kg.ontology import ontology

_JUDGING = frozenset(("ACCUSE", "REJECT", "SUPPORT"))  # kinds whose object can be somebody's deed
_HURTING = frozenset(("ASSAULT", "COERCE", "SANCTION", "MOBILIZE", "THREATEN", "ACCUSE"))
_SAID = frozenset(("REQUEST", "ACCUSE", "THREATEN", "AGREE"))  # kinds that others can answer
# Kinds of noun that are the clause's subject's own doing where nobody else is named: `hinted at talks with Kyiv`.
_SUBJECTS_OWN = frozenset(("CONSULT", "SUPPORT", "AGREE", "COOPERATE", "AID", "REQUEST", "ACCUSE", "THREATEN"))
# Kinds that always have somebody on the other side.
_DONE_TO = frozenset(
    (
        "ASSAULT",
        "COERCE",
        "SANCTION",
        "AID",
        "THREATEN",
        "REJECT",
        "ACCUSE",
        "REQUEST",
        "SUPPORT",
        "CONCEDE",
        "MOBILIZE",
        "RETREAT",
        "PROTEST",
    )
)
_AFTER = frozenset(("after", "during", "in", "at", "for", "before", "on", "following", "ahead", "from"))
_TOWARDS = ("to", "with", "on", "against", "at", "for", "toward", "towards", "from", "over")
_DURING = ("in", "during", "at", "on")
_PART_OF = ("of", "including", "like", "as", "on")
_DEPTH = 3
_SUBJECTS = ("nsubj", "nsubjpass", "agent")


@dataclass(frozen=True, slots=True)
class Parties:
    """Who does it and to whom, and how sure the grammar makes it (0 to 1)."""

    sources: tuple[Reference, ...]
    targets: tuple[Reference, ...]
    confidence: float
    mutual: bool = False  # they do it to each other
    granted: bool = False  # it was done, although the verb above speaks of refusing


def parties_of_verb(
    doc: Doc, read: Annotations, story: Story, verb: Token, frame: Frame, *, presume: bool = False
) -> Parties | None:
    """`A attacks B`, `B is attacked by A`, `A refuses`; None where the frame does not fit or a party is missing.

    With `presume`, a party that the sentence does not name is taken from what was told before.
    """
    if not _fits(verb, frame) or _is_reflexive(verb):
        return None
    directed = ontology().events[frame.kind].directed
    passive = is_passive(verb)
    confidence = 0.8 if any(t.dep_ in _SUBJECTS for t in verb.children) else 0.7
    sources = _all(doc, read, agents(verb) if passive else subjects(verb), acting=True)
    targets = _in_slots(doc, read, story, verb, frame, passive, sources)
    if passive:
        done_to = _all(doc, read, subjects(verb))
        if not targets and "obj" in frame.slots:
            targets = done_to
        elif not directed:
            sources = [*sources, *done_to]
    if not targets and _one_another(verb, frame):
        return _each_other(sources, confidence)
    if not targets and verb.lemma_.lower() in triggers().refuses | triggers().threatens:
        targets = _below(doc, read, verb, sides(read, sources))
    if not directed and not targets and not _together(verb, frame):
        return None
    if presume and directed and sources and not targets:
        targets = _presumed(doc, read, story, verb, frame, sources)
        confidence = 0.6 if verb.lemma_.lower() in triggers().answers else 0.5
    if presume and directed and not sources and targets and passive and frame.kind in _HURTING:
        sources, confidence = _suspects(read, story, targets), 0.55
    if presume and directed and sources and not targets:
        story.tell(frame.kind, sources, ())
    return _complete(sources, targets, confidence, directed=directed)


def _one_another(verb: Token, frame: Frame) -> bool:
    """`accused each other`, `fired at one another`."""
    nouns = [n for slot in frame.slots for n in in_slot(verb, slot)]
    return any(n.lower_ in ("other", "another") and n.nbor(-1).lower_ in ("each", "one") for n in nouns if n.i)


def _each_other(sources: Sequence[Reference], confidence: float) -> Parties | None:
    """The first against the others, and they against him."""
    single = [replace(r, entities=(e,), state=r.state or None) for r in sources for e in r.entities]
    return Parties((single[0],), tuple(single[1:]), confidence, mutual=True) if len(single) > 1 else None


def parties_of_noun(doc: Doc, read: Annotations, noun: Token, frame: Frame) -> Parties | None:
    """`talks between A and B`, `A's attack on B`, `A held talks with B`, `B faced sanctions from A`."""
    directed = ontology().events[frame.kind].directed
    owners = [r for t in owners_of(noun) for r in named_in(doc, read, t, acting=True)]
    if "between" in frame.slots:
        between = [r for word in _carriers(noun) for r in _all(doc, read, in_slot(word, "between"))]
        if len(parties(between)) > 1:
            return _complete(between[:1], between[1:], 0.7 if directed else 0.85, directed=directed)
    targets: list[Reference] = []
    for slot in frame.slots:
        words = (*_carriers(noun), *in_slot(noun, "of"))
        if targets := [r for word in words for r in _all(doc, read, in_slot(word, slot))]:
            break
    sources = owners or _all(doc, read, in_slot(noun, "by"), acting=True)
    confidence = 0.75
    verb = bearing_verb(noun)
    lemma = verb.lemma_.lower() if verb is not None else ""
    if verb is not None and lemma in triggers().suffers:
        sources = targets or sources or _all(doc, read, in_slot(verb, "from"))
        targets = _all(doc, read, subjects(verb))
    elif verb is not None and lemma in triggers().light:
        if not sources:
            doing = agents(verb) if is_passive(verb) else subjects(verb)
            sources = _all(doc, read, doing, acting=True)
        if not targets and sources:
            own = sides(read, sources)
            targets = [r for t in complements(verb, frame.slots) for r in named_in(doc, read, t, apart=own)]
    elif not sources and any(t.dep_ == "poss" and t.pos_ == "PRON" for t in noun.children):
        sources = _all(doc, read, subjects(clause_verb(noun)), acting=True)  # `stood firm in their support for Kyiv`
        confidence = 0.65
    elif not sources and frame.kind == "CONSULT" and noun.dep_ == "pobj" and noun.head.lower_ in _AFTER:
        governor = clause_verb(noun.head)
        sources = _all(doc, read, subjects(governor), acting=True)
        if not targets and noun.head.lower_ in _DURING:  # `assured Sharif of his solidarity in a call`
            nouns = (*in_slot(governor, "obj"), *complements(governor, ("to", "with")))
            targets = [r for n in nouns for r in named_in(doc, read, n, acting=True, apart=sides(read, sources))]
        confidence = 0.65
    if verb is not None and owners and not targets and frame.kind in _SAID and _answers(verb):
        answerers = agents(verb) if is_passive(verb) else subjects(verb)
        targets = [r for t in answerers for r in named_in(doc, read, t, acting=True, apart=sides(read, owners))]
        return _granted(_complete(owners, targets, 0.7, directed=directed))
    if targets and not sources and frame.kind in _SUBJECTS_OWN:
        governor = clause_verb(noun)
        if not _turns_down(governor):
            own = sides(read, targets)
            sources = [r for t in subjects(governor) for r in named_in(doc, read, t, acting=True, apart=own)]
            confidence = 0.55
    return _complete(sources, targets, confidence, directed=directed)


def _answers(verb: Token) -> bool:
    return verb.lemma_.lower() in triggers().answers or _turns_down(verb)


def _granted(found: Parties | None) -> Parties | None:
    """What is answered was said, whatever becomes of it: `Kyiv's demand was turned down by Moscow`."""
    return replace(found, granted=True) if found is not None else None


def _turns_down(verb: Token) -> bool:
    """Whether what its clause names is not its subject's own doing: `condemned`, `rejected`, `demanded`."""
    lemma = verb.lemma_.lower()
    frames = triggers().verbs.get(lemma, ())
    return lemma in triggers().light_unreal or any(f.kind in ("ACCUSE", "REJECT") and not f.objects for f in frames)


def parties_of_adjective(doc: Doc, read: Annotations, adjective: Token, frame: Frame) -> Parties | None:
    """`A is grateful to B`, `A, critical of B, ...`."""
    verb = adjective.head
    if adjective.pos_ == "VERB":  # `is opposed to`, which the tagger takes for a passive
        sources = _all(doc, read, subjects(adjective), acting=True)
    elif adjective.dep_ in ("acomp", "oprd", "attr", "conj") and verb.pos_ in ("VERB", "AUX", "ADJ"):
        if adjective.dep_ == "conj":
            verb = clause_verb(adjective)
        sources = _all(doc, read, subjects(verb), acting=True)
    elif adjective.dep_ in ("amod", "appos", "acl", "advcl"):
        sources = _all(doc, read, [verb], acting=True)
    else:
        return None
    own = sides(read, sources)
    for slot in frame.slots:
        if targets := [r for n in in_slot(adjective, slot) for r in named_in(doc, read, n, apart=own)]:
            return _complete(sources, targets, 0.7, directed=True)
    return None


def parties(references: Iterable[Reference]) -> set[str]:
    """The actors that references stand for."""
    return {party(e, r) for r in references for e in r.entities}


def party(entity: str, reference: Reference) -> str:
    """The actor: what a place name refers to is the state that it is the capital of."""
    return reference.state or entity if entity.startswith("place:") else entity


def _together(verb: Token, frame: Frame) -> bool:
    """Whether several subjects without another party do it with each other: they `met`, but did not `travel`."""
    return verb.lemma_.lower() not in triggers().one_way and not frame.objects & triggers().one_way


def _complete(
    sources: Sequence[Reference], targets: Sequence[Reference], confidence: float, *, directed: bool
) -> Parties | None:
    """The parties where there are enough of them: both sides of a deed, two who do something together."""
    if directed and not (sources and targets):
        return None
    if not directed and len(parties([*sources, *targets])) < 2:
        return None
    return Parties(tuple(sources), tuple(targets), confidence)


def _is_reflexive(verb: Token) -> bool:
    return any(t.dep_ == "dobj" and t.lower_.endswith(("self", "selves")) for t in verb.children)


def _fits(verb: Token, frame: Frame) -> bool:
    """Whether particle and object are those of the frame: `shoot down`, `fire:missile at`."""
    particles = {t.lower_ for t in verb.children if t.dep_ in ("prt", "prep", "advmod")}
    if frame.particle and frame.particle not in particles:
        return False
    if not frame.particle and any(t.dep_ == "prt" for t in verb.children):
        return False
    if _is_naming(verb) != ("names" in frame.slots):
        return False
    if frame.objects:
        things = [t for t in verb.children if t.dep_ in ("dobj", "nsubjpass", "attr", "oprd", "ccomp")]
        things += [n for t in things if t.lemma_.lower() in triggers().measures for n in in_slot(t, "of")]
        words = {t.lemma_.lower() for thing in things for t in (thing, *thing.conjuncts)}
        if verb.dep_ in ("acl", "relcl"):
            words.add(verb.head.lemma_.lower())
        return bool(words & frame.objects)
    return "names" not in frame.slots or any(t.lemma_.lower() in triggers().insults for t in verb.subtree)


def _is_naming(verb: Token) -> bool:
    """`called Kyiv a friend`, `described the visit as a provocation`: it says what the object is."""
    if verb.lemma_.lower() not in ("call", "describe"):
        return False
    objects = [t for t in verb.children if t.dep_ in ("dobj", "oprd", "attr", "ccomp")]
    as_ = verb.lemma_.lower() == "describe" and any(t.lower_ == "as" for t in verb.children)
    return len(objects) > 1 or any(t.dep_ in ("oprd", "attr", "ccomp") for t in objects) or as_


def _presumed(
    doc: Doc, read: Annotations, story: Story, verb: Token, frame: Frame, sources: Sequence[Reference]
) -> list[Reference]:
    """The other party where the sentence has none: whom it answers, else of whom the text speaks."""
    found: list[Reference] = []
    if verb.lemma_.lower() in triggers().answers:
        noun = next(iter(in_slot(verb, "obj")), None)
        found = answered(read, story, sources, noun)
        if not found and verb.lemma_.lower() == "deny":
            found = denied_to(read, story, sources)
    if not found:
        found = _in_clause(read, verb, sides(read, sources))
    if not found and frame.kind in _DONE_TO and _is_done(verb, frame):
        if frame.kind not in ("AID", "REQUEST", "SUPPORT"):
            found = answered(read, story, sources, None)
        if frame.kind == "REQUEST":
            found = interlocutors(read, story, sources)
        found = found or spoken_of(doc, read, story, sources)
    return found


def _in_clause(read: Annotations, verb: Token, own: set[str]) -> list[Reference]:
    """The first party after a verb in its own clause: `published a list of American goods`."""
    for token in verb.doc[verb.i + 1 : verb.right_edge.i + 1]:
        reference = read.at_token.get(token.i)
        if reference is None or reference.how == "place" or sides(read, [reference]) & own:
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
    return bool(frame.objects or frame.particle or (objects and "obj" in frame.slots))


def _in_slots(
    doc: Doc,
    read: Annotations,
    story: Story,
    verb: Token,
    frame: Frame,
    passive: bool,
    sources: Sequence[Reference],
) -> list[Reference]:
    own = sides(read, sources)
    for slot in frame.slots:
        if slot == "obj" and passive:
            continue
        found: list[Reference] = []
        for noun in _called(verb) if slot == "names" else in_slot(verb, slot):
            acting = slot == "obj" and verb.lemma_.lower() in triggers().personal
            if slot == "obj" and verb.lemma_.lower() in triggers().addressing and noun.i not in read.at_token:
                continue  # `told a Turkish broadcaster`
            if frame.kind in _JUDGING and noun.i not in read.at_token and slot in ("obj", "names", "for", "over", "as"):
                found.extend(_judged(doc, read, story, noun, frame.kind, sources))
            else:
                found.extend(named_in(doc, read, noun, acting=acting, apart=own))
        if verb.lemma_.lower() in triggers().addressing:
            found = [r for r in found if r.body or not r.entities[0].startswith("organization:")]  # `told the BBC`
        if found:
            return list(dict.fromkeys(found))
    return []


def _judged(
    doc: Doc, read: Annotations, story: Story, noun: Token, kind: str, sources: Sequence[Reference]
) -> list[Reference]:
    """Who is meant by praise or blame of a thing: `condemned the strike on Iran` blames who struck, not Iran."""
    own = sides(read, sources)
    if noun.conjuncts and noun.dep_ != "conj":  # `condemned the attack as well as the Israeli strikes`
        others = [r for n in noun.conjuncts for r in _judged(doc, read, story, n, kind, sources)]
    else:
        others = []
    deeds = triggers().deeds.get(noun.lemma_.lower())
    if deeds is None:
        return named_in(doc, read, noun, apart=own)
    found = doer_of(doc, read, story, noun, sources)
    if not found and kind == "REJECT":
        found = answered(read, story, sources, noun)
    if found or (kind == "ACCUSE" and deeds & _HURTING):
        return [*found, *others]
    return [*named_in(doc, read, noun, apart=own), *others]


def _called(verb: Token) -> list[Token]:
    """Who was called names: the object, or the subject of the small clause that the parser makes of it."""
    objects = [t for t in verb.children if t.dep_ in ("dobj", "dative")]
    clauses = [s for t in verb.children if t.dep_ in ("oprd", "ccomp") for s in t.children if s.dep_ == "nsubj"]
    return [t for t in (*objects, *clauses) if t.lemma_.lower() not in triggers().insults]


def _below(doc: Doc, read: Annotations, verb: Token, own: set[str]) -> list[Reference]:
    """Whom the refused or threatened deed is about: `refused to talk to Kyiv`, `threatened to bomb Iran`."""
    for child in verb.children:
        if child.dep_ == "xcomp":
            for noun in (*in_slot(child, "obj"), *complements(child, _TOWARDS)):
                if found := named_in(doc, read, noun, apart=own):
                    return found
    return []


def threatened_by(doc: Doc, read: Annotations, story: Story, verb: Token) -> Parties | None:
    """`vowed to destroy Hamas`, `promised to hit back`, `warned that it would retaliate`."""
    deed = next((t for t in verb.children if t.dep_ in ("xcomp", "ccomp") and _hurts(t)), None)
    sources = _all(doc, read, subjects(verb), acting=True)
    if deed is None or not sources:
        return None
    own = sides(read, sources)
    nouns = (*in_slot(deed, "obj"), *complements(deed, _TOWARDS))
    targets = [r for n in nouns for r in named_in(doc, read, n, apart=own)]
    if not targets:
        targets = answered(read, story, sources, None) or spoken_of(doc, read, story, sources)
    return _complete(sources, targets, 0.7, directed=True)


def _hurts(verb: Token) -> bool:
    lemma = verb.lemma_.lower()
    return lemma in triggers().reprisals or any(
        f.kind in ("ASSAULT", "COERCE") and not f.objects for f in triggers().verbs.get(lemma, ())
    )


def _suspects(read: Annotations, story: Story, targets: Sequence[Reference]) -> list[Reference]:
    """Who did what a passive tells without saying who: whoever the article last told to hurt the same side."""
    hurt = sides(read, targets)
    for deed in story.recent():
        if deed.kind in ("ASSAULT", "COERCE") and sides(read, deed.targets) & hurt:
            return list(deed.sources)
    return []


def _carriers(noun: Token) -> list[Token]:
    """The noun and what counts it: `round` in `a round of talks with`, `days` in `two days of talks between`."""
    if noun.dep_ == "pobj" and noun.head.lower_ == "of" and noun.head.head.lemma_.lower() in triggers().measures:
        return [noun, noun.head.head]
    return [noun]


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


def _all(doc: Doc, read: Annotations, nouns: Iterable[Token], *, acting: bool = False) -> list[Reference]:
    return list(dict.fromkeys(r for noun in nouns for r in named_in(doc, read, noun, acting=acting)))
