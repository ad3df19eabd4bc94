"""A person's deadlines as a calendar (RFC 5545), for whoever holds its secret address."""

from __future__ import annotations

import datetime as dt
import hashlib

from django.urls import reverse
from django.utils.translation import gettext as _
from icalendar import Alarm, Calendar, Event

from dondoc.kernel import clock
from dondoc.organization.models import Person
from dondoc.tasks.followup_errors import FeedMissing
from dondoc.tasks.models import CalendarFeed, ReminderDay, Task

from .notices import answered_by

DAY = dt.timedelta(days=1)
# Hours into the day at which the calendar program reminds: when the office's own reminders go out.
ALARM = dt.timedelta(hours=7)


def hash_of(token: str) -> str:
    """Return what is kept of a secret address; it is random, so that a plain hash cannot be turned back."""
    return hashlib.sha256(token.encode()).hexdigest()


def owner_of(token: str) -> Person:
    """Return whose calendar goes by a secret address.

    Raises:
        FeedMissing: nobody's, or it was revoked, or its owner is gone.
    """
    feed = CalendarFeed.objects.select_related("person").filter(token_hash=hash_of(token)).first()
    if feed is None or not feed.person.is_active:
        raise FeedMissing
    return feed.person


def calendar_of(person: Person, *, now: dt.datetime, base_url: str) -> bytes:
    """Return the deadlines of the open tasks that a person answers for, with the reminders before them."""
    calendar = Calendar()
    calendar.add("prodid", "-//Đôn Đốc//dondoc//VI")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", _("Deadlines, Đôn Đốc"))
    offsets = list(ReminderDay.objects.filter(offset__lte=0).values_list("offset", flat=True))
    tasks = answered_by(person, today=clock.day_of(now)).exclude(due_date=None).order_by("due_date", "pk")
    for task in tasks.only("action", "due_date", "due_recorded_at"):
        calendar.add_component(_event(task, offsets, base_url=base_url))
    return bytes(calendar.to_ical())


def _event(task: Task, offsets: list[int], *, base_url: str) -> Event:
    event = Event()
    event.add("uid", f"{task.code}@dondoc")
    event.add("dtstamp", task.due_recorded_at)
    event.add("dtstart", task.due_date)
    event.add("dtend", task.due_date + DAY if task.due_date else None)
    event.add("summary", _("Deadline %(code)s: %(action)s") % {"code": task.code, "action": task.action})
    event.add("url", base_url + reverse("tasks:task", args=[task.pk]))
    event.add("transp", "TRANSPARENT")
    for offset in offsets:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", task.code)
        alarm.add("trigger", offset * DAY + ALARM)
        event.add_component(alarm)
    return event
