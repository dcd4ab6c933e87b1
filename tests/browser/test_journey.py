"""The journey of a reader in a real browser: from a name to the sentence that says so."""

from collections.abc import Callable
from typing import Any

import pytest

from ..pages.test_importing import TEXT

pytestmark = pytest.mark.browser
PAGES = [
    "/",
    "/search/?q=Kim",
    "/search/?q=Putin+Kim+Jong",
    "/search/?q=nobodyofthatname",
    "/leader/vladimir-putin/",
    "/leader/vladimir-putin/network/",
    "/leader/vladimir-putin/network/?distance=2",
    "/leader/vladimir-putin/timeline/",
    "/leader/vladimir-putin/evidence/",
    "/leader/vladimir-putin/names/",
    "/state/PRK/",
    "/pair/kim-jong-un/vladimir-putin/",
    "/pair/PRK/RUS/",
    "/alliance/nato/",
    "/all/leader/",
    "/all/state/",
    "/articles/",
    "/imports/",
    "/about/",
]
Open = Callable[..., Any]


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_from_a_name_to_the_sentence(open_site: Open, scripts: bool) -> None:
    page = open_site(java_script_enabled=scripts)
    page.fill("input[name=q]", "Putin")
    page.press("input[name=q]", "Enter")
    page.click("main table >> text=Vladimir Putin")
    assert page.inner_text("h1") == "Vladimir Putin"
    page.click("svg:visible >> a:has-text('Kim Jong Un')")
    assert page.inner_text("h1") == "Kim Jong Un"
    page.click("main table a[aria-label*='Vladimir Putin']")
    assert "Kim Jong Un – " in page.inner_text("h1")
    assert page.locator("blockquote").first.inner_text()
    page.click(".source a >> nth=0")
    assert page.locator(".article mark").count() > 0
    assert page.complaints == []


def test_suggestions_are_chosen_by_keyboard(open_site: Open) -> None:
    page = open_site()
    page.keyboard.press("/")
    page.keyboard.type("puti")
    page.locator("[role=option]").first.wait_for()
    page.keyboard.press("ArrowDown")
    assert page.get_attribute("input[name=q]", "aria-activedescendant")
    page.keyboard.press("Enter")
    page.wait_for_url("**/leader/vladimir-putin/")
    assert page.complaints == []


def test_the_first_tab_stop_skips_to_the_content(open_site: Open) -> None:
    page = open_site()
    page.goto("/about/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"


@pytest.mark.parametrize("address", PAGES)
def test_no_page_breaks_the_policy_or_scrolls_sideways_on_a_phone(open_site: Open, address: str) -> None:
    page = open_site(width=390)
    page.goto(address)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert page.complaints == []


def records(page: Any) -> list[str]:
    """Addresses of an event and an article, whose names are not known beforehand."""
    page.goto("/pair/kim-jong-un/vladimir-putin/")
    event = page.get_attribute(".events h3 a >> nth=0", "href")
    article = page.get_attribute(".events .source a >> nth=0", "href")
    return [event, article.partition("#")[0]]


def test_event_and_article_keep_the_policy_on_a_phone(open_site: Open) -> None:
    page = open_site(width=390)
    for address in records(page):
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert page.complaints == []


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_an_editor_uploads_twice_and_undoes(open_site: Open, scripts: bool) -> None:
    page = open_site(java_script_enabled=scripts)
    article = {"name": "vienna.txt", "mimeType": "text/plain", "buffer": TEXT.encode()}

    def upload() -> str:
        page.goto("/imports/")
        page.set_input_files("input[type=file]", article)
        page.fill("input[name=published]", "2025-03-04")
        page.click("form.upload button")
        page.wait_for_url("**/imports/*/")
        return str(page.url)

    first = upload()
    assert "Imported" in page.inner_text("p[role=status]")
    assert upload() == first
    assert "already imported" in page.inner_text(".messages")
    page.click("text=Undo this import")
    assert "as if it had never been" in page.inner_text(".messages")
    assert page.complaints == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_pages_are_accessible(open_site: Open, scheme: str, width: int) -> None:
    from axe_playwright_python.sync_playwright import Axe

    page = open_site(width=width, scheme=scheme, bypass_csp=True)
    found = {}
    for address in [*PAGES, *records(page)]:
        page.goto(address)
        results = Axe().run(page)
        if results.violations_count:
            found[address] = [(v["id"], v["nodes"][0]["html"][:160]) for v in results.response["violations"]]
    assert found == {}
