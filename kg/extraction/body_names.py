"""Which words of a text are names of bodies that the known world does not have, and what abbreviations stand for."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from spacy.tokens import Doc, Span, Token

from kg.extraction.annotations import annotations
from kg.extraction.lexicon import lexicon
from kg.extraction.names import Reading
from kg.extraction.titles import Title, title_words
from kg.folding import fold
from kg.reference.given_names import given_names

_ABBREVIATION = re.compile(r"(?=(?:.*[A-Z]){2})[A-Z][A-Za-z0-9&.-]{1,11}")
_NUMERAL = re.compile(r"[IVXL]+|\d+")
_INSIDE = frozenset(("of", "for", "and", "the", "&", "de", "du", "la", "al", "el", "-", "in", "on", "to"))
_PLURALS = frozenset(
    (
        "people",
        "peoples",
        "workers",
        "women",
        "children",
        "farmers",
        "teachers",
        "journalists",
        "citizens",
        "men",
        "lord",
    )
)
# Titles whose `of` is a place and no body: `the mayor of Springfield`.
_OF_PLACES = frozenset(
    ("governor", "mayor", "king", "queen", "prince", "princess", "duke", "emir", "sultan", "premier", "president")
)


_HEADS = frozenset(
    ("leader", "chairman", "chairwoman", "chief executive", "chief executive officer", "ceo", "boss", "founder",
     "co-founder", "co-leader", "co-chair", "managing director", "general secretary")
)  # fmt: skip
_SMALL_KINDS = frozenset(("party", "movement", "militia", "cartel", "faction"))
_ADJECTIVAL = ("ist", "ive", "al", "ic", "ican", "ian", "ese", "ish", "ary", "tive", "people")
_COMMON = frozenset(
    ("labour", "labor", "green", "pirate", "freedom", "workers", "justice", "unity", "reform", "centre", "center",
     "left", "right", "independence", "country", "farmers")
)  # fmt: skip


def _needs_kind(word: Token) -> bool:
    """Whether `party` after that word is part of the name: of `People's party` and `Socialist party`, not of `Hlas`."""
    owned = word.i > 0 and word.nbor(-1).tag_ == "POS"
    return (
        owned or (len(word) > 5 and word.text.isalpha() and word.lower_.endswith(_ADJECTIVAL)) or word.lower_ in _COMMON
    )


@dataclass(frozen=True, slots=True)
class BodyName:
    """Tokens `start:end` of a body's name; `short` is the token of the abbreviation that the text gives it, or -1."""

    start: int
    end: int
    short: int = -1


class BodyNames:
    """Finds the names of new bodies in one doc. `known_at` has what the known world reads at a token."""

    def __init__(self, doc: Doc, titles: Sequence[Title], known_at: Mapping[int, Sequence[Reading]]) -> None:
        self._doc, self._titles, self._known_at = doc, titles, known_at
        read = annotations(doc)
        self._paragraph_of, self._words, self._lower = read.paragraph_of, read.words, read.lower

    @cached_property
    def _organisation_at(self) -> dict[int, Span]:
        """The organisations of the model by each of their tokens."""
        return {i: e for e in self._doc.ents if e.label_ == "ORG" for i in range(e.start, e.end)}

    @cached_property
    def _title_ends(self) -> frozenset[int]:
        return frozenset(t.end for t in self._titles)

    def abbreviated(self) -> Iterator[BodyName]:
        """`the Sudanese Professionals Association (SPA)`: names with the abbreviation they are given in brackets."""
        doc = self._doc
        for i in range(1, len(doc) - 2):
            if self._words[i] != "(" or self._paragraph_of[i] < 0:
                continue
            short = self._words[i + 1]
            if self._words[i + 2] not in (")", ",", ";") or not _ABBREVIATION.fullmatch(short):
                continue
            if _NUMERAL.fullmatch(short):
                continue
            start = self._run_before(i, short)
            if doc[i - 1].lower_ in lexicon().abbreviated_things or i in self._title_ends:
                continue  # `Managed Service Provider (MSP)`
            if i - start > 1 or (i > start and doc[start].ent_type_ == "ORG"):
                yield BodyName(start, i, i + 1)

    def _run_before(self, end: int, short: str) -> int:
        """Where the name before token `end` begins: at the initials that fit, else at the first capital in a row."""
        doc, start = self._doc, end
        while start > 0 and self._paragraph_of[start - 1] >= 0:
            token = doc[start - 1]
            if token.tag_ == "POS" or token.text in ("'", "’"):
                if start < 2 or doc[start - 2].lower_ not in _PLURALS:
                    break
            elif not (token.text[0].isupper() or token.lower_ in _INSIDE) or self._ends_run(token):
                break
            start -= 1
        while start < end and (not doc[start].text[0].isupper() or doc[start].tag_ == "PRP$"):
            start += 1
        letters = "".join(c for c in short if c.isupper())
        for i in range(end - 1, start - 1, -1):
            initials = "".join(t.text[0] for t in doc[i:end] if t.text[0].isupper())
            if initials == letters and doc[i].text[0].isupper():
                return i
        return start

    def _ends_run(self, token: Token) -> bool:
        """`The`, or a word of a person's name: `Silva of the Workers' Party (PT)`."""
        if token.lower_ == "of" and token.i > 1:
            last, first = token.nbor(-1), token.nbor(-2)
            given = given_names().get(fold(first.text))
            if last.ent_type_ == "PERSON" or (first.text[0].isupper() and given is not None and not given.is_word):
                return True
            if token.i > 2 and last.text[0].isupper() and token.nbor(-3).lower_ in title_words().last_words:
                return last.lower_ not in lexicon().body_words
        return token.text == "The" or any(r.entity.startswith("person:") for r in self._known_at.get(token.i, ()))

    def by_model(self) -> Iterator[BodyName]:
        """The model's organisations with a word for a body in them: `Carter Center`, `Bank of X`."""
        for entity in self._doc.ents:
            if entity.label_ == "ORG" and self._paragraph_of[entity.start] >= 0:
                start, end = self._trimmed(entity.start, entity.end)
                if start < end and self._is_body(start, end):
                    yield BodyName(start, self._past_its_country(start, end))

    def _past_its_country(self, start: int, end: int) -> int:
        """After `in Germany` of `Central Council of Jews in Germany`, where the model cuts the name off."""
        doc = self._doc
        if end + 1 < len(doc) and doc[end].lower_ == "in" and any(t.lower_ == "of" for t in doc[start:end]):
            following = self._known_at.get(end + 1, ())
            if any(r.use in ("name", "alias") and r.entity.startswith("state:") for r in following):
                return end + 2
        return end

    def small_parties(self) -> Iterator[BodyName]:
        """Parties whose last word a newspaper writes small: `the Taiwan People's party`."""
        doc = self._doc
        for token in (doc[i] for i, word in enumerate(self._words) if word in _SMALL_KINDS):
            if self._paragraph_of[token.i] < 0:
                continue
            start = token.i
            while start > 0 and (
                doc[start - 1].tag_ == "POS"
                or doc[start - 1].pos_ == "PROPN"
                or (doc[start - 1].text == "-" and not doc[start - 1].whitespace_)
            ):
                start -= 1
            if self._is_known(token.i) or (token.i and self._is_known_body(token.i - 1)):
                continue
            while start < token.i and self._is_known(start) and not self._is_known(start + 1):
                start += 1 + (doc[start + 1].tag_ == "POS")  # `Germany's Volt party`
            long = token.i - start > 1 or (token.i - start == 1 and not self._is_known(start))
            if long and doc[start].text[0].isupper() and doc[token.i - 1].tag_ != "POS":
                yield BodyName(start, token.i + _needs_kind(doc[token.i - 1]))

    def by_kind(self) -> Iterator[BodyName]:
        """Names beside what they are: `the army unit CAPSAT`, `the M5-RFP, a coalition`."""
        doc, kinds = self._doc, lexicon().kinds_of_body
        for token in (doc[i] for i in range(1, len(doc) - 1) if self._lower[i] in kinds or self._lower[i] == "tank"):
            if token.text == "tank" and token.nbor(-1).text != "think":
                continue
            if token.text[0].isupper() or self._paragraph_of[token.i] < 0:
                continue
            end = token.i + 1
            while end < len(doc) and self._may_be_named(end) and end - token.i < 5:
                end += 1
            if end == token.i + 2 and end < len(doc) and doc[end].like_num and not doc[end].is_sent_start:
                end += doc[end].text.isdigit()  # `the broadcaster TV 2`
            if end == token.i + 1 and self._is_single(end):
                end += 1
            if end > token.i + 1:
                yield BodyName(token.i + 1, end)
                continue
            i = token.i
            while (
                i > 0
                and token.i - i < 4
                and doc[i - 1].pos_ in ("ADJ", "NOUN", "DET", "PUNCT")
                and doc[i - 1].text != ","
            ):
                i -= 1
            if i > 1 and doc[i].lower_ in ("a", "an", "the") and doc[i - 1].text == ",":
                start = i - 1
                while start > 0 and self._may_be_named(start - 1):
                    start -= 1
                if start == i - 1 and self._is_lone_name(start - 1) and token.nbor().text in ",.;":
                    yield BodyName(start - 1, start)
                elif (
                    start < i - 1
                    and doc[i].lower_ != "the"
                    and (doc[start - 1].lower_ == "the" or doc[start].text.isupper())
                ):
                    yield BodyName(start, i - 1)

    def _is_single(self, i: int) -> bool:
        """Whether one unknown word that the model takes for a person stands at token `i`: `rights group Cristosal`."""
        doc = self._doc
        if i + 1 >= len(doc) or doc[i].ent_type_ != "PERSON" or fold(doc[i].text) in given_names():
            return False
        more = doc[i + 1].text[0].isupper() or doc[i + 1].text == "-"
        return not more and doc[i].text[0].isupper() and doc[i].pos_ == "PROPN" and i not in self._known_at

    def _is_lone_name(self, i: int) -> bool:
        """Whether one word opens a sentence as the name of a body: `Eskom, the state utility`."""
        token = self._doc[i]
        return (
            bool(token.is_sent_start)
            and token.pos_ == "PROPN"
            and len(token) > 3
            and token.ent_type_ != "PERSON"
            and i not in self._known_at
            and self._paragraph_of[i] >= 0
        )

    def _may_be_named(self, i: int) -> bool:
        """Whether an unknown capitalised word or a sign like `M5-RFP` can be part of a body's name."""
        token = self._doc[i]
        if self._paragraph_of[i] < 0 or token.is_sent_start or i in self._known_at:
            return False
        joined = token.text == "-" and not token.whitespace_ and bool(self._doc[i - 1].text[0].isupper())
        return joined or (
            token.text[0].isupper() and token.pos_ in ("PROPN", "NOUN", "ADJ", "X") and token.ent_type_ != "PERSON"
        )

    def led(self, people: Collection[str]) -> Iterator[BodyName]:
        """What has a head is a body: `the head of Ryanair`, `Chadema's chairman`, `who leads Chadema`; unless the word
        is one of those in people's names."""
        for body in self._led():
            words = [t for t in self._doc[body.start : body.end] if t.text[0].isupper()]
            generic = len(words) == 1 and words[0].lower_ in lexicon().body_words | lexicon().institution_words
            if not generic and not any(t.text in people for t in words):
                yield body

    def _led(self) -> Iterator[BodyName]:
        doc = self._doc
        for title in self._titles:
            if title.name in _OF_PLACES | title_words().of_people or title.rank == "none":
                continue
            if title.end < len(doc) - 1 and doc[title.end].lower_ in ("of", "at", "for"):
                yield from self._single(title.end + 1)
            before = title.start
            if before > 1 and doc[before - 1].tag_ == "POS":
                yield from self._single(before - 2, backwards=True)
            elif before > 1 and title.name in _HEADS and doc[before - 1].text[0].isupper():  # `Energocapital boss X`
                yield from (
                    b
                    for b in self._single(before - 1, backwards=True)
                    if title.end < len(doc)
                    and doc[title.end].text[0].isupper()
                    and (b.end - b.start > 1 or not doc[b.start].is_sent_start)
                )
        verbs = lexicon().leading_verbs
        for i in (i for i, word in enumerate(self._lower) if word in verbs):
            if doc[i].pos_ == "VERB" and i + 1 < len(doc):
                yield from (b for b in self._single(i + 1) if doc[b.start].ent_type_ == "ORG")

    def _single(self, i: int, *, backwards: bool = False) -> Iterator[BodyName]:
        """The one or two capitalised unknown words at token `i` that the model holds for no person or place."""
        doc = self._doc
        if not backwards and doc[i].lower_ == "the" and i + 1 < len(doc):
            i += 1
        entity = self._organisation_at.get(i)
        if entity is not None and (s := doc[i].sent).start <= entity.start and entity.end <= s.end:
            start, end = self._trimmed(entity.start, entity.end)
            if self._may_name(start) and not backwards and end - start < 6:
                yield BodyName(start, end)
                return
        start, end = i, i + 1
        if backwards:
            while start > 0 and self._may_name(start - 1) and end - start < 4:
                start -= 1
        else:
            while end < len(doc) and self._may_name(end) and end - start < 4:
                end += 1
        labels = {doc[k].ent_type_ for k in range(start, end)}
        if all(self._may_name(k) for k in range(start, end)) and labels <= {"ORG", "NORP", ""}:
            capitals = [k for k in range(start, end) if doc[k].text[0].isupper()]
            if capitals and not any(doc[k].lower_ in lexicon().thing_words - lexicon().body_words for k in capitals):
                yield BodyName(start, end)

    def _may_name(self, i: int) -> bool:
        token = self._doc[i]
        return (
            token.text[0].isupper()
            and len(token) > 2
            and token.pos_ == "PROPN"
            and i not in self._known_at
            and self._paragraph_of[i] >= 0
            and token.lower_ not in lexicon().honorifics
        )

    def _trimmed(self, start: int, end: int) -> tuple[int, int]:
        doc = self._doc
        for i in range(start, end):
            if doc[i].is_space or self._paragraph_of[i] != self._paragraph_of[start] or doc[i].text == "(":
                end = i
                break
        while start < end and (
            doc[start].lower_ in ("the", "a", "an") or doc[start].tag_ == "PRP$" or not doc[start].text[0].isalnum()
        ):
            start += 1
        while start < end and doc[end - 1].text in ("'s", "’s", "'", "’", "-", ",", "."):
            end -= 1
        return start, end

    def _is_known(self, i: int) -> bool:
        return bool({r.use for r in self._known_at.get(i, ())} - {"surname"})

    def _is_known_body(self, i: int) -> bool:
        """`ZANU-PF` in `the ZANU-PF party`."""
        return any(r.entity.startswith("organization:") and r.use != "shared" for r in self._known_at.get(i, ()))

    def _is_body(self, start: int, end: int) -> bool:
        """A capitalised name that ends in, or starts with, a word for a body."""
        words = [t for t in self._doc[start:end] if t.text != "-"]
        if len(words) < 2 or self._is_all_known(start, end):
            return False
        if words[-1].text in _SMALL_KINDS and (self._is_known_body(words[-2].i) or not _needs_kind(words[-2])):
            return False
        heads = {words[-1].lower_} | {
            words[i].lower_ for i in range(len(words) - 1) if words[i + 1].lower_ in ("of", "for")
        }
        capitals = [t for t in words if t.text[0].isupper()]
        return bool(heads & lexicon().body_words) and len(capitals) >= 2 and "," not in [t.text for t in words]

    def _is_all_known(self, start: int, end: int) -> bool:
        """Whether known names fill the span, or a name that only looks like one (`Oval Office`)."""
        readings = [self._known_at.get(i) for i in range(start, end) if self._doc[i].tag_ != "POS"]
        last = {r.entity.partition(":")[0] for r in readings[-1] or ()}
        return all(readings) and (all(r is readings[0] for r in readings) or last <= {"organization", "alliance"})
