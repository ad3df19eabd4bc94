"""The queue by itself: each act against a given moment."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest

from dondoc.background import registry, services
from dondoc.background.models import Job

NOW = dt.datetime(2026, 11, 16, 3, 0, tzinfo=dt.UTC)  # 10:00 in Việt Nam
SECOND = dt.timedelta(seconds=1)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def kinds(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A registry that holds three kinds of jobs."""
    monkeypatch.setattr(registry, "_kinds", {})
    registry.job("test.plain")(lambda *, now: None)
    registry.job("test.hourly", every=dt.timedelta(hours=1))(lambda *, now: None)
    registry.job("test.morning", daily=dt.time(7, 30))(lambda *, now: None)
    return


def add(key: str = "one", *, now: dt.datetime = NOW) -> None:
    """Queue a plain job."""
    services.enqueue("test.plain", key=key, now=now)


def take(now: dt.datetime = NOW) -> Job:
    """Take a job that is there."""
    job = services.take(worker="worker", now=now)
    assert job is not None
    return job


class TestEnqueue:
    """Asking for work."""

    def test_the_same_key_is_queued_once(self) -> None:
        """Asking twice changes nothing, whether the job waits or is done."""
        add()
        add()
        services.finish(take(), now=NOW)
        add()

        assert Job.objects.count() == 1
        assert services.take(worker="worker", now=NOW) is None

    def test_unknown_work_is_refused(self) -> None:
        """A name that no app has registered is an error of the caller, and nothing is queued."""
        with pytest.raises(LookupError):
            services.enqueue("test.unheard", key="one", now=NOW)

        assert not Job.objects.exists()

    def test_work_waits_for_its_moment(self) -> None:
        """A job with a later moment is not taken before."""
        services.enqueue("test.plain", key="later", now=NOW, run_at=NOW + SECOND)

        assert services.take(worker="worker", now=NOW) is None
        assert take(NOW + SECOND).key == "later"


class TestTake:
    """Taking work."""

    def test_oldest_first(self) -> None:
        """Work is taken in the order in which it became due."""
        add("second", now=NOW)
        add("first", now=NOW - SECOND)

        assert [take().key, take().key] == ["first", "second"]

    def test_lease_keeps_others_away_until_it_ends(self) -> None:
        """A job that is held is not taken; one whose lease has ended is."""
        add()
        take()

        assert services.take(worker="other", now=NOW + services.LEASE - SECOND) is None
        assert take(NOW + services.LEASE).attempts == 2

    def test_who_lost_the_lease_cannot_end_the_work(self) -> None:
        """The first worker's report is refused after the job went to another."""
        add()
        lost = take()
        held = take(NOW + services.LEASE)

        assert not services.finish(lost, now=NOW)
        assert not services.fail(lost, error="late", now=NOW)
        assert not services.prolong(lost, now=NOW)
        assert services.finish(held, now=NOW)

    def test_work_that_ends_its_worker_is_given_up(self) -> None:
        """A job whose workers all die is tried so often and no more, and says so."""
        add()
        moment = NOW
        for _ in range(services.MAX_ATTEMPTS):
            take(moment)
            moment += services.LEASE

        assert services.take(worker="worker", now=moment) is None
        assert Job.objects.values_list("failed_at", "error").get() == (moment, services.DIED)


class TestFail:
    """A failed attempt."""

    def test_waits_grow_and_the_last_failure_gives_up(self) -> None:
        """Each attempt waits longer; after the last the job stays, with its error."""
        add()
        moment = NOW
        waits = []
        for _ in range(services.MAX_ATTEMPTS - 1):
            job = take(moment)
            services.fail(job, error="no", now=moment)
            job.refresh_from_db()
            waits.append(job.run_at - moment)
            moment = job.run_at
        services.fail(take(moment), error="no more", now=moment)

        assert waits == list(services.BACKOFF)
        assert Job.objects.values_list("failed_at", "error").get() == (moment, "no more")

    def test_releasing_does_not_count(self) -> None:
        """A job put back by a worker that stops has no attempt more than before and is free at once."""
        add()
        services.release(take())

        assert take().attempts == 1


class TestRecurring:
    """Work that recurs by itself."""

    def test_each_period_once(self) -> None:
        """Any number of workers asking within a period queue one job."""
        for second in range(3):
            services.enqueue_recurring(now=NOW + second * SECOND)

        assert sorted(Job.objects.values_list("key", flat=True)) == [
            "test.hourly@2026-11-16T03:00:00Z",
            "test.morning@2026-11-16",
        ]

    def test_missed_periods_are_not_made_up_for(self) -> None:
        """After three days without a worker each job is queued once, not for each day."""
        services.enqueue_recurring(now=NOW)
        services.enqueue_recurring(now=NOW + dt.timedelta(days=3))

        assert Job.objects.filter(name="test.morning").count() == 2

    def test_daily_work_waits_for_its_time(self) -> None:
        """Before its time of the Vietnamese day the job is not queued."""
        services.enqueue_recurring(now=dt.datetime(2026, 11, 16, 0, 29, tzinfo=dt.UTC))

        assert not Job.objects.filter(name="test.morning").exists()


def test_prune_keeps_what_was_given_up() -> None:
    """Done work goes after its time; failed work and young work stay."""
    for key in ("old", "young", "failed"):
        add(key)
    ended = {"old": NOW - services.KEEP_DONE - SECOND, "young": NOW}
    for key, moment in ended.items():
        Job.objects.filter(key=key).update(done_at=moment)
    Job.objects.filter(key="failed").update(failed_at=NOW - dt.timedelta(days=365))

    assert services.prune(now=NOW) == 1
    assert sorted(Job.objects.values_list("key", flat=True)) == ["failed", "young"]


def test_two_handlers_cannot_share_a_name() -> None:
    """Registering another function under a known name is an error."""
    with pytest.raises(ValueError):
        registry.job("test.plain")(lambda *, now: 1)
