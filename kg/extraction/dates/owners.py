"""Which word a date phrase dates: the verb of its clause, or the noun that it stands with."""

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from kg.extraction.dates.tense import clause_of, is_clause, promises, tense_of, told_tense
from kg.extraction.dates.words import Relation, words

_NAMING = ("compound", "nmod", "amod", "poss", "nummod", "appos")
_NAMING_PREPOSITIONS = ("of", "from")
_BOUNDS = frozenset(("since", "after", "before", "until", "till", "following", "despite", "than", "like"))
_DURING = frozenset(("at", "in", "during"))
_REASONS = frozenset(("for", "over", "despite", "about"))
_LOWER = ("advcl", "relcl", "acl", "pcomp")
_MARKS = frozenset(("after", "as", "when", "while", "before", "because", "although", "though", "if", "once"))


def owners_of(
    doc: Doc, start: int, end: int, relation: Relation, *, recent: bool, vague: bool
) -> Iterator[tuple[int, Relation]]:
    """Tokens that the phrase `doc[start:end]` dates, the one it hangs on first, each with how it bounds it.

    A date that stands with a noun that happens is that noun's (`the 2015 deal`, `the attack of 22 April`). After
    `on`, `in` or `at` it is the clause's too, unless the clause only speaks of what is past (`condemned the strikes
    in June`); `recent` says that the date is one of the last days, which news hardly ever gives to a noun alone,
    `vague` that it is the month or year of the article or a later one.
    """
    token = doc[start:end].root
    opens = _opens_sentence(doc, start)
    preposition, naming = "", False
    noun: Token | None = None
    while token.head.i != token.i:
        if is_clause(token) and not start <= token.i < end:
            break
        head = token.head
        inside = start <= head.i < end
        lemma = head.lemma_.lower()
        if token.dep_ in _NAMING and not inside and lemma not in words().carriers:
            naming = naming or not (opens or _is_beside_a_name(doc, start, head))
        if head.pos_ == "ADP" or head.dep_ == "prep":
            if noun is not None and head.lower_ in _BOUNDS:
                yield noun.i, relation
                if head.lower_ in ("after", "following") and recent:
                    yield clause_of(head).i, "after"
                return
            preposition = preposition or ("" if _opens_range(doc, end) else head.lower_)
        elif is_clause(head) and not inside:
            token = head
            break
        elif head.pos_ in ("NOUN", "PROPN") and not inside:
            if lemma == "time" and relation in ("since", "until"):
                yield head.i, relation  # `for the first time since 2019`
                return
            if lemma in words().carriers and not naming:
                preposition = ""
            elif not opens and (naming or preposition in _NAMING_PREPOSITIONS):
                yield head.i, "at" if naming and relation == "by" else relation  # `set by the 2015 accord`
                if lemma in words().gatherings and head.dep_ == "pobj" and head.head.lower_ in _DURING:
                    yield told_tense(head)[1].i, relation  # `promised aid at Thursday's meeting`
                return
            elif not opens and lemma in words().eventful:
                yield head.i, relation
                if promises(head, start) is not None and _is_range(doc, start, end):
                    return  # `agreed to a truce from Sunday to Monday`
                if vague and head.dep_ == "pobj" and head.head.lower_ in _REASONS:
                    return  # `halted it in retaliation for her visit this week`
                if (verb := _clause_beside(head, recent=recent)) is not None:
                    yield verb.i, relation
                return
            else:
                noun = head
        token = head
    if opens:
        while token.head.i != token.i and (token.dep_ in _LOWER or _is_marked(token)):
            token = clause_of(token.head)  # `In 2019, after ... had died, he resigned`
    elif not recent and token.lemma_.lower() in words().answers and start > token.i:
        for between in reversed(doc[token.i : start]):  # `condemned the launch of missiles on January 4`
            if between.pos_ == "NOUN" and between.lemma_.lower() in words().eventful:
                token = between
                break
    elif _is_range(doc, start, end) and token.lemma_.lower() in words().promises and token.i < start:
        nouns = (t for t in reversed(doc[token.i : start]) if t.pos_ == "NOUN" and t.lemma_.lower() in words().eventful)
        token = next(nouns, token)  # `agreed to a truce from 4 to 11 May`
    elif not recent and (tense_of(token) == "perfect" or not vague) and (inner := _later_clause(doc, token, start)):
        token = inner
    elif vague and (promised := promises(token, start)) is not None:
        token = promised
    if not is_clause(token) and token.lemma_.lower() not in words().eventful:
        verbs = [t for t in doc[start].sent if is_clause(t)]  # the parser lost the verb that it hangs on
        token = min(verbs, key=lambda t: abs(t.i - start), default=token)
    yield token.i, relation


def _is_beside_a_name(doc: Doc, start: int, head: Token) -> bool:
    """`and in December Charles Michel was told`, `yesterday Biden met`: the date is no part of the name."""
    lower = doc[start].lower_
    alone = lower in words().days or lower in words().weekdays or (start > 0 and doc[start - 1].pos_ == "ADP")
    return head.i > start and head.pos_ == "PROPN" and alone


def _later_clause(doc: Doc, verb: Token, start: int) -> Token | None:
    """The last finite clause below a verb and before a date that the parser gives to the verb, no comma between.

    English gives no definite date to the perfect, and long ago hardly to the news: `has hit 85 targets after an
    attack that killed three on 28 January`.
    """
    for token in reversed(doc[verb.i + 1 : start]):
        if token.text in (",", ";", ":"):
            return None
        if not is_clause(token):
            continue
        told = tense_of(token) in ("past", "pluperfect") and token.dep_ in ("relcl", "advcl", "ccomp")
        if told or any(t.lower_ == "having" for t in token.children):  # `thanked him for having mediated in May`
            return token if verb in token.ancestors else None
    return None


def _is_range(doc: Doc, start: int, end: int) -> bool:
    """`4 to 11 May`, `from Sunday to Monday`."""
    return _opens_range(doc, end) or (end > start + 2 and doc[start + 1].lower_ in ("to", "-", "–", "and"))


def _opens_range(doc: Doc, end: int) -> bool:
    """`from Sunday to Monday`."""
    return end < len(doc) and doc[end].lower_ in ("to", "until", "through", "till")


def _opens_sentence(doc: Doc, start: int) -> bool:
    """Whether only prepositions and the like stand before a phrase in its sentence: then it is the main clause's.

    Not where it names (`Monday's talks`).
    """
    before = doc[doc[start].sent.start : start]
    if len(before) > 6 or any(t.pos_ in ("VERB", "AUX", "PROPN", "PRON") for t in before):
        return False
    if not all(t.pos_ != "NOUN" or t.lemma_.lower() in words().carriers for t in before):
        return False
    return bool(len(before)) and any(t.pos_ in ("ADP", "SCONJ", "ADV") for t in before)


def _clause_beside(noun: Token, *, recent: bool) -> Token | None:
    """The clause that a date beside a noun dates as well."""
    verb = clause_of(noun)
    if verb.i == noun.i or not is_clause(verb):
        return None
    if not recent and (verb.lemma_.lower() in words().reacts or tense_of(verb) in ("present", "future", "modal")):
        return None
    return verb


def _is_marked(verb: Token) -> bool:
    """Whether a clause depends, whatever the parser makes of it: `after a bomber had killed 40`."""
    return verb.dep_ == "ccomp" and any(
        t.lower_ in _MARKS and t.dep_ in ("mark", "advmod") and t.i < verb.i for t in verb.children
    )
