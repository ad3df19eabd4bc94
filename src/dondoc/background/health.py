"""What the doctor asks of the queue."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from django.utils.translation import gettext as _

from dondoc.kernel.health import Context, Finding, broken, check, good

from .models import Job

# The seal of the log recurs every ten minutes: a worker that lives has ended a job within this time.
ALIVE_WITHIN = dt.timedelta(minutes=30)
# A job that waits longer has nobody who takes it.
WAITS_AT_MOST = dt.timedelta(minutes=15)
NAMED = 5


@check("worker")
def worker(context: Context) -> Iterator[Finding]:
    """Ask whether somebody works through the queue, and what was given up."""
    ended = Job.objects.filter(done_at__gt=context.now - ALIVE_WITHIN).exists()
    running = Job.objects.open().filter(lease_until__gt=context.now).exists()
    waiting = Job.objects.open().filter(run_at__lt=context.now - WAITS_AT_MOST, lease_until=None).count()
    if not (ended or running):
        yield broken(_("No worker has done anything for half an hour. Start one: dondoc worker"))
    elif waiting:
        yield broken(_("%(n)s jobs have been waiting for a quarter of an hour. Start more workers.") % {"n": waiting})
    else:
        yield good(_("A worker is at work."))
    failed = Job.objects.exclude(failed_at=None)
    for job in failed.order_by("-failed_at")[:NAMED]:
        yield broken(_("The job %(key)s was given up: %(why)s") % {"key": job.key, "why": job.error.splitlines()[0]})
    if (count := failed.count()) > NAMED:
        yield broken(_("%(n)s jobs were given up in all.") % {"n": count})
