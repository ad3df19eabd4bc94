"""How far the background work on a report is."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from dondoc.reports.choices import Counting, HandingStep, State
from dondoc.reports.models import Handing, Report, Tally

# Work that says nothing for so long was given up: it may be asked for again.
GIVEN_UP = dt.timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Progress:
    """Background work that goes on.

    Attributes:
        step: what it does now; it has as many as `steps`.
    """

    step: Counting | HandingStep
    steps: int
    is_handing: bool


def progress_of(report: Report, *, now: dt.datetime) -> Progress | None:
    """Return how far the background work on a report is; None: nothing is being done."""
    handing = Handing.objects.filter(report=report, refusal="", asked_at__gt=now - GIVEN_UP).first()
    if handing is not None and report.state == State.DRAFTING:
        return Progress(HandingStep(handing.step), len(HandingStep), is_handing=True)
    tally = Tally.objects.filter(report=report, asked_at__gt=now - GIVEN_UP).defer("body").first()
    if tally is not None and (tally.counted_at is None or tally.counted_at < tally.asked_at):
        return Progress(Counting(tally.step), len(Counting), is_handing=False)
    return None


def refusal_of(report: Report) -> str:
    """Return why a report was not handed on when it was last asked for in the background; empty: it was, or is."""
    if report.state != State.DRAFTING:
        return ""
    return Handing.objects.filter(report=report).values_list("refusal", flat=True).first() or ""
