"""A person's deadlines as a calendar under a secret address."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.test import Client
from django.urls import reverse
from icalendar import Calendar

from dondoc.tasks.choices import Stage
from dondoc.tasks.models import CalendarFeed
from tests.world import NOW, TODAY, task

DAY = dt.timedelta(days=1)


def make(person):
    """Make a secret address on the page and return it without the host."""
    client = Client()
    client.force_login(person)
    page = client.post(reverse("tasks:make-feed"))
    assert "no-store" in page["Cache-Control"]
    return re.search(r"(/lich/[\w-]{40,}\.ics)", page.content.decode())[1]


def read(address):
    """Read the calendar as a telephone does: without a session."""
    response = Client().get(address)
    assert response.status_code == 200
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    return Calendar.from_ical(response.content)


class TestCalendar:
    def test_the_deadlines_they_answer_for_and_nothing_else(self, world):
        """All day, with an alarm for each day of reminders up to the deadline."""
        mine = task(world, lead_unit=world.lab, action="Kiểm định cân, gửi báo cáo; đợt 2", due_date=TODAY + 9 * DAY)
        task(world, lead_unit=world.lab, assignee=world.officer, due_date=TODAY)
        task(world, lead_unit=world.farm, due_date=TODAY)
        task(world, lead_unit=world.lab)
        task(world, lead_unit=world.lab, due_date=TODAY, stage=Stage.DONE, done_date=TODAY, closed_at=NOW)

        calendar = read(make(world.lab_head))

        (event,) = calendar.walk("VEVENT")
        assert event["UID"] == f"{mine.code}@dondoc"
        assert event["SUMMARY"] == f"Hạn {mine.code}: Kiểm định cân, gửi báo cáo; đợt 2"
        assert (event.decoded("DTSTART"), event.decoded("DTEND")) == (TODAY + 9 * DAY, TODAY + 10 * DAY)
        assert event["URL"].endswith(reverse("tasks:task", args=[mine.pk]))
        assert [alarm.decoded("TRIGGER").days for alarm in event.walk("VALARM")] == [-7, -3, 0]
        assert calendar.errors == []

    def test_an_empty_calendar_is_one(self, world):
        """Somebody without deadlines has a calendar, too."""
        assert read(make(world.clerk)).walk("VEVENT") == []


class TestAddress:
    def test_only_a_hash_of_it_is_kept(self, world):
        """Whoever reads the database cannot read calendars."""
        address = make(world.officer)

        assert CalendarFeed.objects.get().token_hash not in address

    def test_a_new_one_takes_the_place_of_the_old(self, world):
        """The old one is gone like one that never was."""
        old = make(world.officer)
        new = make(world.officer)

        assert Client().get(old).status_code == 404
        assert Client().get(new).status_code == 200

    def test_revoked(self, world):
        """And the page shows none any more."""
        address = make(world.officer)
        client = Client()
        client.force_login(world.officer)
        client.post(reverse("tasks:revoke-feed"))

        assert Client().get(address).status_code == 404
        assert CalendarFeed.objects.count() == 0

    @pytest.mark.parametrize("token", ["x", "bi-mat-khac", "a" * 500])
    def test_a_wrong_one(self, world, token):
        """Answers 404, whatever it is."""
        assert Client().get(reverse("tasks:feed", args=[token])).status_code == 404

    def test_of_somebody_gone(self, world):
        """Stops working with the account."""
        address = make(world.officer)
        world.officer.is_active = False
        world.officer.save()

        assert Client().get(address).status_code == 404
