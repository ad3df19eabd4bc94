"""Stages of a task, decisions on a proposal and on a result, and the seven classes."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Decision(TextChoices):
    """What the reviewer decided on one proposal."""

    TODO = "todo", _("Not reviewed yet")
    CONFIRMED = "confirmed", _("Confirmed")
    SKIPPED = "skipped", _("Skipped")
    MERGED = "merged", _("Merged into the one before")


class Kind(TextChoices):
    """What sort of duty the document lays down."""

    TASK = "task", _("Task with an end")
    STANDING = "standing", _("Standing duty")
    TRIGGER = "trigger", _("Duty when something arises")
    REPORT = "report", _("Report")


class DeadlineKind(TextChoices):
    """How the document says by when."""

    DATE = "date", _("A day")
    PERIOD = "period", _("The end of a period")
    RELATIVE = "relative", _("Counted from an event")
    IMMEDIATE = "immediate", _("At once")
    RECURRING = "recurring", _("Recurring")
    NONE = "none", _("The document names no deadline")


class Stage(TextChoices):
    """Where a task stands (giai đoạn)."""

    AWAITED = "awaited", _("Waits for its document")
    ASSIGNED = "assigned", _("Assigned")
    IN_PROGRESS = "in_progress", _("In progress")
    REPORTED = "reported", _("Result waits for acceptance")
    DONE = "done", _("Done")
    RETURNED = "returned", _("Returned")
    CANCELLED = "cancelled", _("Cancelled")
    REPLACED = "replaced", _("Replaced by another task")


# What the name of a task ends in when it is a shortened passage.
SHORTENED = " …"

# Stages in which somebody works on a task, and those in which it is open.
WORKING = (Stage.ASSIGNED, Stage.IN_PROGRESS)
OPEN = (*WORKING, Stage.REPORTED)
# Stages that end a task without a result: from then on it is not counted.
UNCOUNTED = (Stage.RETURNED, Stage.CANCELLED, Stage.REPLACED)


class DueOrigin(TextChoices):
    """Where a deadline comes from."""

    DOCUMENT = "document", _("Printed in the document")
    LEADER = "leader", _("Set by the assigning leader")
    COUNTED = "counted", _("Counted from an event")
    EXTENSION = "extension", _("Extended")
    PAUSE = "pause", _("Moved by a pause")
    CORRECTED = "corrected", _("Corrected: it had been read wrongly")


class ImportState(TextChoices):
    """Where the import of an old register stands."""

    DRAFT = "draft", _("Being looked at")
    DONE = "done", _("Taken in")
    UNDONE = "undone", _("Taken back")


class Basis(TextChoices):
    """Which deadline a class is measured against."""

    CURRENT = "current", _("Deadline in force")
    ORIGINAL = "original", _("Original deadline")


class ClosesOn(TextChoices):
    """What a task closes on: any proof of its result, or the document itself once it is issued."""

    RESULT = "result", _("A proved result")
    ISSUED_DOCUMENT = "issued_document", _("An issued document")


class LateReason(TextChoices):
    """What made a result late (nguyên nhân chậm)."""

    OBJECTIVE = "objective", _("Objective cause")
    SUBJECTIVE = "subjective", _("Subjective cause")


class ReturnReason(TextChoices):
    """Why a unit returns a task (lý do trả lại)."""

    NOT_OURS = "not_ours", _("Outside the functions of the unit")
    UNCLEAR = "unclear", _("Unclear")


class Verdict(TextChoices):
    """What the assigning side decided on a reported result."""

    PENDING = "pending", _("Waits for a decision")
    ACCEPTED = "accepted", _("Accepted")
    SENT_BACK = "sent_back", _("Sent back")


class Means(TextChoices):
    """How somebody was reminded of a task."""

    PHONE = "phone", _("By telephone")
    MAIL = "mail", _("By mail or message")
    MEETING = "meeting", _("At a meeting")
    LETTER = "letter", _("By letter")


class Place(TextChoices):
    """How a task was inspected."""

    ON_SITE = "on_site", _("On the spot")
    REPORT = "report", _("By report")


class NoticeKind(TextChoices):
    """What somebody is told about a task."""

    ASSIGNED = "assigned", _("Assigned to you")
    REPORTED = "reported", _("Result waits for acceptance")
    SENT_BACK = "sent_back", _("Result sent back")
    RETURNED = "returned", _("Task returned, needs another lead")
    ACCEPTED = "accepted", _("Result accepted")
    COOPERATE = "cooperate", _("Your unit takes part")
    EXTENSION_ASKED = "time_asked", _("More time asked for")
    EXTENSION_GRANTED = "time_granted", _("More time granted")
    EXTENSION_REFUSED = "time_refused", _("More time refused")
    OBSTACLE = "obstacle", _("Obstacle waits for your opinion")
    OPINION = "opinion", _("Opinion on your obstacle")
    CORRECTION_ASKED = "to_correct", _("Correction asked for")
    CORRECTION_DECIDED = "corrected", _("Correction decided")
    CANCELLED = "cancelled", _("Task cancelled")
    REPLACED = "replaced", _("Task replaced by another one")
    REMINDER = "reminder", _("Reminder of a deadline")
    NOT_TAKEN = "not_taken", _("Not taken over in time")
    RECALLED = "recalled", _("The document of the task was recalled or replaced")
    ARCHIVE = "archive", _("A case file is due for the archive")
    ASKED_FOR = "asked_for", _("Asked of your unit")
    ASKED_DUE = "asked_due", _("Reminder of what is asked of your unit")


class MailMode(TextChoices):
    """How often somebody gets mail."""

    NONE = "none", _("No mail")
    DIGEST = "digest", _("One mail a day, on working days")
    IMMEDIATE = "immediate", _("A mail for each notice")


class MailState(TextChoices):
    """How far a mail has come."""

    WAITING = "waiting", _("Waits to be sent")
    CLAIMED = "claimed", _("Being sent")
    SENT = "sent", _("Sent")
    FAILED = "failed", _("Not sent")
    UNKNOWN = "unknown", _("Not known whether it was sent")


class ExtensionVerdict(TextChoices):
    """What the assigning side decided on a later deadline."""

    PENDING = "pending", _("Waits for a decision")
    GRANTED = "granted", _("Granted")
    REFUSED = "refused", _("Refused")
    DECIDED = "decided", _("Answered by a decision")


class ObstacleState(TextChoices):
    """Where an obstacle stands."""

    WAITING = "waiting", _("Waits for an opinion")
    RETURNED = "returned", _("Returned with words")
    ANSWERED = "answered", _("Opinion given")
    REMOVED = "removed", _("Removed")


class OpinionKind(TextChoices):
    """What somebody did with an obstacle by saying something."""

    ANSWER = "answer", _("Opinion")
    PASSED_UP = "passed_up", _("Passed up")
    RETURNED = "returned", _("Returned")
    ASKED = "asked", _("Asked again")
    REMOVED = "removed", _("Removed")


class Participation(TextChoices):
    """What a cooperating unit said of its part."""

    CONFIRMED = "confirmed", _("Part done")
    DECLINED = "declined", _("Not taking part")


class Target(TextChoices):
    """What a correction puts right when it is accepted."""

    REOPEN = "reopen", _("The task is not done, or was cancelled wrongly: open it again")
    EVIDENCE = "evidence", _("The date of the evidence is another")
    DUE = "due", _("The printed deadline was read wrongly")


class CorrectionVerdict(TextChoices):
    """What the assigning side decided on a correction."""

    PENDING = "pending", _("Waits for a decision")
    ACCEPTED = "accepted", _("Accepted")
    REFUSED = "refused", _("Refused")


class StatusClass(TextChoices):
    """The seven classes that partition all tasks."""

    OPEN_IN_TIME = "open_in_time", _("Open, in time")
    OPEN_OVERDUE = "open_overdue", _("Open, overdue")
    OPEN_NO_DEADLINE = "open_no_deadline", _("Open, without deadline")
    DONE_IN_TIME = "done_in_time", _("Done in time")
    DONE_LATE = "done_late", _("Done late")
    DONE_NO_DEADLINE = "done_no_deadline", _("Done, without deadline")
    NOT_COUNTED = "not_counted", _("Not counted")


class Filter(TextChoices):
    """What the chips of the list filter by and the figures count; `selectors.filter_condition` says what each means."""

    DONE = "done", _("Done")
    REVIEW = "review", _("To accept")
    IN_TIME = "in_time", _("In time")
    DUE_SOON = "due_soon", _("Due soon")
    OVERDUE = "overdue", _("Overdue")
    NO_DEADLINE = "no_deadline", _("Without deadline")
    NO_LEAD = "no_lead", _("Without lead")
    UNDATED = "undated", _("Deadline to be set")
    NO_EVIDENCE = "no_evidence", _("Without evidence")
    SILENT = "silent", _("Without news")
    UNREVIEWED = "unreviewed", _("Not reviewed this period")
    DISPUTED = "disputed", _("Correction asked for")
    ENDED_LATE = "ended_late", _("Ended after the original deadline")
    NOT_COUNTED = "not_counted", _("Not counted")


# How each is drawn (`web.templatetags.dondoc.STATE_ICONS`).
FILTER_STATES = {
    Filter.DONE: "done",
    Filter.REVIEW: "review",
    Filter.IN_TIME: "doing",
    Filter.DUE_SOON: "soon",
    Filter.OVERDUE: "late",
    Filter.NO_DEADLINE: "open",
    Filter.NO_LEAD: "block",
    Filter.UNDATED: "open",
    Filter.NO_EVIDENCE: "open",
    Filter.SILENT: "open",
    Filter.UNREVIEWED: "open",
    Filter.DISPUTED: "block",
    Filter.ENDED_LATE: "late",
    Filter.NOT_COUNTED: "out",
}
# What is missing from open tasks: shown to those who answer for them, beside the classes.
BLANKS = (Filter.NO_LEAD, Filter.UNDATED, Filter.NO_EVIDENCE, Filter.SILENT, Filter.UNREVIEWED)
# Those that partition all tasks, in the order a bar shows them: its parts sum to its total.
BAR = (Filter.DONE, Filter.IN_TIME, Filter.OVERDUE, Filter.NO_DEADLINE, Filter.NOT_COUNTED)
# Those that the status function decides, so that they can be asked for of a day that has gone; the others say how a
# task stands now.
OF_ANY_DAY = (Filter.DONE, Filter.IN_TIME, Filter.DUE_SOON, Filter.OVERDUE, Filter.NO_DEADLINE, Filter.NOT_COUNTED)
