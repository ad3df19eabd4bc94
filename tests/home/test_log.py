"""The log of acts on a page: for whoever administers, and for nobody else."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from dondoc.audit import services
from dondoc.audit.models import Entry
from dondoc.home import log
from tests.world import NOW

URL = "/nhat-ky/"


@pytest.fixture
def administrator(world):
    """Somebody whose role allows to administer, signed in."""
    client = Client()
    client.force_login(world.administrator)
    return client


@pytest.fixture
def write(world):
    """Write an entry."""

    def write(act="tasks.update", subject="task:12", actor=world.officer, now=NOW, **after):
        token = services.address.set("10.0.0.7")
        with transaction.atomic():
            entry = services.record(act=act, subject=subject, actor=actor, now=now, after=after)
        services.address.reset(token)
        return entry

    return write


def shown(response):
    """Return the numbers of the entries on the page, the reading of it aside."""
    return [entry.pk for entry in response.context["page"].object_list if entry.act != "audit.read"]


def test_an_entry_in_words(administrator, write):
    """Who, in which post and unit, what, on what, from where."""
    write(reason="Đã làm <b>xong</b>")

    page = administrator.get(URL).content.decode()

    for words in ("Đặng Thị Thùy Dương", "Viên chức", "Phòng Kỹ thuật đo lường", "Cập nhật tiến độ", "Nhiệm vụ 12",
                  "10.0.0.7", "Đã làm &lt;b&gt;xong&lt;/b&gt;", reverse("tasks:task", args=[12])):  # fmt: skip
        assert words in page


def test_what_was_erased_says_so(administrator, world, write):
    """A blank would look like an act of the system itself."""
    entry = write(reason="riêng tư")
    services.erase(
        entry_id=entry.pk, parts={"who", "what"}, ground="Luật", actor=world.clerk, approved_by=world.director, now=NOW
    )

    page = administrator.get(URL + "?viec=tasks.update").content.decode()

    assert page.count("Đã xóa") >= 2
    assert "riêng tư" not in page
    assert "Thùy Dương" not in page


FILTERS = {
    "nguoi=duong": [0, 3],
    "nguoi=nobody": [],
    "viec=tasks.assign": [1],
    "ban_ghi=task:7": [2],
    "tu=26/11/2026": [3],
    "den=25/11/2026": [0, 1, 2],
    "tu=25/11/2026&den=25/11/2026&nguoi=van": [1, 2],
    "tu=hom-qua": [],
    "ban_ghi='; DROP TABLE": [],
    "viec=no.such": [],
}


@pytest.mark.parametrize("asked", FILTERS)
def test_filters(administrator, world, write, asked):
    """By person, act, record, day; what cannot be understood shows nothing and says why."""
    entries = [
        write(),
        write(act="tasks.assign", actor=world.clerk),
        write(subject="task:7", actor=world.clerk),
        write(now=dt.datetime(2026, 11, 25, 17, 0, tzinfo=dt.UTC)),  # the 26th in Việt Nam
    ]

    response = administrator.get(f"{URL}?{asked}")

    assert shown(response) == [entries[position].pk for position in reversed(FILTERS[asked])]
    assert response.context["form"].is_valid() or "error" in response.content.decode()


def test_reading_the_log_is_logged_once(administrator, world):
    """Not for each page that is turned."""
    administrator.get(URL)
    administrator.get(URL + "?trang=2")

    (entry,) = Entry.objects.all()
    assert (entry.act, entry.subject, entry.actor) == ("audit.read", "log", world.administrator)


def test_others_see_nothing_of_it(world, write):
    """Neither entries nor the link; and nothing is logged as read."""
    write(reason="riêng tư")
    for person in set(world.by_role.values()) - {world.administrator, world.office_head}:
        client = Client()
        client.force_login(person)
        response = client.get(URL)
        assert response.status_code == 403
        assert "riêng tư" not in response.content.decode()
        assert URL not in client.get("/").content.decode()

    assert Entry.objects.count() == 1


def test_the_queries_do_not_grow_with_the_log(administrator, write):
    """One page is one page."""
    administrator.get(URL)
    counts = []
    for _round in range(2):
        for number in range(log.PAGE):
            write(subject=f"task:{number}")
        with CaptureQueriesContext(connection) as captured:
            response = administrator.get(URL)
        counts.append(len(captured))

    assert counts[0] == counts[1] <= 14
    assert len(response.context["page"].object_list) == log.PAGE
    assert len(response.content) < 100_000
