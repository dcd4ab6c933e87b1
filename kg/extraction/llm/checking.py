"""What of a model's replies to one document is believed: only what stands in the text and fits the ontology."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from kg.extraction.assembly import entity_of, joined, leaders_by
from kg.extraction.cast import Figure
from kg.extraction.labels import label_with
from kg.extraction.llm.account import Account, Dropped
from kg.extraction.llm.linking import acting
from kg.extraction.llm.pieces import Piece
from kg.extraction.llm.reply import ClaimedEvent, ClaimedRelation, Reply
from kg.extraction.llm.spoken import Spoken
from kg.extraction.llm.verbatim import VerbatimText, plain_form, sentences_around
from kg.joining import cluster, merge
from kg.model import Actor, Document, Entity, Event, Extraction, PartialDate, Relation, Span
from kg.ontology import ontology
from kg.reference.world import world

_ROLES = ("source", "target", "participant", "place")
_MOST_ACTORS = 12
_SHORTEST = 8  # characters of a quote
_NEAR = 2  # paragraphs before a quote in which its parties may be named, where it says only `he` or `they`
_ENDS = {  # what the two ends of a relation are, by the prefixes of their ids
    "holds_office": (("person",), ("state", "alliance", "organization")),
    "member_of": (("state",), ("alliance",)),
    "kin_of": (("person",), ("person",)),
}


@dataclass(frozen=True, slots=True)
class _Evidence:
    """The sentences of a quote, and whose names stand in them."""

    span: Span
    named: frozenset[str]


class Checked:
    """Takes in the replies to the pieces of one document; what it does not believe is counted by its reason.

    Confidence says how much the text itself bears out, not how sure the model is: 0.85 where all parties are named in
    the quoted sentence, 0.7 where some are, 0.55 where they are named only near it; a tenth less for a text in another
    language than English, whose names are linked by the English names that the model gives.
    """

    def __init__(self, document: Document, account: Account) -> None:
        self._document = document
        self._account = account
        self._text = VerbatimText(document.text)
        self._spoken = Spoken(document, self._text, self.drop)
        self._relations: list[Relation] = []
        self._events: list[Event] = []

    @property
    def people(self) -> tuple[str, ...]:
        """The names of the people so far."""
        return tuple(figure.name for figure in self._figures.values())

    @property
    def _figures(self) -> dict[str, Figure]:
        return self._spoken.linker.cast.figures

    def drop(self, reason: Dropped) -> None:
        self._account.dropped[str(reason)] += 1

    def take(self, reply: Reply, piece: Piece) -> None:
        """Adds what a reply to `piece` claims and the text bears out."""
        ids: dict[str, str] = {}
        for entity in reply.entities:
            try:
                ids[entity.key] = self._spoken.add(entity)
            except Dropped as reason:
                self.drop(reason)
        self._spoken.find()
        for relation in reply.relations:
            try:
                self._relations.append(self._relation(relation, piece, ids))
            except Dropped as reason:
                self.drop(reason)
        for event in reply.events:
            try:
                self._events.append(self._event(event, piece, ids))
            except Dropped as reason:
                self.drop(reason)

    def extraction(self) -> Extraction:
        """All that is believed, reports of one event joined."""
        relations = joined(self._relations)
        told = [e for event in self._events if (e := self._settled(event, relations)) is not None]
        events = sorted((merge([told[i] for i in part]) for part in cluster(told)), key=lambda e: e.evidence[0])
        officials = leaders_by(relations)
        entities = tuple(self._entity(id, officials) for id in self._in_order(events, relations))
        return Extraction(self._document, entities, tuple(relations), tuple(events))

    def _in_order(self, events: Iterable[Event], relations: Iterable[Relation]) -> list[str]:
        """Entities by their first mention: all that are named, places only where an event happens there, and who acts
        or speaks without being named."""
        needed = [a.entity for e in events for a in e.actors] + [e.speaker for e in events if e.speaker]
        needed += [id for r in relations for id in (r.source, r.target)]
        mentions = self._spoken.mentions
        ids = dict.fromkeys([*(id for id in mentions if not id.startswith("place:")), *needed])
        return sorted(ids, key=lambda id: mentions[id][0].start if id in mentions else len(self._document.text))

    def _entity(self, id: str, officials: set[str]) -> Entity:
        return entity_of(id, self._spoken.mentions.get(id, ()), self._spoken.linker.names, officials)

    def _relation(self, claimed: ClaimedRelation, piece: Piece, ids: dict[str, str]) -> Relation:
        if claimed.kind not in _ENDS:
            raise Dropped("relations of unknown kinds")
        ends = [acting(ids[key]) for key in (claimed.source, claimed.target) if key in ids]
        if len(set(ends)) < 2 or any(
            id.partition(":")[0] not in allowed for id, allowed in zip(ends, _ENDS[claimed.kind], strict=True)
        ):
            raise Dropped("relations without two known ends")
        evidence = self._evidence(claimed.quote, piece, ends)
        title = " ".join(claimed.title.lower().split()) if claimed.kind != "member_of" else ""
        if claimed.kind != "member_of" and not self._is_title(title, evidence.span):
            raise Dropped("titles not in the quote")
        source, target = ends
        return Relation(
            claimed.kind,  # type: ignore[arg-type]  # it is one of _ENDS
            source,
            target,
            title,
            claimed.former,
            evidence=(evidence.span,),
            confidence=self._confidence(ends, evidence),
        )

    def _is_title(self, title: str, evidence: Span) -> bool:
        """In an English text it must stand there; of another language only its shape is judged."""
        if self._document.language == "en":
            return bool(title) and re.search(rf"\b{re.escape(title)}", plain_form(evidence.text).lower()) is not None
        return 0 < len(title) <= 60 and all(c.isalpha() or c in " -'’" for c in title)

    def _event(self, claimed: ClaimedEvent, piece: Piece, ids: dict[str, str]) -> Event:
        """With actors as claimed and no label yet: for whom people act is known when all pieces are read."""
        if claimed.kind not in ontology().events:
            raise Dropped("events of unknown kinds")
        status = claimed.status or "happened"
        if status not in ontology().statuses:
            raise Dropped("events of unknown status")
        if any(role not in _ROLES for _, role in claimed.actors):
            raise Dropped("events with unknown roles")
        actors = tuple(dict.fromkeys(self._actors(claimed, ids)))
        parties = [a.entity for a in actors if a.role != "place"]
        if len(set(parties)) < 2:
            raise Dropped("events without two known parties")
        evidence = self._evidence(claimed.quote, piece, parties)
        speaker = ids.get(claimed.speaker)
        return Event(
            id="",
            kind=claimed.kind,
            label="",
            date=self._date(claimed, status, piece),
            status=status,  # type: ignore[arg-type]  # it is one of the ontology's
            actors=actors[:_MOST_ACTORS],
            speaker=acting(speaker) if speaker else None,
            evidence=(evidence.span,),
            confidence=self._confidence(parties, evidence),
        )

    def _actors(self, claimed: ClaimedEvent, ids: dict[str, str]) -> Iterator[Actor]:
        directed = ontology().events[claimed.kind].directed
        for key, role in claimed.actors:
            id = acting(ids.get(key, ""))
            if not id or (role == "place") != id.startswith("place:"):
                continue
            if role == "place":
                yield Actor(id, "place")
            elif not directed:
                yield Actor(id, "participant")
            elif role != "participant":
                yield Actor(id, role)  # type: ignore[arg-type]  # source or target

    def _settled(self, event: Event, relations: Iterable[Relation]) -> Event | None:
        """With the states that people act for, without who would act upon himself or his own state, and labelled;
        None where no two parties are left."""
        offices = {r.source: acting(r.target) for r in relations if r.kind == "holds_office" and not r.former}
        actors = []
        for actor in event.actors:
            figure = self._figures.get(actor.entity)
            state = (figure.state or offices.get(actor.entity)) if figure else None
            actors.append(replace(actor, state=state if state in world().states else None))
        if ontology().events[event.kind].directed:
            doers = {x for a in actors if a.role == "source" for x in (a.entity, a.state)}
            actors = [a for a in actors if a.role != "target" or a.entity not in doers]
            complete = {a.role for a in actors} >= {"source", "target"}
        else:
            represented = {a.state for a in actors}
            actors = [a for a in actors if a.role == "place" or a.entity not in represented]
            complete = sum(a.role == "participant" for a in actors) > 1
        if not complete:
            self.drop(Dropped("events without two known parties"))
            return None
        names = {a.entity: self._entity(a.entity, set()).name for a in actors}
        return replace(event, actors=tuple(actors), label=label_with(None, None, event.kind, actors, names))

    def _evidence(self, quote: str, piece: Piece, parties: Iterable[str]) -> _Evidence:
        """Where the quote stands in the piece. Raises Dropped where it does not, or no party is named near it."""
        if len(quote.strip()) < _SHORTEST:
            raise Dropped("quotes too short")
        found = [
            (sentences_around(self._document.text, span, start, end), span)
            for start, end in piece.parts
            for span in self._text.find(quote, start, end)
        ]
        if not found:
            raise Dropped("quotes not in the text")
        whole = [sentence for sentence, span in found if sentence.start == span.start]
        if len(found) > 1 and not whole:
            raise Dropped("quotes that stand at several places")
        span = whole[0] if whole else found[0][0]
        near = self._spoken.named_in(self._before(span), span.end)
        if near.isdisjoint(parties):
            raise Dropped("quotes with no party named near them")
        return _Evidence(span, self._spoken.named_in(span.start, span.end))

    def _before(self, span: Span) -> int:
        """The start of the paragraph some paragraphs before a span's."""
        starts = [p.start for p in self._document.paragraphs if p.start <= span.start]
        return starts[max(0, len(starts) - 1 - _NEAR)]

    def _confidence(self, parties: Iterable[str], evidence: _Evidence) -> float:
        named = [party in evidence.named for party in set(parties)]
        share = 0.85 if all(named) else 0.7 if any(named) else 0.55
        return round(share if self._document.language == "en" else share * 0.9, 3)

    def _date(self, claimed: ClaimedEvent, status: str, piece: Piece) -> PartialDate | None:
        """The claimed date, if words of the piece give it or it is the day published; none that had not come yet."""
        if not claimed.date:
            return None
        try:
            date = PartialDate.parse(claimed.date)
        except (ValueError, TypeError):
            self.drop(Dropped("dates that are none"))
            return None
        published = self._document.published
        given = claimed.when and any(next(self._text.find(claimed.when, a, b), None) for a, b in piece.parts)
        if not given and (published is None or date != PartialDate.of(published)):
            self.drop(Dropped("dates not in the text"))
            return None
        if published is not None and status == "happened" and date.first > published:
            self.drop(Dropped("dates after the article"))
            return None
        return date
