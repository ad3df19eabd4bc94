"""What the page of a person shows of tasks: `{% load person_tasks %}`."""

from __future__ import annotations

from typing import Any

from django import template
from django.db.models import Q

from dondoc.kernel import clock
from dondoc.organization.models import Person, Post
from dondoc.tasks import selectors
from dondoc.tasks.choices import OPEN
from dondoc.tasks.models import Task

register = template.Library()

# Rows shown under one post.
ROWS = 20


@register.simple_tag(takes_context=True)
def open_tasks_of(context: template.Context, person: Person) -> list[tuple[Task, bool]]:
    """Return the open tasks given to a person, each with whether the reader may know what it is about."""
    given = Q(assignee=person, stage__in=OPEN)
    today = clock.day_of(clock.now())
    visible = set(selectors.visible_to(context["request"].user, today=today).filter(given).values_list("pk", flat=True))
    tasks = Task.objects.filter(given).select_related("lead_unit").defer("quote", "search_text").order_by("pk")
    return [(task, task.pk in visible) for task in tasks]


@register.inclusion_tag("tasks/_left_behind.html")
def left_behind(tasks: list[tuple[Task, bool]], post: Post) -> dict[str, Any]:
    """List what is to be handed over when a post ends: what its holder works on in its unit and below."""
    rows = [row for row in tasks if row[0].lead_unit and row[0].lead_unit.path.startswith(post.unit.path)]
    return {"rows": rows[:ROWS], "total": len(rows), "more": len(rows) - ROWS}
