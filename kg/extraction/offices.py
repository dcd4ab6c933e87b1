"""Who holds which office: titles beside names (`Ukraine's foreign minister, Andrii Sybiha`), and titles that stand
for somebody (`the Chinese leader`)."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Doc

from kg.extraction.annotations import Annotations, Reference, annotations, evidence_at
from kg.extraction.cast import Figure
from kg.extraction.lexicon import lexicon
from kg.extraction.office_phrases import OfficePhrase, can_own, office_phrases
from kg.extraction.people import known_figure
from kg.extraction.titles import Title, title_words
from kg.model import Relation
from kg.reference.people import Person, Tenure
from kg.reference.world import world

_OPENERS = frozenset((",", "(", "—", "–", "-", "--", ":"))
_BECOMES = frozenset(["be", "become", "remain"])
_MADE = frozenset(
    [
        "elect",
        "appoint",
        "name",
        "swear",
        "inaugurate",
        "install",
        "nominate",
        "reelect",
        "serve",
        "act",
        "succeed",
        "take",
        "choose",
    ]
)
_FADING = 0.7  # weight of a state's name for each sentence further back


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
    people = {r.start: r for r in read.references if r.entities[0] in read.cast.figures}
    held: list[_Held] = []
    loose: list[tuple[OfficePhrase, int]] = []
    for phrase in office_phrases(doc, read):
        holders = _holders(doc, phrase, people)
        for holder in holders:
            held.extend(_held(doc, read, phrase, holder, on))
        loose.append((phrase, len(holders)))
    stated = {h.person for h in held if not h.guessed}
    held = [h for h in held if not h.guessed or h.person not in stated]
    held.extend(_by_possessive(doc, read, people, on))
    held.extend(_known_offices(read, held, people, on))
    for item in held:
        read.relations.append(_relation(doc, item))
    _settle_states(read, held)
    for phrase, named in loose:
        reference = _stands_for(doc, read, phrase, held, people, on, bool(named))
        if reference is not None:
            read.add(reference)
    return doc


def _holders(doc: Doc, phrase: OfficePhrase, people: dict[int, Reference]) -> list[Reference]:
    """Whose title it is: the name after it, before it, or that a verb joins to it."""
    if phrase.end < len(doc) and doc[phrase.end].tag_ == "POS":
        return []
    after = _name_after(doc, phrase, people)
    if after:
        return after
    before = _name_before(doc, phrase, people)
    if before is not None:
        return [before]
    joined = _name_by_verb(doc, phrase, people)
    return [joined] if joined is not None else []


def _name_after(doc: Doc, phrase: OfficePhrase, people: dict[int, Reference]) -> list[Reference]:
    """`President Xi`, `the president of France, Emmanuel Macron,`, `Presidents Xi and Putin`."""
    i = _past_posting(doc, phrase.end)
    comma = i < len(doc) and doc[i].text in (",", ":", "(")
    if comma and not (phrase.definite or phrase.title.many):
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
    return found


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
    if i < 1 or doc[i].text not in _OPENERS:
        return None
    found = next((r for r in people.values() if r.end == i), None)
    if found is None:
        return None
    if phrase.end in people and doc[i].text == ",":
        return None  # a list: "Xi, President Putin and ..."
    return found


def _name_by_verb(doc: Doc, phrase: OfficePhrase, people: dict[int, Reference]) -> Reference | None:
    """`Lai became president of Taiwan`, `was elected as`, `appointed Cho prime minister`."""
    by_head = {r.head: r for r in people.values()}
    head = doc[phrase.title.end - 1]
    verb = head.head
    if head.dep_ == "pobj" and verb.lower_ == "as":
        verb = verb.head
        if verb.lemma_.lower() not in _MADE:
            return None
    elif not (head.dep_ in ("attr", "oprd") and verb.lemma_.lower() in _BECOMES | _MADE):
        return None
    for dep in ("dobj", "nsubjpass", "nsubj"):
        for child in verb.children:
            if child.dep_ == dep and child.i in by_head and child.i != head.i:
                return by_head[child.i]
    return None


def _held(doc: Doc, read: Annotations, phrase: OfficePhrase, holder: Reference, on: dt.date) -> Iterator[_Held]:
    """The office, with the state of the body too; without a stated owner that of the person's known office."""
    person = holder.entities[0]
    title = phrase.title
    if title.rank == "none" and (phrase.owner is None or not phrase.owner.entities[0].startswith("organization:")):
        return
    tenures = world().tenures_of(person)
    guessed = False
    if phrase.owner is not None:
        owners = list(phrase.owner.entities)
        if phrase.owner.body:
            owners.append(phrase.owner.body)
    else:
        known = [t for t in tenures if _same_office(title.name, t.title)] or [
            t for t in tenures if t.holds_on(on) and not phrase.former
        ]
        if known:
            owners = [max(known, key=lambda t: (t.holds_on(on) != phrase.former, t.start)).of]
        else:
            state = read.cast.figures[person].state
            if state is None and not tenures:
                state, guessed = _setting(doc, read, phrase), True
            owners = [state] if state else []
    for of in owners:
        yield _Held(person, of, title, phrase.former or _is_past(tenures, of, title.name, on), holder.start, guessed)


def _setting(doc: Doc, read: Annotations, phrase: OfficePhrase) -> str | None:
    """The state an office without one belongs to: `The premier, Cho Jung-tai,` among sentences about Taiwan.

    It is the one named most in this paragraph and the one before, up to the title; the nearer the more it counts.
    """
    here = read.paragraph_of[phrase.start]
    weights: dict[str, float] = {}
    for reference in read.references:
        if reference.start < phrase.start and 0 <= here - read.paragraph_of[reference.start] <= 1:
            between = doc[reference.start : phrase.start]
            weight = _FADING ** sum(1 for t in between if t.is_sent_start)
            weight *= 2 if doc[reference.head].dep_ in ("nsubj", "nsubjpass", "poss") else 1
            for state in {e for e in (*reference.entities, reference.state or "") if e.startswith("state:")}:
                weights[state] = weights.get(state, 0) + weight
    return max(weights, key=lambda state: weights[state], default=None)


def _same_office(title: str, known: str) -> bool:
    return title == known or title.replace("defense", "defence").replace("-", " ") == known


def _is_past(tenures: Sequence[Tenure], of: str, title: str, on: dt.date) -> bool:
    """Whether that known office of that person was over on that day; unknown ones are not."""
    offices = [t for t in tenures if t.of == of]
    same = [t for t in offices if _same_office(title, t.title)] or offices
    return bool(same) and not any(t.holds_on(on) for t in same) and any(t.end and t.end.last < on for t in same)


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
            title = Title(holder.start, holder.end, tenure.title, "leads" if tenure.leads else "office", False)
            yield _Held(person, of, title, not tenure.holds_on(on), holder.start)


def _known_offices(
    read: Annotations, held: Sequence[_Held], people: dict[int, Reference], on: dt.date
) -> Iterator[_Held]:
    """Offices that the text presumes: `Mr Trump` in an article about the United States.

    Such a relation has no evidence, for no sentence says it.
    """
    stated = {h.person for h in held}
    named = {e for r in read.references for e in r.entities}
    for person in dict.fromkeys(r.entities[0] for r in people.values()):
        current = [t for t in world().tenures_of(person) if t.holds_on(on) and t.of in named]
        if person not in stated and current:
            tenure = max(current, key=lambda t: (t.leads, t.start))
            title = Title(-1, -1, tenure.title, "leads" if tenure.leads else "office", False)
            yield _Held(person, tenure.of, title, False, -1)


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
    doc: Doc,
    read: Annotations,
    phrase: OfficePhrase,
    held: Sequence[_Held],
    people: dict[int, Reference],
    on: dt.date,
    named: bool,
) -> Reference | None:
    """The reference of a title to its holder: to the one named beside it, else to whom text or known world give it."""
    head = phrase.title.end - 1
    if named and doc[head].dep_ in ("compound", "amod", "nmod"):
        return None
    if named:
        holders = _holders(doc, phrase, people)
        figures = [read.cast.figures[h.entities[0]] for h in holders]
        return _office_reference(phrase, figures)
    if phrase.title.many or not (phrase.definite or doc[phrase.start].is_sent_start):
        return None
    figure = _holder_by_text(read, phrase, held) or _holder_by_world(read, phrase, on)
    return _office_reference(phrase, [figure]) if figure is not None else None


def _office_reference(phrase: OfficePhrase, figures: Sequence[Figure]) -> Reference:
    states = {f.state for f in figures}
    return Reference(
        phrase.start,
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
