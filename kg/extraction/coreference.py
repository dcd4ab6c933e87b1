"""Links what stands for somebody named elsewhere: pronouns, and phrases for two or three of them together."""

import datetime as dt
from collections.abc import Mapping

from spacy.tokens import Doc, Token

from kg.extraction.annotations import Annotations, Reference, annotations
from kg.extraction.body_pronouns import body_meant, they_meant
from kg.extraction.counterparts import counterpart_at, counterpart_words
from kg.extraction.discourse import SUBJECTS, Discourse, mention, mention_unnamed, sentences_of, turn_to
from kg.extraction.groups import group_at, group_words
from kg.extraction.personal_pronouns import PERSONAL, aged_person, person_meant
from kg.extraction.quotations import quotations
from kg.extraction.search import tokens_with
from kg.extraction.transcripts import labelled_turns

_LINKED = frozenset((*PERSONAL, "it", "its", "itself", "they", "their", "them", "old", "year-old"))


def link_pronouns(doc: Doc) -> Doc:
    """Adds references for `he`, `her`, `the two leaders`, `both sides`, `they`, `it`, `his Polish counterpart`.

    Those inside quotations wait until it is known who speaks there.
    """
    read = annotations(doc)
    quoted = frozenset(i for q in quotations(doc, read) for i in range(q.start, q.end))
    _link(doc, read, quoted, {})
    return doc


def link_quoted(doc: Doc, speakers: Mapping[int, str | None]) -> Doc:
    """The same inside quotations; `speakers` are token -> who says it, whom `he` does not mean there."""
    _link(doc, annotations(doc), frozenset(speakers), speakers)
    return doc


def _link(doc: Doc, read: Annotations, quoted: frozenset[int], speakers: Mapping[int, str | None]) -> None:
    speaking = {i: turn.speaker for turn in labelled_turns(doc, read) for i in range(turn.start, turn.end)}
    discourse = Discourse(doc, read, quoted, sentences_of(doc, read))
    fixed = sorted(read.references, key=lambda r: r.start)
    on = read.document.published or dt.date.today()
    words = _words(doc)
    next_mention = word = 0
    for index, sentence in enumerate(discourse.sentences):
        turn_to(discourse, index)
        while next_mention < len(fixed) and fixed[next_mention].start < sentence.start:
            next_mention += 1
        while word < len(words) and words[word] < sentence.start:
            word += 1
        while word < len(words) and words[word] < sentence.end:
            token = doc[words[word]]
            word += 1
            while next_mention < len(fixed) and fixed[next_mention].end <= token.i + 1:
                mention(discourse, fixed[next_mention])
                next_mention += 1
            if token.i in read.at_token:
                continue
            mention_unnamed(discourse, token)
            if bool(speakers) == (token.i in quoted):
                found = _resolve(discourse, token, on, speakers.get(token.i, speaking.get(token.i)))
                if found is not None:
                    read.add(found)
                    mention(discourse, found)
        while next_mention < len(fixed) and fixed[next_mention].start < sentence.end:
            mention(discourse, fixed[next_mention])
            next_mention += 1


def _words(doc: Doc) -> list[int]:
    """Tokens that may mean somebody named before, and nouns for people that nobody names, in text order."""
    subject = set(tokens_with(doc, "dep", SUBJECTS))
    found = {i for i in tokens_with(doc, "tag", frozenset(("NN",))) if i in subject}
    linked = _LINKED | group_words() | counterpart_words()
    return sorted(found.union(i for i, word in enumerate(annotations(doc).lower) if word in linked))


def _resolve(discourse: Discourse, token: Token, on: dt.date, speaker: str | None) -> Reference | None:
    word = token.lower_
    if word in PERSONAL:
        return person_meant(discourse, token, PERSONAL[word], speaker)
    if word in ("it", "its", "itself"):
        return body_meant(discourse, token)
    if word in ("they", "their", "them") and not token.is_upper:
        return they_meant(discourse, token)
    if token.pos_ in ("NOUN", "NUM", "PRON", "DET", "PROPN", "ADJ"):
        return (
            group_at(discourse, token, on) or counterpart_at(discourse.read, token, on) or aged_person(discourse, token)
        )
    return None
