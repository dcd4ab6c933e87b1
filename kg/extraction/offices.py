"""Who holds which office: titles beside names (`Ukraine's foreign minister, Andrii Sybiha`), clauses that say so, and
offices of the known world that a text presumes."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Doc

from kg.extraction.annotations import Annotations, Reference, annotations, evidence_at
from kg.extraction.holdings import Holding, is_past, same_office, title_of
from kg.extraction.lexicon import lexicon
from kg.extraction.office_clauses import led_bodies
from kg.extraction.office_holders import Holders
from kg.extraction.office_owners import as_owner, can_own, person_as_owner, state_spoken_of
from kg.extraction.office_phrases import OfficePhrase, office_phrases
from kg.extraction.office_references import stands_for
from kg.extraction.titles import Title, title_words
from kg.model import Relation
from kg.reference.world import world

_PRIVATE = frozenset(("first lady", "queen"))  # held by marriage: no office that a text presumes
_OF_BODIES = frozenset(("founder", "co-founder"))  # no state has one now
_HIS = frozenset(("his", "her"))


def link_offices(doc: Doc, on: dt.date) -> Doc:
    """Adds `holds_office` relations that the text states, and references for titles that stand for a person.

    A title without a state is that of the holder's known office. `on` is the day whose offices count. Offices of
    whom a pronoun stands for are left to `link_offices_of_pronouns`.
    """
    read = annotations(doc)
    people = _people(read)
    held: list[Holding] = []
    loose: list[tuple[OfficePhrase, list[Reference]]] = []
    holders = Holders(doc, people)
    for phrase in office_phrases(doc, read):
        found, former = holders.of(phrase)
        if _waits(doc, phrase):
            continue
        phrase = replace(phrase, former=phrase.former if former is None else former or phrase.former)
        for holder in found:
            held.extend(_held(doc, read, phrase, holder, held, on))
        loose.append((phrase, found))
    for phrase, leader in led_bodies(doc, read, people):
        held.extend(_held(doc, read, phrase, leader, held, on))
    stated = {h.person for h in held if not h.guessed and h.of.startswith("state:")}
    held = [h for h in held if not h.guessed or h.person not in stated]
    held.extend(_by_possessive(doc, read, people, on))
    _take(doc, read, held)
    presumed = [*_known_offices(read, people, on), *held]
    for phrase, found in loose:
        if (reference := stands_for(doc, read, phrase, presumed, on, found)) is not None:
            read.add(reference)
    return doc


def link_offices_of_pronouns(doc: Doc, on: dt.date) -> Doc:
    """The same once it is known whom pronouns stand for: `his foreign minister, Jan Lipavsky`, `She was elected mayor`;
    then offices that the text presumes."""
    read = annotations(doc)
    people = _people(read)
    pronouns = [r for r in read.references if r.how == "pronoun" and r.entities[0] in read.cast.figures]
    holders = Holders(doc, people, [r for r in pronouns if len(r.entities) == 1])
    standing = {r.start for r in pronouns}
    for phrase in office_phrases(doc, read):
        found, former = holders.of(phrase)
        waits = _waits(doc, phrase)
        if waits:
            owner = person_as_owner(read, read.at_token.get(phrase.start))
            phrase = replace(phrase, owner=owner or phrase.owner)
        elif not any(r.start in standing for r in found):
            continue
        phrase = replace(phrase, former=phrase.former if former is None else former or phrase.former)
        before = list(read.holdings)
        new = [h for holder in found for h in _held(doc, read, phrase, holder, before, on) if not h.guessed]
        _take(doc, read, new)
        if waits and (reference := stands_for(doc, read, phrase, read.holdings, on, found)) is not None:
            read.add(reference)
    _take(doc, read, list(_known_offices(read, people, on)))
    return doc


def _people(read: Annotations) -> dict[int, Reference]:
    return {r.start: r for r in read.references if r.how == "name" and r.entities[0] in read.cast.figures}


def _waits(doc: Doc, phrase: OfficePhrase) -> bool:
    """Whether it must be known first whom `his` stands for."""
    return doc[phrase.start].lower_ in _HIS and phrase.title.name != "counterpart"


def _take(doc: Doc, read: Annotations, held: Sequence[Holding]) -> None:
    read.holdings.extend(held)
    read.relations.extend(_relation(doc, item) for item in held)
    _settle_states(read, held)


def _held(
    doc: Doc, read: Annotations, phrase: OfficePhrase, holder: Reference, before: Sequence[Holding], on: dt.date
) -> Iterator[Holding]:
    """The office, with the state of the body too; without a stated owner that of the person's known office."""
    person, title = holder.entities[0], phrase.title
    if title.rank == "relative":
        yield from _held_like_another(read, phrase, holder, before, on)
        return
    if title.rank == "none" or (title.rank == "military" and phrase.owner is None):
        return
    if title.name in _OF_BODIES and (phrase.owner is None or phrase.owner.entities[0].startswith("state:")):
        return
    tenures = world().tenures_of(person)
    guessed = False
    owners: list[str] = []
    same = [t for t in tenures if same_office(title.name, t.title)]
    current = [t for t in tenures if t.holds_on(on)]
    if phrase.owner is not None and not (phrase.vague and (same or current)):
        owners = [*phrase.owner.entities, *([phrase.owner.body] if phrase.owner.body else [])]
    elif not phrase.elsewhere:
        known = same or [t for t in tenures if t.holds_on(on) != phrase.former]
        if known:
            of = _as_named(read, max(known, key=lambda t: (t.holds_on(on) != phrase.former, t.start)).of)
            owners = [of] if of else []
        elif (owner := _owner_of_name(doc, read, holder)) is not None:
            owners = [*owner.entities, *([owner.body] if owner.body else [])]
        elif _is_of_a_state(title):
            state = read.cast.figures[person].state
            if state is None:
                spoken_of, guessed = state_spoken_of(doc, read, phrase.start), True
                state = spoken_of.entities[0] if spoken_of is not None else None
            owners = [state] if state else []
    for of in owners:
        past = is_past(tenures, of, title.name, on)
        still = any(t.of == of and same_office(title.name, t.title) and t.holds_on(on) for t in tenures)
        former = past or (phrase.former and not (phrase.then and still))
        yield Holding(person, of, title, former, holder.start, guessed)


def _owner_of_name(doc: Doc, read: Annotations, holder: Reference) -> Reference | None:
    """Whose somebody is by what stands before the name: `Mexico's Raquel Buenrostro, the economy secretary`."""
    i = holder.start - 1
    while i > 0 and doc[i].lower_ in lexicon().honorifics:
        i -= 1
    reference = read.at_token.get(i - (doc[i].tag_ == "POS")) if i > 0 else None
    if reference is None or not can_own(reference) or reference.how == "place":
        return None
    return as_owner(reference) if doc[i].tag_ == "POS" or reference.how == "adjective" else None


def _as_named(read: Annotations, of: str) -> str | None:
    """What the text names of whose a known office is: the body, else the state it belongs to."""
    body = world().bodies.get(of)
    if body is None or any(of in (*r.entities, r.body) for r in read.references):
        return of
    return body.state


def _is_of_a_state(title: Title) -> bool:
    """Whether such an office is a state's, so that one without a state is that of the state spoken of."""
    words = title.name.split()
    return (
        title.name in title_words().of_states
        or "minister" in words
        or (words[-1] == "secretary" and len(words) > 1 and words[0] not in ("press", "general", "party", "executive"))
    )


def _held_like_another(
    read: Annotations, phrase: OfficePhrase, holder: Reference, before: Sequence[Holding], on: dt.date
) -> Iterator[Holding]:
    """`his Latvian counterpart, Evika Silina`: the other's office in her state; `Bazoum's predecessor, Mahamadou
    Issoufou`: the other's office before him; `his deputy`."""
    person, relation = holder.entities[0], phrase.title.name
    earlier = [h for h in before if h.at < phrase.start and h.person != person and h.title.rank in ("leads", "office")]
    if relation == "counterpart":
        title = earlier[-1].title if earlier else None
        owner = phrase.owner.entities[0] if phrase.owner is not None else world().state_of(person, on)
    else:
        other = _other(read, phrase)
        theirs = [h for h in earlier if h.person == other]
        known = [t for t in world().tenures_of(other or "") if t.start.first <= on]
        if theirs:
            title, owner = theirs[-1].title, theirs[-1].of
        elif known:
            last = max(known, key=lambda t: (t.holds_on(on), t.leads, t.start))
            title, owner = title_of(last, holder.start), last.of
        else:
            title, owner = None, phrase.owner.entities[0] if phrase.owner is not None else None
    if relation == "deputy":
        title = phrase.title
    if title is None or owner is None:
        return
    tenures = [t for t in world().tenures_of(person) if t.of == owner]
    if tenures and not any(same_office(title.name, t.title) for t in tenures):
        title = title_of(max(tenures, key=lambda t: (t.holds_on(on), t.start)), holder.start)
    former = relation == "predecessor" or phrase.former or is_past(tenures, owner, title.name, on)
    yield Holding(person, owner, title, former, holder.start)


def _other(read: Annotations, phrase: OfficePhrase) -> str | None:
    """Whose predecessor or deputy: the person in the possessive, or whom `his` stands for."""
    for i in range(phrase.start, phrase.title.start):
        reference = read.at_token.get(i)
        if reference is not None and len(reference.entities) == 1 and reference.entities[0] in read.cast.figures:
            return reference.entities[0]
    return None


def _by_possessive(doc: Doc, read: Annotations, people: dict[int, Reference], on: dt.date) -> Iterator[Holding]:
    """`China's Xi`, `the EU's Kallas`, `Lukashenko of Belarus`: the office is the one the known world has."""
    for reference in read.references:
        if not can_own(reference):
            continue
        before, after = reference.start - 1, reference.end
        holder = None
        if after + 1 < len(doc) and doc[after].tag_ == "POS":
            holder = people.get(after + 1)
        elif before > 0 and doc[before].lower_ == "of":
            holder = next((r for r in people.values() if r.end == before), None)
        if holder is None:
            continue
        person, of = holder.entities[0], reference.entities[0]
        tenures = [t for t in world().tenures_of(person) if t.of == of and t.start.first <= on]
        if tenures:
            tenure = max(tenures, key=lambda t: (t.holds_on(on), t.leads, t.start))
            former = is_past(world().tenures_of(person), of, tenure.title, on)
            yield Holding(person, of, title_of(tenure, holder.start), former, holder.start)


def _known_offices(read: Annotations, people: dict[int, Reference], on: dt.date) -> Iterator[Holding]:
    """Offices that the text presumes: `Mr Trump` in an article about the United States.

    Such a relation has no evidence, for no sentence says it.
    """
    stated = {h.person for h in read.holdings if not h.former}
    named = {e for r in read.references for e in r.entities}
    for person in dict.fromkeys(r.entities[0] for r in people.values()):
        tenures = world().tenures_of(person)
        current = [t for t in tenures if t.holds_on(on) and t.of in named and t.title not in _PRIVATE]
        if person not in stated and current:
            tenure = max(current, key=lambda t: (t.leads, t.start))
            over = tenure.end is not None and tenure.end.last <= on
            yield Holding(person, tenure.of, title_of(tenure, -1), over, -1)


def _relation(doc: Doc, held: Holding) -> Relation:
    if held.at < 0:
        return Relation("holds_office", held.person, held.of, held.title.name, held.former)
    evidence = (evidence_at(doc, held.at),)
    return Relation("holds_office", held.person, held.of, held.title.name, held.former, evidence=evidence)


def _settle_states(read: Annotations, held: Sequence[Holding]) -> None:
    """Gives the people whom the text puts into an office of a state that state to act for."""
    for item in held:
        figure = read.cast.figures[item.person]
        if figure.state is None and item.of.startswith("state:"):
            figure.state = item.of
        if item.title.rank == "leads" and not item.former:
            figure.rank = max(figure.rank, 1)
    for index, reference in enumerate(read.references):
        if reference.state is None and reference.entities[0] in read.cast.figures:
            settled = replace(reference, state=read.cast.figures[reference.entities[0]].state)
            read.references[index] = settled
            read.at_token.update(
                {i: settled for i in range(settled.start, settled.end) if read.at_token.get(i) is reference}
            )
