"""Jobs that say what happens to them, a line each in a file, and end when another file appears."""

from __future__ import annotations

import datetime as dt
import os
import time
from pathlib import Path

from dondoc.background.registry import job


def note(trace: str, word: str) -> None:
    """Add a line in one write, so that lines of several processes do not mix."""
    with Path(trace).open("a") as stream:
        stream.write(f"{word} {os.getpid()}\n")


@job("napping.touch")
def touch(*, now: dt.datetime, trace: str, word: str) -> None:
    """Say that it ran."""
    note(trace, word)


@job("napping.wait")
def wait(*, now: dt.datetime, trace: str, until: str) -> None:
    """Wait for a file."""
    note(trace, "start")
    while not Path(until).exists():
        time.sleep(0.02)
    note(trace, "end")


@job("napping.hurry", time_limit=dt.timedelta(seconds=0.3))
def hurry(*, now: dt.datetime, trace: str) -> None:
    """Take longer than it may."""
    note(trace, "start")
    time.sleep(60)
    note(trace, "end")


@job("napping.hold_on", time_limit=dt.timedelta(seconds=0.3))
def hold_on(*, now: dt.datetime, trace: str) -> None:
    """Take longer than it may, and go on with the next thing whatever happens."""
    for _attempt in range(3):
        try:
            note(trace, "start")
            time.sleep(60)
        except Exception:
            note(trace, "swallowed")


@job("napping.fail")
def fail(*, now: dt.datetime, trace: str) -> None:
    """Fail."""
    note(trace, "start")
    raise ValueError("a reason to fail")
