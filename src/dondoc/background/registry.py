"""Which jobs there are, and when the recurring ones are due."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from dondoc.kernel import clock

Handler = Callable[..., object]
EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
# A job that has not ended by then is stopped and tried again; reading a long scan takes the longest.
TIME_LIMIT = dt.timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of job.

    Attributes:
        name: dotted `app.verb`, stored in the queue.
        handler: called with `now` and the stored parameters; it may run twice and must then change nothing more.
        every: how often it recurs by itself.
        daily: at what time of the Vietnamese day it recurs.
        time_limit: how long one attempt may take.
    """

    name: str
    handler: Handler
    every: dt.timedelta | None = None
    daily: dt.time | None = None
    time_limit: dt.timedelta = TIME_LIMIT

    def slot(self, now: dt.datetime) -> str | None:
        """Return the name of the period that is due, None when the job does not recur or is not due today yet.

        Only the latest period is ever due: what was missed while no worker ran is not made up for.
        """
        if self.every is not None:
            return (EPOCH + (now - EPOCH) // self.every * self.every).strftime("%Y-%m-%dT%H:%M:%SZ")
        if self.daily is not None:
            local = now.astimezone(clock.ZONE)
            return local.date().isoformat() if local.time() >= self.daily else None
        return None


_kinds: dict[str, Kind] = {}


def job(
    name: str,
    *,
    every: dt.timedelta | None = None,
    daily: dt.time | None = None,
    time_limit: dt.timedelta = TIME_LIMIT,
) -> Callable[[Handler], Handler]:
    """Register a function of an app's `jobs` module as the handler of a kind of job."""

    def register(handler: Handler) -> Handler:
        known = _kinds.get(name)
        if known is not None and known.handler is not handler:
            raise ValueError(f"two jobs are named {name}")
        _kinds[name] = Kind(name, handler, every=every, daily=daily, time_limit=time_limit)
        return handler

    return register


def get(name: str) -> Kind:
    """Return a kind of job.

    Raises:
        LookupError: no app has registered it.
    """
    try:
        return _kinds[name]
    except KeyError:
        raise LookupError(f"no job is named {name}") from None


def recurring() -> list[Kind]:
    """Return the kinds that recur by themselves."""
    return [kind for kind in _kinds.values() if kind.every or kind.daily]


def call(name: str, params: dict[str, Any], *, now: dt.datetime) -> object:
    """Run the handler of a job."""
    return get(name).handler(now=now, **params)
