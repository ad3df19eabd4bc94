"""Scheduled entry points of the tasks."""

from __future__ import annotations

import datetime as dt

from dondoc.background.registry import job

from . import selectors, services


@job("tasks.make_occurrences", daily=dt.time(0, 15))
def make_occurrences(*, now: dt.datetime) -> int:
    """Make the recurring tasks whose time has come and return how many; each rule in a transaction of its own."""
    return sum(len(services.make_occurrences(rhythm_id=pk, now=now)) for pk in selectors.live_rhythms())
