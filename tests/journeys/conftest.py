"""A real browser against a real server: the demo organisation, one page per person."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from dondoc.home import demo
from tests.conftest import need

SAMPLE = Path(__file__).parent.parent.parent / "samples" / "thong-bao-ket-luan.txt"
FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync")  # fmt: skip


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Debian's Chromium, without a head; closed with its module, because its loop runs in the thread of later tests."""
    program = need("chromium")
    # Playwright's loop runs in this thread; the database is asked from it all the same.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=list(FLAGS))
        yield browser
        browser.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


class Visitor:
    """Somebody at the browser; every error that the browser reports fails the story."""

    def __init__(self, browser: Browser, address: str, width: int, height: int) -> None:
        self.address = address
        self.context = browser.new_context(
            viewport={"width": width, "height": height}, has_touch=width < 720, locale="vi-VN"
        )
        self.page: Page = self.context.new_page()
        self.errors: list[str] = []
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("console", lambda message: message.type == "error" and self.errors.append(message.text))

    def sign_in(self, username: str) -> None:
        """Sign in by one click, as somebody else than before, whose page no longer asks for anything."""
        self.page.goto("about:blank")
        self.context.clear_cookies()
        self.go("/dang-nhap/")
        self.page.locator(f"button[value={username}]").click()
        self.page.wait_for_url(f"{self.address}/")

    def go(self, path: str) -> None:
        """Open an address of the product."""
        self.page.goto(f"{self.address}{path}")

    def fits(self) -> bool:
        """Say whether nothing sticks out sideways."""
        return bool(self.page.evaluate("document.documentElement.scrollWidth <= innerWidth"))


@pytest.fixture
def visit(browser, live_server, transactional_db, kept_files):
    """Return a maker of visitors; the demo organisation is loaded."""
    demo.load()
    visitors: list[Visitor] = []

    def make(width: int = 1440, height: int = 900) -> Visitor:
        visitors.append(Visitor(browser, live_server.url, width, height))
        return visitors[-1]

    yield make
    for visitor in visitors:
        visitor.context.close()
        assert visitor.errors == []
