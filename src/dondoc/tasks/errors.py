"""What the tasks refuse: one class, one code, one sentence each."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from dondoc.kernel.errors import Conflict, Invalid, Missing, NotAllowed, Overtaken

from . import deadline_errors as deadline_errors
from . import followup_errors as followup_errors
from . import proof_errors as proof_errors


class TaskMissing(Missing):
    """No such task, or not one the person may know of."""

    code = "tasks.missing"
    message = _("There is no such task, or it is not one of yours.")


class ProposalMissing(Missing):
    """No such proposal."""

    code = "tasks.proposal_missing"
    message = _("There is no such proposal. Open the document again.")


class MayNotReview(NotAllowed):
    """Reviewing a reading is the act of the clerk or the assigning leader."""

    code = "tasks.may_not_review"
    message = _("Only the records clerk or the assigning leader confirms what was read.")


class ReviewClosed(Conflict):
    """The document was handed on already."""

    code = "tasks.review_closed"
    message = _("The review of this document is finished, so its proposals are closed.")


class ReviewUnfinished(Conflict):
    """Some proposals wait for a decision."""

    code = "tasks.review_unfinished"
    message = _("%(count)s proposals are not reviewed yet. Confirm or skip each of them first.")


class NothingConfirmed(Conflict):
    """Every proposal was skipped."""

    code = "tasks.nothing_confirmed"
    message = _("No proposal is confirmed, so there is nothing to hand on. Keep the document in the register instead.")


class DutiesLeft(Conflict):
    """A document with duties is not just kept."""

    code = "tasks.duties_left"
    message = _("%(count)s proposals are confirmed or not reviewed. Skip each of them before only keeping it.")


class LeadNotPrinted(Invalid):
    """The clerk named a lead that the document does not name."""

    code = "tasks.lead_not_printed"
    message = _("“%(words)s” does not stand in the document. Leave the lead empty; the assigning leader names it.")


class DeadlineNotPrinted(Invalid):
    """The clerk gave a date that the document does not give."""

    code = "tasks.deadline_not_printed"
    message = _("“%(words)s” does not stand in the document. Leave the deadline empty; the assigning leader sets it.")


class NoSuchBorder(Invalid):
    """Splitting where no clause begins."""

    code = "tasks.no_such_border"
    message = _("A task is split where a clause begins. Choose one of the places offered.")


class NothingBefore(Invalid):
    """Merging the first proposal."""

    code = "tasks.nothing_before"
    message = _("This is the first proposal of the document; there is none before it to merge into.")


class LeadContradicts(Invalid):
    """The clerk gave a printed name another unit than the one that goes by it."""

    code = "tasks.lead_contradicts"
    message = _("The document says “%(words)s”, which is %(unit)s. Keep that unit, or leave the lead open.")


class DeadlineContradicts(Invalid):
    """The clerk gave a date that the quoted words do not give."""

    code = "tasks.deadline_contradicts"
    message = _("The words “%(words)s” do not give %(date)s. Correct the date or the words, or leave both empty.")


class TwoDeadlines(Conflict):
    """Merging two passages with two dates."""

    code = "tasks.two_deadlines"
    message = _("The two proposals have two deadlines, so they stay two tasks.")


class TextTooLong(Invalid):
    """More words than the field holds, or characters that no text has."""

    code = "tasks.text_too_long"
    message = _("A field holds at most %(length)s characters of plain text. Shorten it.")


class ActionEmpty(Invalid):
    """A task without words."""

    code = "tasks.action_empty"
    message = _("Say in a few words what has to be done.")


class DateUnreadable(Invalid):
    """Not a date."""

    code = "tasks.date_unreadable"
    message = _("“%(words)s” is not a date. Write day/month/year, such as 30/6/2026.")


class DeadlineBeforeToday(Invalid):
    """A leader set a deadline in the past."""

    code = "tasks.deadline_in_past"
    message = _("The deadline lies before today. Choose today or a later day.")


class DeadlineAfterParent(Invalid):
    """A part may not end after the whole."""

    code = "tasks.deadline_after_parent"
    message = _("The task itself is due on %(date)s; its parts may not be due later.")


class ReasonEmpty(Invalid):
    """Sending back without a reason."""

    code = "tasks.reason_empty"
    message = _("Write the reason, so that the other side knows what to do.")


class TextEmpty(Invalid):
    """An update without words."""

    code = "tasks.text_empty"
    message = _("Write what was done since the last update.")


class EvidenceDateMissing(Invalid):
    """A piece of evidence without its own date."""

    code = "tasks.evidence_date_missing"
    message = _("Give the date that the evidence itself bears, not later than today.")


class EvidenceAgain(Conflict):
    """The same file or record on the same task."""

    code = "tasks.evidence_again"
    message = _("This is attached already, dated %(date)s. Choose something else, or report with what is attached.")


class EvidenceKind(Invalid):
    """A kind of file that is not taken as evidence."""

    code = "tasks.evidence_kind"
    message = _("“%(name)s” is not a kind of file taken as evidence. Send a PDF, Word, Excel, picture or text file.")


class WrongStage(Conflict):
    """The step is not open at this stage."""

    code = "tasks.wrong_stage"
    message = _("The task is “%(stage)s”, so this step is not open.")


class LeadOpen(Conflict):
    """Nobody leads the task yet."""

    code = "tasks.lead_open"
    message = _("The document names no lead. The assigning leader names one first.")


class LeadNamed(Conflict):
    """The lead is settled."""

    code = "tasks.lead_named"
    message = _("The lead is named already.")


class DeadlineSet(Conflict):
    """The deadline never changes once it stands."""

    code = "tasks.deadline_set"
    message = _("The task has a deadline already; it does not change.")


class NotLead(NotAllowed):
    """The actor does not act for the lead unit."""

    code = "tasks.not_lead"
    message = _("Only the head of the lead unit takes this step.")


class NotDoer(NotAllowed):
    """The actor neither leads the unit nor was given the work."""

    code = "tasks.not_doer"
    message = _("Only the head of the lead unit or the person given the work takes this step.")


class NotAssigner(NotAllowed):
    """The actor is not on the assigning side."""

    code = "tasks.not_assigner"
    message = _("Only the side that assigned the task decides on its result.")


class OwnResult(NotAllowed):
    """Maker is not checker."""

    code = "tasks.own_result"
    message = _("You reported this result yourself; somebody else decides on it.")


class AssigneeReports(NotAllowed):
    """Inside one unit the person given the work proves it; the head decides on it."""

    code = "tasks.assignee_reports"
    message = _("The person given this work reports it with evidence; you decide on the result.")


class MayNotAssign(NotAllowed):
    """Naming a lead or a date that the document leaves open is the leader's act."""

    code = "tasks.may_not_assign"
    message = _("Only the assigning leader names what the document leaves open.")


class OutsideUnit(Invalid):
    """Handing on to somebody who is not below."""

    code = "tasks.outside_unit"
    message = _("A unit hands work on to its own units and people only.")


class EvidenceMissing(Conflict):
    """Done means proved."""

    code = "tasks.evidence_missing"
    message = _("Attach the evidence first: a task is reported as done on proof.")


class PartsOpen(Conflict):
    """A parent closes only when all its parts have."""

    code = "tasks.parts_open"
    message = _("%(count)s parts of this task are not done yet.")


class MovedOn(Overtaken):
    """Somebody else acted in the meantime."""

    code = "tasks.moved_on"
    message = _("Somebody changed this task while you were looking. Read what is new, then try again.")


class ReturnReasonMissing(Invalid):
    """A return of no kind."""

    code = "tasks.return_reason_missing"
    message = _("Say whether the task is outside the functions of the unit, or unclear.")


class MovedOnSince(MovedOn):
    """The same, and who did what is known."""

    code = "tasks.moved_on_since"
    message = _("Since you opened the page: %(news)s. Read what is new, then decide again.")


class ViewNameEmpty(Invalid):
    """A view without a name."""

    code = "tasks.view_name_empty"
    message = _("Give the view a name, such as “Overdue in my unit”.")


class TooManyViews(Conflict):
    """More views than a row of tabs holds."""

    code = "tasks.too_many_views"
    message = _("You keep %(most)s views already. Forget one of them first.")


class ViewMissing(Missing):
    """No such view of the person's own."""

    code = "tasks.view_missing"
    message = _("There is no such view of yours.")


class NothingChosen(Invalid):
    """An act on several tasks without one."""

    code = "tasks.nothing_chosen"
    message = _("Choose at least one task in the list first.")


class TooManyChosen(Invalid):
    """An act on more tasks than one request does."""

    code = "tasks.too_many_chosen"
    message = _("Choose at most %(most)s tasks at a time.")


class TooManyRows(Invalid):
    """More rows than a printed page or a workbook is good for."""

    code = "tasks.too_many_rows"
    message = _("This view holds %(rows)s tasks, more than the %(most)s that go into one file. Filter it first.")


class SheetUnreadable(Invalid):
    """No workbook, or a broken one."""

    code = "tasks.sheet_unreadable"
    message = _("This is no Excel workbook (.xlsx) that can be read. Save the register as .xlsx and send it again.")


class SheetTooLarge(Invalid):
    """More than a register holds."""

    code = "tasks.sheet_too_large"
    message = _("The workbook is too large. Send at most %(most)s rows at a time.")


class SheetEmpty(Invalid):
    """No headings, or nothing below them."""

    code = "tasks.sheet_empty"
    message = _(
        "No row of headings such as “Nội dung nhiệm vụ”, “Đơn vị chủ trì” was found. Add one and send it again."
    )


class ColumnMissing(Invalid):
    """Nothing says what has to be done."""

    code = "tasks.column_missing"
    message = _("Say which column holds what has to be done.")


class ImportMissing(Missing):
    """No such import."""

    code = "tasks.import_missing"
    message = _("There is no such import.")


class ImportClosed(Conflict):
    """Done or taken back already."""

    code = "tasks.import_closed"
    message = _("This import is “%(state)s” already, so this step is closed.")


class NothingToImport(Conflict):
    """No row can be taken."""

    code = "tasks.nothing_to_import"
    message = _("No row of this workbook can be taken. Look at the reasons and choose the columns anew.")


class ImportMailed(Conflict):
    """A mail about tasks of an import is on its way."""

    code = "tasks.import_mailed"
    message = _("A mail that reminds of a task of this import is not sent yet. Take the import back once it is.")


class ImportTouched(Conflict):
    """Work was done on tasks of an import."""

    code = "tasks.import_touched"
    message = _("Somebody has worked on %(count)s tasks of this import already, so it cannot be taken back.")
