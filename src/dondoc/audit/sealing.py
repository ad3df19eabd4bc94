"""Chaining the log: batches of entries are sealed, and the chain can be checked."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction

from .models import Entry, Seal

# A seal covers at most this many entries, so that checking one takes little memory.
BATCH = 1000
# Entries get their numbers before their transactions commit; by this age the slowest act has committed or failed.
SETTLED = dt.timedelta(minutes=5)
# The chain begins here.
GENESIS = "0" * 64


@dataclass(frozen=True, slots=True)
class Check:
    """What checking the chain found: the first broken seal, and how many entries no seal covers yet."""

    seals: int
    broken: Seal | None
    unsealed: int


def digest_of(entries: Iterable[Entry], *, previous: str) -> str:
    """Return the SHA-256 over the previous seal and the entries, in hexadecimal."""
    sha = hashlib.sha256(previous.encode())
    for entry in entries:
        fields = [
            entry.pk, entry.act, entry.subject, entry.actor_id, entry.post,
            entry.at.astimezone(dt.UTC).isoformat(), entry.address, entry.before, entry.after,
        ]  # fmt: skip
        sha.update(json.dumps(fields, ensure_ascii=False, sort_keys=True).encode())
    return sha.hexdigest()


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
    previous = last.digest if last else GENESIS
    return Seal.objects.create(
        first=entries[0].pk,
        last=entries[-1].pk,
        count=len(entries),
        previous=previous,
        digest=digest_of(entries, previous=previous),
        at=now,
    )


def check() -> Check:
    """Follow the chain from its beginning and name the first seal whose entries no longer fit."""
    previous, last, seals = GENESIS, 0, 0
    for link in Seal.objects.order_by("last"):
        entries = list(Entry.objects.filter(pk__gt=last, pk__lte=link.last).order_by("pk"))
        fits = (link.previous, link.count) == (previous, len(entries))
        if not fits or digest_of(entries, previous=previous) != link.digest:
            return Check(seals=seals, broken=link, unsealed=0)
        previous, last, seals = link.digest, link.last, seals + 1
    return Check(seals=seals, broken=None, unsealed=Entry.objects.filter(pk__gt=last).count())
