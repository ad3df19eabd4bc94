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
    "tasks.accept_result": gettext_lazy("Accepted the result"),
    "tasks.send_back_result": gettext_lazy("Sent the result back"),
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
    "tasks.name_weakness": gettext_lazy("Named a weak point"),
    "tasks.remedy": gettext_lazy("Linked a task that remedies a weak point"),
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
    "successor": gettext_lazy("Replaced by"),
    "whole": gettext_lazy("Part of"),
    "leads": gettext_lazy("Leads"),
    "participation": gettext_lazy("Part"),
    "date": gettext_lazy("Date"),
    "wrong": gettext_lazy("Wrong"),
    "right": gettext_lazy("Should be"),
    "verdict": gettext_lazy("Decision"),
    "task": gettext_lazy("Task"),
    "to": gettext_lazy("Goes to"),
    "since": gettext_lazy("Since"),
    "until": gettext_lazy("Until"),
    "working_days": gettext_lazy("Working days"),
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
