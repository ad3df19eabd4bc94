"""Background work of the register."""

from __future__ import annotations

import datetime as dt

from dondoc.background.registry import job

from . import services
from .exchange import services as exchange

# A message of 100 MB over the line of an office; a folder after a long weekend.
EXCHANGE_LIMIT = dt.timedelta(minutes=30)


@job("documents.read_scan")
def read_scan(*, now: dt.datetime, document_id: int) -> None:
    """Recognise a scan that waits."""
    services.read_scan(document_id=document_id, now=now)


@job("documents.read_annexes", time_limit=EXCHANGE_LIMIT)
def read_annexes(*, now: dt.datetime, received_id: int) -> None:
    """Recognise the scans among the annexes of a message that came."""
    exchange.read_annexes(received_id=received_id, now=now)


@job("documents.send_message", time_limit=EXCHANGE_LIMIT)
def send_message(*, now: dt.datetime, delivery_id: int) -> None:
    """Send one message to another agency."""
    exchange.send(delivery_id=delivery_id, now=now)


@job("documents.read_exchange_folder", every=dt.timedelta(minutes=5), time_limit=EXCHANGE_LIMIT)
def read_exchange_folder(*, now: dt.datetime) -> int:
    """Take in the messages that lie in the folder of the exchange."""
    return exchange.read_folder(now=now)
