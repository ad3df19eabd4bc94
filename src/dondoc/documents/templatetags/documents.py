"""Drawing a document as paper: `{% load documents %}`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from django import template
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

from dondoc.documents.paper import Run
from dondoc.kernel.vietnamese import format_date

register = template.Library()


@register.simple_tag
def run(marked: Run) -> SafeString:
    """Draw words with their mark."""
    if not marked.css:
        return mark_safe(escape(marked.text))  # noqa: S308 - escaped
    if marked.title:
        return format_html('<span class="{}" title="{}">{}</span>', marked.css, marked.title, marked.text)
    return format_html('<span class="{}">{}</span>', marked.css, marked.text)


@register.filter
def decided(decisions: Mapping[int, str] | str, position: int) -> bool:
    """Say whether the proposal at a position was confirmed."""
    return isinstance(decisions, Mapping) and decisions.get(position) == "confirmed"


@register.filter
def iso_date(text: str) -> str:
    """Return a date of the reading as offices write it."""
    return format_date(dt.date.fromisoformat(text))


@register.filter
def label_of(unit_path: str) -> str:
    """Return a path of the outline as people say it: 2.(3) is mục 2 (3)."""
    return unit_path.replace(".(", " (")
