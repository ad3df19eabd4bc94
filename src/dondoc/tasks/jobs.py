"""Scheduled entry points of the tasks: reminders, digests, mails, the next of what recurs."""

from __future__ import annotations

import datetime as dt

from dondoc.background.registry import job

from . import selectors, services

# The office opens at seven.
MORNING = dt.time(7)


@job("tasks.remind", daily=MORNING, time_limit=dt.timedelta(hours=1))
def remind(*, now: dt.datetime) -> int:
    """Remind of the deadlines whose day it is."""
    return services.remind(now=now)


@job("tasks.remind_to_take_over", daily=MORNING, time_limit=dt.timedelta(hours=1))
def remind_to_take_over(*, now: dt.datetime) -> int:
    """Tell of the tasks that were not taken over in time."""
    return services.remind_to_take_over(now=now)


@job("tasks.tell_of_archive", daily=MORNING)
def tell_of_archive(*, now: dt.datetime) -> int:
    """Tell the keepers of case files that are due for the archive."""
    return services.tell_of_archive(now=now)


@job("tasks.ask_for_digests", daily=MORNING)
def ask_for_digests(*, now: dt.datetime) -> None:
    """Ask for the digest of everybody who wants one."""
    services.ask_for_digests(now=now)


@job("tasks.make_digest")
def make_digest(*, now: dt.datetime, person_id: int) -> None:
    """Queue one person's digest."""
    services.make_digest(person_id=person_id, now=now)


@job("tasks.send_mail")
def send_mail(*, now: dt.datetime, mail_id: int) -> None:
    """Send one mail."""
    services.send(mail_id=mail_id, now=now)


@job("tasks.make_occurrences", daily=dt.time(0, 15))
def make_occurrences(*, now: dt.datetime) -> int:
    """Make the recurring tasks whose time has come and return how many; each rule in a transaction of its own."""
    return sum(len(services.make_occurrences(rhythm_id=pk, now=now)) for pk in selectors.live_rhythms())
