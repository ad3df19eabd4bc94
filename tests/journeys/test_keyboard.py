"""Reviewing a document without a mouse."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from .test_from_notice_to_proof import upload

pytestmark = pytest.mark.journey


def test_review_by_keyboard_alone(visit):
    """`j` goes to a proposal, `e` edits, `y` confirms and goes on; then handing over by Tab, and home by `g b`."""
    visitor = visit()
    page = visitor.page
    upload(visitor)
    page.get_by_role("link", name="Rà soát").click()
    page.wait_for_url("**/ra-soat/")
    todo = page.locator("details[data-state=todo]")
    total = todo.count()

    page.keyboard.press("j")
    expect(page.locator("#de-xuat-1 > summary")).to_be_focused()
    page.keyboard.press("e")
    expect(page.locator("#action-1")).to_be_focused()
    page.locator("#action-1").fill("Rà soát toàn bộ chỉ tiêu năm 2026")
    page.keyboard.press("Tab")
    page.locator("#de-xuat-1 [data-confirm]").press("Enter")
    expect(page.locator("#de-xuat-1")).to_have_attribute("data-state", "ok")
    expect(page.locator("#de-xuat-1 .prop__t")).to_have_text("Rà soát toàn bộ chỉ tiêu năm 2026")

    for left in range(total - 1, 0, -1):
        expect(page.locator("details[data-state=todo] > summary").first).to_be_focused()
        page.keyboard.press("y")
        expect(todo).to_have_count(left - 1)

    expect(page.locator("#progress [role=status]")).to_contain_text(f"{total}/{total}")
    hand_over = page.get_by_role("button", name="Giao")
    for _ in range(total * 6):
        if hand_over.evaluate("button => button === document.activeElement"):
            break
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.locator("dialog[open] [data-yes]").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/nhiem-vu/?van-ban=*")

    page.keyboard.press("g")
    page.keyboard.press("b")
    page.wait_for_url(f"{visitor.address}/")


def test_split_and_merge_show_at_once(visit):
    """A proposal split in two shows both cards without loading the page by hand; merging shows one again."""
    visitor = visit()
    page = visitor.page
    upload(visitor)
    page.get_by_role("link", name="Rà soát").click()
    page.wait_for_url("**/ra-soat/")
    cards = page.locator("details.prop")
    total = cards.count()

    page.keyboard.press("j")
    page.keyboard.press("e")
    page.locator("summary", has_text="Tách").click()
    page.locator("#de-xuat-1 input[name=border]").first.check()
    page.get_by_role("button", name="Tách tại đây").click()
    expect(cards).to_have_count(total + 1)

    page.locator("#de-xuat-2 > summary").click()
    page.locator("#de-xuat-2").get_by_role("link", name="Sửa").click()
    page.get_by_role("button", name="Gộp vào").click()
    expect(cards).to_have_count(total)
