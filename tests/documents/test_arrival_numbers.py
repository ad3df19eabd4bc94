"""Arrival numbers: one series for each unit and year, from 1, no gap, none twice, and only for what was read."""

from __future__ import annotations

import datetime as dt
from functools import partial

import pytest
from django.db import IntegrityError, transaction

from dondoc.documents import errors, services
from dondoc.documents.choices import State
from dondoc.documents.incoming.models import Arrival, ArrivalSeries
from dondoc.documents.incoming.numbering import give_number, sender_of
from dondoc.documents.models import Document
from tests import world as worlds
from tests.documents.at_once import at_once
from tests.documents.test_register import NOTICE
from tests.world import NOW, TODAY


@pytest.fixture(autouse=True)
def _files(kept_files):
    """Keep the files of a test in its own folder."""


def register(world, number, *, now=NOW, who="clerk"):
    """Register a notice with a number of its own."""
    text = NOTICE.replace("Số: 12/", f"Số: {number}/")
    return services.register(data=text.encode(), name=f"{number}.txt", actor=getattr(world, who), now=now)


def numbers(**only):
    """Return the numbers that were given, in order."""
    return list(Arrival.objects.filter(**only).order_by("year", "number").values_list("number", flat=True))


def test_a_registered_document_gets_the_next_number(world):
    """With the day on which it came; nothing else is filled in for anybody."""
    first, second = register(world, 12), register(world, 13)

    assert (first.arrivals.get().number, second.arrivals.get().number) == (1, 2)
    assert (first.arrivals.get().year, first.arrivals.get().arrived_on, first.arrivals.get().unit) == (
        2026,
        TODAY,
        world.office,
    )
    assert (first.arrivals.get().due_date, first.arrivals.get().state, first.arrivals.get().priority) == (
        None,
        "new",
        "0",
    )


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        # Việt Nam is seven hours ahead of UTC.
        pytest.param(dt.datetime(2026, 12, 31, 16, 59, tzinfo=dt.UTC), (2026, 2), id="a-minute-before-midnight"),
        pytest.param(dt.datetime(2026, 12, 31, 17, 0, tzinfo=dt.UTC), (2027, 1), id="at-midnight-in-viet-nam"),
        pytest.param(dt.datetime(2027, 1, 1, 0, 0, tzinfo=dt.UTC), (2027, 1), id="at-midnight-in-utc"),
    ],
)
def test_the_series_starts_anew_each_year(world, moment, expected):
    """On 1 January, Vietnam time."""
    register(world, 12)

    arrival = register(world, 13, now=moment).arrivals.get()

    assert (arrival.year, arrival.number) == expected


def test_each_unit_has_its_own_series(world):
    """A centre that keeps its own register starts at 1 as well."""
    register(world, 12)
    ours = worlds.document(world, [], registered_in=world.centre)

    assert give_number(ours).number == 1


def test_a_refused_document_takes_no_number(world):
    """The next one gets the number after the last that was given."""
    register(world, 12)
    for attempt in (lambda: register(world, 12), lambda: register(world, 14, who="officer")):
        with pytest.raises((errors.AlreadyRegistered, errors.MayNotRegister)):
            attempt()
    with pytest.raises(errors.Unreadable):
        services.register(data=("MẬT\n\n" + NOTICE).encode(), name="mat.txt", actor=world.clerk, now=NOW)

    assert register(world, 15).arrivals.get().number == 2
    assert numbers() == [1, 2]


def test_an_act_that_fails_after_its_number_gives_it_back(world, monkeypatch):
    """The number stands in the act's transaction."""

    def fail(*_arguments, **_options):
        raise RuntimeError("the disk is full")

    with monkeypatch.context() as broken:
        broken.setattr("dondoc.documents.services.registering.record_reading", fail)
        with pytest.raises(RuntimeError):
            register(world, 12)

    assert (Document.objects.count(), ArrivalSeries.objects.count()) == (0, 0)
    assert register(world, 12).arrivals.get().number == 1


def test_a_scan_has_no_number_until_it_is_read(world):
    """One that is removed before, or is refused, leaves no gap."""
    scan = Document.objects.create(
        file=worlds.StoredFile.objects.create(sha256="f" * 64, size=1, content="ff/f"), file_name="quet.pdf",
        state=State.READING, is_scan=True, text="", reading=services.registering.NOTHING_READ,
        registered_in=world.office, registered_by=world.clerk, registered_at=NOW,
    )  # fmt: skip
    services.remove(document=scan, actor=world.clerk, now=NOW)

    assert (numbers(), ArrivalSeries.objects.count()) == ([], 0)
    assert register(world, 12).arrivals.get().number == 1


def test_a_document_from_before_the_book_stays_without_a_number(world, client):
    """And its page says so."""
    old = worlds.document(world, [])
    client.force_login(world.clerk)

    page = client.get(f"/van-ban/{old.pk}/").content.decode()

    assert "Vào sổ chưa có số đến" in page
    assert client.get(f"/van-ban/{old.pk}/den/").status_code == 404


@pytest.mark.parametrize(
    ("issuer", "expected"),
    [
        pytest.param("Sở Khoa học và Công nghệ", "department", id="a-unit-of-ours"),
        pytest.param("Trung tâm", "centre", id="by-its-alias"),
        pytest.param("Ủy ban nhân dân tỉnh", None, id="from-outside"),
        pytest.param("", None, id="no-issuer"),
    ],
)
def test_who_sent_it(world, issuer, expected):
    """The one unit of ours that goes by the issuer's name, or nobody."""
    assert sender_of(issuer, TODAY) == (getattr(world, expected) if expected else None)


@pytest.mark.parametrize(
    "change",
    [
        pytest.param({"number": 7}, id="another-number"),
        pytest.param({"year": 2025}, id="another-year"),
    ],
)
def test_the_database_keeps_numbers_as_they_were_given(world, change):
    """Whatever the code does."""
    arrival = worlds.arrival(world)

    with pytest.raises(IntegrityError), transaction.atomic():
        Arrival.objects.filter(pk=arrival.pk).update(**change)

    arrival.refresh_from_db()
    assert (arrival.number, arrival.year) == (1, 2026)


def test_the_database_lets_no_number_go(world):
    """A deleted row would be a gap."""
    arrival = worlds.arrival(world)

    with pytest.raises(IntegrityError), transaction.atomic():
        arrival.delete()

    assert numbers() == [1]


@pytest.mark.django_db(transaction=True)
def test_many_clerks_at_once(kept_files):
    """No number twice and none left out, also where some of them are refused: two bring the same document."""
    world = worlds.build()
    wanted = [20, 21, 22, 23, 20, 21]

    outcomes = at_once(*(partial(register, world, number) for number in wanted))

    taken = [outcome for outcome in outcomes if isinstance(outcome, Document)]
    refused = [outcome for outcome in outcomes if isinstance(outcome, errors.AlreadyRegistered)]
    assert (len(taken), len(refused)) == (4, 2)
    assert numbers() == [1, 2, 3, 4]
    assert ArrivalSeries.objects.get().last == 4
