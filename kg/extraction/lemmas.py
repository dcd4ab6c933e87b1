"""Mends what the model's rules make of some verbs: `hoped` is of `hope`, not of `hop`."""

from spacy.language import Language

_NEVER_IN_NEWS = frozenset(("ax", "din", "fin", "hop", "sham", "slat", "stag", "wag"))


def mend_lemmas(model: Language) -> Language:
    """Takes the short verbs that no news means out of the words that the model's lemmatizer knows."""
    lookups = model.get_pipe("lemmatizer").lookups  # type: ignore[attr-defined]
    index = lookups.get_table("lemma_index")
    index["verb"] = [word for word in index["verb"] if word not in _NEVER_IN_NEWS]
    return model
