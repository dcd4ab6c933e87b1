"""Who holds which office: titles beside names (`Ukraine's foreign minister, Andrii Sybiha`), and titles that stand
for somebody (`the Chinese leader`)."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Token

from kg.extraction.annotations import Annotations, Reference, annotations
from kg.extraction.cast import Figure
from kg.extraction.lexicon import lexicon
from kg.extraction.people import known_figure
from kg.extraction.titles import Title, find_titles, title_words
from kg.model import Relation, Span
from kg.reference.world import Person, Tenure, world

_OWNING = frozenset(("of", "for"))
_OPENERS = frozenset((",", "(", "—", "–", "-", "--", ":"))
_BECOMES = frozenset("be become remain".split())
_MADE = frozenset("elect appoint name swear inaugurate install nominate reelect serve act succeed take choose".split())
_FADING = 0.7  # weight of a state's name for each sentence further back
_REACH = 7  # tokens to the left in which a title's state is looked for


@dataclass(frozen=True, slots=True)
class _Phrase:
    """A title with what belongs to it: tokens `start:end`, whose office it is, and whether it is a past one."""

    title: Title
    start: int
    end: int
    owner: Reference | None
    former: bool
    definite: bool  # `the president`, `Iran's president`: it can stand for its holder


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
    loose: list[tuple[_Phrase, int]] = []
    for phrase in _phrases(doc, read):
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


def _phrases(doc: Doc, read: Annotations) -> Iterator[_Phrase]:
    for title in find_titles(doc):
        if any(i in read.at_token and _inside_name(read.at_token[i], i) for i in range(title.start, title.end)):
            continue
        start, owner, former, definite = _look_left(doc, read, title)
        end = title.end
        right, right_end = _owner_after(doc, read, end)
        if right is not None and (owner is None or right.start - end <= 3):
            owner, end, definite = right, right_end, definite or doc[start].lower_ == "the"
        if owner is None and doc[start].lower_ == "its":
            owner = _its_owner(doc, read, start, title.name)
        if (since := _until(doc, start)) < start:
            start, former = since, True
        yield _Phrase(title, start, end, owner, former, definite)


def _its_owner(doc: Doc, read: Annotations, its: int, title: str) -> Reference | None:
    """Whose spokesman `its spokesman` is: the last named before in its sentence; else of the sentence before the
    body, where only bodies have such an office, or what its subject names."""
    sentence = doc[its].sent
    here = _owners(read, sentence.start, its)
    if here:
        return here[-1]
    if sentence.start == 0:
        return None
    previous = doc[sentence.start - 1].sent
    before = _owners(read, previous.start, previous.end)
    if title.startswith(("director", "secretary general", "secretary-general", "commissioner", "chief executive")):
        before = [r for r in before if not r.entities[0].startswith("state:")] or before
        return before[-1] if before else None
    subjects = [r for r in before if any(t.dep_ in ("nsubj", "nsubjpass") for t in _up(doc[r.head]))]
    return next(iter(subjects or before), None)


def _owners(read: Annotations, start: int, end: int) -> list[Reference]:
    """Names of states and bodies between two tokens, in text order."""
    found = {r.start: r for i in range(start, end) if (r := read.at_token.get(i)) and _can_own(r)}
    return [r for r in found.values() if r.how != "adjective"] or list(found.values())


def _up(token: Token) -> Iterator[Token]:
    """The token and what it stands under, up to its clause's verb."""
    while token.pos_ not in ("VERB", "AUX"):
        yield token
        if token.head.i == token.i:
            return
        token = token.head


def _until(doc: Doc, start: int) -> int:
    """Where `until last week` before a title at `start` begins; `start` where there is none."""
    for i in range(start - 1, max(start - 5, 0), -1):
        if doc[i].lower_ in ("until", "till", "formerly", "previously"):
            return i
        if doc[i].is_punct or doc[i].pos_ == "VERB":
            break
    return start


def _inside_name(reference: Reference, token: int) -> bool:
    return reference.how == "name" and reference.start <= token < reference.end


def _look_left(doc: Doc, read: Annotations, title: Title) -> tuple[int, Reference | None, bool, bool]:
    """Where the phrase starts, the state or body that stands before the title, whether past, whether definite."""
    words = title_words()
    former = definite = False
    owner: Reference | None = None
    start = i = title.start
    while i > 0 and title.start - i < _REACH:
        token = doc[i - 1]
        reference = read.at_token.get(token.i)
        if token.lower_ in words.past:
            former, start = True, i - 1
        elif reference is not None and doc[reference.end].text == "-":
            i = reference.start + 1  # `Russia-friendly President`
        elif reference is not None and owner is None and _can_own(reference):
            owner, start, definite = reference, reference.start, True
            i = reference.start + 1
        elif token.lower_ in ("the", "its", "this", "that"):
            start, definite = i - 1, True
            break
        elif token.lower_ in ("a", "an", "his", "her", "their", "another"):
            start = i - 1
            break
        elif token.lower_ in words.between or token.tag_ == "POS" or _joins_titles(doc, token, title):
            pass
        elif owner is None and token.pos_ in ("ADJ", "NOUN", "PROPN") and token.text[0].islower():
            pass
        else:
            break
        i -= 1
    return start, owner, former, definite


def _joins_titles(doc: Doc, token: Token, title: Title) -> bool:
    """`president and` before `commander-in-chief`, or the title words before them."""
    return token.lower_ in ("and", "&") and doc[token.i - 1].lower_ in title_words().last_words


def _can_own(reference: Reference) -> bool:
    return len(reference.entities) == 1 and reference.entities[0].split(":")[0] in (
        "state",
        "alliance",
        "organization",
    )


def _owner_after(doc: Doc, read: Annotations, end: int) -> tuple[Reference | None, int]:
    """`of Ukraine`, `of the Iranian army`, `for the Kremlin`: the last state or body in that noun phrase."""
    if end >= len(doc) or doc[end].lower_ not in _OWNING:
        return None, end
    found, i = None, end + 1
    while i < min(end + 8, len(doc)):
        reference = read.at_token.get(i)
        if reference is not None and _can_own(reference):
            found, i = reference, reference.end
            if i < len(doc) and doc[i].tag_ == "POS":
                i += 1
                continue
            if reference.how != "adjective" and not reference.body:
                break
        elif doc[i].tag_ in ("DT", "JJ", "NN", "NNS", "NNP", "NNPS", "POS") and reference is None:
            i += 1
        else:
            break
    if found is None:
        return None, end
    return found, i


def _holders(doc: Doc, phrase: _Phrase, people: dict[int, Reference]) -> list[Reference]:
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


def _name_after(doc: Doc, phrase: _Phrase, people: dict[int, Reference]) -> list[Reference]:
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


def _name_before(doc: Doc, phrase: _Phrase, people: dict[int, Reference]) -> Reference | None:
    """`Sergei Lavrov, the Russian foreign minister`, `Peskov, a Kremlin spokesman`, `Kallas (EU foreign policy chief)`."""
    i = phrase.start - 1
    if i < 1 or doc[i].text not in _OPENERS:
        return None
    found = next((r for r in people.values() if r.end == i), None)
    if found is None:
        return None
    if phrase.end in people and doc[i].text == ",":
        return None  # a list: "Xi, President Putin and ..."
    return found


def _name_by_verb(doc: Doc, phrase: _Phrase, people: dict[int, Reference]) -> Reference | None:
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


def _held(
    doc: Doc, read: Annotations, phrase: _Phrase, holder: Reference, on: dt.date
) -> Iterator[_Held]:
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


def _setting(doc: Doc, read: Annotations, phrase: _Phrase) -> str | None:
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


def _by_possessive(
    doc: Doc, read: Annotations, people: dict[int, Reference], on: dt.date
) -> Iterator[_Held]:
    """`China's Xi`, `the EU's Kallas`, `Lukashenko of Belarus`: the office is the one the known world has."""
    for reference in read.references:
        if not _can_own(reference):
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
    sentence = doc[held.at].sent
    text = sentence.text.strip()
    start = sentence.start_char + sentence.text.index(text)
    evidence = Span(start, start + len(text), text)
    return Relation("holds_office", held.person, held.of, held.title.name, held.former, evidence=(evidence,))


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
    phrase: _Phrase,
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
        return _office_reference(doc, phrase, figures)
    if phrase.title.many or not (phrase.definite or doc[phrase.start].is_sent_start):
        return None
    figure = _holder_by_text(read, phrase, held) or _holder_by_world(read, phrase, on)
    return _office_reference(doc, phrase, [figure]) if figure is not None else None


def _office_reference(doc: Doc, phrase: _Phrase, figures: Sequence[Figure]) -> Reference:
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


def _holder_by_text(read: Annotations, phrase: _Phrase, held: Sequence[_Held]) -> Figure | None:
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
    return read.cast.figures[max(fitting, key=lambda h: h.at).person] if fitting else None


def _holder_by_world(read: Annotations, phrase: _Phrase, on: dt.date) -> Figure | None:
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
