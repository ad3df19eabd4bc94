"""Reading the log in words: `{% load audit %}`."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from django import template
from django.urls import reverse
from django.utils.translation import gettext as _

from dondoc.audit.models import Entry
from dondoc.audit.words import ACTS, FIELDS, PAGES, SUBJECTS
from dondoc.kernel.vietnamese import format_date

register = template.Library()

ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


@register.filter
def act_in_words(entry: Entry) -> str:
    """Return the act as people say it; an act without words shows its name."""
    return str(ACTS.get(entry.act, entry.act))


@register.filter
def subject_in_words(entry: Entry) -> str:
    """Return the record as people say it: its kind and its number."""
    kind, _separator, number = entry.subject.partition(":")
    return f"{SUBJECTS.get(kind, kind)} {number}".strip()


@register.filter
def subject_address(entry: Entry) -> str:
    """Return the address of the record, nothing for a kind that has no page."""
    kind, _separator, number = entry.subject.partition(":")
    return reverse(PAGES[kind], args=[number]) if kind in PAGES and number.isdigit() else ""


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
