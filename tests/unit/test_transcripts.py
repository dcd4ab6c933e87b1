"""Texts that somebody says as a whole: transcripts with labels, and statements in the first person."""

import datetime as dt

import pytest
from spacy.tokens import Doc

from kg.extraction.annotations import annotations
from kg.extraction.layout import lay_out
from kg.extraction.pipeline import language_model, read
from kg.model import Document, Paragraph
from tests.unit.reading import meant_at, speaker_at

ON = dt.date(2023, 7, 12)
GAGGLE = """THE PRESIDENT: Good morning. Russia attacked Kyiv again last night.

We will send more tanks, and I thank Germany for its help.

Q Did China warn Moscow?

SECRETARY BLINKEN: China told us that it had called the Kremlin.

MODERATOR: Thank you all. Poland opened its border today."""


def _read(title: str, text: str) -> Doc:
    paragraphs, start = [], 0
    for part in text.split("\n\n"):
        paragraphs.append(Paragraph(start, start + len(part)))
        start += len(part) + 2
    document = Document(title, ON, None, None, text, tuple(paragraphs))
    return read(language_model()(lay_out(language_model(), document)))


@pytest.mark.parametrize(
    ("words", "speaker"),
    [
        ("attacked", "Joe Biden"),
        ("send", "Joe Biden"),
        ("warn", None),
        ("called", "China"),
        ("told", "Antony Blinken"),
        ("opened", None),
    ],
)
def test_a_label_says_who_speaks_until_the_next(words: str, speaker: str | None) -> None:
    assert speaker_at(_read("Remarks by President Biden Before a Meeting", GAGGLE), words) == speaker


def test_i_and_we_are_who_speaks_and_his_state() -> None:
    doc = _read("Remarks by President Biden Before a Meeting", GAGGLE)
    assert meant_at(doc, "and I") == ("Joe Biden",)
    assert meant_at(doc, "We") == ("United States",)


def test_a_statement_in_the_first_person_is_its_authors() -> None:
    text = "I condemn the coup in Niger. My government has cut its aid.\n\nFrance evacuated its citizens."
    assert speaker_at(_read("Statement by President Macron on Niger", text), "evacuated") == "Emmanuel Macron"


def test_an_article_about_a_statement_is_nobodys() -> None:
    text = "The coup in Niger was condemned on Sunday.\n\nFrance evacuated its citizens."
    assert speaker_at(_read("Statement by President Macron on Niger", text), "evacuated") is None
    assert annotations(_read("Niger: what we know", text)).speaker_of == {}


def test_an_official_without_a_name_speaks_for_his_state() -> None:
    text = "SENIOR ADMINISTRATION OFFICIAL: We condemned the attack on Kyiv.\n\nQ Will Poland help?"
    assert meant_at(_read("Background Press Call on Ukraine", text), "We") == ("United States",)


def test_a_heading_in_capitals_is_no_label() -> None:
    text = "OUR ALLIANCE: A NEW ERA\n\nWe condemned the attack on Kyiv."
    assert meant_at(_read("Joint Statement of Spain and Chile", text), "We") == ("Chile", "Spain")


def test_we_in_a_statement_are_the_state_of_its_author() -> None:
    text = "We condemn the attack on Kyiv. Our support will go on."
    assert meant_at(_read("Statement by Spokesperson Matthew Miller on Kyiv", text), "We") == ("United States",)


def test_the_president_is_for_his_officials_their_own() -> None:
    text = (
        "SENIOR ADMINISTRATION OFFICIAL: The two spoke. President Putin listened.\n\nThe President urged him to stop."
    )
    doc = _read("Background Press Call on a Call with President Putin", text)
    assert meant_at(doc, "The President") == ("Joe Biden",)


def test_nobody_calls_himself_he() -> None:
    text = "PRESIDENT BIDEN: I met Zelenskyy. He thanked us."
    assert meant_at(_read("Remarks by President Biden", text), "He") == ("Volodymyr Zelenskyy",)


def test_labels_have_all_the_letters_of_names() -> None:
    text = "PRESIDENT BIDEN: Good evening.\n\nPRESIDENT NIINISTÖ: Russia attacked Kyiv."
    assert speaker_at(_read("Remarks by President Biden and President Niinistö", text), "attacked") == "Sauli Niinistö"
