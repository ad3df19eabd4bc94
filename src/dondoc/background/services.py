"""Acts on the queue: ask for work, take it, end it."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import F

from . import registry
from .models import Job

# A job whose worker has not said for this long that it goes on is given to another.
LEASE = dt.timedelta(seconds=60)
MAX_ATTEMPTS = 5
# Waits before the second, third … attempt.
BACKOFF = (
    dt.timedelta(seconds=10),
    dt.timedelta(minutes=1),
    dt.timedelta(minutes=10),
    dt.timedelta(hours=1),
)
# Two workers may look at the same job; the one that comes second takes the next of these.
LOOK_AT = 20
# Ended work is kept this long for whoever asks what happened; what was given up is kept for good.
KEEP_DONE = dt.timedelta(days=30)
DIED = "the worker ended during the attempt"


def enqueue(
    name: str,
    *,
    key: str,
    now: dt.datetime,
    params: dict[str, Any] | None = None,
    run_at: dt.datetime | None = None,
) -> None:
    """Ask for a job in the caller's transaction; asking again with the same key changes nothing.

    Raises:
        LookupError: no app has registered a job of this name.
    """
    registry.get(name)
    job = Job(name=name, key=key, params=params or {}, created_at=now, run_at=run_at or now)
    Job.objects.bulk_create([job], ignore_conflicts=True)


def enqueue_recurring(*, now: dt.datetime) -> None:
    """Ask for each recurring job whose period has begun; any number of workers may do so at once."""
    wanted = {f"{kind.name}@{slot}": kind.name for kind in registry.recurring() if (slot := kind.slot(now))}
    known = Job.objects.filter(key__in=wanted).values_list("key", flat=True)
    for key in wanted.keys() - set(known):
        enqueue(wanted[key], key=key, now=now)


def take(*, worker: str, now: dt.datetime, lease: dt.timedelta = LEASE) -> Job | None:
    """Take the next job for a while, None when there is none."""
    for job in Job.objects.ready(now)[:LOOK_AT]:
        if job.attempts >= MAX_ATTEMPTS:
            _held(job).update(failed_at=now, lease_until=None, error=job.error or DIED)
        elif _held(job).update(attempts=F("attempts") + 1, lease_until=now + lease, worker=worker):
            job.attempts += 1
            return job
    return None


def prolong(job: Job, *, now: dt.datetime, lease: dt.timedelta = LEASE) -> bool:
    """Say that the work goes on; False when the job was given to another in the meantime."""
    return bool(_held(job).update(lease_until=now + lease))


def finish(job: Job, *, now: dt.datetime) -> bool:
    """Mark a job as done; False when it was given to another in the meantime."""
    return bool(_held(job).update(done_at=now, lease_until=None, error=""))


def fail(job: Job, *, error: str, now: dt.datetime) -> bool:
    """Note a failed attempt: the job waits for the next one, or is given up after the last."""
    if job.attempts >= MAX_ATTEMPTS:
        return bool(_held(job).update(failed_at=now, lease_until=None, error=error))
    wait = BACKOFF[job.attempts - 1]
    return bool(_held(job).update(run_at=now + wait, lease_until=None, error=error))


def release(job: Job) -> bool:
    """Put back a job whose worker is told to stop; the attempt does not count."""
    return bool(_held(job).update(attempts=F("attempts") - 1, lease_until=None))


def prune(*, now: dt.datetime) -> int:
    """Delete what was done long ago and return how many there were."""
    return Job.objects.filter(done_at__lt=now - KEEP_DONE).delete()[0]


def _held(job: Job) -> Any:
    """Return the job as long as nobody has taken it since it was looked at: each taking counts an attempt."""
    return Job.objects.open().filter(pk=job.pk, attempts=job.attempts)
