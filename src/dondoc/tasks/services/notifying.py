"""Telling people: a notice is written with the act that causes it, its mail waits for a worker."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

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

# Whom a step concerns: their ids, of which the one who took it is not told.
Whom = Callable[[TaskMoved, Task, Recipients], list[int]]


def _doing(event: TaskMoved, task: Task, recipients: Recipients) -> list[int]:
    return recipients.responsible(task)


def _who(rows: str, by: str) -> Whom:
    """Return who wrote the latest of some rows around the task, and those who do the work."""

    def whom(event: TaskMoved, task: Task, recipients: Recipients) -> list[int]:
        latest = getattr(task, rows).order_by("-pk").values_list(by, flat=True)[:1]
        return [*latest, *recipients.responsible(task)]

    return whom


def _answered(event: TaskMoved, task: Task, recipients: Recipients) -> list[int]:
    """Return who asked for what this step answers, and those who do the work."""
    asked = task.extensions.filter(decided_at=event.at).values_list("asked_by", flat=True)
    return [*asked, *recipients.responsible(task)]


def _assigning(event: TaskMoved, task: Task, recipients: Recipients) -> list[int]:
    return recipients.heads(task.assigning_unit_id)


def _deciding(event: TaskMoved, task: Task, recipients: Recipients) -> list[int]:
    """Return who decides for the assigning unit: its office, without anybody else there its heads.

    Never who asks, nor whose own the task is.
    """
    barred = {event.actor_id, *recipients.whose_own(task)}
    if event.move == "report":
        barred.update(selectors.proofs(task).values_list("added_by", flat=True))
    side = [person for person in recipients.assigning_side(task) if person not in barred]
    return side or [person for person in recipients.heads(task.assigning_unit_id) if person not in barred]


def _asked(event: TaskMoved, task: Task, recipients: Recipients) -> list[int]:
    return recipients.heads(event.unit_id) if event.unit_id else []


def _taking_part(event: TaskMoved, task: Task, recipients: Recipients) -> list[int]:
    """Return who answers for the units that take part; the whole of a collective duty asks nobody, its parts do."""
    if task.is_collective:
        return []
    units = task.cooperations.exclude(unit=None).order_by("pk").values_list("unit", flat=True)
    return [person for unit in units for person in recipients.heads(unit)]


TOLD: dict[str, tuple[NoticeKind, Whom]] = {
    "assign": (NoticeKind.ASSIGNED, _doing),
    "fill": (NoticeKind.ASSIGNED, _doing),
    "name_lead": (NoticeKind.ASSIGNED, _doing),
    "reassign": (NoticeKind.ASSIGNED, _doing),
    "cooperate": (NoticeKind.COOPERATE, _taking_part),
    "decline": (NoticeKind.RETURNED, _assigning),
    "report": (NoticeKind.REPORTED, _deciding),
    "accept_result": (NoticeKind.ACCEPTED, _who("completions", "reported_by")),
    "send_back_result": (NoticeKind.SENT_BACK, _who("completions", "reported_by")),
    "ask_extension": (NoticeKind.EXTENSION_ASKED, _deciding),
    "grant_extension": (NoticeKind.EXTENSION_GRANTED, _who("extensions", "asked_by")),
    "extend": (NoticeKind.EXTENSION_GRANTED, _answered),
    "refuse_extension": (NoticeKind.EXTENSION_REFUSED, _who("extensions", "asked_by")),
    "raise_obstacle": (NoticeKind.OBSTACLE, _asked),
    "pass_obstacle_up": (NoticeKind.OBSTACLE, _asked),
    "ask_again": (NoticeKind.OBSTACLE, _asked),
    "answer_obstacle": (NoticeKind.OPINION, _who("obstacles", "raised_by")),
    "return_obstacle": (NoticeKind.OPINION, _who("obstacles", "raised_by")),
    "ask_correction": (NoticeKind.CORRECTION_ASKED, _deciding),
    "decide_correction": (NoticeKind.CORRECTION_DECIDED, _who("corrections", "asked_by")),
    "cancel": (NoticeKind.CANCELLED, _doing),
    "cancel_with_whole": (NoticeKind.CANCELLED, _doing),
    "replace": (NoticeKind.REPLACED, _doing),
}


def tell_of_move(event: TaskMoved) -> None:
    """Tell those for whom a step makes work, or who wait for its outcome; never the one who took it."""
    if event.move not in TOLD:
        return
    kind, whom = TOLD[event.move]
    task = Task.objects.select_related("assignee").get(pk=event.task_id)
    for person_id in dict.fromkeys(whom(event, task, Recipients(today=clock.day_of(event.at)))):
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
    if kind in (NoticeKind.REMINDER, NoticeKind.NOT_TAKEN):
        notice, is_new = Notice.objects.get_or_create(
            person_id=person_id, task=task, kind=kind, due_date=due_date, offset=offset, defaults={"at": now}
        )
        if not is_new:
            return False
    else:
        notice = Notice.objects.create(person_id=person_id, task=task, kind=kind, at=now)
    mail_of(notice, now=now)
    return True


def mail_of(notice: Notice, *, now: dt.datetime) -> None:
    """Queue the mail of a notice for who wants one; part of the act that writes the notice."""
    wants_mail = NoticePreference.objects.filter(person=notice.person_id, mode=MailMode.IMMEDIATE)
    if settings.MAIL_IS_ON and wants_mail.exists():
        queue(Mail.objects.create(person_id=notice.person_id, notice=notice, made_at=now), now=now)


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
