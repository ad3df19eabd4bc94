"""Processes that live and die together."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from dondoc.cli.supervisor import RESTARTS, Child, Supervisor

PATIENCE = 30.0
SLEEP = "import time; time.sleep(600)"
DEAF = "import os, signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); os.write({}, b'.'); time.sleep(600)"
# A supervisor that says which children it has and then waits.
PARENT = f"""
import os, sys, time
from dondoc.cli.supervisor import Child, Supervisor
child = Child("sleeper", (sys.executable, "-c", {SLEEP!r}))
Supervisor([child], os.environ).start()
print(child.process.pid, flush=True)
time.sleep(600)
"""


def child(program: str) -> Child:
    """Return a child that runs a program."""
    return Child("child", (sys.executable, "-c", program))


def eventually(fact: Callable[[], bool]) -> None:
    """Wait until the fact is true."""
    deadline = time.monotonic() + PATIENCE
    while not fact():
        assert time.monotonic() < deadline, "it did not come about"
        time.sleep(0.02)


def is_running(pid: int) -> bool:
    """Say whether a process lives (one that is dead but not yet taken note of does not)."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


def test_told_to_end_it_ends_all() -> None:
    """A signal ends the watch, and stopping ends every child."""
    children = [child(SLEEP), child(SLEEP)]
    supervisor = Supervisor(children, os.environ)
    supervisor.start()
    timer = threading.Timer(0.3, supervisor._stop.set)
    timer.start()

    dying = supervisor.watch()
    supervisor.stop()

    assert dying is None
    assert [one.process.returncode for one in children if one.process] == [-signal.SIGTERM] * 2


def test_one_that_dies_is_started_again() -> None:
    """A child that is killed comes back as another process; the others go on."""
    first, second = children = [child(SLEEP), child(SLEEP)]
    supervisor = Supervisor(children, os.environ)
    supervisor.start()
    assert first.process
    assert second.process
    killed, kept = first.process, second.process
    killed.kill()
    killed.wait()

    dying = supervisor.check()

    assert dying is None
    assert first.process.pid != killed.pid
    assert second.process is kept
    supervisor.stop()


def test_one_that_dies_too_often_ends_the_run() -> None:
    """A child that cannot stay up is started again a few times and then named."""
    broken = child("raise SystemExit(1)")
    supervisor = Supervisor([child(SLEEP), broken], os.environ)
    supervisor.start()

    dying = supervisor.watch()
    supervisor.stop()

    assert dying is broken
    assert len(broken.deaths) == RESTARTS + 1


def test_deaths_long_ago_do_not_count() -> None:
    """Only deaths within the window count."""
    sturdy = child(SLEEP)

    assert all(sturdy.may_restart(now=hour * 3600.0) for hour in range(RESTARTS * 3))


def test_one_that_does_not_listen_is_killed(monkeypatch: pytest.MonkeyPatch) -> None:
    """A child that ignores SIGTERM is ended by force."""
    monkeypatch.setattr("dondoc.cli.supervisor.STOP_SECONDS", 0.2)
    reader, writer = os.pipe()
    deaf = Child("deaf", (sys.executable, "-c", DEAF.format(writer)), fds=(writer,))
    supervisor = Supervisor([deaf], os.environ)
    supervisor.start()
    os.close(writer)
    assert os.read(reader, 1) == b"."
    os.close(reader)

    supervisor.stop()

    assert deaf.process
    assert deaf.process.returncode == -signal.SIGKILL


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a child that its parent has died")
def test_children_do_not_outlive_a_killed_supervisor() -> None:
    """kill -9 of the supervisor leaves no process behind."""
    words = (sys.executable, "-c", PARENT)
    with subprocess.Popen(words, stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout
        pid = int(parent.stdout.readline())
        assert is_running(pid)

        parent.kill()

    eventually(lambda: not is_running(pid))
