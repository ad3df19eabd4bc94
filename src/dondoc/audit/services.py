"""Writing the log: one entry for one act, in the act's own transaction."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from contextvars import ContextVar
from typing import Any

from django.db import transaction

from .models import Entry

# Where the request came from; the middleware sets it, a job leaves it empty.
address: ContextVar[str | None] = ContextVar("address", default=None)


def record(
    *,
    act: str,
    subject: str,
    actor: Any,
    now: dt.datetime,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
) -> Entry:
    """Write the entry of an act.

    Args:
        act: dotted name of the act, such as `tasks.accept_result`.
        subject: the record acted on, such as `task:12`.
        actor: the person; None when the system acts by itself.
        before: what the act changed, as it was; plain JSON values.
        after: the same as it is now.

    Raises:
        RuntimeError: called outside a transaction; the entry must stand or fall with the act.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("an audit entry belongs into the transaction of its act")
    return Entry.objects.create(
        act=act,
        subject=subject,
        actor=actor,
        post=actor.post_line(now) if actor is not None else "",
        at=now,
        address=address.get(),
        before=dict(before or {}),
        after=dict(after or {}),
    )
