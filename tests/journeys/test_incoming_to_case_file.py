"""A letter comes in, is presented, directed, handled and filed; its file is closed. On a phone and at the desk."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from playwright.sync_api import expect

from dondoc.documents.models import Arrival, CaseFile
from dondoc.tasks.models import Task

from .conftest import SAMPLE
from .test_accessibility import look

pytestmark = pytest.mark.journey

# Where pictures of the screens go, for whoever wants to look at them.
PICTURES = os.environ.get("DONDOC_PICTURES")


def press(visitor, name):
    """Press a button and wait for the page that follows."""
    with visitor.page.expect_navigation():
        visitor.page.get_by_role("button", name=name, exact=True).click()


def agree(visitor, name):
    """Press a button that asks once more, and agree."""
    visitor.page.get_by_role("button", name=name, exact=True).click()
    with visitor.page.expect_navigation():
        visitor.page.locator("dialog[open] .btn--primary, dialog[open] .btn--danger").first.click()


def picture(visitor, name):
    """Keep pictures of a page, wide and on a phone, light and dark."""
    if not PICTURES:
        return
    for scheme in ("light", "dark"):
        visitor.page.emulate_media(color_scheme=scheme)
        for width in (1440, 360):
            visitor.page.set_viewport_size({"width": width, "height": 900})
            visitor.page.screenshot(path=str(Path(PICTURES) / f"{name}-{width}-{scheme}.png"), full_page=True)
    visitor.page.emulate_media(color_scheme="light")
    visitor.page.set_viewport_size({"width": 1440, "height": 900})


def open_form(visitor, summary):
    """Unfold a form."""
    visitor.page.locator("summary", has_text=summary).first.click()


def test_from_the_gate_to_the_archive(visit):
    """Each person does their part; the state is in sight all the way."""
    visitor = visit()
    page = visitor.page
    visitor.sign_in("vanthu")
    visitor.go("/van-ban/")
    page.set_input_files("#file", SAMPLE.with_name("cong-van.txt"))
    press(visitor, "Đọc và vào sổ")
    visitor.go("/van-ban/den/")
    expect(page.locator("tbody tr")).to_have_count(1)
    picture(visitor, "book")
    arrival = Arrival.objects.get()
    document, entry = arrival.document_id, arrival.pk

    visitor.go(f"/van-ban/den/{entry}/")
    open_form(visitor, "Trình lãnh đạo")
    page.select_option("#present_to", label="Lê Hoàng Phúc")
    press(visitor, "Trình văn bản")
    expect(page.locator(".page-head .status").first).to_contain_text("Đã trình")

    visitor.sign_in("giamdocso")
    visitor.go(f"/van-ban/den/{entry}/")
    with page.expect_navigation():
        page.get_by_role("link", name="Cho ý kiến chỉ đạo").click()
    page.fill("#id_text", "Giao Trung tâm chủ trì, phối hợp Phòng HC-TH rà soát, tham mưu trả lời")
    page.select_option("#id_lead_unit", index=3)
    picture(visitor, "direct")
    press(visitor, "Giao thực hiện")  # neither a deadline nor that there is none
    expect(page.locator(".error-summary")).to_contain_text("chỉ một trong hai")
    visitor.errors.clear()  # the refusal is meant
    page.check("#id_is_without_deadline")
    press(visitor, "Giao thực hiện")
    expect(page.locator(".page-head .status").first).to_contain_text("Đã có ý kiến chỉ đạo")
    task = Task.objects.get(quote__startswith="Giao Trung tâm chủ trì")

    visitor.sign_in("giamdoc")
    visitor.go(f"/nhiem-vu/{task.pk}/")
    press(visitor, "Nhận nhiệm vụ")
    visitor.go(f"/van-ban/den/{entry}/")
    expect(page.locator(".page-head .status").first).to_contain_text("Đang giải quyết")
    press(visitor, "Ký nhận")

    visitor.sign_in("vanthu")
    visitor.go("/van-ban/ho-so/moi/")
    page.select_option("#id_unit_id", label="Phòng Hành chính - Tổng hợp")
    page.fill("#id_code", "01-HCTH")
    page.select_option("#id_keeper_id", label="Nguyễn Thị Thanh Vân")
    page.fill("#id_title", "Hồ sơ về rà soát phương tiện đo năm 2026")
    page.fill("#id_years", "10")
    page.select_option("#id_rights", label="Đơn vị lập hồ sơ")
    page.fill("#id_source", "Bảng thời hạn bảo quản hồ sơ của Sở")
    picture(visitor, "case-file-make")
    press(visitor, "Ghi hồ sơ vào danh mục")
    case_file = CaseFile.objects.get().pk
    visitor.go(f"/van-ban/{document}/ho-so/")
    page.select_option("#id_case_file_id", index=1)
    picture(visitor, "case-file-put")
    press(visitor, "Đưa văn bản vào hồ sơ")
    picture(visitor, "case-file")
    visitor.go(f"/van-ban/{document}/ban-sao/")
    page.select_option("#id_kind", label="Sao y")
    page.select_option("#id_medium", index=2)
    page.select_option("#id_signing_post_id", index=1)
    page.fill("#id_amount", "3")
    page.fill("#id_recipients", "Các phòng thuộc Sở; Trung tâm")
    press(visitor, "Ghi bản sao vào sổ")
    expect(page.locator("#h-made ~ ul")).to_contain_text("01/SY-SKHCN")
    picture(visitor, "copy-record")
    visitor.go(f"/van-ban/den/{entry}/")
    picture(visitor, "incoming")
    visitor.go(f"/van-ban/ho-so/{case_file}/")
    agree(visitor, "Đóng hồ sơ")
    expect(page.locator(".page-head .status").first).to_contain_text("Đã đóng")
    picture(visitor, "case-file-closed")

    paths = [
        "/van-ban/den/", f"/van-ban/den/{entry}/", "/van-ban/da-gui/", "/van-ban/ho-so/", "/van-ban/ho-so/moi/",
        f"/van-ban/ho-so/{case_file}/", "/van-ban/ban-sao/", f"/van-ban/{document}/ban-sao/",
        f"/van-ban/{document}/ho-so/",
    ]  # fmt: skip
    assert look(visitor, paths) == {}
    for path, name in (
        ("/van-ban/den/in/", "print"),
        ("/van-ban/ho-so/", "case-files"),
        ("/van-ban/ban-sao/", "copies"),
    ):
        visitor.go(path)
        picture(visitor, name)
    visitor.sign_in("quantri")
    page.emulate_media(color_scheme="dark")
    assert (
        look(visitor, ["/van-ban/so/incoming/cot/", "/van-ban/ban-sao/ky-hieu/", f"/van-ban/ho-so/{case_file}/"]) == {}
    )
    page.emulate_media(color_scheme="light")
    visitor.go("/van-ban/so/incoming/cot/")
    picture(visitor, "columns")
