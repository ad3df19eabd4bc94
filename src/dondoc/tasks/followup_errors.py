"""What is refused about following up, notices, mails and letters: one class, one code, one sentence each."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from dondoc.kernel.errors import Conflict, Invalid, Missing, NotAllowed


class NotTracker(NotAllowed):
    """The actor neither acts for the assigning side nor tracks its tasks."""

    code = "tasks.not_tracker"
    message = _("Only the side that assigned the task, or its tracker, records how it is followed up.")


class FollowUpAhead(Invalid):
    """Recording what has not happened yet."""

    code = "tasks.follow_up_ahead"
    message = _("Give the day on which it happened, not later than today.")


class MeansUnknown(Invalid):
    """A reminder without the way it was given."""

    code = "tasks.means_unknown"
    message = _("Choose how the unit was reminded: by telephone, by mail or at a meeting.")


class ConclusionEmpty(Invalid):
    """An inspection that concludes nothing."""

    code = "tasks.conclusion_empty"
    message = _("Write what the inspection concluded.")


class NoticeMissing(Missing):
    """No such notice of theirs."""

    code = "tasks.notice_missing"
    message = _("There is no such notice, or its task is not one of yours any more.")


class MailMissing(Missing):
    """No such mail, or nothing is wrong with it."""

    code = "tasks.mail_missing"
    message = _("This mail is not among those in trouble any more. Reload the page.")


class FeedMissing(Missing):
    """No calendar goes by this secret address."""

    code = "tasks.feed_missing"
    message = _("There is no calendar at this address. Make a new address on the page about reminders.")


class MayNotRunReminders(NotAllowed):
    """The days of reminders and the mails are the office's."""

    code = "tasks.may_not_run_reminders"
    message = _("Only the office sets the days of reminders and looks after the mails.")


class ReminderDayWrong(Invalid):
    """A day too far away, or a second time the same."""

    code = "tasks.reminder_day_wrong"
    message = _("Give a number of days from -90 to 90 that is not in the list yet; negative means before the deadline.")


class EmailMissing(Invalid):
    """Mail without an address."""

    code = "tasks.email_missing"
    message = _("Give an e-mail address, such as ten@coquan.gov.vn, or choose to get no mail.")


class QuietHoursOpen(Invalid):
    """Quiet hours with one end."""

    code = "tasks.quiet_hours_open"
    message = _("Give both times of the quiet hours, not the same, such as 18:00 and 7:00, or leave both empty.")


class NothingOverdue(Conflict):
    """A letter without anything to urge."""

    code = "tasks.nothing_overdue"
    message = _("%(unit)s has no overdue task of yours now, so there is nothing to urge in a letter.")


class ImportNamed(Conflict):
    """Something that somebody wrote names tasks of an import."""

    code = "tasks.import_named"
    message = _(
        "A letter of urging or a weak point names %(count)s tasks of this import, so it cannot be taken back. Withdraw "
        "the draft of the letter and unlink the weak point first, or cancel the tasks that are wrong instead."
    )
