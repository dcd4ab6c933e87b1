"""Titles with whose office they are: `Ukraine's foreign minister`, `former president of France`, `its spokesman`."""

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from kg.extraction.annotations import Annotations, Reference
from kg.extraction.institutions import is_institution
from kg.extraction.office_owners import (
    as_owner,
    can_own,
    owner_by_noun,
    owner_by_pronoun,
    person_as_owner,
    speaks_of_unknown_body,
    subject_before,
)
from kg.extraction.titles import Title, title_words

_OWNING = frozenset(("of", "for", "in", "at", "to", "from"))
_POSTED = frozenset(("ambassador", "envoy", "consul", "representative", "coordinator"))  # `to` is where they serve
_GOING_ON = frozenset(("of", "as"))  # `of the militias known as the Popular Mobilization Forces`
_LEADING_PARTS = frozenset(("premier", "prime minister", "president", "leader", "head", "ruler", "regional head"))
_FAR = 12  # tokens to the right in which it is
_REACH = 8  # tokens to the left in which a title's state is looked for


@dataclass(frozen=True, slots=True)
class OfficePhrase:
    """A title with what belongs to it: tokens `start:end`, whose office it is, and whether it is a past one.

    `elsewhere` says that the text names an owner that is not known, so that none is to be guessed; `definite` that
    the phrase can stand for its holder (`the president`, `Iran's president`).
    """

    title: Title
    start: int
    end: int
    owner: Reference | None
    former: bool
    definite: bool
    elsewhere: bool = False
    then: bool = False  # past when what is told happened: `then foreign secretary`
    vague: bool = False  # the owner is what `the group` or `his` stands for


def office_phrases(doc: Doc, read: Annotations) -> Iterator[OfficePhrase]:
    """Every title in the paragraphs of `doc` that is no part of a name."""
    for title in read.titles:
        if any(i in read.at_token and _inside_name(read.at_token[i], i) for i in range(title.start, title.end)):
            continue
        yield _phrase(doc, read, title)


def _phrase(doc: Doc, read: Annotations, title: Title) -> OfficePhrase:
    left = _look_left(doc, read, title)
    start, end, owner, elsewhere = left.start, title.end, left.owner, left.elsewhere
    definite, vague = left.definite, left.vague
    right, right_end, unknown = _owner_after(doc, read, title)
    loose = end < len(doc) and title.rank != "relative"
    loose = loose and (doc[end].lower_ in ("in", "from") or (is_posted(title) and doc[end].lower_ == "for"))
    if right is not None and (owner is None or (right.start - end <= 3 and not loose)):
        owner, end, definite, elsewhere = right, right_end, definite or doc[start].lower_ == "the", False
        vague = right.end <= title.start  # `for the ministry`, which was named before
    elif right is None and unknown:
        elsewhere = owner is None
        end = max(end, right_end)
    if title.many and right is not None and owner is right:
        end = _past_owners(doc, read, end)
    if owner is None and not elsewhere:
        vague = True
        if doc[start].lower_ in ("its", "their"):
            owner = owner_by_pronoun(doc, read, start, title.name)
            elsewhere = owner is None and speaks_of_unknown_body(doc, read, start)
        elif title.rank == "speaks" and start == title.start and doc[start].is_sent_start:
            owner = subject_before(doc, read, start)
            vague = owner is None
    former = left.former
    if (since := _until(doc, start)) < start:
        start, former = since, True
    return OfficePhrase(title, start, end, owner, former, definite, elsewhere, left.then, vague and owner is not None)


def _inside_name(reference: Reference, token: int) -> bool:
    return reference.how in ("name", "place") and reference.start <= token < reference.end


def _until(doc: Doc, start: int) -> int:
    """Where `until last week` before a title at `start` begins; `start` where there is none."""
    for i in range(start - 1, max(start - 5, 0), -1):
        if doc[i].lower_ in ("until", "till", "formerly", "previously", "once"):
            return i
        if doc[i].is_punct or doc[i].pos_ == "VERB":
            break
    return start


@dataclass(slots=True)
class _Left:
    start: int
    owner: Reference | None = None
    former: bool = False
    definite: bool = False
    elsewhere: bool = False
    then: bool = False
    vague: bool = False


def _look_left(doc: Doc, read: Annotations, title: Title) -> _Left:
    """Where the phrase starts, the state or body that stands before the title, whether past, whether definite."""
    words = title_words()
    left = _Left(title.start)
    i = title.start
    while i > 0 and title.start - i < _REACH:
        token = doc[i - 1]
        reference = read.at_token.get(token.i)
        if token.lower_ in words.past:
            fled = token.lower_ == "exiled" and title.name == "opposition leader"  # who goes on to be one abroad
            left.former, left.start = left.former or not fled, i - 1
            left.then = left.then or token.lower_ == "then"
        elif reference is not None and reference.end < len(doc) and doc[reference.end].text == "-":
            i = reference.start + 1  # `Russia-friendly President`
        elif reference is not None and left.owner is None and can_own(reference):
            sender = _sender(doc, read, reference) if is_posted(title) else None
            reference = sender or reference
            if is_of_a_part(title, reference):
                left.elsewhere = True
                break
            left.owner, left.start, left.definite = as_owner(reference), reference.start, True
            i = reference.start + 1
        elif token.lower_ in ("the", "its", "this", "that", "his", "her", "their"):
            left.start, left.definite = i - 1, token.lower_ in ("the", "its", "this", "that")
            break
        elif token.lower_ == "whose":
            left.start = i - 1
            left.owner = _before_whose(doc, read, i - 1)
            break
        elif token.lower_ in ("a", "an", "another", "one"):
            left.start = i - 1
            break
        elif token.tag_ == "POS" and left.owner is None and _is_possessor(doc, read, i - 2):
            left.owner, left.elsewhere = _possessor(doc, read, doc[i - 2], title)
            left.start, left.definite, left.vague = _start_of_possessor(doc, read, i - 2), True, True
            if left.start > 0 and doc[left.start - 1].lower_ in ("the", "this"):
                left.start -= 1
            break
        elif (
            token.lower_ in words.between
            or token.tag_ == "POS"
            or _joins_titles(doc, token)
            or (left.owner is None and token.pos_ in ("ADJ", "NOUN", "PROPN") and token.text[0].islower())
        ):
            pass
        elif reference is None and left.owner is None and token.text[0].isupper() and _is_modifier(doc, i - 1):
            pass  # `the European Parliament's Brexit coordinator`
        elif token.pos_ == "PROPN" and reference is None and left.owner is None and i == title.start:
            left.elsewhere = title.rank in ("leads", "speaks")  # `Tesla boss`, of whom nothing is known
            break
        else:
            break
        i -= 1
    return left


def _sender(doc: Doc, read: Annotations, posting: Reference) -> Reference | None:
    """Whose `the UNHCR's Greece representative` is, where Greece is where that one serves."""
    if posting.how != "name" or posting.start < 2 or doc[posting.start - 1].tag_ != "POS":
        return None
    sender = read.at_token.get(posting.start - 2)
    return sender if sender is not None and can_own(sender) else None


def _is_modifier(doc: Doc, i: int) -> bool:
    """Whether an unknown capitalised word at token `i` only says more of a title: an article or `'s` stands before."""
    for k in range(i - 1, max(i - 4, -1), -1):
        if doc[k].tag_ == "POS" or doc[k].lower_ in ("the", "a", "an", "his", "her", "its"):
            return True
        if doc[k].pos_ not in ("PROPN", "ADJ", "NOUN"):
            return False
    return False


def _before_whose(doc: Doc, read: Annotations, whose: int) -> Reference | None:
    """Of whom `whose leader` is: the name right before it."""
    i = whose - 1 - (doc[whose - 1].text == ",")
    reference = read.at_token.get(i) if i >= 0 else None
    if reference is not None and can_own(reference):
        return as_owner(reference)
    return owner_by_noun(doc, read, doc[i]) if i >= 0 and doc[i].pos_ == "NOUN" else None


def _is_possessor(doc: Doc, read: Annotations, i: int) -> bool:
    """Whether token `i` before an `'s` is a noun or name that is no state's or body's."""
    if i < 0 or doc[i].pos_ not in ("NOUN", "PROPN"):
        return False
    reference = read.at_token.get(i)
    return reference is None or not can_own(reference)


def _start_of_possessor(doc: Doc, read: Annotations, i: int) -> int:
    """Where `President Vladimir Putin` begins that ends at token `i`."""
    reference = read.at_token.get(i)
    if reference is None or reference.entities[0] not in read.cast.figures:
        return i
    start = reference.start
    while start > 0 and doc[start - 1].text[0].isupper() and doc[start - 1].lower_ in title_words().words:
        start -= 1
    return start


def _possessor(doc: Doc, read: Annotations, noun: Token, title: Title) -> tuple[Reference | None, bool]:
    """The owner that `the group's` or `Mr Putin's` before a title makes, and whether there is one that is unknown."""
    reference = read.at_token.get(noun.i)
    if reference is not None:
        owner = person_as_owner(read, reference) if title.rank != "none" else None
        return owner, owner is None
    owner = owner_by_noun(doc, read, noun)
    return owner, owner is None and noun.pos_ == "PROPN"


def _joins_titles(doc: Doc, token: Token) -> bool:
    """`president and` before `commander-in-chief`, or the title words before them."""
    return token.lower_ in ("and", "&") and doc[token.i - 1].lower_ in title_words().last_words


def _owner_after(doc: Doc, read: Annotations, title: Title) -> tuple[Reference | None, int, bool]:
    """`of Ukraine`, `of the Iranian army`, `for the Kremlin`, `of the group`: the last state or body in that noun
    phrase, where it ends, and whether it has a name that is not known."""
    end = title.end
    if end >= len(doc) or doc[end].lower_ not in _OWNING or not _is_owning(title, doc[end].lower_):
        return None, end, False
    found: Reference | None = None
    unknown = own_before = False
    i = end + 1
    while i < min(end + _FAR, len(doc)):
        token = doc[i]
        reference = read.at_token.get(i)
        if (
            reference is not None
            and doc[end].lower_ == "in"
            and (reference.how == "place" or (reference.how == "capital" and title.rank != "relative"))
        ):
            break
        if reference is not None and reference.end < len(doc) and doc[reference.end].text == "-":
            i = reference.end + 2  # `of the Iran-backed Hezbollah`
        elif reference is not None and can_own(reference):
            if own_before:
                break  # `president of its Senate`
            if found is None and is_of_a_part(title, reference):
                return None, reference.end, True
            if found is None or reference.how != "place":
                found = as_owner(reference)
            i = reference.end
            if i < len(doc) and doc[i].tag_ == "POS":
                i += 1
                continue
            following = read.at_token.get(i)
            own = following is not None and following.body is not None and following.entities == reference.entities
            if reference.how != "adjective" and not reference.body and not own:
                while i < len(doc) and doc[i].pos_ == "NOUN" and doc[i].text[0].islower():
                    i += 1  # `of the EU delegation`
                break  # else `US Central Command`
        elif reference is not None:
            if title.name in title_words().of_people and found is None:
                found, i = person_as_owner(read, reference), reference.end
            break
        elif token.lower_ in ("its", "their") and found is None:  # `of its foreign ministry`
            found, i = owner_by_pronoun(doc, read, i, title.name), i + 1
            own_before = found is not None
        elif (
            token.tag_ in ("DT", "JJ", "NN", "NNS", "NNP", "NNPS", "POS", "VBN", "CD", "HYPH")
            or token.lower_ in _GOING_ON
        ):
            if token.tag_ in ("NN", "NNP") and found is None:
                if (generic := owner_by_noun(doc, read, token)) is not None and (
                    token.text[0].islower() or is_institution(doc, token)
                ):
                    found, i = generic, i + 1
                    break
                unknown = unknown or (token.tag_ == "NNP" and token.lower_ not in title_words().words)
            i += 1
        else:
            break
    return found, i if found is not None or unknown else end, unknown and found is None


def is_of_a_part(title: Title, reference: Reference) -> bool:
    """Whether it is a part of a state that somebody leads: `Ontario's premier`, `the president of Tatarstan`."""
    return title.name in _LEADING_PARTS and reference.how == "place" and reference.entities[0].startswith("place:")


def is_posted(title: Title) -> bool:
    return title.name.split()[-1] in _POSTED


def _past_owners(doc: Doc, read: Annotations, end: int) -> int:
    """After `and Jordan` in `the foreign ministers of Egypt and Jordan`."""
    while True:
        i = end
        while i < len(doc) and doc[i].lower_ in (",", "and", "the"):
            i += 1
        reference = read.at_token.get(i) if i > end else None
        if reference is None or not can_own(reference):
            return end
        end = reference.end


def owners_in_turn(doc: Doc, read: Annotations, phrase: OfficePhrase) -> list[Reference]:
    """Whose the offices of a plural are, in text order: `his Estonian and Lithuanian counterparts`, `the presidents of
    Chad and Mali`."""
    title = phrase.title
    after = [r for i in range(title.end, phrase.end) if (r := read.at_token.get(i)) and r.start == i and can_own(r)]
    if after:
        return [as_owner(r) for r in after]
    found: list[Reference] = []
    i = title.start
    while i > 0:
        reference = read.at_token.get(i - 1)
        if reference is not None and can_own(reference):
            found.append(as_owner(reference))
            i = reference.start
        elif (
            doc[i - 1].lower_ in (",", "and", "'s", "’s", "'", "’", "the") or doc[i - 1].lower_ in title_words().between
        ):
            i -= 1
        else:
            break
    return found[::-1]


def _is_owning(title: Title, word: str) -> bool:
    """`ambassador to Moscow` serves there, `senator from Texas` and `MP for Leeds` come from there."""
    last = title.name.split()[-1]
    if word in ("of", "for", "at"):
        return True
    if word == "from":
        return last in ("senator", "congressman", "congresswoman", "lawmaker", "governor", "member")
    if word == "in":
        return last not in _POSTED
    return last not in _POSTED and last in ("adviser", "advisor", "aide", "secretary")
