"""A clerk with several documents before lunch."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from .conftest import SAMPLE

pytestmark = pytest.mark.journey


def test_each_shows_what_became_of_it(visit, tmp_path):
    """One by one, with a bar; what is refused says why and the others go on."""
    visitor = visit(360, 780)
    secret = tmp_path / "mat.txt"
    secret.write_text("MẬT\n\nSỞ KHOA HỌC VÀ CÔNG NGHỆ\n", encoding="utf-8")
    visitor.sign_in("vanthu")
    visitor.go("/van-ban/")

    visitor.page.set_input_files("#file", [SAMPLE, secret, SAMPLE.with_name("cong-van.txt")])
    visitor.page.get_by_role("button", name="Đọc và vào sổ").click()

    expect(visitor.page.locator("[data-progress] [role=status]")).to_contain_text("3/3")
    rows = visitor.page.locator(".outcome")
    expect(rows).to_have_count(3)
    expect(rows.nth(1)).to_contain_text("dấu mật")
    expect(rows.nth(2)).to_contain_text("cong-van.txt")
    assert visitor.fits()
