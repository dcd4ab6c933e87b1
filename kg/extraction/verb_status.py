"""The status of what a verb tells: its own negation and helping verbs, then the words above it, the nearest first."""

from spacy.tokens import Token

from kg.extraction.modality import Effect, combine, status_words
from kg.model import Status

_SUBJECTS = ("nsubj", "nsubjpass", "csubj")
_WILL = frozenset(("will", "'ll", "’ll", "shall", "wo", "gon"))
_WOULD = frozenset(("would", "'d", "’d"))
_MAY = frozenset(("could", "may", "might", "can", "ca", "cannot"))
_OUGHT = frozenset(("should", "must", "ought", "need"))
IF_OR_PLANNED = _WILL | _WOULD | _MAY | _OUGHT
_HIMSELF = frozenset(("he", "she", "it", "they", "we", "i"))
_NOBODY = frozenset(("nobody", "none", "nothing", "neither", "no-one"))
_NO = frozenset(("no", "neither"))
_PRESENT = frozenset(("VBZ", "VBP"))
_ORDINAL = frozenset(("first", "second", "third", "last", "only", "latest", "next"))


def of_verb(verb: Token) -> Status | None:
    if verb.pos_ not in ("VERB", "AUX"):
        return "happened"
    found = own_status(verb)
    return None if found is None else _above(verb, found)


def own_status(verb: Token) -> Status | None:
    """What the words of its own clause make of a verb."""
    words = status_words()
    helping = helpers(verb)
    negated = is_negated(verb)
    if helping & _OUGHT or _is_bidden(verb) or _is_asked(verb):
        return None
    if any(t.dep_ == "mark" and t.lower_ in words.sets["nothing"] for t in verb.children):
        return None
    if helping & _MAY and not negated and not _is_own_plan(verb):
        return None
    if helping & _WOULD and "have" in helping:
        return None
    found: Status = "announced" if helping & (_WILL | _WOULD | _MAY) else "happened"
    for adverb in verb.children:
        effect = words.adverbs.get(adverb.lower_) if adverb.dep_ in ("advmod", "neg", "preconj", "cc") else None
        if effect == "nothing":
            return None
        if effect == "claim":
            found = "alleged"
    if _is_future_infinitive(verb):
        found = "announced"
    return "denied" if negated else found


def helpers(verb: Token) -> frozenset[str]:
    """Helping verbs of a verb, those of the verb it is joined to where it has none and no subject of its own."""
    own = frozenset(t.lower_ if t.lemma_ != "have" else "have" for t in verb.children if t.dep_ in ("aux", "auxpass"))
    if not own and verb.dep_ == "conj" and verb.head.pos_ == "VERB" and not subjects_of(verb):
        return helpers(verb.head) if verb.tag_ in ("VB", "VBN", "VBG") or verb.head.tag_ == verb.tag_ else own
    return own


def subjects_of(verb: Token) -> list[Token]:
    return [t for t in verb.children if t.dep_ in _SUBJECTS]


def is_negated(verb: Token) -> bool:
    """`did not meet`, `never met`, `no longer meets`, `no leader met`, `signed no treaty`."""
    for t in verb.children:
        if t.dep_ == "neg" or status_words().adverbs.get(t.lower_) == "not":
            following = verb.doc[t.i + 1] if t.i + 1 < len(verb.doc) else t
            if following.lower_ not in ("only", "just", "merely"):
                return True
        if t.dep_ == "advmod" and t.lower_ == "longer" and t.i and verb.doc[t.i - 1].lower_ == "no":
            return True
        if t.dep_ in (*_SUBJECTS, "dobj", "attr") and (t.lower_ in _NOBODY or has_no(t)):
            return True
    if verb.dep_ == "conj" and not subjects_of(verb) and any(t.lower_ in ("or", "nor") for t in verb.head.children):
        return is_negated(verb.head)
    return False


def has_no(noun: Token) -> bool:
    return any(
        t.lower_ in _NO or (t.dep_ == "neg" and t.i < noun.i)
        for t in noun.children
        if t.dep_ in ("det", "neg", "preconj")
    )


def _is_bidden(verb: Token) -> bool:
    """An imperative (`Stop bombing Gaza`) or a subjunctive (`that Russia release the pilots`)."""
    if verb.tag_ != "VB" or any(t.dep_ == "aux" for t in verb.children if t.lower_ not in ("do", "let")):
        return False
    if verb.dep_ == "ROOT" or (verb.dep_ == "ccomp" and not subjects_of(verb)):
        return not subjects_of(verb)
    return verb.dep_ == "ccomp" and any(t.dep_ == "mark" for t in verb.children)


def _is_asked(verb: Token) -> bool:
    """Whether the clause is a question that yes or no answers: a helping verb stands before the subject."""
    subjects = subjects_of(verb)
    if not subjects or verb.dep_ not in ("ROOT", "ccomp", "conj", "parataxis"):
        return False
    before = [t for t in verb.children if t.dep_ in ("aux", "auxpass") and t.i < subjects[0].i]
    if verb.lemma_ == "be" and verb.i < subjects[0].i:
        before.append(verb)
    if not before or any(t.tag_ in ("WRB", "WP", "WDT") and t.i < before[0].i for t in verb.subtree):
        return False
    return next((t.text for t in verb.doc[verb.i + 1 : verb.sent.end] if t.text in ".?!;"), "") == "?"


def _is_own_plan(verb: Token) -> bool:
    """`said that he might call`: somebody speaks of what he himself may do."""
    return (
        verb.dep_ == "ccomp"
        and any(t.lower_ in ("may", "might") for t in verb.children)
        and any(t.lower_ in _HIMSELF for t in subjects_of(verb))
    )


def _is_future_infinitive(verb: Token) -> bool:
    """`Trump to meet Putin` in a heading."""
    return verb.dep_ == "ROOT" and _is_infinitive(verb)


# -- what stands above a verb


def _above(verb: Token, found: Status) -> Status | None:
    """What the words make of a clause under which it stands, up to the main clause."""
    status: Status | None = found
    for _ in range(12):  # no sentence nests deeper
        if status is None or verb.head.i == verb.i:
            return status
        governor, dep = verb.head, verb.dep_
        if dep == "conj":
            if subjects_of(verb) and governor.dep_ == "ROOT":
                return status
        elif dep == "relcl" and not _is_infinitive(verb):
            return None if _is_anybody(governor) else status
        elif dep in ("ccomp", "csubj"):
            if governor.lemma_.lower() in status_words().sets["stops"]:
                return status
            status = _in_clause(verb, governor, status)
        elif dep in ("xcomp", "acl", "advcl", "pcomp", "dobj", "acomp", "relcl"):
            stopped = governor.lemma_.lower() in status_words().sets["stops"]
            if stopped and verb.tag_ == "VBG" and dep in ("xcomp", "dobj", "ccomp"):
                return status
            if dep == "advcl" and _marks(verb):
                return _in_adverbial(verb, governor, status)
            status = _in_complement(verb, governor, dep, status)
            if dep == "pcomp":  # the preposition has been seen with what it hangs on
                governor = governor.head
            if dep in ("acl", "relcl") and governor.pos_ not in ("VERB", "AUX"):
                return status
        elif dep not in ("prep", "parataxis", "dep"):
            return status
        verb = governor
        while verb.pos_ not in ("VERB", "AUX", "ADJ") and verb.dep_ in ("acomp", "attr", "oprd", "conj", "prep"):
            verb = verb.head
        if verb.pos_ not in ("VERB", "AUX", "ADJ"):
            return status
    return status


def _is_infinitive(verb: Token) -> bool:
    return any(t.dep_ == "aux" and t.lower_ == "to" for t in verb.children)


def _marks(verb: Token) -> list[Token]:
    return [t for t in verb.children if t.dep_ in ("mark", "advmod") and t.tag_ in ("IN", "WRB") and t.i < verb.i]


def _is_anybody(noun: Token) -> bool:
    """`any country that attacks`, `anyone who attacks`."""
    return noun.lower_ in ("anyone", "anybody", "those", "whoever", "anything") or any(
        t.lower_ in ("any", "every") for t in noun.children if t.dep_ == "det"
    )


def _in_clause(verb: Token, governor: Token, status: Status) -> Status | None:
    """Under a verb with a finite clause: `denied that`, `hopes that`; verbs of speech leave it as it is."""
    words, lemma = status_words(), governor.lemma_.lower()
    if _is_infinitive(verb) or verb.tag_ == "VBG":
        return _in_complement(verb, governor, "xcomp", status)
    effect = words.clauses.get(lemma)
    if verb.dep_ == "csubj":
        return status
    if is_negated(governor):
        if lemma == "deny":
            return combine(status, "claim")
        if effect is not None:
            return None
        if governor.i > verb.i:  # `It attacked nobody, he did not say.`
            return status
        return combine(status, "not" if lemma in words.sets["denies_where_negated"] else "nothing")
    if effect is None and helpers(governor) & (_MAY | _OUGHT) and lemma not in ("say", "tell", "add"):
        return None
    return combine(status, effect or "fact")


def _in_adverbial(verb: Token, governor: Token, status: Status) -> Status | None:
    """After a conjunction: a condition is no fact, what comes `until` or `once` something is done is not yet one."""
    words = status_words()
    marks = {t.lower_ for t in _marks(verb)}
    if marks & words.sets["nothing"] or marks >= {"as", "though"}:
        return None
    present = verb.tag_ in _PRESENT or any(t.tag_ in _PRESENT for t in verb.children if t.dep_ in ("aux", "auxpass"))
    if present and marks & words.sets["nothing_in_present"]:
        return None
    if present and marks & words.sets["plan_in_present"] and helpers(governor) & IF_OR_PLANNED:
        return combine(status, "plan")
    return status


def _in_complement(verb: Token, governor: Token, dep: str, status: Status) -> Status | None:
    """Under an infinitive's or a gerund's governor: a verb, an adjective, a noun or a preposition."""
    words = status_words()
    infinitive = _is_infinitive(verb)
    if dep == "pcomp":
        return _after_preposition(governor, status)
    lemma = governor.lemma_.lower()
    if governor.pos_ in ("NOUN", "PROPN"):
        if not infinitive:
            if not subjects_of(verb):
                return status
            refuted = governor.dep_ == "dobj" and governor.head.lemma_.lower() in words.sets["refutes"]
            return combine(status, "not" if refuted else words.nouns.get(lemma, "fact"))
        if any(t.lower_ in _ORDINAL for t in governor.children):
            return status
        if lemma not in words.nouns and governor.dep_ == "ROOT" and governor.i < verb.i:
            return combine(status, "plan")  # a heading: `Leaders to meet in Paris`
        if governor.dep_ in ("attr", "oprd") and governor.head.lemma_ == "be" and lemma not in words.nouns:
            return _under_be(governor.head, status, infinitive)
        return combine(status, words.nouns.get(lemma, "nothing"), negated=is_denied_noun(governor))
    if governor.pos_ == "ADJ" or lemma in ("set", "due"):
        effect = words.adjectives.get(lemma, "nothing" if infinitive else "fact")
        over = governor.head if governor.dep_ in ("acomp", "attr", "oprd") else governor
        return with_helpers(combine(status, effect, negated=is_negated(over) or is_negated(governor)), over)
    if dep == "advcl" and not infinitive:
        return with_helpers(status, governor)
    if lemma == "be":
        return _under_be(governor, status, infinitive)
    if lemma == "have" and infinitive:
        if any(t.lower_ == "yet" for t in governor.children):
            return "denied"
        return status if governor.tag_ == "VBD" else None
    if infinitive and lemma in words.sets["hearsay"] and any(t.dep_ == "auxpass" for t in governor.children):
        return combine(status, "claim")
    negated = is_negated(governor)
    if negated and lemma in words.sets["plan_where_negated"]:
        return combine(status, "plan")
    if lemma == "rule" or (lemma == "call" and any(t.lower_ == "off" for t in governor.children)):
        return combine(status, "not")
    default: Effect = "plan" if infinitive and dep == "advcl" else "fact"
    return with_helpers(combine(status, words.verbs.get(lemma, default), negated=negated), governor)


def with_helpers(status: Status | None, governor: Token) -> Status | None:
    """What the governor's own helping verbs add: `will begin to supply`, `could force Kyiv to yield`."""
    if status is None or status == "denied":
        return status
    helping = helpers(governor)
    if helping & (_MAY | _OUGHT):
        return None
    return combine(status, "plan") if helping & (_WILL | _WOULD) else status


def _under_be(be: Token, status: Status, infinitive: bool) -> Status | None:
    """`is to meet`; `it would be a mistake to leave` tells nothing, `it was a mistake to leave` does."""
    said = [t for t in be.children if t.dep_ in ("attr", "acomp", "oprd") and t.i > be.i]
    if not infinitive:
        return status
    if not said:
        return combine(status, "plan", negated=is_negated(be))
    lemma = said[0].lemma_.lower()
    known = status_words().adjectives.get(lemma) or status_words().nouns.get(lemma)
    if known is not None:
        return with_helpers(combine(status, known, negated=is_negated(be)), be)
    return status if be.tag_ == "VBD" and not helpers(be) else None


def is_denied_noun(noun: Token) -> bool:
    """`no plans to`, `does not have plans to`."""
    return has_no(noun) or (noun.dep_ == "dobj" and is_negated(noun.head))


def _after_preposition(preposition: Token, status: Status) -> Status | None:
    """Under a preposition with a gerund: `without meeting`, `accused of arming`, `prevent Israel from bombing`."""
    words = status_words()
    over, word = preposition.head, preposition.lower_
    lemma = over.lemma_.lower()
    if word == "without":
        return combine(status, "not")
    if word == "than" or lemma == "instead" or any(t.lower_ in ("instead", "rather") for t in preposition.children):
        return None
    if word == "against" or (word == "from" and words.verbs.get(lemma) == "nothing"):
        return None
    if word in ("after", "since", "by", "in", "before", "on", "while", "when", "despite", "upon", "following"):
        return status if over.pos_ not in ("VERB", "AUX") else with_helpers(status, over)
    if over.pos_ in ("NOUN", "PROPN"):
        if over.dep_ == "dobj" and word == "of" and words.verbs.get(over.head.lemma_.lower()) == "claim":
            return combine(status, "claim")  # the parser hangs `of attacking` on the accused
        return combine(status, words.nouns.get(lemma, "fact"), negated=is_denied_noun(over))
    if over.pos_ == "ADJ":
        return combine(status, words.adjectives.get(lemma, "fact"))
    return combine(status, words.verbs.get(lemma, "fact"), negated=is_negated(over))
