"""The log is chained: what is altered, removed or cut off is found."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import transaction

from dondoc.audit import jobs, sealing, services
from dondoc.audit.models import Entry, Seal
from tests.world import NOW

SETTLED = NOW + dt.timedelta(hours=1)


@pytest.fixture
def log(world):
    """Three entries under one seal."""
    for number in range(3):
        write(world, number)
    sealing.seal(now=SETTLED)
    return list(Entry.objects.order_by("pk"))


def write(world, number):
    """Write one entry."""
    with transaction.atomic():
        return services.record(
            act="test.act", subject=f"thing:{number}", actor=world.clerk, now=NOW, after={"n": number}
        )


def test_an_entry_says_who_in_which_post(world):
    """As it was at that moment."""
    entry = write(world, 1)

    assert (entry.actor, entry.post, entry.at) == (world.clerk, "Văn thư", NOW)


@pytest.mark.django_db(transaction=True)
def test_an_entry_outside_a_transaction_is_refused(world):
    """It must stand or fall with its act."""
    with pytest.raises(RuntimeError):
        services.record(act="test.act", subject="thing:1", actor=world.clerk, now=NOW)

    assert Entry.objects.count() == 0


def test_an_untouched_log_is_whole(log):
    """And what no seal covers yet is counted."""
    assert sealing.check() == sealing.Check(seals=1, broken=None, unsealed=0)


@pytest.mark.parametrize(
    "harm",
    [
        pytest.param(lambda log: Entry.objects.filter(pk=log[1].pk).update(after={"n": 9}), id="altered"),
        pytest.param(lambda log: Entry.objects.filter(pk=log[1].pk).delete(), id="removed"),
        pytest.param(lambda log: Entry.objects.filter(pk=log[2].pk).delete(), id="cut-off"),
        pytest.param(lambda log: Seal.objects.update(previous="1" * 64), id="seal-forged"),
    ],
)
def test_harm_is_found(log, harm):
    """Each names the seal that no longer fits."""
    harm(log)

    assert sealing.check().broken == Seal.objects.get()


def test_seals_follow_each_other(world, log):
    """A second batch builds on the first."""
    write(world, 4)
    sealing.seal(now=SETTLED)

    first, second = Seal.objects.order_by("last")
    assert (second.previous, sealing.check()) == (first.digest, sealing.Check(seals=2, broken=None, unsealed=0))


def test_young_entries_wait(world):
    """Their transactions may not all have committed."""
    write(world, 1)

    assert sealing.seal(now=NOW + dt.timedelta(minutes=1)) is None
    assert sealing.check().unsealed == 1


def test_the_job_may_run_twice(world):
    """The second run has nothing to do."""
    write(world, 1)

    assert [jobs.seal(now=SETTLED), jobs.seal(now=SETTLED)] == [1, 0]
