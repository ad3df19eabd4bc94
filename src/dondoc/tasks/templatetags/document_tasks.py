"""What the page of a document shows of tasks: `{% load document_tasks %}`."""

from __future__ import annotations

from typing import Any

from django import template

from dondoc.documents.gaps import Gap
from dondoc.documents.models import Document
from dondoc.documents.outgoing import selectors as outgoing
from dondoc.kernel import clock
from dondoc.tasks import selectors
from dondoc.tasks.choices import BAR

register = template.Library()


@register.inclusion_tag("tasks/_awaited_list.html", takes_context=True)
def awaited_tasks(context: template.Context, gap: Gap) -> dict[str, Any]:
    """Draw the tasks that wait for a document which is cited and absent."""
    person, today = context["request"].user, clock.day_of(clock.now())
    awaited = selectors.awaited_of(gap.citations)
    ids = [task.pk for task in awaited]
    seen = selectors.visible_to(person, today=today).filter(pk__in=ids).values_list("pk", flat=True) if ids else []
    ends = outgoing.ends_of({task.document_id for task in awaited}) if awaited else {}
    return {
        "awaited": [(task, ends.get(task.document_id)) for task in awaited],
        "seen": set(seen),
        "total": gap.tasks_announced,
    }


@register.inclusion_tag("tasks/_chain.html", takes_context=True)
def tasks_given(context: template.Context, document: Document) -> dict[str, Any]:
    """Draw how the tasks of a document stand, what proves them, and the tasks that it proves."""
    chain = selectors.chain_of(document.pk, person=context["request"].user, now=clock.now())
    figures = [(name, chain.counts[name]) for name in BAR if chain.counts[name]]
    return {"chain": chain, "document": document, "figures": figures}
