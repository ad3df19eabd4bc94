"""Background work of the register."""

from __future__ import annotations

import datetime as dt

from dondoc.background.registry import job

from . import services


@job("documents.read_scan")
def read_scan(*, now: dt.datetime, document_id: int) -> None:
    """Recognise a scan that waits."""
    services.read_scan(document_id=document_id, now=now)
