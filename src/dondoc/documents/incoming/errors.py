"""What the book of incoming documents refuses."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from dondoc.kernel.errors import Conflict, Invalid, Missing, NotAllowed, Overtaken


class ArrivalMissing(Missing):
    """The document has no arrival number, or is none the person may know of."""

    code = "documents.arrival_missing"
    message = _("There is no such incoming document, or it was not sent to your unit.")


class MovedOn(Overtaken):
    """Somebody else acted on it."""

    code = "documents.arrival_moved_on"
    message = _("Somebody else changed this in the meantime. Reload the page and look again.")


class WrongState(Conflict):
    """A step that the state does not know."""

    code = "documents.arrival_wrong_state"
    message = _("The document is “%(state)s”, so this step is closed. Reload the page to see where it stands.")


class MayNotDirect(NotAllowed):
    """Not the leader, nor the head of the unit that registered it."""

    code = "documents.may_not_direct"
    message = _("Only the assigning leader or the head of the registering unit gives directives on this document.")


class MayNotAnswer(NotAllowed):
    """Neither the records clerk nor the lead unit."""

    code = "documents.may_not_answer"
    message = _("Only the records clerk or the head of the lead unit says what answers this document.")


class MayNotSignFor(NotAllowed):
    """Somebody of another unit."""

    code = "documents.may_not_sign_for"
    message = _("Only somebody of the unit that it was sent to signs for it.")


class ForwardingMissing(Missing):
    """It was not sent there."""

    code = "documents.forwarding_missing"
    message = _("It was not sent to this unit. Reload the page.")


class SignedForAlready(Conflict):
    """Somebody was faster."""

    code = "documents.signed_for_already"
    message = _("%(name)s has signed for it already.")


class SentAlready(Conflict):
    """The unit has it."""

    code = "documents.sent_already"
    message = _("It was sent to %(unit)s already.")


class DirectionEmpty(Invalid):
    """A directive without words."""

    code = "documents.direction_empty"
    message = _("Write what is to be done.")


class DirectionWithoutLead(Invalid):
    """Nobody answers for it."""

    code = "documents.direction_without_lead"
    message = _("Name the one unit that leads. The others cooperate.")


class LeadCooperates(Invalid):
    """One unit in two parts."""

    code = "documents.lead_cooperates"
    message = _("%(unit)s leads, so it does not cooperate as well. Take it out of one of the two.")


class DeadlineOpen(Invalid):
    """Neither a day nor that there is none, or both."""

    code = "documents.direction_deadline_open"
    message = _("Give a deadline, or tick that none is named: one of the two.")


class DayPast(Invalid):
    """A deadline that lies behind."""

    code = "documents.day_past"
    message = _("This day has passed. Choose today or a later day.")


class ArrivedAhead(Invalid):
    """A day of arrival after it was registered."""

    code = "documents.arrived_ahead"
    message = _("It was registered on %(day)s, so it arrived on that day or before. Choose another day.")


class ArrivedInAnotherYear(Invalid):
    """Its number belongs to the book of a year."""

    code = "documents.arrived_in_another_year"
    message = _("Its number stands in the book of %(year)s. Choose a day of that year.")


class NobodyToPresentTo(Invalid):
    """Not somebody who may direct."""

    code = "documents.nobody_to_present_to"
    message = _("Choose a leader who may give directives on this document.")


class AnswerUnknown(Invalid):
    """A number that fits no document, or several."""

    code = "documents.answer_unknown"
    message = _("No document of the register, or more than one, bears the number “%(words)s”. Write number and symbol.")


class AnswersItself(Invalid):
    """A document as its own answer."""

    code = "documents.answers_itself"
    message = _("A document does not answer itself. Write the number of the document that answers it.")


class CanBeRead(Invalid):
    """A file for the reader: what it reads is not typed."""

    code = "documents.can_be_read"
    message = _(
        "The machine can read this file. Send it on the page of documents; what was misread is corrected after."
    )


class SecrecyOpen(Invalid):
    """Nobody looked whether it is secret."""

    code = "documents.secrecy_open"
    message = _(
        "Look whether the document bears a secrecy mark, and tick that it bears none. Secret ones are not taken."
    )


class LetterheadIncomplete(Invalid):
    """A document of nobody, or about nothing."""

    code = "documents.letterhead_incomplete"
    message = _("Write at least who issued the document and its subject.")


class DatedAhead(Invalid):
    """A document of tomorrow."""

    code = "documents.dated_ahead"
    message = _("The date of the document lies ahead. Write the date that it bears.")


class CorrectedElsewhere(NotAllowed):
    """The letterhead is that of the document, not of the entry."""

    code = "documents.corrected_elsewhere"
    message = _(
        "Another office registered this document first and keeps what was read of it. Ask that office to correct it."
    )


class NothingCorrected(Invalid):
    """A correction that says what stands there."""

    code = "documents.nothing_corrected"
    message = _("This is what the register says already. Change what was misread, then keep it.")


class DutyOpen(Conflict):
    """The directive's task is not closed."""

    code = "documents.duty_open"
    message = _(
        "The task given on this document is still open. Close it with its proof, or name the answer, then file."
    )


class NotInACaseFile(Conflict):
    """Filed means: it lies in a file."""

    code = "documents.not_in_a_case_file"
    message = _("Put the document into a case file first; filed means that it lies in one.")
