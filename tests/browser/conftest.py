"""Headless Chromium on the live site. Without Chromium and Playwright these tests are skipped, under CI they fail."""

import os
import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from kg.graph.connect import Graph

from ..factories import PASSWORD, EditorFactory

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # Playwright's own event loop runs in this thread


def _missing(what: str) -> None:
    if os.environ.get("CI"):
        pytest.fail(f"{what} is missing")
    pytest.skip(f"{what} is missing; .ci/run installs it")


def _ours(error: str) -> list[str]:
    """A slow machine may skip the fade between two pages; that is no fault of a page."""
    return [] if "Transition was" in error else [error]


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        _missing("Playwright")
    if path is None:
        _missing("Chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def open_site(chromium: Any, live_server: Any, site_graph: Graph) -> Iterator[Callable[..., Any]]:
    """A logged-in page of the site, with what the browser complained about as its `complaints`."""
    contexts = []
    user = EditorFactory()

    def start(*, width: int = 1280, scheme: str = "light", **options: Any) -> Any:
        context = chromium.new_context(
            base_url=live_server.url, viewport={"width": width, "height": 900}, color_scheme=scheme, **options
        )
        contexts.append(context)
        page = context.new_page()
        page.complaints = []
        page.on("console", lambda m: page.complaints.append(m.text) if m.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: page.complaints.extend(_ours(str(error))))
        page.goto("/accounts/login/")
        page.fill("input[name=login]", user.username)
        page.fill("input[name=password]", PASSWORD)
        page.click("main button[type=submit]")
        page.wait_for_url("**/")
        return page

    yield start
    for context in contexts:
        context.close()
