"""A notice of conclusions is composed, returned, mended, and passed along the line to the one who signs it."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from dondoc.documents.composing import composition, services, tables
from dondoc.documents.composing.composition import Party
from dondoc.documents.composing.models import Draft
from dondoc.kernel import clock
from dondoc.organization.models import Person, Unit

from .test_accessibility import look

LAB = "Phòng Kỹ thuật Tiêu chuẩn - Đo lường - Chất lượng"
FARM = "Trại nghiên cứu thực nghiệm và chuyển giao công nghệ"
SUBJECT = "Kết luận của Giám đốc Trung tâm tại cuộc họp giao ban tháng 11"

pytestmark = pytest.mark.journey


def add(visitor, kind):
    """Open the form of a new block."""
    visitor.page.locator(".add").get_by_role("link", name=kind, exact=True).click()
    expect(visitor.page.locator("#soan")).to_be_visible()


def save(visitor, button):
    """Send the open form and wait until it is closed."""
    visitor.page.locator("#soan").get_by_role("button", name=button, exact=True).click()
    expect(visitor.page.locator("#soan")).to_have_count(0)


def duty(visitor, lead, action, deadline):
    """Add a duty whose deadline is a choice, with the date or the words where it has some."""
    page = visitor.page
    add(visitor, "Nhiệm vụ")
    page.get_by_label("Chủ trì", exact=True).fill(lead)
    page.get_by_label("Việc phải làm").fill(action)
    kind, words = deadline
    page.get_by_label(kind, exact=True).check()
    if words:
        page.get_by_label("Thời hạn bằng lời văn").fill(words)
    save(visitor, "Thêm")


def compose(visitor):
    """Start a notice and write everything that it needs."""
    page = visitor.page
    visitor.sign_in("vienchuc")
    visitor.go("/du-thao/moi/")
    page.get_by_label("Loại văn bản").select_option("TB")
    page.get_by_label("Cơ quan ban hành").select_option(label="Trung tâm Ứng dụng và Dịch vụ khoa học công nghệ")
    page.get_by_role("button", name="Bắt đầu soạn").click()
    page.locator("#letterhead").get_by_role("link", name="Sửa").click()
    page.get_by_label("Trích yếu").fill(SUBJECT)
    page.get_by_label("Địa danh").fill("Quảng Ngãi")
    page.get_by_label("Nơi lưu").fill("VT, KT")
    save(visitor, "Lưu")
    add(visitor, "Đoạn văn")
    page.get_by_label("Lời văn, mỗi dòng một đoạn").fill("Trong tháng 11 các phòng đã hoàn thành phần lớn nhiệm vụ.")
    save(visitor, "Thêm")
    duty(visitor, FARM, "Rà soát máy móc, thiết bị của Trại", ("Bằng lời văn", "trong quý I năm 2027"))
    duty(visitor, LAB, "Lập kế hoạch kiểm định năm 2027", ("Không nêu hạn", ""))
    page.locator("#recipients").get_by_role("link", name="Thêm").click()
    page.get_by_label("Đơn vị hoặc nhóm đơn vị").fill(FARM)
    save(visitor, "Thêm")
    page.locator("#signer").get_by_role("link", name="Chọn").click()
    page.get_by_label("Nguyễn Minh Hà, Giám đốc Trung tâm", exact=True).check()
    save(visitor, "Lưu")
    paper = page.locator(".a4")
    expect(paper).to_contain_text(f"Giao {FARM}")
    expect(paper).to_contain_text("rà soát máy móc, thiết bị của Trại")
    expect(paper).to_contain_text("Nguyễn Minh Hà")


def open_draft(visitor, username):
    """Open the draft from the list of what waits."""
    visitor.sign_in(username)
    visitor.go("/du-thao/")
    visitor.page.get_by_role("link", name=SUBJECT).first.click()
    expect(visitor.page.get_by_role("heading", name="Trình, duyệt")).to_be_visible()


def story(visitor):
    """Tell the story once; the same on a large screen and on a phone."""
    page = visitor.page
    compose(visitor)
    assert visitor.fits()
    page.get_by_role("button", name="Trình dự thảo").click()
    expect(page.get_by_text("Đã trình trưởng đơn vị.")).to_be_visible()

    open_draft(visitor, "truongkythuat")
    assert visitor.fits()
    page.get_by_text("Trả lại kèm lý do").click()
    page.get_by_label("Lý do").fill("Ghi rõ cuộc họp ngày nào.")
    page.get_by_role("button", name="Trả lại dự thảo").click()
    expect(page.get_by_text("Đã trả lại dự thảo.")).to_be_visible()

    open_draft(visitor, "vienchuc")
    expect(page.get_by_text("Ghi rõ cuộc họp ngày nào.")).to_be_visible()
    page.get_by_role("link", name="Trong tháng 11 các phòng").click()
    page.get_by_label("Lời văn, mỗi dòng một đoạn").fill("Đến ngày 20/11/2026 các phòng đã hoàn thành nhiệm vụ.")
    # The paper follows what is typed; nothing is saved by that.
    expect(page.locator(".a4")).to_contain_text("Đến ngày 20/11/2026")
    expect(page.locator("#soan")).to_have_count(1)
    save(visitor, "Lưu")
    page.get_by_role("link", name="Phiên bản").click()
    expect(page.locator("ins").last).to_be_visible()
    assert visitor.fits()
    page.go_back()
    page.get_by_role("button", name="Trình dự thảo").click()

    open_draft(visitor, "truongkythuat")
    page.get_by_role("button", name="Nội dung đạt").click()
    expect(page.get_by_text("chuyển sang kiểm tra thể thức")).to_be_visible()
    open_draft(visitor, "vanthu")
    page.get_by_role("button", name="Thể thức đạt").click()
    expect(page.get_by_text("dự thảo chờ người ký")).to_be_visible()

    open_draft(visitor, "giamdoc")
    expect(page.get_by_text("Chờ ký").first).to_be_visible()
    assert visitor.fits()


def test_on_a_large_screen(visit):
    """Officer, head of the unit, clerk, director."""
    story(visit())


def test_on_a_phone(visit):
    """The same at 360 px."""
    story(visit(360, 780))


def test_parts_are_moved_and_taken_out(visit):
    """By one click each; what is typed in the open form is saved before citing, and not dropped without a question."""
    visitor = visit()
    page = visitor.page
    visitor.sign_in("vienchuc")
    officer = Person.objects.get(username="vienchuc")
    lab, centre = officer.posts.get().unit, Unit.objects.get(name__startswith="Trung tâm Ứng dụng")
    act = {"actor": officer, "now": clock.now()}
    draft = services.start(type_code="TB", drafting_unit_id=lab.pk, issuing_unit_id=centre.pk, **act)
    blocks = composition.paragraphs("Đoạn một\nĐoạn hai\nĐoạn ba")
    services.add_blocks(draft_id=draft.pk, version=1, blocks=blocks, **act)
    services.add_party(draft_id=draft.pk, version=2, side="recipients", outside="Công ty A", **act)

    def says(*expected):
        expect(page.locator("#blocks .block__words")).to_have_text([re.compile(words) for words in expected])

    visitor.go(f"/du-thao/{draft.pk}/")
    page.get_by_role("button", name="Lên 2").click()
    says("Đoạn hai", "Đoạn một", "Đoạn ba")
    page.get_by_role("button", name="Xuống 2").click()
    says("Đoạn hai", "Đoạn ba", "Đoạn một")
    page.locator("#recipients").get_by_role("button").click()
    expect(page.locator("#recipients")).not_to_contain_text("Công ty A")
    page.get_by_role("link", name="Đoạn ba").click()
    page.get_by_role("button", name="Bỏ phần này").click()
    expect(page.locator("#soan")).to_have_count(0)
    says("Đoạn hai", "Đoạn một")

    page.get_by_role("link", name="Đoạn một").click()
    page.get_by_label("Lời văn, mỗi dòng một đoạn").fill("Đoạn sửa")
    page.locator("#signer").get_by_role("link").click()
    expect(page.get_by_role("dialog")).to_be_visible()
    page.get_by_role("dialog").get_by_role("button", name="Để sau").click()
    page.locator("#soan button[value=vien-dan]").click()
    expect(page.locator("#vien-dan")).to_be_visible()
    assert Draft.objects.get(pk=draft.pk).content["blocks"][1]["text"] == "Đoạn sửa"
    page.get_by_label("Lời văn, mỗi dòng một đoạn").fill("Bỏ đi")
    page.locator("#soan").get_by_role("link", name="Đóng").click()
    page.get_by_role("dialog").get_by_role("button", name="Thực hiện").click()
    says("Đoạn hai", "Đoạn sửa")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_can_be_read_by_everybody(visit, scheme):
    """axe finds nothing, and nothing sticks out at any width."""
    visitor = visit()
    visitor.page.emulate_media(color_scheme=scheme)
    visitor.sign_in("vienchuc")
    officer = Person.objects.get(username="vienchuc")
    lab, centre = officer.posts.get().unit, Unit.objects.get(name__startswith="Trung tâm Ứng dụng")
    parts = {"drafting_unit_id": lab.pk, "issuing_unit_id": centre.pk, "actor": officer, "now": clock.now()}
    draft, minutes = (services.start(type_code=code, **parts) for code in ("TB", "BB"))
    duty = composition.duty(lead=[Party(lab.name, unit=lab.pk), Party("Công ty A")], action="Lập kế hoạch kiểm định")
    table = tables.table("STT | Nội dung công việc | Đơn vị thực hiện\n1 | Kiểm định cân | Phòng Kỹ thuật")
    blocks = [*composition.paragraphs("Đánh giá chung."), duty, table]
    services.add_blocks(draft_id=draft.pk, version=1, blocks=blocks, actor=officer, now=clock.now())
    services.comment(draft_id=draft.pk, words="Nên rõ hơn", place="b1", actor=officer, now=clock.now())
    here = f"/du-thao/{draft.pk}/"
    forms = [f"{here}?sua={part}" for part in ("letterhead", "b2", "signer", "recipients")]
    paths = ["/du-thao/", "/du-thao/moi/", here, *forms, f"{here}phien-ban/", f"/du-thao/{minutes.pk}/?them=statement"]

    assert look(visitor, paths) == {}
