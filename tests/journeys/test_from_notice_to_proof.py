"""The whole way: a notice goes in, its tasks are followed to proved completion."""

from __future__ import annotations

import datetime as dt

import pytest
from playwright.sync_api import expect

from dondoc.kernel import clock
from dondoc.kernel.vietnamese import format_date

from .conftest import SAMPLE

LAB = "Phòng Kỹ thuật Tiêu chuẩn - Đo lường - Chất lượng"
PART = "Tổng hợp hồ sơ nghiệm thu còn thiếu của hai nhiệm vụ"

pytestmark = pytest.mark.journey


def upload(visitor):
    """Read the sample notice into the register as the clerk."""
    visitor.sign_in("vanthu")
    visitor.go("/van-ban/")
    visitor.page.set_input_files("#file", SAMPLE)
    visitor.page.get_by_role("button", name="Đọc và vào sổ").click()
    visitor.page.wait_for_url("**/van-ban/*/")


def confirm_and_hand_over(visitor):
    """Review every proposal and hand the tasks on."""
    page = visitor.page
    page.get_by_role("link", name="Rà soát").click()
    page.wait_for_url("**/ra-soat/")
    if page.get_by_text("Đề xuất (").is_visible():
        page.get_by_text("Đề xuất (").click()
    todo = page.locator("details[data-state=todo]")
    total = todo.count()
    assert total >= 7
    for left in range(total, 0, -1):
        card = todo.first
        if card.get_attribute("open") is None:
            card.locator("> summary").click()
        card.locator("[data-confirm]").click()
        expect(todo).to_have_count(left - 1)
    expect(page.locator("#progress [role=status]")).to_contain_text(f"{total}/{total}")
    page.locator("#progress form button").click()
    page.locator("dialog[open] [data-yes]").click()
    page.wait_for_url("**/nhiem-vu/?van-ban=*")
    expect(page.get_by_text(f"Đã giao {total} nhiệm vụ.")).to_be_visible()


def hand_on(visitor, to, action=None):
    """Hand a part of the open task on."""
    page = visitor.page
    if action:
        page.get_by_label("Việc phải làm").fill(action)
    page.get_by_label("Giao cho", exact=True).select_option(label=to)
    page.get_by_role("button", name="Giao việc con").click()
    expect(page.get_by_text(f"cho {to}")).to_be_visible()


def story(visitor, tmp_path):
    """Tell the story once; the same on a large screen and on a phone."""
    page = visitor.page
    upload(visitor)
    assert visitor.fits()
    confirm_and_hand_over(visitor)
    assert visitor.fits()

    visitor.sign_in("giamdoc")
    assert visitor.fits()
    page.get_by_role("link", name="bổ sung đầy đủ hồ sơ nghiệm thu").first.click()
    assert visitor.fits()
    hand_on(visitor, LAB, PART)

    visitor.sign_in("truongkythuat")
    page.get_by_role("link", name=PART).first.click()
    hand_on(visitor, "Đặng Thị Thùy Dương")

    visitor.sign_in("vienchuc")
    page.get_by_role("link", name=PART).first.click()
    page.get_by_label("Việc đã làm").fill("Đã tập hợp biên bản nghiệm thu của nhiệm vụ thứ nhất.")
    page.get_by_role("button", name="Ghi cập nhật").click()
    expect(page.get_by_text("Đã ghi cập nhật.")).to_be_visible()
    page.get_by_label("Kết quả").fill("Đã tập hợp đủ biên bản nghiệm thu của hai nhiệm vụ.")
    proof = tmp_path / "Biên bản nghiệm thu.pdf"
    proof.write_bytes(b"%PDF-1.4 bien ban nghiem thu")
    page.locator("#evidence-file").set_input_files(proof)
    yesterday = clock.day_of(clock.now()) - dt.timedelta(days=1)
    page.get_by_label("Ngày ghi trên minh chứng").fill(format_date(yesterday))
    assert visitor.fits()
    page.get_by_role("button", name="Báo cáo hoàn thành").click()
    expect(page.get_by_text("Đã báo cáo kết quả, chờ duyệt.")).to_be_visible()
    expect(page.get_by_role("link", name="Biên bản nghiệm thu.pdf")).to_be_visible()

    visitor.sign_in("truongkythuat")
    page.get_by_role("button", name="Duyệt", exact=True).click()
    expect(page.get_by_text("Đã duyệt kết quả, nhiệm vụ hoàn thành.")).to_be_visible()
    done = page.get_by_role("link", name="Hoàn thành").first
    expect(done).to_contain_text("1")
    done.click()
    expect(page.get_by_text(f"Xong {format_date(yesterday)}").first).to_be_visible()


def test_on_a_large_screen(visit, tmp_path):
    """Clerk, director of the Centre, head of a unit, officer."""
    story(visit(), tmp_path)


def test_on_a_phone(visit, tmp_path):
    """The same at 360 px."""
    story(visit(360, 780), tmp_path)
