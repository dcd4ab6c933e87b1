"""Plain text as paragraphs, and known names in it."""

import pytest

from kg.extraction.mentions import known_names
from kg.sources.article import article_of


def paragraphs(text: str) -> list[str]:
    document = article_of(text, title="T")
    return [document.text[p.start : p.end] for p in document.paragraphs]


def test_list_items_in_one_line_are_apart() -> None:
    text = (
        "- Arden signed a pact. - Brand banned imports of steel.\n\nThe pact says: - Arden will pay. - Brand will wait."
    )
    assert paragraphs(text) == [
        "Arden signed a pact.",
        "Brand banned imports of steel.",
        "The pact says:",
        "Arden will pay.",
        "Brand will wait.",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "WASHINGTON, D.C. - The president signed a pact with Japan on Monday.",
        "He came late. - And that, he said, was that.",
    ],
)
def test_single_dash_after_a_full_stop_is_no_list(text: str) -> None:
    assert paragraphs(text) == [text]


@pytest.mark.parametrize(
    ("text", "known"),
    [("Let them do it.", False), ("The group LeT denied it.", True), ("The PiS party lost.", True)],
)
def test_abbreviations_are_known_as_they_are_written(text: str, known: bool) -> None:
    found = [text[f.start : f.end] for f in known_names().find(text)]
    assert (found != []) is known


@pytest.mark.parametrize(
    "dateline",
    [
        "BRUSSELS (Reuters) - ",
        "Nairobi, Kenya (AP) — ",
        "BOGOTÁ, Colombia (AP) — ",
        "SÃO PAULO (Reuters) - ",
        "BERLIN, Aug. 20, 2025 (AFP) – ",
        "HANOI, 4 June (AFP) - ",
        "WASHINGTON/KYIV, Sept 3 (Reuters) - ",
        "WARSAW, Poland/KYIV, Ukraine — ",
        "**PARIS** — ",
        "Kyiv, Ukraine – ",
        "(Reuters) - ",
    ],
)
def test_a_dateline_is_no_part_of_the_first_sentence(dateline: str) -> None:
    sentence = "Arden signed a pact with Brand on Monday and promised to pay for all the steel."
    assert paragraphs(dateline + sentence) == [sentence]
