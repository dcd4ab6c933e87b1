"""What happened: from the verbs, nouns and adjectives of `data/triggers.toml` to events with their parties.

`find` walks over the text; `verbs`, `nouns`, `adjectives` and `judgements` say what one trigger tells and of whom;
`presumed` finds the party that a sentence leaves out in the `story` told so far.
"""

from kg.extraction.events.find import find_events

__all__ = ["find_events"]
