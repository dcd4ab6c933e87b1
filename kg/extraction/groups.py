"""Phrases for several people or states together: `the two leaders`, `both sides`, `the pair`, `the seven leaders`."""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import takewhile

from spacy.tokens import Doc, Token

from kg.extraction.annotations import Annotations, Reference
from kg.extraction.clauses import subjects
from kg.extraction.coreference_words import coreference_words, regional_bodies
from kg.extraction.discourse import OBJECTS, SUBJECTS, Discourse, Sentence, before, role_of, verb_of
from kg.extraction.titles import title_words
from kg.reference.world import world

_NUMBERS = {
    "two": 2,
    "both": 2,
    "pair": 2,
    "duo": 2,
    "three": 3,
    "trio": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
}
_COUNTED = frozenset(("two", "three", "four"))
_BARE = frozenset(("two", "three", "four", "both"))  # which do not say whether people or states
_BARE_REACH = 2
_DETERMINED = frozenset(("the", "these", "all", "those"))
_TITLES = frozenset(("president", "king", "chancellor"))
_UNTOLD = -1  # of a number without an article: `two leaders` are others
_MOST_NAMED = 4  # more than so many are a body's members
_TOPICAL = 3  # mentions by which people or states are what a text is about …
_CLEAR = 1.5  # … and how much oftener they are named than the next
_FADING = 0.6


def group_words() -> frozenset[str]:
    """The last words of group phrases."""
    words = coreference_words()
    return words["people"] | words["states"] | _COUNTED | frozenset(("pair", "duo", "trio", "both"))


def group_at(discourse: Discourse, token: Token, on: dt.date) -> Reference | None:
    """The reference of a group phrase that ends in `token`: as many people or states as were last named together, or
    the body whose leaders they are."""
    number, start = _number_of(discourse.doc, token)
    entities: Sequence[str] = ()
    if token.lower_ in coreference_words()["leaders"]:
        entities = _led(discourse, token, number, start, on)
    if not entities and 2 <= number <= _MOST_NAMED:
        entities = _named(discourse, token, number, start, on)
    elif not entities and not number and _is_plain(discourse.doc, token):
        start = token.i - 1
        entities = _beside(discourse, token, start, on)
    if not entities:
        return None
    return Reference(start, token.i + 1, token.i, tuple(entities), "group", None, 0.7)


# -- several named before


def _named(discourse: Discourse, token: Token, number: int, start: int, on: dt.date) -> Sequence[str]:
    """As many as that of the sort that the noun says: those who stand together in a sentence, else those whom the text
    is about, else those named last."""
    sort = _sort(discourse.read, token, on)
    apart, bare = _apart(discourse, token), token.lower_ in _BARE
    members: dict[str, None] = {}
    nearest: set[str] = set()
    for back, references in before(discourse, start):
        if back and any(
            _is_heading(discourse, s) for s in discourse.sentences[discourse.index - back : discourse.index]
        ):
            break
        near = [r for r in references if r.end <= start]
        found = dict.fromkeys(e for e in sort(near) if e not in apart)
        if bare and not back and not found and (states := tuple(dict.fromkeys(_states(near)))):
            return states if len(states) == number else ()
        if len(found) >= number and not members:
            together = _standing_together(discourse, near, found, number)
            if together or len(found) > number or not back:
                return together or (tuple(found) if len(found) == number else ())
        nearest = nearest or set(_leading(discourse.read, found) or found)
        members.update(found)
        if len(members) >= number or (bare and back == _BARE_REACH):
            break
    topic = () if bare else _topic(discourse, token, number)
    full = len(members) == number
    states_meant = token.lower_ in coreference_words()["states"]
    if topic and not apart & set(topic) and (not full or states_meant or nearest <= set(topic)):
        return topic
    return tuple(members) if full else ()


def _is_heading(discourse: Discourse, sentence: Sentence) -> bool:
    """Also a line in capitals, which heads a section of an agency's story."""
    return sentence.heading or discourse.doc[sentence.start : sentence.end].text.isupper()


def _beside(discourse: Discourse, token: Token, start: int, on: dt.date) -> Sequence[str]:
    """`The leaders agreed`, without a number: the two, and no more, of the last sentence that names any."""
    sort = _sort(discourse.read, token, on)
    for back, references in before(discourse, start):
        found = dict.fromkeys(sort([r for r in references if r.end <= start]))
        if token.lower_ == "leaders":
            found = dict.fromkeys(_leading(discourse.read, found))
        if back and found:
            return tuple(found) if len(found) == 2 and not _apart(discourse, token) & set(found) else ()
        if found or back > 1:
            return ()
    return ()


def _sort(read: Annotations, token: Token, on: dt.date) -> Callable[[Sequence[Reference]], list[str]]:
    word = token.lower_
    if word in coreference_words()["states"]:
        return _states
    return lambda references: _people(read, references, word, on)


def _people(read: Annotations, references: Sequence[Reference], word: str, on: dt.date) -> list[str]:
    """People named; of `presidents` those who are one where it is known what they are, of `men` no women."""
    figures = read.cast.figures
    named = [e for r in references for e in r.entities if e in figures]
    title = word.removesuffix("s")
    if title in _TITLES:
        return [e for e in named if any(t.title == title for t in world().tenures_of(e) if t.holds_on(on))]
    if word in ("men", "women"):
        return [e for e in named if figures[e].sex in ("m" if word == "men" else "f", "")]
    return named


def _leading(read: Annotations, entities: Iterable[str]) -> list[str]:
    """Those who lead a state or body."""
    figures = read.cast.figures
    return [e for e in entities if e in figures and figures[e].rank == 2]


def _states(references: Sequence[Reference]) -> list[str]:
    """States named, and those that the people named act for."""
    found = []
    for reference in references:
        if reference.entities[0].startswith("person:"):
            found += [reference.state] if reference.state else []
        elif reference.how != "adjective":
            found += [e for e in reference.entities if e.startswith("state:")]
    return found


def _apart(discourse: Discourse, token: Token) -> set[str]:
    """Who does it to the group, and so is none of it: `Macron and Starmer joined the two men`."""
    head = token.head
    direct = token.dep_ in ("dobj", "dative")
    if not direct and not (token.dep_ == "pobj" and head.head.pos_ == "VERB" and head.lower_ != "between"):
        return set()
    found = (discourse.read.at_token.get(t.i) for s in subjects(verb_of(token)) for t in (s, *s.conjuncts))
    return {e for r in found if r is not None for e in (*r.entities, r.state or "")} - {""}


def _standing_together(
    discourse: Discourse, references: Sequence[Reference], found: Mapping[str, None], number: int
) -> Sequence[str]:
    """Those of a sentence who are listed together, or are its subject and object, or lead, if they are as many."""
    heads: dict[int, set[str]] = {}
    main: dict[str, None] = {}
    for reference in references:
        entities = [e for e in found if e in reference.entities or e == reference.state]
        head = discourse.doc[reference.head]
        first = min((head.i, *(t.i for t in head.conjuncts)))
        heads.setdefault(first, set()).update(entities)
        if role_of(discourse.doc, reference) in ("subject", "object"):
            main.update(dict.fromkeys(entities))
    listed = [e for e in heads.values() if len(e) == number]
    if listed:
        return tuple(e for e in found if e in listed[-1])
    leading = _leading(discourse.read, found)
    return tuple(next((some for some in (main, leading) if len(some) == number), ()))


def _topic(discourse: Discourse, token: Token, number: int) -> Sequence[str]:
    """Those whom the whole text names clearly more than any other of their sort."""
    states = token.lower_ in coreference_words()["states"]
    ranked = _mentions(discourse, states).most_common(number + 1)
    if len(ranked) < number or ranked[number - 1][1] < _TOPICAL:
        return ()
    if len(ranked) > number and ranked[number - 1][1] < _CLEAR * ranked[number][1]:
        return ()
    return [e for e, _ in ranked[:number]]


def _mentions(discourse: Discourse, states: bool) -> Counter[str]:
    references = discourse.read.references
    if states:
        return Counter(e for r in references for e in _states([r]))
    figures = discourse.read.cast.figures
    return Counter(e for r in references for e in r.entities if e in figures)


# -- a body's leaders


def _led(discourse: Discourse, token: Token, number: int, start: int, on: dt.date) -> Sequence[str]:
    """The body that `the leaders` are of: one of just so many members; one of the region named (`West African
    leaders`); without either, the one spoken of, unless people of whom they may be are named since."""
    if number and number <= _MOST_NAMED:
        return ()
    region = " ".join(t.lower_ for t in discourse.doc[max(0, token.i - 2) : token.i])
    place = next((body for words, body in regional_bodies().items() if region.endswith(words)), None)
    if not number and place is None and not _is_plain(discourse.doc, token):
        return ()
    weights: dict[str, float] = {}
    for back, references in before(discourse, start):
        near = [r for r in references if r.end <= start]
        bodies = [r for r in near if r.entities[0].startswith("alliance:") and r.how != "adjective"]
        for reference in bodies:
            body = reference.entities[0]
            fits = (
                _members(body, on) == number if number else _meets(discourse, body) if place is None else body == place
            )
            if fits and body != "alliance:un" and not _is_in_title(discourse.doc, reference):
                weight = 2 if discourse.doc[reference.head].dep_ in SUBJECTS else 1
                weights[body] = weights.get(body, 0.0) + weight * _FADING**back
        people = {e for r in near for e in r.entities if e.startswith("person:")}
        if not number and place is None and len(people) > 1 and not weights:
            return ()
    return (max(weights, key=lambda b: weights[b]),) if weights else ()


def _meets(discourse: Discourse, body: str) -> bool:
    """Whether the text speaks of a body's summit or leaders, or of what it does itself."""
    meeting = coreference_words()["summits"]
    for reference in discourse.read.references:
        if reference.entities == (body,):
            head = discourse.doc[reference.head]
            above = takewhile(lambda t: t.pos_ not in ("VERB", "AUX"), head.ancestors)
            if head.dep_ in SUBJECTS or any(t.lemma_.lower() in meeting for t in above):
                return True
    return False


def _members(body: str, on: dt.date) -> int:
    """How many states are in an alliance that day."""
    return sum(
        m.alliance == body and (m.start is None or m.start.first <= on) and (m.end is None or on <= m.end.last)
        for m in world().members
    )


def _is_in_title(doc: Doc, reference: Reference) -> bool:
    """`NATO Secretary General Mark Rutte`: the body is not spoken of."""
    head = doc[reference.head]
    return head.dep_ in ("compound", "nmod", "poss") and (
        head.head.lower_ in title_words().last_words and head.head.tag_ in ("NN", "NNP")
    )


# -- the words of the phrase


def _is_plain(doc: Doc, token: Token) -> bool:
    """`the leaders`, with nothing that says whose."""
    return (
        token.tag_ == "NNS"
        and token.i > 0
        and doc[token.i - 1].lower_ == "the"
        and token.dep_ in (*SUBJECTS, *OBJECTS)
        and token.lower_ in coreference_words()["plain"]
        and not any(t.lower_ in ("of", "from", "in") and t.dep_ == "prep" for t in token.children)
    )


def _number_of(doc: Doc, token: Token) -> tuple[int, int]:
    """How many a group phrase that ends in `token` stands for, and where it starts; 0 where it does not
    say, -1 where it is of others."""
    word = token.lower_
    previous = doc[token.i - 1].lower_ if token.i else ""
    if word in coreference_words()["people"] | coreference_words()["states"]:
        return _counted(doc, token)
    if word in ("pair", "duo", "trio") and previous == "the":
        return _NUMBERS[word], token.i - 1
    if any(t.lower_ == "of" for t in token.children):  # `the two of us`
        return _UNTOLD, token.i
    if word in _COUNTED and previous == "the" and token.dep_ in (*SUBJECTS, "dobj", "pobj", "ROOT"):
        return _NUMBERS[word], token.i - 1
    if word == "both" and token.dep_ in SUBJECTS:
        return 2, token.i
    return 0, token.i


def _counted(doc: Doc, token: Token) -> tuple[int, int]:
    for i in range(token.i - 1, max(token.i - 4, -1), -1):
        word = doc[i].lower_
        number = _NUMBERS.get(word) or (int(word) if word.isdigit() and len(word) < 3 else 0)
        if number:
            determined = word == "both" or (i > 0 and doc[i - 1].lower_ in _DETERMINED)
            return (number if determined else _UNTOLD), i
        if doc[i].pos_ not in ("ADJ", "NOUN", "PROPN"):
            break
    return 0, token.i
