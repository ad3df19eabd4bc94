"""What the page of a document shows of tasks: `{% load document_tasks %}`."""

from __future__ import annotations

from typing import Any

from django import template

from dondoc.documents.models import Document
from dondoc.kernel import clock
from dondoc.tasks import selectors
from dondoc.tasks.choices import BAR

register = template.Library()


@register.inclusion_tag("tasks/_chain.html", takes_context=True)
def tasks_given(context: template.Context, document: Document) -> dict[str, Any]:
    """Draw how the tasks of a document stand, what proves them, and the tasks that it proves."""
    chain = selectors.chain_of(document.pk, person=context["request"].user, now=clock.now())
    figures = [(name, chain.counts[name]) for name in BAR if chain.counts[name]]
    return {"chain": chain, "document": document, "figures": figures}
