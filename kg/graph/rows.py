"""What the graph answers: frozen rows, one shape per question that a page asks."""

import datetime as dt
from dataclasses import dataclass

from kg.model import EntityKindKey, PartialDate, Role, Status
from kg.ontology import Side


@dataclass(frozen=True, slots=True)
class EntityRef:
    """Enough to name, link and flag an entity. `state` is an ISO 3166 alpha-3 code or None."""

    id: str
    kind: EntityKindKey
    name: str
    state: str | None = None


@dataclass(frozen=True, slots=True)
class Balance:
    """Numbers of events by side."""

    cooperation: int = 0
    conflict: int = 0

    @property
    def total(self) -> int:
        return self.cooperation + self.conflict


@dataclass(frozen=True, slots=True)
class Period:
    """A quarter of a year (`2025Q3`) and its events."""

    quarter: str
    balance: Balance


@dataclass(frozen=True, slots=True)
class Hit:
    """A search result. `matched` is the alias that matched when it is not the name."""

    entity: EntityRef
    matched: str | None
    role: str | None
    balance: Balance


@dataclass(frozen=True, slots=True)
class Tenure:
    """An office held by `holder` in `body` (a state, alliance or organisation)."""

    holder: EntityRef
    body: EntityRef
    title: str
    start: PartialDate | None
    end: PartialDate | None
    former: bool
    source: str  # "reference" or the id of an article that says so


@dataclass(frozen=True, slots=True)
class Membership:
    member: EntityRef
    body: EntityRef
    start: PartialDate | None
    end: PartialDate | None
    source: str


@dataclass(frozen=True, slots=True)
class Profile:
    """All that heads an entity's page. Kin are (relation in words, relative)."""

    entity: EntityRef
    aliases: tuple[str, ...]
    region: str | None
    tenures: tuple[Tenure, ...]
    memberships: tuple[Membership, ...]
    kin: tuple[tuple[str, EntityRef], ...]
    balance: Balance
    reports: int
    counterparts: int
    first: PartialDate | None
    last: PartialDate | None


@dataclass(frozen=True, slots=True)
class Neighbour:
    entity: EntityRef
    balance: Balance
    first: PartialDate | None
    last: PartialDate | None
    region: str | None
    periods: tuple[Period, ...] = ()


@dataclass(frozen=True, slots=True)
class Rest:
    """What was left out of a picture: `count` neighbours of one side and region."""

    side: Side
    region: str
    count: int
    balance: Balance


@dataclass(frozen=True, slots=True)
class Tie:
    """Events between two neighbours of an ego."""

    a: str
    b: str
    balance: Balance


@dataclass(frozen=True, slots=True)
class Ego:
    """An ego-network: the strongest neighbours, the rest summed, and the ties among the shown."""

    entity: EntityRef
    neighbours: tuple[Neighbour, ...]
    rest: tuple[Rest, ...]
    total: int
    ties: tuple[Tie, ...]


@dataclass(frozen=True, slots=True)
class Branch:
    """A neighbour with its own strongest neighbours, each of which hangs on one branch only."""

    neighbour: Neighbour
    further: tuple[Neighbour, ...]


@dataclass(frozen=True, slots=True)
class TwoSteps:
    """An ego-network of two steps; `total` counts the neighbours of the first."""

    entity: EntityRef
    branches: tuple[Branch, ...]
    total: int


@dataclass(frozen=True, slots=True)
class ArticleRef:
    id: str
    title: str
    publisher: str | None
    published: dt.date | None
    url: str | None


@dataclass(frozen=True, slots=True)
class ReportRow:
    """One sentence of one article saying that an event was."""

    id: str
    quote: str
    start: int
    end: int
    speaker: EntityRef | None
    status: Status
    confidence: float
    article: ArticleRef


@dataclass(frozen=True, slots=True)
class EventRow:
    """An event with its actors by role and the reports that support it, best first."""

    id: str
    kind: str
    label: str
    date: PartialDate | None
    status: Status
    actors: tuple[tuple[EntityRef, Role], ...]
    reports: tuple[ReportRow, ...]


@dataclass(frozen=True, slots=True)
class EventPage:
    """One page of a list of events; `after` is the key to ask for the next one with, None at the end."""

    events: tuple[EventRow, ...]
    total: int
    after: str | None


@dataclass(frozen=True, slots=True)
class Dyad:
    """A pair. Periods run over the quarters that have events; `members` are leader pairs of a pair of states."""

    a: EntityRef
    b: EntityRef
    balance: Balance
    first: PartialDate | None
    last: PartialDate | None
    periods: tuple[Period, ...]
    kinds: tuple[tuple[str, int], ...]
    tenures: tuple[Tenure, ...]
    turning_points: tuple[EventRow, ...]
    members: tuple[tuple[EntityRef, EntityRef, int], ...]


@dataclass(frozen=True, slots=True)
class Mention:
    entity: EntityRef
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class ArticlePage:
    article: ArticleRef
    text: str
    mentions: tuple[Mention, ...]
    events: tuple[EventRow, ...]  # in reading order; each row's reports are this article's only
    tenures: tuple[Tenure, ...]  # said by this article


@dataclass(frozen=True, slots=True)
class WorldSummary:
    """The home page: totals, the world by quarter, the most active pairs, sharpest turns, browse lists."""

    counts: tuple[tuple[str, int], ...]  # leader, state, alliance, organization, event, report, article
    periods: tuple[Period, ...]
    pairs: tuple[tuple[EntityRef, EntityRef, Balance], ...]
    turns: tuple[tuple[EntityRef, EntityRef, float, float], ...]  # conflict share before, after
    articles: tuple[ArticleRef, ...]
    states: tuple[tuple[EntityRef, str], ...]  # with region
