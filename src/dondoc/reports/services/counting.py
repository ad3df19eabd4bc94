"""Counting in the background what is too much to be counted while somebody waits."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from dondoc.audit import services as audit
from dondoc.background import services as background
from dondoc.organization.models import Person
from dondoc.reports import selectors
from dondoc.reports.choices import Counting
from dondoc.reports.models import Report, Tally

JOB = "reports.count"


def ask_if_large(report: Report, *, now: dt.datetime) -> bool:
    """Ask for the figures of a report over very many tasks; say whether they were asked for."""
    if not selectors.Basis.of(report, now=now).is_large():
        return False
    _ask(report, now=now)
    return True


@transaction.atomic
def count_anew(*, report_id: int, actor: Person, now: dt.datetime) -> Report:
    """Ask for the figures of a report to be counted anew in the background.

    Raises:
        ReportMissing: no such report, or not one the actor may know of.
        NotComposer: see `selectors.get_for_change`.
    """
    report = selectors.get_for_change(report_id, move="count_anew", actor=actor, now=now)
    _ask(report, now=now)
    audit.record(act="reports.count_anew", subject=f"report:{report.pk}", actor=actor, now=now)
    return report


def count(*, report_id: int, now: dt.datetime) -> bool:
    """Count the figures of a report and keep them for its page; say whether it is still there."""
    report = Report.objects.select_related("unit").filter(pk=report_id).first()
    if report is None:
        return False
    kept = Tally.objects.filter(report=report)
    basis = selectors.Basis.of(report, now=now)
    kept.update(step=Counting.UNITS)
    tally = selectors.tallied(basis)
    kept.update(step=Counting.ROWS)
    kept.update(counted_at=now, body=selectors.with_lengths(tally, basis).as_json())
    return True


def _ask(report: Report, *, now: dt.datetime) -> None:
    Tally.objects.update_or_create(report=report, defaults={"asked_at": now, "step": Counting.WAITING})
    background.enqueue(JOB, key=f"{JOB}:{report.pk}@{now.isoformat()}", now=now, params={"report_id": report.pk})
