"""Scheduled entry points of the programme."""

from __future__ import annotations

import datetime as dt

from dondoc.background.registry import job

from . import services


@job("programme.remind", daily=dt.time(7))
def remind(*, now: dt.datetime) -> int:
    """Remind of what units were asked to register."""
    return services.remind_of_calls(now=now)
