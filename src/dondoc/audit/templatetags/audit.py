"""Reading the log in words: `{% load audit %}`."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from django import template
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dondoc.audit.models import Entry
from dondoc.kernel.vietnamese import format_date

register = template.Library()

ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")

ACTS = {
    "documents.register": gettext_lazy("Read and entered into the register"),
    "documents.keep_in_register": gettext_lazy("Kept in the register only"),
    "documents.hand_on": gettext_lazy("Handed on, tasks made"),
    "tasks.confirm_proposal": gettext_lazy("Confirmed a proposal"),
    "tasks.skip_proposal": gettext_lazy("Skipped a proposal"),
    "tasks.reopen_proposal": gettext_lazy("Reopened a proposal"),
    "tasks.split_proposal": gettext_lazy("Split a proposal"),
    "tasks.merge_proposals": gettext_lazy("Merged two proposals"),
    "tasks.remember_name": gettext_lazy("Remembered what a printed name means"),
    "tasks.assign": gettext_lazy("Assigned"),
    "tasks.name_lead": gettext_lazy("Named the lead"),
    "tasks.set_deadline": gettext_lazy("Set the deadline"),
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
    "done_date": gettext_lazy("Really done"),
    "evidence": gettext_lazy("Evidence"),
    "proposal": gettext_lazy("Proposal"),
    "file": gettext_lazy("File"),
    "directives": gettext_lazy("Directives found"),
    "reason": gettext_lazy("Reason"),
    "text": gettext_lazy("Words"),
    "name": gettext_lazy("Printed name"),
    "date": gettext_lazy("Day"),
    "conclusion": gettext_lazy("Conclusion"),
}


@register.filter
def act_in_words(entry: Entry) -> str:
    """Return the act as people say it; an act without words shows its name."""
    return str(ACTS.get(entry.act, entry.act))


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
