"""Telling people: a notice is written with the act that causes it, its mail waits for a worker."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.db import transaction

from dondoc.audit import services as audit
from dondoc.background import services as background
from dondoc.documents.events import DocumentRecalled
from dondoc.kernel import clock
from dondoc.organization.models import Person
from dondoc.tasks import followup_errors, selectors
from dondoc.tasks.choices import OPEN, MailMode, NoticeKind
from dondoc.tasks.events import TaskMoved
from dondoc.tasks.models import CalendarFeed, Mail, Notice, NoticePreference, Task
from dondoc.tasks.selectors.notices import Recipients


def tell_of_move(event: TaskMoved) -> None:
    """Tell those for whom a step makes work; never the one who took it."""
    kind = {
        "assign": NoticeKind.ASSIGNED,
        "name_lead": NoticeKind.ASSIGNED,
        "report": NoticeKind.REPORTED,
        "send_back_result": NoticeKind.SENT_BACK,
        "decline": NoticeKind.RETURNED,
    }.get(event.move)
    if kind is None:
        return
    task = Task.objects.select_related("assignee").get(pk=event.task_id)
    for person_id in _concerned(kind, task, today=clock.day_of(event.at)):
        if person_id != event.actor_id:
            tell(person_id=person_id, task=task, kind=kind, now=event.at)


def tell_of_recall(event: DocumentRecalled) -> None:
    """Tell those who work on the tasks of a document that it was recalled or replaced, and who assigned them.

    The tasks stay as they are until the assigning side cancels or replaces them (`selectors.to_end`).
    """
    recipients = Recipients(today=clock.day_of(event.at))
    for task in Task.objects.filter(document=event.document_id, stage__in=OPEN).select_related("assignee"):
        concerned = [*recipients.responsible(task), *recipients.assigning_side(task)]
        for person_id in dict.fromkeys(concerned):
            if person_id != event.actor_id:
                tell(person_id=person_id, task=task, kind=NoticeKind.RECALLED, now=event.at)


def _concerned(kind: NoticeKind, task: Task, *, today: dt.date) -> list[int]:
    recipients = Recipients(today=today)
    if kind == NoticeKind.ASSIGNED:
        return recipients.responsible(task)
    if kind == NoticeKind.RETURNED:
        return recipients.heads(task.assigning_unit_id)
    if kind == NoticeKind.SENT_BACK:
        reporter = task.completions.order_by("-reported_at").values_list("reported_by", flat=True)[:1]
        return list(dict.fromkeys([*reporter, *recipients.responsible(task)]))
    # Nobody decides on what they proved themselves.
    makers = set(selectors.proofs(task).values_list("added_by", flat=True))
    side = [person for person in recipients.assigning_side(task) if person not in makers]
    return side or [person for person in recipients.heads(task.assigning_unit_id) if person not in makers]


@transaction.atomic
def tell(
    *,
    person_id: int,
    task: Task,
    kind: NoticeKind,
    now: dt.datetime,
    due_date: dt.date | None = None,
    offset: int | None = None,
) -> bool:
    """Write a notice and, for who wants one, queue its mail; a reminder is written once, False the second time."""
    if kind == NoticeKind.REMINDER:
        notice, is_new = Notice.objects.get_or_create(
            person_id=person_id, task=task, kind=kind, due_date=due_date, offset=offset, defaults={"at": now}
        )
        if not is_new:
            return False
    else:
        notice = Notice.objects.create(person_id=person_id, task=task, kind=kind, at=now)
    wants_mail = NoticePreference.objects.filter(person=person_id, mode=MailMode.IMMEDIATE)
    if settings.MAIL_IS_ON and wants_mail.exists():
        queue(Mail.objects.create(person_id=person_id, notice=notice, made_at=now), now=now)
    return True


def queue(mail: Mail, *, now: dt.datetime, run_at: dt.datetime | None = None) -> None:
    """Ask for a mail to be sent, now or later; its claim sees to it that it is sent once."""
    key = f"tasks.send_mail:{mail.pk}:{(run_at or now).isoformat()}"
    background.enqueue("tasks.send_mail", key=key, params={"mail_id": mail.pk}, now=now, run_at=run_at)


@transaction.atomic
def open_notice(*, notice_id: int, actor: Person, now: dt.datetime) -> Notice:
    """Mark a notice as read and return it. What somebody has read is theirs alone and not logged.

    Raises:
        NoticeMissing: no such notice of theirs.
    """
    notice = selectors.notices_of(actor, today=clock.day_of(now)).filter(pk=notice_id).first()
    if notice is None:
        raise followup_errors.NoticeMissing
    Notice.objects.filter(pk=notice.pk, read_at=None).update(read_at=now)
    return notice


def read_all(*, actor: Person, now: dt.datetime) -> int:
    """Mark everything a person was told as read and return how much it was."""
    return Notice.objects.filter(person=actor, read_at=None).update(read_at=now)


@transaction.atomic
def prefer(
    *,
    email: str,
    mode: MailMode,
    quiet_from: dt.time | None,
    quiet_to: dt.time | None,
    actor: Person,
    now: dt.datetime,
) -> NoticePreference:
    """Say how one wants to be told outside the product (nhận nhắc việc).

    Raises:
        EmailMissing: mail is wanted, and there is no address.
        QuietHoursOpen: only one end of the quiet hours is given, or both are the same.
    """
    if mode != MailMode.NONE and not email:
        raise followup_errors.EmailMissing
    if (quiet_from is None) != (quiet_to is None) or (quiet_from is not None and quiet_from == quiet_to):
        raise followup_errors.QuietHoursOpen
    preference, _made = NoticePreference.objects.update_or_create(
        person=actor, defaults={"email": email, "mode": mode, "quiet_from": quiet_from, "quiet_to": quiet_to}
    )
    # The address itself is personal and stays out of the log, which is kept for good.
    audit.record(act="tasks.prefer", subject=f"person:{actor.pk}", actor=actor, now=now, after={"mode": mode.value})
    return preference


@transaction.atomic
def make_feed(*, token_hash: str, actor: Person, now: dt.datetime) -> CalendarFeed:
    """Give a person's calendar a new secret address; the one before stops working."""
    feed, _made = CalendarFeed.objects.update_or_create(
        person=actor, defaults={"token_hash": token_hash, "made_at": now}
    )
    audit.record(act="tasks.make_feed", subject=f"person:{actor.pk}", actor=actor, now=now)
    return feed


@transaction.atomic
def revoke_feed(*, actor: Person, now: dt.datetime) -> None:
    """Make the secret address of a person's calendar stop working."""
    CalendarFeed.objects.filter(person=actor).delete()
    audit.record(act="tasks.revoke_feed", subject=f"person:{actor.pk}", actor=actor, now=now)
