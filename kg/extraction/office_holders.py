"""Whose a title of office is: the name beside it, or the one that a verb joins to it."""

import re
from collections.abc import Mapping, Sequence

from spacy.tokens import Doc

from kg.extraction.annotations import Reference
from kg.extraction.lexicon import lexicon
from kg.extraction.office_changes import named_to
from kg.extraction.office_clauses import stated_by_verb
from kg.extraction.office_phrases import OfficePhrase
from kg.extraction.titles import title_words

POSSESSIVES = frozenset(("his", "her", "their", "its"))
_OPENERS = frozenset((",", "(", "—", "–", "-", "--", ":"))
_BETWEEN_TITLES = frozenset((",", "and", "&", "the", "a", "an", "its", "also", "as", "well", "both"))
_AGE = re.compile(r"\d{2,3}")
_ROLES_BETWEEN = 9  # tokens from a name's comma to a second role: `Bassil, his son-in-law and the leader of`


class Holders:
    """Finds whose titles are. `people` are the names of people by their first token; `others` stand for people too."""

    def __init__(self, doc: Doc, people: Mapping[int, Reference], others: Sequence[Reference] = ()) -> None:
        self._doc, self._people = doc, people
        self._by_end = {r.end: r for r in people.values()}
        self._by_head = {r.head: r for r in (*people.values(), *others)}
        self._before: tuple[OfficePhrase, list[Reference]] | None = None

    def of(self, phrase: OfficePhrase) -> tuple[list[Reference], bool | None]:
        """The holders, and whether the verb says that the office is over (None: it says nothing of it).

        To be asked of all phrases in text order: `the interior minister and leader of the party` has one holder.
        """
        found, former = self._found(phrase)
        if not found and self._before is not None and self._goes_on(self._before[0], phrase):
            found = self._before[1]
        self._before = (phrase, found)
        return found, former

    def _found(self, phrase: OfficePhrase) -> tuple[list[Reference], bool | None]:
        if phrase.end < len(self._doc) and self._doc[phrase.end].tag_ == "POS":
            return [], None
        if after := self._name_after(phrase):
            return after, None
        if (before := self._name_before(phrase)) is not None:
            return [before], None
        if (named := named_to(self._doc, phrase, self._by_end)) is not None:
            return [named], None
        joined = stated_by_verb(self._doc, phrase, self._by_head)
        return ([joined.holder], joined.former) if joined is not None else ([], None)

    def _goes_on(self, before: OfficePhrase, phrase: OfficePhrase) -> bool:
        between = self._doc[before.end : phrase.start]
        return 0 < len(between) <= 3 and all(t.lower_ in _BETWEEN_TITLES for t in between)

    def _name_after(self, phrase: OfficePhrase) -> list[Reference]:
        """`President Xi`, `the president of France, Emmanuel Macron,`, `Presidents Xi and Putin`, `whose head is X`."""
        doc, people = self._doc, self._people
        i = self._past_posting(phrase.end)
        comma = i < len(doc) and doc[i].text in (",", ":", "(")
        own = doc[phrase.start].lower_ in (*POSSESSIVES, "whose")
        one_of_many = doc[phrase.start].lower_ in ("a", "an", "one", "another")
        if comma and not (phrase.definite or phrase.title.many or own or one_of_many):
            return []
        if i < len(doc) and doc[i].text in (",", "-", "(", '"', ":"):
            i += 1
        if own and i + 1 < len(doc) and doc[i].lower_ in ("is", "was") and i + 1 in people:
            return [people[i + 1]]
        if i < len(doc) and doc[i].lower_ == "and" and i + 1 < len(doc):  # "president and party chief Xi"
            titled = next((k for k in range(i + 1, min(i + 6, len(doc))) if k in people), None)
            words = [doc[k].lower_ for k in range(i + 1, titled)] if titled else []
            another = set(words) & POSSESSIVES  # `the U.S. envoy, and his counterpart Kim Hyok Chol`
            return (
                [people[titled]] if titled and not another and words and words[-1] in title_words().last_words else []
            )
        while i < len(doc) and (
            doc[i].lower_ in lexicon().honorifics
            or doc[i].lower_ in ("general", "retired")
            or (doc[i].text == "." and doc[i - 1].lower_ in lexicon().honorifics)
        ):
            i += 1
        if (
            comma and (phrase.definite or own) and i not in people
        ):  # `the head of the delegation, Ambassador Lorenzo Marchetti`
            i = self._past_title(i)
        if i not in people:
            return []
        if comma and phrase.start and not self._is_apposition(people[i]):
            return []
        if comma and one_of_many and not phrase.former and not self._is_enclosed(people[i]):
            return []
        found = [people[i]]
        while phrase.title.many:
            i = found[-1].end
            while i < len(doc) and doc[i].lower_ in (",", "and") and i + 1 < len(doc):
                i += 1
            if i not in people:
                break
            found.append(people[i])
        return found if len(found) > 1 or not (comma and phrase.title.many) else []

    def _past_title(self, i: int) -> int:
        """After a capitalised title of up to three words."""
        doc = self._doc
        for k in range(i, min(i + 4, len(doc))):
            if k in self._people:
                return k
            if not doc[k].text[0].isupper() or doc[k].lower_ not in title_words().words:
                break
        return i

    def _past_posting(self, end: int) -> int:
        """After `to Tokyo` in `China's ambassador to Tokyo, Wu Jianghao`; `end` where there is no such phrase."""
        doc = self._doc
        if end < len(doc) and doc[end].lower_ in ("there", "here"):
            return end + 1
        if end < len(doc) and doc[end].lower_ in ("as", "to", "in", "at", "for", "on"):
            for i in range(end + 1, min(end + 7, len(doc))):
                if doc[i].text == ",":
                    return i
                if doc[i].pos_ in ("VERB", "AUX", "PUNCT"):
                    break
        return end

    def _is_apposition(self, person: Reference) -> bool:
        """Whether a name after a comma ends there: `, Abdullah II, said`, and starts no clause or list of its own."""
        following = self._doc[person.end] if person.end < len(self._doc) else None
        return following is None or following.text in ",.;:)—–-" or following.pos_ in ("VERB", "AUX", "ADP", "CCONJ")

    def _is_enclosed(self, person: Reference) -> bool:
        """Whether a comma closes the apposition and no list goes on: `a presidential adviser, X, said`."""
        doc, end = self._doc, person.end
        return end + 1 < len(doc) and doc[end].text == "," and doc[end + 1].pos_ in ("VERB", "AUX", "ADV", "PRON")

    def _name_before(self, phrase: OfficePhrase) -> Reference | None:
        """`Sergei Lavrov, the Russian foreign minister`, `Kallas (EU foreign policy chief)`, `Bassil, his son-in-law
        and the leader of`."""
        doc, i = self._doc, phrase.start - 1
        if i < 1 or phrase.title.many:
            return None
        if doc[i].lower_ == "and":
            while (
                i > 0
                and phrase.start - i < _ROLES_BETWEEN
                and doc[i].text != ","
                and doc[i].pos_ not in ("VERB", "AUX")
            ):
                i -= 1
            if doc[i].text != ",":
                return None
        if doc[i].text not in _OPENERS:
            return None
        if i > 2 and _AGE.fullmatch(doc[i - 1].text) and doc[i - 2].text == ",":
            i -= 2
        found = self._by_end.get(i)
        if found is not None and phrase.end in self._people and doc[i].text == ",":
            return None  # a list: "Xi, President Putin and ..."
        return found
