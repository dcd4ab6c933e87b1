"""Who acts together or is acted upon together where names are listed."""

import pytest

from tests.unit.told import told

ROWS = [
    ("Xi Jinping, Vladimir Putin and Kim Jong Un met in Beijing.", "CONSULT Kim Jong Un & Vladimir Putin & Xi Jinping"),
    ("Iran bombed Iraq, Syria, and Jordan.", "ASSAULT Iran > Iraq & Jordan & Syria"),
    (
        "Narendra Modi met Xi Jinping, Vladimir Putin & Masoud Pezeshkian.",
        "CONSULT Masoud Pezeshkian & Narendra Modi & Vladimir Putin & Xi Jinping",
    ),
    (
        "The EU, Britain, Japan, and Canada sanctioned Belarus.",
        "SANCTION Canada & European Union & Japan & United Kingdom > Belarus",
    ),
    (
        "Russia, China and North Korea condemned the United States, Japan and South Korea.",
        "ACCUSE China & North Korea & Russia > Japan & South Korea & United States",
    ),
    ("Ukraine was praised by Latvia, Lithuania and Estonia.", "SUPPORT Estonia & Latvia & Lithuania > Ukraine"),
    ("Lithuania expelled diplomats of Russia, Belarus and China.", "SANCTION Lithuania > Belarus & China & Russia"),
    ("A treaty between Kazakhstan, Russia and Belarus took effect.", "AGREE Belarus & Kazakhstan & Russia"),
]
TITLED = [
    ("President Donald Trump and Ukraine's Volodymyr Zelensky met.", "CONSULT Donald Trump & Volodymyr Zelenskyy"),
    (
        "President Emmanuel Macron, British Prime Minister Keir Starmer and German Chancellor Friedrich Merz met.",
        "CONSULT Emmanuel Macron & Friedrich Merz & Keir Starmer",
    ),
    (
        "Donald Trump spoke with President Xi Jinping, Prime Minister Narendra Modi and Chancellor Friedrich Merz.",
        "CONSULT Donald Trump & Friedrich Merz & Narendra Modi & Xi Jinping",
    ),
    (
        "Emmanuel Macron thanked Germany's Friedrich Merz, Italy's Giorgia Meloni and Poland's Donald Tusk.",
        "SUPPORT Emmanuel Macron > Donald Tusk & Friedrich Merz & Giorgia Meloni",
    ),
    (
        "Leaders including Viktor Orban, Robert Fico and Aleksandar Vucic met Xi Jinping.",
        "CONSULT Aleksandar Vucic & Robert Fico & Viktor Orban & Xi Jinping",
    ),
]
NATIONALITIES = [
    ("Sudan's army and Chad's army bombed Libya.", "ASSAULT Chad & Sudan > Libya"),
    ("South Korean and Japanese jets bombed China.", "ASSAULT Japan & South Korea > China"),
    ("Russian, Chinese and Iranian officials met in Geneva.", "CONSULT China & Iran & Russia"),
]
ENDED = [
    ("Iran bombed Iraq, Syria fell, and Jordan waited.", "ASSAULT Iran > Iraq"),
    ("Xi Jinping met Vladimir Putin, and Narendra Modi flew home.", "CONSULT Vladimir Putin & Xi Jinping"),
]


@pytest.mark.parametrize(("text", "event"), ROWS)
def test_names_between_commas_and_before_and_are_a_list(text: str, event: str) -> None:
    assert told(text) == [event]


@pytest.mark.parametrize(("text", "event"), TITLED)
def test_titles_and_states_may_stand_before_the_names_of_a_list(text: str, event: str) -> None:
    assert told(text) == [event]


@pytest.mark.parametrize(("text", "event"), NATIONALITIES)
def test_nationalities_are_listed_like_names(text: str, event: str) -> None:
    assert told(text) == [event]


@pytest.mark.parametrize(("text", "event"), ENDED)
def test_a_list_ends_where_a_name_starts_a_clause(text: str, event: str) -> None:
    assert told(text) == [event]


def test_a_relative_clause_is_about_the_whole_list() -> None:
    assert told("Spain, Ireland and Norway, which recognise Palestine, condemned Israel.") == [
        "ACCUSE Ireland & Norway & Spain > Israel",
        "SUPPORT Ireland & Norway & Spain > Palestine",
    ]
