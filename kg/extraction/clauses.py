"""The grammar that events need: who does it, to whom, in which clause and under which verbs."""

from collections.abc import Collection, Iterator

from spacy.tokens import Token

from kg.extraction.annotations import Annotations, Reference
from kg.extraction.triggers import triggers

_SUBJECTS = ("nsubj", "nsubjpass", "csubj")
_NEAR = ("including", "include", "like", "of", "by", "from")
_WITHIN = (
    "as",
    "in",
    "on",
    "at",
    "with",
    "for",
    "to",
    "against",
    "over",
    "about",
    "among",
    "near",
    "inside",
    "outside",
    "into",
    "around",
    "across",
    "throughout",
    "between",
)
_RELATIVE = frozenset(("who", "whom", "which", "that", "whose"))
_OWNING = ("poss", "amod", "compound", "nmod")
_PEOPLE = ("er", "or", "ist", "ian", "eer", "ant", "man", "woman")  # endings of words for people: `negotiators`
_SPEAKING = frozenset(("spokesman", "spokeswoman", "spokesperson", "envoy", "lawyer"))  # `a spokesman for NATO`
_HYPHENS = frozenset(("-", "–", "‑"))
_LED = frozenset(("led", "based", "flagged", "owned"))  # `the US-led invasion`, `China-based firms`
_DEPTH = 3


def subjects(verb: Token) -> list[Token]:
    """The tokens that do what an active verb says, or to whom a passive one does it; inherited where left out."""
    own = [t for t in verb.children if t.dep_ in _SUBJECTS]
    if len(own) > 1 and own[0].lower_ == "whom":
        return own[1:]
    if own:
        if verb.dep_ == "relcl" and own[0].lower_ in _RELATIVE:
            return [verb.head]
        return own
    if verb.dep_ == "relcl" and any(t.lower_ in _RELATIVE for t in verb.children):
        return [verb.head]
    if verb.dep_ == "acl" and (said := _said_with(verb)) is not None:
        return subjects(said)
    if verb.dep_ == "acl":
        to = any(t.lower_ == "to" and t.dep_ == "aux" for t in verb.children)
        return (
            (_called_on(verb.head) or owners_of(verb.head)) if to else [verb.head]
        )  # `Washington's decision to expel`
    if verb.dep_ == "advcl" and (intent := _intent(verb)) is not None:
        return owners_of(intent)
    if verb.dep_ in ("conj", "xcomp", "advcl", "pcomp") and verb.head.i != verb.i:
        governor = verb.head
        if verb.dep_ == "conj" and _goes_on_saying(verb):
            return subjects(governor.head)
        objects = [t for t in governor.children if t.dep_ in ("dobj", "dative")]
        if verb.dep_ in ("xcomp", "advcl") and verb.tag_ == "VB" and (called := _called_on(governor)):
            return called
        if verb.dep_ == "xcomp" and objects and governor.lemma_.lower() in triggers().object_control:
            return objects
        while verb.dep_ == "pcomp" and governor.dep_ == "conj":
            governor = governor.head  # `accused it of lying and of stealing`
        if verb.dep_ == "pcomp" and governor.lower_ in ("of", "for", "from", "with", "about"):
            blamed = [t for t in governor.head.children if t.dep_ in ("dobj", "dative", "nsubjpass")]
            if governor.head.pos_ in ("ADJ", "NOUN") and not blamed:  # `hold Minsk accountable for`, `its duty of`
                blamed = [t for t in governor.head.children if t.dep_ == "nsubj"] or owners_of(governor.head)
                blamed = blamed or [t for t in governor.head.head.children if t.dep_ == "dobj"]
            if governor.head in blamed:  # `took the step of recalling his envoy`
                return subjects(governor.head.head)
            if blamed:  # `accused Iran of arming`, `thanked Kim for sending`
                return blamed
        while governor.pos_ not in ("VERB", "AUX") and governor.head.i != governor.i:
            governor = governor.head
        return subjects(governor) if governor.i != verb.i and governor.pos_ in ("VERB", "AUX") else []
    return []


def _called_on(word: Token) -> list[Token]:
    """Who is to do it in `called upon Russia to stop`, `our call on third parties to cease`."""
    calls = (t for t in (word, *in_slot(word, "obj")) if t.lemma_.lower() in ("call", "appeal"))
    word = next(calls, word)
    if word.lemma_.lower() not in ("call", "appeal"):
        return []
    return [n for p in word.children if p.lower_ in ("on", "upon", "to") for n in p.children if n.dep_ == "pobj"]


def _intent(verb: Token) -> Token | None:
    """The noun before an infinitive that says whose intention it is, wherever the parser hangs it."""
    if verb.tag_ != "VB" or not any(t.lower_ == "to" and t.dep_ == "aux" for t in verb.children):
        return None
    for token in reversed(verb.doc[verb.sent.start : verb.left_edge.i]):
        if token.lemma_.lower() in triggers().intents and token.pos_ == "NOUN":
            return token
        if token.pos_ in ("VERB", "AUX", "PUNCT"):
            return None
    return None


def _goes_on_saying(verb: Token) -> bool:
    """`Xi said it was an issue and urged Washington to wait`: who said the one does the other.

    Likewise `agreed that there was no doubt and recalled the envoy`, since nobody is the subject of `there was`.
    """
    said, saying = verb.head, verb.head.head
    if said.dep_ != "ccomp" or saying.lemma_.lower() not in triggers().speech or verb.tag_ != saying.tag_:
        return False
    return any(t.dep_ == "expl" for t in said.children) or (_is_speech_act(verb) and not _is_speech_act(said))


def _said_with(verb: Token) -> Token | None:
    """The verb before a participle of speech after a comma, which the parser hangs on a noun: `..., blaming the EU`."""
    if verb.tag_ != "VBG" or not _is_speech_act(verb) or verb.i < 2 or verb.nbor(-1).text != ",":
        return None
    before = (t for t in reversed(verb.doc[verb.sent.start : verb.i - 1]) if t.pos_ == "VERB" and t.tag_ != "VBG")
    return next((t for t in before if any(c.dep_ in _SUBJECTS for c in t.children)), None)


def _is_speech_act(verb: Token) -> bool:
    frames = triggers().verbs.get(verb.lemma_.lower(), ())
    return any(f.kind in ("REQUEST", "ACCUSE", "THREATEN") and not f.objects for f in frames)


def is_passive(verb: Token) -> bool:
    """`was attacked`, `attacked by`, and a participle after a noun: `troops sent by`."""
    if any(t.dep_ in ("nsubjpass", "auxpass") for t in verb.children):
        return True
    if verb.dep_ == "conj" and verb.tag_ == "VBN" and not any(t.dep_ in ("aux", *_SUBJECTS) for t in verb.children):
        return is_passive(verb.head) if verb.head.pos_ == "VERB" else False
    if verb.dep_ == "ccomp" and verb.tag_ == "VBN" and verb.head.lemma_ == "have":  # `had him prosecuted`
        return not any(t.dep_ == "aux" for t in verb.children)
    if verb.dep_ == "advcl" and verb.tag_ == "VBN":  # `Asked by a reporter, he denied it`
        return not any(t.dep_ in ("aux", *_SUBJECTS) for t in verb.children)
    return verb.dep_ == "acl" and verb.tag_ == "VBN"


def agents(verb: Token) -> list[Token]:
    """Who does what a passive verb says: the noun after `by`."""
    return [
        t for by in verb.children if by.dep_ == "agent" or by.lower_ == "by" for t in by.children if t.dep_ == "pobj"
    ]


def in_slot(word: Token, slot: str) -> list[Token]:
    """Nouns in one place of a word: `obj`, `that` (the subject of its clause), or after a preposition."""
    if slot == "obj":
        found = [t for t in word.children if t.dep_ in ("dobj", "dative", "obj") and t.pos_ != "ADP"]
        if word.dep_ == "relcl" and (not found or found[0].lower_ in _RELATIVE) and not _own_object(word):
            return [word.head]  # `the minister whom it accuses`, `the pact Xi signed`
        return found or _what_it_calls(word) or _shared_object(word)
    if slot == "iobj":
        return [t for t in word.children if t.dep_ == "dative" and t.pos_ != "ADP"]
    if slot == "that":
        return [s for t in word.children if t.dep_ in ("ccomp", "xcomp") for s in t.children if s.dep_ in _SUBJECTS]
    after = [p for p in _prepositions(word) if p.lower_ == slot]
    after += [t for p in after if p.pos_ == "ADV" for t in p.children if t.dep_ == "prep"]  # `next to`
    found = [n for p in after for n in p.children if n.dep_ in ("pobj", "pcomp")]
    if slot == "between":
        return found
    return [n for n in found if n.pos_ not in ("VERB", "AUX")]


def _shared_object(verb: Token) -> list[Token]:
    """`invaded and occupied Iraq`: the object stands at the second of two verbs joined without anything between."""
    for other in verb.children:
        if other.dep_ == "conj" and other.tag_ == verb.tag_ and other.i - verb.i == 2 and not is_passive(verb):
            return [t for t in other.children if t.dep_ == "dobj"]
    return []


def _what_it_calls(verb: Token) -> list[Token]:
    """The thing in `condemned what it called Russia's attacks`."""
    for clause in verb.children:
        names_it = clause.dep_ == "ccomp" and clause.lemma_ in ("call", "describe", "see")
        if names_it and any(t.lower_ == "what" for t in clause.children):
            return [t for t in clause.children if t.dep_ in ("oprd", "attr", "dobj") and t.lower_ != "what"]
    return []


def owners_of(noun: Token) -> list[Token]:
    """Words before a noun that can say whose it is: `Iran's attack`, `US-China talks`, `the US-led invasion`."""
    found = [t for t in noun.children if t.dep_ in _OWNING]
    for token in tuple(found):
        before = token.left_edge if token.lower_ in _LED else token
        while before.i > 1 and before.nbor(-1).text in _HYPHENS:
            before = before.nbor(-2)
            found.append(before)
        if token.lower_ in _LED:
            found.append(before)
    return sorted(dict.fromkeys(found), key=lambda t: t.i)


def complements(verb: Token, prepositions: Collection[str]) -> list[Token]:
    """Nouns after those prepositions of the verb, and its indirect object: where a light verb has its other party."""
    found = [t for t in verb.children if t.dep_ == "dative" and t.pos_ != "ADP"] if "to" in prepositions else []
    for preposition in verb.children:
        if preposition.dep_ in ("prep", "dative") and preposition.lower_ in prepositions:
            found.extend(t for t in preposition.children if t.dep_ == "pobj")
    return found


def _own_object(verb: Token) -> bool:
    """Whether a relative clause lacks nothing: its subject is the relative pronoun."""
    subjects_ = [t for t in verb.children if t.dep_ in _SUBJECTS]
    return not subjects_ or (subjects_[0].lower_ in _RELATIVE and subjects_[0].lower_ != "whom")


def _prepositions(word: Token) -> Iterator[Token]:
    for child in word.children:
        if child.dep_ in ("prep", "dative", "prt", "agent", "advmod") and child.pos_ in ("ADP", "SCONJ", "ADV"):
            yield child
            yield from (t for t in child.children if t.dep_ in ("prep", "conj") and t.pos_ == "ADP")
        elif child.dep_ == "dobj" and word.pos_ == "VERB":  # `impose sanctions on`: the parser hangs it on the noun
            yield from (t for t in child.children if t.dep_ == "prep")


def named_in(read: Annotations, noun: Token, *, acting: bool = False, apart: Collection[str] = ()) -> list[Reference]:
    """The references in a noun phrase, with those joined to it by `and`.

    Its head, else who owns or leads it (`Russian troops`, `the bravery of Russian troops`). With `acting`, words
    before the head count only where the head acts for them (`Chinese officials`, not `the Chinese economy`).
    References to the entities of `apart` are passed over: `its` in `cut its aid to Mali`.
    """
    found: list[Reference] = []
    for part in together(read, noun):
        found.extend(r for r in _named_in_one(read, part, acting, apart, _DEPTH) if r not in found)
    return found


def antecedent(token: Token) -> Token:
    """What a relative pronoun stands for: `the president, whose call with Xi`, `Rutte, with whom he agreed`."""
    if token.lower_ not in _RELATIVE or token.pos_ not in ("PRON", "DET"):
        return token
    for verb in token.ancestors:
        if verb.dep_ == "relcl":
            return verb.head
    return token


def together(read: Annotations, noun: Token) -> list[Token]:
    """A noun with those joined to it by the parser or listed with it in the text, the first of a list first."""
    found = [t for t in (noun, *noun.conjuncts) if t.i >= noun.i]
    listed = read.lists.get(noun.i, ())
    if noun.dep_ != "conj":
        found += [noun.doc[i] for i in listed]
        found += _joined_to_verb(read, noun)
    return sorted(dict.fromkeys(found), key=lambda t: t.i)


def _joined_to_verb(read: Annotations, noun: Token) -> list[Token]:
    """`signed by Rao, secretary of the council, and Lee`: the parser joins the second to the verb."""
    verb = noun.head.head if noun.dep_ == "pobj" else noun.head
    if noun.dep_ not in ("pobj", "dobj") or verb.pos_ != "VERB":
        return []
    joined = (t for t in verb.children if t.dep_ == "conj" and t.i > noun.i and t.i in read.at_token)
    return [t for t in joined if t.pos_ in ("NOUN", "PROPN") and noun.right_edge.i <= t.left_edge.i]


def _named_in_one(read: Annotations, noun: Token, acting: bool, apart: Collection[str], depth: int) -> list[Reference]:
    def at(token: Token) -> Reference | None:
        reference = read.at_token.get(antecedent(token).i)
        if reference is None or not apart:
            return reference
        parties = {reference.state if e.startswith("place:") and reference.state else e for e in reference.entities}
        return None if parties <= set(apart) else reference

    reference = at(noun)
    if reference is None:  # `her Russian colleague, Vasily Nebenzia`
        named = (at(t) for t in noun.children if t.dep_ == "appos")
        reference = next((r for r in named if r is not None and r.how == "name"), None)
    if reference is not None:
        return [reference]
    if acting and not acts_for_owner(noun):
        return []
    words = [*owners_of(noun), *(t for t in noun.children if t.dep_ == "appos")]
    words += [c for t in words if t.dep_ != "appos" for c in t.conjuncts if c.i < noun.i]
    before = list(dict.fromkeys(r for t in words if (r := at(t)) is not None))
    if before or depth == 0:
        return before
    nested = [t for t in noun.children if t.dep_ in ("poss", "compound", "nmod") and t.pos_ in ("NOUN", "PROPN")]
    for inner in nested:  # `South Korea's defence ministry spokesman`
        if deeper := _named_in_one(read, inner, False, apart, depth - 1):
            return deeper
    for participle in noun.children:  # `missiles fired by Iran`
        by = agents(participle) if participle.dep_ == "acl" and noun.lemma_.lower() in triggers().weapons else []
        if deeper := [r for t in by for r in named_in(read, t, apart=apart)]:
            return deeper
    speaks = noun.lemma_.lower() in _SPEAKING
    near = (*_NEAR, *(["for"] if speaks else []), *(["in"] if noun.lemma_.lower() in triggers().seated else []))
    order = near if acting else (*_NEAR, *_WITHIN)
    prepositions = [t for t in noun.children if t.dep_ in ("prep", "agent") and t.lower_ in order]
    for preposition in sorted(prepositions, key=lambda t: order.index(t.lower_)):
        for inner in preposition.children:
            if inner.dep_ == "pobj" and (deeper := named_in(read, inner, apart=apart)):
                return deeper
    return []


def acts_for_owner(noun: Token) -> bool:
    """Whether who owns or leads a noun acts through it: `officials`, `troops`, `negotiators`, `ministry`."""
    word = noun.lemma_.lower()
    if word in triggers().measures and noun.tag_ in ("NNS", "CD"):  # `thousands of Serbs`
        return True
    return word in triggers().agents or (
        noun.tag_ == "NNS" and word.endswith(_PEOPLE) and word not in triggers().things
    )


def is_person(noun: Token) -> bool:
    """Whether a noun names people by what they are: `a blogger`, `two engineers`."""
    word = noun.lemma_.lower()
    return noun.pos_ == "NOUN" and word.endswith(_PEOPLE) and word not in triggers().things


def is_under(noun: Token, preposition: str) -> bool:
    """Whether a name is, or belongs to, what stands after that preposition: `against Russia's war`."""
    while noun.dep_ in (*_OWNING, "conj") and noun.head.i != noun.i:
        noun = noun.head
    return noun.dep_ == "pobj" and noun.head.lower_ == preposition


def is_subject(token: Token) -> bool:
    return token.dep_ in _SUBJECTS


def clause_verb(token: Token) -> Token:
    """The verb of the clause that a token stands in; the token itself where it is one."""
    while token.pos_ not in ("VERB", "AUX") and token.head.i != token.i:
        token = token.head
    return token
