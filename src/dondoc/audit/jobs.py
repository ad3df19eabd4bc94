"""Scheduled entry points of the audit log."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from django.conf import settings

from dondoc.background.registry import job

from . import anchoring, sealing


@job("audit.seal", every=dt.timedelta(minutes=10))
def seal(*, now: dt.datetime) -> int:
    """Seal whatever is unsealed and return the number of new seals."""
    return sealing.seal_all(now=now)


@job("audit.anchor", daily=dt.time(18))
def anchor(*, now: dt.datetime) -> None:
    """Write the head of the chain outside: as a file, by e-mail, as far as the environment names where."""
    sealing.seal_all(now=now)
    head = anchoring.head(now=now)
    if head is None:
        return
    if settings.ANCHORS:
        anchoring.keep(head, folder=Path(settings.ANCHORS))
    if settings.ANCHOR_MAIL:
        anchoring.send(head, recipients=settings.ANCHOR_MAIL)
