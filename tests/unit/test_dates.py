"""When: the date of what one marked word tells, in sentences and short articles as news writes them."""

import datetime as dt

import pytest

from kg.extraction.annotations import annotations
from kg.extraction.dates import event_date
from kg.extraction.layout import lay_out
from kg.extraction.pipeline import language_model, read
from kg.model import Document, Paragraph
from kg.sources.article import article_of

# Published on, text with the *word* that tells the event, its date (None: nobody could say).
Case = tuple[str, str, str | None]

DAYS: list[Case] = [
    ("2022-11-14", "Xi Jinping and Joe Biden *met* in Bali on Monday before three hours of talks.", "2022-11-14"),
    ("2024-03-13", "President Emmanuel Macron *met* Chancellor Olaf Scholz in Berlin on Friday.", "2024-03-08"),
    ("2022-03-02", "Russian forces *shelled* Kharkiv early on Tuesday, killing ten people.", "2022-03-01"),
    ("2018-05-09", "Trump on Tuesday *withdrew* from the 2015 nuclear deal with Iran.", "2018-05-08"),
    ("2021-06-17", "Joe Biden and Vladimir Putin *met* in Geneva yesterday.", "2021-06-16"),
    ("2020-09-16", "Israel *signed* an agreement with Bahrain at the White House on Sept. 15, 2020.", "2020-09-15"),
    ("2023-04-05", "Finland *joined* NATO on 4 April. Sweden is still waiting.", "2023-04-04"),
    ("2024-12-31", "Rebels *took* Damascus on the night of 8 December.", "2024-12-08"),
    ("2020-01-09", "Iran *fired* missiles at two bases in Iraq in the early hours of Wednesday.", "2020-01-08"),
    ("2021-08-31", "The last American soldiers *left* Kabul just before midnight on Monday.", "2021-08-30"),
    ("2020-06-17", "Twenty soldiers were *killed* in a clash with Chinese troops on Monday night.", "2020-06-15"),
    ("2024-04-14", "Iran *fired* hundreds of drones at Israel overnight.", "2024-04-14"),
    ("2023-10-13", "A week after the attack Blinken *flew* to Amman on Friday last week.", "2023-10-06"),
    ("2023-01-10", "Rioters *stormed* the congress in Brasilia on Jan 8.", "2023-01-08"),
    ("2026-01-02", "The two presidents *spoke* by phone on New Year's Eve.", "2025-12-31"),
    ("2024-05-15", "The ministers will be *received* in Ankara by Thursday.", "2024-05-16"),
    ("2022-02-28", "Belarus *voted* in a referendum from Sunday to Monday.", "2022-02-27"),
    ("2024-08-14", "Ukraine *struck* the bridge, according to a statement published on Tuesday.", "2024-08-13"),
]

VAGUE: list[Case] = [
    ("2019-08-06", "Last month Trump *offered* to mediate between India and Pakistan.", "2019-07"),
    ("2022-09-22", "Earlier this month Ukraine *retook* much of the Kharkiv region.", "2022-09"),
    ("2021-02-02", "Her party *won* the election last November.", "2020-11"),
    ("2024-06-11", "Macron *dissolved* the parliament just days ago.", "2024-06"),
    ("2025-09-03", "Trump *received* Putin in Alaska just weeks ago.", "2025-08"),
    ("2022-05-25", "The army *seized* power in Bangkok eight years ago.", "2014"),
    ("2022-05-25", "Since Moscow *annexed* Crimea nothing was as before.", "2014-03"),
    ("2025-06-24", "The two *talked* several times in the past week.", "2025-06"),
    ("2025-06-30", "The two presidents *spoke* by phone at the weekend.", "2025-06"),
    ("2023-05-01", "Beijing *sent* an envoy to Kyiv late last year.", "2022"),
    ("2023-05-01", "The *invasion* of Feb 2022 changed Europe.", "2022-02"),
    ("2025-09-03", "The parade recalls the 80th anniversary of the *surrender* of Japan.", "1945"),
    ("2024-10-25", "The West has *supported* Kyiv with arms since 2014.", "2014"),
]

AHEAD: list[Case] = [
    ("2019-02-25", "Trump is to *meet* Kim in Hanoi on Wednesday.", "2019-02-27"),
    ("2026-01-20", "The minister will *travel* to Riyadh next Tuesday.", "2026-01-27"),
    (
        "2019-05-13",
        "China will *raise* its tariffs on American goods from June 1, the ministry said on Monday.",
        "2019-06-01",
    ),
    ("2023-09-14", "Lavrov will *visit* Pyongyang next month.", "2023-10"),
    ("2023-12-27", "Egypt *joins* the bloc on 1 January.", "2024-01-01"),
    ("2025-06-13", "Talks *planned* for Sunday in Oman are off.", "2025-06-15"),
    ("2024-05-06", "He said he would *receive* the Chinese leader in two weeks.", "2024-05"),
    ("2025-09-01", "China will stage a parade on Wednesday. Modi will not *attend* it.", "2025-09-03"),
    ("2025-05-12", "Trump told reporters on Sunday that he might *call* Xi.", "2025-05-11"),
    ("2023-02-21", "Zelensky *announced* further sanctions for March. Scholz thanked him.", "2023-02-21"),
]

CLAUSES: list[Case] = [
    ("2018-06-13", "Kim Jong Un, who *visited* Beijing in March, promised on Tuesday to give up his arms.", "2018-03"),
    (
        "2018-06-13",
        "Kim Jong Un, who visited Beijing in March, *promised* on Tuesday to give up his arms.",
        "2018-06-12",
    ),
    ("2023-03-11", "Riyadh and Tehran *agreed* on Friday to restore the ties that Riyadh cut in 2016.", "2023-03-10"),
    ("2023-03-11", "Riyadh and Tehran agreed on Friday to restore the ties that Riyadh *cut* in 2016.", "2016"),
    ("2022-02-25", "Germany stopped the pipeline on Tuesday, two days before Russia *invaded* Ukraine.", "2022-02-24"),
    ("2025-04-24", "India *closed* the border on Wednesday, a day after gunmen killed 26 people.", "2025-04-23"),
    ("2025-04-24", "India closed the border on Wednesday, a day after gunmen *killed* 26 people.", "2025-04-22"),
    ("2021-02-02", "The army seized power on Monday and *detained* Aung San Suu Kyi.", "2021-02-01"),
    ("2025-02-19", "Rubio *met* Lavrov in Riyadh and agreed on Tuesday to appoint negotiators.", "2025-02-18"),
    ("2025-01-16", "Hamas has *agreed* to a truce with Israel, mediators from Qatar said on Wednesday.", "2025-01-15"),
    ("2023-10-19", '"We *stand* with Israel," Rishi Sunak said on Wednesday in Jerusalem.', "2023-10-18"),
    ("2025-09-01", "The members *condemned* the attack of 22 April on tourists.", "2025-09-01"),
    ("2025-09-01", "The members condemned the *attack* of 22 April on tourists.", "2025-04-22"),
    (
        "2024-07-12",
        "Washington and Berlin *agreed* on Wednesday to station missiles in Germany from 2026.",
        "2024-07-10",
    ),
    ("2019-02-28", "The leaders *met* for the first time since 2018.", "2019-02-28"),
    ("2024-07-12", "Jens Stoltenberg, in his last summer in office, *warned* China.", "2024-07-12"),
    ("2023-09-14", "Kim *brought* along Defence Minister Kang Sun Nam.", "2023-09-14"),
    ("2019-02-28", "In 2019, after a bomber had killed 40 policemen, Modi *sent* jets across the border.", "2019"),
    ("2023-08-10", "Tchiani commanded the guard until July 26, when his men *detained* the president.", "2023-07-26"),
]

STORIES: list[Case] = [
    ("2022-06-30", "Turkey dropped its veto on Tuesday. The next morning NATO *invited* Finland.", "2022-06-29"),
    ("2023-09-22", "Azerbaijan attacked on Tuesday. The separatists *surrendered* the following day.", "2023-09-20"),
    ("2024-10-02", "Iran attacked Israel on Tuesday. That evening the White House *condemned* it.", "2024-10-01"),
    ("2018-03-30", "He was found on 4 March. Eight days later May *accused* Moscow.", "2018-03-12"),
    ("2025-05-12", "Last month he raised the duties. At the time Beijing *vowed* to fight.", "2025-04"),
    ("2019-10-10", "Turkey *attacked* the Kurds in Syria a day earlier.", "2019-10-09"),
    (
        "2025-08-16",
        "ANCHORAGE, Alaska, Aug 16 - Trump and Putin ended their talks on Friday without a deal.\n\n"
        "Putin *thanked* Trump for the invitation.",
        "2025-08-15",
    ),
    (
        "2025-02-25",
        "The United States has twice *voted* with Russia at the United Nations, against its allies.\n\n"
        "On Monday Trump told reporters that he expected his guest soon.\n\nPutin spoke to Xi on Monday.",
        "2025-02-24",
    ),
    (
        "2025-06-25",
        "**22 June.** American bombers attack Fordow. Iran *accuses* Washington of betrayal.",
        "2025-06-22",
    ),
    ("2024-04-14", "# Live\n\n## 07:30 Drones\n\nYesterday Biden *warned* Tehran with one word.", "2024-04-13"),
    ("2025-04-26", "Trump flew home on Friday. He had *met* Meloni before.", "2025-04"),
    ("2025-04-26", "In 2016 the pope *blamed* Trump. Trump called it a disgrace.", "2016"),
    ("2025-04-26", "The two made up in February 2024. Brazil's Luiz Lula *praised* the pope.", "2025-04-26"),
    ("2025-04-26", "Moscow has long *supported* the junta.", None),
    ("2025-04-26", "The treaty was signed in 1960. Delhi *suspended* it on Wednesday.", "2025-04-23"),
]

TELLING: list[Case] = [
    ("2021-06-15", "Johnson *praised* him in Cornwall. That was on Thursday.", "2021-06-10"),
    ("2021-06-15", "Yesterday Biden *met* his guest.", "2021-06-14"),
    ("2024-05-08", "On Tuesday Xi landed. Three died here in 1999. Aleksandar Vucic *greeted* him.", "2024-05-07"),
    ("2023-10-20", "Xi visited in 2016, and in Beijing the two *signed* a pact.", "2023-10-20"),
    ("2021-06-15", "He imposed duties in 2018, and Brussels *answered* with its own.", "2018"),
    (
        "2024-02-05",
        "The US has *hit* Iraq after a drone attack that killed three soldiers on 28 January.",
        "2024-02-05",
    ),
    (
        "2024-02-05",
        "The US has hit Iraq after a drone attack that *killed* three soldiers on 28 January.",
        "2024-01-28",
    ),
    ("2025-02-25", "Von der Leyen promised him money in March. Justin Trudeau *announced* aid.", "2025-02-25"),
    ("2022-08-24", "# Six months\n\n## May\n\nFinland *applies* to the alliance, and Turkey objects.", "2022-05"),
    ("2022-08-24", "22 July: The two sign the deal. The next day missiles *hit* Odesa.", "2022-07-23"),
    (
        "2018-03-30",
        "Russia has *ordered* diplomats to leave, a day after it gave sixty Americans a week to pack.",
        "2018-03-30",
    ),
    (
        "2018-03-30",
        "Russia has ordered diplomats to leave, a day after it *expelled* sixty Americans.",
        "2018-03-29",
    ),
    (
        "2025-08-16",
        "The talks ended on Friday without a deal, and both men flew home in the night.\n\n"
        "Neither of them took questions, and nobody in their delegations wanted to say more.\n\n"
        "On Saturday Trump called Zelensky.\n\nThe leaders of Europe *welcomed* his efforts.",
        "2025-08-16",
    ),
]

POINTING: list[Case] = [
    (
        "2018-07-17",
        "He came from London, where he met May on Friday, a day after he had *criticised* her.",
        "2018-07-12",
    ),
    ("2019-01-04", "Trump announced it in December. James Mattis *resigned* the day after.", "2018-12"),
    ("2019-01-04", "Trump announced it in December. France *criticized* the decision at the time.", "2018-12"),
    ("2021-05-24", "In 2014 Russia seized Crimea. In the seven years since, it has *armed* separatists.", "2014"),
    ("2023-05-06", "They seized power in October 2021. Two years before, they had *toppled* Bashir.", "2019"),
    ("2023-05-06", "Juba said on Tuesday that both men had *agreed* to a truce from 4 to 11 May.", "2023-05-02"),
    ("2023-05-06", "Biden signed an order on Thursday that *threatens* Sudan with sanctions.", "2023-05-04"),
    ("2019-04-26", "The two *promised* to seek closer ties at Thursday's meeting.", "2019-04-25"),
    ("2019-04-26", "Last week the North tested a weapon. The week before, Kim had *warned* Seoul.", "2019-04"),
    ("2024-04-19", "It came six days after Iran fired missiles at Israel. That *attack* was an answer.", "2024-04-13"),
    ("2022-02-26", "Putin spoke on Thursday, three days after a march. Kyiv *cut* ties the same day.", "2022-02-24"),
    ("2020-01-08", "Iran *broke* limits set by the 2015 accord.", "2020-01-08"),
    ("2020-01-08", "Iran broke limits set by the 2015 *accord*.", "2015"),
    ("2026-01-22", "Trump first *proposed* to buy the island in 2019.", "2019"),
    ("2026-01-22", "Rutte met Trump on Wednesday. Earlier in the day he had *told* the forum of it.", "2026-01-21"),
    ("2019-09-27", "He sought on Friday to play down a *call* with Trump on July 25.", "2019-07-25"),
    (
        "2022-08-05",
        "Beijing said on Friday it was *halting* talks in retaliation for her visit this week.",
        "2022-08-05",
    ),
    ("2025-11-13", "# Live\n\n## What happened on Wednesday\n\nMinisters *met* in Canada.", "2025-11-12"),
    ("2024-09-18", "He spoke on Tuesday. Blinken, who landed in Cairo on Wednesday, *called* for calm.", "2024-09-18"),
]

CASES = [*DAYS, *VAGUE, *AHEAD, *CLAUSES, *STORIES, *TELLING, *POINTING]


@pytest.fixture(scope="session")
def dates() -> dict[str, str | None]:
    """Text with its marked word -> the date read for that word; all texts in one run of the model."""
    documents = [article_of(text.replace("**", "\0").replace("*", "").replace("\0", "**"), published=_day(on))
                 for on, text, _ in CASES]  # fmt: skip
    found: dict[str, str | None] = {}
    nlp = language_model()
    docs = nlp.pipe([lay_out(nlp, document) for document in documents])
    for (_, text, _), doc in zip(CASES, docs, strict=True):
        read(doc)
        at = text.replace("**", "\0").index("*") + text[: text.index("*")].count("\0")
        at += text.replace("**", "\0")[:at].count("\0")
        trigger = next(token for token in doc if token.idx <= at < token.idx + len(token))
        date, _ = event_date(doc, trigger.i)
        found[text] = str(date) if date else None
    return found


def _day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


@pytest.mark.parametrize(("published", "text", "expected"), CASES)
def test_an_event_has_the_date_that_its_article_gives_it(
    dates: dict[str, str | None], published: str, text: str, expected: str | None
) -> None:
    assert dates[text] == expected


def test_without_a_published_date_only_full_dates_are_read() -> None:
    nlp = language_model()
    text = "Putin met Xi on Tuesday. They had met on 3 June 2024."
    document = Document("", None, None, None, text, (Paragraph(0, len(text)),))
    doc = read(next(nlp.pipe([lay_out(nlp, document)])))
    assert [str(phrase.date) for phrase in annotations(doc).dates] == ["2024-06-03"]
