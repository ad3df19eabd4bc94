"""What people are told: notices, the mails that carry them out, the days of reminders, how to reach whom."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.functional import cached_property

from dondoc.kernel import subjects
from dondoc.kernel.subjects import Line
from dondoc.tasks.choices import MailMode, MailState, NoticeKind

from .task import Task


class ReminderDay(models.Model):
    """A day before or after the deadline on which people are reminded (mốc nhắc việc). Data that an office edits.

    Attributes:
        offset: days from the deadline; negative before it, 0 on it.
    """

    offset = models.SmallIntegerField(unique=True)
    source = models.CharField(max_length=200)

    class Meta:
        ordering: ClassVar = ["offset"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(offset__gte=-90, offset__lte=90), name="tasks_reminderday_within_90"),
        ]

    def __str__(self) -> str:
        return f"T{self.offset:+d}"


# Kinds that are about something of an app above this one, and those that are told once for a day.
OF_SUBJECTS = [NoticeKind.ASKED_FOR, NoticeKind.ASKED_DUE]
WITH_DAY = [NoticeKind.NOT_TAKEN, NoticeKind.ARCHIVE, NoticeKind.ASKED_FOR]
WITH_OFFSET = [NoticeKind.REMINDER, NoticeKind.ASKED_DUE]


class Notice(models.Model):
    """Something one person is told about one task, one case file, or one subject of an app above (thông báo).

    Of a reminder the row is the claim: one task, deadline, day and person are reminded of once, whatever runs twice; so
    of a case file that is due for the archive, and of what is asked of a unit.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="notices")
    task = models.ForeignKey(Task, on_delete=models.PROTECT, null=True, related_name="notices")
    case_file = models.ForeignKey("documents.CaseFile", on_delete=models.PROTECT, null=True, related_name="+")
    # Something of an app above, by its kind (`kernel.subjects`) and its id there.
    subject_kind = models.CharField(max_length=30, blank=True)
    subject_id = models.PositiveBigIntegerField(null=True)
    kind = models.CharField(max_length=12, choices=NoticeKind)
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)
    # Of a reminder: the deadline it is about, and which day before or after it. Of a task that was not taken over: by
    # when it was to be; of a case file, and of what is asked of a unit: when it is due.
    due_date = models.DateField(null=True)
    offset = models.SmallIntegerField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["task", "person", "due_date", "offset"],
                condition=Q(kind=NoticeKind.REMINDER),
                name="tasks_notice_reminds_once",
            ),
            models.UniqueConstraint(
                fields=["task", "person", "due_date"],
                condition=Q(kind=NoticeKind.NOT_TAKEN),
                name="tasks_notice_not_taken_once",
            ),
            models.UniqueConstraint(
                fields=["case_file", "person", "due_date"],
                condition=Q(kind=NoticeKind.ARCHIVE),
                name="tasks_notice_of_the_archive_once",
            ),
            models.UniqueConstraint(
                fields=["subject_kind", "subject_id", "person", "due_date"],
                condition=Q(kind=NoticeKind.ASKED_FOR),
                name="tasks_notice_asks_once",
            ),
            models.UniqueConstraint(
                fields=["subject_kind", "subject_id", "person", "due_date", "offset"],
                condition=Q(kind=NoticeKind.ASKED_DUE),
                name="tasks_notice_reminds_of_what_is_asked_once",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=WITH_OFFSET, due_date__isnull=False, offset__isnull=False)
                | Q(kind__in=WITH_DAY, due_date__isnull=False, offset=None)
                | ~Q(kind__in=[*WITH_OFFSET, *WITH_DAY]) & Q(due_date=None, offset=None),
                name="tasks_notice_has_its_day",
            ),
            models.CheckConstraint(
                condition=Q(kind=NoticeKind.ARCHIVE, task=None, case_file__isnull=False, subject_id=None)
                | Q(kind__in=OF_SUBJECTS, task=None, case_file=None, subject_id__isnull=False) & ~Q(subject_kind="")
                | ~Q(kind__in=[NoticeKind.ARCHIVE, *OF_SUBJECTS])
                & Q(task__isnull=False, case_file=None, subject_id=None),
                name="tasks_notice_of_one_thing",
            ),
            models.CheckConstraint(
                condition=Q(subject_id__isnull=False) | Q(subject_kind=""), name="tasks_notice_subject_is_whole"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["person", "-at"], name="tasks_notice_of_person"),
            models.Index(fields=["person"], name="tasks_notice_unread", condition=Q(read_at=None)),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.kind} {self.task_id or self.case_file_id or self.subject_id}"

    @cached_property
    def line(self) -> Line | None:
        """Return how the subject reads; None: it is about none, or no app knows of it any more."""
        if self.subject_id is None:
            return None
        return subjects.lines_of(self.subject_kind, [self.subject_id]).get(self.subject_id)

    @property
    def about(self) -> str:
        """Return the code of the task, of the case file with its year, or what the subject is called."""
        if self.case_file is not None:
            return f"{self.case_file.code} ({self.case_file.year})"
        if self.task is not None:
            return self.task.code
        return self.line.about if self.line is not None else ""


class Mail(models.Model):
    """A mail to one person: about one notice, or the digest of a day.

    It is claimed before it goes out. One that is still claimed when its worker has died may have gone out or not: that
    is said, and only a person sends it again.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    notice = models.OneToOneField(Notice, on_delete=models.PROTECT, null=True, related_name="mail")
    digest_date = models.DateField(null=True)
    state = models.CharField(max_length=10, choices=MailState, default=MailState.WAITING)
    made_at = models.DateTimeField()
    claimed_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    # How often it was tried, and what went wrong the last time.
    attempts = models.PositiveSmallIntegerField(default=0)
    error = models.TextField(blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(state__in=MailState.values), name="tasks_mail_state_known"),
            models.CheckConstraint(
                condition=Q(notice__isnull=False, digest_date=None) | Q(notice=None, digest_date__isnull=False),
                name="tasks_mail_notice_or_digest",
            ),
            models.UniqueConstraint(
                fields=["person", "digest_date"], condition=~Q(digest_date=None), name="tasks_mail_one_digest_a_day"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["made_at"], name="tasks_mail_in_trouble", condition=~Q(state=MailState.SENT)),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.state}"


class NoticePreference(models.Model):
    """How a person wants to be told outside the product (nhận nhắc việc); who said nothing gets no mail.

    Attributes:
        quiet_from, quiet_to: hours of the Vietnamese day in which no mail is sent; over midnight when from is later.
    """

    person = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="notice_preference")
    email = models.EmailField(blank=True)
    mode = models.CharField(max_length=10, choices=MailMode, default=MailMode.NONE)
    quiet_from = models.TimeField(null=True)
    quiet_to = models.TimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(mode=MailMode.NONE) | ~Q(email=""), name="tasks_noticepreference_mail_needs_address"
            ),
            models.CheckConstraint(
                condition=Q(quiet_from=None, quiet_to=None)
                | Q(quiet_from__isnull=False, quiet_to__isnull=False) & ~Q(quiet_from=F("quiet_to")),
                name="tasks_noticepreference_quiet_from_and_to",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.mode}"


class CalendarFeed(models.Model):
    """The secret address under which a person's calendar program reads their deadlines; only its hash is kept."""

    person = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="calendar_feed")
    token_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.person_id)
