"""The date of an event: from the phrase that dates its word or clause, else from the day that the story has got to."""

from spacy.tokens import Doc, Token

from kg.extraction.annotations import Annotations, DatePhrase, annotations
from kg.extraction.dates.entry import event_named, today_at
from kg.extraction.dates.sharing import along, governor_of, shares
from kg.extraction.dates.tense import Tense, clause_of, is_clause, tense_of, told_tense
from kg.extraction.dates.words import words
from kg.model import PartialDate

_DEPTH = 6  # clauses that a date is handed down through
_BACK = frozenset(("since", "after", "over", "for", "following", "despite", "before"))
_AFTER = 7  # days within which `after Tuesday's talks` still means Tuesday
_TOLD: tuple[Tense, ...] = ("past", "perfect", "pluperfect")


def event_date(doc: Doc, trigger: int) -> tuple[PartialDate | None, DatePhrase | None]:
    """The date of what happens at token `trigger`, with the phrase that says it.

    A phrase dates its noun or its clause; clauses hand their date down to what they govern and to what is joined to
    them. Without a phrase, what is told in the past is of the day that the paragraph has come to, else of the day of
    the story; what has happened by now (`has warned`) is of this month; what is announced is of the day on which it
    is announced; what is told as going on, of the day of the article.
    """
    read = annotations(doc)
    phrase = _phrase_of(read, doc[trigger])
    if phrase is not None:
        return phrase.date, phrase
    return _own_day(read, doc[trigger]), None


# --- by a phrase ------------------------------------------------------------------------------------------------


def _phrase_of(read: Annotations, token: Token) -> DatePhrase | None:
    verb = clause_of(token)
    if not is_clause(token) and token.dep_ not in ("aux", "auxpass"):
        for word in (token, *(t for t in token.children if t.dep_ in ("acl", "relcl"))):  # `talks held on Monday`
            if (own := _best(read, word, tense_of(word))) is not None:
                return own
        if _points_back(token) and (known := event_named(read, token)) is not None:
            return known
    return _clause_phrase(read, verb, _DEPTH) if is_clause(verb) else None


def _points_back(noun: Token) -> bool:
    """Whether a noun names what its clause only speaks of: `since the strikes`, `condemned the attack`."""
    if noun.dep_ == "pobj":
        return noun.head.lower_ in _BACK
    return noun.dep_ == "dobj" and noun.head.lemma_.lower() in words().answers


def _clause_phrase(read: Annotations, verb: Token, depth: int) -> DatePhrase | None:
    """The phrase of a clause, else the one it shares with a clause beside, below or above it."""
    tense = tense_of(verb)
    own = _best(read, verb, tense)
    if own is not None or depth == 0:
        return own
    lent = _lent(read, verb, tense)
    if lent is not None:
        return lent
    governor = governor_of(verb, tense)
    if governor.i == verb.i or not is_clause(governor) or verb.i in read.timeline.undated:
        return None
    return _clause_phrase(read, governor, depth - 1) if shares(verb, tense, governor) else None


def _best(read: Annotations, token: Token, tense: Tense) -> DatePhrase | None:
    """Of the phrases that date a word the most precise one that its tense allows."""
    phrases = [p for p in read.timeline.dated.get(token.i, ()) if _fits(read, p, token, tense)]
    return max(
        phrases,
        key=lambda p: (p.relation != "after", p.date.day is not None, p.date.month is not None, -p.start),
        default=None,
    )


def _fits(read: Annotations, phrase: DatePhrase, token: Token, tense: Tense) -> bool:
    today = today_at(read, token.i)
    if today is not None and tense in _TOLD and phrase.date.first > today:
        return False
    if today is not None and tense == "future" and phrase.date.last < today:
        return False
    if phrase.relation == "since":
        return tense in ("perfect", "present", "none")
    if phrase.relation == "after":
        return phrase.date.day is not None and (today is None or abs((today - phrase.date.first).days) <= _AFTER)
    return phrase.relation in ("at", "by")


def _lent(read: Annotations, verb: Token, tense: Tense) -> DatePhrase | None:
    """A date that stands with what goes along with the verb."""
    for other in along(verb, tense):
        phrase = _best(read, other, tense_of(other))
        if phrase is None and other.dep_ == "xcomp":
            phrase = _lent(read, other, "none")
        if phrase is not None and phrase.relation == "at" and phrase.start >= other.left_edge.i:
            today = today_at(read, verb.i)
            if today is None or tense not in _TOLD or phrase.date.first <= today:
                return phrase
    return None


# --- by the story -----------------------------------------------------------------------------------------------


def _own_day(read: Annotations, token: Token) -> PartialDate | None:
    line, here = read.timeline, read.paragraph_of[token.i]
    paragraph = read.document.paragraphs[here]
    today = today_at(read, token.i)
    tense, verb = _telling(token)
    if verb.i in line.undated or _is_timeless(verb, tense):
        return None
    told = line.told.get(token.sent.start)
    if here in line.headed:
        return told or line.headed[here]
    if today is None:
        return told
    now = PartialDate.of(today)
    story = now if paragraph.at else line.story or now
    if paragraph.heading:
        return told or story
    if tense == "past" or _is_quoted(read, token.i):
        return told or story
    if tense == "future" and (coming := line.coming.get(token.sent.start)) is not None:
        return coming
    if tense == "perfect":
        if here in line.opening or paragraph.at:
            return told or story
        return PartialDate(now.year, now.month)
    if tense == "pluperfect":
        if token.sent.start in line.opens or _is_near(verb):
            return told or story
        return PartialDate(story.year, story.month)
    return now


def _telling(token: Token) -> tuple[Tense, Token]:
    """The tense in which a clause is told: that of the saying, where somebody says it."""
    tense, verb = told_tense(token)
    said = next((t for t in verb.children if t.dep_ == "parataxis" and tense_of(t) == "past"), None)
    if said is not None:
        return "past", said
    while verb.dep_ in ("ccomp", "advcl") and verb.head.i != verb.i:
        governor = clause_of(verb.head)
        if governor.i == verb.i or not shares(verb, tense, governor):
            break
        tense, verb = told_tense(governor)
    return tense, verb


def _is_timeless(verb: Token, tense: Tense) -> bool:
    """`has long supported`, `had previously met`."""
    return tense in _TOLD and any(t.lower_ in words().timeless for t in verb.children if t.dep_ == "advmod")


def _is_near(verb: Token) -> bool:
    """`had just agreed`, `had by then flown on`."""
    return any(t.lower_ in ("just", "by") for t in verb.children)


def _is_quoted(read: Annotations, i: int) -> bool:
    return any(start <= i < end for start, end in read.quotes)
