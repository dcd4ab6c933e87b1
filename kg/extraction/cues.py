"""The words of a sentence that say who speaks, with what they make that speaker say."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from spacy.tokens import Doc, Span, Token

from kg.extraction.annotations import Annotations, Reference, annotations
from kg.extraction.clauses import agents, is_passive, subjects
from kg.extraction.search import tokens_with
from kg.extraction.speakers import Speaker, speaker_in
from kg.extraction.speech import speech_words

_CONTENT = ("ccomp", "xcomp", "parataxis", "advcl", "dep", "relcl")
_EDGES = frozenset((",", ";", ":", "—", "–", "--", "-", '"', "“", "”", "'", "’", "‘", "(", ")"))
_MARKS = frozenset(('"', "“", "”", "'", "’", "‘", "«", "»"))
_FINITE = frozenset(("VBD", "VBZ", "VBP", "MD"))
_TIMES = frozenset(
    ("after", "before", "when", "while", "as", "since", "because", "although", "though", "once", "until")
)
_TOLD_TO = frozenset(("tell", "inform", "assure", "remind", "warn"))  # verbs that say to whom before they say what
_DENIES = frozenset(("deny", "reject", "dispute", "dismiss"))  # `of sheltering them, which it denies`
_PROMISES = frozenset(("promise", "pledge", "vow", "swear", "offer", "agree"))
_NOMINAL = ("NOUN", "PROPN", "PRON", "ADJ", "DET", "NUM", "ADP", "PART", "X", "ADV")


@dataclass(slots=True)
class Cue:
    """Something like `Kallas told reporters`, tokens `first:last+1`. `says` are the tokens of what is said."""

    at: int
    first: int
    last: int
    speaker: Speaker
    says: set[int] = field(default_factory=set)
    to: Reference | None = None
    own: Literal["", "says", "asks"] = ""  # what the speaker does by saying it, which the verb itself tells
    promises: bool = False  # what is said is what the speaker will do
    aside: bool = False  # it stands beside what is said, between commas
    subject: int = -1


def cue_words(doc: Doc) -> list[int]:
    """Tokens at which cues can stand, in text order."""
    words = speech_words()
    found = set(tokens_with(doc, "lemma", words.verbs | words.claims | words.words))
    found.update(i for i, word in enumerate(annotations(doc).lower) if word == "according" or word in words.sure)
    return sorted(found)


def find_cues(doc: Doc, read: Annotations, sentence: Span, places: Sequence[int]) -> list[Cue]:
    """Cues of a sentence at the tokens `places` of it, in text order.

    A cue whose speaker nobody names is kept: what it reports is said by somebody.
    """
    found: list[Cue] = []
    for token in (doc[i] for i in places):
        lemma = token.lemma_.lower()
        if token.lower_ in speech_words().sure and token.tag_ in ("JJ", "VBN", "VBD"):
            found.extend(_adjective_cue(read, token))
        elif token.lower_ == "according":
            found.extend(_according(read, token, sentence))
        elif lemma in speech_words().verbs and _is_verb(token):
            found.extend(_verb_cue(doc, read, token, lemma, sentence))
        elif token.pos_ in ("NOUN", "PROPN") and lemma in speech_words().claims:
            found.extend(_noun_cue(read, token))
        if token.pos_ == "NOUN" and lemma in speech_words().words and token.dep_ == "pobj":
            found.extend(_in_words(read, token, sentence))
    for (
        cue
    ) in found:  # `Kim told officials that the South lied, KCNA reported`: one cue is no part of what another says
        for other in found:
            if other is not cue and other.aside:
                cue.says.difference_update(range(other.first, other.last + 1))
    return found


# -- verbs


def _is_verb(token: Token) -> bool:
    """A verb, also where the tagger takes `claims` for a noun that has a subject."""
    if token.pos_ in ("VERB", "AUX"):
        return True
    return token.tag_ == "NNS" and token.dep_ == "ROOT" and any(t.dep_ == "nsubj" for t in token.children)


def _verb_cue(doc: Doc, read: Annotations, verb: Token, lemma: str, sentence: Span) -> Iterator[Cue]:
    words = speech_words()
    if _quotes_another(verb, lemma) or _says_something(verb):
        return
    subject = _subject(doc, read, verb)
    if subject is None:
        return
    speaker = speaker_in(read, subject)
    if speaker.press or (speaker.entity is None and not speaker.again):
        speaker = _cited(read, verb) or speaker
    if speaker.entity is None and subject.head.i != verb.i and not (speaker.again and verb.dep_ == "advcl"):
        return  # a subject that the parser only lends it
    bearer = _bearer(verb)
    first, last = _stretch(doc, bearer, subject, sentence)
    last = max(last, verb.i)
    inverted = subject.i > bearer.i and bearer is verb
    says: set[int] = set()
    if lemma in words.say | words.ask:
        says |= _clauses_said(verb)
    if lemma in words.blame:
        says |= _blamed(verb)
    elif lemma in words.punish:
        says |= _punished_for(verb)
    if lemma in words.name:
        says |= _named(verb)
    if lemma in words.contents:
        says |= _subtrees(t for t in verb.children if t.dep_ in ("dobj", "nsubjpass") and t.ent_type_ != "PERSON")
    says |= _told_of(verb, lemma) | _said_to_be(doc, verb, sentence)
    own: Literal["", "says", "asks"] = ""
    if lemma not in words.punish and _does_by_saying(verb):
        own = "says" if lemma in words.say | words.blame | words.name else "asks"
    quoted = _beside_quotation(doc, first, last)
    aside = (
        lemma in words.say
        and not any(t.lower_ == "which" and t.dep_ == "dobj" for t in verb.children)  # `of it, which he denies`
        and _does_by_saying(verb)
        and (
            (not any(i > verb.i for i in says) and _is_aside(doc, first, last, sentence))
            or (inverted and first > sentence.start and doc[first - 1].text in _EDGES)
            or (
                not says
                and any(t.lower_ == "as" and t.i < first + 2 for t in verb.children if t.dep_ in ("mark", "advmod"))
            )
        )
    )
    if aside:
        as_put = any(t.lower_ == "as" for t in verb.children if t.dep_ in ("mark", "advmod") and t.i < verb.i)
        says |= _around(bearer, first, last, sentence, whole=as_put)
        if as_put and first > sentence.start and any(t.text in _MARKS for t in doc[last + 1 : sentence.end]):
            says -= set(range(sentence.start, first))  # `a step meant, as he put it, to send "a clear message"`
        says -= _told_again(doc, first, last, sentence)
    if (
        not says
        and not quoted
        and lemma not in (words.say | words.blame | words.name | words.ask) - words.say_with_clause
    ):
        return
    elif (right := min((i for i in says if i > verb.i), default=0)) and _is_main(verb):
        says |= {i for i in _around(verb, first, last, sentence) if i >= right}
    says -= set(range(first, verb.i)) if first < verb.i else set()
    says -= _added(doc, says)
    promises = lemma in _PROMISES
    yield Cue(verb.i, first, last, speaker, says, _addressee(read, verb), own, promises, aside, subject.i)


def _added(doc: Doc, says: set[int]) -> set[int]:
    """What the narrator adds: `denied that it backs the rebels, who took Goma`, `of hiding them, which it denies`."""
    added = [
        doc[i].head
        for i in says
        if doc[i].lower_ in ("who", "which") and doc[i - 1].text == "," and doc[i].head.dep_ == "relcl"
    ]
    return _subtrees(c for c in added if (c.lemma_.lower() in _DENIES or (_has_who(c) and c.tag_ == "VBD")))


def _has_who(clause: Token) -> bool:
    return any(t.lower_ == "who" for t in clause.children)


def _cited(read: Annotations, verb: Token) -> Speaker | None:
    """Whom the press cites: `the paper reported, citing US intelligence`."""
    for citing in verb.children:
        if citing.lower_ in ("citing", "quoting") and citing.dep_ in ("advcl", "prep", "acl"):
            for noun in (t for t in citing.children if t.dep_ in ("dobj", "pobj")):
                if (speaker := speaker_in(read, noun)).entity is not None and not speaker.press:
                    return speaker
    return None


def _is_main(verb: Token) -> bool:
    return verb.dep_ == "ROOT" or (verb.dep_ == "conj" and verb.head.dep_ == "ROOT")


def _says_something(verb: Token) -> bool:
    """`says no`, `said so`, `said nothing`."""
    following = verb.doc[verb.i + 1].lower_ if verb.i + 1 < len(verb.doc) else ""
    return following in ("no", "yes", "so", "nothing", "this", "little", "goodbye", "sorry")


def _quotes_another(verb: Token, lemma: str) -> bool:
    """`quoted Lavrov as saying`: `saying` is the cue then."""
    return lemma in speech_words().quoting and any(
        t.dep_ == "pcomp" for p in verb.children if p.lower_ == "as" for t in p.children
    )


def _bearer(verb: Token) -> Token:
    """`quoted` for `saying` in `Xinhua quoted him as saying`; else the verb itself."""
    if verb.dep_ == "pcomp" and verb.head.lower_ == "as" and verb.head.head.lemma_.lower() in speech_words().quoting:
        return verb.head.head
    return verb


def _subject(doc: Doc, read: Annotations, verb: Token) -> Token | None:
    """Who says it: the subject, the agent of a passive, who is quoted `as saying`, the name after `said`."""
    if (over := _bearer(verb)) is not verb:
        if is_passive(over):
            return next(iter(subjects(over)), None)
        return next((t for t in over.children if t.dep_ in ("dobj", "dative")), None)
    if is_passive(verb):
        if verb.dep_ == "acl" and any(t.dep_ == "ccomp" for t in verb.children):
            return verb.head  # `Modi, who met Putin, later posted that`: no participle
        return next(iter(agents(verb)), None)
    own = [t for t in verb.children if t.dep_ == "nsubj" and t.i < verb.i]
    if own and verb.i > 1 and doc[verb.i - 1].text in _MARKS and own[-1].i < verb.i - 1:
        own = []  # `"Israel," said the minister`: the parser takes a word of the quotation
    if not own and (after := _after(doc, read, verb)) is not None:
        return after
    named = _before(doc, read, verb)
    if named is not None and (not own or (named.dep_ == "appos" and _follows_comma(doc, read, named))):
        return named
    if own and verb.dep_ != "relcl":
        return own[-1]
    if verb.dep_ in ("advcl", "conj") and verb.head.i < verb.i and verb.head.lemma_.lower() in speech_words().verbs:
        return _subject(doc, read, verb.head)  # `Peskov said, adding`
    lent = subjects(verb)
    return next((t for t in reversed(lent) if t.i in read.at_token), lent[-1] if lent else None)


def _after(doc: Doc, read: Annotations, verb: Token) -> Token | None:
    """The subject of `said Lin Jian`, which the parser may hang elsewhere: the name right after the verb."""
    if verb.lemma_.lower() in _TOLD_TO:
        return None  # who follows is the one told
    if verb.tag_ not in ("VBD", "VBZ", "VBP") or (verb.i > verb.sent.start and not _follows_edge(doc, verb)):
        return None
    for i in range(verb.i + 1, min(verb.i + 9, len(doc))):
        token = doc[i]
        if read.paragraph_of[i] != read.paragraph_of[verb.i]:
            break
        reference = read.at_token.get(i)
        if reference is not None and reference.how == "name" and reference.entities[0].startswith("person:"):
            return doc[reference.head]
        if token.pos_ not in ("PROPN", "NOUN", "ADJ", "DET", "PART") or token.dep_ in ("dobj", "dative"):
            break
    own = [t for t in verb.children if t.dep_ == "nsubj" and t.i > verb.i]
    return own[0] if own else None


def _follows_edge(doc: Doc, token: Token) -> bool:
    return token.i > 0 and doc[token.i - 1].text in _EDGES


def _before(doc: Doc, read: Annotations, verb: Token) -> Token | None:
    """The name of a person right before the verb or before a comma: `its president, Alassane Ouattara, told`."""
    at = verb.i - 1
    if at > 0 and doc[at].text == ",":
        at -= 1
    if at < 0 or read.paragraph_of[at] != read.paragraph_of[verb.i]:
        return None
    reference = read.at_token.get(at)
    if reference is None or reference.how != "name" or not reference.entities[0].startswith("person:"):
        return None
    head = doc[reference.head]
    finite = verb.tag_ in ("VBD", "VBZ", "VBP") or not any(t.dep_ in ("aux", "auxpass") for t in verb.children)
    return head if finite and verb.tag_ != "VBG" and head.dep_ not in ("pobj", "dobj", "poss") else None


def _follows_comma(doc: Doc, read: Annotations, name: Token) -> bool:
    start = read.at_token[name.i].start
    return start > 0 and doc[start - 1].text == ","


def _stretch(doc: Doc, verb: Token, subject: Token, sentence: Span) -> tuple[int, int]:
    """The cue's own tokens: subject with all that belongs to it, verb, and what follows up to the next comma."""
    first = min(verb.i, subject.i)
    first = _start_of_subject(doc, verb, first, sentence)
    if subject.i < verb.i:  # `Wang, who was in Kazakhstan, said`
        first = min(first, *(t.i for t in subject.subtree if t.i >= sentence.start))
    last = max(verb.i, subject.i)
    while last + 1 < sentence.end and doc[last + 1].text not in _EDGES and doc[last + 1].pos_ not in ("SCONJ", "CCONJ"):
        if doc[last + 1].pos_ in ("VERB", "AUX", "PUNCT"):
            break
        last += 1
    return first, last


def _start_of_subject(doc: Doc, verb: Token, first: int, sentence: Span) -> int:
    """Where the nouns before the verb begin: `Iran and the militant group said`."""
    start = joined = first
    while start > sentence.start and doc[start - 1].text not in _EDGES:
        before = doc[start - 1]
        if before.pos_ not in _NOMINAL and before.lower_ != "and":
            return joined
        if before.pos_ == "ADP" and before.head.i > verb.i:
            return joined
        start -= 1
        joined = start if before.lower_ != "and" and joined == start + 1 else joined
    return start


def _clauses_said(verb: Token) -> set[int]:
    """The clauses under a verb of speech, not those that say when or why it was said."""
    clauses = []
    for child in verb.children:
        if child.dep_ not in _CONTENT or child.pos_ not in ("VERB", "AUX", "NOUN", "ADJ", "PROPN", "PRON"):
            continue
        if child.i < verb.i and not _is_before(child, verb):
            continue
        if child.dep_ == "xcomp" and not _takes_infinitive(verb):
            continue
        marks = {t.lower_ for t in child.children if t.dep_ in ("mark", "advmod") and t.i < child.i}
        if child.dep_ in ("advcl", "relcl", "dep"):
            if "that" not in marks or child.i < verb.i:
                continue
        elif marks & _TIMES and child.dep_ != "ccomp":
            continue
        clauses.append(child)
    for told in verb.children:  # `told officials that`: the parser may hang the clause on the officials
        if told.dep_ in ("dobj", "dative"):
            clauses += [t for t in told.children if t.dep_ in ("acl", "relcl", "ccomp") and _has_that(t)]
    if not clauses and verb.lemma_.lower() in _TOLD_TO:  # `told a conference with his counterpart that`
        clauses += [t for t in verb.subtree if t.i > verb.i and t.dep_ == "acl" and _has_that(t)][:1]
    return _subtrees(clauses)


def _takes_infinitive(verb: Token) -> bool:
    """Whether what is under the verb without a subject is said: `threatened to strike`, not `continued to strike`."""
    words = speech_words()
    return verb.lemma_.lower() in words.ask | (words.say - words.say_with_clause)


def _is_before(clause: Token, verb: Token) -> bool:
    """Whether a clause to the left is what the verb reports: `The talks failed, he said`; not over a semicolon."""
    if verb.lemma_.lower() in speech_words().name | speech_words().blame:
        return False
    return not any(t.text == ";" for t in verb.doc[clause.i : verb.i])


def _has_that(clause: Token) -> bool:
    return any(t.lower_ == "that" and t.dep_ == "mark" for t in clause.children)


def _blamed(verb: Token) -> set[int]:
    over = [verb, *(t for t in verb.children if t.dep_ == "dobj")]  # the parser may hang `of attacking` on the accused
    return _subtrees(
        t
        for word in over
        for p in word.children
        if p.dep_ == "prep" and p.lower_ in (("of", "for", "over", "with") if word is verb else ("of",))
        for q in (p, *p.conjuncts)
        for t in q.children
        if t.dep_ == "pcomp" or (t.dep_ == "pobj" and word is verb)
    ) | _subtrees(t for t in verb.children if t.dep_ in ("xcomp", "ccomp"))


def _punished_for(verb: Token) -> set[int]:
    """`imposed sanctions on Russians for meddling`, also where the parser hangs `for` on one of the nouns."""
    below = [p for t in verb.subtree if t.i > verb.i and t.lower_ == "for" for p in t.children]
    return _subtrees(t for t in below if t.dep_ == "pcomp")


def _named(verb: Token) -> set[int]:
    said = [t for t in verb.children if t.dep_ in ("oprd", "attr", "acomp", "xcomp")]
    said += [t for p in verb.children if p.lower_ == "as" and p.dep_ == "prep" for t in p.children]
    for clause in verb.children:
        if clause.dep_ == "ccomp":
            return _subtrees(said) | (
                {t.i for t in clause.subtree} - _subtrees(s for s in clause.children if s.dep_ == "nsubj")
            )
    return _subtrees(said)


def _told_of(verb: Token, lemma: str) -> set[int]:
    """`spoke of an arrangement`, `warned of a war`."""
    if lemma not in ("speak", "warn", "complain", "boast", "tell"):
        return set()
    return _subtrees(t for p in verb.children if p.dep_ == "prep" and p.lower_ == "of" for t in p.children)


def _said_to_be(doc: Doc, verb: Token, sentence: Span) -> set[int]:
    """`strikes` in `after what he said were Indian strikes`."""
    following = verb.i + 1
    if following >= sentence.end or doc[following].lemma_ != "be" or not any(t.lower_ == "what" for t in verb.children):
        return set()
    end = following + 1
    while end < sentence.end and doc[end].text not in _EDGES and doc[end].text not in ".?!":
        end += 1
    return set(range(following + 1, end))


def _subtrees(heads: Iterable[Token]) -> set[int]:
    return {t.i for head in heads for t in head.subtree}


def _does_by_saying(verb: Token) -> bool:
    """Whether the verb tells that it was said: not `wants to say`, `would say`, `did not say`."""
    return not any(
        t.dep_ == "neg"
        or (t.dep_ == "aux" and t.lower_ not in ("has", "have", "had", "is", "was", "are", "were", "been"))
        for t in verb.children
    )


def _addressee(read: Annotations, verb: Token) -> Reference | None:
    said_to = [t for t in verb.children if t.dep_ in ("dobj", "dative") and t.pos_ != "ADP"]
    said_to += [n for p in verb.children if p.lower_ == "to" and p.dep_ in ("prep", "dative") for n in p.children]
    return next((r for t in said_to if (r := read.at_token.get(t.i)) is not None), None)


# -- asides: `…, Lavrov said`


def _beside_quotation(doc: Doc, first: int, last: int) -> bool:
    """Whether a quotation mark stands beside the cue, or a colon or comma and then one."""
    before = doc[first - 1].text if first > 0 else ""
    after = [doc[i].text for i in range(last + 1, min(last + 4, len(doc)))]
    return before in _MARKS or (
        bool(after) and (after[0] in _MARKS or (after[0] in (",", ":") and bool(_MARKS & set(after[1:]))))
    )


def _is_aside(doc: Doc, first: int, last: int, sentence: Span) -> bool:
    """Whether the cue stands after or inside what it reports, cut off by commas."""
    if first <= sentence.start or doc[first - 1].text not in _EDGES:
        return False
    before = [doc[i] for i in range(sentence.start, first - 1)]
    if any(t.pos_ in ("VERB", "AUX") for t in before):
        return True
    if last + 1 >= sentence.end or doc[last + 1].text != ",":
        return False
    return any(t.tag_ in _FINITE for t in doc[last + 2 : sentence.end])


def _around(verb: Token, first: int, last: int, sentence: Span, *, whole: bool = False) -> set[int]:
    """The rest of the sentence up to a semicolon, without what belongs to the cue; with it where it is the `whole`."""
    doc = verb.doc
    start, end = sentence.start, sentence.end
    for i in range(first - 1, sentence.start - 1, -1):
        if doc[i].text == ";":
            start = i + 1
            break
    for i in range(last + 1, sentence.end):
        if doc[i].text == ";":
            end = i
            break
    own = {
        t.i
        for subject in verb.children
        if subject.i > verb.i and subject.dep_ == "nsubj"
        for child in subject.children
        if child.dep_ in ("relcl", "acl", "appos")
        for t in child.subtree
    }
    own |= {
        t.i
        for child in verb.children
        if child.i > verb.i and child.dep_ in ("conj", "advcl", "prep", "npadvmod", "cc", "advmod", "dobj", "dative")
        if not _goes_on_saying(child, last)
        for t in child.subtree
    }
    return {i for i in range(start, end) if not first <= i <= last and not (i > last and i in own and not whole)}


def _goes_on_saying(clause: Token, last: int) -> bool:
    """`Russia would help them, he added, and they had helped it`: shifted, so still what he says."""
    if clause.dep_ != "conj" or clause.doc[last + 1].text != ",":
        return False
    return any(t.dep_ == "aux" and t.lower_ in ("had", "would", "could", "might") for t in clause.children)


def _told_again(doc: Doc, first: int, last: int, sentence: Span) -> set[int]:
    """The rest of `Paris is "studying" it, the Elysee said, and Macron urged Turkey ...`: after what is said of now
    a plain past is the narrator's."""
    if last + 2 >= sentence.end or doc[last + 1].text != "," or doc[last + 2].lower_ not in ("and", "but", "while"):
        return set()
    before = next((t for t in doc[sentence.start : first] if t.tag_ in _FINITE), None)
    after = next((t for t in doc[last + 3 : sentence.end] if t.tag_ in (*_FINITE, "VBN", "VBG")), None)
    if before is None or before.tag_ == "VBD" or after is None or after.tag_ != "VBD" or after.pos_ != "VERB":
        return set()
    return set(range(last + 2, sentence.end))


# -- other cues


def _according(read: Annotations, token: Token, sentence: Span) -> Iterator[Cue]:
    for to in token.children:
        for noun in to.children:
            if noun.dep_ == "pobj":
                relative = _subtrees(t for t in noun.children if t.dep_ in ("relcl", "acl"))
                own = {t.i for t in noun.subtree} - relative | {token.i, to.i}
                last = max(own)
                says = {t.i for t in sentence} - own - relative
                yield Cue(token.i, token.i, last, speaker_in(read, noun), says, aside=True)
                return


def _in_words(read: Annotations, noun: Token, sentence: Span) -> Iterator[Cue]:
    """`in Erdogan's words`, `in the view of Beijing`, `by Kyiv's count`."""
    if noun.head.lower_ not in ("in", "by") or noun.head.dep_ != "prep":
        return
    if not any(t.dep_ in ("poss", "prep") for t in noun.children):
        return
    speaker = speaker_in(read, noun)
    if speaker.entity is not None:
        own = {t.i for t in noun.head.subtree}
        yield Cue(noun.i, min(own), max(own), speaker, {t.i for t in sentence} - own, aside=True)


def _noun_cue(read: Annotations, noun: Token) -> Iterator[Cue]:
    """`Iran's claim that …`, `accusations by Kyiv of …`."""
    says = _subtrees(t for t in noun.children if t.dep_ in ("acl", "ccomp", "relcl") and _is_that_clause(t))
    says |= _subtrees(
        t
        for p in noun.children
        if p.dep_ == "prep"
        and p.lower_ == "of"
        and noun.lemma_.lower() in ("accusation", "allegation", "charge", "suspicion")
        for t in p.children
    )
    if says:
        speaker = speaker_in(read, noun)
        if speaker.entity is not None:
            yield Cue(noun.i, noun.i, noun.i, speaker, says)


def _is_that_clause(clause: Token) -> bool:
    if clause.dep_ in ("acl", "ccomp"):
        return True
    return _has_that(clause)


def _adjective_cue(read: Annotations, adjective: Token) -> Iterator[Cue]:
    """`is convinced that …`."""
    says = _subtrees(t for t in adjective.children if t.dep_ == "ccomp")
    over = adjective.head if adjective.dep_ in ("acomp", "attr", "oprd", "amod", "advcl") else adjective
    says |= _subtrees(t for t in over.children if t.dep_ == "ccomp" and t.i > adjective.i)
    if says and over.pos_ in ("VERB", "AUX"):
        for subject in subjects(over):
            first = min(t.i for t in subject.subtree)
            yield Cue(adjective.i, first, adjective.i, speaker_in(read, subject), says)
            return
