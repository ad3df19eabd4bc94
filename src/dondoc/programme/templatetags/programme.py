"""Figures of targets in words: `{% load programme %}`."""

from __future__ import annotations

from collections.abc import Container, Mapping
from decimal import Decimal

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from dondoc.audit.words import FIELDS
from dondoc.kernel import periods
from dondoc.kernel.measures import Failed, Figure
from dondoc.kernel.periods import REPORTED
from dondoc.kernel.vietnamese import format_number
from dondoc.programme.amounts import plain, written
from dondoc.programme.asked import Asked
from dondoc.programme.choices import ITEM_STATES, STATES, Direction, ItemState
from dondoc.programme.models import Item, ItemChange, Target
from dondoc.programme.selectors import Month, TargetRow
from dondoc.web import charts
from dondoc.web.templatetags.dondoc import status

register = template.Library()

# The stylesheet knows lengths n0 to n120; what is longer is cut, its number stands beside it.
LONGEST = 120
BULLETS = {"done": "ok", "soon": "soon", "late": "late"}
NOTHING = "—"


@register.filter
def figure(value: Figure | Failed | None) -> str:
    """Return a figure as pages print it: 1.250, or 41,7 % (20/48); of a share of nothing a dash (0/0)."""
    if not isinstance(value, Figure):
        return NOTHING
    return f"{share(value.value)} ({written(value)})" if value.base is not None else written(value)


@register.filter
def failure(value: Figure | Failed | None) -> str:
    """Return why there is no figure; empty where there is one, or nothing was typed."""
    return str(value.why) if isinstance(value, Failed) else ""


@register.filter
def share(part: Decimal | None) -> str:
    """Return a part of 1 as 41,7 %; of nothing there is none."""
    return NOTHING if part is None else f"{format_number(part * 100, 1)} %"


@register.filter
def planned(value: Decimal | None, target: Target) -> str:
    """Return a plan as pages print it: a number, of a share in per cent."""
    if value is None:
        return NOTHING
    return share(value) if target.is_share else format_number(plain(value))


@register.filter
def rounded(value: Decimal) -> str:
    """Return a computed figure with a decimal at most."""
    return format_number(plain(round(value, 1)))


@register.filter
def change(part: Decimal | None) -> str:
    """Return how a figure differs from that of the year before: +12,6 %; of nothing there is none."""
    if part is None:
        return NOTHING
    sign = "+" if part > 1 else ""
    return f"{sign}{format_number((part - 1) * 100, 1)} %"


@register.filter
def signed(value: Figure | None) -> str:
    """Return a difference with its sign: +2, −3."""
    if value is None:
        return NOTHING
    numbers = [value.counted] if value.base is None else [value.counted, value.base]
    return "/".join(f"{'+' if number > 0 else ''}{format_number(plain(number))}" for number in numbers)


@register.filter
def plain_signed(number: Decimal) -> str:
    """Return a number with its sign."""
    return signed(Figure(number))


@register.filter
def period_label(code: str) -> str:
    """Return what people call a period; a code that names none stands as it is."""
    months = periods.calendar_period(code)
    if months is None:
        return code
    return _("reporting period %(label)s") % {"label": months.label} if code.startswith(REPORTED) else months.label


@register.filter
def formula(row: TargetRow) -> str:
    """Return how the per cent of the plan was computed, with its numbers: 2.186 ÷ 2.400."""
    if row.plan is None or row.value is None:
        return ""
    parts = [written(row.cumulative) if isinstance(row.cumulative, Figure) else "", planned(row.plan, row.target)]
    if row.target.direction == Direction.LOWER:
        parts.reverse()
        return _("plan ÷ figure = %(plan)s ÷ %(figure)s") % {"plan": parts[0], "figure": parts[1]}
    return _("figure ÷ plan = %(figure)s ÷ %(plan)s") % {"figure": parts[0], "plan": parts[1]}


@register.simple_tag
def bullet(row: TargetRow) -> SafeString | str:
    """Draw the figure against the plan and the pace that is expected by now."""
    if row.of_plan is None:
        return ""
    label = _("%(share)s of the plan, %(pace)s expected by now") % {
        "share": share(row.of_plan),
        "pace": share(row.pace),
    }
    return format_html(
        '<div class="bullet bullet--{}" role="img" aria-label="{}"><i class="n{}"></i><b></b><em class="n{}"></em>'
        "</div>",
        BULLETS.get(STATES[row.standing], "ok"), label, _length(row.of_plan), _length(row.pace),
    )  # fmt: skip


def _length(part: Decimal) -> int:
    return min(max(int(part * 100), 0), LONGEST)


@register.simple_tag
def standing_of(row: TargetRow) -> SafeString:
    """Draw how a target stands."""
    return status(STATES[row.standing], row.standing.label)


@register.simple_tag
def month_chart(series: list[Month], target: Target) -> SafeString:
    """Draw the months of a target as columns, with the plan of each as a line; nothing where no month has a figure."""
    scale = 100 if target.is_share else 1
    points = [(str(month.number), _rounded(month.figure.value if month.figure else None, scale)) for month in series]
    if all(value is None for _month, value in points):
        return SafeString()
    plans = [_rounded(month.plan, scale) for month in series]
    title = _("%(name)s month by month; the table beside it has the numbers.") % {"name": target.name}
    return charts.series(points, plan=plans, title=title, ident="months")


def _rounded(value: Decimal | None, scale: int) -> Decimal | None:
    """Return a height with a decimal at most, for the number above its column."""
    return None if value is None else plain(round(value * scale, 1))


@register.filter
def amount(value: Decimal) -> str:
    """Return a number as pages print it: 1.250,5."""
    return written(Figure(value))


@register.simple_tag
def item_state(item: Item) -> SafeString:
    """Draw where an item of the work programme stands."""
    state = ItemState(item.state)
    return status(ITEM_STATES[state], state.label)


@register.simple_tag
def item_seen(item: Item) -> str:
    """Return an item as a page shows it: its id and its version."""
    return f"{item.pk}:{item.version}"


@register.filter
def seen_in(item: Item, chosen: Container[str]) -> bool:
    """Say whether an item, as the page shows it, was ticked."""
    return item_seen(item) in chosen


@register.filter
def item_of(items: Mapping[int, Item], task_id: int) -> Item | None:
    """Return the item of which a task is the task."""
    return items.get(task_id)


@register.filter
def changed_field(change: ItemChange) -> str:
    """Return what a decision changed, in words."""
    return str(_("State") if change.field == "state" else FIELDS[change.field])


@register.filter
def has_any(counts: list[tuple[str, int]]) -> bool:
    """Say whether something is counted."""
    return any(n for _name, n in counts)


@register.simple_tag
def programme_query(asked: Asked, **changes: str) -> str:
    """Return the address of the same programme with something else asked for."""
    return asked.query(**changes)
