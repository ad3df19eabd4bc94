"""A signed notice gets its number, is issued, and its duty is a task of the unit that it names."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from dondoc.documents.composing import composition, services
from dondoc.documents.composing.choices import State
from dondoc.documents.composing.composition import Party
from dondoc.documents.composing.models import Draft
from dondoc.documents.outgoing.models import Outgoing
from dondoc.kernel import clock
from dondoc.kernel.vietnamese import format_date
from dondoc.organization.models import Person, Unit
from tests.documents.outgoing.signed import scan
from tests.documents.signing import authority

from .test_accessibility import look

SUBJECT = "Kết luận của Giám đốc Trung tâm tại cuộc họp giao ban tháng 11"
ACTION = "Rà soát máy móc, thiết bị của Trại"

pytestmark = pytest.mark.journey


def to_sign():
    """Return a notice of the centre that waits for its director's signature."""
    officer = Person.objects.get(username="vienchuc")
    centre = Unit.objects.get(name__startswith="Trung tâm Ứng dụng")
    farm = Unit.objects.get(name__startswith="Trại nghiên cứu")
    by = {"actor": officer, "now": clock.now()}
    draft = services.start(
        type_code="TB", drafting_unit_id=officer.posts.get().unit_id, issuing_unit_id=centre.pk, **by
    )
    head = {
        "issuer": centre.name, "parent": "Sở Khoa học và Công nghệ", "symbol": "TB-TTUDDV", "place": "Quảng Ngãi",
        "subject": SUBJECT, "archive": "VT, KT",
    }  # fmt: skip
    duty = composition.duty(lead=[Party(farm.name, unit=farm.pk)], action=ACTION, deadline_kind="none")
    services.set_letterhead(draft_id=draft.pk, version=1, **head, **by)
    services.add_blocks(draft_id=draft.pk, version=2, blocks=[*composition.paragraphs("Đánh giá chung."), duty], **by)
    services.add_party(draft_id=draft.pk, version=3, side="recipients", name=farm.name, **by)
    post = Person.objects.get(username="giamdoc").posts.get()
    services.name_signer(draft_id=draft.pk, version=4, post_id=post.pk, prefix="", **by)
    Draft.objects.filter(pk=draft.pk).update(state=State.TO_SIGN)
    return draft


def number_it(visitor):
    """Give the number of the day."""
    page = visitor.page
    page.get_by_label("Ngày của văn bản").fill(format_date(clock.day_of(clock.now())))
    page.get_by_role("button", name="Cấp số").click()
    expect(page.get_by_text("Đã cấp số.")).to_be_visible()
    expect(page.get_by_text("01/TB-TTUDDV").first).to_be_visible()
    assert visitor.fits()


def takes_it_over(visitor):
    """The head of the station finds the document and the task."""
    page = visitor.page
    visitor.sign_in("truongtrai")
    page.get_by_role("link", name=ACTION).first.click()
    expect(page.get_by_role("button", name="Nhận nhiệm vụ")).to_be_visible()


def on_paper(visitor):
    """Signed by hand, scanned, issued."""
    page = visitor.page
    draft = to_sign()
    visitor.sign_in("vanthu")
    visitor.go(f"/du-thao/{draft.pk}/")
    assert visitor.fits()
    page.get_by_label("Ngày ký").fill(format_date(clock.day_of(clock.now())))
    page.get_by_role("button", name="Ghi nhận chữ ký").click()
    number_it(visitor)
    page.get_by_label("Bản quét của bản gốc đã ký").set_input_files(
        {"name": "ban-goc.pdf", "mimeType": "application/pdf", "buffer": scan()}
    )
    page.get_by_role("button", name="Phát hành văn bản").click()
    expect(page.get_by_text("Đã phát hành văn bản")).to_be_visible()
    page.get_by_role("link", name="Văn bản đã phát hành").click()
    expect(page.get_by_role("heading", name=SUBJECT)).to_be_visible()
    assert visitor.fits()
    # The words of the document have the room of the paper, on a phone too.
    sheet, words = (page.locator(part).first.bounding_box()["width"] for part in (".sheet", ".sheet p"))
    assert words / sheet > 0.75
    takes_it_over(visitor)


def test_on_a_large_screen(visit):
    """Clerk, head of the station."""
    on_paper(visit())


def test_on_a_phone(visit):
    """The same at 360 px."""
    on_paper(visit(360, 780))


def test_signed_digitally(visit):
    """The director signs, the clerk numbers, the organisation signs; nothing is scanned."""
    visitor = visit()
    page = visitor.page
    draft = to_sign()

    def with_key(button, issued):
        page.get_by_label("Tệp khóa ký").set_input_files(
            {"name": "khoa.p12", "mimeType": "application/x-pkcs12", "buffer": issued.key_file().data}
        )
        page.get_by_label("Mật khẩu của khóa").fill(issued.key_file().passphrase)
        page.get_by_role("button", name=button).click()

    visitor.sign_in("giamdoc")
    visitor.go(f"/du-thao/{draft.pk}/")
    page.get_by_role("link", name="Ký số").click()
    with_key("Ký văn bản", authority.director())
    expect(page.get_by_text("Đã ký văn bản.")).to_be_visible()
    visitor.sign_in("vanthu")
    visitor.go(f"/van-ban/di/{Outgoing.objects.get().pk}/")
    number_it(visitor)
    with_key("Ký số của cơ quan", authority.department())
    expect(page.get_by_text("Cơ quan đã ký số.")).to_be_visible()
    page.get_by_role("button", name="Phát hành văn bản").click()
    expect(page.get_by_text("Đã phát hành văn bản")).to_be_visible()
    takes_it_over(visitor)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_can_be_read_by_everybody(visit, scheme):
    """axe finds nothing, and nothing sticks out at any width."""
    visitor = visit()
    visitor.page.emulate_media(color_scheme=scheme)
    draft = to_sign()
    visitor.sign_in("vanthu")

    assert look(visitor, ["/van-ban/di/", "/van-ban/di/he-thong-so/", f"/du-thao/{draft.pk}/"]) == {}
