"""Drawing tasks and proposals: `{% load tasks %}`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from django import template
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from dondoc.documents.composing.choices import Urgency
from dondoc.kernel import calendar, clock
from dondoc.kernel.vietnamese import format_date
from dondoc.organization.models import Unit
from dondoc.tasks import selectors
from dondoc.tasks.choices import BAR, FILTER_STATES, OPEN, UNCOUNTED, ClosesOn, Filter, MailState, NoticeKind, Stage
from dondoc.tasks.clauses import clause_borders, shortened
from dondoc.tasks.issuing import issuing_words
from dondoc.tasks.models import Evidence, Inspection, Mail, Notice, Observation, Proposal, Task, Urging
from dondoc.tasks.proof_sources import UNSEEN
from dondoc.tasks.services.mailing import words_of
from dondoc.tasks.status import SILENT_DAYS, is_due_soon
from dondoc.web.templatetags.dondoc import STATE_ICONS, status

register = template.Library()

# How a stage is drawn, and what people call it.
STAGES = {
    Stage.AWAITED: ("out", gettext_lazy("Waits for its document")),
    Stage.ASSIGNED: ("todo", gettext_lazy("Not taken over")),
    Stage.IN_PROGRESS: ("doing", gettext_lazy("In progress")),
    Stage.REPORTED: ("review", gettext_lazy("Result waits for acceptance")),
    Stage.DONE: ("done", gettext_lazy("Done")),
    Stage.RETURNED: ("out", gettext_lazy("Returned")),
    Stage.CANCELLED: ("out", gettext_lazy("Cancelled")),
    Stage.REPLACED: ("out", gettext_lazy("Replaced by another task")),
}
# The symbols of what stands beside the stage.
FLAG_ICONS = {"block": "block", "plain": "clock"}
CONFIDENCE = {
    "sure": (3, gettext_lazy("Sure")),
    "fair": (2, gettext_lazy("Fairly sure")),
    "check": (1, gettext_lazy("Look again")),
}


@register.simple_tag
def stage(task: Task, *, tag: bool = False) -> SafeString:
    """Draw where a task stands."""
    state, label = STAGES[Stage(task.stage)]
    return status(state, label, tag=tag)


@register.simple_tag
def flags(task: Task) -> SafeString:
    """Draw what stands beside the stage of a task: an obstacle that waits, a clock that stands still."""
    is_open = task.stage in OPEN
    drawn = [("block", _("Waits for an opinion"))] if is_open and task.is_blocked else []  # type: ignore[attr-defined]
    drawn += [("plain", _("Clock stands still"))] if is_open and task.paused_since else []  # type: ignore[attr-defined]
    drawn += [("block", _("Correction asked for"))] if task.is_disputed else []
    return format_html_join(" ", "{}", [(status(state, label, symbol=FLAG_ICONS[state]),) for state, label in drawn])


def stands_still(task: Task) -> bool:
    """Say whether the clock of a task was stopped before its deadline passed: then it is not overdue (`status`)."""
    since: dt.date | None = task.paused_since  # type: ignore[attr-defined]
    return since is not None and task.due_date is not None and since <= task.due_date


@register.simple_tag
def timing(task: Task, today: dt.date) -> SafeString | str:
    """Draw how a task stands to its deadline: done when, how late, how many days left."""
    if task.done_date:
        if task.due_date and task.done_date > task.due_date:
            return status("late", _("Done %(date)s, late") % {"date": format_date(task.done_date)})
        return status("plain", _("Done %(date)s") % {"date": format_date(task.done_date)}, symbol="done")
    if task.stage in UNCOUNTED or task.due_date is None:
        return ""
    left = (task.due_date - today).days
    if left < 0 and stands_still(task):
        return status("plain", _("Not overdue: the clock stands still"), symbol="clock")
    if left < 0:
        return status("late", ngettext("%(n)s day overdue", "%(n)s days overdue", -left) % {"n": -left})
    if left == 0:
        return status("soon", _("Due today"))
    words = ngettext("%(n)s day left", "%(n)s days left", left) % {"n": left}
    return status("soon" if is_due_soon(task.due_date, as_of=today) else "open", words)


@register.filter
def name_when(unit: Unit, task: Task) -> str:
    """Return what a unit was called when a task was given."""
    return selectors.AS_WAS.in_task(unit, task)


@register.filter
def late_reasons(task: Task, today: dt.date) -> list[str]:
    """Return why an overdue task is not done, as far as the records say."""
    silent = clock.start_of(today) - dt.timedelta(days=SILENT_DAYS)
    news = task.last_news_at
    facts = [
        (task.lead_unit_id is None, _("nobody leads it")),
        (task.lead_unit_id is not None and task.stage == Stage.ASSIGNED, _("not taken over")),
        (task.stage == Stage.REPORTED, _("the result waits for acceptance")),
        (task.is_blocked, _("an obstacle waits for an opinion")),  # type: ignore[attr-defined]
        (news is None, _("no news yet")),
    ]
    words = [sentence for holds, sentence in facts if holds]
    if news is not None and news < silent:
        words.append(_("no news since %(day)s") % {"day": format_date(clock.day_of(news))})
    return words


@register.filter
def piece_name(piece: Evidence) -> str:
    """Return how a piece of evidence is called to who looks; its record was set by `proof_sources.show`."""
    if piece.record_id is None:
        return piece.file_name
    return piece.record.label if piece.record else str(UNSEEN)


@register.simple_tag
def urgency_choices() -> list[tuple[str, Any]]:
    """Return the degrees of urgency, the ordinary one first."""
    return [("", gettext_lazy("Ordinary")), *Urgency.choices]


@register.simple_tag
def closes_on_choices() -> list[tuple[str, Any]]:
    """Return what a task may close on."""
    return list(ClosesOn.choices)


@register.filter
def filter_label(name: str) -> str:
    """Return what a filter is called."""
    return str(Filter(name).label)


@register.filter
def filter_state(name: str) -> str:
    """Return how a filter is drawn."""
    return FILTER_STATES[Filter(name)]


@register.filter
def filter_icon(name: str) -> str:
    """Return the symbol of a filter."""
    return STATE_ICONS[FILTER_STATES[Filter(name)]]


@register.filter
def parts(counts: Mapping[str, int]) -> list[tuple[str, int, Any]]:
    """Return the parts of a stacked bar: classes that partition the tasks, so that they sum to the total."""
    return [(FILTER_STATES[Filter(name)], counts[name], Filter(name).label) for name in BAR]


@register.filter
def total(counts: Mapping[str, int]) -> int:
    """Return how many tasks a bar counts."""
    return counts["total"]


@register.filter
def rest_day(day: dt.date | None) -> str:
    """Say that a day is a rest day, and why; a day printed in the document stands as printed."""
    reason = calendar.load().rest_reason(day) if day is not None else ""
    if not reason:
        return ""
    return _("Rest day (%(reason)s); the deadline stays as the document says") % {"reason": reason}


@register.simple_tag
def confidence(level: str) -> dict[str, Any]:
    """Return the bars and the word for a reader's confidence; never a percentage."""
    bars, label = CONFIDENCE[level]
    return {"bars": bars, "label": label}


@register.simple_tag
def printed_leads(proposal: Proposal) -> list[tuple[str, Any, bool]]:
    """Return the leads that a passage names together: words, unit, and whether it is to get a task.

    The units of a group that are proposed were looked up then; a page does not ask for them again.
    """
    chosen = {lead.unit_id for lead in proposal.common_leads.all()}
    if len(proposal.directive.data["lead"]) < 2 and (chosen or proposal.lead_unit_id):
        return [(lead.printed, lead.unit, True) for lead in proposal.common_leads.all()]
    printed = selectors.printed_leads(proposal)
    return [(words, unit, unit is not None and unit.pk in chosen) for words, unit in printed]


@register.filter
def borders(proposal: Proposal) -> list[tuple[int, str]]:
    """Return where a passage can be split: the offset in the text, and the words that would begin the second part."""
    return [
        (proposal.start + offset, shortened(words))
        for offset, words in clause_borders(proposal.directive.document.text[proposal.start : proposal.end])
    ]


# Why the reader proposes what it proposes, by what the reading says of the lead.
LEAD_REASONS = {
    "explicit": gettext_lazy("The lead is named in the sentence."),
    "heading": gettext_lazy("The lead is named in the heading or the words before."),
    "implied": gettext_lazy(
        "The lead is not repeated in the sentence; understood from the passage before. Look again."
    ),
}


@register.filter
def reasons(proposal: Proposal) -> list[str]:
    """Return why a proposal says what it says, one sentence each."""
    data = proposal.directive.data
    why = [str(LEAD_REASONS[party["source"]]) for party in data["lead"][:1]] or [
        _("The document names no lead. The system proposes none.")
    ]
    if len(data["lead"]) > 1:
        names = ", ".join(party["name"] for party in data["lead"])
        why = [_("The document names several leads: %(names)s. Each that is ticked gets a task.") % {"names": names}]
    elif data["lead"] and proposal.lead_unit_id is None:
        why.append(_("No unit, or more than one, is known by the name “%(name)s”.") % {"name": data["lead"][0]["name"]})
    if proposal.deadline_phrase:
        why.append(
            _("Deadline: “%(phrase)s” (%(rule)s).")
            % {"phrase": proposal.deadline_phrase, "rule": rule_in_words(proposal.deadline_rule)}
        )
    if not proposal.due_date:
        why.append(_("The document gives no date. The system proposes none."))
    if proposal.report_to:
        line = proposal.report_to
        if proposal.report_via:
            line = _("%(to)s, through %(via)s") % {"to": line, "via": proposal.report_via}
        why.append(_("Report line: %(line)s.") % {"line": line})
    return [*why, *closing_reasons(proposal)]


def closing_reasons(proposal: Proposal) -> list[str]:
    """Return why the task would close on an issued document, where it would."""
    if proposal.closes_on != ClosesOn.ISSUED_DOCUMENT:
        return []
    if words := issuing_words(proposal.quote):
        return [_("It closes on the issued document, because the document says “%(words)s”.") % {"words": words}]
    return [_("It closes on the issued document, as the reviewer chose.")]


# The reader's rules for deadlines in words; a rule may be followed by what was added, after a semicolon.
RULES = {
    "date_limit": gettext_lazy("the day that the document prints"),
    "cell_day": gettext_lazy("the day in the cell of the table"),
    "period_end": gettext_lazy("the last day of the period"),
    "period_open": gettext_lazy("a time whose last day the document does not give"),
    "relative": gettext_lazy("counted from something else, without a day"),
    "recurring": gettext_lazy("recurring"),
    "the year is the document's": gettext_lazy("the year is taken from the date of the document"),
    "no year is printed": gettext_lazy("no year is printed"),
}


@register.filter
def rule_in_words(rule: str) -> str:
    """Return a deadline rule as people say it; a rule without words shows its name."""
    return ", ".join(str(RULES.get(part, part)) for part in rule.split("; "))


@register.filter
def done_count(tasks: Iterable[Task]) -> int:
    """Return how many of the tasks are done."""
    return sum(task.stage == Stage.DONE for task in tasks)


# How each kind of follow-up is drawn and called.
FOLLOWUPS = {
    Observation: {"icon": "eye", "state": "plain", "label": gettext_lazy("Tracked")},
    Urging: {"icon": "bell", "state": "cham", "label": gettext_lazy("Reminded")},
    Inspection: {"icon": "search", "state": "block", "label": gettext_lazy("Inspected")},
}


@register.filter
def followup_kind(record: Observation | Urging | Inspection) -> dict[str, Any]:
    """Return how a record of follow-up is drawn and called."""
    return FOLLOWUPS[type(record)]


NOTICE_ICONS = {
    NoticeKind.ASSIGNED: "task",
    NoticeKind.REPORTED: "review",
    NoticeKind.SENT_BACK: "history",
    NoticeKind.RETURNED: "ask",
    NoticeKind.ACCEPTED: "done",
    NoticeKind.COOPERATE: "people",
    NoticeKind.EXTENSION_ASKED: "clock",
    NoticeKind.EXTENSION_GRANTED: "clock",
    NoticeKind.EXTENSION_REFUSED: "clock",
    NoticeKind.OBSTACLE: "block",
    NoticeKind.OPINION: "say",
    NoticeKind.CORRECTION_ASKED: "edit",
    NoticeKind.CORRECTION_DECIDED: "edit",
    NoticeKind.CANCELLED: "x",
    NoticeKind.REPLACED: "split",
    NoticeKind.REMINDER: "bell",
    NoticeKind.NOT_TAKEN: "clock",
    NoticeKind.RECALLED: "alert",
    NoticeKind.ARCHIVE: "inbox",
    NoticeKind.ASKED_FOR: "ask",
    NoticeKind.ASKED_DUE: "bell",
}
MAIL_STATES = {
    MailState.WAITING: "soon",
    MailState.CLAIMED: "block",
    MailState.FAILED: "late",
    MailState.UNKNOWN: "block",
    MailState.SENT: "done",
}


@register.filter
def notice_icon(notice: Notice) -> str:
    """Return the symbol of a notice."""
    return NOTICE_ICONS[NoticeKind(notice.kind)]


@register.filter
def notice_words(notice: Notice) -> str:
    """Return what a notice says of its task."""
    return words_of(notice)


@register.filter
def mail_state(mail: Mail) -> str:
    """Return how the state of a mail is drawn."""
    return MAIL_STATES[MailState(mail.state)]


@register.filter
def offset_words(offset: int) -> str:
    """Return a day of reminders as people say it."""
    if offset == 0:
        return _("On the day of the deadline")
    if offset < 0:
        return ngettext("%(n)s day before", "%(n)s days before", -offset) % {"n": -offset}
    return ngettext("%(n)s day after", "%(n)s days after", offset) % {"n": offset}


@register.filter
def iso_date(day: str | None) -> str:
    """Return a day that structured content holds as offices write it."""
    return format_date(dt.date.fromisoformat(day)) if day else ""
