"""Who says what: reported speech, quotations over several sentences, `according to`, and who `I` is in them."""

from collections.abc import Iterator

from spacy.tokens import Doc, Span, Token

from kg.extraction.annotations import Annotations, Reference, annotations
from kg.extraction.clauses import named_in, subjects
from kg.extraction.triggers import triggers

_OPEN, _CLOSE = frozenset('“«"'), frozenset('”»"')
_I = frozenset(("i", "me", "my", "myself"))
_WE = frozenset(("we", "us", "our", "ours", "ourselves"))


def find_claims(doc: Doc) -> Doc:
    """Fills `annotations(doc).speaker_of` (token -> entity) and adds references for `I` and `we` in quotations."""
    read = annotations(doc)
    read.quotes = list(_quotes(doc, read))
    quoted = {i for start, end in read.quotes for i in range(start, end)}
    last: tuple[str, int] | None = None  # who spoke last, and in which paragraph
    for sentence in doc.sents:
        paragraph = read.paragraph_of[sentence.start]
        if paragraph < 0:
            continue
        inside = [t.i for t in sentence if t.i in quoted]
        speaker = _reporter(doc, read, sentence, quoted)
        if speaker is not None:
            last = (speaker, paragraph)
        elif inside and last is not None and paragraph - last[1] <= 1:
            speaker = last[0]
        if speaker is not None:
            for i in inside:
                read.speaker_of[i] = speaker
                _first_person(read, doc[i], speaker)
    return doc


def _quotes(doc: Doc, read: Annotations) -> Iterator[tuple[int, int]]:
    """Token ranges between quotation marks; one left open ends with its paragraph."""
    start = None
    paragraph = -1
    for token in doc:
        here = read.paragraph_of[token.i]
        if here != paragraph and here >= 0:
            if start is not None:
                yield start, token.i
            start, paragraph = None, here
        if token.text in _CLOSE and start is not None:
            yield start, token.i
            start = None
        elif token.text in _OPEN:
            start = token.i + 1
    if start is not None:
        yield start, len(doc)


def _reporter(doc: Doc, read: Annotations, sentence: Span, quoted: set[int]) -> str | None:
    """Who speaks in a sentence; marks the tokens of what is reported without quotation marks as theirs."""
    speaker = None
    for token in sentence:
        if token.i in quoted:
            continue
        if token.lower_ == "according" and (source := _according(doc, read, token)) is not None:
            for inner in sentence:
                read.speaker_of.setdefault(inner.i, source)
            speaker = speaker or source
        elif token.pos_ == "VERB" and token.lemma_.lower() in triggers().speech:
            source = _who(doc, read, token)
            if source is None:
                continue
            speaker = speaker or source
            for clause in token.children:
                if clause.dep_ in ("ccomp", "parataxis") and clause.pos_ in ("VERB", "AUX", "NOUN", "ADJ"):
                    for inner in clause.subtree:
                        read.speaker_of[inner.i] = source
            if token.dep_ == "parataxis" or (
                token.dep_ == "ccomp" and token.i > token.head.i and token.head.i not in quoted
            ):
                for inner in sentence:  # `The talks failed, Lavrov said.`
                    if inner not in token.subtree:
                        read.speaker_of[inner.i] = source
    if speaker is None and read.document.paragraphs[read.paragraph_of[sentence.start]].heading:
        speaker = _headline_speaker(doc, read, sentence)
    return speaker


def _who(doc: Doc, read: Annotations, verb: Token) -> str | None:
    """The one who says it; a newspaper or agency only where nobody else does."""
    for subject in subjects(verb):
        for reference in named_in(doc, read, subject, acting=True):
            if len(reference.entities) == 1:
                return reference.entities[0]
    return None


def _according(doc: Doc, read: Annotations, token: Token) -> str | None:
    for to in token.children:
        for noun in to.children:
            found = [r for r in named_in(doc, read, noun) if len(r.entities) == 1]
            if found:
                return found[0].entities[0]
    return None


def _headline_speaker(doc: Doc, read: Annotations, sentence: Span) -> str | None:
    """`Kallas: leaders represent ...`"""
    for token in sentence[:6]:
        if token.text == ":" and token.i > sentence.start:
            reference = read.at_token.get(token.i - 1)
            if reference is not None and len(reference.entities) == 1:
                for inner in doc[token.i + 1 : sentence.end]:
                    read.speaker_of.setdefault(inner.i, reference.entities[0])
                return reference.entities[0]
    return None


def _first_person(read: Annotations, token: Token, speaker: str) -> None:
    word = token.lower_
    figure = read.cast.figures.get(speaker)
    if token.i in read.at_token:
        return
    if word in _I and token.text != "US" and figure is not None:
        read.add(Reference(token.i, token.i + 1, token.i, (speaker,), "pronoun", figure.state, 0.9))
    elif word in _WE and token.text != "US":
        stands_for = figure.state if figure is not None else speaker
        if stands_for:
            read.add(Reference(token.i, token.i + 1, token.i, (stands_for,), "pronoun", None, 0.6))
