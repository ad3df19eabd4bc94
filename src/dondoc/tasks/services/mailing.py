"""Sending mails: claimed before they go out, tried again only when it is known that they did not."""

from __future__ import annotations

import datetime as dt
import smtplib
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.db import transaction
from django.db.models import F
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dondoc.audit import services as audit
from dondoc.background import services as background
from dondoc.kernel import clock
from dondoc.kernel.vietnamese import format_date
from dondoc.organization.models import Person
from dondoc.tasks import followup_errors, selectors
from dondoc.tasks.choices import Filter, MailMode, MailState, NoticeKind
from dondoc.tasks.models import Mail, Notice, NoticePreference, Task
from dondoc.tasks.status import DUE_SOON_DAYS

from .notifying import queue
from .reminding import RestDay, rest_day

DAY = dt.timedelta(days=1)
# Replies of a mail server from here on are final (RFC 5321, 4.2.1).
PERMANENT = 500
# Rows of a group in a digest; the product has the rest.
ROWS = 20


class NotSent(Exception):
    """The server did not take the mail; the queue tries again."""


def opens_at(preference: NoticePreference, now: dt.datetime, *, is_rest: RestDay) -> dt.datetime:
    """Return the first moment from now on at which a person may get mail: a working day, outside the quiet hours."""
    local = now.astimezone(clock.ZONE)
    while True:
        start = local
        if is_rest(local.date()):
            local = _morning(local)
        begin, end = preference.quiet_from, preference.quiet_to
        if begin is not None and end is not None:
            time, is_over_night = local.time(), begin > end
            if begin <= time < end or (is_over_night and time < end):
                local = local.replace(hour=end.hour, minute=end.minute, second=0, microsecond=0)
            elif is_over_night and time >= begin:
                local = _morning(local).replace(hour=end.hour, minute=end.minute)
        if local == start:
            return local.astimezone(dt.UTC)


def _morning(local: dt.datetime) -> dt.datetime:
    return (local + DAY).replace(hour=0, minute=0, second=0, microsecond=0)


def send(*, mail_id: int, now: dt.datetime) -> None:
    """Send one mail. May run twice: a mail that is claimed already is not sent again, but said to be unknown.

    One that tells of nothing which its reader may still know of goes.

    Raises:
        NotSent: the server is away or said no for now; the mail waits for the next attempt.
    """
    related = ("person__notice_preference", "notice__task__lead_unit", "notice__case_file")
    mail = Mail.objects.select_related(*related).filter(pk=mail_id).first()
    if mail is None:
        return
    mine = Mail.objects.filter(pk=mail.pk)
    if mail.state == MailState.CLAIMED:
        mine.filter(state=MailState.CLAIMED).update(state=MailState.UNKNOWN)
    if mail.state != MailState.WAITING:
        return
    preference = selectors.preference_of(mail.person)
    if preference.mode == MailMode.NONE or not mail.person.is_active or not settings.MAIL_IS_ON:
        mine.update(state=MailState.FAILED, error="the person gets no mail any more")
        return
    opening = opens_at(preference, now, is_rest=rest_day())
    if opening > now:
        queue(mail, now=now, run_at=opening)
        return
    if not _tells_something(mail, now=now):
        mine.filter(state=MailState.WAITING).delete()
        return
    with translation.override(settings.LANGUAGE_CODE):
        message = compose(mail, to=preference.email, now=now)
    if not mine.filter(state=MailState.WAITING).update(
        state=MailState.CLAIMED, claimed_at=now, attempts=F("attempts") + 1
    ):
        return
    _hand_over(mail, message)
    mine.update(state=MailState.SENT, sent_at=clock.now(), error="")


def _tells_something(mail: Mail, *, now: dt.datetime) -> bool:
    """Say whether there is anything in a mail that its reader may know of by now."""
    if mail.notice is None:
        return _has_news(mail.person, now=now)
    return selectors.notices_of(mail.person, today=clock.day_of(now)).filter(pk=mail.notice.pk).exists()


def _has_news(person: Person, *, now: dt.datetime) -> bool:
    return any(tasks for _heading, tasks in digest_of(person, now=now)) or bool(told_of(person, now=now))


def _hand_over(mail: Mail, message: EmailMultiAlternatives) -> None:
    """Hand a claimed mail to the server; whatever goes wrong is noted by what it says of the mail."""
    try:
        connection = get_connection(timeout=settings.EMAIL_TIMEOUT)
        connection.open()
    except (OSError, smtplib.SMTPException) as error:
        raise _not_sent(mail, error) from error
    try:
        connection.send_messages([message])
    except smtplib.SMTPRecipientsRefused as error:
        is_final = all(code >= PERMANENT for code, _reply in error.recipients.values())
        raise _not_sent(mail, error, is_final=is_final) from error
    except smtplib.SMTPResponseException as error:
        # The server has answered: it did not take the mail.
        raise _not_sent(mail, error) from error
    except (OSError, smtplib.SMTPException) as error:
        # The line broke after the mail was on its way.
        Mail.objects.filter(pk=mail.pk).update(state=MailState.UNKNOWN, error=_words(error))
        raise
    finally:
        connection.close()


def _not_sent(mail: Mail, error: Exception, *, is_final: bool = False) -> NotSent:
    is_last = is_final or mail.attempts + 1 >= background.MAX_ATTEMPTS
    state = MailState.FAILED if is_last else MailState.WAITING
    Mail.objects.filter(pk=mail.pk).update(state=state, error=_words(error))
    return NotSent(_words(error))


def _words(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"[:500]


@transaction.atomic
def resend(*, mail_id: int, actor: Person, now: dt.datetime) -> Mail:
    """Send a mail again that did not go out, or of which nobody knows; only a person decides that.

    Raises:
        MayNotRunReminders: the actor is not of the office.
        MailMissing: no such mail, or it is not in trouble.
    """
    if not selectors.may_run_reminders(actor, now=now):
        raise followup_errors.MayNotRunReminders
    mail = selectors.mails_in_trouble(now=now).filter(pk=mail_id).first()
    if mail is None:
        raise followup_errors.MailMissing
    if Mail.objects.filter(pk=mail.pk, state=mail.state).update(state=MailState.WAITING, attempts=0, error=""):
        queue(mail, now=now)
        audit.record(act="tasks.resend_mail", subject=f"mail:{mail.pk}", actor=actor, now=now)
    return mail


def ask_for_digests(*, now: dt.datetime) -> None:
    """Ask for the digest of everybody who wants one, on working days."""
    today = clock.day_of(now)
    if rest_day()(today) or not settings.MAIL_IS_ON:
        return
    wanting = NoticePreference.objects.filter(mode=MailMode.DIGEST, person__is_active=True)
    for person_id in wanting.values_list("person", flat=True):
        key = f"tasks.make_digest:{person_id}:{today}"
        background.enqueue("tasks.make_digest", key=key, params={"person_id": person_id}, now=now)


@transaction.atomic
def make_digest(*, person_id: int, now: dt.datetime) -> None:
    """Queue the digest of a person's day, when there is anything to say. May run twice."""
    person = Person.objects.get(pk=person_id)
    if not _has_news(person, now=now):
        return
    mail, is_new = Mail.objects.get_or_create(person=person, digest_date=clock.day_of(now), defaults={"made_at": now})
    if is_new:
        queue(mail, now=now)


def digest_of(person: Person, *, now: dt.datetime) -> list[tuple[str, list[Task]]]:
    """Return what a person has to know today: what is late, what is due, what waits for them."""
    today = clock.day_of(now)
    mine = selectors.answered_by(person, today=today).with_status(as_of=today)
    mine = mine.for_list().order_by("due_date", "pk")
    late, soon = (selectors.filter_condition(name, today=today) for name in (Filter.OVERDUE, Filter.DUE_SOON))
    waiting = {
        task.pk: task for waits in selectors.WAITING.values() for task in waits(person, now=now).for_list()[:ROWS]
    }
    return [
        (_("Overdue"), list(mine.filter(late)[:ROWS])),
        (
            _("Due within %(days)s days") % {"days": DUE_SOON_DAYS},
            list(mine.filter(soon).exclude(pk__in=waiting)[:ROWS]),
        ),
        (_("Waits for you"), list(waiting.values())[:ROWS]),
    ]


def told_of(person: Person, *, now: dt.datetime) -> list[Notice]:
    """Return what is no task and of which a person was told since their last digest: case files, what is asked."""
    notices = selectors.unread(person, today=clock.day_of(now)).filter(task=None)
    earlier = Mail.objects.filter(person=person, digest_date__lt=clock.day_of(now)).order_by("-digest_date").first()
    if earlier is not None:
        notices = notices.filter(at__gt=earlier.made_at)
    return selectors.with_lines(notices.select_related("case_file").order_by("pk"))


def compose(mail: Mail, *, to: str, now: dt.datetime) -> EmailMultiAlternatives:
    """Return a mail ready to go: plain text, and the same as simple HTML; the subject names no person and no matter."""
    if mail.notice is not None:
        heading = words_of(mail.notice)
        subject = f"{heading}: {mail.notice.about}"
        groups = [(heading, [mail.notice.task] if mail.notice.task else [])]
        told = [mail.notice]
    else:
        groups = [(heading, tasks) for heading, tasks in digest_of(mail.person, now=now) if tasks]
        told = told_of(mail.person, now=now)
        count = sum(len(tasks) for _heading, tasks in groups)
        heading = _("Your tasks on %(date)s") % {"date": format_date(clock.day_of(now))}
        said = ngettext("%(n)s task", "%(n)s tasks", count) % {"n": count}
        subject = f"{heading}: {said}" if count else heading
    context: dict[str, Any] = {"heading": heading, "groups": groups, "base": settings.BASE_URL, "person": mail.person}
    context["case_files"] = [notice.case_file for notice in told if notice.case_file]
    context["asked"] = [(notice, notice.line) for notice in told if notice.line]
    message = EmailMultiAlternatives(
        subject=f"[Đôn Đốc] {subject}",
        body=render_to_string("tasks/notices_mail.txt", context),
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=[to],
        headers={"Auto-Submitted": "auto-generated"},
    )
    message.attach_alternative(render_to_string("tasks/notices_mail.html", context), "text/html")
    return message


def words_of(notice: Notice) -> str:
    """Return what a notice says of its task."""
    if notice.kind == NoticeKind.ARCHIVE and notice.due_date is not None:
        return _("Due for the archive on %(date)s") % {"date": format_date(notice.due_date)}
    if notice.kind == NoticeKind.ASKED_FOR and notice.due_date is not None:
        return _("Asked of your unit by %(date)s") % {"date": format_date(notice.due_date)}
    if notice.due_date is None or notice.offset is None:
        return str(NoticeKind(notice.kind).label)
    date = {"date": format_date(notice.due_date)}
    return _("Overdue since %(date)s") % date if notice.offset > 0 else _("Due on %(date)s") % date
