"""Bytes to text: encodings, line ends, and what is no text at all."""

import codecs

from charset_normalizer import from_bytes

from kg.errors import SourceError

_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_CONTROL = frozenset(range(32)) - frozenset(b"\t\n\r\f\v\x1b")
_NOT_CP1252 = frozenset(b"\x81\x8d\x8f\x90\x9d")
_SAMPLE = 65_536  # bytes judged when a file is no UTF-8


def decode(data: bytes, name: str) -> str:
    """The text of a file, its line ends as `\\n`, without a byte order mark.

    UTF-8 first; UTF-16 by its mark; else the legacy encoding that fits. Raises SourceError for binary data.
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            try:
                return _newlines(data[len(mark) :].decode(encoding))
            except UnicodeDecodeError as error:
                raise SourceError(
                    f"{name}: byte {error.start} is no {encoding.upper()}; save the file again as UTF-8."
                ) from error
    sample = data[:_SAMPLE]
    if sum(byte in _CONTROL for byte in sample) > len(sample) // 1000:
        raise SourceError(f"{name} is no text but binary data; give a text, Markdown, HTML, PDF or DOCX file.")
    try:
        return _newlines(data.decode("utf-8"))
    except UnicodeDecodeError:
        pass
    encoding = _legacy(sample)
    try:
        return _newlines(data.decode(encoding))
    except UnicodeDecodeError as error:
        raise SourceError(
            f"{name}: byte {error.start} fits no known encoding; save the file again as UTF-8."
        ) from error


def _legacy(sample: bytes) -> str:
    """Few signs beyond ASCII: an English text with Windows' dashes and quotes, too few to guess by; many: a guess."""
    beyond = sum(byte > 127 for byte in sample)
    if beyond < len(sample) // 20 and not any(byte in _NOT_CP1252 for byte in sample):
        return "cp1252"
    best = from_bytes(sample).best()
    return best.encoding if best is not None else "cp1252"


def _newlines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")
