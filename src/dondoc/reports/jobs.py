"""Scheduled entry points of the reports."""

from __future__ import annotations

import datetime as dt

from dondoc.background.registry import job

from . import services


@job("reports.count", time_limit=dt.timedelta(minutes=15))
def count(*, now: dt.datetime, report_id: int) -> bool:
    """Count the figures of one report."""
    return services.count(report_id=report_id, now=now)


@job("reports.hand_on", time_limit=dt.timedelta(minutes=15))
def hand_on(*, now: dt.datetime, report_id: int) -> bool:
    """Hand on one report over very many tasks."""
    return services.hand_on_as_asked(report_id=report_id, now=now)


@job("reports.remind", daily=dt.time(7))
def remind(*, now: dt.datetime) -> int:
    """Remind of what units were asked to write, and of the reports that are to be sent."""
    return services.remind_of_requests(now=now) + services.remind_of_reports(now=now)


@job("reports.make_ready", daily=dt.time(5))
def make_ready(*, now: dt.datetime) -> int:
    """Begin the reports that will be due soon."""
    return services.make_ready(now=now)
