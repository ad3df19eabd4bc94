"""Mails against a real SMTP server: sent once, tried again when it is known that they did not go out."""

from __future__ import annotations

import datetime as dt
import email
import email.policy
import os
import signal
import socket
import subprocess
import sys
import time

import pytest
from aiosmtpd.controller import Controller
from django.db import connection

from dondoc.audit.models import Entry
from dondoc.background import services as background
from dondoc.background.models import Job
from dondoc.kernel import clock
from dondoc.kernel.health import Context, Level
from dondoc.tasks import followup_errors, health, services
from dondoc.tasks.choices import MailMode, MailState, NoticeKind
from dondoc.tasks.models import Mail, Notice, NoticePreference, ReminderDay, Task
from dondoc.tasks.services.mailing import NotSent, opens_at
from tests.world import NOW, TODAY, task

DAY = dt.timedelta(days=1)
HOUR = dt.timedelta(hours=1)
PATIENCE = 60.0


class Postbox:
    """What a mail server does with what it is given."""

    def __init__(self):
        self.got = []
        self.answers = {}

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802 (aiosmtpd's name)
        """Take the recipient, or refuse as told."""
        if "RCPT" in self.answers:
            return self.answers["RCPT"]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802 (aiosmtpd's name)
        """Take the mail, refuse it, or hang up in the middle, as told."""
        if self.answers.get("DATA") == "hang up":
            self.got.append(envelope)
            server.transport.close()
            return "250 never heard"
        if "DATA" in self.answers:
            return self.answers["DATA"]
        self.got.append(envelope)
        return "250 OK"

    def subjects(self):
        """Return the subjects; a long one is folded after its name, which Python's reader takes for a blank."""
        return [self.read(number)["Subject"].strip() for number in range(len(self.got))]

    def read(self, number=0):
        """Return a mail as its reader sees it."""
        return email.message_from_bytes(self.got[number].content, policy=email.policy.default)


def free_port():
    """Return a port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture
def server(settings):
    """A mail server on this machine."""
    postbox = Postbox()
    controller = Controller(postbox, hostname="127.0.0.1", port=free_port())
    controller.start()
    postbox.port = controller.port
    use(settings, controller.port)
    yield postbox
    controller.stop()


def use(settings, port):
    """Switch mail on."""
    settings.MAIL_IS_ON = True
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    settings.EMAIL_TIMEOUT = 5
    settings.BASE_URL = "https://dondoc.example.vn"


def wants(person, mode=MailMode.IMMEDIATE, **fields):
    """Let a person get mail."""
    return NoticePreference.objects.create(person=person, email=f"{person.username}@example.vn", mode=mode, **fields)


def a_mail(world, kind=NoticeKind.ASSIGNED, **fields):
    """Tell the director of the Centre something, by mail too."""
    if not NoticePreference.objects.exists():
        wants(world.centre_director)
    made = task(world, action="Rà soát, hoàn thiện định mức kinh tế - kỹ thuật", due_date=TODAY + 7 * DAY)
    services.tell(person_id=world.centre_director.pk, task=made, kind=kind, now=NOW, **fields)
    return Mail.objects.latest("pk")


def send(mail, now=NOW):
    """Let a worker try."""
    services.send(mail_id=mail.pk, now=now)
    mail.refresh_from_db()
    return mail


class TestWhatIsSent:
    def test_a_notice(self, world, server):
        """A Vietnamese subject that names no person, plain text and simple HTML, a link."""
        mail = send(a_mail(world))

        sent = server.read()
        assert mail.state == MailState.SENT
        assert server.got[0].rcpt_tos == ["ha@example.vn"]
        assert server.subjects() == [f"[Đôn Đốc] Nhiệm vụ được giao: NV-{mail.notice.task_id}"]
        assert sent["Auto-Submitted"] == "auto-generated"
        plain, html = (sent.get_body([kind]).get_content() for kind in ("plain", "html"))
        for body in (plain, html):
            assert "Rà soát, hoàn thiện định mức kinh tế - kỹ thuật" in body
            assert f"https://dondoc.example.vn/nhiem-vu/{mail.notice.task_id}/" in body
            assert "2/12/2026" in body
        assert "<" not in plain

    def test_the_digest_of_a_day(self, world, server):
        """What is late, due, waits: one mail."""
        wants(world.centre_director, MailMode.DIGEST)
        task(world, action="Báo cáo đã quá hạn", due_date=TODAY - DAY, stage="in_progress")
        task(world, action="Kế hoạch đến hạn", due_date=TODAY + DAY, stage="in_progress")
        task(world, action="Kế hoạch năm sau", due_date=TODAY + 60 * DAY, stage="in_progress")
        task(world, action="Việc mới giao", due_date=TODAY + 30 * DAY)

        services.ask_for_digests(now=NOW)
        services.make_digest(person_id=world.centre_director.pk, now=NOW)
        services.make_digest(person_id=world.centre_director.pk, now=NOW)
        send(Mail.objects.get())

        sent = server.read()
        plain = sent.get_body(["plain"]).get_content()
        assert server.subjects() == ["[Đôn Đốc] Việc của bạn ngày 25/11/2026: 3 nhiệm vụ"]
        assert [
            words for words in ("Báo cáo đã quá hạn", "Kế hoạch đến hạn", "Việc mới giao") if words not in plain
        ] == []
        assert "Kế hoạch năm sau" not in plain

    def test_a_day_with_nothing_to_say_has_no_digest(self, world, server):
        """An empty mail teaches people to ignore mails."""
        wants(world.officer, MailMode.DIGEST)

        services.make_digest(person_id=world.officer.pk, now=NOW)

        assert Mail.objects.count() == 0

    def test_no_digest_is_asked_for_on_a_rest_day(self, world, server):
        """Nor for those who want none."""
        wants(world.officer, MailMode.DIGEST)
        wants(world.lab_head, MailMode.IMMEDIATE)

        services.ask_for_digests(now=NOW + 3 * DAY)
        assert not Job.objects.filter(name="tasks.make_digest").exists()

        services.ask_for_digests(now=NOW)
        assert Job.objects.filter(name="tasks.make_digest").count() == 1


@pytest.mark.parametrize(
    ("moment", "quiet", "expected"),
    [
        pytest.param("2026-11-25 09:00", None, "2026-11-25 09:00", id="at-once"),
        pytest.param("2026-11-25 19:30", ("18:00", "07:00"), "2026-11-26 07:00", id="the-evening-waits-for-morning"),
        pytest.param("2026-11-26 05:00", ("18:00", "07:00"), "2026-11-26 07:00", id="the-night-too"),
        pytest.param("2026-11-25 12:00", ("11:30", "13:30"), "2026-11-25 13:30", id="the-noon-rest"),
        pytest.param("2026-11-25 13:30", ("11:30", "13:30"), "2026-11-25 13:30", id="until-is-not-part-of-it"),
        pytest.param("2026-11-27 19:00", ("18:00", "07:00"), "2026-11-30 07:00", id="friday-evening-waits-for-monday"),
        pytest.param("2026-11-28 10:00", None, "2026-11-30 00:00", id="saturday-waits-for-monday"),
    ],
)
def test_when_mail_may_come(moment, quiet, expected):
    """Vietnamese time; never on a rest day."""
    zone = dt.timezone(dt.timedelta(hours=7))
    begin, end = (dt.time.fromisoformat(time) for time in quiet) if quiet else (None, None)
    preference = NoticePreference(quiet_from=begin, quiet_to=end)

    found = opens_at(
        preference, dt.datetime.fromisoformat(moment).replace(tzinfo=zone), is_rest=lambda day: day.weekday() >= 5
    )

    assert found == dt.datetime.fromisoformat(expected).replace(tzinfo=zone)


class TestQuietHours:
    def test_the_mail_waits_in_the_queue(self, world, server):
        """For the end of the quiet hours; tried there, it goes out."""
        wants(world.centre_director, quiet_from=dt.time(8), quiet_to=dt.time(10))
        mail = send(a_mail(world))

        assert (mail.state, mail.attempts, server.got) == (MailState.WAITING, 0, [])
        assert Job.objects.latest("pk").run_at == NOW + HOUR  # 9:00 now in Việt Nam
        assert send(mail, NOW + HOUR).state == MailState.SENT


class TestTrouble:
    def test_a_server_that_is_down(self, world, settings):
        """The act is done, the mail waits and says why, and goes out when the server is back."""
        use(settings, free_port())
        mail = a_mail(world)

        with pytest.raises(NotSent):
            send(mail)
        mail.refresh_from_db()
        assert (mail.state, mail.attempts) == (MailState.WAITING, 1)
        assert "ConnectionRefusedError" in mail.error

        postbox = Postbox()
        controller = Controller(postbox, hostname="127.0.0.1", port=settings.EMAIL_PORT)
        controller.start()
        try:
            assert send(mail, NOW + HOUR).state == MailState.SENT
        finally:
            controller.stop()
        assert len(postbox.got) == 1

    def test_given_up_after_the_last_attempt_and_sent_again_by_hand(self, world, settings, server):
        """The office sees it and sends it again."""
        up, settings.EMAIL_PORT = settings.EMAIL_PORT, free_port()
        mail = a_mail(world)
        for _attempt in range(background.MAX_ATTEMPTS):
            with pytest.raises(NotSent):
                send(mail)
        mail.refresh_from_db()
        assert mail.state == MailState.FAILED

        settings.EMAIL_PORT = up
        services.resend(mail_id=mail.pk, actor=world.clerk, now=NOW + DAY)

        assert send(mail, NOW + DAY).state == MailState.SENT
        assert Entry.objects.latest("pk").act == "tasks.resend_mail"

    @pytest.mark.parametrize(
        ("step", "answer", "expected"),
        [
            pytest.param("RCPT", "550 No such user", MailState.FAILED, id="no-such-address-is-final"),
            pytest.param("RCPT", "450 Mailbox busy", MailState.WAITING, id="busy-is-tried-again"),
            pytest.param("DATA", "451 Try later", MailState.WAITING, id="not-now-is-tried-again"),
            pytest.param("DATA", "hang up", MailState.UNKNOWN, id="a-line-that-breaks-leaves-it-unknown"),
        ],
    )
    def test_what_the_server_answers(self, world, server, step, answer, expected):
        """Only a mail that certainly did not go out is tried again by itself."""
        mail = a_mail(world)
        server.answers[step] = answer

        with pytest.raises(Exception, match=r"\w"):
            send(mail)

        mail.refresh_from_db()
        assert mail.state == expected

    def test_what_is_claimed_already_is_not_sent_again(self, world, server):
        """A worker died after the claim: nobody knows, so it is said."""
        mail = a_mail(world)
        Mail.objects.filter(pk=mail.pk).update(state=MailState.CLAIMED, claimed_at=NOW)

        assert send(mail).state == MailState.UNKNOWN
        assert send(mail).state == MailState.UNKNOWN
        assert server.got == []

    def test_somebody_who_wants_no_mail_any_more_gets_none(self, world, server):
        """Also when it waited already."""
        mail = a_mail(world)
        NoticePreference.objects.update(mode=MailMode.NONE)

        assert send(mail).state == MailState.FAILED
        assert server.got == []

    @pytest.mark.parametrize(
        ("who", "state", "refusal"),
        [
            pytest.param(
                "centre_director", MailState.UNKNOWN, followup_errors.MayNotRunReminders, id="not-of-the-office"
            ),
            pytest.param("clerk", MailState.SENT, followup_errors.MailMissing, id="a-mail-that-went-out"),
        ],
    )
    def test_refusal_to_send_again_changes_nothing(self, world, server, who, state, refusal):
        """No mail goes out twice by mistake."""
        mail = a_mail(world)
        Mail.objects.filter(pk=mail.pk).update(state=state)
        before = list(Mail.objects.values()), Job.objects.count(), Entry.objects.count()

        with pytest.raises(refusal):
            services.resend(mail_id=mail.pk, actor=getattr(world, who), now=NOW)

        assert (list(Mail.objects.values()), Job.objects.count(), Entry.objects.count()) == before


# A worker as in the product, on any day of the week, with a lease short enough to see it end.
WORK = """
import datetime as dt, django
django.setup()
from dondoc.tasks.services import mailing
mailing.rest_day = lambda: lambda day: False
from dondoc.background.worker import Worker
Worker(lease=dt.timedelta(seconds=4), heartbeat=0.3).run()
"""
# Reminds as soon as a file appears, so that several begin at once.
REMIND = """
import datetime as dt, django, os, sys, time
django.setup()
from dondoc.tasks import services
print("ready", flush=True)
while not os.path.exists(sys.argv[1]):
    time.sleep(0.001)
services.remind(now=dt.datetime.fromisoformat(sys.argv[2]))
"""


@pytest.fixture
def start(settings):
    """Start processes of the product over the database of this test."""
    name = str(connection.settings_dict["NAME"])
    address = os.environ.get("DATABASE_URL", "")
    address = f"{address.rsplit('/', 1)[0]}/{name}" if address.startswith("postgres") else f"sqlite:///{name}"
    running = []

    def start(script, *words):
        environment = os.environ | {
            "DATABASE_URL": address,
            "DJANGO_SETTINGS_MODULE": "tests.settings",
            "EMAIL_URL": f"smtp://127.0.0.1:{settings.EMAIL_PORT}",
            "PYTHONPATH": os.pathsep.join(filter(None, sys.path)),
        }
        process = subprocess.Popen([sys.executable, "-c", script, *words], env=environment, stdout=subprocess.PIPE)
        running.append(process)
        return process

    yield start
    for process in running:
        process.kill()
        process.wait()
        process.stdout.close()


def eventually(fact):
    """Wait until the fact is true."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        if fact():
            return
        time.sleep(0.05)
    raise AssertionError("it did not come about")


def state_of(mail):
    """Return how far a mail has come."""
    return Mail.objects.values_list("state", flat=True).get(pk=mail.pk)


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
class TestRealWorkers:
    def test_killed_between_claim_and_sending(self, world, settings, start):
        """Nobody knows whether it went out; the next worker says so and does not send; a person does, once."""
        with socket.socket() as silent:  # takes the call and says nothing
            silent.bind(("127.0.0.1", 0))
            silent.listen()
            use(settings, silent.getsockname()[1])
            ReminderDay.objects.all().delete()  # the workers remind by the real clock, too
            mail = a_mail(world)
            worker = start(WORK)
            eventually(lambda: state_of(mail) == MailState.CLAIMED)
            worker.send_signal(signal.SIGKILL)
            worker.wait()

        postbox = Postbox()
        controller = Controller(postbox, hostname="127.0.0.1", port=free_port())
        controller.start()
        try:
            use(settings, controller.port)
            start(WORK)
            eventually(lambda: state_of(mail) == MailState.UNKNOWN)
            assert postbox.got == []

            services.resend(mail_id=mail.pk, actor=world.clerk, now=clock.now())
            eventually(lambda: state_of(mail) == MailState.SENT)
            assert len(postbox.got) == 1
        finally:
            controller.stop()

    def test_two_at_once(self, world, server, start, tmp_path):
        """Two processes remind, two send: each person hears once of each task."""
        ReminderDay.objects.get_or_create(offset=-7, defaults={"source": "thử"})
        wants(world.centre_director)
        for number in range(8):
            task(world, action=f"Việc {number}", due_date=TODAY + 7 * DAY)
        Task.objects.update(due_recorded_at=NOW - 60 * DAY)
        processes = [start(REMIND, str(tmp_path / "gate"), NOW.isoformat()) for _ in range(2)]
        assert [process.stdout.readline() for process in processes] == [b"ready\n"] * 2
        (tmp_path / "gate").touch()

        assert [process.wait(PATIENCE) for process in processes] == [0, 0]
        assert (Notice.objects.count(), Mail.objects.count()) == (8, 8)

        ReminderDay.objects.all().delete()  # the workers remind by the real clock, too
        start(WORK)
        start(WORK)
        eventually(lambda: not Mail.objects.exclude(state=MailState.SENT).exists())
        assert sorted(server.subjects()) == sorted(
            f"[Đôn Đốc] Đến hạn ngày 2/12/2026: NV-{pk}" for pk in Task.objects.values_list("pk", flat=True)
        )


@pytest.mark.parametrize(
    ("state", "error", "level"),
    [
        pytest.param(MailState.SENT, "", Level.GOOD, id="sent"),
        pytest.param(MailState.WAITING, "", Level.GOOD, id="still-to-go"),
        pytest.param(MailState.WAITING, "SMTP 451", Level.WARNING, id="tried-in-vain"),
        pytest.param(MailState.FAILED, "SMTP 550", Level.WARNING, id="not-sent"),
        pytest.param(MailState.UNKNOWN, "", Level.WARNING, id="nobody-knows"),
    ],
)
def test_the_doctor_tells_of_mails_in_trouble(world, state, error, level):
    """One line, with how many there are."""
    Mail.objects.create(person=world.officer, digest_date=TODAY, made_at=NOW, state=state, error=error)

    (finding,) = health.mails(Context(now=NOW))

    assert finding.level == level
    assert ("1 thư" in str(finding.sentence)) == (level == Level.WARNING)
