"""Mends what the model's rules make of some words: `hoped` is of `hope`, not of `hop`, `taxes` of `tax`."""

from spacy.language import Language

_NEVER_IN_NEWS = {
    "verb": frozenset(("ax", "din", "fin", "hop", "sham", "slat", "stag", "wag")),
    "noun": frozenset(("taxis",)),  # in biology; what drives is `taxi` in both numbers
}


def mend_lemmas(model: Language) -> Language:
    """Takes the words that no news means out of those that the model's lemmatizer knows."""
    lookups = model.get_pipe("lemmatizer").lookups  # type: ignore[attr-defined]
    index, irregular = lookups.get_table("lemma_index"), lookups.get_table("lemma_exc")
    for kind, words in _NEVER_IN_NEWS.items():
        index[kind] = [word for word in index[kind] if word not in words]
        irregular[kind] = {form: [w for w in of if w not in words] for form, of in irregular[kind].items()}
    return model
