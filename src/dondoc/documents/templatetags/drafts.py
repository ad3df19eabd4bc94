"""Drawing a draft: `{% load drafts %}`."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from dondoc.documents.composing import citations, composition, lifecycle
from dondoc.documents.composing.choices import Circulation, DeadlineKind, Kind, Level, State
from dondoc.documents.composing.comparing import Run as Compared
from dondoc.kernel.vietnamese import format_date, parse_date
from dondoc.web import charts
from dondoc.writing.drawing import PLAN
from dondoc.writing.sheet import Drawing, Grid, Line, Run

register = template.Library()

# How a state is drawn: the states of `{% status %}`.
LOOKS = {
    State.DRAFTING: "doing",
    State.CONTENT_CHECK: "review",
    State.FORM_CHECK: "review",
    State.TO_SIGN: "soon",
    State.CLOSED: "done",
    State.WITHDRAWN: "out",
}
# How a passing is drawn in the history: symbol and colour.
PASSED = {"withdraw": ("skip", ""), "take_back": ("history", ""), "close": ("seal", "done")}


@register.filter
def draft_look(state: str) -> str:
    """Return how a state is drawn."""
    return LOOKS[State(state)]


@register.filter
def passing_icon(move: str) -> str:
    """Return the symbol of a step in the history."""
    if move in lifecycle.BACK:
        return "left"
    return PASSED.get(move, ("send", ""))[0]


@register.filter
def passing_look(move: str) -> str:
    """Return the colour of a step in the history."""
    return "block" if move in lifecycle.BACK else PASSED.get(move, ("", "cham"))[1]


@register.filter
def passing_label(move: str) -> str:
    """Return a step in words."""
    labels = {
        "submit": _("Submitted"),
        "submit_own": _("Submitted by the head of the unit"),
        "approve_content": _("Content approved"),
        "approve_form": _("Form approved"),
        "return_content": _("Returned from the check of the content"),
        "return_form": _("Returned from the check of the form"),
        "return_unsigned": _("Returned unsigned"),
        "take_back": _("Taken back"),
        "withdraw": _("Withdrawn"),
        "close": _("Signed"),
        "reopen": _("Opened again after its signature"),
    }
    return labels[move]


@register.filter
def printed(line: Line) -> SafeString:
    """Draw the words of a line; what is not known yet is a visible gap."""
    return format_html_join("", "{}", ((_run(run),) for run in line.runs))


def _run(run: Run) -> SafeString:
    if not run.text:
        return format_html('<span class="a4-gap">{}</span>', "\u00a0" * 6)
    if run.text == citations.BLANK:
        return format_html('<span class="blank">{}</span>', run.text)
    words = format_html("{}", run.text)
    words = format_html("<b>{}</b>", words) if run.bold else words
    return format_html("<i>{}</i>", words) if run.italic else words


@register.filter
def is_grid(item: Any) -> bool:
    """Say whether an item of the text is a table."""
    return isinstance(item, Grid)


@register.filter
def is_chart(item: Any) -> bool:
    """Say whether an item of the text is a chart."""
    return isinstance(item, Drawing)


@register.filter
def chart_key(item: Drawing) -> SafeString:
    """Draw the key of a chart, in the words of the paper."""
    return charts.key_of_form(item.form, item.parts, plan=PLAN)


@register.filter
def chart(item: Drawing) -> SafeString:
    """Draw a chart as the page draws it."""
    rows = [(bar.name, bar.counts) for bar in item.bars]
    return charts.of_form(
        item.form, item.parts, rows, decimals=item.decimals, title=item.alternative, ident=f"bieu-do-{id(item)}"
    )


@register.filter
def block_words(block: dict[str, Any]) -> str:
    """Return the words that say which block it is."""
    return composition.excerpt(block)


@register.filter
def block_kind(block: dict[str, Any]) -> str:
    """Return what a block is: its kind, of a heading its level."""
    is_heading = block["kind"] == Kind.HEADING
    return str(Level(block["level"]).label if is_heading else Kind(block["kind"]).label)


@register.filter
def block_until(block: dict[str, Any]) -> str:
    """Return until when a duty is to be done; what was not decided says so."""
    deadline = block["deadline"]
    if deadline["kind"] == DeadlineKind.DATE:
        day = parse_date(deadline["date"])
        return format_date(day) if day else ""
    if deadline["kind"] == DeadlineKind.PHRASE:
        return str(deadline["phrase"])
    return _("No deadline stated") if deadline["kind"] else _("Deadline not decided")


@register.filter
def names_of(parties: list[dict[str, Any]]) -> str:
    """Return the names of parties."""
    return ", ".join(party["name"] for party in parties)


@register.filter
def is_outside(party: dict[str, Any]) -> bool:
    """Say whether a party is neither a unit nor a group of the organisation."""
    return party["unit"] is None and party["group"] is None


@register.filter
def compared(runs: tuple[Compared, ...]) -> SafeString:
    """Draw the runs of a comparison: removed, added, the same."""
    parts = []
    for tag, text in runs:
        parts.append(format_html(f"<{tag}>{{}}</{tag}>", text) if tag else format_html("{}", text))
    return format_html_join("", "{}", ((part,) for part in parts))


@register.filter
def circulation_label(circulation: str) -> str:
    """Return how far a document may go round, in words."""
    return str(Circulation(circulation).label)
