"""Plain text as paragraphs, and known names in it."""

import datetime as dt

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


def entry_days(text: str) -> list[str]:
    """Days of the entries of a live file of 26 February 2022, in text order; "" where there is no entry any more."""
    document = article_of(text, title="T", published=dt.date(2022, 2, 26))
    told = [p for p in document.paragraphs if not p.heading]
    return [p.at.date().isoformat() if p.at else "" for p in told]


@pytest.mark.parametrize("heading", ["FRIDAY, FEBRUARY 25", "Friday", "25 February 2022", "February 25"])
def test_entries_are_of_the_day_that_a_heading_says(heading: str) -> None:
    text = f"09:00\n\nArden came.\n\n07:30\n\nBrand left.\n\n{heading}\n\n23:50\n\nBrand came.\n\n11:00\n\nNothing."
    assert entry_days(text) == ["2022-02-26", "2022-02-26", "2022-02-25", "2022-02-25"]


def test_a_later_time_below_an_earlier_one_is_of_the_day_before_where_latest_come_first() -> None:
    text = "09:00\n\nArden came.\n\n07:30\n\nBrand left.\n\n23:50\n\nBrand came.\n\n11:00\n\nNothing."
    assert entry_days(text) == ["2022-02-26", "2022-02-26", "2022-02-25", "2022-02-25"]


def test_entries_in_the_order_of_the_day_are_of_one_day() -> None:
    assert entry_days("07:30\n\nBrand left.\n\n23:50\n\nBrand came.") == ["2022-02-26", "2022-02-26"]


def test_background_under_a_heading_in_capitals_is_no_entry() -> None:
    assert entry_days("07:30\n\nBrand left.\n\nHOW WE GOT HERE\n\nThe war began.") == ["2022-02-26", ""]


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
