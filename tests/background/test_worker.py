"""Real workers over a real database: what happens to work when processes die."""

from __future__ import annotations

import signal

import pytest

from .conftest import Yard, eventually

# Attempts, and whether the job is done, given up, held.
STATE = "[(j.attempts, bool(j.done_at), bool(j.failed_at), bool(j.lease_until)) for j in jobs.all()]"


class TestKilledWorker:
    """A worker that ends without a word (kill -9, out of memory, power cut)."""

    def test_its_work_is_delivered_again(self, yard: Yard) -> None:
        """Another worker does the job once the lease has run out, and the job counts two attempts."""
        yard.enqueue("napping.wait", "document:1", until=str(yard.gate))
        killed = yard.work()
        eventually(lambda: yard.lines("start"))
        killed.send_signal(signal.SIGKILL)
        killed.wait()

        yard.work()
        eventually(lambda: len(yard.lines("start")) == 2)
        yard.gate.touch()

        eventually(lambda: yard.lines("end"))
        eventually(lambda: yard.ask(STATE) == "[(2, True, False, False)]")
        assert len(yard.lines("end")) == 1

    def test_idle_worker_leaves_nothing_locked(self, yard: Yard) -> None:
        """Work asked for after an idle worker was killed is done by the next one."""
        yard.enqueue("napping.touch", "first", word="first")
        killed = yard.work()
        eventually(lambda: yard.lines("first"))
        killed.send_signal(signal.SIGKILL)
        killed.wait()

        yard.enqueue("napping.touch", "second", word="second")
        yard.work()

        assert len(eventually(lambda: yard.lines("second"))) == 1


class TestRunningWork:
    """Work that goes on."""

    def test_long_work_is_not_given_to_a_second_worker(self, yard: Yard) -> None:
        """A job that outlasts its lease keeps it as long as its worker lives; others go past it."""
        yard.enqueue("napping.wait", "long", until=str(yard.gate))
        yard.work()
        eventually(lambda: yard.lines("start"))
        leased_until = yard.ask("jobs.get().lease_until")
        yard.work()
        eventually(lambda: yard.ask("jobs.get(key='long').lease_until") > leased_until)
        eventually(lambda: yard.ask("now()") > leased_until)
        yard.enqueue("napping.touch", "short", word="short")
        eventually(lambda: yard.lines("short"))
        yard.gate.touch()

        eventually(lambda: yard.lines("end"))
        assert len(yard.lines("start")) == 1

    def test_two_workers_share_the_work(self, yard: Yard) -> None:
        """Each of many jobs is done once."""
        keys = [f"job:{number}" for number in range(60)]
        yard.enqueue("napping.touch", *keys, word="done")
        yard.work()
        yard.work()

        eventually(lambda: len(yard.lines("done")) >= 60)
        eventually(lambda: yard.ask("jobs.open().count()") == "0")
        assert len(yard.lines("done")) == 60

    @pytest.mark.parametrize("name", ["napping.hurry", "napping.hold_on"])
    def test_work_past_its_limit_is_stopped_and_noted(self, yard: Yard, name: str) -> None:
        """The attempt ends, the reason is kept, and the worker goes on; work that catches every error ends too."""
        yard.enqueue(name, "slow")
        yard.work()
        eventually(lambda: yard.lines("start"))

        eventually(lambda: yard.ask("jobs.get().error").startswith("TimeLimitReached"))
        yard.enqueue("napping.touch", "next", word="next")
        eventually(lambda: yard.lines("next"))
        assert yard.lines("end") + yard.lines("swallowed") == []


class TestToldToStop:
    """SIGTERM."""

    def test_idle_worker_ends(self, yard: Yard) -> None:
        """An idle worker ends by itself."""
        yard.enqueue("napping.touch", "first", word="first")
        worker = yard.work()
        eventually(lambda: yard.lines("first"))

        worker.terminate()

        assert worker.wait(30) == 0

    def test_running_work_is_put_back(self, yard: Yard) -> None:
        """Work that does not end in time is put back at once, and the attempt does not count."""
        yard.enqueue("napping.wait", "long", until=str(yard.gate))
        worker = yard.work()
        eventually(lambda: yard.lines("start"))

        worker.terminate()

        assert worker.wait(30) == 0
        assert yard.ask(STATE) == "[(0, False, False, False)]"
