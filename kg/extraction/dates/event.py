"""The date of an event: from the phrase that dates its word or clause, else from the day that the story has got to."""

from spacy.tokens import Doc, Token

from kg.extraction.annotations import Annotations, DatePhrase, annotations
from kg.extraction.dates.clause import best, clause_phrase
from kg.extraction.dates.entry import event_named, today_at
from kg.extraction.dates.sharing import shares
from kg.extraction.dates.tense import TOLD, Tense, clause_of, is_clause, tense_of, told_tense
from kg.extraction.dates.words import words
from kg.model import PartialDate

_BACK = frozenset(("since", "after", "over", "for", "following", "despite", "before"))


def event_date(doc: Doc, trigger: int) -> tuple[PartialDate | None, DatePhrase | None]:
    """The date of what happens at token `trigger`, with the phrase that says it.

    A phrase dates its noun or its clause; clauses hand their date down to what they govern and to what is joined to
    them. Without a phrase, what is told in the past is of the day that the paragraph has come to, else of the day of
    the story; what has happened by now (`has warned`) is of this month; what is announced is of the day on which it
    is announced; what is told as going on, of the day of the article.
    """
    read = annotations(doc)
    phrase = _phrase_of(read, doc[trigger])
    before = read.timeline.last.get(doc[trigger].sent.start)
    if before is not None and _is_that(doc[trigger]):
        return before, None
    if phrase is not None:
        return phrase.date, phrase
    return _own_day(read, doc[trigger]), None


# --- by a phrase ------------------------------------------------------------------------------------------------


def _phrase_of(read: Annotations, token: Token) -> DatePhrase | None:
    verb = clause_of(token)
    if not is_clause(token) and token.dep_ not in ("aux", "auxpass"):
        for word in (token, *(t for t in token.children if t.dep_ in ("acl", "relcl"))):  # `talks held on Monday`
            if (own := best(read, word, tense_of(word))) is not None:
                return own
        if (_points_back(token) or _is_that(token)) and (known := event_named(read, token)) is not None:
            return known
    return clause_phrase(read, verb) if is_clause(verb) else None


def _is_that(noun: Token) -> bool:
    """`That attack was an answer`: one that was told just before."""
    that = any(t.dep_ == "det" and t.lower_ in ("that", "those") for t in noun.children)
    return that and noun.lemma_.lower() in words().eventful


def _points_back(noun: Token) -> bool:
    """Whether a noun names what its clause only speaks of: `since the strikes`, `condemned the attack`."""
    if noun.dep_ == "pobj":
        return noun.head.lower_ in _BACK
    return noun.dep_ == "dobj" and noun.head.lemma_.lower() in words().answers


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
    if tense == "past" or _is_shifted(verb, tense) or _is_quoted(read, token.i):
        return told or story
    if tense == "future" and (coming := line.coming.get(token.sent.start)) is not None:
        return coming
    if tense == "perfect":
        if here in line.opening or paragraph.at:
            return told if told is not None and told.day else story
        return PartialDate(now.year, now.month)
    if tense == "pluperfect":
        if told is not None and told.last < story.first and (told.year, told.month) != (story.year, story.month):
            return told
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
    return tense in TOLD and any(t.lower_ in words().timeless for t in verb.children if t.dep_ == "advmod")


def _is_shifted(verb: Token, tense: Tense) -> bool:
    """`China would support it`: a future told in the past."""
    return tense == "modal" and any(t.lower_ in ("would", "could", "might") for t in verb.children)


def _is_near(verb: Token) -> bool:
    """`had just agreed`, `had by then flown on`."""
    return any(t.lower_ in ("just", "by") for t in verb.children)


def _is_quoted(read: Annotations, i: int) -> bool:
    return any(start <= i < end for start, end in read.quotes)
