"""Case files due for the archive: told 30 days before, on working days, once; in the product, by mail, on the desk."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core import mail as sent
from django.db import IntegrityError, transaction
from django.urls import reverse

from dondoc.documents.case_files import services as case_files
from dondoc.documents.case_files.services import Terms
from dondoc.kernel import clock
from dondoc.tasks import services
from dondoc.tasks.choices import MailMode, NoticeKind
from dondoc.tasks.models import Mail, Notice, NoticePreference
from dondoc.tasks.services.mailing import told_of
from tests.world import NOW, TODAY, document, task

DAY = dt.timedelta(days=1)


def a_file(world, *, due, code="01", keeper=None):
    """Open a case file that is due on a day."""
    return case_files.make(
        unit_id=world.lab.pk, year=2026, code=code, title=f"Hồ sơ {code}", keeper_id=(keeper or world.officer).pk,
        terms=Terms(5, is_permanent=False, rights="unit", source="QĐ 1", archive_due=due), actor=world.clerk, now=NOW,
    )  # fmt: skip


def told():
    """Return who was told of which file."""
    rows = Notice.objects.filter(kind=NoticeKind.ARCHIVE).order_by("pk")
    return [(notice.person.username, notice.case_file.code, notice.due_date) for notice in rows]


@pytest.mark.parametrize(
    ("due", "on", "expected"),
    [
        # 25 November 2026 is a Wednesday.
        pytest.param(TODAY + 30 * DAY, TODAY, 1, id="thirty-days-before"),
        pytest.param(TODAY + 31 * DAY, TODAY, 0, id="a-day-too-early"),
        pytest.param(TODAY - DAY, TODAY, 1, id="past-and-not-told"),
        pytest.param(None, TODAY, 0, id="no-day-is-recorded"),
        pytest.param(TODAY + 33 * DAY, TODAY + 3 * DAY, 0, id="nobody-is-told-on-a-saturday"),
        pytest.param(TODAY + 33 * DAY, TODAY + 2 * DAY, 1, id="but-on-the-friday-before"),
    ],
)
def test_it_is_told(world, due, on, expected):
    """30 days before the day on which the file is due."""
    a_file(world, due=due)

    assert services.tell_of_archive(now=NOW + (on - TODAY)) == expected
    assert len(told()) == expected


def test_once(world):
    """Whatever runs twice, and on the days after; of another day anew."""
    made = a_file(world, due=TODAY + 20 * DAY)

    assert [services.tell_of_archive(now=NOW + days * DAY) for days in (0, 0, 1, 2)] == [1, 0, 0, 0]
    case_files.set_terms(
        case_file_id=made.pk, valid_from=TODAY, is_confirmed=True, actor=world.clerk, now=NOW + 2 * DAY,
        terms=Terms(5, is_permanent=False, rights="unit", source="QĐ 2", archive_due=TODAY + 25 * DAY),
    )  # fmt: skip
    services.tell_of_archive(now=NOW + 2 * DAY)

    assert told() == [("duong", "01", TODAY + 20 * DAY), ("duong", "01", TODAY + 25 * DAY)]


def test_what_is_in_the_archive_is_not_told(world):
    """Nor is a keeper whose account is closed."""
    made = a_file(world, due=TODAY)
    a_file(world, due=TODAY, code="02", keeper=world.lab_head)
    type(world.lab_head).objects.filter(pk=world.lab_head.pk).update(is_active=False)
    lying = document(world, [], registered_in=world.lab)
    case_files.put(case_file_id=made.pk, document_id=lying.pk, actor=world.officer, now=NOW)
    case_files.close(case_file_id=made.pk, actor=world.officer, now=NOW)
    case_files.hand_in(case_file_id=made.pk, to="Lưu trữ lịch sử", day=TODAY, actor=world.clerk, now=NOW)

    assert services.tell_of_archive(now=NOW) == 0


def test_the_database_knows_one_notice_of_a_file_and_a_day(world):
    """And none about a task and a file, or about neither."""
    made = a_file(world, due=TODAY)
    about = {"person": world.officer, "kind": NoticeKind.ARCHIVE, "at": NOW, "due_date": TODAY}
    Notice.objects.create(case_file=made, **about)

    for wrong in (
        about | {"case_file": made},
        about,
        about | {"case_file": made, "task": task(world), "due_date": TODAY + DAY},
        {"person": world.officer, "kind": NoticeKind.ASSIGNED, "at": NOW},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Notice.objects.create(**wrong)

    assert Notice.objects.count() == 1


def test_among_the_notices_and_by_mail(world, client, settings, mailoutbox):
    """The keeper opens the file from there; a mail names it and leads to it."""
    settings.MAIL_IS_ON = True
    NoticePreference.objects.create(person=world.officer, email="duong@example.vn", mode=MailMode.IMMEDIATE)
    made = a_file(world, due=TODAY + 30 * DAY)
    services.tell_of_archive(now=NOW)
    notice = Notice.objects.get()
    client.force_login(world.officer)

    page = client.get(reverse("tasks:notices")).content.decode()
    opened = client.get(reverse("tasks:open-notice", args=[notice.pk]))
    services.send(mail_id=Mail.objects.get().pk, now=NOW)

    assert ("Hồ sơ 01" in page, opened["Location"]) == (True, reverse("documents:case-file", args=[made.pk]))
    message = sent.outbox[0]
    assert ("01 (2026)" in message.subject, "Hồ sơ 01" in message.body, "Hồ sơ 01" in message.alternatives[0][0]) == (
        True, True, True,
    )  # fmt: skip
    assert reverse("documents:case-file", args=[made.pk]) in message.body


def test_in_the_digest_once(world, settings):
    """Of who wants one mail a day; the file alone is enough for one."""
    settings.MAIL_IS_ON = True
    NoticePreference.objects.create(person=world.officer, email="duong@example.vn", mode=MailMode.DIGEST)
    made = a_file(world, due=TODAY + 30 * DAY)
    services.tell_of_archive(now=NOW)

    services.make_digest(person_id=world.officer.pk, now=NOW)
    services.make_digest(person_id=world.officer.pk, now=NOW + DAY)

    assert [mail.digest_date for mail in Mail.objects.all()] == [TODAY]
    assert [notice.case_file for notice in told_of(world.officer, now=NOW)] == [made]


@pytest.mark.parametrize(
    ("who", "sees"),
    [
        pytest.param("officer", True, id="the-keeper"),
        pytest.param("clerk", True, id="the-records-clerk"),
        pytest.param("lab_head", False, id="who-only-may-open-it"),
        pytest.param("farm_head", False, id="another-unit"),
    ],
)
def test_on_the_desk(world, client, monkeypatch, who, sees):
    """Of those who have to do something about it."""
    monkeypatch.setattr(clock, "now", lambda: NOW)
    a_file(world, due=TODAY + 30 * DAY)
    a_file(world, due=TODAY + 31 * DAY, code="02")
    client.force_login(getattr(world, who))

    page = client.get(reverse("home:desk")).content.decode()

    assert ("Hồ sơ 01" in page, "Hồ sơ 02" in page) == (sees, False)
