"""Events: verbs and nouns of `data/triggers.toml` with the parties that the grammar gives them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from kg.extraction.annotations import Annotations, Reference, annotations, evidence_at
from kg.extraction.clauses import agents, clause_verb, in_slot, is_passive, named_in, subjects
from kg.extraction.dates import event_date
from kg.extraction.labels import label_of
from kg.extraction.status import status_of
from kg.extraction.triggers import Frame, triggers
from kg.joining import cluster, merge
from kg.model import Actor, Event, Role
from kg.ontology import ontology
from kg.reference.world import world

_AFTER = frozenset(("after", "during", "in", "at", "for", "before", "on", "following", "ahead", "from"))
_MOST_ACTORS = 12
_PERSONAL = frozenset(  # verbs whose object is somebody: one meets people, not decisions
    [
        "meet",
        "host",
        "receive",
        "welcome",
        "visit",
        "greet",
        "call",
        "phone",
        "telephone",
        "invite",
        "thank",
        "congratulate",
        "embrace",
        "hug",
        "entertain",
        "escort",
        "brief",
        "ask",
        "urge",
        "press",
        "push",
        "tell",
        "want",
        "order",
        "expect",
        "remind",
        "beg",
        "implore",
        "arrest",
        "detain",
        "jail",
        "imprison",
        "sentence",
    ]
)


@dataclass(frozen=True, slots=True)
class _Parties:
    """Who does it and to whom, and how sure the grammar makes it."""

    sources: tuple[Reference, ...]
    targets: tuple[Reference, ...]
    confidence: float


def find_events(doc: Doc) -> Doc:
    """Fills `annotations(doc).events`, those that tell one event joined."""
    read = annotations(doc)
    told = []
    for token in doc:
        if read.paragraph_of[token.i] < 0:
            continue
        event = _event_at(doc, read, token)
        if event is not None:
            told.append(event)
    told = _once_a_sentence(told)
    read.events = [merge([told[i] for i in part]) for part in cluster(told)]
    read.events.sort(key=lambda e: e.evidence[0])
    return doc


def _event_at(doc: Doc, read: Annotations, token: Token) -> Event | None:
    lemma = token.lemma_.lower()
    parties_of: Callable[[Doc, Annotations, Token, Frame], _Parties | None]
    if token.pos_ in ("VERB", "AUX") or (token.tag_ in ("VBZ", "VBD", "VBN", "VBG", "VBP")):
        frames, parties_of = triggers().verbs.get(lemma, ()), _parties_of_verb
    elif token.pos_ in ("NOUN", "PROPN"):
        frames, parties_of = triggers().nouns.get(lemma, ()), _parties_of_noun
    else:
        return None
    for frame in frames:
        parties = parties_of(doc, read, token, frame)
        if parties is None:
            continue
        actors = _actors(read, parties, directed=ontology().events[frame.kind].directed)
        status = status_of(token)
        if not actors or status is None:
            return None
        return _event(doc, read, token, frame.kind, actors, parties, status)
    return None


def _event(
    doc: Doc, read: Annotations, token: Token, kind: str, actors: tuple[Actor, ...], parties: _Parties, status: str
) -> Event:
    speaker = read.speaker_of.get(token.i)
    date, _ = event_date(doc, token.i)
    if (
        speaker is not None
        and status == "happened"
        and kind not in _SAID
        and not any(a.entity == speaker for a in actors)
    ):
        status = "alleged"
    doubt = parties.confidence
    for reference in (*parties.sources, *parties.targets):
        doubt *= reference.confidence
    return Event(
        id="",
        kind=kind,
        label=label_of(token, kind, actors, _names(read, actors)),
        date=date,
        status=status,  # type: ignore[arg-type]
        actors=actors + _places(read, token),
        speaker=speaker,
        evidence=(evidence_at(doc, token.i),),
        confidence=round(doubt, 3),
    )


_SAID = frozenset(("SUPPORT", "REQUEST", "ACCUSE", "REJECT", "THREATEN", "CONCEDE"))


def _parties_of_verb(doc: Doc, read: Annotations, verb: Token, frame: Frame) -> _Parties | None:
    if frame.particle and not any(t.lower_ == frame.particle for t in verb.children):
        return None
    if not frame.particle and any(t.dep_ == "prt" for t in verb.children):
        return None
    if verb.lemma_ == "call" and (("names" in frame.slots) != _calls_names(verb)):
        return None
    directed = ontology().events[frame.kind].directed
    passive = is_passive(verb)
    targets = _in_slots(doc, read, verb, frame, passive)
    if passive:
        sources = _all(doc, read, agents(verb), acting=True)
        done_to = _all(doc, read, subjects(verb))
        if not targets and "obj" in frame.slots:
            targets = done_to
        elif not directed:
            sources = [*sources, *done_to]
    else:
        sources = _all(doc, read, subjects(verb), acting=True)
    if not targets and verb.lemma_.lower() in triggers().refuses | triggers().threatens:
        targets = _below(doc, read, verb)
    if not sources and not targets:
        return None
    if not targets and (directed or len(_entities(sources)) < 2):
        return None
    if not sources and (directed or not passive or len(_entities(targets)) < 2):
        return None
    inherited = not any(t.dep_ in ("nsubj", "nsubjpass", "agent") for t in verb.children)
    return _Parties(tuple(sources), tuple(targets), 0.7 if inherited else 0.8)


def _in_slots(doc: Doc, read: Annotations, verb: Token, frame: Frame, passive: bool) -> list[Reference]:
    for slot in frame.slots:
        if slot == "obj" and passive:
            continue
        nouns = _called(verb) if slot == "names" else in_slot(verb, slot)
        if slot == "obj" and verb.lemma_.lower() in _PERSONAL:
            found = _all(doc, read, nouns, acting=True)
        else:
            found = _all(doc, read, nouns)
        if found:
            return found
    return []


def _calls_names(verb: Token) -> bool:
    """`called Zelensky a dictator`: the verb has two objects, or an object and a predicate."""
    nouns = [t for t in verb.subtree if t.lemma_.lower() in triggers().insults]
    return bool(nouns) and any(t.dep_ in ("oprd", "dobj", "attr", "ccomp") for t in verb.children)


def _called(verb: Token) -> list[Token]:
    """Who was called names: the object, or the subject of the small clause that the parser makes of it."""
    objects = [t for t in verb.children if t.dep_ in ("dobj", "dative")]
    clauses = [s for t in verb.children if t.dep_ in ("oprd", "ccomp") for s in t.children if s.dep_ == "nsubj"]
    return [t for t in (*objects, *clauses) if t.lemma_.lower() not in triggers().insults]


def _below(doc: Doc, read: Annotations, verb: Token) -> list[Reference]:
    """Whom the refused or threatened deed is about: `refused to talk to Kyiv`, `threatened to bomb Iran`."""
    for child in verb.children:
        if child.dep_ == "xcomp":
            for inner in child.children:
                if inner.dep_ == "dobj" and (found := named_in(doc, read, inner)):
                    return found
            for inner in child.children:
                if inner.dep_ == "prep":
                    for noun in inner.children:
                        if found := named_in(doc, read, noun):
                            return found
    return []


def _parties_of_noun(doc: Doc, read: Annotations, noun: Token, frame: Frame) -> _Parties | None:
    directed = ontology().events[frame.kind].directed
    owners = [
        r
        for t in noun.children
        if t.dep_ in ("poss", "amod", "compound", "nmod")
        for r in named_in(doc, read, t, acting=True)
    ]
    between = _all(doc, read, in_slot(noun, "between")) if "between" in frame.slots else []
    if len(_entities(between)) > 1:
        return (
            _Parties(tuple(between), (), 0.85)
            if not directed
            else _Parties(tuple(between[:1]), tuple(between[1:]), 0.7)
        )
    targets: list[Reference] = []
    for slot in frame.slots:
        targets = _all(doc, read, in_slot(noun, slot))
        if targets:
            break
    sources = owners or _all(doc, read, in_slot(noun, "by"), acting=True)
    confidence = 0.75
    verb = noun.head if noun.dep_ in ("dobj", "nsubjpass", "attr") else None
    lemma = verb.lemma_.lower() if verb is not None else ""
    if verb is not None and not sources and lemma in triggers().light:
        sources = _all(doc, read, agents(verb) if noun.dep_ == "nsubjpass" else subjects(verb), acting=True)
    elif verb is not None and lemma in triggers().suffers:
        sources, targets = targets or sources or _all(doc, read, in_slot(verb, "from")), _all(doc, read, subjects(verb))
    elif not sources and frame.kind == "CONSULT" and noun.dep_ == "pobj" and noun.head.lower_ in _AFTER:
        sources = _all(doc, read, subjects(clause_verb(noun.head)), acting=True)
        confidence = 0.65
    if directed and not (sources and targets):
        return None
    if not directed and len(_entities([*sources, *targets])) < 2:
        return None
    return _Parties(tuple(sources), tuple(targets), confidence)


def _all(doc: Doc, read: Annotations, nouns: Iterable[Token], *, acting: bool = False) -> list[Reference]:
    found: list[Reference] = []
    for noun in nouns:
        found.extend(r for r in named_in(doc, read, noun, acting=acting) if r not in found)
    return found


def _entities(references: Iterable[Reference]) -> set[str]:
    return {_party(e, r) for r in references for e in r.entities}


def _party(entity: str, reference: Reference) -> str:
    """The actor: what a place name refers to is the state that it is the capital of."""
    return reference.state or entity if entity.startswith("place:") else entity


def _actors(read: Annotations, parties: _Parties, *, directed: bool) -> tuple[Actor, ...]:
    """Actors with roles; none where one would act upon himself or upon his own state."""
    roles: tuple[Role, Role] = ("source", "target") if directed else ("participant", "participant")
    actors: dict[tuple[str, Role], Actor] = {}
    for references, role in ((parties.sources, roles[0]), (parties.targets, roles[1])):
        for reference in references:
            for entity in reference.entities:
                party = _party(entity, reference)
                actors.setdefault((party, role), Actor(party, role, _acts_for(read, party, reference)))
    found = list(actors.values())
    if directed:
        sides = {a.state or a.entity for a in found if a.role == "source"}
        doers = {a.entity for a in found if a.role == "source"}
        found = [a for a in found if a.role == "source" or (a.entity not in doers and a.entity not in sides)]
        if not any(a.role == "target" for a in found):
            return ()
    else:
        states = {a.state for a in found if a.state}
        found = [a for a in found if a.entity not in states]
        if len(found) < 2:
            return ()
    return tuple(found[:_MOST_ACTORS])


def _acts_for(read: Annotations, entity: str, reference: Reference) -> str | None:
    if entity in read.cast.figures:
        return reference.state if len(reference.entities) == 1 else read.cast.figures[entity].state
    return None


def _names(read: Annotations, actors: Iterable[Actor]) -> dict[str, str]:
    names = {}
    for actor in actors:
        id = actor.entity
        if id in read.cast.figures:
            names[id] = read.cast.figures[id].name
        elif id in world().states:
            names[id] = world().states[id].name
        elif id in world().bodies:
            names[id] = world().bodies[id].name
        else:
            names[id] = id.partition(":")[2].replace("-", " ").title()
    return names


def _places(read: Annotations, token: Token) -> tuple[Actor, ...]:
    """Where it happened: the place after `in` or `at` at the trigger or its verb."""
    for word in (token, clause_verb(token)):
        for slot in ("in", "at"):
            for noun in in_slot(word, slot):
                reference = read.at_token.get(noun.i)
                if reference is not None and reference.entities[0].startswith("place:"):
                    return (Actor(reference.entities[0], "place"),)
    return ()


def _once_a_sentence(told: list[Event]) -> list[Event]:
    """One event for what a verb and its noun both tell: `held talks with`, `signed a treaty with`."""
    best: dict[tuple[object, ...], Event] = {}
    for event in told:
        key = event.kind, frozenset(a.entity for a in event.actors if a.role != "place"), event.evidence
        if key not in best or best[key].confidence < event.confidence:
            best[key] = event
    return list(best.values())
