"""The days that an article tells: what its phrases date, the day of the story, where each paragraph has got to."""

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from spacy.tokens import Doc, Span, Token

from kg.extraction.annotations import Annotations, DatePhrase, Timeline, annotations
from kg.extraction.dates.calendar import shifted
from kg.extraction.dates.owners import owners_of
from kg.extraction.dates.phrases import Found, Shift, find_phrases
from kg.extraction.dates.tense import clause_of, is_clause, tense_of
from kg.extraction.dates.words import Relation, words
from kg.model import PartialDate

_STORY = 3  # days before the article that its story can be of
_RECENT = 8  # days within which a date is rather the clause's than the noun's that it follows
_OPENING = 2  # paragraphs, headings not counted
_NEWS = ("past", "perfect", "present", "pluperfect")


def find_dates(doc: Doc) -> Doc:
    """Fills `annotations(doc).dates` and `.timeline`. Without a published date relative phrases are left out."""
    read = annotations(doc)
    found, headed = find_phrases(doc, read)
    line = read.timeline = Timeline(headed=headed, opening=_opening(read))
    waiting: dict[int, list[Found]] = {}  # sentence -> its phrases
    for phrase in found:
        waiting.setdefault(doc[phrase.start].sent.start, []).append(phrase)
        if phrase.date is not None:
            _take(doc, read, phrase, phrase.date)
    line.story = _story(doc, read)
    for sentence, told in zip(doc.sents, _told(doc, read, waiting), strict=True):
        if told is not None:
            line.told[sentence.start] = told
    read.dates.sort(key=lambda p: p.start)
    return doc


def today_at(read: Annotations, token: int) -> dt.date | None:
    """The day that counts as today there: a chronicle's own, a live entry's, the article's."""
    headed = read.timeline.headed.get(read.paragraph_of[token])
    return headed.first if headed is not None else read.published_at(token)


def _opening(read: Annotations) -> frozenset[int]:
    paragraphs = read.document.paragraphs
    body = [i for i, p in enumerate(paragraphs) if not p.heading and p.end - p.start > 60][:_OPENING]
    return frozenset(range(body[0] + 1)) | frozenset(body) if body else frozenset()


def _take(
    doc: Doc, read: Annotations, found: Found, date: PartialDate, owners: Sequence[int] | None = None
) -> DatePhrase:
    """Enters a phrase with its date under the words that it dates."""
    today = today_at(read, found.start)
    head = doc[found.start : found.end].root.i
    phrase = DatePhrase(found.start, found.end, head, date, found.relation, found.relative)
    read.dates.append(phrase)
    pairs: list[tuple[int, Relation]]
    if owners is None:
        recent = today is not None and date.day is not None and abs((today - date.first).days) <= _RECENT
        vague = today is not None and date.day is None and date.last >= today
        pairs = list(owners_of(doc, found.start, found.end, found.relation, recent=recent, vague=vague))
    else:
        pairs = [(owner, found.relation) for owner in owners]
    if (clause := _when_clause(doc, found.end)) is not None:
        pairs.append((clause, "at"))
    for owner, relation in pairs:
        owner = _once(doc, read, owner, phrase)
        entry = phrase if relation == phrase.relation else replace(phrase, relation=relation)
        read.timeline.dated.setdefault(owner, []).append(entry)
    return phrase


def _once(doc: Doc, read: Annotations, owner: int, phrase: DatePhrase) -> int:
    """A clause happens once: a second day in it is that of the noun before it (`struck on Wednesday in retaliation
    for the massacre at Pahalgam on April 22`)."""
    others = [p for p in read.timeline.dated.get(owner, ()) if p.start < owner and p.relation == "at"]
    if not is_clause(doc[owner]) or phrase.start < owner or all(p.date == phrase.date for p in others):
        return owner
    nouns = (t.i for t in reversed(doc[owner : phrase.start]) if t.pos_ == "NOUN" and t.lemma_ in words().eventful)
    return next(nouns, owner)


def _when_clause(doc: Doc, end: int) -> int | None:
    """The verb of a clause that says what happened on a date: `until 26 July, when his men locked him up`."""
    k = end + (end < len(doc) and doc[end].text == ",")
    if k < len(doc) and doc[k].lower_ == "when" and doc[k].head.i > k:
        return clause_of(doc[k].head).i
    return None


def _story(doc: Doc, read: Annotations) -> PartialDate | None:
    """The day that a news story tells: one of the last days, named in its opening or more than any other after it."""
    published, line = read.document.published, read.timeline
    if published is None:
        return None
    days: Counter[PartialDate] = Counter()
    beside: PartialDate | None = None  # named in the opening, but in a relative clause
    for owner, phrases in sorted(line.dated.items()):
        verb, paragraph = doc[owner], read.paragraph_of[owner]
        if not is_clause(verb) or tense_of(verb) not in _NEWS or paragraph in line.headed:
            continue
        if read.document.paragraphs[paragraph].at:
            continue
        for phrase in phrases:
            if not phrase.date.day or phrase.relation != "at":
                continue
            if not 0 <= (published - phrase.date.first).days <= _STORY:
                continue
            if paragraph in line.opening:
                if verb.dep_ not in ("relcl", "acl") and tense_of(verb) != "pluperfect":
                    return phrase.date
                beside = beside or phrase.date
            days[phrase.date] += 1
    most = days.most_common(1)
    return beside or (most[0][0] if most and most[0][1] > 1 and most[0][1] * 2 > days.total() else None)


def _told(doc: Doc, read: Annotations, waiting: dict[int, list[Found]]) -> list[PartialDate | None]:
    """For each sentence the date that the ones before it in its paragraph have come to; resolves shifted phrases."""
    line = read.timeline
    result: list[PartialDate | None] = []
    paragraph = -1
    current: PartialDate | None = None
    named: list[PartialDate] = []  # dates so far that are not to come, the last one last
    coming: PartialDate | None = None
    events = _events(doc, line)
    known: set[str] = set()  # names so far
    for sentence in doc.sents:
        here = read.paragraph_of[sentence.start]
        if here != paragraph and here >= 0:
            line.opens.add(sentence.start)
            if not _goes_on(read, sentence, paragraph, current):
                current = None
            paragraph, coming = here, None
        if current is not None and _is_over(read, sentence, current, known):
            current = None
        known.update(t.text for t in sentence if t.pos_ == "PROPN")
        result.append(current)
        today = today_at(read, sentence.start)
        for found in waiting.get(sentence.start, ()):
            date = found.date
            if found.shift is not None:
                date = _resolved(doc, read, found, found.shift, named, events)
            if date is not None and not (today and date.first > today):
                named.append(date)
        current = _reached(read, sentence, current)
        if coming is not None:
            line.coming[sentence.start] = coming
        coming = _announced(read, sentence) if sentence.start in waiting else None
    return result


def _goes_on(read: Annotations, sentence: Span, before: int, current: PartialDate | None) -> bool:
    """Whether a paragraph goes on telling the day of the one before: its first word points back."""
    if current is None or before < 0 or not current.day:
        return False
    here = read.paragraph_of[sentence.start]
    if read.document.paragraphs[here].heading or here in read.timeline.headed:
        return False
    first = next((t for t in sentence if t.is_alpha), None)
    return first is not None and first.lower_ in words().goes_on and tense_of(clause_of(sentence.root)) != "pluperfect"


def _announced(read: Annotations, sentence: Span) -> PartialDate | None:
    """The last day that a sentence says something will happen on."""
    days = [
        phrase.date
        for token in sentence
        if is_clause(token) and tense_of(token) == "future"
        for phrase in read.timeline.dated.get(token.i, ())
        if phrase.date.day and phrase.relation == "at"
    ]
    return days[-1] if days else None


def _is_over(read: Annotations, sentence: Span, current: PartialDate, known: set[str]) -> bool:
    """Whether a sentence leaves what was told for the news: it names a later day (`welcomed Monday's deal`), or it
    brings somebody new, by full name, after what happened long ago."""
    today = today_at(read, sentence.start)
    if today is None or (current.day and (today - current.first).days <= _RECENT):
        return False
    for token in sentence:
        for phrase in read.timeline.dated.get(token.i, ()):
            if phrase.date.day and current.last < phrase.date.first <= today:
                return True
    subjects = [t for t in clause_of(sentence.root).children if t.dep_ in ("nsubj", "nsubjpass")]
    names = [t for s in subjects for t in s.subtree if t.pos_ == "PROPN" and t.text not in known]
    return any(b.i == a.i + 1 for a, b in pairwise(names))


def _reached(read: Annotations, sentence: Span, current: PartialDate | None) -> PartialDate | None:
    """The date after a sentence: that of its main clause, where it tells. A flashback ends with its sentence unless
    it opens the paragraph's telling (`On Sunday he had met Xi. Both promised ...`)."""
    line = read.timeline
    root = clause_of(sentence.root)
    if not is_clause(root) and len(sentence) < 4:  # the parser cut `Yesterday` off
        return next((p.date for p in line.dated.get(root.i, ()) if p.relation == "at"), current)
    for verb in (root, *root.conjuncts):
        tense = tense_of(verb)
        for phrase in line.dated.get(verb.i, ()):
            if phrase.relation in ("since", "until", "before"):
                continue
            if tense in ("past", "perfect"):
                return phrase.date
            if tense == "pluperfect" and current is None and phrase.start - sentence.start < 3:
                return phrase.date
    return current


def _events(doc: Doc, line: Timeline) -> dict[str, PartialDate]:
    """Noun -> when it was, as first said: `won the election in January`."""
    events: dict[str, PartialDate] = {}
    for owner, phrases in sorted(line.dated.items()):
        nouns = [doc[owner]]
        if doc[owner].pos_ == "VERB":
            nouns = [t for t in doc[owner].children if t.dep_ in ("dobj", "nsubj", "nsubjpass")]
        for noun in nouns:
            if noun.pos_ == "NOUN" and phrases[0].relation == "at":
                events.setdefault(noun.lemma_.lower(), phrases[0].date)
    return events


def _resolved(
    doc: Doc,
    read: Annotations,
    found: Found,
    shift: Shift,
    named: Sequence[PartialDate],
    events: dict[str, PartialDate],
) -> PartialDate | None:
    """The date of a phrase that counts from another one, entered where it belongs; None where that has no date."""
    today = today_at(read, found.start)
    news = read.timeline.story or (PartialDate.of(today) if today else None)
    if shift.base == "complement":
        return _from_complement(doc, read, found, shift, named, events)
    base = next((d for d in reversed(named) if d.day), news) if shift.unit == "day" else (named[-1] if named else news)
    if base is None:
        return None
    date = PartialDate(base.year, shift.count) if shift.base == "year" else shifted(base, shift.count, shift.unit)
    if shift.count > 0 and news is not None and date.first <= news.first <= date.last:
        date = news  # `Twenty-four years later`: that is the story
    _take(doc, read, found, date)
    return date


def _from_complement(
    doc: Doc,
    read: Annotations,
    found: Found,
    shift: Shift,
    named: Sequence[PartialDate],
    events: dict[str, PartialDate],
) -> PartialDate | None:
    """`Two days before X, Y`: each of the two can have the date from which the other's follows."""
    line, link = read.timeline, doc[shift.link]
    inner, outer = _sides(found, link)
    if inner is None:
        return None
    base = _date_of(line, outer)
    today = today_at(read, found.start)
    if base is None and shift.unit in ("year", "decade") and today is not None:
        base = PartialDate.of(today)
    if base is not None:
        date = shifted(base, -shift.count, shift.unit)
        _take(doc, read, found, date, (inner.i,))
        return date
    base = _date_of(line, inner) or events.get(inner.lemma_.lower())
    if base is None and inner.lemma_.lower() in words().gatherings and shift.unit == "day":
        base = next((d for d in reversed(named) if d.day), line.story)
    if base is None and is_clause(inner) and today is not None:  # what is told without a date is of the story's day
        date = shifted(line.story or PartialDate.of(today), -shift.count, shift.unit)
        _take(doc, read, found, date, (inner.i,))
        return date
    if outer is None:
        return None
    if base is None:
        line.undated.add(outer.i)
        return None
    date = shifted(base, shift.count, shift.unit)
    _take(doc, read, found, date, (outer.i,))
    return date


def _sides(found: Found, link: Token) -> tuple[Token | None, Token | None]:
    """What stands after `before` or `after`, and the verb that all of it dates."""
    if link.dep_ == "mark":
        inner: Token | None = link.head
        outer = link.head.head
    else:
        inner = next((t for t in link.children if t.dep_ in ("pobj", "pcomp") and t.i > link.i), None)
        outer = link.head
        if inner is None and link.sent.root.i > link.i:  # the parser lost the clause: `a day after Fico said`
            inner = link.sent.root
    while found.start <= outer.i <= link.i and outer.head.i != outer.i:
        outer = outer.head
    verb = clause_of(outer)
    return inner, verb if is_clause(verb) and (inner is None or verb.i != inner.i) else None


def _date_of(line: Timeline, token: Token | None) -> PartialDate | None:
    """The date that a phrase gives to a word, or to the verbs that govern it."""
    for _ in range(3):
        if token is None:
            return None
        for phrase in line.dated.get(token.i, ()):
            if phrase.relation == "at":
                return phrase.date
        if token.dep_ not in ("conj", "xcomp", "ccomp", "advcl", "pcomp") or token.head.i == token.i:
            return None
        token = clause_of(token.head)
    return None
