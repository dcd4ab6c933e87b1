"""The line that names an event."""

import pytest

from tests.unit.told import extraction_of

VERBS = [
    ("Iran bombed Iraq.", "Iran bombs Iraq"),
    ("Ukraine was attacked by Russia.", "Russia attacks Ukraine"),
    ("Sergei Lavrov met Wang Yi.", "Sergei Lavrov meets Wang Yi"),
    ("Marco Rubio flew to Qatar.", "Marco Rubio flies to Qatar"),
    ("Britain and France condemned Iran.", "United Kingdom and France condemn Iran"),
    ("Iran threatened Israel with war.", "Iran threatens Israel"),
    ("Kim Jong Un has agreed to visit Russia.", "Kim Jong Un visits Russia"),
]
OBJECTS = [
    ("The European Union imposed sanctions on Belarus.", "European Union imposes sanctions on Belarus"),
    ("Israel carried out an attack on Iran.", "Israel carries out attack on Iran"),
    ("Germany supplies tanks to Ukraine.", "Germany supplies tanks to Ukraine"),
    ("Spain expressed support for Palestine.", "Spain expresses support for Palestine"),
    ("Lithuania withdrew its diplomats from China.", "Lithuania withdraws diplomats from China"),
]
DEEDS = [
    ("Turkey offered Syria its condolences.", "Turkey – Syria: offers condolences"),
    ("Russia bombed Ukrainian power stations.", "Russia – Ukraine: bombs power stations"),
]
NOUNS = [
    ("Sergei Lavrov held talks with Wang Yi.", "Sergei Lavrov and Wang Yi: talks"),
    ("Russia signed a treaty with North Korea.", "Russia and North Korea: treaty"),
    ("Talks between Iran and the United States ended in Rome.", "Iran and United States: talks"),
    ("Donald Trump's visit to Japan ended.", "Donald Trump and Japan: visit"),
    ("American sanctions against Venezuela remain in place.", "United States – Venezuela: sanctions"),
    ("Hungary drew criticism from Poland.", "Poland – Hungary: criticism"),
]
TYPES = [
    ("Xi Jinping and Vladimir Putin met.", "Xi Jinping and Vladimir Putin: meeting"),
    ("Cuba refused to talk to Mexico.", "Cuba rejects Mexico"),
    ("Donald Trump called Volodymyr Zelensky a dictator.", "Donald Trump accuses or criticises Volodymyr Zelenskyy"),
    ("Denmark is grateful to Norway.", "Denmark supports Norway"),
    ("Iran must never be allowed to have the bomb, Keir Starmer said.", "Keir Starmer asks or demands of Iran"),
]


def label(text: str) -> str:
    (event,) = extraction_of(text).events
    return event.label


@pytest.mark.parametrize(("text", "expected"), VERBS)
def test_the_verb_stands_in_the_present_between_who_does_it_and_to_whom(text: str, expected: str) -> None:
    assert label(text) == expected


@pytest.mark.parametrize(("text", "expected"), OBJECTS)
def test_the_object_stays_with_its_verb_where_the_other_party_follows_a_preposition(text: str, expected: str) -> None:
    assert label(text) == expected


@pytest.mark.parametrize(("text", "expected"), DEEDS)
def test_what_is_done_stands_after_the_parties_where_it_belongs_to_the_other(text: str, expected: str) -> None:
    assert label(text) == expected


@pytest.mark.parametrize(("text", "expected"), NOUNS)
def test_a_noun_stands_after_the_parties(text: str, expected: str) -> None:
    assert label(text) == expected


@pytest.mark.parametrize(("text", "expected"), TYPES)
def test_the_type_speaks_where_the_words_do_not_read_like_a_sentence(text: str, expected: str) -> None:
    assert label(text) == expected


def test_more_than_three_are_named_by_the_first_three() -> None:
    text = "Xi Jinping met Vladimir Putin, Narendra Modi, Masoud Pezeshkian and Kim Jong Un in Beijing."
    assert label(text) == "Xi Jinping, Vladimir Putin, Narendra Modi and others: meeting"


def test_a_meeting_is_called_by_what_tells_it_first() -> None:
    text = "Xi Jinping held talks with Narendra Modi on Sunday. Xi told Modi that both sides should be patient."
    assert label(text) == "Xi Jinping and Narendra Modi: talks"


def test_names_keep_their_capitals() -> None:
    text = "Iraq signed an agreement with the GCC Interconnection Authority in Baghdad."
    assert label(text) == "Iraq and GCC Interconnection Authority: agreement"
