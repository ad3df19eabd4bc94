"""Chaining the log: batches of settled entries are sealed. `verifying` checks the chain."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from . import commitments
from .models import Entry, Seal

# A seal covers at most this many entries, so that checking one takes little memory.
BATCH = 1000
# Entries get their numbers before their transactions commit; by this age the slowest act has committed or failed.
SETTLED = dt.timedelta(minutes=5)
# The chain begins here.
GENESIS = "0" * 64


def roll_of(entries: list[Entry]) -> str:
    """Return the number and the hash of each entry, a line each."""
    return "\n".join(f"{entry.pk} {commitments.whole(entry)}" for entry in entries)


def digest_of(roll: str, *, previous: str) -> str:
    """Return the hash of a seal: over the seal before and its own roll."""
    return commitments.hash_of(previous, roll)


@transaction.atomic
def seal(*, now: dt.datetime) -> Seal | None:
    """Seal the next batch of settled entries; None when there is none. Safe to run twice."""
    last = Seal.objects.select_for_update().order_by("-last").first()
    young = Entry.objects.filter(at__gt=now - SETTLED).order_by("pk").values_list("pk", flat=True).first()
    settled = Entry.objects.filter(pk__gt=last.last if last else 0)
    if young is not None:
        settled = settled.filter(pk__lt=young)
    entries = list(settled.order_by("pk")[:BATCH])
    if not entries:
        return None
    previous, roll = last.digest if last else GENESIS, roll_of(entries)
    return Seal.objects.create(
        first=entries[0].pk,
        last=entries[-1].pk,
        count=len(entries),
        roll=roll,
        previous=previous,
        digest=digest_of(roll, previous=previous),
        at=now,
    )


def seal_all(*, now: dt.datetime) -> int:
    """Seal whatever is settled and return the number of new seals."""
    seals = 0
    while seal(now=now):
        seals += 1
    return seals
