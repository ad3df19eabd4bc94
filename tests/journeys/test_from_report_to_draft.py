"""A report is begun, its figures open their records, a unit writes its part, and it becomes a draft to be signed."""

from __future__ import annotations

import datetime as dt
from types import SimpleNamespace

import pytest
from playwright.sync_api import expect

from dondoc.documents.composing.models import Draft
from dondoc.kernel import clock
from dondoc.kernel.vietnamese import format_date
from dondoc.organization.models import Person, Unit
from tests.reports import made

from .test_accessibility import look
from .test_from_draft_to_signer import save

LAB = "Phòng Kỹ thuật Tiêu chuẩn - Đo lường - Chất lượng"
SAID = "Thiếu 02 kiểm định viên so với đề án vị trí việc làm."

pytestmark = pytest.mark.journey


def tasks():
    """Write what the report tells of: a task done in time, one overdue, one under way."""
    person = Person.objects.get(username="vanthu")
    units = {unit.name: unit for unit in Unit.objects.all()}
    office, centre = units["Phòng Hành chính - Tổng hợp"], Person.objects.get(username="giamdoc").posts.get().unit
    world = SimpleNamespace(clerk=person, office=office, department=centre.parent, centre=centre, lab=units[LAB])
    made.done(world, dt.date(2026, 5, 1), due_date=dt.date(2026, 5, 4))
    made.task(world, due_date=dt.date(2026, 9, 1))
    made.task(world, due_date=clock.day_of(clock.now()) + dt.timedelta(days=20))


def begin(visitor):
    """Begin the report and look behind a figure."""
    page = visitor.page
    visitor.sign_in("giamdoc")
    visitor.go("/bao-cao/moi/")
    page.get_by_label("Loại báo cáo").select_option(label="Báo cáo kết quả công tác năm")
    page.get_by_role("button", name="Lập báo cáo").click()
    page.wait_for_url("**/bao-cao/*/")
    address = page.url.removeprefix(visitor.address)
    page.locator("[popovertarget=so-lieu-overdue]").first.click()
    page.locator("#so-lieu-overdue").get_by_role("link", name="Mở các bản ghi").click()
    expect(page.get_by_text("Kiểm định cân")).to_have_count(1)
    return address


def ask(visitor, address):
    """Ask the laboratory what holds it up; its head answers."""
    page = visitor.page
    visitor.go(f"{address}hoi-don-vi/assessment/")
    page.get_by_label(LAB).check()
    page.get_by_label("Trước ngày").fill(format_date(clock.day_of(clock.now()) + dt.timedelta(days=3)))
    page.get_by_role("button", name="Gửi đề nghị").click()
    expect(page.get_by_text("Đã đề nghị các đơn vị")).to_be_visible()

    visitor.sign_in("truongkythuat")
    visitor.go("/bao-cao/")
    page.locator("#h-asked").locator("xpath=../..").get_by_role("link").first.click()
    page.get_by_label("Nội dung của đơn vị").fill(SAID)
    page.get_by_role("button", name="Gửi", exact=True).click()
    expect(page.get_by_label("Nội dung của đơn vị")).to_have_value(SAID)


def hand_on(visitor, address):
    """Freeze the figures; the draft says the same, with its chart, and is passed on once it is complete."""
    page = visitor.page
    visitor.sign_in("giamdoc")
    visitor.go(address)
    expect(page.get_by_text(SAID)).to_be_visible()
    page.get_by_role("button", name="Chốt số liệu và trình").click()
    page.wait_for_url("**/du-thao/*/")
    paper = page.locator("#paper")
    expect(paper).to_contain_text("Đã hoàn thành 1/3 nhiệm vụ")
    expect(paper).to_contain_text(SAID)
    # The table of units is wider than the page: it is an annex, and the draft can be passed on.
    expect(paper).to_contain_text("Số liệu chi tiết tại Phụ lục “Kết quả theo đơn vị”.")
    expect(paper.get_by_role("img", name="Biểu đồ: Nhiệm vụ theo đơn vị")).to_have_count(1)
    page.locator("#letterhead").get_by_role("link", name="Sửa").click()
    page.get_by_label("Địa danh").fill("Quảng Ngãi")
    page.get_by_label("Nơi lưu").fill("VT, HCTH")
    save(visitor, "Lưu")
    for side in ("to", "recipients"):
        page.locator(f"#{side}").get_by_role("link", name="Thêm").click()
        page.get_by_label("Đơn vị hoặc nhóm đơn vị").fill("Sở Khoa học và Công nghệ")
        save(visitor, "Thêm")
    page.locator("#signer").get_by_role("link", name="Chọn").click()
    page.get_by_label("Nguyễn Minh Hà, Giám đốc Trung tâm", exact=True).check()
    save(visitor, "Lưu")
    page.reload()
    with page.expect_download() as download:
        page.get_by_role("link", name="PDF").first.click()
    assert download.value.path().read_bytes().startswith(b"%PDF-")
    page.get_by_role("button", name="Trình dự thảo").click()
    expect(page.get_by_text("Đang soạn thảo")).to_have_count(0)


def test_from_report_to_draft(visit):
    """The head of the centre and the head of a laboratory; the pages can be read by everybody."""
    visitor = visit()
    tasks()

    address = begin(visitor)
    ask(visitor, address)
    hand_on(visitor, address)

    draft = Draft.objects.get()
    assert draft.state != "drafting"
    assert look(visitor, [address, "/bao-cao/moi/", f"/du-thao/{draft.pk}/"]) == {}
