"""The other party where a sentence does not name it: whose deed `the strike` is, whom `rejected it` answers."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from spacy.tokens import Doc, Token

from kg.extraction.annotations import Annotations, Reference
from kg.extraction.clauses import agents, in_slot, is_subject, named_in, owners_of, subjects
from kg.extraction.triggers import triggers

_REACH = 4  # sentences back in which what is answered or named again was told
_CONFIDENCE = 0.6
_FADING = 0.6  # weight of a name for each sentence further back
_CLEAR = 2.0  # how much more one party must be spoken of than the next to be the one meant


@dataclass(frozen=True, slots=True)
class Deed:
    """A directed deed told before: who did it to whom, by entity and by the state each acted for."""

    kind: str
    sources: tuple[Reference, ...]
    targets: tuple[Reference, ...]
    sentence: int


@dataclass(slots=True)
class Story:
    """What the article told up to here, the last deed last."""

    named: Sequence[Sequence[Reference]]  # references by sentence
    deeds: list[Deed] = field(default_factory=list)
    sentence: int = 0

    def tell(self, kind: str, sources: Sequence[Reference], targets: Sequence[Reference]) -> None:
        self.deeds.append(Deed(kind, tuple(sources), tuple(targets), self.sentence))

    def recent(self) -> Iterable[Deed]:
        """Deeds of this sentence and the few before it, the nearest first."""
        return (d for d in reversed(self.deeds) if self.sentence - d.sentence <= _REACH)


def spoken_of(doc: Doc, read: Annotations, story: Story, sources: Sequence[Reference]) -> list[Reference]:
    """The other party that the last sentences are about: Niger in `Nigeria has cut off the electricity`.

    Empty where two are spoken of alike.
    """
    mine = sides(read, sources)
    weights: dict[str, float] = {}
    last: dict[str, Reference] = {}
    for distance in range(min(_REACH, story.sentence + 1)):
        for reference in story.named[story.sentence - distance]:
            if len(reference.entities) != 1 or sides(read, [reference]) & mine:
                continue
            side = next((s for s in sides(read, [reference]) if s.startswith("state:")), reference.entities[0])
            if side.split(":")[0] in ("state", "alliance", "organization"):
                weight = _FADING**distance * (1.5 if is_subject(doc[reference.head]) else 1.0)
                weights[side] = weights.get(side, 0) + weight
                last.setdefault(side, reference)
    ranked = sorted(weights, key=lambda side: -weights[side])
    if not ranked or (len(ranked) > 1 and weights[ranked[0]] < _CLEAR * weights[ranked[1]]):
        return []
    found = last[ranked[0]]
    return [Reference(found.start, found.end, found.head, (ranked[0],), "definite", None, _CONFIDENCE)]


def sides(read: Annotations, references: Iterable[Reference]) -> set[str]:
    """The entities of references with the states they act for: `Lavrov` and `Russia` are one side."""
    found: set[str] = set()
    for reference in references:
        for entity in reference.entities:
            figure = read.cast.figures.get(entity)
            found |= {entity, reference.state or "", (figure.state if figure else None) or ""}
    return found - {""}


def doer_of(doc: Doc, read: Annotations, story: Story, noun: Token, critic: Sequence[Reference]) -> list[Reference]:
    """Whose deed a noun names: `Israel's strikes on Iran`, `the strikes` told before; empty where nobody is known.

    `critic` are those who speak of it, who do not mean a deed of their own.
    """
    own = [r for t in (*owners_of(noun), *in_slot(noun, "between")) for r in named_in(doc, read, t)]
    if not own:
        by = [n for t in noun.children if t.lower_ == "by" for n in t.children]
        by += [s for t in noun.children if t.dep_ == "relcl" for s in subjects(t) if s.i != noun.i]
        by += [a for t in noun.children if t.dep_ == "acl" for a in agents(t)]
        own = [r for t in by for r in named_in(doc, read, t)]
    if own:
        return own
    kinds = triggers().deeds.get(noun.lemma_.lower())
    if kinds is None:
        return []
    mine = sides(read, critic)
    for deed in story.recent():
        if deed.kind in kinds and not sides(read, deed.sources) & mine:
            return [_again(r) for r in deed.sources]
    return []


def answered(read: Annotations, story: Story, speaker: Sequence[Reference], noun: Token | None) -> list[Reference]:
    """Whom somebody answers who `rejects it`, `denies the charge` or `retaliates`: who last turned to his side.

    `noun` is what he rejects, where it is named; it says which deeds can be meant.
    """
    kinds = triggers().deeds.get(noun.lemma_.lower()) if noun is not None else None
    mine = sides(read, speaker)
    for deed in story.recent():
        if kinds is not None and deed.kind not in kinds:
            continue
        if sides(read, deed.targets) & mine and not sides(read, deed.sources) & mine:
            return [_again(r) for r in deed.sources]
    return []


def interlocutors(read: Annotations, story: Story, speaker: Sequence[Reference]) -> list[Reference]:
    """With whom somebody was last told to talk: to them he speaks who `proposes` something to nobody named."""
    mine = sides(read, speaker)
    for deed in story.recent():
        if deed.kind in ("CONSULT", "REQUEST") and sides(read, deed.sources) & mine:
            others = [r for r in (deed.targets or deed.sources) if not sides(read, [r]) & mine]
            return [_again(r) for r in others]
    return []


def denied_to(read: Annotations, story: Story, speaker: Sequence[Reference]) -> list[Reference]:
    """To whom somebody who denies a deed of his own is said to have done it."""
    mine = sides(read, speaker)
    for deed in story.recent():
        if sides(read, deed.sources) & mine and deed.targets and not sides(read, deed.targets) & mine:
            return [_again(r) for r in deed.targets]
    return []


def _again(reference: Reference) -> Reference:
    return replace(reference, confidence=min(reference.confidence, _CONFIDENCE))
