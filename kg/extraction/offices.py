"""Who holds which office: titles beside names (`Ukraine's foreign minister, Andrii Sybiha`), and titles that stand
for somebody (`the Chinese leader`)."""

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from spacy.tokens import Doc

from kg.extraction.annotations import Annotations, Reference, annotations, evidence_at
from kg.extraction.cast import Figure
from kg.extraction.lexicon import lexicon
from kg.extraction.office_clauses import led_bodies, stated_by_verb
from kg.extraction.office_owners import can_own, state_spoken_of
from kg.extraction.office_phrases import OfficePhrase, office_phrases
from kg.extraction.people import known_figure
from kg.extraction.titles import Title, title_words
from kg.model import Relation
from kg.reference.people import Person, Tenure
from kg.reference.world import world

_OPENERS = frozenset((",", "(", "—", "–", "-", "--", ":"))
_BETWEEN_TITLES = frozenset((",", "and", "&", "the", "a", "an", "its", "also", "as", "well", "both"))
_AGE = re.compile(r"\d{2,3}")
_PRONOUNS = frozenset(("his", "her", "their", "its"))
_ANY_LEADER = frozenset(("leader", "head", "chief", "boss", "strongman", "chair"))
_SYNONYMS = {
    "premier": "prime minister",
    "foreign affairs minister": "foreign minister",
    "external affairs minister": "foreign minister",
    "vice premier": "deputy prime minister",
    "vice president": "vice president",
    "press secretary": "spokesman",
    "top diplomat": "foreign minister",
    "chief executive officer": "chief executive",
    "ceo": "chief executive",
    "chair": "chairman",
    "military chief": "army chief",
    "war secretary": "defence secretary",
}
_PRIVATE = frozenset(("first lady", "queen"))  # held by marriage: no office that a text presumes
_GRACE = 10  # days after the end of an office in which news may still give it, as of somebody just dead or deposed


@dataclass(frozen=True, slots=True)
class _Held:
    """An office that the text gives to a person."""

    person: str
    of: str
    title: Title
    former: bool
    at: int
    guessed: bool = False  # the state is that of the sentences around


def link_offices(doc: Doc, on: dt.date) -> Doc:
    """Adds `holds_office` relations that the text states, and references for titles that stand for a person.

    A title without a state is that of the holder's known office. `on` is the day whose offices count.
    """
    read = annotations(doc)
    people = {r.start: r for r in read.references if r.how == "name" and r.entities[0] in read.cast.figures}
    held: list[_Held] = []
    loose: list[tuple[OfficePhrase, list[Reference]]] = []
    before: tuple[OfficePhrase, list[Reference]] | None = None
    for phrase in office_phrases(doc, read):
        holders, former = _holders(doc, phrase, people)
        if not holders and before is not None and _goes_on(doc, before[0], phrase):
            holders = before[1]
        phrase = replace(phrase, former=phrase.former if former is None else former or phrase.former)
        for holder in holders:
            held.extend(_held(doc, read, phrase, holder, held, on))
        loose.append((phrase, holders))
        before = (phrase, holders)
    by_head = {r.head: r for r in people.values()}
    for phrase, leader in led_bodies(doc, read, by_head):
        held.extend(_held(doc, read, phrase, leader, held, on))
    stated = {h.person for h in held if not h.guessed}
    held = [h for h in held if not h.guessed or h.person not in stated]
    held.extend(_by_possessive(doc, read, people, on))
    held.extend(_known_offices(read, held, people, on))
    for item in held:
        read.relations.append(_relation(doc, item))
    _settle_states(read, held)
    for phrase, holders in loose:
        reference = _stands_for(doc, read, phrase, held, on, holders)
        if reference is not None:
            read.add(reference)
    return doc


def _goes_on(doc: Doc, before: OfficePhrase, phrase: OfficePhrase) -> bool:
    """Whether a title is the same person's as the one before: `the interior minister and leader of the Republicans`."""
    between = doc[before.end : phrase.start]
    return 0 < len(between) <= 3 and all(t.lower_ in _BETWEEN_TITLES for t in between)


def _holders(doc: Doc, phrase: OfficePhrase, people: dict[int, Reference]) -> tuple[list[Reference], bool | None]:
    """Whose title it is: the name after it, before it, or that a verb joins to it; and whether that verb ends it."""
    if phrase.end < len(doc) and doc[phrase.end].tag_ == "POS":
        return [], None
    after = _name_after(doc, phrase, people)
    if after:
        return after, None
    before = _name_before(doc, phrase, people)
    if before is not None:
        return [before], None
    joined = stated_by_verb(doc, phrase, {r.head: r for r in people.values()})
    return ([joined.holder], joined.former) if joined is not None else ([], None)


def _name_after(doc: Doc, phrase: OfficePhrase, people: dict[int, Reference]) -> list[Reference]:
    """`President Xi`, `the president of France, Emmanuel Macron,`, `Presidents Xi and Putin`."""
    i = _past_posting(doc, phrase.end)
    comma = i < len(doc) and doc[i].text in (",", ":", "(")
    own = doc[phrase.start].lower_ in _PRONOUNS
    past = phrase.former and doc[phrase.start].lower_ in ("a", "an")
    if comma and not (phrase.definite or phrase.title.many or own or past):
        return []
    if i < len(doc) and doc[i].text in (",", "-", "(", '"', ":"):
        i += 1
    if i < len(doc) and doc[i].lower_ == "and" and i + 1 < len(doc):  # "president and party chief Xi"
        titled = next((k for k in range(i + 1, min(i + 6, len(doc))) if k in people), None)
        words = [doc[k].lower_ for k in range(i + 1, titled)] if titled else []
        return [people[titled]] if titled and words and words[-1] in title_words().last_words else []
    while i < len(doc) and (doc[i].lower_ in lexicon().honorifics or doc[i].lower_ in ("general", "retired", ".")):
        i += 1
    if i not in people:
        return []
    if comma and phrase.start and not _is_apposition(doc, people[i]):
        return []
    found = [people[i]]
    while phrase.title.many:
        i = found[-1].end
        while i < len(doc) and doc[i].lower_ in (",", "and") and i + 1 < len(doc):
            i += 1
        if i not in people:
            break
        found.append(people[i])
    return found if len(found) > 1 or not (comma and phrase.title.many) else []


def _past_posting(doc: Doc, end: int) -> int:
    """After `to Tokyo` in `China's ambassador to Tokyo, Wu Jianghao`; `end` where there is no such phrase."""
    if end < len(doc) and doc[end].lower_ in ("to", "in", "at"):
        for i in range(end + 1, min(end + 7, len(doc))):
            if doc[i].text == ",":
                return i
            if doc[i].pos_ in ("VERB", "AUX", "PUNCT"):
                break
    return end


def _is_apposition(doc: Doc, person: Reference) -> bool:
    """Whether a name after a comma ends there: `, Abdullah II, said`, and starts no clause or list of its own."""
    following = doc[person.end] if person.end < len(doc) else None
    return following is None or following.text in ",.;:)—–-" or following.pos_ in ("VERB", "AUX", "ADP", "CCONJ")


def _name_before(doc: Doc, phrase: OfficePhrase, people: dict[int, Reference]) -> Reference | None:
    """`Sergei Lavrov, the Russian foreign minister`, `Kallas (EU foreign policy chief)`."""
    i = phrase.start - 1
    if i < 1 or doc[i].text not in _OPENERS or phrase.title.many:
        return None
    if i > 2 and _AGE.fullmatch(doc[i - 1].text) and doc[i - 2].text == ",":
        i -= 2
    found = next((r for r in people.values() if r.end == i), None)
    if found is None:
        return None
    if phrase.end in people and doc[i].text == ",":
        return None  # a list: "Xi, President Putin and ..."
    return found


def _held(
    doc: Doc, read: Annotations, phrase: OfficePhrase, holder: Reference, before: Sequence[_Held], on: dt.date
) -> Iterator[_Held]:
    """The office, with the state of the body too; without a stated owner that of the person's known office."""
    person, title = holder.entities[0], phrase.title
    if title.rank == "relative":
        yield from _held_like_another(doc, read, phrase, holder, before, on)
        return
    if title.rank == "none" and (phrase.owner is None or not phrase.owner.entities[0].startswith("organization:")):
        return
    if title.rank == "military" and phrase.owner is None:
        return
    tenures = world().tenures_of(person)
    guessed = False
    owners: list[str] = []
    same = [t for t in tenures if _same_office(title.name, t.title)]
    current = [t for t in tenures if t.holds_on(on)]
    if phrase.owner is not None and not (phrase.vague and (same or current)):
        owners = [*phrase.owner.entities, *([phrase.owner.body] if phrase.owner.body else [])]
    elif not phrase.elsewhere:
        known = same or [t for t in tenures if t.holds_on(on) != phrase.former]
        if known:
            of = _as_named(read, max(known, key=lambda t: (t.holds_on(on) != phrase.former, t.start)).of)
            owners = [of] if of else []
        elif _is_of_a_state(title):
            state = read.cast.figures[person].state
            if state is None:
                spoken_of, guessed = state_spoken_of(doc, read, phrase.start), True
                state = spoken_of.entities[0] if spoken_of is not None else None
            owners = [state] if state else []
    for of in owners:
        past = _is_past(tenures, of, title.name, on)
        still = any(t.of == of and _same_office(title.name, t.title) and t.holds_on(on) for t in tenures)
        former = past or (phrase.former and not (phrase.then and still))
        yield _Held(person, of, title, former, holder.start, guessed)


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
    doc: Doc, read: Annotations, phrase: OfficePhrase, holder: Reference, before: Sequence[_Held], on: dt.date
) -> Iterator[_Held]:
    """`his Latvian counterpart, Evika Silina`: the other's office in her state; `Bazoum's predecessor, Mahamadou
    Issoufou`: the other's office before him; `his deputy`."""
    person, relation = holder.entities[0], phrase.title.name
    earlier = [h for h in before if h.at < phrase.start and h.person != person and h.title.rank in ("leads", "office")]
    if relation == "counterpart":
        title = earlier[-1].title if earlier else None
        owner = phrase.owner.entities[0] if phrase.owner is not None else world().state_of(person, on)
    else:
        other = _other(doc, read, phrase)
        theirs = [h for h in earlier if h.person == other]
        known = [t for t in world().tenures_of(other or "") if t.start.first <= on]
        if theirs:
            title, owner = theirs[-1].title, theirs[-1].of
        elif known:
            last = max(known, key=lambda t: (t.holds_on(on), t.leads, t.start))
            title, owner = _title_of(last, holder.start), last.of
        else:
            title, owner = None, phrase.owner.entities[0] if phrase.owner is not None else None
    if relation == "deputy":
        title = phrase.title
    if title is None or owner is None:
        return
    tenures = [t for t in world().tenures_of(person) if t.of == owner]
    if tenures and not any(_same_office(title.name, t.title) for t in tenures):
        title = _title_of(max(tenures, key=lambda t: (t.holds_on(on), t.start)), holder.start)
    former = relation == "predecessor" or phrase.former or _is_past(tenures, owner, title.name, on)
    yield _Held(person, owner, title, former, holder.start)


def _other(doc: Doc, read: Annotations, phrase: OfficePhrase) -> str | None:
    """Whose predecessor or deputy: the person in the possessive, or the last one named before `his`."""
    for i in range(phrase.start, phrase.title.start):
        reference = read.at_token.get(i)
        if reference is not None and reference.entities[0] in read.cast.figures:
            return reference.entities[0]
    if doc[phrase.start].lower_ not in _PRONOUNS:
        return None
    here = read.paragraph_of[phrase.start]
    people = [
        r
        for r in read.references
        if r.end <= phrase.start and read.paragraph_of[r.start] == here and r.entities[0] in read.cast.figures
    ]
    sentence = doc[phrase.start].sent.start
    own = [r for r in people if r.start >= sentence]
    subjects = [r for r in own or people if doc[r.head].dep_ in ("nsubj", "nsubjpass")]
    last = max(subjects or own or people, key=lambda r: r.start, default=None)
    return last.entities[0] if last is not None else None


def _title_of(tenure: Tenure, at: int) -> Title:
    return Title(at, at, tenure.title, "leads" if tenure.leads else "office", False)


def _same_office(title: str, known: str) -> bool:
    """Whether two titles are of one office: `premier` and `prime minister`, `minister of defense` and `defence
    minister`; `leader` is whoever leads."""
    if title in _ANY_LEADER:
        return known in ("leader", "head", "chairman", "chairwoman", "supreme leader", "ruler", "commander")
    return _office(title) == _office(known) or (title == "minister" and known.endswith("minister"))


@lru_cache(maxsize=4096)
def _office(title: str) -> str:
    words = title.replace("defense", "defence").replace("advisor", "adviser").replace("-", " ")
    for word in ("acting ", "interim ", "caretaker ", "transitional "):
        words = words.removeprefix(word)
    if (
        of := re.fullmatch(r"(minister|secretary) (?:of|for) (?:the )?(.+?)(?: affairs)?", words)
    ) and "state" not in words:
        words = f"{of[2]} {of[1]}"
    for many in ("woman", "person"):
        words = words.removesuffix(many) + "man" if words.endswith(many) else words
    return _SYNONYMS.get(words, words)


def _is_past(tenures: Sequence[Tenure], of: str, title: str, on: dt.date) -> bool:
    """Whether that known office of that person was over for some days by that day; unknown ones are not."""
    offices = [t for t in tenures if t.of == of]
    same = [t for t in offices if _same_office(title, t.title)] or offices
    ended = [t.end.last for t in same if t.end]
    return (
        bool(same)
        and not any(t.holds_on(on) for t in same)
        and any((on - day).days > _GRACE for day in ended)
        and not any(0 <= (on - day).days <= _GRACE for day in ended)
    )


def _by_possessive(doc: Doc, read: Annotations, people: dict[int, Reference], on: dt.date) -> Iterator[_Held]:
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
            former = _is_past(world().tenures_of(person), of, tenure.title, on)
            yield _Held(person, of, _title_of(tenure, holder.start), former, holder.start)


def _known_offices(
    read: Annotations, held: Sequence[_Held], people: dict[int, Reference], on: dt.date
) -> Iterator[_Held]:
    """Offices that the text presumes: `Mr Trump` in an article about the United States.

    Such a relation has no evidence, for no sentence says it.
    """
    stated = {h.person for h in held}
    named = {e for r in read.references for e in r.entities}
    for person in dict.fromkeys(r.entities[0] for r in people.values()):
        tenures = world().tenures_of(person)
        current = [t for t in tenures if t.holds_on(on) and t.of in named and t.title not in _PRIVATE]
        if person not in stated and current:
            tenure = max(current, key=lambda t: (t.leads, t.start))
            yield _Held(person, tenure.of, _title_of(tenure, -1), False, -1)


def _relation(doc: Doc, held: _Held) -> Relation:
    if held.at < 0:
        return Relation("holds_office", held.person, held.of, held.title.name, held.former)
    evidence = (evidence_at(doc, held.at),)
    return Relation("holds_office", held.person, held.of, held.title.name, held.former, evidence=evidence)


def _settle_states(read: Annotations, held: Sequence[_Held]) -> None:
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


def _stands_for(
    doc: Doc, read: Annotations, phrase: OfficePhrase, held: Sequence[_Held], on: dt.date, holders: Sequence[Reference]
) -> Reference | None:
    """The reference of a title to its holder: to the one named beside it, else to whom text or known world give it."""
    if holders:
        if doc[phrase.title.end - 1].dep_ in ("compound", "amod", "nmod"):
            return None
        return _office_reference(doc, phrase, [read.cast.figures[h.entities[0]] for h in holders])
    if phrase.title.many or phrase.title.rank == "relative":
        return None
    if not (phrase.definite or doc[phrase.start].is_sent_start):
        return None
    figure = _holder_by_text(read, phrase, held) or _holder_by_world(read, phrase, on)
    return _office_reference(doc, phrase, [figure]) if figure is not None else None


def _office_reference(doc: Doc, phrase: OfficePhrase, figures: Sequence[Figure]) -> Reference:
    states = {f.state for f in figures}
    own = doc[phrase.start].lower_ in _PRONOUNS  # `his spokesman`: the word for whose he is stands for another
    return Reference(
        phrase.start + own,
        phrase.title.end,
        phrase.title.end - 1,
        tuple(dict.fromkeys(f.id for f in figures)),
        "office",
        states.pop() if len(states) == 1 else None,
        0.9,
    )


def _holder_by_text(read: Annotations, phrase: OfficePhrase, held: Sequence[_Held]) -> Figure | None:
    """Who was last said to hold that office before the phrase; `the minister` is any minister."""
    owners = set(phrase.owner.entities) if phrase.owner else None
    fitting = [
        h
        for h in held
        if h.at < phrase.start
        and (owners is None or h.of in owners)
        and h.former == phrase.former
        and (
            _same_office(phrase.title.name, h.title.name)
            or h.title.name.endswith(f" {phrase.title.name}")
            or (phrase.title.name in ("leader", "head", "chief") and h.title.rank == "leads")
        )
    ]
    if not fitting:
        return None
    here = read.paragraph_of[phrase.start]
    near = {
        r.entities[0] for r in read.references if 0 <= here - read.paragraph_of[r.start] <= 1 and r.start < phrase.start
    }
    return read.cast.figures[max(fitting, key=lambda h: (h.person in near, h.at)).person]


def _holder_by_world(read: Annotations, phrase: OfficePhrase, on: dt.date) -> Figure | None:
    """Who holds that office of that state or body on that day; only a title that one person holds."""
    if phrase.owner is None or phrase.former or phrase.title.rank == "none":
        return None
    name, of = phrase.title.name, phrase.owner.entities[0]
    person: Person | None
    if name in ("leader", "ruler", "strongman", "head of state", "chief", "head", "boss"):
        person = world().leader_of(of, on)
    else:
        titles = {t.title for p in world().people.values() for t in p.tenures if t.of == of}
        same = next((t for t in sorted(titles) if _same_office(name, t)), None)
        found = world().holders(of, same, on) if same else ()
        person = found[0] if len(found) == 1 or (found and phrase.title.rank == "leads") else None
    return read.cast.add(known_figure(person, on)) if person is not None else None
