"""What is refused about deadlines and the calendar: one class, one code, one sentence each."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from dondoc.kernel.errors import Conflict, Invalid, Missing, NotAllowed


class NoDeadlineYet(Conflict):
    """Extending what has no deadline."""

    code = "tasks.no_deadline_yet"
    message = _("The task has no deadline, so there is none to extend.")


class DeadlinePassed(Conflict):
    """An extension is asked for in time."""

    code = "tasks.deadline_passed"
    message = _("The deadline has passed. An extension is asked for before it does; report what is late and why.")


class ExtensionWaits(Conflict):
    """One request at a time."""

    code = "tasks.extension_waits"
    message = _("An extension is asked for already and waits for a decision.")


class NoExtensionAsked(Conflict):
    """Nothing to decide."""

    code = "tasks.no_extension_asked"
    message = _("No extension is asked for, or it is decided already. Open the task again.")


class OwnExtension(NotAllowed):
    """Nobody extends their own deadline."""

    code = "tasks.own_extension"
    message = _("You asked for this extension yourself; somebody else decides on it.")


class AssigneeAsks(NotAllowed):
    """Inside one unit the person given the work asks, the head decides."""

    code = "tasks.assignee_asks"
    message = _("The person given this work asks for more time; you decide on it.")


class ExtensionNotLater(Invalid):
    """Extending to an earlier day."""

    code = "tasks.extension_not_later"
    message = _("The deadline in force is %(date)s. Choose a later day.")


class ExtensionOvertaken(Conflict):
    """Granting what is granted already in another way."""

    code = "tasks.extension_overtaken"
    message = _("The deadline in force is %(date)s already, no earlier than the day asked for. Refuse the request so.")


class ExtendParentFirst(Conflict):
    """A part may not be extended past the whole."""

    code = "tasks.extend_parent_first"
    message = _("%(code)s, which this is a part of, is due on %(date)s. Extend that one first.")


class DecisionUnfit(Invalid):
    """A later deadline that no decision gives."""

    code = "tasks.decision_unfit"
    message = _(
        "Choose the document that gives the later deadline: it is in the register with number, symbol and date, is "
        "neither a submission nor a draft, is of the assigning side or above it, and is dated from that of the task "
        "until today."
    )


class NotRelative(Conflict):
    """Counting what is not counted from an event."""

    code = "tasks.not_relative"
    message = _("The deadline of this task is not counted from an event.")


class TermInvalid(Invalid):
    """A term that nobody can count."""

    code = "tasks.term_invalid"
    message = _("Give the term as a number of days or working days, from 1 to %(most)s.")


class TermNotPrinted(NotAllowed):
    """Somebody else than the leader counts with another term than the printed one."""

    code = "tasks.term_not_printed"
    message = _("The document does not print this term. Only the assigning leader counts with another one.")


class EventDateMissing(Invalid):
    """The day of the event is never guessed."""

    code = "tasks.event_date_missing"
    message = _("Give the day of the event, not later than today.")


class EventEmpty(Invalid):
    """An event without words."""

    code = "tasks.event_empty"
    message = _("Say in a few words what the event is.")


class NotComingAgain(Conflict):
    """A rhythm for a task that is done once."""

    code = "tasks.not_coming_again"
    message = _("This task is neither recurring nor standing.")


class RhythmInvalid(Invalid):
    """Days that no period has."""

    code = "tasks.rhythm_invalid"
    message = _("Choose how often it comes again and the days of the period on which it is due.")


class NotStanding(Conflict):
    """Reviewing a task that has an end."""

    code = "tasks.not_standing"
    message = _("Only a standing duty is reviewed each period.")


class RhythmMissing(Conflict):
    """Reviewing before anybody said how often."""

    code = "tasks.rhythm_missing"
    message = _("The assigning leader first says how often this duty is reviewed.")


class NotReviewer(NotAllowed):
    """Neither the head of the lead unit nor the assigning side."""

    code = "tasks.not_reviewer"
    message = _("Only the head of the lead unit or the side that assigned the duty takes this step.")


class NotTrigger(Conflict):
    """Raising an event on a task that waits for none."""

    code = "tasks.not_trigger"
    message = _("This task does not wait for something to arise.")


class DayMissing(Missing):
    """No such day in the calendar."""

    code = "tasks.day_missing"
    message = _("There is no such day in the working-day calendar. Open the calendar again.")


class DayTaken(Conflict):
    """Two entries for one day."""

    code = "tasks.day_taken"
    message = _("%(date)s is in the calendar already. Change that entry.")


class DayInvalid(Invalid):
    """A day without what makes it a fact."""

    code = "tasks.day_invalid"
    message = _("Give the day, what it is, its name and the document that decreed it.")


class DayNotWeekend(Invalid):
    """A working day marked as worked."""

    code = "tasks.day_not_weekend"
    message = _("%(date)s is an ordinary working day. Only a Saturday or a Sunday can be a worked weekend day.")


class CutOffInvalid(Invalid):
    """A closing day that some month does not have."""

    code = "tasks.cut_off_invalid"
    message = _("Give the kind of period, the closing day from 1 to %(latest)s, from when it holds, and its source.")


class MayNotAdminister(NotAllowed):
    """The calendar is the administrator's to keep."""

    code = "tasks.may_not_administer"
    message = _("Only an administrator changes the working-day calendar.")
