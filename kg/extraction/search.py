"""Finds the few tokens that a component looks at, without looking at all of them one by one."""

from functools import cache

from spacy.strings import StringStore
from spacy.tokens import Doc

_ATTRIBUTES = {"lemma": "LEMMA", "dep": "DEP", "tag": "TAG", "pos": "POS"}


def tokens_with(doc: Doc, attribute: str, words: frozenset[str]) -> list[int]:
    """Indices of the tokens whose `lemma`, `dep`, `tag` or `pos` is one of `words`, in text order."""
    wanted = _keys(words)
    return [i for i, key in enumerate(doc.to_array(_ATTRIBUTES[attribute]).tolist()) if key in wanted]


def tokens_of_lemmas(doc: Doc, lemmas: frozenset[str]) -> list[int]:
    """Indices of the tokens whose lemma, in lower case, is one of `lemmas`: also the `Talks` of a headline."""
    keys = doc.to_array("LEMMA").tolist()
    strings = doc.vocab.strings
    wanted = {key for key in set(keys) if strings[key].lower() in lemmas}
    return [i for i, key in enumerate(keys) if key in wanted]


def sentence_numbers(doc: Doc) -> list[int]:
    """The number of the sentence of each token."""
    return [number for number, sentence in enumerate(doc.sents) for _ in range(len(sentence))]


@cache
def _keys(words: frozenset[str]) -> frozenset[int]:
    """The numbers that spaCy has for words and for labels, the same for every vocabulary."""
    store = StringStore()
    return frozenset(store[word] for word in words)
