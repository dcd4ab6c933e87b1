"""Which words of a text are names of people whom the known world does not have."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from spacy.tokens import Doc, Token

from kg.extraction.annotations import annotations
from kg.extraction.lexicon import lexicon
from kg.extraction.names import Reading
from kg.extraction.titles import Title, title_words
from kg.folding import fold
from kg.reference.given_names import given_names
from kg.reference.world import world

_QUOTES = frozenset("\"“”'‘’")
_NICKNAME = 4  # tokens from one quotation mark of a nickname to the other
_OWN_WORDS = ("PROPN", "NOUN", "ADJ", "DET", "INTJ", "X", "VERB", "ADV")
_AGE = re.compile(r"1[5-9]|[2-9]\d|10\d")
_SYLLABLE = re.compile(r"[bcdfghjklmnpqrstwxyz]{0,3}[aeiouy]{1,3}(?:n|ng|m|k|l|p|t|h|b|r)?")
_NAMED = 4  # words after a name among which is what is named after somebody
_APPOSED = 9  # tokens between the comma after a name and the title it is given
_CLAUSE_EDGES = frozenset((",", "(", ")", ";", ":", ".", "—", "–", '"', "“", "”"))
_SUFFIXES = frozenset(("jr", "jr.", "sr", "sr.", "ii", "iii", "iv"))


@dataclass(frozen=True, slots=True)
class NameSpan:
    """Tokens `start:end` of a person's name; `sure` where more than the model's guess says so."""

    start: int
    end: int
    sure: bool


class PersonNames:
    """Finds the names of new people in one doc. `known_at` has what the known world reads at a token."""

    def __init__(self, doc: Doc, titles: Sequence[Title], known_at: Mapping[int, Sequence[Reading]]) -> None:
        self._doc, self._titles, self._known_at = doc, titles, known_at
        read = annotations(doc)
        self._paragraph_of, self._words, self._lower = read.paragraph_of, read.words, read.lower
        self._headings = [p.heading for p in read.document.paragraphs]

    @cached_property
    def _small_words(self) -> frozenset[str]:
        return frozenset(word for word in self._words if word.isalpha() and word[0].islower())

    @cached_property
    def _inside_titles(self) -> frozenset[int]:
        """Tokens of titles but their first: no name ends before one."""
        return frozenset(i for t in self._titles for i in range(t.start + 1, t.end))

    @cached_property
    def _shouted(self) -> frozenset[int]:
        """Headings in capitals or with most words capitalised, where a capital says nothing."""
        counts: dict[int, list[int]] = {}
        for word, index in zip(self._words, self._paragraph_of, strict=True):
            if index >= 0 and self._headings[index] and word.isalpha():
                count = counts.setdefault(index, [0, 0])
                count[0] += word[0].isupper() or len(word) < 4
                count[1] += 1
        return frozenset(i for i, (capitals, words) in counts.items() if words > 3 and capitals > 0.8 * words)

    def find(self) -> list[NameSpan]:
        """Spans in text order, none overlapping: sure ones first, then those of the model and of the context."""
        taken: dict[int, NameSpan] = {}
        found = []
        sure = (*self._by_title(), *self._by_apposition(), *self._by_east_asian(), *self._by_given_name())
        for span in (*sure, *self._by_model(), *self._by_context()):
            tokens = range(span.start, span.end)
            if not any(i in taken for i in tokens) and self._is_person(span):
                taken.update(dict.fromkeys(tokens, span))
                found.append(span)
        confirmed = {self._doc[i].text for s in found if not self._is_shouted(s.start) for i in range(s.start, s.end)}
        return sorted(
            (s for s in found if not self._is_shouted(s.start) or self._doc[s.end - 1].text in confirmed),
            key=lambda s: s.start,
        )

    def _is_shouted(self, token: int) -> bool:
        return self._paragraph_of[token] in self._shouted

    def _by_title(self) -> Iterator[NameSpan]:
        """Capitalised words after a title of office or `Gen.`, and one word after a royal title: `Prince Harry`."""
        starts = [(t.end, t.start) for t in self._titles]
        honorifics = lexicon().honorifics
        starts += [
            (i + 1, i) for i, word in enumerate(self._lower) if word in honorifics and self._words[i][0].isupper()
        ]
        for start, title in starts:
            start = self._past_honorifics(start)
            if start >= len(self._doc) or not self._doc[start].text[0].isupper():
                continue
            end = self.end_from(start)
            if end - start > 1:
                yield NameSpan(start, end, True)
            elif end > start and self._doc[title].text in lexicon().royal_titles and title == start - 1:
                yield NameSpan(title, end, True)

    def _past_honorifics(self, start: int) -> int:
        doc = self._doc
        if start < len(doc) and doc[start].text == ",":
            start += 1
        while (
            start < len(doc)
            and not doc[start].is_sent_start
            and (doc[start].lower_ in lexicon().honorifics or doc[start].text in (".", "-"))
        ):
            start += 1
        return start

    def _by_apposition(self) -> Iterator[NameSpan]:
        """A name before a comma and a title: `Robin Lardot, the director of`, `Rana X (a former minister)`."""
        doc = self._doc
        for title in self._titles:
            i = title.start
            while i > 0 and title.start - i < _APPOSED and doc[i - 1].text not in _CLAUSE_EDGES:
                i -= 1
            if i < 2 or doc[i - 1].text not in (",", "(") or not self._opens_apposition(i, title):
                continue
            end = start = i - 1
            while self.continues(start - 1, opens=True) or (
                start < end and doc[start - 1].lower_ in lexicon().particles | {"-"} and self.continues(start - 2)
            ):
                start -= 1
                if self._opens(start):
                    break
            many = end - start > 1 and not any(doc[k].lower_ in lexicon().body_words for k in range(start, end))
            if many or (end - start == 1 and self._is_single_name(start, title)):
                yield NameSpan(start, end, True)

    def _is_single_name(self, i: int, title: Title) -> bool:
        """Whether somebody of one name says something: `said Sasa, a spokesman for`."""
        doc = self._doc
        said = i > 0 and doc[i - 1].lower_ in lexicon().speech_verbs and not doc[i].is_sent_start
        return said and doc[i].pos_ == "PROPN" and doc[i].is_alpha and not self._uses(i) and title.rank == "speaks"

    def _opens_apposition(self, i: int, title: Title) -> bool:
        """Whether an article, a possessive or a nationality starts what stands at tokens `i` to the title."""
        first = self._doc[i]
        if first.lower_ in ("the", "a", "an", "his", "her", "its", "their") or i == title.start:
            return not any(
                self._doc[k].pos_ in ("VERB", "AUX") and self._doc[k].tag_ != "VBN" for k in range(i, title.start)
            )
        return bool({r.use for r in self._known_at.get(i, ())} & {"name", "alias", "adjective"})

    def _by_east_asian(self) -> Iterator[NameSpan]:
        """`Chiang Wan-an`: a family name of East Asia, then two syllables with a hyphen, the second small."""
        families, words = lexicon().east_asian_families, self._words
        for i in range(len(words) - 3):
            family, first, hyphen, second = words[i : i + 4]
            given = hyphen == "-" and first[0].isupper() and second[0].islower() and second.isalpha()
            if given and fold(family) in families and self.continues(i, opens=True):
                yield NameSpan(i, i + 4, True)

    def _by_given_name(self) -> Iterator[NameSpan]:
        names, doc = given_names(), self._doc
        for i, word in enumerate(self._words):
            given = names.get(fold(word)) if word[0].isupper() else None
            if given is None or self._paragraph_of[i] < 0 or (given.is_word and doc[i].ent_type_ != "PERSON"):
                continue
            start = i
            while self.continues(start - 1) and doc[start - 1].ent_type_ == "PERSON":
                start -= 1
            if start > 1 and doc[start - 1].text == "-" and self.continues(start - 2, opens=True):
                start -= 2
            end = self.end_from(i + 1, after_given=True)
            if end > i + 1:
                yield NameSpan(start, end, not given.is_word)

    def _by_model(self) -> Iterator[NameSpan]:
        """The model's spans without what does not belong to a name, with the capitalised words it cut off."""
        doc, before_names = self._doc, lexicon().honorifics | title_words().last_words | lexicon().roles
        for entity in doc.ents:
            if entity.label_ != "PERSON" or self._paragraph_of[entity.start] < 0:
                continue
            start, end = self.trimmed(entity.start, entity.end)
            while start < end and (
                doc[start].lower_ in before_names or doc[start].text == "-" or doc[start].tag_ in ("RB", "IN", "UH")
            ):
                start += 1
            if start < end:
                end = max(end, self.end_from(end))
                while self.continues(start - 1) and not doc[start - 1].is_sent_start:
                    start -= 1
                yield NameSpan(start, end, False)

    def _by_context(self) -> Iterator[NameSpan]:
        """Two or more capitalised words that say something, have an age, are `who` or somebody's relative."""
        doc, i = self._doc, 0
        while i < len(doc):
            if not (self.continues(i, opens=True) and doc[i].pos_ == "PROPN"):
                i += 1
                continue
            end = self.end_from(i)
            if end - i > 1 and self._acts_as_person(i, end):
                yield NameSpan(i, end, False)
            i = max(end, i + 1)

    def _acts_as_person(self, start: int, end: int) -> bool:
        doc, words = self._doc, lexicon()
        before = doc[start - 1 - (doc[start - 1].text == ",")].lower_ if start > 1 else ""
        if before in words.relatives:
            return True
        if any(doc[i].ent_type_ == "ORG" for i in range(start, end)):
            return False
        if end >= len(doc) - 1:
            return False
        if doc[end].lower_ in words.speech_verbs:
            return True
        following = doc[end + 1]
        if doc[end].text == ",":
            return following.lower_ in ("who", "whose", "whom", "aged") or (
                bool(_AGE.fullmatch(following.text)) and end + 2 < len(doc) and doc[end + 2].text in ",."
            )
        return doc[end].text == "(" and bool(_AGE.fullmatch(following.text)) and doc[end + 2].text == ")"

    def trimmed(self, start: int, end: int) -> tuple[int, int]:
        """A span up to a line's end, without articles before it and possessives and marks after it."""
        doc = self._doc
        for i in range(start, end):
            if doc[i].is_space or self._paragraph_of[i] != self._paragraph_of[start]:
                end = i
                break
        while start < end and (doc[start].lower_ in ("the", "a", "an") or not doc[start].text[0].isalnum()):
            start += 1
        while start < end and doc[end - 1].text in ("'s", "’s", "'", "’", "-", ",", "."):
            end -= 1
        return start, end

    def end_from(self, end: int, *, after_given: bool = False) -> int:
        """Where the name that goes on at token `end` stops; particles, hyphens and nicknames only before more."""
        doc = self._doc
        if end < len(doc) and (doc[end].lower_ in lexicon().particles or doc[end].text == "-"):
            further = self._past_particles(end)
            if not self.continues(further, after_given=after_given):
                return end
            end = further
        while self.continues(end, after_given=after_given):
            end += 1
            after_given = False
            joined = self._past_particles(end)
            if joined == end:
                joined = self._past_nickname(end)
            elif doc[joined - 1].text == "-" and joined < len(doc) and doc[joined].is_alpha:
                end = joined + 1
                continue
            if joined > end and self.continues(joined):
                end = joined
        if end < len(doc) and doc[end].lower_ in _SUFFIXES:
            end += 1
        return end

    def _past_particles(self, i: int) -> int:
        doc = self._doc
        while i < len(doc) and (
            doc[i].lower_ in lexicon().particles or (doc[i].text == "-" and i and not doc[i - 1].whitespace_)
        ):
            i += 1
        return i

    def _past_nickname(self, i: int) -> int:
        """After `"Hemedti"` or `(Jimmy)` inside a name; `i` where there is none."""
        doc = self._doc
        if i < len(doc) - 2 and doc[i].text in _QUOTES and doc[i + 1].text[0].isupper():
            for k in range(i + 2, min(i + _NICKNAME + 1, len(doc))):
                if doc[k].text in _QUOTES:
                    return k + 1
        return i

    def continues(self, i: int, *, opens: bool = False, after_given: bool = False) -> bool:
        """Whether token `i` can be a part of the name beside it, or with `opens` its first.

        After a given name a word that is a state's or a place's may be a family name: `Michael Jordan`.
        """
        if not 0 <= i < len(self._words) or not self._words[i][0].isupper():
            return False
        token = self._doc[i]
        uses = {r.use for r in self._known_at.get(i, ())}
        return (
            (token.is_alpha or _is_initial(token) or "'" in token.text or "’" in token.text)
            and (token.pos_ in _OWN_WORDS or _is_initial(token))
            and (opens or not self._opens(i))
            and (not uses - {"surname", "place"} or (after_given and uses <= {"name", "capital", "surname", "place"}))
            and self._lower[i] not in lexicon().thing_words
            and self._lower[i] not in lexicon().honorifics
            and self._lower[i] not in title_words().last_words
            and self._paragraph_of[i] >= 0
        )

    def _opens(self, i: int) -> bool:
        """Whether a sentence starts at token `i`, other than for the parser, which cuts some names in two."""
        before = self._doc[i - 1] if i else None
        if before is None or self._paragraph_of[before.i] != self._paragraph_of[i]:
            return True
        return bool(self._doc[i].is_sent_start) and (before.is_punct or before.is_space)

    def _is_person(self, span: NameSpan) -> bool:
        """Two or more capitalised words, none of a thing, that are no known name and more than one."""
        doc, words = self._doc, lexicon()
        tokens = [t for t in doc[span.start : span.end] if t.text not in ("-", ".") and t.text not in _QUOTES]
        single = span.sure and len(tokens) == 1 and tokens[0].nbor().text == "," and tokens[0].pos_ == "PROPN"
        if len(tokens) < 2 and not single:
            return False
        if any(t.lower_ in words.thing_words or not _may_be_of_a_name(t) for t in tokens):
            return False
        if not tokens[0].text[0].isupper() or not any(t.pos_ == "PROPN" for t in tokens):
            return False
        if self._names_a_thing(span.end):
            return False
        if self._is_abbreviation(tokens[0]) and not tokens[1].is_upper:
            return False  # `APNSA Sullivan`
        if span.sure is False and any(r.entity.startswith("alliance:") for r in self._known_at.get(span.start, ())):
            return False  # `Quad Fellows`
        known = [bool(set(self._uses(i)) - {"surname", "place"}) for i in range(span.start, span.end)]
        if (
            all(known)
            or self._is_whole_name(span)
            or (span.start and doc[span.start - 1].lower_ in words.ships | words.place_openers)
        ):
            return False
        if self._is_of_a_party(span) or self._is_of_a_thing(span):
            return False
        if span.end in self._inside_titles:  # `Moldovan Interior` before `Minister`
            return False
        if not span.sure and tokens[-1].lower_ in self._small_words and fold(tokens[0].text) not in given_names():
            return False
        return not (tokens[0].is_upper and tokens[-1].is_upper and self._is_shouted(span.start))

    def _names_a_thing(self, end: int) -> bool:
        """Whether capitalised words go on to something named after somebody: `the John Lewis Voting Rights Act`."""
        for i in range(end, min(end + _NAMED, len(self._doc))):
            if not self._words[i][0].isupper() or self._opens(i):
                return False
            if self._lower[i] in lexicon().named_after:
                return True
        return False

    def _is_abbreviation(self, token: Token) -> bool:
        """Whether it is in capitals and nobody's name: `APNSA`, but not `KISHIDA`."""
        if not token.is_upper or not token.is_alpha or len(token) < 4 or self._is_shouted(token.i):
            return False
        word = fold(token.text)
        return not (world().people_named(word) or word in lexicon().east_asian_families or word in given_names())

    def _is_of_a_party(self, span: NameSpan) -> bool:
        """`the Hadash-Ta'al party`: between an article and a word for a body."""
        doc = self._doc
        if not 0 < span.start < span.end < len(doc) or doc[span.end].text not in lexicon().kinds_of_body:
            return False
        return doc[span.start - 1].lower_ in ("the", "a", "an")

    def _is_of_a_thing(self, span: NameSpan) -> bool:
        """`the Kemal Reis collided`: after an article and before no noun whose name it would only say."""
        doc = self._doc
        if not span.start or doc[span.start - 1].lower_ != "the" or span.end >= len(doc):
            return False
        following = doc[span.end]
        more = following.pos_ in ("NOUN", "PROPN", "ADJ") or following.tag_ == "POS" or following.text in ("-", "/")
        return not more

    def _uses(self, i: int) -> list[str]:
        return [r.use for r in self._known_at.get(i, ())]

    def _is_whole_name(self, span: NameSpan) -> bool:
        """Whether a known name of two words or more stands in the span, or a known surname fills it."""
        readings = [self._known_at.get(i) for i in range(span.start, span.end)]
        if readings[0] and all(r is readings[0] for r in readings):
            return True
        return any(a and a is b and {r.use for r in a} - {"place", "surname"} for a, b in pairwise(readings))


def _is_initial(token: Token) -> bool:
    return bool(re.fullmatch(r"(?:[A-Z]\.-?)+[A-Z]?\.?|[A-Z]", token.text))


def _may_be_of_a_name(token: Token) -> bool:
    hyphened = token.i > 0 and token.nbor(-1).text == "-"
    return token.text[0].isupper() or hyphened or token.lower_ in lexicon().particles or token.text in ("'", "’")


def without_nickname(name: str) -> str:
    """`Mohamed Hamdan "Hemedti" Dagalo` -> `Mohamed Hamdan Dagalo`."""
    return re.sub(r"\s*[\"“”‘(][^\"“”‘’()]{2,30}[\"“”’)]\s*", " ", name).strip()


def family_of(name: str) -> str:
    """The part of a full name that news uses alone: `bin Salman`, the `Xie` of Xie Feng, the `Sarea` of Yahya Sarea."""
    words = [w for w in name.split() if w.lower().rstrip(",") not in _SUFFIXES] or name.split()
    if len(words) > 1 and _is_east_asian(words):
        return words[0]
    for i, word in enumerate(words[1:], 1):
        if word.lower() in lexicon().particles:
            return " ".join(words[i:])
    return words[-1]


def _is_east_asian(words: Sequence[str]) -> bool:
    """Whether a family name of China or Korea comes first and only syllables follow."""
    if fold(words[0]) not in lexicon().east_asian_families or len(words) > 3:
        return False
    syllables = [s for w in words[1:] for s in fold(w).split("-")]
    single = len(words) == 2 and "-" not in words[1]
    if single and (fold(words[0]) in given_names() or fold(words[1]) in given_names()):
        return False
    return all(_SYLLABLE.fullmatch(s) or (len(s) <= 7 and len(words) == 2) for s in syllables)
