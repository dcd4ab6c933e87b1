"""Who says what: reported speech, quotations over several sentences, `according to`, and who `I` is in them."""

from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Span, Token

from kg.extraction.annotations import Annotations, Reference, annotations
from kg.extraction.coreference import link_quoted
from kg.extraction.cues import Cue, cue_words, find_cues
from kg.extraction.quotations import Quotation, quotations
from kg.extraction.signatories import link_signatories
from kg.extraction.speakers import Speaker, entity_of, is_press, speaker_in
from kg.extraction.transcripts import Turn, find_turns

_I = frozenset(("i", "me", "my", "myself", "mine"))
_WE = frozenset(("we", "us", "our", "ours", "ourselves"))
_YOU = frozenset(("you", "your", "yours"))
_GOES_ON = frozenset(("would", "should", "must", "could", "ought"))
_STOPS = frozenset(".?!…")
_MARKS = frozenset(('"', "“", "”", "'", "’", "‘", "«", "»"))
_BY_NAME = ("name", "capital", "place")
_SAYS = frozenset(("says", "say", "said", "warns", "claims", "tells", "vows"))


@dataclass(slots=True)
class _Said:
    """A quotation with who says it, once that is found, and to whom."""

    quotation: Quotation
    speaker: Speaker | None = None
    to: Reference | None = None


def find_claims(doc: Doc) -> Doc:
    """Fills `annotations(doc).speaker_of` (token -> entity); adds references for `I`, `we`, `you` in quotations."""
    read = annotations(doc)
    said = [_Said(q) for q in quotations(doc, read)]
    read.quotes = [(s.quotation.start, s.quotation.end) for s in said]
    quoted = {i for start, end in read.quotes for i in range(start, end)}
    turns = find_turns(doc, read)
    _mark_turns(read, turns)
    for turn in turns:
        for i in range(turn.start, turn.end):
            if turn.speaker is not None and i not in quoted:
                _deictic(read, doc[i], turn.speaker, None)
    if not turns:
        link_signatories(doc, read, quoted)
    sentences = _sentences(doc, read)
    places = _by_sentence(sentences, cue_words(doc))
    cues = [_cues(doc, read, s, at) for s, at in zip(sentences, places, strict=True)]
    _name_again(doc, read, sentences, [[c for c in found if c.at not in quoted] for found in cues])
    outside = [c for found in cues for c in found if c.at not in quoted]
    _attribute(doc, read, sentences, outside, said)
    _mark(read, outside)
    for item in said:
        _mark_quotation(doc, read, item)
    link_quoted(doc, {i: s.speaker.entity if s.speaker else None for s in said for i in _tokens(s.quotation)})
    _mark(read, _inside(doc, read, sentences, places, quoted))
    _carry_on(read, sentences, cues)
    _mark_turns(read, turns)
    return doc


def _mark_turns(read: Annotations, turns: Sequence[Turn]) -> None:
    """What nobody else says in a transcript is said by whose turn it is."""
    for turn in turns:
        for i in range(turn.start, turn.end):
            if turn.speaker is not None:
                read.speaker_of.setdefault(i, turn.speaker)


def _tokens(quotation: Quotation) -> range:
    return range(quotation.start, quotation.end)


def _sentences(doc: Doc, read: Annotations) -> list[Span]:
    """The sentences of the paragraphs; what the parser cut where no sentence stops is joined again."""
    found: list[Span] = []
    for sentence in doc.sents:
        start = _start(read, sentence)
        paragraph = read.paragraph_of[start]
        if paragraph < 0:
            continue
        heading = read.document.paragraphs[paragraph].heading
        if found and read.paragraph_of[_start(read, found[-1])] == paragraph and not _ends(read, found[-1], heading):
            found[-1] = doc[found[-1].start : sentence.end]
        else:
            found.append(sentence)
    return found


def _ends(read: Annotations, sentence: Span, heading: bool) -> bool:
    words = (read.words[i] for i in range(sentence.end - 1, sentence.start - 1, -1))
    last = next((word for word in words if not word.isspace()), "")
    return last in _STOPS or (not heading and (last in _MARKS or last in (":", ")")))


def _start(read: Annotations, sentence: Span) -> int:
    return next((i for i in range(sentence.start, sentence.end) if not read.words[i].isspace()), sentence.start)


def _by_sentence(sentences: Sequence[Span], places: Sequence[int]) -> list[list[int]]:
    """Those tokens that stand in each sentence."""
    found: list[list[int]] = [[] for _ in sentences]
    at = 0
    for number, sentence in enumerate(sentences):
        while at < len(places) and places[at] < sentence.end:
            if places[at] >= sentence.start:
                found[number].append(places[at])
            at += 1
    return found


def _cues(doc: Doc, read: Annotations, sentence: Span, places: Sequence[int]) -> list[Cue]:
    found = find_cues(doc, read, sentence, places)
    label = _label(doc, read, sentence)
    return [*found, label] if label is not None else found


def _inside(
    doc: Doc, read: Annotations, sentences: Sequence[Span], places: Sequence[Sequence[int]], quoted: set[int]
) -> list[Cue]:
    """Cues inside quotations, now that it is known who `I` is there."""
    found: list[Cue] = []
    for sentence, at in zip(sentences, places, strict=True):
        inner = [i for i in at if i in quoted]
        if inner:
            found.extend(c for c in find_cues(doc, read, sentence, inner) if _is_of_another(doc, c))
    return found


def _is_of_another(doc: Doc, cue: Cue) -> bool:
    """Whether inside a quotation somebody else than who speaks there is said to say something."""
    return cue.speaker.entity is not None and doc[cue.subject].lower_ not in _I | _WE


def _name_again(doc: Doc, read: Annotations, sentences: Sequence[Span], cues: Sequence[Sequence[Cue]]) -> None:
    """`He`, `it` or `the ministry` that says more, where nothing else tells who that is: who spoke last, else the
    subject of the sentence before."""
    last: Cue | None = None
    for number, found in enumerate(cues):
        for cue in found:
            named = _named_in(doc, read, cue)
            if cue.speaker.again or named is not None:
                subject = _subject_of(read, sentences[number - 1]) if number else None
                known = [last.speaker.entity] if last is not None and _is_near(read, last, cue) else []
                known = [e for e in (*known, subject) if e not in (None, named)]
                if cue.speaker.entity is not None and named is None:
                    known = [e for e in known if e in read.cast.figures]
                    known.append(cue.speaker.entity)
                meant = next((e for e in known if e is not None and _may_be(doc, read, cue, e)), None)
                cue.speaker = Speaker(meant)
            nested = last is not None and cue.at in last.says
            if cue.speaker.entity is not None and not cue.speaker.press and not nested:
                last = cue


def _named_in(doc: Doc, read: Annotations, cue: Cue) -> str | None:
    """Whom the pronoun of `..., it said` was taken for, where what is said names him: then it is somebody else's, for
    nobody is called by name in what he himself is reported to say (principle C)."""
    if not cue.aside or doc[cue.subject].lower_ not in ("it", "they"):
        return None
    entity = cue.speaker.entity
    named = (r for i in cue.says if (r := read.at_token.get(i)) is not None and r.how in _BY_NAME)
    return entity if entity is not None and any(entity in (r.entities[0], r.state) for r in named) else None


def _subject_of(read: Annotations, sentence: Span) -> str | None:
    """Whom the subject of the main clause stands for."""
    for token in sentence:
        reference = read.at_token.get(token.i)
        if token.dep_ in ("nsubj", "nsubjpass") and token.head.dep_ == "ROOT":
            return entity_of(reference) if reference is not None else speaker_in(read, token).entity
    return None


def _is_near(read: Annotations, earlier: Cue, later: Cue) -> bool:
    return read.paragraph_of[later.at] - read.paragraph_of[earlier.at] <= 1


def _may_be(doc: Doc, read: Annotations, cue: Cue, entity: str) -> bool:
    """Whether the words of a cue can mean somebody: `he` no woman, `it` no person."""
    pronouns = {t.lower_ for t in doc[cue.first : cue.last + 1] if t.pos_ == "PRON"}
    figure = read.cast.figures.get(entity)
    if figure is None:
        return not pronouns & {"he", "she"}
    if "it" in pronouns:
        return False
    return not (("he" in pronouns and figure.sex == "f") or ("she" in pronouns and figure.sex == "m"))


def _mark(read: Annotations, cues: Sequence[Cue]) -> None:
    """Gives what is said to its speaker, the widest cue first; the press only what nobody else says.

    What somebody is said by another to have promised or offered is told by that other.
    """
    told = {i for c in cues if c.speaker.entity is not None and not c.speaker.press for i in c.says}
    for cue in sorted(cues, key=lambda c: (not c.speaker.press, -len(c.says))):
        if cue.promises and cue.at in told:
            continue
        for i in cue.says:
            if cue.speaker.entity is not None:
                read.speaker_of[i] = cue.speaker.entity
            else:
                read.speaker_of.pop(i, None)
    for cue in cues:
        entity = cue.speaker.entity
        if cue.own and entity is not None:
            known = read.speaker_of.get(cue.at)
            if known is None or (cue.own == "says" and is_press(known)):
                read.speaker_of[cue.at] = entity


def _mark_quotation(doc: Doc, read: Annotations, said: _Said) -> None:
    if said.speaker is None:
        return
    for i in range(said.quotation.start, said.quotation.end):
        if said.speaker.entity is None:
            read.speaker_of.pop(i, None)
        else:
            read.speaker_of[i] = said.speaker.entity
            _deictic(read, doc[i], said.speaker.entity, said.to)


# -- headings and labels


def _label(doc: Doc, read: Annotations, sentence: Span) -> Cue | None:
    """`Kallas: China pays for the war`, `China pays for the war - Kallas`, in a heading `…: Kallas`."""
    start = _start(read, sentence)
    heading = read.document.paragraphs[read.paragraph_of[start]].heading
    end = sentence.end
    while end > start and (read.words[end - 1].isspace() or read.words[end - 1] in _STOPS):
        end -= 1
    for i in range(start + 1, min(start + 7, end)):
        if read.words[i] == ":":
            reference = read.at_token.get(i - 1)
            if reference is not None and _all_name(doc, read, start, i) and (heading or _is_person(reference)):
                return Cue(i, start, i, Speaker(entity_of(reference)), set(range(i + 1, end)))
    if heading:
        reference = read.at_token.get(end - 1)
        for i in range(end - 1, max(end - 7, start), -1):
            dashed = doc[i].text in ("-", "–", "—", "--", ":", "|") and _all_name(doc, read, i + 1, end)
            if dashed and reference is not None and reference.start > i:
                return Cue(i, i, end - 1, Speaker(entity_of(reference)), set(range(start, i)))
    return None


def _all_name(doc: Doc, read: Annotations, start: int, end: int) -> bool:
    """Whether the tokens are a name with its title and no clause."""
    return all(
        i in read.at_token or doc[i].pos_ in ("NOUN", "PROPN", "ADJ", "ADP", "PART", "DET") for i in range(start, end)
    )


def _is_person(reference: Reference) -> bool:
    return reference.entities[0].startswith("person:")


# -- quotations


def _attribute(
    doc: Doc, read: Annotations, sentences: Sequence[Span], cues: Sequence[Cue], said: Sequence[_Said]
) -> None:
    """Finds who says each quotation: a cue beside it, a cue around it, or what came before."""
    sentence_of = {i: n for n, s in enumerate(sentences) for i in range(s.start, s.end)}
    by_sentence: dict[int, list[Cue]] = {}
    for cue in cues:
        by_sentence.setdefault(sentence_of[cue.at], []).append(cue)
    for n, item in enumerate(said):
        beside = _beside(doc, sentence_of, by_sentence, item.quotation)
        if beside is not None:
            item.speaker, item.to = beside.speaker, beside.to
        elif item.quotation.whole:
            item.speaker, item.to = _from_before(doc, read, sentences, sentence_of, by_sentence, said[:n], item)
    for earlier, later in zip(reversed(said[:-1]), reversed(said[1:]), strict=True):
        if earlier.speaker is None and _goes_on(read, earlier.quotation, later.quotation):
            earlier.speaker, earlier.to = later.speaker, later.to


def _goes_on(read: Annotations, earlier: Quotation, later: Quotation) -> bool:
    """Whether a quotation is the next paragraph of the one before, which was left open."""
    return earlier.unclosed and read.paragraph_of[later.start] - read.paragraph_of[earlier.start] == 1


def _beside(
    doc: Doc, sentence_of: dict[int, int], by_sentence: dict[int, list[Cue]], quotation: Quotation
) -> Cue | None:
    """The cue right after the quotation, right before it, or else the nearest around it in its sentence."""
    start, end = quotation.start, quotation.end
    after = by_sentence.get(sentence_of.get(min(end, len(doc) - 1), -1), [])
    after = after + by_sentence.get(sentence_of.get(min(end + 1, len(doc) - 1), -1), [])
    before = [c for c in by_sentence.get(sentence_of.get(start, -1), []) if c.at < start]
    before += [
        c for c in by_sentence.get(sentence_of.get(max(start - 2, 0), -1), []) if c.at < start and c not in before
    ]
    enclosing = [c for c in (*before, *after) if start in c.says]
    enclosing.sort(key=lambda c: (len(c.says), abs(c.at - start)))
    fitting = [
        *(c for c in after if _follows(doc, quotation, c)),
        *enclosing,
        *(c for c in sorted(before, key=lambda c: -c.at) if _leads_to(doc, quotation, c)),
    ]
    return next((c for c in fitting if not c.speaker.press), next(iter(fitting), None))


def _follows(doc: Doc, quotation: Quotation, cue: Cue) -> bool:
    """`"…," Lavrov said`."""
    end, last = quotation.end, doc[quotation.end - 1].text
    if cue.first < end or cue.first - end > 3 or last == ".":
        return False
    return all(t.is_punct or t.text in _MARKS for t in doc[end : cue.first])


def _leads_to(doc: Doc, quotation: Quotation, cue: Cue) -> bool:
    """`Lavrov said: "…"`."""
    between = doc[cue.last + 1 : quotation.start]
    if len(between) > 40 or any(t.text in _STOPS for t in between):
        return False
    return len(between) <= 6 or doc[quotation.start - 2].text in (":", ",", "that")


def _from_before(
    doc: Doc,
    read: Annotations,
    sentences: Sequence[Span],
    sentence_of: dict[int, int],
    by_sentence: dict[int, list[Cue]],
    earlier: Sequence[_Said],
    item: _Said,
) -> tuple[Speaker | None, Reference | None]:
    """Who says a quotation that stands alone: who spoke before it in its paragraph, else in the one before."""
    start = item.quotation.start
    paragraph = read.paragraph_of[start]
    previous = earlier[-1] if earlier else None
    if previous is not None and _goes_on(read, previous.quotation, item.quotation):
        return previous.speaker, previous.to
    number = sentence_of.get(start - 1, sentence_of.get(start, 0))
    if number < len(sentences) and sentences[number].start >= start - 1:
        number -= 1
    for n in range(number, max(number - 3, -1), -1):
        there = read.paragraph_of[_start(read, sentences[n])]
        if there < paragraph - 1 or read.document.paragraphs[there].heading:
            break
        cues = [c for c in by_sentence.get(n, ()) if c.at < start]
        if cues:
            cue = min(cues, key=lambda c: (c.speaker.press, -len(c.says)))
            return cue.speaker, cue.to
        spoken = [s for s in earlier if sentence_of.get(s.quotation.start) == n and s.speaker is not None]
        if spoken:
            return spoken[-1].speaker, spoken[-1].to
        if there == paragraph or doc[sentences[n].end - 1].text == ":":
            subject = _subject_person(read, sentences[n])
            if subject is not None:
                return Speaker(subject), None
    return None, None


def _subject_person(read: Annotations, sentence: Span) -> str | None:
    """The person who is the subject of a sentence: `Tusk was blunt.`"""
    for token in sentence:
        reference = read.at_token.get(token.i)
        if reference is None or token.i != reference.head or len(reference.entities) != 1:
            continue
        if token.dep_ in ("nsubj", "nsubjpass") and _is_person(reference):
            return reference.entities[0]
    return None


def _deictic(read: Annotations, token: Token, speaker: str, to: Reference | None) -> None:
    """`I`, `we` and `you` inside what somebody says."""
    word = token.lower_
    if token.i in read.at_token or token.text == "US":
        return
    figure = read.cast.figures.get(speaker)
    if word in _I and figure is not None:
        read.add(Reference(token.i, token.i + 1, token.i, (speaker,), "pronoun", figure.state, 0.9))
    elif word in _WE:
        stands_for = figure.state if figure is not None else speaker
        if stands_for:
            read.add(Reference(token.i, token.i + 1, token.i, (stands_for,), "pronoun", None, 0.6))
    elif word in _YOU and to is not None and len(to.entities) == 1 and to.entities[0] in read.cast.figures:
        read.add(Reference(token.i, token.i + 1, token.i, to.entities, "pronoun", to.state, 0.7))


# -- reported speech that goes on


def _carry_on(read: Annotations, sentences: Sequence[Span], cues: Sequence[Sequence[Cue]]) -> None:
    """`Japan would defend the island.` after a sentence in which somebody says something: he says that too."""
    speaker: str | None = None
    paragraph = -1
    for sentence, found in zip(sentences, cues, strict=True):
        here = read.paragraph_of[_start(read, sentence)]
        if here != paragraph:
            speaker, paragraph = None, here
        if found:
            widest = max(found, key=lambda c: len(c.says))
            speaker = widest.speaker.entity if len(widest.says) > len(sentence) / 3 else None
            continue
        root = sentence.root
        if speaker is not None and any(t.dep_ == "aux" and t.lower_ in _GOES_ON for t in root.children):
            for token in sentence:
                read.speaker_of.setdefault(token.i, speaker)
        else:
            speaker = None
