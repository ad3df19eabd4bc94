"""Drawing signatures: `{% load signing %}`."""

from __future__ import annotations

from django import template

from dondoc.documents.signing.choices import Verdict

register = template.Library()

STATES = {
    Verdict.SOUND: "done",
    Verdict.ALTERED: "late",
    Verdict.DOUBTFUL: "soon",
    Verdict.UNEXAMINED: "block",
}


@register.filter
def state(verdict: Verdict) -> str:
    """Return how a verdict looks."""
    return STATES[verdict]
