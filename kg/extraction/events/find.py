"""Walks over a text and makes events of what its triggers tell."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache

from spacy.tokens import Doc, Token

from kg.extraction.annotations import Annotations, DatePhrase, Reference, annotations, evidence_at
from kg.extraction.clauses import in_slot, is_passive, is_under, subjects
from kg.extraction.dates import event_date
from kg.extraction.dates.tense import clause_of
from kg.extraction.events.adjectives import parties_of_adjective
from kg.extraction.events.answers import kind_answered
from kg.extraction.events.casting import actors_of, names_of, places_of, roles_of
from kg.extraction.events.fitting import fitting
from kg.extraction.events.headlines import headline
from kg.extraction.events.judgements import judgement
from kg.extraction.events.nouns import parties_of_noun
from kg.extraction.events.parties import Parties
from kg.extraction.events.redating import Dated, redated
from kg.extraction.events.repeats import told_once
from kg.extraction.events.scene import Scene
from kg.extraction.events.story import Story
from kg.extraction.events.verbs import is_hidden_verb, parties_of_verb, refused, threatened_by
from kg.extraction.labels import label_of, label_with
from kg.extraction.search import sentence_numbers, tokens_of_lemmas, tokens_with
from kg.extraction.status import status_of
from kg.extraction.triggers import triggers
from kg.joining import cluster, merge
from kg.model import Actor, Event, Status
from kg.ontology import ontology
from kg.reference.world import world

_VERBS = frozenset(("VERB", "AUX"))
_TELLING = frozenset(("VERB", "AUX", "NOUN", "PROPN", "ADJ"))
_FLOOR = 0.55  # share of right events among those of which the grammar makes least sure (see docs/reading.md)
_DEEDS_OF_FORCE = frozenset(("ASSAULT", "COERCE", "MOBILIZE"))  # announced, they are threats (PLOVER codebook)
_FRIENDLY = frozenset(("CONSULT", "AGREE", "COOPERATE", "AID", "SUPPORT", "CONCEDE", "RETREAT"))
_WILL = frozenset(("will", "would", "wo", "'ll"))
_SAID = frozenset(("SUPPORT", "REQUEST", "ACCUSE", "REJECT", "THREATEN", "CONCEDE"))


def find_events(doc: Doc) -> Doc:
    """Fills `annotations(doc).events`, those that tell one event joined."""
    read = annotations(doc)
    scene = Scene(doc, read, Story(_by_sentence(doc, read)))
    telling = _telling(doc, read)
    found: list[tuple[Token, Dated]] = []
    for number, sentence in enumerate(doc.sents):
        if sentence[-1].text == "?" or (len(sentence) > 1 and sentence[-1].is_space and sentence[-2].text == "?"):
            continue  # who asks does not tell
        scene.story.sentence = number
        for token in (doc[i] for i in range(sentence.start, sentence.end) if i in telling):
            found.extend((token, event) for event in _events_at(scene, token))
    tokens, events = [token for token, _ in found], redated([dated for _, dated in found])
    told = told_once(list(zip(tokens, events, strict=True)))
    read.events = [merge([told[i] for i in part]) for part in cluster(told)]
    read.events.sort(key=lambda e: e.evidence[0])
    return doc


def _telling(doc: Doc, read: Annotations) -> set[int]:
    """Tokens that may tell something: triggers, verbs of what somebody says, and what a headline has before a name."""
    before_names = (r.start - 1 for r in read.references if read.lower[r.start - 1].endswith("s"))
    adjectives = (i for i, word in enumerate(read.lower) if word in triggers().adjectives)
    said = (i for i in tokens_with(doc, "pos", _VERBS) if i in read.speaker_of)
    words = {*tokens_of_lemmas(doc, _trigger_lemmas()), *adjectives, *said, *before_names}
    return {i for i in tokens_with(doc, "pos", _TELLING) if i in words and read.paragraph_of[i] >= 0}


@cache
def _trigger_lemmas() -> frozenset[str]:
    return frozenset((*triggers().verbs, *triggers().nouns, *triggers().vows))


def _by_sentence(doc: Doc, read: Annotations) -> list[list[Reference]]:
    number_of = sentence_numbers(doc)
    named: list[list[Reference]] = [[] for _ in doc.sents]
    for reference in sorted(read.references, key=lambda r: -r.start):
        named[number_of[reference.head]].append(reference)
    return named


def _events_at(scene: Scene, token: Token) -> Iterator[Dated]:
    """What a token tells: one event, two where the parties do it to each other, one for each who is called."""
    readings = ((kind, _not_against(scene, kind, found)) for kind, found in _readings(scene, token))
    kind, found = next(((kind, found) for kind, found in readings if found is not None), ("", None))
    if found is None:
        return
    kind = _told_as(kind, found, token)
    if token.lemma_.lower() in triggers().mirrors or _strikes_back(token):
        kind = kind_answered(scene, found.sources, found.targets) or kind
    status: Status | None = "happened" if found.granted else status_of(token)
    if status == "denied" and token.lemma_.lower() in triggers().acceptances and found.targets:
        kind, status = "REJECT", "happened"  # `does not accept the ruling`
    if status == "denied" and kind in _FRIENDLY and found.targets and _will_not(token):
        kind, status = "REJECT", "happened"  # `said it would not talk to the regime`
    directed = ontology().events[kind].directed
    for parties in _apart(found, token):
        actors = actors_of(scene.read, parties, kind, roles_of(kind, parties, token))
        if actors:
            everyone = (*parties.sources, *parties.targets)
            sides = (parties.sources, parties.targets) if directed else (everyone, everyone)
            scene.story.tell(kind, *sides, _nouns(token))
            if status is not None:
                yield _event(scene, token, kind, actors, parties, status)


def _will_not(verb: Token) -> bool:
    return any(t.dep_ == "aux" and t.lower_ in _WILL for t in verb.children) and any(
        t.dep_ == "neg" for t in verb.children
    )


def _not_against(scene: Scene, kind: str, found: Parties) -> Parties | None:
    """The parties without those against whom something kind is done: `our commitment to stand together against B`."""
    if kind not in ("SUPPORT", "AID"):
        return found
    targets = tuple(r for r in found.targets if not is_under(scene.doc[r.head], "against"))
    return replace(found, targets=targets) if targets or not found.targets else None


def _nouns(trigger: Token) -> Iterator[str]:
    """By which nouns what a trigger tells can be named again: `warrant` of `issued warrants`, `strike` of itself."""
    if trigger.pos_ == "NOUN":
        yield trigger.lemma_.lower()
    yield from (t.lemma_.lower() for t in in_slot(trigger, "obj") if t.pos_ == "NOUN" and not _is_known(t))


def _is_known(noun: Token) -> bool:
    """`condemned the warrants` speaks of what others issued."""
    return any(t.lower_ in ("the", "this", "that", "these", "those") or t.dep_ == "poss" for t in noun.children)


def _told_as(kind: str, found: Parties, trigger: Token) -> str:
    """The kind that the words around make of it: `told Kyiv to talk` asks, `Trump attacked Biden` accuses."""
    lemma = trigger.lemma_.lower()
    if lemma in triggers().addressing and any(t.dep_ == "xcomp" for t in trigger.children):
        return "REQUEST"
    if lemma == "call" and kind == "REQUEST" and _is_visit(found, trigger):
        return "CONSULT"
    if kind == "THREATEN" and _warns_of(found, trigger):
        return "ACCUSE"
    people = all(e.startswith("person:") for r in (*found.sources, *found.targets) for e in r.entities)
    return "ACCUSE" if kind == "ASSAULT" and people and lemma in triggers().verbal else kind


def _warns_of(found: Parties, warning: Token) -> bool:
    """`warned that Russia was massing troops`: he says what the other does, not what he will suffer."""
    if warning.lemma_.lower() not in ("warn", "caution"):
        return False
    said = [t for t in warning.children if t.dep_ == "ccomp" and not is_passive(t)]
    doers = {s.i for t in said for s in subjects(t) if not any(c.tag_ == "MD" for c in t.children)}
    reckoned = any(t.lemma_.lower() == verb for t in said for verb, _ in triggers().reckonings)
    return not reckoned and any(r.start <= i < r.end for r in found.targets for i in doers)


def _is_visit(found: Parties, call: Token) -> bool:
    """`called on President Duterte`, with nothing said that he should do."""
    asks = any(t.dep_ in ("xcomp", "ccomp", "advcl") or t.lower_ == "for" for t in call.children)
    return not asks and all(e.startswith("person:") for r in found.targets for e in r.entities)


def _strikes_back(verb: Token) -> bool:
    return verb.lemma_.lower() in ("hit", "strike", "fire", "fight") and any(t.lower_ == "back" for t in verb.children)


def _apart(found: Parties, trigger: Token) -> Iterator[Parties]:
    if found.mutual:
        yield found
        yield replace(found, sources=found.targets, targets=found.sources)
    elif trigger.lemma_.lower() in triggers().one_by_one:
        each = (replace(target, entities=(e,)) for target in found.targets for e in target.entities)
        yield from (replace(found, targets=(target,)) for target in each)
    else:
        yield found


def _readings(scene: Scene, token: Token) -> Iterator[tuple[str, Parties]]:
    """What a token may tell: event types with their parties, the surest first."""
    words = triggers()
    lemma = token.lemma_.lower()
    part = "VERB" if is_hidden_verb(token) else token.pos_
    if part == "ADJ" or (token.tag_ == "VBN" and token.lower_ in words.adjectives):
        for frame in words.adjectives.get(token.lower_, ()):
            if (found := parties_of_adjective(scene, token, frame)) is not None:
                yield frame.kind, found
    if (found_in_headline := headline(scene, token)) is not None:
        yield found_in_headline
    if part in ("NOUN", "PROPN"):
        for frame in words.nouns.get(lemma, ()):
            if (found := parties_of_noun(scene, token, frame)) is not None:
                yield frame.kind, found
    if part in ("VERB", "AUX"):
        frames = fitting(scene, token, words.verbs.get(lemma, ()))
        for frame in frames:
            if (found := parties_of_verb(scene, token, frame)) is not None:
                yield frame.kind, found
        if (judged := judgement(scene, token)) is not None:
            yield judged
        if lemma in words.acceptances and (found := refused(scene, token)) is not None:
            yield "REJECT", found
        if lemma in words.vows and (found := threatened_by(scene, token)) is not None:
            yield "THREATEN", found
        commits = lemma in words.commits
        for frame in (f for f in frames if ontology().events[f.kind].directed or (commits and f.kind == "AGREE")):
            if (found := parties_of_verb(scene, token, frame, presume=True)) is not None:
                yield frame.kind, found


def _event(scene: Scene, token: Token, kind: str, actors: tuple[Actor, ...], found: Parties, status: Status) -> Dated:
    doc, read = scene.doc, scene.read
    speaker = read.speaker_of.get(token.i)
    date, phrase = event_date(doc, token.i)
    if (
        speaker is not None
        and status == "happened"
        and kind not in _SAID
        and not _speaks_for_a_side(read, speaker, [a for a in actors if a.role != "target" or found.mutual])
    ):
        status = "alleged"
    if date is not None and status == "happened" and read.published_at(token.i) is not None:
        published = read.published_at(token.i)
        status = "announced" if published is not None and date.first > published else status
    if status == "announced" and kind in _DEEDS_OF_FORCE:
        kind = "THREATEN"
    confidence = found.confidence
    for reference in (*found.sources, *found.targets):
        confidence *= reference.confidence
    event = Event(
        id="",
        kind=kind,
        label=_label(scene, token, kind, actors, found),
        date=date,
        status=status,
        actors=actors + places_of(read, token),
        speaker=speaker,
        evidence=(evidence_at(doc, token.i),),
        confidence=round(_FLOOR + (1 - _FLOOR) * confidence, 3),
    )
    here = read.paragraph_of[token.i]
    first = read.document.paragraphs[here].heading or here in read.timeline.opening
    return Dated(event, said=phrase is not None and not _is_lent(token, phrase), first=first)


def _is_lent(token: Token, phrase: DatePhrase) -> bool:
    """`pleaded on Wednesday after Trump withdrew from it`: the day is that of the clause above."""
    clause = clause_of(token)
    after = clause.dep_ == "advcl" and any(t.lower_ == "after" for t in clause.children if t.dep_ == "mark")
    return after and not clause.left_edge.i <= phrase.start <= clause.right_edge.i


def _speaks_for_a_side(read: Annotations, speaker: str, sides: Iterable[Actor]) -> bool:
    """Whether who tells a deed is one of those who do it, their state or somebody who speaks for it: what a minister
    says that his own government did is no mere claim."""
    body, figure = world().bodies.get(speaker), read.cast.figures.get(speaker)
    state = figure.state if figure is not None else body.state if body is not None and body.acts else speaker
    return any(side in (speaker, state) for actor in sides for side in (actor.entity, actor.state) if side is not None)


def _label(scene: Scene, token: Token, kind: str, actors: tuple[Actor, ...], found: Parties) -> str:
    names = names_of(scene.doc, scene.read, actors)
    if found.judged:
        return label_with(None, None, kind, actors, names)
    return label_of(token, kind, actors, names, {r.head for r in found.targets})
