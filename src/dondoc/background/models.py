"""The queue."""

from __future__ import annotations

import datetime as dt

from django.db import models
from django.db.models import Q


class JobQuerySet(models.QuerySet["Job"]):
    """Chaining filters over the queue."""

    def open(self) -> JobQuerySet:
        """Keep what is neither done nor given up."""
        return self.filter(done_at=None, failed_at=None)

    def ready(self, now: dt.datetime) -> JobQuerySet:
        """Keep what a worker may take now, in the order it should be taken."""
        free = Q(lease_until=None) | Q(lease_until__lte=now)
        return self.open().filter(free, run_at__lte=now).order_by("run_at", "pk")


class Job(models.Model):
    """A piece of background work (việc nền), written in the transaction of the act that wants it."""

    name = models.CharField(max_length=100)
    # What makes it one piece of work: asking twice with the same key queues it once.
    key = models.CharField(max_length=200, unique=True)
    params = models.JSONField(default=dict)
    created_at = models.DateTimeField()
    run_at = models.DateTimeField()
    # Counted when a worker takes it, so that work which ends its worker is given up in the end as well.
    attempts = models.PositiveSmallIntegerField(default=0)
    worker = models.CharField(max_length=100, blank=True)
    lease_until = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)
    failed_at = models.DateTimeField(null=True)
    error = models.TextField(blank=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(
                fields=["run_at", "id"],
                name="background_job_open",
                condition=Q(done_at=None, failed_at=None),
            ),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(done_at=None) | Q(failed_at=None), name="background_job_done_or_failed"),
            models.CheckConstraint(
                condition=Q(done_at=None, failed_at=None) | Q(lease_until=None),
                name="background_job_ended_is_not_leased",
            ),
        ]

    def __str__(self) -> str:
        return self.key
