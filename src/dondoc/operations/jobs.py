"""Scheduled entry points of operations."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from django.conf import settings

from dondoc.background.registry import job

from . import services


@job("operations.backup", daily=dt.time(1), time_limit=dt.timedelta(hours=4))
def backup(*, now: dt.datetime) -> None:
    """Make the daily backup where the environment names a folder for it."""
    if settings.BACKUPS:
        services.backup(folder=Path(settings.BACKUPS), now=now, keep=settings.BACKUPS_KEEP)
