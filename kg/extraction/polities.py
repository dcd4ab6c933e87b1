"""Links names of states and bodies: names, nationality words, and capitals where they stand for a government."""

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Doc, Token

from kg.extraction.annotations import How, Reference, annotations, head_of
from kg.extraction.lexicon import lexicon
from kg.extraction.mentions import Mention
from kg.extraction.names import Reading
from kg.extraction.shared_names import SharedNames, states_of
from kg.folding import slug
from kg.reference.world import world

_HOW: dict[str, How] = {
    "adjective": "adjective",
    "demonym": "adjective",
    "capital": "capital",
    "metonym": "capital",
}
_SEATS = {"Brussels": "alliance:eu"}
_NAMESAKES = {"state:GEO": "state:USA"}
_HALVES = {"North": "state:PRK", "South": "state:KOR"}
_SPEAKS_OF_A_STATE = frozenset(("name", "alias", "abbreviation", "adjective", "demonym", "script", "metonym"))


def link_polities(doc: Doc, mentions: list[Mention], on: dt.date) -> list[Reference]:
    """References to states, alliances and organisations; a capital that is only a place refers to `place:…`. `on` is
    the day whose offices count."""
    named = Counter(r.entity for m in mentions for r in m.readings if r.use in _SPEAKS_OF_A_STATE)
    words = set(annotations(doc).lower)
    shared = SharedNames(doc, mentions, on)
    references = []
    for mention in mentions:
        readings = [r for r in mention.readings if not r.entity.startswith("person:")]
        if mention.new == "organization":
            entity = f"organization:{slug(mention.text)}"
            references.append(_reference(doc, mention, Reading(entity, "name")))
        elif readings and not _fits(readings, words):
            references.extend(_namesake(doc, mention, readings))
        elif readings:
            own = [r for r in readings if r.use != "shared"]
            if own:
                reading = max(own, key=lambda r: (named[r.entity], not _is_past(r.entity), r.use == "name", r.entity))
            elif (meant := shared.meant(mention)) is not None:
                reading = meant
            elif (party := _unknown_party(mention, shared)) is not None:
                reading = party
            else:
                continue
            references.append(_seat_of(doc, _reference(doc, mention, reading), named, mentions))
    return references + list(_halves(doc, mentions, on))


def _unknown_party(mention: Mention, shared: SharedNames) -> Reading | None:
    """`Malta's Labour Party`: a party of a state that has none of that name among those known."""
    owner = shared.owner(mention)
    if (
        owner is None
        or owner not in world().states
        or mention.text.split()[-1].lower() not in ("party", "alliance", "union", "front")
    ):
        return None
    return Reading(f"organization:{slug(mention.text)}-{slug(world().states[owner].name)}", "name")


def _is_past(id: str) -> bool:
    state = world().states.get(id)
    return state is not None and state.until is not None


def _seat_of(doc: Doc, reference: Reference, named: Counter[str], mentions: Sequence[Mention]) -> Reference:
    """`Brussels accused Budapest`: the body that sits there, unless the text names the state more or named it last."""
    city = doc[reference.start : reference.end].text
    state, body = reference.entities[0], _SEATS.get(city)
    if reference.how != "capital" or body is None or named[state] > named[body]:
        return reference
    before = (m for m in reversed(mentions) if m.end <= reference.start and m.readings and m.text != city)
    last = next((e for m in before if (e := m.readings[0].entity) in (state, body)), body)
    return replace(reference, entities=(last,))


def _halves(doc: Doc, mentions: list[Mention], on: dt.date) -> Iterator[Reference]:
    """`the North`, `the South` in an article that names both Korean states, their people or their bodies."""
    read = annotations(doc)
    if _HALVES.keys().isdisjoint(read.words):
        return
    spoken_of = {state for m in mentions for state in states_of(m, on)}
    if not spoken_of >= set(_HALVES.values()):
        return
    for i in range(1, len(doc) - 1):
        word = read.words[i]
        alone = read.lower[i - 1] == "the" and not read.words[i + 1][0].isupper()
        if word in _HALVES and alone and read.paragraph_of[i] >= 0:
            yield Reference(i, i + 1, i, (_HALVES[word],), "name")


def _fits(readings: list[Reading], words: set[str]) -> bool:
    """Whether the text speaks for a state whose name is also another's: more words for it than against it."""
    contexts = lexicon().contexts
    judged = [contexts[r.entity] for r in readings if r.entity in contexts]
    return not judged or all(len(words & for_) >= len(words & against) for for_, against in judged)


def _namesake(doc: Doc, mention: Mention, readings: list[Reading]) -> Iterator[Reference]:
    """The place in another state that has a state's name: `Georgia` in the United States."""
    state = next((s for r in readings if (s := _NAMESAKES.get(r.entity))), None)
    if state is not None and not any(r.use in ("adjective", "demonym") for r in readings):
        head = head_of(doc[mention.start : mention.end])
        place = f"place:{slug(mention.text)}"
        yield Reference(mention.start, mention.end, head, (place,), "place", state=state)


def _reference(doc: Doc, mention: Mention, reading: Reading) -> Reference:
    head = head_of(doc[mention.start : mention.end])
    how = _HOW.get(reading.use, "name")
    if reading.use == "place" or (reading.use == "capital" and not acts(doc[head])):
        place = f"place:{slug(mention.text)}"
        return Reference(mention.start, mention.end, head, (place,), "place", state=reading.entity)
    body = world().bodies.get(reading.entity)
    if body is not None and body.acts == "seat" and not acts(doc[head]):
        return Reference(mention.start, mention.end, head, (body.id,), "place", state=body.state)
    if body is not None and body.acts and body.state:
        return Reference(mention.start, mention.end, head, (body.state,), how, body=body.id)
    return Reference(mention.start, mention.end, head, (reading.entity,), how)


def acts(capital: Token) -> bool:
    """Whether a capital's name stands for the government there: `Moscow said`, `talks with Kyiv`, `Beijing's claim`.

    It is a place after a preposition of place, after a verb or noun of motion with `to` or `from`, as what is
    visited or struck, and before the noun of something held there.
    """
    words = lexicon()
    head, dep = capital.head, capital.dep_
    if dep == "conj" and head.pos_ == "PROPN":
        return acts(head)
    if dep == "pobj":
        if head.lower_ in words.place_prepositions:
            return False
        if head.lower_ in ("to", "from", "for"):
            return head.head.lemma_.lower() not in words.motion_words
        return head.lower_ in ("by", "with", "between", "against", "toward", "like", "than", "on", "about")
    if dep in ("dobj", "nsubjpass"):
        return head.lemma_.lower() not in words.visited_verbs
    if dep in ("poss", "compound", "nmod", "amod"):
        if dep != "poss" and head.text[0].isupper():
            return False
        return head.lower_ not in words.place_nouns
    return dep in ("nsubj", "dative", "agent", "appos", "ROOT")
