"""Reads of the log. Whoever calls asks for the right to see it first."""

from __future__ import annotations

import datetime as dt

from dondoc.kernel import clock

from .models import Entry, EntryQuerySet


def entries(
    *,
    username: str = "",
    act: str = "",
    subject: str = "",
    day_from: dt.date | None = None,
    day_to: dt.date | None = None,
) -> EntryQuerySet:
    """Return the entries that fit every condition given, newest first, with their actors.

    Args:
        subject: the record, such as `task:12`.
        day_from: the first day, in Việt Nam; `day_to` the last.
    """
    found = Entry.objects.select_related("actor").order_by("-pk")
    if username:
        found = found.filter(actor__username=username)
    if act:
        found = found.filter(act=act)
    if subject:
        found = found.filter(subject=subject)
    if day_from is not None:
        found = found.filter(at__gte=clock.start_of(day_from))
    if day_to is not None:
        found = found.filter(at__lt=clock.start_of(day_to + dt.timedelta(days=1)))
    return found
