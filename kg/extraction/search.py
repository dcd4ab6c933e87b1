"""Finds the few tokens that a component looks at, without looking at all of them one by one."""

from functools import cache

from spacy.strings import StringStore
from spacy.tokens import Doc

_ATTRIBUTES = {"lemma": "LEMMA", "lower": "LOWER", "text": "ORTH", "dep": "DEP", "tag": "TAG"}


def tokens_with(doc: Doc, attribute: str, words: frozenset[str]) -> list[int]:
    """Indices of the tokens whose `lemma`, `lower`, `text`, `dep` or `tag` is one of `words`, in text order."""
    wanted = _keys(words)
    return [i for i, key in enumerate(doc.to_array(_ATTRIBUTES[attribute]).tolist()) if key in wanted]


@cache
def _keys(words: frozenset[str]) -> frozenset[int]:
    """The numbers that spaCy has for words and for labels, the same for every vocabulary."""
    store = StringStore()
    return frozenset(store[word] for word in words)
