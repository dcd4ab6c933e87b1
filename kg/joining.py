"""Which reports tell one event, and the event they tell together: pure functions that do not depend on order.

Meetings and deeds are one where kind, actors and date agree; words are one only where the sentences are alike, since
a government says many things to another in one day.
"""

import datetime as dt
import hashlib
import math
import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import replace

from kg.model import Actor, Event, PartialDate, Role, Span, Status
from kg.ontology import ontology

_WORDS = frozenset(("SUPPORT", "CONCEDE", "REQUEST", "ACCUSE", "REJECT", "THREATEN"))  # kinds that are speech
_HURT = frozenset(("ASSAULT", "COERCE", "SANCTION"))  # kinds whose targets are victims
_ALIKE = 0.3  # share of common words from which two sentences tell one statement; set on tests/gold/*/dev
_MANY = 3  # participants from which a gathering is one event for all who come
_STATUS: tuple[Status, ...] = ("happened", "alleged", "announced", "denied")  # the strongest first
_WORD = re.compile(r"[^\W\d_]{4,}")


def bucket(event: Event) -> str:
    """A key that two events share if they could ever be joined."""
    if _is_gathering(event):
        return f"{event.kind}|gathering|{event.date.year if event.date else ''}"
    sides = sorted({(a.role if ontology().events[event.kind].directed else "", _side(a)) for a in _parties(event)})
    return "|".join([event.kind, *(f"{role}{side}" for role, side in sides)])


def cluster(events: Sequence[Event]) -> list[tuple[int, ...]]:
    """A partition of the indexes of `events`: each part tells one event.

    The most exact reports come first and found a part; a vaguer one joins the only part that it fits, never two. Where
    several parts tell the same deed of the same day, it joins the one whose words are most like its own.
    """
    order = sorted(range(len(events)), key=lambda i: _exactness(events[i]))
    parts: list[list[int]] = []
    for i in order:
        fitting = [part for part in parts if all(_same(events[i], events[j]) for j in part)]
        if len(fitting) > 1:
            exact = [p for p in fitting if any(_key(events[i]) == _key(events[j]) for j in p)]
            fitting = [max(exact, key=lambda p: max(_likeness(events[i], events[j]) for j in p))] if exact else []
        if fitting:
            fitting[0].append(i)
        else:
            parts.append([i])
    return sorted(tuple(sorted(part)) for part in parts)


def merge(events: Sequence[Event]) -> Event:
    """The event that these reports tell together, its evidence united. Raises ValueError for none."""
    if not events:
        raise ValueError("merge needs at least one event")
    ranked = sorted(events, key=lambda e: (-e.confidence, _exactness(e)))
    kind = ranked[0].kind
    actors = _united(events)
    date = _best_date([e.date for e in ranked if e.date])
    status = min((e.status for e in events), key=_STATUS.index)
    speakers = {e.speaker for e in events if e.status == status}
    evidence = tuple(sorted({span for e in events for span in e.evidence}))
    doubt = math.prod(1 - e.confidence for e in events)
    return Event(
        id=_id(kind, actors, date, evidence),
        kind=kind,
        label=min(ranked, key=lambda e: (e.status != status, _who(_united([e])) != _who(actors), _position(e))).label,
        date=date,
        status=status,
        actors=actors,
        speaker=speakers.pop() if len(speakers) == 1 else None,
        evidence=evidence,
        confidence=round(1 - doubt, 4),
    )


def _who(actors: Sequence[Actor]) -> set[tuple[str, bool]]:
    return {(a.entity, a.role == "place") for a in actors}


def _position(event: Event) -> int:
    """Where it is told first. Its story begins there: `held talks` comes before `told him`."""
    return min((s.start for s in event.evidence), default=0)


def _id(kind: str, actors: Sequence[Actor], date: PartialDate | None, evidence: Sequence[Span]) -> str:
    """`event:` and 16 hex digits of what makes the event that event."""
    parts = [kind, str(date), *(f"{a.role} {a.entity}" for a in sorted(actors, key=_order))]
    if kind in _WORDS:
        parts.append(min((s.text for s in evidence), default=""))
    return "event:" + hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]


def _parties(event: Event) -> tuple[Actor, ...]:
    return tuple(a for a in event.actors if a.role != "place")


def _side(actor: Actor) -> str:
    """The state a person acted for, else the actor."""
    return actor.state or actor.entity


def _is_gathering(event: Event) -> bool:
    return not ontology().events[event.kind].directed and len({_side(a) for a in _parties(event)}) >= _MANY


def _exactness(event: Event) -> tuple[object, ...]:
    """Sort key: exact dates before vague ones, persons before states; the rest only makes the order fixed."""
    precision = 3 if event.date is None else ("day", "month", "year").index(event.date.precision)
    persons = sum(1 for a in event.actors if a.state)
    first = event.evidence[0] if event.evidence else None
    return precision, -persons, str(event.date), str(event.actors), event.label, first.text if first else "", str(first)


def _key(event: Event) -> tuple[object, ...]:
    return event.kind, frozenset(_parties(event)), event.date


def _same(a: Event, b: Event) -> bool:
    """Whether two reports can tell one event."""
    if a.kind != b.kind or (a.status == "denied") != (b.status == "denied"):
        return False
    if not _dates_fit(a, b):
        return False
    if a.label != b.label and not set(a.evidence).isdisjoint(b.evidence) and not _is_one_meeting(a, b):
        return False  # two deeds told in one sentence: `expelled 23 diplomats and broke off contacts`
    if _is_gathering(a) and _is_gathering(b):
        if len({x.entity for x in _parties(a)} & {x.entity for x in _parties(b)}) < 2:
            return False
    elif bucket(a) != bucket(b) or not _persons_fit(a, b):
        return False
    return a.kind not in _WORDS or _likeness(a, b) >= _ALIKE


def _is_one_meeting(a: Event, b: Event) -> bool:
    """`discussed gas during four hours of talks`: the same people do not meet twice in one sentence."""
    return a.kind == "CONSULT" and a.status == b.status and _who(_parties(a)) == _who(_parties(b))


def _dates_fit(a: Event, b: Event) -> bool:
    """The same day, for meetings also the next; a month or year that holds the day; no date fits only no date."""
    if a.date is None or b.date is None:
        return a.date == b.date
    slack = dt.timedelta(days=0 if ontology().events[a.kind].directed else 1)
    return a.date.first - slack <= b.date.last and b.date.first - slack <= a.date.last


def _persons_fit(a: Event, b: Event) -> bool:
    """Different persons of one state make different events: Putin met Kim, Lavrov met Choe."""
    for state in {x.state for x in a.actors if x.state} & {x.state for x in b.actors if x.state}:
        if {x.entity for x in a.actors if x.state == state}.isdisjoint(x.entity for x in b.actors if x.state == state):
            return False
    return True


def _likeness(a: Event, b: Event) -> float:
    """Jaccard share of the words of four letters or more in the two evidences."""
    words_a, words_b = ({w.casefold() for span in e.evidence for w in _WORD.findall(span.text)} for e in (a, b))
    return len(words_a & words_b) / max(1, len(words_a | words_b))


def _united(events: Sequence[Event]) -> tuple[Actor, ...]:
    """All actors; a state only where no person acts for it in that role. Victims do not act: their state stays."""
    actors = {a for e in events for a in e.actors}
    if not ontology().events[events[0].kind].directed:
        return _met(actors)
    hurt = events[0].kind in _HURT
    acting = (a for a in actors if not (hurt and a.role == "target"))
    acted_for = {(a.role, a.state) for a in acting if a.state and a.state != a.entity}
    return tuple(sorted((a for a in actors if (a.role, a.entity) not in acted_for), key=_order))


def _met(actors: Collection[Actor]) -> tuple[Actor, ...]:
    """Those who meet or agree, each once: as who began it where a report says so and none says otherwise."""
    acted_for = {a.state for a in actors if a.state and a.state != a.entity}
    roles: dict[str, set[Role]] = {}
    for a in actors:
        roles.setdefault(a.entity, set()).add(a.role)
    begun = {entity: said - {"participant", "place"} for entity, said in roles.items()}
    clear = all(len(said) < 2 for said in begun.values())
    one: dict[Role, Role] = {"source": "participant", "target": "participant"}
    met = {a if a.role == "place" or clear else replace(a, role=one.get(a.role, a.role)) for a in actors}
    kept = (a for a in met if a.role != "participant" or not (clear and begun[a.entity]))
    return tuple(sorted((a for a in kept if a.role == "place" or a.entity not in acted_for), key=_order))


def _best_date(dates: Sequence[PartialDate]) -> PartialDate | None:
    """The date most reports give among the most precise; the earlier of two."""
    if not dates:
        return None
    day = [d for d in dates if d.day] or [d for d in dates if d.month] or list(dates)
    counts = Counter(day)
    return min(counts, key=lambda d: (-counts[d], d.first))


def _order(actor: Actor) -> tuple[str, str, str]:
    return actor.role, actor.entity, actor.state or ""
