"""What is told twice in one sentence: by a verb and its noun, by a promise and what is promised."""

from spacy.tokens import Token

from kg.extraction.events.nouns import bearing_verb, done_in
from kg.model import Event


def told_once(found: list[tuple[Token, Event]]) -> list[Event]:
    """The events without those that a noun tells again after its verb (`held talks with`), or a verb under a vow."""
    by_verb = {token.i: event.kind for token, event in found}
    vows = {token.i for token, event in found if event.kind == "THREATEN" and token.pos_ == "VERB"}
    kept: dict[tuple[object, ...], Event] = {}
    for token, event in found:
        if token.dep_ in ("xcomp", "ccomp") and token.head.i in vows:
            continue  # `vowed to destroy`: the vow is the event
        if event.kind == "AGREE" and event.actors[0].role == "source" and _is_told_below(token, event, found):
            continue  # `promised to send Kyiv tanks`: the tanks are
        verb = _own_verb(token)
        if event.status == "denied" and verb is not None and by_verb.get(verb.i) == "REJECT":
            continue  # `scrapped a trip to Tonga`: that he did not go is told
        if (verb is None or by_verb.get(verb.i) != event.kind) and not _is_within(token, event, found):
            kept.setdefault((event.kind, event.actors, event.evidence, event.label), event)
    return list(kept.values())


def _is_told_below(verb: Token, event: Event, found: list[tuple[Token, Event]]) -> bool:
    """Whether the clause under a promise tells what is promised between the same parties."""
    parties = {a.entity for a in event.actors}
    return any(
        verb in (t.head, t.head.head) and t.dep_ in ("xcomp", "ccomp", "dobj", "conj") and e is not event
        for t, e in found
        if parties <= {a.entity for a in e.actors}
    )


def _is_within(noun: Token, event: Event, found: list[tuple[Token, Event]]) -> bool:
    """Whether a verb above the noun tells the same of the same: `sent up to 350 million in aid`."""
    if noun.pos_ not in ("NOUN", "PROPN"):
        return False
    above = {t.i for t in noun.ancestors if t.pos_ == "VERB"}
    return any(t.i in above and e.kind == event.kind and e.actors == event.actors for t, e in found)


def _own_verb(noun: Token) -> Token | None:
    """The verb that tells the same as a noun: that bears it, or whose subject it is (`the strikes killed`)."""
    if noun.pos_ not in ("NOUN", "PROPN"):
        return None
    return noun.head if noun.dep_ == "nsubj" else done_in(noun) or bearing_verb(noun)
