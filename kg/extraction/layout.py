"""Lays a document out as a spaCy `Doc` whose characters are the document's own and whose paragraphs are kept."""

from itertools import pairwise

from spacy.language import Language
from spacy.tokens import Doc

from kg.extraction.annotations import Annotations
from kg.model import Document

# Titles written short, after whose full stop a name follows and no sentence: `talked to Brig. Gen. Barmou`.
_ABBREVIATED = frozenset(
    ["Brig.", "Gen.", "Lt.", "Maj.", "Col.", "Capt.", "Adm.", "Sgt.", "Sen.", "Rep.", "Gov.", "Rev.", "Hon.", "Prof."]
)
_STATES = frozenset(["U.S.", "U.K.", "U.N.", "E.U."])  # before a noun with a capital: `U.S. President`


def lay_out(nlp: Language, document: Document) -> Doc:
    """Tokens of the whole text, `doc.text == document.text`; each paragraph starts a token and a sentence."""
    cuts = _cuts_inside_words(document)
    if cuts:
        edges = [0, *cuts, len(document.text)]
        pieces = [nlp.make_doc(document.text[a:b]) for a, b in pairwise(edges) if a < b]
        doc = Doc.from_docs(pieces, ensure_whitespace=False)
    else:
        doc = nlp.make_doc(document.text)
    words = [token.text for token in doc]
    paragraph_of = _paragraph_of(doc, document)
    doc._.annotations = Annotations(
        document, paragraph_of=paragraph_of, words=words, lower=[word.lower() for word in words]
    )
    previous = -1
    for i, (is_space, index) in enumerate(zip(doc.to_array("IS_SPACE").tolist(), paragraph_of, strict=True)):
        if i and (is_space or index != previous):
            doc[i].is_sent_start = not is_space
        if not is_space:
            previous = index
    for i, word in enumerate(words[:-1]):
        if word in _ABBREVIATED or word in _STATES:
            following = doc[i + 1]
            if following.is_sent_start is None and (
                word in _ABBREVIATED or (following.text[0].isupper() and not following.is_stop)
            ):
                following.is_sent_start = False
    return doc


def _cuts_inside_words(document: Document) -> list[int]:
    """Paragraph edges that the tokenizer would not see: `in BeijingThe parade` is two paragraphs, one word."""
    text = document.text
    edges = {p.start for p in document.paragraphs} | {p.end for p in document.paragraphs}
    return sorted(e for e in edges if 0 < e < len(text) and not text[e - 1].isspace() and not text[e].isspace())


def _paragraph_of(doc: Doc, document: Document) -> list[int]:
    owner = []
    index, paragraphs = 0, document.paragraphs
    for start in doc.to_array("IDX").tolist():
        while index < len(paragraphs) and paragraphs[index].end <= start:
            index += 1
        inside = index < len(paragraphs) and paragraphs[index].start <= start
        owner.append(index if inside else -1)
    return owner
