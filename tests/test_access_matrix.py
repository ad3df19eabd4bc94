"""Every address × every role: what a person gets who asks for it. An address missing from the table fails."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core import signing
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse

from dondoc.organization.accounts.views.administering import SALT
from dondoc.organization.choices import Role
from dondoc.tasks import services
from dondoc.tasks.choices import Stage
from dondoc.tasks.models import CalendarFeed, Mail, SavedView
from dondoc.tasks.selectors.feed import hash_of
from tests import world as worlds
from tests.bad_files import pdf
from tests.organization.accounts.staff import staff_workbook
from tests.tasks.test_importing import workbook
from tests.world import NOW

# One person for each role, somebody of another unit, and nobody signed in; the administrator is below.
ROLES = [*(role for role in Role if role != Role.ADMINISTRATOR), "outsider", "nobody"]
SIGN_IN = 302

# What each gets, in the order of `ROLES`: director of the department, head of the office, clerk, director of the
# centre, head of the lab, officer of the lab, head of the farm, nobody. The tasks belong to the lab and were assigned
# by the centre; the document is under review in the office. The forms are filled in rightly (`bodies`), so that what
# is refused is refused for the right.
MATRIX: dict[str, tuple[str, list[int]]] = {
    "home:desk": ("GET", [200, 200, 200, 200, 200, 200, 200, SIGN_IN]),
    "home:log": ("GET", [403, 403, 403, 403, 403, 403, 403, SIGN_IN]),
    "organization:sign-in": ("GET", [302, 302, 302, 302, 302, 302, 302, 200]),
    "organization:demo-sign-in": ("POST", [404, 404, 404, 404, 404, 404, 404, 404]),
    "organization:sign-out": ("POST", [302, 302, 302, 302, 302, 302, 302, SIGN_IN]),
    "organization:sign-in-code": ("GET", [409, 409, 409, 409, 409, 409, 409, 409]),
    "organization:sign-in-set-up": ("GET", [409, 409, 409, 409, 409, 409, 409, 409]),
    "organization:sign-in-passkey-question": ("POST", [200, 200, 200, 200, 200, 200, 200, 200]),
    "organization:sign-in-passkey": ("POST", [422, 422, 422, 422, 422, 422, 422, 422]),
    "organization:single-sign-on": ("GET", [404, 404, 404, 404, 404, 404, 404, 404]),
    "organization:single-sign-on-back": ("GET", [404, 404, 404, 404, 404, 404, 404, 404]),
    "organization:set-password": ("GET", [404, 404, 404, 404, 404, 404, 404, 404]),
    "organization:account": ("GET", [200, 200, 200, 200, 200, 200, 200, SIGN_IN]),
    "organization:change-password": ("GET", [200, 200, 200, 200, 200, 200, 200, SIGN_IN]),
    "organization:begin-totp": ("POST", [302, 302, 302, 302, 302, 302, 302, SIGN_IN]),
    "organization:set-up-totp": ("GET", [302, 302, 302, 302, 302, 302, 302, SIGN_IN]),
    "organization:turn-off-totp": ("GET", [200, 200, 200, 200, 200, 200, 200, SIGN_IN]),
    "organization:renew-codes": ("GET", [200, 200, 200, 200, 200, 200, 200, SIGN_IN]),
    "organization:passkey-question": ("POST", [200, 200, 200, 200, 200, 200, 200, SIGN_IN]),
    "organization:add-passkey": ("POST", [422, 422, 422, 422, 422, 422, 422, SIGN_IN]),
    "organization:rename-passkey": ("POST", [404, 404, 404, 404, 404, 302, 404, SIGN_IN]),
    "organization:remove-passkey": ("POST", [404, 404, 404, 404, 404, 302, 404, SIGN_IN]),
    "organization:end-session": ("POST", [404, 404, 404, 404, 404, 404, 404, SIGN_IN]),
    "organization:end-other-sessions": ("POST", [302, 302, 302, 302, 302, 302, 302, SIGN_IN]),
    "organization:accounts": ("GET", [403, 403, 403, 403, 403, 403, 403, SIGN_IN]),
    "organization:require-second-step": ("POST", [403, 403, 403, 403, 403, 403, 403, SIGN_IN]),
    "organization:import-staff": ("POST", [403, 403, 403, 403, 403, 403, 403, SIGN_IN]),
    "organization:add-staff": ("POST", [403, 403, 403, 403, 403, 403, 403, SIGN_IN]),
    "organization:make-reset-link": ("POST", [403, 403, 403, 403, 403, 403, 403, SIGN_IN]),
    "organization:roles": ("GET", [403, 403, 403, 403, 403, 403, 403, SIGN_IN]),
    "organization:role": ("POST", [403, 403, 403, 403, 403, 403, 403, SIGN_IN]),
    "set_language": ("POST", [302, 302, 302, 302, 302, 302, 302, 302]),
    "web:styleguide": ("GET", [200, 200, 200, 200, 200, 200, 200, SIGN_IN]),
    "documents:list": ("POST", [403, 302, 302, 403, 403, 403, 403, SIGN_IN]),
    "documents:document": ("GET", [200, 200, 200, 404, 404, 404, 404, SIGN_IN]),
    "documents:try-again": ("POST", [403, 409, 409, 404, 404, 404, 404, SIGN_IN]),
    "documents:remove": ("POST", [403, 409, 409, 404, 404, 404, 404, SIGN_IN]),
    "documents:file": ("GET", [200, 200, 200, 404, 404, 404, 404, SIGN_IN]),
    "documents:page": ("GET", [200, 200, 200, 404, 404, 404, 404, SIGN_IN]),
    "tasks:keep": ("POST", [409, 409, 409, 404, 404, 404, 404, SIGN_IN]),
    "tasks:review": ("GET", [200, 200, 200, 403, 403, 403, 403, SIGN_IN]),
    "tasks:hand-over": ("POST", [409, 409, 409, 404, 404, 404, 404, SIGN_IN]),
    "tasks:decide": ("POST", [302, 302, 302, 403, 403, 403, 403, SIGN_IN]),
    "tasks:list": ("GET", [200, 200, 200, 200, 200, 200, 200, SIGN_IN]),
    "tasks:export": ("GET", [200, 200, 200, 200, 200, 200, 200, SIGN_IN]),
    "tasks:print": ("GET", [200, 200, 200, 200, 200, 200, 200, SIGN_IN]),
    "tasks:imports": ("GET", [403, 200, 200, 403, 403, 403, 403, SIGN_IN]),
    "tasks:import-batch": ("GET", [403, 200, 200, 403, 403, 403, 403, SIGN_IN]),
    "tasks:take-in": ("POST", [403, 302, 302, 403, 403, 403, 403, SIGN_IN]),
    "tasks:take-back": ("POST", [403, 409, 409, 403, 403, 403, 403, SIGN_IN]),
    "tasks:save-view": ("POST", [302, 302, 302, 302, 302, 302, 302, SIGN_IN]),
    "tasks:forget-view": ("POST", [404, 404, 404, 404, 302, 404, 404, SIGN_IN]),
    "tasks:act-on-several": ("POST", [200, 200, 200, 200, 200, 200, 422, SIGN_IN]),
    "tasks:task": ("GET", [200, 200, 200, 200, 200, 200, 404, SIGN_IN]),
    "tasks:name-lead": ("POST", [409, 403, 403, 403, 403, 403, 404, SIGN_IN]),
    "tasks:set-deadline": ("POST", [302, 403, 403, 403, 403, 403, 404, SIGN_IN]),
    "tasks:take-over": ("POST", [403, 403, 403, 403, 302, 403, 404, SIGN_IN]),
    "tasks:decline": ("POST", [403, 403, 403, 403, 302, 403, 404, SIGN_IN]),
    "tasks:hand-on": ("POST", [403, 403, 403, 403, 302, 403, 404, SIGN_IN]),
    "tasks:update": ("POST", [403, 403, 403, 403, 302, 403, 404, SIGN_IN]),
    "tasks:add-evidence": ("POST", [403, 403, 403, 403, 302, 403, 404, SIGN_IN]),
    "tasks:report": ("POST", [403, 403, 403, 403, 302, 403, 404, SIGN_IN]),
    "tasks:accept-result": ("POST", [403, 403, 403, 302, 403, 403, 404, SIGN_IN]),
    "tasks:send-back-result": ("POST", [403, 403, 403, 302, 403, 403, 404, SIGN_IN]),
    "tasks:observe": ("POST", [403, 403, 403, 302, 403, 403, 404, SIGN_IN]),
    "tasks:urge": ("POST", [403, 403, 403, 302, 403, 403, 404, SIGN_IN]),
    "tasks:inspect": ("POST", [403, 403, 403, 302, 403, 403, 404, SIGN_IN]),
    "tasks:letters": ("GET", [200, 200, 200, 200, 200, 200, 200, SIGN_IN]),
    "tasks:draft-letter": ("POST", [403, 403, 403, 302, 403, 403, 403, SIGN_IN]),
    "tasks:letter": ("GET", [404, 404, 404, 200, 404, 404, 404, SIGN_IN]),
    "tasks:mark-letter-sent": ("POST", [404, 404, 404, 302, 404, 404, 404, SIGN_IN]),
    "tasks:notices": ("GET", [200, 200, 200, 200, 200, 200, 200, SIGN_IN]),
    "tasks:open-notice": ("GET", [404, 404, 404, 404, 302, 404, 404, SIGN_IN]),
    "tasks:read-all": ("POST", [302, 302, 302, 302, 302, 302, 302, SIGN_IN]),
    "tasks:outbox": ("GET", [403, 200, 200, 403, 403, 403, 403, SIGN_IN]),
    "tasks:resend": ("POST", [403, 302, 302, 403, 403, 403, 403, SIGN_IN]),
    "tasks:add-day": ("POST", [403, 302, 302, 403, 403, 403, 403, SIGN_IN]),
    "tasks:remove-day": ("POST", [403, 302, 302, 403, 403, 403, 403, SIGN_IN]),
    "tasks:preferences": ("POST", [302, 302, 302, 302, 302, 302, 302, SIGN_IN]),
    "tasks:make-feed": ("POST", [200, 200, 200, 200, 200, 200, 200, SIGN_IN]),
    "tasks:revoke-feed": ("POST", [302, 302, 302, 302, 302, 302, 302, SIGN_IN]),
    "tasks:feed": ("GET", [200, 200, 200, 200, 200, 200, 200, 200]),
    "tasks:evidence": ("GET", [200, 200, 200, 200, 200, 200, 404, SIGN_IN]),
}

# The administrator gets what somebody of another unit gets, but for these. Tasks and documents are not among them.
ADMINISTRATOR = {
    "organization:roles": 200,
    "organization:role": 302,
    "tasks:outbox": 200,
    "tasks:resend": 302,
    "tasks:add-day": 302,
    "tasks:remove-day": 302,
    "home:log": 200,
    "organization:accounts": 200,
    "organization:require-second-step": 302,
    "organization:import-staff": 200,
    "organization:add-staff": 302,
    "organization:make-reset-link": 200,
}


def bodies(world, places):
    """Return a form that is filled in rightly, by address."""
    proof = {"file": SimpleUploadedFile("a.pdf", b"%PDF-1.4 bien ban"), "date": "1/2/2025"}
    staff = [[2, "Phạm Văn Mới", "moi", "Trại nghiên cứu thực nghiệm", "Viên chức", "officer", "01/09/2026"]]
    return {
        "organization:rename-passkey": {"name": "Máy tính cơ quan"},
        "organization:add-passkey": {"name": "Máy tính cơ quan", "answer": "{}"},
        "organization:require-second-step": {"roles": ["clerk"]},
        "organization:role": {"abilities": ["register"], "scope": "unit", "version": 0, "confirmed": 1},
        "organization:import-staff": {"file": SimpleUploadedFile("staff.xlsx", staff_workbook())},
        "organization:add-staff": {"rows": signing.dumps(staff, salt=SALT, compress=True)},
        "documents:list": {"file": SimpleUploadedFile("a.txt", "Trung tâm báo cáo kết quả.".encode())},
        "tasks:save-view": {"name": "Quá hạn", "query": "tinh-trang=overdue"},
        "tasks:act-on-several": {"act": "take_over", "task": [places["task_id"]], "confirmed": 1},
        "tasks:name-lead": {"unit": world.farm.pk},
        "tasks:set-deadline": {"date": "1/2/2999"},
        "tasks:decline": {"reason": "Không thuộc thẩm quyền"},
        "tasks:hand-on": {"to": f"p{world.officer.pk}", "action": "Tổng hợp"},
        "tasks:update": {"text": "Đang làm"},
        "tasks:add-evidence": proof,
        "tasks:report": proof | {"text": "Xong"},
        "tasks:observe": {"date": "1/2/2025", "text": "Đang làm"},
        "tasks:urge": {"date": "1/2/2025", "means": "phone", "text": "Đã gọi"},
        "tasks:inspect": {"date": "1/2/2025", "text": "Đúng tiến độ", "conclusion": "Tiếp tục"},
        "tasks:draft-letter": {"issuing_unit": world.centre.pk, "unit": world.lab.pk},
        "tasks:mark-letter-sent": {"version": "1", "number": "45/TT", "date": "1/2/2025"},
        "tasks:add-day": {"offset": "-14", "source": "Quy chế làm việc"},
        "tasks:remove-day": {"offset": "7"},
        "tasks:preferences": {"email": "a@example.vn", "mode": "digest"},
        "tasks:send-back-result": {"reason": "Thiếu số liệu"},
    }


def addresses(patterns, namespace=""):
    """Yield the names of all addresses."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from addresses(pattern.url_patterns, inner)
        elif isinstance(pattern, URLPattern):
            yield f"{namespace}{pattern.name}"


def test_every_address_stands_in_the_table():
    """And the table names no address that is gone."""
    assert sorted(MATRIX) == sorted(addresses(get_resolver().url_patterns))


@pytest.fixture
def places(world, kept_files):
    """One thing for each kind of address."""
    review = worlds.document(world, [worlds.directive("Rà soát các chỉ tiêu")], media_type="application/pdf", pages=1)
    path = kept_files / review.file.content.name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(pdf())
    new = worlds.task(world, lead_unit=world.lab, assigning_unit=world.centre)
    evidence = new.evidence.create(
        file=review.file, file_name="a.pdf", date=NOW.date(), added_by=world.lab_head, added_at=NOW
    )
    reported = worlds.task(world, lead_unit=world.lab, assigning_unit=world.centre, stage=Stage.REPORTED)
    reported.completions.create(reported_by=world.lab_head, reported_at=NOW, done_date=NOW.date(), text="Xong")
    notice = new.notices.create(person=world.lab_head, kind="assigned", at=NOW)
    mail = Mail.objects.create(person=world.lab_head, notice=notice, made_at=NOW, state="failed")
    worlds.task(world, lead_unit=world.lab, assigning_unit=world.centre, due_date=dt.date(2025, 1, 1))
    letter = services.draft_letter(issuing_unit=world.centre, unit=world.lab, actor=world.centre_director, now=NOW)
    CalendarFeed.objects.create(person=world.officer, token_hash=hash_of("bi-mat"), made_at=NOW)
    return {
        "code": "officer",
        "letter_id": letter.pk,
        "notice_id": notice.pk,
        "mail_id": mail.pk,
        "token": "bi-mat",
        "document_id": review.pk,
        "number": 1,
        "task_id": new.pk,
        "reported_id": reported.pk,
        "evidence_id": evidence.pk,
        "proposal_id": worlds.proposal(review).pk,
        "passkey_id": world.officer.passkeys.create(name="Máy", credential_id="YWJj", public=b"", added_at=NOW).pk,
        "person_id": world.officer.pk,
        "shown_id": "khong-co",
        "batch_id": services.start_import(data=workbook(), name="so.xlsx", actor=world.clerk, now=NOW).pk,
        "view_id": SavedView.objects.create(owner=world.lab_head, name="Của tôi", query="").pk,
    }


def address(name, places):
    """Return the address, with the ids it asks for; results are accepted on the task that has one."""
    if name in ("tasks:accept-result", "tasks:send-back-result"):
        return reverse(name, args=[places["reported_id"]])
    ids = [{}, *({key: value} for key, value in places.items())]
    for wanted in [*ids, {"document_id": places["document_id"], "number": 1}, {"uid": "MQ", "token": "x"}]:
        try:
            return reverse(name, kwargs=wanted)
        except NoReverseMatch:
            continue
    raise AssertionError(name)


@pytest.mark.parametrize("name", MATRIX)
@pytest.mark.parametrize("role", [*ROLES, Role.ADMINISTRATOR])
def test_what_a_role_gets(world, places, name, role):
    """Hidden and absent answer alike; a stranger is asked to sign in."""
    method, expected = MATRIX[name]
    client = Client()
    if role != "nobody":
        client.force_login((world.by_role | {"outsider": world.farm_head})[role])
    url = address(name, places)

    response = client.get(url) if method == "GET" else client.post(url, bodies(world, places).get(name, {}))

    if role == Role.ADMINISTRATOR:
        assert response.status_code == ADMINISTRATOR.get(name, expected[ROLES.index("outsider")])
    else:
        assert response.status_code == expected[ROLES.index(role)]
    if hasattr(response, "streaming_content"):
        response.close()
    if role == "nobody" and response.status_code == SIGN_IN and name != "set_language":
        assert response["Location"].startswith(reverse("organization:sign-in"))


def test_a_part_of_a_page_loads_the_whole_sign_in_page(world):
    """When the session has ended; nothing foreign is put into a card."""
    response = Client().post(reverse("documents:list"), headers={"hx-request": "true"})

    assert response.status_code == 401
    assert response["HX-Redirect"].startswith(reverse("organization:sign-in"))
