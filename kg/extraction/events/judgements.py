"""What somebody says of another by what he says the other is or must do: `said Israel was a terrorist state`."""

from collections.abc import Sequence

from spacy.tokens import Token

from kg.extraction.annotations import Annotations, Reference
from kg.extraction.clauses import in_slot, is_passive, subjects
from kg.extraction.events.answers import answered, doer_of
from kg.extraction.events.opponents import culprit, opposite, spoken_of
from kg.extraction.events.parties import HURTING, Parties
from kg.extraction.events.scene import Scene
from kg.extraction.events.verbs import hurts
from kg.extraction.triggers import triggers
from kg.reference.world import world

_OUGHT = frozenset(("must", "should"))
_COMING = frozenset(("will", "would", "'ll", "shall", "must"))
_IF = frozenset(("would", "could", "might"))
_GUILTY = frozenset(("responsible", "guilty"))
_TOLD = frozenset(("know", "understand", "realise", "realize"))
_TOPICS = frozenset(("issue", "question", "topic", "matter", "moment", "time"))  # to call them bad blames nobody
_IS = frozenset(("be", "pose", "constitute", "represent", "become", "remain", "amount"))
_THIS = frozenset(("this", "that", "it"))
_END = frozenset(("stop", "end", "cease", "allow", "tolerate"))
_SPOKEN_OF = ("of", "about")  # `spoke of a disgrace`
_INTO = ("in", "to", "like")  # `is in breach of`, `amounts to blackmail`, `is like a terrorist`


def judgement(scene: Scene, verb: Token) -> tuple[str, Parties] | None:
    """REQUEST where a speaker says what another party must do or hopes that it will, ACCUSE where he says that it or
    what it did is bad or had to be condemned, SUPPORT where it is not, REJECT where he sees no reason for it, THREATEN
    where he says what it will suffer."""
    spoken = _spoken_of(scene, verb)
    if spoken is not None:
        return spoken
    speaker = scene.read.speaker_of.get(verb.i)
    if speaker is None:
        return None
    kind = _kind(verb)
    if kind is None:
        return _own_threat(scene, verb, speaker)
    source = _speaking(scene.read, verb, speaker)
    own = scene.sides([source])
    targets = _judged(scene, verb, kind, source, own)
    return (kind, Parties((source,), tuple(targets), 0.6, granted=True, judged=True)) if targets else None


def _own_threat(scene: Scene, verb: Token, speaker: str) -> tuple[str, Parties] | None:
    """`We will strike you`, `will deal them a blow`: whoever speaks says what his side will do to one not named."""
    will = any(t.dep_ == "aux" and t.lower_ in _COMING for t in verb.children)
    blow = any(t.lemma_ == "blow" for t in in_slot(verb, "obj"))
    if not will or not (hurts(verb) or blow) or any(t.dep_ == "neg" for t in verb.children):
        return None
    source = _speaking(scene.read, verb, speaker)
    doers = scene.named(subjects(verb), acting=True)
    to = [t for slot in ("iobj", "obj") for t in in_slot(verb, slot) if t.pos_ == "PRON"]
    if not to or not scene.sides(doers) & scene.sides([source]):
        return None
    targets = answered(scene, [source], None) or culprit(scene, [source]) or spoken_of(scene, [source])
    return ("THREATEN", Parties((source,), tuple(targets), 0.5, granted=True, judged=True)) if targets else None


def _kind(verb: Token) -> str | None:
    if any(verb.lemma_.lower() == lemma and _with(verb, nouns) for lemma, nouns in triggers().reckonings):
        return "THREATEN"
    ought = any(t.dep_ == "aux" and t.lower_ in _OUGHT for t in verb.children) or _has_to(verb)
    if ought and verb.lemma_.lower() not in _TOLD:  # `Putin should know that we will fight`
        return "ACCUSE" if _condemned(verb) else "REQUEST"
    if _condemned(verb) and verb.dep_ == "xcomp" and _has_to(verb.head):
        return "ACCUSE"
    if _is_hoped(verb):
        return "REQUEST"
    if _no_reason(verb) is not None:
        return "REJECT"
    if _is_friend(verb):
        return "ACCUSE" if _not_any_more(verb) else "SUPPORT"
    if not _is_bad(verb):
        return None
    if any(t.dep_ == "neg" for t in verb.children):
        deeds = any(t.lemma_.lower() in triggers().deeds for t in subjects(verb))
        return "SUPPORT" if deeds else None  # defends what another did
    return "ACCUSE"


def _judged(scene: Scene, verb: Token, kind: str, source: Reference, own: set[str]) -> list[Reference]:
    """Of whom it is said: the subject of what is said or whose deed it names, else whom the speaker answers."""
    if (reason := _no_reason(verb)) is not None:
        nouns = [n for t in reason.children if t.dep_ == "prep" for n in t.children if n.dep_ in ("pobj", "pcomp")]
        named = [r for n in nouns for r in _meant_by(scene, n, source, own)]
        return named or answered(scene, [source], None) or spoken_of(scene, [source])
    said_of = subjects(verb)
    if _is_friend(verb) and kind == "SUPPORT":  # who speaks is it to another: `remains a partner of Kyiv`
        if not scene.sides(scene.named(said_of)) & own:
            return []
        friends = [t for t in verb.children if t.dep_ in ("attr", "acomp")]
        words = [*said_of, *friends]
        named = scene.named((n for t in words for slot in ("of", "to", "for") for n in in_slot(t, slot)), apart=own)
        return named or spoken_of(scene, [source])
    if kind == "REQUEST":
        judged = scene.named(said_of, acting=True)
        if not judged and _to_end(verb):  # `the killing must stop`
            judged = [r for n in said_of if n.lemma_.lower() in triggers().deeds for r in doer_of(scene, n, [source])]
        return [r for r in judged if not scene.sides([r]) & own]
    if any(n.lower_ in _THIS and n.i not in scene.read.at_token for n in said_of):
        return answered(scene, [source], None) or culprit(scene, [source])
    found = [r for n in said_of for r in _meant_by(scene, n, source, own)]
    if found or kind != "THREATEN":
        return found
    return answered(scene, [source], None) or spoken_of(scene, [source])


def _meant_by(scene: Scene, noun: Token, source: Reference, own: set[str]) -> list[Reference]:
    """Who is meant by what is said of a noun: itself, who did what it names, or those whom it belongs to."""
    if noun.i not in scene.read.at_token and noun.lemma_.lower() in triggers().deeds:
        doers = [r for r in doer_of(scene, noun, [source]) if not scene.sides([r]) & own]
        if doers or triggers().deeds[noun.lemma_.lower()] & HURTING:
            return doers
    return [r for r in scene.named([noun]) if not scene.sides([r]) & own]


def _with(verb: Token, nouns: frozenset[str]) -> bool:
    """`will pay a price`, `would be met with force`: what is still to come, of one of those nouns."""
    if not any(t.dep_ == "aux" and t.lower_ in _COMING for t in verb.children):
        return False
    return any(n.lemma_.lower() in nouns for slot in ("obj", "with", "of") for n in in_slot(verb, slot))


def _has_to(verb: Token) -> bool:
    """`has to open the border`, `needs to stop`."""
    to = (t for t in verb.children if t.dep_ == "xcomp" and any(c.lower_ == "to" for c in t.children))
    coming = any(t.dep_ == "aux" and t.lower_ in _COMING for t in verb.children)  # `will have to find money`
    return verb.lemma_.lower() in ("have", "need", "ought") and not coming and next(to, None) is not None


def _condemned(verb: Token) -> bool:
    """`must be condemned`, `had to be repudiated`: what is said to deserve it is blamed."""
    deed = next((t for t in verb.children if t.dep_ == "xcomp"), verb) if _has_to(verb) else verb
    frames = triggers().verbs.get(deed.lemma_.lower(), ())
    return is_passive(deed) and any(f.kind in ("ACCUSE", "REJECT") and "obj" in f.slots for f in frames)


def _is_friend(verb: Token) -> bool:
    """`is a partner of`, `remains an ally`; `our commitment is ironclad`."""
    if verb.lemma_.lower() not in ("be", "remain", "stay"):
        return False
    said = [w for t in verb.children if t.dep_ in ("attr", "acomp") for w in (t, *t.conjuncts)]
    if any(t.lemma_.lower() in triggers().friends for t in said):
        return True
    steadfast = any(t.lemma_.lower() in triggers().steadfast for t in said)
    return steadfast and any(t.lemma_.lower() in triggers().bonds for t in subjects(verb))


def _not_any_more(verb: Token) -> bool:
    """`is no longer a partner`, `is not a friend`."""
    return any(t.dep_ == "neg" or t.lower_ in ("longer", "anymore") for t in verb.children)


def _to_end(verb: Token) -> bool:
    """`must stop`, `had to end`, `should not be allowed to go on`."""
    words = {t.lemma_.lower() for t in (verb, *(t for t in verb.children if t.dep_ == "xcomp"))}
    return bool(words & _END)


def _is_hoped(verb: Token) -> bool:
    """`hopes that the two sides will meet halfway`: what one hopes of others is asked of them."""
    hopes = verb.dep_ == "ccomp" and verb.head.lemma_.lower() == "hope"
    return hopes and any(t.dep_ == "aux" and t.lower_ in _COMING for t in verb.children)


def _no_reason(verb: Token) -> Token | None:
    """The noun in `there was no justification for`, `there is no point in`."""
    if verb.lemma_.lower() != "be" or not any(t.dep_ == "expl" for t in verb.children):
        return None
    for noun in verb.children:
        if noun.dep_ in ("attr", "nsubj") and any(t.lower_ in ("no", "any", "little") for t in noun.children):
            words = {t.lemma_.lower() for t in (noun, *noun.conjuncts)}
            if words & triggers().reasons:
                return next((t for t in (noun, *noun.conjuncts) if any(c.dep_ == "prep" for c in t.children)), noun)
    return None


def _is_guilty(adjective: Token) -> bool:
    """`is responsible for his death`, but not `for the budget`."""
    deeds = (n for slot in ("for", "of") for n in in_slot(adjective, slot))
    return adjective.lemma_.lower() in _GUILTY and any(
        n.lemma_.lower() == "death" or triggers().deeds.get(n.lemma_.lower(), frozenset()) & HURTING for n in deeds
    )


def _is_bad(verb: Token) -> bool:
    """`is a threat`, `poses a danger`, `was unacceptable`, `was stealing secrets`, `is out to ruin us`."""
    if verb.lemma_.lower() in triggers().misdeeds:
        return not any(t.dep_ == "neg" for t in verb.children)
    if verb.lemma_.lower() not in _IS or any(t.lower_ in _IF for t in verb.children):
        return False
    if any(t.dep_ == "xcomp" and t.lemma_ == "blame" for t in verb.children):
        return True  # `is to blame`
    out = any(t.lower_ == "out" for t in verb.children) and any(t.dep_ == "xcomp" for t in verb.children)
    said: list[Token] = [t for t in verb.children if t.dep_ in ("attr", "acomp", "dobj", "oprd")]
    if any(_is_guilty(t) for t in said):
        return True
    said += [n for t in verb.children if t.dep_ == "prep" and t.lower_ in _INTO for n in t.children]
    return out or names_bad(said)


def names_bad(said: Sequence[Token]) -> bool:
    """Whether nouns or adjectives, or the words before them, are such as one says of opponents."""
    before = [t for n in said if n.lemma_ not in _TOPICS for t in n.children if t.dep_ in ("amod", "compound")]
    words = [*said, *(t for n in said for t in n.conjuncts), *before]
    return any(t.lemma_.lower() in triggers().insults for t in words)


def _spoken_of(scene: Scene, verb: Token) -> tuple[str, Parties] | None:
    """`spoke of a disgrace`, `spoke of a hopeful step`: ACCUSE or SUPPORT of whose deed it is."""
    if verb.lemma_.lower() not in ("speak", "talk"):
        return None
    nouns = [n for slot in _SPOKEN_OF for n in in_slot(verb, slot)]
    sources = scene.named(subjects(verb), acting=True)
    if not nouns or not sources:
        return None
    own = scene.sides(sources)
    words = {t.lemma_.lower() for n in nouns for t in (n, *n.children)}
    kind = "ACCUSE" if words & triggers().insults else "SUPPORT" if words & triggers().praises else None
    if kind is None or any(n.lemma_ in _TOPICS for n in nouns):
        return None
    found = [r for n in nouns for r in _meant_by(scene, n, sources[0], own)]
    found = found or answered(scene, sources, None) or culprit(scene, sources)
    found = found or spoken_of(scene, sources) or opposite(scene, sources)
    return (kind, Parties(tuple(sources), tuple(found), 0.5, granted=True, judged=True)) if found else None


def _speaking(read: Annotations, verb: Token, speaker: str) -> Reference:
    figure, body = read.cast.figures.get(speaker), world().bodies.get(speaker)
    who = body.state if body is not None and body.acts and body.state else speaker  # the White House is Washington
    return Reference(verb.i, verb.i, verb.i, (who,), "name", figure.state if figure else None)
