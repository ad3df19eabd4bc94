"""Writing the log: one entry for one act, in the act's own transaction."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from contextvars import ContextVar
from typing import Any, Literal

from django.db import transaction

from . import commitments
from .errors import EntryMissing, GroundMissing, SecondPersonMissing
from .models import Entry

# Where the request came from; the middleware sets it, a job leaves it empty.
address: ContextVar[str | None] = ContextVar("address", default=None)
# Opening a record again within this time makes no second entry.
READ_AGAIN = dt.timedelta(minutes=15)

Part = Literal["who", "what"]
# What is left of a part that was erased.
EMPTY: dict[Part, dict[str, Any]] = {
    "who": {"actor": None, "post": "", "unit": "", "address": None, "who_salt": ""},
    "what": {"before": {}, "after": {}, "what_salt": ""},
}


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
    entry = Entry(
        act=act,
        subject=subject,
        actor=actor,
        post=actor.post_line(now)[:200] if actor is not None else "",
        unit=actor.unit_line(now)[:400] if actor is not None else "",
        at=now,
        address=address.get(),
        before=dict(before or {}),
        after=dict(after or {}),
        who_salt=commitments.new_salt(),
        what_salt=commitments.new_salt(),
    )
    entry.who_digest, entry.what_digest = commitments.who(entry), commitments.what(entry)
    entry.save(force_insert=True)
    return entry


def read(*, act: str, subject: str, actor: Any, now: dt.datetime, since: dt.datetime | None = None) -> None:
    """Note that somebody opened a record; opening it again is the same reading.

    Args:
        act: dotted name that ends with `.read`.
        since: after which moment it is the same; None: within `READ_AGAIN`.
    """
    since = since or now - READ_AGAIN
    lately = Entry.objects.filter(subject=subject, act=act, actor=actor, at__gt=since, at__lte=now)
    if lately.exists():
        return
    with transaction.atomic():
        record(act=act, subject=subject, actor=actor, now=now)


@transaction.atomic
def erase(*, entry_id: int, parts: set[Part], ground: str, actor: Any, approved_by: Any, now: dt.datetime) -> None:
    """Erase parts of an entry for good; the chain still holds, and a new entry tells who did it and why.

    Raises:
        EntryMissing: there is no such entry.
        GroundMissing: no legal ground is named.
        SecondPersonMissing: the approver is the actor, or nobody.
    """
    if not ground.strip():
        raise GroundMissing
    if approved_by is None or approved_by == actor:
        raise SecondPersonMissing
    empty = {name: value for part in parts for name, value in EMPTY[part].items()}
    if not Entry.objects.filter(pk=entry_id).update(**empty):
        raise EntryMissing
    record(
        act="audit.erase",
        subject=f"entry:{entry_id}",
        actor=actor,
        now=now,
        after={"parts": sorted(parts), "reason": ground.strip(), "approved_by": approved_by.full_name},
    )
