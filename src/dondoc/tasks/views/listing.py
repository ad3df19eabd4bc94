"""The list of tasks: its page, its views that are kept, acts on several tasks, workbook and print."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from dondoc.documents import selectors as documents
from dondoc.documents.searching import selectors as searching
from dondoc.kernel import clock, periods
from dondoc.organization import selectors as organization
from dondoc.organization.access import Ability
from dondoc.organization.errors import UnitMissing
from dondoc.organization.requests import Request
from dondoc.tasks import errors, exporting, selectors, services
from dondoc.tasks.choices import Filter
from dondoc.tasks.forms import SHORT, date_of, seen_of, unit_of, words_of
from dondoc.tasks.listing import COLUMNS, GROUPS, PERIODS, TaskList
from dondoc.tasks.models import Task
from dondoc.tasks.selectors import letters
from dondoc.web.fields import id_of

# So many rows of real length stay well under the 100 KB that a page may have.
PAGE = 40
# What one workbook or one printed list holds; more is filtered first.
MOST_ROWS = 20_000
MOST_PRINTED = 1_000
# Units offered by name in the filter; of more, the name is typed.
MOST_UNITS = 100
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
def index(request: Request) -> HttpResponse:
    """List the visible tasks, filtered, grouped and ordered as the address says."""
    now = clock.now()
    today = clock.day_of(now)
    view = TaskList.of(request.GET)
    if name := words_of(request.GET, "ten-don-vi", length=SHORT):
        view = dataclasses.replace(view, unit=organization.get_unit_named(name).pk)
        return redirect(f"{reverse('tasks:list')}?{view.query}")
    moment = selectors.moment_of(view, today=today)
    names = selectors.names_of(is_as_now=view.is_as_now, today=today)
    narrowed = functools.partial(selectors.narrowed, view, person=request.user, now=now, moment=moment, names=names)
    counts = selectors.counts(narrowed(), today=moment.as_of, since=moment.since)
    rows = selectors.Rows(narrowed(also=selectors.implied_by(view, moment=moment)), view, moment, names, counts)
    page = Paginator(rows, PAGE).get_page(request.GET.get("trang"))
    found = searching.find(request.user, text=view.words, today=today)
    views = list(selectors.saved_views(request.user, today=today))
    context = {
        "view": view,
        "page": page,
        "groups": grouped(page.object_list, view.group, names=names),
        "moment": moment,
        "names": names,
        "periods": periods.offered(today),
        "counts": counts,
        "chips": [(name, counts[name]) for name in moment.filters if counts[name] or name in view.states],
        "rates": selectors.rates_of(counts),
        "disputed": "" if moment.is_past else dataclasses.replace(view, states=(Filter.DISPUTED,)).query,
        "ended_late": "" if moment.is_past else dataclasses.replace(view, states=(Filter.ENDED_LATE,)).query,
        "group_choices": GROUPS.items(),
        "period_choices": PERIODS.items(),
        "column_choices": COLUMNS.items(),
        "span": len(view.columns) + 3,
        "today": today,
        "document": documents.get(view.document, person=request.user, today=today) if view.document else None,
        "unit": organization.get_unit(view.unit) if view.unit else None,
        "units": organization.in_scope(request.user, today=today, most=MOST_UNITS),
        "may_import": request.user.can(Ability.REGISTER, today),
        "views": views,
        "current_view": next((kept for kept in views if kept.query == view.query), None),
        "documents_found": len(found),
        "more_documents": found.is_more,
        "late": _late(view, request=request, moment=moment),
        "waiting": view.waiting if view.waiting in selectors.GROUPS else "",
    }
    return render(request, "tasks/list.html", context)


def _late(view: TaskList, *, request: Request, moment: selectors.Moment) -> list[letters.Late]:
    """Return what can be urged in a letter, where the overdue tasks of one unit are listed as of today."""
    if view.unit is None or Filter.OVERDUE not in view.states or moment.is_past:
        return []
    return letters.late_units(request.user, unit_id=view.unit, now=clock.now())


def grouped(tasks: Iterable[Task], group: str, *, names: selectors.Names) -> list[tuple[Any, list[Task]]]:
    """Return the tasks of a page under the heads of their groups, in the order in which they come."""
    heads: list[tuple[Any, list[Task]]] = []
    cut_offs = selectors.cut_offs_for(group)
    for task in tasks:
        if group in PERIODS:
            head: Any = selectors.period_for(group, task.due_date, cut_offs)
        else:
            units, person = names.unit(task.lead_unit), task.assignee
            head = {"van-ban": task.document, "don-vi": units, "nguoi": person}[group]
        if not heads or heads[-1][0] != head:
            heads.append((head, []))
        heads[-1][1].append(task)
    return heads


@dataclass(frozen=True, slots=True)
class Paper:
    """A view as it goes out of the product: its rows, and how they stand unit by unit, the sum of all last."""

    view: TaskList
    moment: selectors.Moment
    rows: Iterator[selectors.OfficeRow]
    units: list[selectors.UnitRow]


def paper_of(request: Request, *, most: int) -> Paper:
    """Return what the view in the address holds.

    Raises:
        TooManyRows: there are more than `most`.
    """
    now = clock.now()
    today = clock.day_of(now)
    view = TaskList.of(request.GET)
    moment = selectors.moment_of(view, today=today)
    names = selectors.names_of(is_as_now=view.is_as_now, today=today)
    narrowed = selectors.narrowed(view, person=request.user, now=now, moment=moment, names=names)
    asked = selectors.chosen(narrowed, view, moment=moment)
    units = selectors.unit_rows(selectors.counts_by_unit(asked, moment=moment, names=names), moment=moment, names=names)
    if (total := units[-1].counts["total"]) > most:
        raise errors.TooManyRows(rows=total, most=most)
    rows = selectors.shown(narrowed, view, moment=moment, names=names)
    office = selectors.office_rows(rows, person=request.user, today=today, moment=moment, names=names)
    return Paper(view, moment, office, units)


@require_safe
def export(request: Request) -> HttpResponse:
    """Send the view as a workbook in the office's columns."""
    paper = paper_of(request, most=MOST_ROWS)
    site = request.build_absolute_uri("/").rstrip("/")
    content = exporting.workbook(paper.rows, paper.units, moment=paper.moment, site=site)
    response = HttpResponse(content, content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="nhiem-vu-{paper.moment.as_of:%Y-%m-%d}.xlsx"'
    return response


@require_safe
def printed(request: Request) -> HttpResponse:
    """Show the view as one sheet in the office's columns, to be printed."""
    paper = paper_of(request, most=MOST_PRINTED)
    context = {
        "rows": list(paper.rows),
        "headings": [heading for heading, _width in exporting.COLUMNS],
        "title": exporting.TITLE,
        "lines": exporting.lines(paper.units[-1], moment=paper.moment),
        "units": paper.units,
        "unit_title": exporting.UNIT_TITLE,
        "unit_headings": [heading for heading, _width in exporting.UNIT_COLUMNS],
        "back": paper.view.query,
    }
    return render(request, "tasks/print.html", context)


@require_POST
def save_view(request: Request) -> HttpResponse:
    """Keep the view whose address is sent under a name."""
    view = TaskList.of(QueryDict(words_of(request.POST, "query")))
    services.save_view(
        name=words_of(request.POST, "name"),
        query=view.query,
        is_shared=bool(request.POST.get("shared")),
        actor=request.user,
        now=clock.now(),
    )
    messages.success(request, _("The view is kept; it stands above the list."))
    return redirect(f"{reverse('tasks:list')}?{view.query}")


@require_POST
def forget_view(request: Request, view_id: int) -> HttpResponse:
    """Forget a view of one's own."""
    services.forget_view(view_id=view_id, actor=request.user, now=clock.now())
    messages.success(request, _("The view is forgotten."))
    return redirect("tasks:list")


@require_POST
def act_on_several(request: Request) -> HttpResponse:
    """Ask once, then do one act to the tasks that were chosen and say what became of each."""
    now = clock.now()
    act = request.POST.get("act", "")
    ids = [task_id for value in request.POST.getlist("task") if (task_id := id_of(value)) is not None]
    if act not in services.BULK:
        raise errors.NothingChosen
    context = {"act": act, "back": TaskList.of(QueryDict(words_of(request.POST, "query"))).query}
    if not request.POST.get("confirmed"):
        chosen = services.chosen(ids, actor=request.user, now=now)
        units = organization.all_units() if act == "name_lead" else []
        seen = selectors.seen_results(chosen) if act == "accept_result" else {}
        rows = [(task, seen.get(task.pk, "")) for task in chosen]
        return render(request, "tasks/several.html", context | {"rows": rows, "chosen": chosen, "units": units})
    values: dict[str, Any] = {}
    if act == "accept_result":
        values["seen"] = {task_id: seen_of(request.POST.get(f"seen-{task_id}")) for task_id in ids}
    if act == "name_lead":
        values["unit"] = unit_of(request.POST.get("unit"))
        if values["unit"] is None:
            raise UnitMissing
    if act == "set_deadline":
        values["date"] = date_of(request.POST.get("date"))
        if values["date"] is None:
            raise errors.DateUnreadable(words="")
    outcomes = services.act_on_several(act=act, task_ids=ids, actor=request.user, now=now, **values)
    done = sum(outcome.refusal is None for outcome in outcomes)
    return render(request, "tasks/several_done.html", context | {"outcomes": outcomes, "done": done})
