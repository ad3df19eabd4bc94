"""Staff from a workbook: a report for each row, then all or nobody."""

from __future__ import annotations

import html
import re

import pytest
from django.core import signing
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from dondoc.audit.models import Entry
from dondoc.organization.accounts.models import SecondStepRule, Totp
from dondoc.organization.accounts.views.administering import SALT
from dondoc.organization.models import Person, Post

from .staff import HEADINGS, RIGHT, staff_workbook
from .test_signing_in import with_totp

PAGE = "/quan-tri/tai-khoan/nhap/"


@pytest.fixture
def administrator(world):
    """Signed in."""
    client = Client()
    client.force_login(world.administrator)
    return client


def check(client, content):
    """Send a file to be checked."""
    response = client.post(PAGE, {"file": SimpleUploadedFile("nhan-su.xlsx", content)})
    return response, html.unescape(response.content.decode())


def rows_of(page):
    """Return the signed rows that the page would send back."""
    found = re.search(r'name="rows" value="([^"]+)"', page)
    return found and found[1]


def test_a_right_file(administrator, world):
    """Nothing is written by checking; adding makes people without passwords, and a second post of the same person."""
    second = ["Phạm Văn Mới", "MOI", "Phòng Kỹ thuật đo lường", "Kiêm nhiệm", "officer", "1/10/2026"]
    before = Person.objects.count()
    response, page = check(administrator, staff_workbook(RIGHT, second))
    assert response.status_code == 200
    assert "Mọi dòng đều hợp lệ: sẽ thêm 1 người" in page
    assert Person.objects.count() == before

    assert administrator.post(PAGE + "them/", {"rows": rows_of(page)}).status_code == 302

    person = Person.objects.get(username="moi")
    assert not person.has_usable_password()
    assert {(post.unit, str(post.valid_from)) for post in person.posts.all()} == {
        (world.farm, "2026-09-01"),
        (world.lab, "2026-10-01"),
    }


@pytest.mark.parametrize(
    ("place", "value", "told"),
    [
        pytest.param(0, "", "Hãy ghi họ tên", id="no-name"),
        pytest.param(1, "Có dấu", "chữ thường không dấu", id="user-name-with-marks"),
        pytest.param(1, "van", "đã có người dùng", id="user-name-taken"),
        pytest.param(2, "Phòng nào đó", "Không có đơn vị nào", id="unknown-unit"),
        pytest.param(3, "", "Hãy ghi chức danh", id="no-title"),
        pytest.param(4, "Trùm", "Không có vai trò “Trùm”", id="unknown-role"),
        pytest.param(5, "30/02/2026", "Không đọc được ngày “30/02/2026”", id="no-such-day"),
        pytest.param(5, "", "Không đọc được ngày", id="no-day"),
    ],
)
def test_a_wrong_row_is_told_and_stops_all(administrator, place, value, told):
    """The right row beside it is not added either."""
    wrong = ["Lê Thị Sai", "sai", *RIGHT[2:]]
    wrong[place] = value
    _response, page = check(administrator, staff_workbook(RIGHT, wrong))

    assert told in page
    assert rows_of(page) is None
    assert not Person.objects.filter(username="moi").exists()


def test_what_became_wrong_after_the_check(administrator, world):
    """Somebody took the user name meanwhile: nobody is added."""
    _response, page = check(administrator, staff_workbook(RIGHT, ["Lê Thị Hai", "hai", *RIGHT[2:]]))
    Person.objects.create(username="hai", full_name="Người khác")
    posts = Post.objects.count()

    assert administrator.post(PAGE + "them/", {"rows": rows_of(page)}).status_code == 409
    assert not Person.objects.filter(username="moi").exists()
    assert Post.objects.count() == posts


def test_rows_cannot_be_changed_on_the_way(administrator):
    """They are signed."""
    _response, page = check(administrator, staff_workbook())

    assert administrator.post(PAGE + "them/", {"rows": rows_of(page)[:-2] + "xx"}).status_code == 409
    assert not Person.objects.filter(username="moi").exists()


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"PK\x03\x04 not really", id="broken"),
        pytest.param(b"ho ten,ten dang nhap", id="not-a-workbook"),
        pytest.param(staff_workbook(headings=HEADINGS[:-1]), id="a-column-missing"),
        pytest.param(staff_workbook([None] * 6), id="no-rows"),
        pytest.param(staff_workbook(*[RIGHT] * 501), id="too-long"),
    ],
)
def test_a_file_that_cannot_be_used(administrator, content):
    """Is refused with what was expected."""
    response, _page = check(administrator, content)

    assert response.status_code == 422
    assert not Person.objects.filter(username="moi").exists()


def test_roles_that_require_the_second_step(administrator):
    """Set as a whole; what is no role is left out."""
    page = "/quan-tri/tai-khoan/hai-buoc/"
    assert administrator.post(page, {"roles": ["clerk", "officer", "trum"]}).status_code == 302
    assert administrator.post(page, {"roles": ["clerk"]}).status_code == 302

    assert [rule.role for rule in SecondStepRule.objects.all()] == ["clerk"]


def test_who_is_no_administrator_changes_nothing(world):
    """Each act is refused, and nothing is different."""
    client = Client()
    client.force_login(world.clerk)
    rows = signing.dumps(
        [[2, "Phạm Văn Mới", "moi", "Trại nghiên cứu thực nghiệm", "A", "officer", "1/9/2026"]], salt=SALT
    )
    people, entries = Person.objects.count(), Entry.objects.count()
    with_totp(world.officer)
    done = Entry.objects.count() - entries

    answers = [
        client.post(PAGE + "them/", {"rows": rows}),
        client.post("/quan-tri/tai-khoan/hai-buoc/", {"roles": ["clerk"]}),
        client.post(f"/quan-tri/tai-khoan/{world.officer.pk}/dat-lai/", {"drop": "on"}),
    ]

    assert [answer.status_code for answer in answers] == [403, 403, 403]
    assert Person.objects.count() == people
    assert not SecondStepRule.objects.exists()
    assert Totp.objects.filter(person=world.officer).exists()
    assert Entry.objects.count() == entries + done


def test_accounts_are_found_without_marks(administrator):
    """By parts of their names; nobody found says so."""
    assert "Đặng Thị Thùy Dương" in administrator.get("/quan-tri/tai-khoan/", {"ten": "thuy duong"}).content.decode()
    assert "Không có ai mang tên này" in administrator.get("/quan-tri/tai-khoan/", {"ten": "zzz"}).content.decode()
