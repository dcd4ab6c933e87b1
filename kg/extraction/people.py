"""Links names of people: full names first, then surnames and misspellings to whom they mean."""

import datetime as dt
import re
from collections.abc import Iterator

from spacy.tokens import Doc, Token

from kg.extraction.annotations import Reference, annotations
from kg.extraction.cast import Cast, Figure, differing
from kg.extraction.lexicon import lexicon
from kg.extraction.mentions import Mention
from kg.extraction.person_names import family_of, without_nickname
from kg.folding import fold, slug
from kg.reference.given_names import given_names
from kg.reference.people import Person, Sex
from kg.reference.world import world

_FULL = frozenset(("name", "alias", "nickname", "script"))
_OF_STATES = frozenset(("name", "alias", "adjective", "demonym", "capital"))
_LANGUAGES = frozenset(("english", "welsh", "irish", "french", "german"))
_KNOWN_ENOUGH = 3  # see _famous
_LONG = 6  # letters of a word in which one wrong letter is a misspelling rather than another name
_KIN = frozenset(("wife", "husband", "son", "daughter", "brother", "sister", "father", "mother", "widow"))
_REMEMBERED = 20 * 365  # days for which news names who led a state by the surname alone


def link_people(doc: Doc, mentions: list[Mention], on: dt.date) -> list[Reference]:
    """References to people by name; fills `annotations(doc).cast`. `on` is the day whose offices count."""
    read = annotations(doc)
    cast = read.cast
    states = _states_named(mentions)
    full: dict[int, tuple[Mention, Figure]] = {}
    for mention in mentions:
        figure = _introduced(mention, cast, states, on)
        if figure is not None:
            figure.introduced.append(mention.start)
            full[mention.start] = mention, figure
    named = [_reference(m.start, m.end, m.end - 1, f) for m, f in full.values()]
    other = {i for m in mentions if m.start in full or not _is_surname(m) for i in range(m.start, m.end)}
    small = frozenset(word for word in read.words if word.isalpha() and word.islower())
    for mention in mentions:
        if mention.end - mention.start > 1 and _is_surname(mention) and mention.start not in full:
            figure = cast.called(mention.text, mention.start) or _famous(mention.text, states, small, cast, on)
            if figure is not None:
                named.append(_reference(mention.start, mention.end, mention.end - 1, figure))
                other |= set(range(mention.start, mention.end))
    mentions_at = {i for m in mentions for i in range(m.start, m.end)}
    polities = {m.start for m in mentions if m.end - m.start == 1 and _is_surname(m) and _names_polity(m)}
    for token in _lone_names(doc, other):
        sex = _sex_of_honorific(doc, token.i)
        figure = cast.called(token.text, token.i, sex)
        if figure is None:
            figure = _beside_partner(doc, token, named, cast, on)
        if figure is None and _names_no_person(doc, token, mentions_at):
            continue
        if figure is None and token.i not in polities:  # `Montenegro` is Luis Montenegro where the text introduced him
            figure = _famous(token.text, states, small, cast, on)
        if figure is None:
            figure = _relative(doc, token, named, cast, on)
        if figure is not None:
            named.append(_reference(token.i, token.i + 1, token.i, figure))
    return sorted(named, key=lambda r: r.start)


def _joined_before(doc: Doc, token: Token) -> bool:
    return token.i > 1 and doc[token.i - 1].text in ("-", "–") and not doc[token.i - 1].whitespace_


def _beside_partner(doc: Doc, token: Token, named: list[Reference], cast: Cast, on: dt.date) -> Figure | None:
    """`the Biden-Harris administration`: the second is of the first one's state."""
    if not _joined_before(doc, token) or doc[token.i - 2].whitespace_:
        return None
    first = next((r for r in named if r.end == token.i - 1), None)
    state = cast.figures[first.entities[0]].state if first is not None else None
    if state is None or doc[min(token.i + 1, len(doc) - 1)].lower_ not in ("administration", "government", "ticket"):
        return None
    folded = fold(token.text)
    found = [
        id
        for id in world().people_named(folded)
        if fold(world().people[id].family) == folded and rank_on(id, on) and world().state_of(id, on) == state
    ]
    return cast.add(known_figure(world().people[found[0]], on)) if len(found) == 1 else None


def _names_no_person(doc: Doc, token: Token, known: set[int]) -> bool:
    return _is_part_of_word(doc, token) or _is_a_thing(doc, token) or _is_of_a_longer_name(doc, token, known)


def _is_a_thing(doc: Doc, token: Token) -> bool:
    """`will return to the Moon`: after an article, with nothing after it that it could say something of."""
    article = token.i > 0 and doc[token.i - 1].lower_ == "the" and token.tag_ == "NNP"
    return article and token.dep_ == "pobj" and all(t.dep_ in ("det", "punct", "prep") for t in token.children)


def _is_part_of_word(doc: Doc, token: Token) -> bool:
    """`the Internet of Bio-Nano Things`: before a hyphen and a capitalised word that is nobody's name."""
    following = doc[token.i + 1] if token.i + 1 < len(doc) else token
    if following.text[0].isupper() and following.lower_ in lexicon().named_after:
        return True  # `the Johnson Space Center`
    if token.whitespace_ or token.i + 2 >= len(doc) or doc[token.i + 1].text != "-" or doc[token.i + 1].whitespace_:
        return False
    following = doc[token.i + 2]
    numbered = following.text[0].isdigit() or len(following) == 1  # `the Bio-5`, `Bio-X`
    return numbered or (following.text[0].isupper() and not world().people_named(fold(following.text)))


def _is_of_a_longer_name(doc: Doc, token: Token, known: set[int]) -> bool:
    """Whether an unknown capitalised word stands right behind a surname: `Fox` in `Fox Business`."""
    if token.i + 1 >= len(doc) or token.ent_type_ == "PERSON" or not token.whitespace_:
        return False
    following = doc[token.i + 1]
    return (
        following.text[0].isupper()
        and following.pos_ == "PROPN"
        and following.i not in known
        and following.lower_ not in lexicon().institution_words
        and all(t.start != following.i for t in annotations(doc).titles)
        and not following.is_sent_start
    )


def _relative(doc: Doc, token: Token, named: list[Reference], cast: Cast, on: dt.date) -> Figure | None:
    """`Sergei Skripal and his daughter Yulia`: a given name after a word of kinship has the other's family name."""
    before = doc[token.i - 1 - (doc[token.i - 1].text == ",")] if token.i > 1 else None
    given = given_names().get(fold(token.text))
    if before is None or before.lower_ not in _KIN or given is None or given.is_word:
        return None
    start = token.sent.start
    owners = [r for r in named if start <= r.start < token.i]
    if not owners:
        return None
    other = cast.figures[max(owners, key=lambda r: r.start).entities[0]]
    name = f"{token.text} {other.family}"
    for id in world().people_named(fold(token.text)):
        if fold(world().people[id].family) == fold(other.family):
            return cast.add(known_figure(world().people[id], on))
    if (figure := cast.spelt_like(name)) is not None:
        return figure
    return cast.add(Figure(f"person:{slug(name)}", name, other.family, given.sex, introduced=[token.i]))


def _states_named(mentions: list[Mention]) -> set[str]:
    """States named in a text, and those whose bodies are."""
    entities = {r.entity for m in mentions for r in m.readings if r.use != "shared"}
    bodies = {world().bodies[id].state for id in entities if id in world().bodies}
    return {id for id in (*entities, *bodies) if id is not None and id.startswith("state:")}


def known_figure(person: Person, on: dt.date) -> Figure:
    """A person of the known world as seen on that day."""
    return Figure(
        person.id,
        person.name,
        person.family,
        person.sex,
        world().state_of(person.id, on),
        rank_on(person.id, on),
        aliases=person.aliases,
    )


def _reference(start: int, end: int, head: int, figure: Figure) -> Reference:
    return Reference(start, end, head, (figure.id,), "name", figure.state)


def _is_surname(mention: Mention) -> bool:
    return any(r.use == "surname" for r in mention.readings)


def _names_polity(mention: Mention) -> bool:
    """Whether a name that is also a surname is a state's."""
    return any(r.use in _OF_STATES and r.entity in world().states for r in mention.readings)


def _introduced(mention: Mention, cast: Cast, states: set[str], on: dt.date) -> Figure | None:
    """Whom a full name stands for, known or new; None for a bare surname or no person."""
    known = sorted({r.entity for r in mention.readings if r.use in _FULL and r.entity in world().people})
    if known:
        return cast.add(known_figure(world().people[max(known, key=lambda id: rank_on(id, on))], on))
    if mention.new != "person":
        return None
    name = without_nickname(mention.text)
    first, _, rest = name.partition(" ")
    if first in lexicon().royal_titles and " " not in rest and (figure := cast.called(rest, mention.start)) is not None:
        return figure
    if (person := misspelt(name, on) or _with_more_names(name, states)) is not None:
        return cast.add(known_figure(person, on))
    if (figure := cast.spelt_like(name)) is not None:
        return figure
    given = given_names().get(fold(first))
    sex: Sex = given.sex if given is not None else ""
    return cast.add(Figure(f"person:{slug(name)}", name, family_of(name), sex))


def misspelt(name: str, on: dt.date) -> Person | None:
    """The one person of the known world whose name is that but for a letter or the order of its words.

    A short word with another letter is another name (`Joan`, `John`), save for who leads a state.
    """
    words = fold(name).split()
    ids = {id for word in words for id in world().people_named(word)}
    near = []
    for id in ids:
        spellings = (fold(n) for n in (world().people[id].name, *world().people[id].aliases))
        for spelling in spellings:
            if sorted(spelling.split()) == sorted(words) or (
                (wrong := differing(spelling, " ".join(words))) is not None
                and (len(wrong) >= _LONG or rank_on(id, on) == 2)
            ):
                near.append(id)
    found = set(near)
    return world().people[found.pop()] if len(found) == 1 else None


def _with_more_names(name: str, states: set[str]) -> Person | None:
    """`Abdel Fattah Abdelrahman Burhan`: the one person of a state in the text whose first and last name these are."""
    words = [w for w in re.findall(r"[^\W_]+", fold(name)) if w not in lexicon().particles]
    if len(words) < 3:
        return None
    found = set()
    for id in world().people_named(words[-1]):
        for known in (world().people[id].name, *world().people[id].aliases):
            parts = [w for w in re.findall(r"[^\W_]+", fold(known)) if w not in lexicon().particles]
            ends = len(parts) > 1 and parts[0] == words[0] and parts[-1] == words[-1]
            if ends and set(parts) <= set(words) and any(t.of in states for t in world().tenures_of(id)):
                found.add(id)
    return world().people[found.pop()] if len(found) == 1 else None


def _lone_names(doc: Doc, taken: set[int]) -> Iterator[Token]:
    """Capitalised words that stand in no longer name and that the tagger, or their place, does not make common."""
    read = annotations(doc)
    capitals = (i for i, word in enumerate(read.words) if word[0].isupper() and i not in taken)
    for token in (doc[i] for i in capitals):
        if (
            read.paragraph_of[token.i] >= 0
            and len(token) > 1
            and token.ent_type_ != "DATE"
            and (
                token.pos_ == "PROPN"
                or token.ent_type_ == "PERSON"
                or (token.pos_ in ("VERB", "NOUN", "ADJ") and not token.is_sent_start and not token.is_stop)
                or (
                    token.tag_ == "NN" and token.dep_ in ("nsubj", "nsubjpass")
                )  # `Zelenskyy thanked`, tagged as a noun
            )
        ):
            yield token


def _sex_of_honorific(doc: Doc, i: int) -> Sex:
    """What `Mr` or `Ms` before a surname says of its bearer."""
    before = doc[i - 1].lower_.rstrip(".") if i else ""
    if before in ("mr", "sir", "lord"):
        return "m"
    return "f" if before in ("ms", "mrs", "miss", "dame", "lady") else ""


def _famous(surname: str, states: set[str], small: frozenset[str], cast: Cast, on: dt.date) -> Figure | None:
    """Who in the known world a surname means that nobody introduced.

    Who leads a state or body now counts most, then who holds another office or led a state in the last decades; for
    those, and where the surname is also a given name or a word of the text, the text must name the state. None where
    two tie.
    """
    folded = fold(surname)
    if folded in _LANGUAGES:
        return None
    common = folded in given_names() or folded in small
    scores = {}
    for id in world().people_named(folded.split()[-1]):
        family = fold(world().people[id].family)
        last = family.split()[-1]
        rank = rank_on(id, on) or (1 if _led_lately(id, on) else 0)
        named = not states or world().state_of(id, on) in states
        if (
            (family == folded or (last == folded and len(last) > 2 and family.split()[0] in lexicon().particles))
            and rank
            and (named or not common)
        ):
            scores[id] = 2 * rank + named
    if not scores and (relative := _by_given_name(folded, cast)) is not None:
        return cast.add(known_figure(relative, on))
    best = max(scores.values(), default=0)
    winners = [id for id, score in scores.items() if score == best]
    if best < _KNOWN_ENOUGH or len(winners) != 1:
        return None
    return cast.add(known_figure(world().people[winners[0]], on))


def _by_given_name(given: str, cast: Cast) -> Person | None:
    """`Melania` in an article about Trump: the one known person of that given name with the family name of somebody
    who has been introduced."""
    families = {fold(f.family) for f in cast.figures.values()}
    people = [world().people[id] for id in world().people_named(given)]
    found = [p for p in people if fold(p.name).split()[0] == given and fold(p.family) in families]
    return found[0] if len(found) == 1 and found[0].id not in cast.figures else None


def rank_on(id: str, on: dt.date) -> int:
    """2 for who leads a state or a body that day, 1 for who holds another office, 0 for others."""
    offices = [t for t in world().tenures_of(id) if t.holds_on(on)]
    return max((2 if t.leads else 1 for t in offices), default=0)


def _led_lately(id: str, on: dt.date) -> bool:
    return any(
        t.leads and t.of.startswith("state:") and t.end is not None and 0 <= (on - t.end.last).days < _REMEMBERED
        for t in world().tenures_of(id)
    )
