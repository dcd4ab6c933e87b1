"""Where words that a model quotes stand in a text, letter for letter but for white space and the shape of quotation
marks; what is found is cut out of the text itself."""

import re
from bisect import bisect_left
from collections.abc import Iterator

from kg.model import Span

_MARKS = {mark: plain for plain, marks in (('"', '“”„‟«»″'), ("'", "’‘‚‛‹›′`")) for mark in marks}  # fmt: skip
_INVISIBLE = frozenset("\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff")
# Scripts that write words without spaces between them, or grammar onto their ends (Thai, kana, Han, Hangul).
_JOINED = re.compile(r"[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_SENTENCE_END = re.compile(r"(?:[.!?؟।…][\"'”’»)\]]*\s+|[。！？][」』”’]*)")


class VerbatimText:
    """A text with its plain form: white space as single spaces, straight quotation marks."""

    def __init__(self, text: str) -> None:
        self.text = text
        plain: list[str] = []
        at: list[int] = []  # plain character -> where it stands in `text`
        for i, char in enumerate(text):
            if char in _INVISIBLE or (char.isspace() and plain and plain[-1] == " "):
                continue
            plain.append(" " if char.isspace() else _MARKS.get(char, char))
            at.append(i)
        self._plain, self._at = "".join(plain), at

    def find(self, words: str, start: int = 0, end: int | None = None, *, whole: bool = False) -> Iterator[Span]:
        """Where `words` stand in `text[start:end]`, not overlapping; with `whole` only not inside other words."""
        wanted = plain_form(words)
        first, last = bisect_left(self._at, start), bisect_left(self._at, len(self.text) if end is None else end)
        while wanted and (found := self._plain.find(wanted, first, last)) >= 0:
            after = found + len(wanted)
            first = after
            if whole and not self._stands_alone(found, after):
                first = found + 1
                continue
            a, b = self._at[found], self._at[after - 1] + 1
            yield Span(a, b, self.text[a:b])

    def _stands_alone(self, start: int, end: int) -> bool:
        def splits(i: int) -> bool:
            """Whether the edge before plain character `i` goes through a word."""
            before, after = self._plain[i - 1 : i], self._plain[i : i + 1]
            return before.isalnum() and after.isalnum() and not _JOINED.match(before) and not _JOINED.match(after)

        return not (start and splits(start)) and not splits(end)


def plain_form(words: str) -> str:
    """As `VerbatimText` compares it."""
    kept = "".join(_MARKS.get(c, c) for c in words if c not in _INVISIBLE)
    return " ".join(kept.split())


def sentences_around(text: str, span: Span, start: int, end: int) -> Span:
    """`span` widened to the sentences in `text[start:end]`, its paragraph, that it stands in."""
    edges = [start, *(m.end() for m in _SENTENCE_END.finditer(text, start, end)), end]
    first = max(e for e in edges if e <= span.start)
    last = min(e for e in edges if e >= span.end)
    whole = text[first:last]
    first, last = first + len(whole) - len(whole.lstrip()), last - len(whole) + len(whole.rstrip())
    return Span(first, last, text[first:last])
