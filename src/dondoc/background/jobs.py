"""The queue's own recurring job."""

from __future__ import annotations

import datetime as dt

from . import services
from .registry import job


@job("background.prune", daily=dt.time(2))
def prune(*, now: dt.datetime) -> None:
    """Forget what was done long ago."""
    services.prune(now=now)
