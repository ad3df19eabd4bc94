"""Reading the log in words: `{% load audit %}`."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from django import template
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dondoc.audit.models import Entry
from dondoc.kernel.vietnamese import format_date

register = template.Library()

ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")

ACTS = {
    "organization.sign_in": gettext_lazy("Signed in"),
    "organization.sign_in_failed": gettext_lazy("Sign-in failed"),
    "organization.sign_out": gettext_lazy("Signed out"),
    "organization.session_revoked": gettext_lazy("Ended a session"),
    "organization.password_changed": gettext_lazy("Changed the password"),
    "organization.reset_link_made": gettext_lazy("Made a link to set the password"),
    "organization.totp_on": gettext_lazy("Switched the second step on"),
    "organization.totp_off": gettext_lazy("Switched the second step off"),
    "organization.recovery_codes_renewed": gettext_lazy("Renewed the recovery codes"),
    "organization.second_step_required": gettext_lazy("Set which roles require the second step"),
    "organization.passkey_added": gettext_lazy("Added a passkey"),
    "organization.passkey_renamed": gettext_lazy("Renamed a passkey"),
    "organization.passkey_removed": gettext_lazy("Removed a passkey"),
    "organization.appoint": gettext_lazy("Recorded a post"),
    "organization.end_post": gettext_lazy("Recorded the end of a post"),
    "organization.delegate": gettext_lazy("Recorded a delegation"),
    "organization.withdraw_delegation": gettext_lazy("Withdrew a delegation"),
    "organization.grant_mandate": gettext_lazy("Recorded a signing mandate"),
    "organization.withdraw_mandate": gettext_lazy("Withdrew a signing mandate"),
    "organization.person.read": gettext_lazy("Opened the page of a person"),
    "organization.role_changed": gettext_lazy("Changed what a role allows"),
    "organization.staff_imported": gettext_lazy("Imported staff"),
    "organization.unit_founded": gettext_lazy("Recorded that the unit was founded"),
    "organization.unit_added": gettext_lazy("Added the unit"),
    "organization.unit_renamed": gettext_lazy("Recorded the names of the unit"),
    "organization.unit_transferred": gettext_lazy("Recorded that the unit was transferred"),
    "organization.unit_merged": gettext_lazy("Recorded that the unit was merged"),
    "organization.unit_split": gettext_lazy("Recorded that the unit was split up"),
    "organization.unit_spun_off": gettext_lazy("Recorded that a part of the unit was split off"),
    "organization.unit_dissolved": gettext_lazy("Recorded that the unit was dissolved"),
    "organization.group_made": gettext_lazy("Made a group of units"),
    "organization.group_joined": gettext_lazy("Put a unit into a group"),
    "organization.group_left": gettext_lazy("Took a unit out of a group"),
    "audit.erase": gettext_lazy("Erased part of an entry of the log"),
    "audit.read": gettext_lazy("Read the log"),
    "documents.register": gettext_lazy("Read and entered into the register"),
    "documents.receive": gettext_lazy("Kept a scan to be read"),
    "documents.find_unreadable": gettext_lazy("The scan was not readable"),
    "documents.read_again": gettext_lazy("Asked to read the scan again"),
    "documents.remove_unread": gettext_lazy("Removed a scan that was not read"),
    "documents.refuse_secret": gettext_lazy("Refused a secret document, nothing of it was kept"),
    "documents.refuse_secret_kept_as_evidence": gettext_lazy(
        "Refused a secret document; a copy of it stays as evidence of a task"
    ),
    "documents.link_citation": gettext_lazy("Said which document a citation means"),
    "documents.unlink_citation": gettext_lazy("Took back which document a citation means"),
    "documents.add_correspondent": gettext_lazy("Entered an agency into the address book"),
    "documents.end_correspondent": gettext_lazy("Ended an entry of the address book"),
    "documents.send_message": gettext_lazy("Sent to other agencies"),
    "documents.export_message": gettext_lazy("Downloaded as a message for other agencies"),
    "documents.resend_message": gettext_lazy("Sent a message again"),
    "documents.receive_message": gettext_lazy("Took in a message of another agency"),
    "documents.accept_message": gettext_lazy("Took a document of another agency into the register"),
    "documents.refuse_message": gettext_lazy("Refused a document of another agency"),
    "documents.keep_in_register": gettext_lazy("Kept in the register only"),
    "documents.trust": gettext_lazy("Trusted an authority that issues certificates"),
    "documents.distrust": gettext_lazy("Withdrew trust in an authority that issues certificates"),
    "documents.add_revocation_list": gettext_lazy("Brought in a list of revoked certificates"),
    "documents.hand_on": gettext_lazy("Handed on, tasks made"),
    "outgoing.open_series": gettext_lazy("Recorded a number series"),
    "outgoing.end_series": gettext_lazy("Ended a number series"),
    "outgoing.sign": gettext_lazy("The document was signed"),
    "outgoing.number": gettext_lazy("Gave the number"),
    "outgoing.seal": gettext_lazy("Signed as the organisation"),
    "outgoing.void": gettext_lazy("Cancelled the number"),
    "outgoing.issue": gettext_lazy("Issued the document"),
    "outgoing.arrived": gettext_lazy("The document arrived"),
    "outgoing.recalled": gettext_lazy("Recalled the document"),
    "outgoing.corrected": gettext_lazy("Recorded the correction"),
    "outgoing.amended": gettext_lazy("Recorded the amendment"),
    "outgoing.replaced": gettext_lazy("Recorded the replacement"),
    "drafts.start": gettext_lazy("Started a draft"),
    "drafts.carry_over": gettext_lazy("Started a notice from minutes"),
    "drafts.letterhead": gettext_lazy("Changed the letterhead of the draft"),
    "drafts.add": gettext_lazy("Added a part to the draft"),
    "drafts.edit": gettext_lazy("Changed a part of the draft"),
    "drafts.move": gettext_lazy("Moved a part of the draft"),
    "drafts.remove": gettext_lazy("Took a part out of the draft"),
    "drafts.bases": gettext_lazy("Changed the legal bases of the draft"),
    "drafts.address": gettext_lazy("Added an addressee to the draft"),
    "drafts.unaddress": gettext_lazy("Took an addressee out of the draft"),
    "drafts.signer": gettext_lazy("Named the signer of the draft"),
    "drafts.cite": gettext_lazy("Cited a document in the draft"),
    "drafts.meeting": gettext_lazy("Wrote down the meeting in the minutes"),
    "drafts.comment": gettext_lazy("Commented on the draft"),
    "drafts.submit": gettext_lazy("Submitted the draft"),
    "drafts.submit_own": gettext_lazy("Submitted the draft straight to the check of the form"),
    "drafts.approve_content": gettext_lazy("Approved the content of the draft"),
    "drafts.approve_form": gettext_lazy("Approved the form of the draft"),
    "drafts.return_content": gettext_lazy("Returned the draft from the check of the content"),
    "drafts.return_form": gettext_lazy("Returned the draft from the check of the form"),
    "drafts.return_unsigned": gettext_lazy("Returned the draft unsigned"),
    "drafts.take_back": gettext_lazy("Took the draft back"),
    "drafts.withdraw": gettext_lazy("Withdrew the draft"),
    "drafts.close": gettext_lazy("Closed the draft, signed"),
    "documents.incoming_set_facts": gettext_lazy("Changed the entry of the book"),
    "documents.incoming_present": gettext_lazy("Presented the document"),
    "documents.incoming_forward": gettext_lazy("Sent the document on"),
    "documents.incoming_sign_for": gettext_lazy("Signed for the document"),
    "documents.incoming_direct": gettext_lazy("Gave a directive"),
    "documents.incoming_handle": gettext_lazy("The handling began"),
    "documents.incoming_end_direction": gettext_lazy("The directive ended, its task was cancelled"),
    "documents.incoming_answer": gettext_lazy("Recorded the answer"),
    "documents.incoming_file": gettext_lazy("Ended the handling, filed"),
    "documents.make_case_file": gettext_lazy("Entered the file into the list"),
    "documents.set_case_file_terms": gettext_lazy("Recorded retention and rights"),
    "documents.put_in_case_file": gettext_lazy("Put a document into the file"),
    "documents.take_out_of_case_file": gettext_lazy("Took a document out of the file"),
    "documents.order_case_file": gettext_lazy("Ordered the documents of the file"),
    "documents.close_case_file": gettext_lazy("Closed the file"),
    "documents.reopen_case_file": gettext_lazy("Opened the closed file again"),
    "documents.hand_in_case_file": gettext_lazy("Handed the file over to the archive"),
    "documents.export_case_file": gettext_lazy("Took the whole file out as .zip"),
    "documents.record_copy": gettext_lazy("Entered a copy"),
    "documents.set_copy_series": gettext_lazy("Set how copies are numbered"),
    "documents.set_columns": gettext_lazy("Set the columns of a book"),
    "tasks.confirm_proposal": gettext_lazy("Confirmed a proposal"),
    "tasks.skip_proposal": gettext_lazy("Skipped a proposal"),
    "tasks.reopen_proposal": gettext_lazy("Reopened a proposal"),
    "tasks.split_proposal": gettext_lazy("Split a proposal"),
    "tasks.merge_proposals": gettext_lazy("Merged two proposals"),
    "tasks.remember_name": gettext_lazy("Remembered what a printed name means"),
    "tasks.assign": gettext_lazy("Assigned"),
    "tasks.name_lead": gettext_lazy("Named the lead"),
    "tasks.set_deadline": gettext_lazy("Set the deadline"),
    "tasks.ask_extension": gettext_lazy("Asked for more time"),
    "tasks.grant_extension": gettext_lazy("Granted more time"),
    "tasks.refuse_extension": gettext_lazy("Refused more time"),
    "tasks.count_deadline": gettext_lazy("Counted the deadline"),
    "tasks.set_rhythm": gettext_lazy("Set how often it comes again"),
    "tasks.review": gettext_lazy("Reviewed the standing duty"),
    "tasks.raise_event": gettext_lazy("Raised an event"),
    "calendar.add_day": gettext_lazy("Entered a day into the calendar"),
    "calendar.change_day": gettext_lazy("Corrected a day of the calendar"),
    "calendar.remove_day": gettext_lazy("Took a day out of the calendar"),
    "calendar.confirm_days": gettext_lazy("Confirmed the expected days"),
    "calendar.set_cut_off": gettext_lazy("Set the closing day of reports"),
    "tasks.take_over": gettext_lazy("Took the task over"),
    "tasks.decline": gettext_lazy("Returned the task"),
    "tasks.hand_on": gettext_lazy("Handed a part on"),
    "tasks.update": gettext_lazy("Updated the progress"),
    "tasks.add_evidence": gettext_lazy("Attached evidence"),
    "tasks.report": gettext_lazy("Reported the result"),
    "tasks.observe": gettext_lazy("Noted how the task goes"),
    "tasks.urge": gettext_lazy("Reminded the unit"),
    "tasks.inspect": gettext_lazy("Inspected"),
    "tasks.prefer": gettext_lazy("Chose how to be told"),
    "tasks.make_feed": gettext_lazy("Made a secret address of a calendar"),
    "tasks.revoke_feed": gettext_lazy("Revoked the secret address of a calendar"),
    "tasks.add_reminder_day": gettext_lazy("Added a day of reminders"),
    "tasks.remove_reminder_day": gettext_lazy("Removed a day of reminders"),
    "tasks.resend_mail": gettext_lazy("Sent a mail again"),
    "tasks.draft_letter": gettext_lazy("Drafted a letter of urging"),
    "tasks.send_letter": gettext_lazy("Sent a letter of urging"),
    "tasks.accept_result": gettext_lazy("Accepted the result"),
    "tasks.send_back_result": gettext_lazy("Sent the result back"),
    "tasks.start_import": gettext_lazy("Sent an old register to be looked at"),
    "tasks.map_columns": gettext_lazy("Said which column holds what"),
    "tasks.take_in": gettext_lazy("Took an old register in"),
    "tasks.take_back": gettext_lazy("Took an import back"),
    "tasks.raise_obstacle": gettext_lazy("Raised an obstacle"),
    "tasks.answer_obstacle": gettext_lazy("Gave an opinion on the obstacle"),
    "tasks.pass_obstacle_up": gettext_lazy("Passed the obstacle up"),
    "tasks.return_obstacle": gettext_lazy("Returned the obstacle"),
    "tasks.ask_again": gettext_lazy("Asked again"),
    "tasks.remove_obstacle": gettext_lazy("Said that the obstacle is removed"),
    "tasks.set_answer_time": gettext_lazy("Set the time for answers"),
    "tasks.pause": gettext_lazy("Stopped the clock"),
    "tasks.restart": gettext_lazy("Let the clock run again"),
    "tasks.cancel": gettext_lazy("Cancelled the task"),
    "tasks.cancel_with_whole": gettext_lazy("Cancelled with the whole"),
    "tasks.replace": gettext_lazy("Replaced the task"),
    "tasks.settle": gettext_lazy("Closed with its last part"),
    "tasks.answer_cooperation": gettext_lazy("Answered for a cooperating unit"),
    "tasks.reassign": gettext_lazy("Handed over to somebody else"),
    "tasks.supersede_evidence": gettext_lazy("Put newer evidence in the place of older"),
    "tasks.ask_correction": gettext_lazy("Asked for a correction"),
    "tasks.decide_correction": gettext_lazy("Decided on the correction"),
    "tasks.amend": gettext_lazy("Put right with the correction of another task"),
    "tasks.name_weakness": gettext_lazy("Named a weak point"),
    "tasks.remedy": gettext_lazy("Linked a task that remedies a weak point"),
    "tasks.unlink_remedy": gettext_lazy("Took back that a task remedies a weak point"),
    "tasks.save_view": gettext_lazy("Kept a view of the list"),
    "tasks.forget_view": gettext_lazy("Forgot a view of the list"),
}
FIELDS = {
    "action": gettext_lazy("Task"),
    "product": gettext_lazy("Product"),
    "lead": gettext_lazy("Lead"),
    "lead_unit": gettext_lazy("Lead"),
    "assignee": gettext_lazy("Person"),
    "due": gettext_lazy("Deadline"),
    "due_date": gettext_lazy("Deadline"),
    "asked_date": gettext_lazy("Deadline asked for"),
    "event_date": gettext_lazy("Day of the event"),
    "date": gettext_lazy("Day"),
    "dates": gettext_lazy("Days"),
    "closing_day": gettext_lazy("Closing day"),
    "source": gettext_lazy("Source"),
    "done_date": gettext_lazy("Really done"),
    "evidence": gettext_lazy("Evidence"),
    "proposal": gettext_lazy("Proposal"),
    "file": gettext_lazy("File"),
    "directives": gettext_lazy("Directives found"),
    "authority": gettext_lazy("Authority"),
    "fingerprint": gettext_lazy("Fingerprint (SHA-256)"),
    "reason": gettext_lazy("Reason"),
    "text": gettext_lazy("Words"),
    "name": gettext_lazy("Printed name"),
    "conclusion": gettext_lazy("Conclusion"),
    "group": gettext_lazy("Group"),
    "unit_name": gettext_lazy("Name"),
    "short_name": gettext_lazy("Short name"),
    "symbol": gettext_lazy("Symbol"),
    "e_id": gettext_lazy("Electronic identifier"),
    "address": gettext_lazy("Address"),
    "parent": gettext_lazy("Unit above"),
    "successors": gettext_lazy("Became"),
    "units_below": gettext_lazy("Units taken over"),
    "day": gettext_lazy("From"),
    "decision": gettext_lazy("Decision"),
    "parts": gettext_lazy("Erased"),
    "approved_by": gettext_lazy("Approved by"),
    "allows": gettext_lazy("It allows to"),
    "sees": gettext_lazy("It sees"),
    "title": gettext_lazy("Post"),
    "unit": gettext_lazy("Unit"),
    "prefix": gettext_lazy("Signs"),
    "document_types": gettext_lazy("Types of document"),
    "regulation": gettext_lazy("Provided for by"),
    "last_day": gettext_lazy("Last day"),
    "successor": gettext_lazy("Replaced by"),
    "assigning_unit": gettext_lazy("Assigned by"),
    "whole": gettext_lazy("Part of"),
    "leads": gettext_lazy("Leads"),
    "participation": gettext_lazy("Part"),
    "wrong": gettext_lazy("Wrong"),
    "right": gettext_lazy("Should be"),
    "target": gettext_lazy("To be put right"),
    "right_date": gettext_lazy("Right date"),
    "verdict": gettext_lazy("Decision"),
    "task": gettext_lazy("Task"),
    "to": gettext_lazy("Goes to"),
    "agency": gettext_lazy("Agency"),
    "since": gettext_lazy("Since"),
    "until": gettext_lazy("Until"),
    "working_days": gettext_lazy("Working days"),
    "closes_on": gettext_lazy("Closes on"),
    "return_reason": gettext_lazy("Why it is returned"),
    "late_reason": gettext_lazy("Cause of the delay"),
    "handling": gettext_lazy("State"),
    "copy": gettext_lazy("Number"),
    "file_title": gettext_lazy("Title of the file"),
    "titled": gettext_lazy("Document"),
    "count": gettext_lazy("Documents"),
    "position": gettext_lazy("Order"),
    "code": gettext_lazy("Code"),
    "keeper": gettext_lazy("Keeper"),
    "retention": gettext_lazy("Kept"),
    "rights": gettext_lazy("Who may open it"),
    "archive_due": gettext_lazy("Due for the archive on"),
    "arrived_on": gettext_lazy("Arrived on"),
    "priority": gettext_lazy("Urgency"),
    "remark": gettext_lazy("Note"),
    "cooperating": gettext_lazy("Cooperating units"),
    "presented_to": gettext_lazy("Presented to"),
    "answered_by": gettext_lazy("Answered by"),
    "columns": gettext_lazy("Columns"),
    "series": gettext_lazy("Series"),
    "number": gettext_lazy("Number"),
    "signer": gettext_lazy("Signed by"),
    "signed_on": gettext_lazy("Signed on"),
    "medium": gettext_lazy("Original"),
    "certificate": gettext_lazy("Certificate"),
}
# Kinds of record, as `subject` begins.
SUBJECTS = {
    "document": gettext_lazy("Document"),
    "draft": gettext_lazy("Draft"),
    "task": gettext_lazy("Task"),
    "entry": gettext_lazy("Entry of the log"),
    "unit": gettext_lazy("Unit"),
    "group": gettext_lazy("Group of units"),
    "person": gettext_lazy("Staff member"),
    "role": gettext_lazy("Role"),
    "anchor": gettext_lazy("Trusted certificate"),
    "crl": gettext_lazy("List of revoked certificates"),
    "case_file": gettext_lazy("Case file"),
    "book": gettext_lazy("Book"),
    "log": gettext_lazy("Log"),
    "outgoing": gettext_lazy("Outgoing document"),
    "correspondent": gettext_lazy("Agency of the address book"),
    "delivery": gettext_lazy("Message sent"),
    "message": gettext_lazy("Message received"),
}
# The page of a kind of record; whether it opens is for the page to say.
PAGES = {
    "document": "documents:document",
    "draft": "drafts:draft",
    "task": "tasks:task",
    "unit": "organization:unit",
    "person": "organization:person",
    "case_file": "documents:case-file",
}


@register.filter
def act_in_words(entry: Entry) -> str:
    """Return the act as people say it; an act without words shows its name."""
    return str(ACTS.get(entry.act, entry.act))


@register.filter
def subject_in_words(entry: Entry) -> str:
    """Return the record as people say it: its kind and its number."""
    kind, _separator, number = entry.subject.partition(":")
    return f"{SUBJECTS.get(kind, kind)} {number}".strip()


@register.filter
def subject_address(entry: Entry) -> str:
    """Return the address of the record, nothing for a kind that has no page."""
    kind, _separator, number = entry.subject.partition(":")
    return reverse(PAGES[kind], args=[number]) if kind in PAGES and number.isdigit() else ""


@register.filter
def changes_in_words(entry: Entry) -> list[str]:
    """Return what the act changed, field by field; technical fields are left to the record itself."""
    return [
        f"{label}: {_value(entry.before[name])} → {_value(entry.after.get(name))}"
        if entry.before.get(name) and entry.before[name] != entry.after.get(name)
        else f"{label}: {_value(entry.after.get(name))}"
        for name, label in FIELDS.items()
        if entry.before.get(name) or entry.after.get(name) not in (None, "", [])
    ]


def _value(value: Any) -> str:
    """Return a value as people write it; what was emptied says so."""
    if value in (None, "", []):
        return _("empty")
    if isinstance(value, list):
        return ", ".join(map(str, value))
    if isinstance(value, str) and ISO_DATE.fullmatch(value):
        return format_date(dt.date.fromisoformat(value))
    return str(value)
