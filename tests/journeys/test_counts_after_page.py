"""What a page asks for by itself, after it is there, disturbs nobody who works on it already."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from .test_from_notice_to_proof import upload

pytestmark = pytest.mark.journey

TYPED = "Rà soát toàn bộ chỉ tiêu"
# How long htmx is let wait between what it puts on the page and what follows from it.
SETTLING = 1500  # ms


class Held:
    """The counts of the sidebar, kept back until they are let go."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.routes: list[Route] = []
        page.route("**/dang-cho/", lambda route: self.routes.append(route))

    def arrive(self) -> None:
        """Let the counts come, and wait until they stand in the sidebar."""
        expect(self.badge).to_be_hidden()
        self._asked().continue_()
        expect(self.badge).to_be_visible()

    def fail(self) -> None:
        """Let the server be down for the counts alone."""
        with self.page.expect_response("**/dang-cho/"):
            self._asked().fulfill(status=503, body="")

    def _asked(self) -> Route:
        while not self.routes:
            self.page.wait_for_timeout(20)
        return self.routes[-1]

    @property
    def badge(self) -> Locator:
        """How much waits for the person in all: nothing is shown until that is known."""
        return self.page.locator("#n-total")


@pytest.fixture
def review(visit):
    """The review of a document, its counts still on their way."""
    visitor = visit()
    upload(visitor)
    held = Held(visitor.page)
    visitor.page.get_by_role("link", name="Rà soát").click()
    visitor.page.wait_for_url("**/ra-soat/")
    yield visitor.page, held
    # What was refused, or lost, is meant; the browser calls it an error.
    visitor.errors[:] = [error for error in visitor.errors if not any(code in error for code in ("422", "503"))]


def caret(page):
    """Return which field is worked on, what stands in it, and where the next letter goes."""
    return page.evaluate(
        "[document.activeElement.id, document.activeElement.value, document.activeElement.selectionStart]"
    )


def test_counts_that_come_while_one_types_move_nothing(review):
    """Focus, words and caret stay; the next letter goes where it was meant to."""
    page, held = review
    page.keyboard.press("j")
    page.keyboard.press("e")
    field = page.locator("#action-1")
    expect(field).to_be_focused()
    field.fill(TYPED)
    field.evaluate("field => field.setSelectionRange(3, 3)")

    held.arrive()

    assert caret(page) == ["action-1", TYPED, 3]
    page.keyboard.type("xem ")
    assert caret(page) == ["action-1", f"{TYPED[:3]}xem {TYPED[3:]}", 7]


def test_counts_that_settle_before_the_fields_have_their_focus_do_not_take_it(review):
    """They come while the row still has the focus, and settle when the fields are there and nothing has it yet."""
    page, held = review
    page.keyboard.press("j")
    page.evaluate(f"htmx.config.defaultSettleDelay = {SETTLING}")

    held.arrive()
    page.keyboard.press("e")
    page.locator("#action-1").wait_for()
    assert page.evaluate("document.activeElement === document.body")

    expect(page.locator("#action-1")).to_be_focused()


def test_counts_that_are_lost_leave_a_refusal_where_it_is_read(review):
    """What was refused stays on the page until the person acts again."""
    page, held = review
    page.keyboard.press("j")
    page.keyboard.press("e")
    page.locator("#action-1").fill(TYPED)
    page.locator("#quantity-1").fill("ba")
    page.locator("#de-xuat-1 [data-confirm]").click()
    refusal = page.locator("#refusal [data-refusal]")
    expect(refusal).to_be_visible()

    held.fail()

    page.wait_for_timeout(SETTLING / 2)
    expect(refusal).to_be_visible()
    assert page.locator("#action-1").input_value() == TYPED
