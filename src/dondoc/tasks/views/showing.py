"""The page of one task."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import Model, Q
from django.http import FileResponse, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from dondoc.audit.models import Entry
from dondoc.documents import selectors as documents
from dondoc.documents.outgoing import selectors as outgoing
from dondoc.kernel import clock
from dondoc.kernel.errors import DomainError
from dondoc.organization import selectors as organization
from dondoc.organization.models import Unit
from dondoc.organization.requests import Request
from dondoc.organization.units import selectors as units
from dondoc.tasks import lifecycle, proof_sources, selectors
from dondoc.tasks.choices import OPEN, UNCOUNTED, CorrectionVerdict, LateReason, ReturnReason, Stage, Verdict
from dondoc.tasks.errors import TaskMissing
from dondoc.tasks.evidence import ACCEPT
from dondoc.tasks.explaining import why
from dondoc.tasks.listing import TaskList
from dondoc.tasks.models import Ending, Evidence, Obstacle, Task
from dondoc.tasks.status import classify

# Documents offered as the one that says so, the newest first.
RECENT = 50


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
    obstacles = list(task.obstacles.all())
    pieces = (piece for piece in task.evidence.all() if piece.update_id is None)
    evidence = proof_sources.show(pieces, person=request.user, today=today)
    cooperations = list(task.cooperations.all())
    parts = list(selectors.parts_of(task, person=request.user, now=now))
    named = [one.unit for one in cooperations] + [part.lead_unit for part in parts]
    units.fetch_names([task.lead_unit, task.assigning_unit, *named])
    context = {
        "task": task,
        "deadline": selectors.deadline_of(task, today=today),
        "obstacles": obstacles,
        "directable": selectors.directable(obstacles, actor=request.user, today=today),
        **_behind(task, request=request, today=today),
        "level": _next_level(task, obstacles, request=request, today=today) if _may_move(closed) else None,
        "answer_days": getattr(selectors.answer_time(), "working_days", None) if not closed["raise_obstacle"] else None,
        "is_left_behind": not closed["reassign"]
        and selectors.to_hand_over(request.user, now=now).filter(pk=task.pk).exists(),
        "recall": outgoing.end_of(task.document) if task.stage in (*OPEN, Stage.AWAITED) else None,
        "ending": _ending(task) if task.stage in UNCOUNTED else None,
        "replaced": selectors.replaced_by(task, person=request.user, today=today),
        "origin": selectors.origin_of(task, person=request.user, today=today),
        "standing": next((pause for pause in task.pauses.all() if pause.ended_at is None), None),
        **_standing(task, request=request, now=now),
        **_offered(task, closed, request=request, today=today),
        "today": today,
        "may": {move: not reasons for move, reasons in closed.items()},
        "may_assign": facts.actor_may_assign,
        "is_return_late": facts.is_return_late and facts.actor_acts_for_lead,
        "why_not": {move: reasons[0].sentence for move, reasons in closed.items() if reasons},
        "parts": parts,
        "parent_is_visible": task.parent_id
        and selectors.visible_to(request.user, today=today).filter(pk=task.parent_id).exists(),
        "cooperations": cooperations,
        "updates": list(selectors.updates_of(task)),
        "evidence": [piece for piece in evidence if piece.superseded_at is None],
        "particulars_changes": list(selectors.particulars_changes(task)),
        "closes_on_changes": list(selectors.closes_on_changes(task)),
        "lacks_issued": facts.needs_issued and not facts.issued,
        "late_kinds": LateReason.choices if facts.is_past_due else [],
        "corrections": task.corrections.all(),
        "superseded": [piece for piece in evidence if piece.superseded_at is not None],
        "completions": task.completions.all(),
        "pending": next((one for one in task.completions.all() if one.verdict == Verdict.PENDING), None),
        "entries": list(Entry.objects.about(f"task:{task.pk}")),
        "may_open_document": documents.visible_to(request.user, today=today).filter(pk=task.document_id).exists(),
        "reminders": selectors.reminders_of(task),
        **_followed(task, request=request, today=today),
        "accept": ACCEPT,
    }
    return context | {"seen": _seen(context, me=request.user.pk)}


def _behind(task: Task, *, request: Request, today: dt.date) -> dict[str, Any]:
    """Return the opinion that a task was given with, and whether the task it was on may be opened."""
    behind = selectors.opinion_behind(task)
    if behind is None:
        return {"behind": None}
    among = Q(pk=behind.obstacle.task_id)
    return {
        "behind": behind,
        "may_open_obstacle": selectors.visible_to(request.user, today=today).filter(among).exists(),
    }


def _followed(task: Task, *, request: Request, today: dt.date) -> dict[str, Any]:
    """Return how the task was followed up, and which letters of urging may be opened."""
    followups = selectors.followups_of(task)
    issued = followups.letters
    visible = documents.visible_to(request.user, today=today).filter(pk__in=issued)
    return {"followups": followups, "open_letters": set(visible.values_list("pk", flat=True)) if issued else ()}


def _offered(task: Task, closed: dict[str, list[DomainError]], *, request: Request, today: dt.date) -> dict[str, Any]:
    """Return what the forms of the steps that are open offer for choice."""
    recent = documents.visible_to(request.user, today=today).defer("text", "reading", "search_text")
    lead, names_lead = task.lead_unit, not closed["name_lead"]
    return {
        "documents": recent.order_by("-registered_at")[:RECENT] if not closed["cancel"] else [],
        "return_reasons": ReturnReason.choices if not closed["decline"] else [],
        "targets": selectors.correctable(task) if not closed["ask_correction"] else [],
        "units": organization.all_units() if names_lead or not closed["fill"] else [],
        "follower": units.successors([lead.pk], today)[lead.pk] if names_lead and lead is not None else None,
        "units_below": organization.below(lead) if not closed["hand_on"] and lead is not None else [],
        "people": organization.colleagues(request.user, unit=lead, today=today)
        if lead is not None and not (closed["hand_on"] and closed["reassign"])
        else [],
    }


def _seen(context: dict[str, Any], *, me: int) -> dict[str, str]:
    """Return what each form says that its page showed: a row or how many of the person's own, and the latest entry."""
    corrections, asked = context["corrections"], CorrectionVerdict.PENDING
    seen = {
        "result": _pk(context["pending"]),
        "extension": _pk(context["deadline"].pending),
        "correction": _pk(next((one for one in corrections if one.verdict == asked), None)),
        "opinions": sum(len(one.opinions.all()) for one in context["obstacles"]),
        "updates": sum(one.author_id == me for one in context["updates"]),
        "parts": sum(one.assigned_by_id == me for one in context["parts"]),
        "events": sum(one.raised_by_id == me for one in context["deadline"].events),
        **{f"{kind}s": context["followups"].of(kind, me) for kind in ("observation", "urging", "inspection")},
    }
    latest = _pk(next(iter(context["entries"]), None))
    return {name: f"{what}.{latest}" for name, what in seen.items()}


def _ending(task: Task) -> Ending | None:
    """Return how a task ended last."""
    return Ending.objects.filter(task=task).select_related("by", "successor", "document").order_by("-pk").first()


def _pk(row: Model | None) -> int:
    return row.pk if row is not None else 0


def _standing(task: Task, *, request: Request, now: dt.datetime) -> dict[str, Any]:
    """Return the class of a task and the facts that decide it, today or as of the day that the address names."""
    moment = selectors.moment_of(TaskList.of(request.GET), today=clock.day_of(now))
    facts, known_at = task.status_facts(), moment.known_at or now
    status = classify(facts, as_of=moment.as_of, known_at=known_at)
    return {
        "moment": moment,
        "status": status,
        "why": why(facts, status, as_of=moment.as_of, known_at=known_at),
    }


def _may_move(closed: dict[str, list[DomainError]]) -> bool:
    return not closed["answer_obstacle"] or not closed["raise_obstacle"]


def _next_level(task: Task, obstacles: list[Obstacle], *, request: Request, today: dt.date) -> Unit | None:
    """Return whom an obstacle goes to next: the open one when it is passed up, a new one when it is raised."""
    if obstacles and obstacles[0].removed_at is None:
        return selectors.level_above(obstacles[0], today=today)
    return selectors.first_level(task, actor=request.user, today=today)


@require_safe
def evidence(request: Request, evidence_id: int) -> FileResponse:
    """Send a piece of evidence to somebody who may see its task."""
    visible = selectors.visible_to(request.user, today=clock.day_of(clock.now())).filter(evidence=evidence_id)
    found = Evidence.objects.filter(pk=evidence_id, task__in=visible.values("pk")).select_related("file").first()
    if found is None or found.file is None:
        raise TaskMissing
    return FileResponse(found.file.content.open(), as_attachment=True, filename=found.file_name)
