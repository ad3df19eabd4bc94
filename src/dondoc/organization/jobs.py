"""What recurs for the accounts."""

from __future__ import annotations

import datetime as dt

from dondoc.background.registry import job

from .accounts.models import Session


@job("organization.clear_sessions", daily=dt.time(3))
def clear_sessions(*, now: dt.datetime) -> None:
    """Delete the sessions that are over; strangers who only saw the sign-in page leave some too."""
    Session.objects.filter(expire_date__lt=now).delete()
