"""Who is whose relative: `Kim's daughter`, `his wife, Ri Sol Ju`, `Kim Ju Ae, daughter of Kim Jong Un`."""

from spacy.tokens import Doc, Token

from kg.extraction.annotations import Annotations, Reference, annotations, evidence_at
from kg.extraction.people import known_figure
from kg.folding import fold
from kg.model import Relation
from kg.reference.people import Sex
from kg.reference.world import world

# Kinship words: the sex of the relative, and what the other is to him or her (by the other's sex, m and f).
_KIN: dict[str, tuple[Sex, dict[Sex, str]]] = {
    "daughter": ("f", {"m": "father", "f": "mother"}),
    "son": ("m", {"m": "father", "f": "mother"}),
    "father": ("m", {"m": "son", "f": "daughter"}),
    "mother": ("f", {"m": "son", "f": "daughter"}),
    "sister": ("f", {"m": "brother", "f": "sister"}),
    "brother": ("m", {"m": "brother", "f": "sister"}),
    "wife": ("f", {"m": "husband", "f": "wife"}),
    "husband": ("m", {"m": "husband", "f": "wife"}),
    "grandson": ("m", {"m": "grandfather", "f": "grandmother"}),
    "granddaughter": ("f", {"m": "grandfather", "f": "grandmother"}),
    "grandfather": ("m", {"m": "grandson", "f": "granddaughter"}),
    "nephew": ("m", {"m": "uncle", "f": "aunt"}),
    "niece": ("f", {"m": "uncle", "f": "aunt"}),
    "uncle": ("m", {"m": "nephew", "f": "niece"}),
    "aunt": ("f", {"m": "nephew", "f": "niece"}),
    "cousin": ("", {"m": "cousin", "f": "cousin"}),
    "widow": ("f", {"m": "husband", "f": "wife"}),
}
_ELDERS = frozenset(("father", "mother", "grandfather", "uncle", "aunt"))
_BESIDE = frozenset((",", "(", "-", "–", "—", ":"))


def link_kinship(doc: Doc) -> Doc:
    """Adds `kin_of` relations, and references for `Kim's daughter` to whom text or known world make her.

    May run again once pronouns are linked (`his daughter`): it leaves alone what has a reference.
    """
    read = annotations(doc)
    for i, word in enumerate(read.lower):
        if word in _KIN and read.paragraph_of[i] >= 0 and i not in read.at_token:
            of = _of(read, doc[i])
            if of is not None:
                _link(doc, read, doc[i], of)
    return doc


def _of(read: Annotations, kin: Token) -> Reference | None:
    """Whose relative: the person in the possessive, or after `of`."""
    for child in kin.children:
        if child.dep_ == "poss":
            return _person(read, child)
        if child.lower_ == "of":
            return next((r for t in child.children if (r := _person(read, t))), None)
    return None


def _person(read: Annotations, token: Token) -> Reference | None:
    reference = read.at_token.get(token.i)
    if reference is None or len(reference.entities) > 1 or reference.entities[0] not in read.cast.figures:
        return None
    return reference


def _link(doc: Doc, read: Annotations, kin: Token, of: Reference) -> None:
    start = min(of.start, kin.i) if of.end <= kin.i else kin.i
    end = max(of.end, kin.i + 1)
    other = of.entities[0]
    named = _named_beside(doc, read, start, end)
    relative = named or _known_relative(read, kin.lower_, other)
    if relative is None or relative == other:
        return
    if of.how == "office":
        other = _of_that_name(read, relative) or other
    figure = read.cast.figures[relative]
    sex, inverse = _KIN[kin.lower_]
    figure.sex = figure.sex or sex
    source, title, target = relative, kin.lower_, other
    if title in _ELDERS:  # told from the younger one's side, so that one tie has one form
        source, title, target = other, inverse.get(read.cast.figures[other].sex, "relative"), relative
    read.relations.append(
        Relation("kin_of", source, target, title, evidence=(evidence_at(doc, kin.i),), confidence=0.9)
    )
    read.add(Reference(kin.i, kin.i + 1, kin.i, (relative,), "kinship", figure.state, 0.9))


def _of_that_name(read: Annotations, relative: str) -> str | None:
    """The one other person of that family name, whom `Melania Trump, the president's wife` means."""
    family = fold(read.cast.figures[relative].family)
    same = [f.id for f in read.cast.figures.values() if f.id != relative and fold(f.family) == family]
    return same[0] if len(same) == 1 else None


def _named_beside(doc: Doc, read: Annotations, start: int, end: int) -> str | None:
    """The name in apposition: `his daughter Ju Ae`, `Melania Trump, the president's wife`."""
    after = end + 1 if end < len(doc) and doc[end].text in _BESIDE else end
    following = read.at_token.get(after)
    if following is not None and following.how == "name" and following.entities[0] in read.cast.figures:
        return following.entities[0]
    while start > 0 and doc[start - 1].lower_ in ("the", "a", "eldest", "younger", "elder", "late"):
        start -= 1
    if start > 1 and doc[start - 1].text in _BESIDE:
        before = read.at_token.get(start - 2)
        if before is not None and before.how == "name" and before.entities[0] in read.cast.figures:
            return before.entities[0]
    return None


def _known_relative(read: Annotations, word: str, other: str) -> str | None:
    """Whom the known world has as that relative; None where there are several."""
    word = {"widow": "wife", "widower": "husband"}.get(word, word)
    sex, inverse = _KIN[word]
    found = {k.person for k in world().kin if k.of == other and k.relation == word}
    for kin in world().kin:
        if kin.person == other and (person := world().people.get(kin.of)) and kin.relation in inverse.values():
            asked = _KIN[kin.relation][1].get(person.sex, "")
            if asked == word and person.sex in (sex, ""):
                found.add(kin.of)
    if len(found) != 1:
        return None
    id = found.pop()
    day = read.document.published
    if id not in read.cast.figures and day is not None:
        read.cast.add(known_figure(world().people[id], day))
    return id if id in read.cast.figures else None
