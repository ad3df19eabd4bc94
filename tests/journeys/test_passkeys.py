"""A passkey in a real browser: added, named, used to sign in, removed. The authenticator is Chromium's virtual one."""

from __future__ import annotations

import pytest

from dondoc.organization.models import Person

pytestmark = [pytest.mark.journey, pytest.mark.needs("chromium")]


def give_authenticator(visitor):
    """Give the browser a built-in authenticator whose owner always agrees."""
    devtools = visitor.context.new_cdp_session(visitor.page)
    devtools.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
        "isUserVerified": True, "automaticPresenceSimulation": True,
    }  # fmt: skip
    made = devtools.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    return devtools, made["authenticatorId"]


def add_passkey(visitor, name):
    """Add one on the account page."""
    visitor.go("/tai-khoan/")
    visitor.page.get_by_label("Tên khóa đăng nhập").last.fill(name)
    visitor.page.get_by_role("button", name="Thêm khóa đăng nhập").click()
    visitor.page.get_by_text("Đã thêm khóa").wait_for()


def test_a_passkey_from_beginning_to_end(visit):
    """Without a password or a code, and no longer once it is removed."""
    visitor = visit()
    devtools, authenticator = give_authenticator(visitor)
    visitor.sign_in("vienchuc")
    add_passkey(visitor, "Máy tính cơ quan")
    person = Person.objects.get(username="vienchuc")
    assert person.passkeys.get().name == "Máy tính cơ quan"

    visitor.page.get_by_text("Đổi tên", exact=True).click()
    visitor.page.locator("details[open] input[name=name]").fill("Máy ở phòng Kỹ thuật")
    visitor.page.get_by_role("button", name="Lưu").click()
    visitor.page.get_by_text("Đã đổi tên").wait_for()

    visitor.context.clear_cookies()
    visitor.go("/dang-nhap/?next=/nhiem-vu/")
    visitor.page.get_by_role("button", name="Đăng nhập bằng khóa").click()
    visitor.page.wait_for_url(f"{visitor.address}/nhiem-vu/")
    assert person.passkeys.get().used_at is not None
    assert visitor.fits()

    visitor.go("/tai-khoan/")
    visitor.page.get_by_role("button", name="Bỏ", exact=True).click()
    visitor.page.locator("#ask [data-yes]").click()
    visitor.page.get_by_text("Đã xóa khóa đăng nhập").wait_for()
    assert not person.passkeys.exists()

    visitor.context.clear_cookies()
    visitor.go("/dang-nhap/")
    visitor.page.get_by_role("button", name="Đăng nhập bằng khóa").click()
    visitor.page.get_by_text("không được chấp nhận").wait_for()
    visitor.errors[:] = [error for error in visitor.errors if "422" not in error]  # the refusal itself
    devtools.send("WebAuthn.removeVirtualAuthenticator", {"authenticatorId": authenticator})


def test_who_does_not_agree_stays_on_the_page(visit):
    """The owner is not verified: the page says what else to do, and nobody is signed in."""
    visitor = visit(width=360, height=740)
    devtools, authenticator = give_authenticator(visitor)
    visitor.sign_in("vienchuc")
    add_passkey(visitor, "Điện thoại")
    visitor.context.clear_cookies()
    visitor.go("/dang-nhap/")
    assert not visitor.page.get_by_text("Không có khóa đăng nhập nào trả lời").is_visible()
    devtools.send("WebAuthn.setUserVerified", {"authenticatorId": authenticator, "isUserVerified": False})

    visitor.page.get_by_role("button", name="Đăng nhập bằng khóa").click()
    visitor.page.get_by_text("Không có khóa đăng nhập nào trả lời").wait_for()

    visitor.go("/tai-khoan/")
    assert "/dang-nhap/" in visitor.page.url
