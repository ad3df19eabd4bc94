"""The list of tasks and the page of one."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.db.models import F, OrderBy
from django.http import FileResponse, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from dondoc.audit.models import Entry
from dondoc.documents import selectors as documents
from dondoc.kernel import clock
from dondoc.organization import selectors as organization
from dondoc.organization.requests import Request
from dondoc.tasks import lifecycle, selectors
from dondoc.tasks.choices import Filter, Verdict
from dondoc.tasks.errors import TaskMissing
from dondoc.tasks.evidence import ACCEPT
from dondoc.tasks.forms import id_of
from dondoc.tasks.models import Evidence, Task, TaskQuerySet

PAGE = 50
# Groupings of the list, by the value in the address: what rows are ordered by, what changes start a new group.
GROUPS: dict[str, tuple[str | OrderBy, ...]] = {
    "van-ban": ("-document_id", "directive__position"),
    "don-vi": (F("lead_unit__path").asc(nulls_first=True), F("due_date").asc(nulls_last=True)),
}


def filtered(request: Request, tasks: TaskQuerySet) -> TaskQuerySet:
    """Narrow the tasks down by what the address says, chips aside."""
    tasks = selectors.search(tasks, request.GET.get("q", ""))
    document, unit = id_of(request.GET.get("van-ban")), id_of(request.GET.get("don-vi"))
    if document is not None:
        tasks = tasks.filter(document=document)
    if unit is not None:
        tasks = tasks.filter(lead_unit=unit)
    waiting = selectors.WAITING.get(request.GET.get("cho-toi", ""))
    if waiting is not None:
        tasks = tasks.filter(pk__in=waiting(request.user, now=clock.now()).values("pk"))
    return tasks


@require_safe
def index(request: Request) -> HttpResponse:
    """List the visible tasks, filtered and grouped as the address says."""
    now = clock.now()
    today = clock.day_of(now)
    visible = selectors.visible_to(request.user, today=today).with_status(as_of=today, known_at=now)
    narrowed = filtered(request, visible)
    chosen = [name for name in request.GET.getlist("tinh-trang") if name in Filter.values]
    shown = narrowed.filter(selectors.any_of(chosen, today=today)) if chosen else narrowed
    group = request.GET.get("nhom", "")
    group = group if group in GROUPS else "van-ban"
    rows = shown.for_list().order_by(*GROUPS[group], "pk")
    counts = selectors.counts(narrowed, today=today)
    document, unit = id_of(request.GET.get("van-ban")), id_of(request.GET.get("don-vi"))
    words = request.GET.get("q", "")
    found = documents.search(request.user, words=words, today=today) if words.strip() else None
    context = {
        "page": Paginator(rows, PAGE).get_page(request.GET.get("trang")),
        "chips": [(name, counts[name]) for name in Filter.values if counts[name] or name in chosen],
        "chosen": chosen,
        "group": group,
        "words": words,
        "today": today,
        "document": None if document is None else documents.get(document, person=request.user, today=today),
        "unit": None if unit is None else organization.get_unit(unit),
        "documents_found": found.count() if found is not None else 0,
        "waiting": request.GET.get("cho-toi") if request.GET.get("cho-toi") in selectors.WAITING else "",
    }
    return render(request, "tasks/list.html", context)


@require_safe
def task(request: Request, task_id: int) -> HttpResponse:
    """Show one task: where it comes from, who does it by when, what was done."""
    now = clock.now()
    found = selectors.get(task_id, person=request.user, today=clock.day_of(now))
    return render(request, "tasks/task.html", page_of(found, request=request))


def page_of(task: Task, *, request: Request) -> dict[str, Any]:
    """Return what the page of a task shows to one person."""
    now = clock.now()
    today = clock.day_of(now)
    facts = selectors.facts(task, actor=request.user, today=today)
    closed = {move: lifecycle.blockers(move, facts) for move in lifecycle.MOVES}
    parts = selectors.visible_to(request.user, today=today).filter(parent=task)
    return {
        "task": task,
        "deadline": selectors.deadline_of(task, today=today),
        "status": task.status_on(as_of=today, known_at=now),
        "today": today,
        "may": {move: not reasons for move, reasons in closed.items()},
        "why_not": {move: reasons[0].sentence for move, reasons in closed.items() if reasons},
        "parts": parts.with_status(as_of=today, known_at=now).for_list().order_by("pk"),
        "parent_is_visible": task.parent_id
        and selectors.visible_to(request.user, today=today).filter(pk=task.parent_id).exists(),
        "cooperations": task.cooperations.select_related("unit"),
        "updates": task.updates.select_related("author")
        .prefetch_related("files__file", "files__added_by")
        .order_by("-at"),
        "evidence": selectors.proofs(task).select_related("added_by", "file").order_by("-added_at"),
        "completions": task.completions.select_related("reported_by", "decided_by").order_by("-reported_at"),
        "pending": task.completions.filter(verdict=Verdict.PENDING).select_related("reported_by").first(),
        "entries": Entry.objects.about(f"task:{task.pk}"),
        "may_open_document": documents.visible_to(request.user, today=today).filter(pk=task.document_id).exists(),
        "units": organization.all_units() if not closed["name_lead"] else [],
        "units_below": organization.below(task.lead_unit) if not closed["hand_on"] and task.lead_unit else [],
        "people": organization.colleagues(request.user, unit=task.lead_unit, today=today)
        if not closed["hand_on"] and task.lead_unit
        else [],
        "accept": ACCEPT,
    }


@require_safe
def evidence(request: Request, evidence_id: int) -> FileResponse:
    """Send a piece of evidence to somebody who may see its task."""
    visible = selectors.visible_to(request.user, today=clock.day_of(clock.now()))
    found = Evidence.objects.filter(pk=evidence_id, task__in=visible.values("pk")).select_related("file").first()
    if found is None:
        raise TaskMissing
    return FileResponse(found.file.content.open(), as_attachment=True, filename=found.file_name)
