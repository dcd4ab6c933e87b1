"""Who holds which office: titles beside names (`Ukraine's foreign minister, Andrii Sybiha`), clauses that say so, and
offices of the known world that a text presumes."""

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Doc

from kg.extraction.annotations import Annotations, Reference, annotations, evidence_at
from kg.extraction.holdings import Holding, is_past, same_office, title_of
from kg.extraction.lexicon import lexicon
from kg.extraction.office_changes import owner_by_namer, successions
from kg.extraction.office_clauses import led_bodies
from kg.extraction.office_holders import Holders
from kg.extraction.office_owners import as_owner, can_own, owner_by_embassy, person_as_owner, state_spoken_of
from kg.extraction.office_phrases import OfficePhrase, is_posted, office_phrases, owners_in_turn
from kg.extraction.office_references import stands_for
from kg.extraction.titles import Title, title_words
from kg.model import Relation
from kg.reference.people import Tenure
from kg.reference.world import world

_PRIVATE = frozenset(("first lady", "queen"))  # held by marriage: no office that a text presumes
_OF_PARTS = ("provincial ", "regional ", "state premier")  # nor one of a part of a state
_LEADS = frozenset(("leader", "ruler", "strongman", "dictator"))  # by which news also calls who led a state
_OF_BODIES = frozenset(("founder", "co-founder"))  # no state has one now
_NEAR = 60  # tokens from a title to the verb by which another takes that office
_FOR_STATES = frozenset(
    ("army", "military", "police", "government", "presidential", "foreign", "defence", "defense", "air", "coast")
)
_OF_CONGRESS = frozenset(("senator", "congressman", "congresswoman"))
_HOUSES = frozenset(("congress", "senate", "house"))  # which other states have too
_AT_HOME = "state:USA"  # whose senators English news means where it names no other state
_OF_PLACES = frozenset(("governor", "mayor", "deputy governor", "deputy mayor", "regional governor", "regional head"))
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
    by_end = {r.end: r for r in people.values()}
    for phrase in office_phrases(doc, read):
        found, former = holders.of(phrase)
        if _waits(doc, phrase):
            continue
        if found and (phrase.owner is None or phrase.vague) and not phrase.elsewhere:
            namer = owner_by_namer(doc, read, phrase, by_end)
            phrase = replace(phrase, owner=namer, vague=False) if namer is not None else phrase
        phrase = replace(phrase, former=phrase.former if former is None else former or phrase.former)
        for own, holder in _each(doc, read, phrase, found):
            new = list(_held(doc, read, own, holder, held, on))
            _note_bodies(read, new)
            held.extend(new)
        loose.append((phrase, found))
    for phrase, leader in led_bodies(doc, read, people):
        held.extend(_held(doc, read, phrase, leader, held, on))
    held.extend(_by_succession(doc, people, held))
    stated = {h.person for h in held if not h.guessed and h.of.startswith("state:")}
    sent = {h.person for h in held if not h.guessed}
    held = [
        h for h in held if not h.guessed or (h.person not in stated and not (h.person in sent and is_posted(h.title)))
    ]
    held.extend(_by_possessive(doc, read, people, on))
    held = [h for h in held if not _leads_elsewhere(h, on)]
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


def _each(
    doc: Doc, read: Annotations, phrase: OfficePhrase, holders: Sequence[Reference]
) -> Iterator[tuple[OfficePhrase, Reference]]:
    """Each holder with the office that is theirs: of as many owners as holders each has one."""
    owners = owners_in_turn(doc, read, phrase) if phrase.title.many and len(holders) > 1 else []
    for k, holder in enumerate(holders):
        yield (replace(phrase, owner=owners[k]) if len(owners) == len(holders) else phrase), holder


def _leads_elsewhere(held: Holding, on: dt.date) -> bool:
    """Whether who is known to hold that office of another state stands beside a state by chance: `a visit to Italy
    President Trump accepted`."""
    offices = [t for t in world().tenures_of(held.person) if t.leads and t.of.startswith("state:")]
    if held.former or not held.of.startswith("state:") or any(t.of == held.of for t in offices):
        return False
    return any(t.holds_on(on) and same_office(held.title.name, t.title) for t in offices)


def _note_bodies(read: Annotations, held: Sequence[Holding]) -> None:
    """Keeps what bodies people are said to serve, for whose `Ostrowski's spokesman` is."""
    for item in held:
        if not item.of.startswith("state:"):
            figure = read.cast.figures[item.person]
            figure.body = figure.body or item.of


def _people(read: Annotations) -> dict[int, Reference]:
    return {r.start: r for r in read.references if r.how == "name" and r.entities[0] in read.cast.figures}


def _waits(doc: Doc, phrase: OfficePhrase) -> bool:
    """Whether it must be known first whom `his` stands for."""
    return doc[phrase.start].lower_ in _HIS and phrase.title.name not in ("counterpart", "colleague", "opposite number")


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
    after_title = phrase.title.start > 0 and doc[phrase.title.start - 1].lower_ in title_words().last_words
    if title.rank == "none" or (title.rank == "military" and (phrase.owner is None or after_title)):
        return
    if title.name in _OF_BODIES and (phrase.owner is None or phrase.owner.entities[0].startswith("state:")):
        return
    tenures = world().tenures_of(person)
    guessed = False
    owners: list[str] = []
    same = [t for t in tenures if same_office(title.name, t.title)]
    current = [t for t in tenures if t.holds_on(on)]
    if phrase.owner is not None and phrase.vague and _is_elsewheres(phrase.owner, tenures):
        owners = [state] if (state := world().state_of(person, on)) else []
    elif phrase.owner is not None and not (phrase.vague and (same or current)):
        owners = [*phrase.owner.entities, *([phrase.owner.body] if phrase.owner.body else [])]
    elif not phrase.elsewhere or title.name in _OF_PLACES:
        known = same or [t for t in tenures if t.holds_on(on) != phrase.former]
        if known:
            of = _as_named(read, max(known, key=lambda t: (t.holds_on(on) != phrase.former, t.start)).of)
            its = phrase.owner.entities if phrase.owner is not None else ()
            owners = [of] if of else [e for e in its if not e.startswith("state:")]
        elif (owner := _owner_of_name(doc, read, holder) or _owner_after_name(doc, read, holder)) is not None:
            owners = [*owner.entities, *([owner.body] if owner.body else [])]
        elif (led := _led_before(tenures, title, on)) is not None and (of := _as_named(read, led.of)) is not None:
            owners = [of]
            phrase = replace(phrase, former=phrase.former or not led.holds_on(on))
        elif (usual := title_words().usual.get(title.name)) is not None and _is_named(read, usual):
            owners = [usual]
        elif is_posted(title) and (embassy := owner_by_embassy(doc, read, phrase.start)) is not None:
            owners = list(embassy.entities)
        elif title.name in _OF_CONGRESS:
            owners = list(_of_congress(doc, read, phrase))
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


def _is_named(read: Annotations, state: str) -> bool:
    return any(state in (*r.entities, r.state) for r in read.references)


def _of_congress(doc: Doc, read: Annotations, phrase: OfficePhrase) -> Iterator[str]:
    """Whose senate `Senator X` is of: America's where the paragraph names America, else that of the state which the
    text names most."""
    here = read.paragraph_of[phrase.start]
    named: Counter[str] = Counter()
    near = False
    for reference in read.references:
        if doc[reference.head].lower_ not in _HOUSES:
            states = {e for e in (*reference.entities, reference.state or "") if e.startswith("state:")}
            named.update(states)
            near = near or (read.paragraph_of[reference.start] == here and _AT_HOME in states)
    if near:
        yield _AT_HOME
    elif named:
        yield named.most_common(1)[0][0]


def _led_before(tenures: Sequence[Tenure], title: Title, on: dt.date) -> Tenure | None:
    """What a known `leader` led who leads nothing any more: `the left-wing leader Rafael Correa`."""
    led = [t for t in tenures if t.leads and t.start.first <= on]
    return max(led, key=lambda t: t.start) if led and title.name in _LEADS else None


def _is_elsewheres(owner: Reference, tenures: Sequence[Tenure]) -> bool:
    """Whether the state that `its` seems to stand for is none that a known person has served."""
    of = owner.entities[0]
    served = {t.of if t.of in world().states else world().bodies[t.of].state for t in tenures}
    return of in world().states and bool(served) and None not in served and of not in served


def _owner_of_name(doc: Doc, read: Annotations, holder: Reference) -> Reference | None:
    """Whose somebody is by what stands before the name: `Mexico's Raquel Buenrostro, the economy secretary`."""
    i = holder.start - 1
    while i > 0 and doc[i].lower_ in lexicon().honorifics:
        i -= 1
    reference = read.at_token.get(i - (doc[i].tag_ == "POS")) if i > 0 else None
    if reference is None or not can_own(reference) or reference.how == "place":
        return None
    return as_owner(reference) if doc[i].tag_ == "POS" or reference.how == "adjective" else None


def _owner_after_name(doc: Doc, read: Annotations, holder: Reference) -> Reference | None:
    """`Mayor Ekrem Imamoglu of Istanbul`, `opposition leader X of the Unity Movement`."""
    i = holder.end
    if i >= len(doc) - 1 or doc[i].lower_ != "of":
        return None
    i += 1
    while i < len(doc) - 1 and (doc[i].lower_ == "the" or doc[i].pos_ == "ADJ") and i not in read.at_token:
        i += 1
    reference = read.at_token.get(i)
    if reference is None or not can_own(reference) or reference.start != i or reference.how == "adjective":
        return None
    return as_owner(reference)


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
        or (title.rank == "speaks" and (words[0] in _FOR_STATES or "ministry" in words))
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
    if relation in ("colleague", "opposite number") and (phrase.owner is None or phrase.vague):
        return
    beside = phrase.vague and phrase.owner is not None and phrase.owner.end <= phrase.start
    if beside and relation == "counterpart":  # `his counterpart at the defence ministry`: of the same state
        other = _other(read, phrase)
        same = (read.cast.figures[other].state if other is not None else None) or world().state_of(person, on)
        phrase = replace(phrase, owner=replace(phrase.owner, entities=(same,)) if same and phrase.owner else None)
    if relation in ("counterpart", "colleague", "opposite number"):
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
        if owner is not None and (served := world().tenures_of(person)) and owner not in {t.of for t in served}:
            return  # `his` stands for another than it seems
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


def _by_succession(doc: Doc, people: dict[int, Reference], held: Sequence[Holding]) -> Iterator[Holding]:
    """`Jaakkola, who took over from Timo Kivinen`, `Maiga replaces Choguel Maiga`: the other's office before, and the
    other way round where only who left has one."""
    by_end = {r.end: r for r in people.values()}
    for change in successions(doc, people, by_end):
        new, old = change.new.entities[0], change.old.entities[0]
        for person, other, former in ((old, new, True), (new, old, False)):
            theirs = [h for h in held if h.person == other and not h.former and h.title.rank in ("leads", "office")]
            mine = {h.of for h in held if h.person == person}
            near = [h for h in theirs if abs(h.at - change.at) < _NEAR and h.of not in mine]
            if near:
                reference = change.old if former else change.new
                yield Holding(person, near[-1].of, near[-1].title, former, reference.start)
                break


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
        left = {(h.of, h.title.name) for h in read.holdings if h.person == person and h.former}
        current = [
            t
            for t in tenures
            if t.holds_on(on)
            and t.of in named
            and t.title not in _PRIVATE
            and not t.title.startswith(_OF_PARTS)
            and (t.of, t.title) not in left
        ]
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
