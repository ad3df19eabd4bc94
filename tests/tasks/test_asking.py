"""What an app above asks of a unit: told once, reminded before its day, in the product, by mail, in the digest."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core import mail as sent
from django.db import IntegrityError, transaction
from django.urls import reverse

from dondoc.kernel import subjects
from dondoc.kernel.subjects import Line, Subject
from dondoc.reports.models import Request
from dondoc.tasks import selectors, services
from dondoc.tasks.choices import MailMode, NoticeKind
from dondoc.tasks.models import Mail, Notice, NoticePreference, ReminderDay
from dondoc.tasks.services import AskedOf
from dondoc.tasks.services.mailing import told_of
from tests.reports import made
from tests.world import NOW, TODAY, task

DAY = dt.timedelta(days=1)
# 25 November 2026 is a Wednesday.
FRIDAY = TODAY + 9 * DAY


@pytest.fixture(autouse=True)
def _days(db):
    """Remind three days before, on the day, and a day after."""
    ReminderDay.objects.all().delete()
    for offset in (-3, 0, 1):
        ReminderDay.objects.create(offset=offset, source="QĐ 1")


@pytest.fixture
def request_(world):
    """Return a request to the lab, by a Friday."""
    report = made.report(world)
    return Request.objects.create(
        report=report, section="assessment", unit=world.lab, due_date=FRIDAY, asked_by=world.centre_director,
        asked_at=NOW,
    )  # fmt: skip


def asked(request, **changes):
    """Return it as people are told of it."""
    usual = {
        "kind": "reports.request", "subject_id": request.pk, "unit_id": request.unit_id, "due_date": request.due_date,
        "asked_at": NOW, "asked_by": request.asked_by_id,
    }  # fmt: skip
    return AskedOf(**(usual | changes))


def told():
    """Return who was told what."""
    rows = Notice.objects.exclude(subject_id=None).order_by("pk")
    return [(notice.person.username, notice.kind, notice.due_date, notice.offset) for notice in rows]


class TestTellAsked:
    def test_who_acts_for_the_unit_once(self, world, request_):
        """Not its officers, nor who asks; of another day anew."""
        one = asked(request_)

        assert [services.tell_asked([one], now=NOW) for _ in range(2)] == [1, 0]
        services.tell_asked([asked(request_, due_date=FRIDAY + 2 * DAY)], now=NOW)

        head = world.lab_head.username
        assert told() == [(head, "asked_for", FRIDAY, None), (head, "asked_for", FRIDAY + 2 * DAY, None)]

    def test_who_asks_their_own_unit_is_not_told(self, world, request_):
        """They know."""
        assert services.tell_asked([asked(request_, asked_by=world.lab_head.pk)], now=NOW) == 0

    def test_the_database_knows_one_notice_of_a_subject_and_a_day(self, world, request_):
        """And none about a subject and a task, or about half of one."""
        services.tell_asked([asked(request_)], now=NOW)
        about = {"person": world.lab_head, "kind": NoticeKind.ASKED_FOR, "at": NOW, "due_date": FRIDAY}
        subject = {"subject_kind": "reports.request", "subject_id": request_.pk}

        for wrong in (
            about | subject,
            about,
            about | {"subject_kind": "reports.request", "due_date": TODAY},
            about | {"subject_id": request_.pk, "due_date": TODAY},
            about | subject | {"task": task(world), "due_date": TODAY},
            about | subject | {"due_date": None},
            about | subject | {"due_date": TODAY, "offset": 1},
            about | subject | {"kind": NoticeKind.ASKED_DUE, "due_date": TODAY},
            {"person": world.lab_head, "kind": NoticeKind.ASSIGNED, "at": NOW, "task": task(world)} | subject,
        ):
            with pytest.raises(IntegrityError), transaction.atomic():
                Notice.objects.create(**wrong)

        assert len(told()) == 1


class TestRemindAsked:
    @pytest.mark.parametrize(
        ("day", "expected"),
        [
            pytest.param(FRIDAY - 4 * DAY, [], id="too-early"),
            pytest.param(FRIDAY - 3 * DAY, [("lab_head", -3)], id="three-days-before"),
            pytest.param(FRIDAY, [("lab_head", 0)], id="on-the-day"),
            pytest.param(FRIDAY + 2 * DAY, [], id="nobody-on-a-sunday"),
            pytest.param(
                FRIDAY + 3 * DAY, [("lab_head", 1), ("centre_director", 1)], id="and-who-asked-once-it-is-late"
            ),
        ],
    )
    def test_on_the_days_of_reminders(self, world, request_, day, expected):
        """On working days, each once, whatever runs twice."""
        now = NOW + (day - TODAY)

        told_now = [services.remind_asked([asked(request_)], now=now) for _ in range(2)]

        assert told_now == [len(expected), 0]
        assert told() == [(getattr(world, who).username, "asked_due", FRIDAY, offset) for who, offset in expected]

    def test_a_reminder_whose_day_lay_before_is_not_made_up_for(self, request_):
        """Asked on the day before, nobody is told that three days are left."""
        late = NOW + (FRIDAY - DAY - TODAY)

        assert services.remind_asked([asked(request_, asked_at=late)], now=late) == 0


class TestRead:
    def test_among_the_notices(self, world, client, request_):
        """With its title and where it opens; read by opening."""
        services.tell_asked([asked(request_)], now=NOW)
        notice = Notice.objects.get()
        client.force_login(world.lab_head)

        page = client.get(reverse("tasks:notices")).content.decode()
        opened = client.get(reverse("tasks:open-notice", args=[notice.pk]))

        assert request_.report.subject in page
        assert opened["Location"] == reverse("reports:contribute", args=[request_.pk])
        assert not selectors.unread(world.lab_head, today=TODAY).exists()

    def test_who_asked_comes_to_the_report(self, world, client, request_):
        """They read the notice, and write nothing for the unit."""
        late = NOW + (FRIDAY + 3 * DAY - TODAY)
        services.remind_asked([asked(request_)], now=late)
        notice = Notice.objects.get(person=world.centre_director)
        client.force_login(world.centre_director)

        opened = client.get(reverse("tasks:open-notice", args=[notice.pk]))
        page = client.get(opened["Location"])
        written = client.post(reverse("reports:contribute", args=[request_.pk]), {"words": "Không phải của đơn vị"})

        assert page["Location"] == request_.report.address
        assert client.get(page["Location"]).status_code == 200
        assert written.status_code == 404
        assert not request_.contributions.exists()

    def test_who_may_not_know_of_it_any_more_does_not_find_it(self, world, client, request_):
        """And cannot open it."""
        services.tell_asked([asked(request_)], now=NOW)
        Request.objects.update(unit=world.farm)

        assert not selectors.notices_of(world.lab_head, today=TODAY).exists()
        assert not selectors.unread(world.lab_head, today=TODAY).exists()
        client.force_login(world.lab_head)
        assert client.get(reverse("tasks:open-notice", args=[Notice.objects.get().pk])).status_code == 404

    def test_a_kind_that_no_app_offers_any_more_is_hidden(self, world, request_, monkeypatch):
        """It breaks no page."""
        services.tell_asked([asked(request_)], now=NOW)
        monkeypatch.setattr(subjects, "_subjects", {})

        assert not selectors.notices_of(world.lab_head, today=TODAY).exists()
        assert Notice.objects.get().about == ""

    def test_a_page_of_them_asks_no_more_than_one(self, world, request_, django_assert_num_queries):
        """Their lines are asked for at once."""
        for n in range(5):
            one = Request.objects.create(
                report=made.report(world), section="assessment", unit=world.lab, due_date=FRIDAY + n * DAY,
                asked_by=world.centre_director, asked_at=NOW,
            )  # fmt: skip
            services.tell_asked([asked(one)], now=NOW)
        notices = list(Notice.objects.all())

        with django_assert_num_queries(1):
            lines = [notice.line for notice in selectors.with_lines(notices)]

        assert [line is not None for line in lines] == [True] * 5


class TestMail:
    def test_at_once_after_the_quiet_hours(self, world, settings, mailoutbox, request_):
        """It names the report and leads to what is asked; it waits while the person is not to be disturbed."""
        settings.MAIL_IS_ON = True
        NoticePreference.objects.create(
            person=world.lab_head, email="truong@example.vn", mode=MailMode.IMMEDIATE, quiet_from=dt.time(6),
            quiet_to=dt.time(14),
        )  # fmt: skip
        services.tell_asked([asked(request_)], now=NOW)

        services.send(mail_id=Mail.objects.get().pk, now=NOW)
        assert not sent.outbox
        services.send(mail_id=Mail.objects.get().pk, now=NOW + dt.timedelta(hours=8))

        message = sent.outbox[0]
        address = reverse("reports:contribute", args=[request_.pk])
        assert request_.report.kind.name in message.subject
        assert all(
            request_.report.subject in text and address in text for text in (message.body, message.alternatives[0][0])
        )

    def test_in_the_digest_once(self, world, settings, request_):
        """It is enough for one."""
        settings.MAIL_IS_ON = True
        NoticePreference.objects.create(person=world.lab_head, email="truong@example.vn", mode=MailMode.DIGEST)
        services.tell_asked([asked(request_)], now=NOW)

        for days in (0, 1):
            services.make_digest(person_id=world.lab_head.pk, now=NOW + days * DAY)

        assert [mail.digest_date for mail in Mail.objects.all()] == [TODAY]
        assert [notice.subject_id for notice in told_of(world.lab_head, now=NOW)] == [request_.pk]

    @pytest.mark.parametrize("mode", [MailMode.IMMEDIATE, MailMode.DIGEST])
    def test_of_what_its_reader_may_not_know_any_more_none_goes_out(self, world, settings, mailoutbox, request_, mode):
        """Asked again when it is sent; the notice stays, the mail that waited does not."""
        settings.MAIL_IS_ON = True
        NoticePreference.objects.create(person=world.lab_head, email="truong@example.vn", mode=mode)
        services.tell_asked([asked(request_)], now=NOW)
        if mode == MailMode.DIGEST:
            services.make_digest(person_id=world.lab_head.pk, now=NOW)
        mail = Mail.objects.get()
        Request.objects.update(unit=world.farm)

        services.send(mail_id=mail.pk, now=NOW)
        services.send(mail_id=mail.pk, now=NOW)

        assert (mailoutbox, Mail.objects.count(), Notice.objects.count()) == ([], 0, 1)
        assert told_of(world.lab_head, now=NOW) == []

    def test_a_digest_of_nothing_that_its_reader_may_know_is_not_made(self, world, settings, request_):
        """Nobody is written to about nothing."""
        settings.MAIL_IS_ON = True
        NoticePreference.objects.create(person=world.lab_head, email="truong@example.vn", mode=MailMode.DIGEST)
        services.tell_asked([asked(request_)], now=NOW)
        Request.objects.update(unit=world.farm)

        services.make_digest(person_id=world.lab_head.pk, now=NOW)

        assert not Mail.objects.exists()


def test_a_code_stands_for_one_kind(monkeypatch):
    """Registered twice it is one; another of the same name is a mistake of the program."""
    monkeypatch.setattr(subjects, "_subjects", {})
    kind = Subject("a.b", lambda person, today: Request.objects.none(), lambda ids: {1: Line("a", "b", "c", "/")})
    subjects.register(kind)
    subjects.register(kind)

    with pytest.raises(ValueError, match=r"a\.b"):
        subjects.register(Subject("a.b", kind.visible, lambda ids: {}))

    assert subjects.offered() == (kind,)
