"""One worker: takes jobs, one at a time, until it is told to stop."""

from __future__ import annotations

import datetime as dt
import logging
import os
import signal
import socket
import threading
from types import FrameType

from django.db import Error as DatabaseError
from django.db import close_old_connections, connection

from dondoc.kernel import clock

from . import registry, services
from .models import Job

logger = logging.getLogger(__name__)

# Seconds between two looks into an empty queue.
POLL = 1.0
# Seconds between two looks for recurring jobs.
TICK = 20.0
# Seconds between two signs of life for a running job: several go into one lease.
HEARTBEAT = services.LEASE.total_seconds() / 4
# Seconds a running job still gets when the worker is told to stop.
GRACE = 3
# Seconds past its limit after which a job that cannot be stopped ends its worker.
STUCK = 10
STUCK_EXIT = 70


class TimeLimitReached(BaseException):
    """An attempt took longer than its kind of job may; of the job itself no handler may swallow it."""


class Stopped(BaseException):
    """The worker is told to stop; not an error, so no handler may swallow it."""


class Worker:
    """A process that works through the queue; any number of them may do so on any number of machines."""

    def __init__(self, *, lease: dt.timedelta = services.LEASE, heartbeat: float = HEARTBEAT) -> None:
        self.name = f"{socket.gethostname()}:{os.getpid()}"[:100]
        self._lease = lease
        self._heartbeat = heartbeat
        self._stop = threading.Event()
        self._job: Job | None = None
        self._ticked_at: dt.datetime | None = None

    def run(self) -> None:
        """Work until SIGTERM or SIGINT."""
        signal.signal(signal.SIGTERM, self._on_stop)
        signal.signal(signal.SIGINT, self._on_stop)
        signal.signal(signal.SIGALRM, self._on_alarm)
        while not self._stop.is_set():
            try:
                is_idle = not self.step()
            except DatabaseError:
                logger.exception("the queue cannot be reached")
                connection.close()
                is_idle = True
            if is_idle:
                self._stop.wait(POLL)

    def step(self) -> bool:
        """Do the next job; False when there was none."""
        close_old_connections()
        now = clock.now()
        if self._ticked_at is None or (now - self._ticked_at).total_seconds() >= TICK:
            self._ticked_at = now
            services.enqueue_recurring(now=now)
        job = services.take(worker=self.name, now=now, lease=self._lease)
        if job is None:
            return False
        try:
            self._attempt(job)
        except Stopped:
            connection.close()
            services.release(job)
        finally:
            self._job = None
        return True

    def _attempt(self, job: Job) -> None:
        """Run one job and note how it ended."""
        over = threading.Event()
        try:
            limit = registry.get(job.name).time_limit.total_seconds()
            life = threading.Thread(target=self._live, args=(job, over, limit), daemon=True)
            life.start()
            self._call(job, limit)
        except (Exception, TimeLimitReached) as error:
            logger.exception("a job failed", extra={"job": job.key, "attempt": job.attempts})
            connection.close()
            services.fail(job, error=f"{type(error).__name__}: {error}", now=clock.now())
        else:
            if not services.finish(job, now=clock.now()):
                logger.warning("a job was given to another worker before it ended", extra={"job": job.key})
        finally:
            over.set()

    def _call(self, job: Job, limit: float) -> None:
        self._job = job
        signal.setitimer(signal.ITIMER_REAL, GRACE if self._stop.is_set() else limit)
        try:
            registry.call(job.name, job.params, now=clock.now())
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
            self._job = None

    def _live(self, job: Job, over: threading.Event, limit: float) -> None:
        """Give signs of life for a job, from a thread of its own; end the worker when the job cannot be stopped."""
        lived = 0.0
        while not over.wait(self._heartbeat):
            lived += self._heartbeat
            if lived > limit + STUCK:
                logger.critical("a job is stuck; the worker ends", extra={"job": job.key})
                os._exit(STUCK_EXIT)
            try:
                services.prolong(job, now=clock.now(), lease=self._lease)
            except DatabaseError:
                logger.warning("a sign of life could not be written", exc_info=True)
            finally:
                connection.close()

    def _on_stop(self, number: int, frame: FrameType | None) -> None:
        self._stop.set()
        if self._job is not None:
            signal.setitimer(signal.ITIMER_REAL, GRACE)

    def _on_alarm(self, number: int, frame: FrameType | None) -> None:
        if self._job is None:
            return
        if self._stop.is_set():
            raise Stopped
        raise TimeLimitReached
