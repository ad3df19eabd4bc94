"""Scheduled entry points of the audit log."""

from __future__ import annotations

import datetime as dt

from dondoc.background.registry import job

from . import sealing


@job("audit.seal", every=dt.timedelta(minutes=10))
def seal(*, now: dt.datetime) -> int:
    """Seal whatever is unsealed and return the number of new seals."""
    seals = 0
    while sealing.seal(now=now):
        seals += 1
    return seals
