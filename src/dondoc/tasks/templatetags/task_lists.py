"""Drawing lists of tasks: `{% load task_lists %}`."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from dondoc.kernel import clock
from dondoc.kernel.periods import REPORTED, Period
from dondoc.kernel.vietnamese import format_date
from dondoc.organization.models import Unit
from dondoc.tasks import selectors
from dondoc.tasks.choices import StatusClass
from dondoc.tasks.listing import COLUMNS, SORTABLE, TaskList
from dondoc.tasks.models import Task
from dondoc.web.templatetags.dondoc import icon, status

from .tasks import stage, timing

register = template.Library()

# How a class is drawn.
CLASS_STATES = {
    StatusClass.OPEN_IN_TIME: "doing",
    StatusClass.OPEN_OVERDUE: "late",
    StatusClass.OPEN_NO_DEADLINE: "open",
    StatusClass.DONE_IN_TIME: "done",
    StatusClass.DONE_LATE: "late",
    StatusClass.DONE_NO_DEADLINE: "done",
    StatusClass.NOT_COUNTED: "out",
}


@register.filter
def column_label(name: str) -> str:
    """Return what a column of the list is called."""
    return str(COLUMNS[name])


@register.simple_tag
def sort_head(view: TaskList, name: str, label: str) -> SafeString:
    """Draw the head of a column; one by which rows can be ordered is a link that turns the order round."""
    if name not in SORTABLE:
        return format_html('<th role="columnheader" scope="col">{}</th>', label)
    is_up, is_down = view.order == name, view.order == f"-{name}"
    query = dataclasses.replace(view, order=f"-{name}" if is_up else name).query
    symbol = icon("up") if is_up else icon("down") if is_down else icon("sort")
    order = mark_safe(f' aria-sort="{"ascending" if is_up else "descending"}"') if is_up or is_down else ""  # noqa: S308
    return format_html(
        '<th role="columnheader" scope="col"{}><a class="th-sort" href="?{}">{}{}</a></th>', order, query, label, symbol
    )


@register.simple_tag
def view_with(view: TaskList, **changes: Any) -> str:
    """Return the address of a view with something changed in it; of the states one may be named."""
    if isinstance(states := changes.get("states"), str):
        changes["states"] = (states,)
    return f"?{dataclasses.replace(view, **changes).query}"


@register.filter
def month_or_year(period: str) -> str:
    """Return a month or a year of the address as people say it: 6/2026."""
    year, _dash, month = period.partition("-")
    return f"{int(month)}/{year}" if month else year


@register.filter
def period_words(period: Period) -> str:
    """Return a period of deadlines as the head of a group; one of reports says its days."""
    words = _("Due in %(period)s") % {"period": period.label}
    if not period.code.startswith(REPORTED):
        return words
    return f"{words} ({format_date(period.start)} – {format_date(period.end)})"


@register.simple_tag
def look_for_doubts(tasks: Sequence[Task] | Task) -> dict[int, list[selectors.Doubt]]:
    """Return what is to be looked at in the waiting results of some tasks, or of one, for `show_doubts`."""
    return selectors.doubts_about([tasks] if isinstance(tasks, Task) else tasks)


@register.inclusion_tag("tasks/_doubts.html")
def show_doubts(doubts: Mapping[int, list[selectors.Doubt]], task: Task) -> dict[str, Any]:
    """Draw what is to be looked at in the waiting result of one task."""
    return {"doubts": doubts.get(task.pk, [])}


def _why(task: Task, drawn: SafeString | str, query: str = "") -> SafeString | str:
    """Link what is drawn of a task to the facts that decide it."""
    if not drawn:
        return ""
    url = reverse("tasks:task", args=[task.pk]) + (f"?{query}" if query else "") + "#vi-sao"
    return format_html('<a class="to-facts" href="{}" title="{}">{}</a>', url, _("Why?"), drawn)


@register.simple_tag
def late_why(task: Task, today: dt.date) -> SafeString | str:
    """Draw how a task stands to its deadline, with the way to the facts behind it."""
    return _why(task, timing(task, today))


@register.simple_tag
def why(task: Task, moment: selectors.Moment) -> SafeString | str:
    """Draw where a task stands, of a day that has gone its class on it, with the way to the facts behind it."""
    if not moment.is_past:
        return _why(task, stage(task))
    found = StatusClass(task.status)  # type: ignore[attr-defined]
    return _why(task, status(CLASS_STATES[found], found.label), moment.query)


@register.simple_tag
def unit_name(unit: Unit, day: dt.date, names: selectors.Names) -> str:
    """Return what a list calls a unit in what concerns a day, or a moment."""
    return names.name(unit, clock.day_of(day) if isinstance(day, dt.datetime) else day)
