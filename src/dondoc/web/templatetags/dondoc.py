"""Components and formats: `{% load dondoc %}`."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable
from decimal import Decimal
from typing import Any, TypeVar, cast

from django import template
from django.core.paginator import Page
from django.forms import BaseForm, BoundField, widgets
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from dondoc.kernel import vietnamese

register = template.Library()

Words = str | Promise
Part = tuple[str, int, Words]
Day = TypeVar("Day", bound=dt.date)

# What a state looks like besides its colour: the name of its symbol in web/_icons.html.
STATE_ICONS = {
    "done": "done",
    "doing": "doing",
    "review": "review",
    "soon": "clock",
    "late": "alert",
    "block": "block",
    "open": "clock",
    "todo": "todo",
    "out": "skip",
}
# States that have a colour; the others are plain ink.
COLOURED = frozenset({"done", "doing", "review", "soon", "late", "block"})
# The stylesheet knows lengths n0 to n120.
LONGEST = 120
LARGE_ICON = 20  # px

HTMX_CONFIG = {
    "includeIndicatorStyles": False,  # a style element, which the content security policy refuses
    "allowEval": False,
    "allowScriptTags": False,
    "selfRequestsOnly": True,
    # Pages hold personal data: none of them goes to the browser's local storage.
    "historyCacheSize": 0,
    "refreshOnHistoryMiss": True,
    "responseHandling": [
        {"code": "204", "swap": False},
        {"code": "[23]..", "swap": True},
        {"code": "4..", "swap": True, "error": True},
        {"code": "...", "swap": False, "error": True},
    ],
}


@register.simple_tag
def htmx_config() -> SafeString:
    """Return htmx's settings for an attribute in single quotes."""
    return mark_safe(json.dumps(HTMX_CONFIG, separators=(",", ":")))  # noqa: S308 - a constant


# ---- formats


@register.filter
def vn_date(day: dt.date | None) -> str:
    """12/6/2024; a moment gives its day at the office."""
    return vietnamese.format_date(_at_office(day)) if day else ""


@register.filter
def vn_datetime(moment: dt.datetime | None) -> str:
    """16:05, 12/6/2024."""
    if not moment:
        return ""
    local = _at_office(moment)
    return f"{local:%H:%M}, {vietnamese.format_date(local)}"


@register.filter
def vn_number(value: float | Decimal | None, places: int | None = None) -> str:
    """1.234.567,8."""
    if value is None or not str(value):  # a name that the template did not find is an empty text
        return ""
    return vietnamese.format_number(value, places)


@register.filter
def vn_percent(share: float | None) -> str:
    """41,7 %; of nothing there is no share."""
    return "—" if share is None else f"{vietnamese.format_number(share * 100, 1)} %"


@register.filter
def vn_weekday(day: dt.date | None) -> str:
    """Chủ nhật."""
    return vietnamese.weekday_name(_at_office(day)) if day else ""


@register.filter
def initials(name: str) -> str:
    """First letters of the middle and the given name: Nguyễn Minh Hà is MH."""
    return "".join(word[0] for word in name.split()[-2:]).upper()


@register.simple_tag
def day(value: dt.date | None) -> SafeString | str:
    """Draw the day as a `time` element."""
    if not value:
        return ""
    local = _at_office(value)
    iso = local.date().isoformat() if isinstance(local, dt.datetime) else local.isoformat()
    return format_html('<time datetime="{}">{}</time>', iso, vn_date(value))


@register.simple_tag
def moment(value: dt.datetime | None) -> SafeString | str:
    """Draw the moment as a `time` element."""
    if not value:
        return ""
    return format_html('<time datetime="{}">{}</time>', _at_office(value).isoformat(), vn_datetime(value))


def _at_office(value: Day) -> Day:
    """Return the moment on the office's clock; a plain day stays as it is."""
    if isinstance(value, dt.datetime) and timezone.is_aware(value):
        return cast("Day", timezone.localtime(value))
    return value


# ---- components


@register.simple_tag
def icon(name: str, size: int = 16) -> SafeString:
    """Draw a symbol of the sprite, 16 or 20 px; it says nothing to a screen reader."""
    large = " i--20" if size >= LARGE_ICON else ""
    return format_html('<svg class="i{}" aria-hidden="true"><use href="#i-{}"/></svg>', large, name)


@register.simple_tag
def status(state: str, label: Words, *, symbol: str = "", tag: bool = False) -> SafeString:
    """Draw a state: symbol and words, colour third. `tag` fills its ground."""
    css = "status" + (" status--tag" if tag else "") + (f" status--{state}" if state in COLOURED else "")
    symbol = symbol or STATE_ICONS.get(state, "todo")
    return format_html('<span class="{}">{}{}</span>', css, icon(symbol), label)


@register.inclusion_tag("web/_stackbar.html")
def stackbar(parts: Iterable[Part], longest: int = 0) -> dict[str, Any]:
    """Draw counts by state as one bar, a number in each part.

    Args:
        parts: (state, count, label) each; a count of 0 is left out.
        longest: total of the longest bar beside it, so that bars compare.
    """
    shown = [(state, count, label) for state, count, label in parts if count]
    total = sum(count for _, count, _ in shown)
    whole = max(total, longest, 1)
    words = [f"{vietnamese.format_number(count)} {_lower_first(label)}" for _, count, label in shown]
    return {
        "parts": [{"state": state, "count": count, "length": _length(count, whole)} for state, count, _ in shown],
        "pad": _length(whole - total, whole) if whole > total else 0,
        "label": ", ".join(words),
    }


def _length(count: int, whole: int) -> int:
    """Return the count itself, or its share of a bar too long for the stylesheet's lengths."""
    return count if whole <= LONGEST else max(1, round(count * LONGEST / whole))


def _lower_first(label: Words) -> str:
    words = str(label)
    return words[:1].lower() + words[1:]


@register.inclusion_tag("web/_legend.html")
def legend(items: Iterable[tuple[str, Words]]) -> dict[str, Any]:
    """Explain the parts of a stacked bar: (state, label) each."""
    return {"items": items}


@register.inclusion_tag("web/_meter.html")
def meter(percent: float | Decimal | None, state: str = "", label: Words = "") -> dict[str, Any]:
    """Draw progress from 0 to 100 with its number beside it; None says that nothing was reported."""
    return {
        "known": percent is not None,
        "length": round(min(max(percent or 0, 0), 100)),
        "state": state,
        "label": label or f"{vietnamese.format_number(percent or 0)}%",
    }


@register.inclusion_tag("web/_field.html")
def field(bound: BoundField, *, full: bool = False) -> dict[str, Any]:
    """Draw a form field: label, control, hint, errors; what is optional says so in words.

    Args:
        full: take the whole row of a `.form-grid`.
    """
    widget = bound.field.widget
    css = _control_class(widget)
    own = widget.attrs.get("class", "")
    kind = "group" if bound.use_fieldset else css
    if isinstance(widget, widgets.FileInput):
        kind = "file"
    described = [f"{bound.auto_id}_helptext"] if bound.help_text else []
    described += [f"{bound.auto_id}_error"] if bound.errors else []
    return {
        "field": bound,
        "kind": kind,
        "control": bound.as_widget(attrs={"class": f"{css} {own}".strip()} if css != "check" else None),
        "described": " ".join(described),
        "optional": not bound.field.required,
        "full": full,
        "multiple": getattr(widget, "allow_multiple_selected", False),
    }


def _control_class(widget: widgets.Widget) -> str:
    if isinstance(widget, widgets.CheckboxInput):
        return "check"
    if isinstance(widget, widgets.RadioSelect | widgets.CheckboxSelectMultiple):
        return "check"
    if isinstance(widget, widgets.Select):
        return "select"
    if isinstance(widget, widgets.Textarea):
        return "textarea"
    if isinstance(widget, widgets.FileInput):
        return ""
    return "input"


@register.inclusion_tag("web/_error_summary.html")
def error_summary(form: BaseForm) -> dict[str, Any]:
    """List what has to be mended, each a link to its field; nothing when the form is clean."""
    wrong = [bound for bound in form if bound.errors] if form.is_bound else []
    general = form.non_field_errors() if form.is_bound else []
    return {"fields": wrong, "general": general, "count": len(wrong) + len(general)}


@register.inclusion_tag("web/_pager.html", takes_context=True)
def pager(context: template.Context, page: Page[Any], *, target: str = "", label: Words = "") -> dict[str, Any]:
    """Draw the pages of a list (`?trang=2`), keeping the rest of the address.

    Args:
        target: CSS selector that htmx swaps; empty for plain links.
        label: what is paged, when a screen has more than one list.
    """
    pages = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    return {
        "request": context.get("request"),
        "page": page,
        "pages": list(pages),
        "target": target,
        "label": label,
    }
