"""A real worker that is killed in the middle of a scan: another reads it, and nothing is there twice."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.background.conftest import QUICK, Yard, clerk, environment, eventually, yard
from tests.documents.test_register import NOTICE

__all__ = ["clerk", "environment", "yard"]

# The reader stops in the middle of a scan until the gate opens, then sees a notice on it.
SLOW = f"""
import datetime as dt, django, hashlib, time
from pathlib import Path
django.setup()
from dondoc import reading
from dondoc.background.worker import Worker
from dondoc.reading.model import Source
def read(data, *, name, is_recognised=True):
    with Path({{trace!r}}).open("a") as trace:
        trace.write("start\\n")
    while not Path({{gate!r}}).exists():
        time.sleep(0.02)
    return reading.read_text({{text!r}}, source=Source(name, hashlib.sha256(data).hexdigest(), "text/plain"))
reading.read = read
{QUICK}
"""
# A scan that waits, sent by the clerk of a small organisation.
SEND = """
import django
django.setup()
from dondoc import reading
from dondoc.documents import services
from dondoc.kernel.clock import now
from dondoc.reading.errors import Unreadable
from tests import world
def read(data, *, name, is_recognised=True):
    raise Unreadable("scan")
reading.read = read
services.receive(data=b"scan", name="quet.png", actor=world.build().clerk, now=now())
"""
STATES = "list(__import__('dondoc.documents.models', fromlist=['x']).Document.objects.values_list('state', flat=True))"
COUNTS = (
    "[__import__('dondoc.documents.models', fromlist=['x']).Directive.objects.count(),"
    " __import__('dondoc.tasks.models', fromlist=['x']).Proposal.objects.count(),"
    " Job.objects.filter(name='documents.read_scan', done_at=None).count()]"
)


def work(yard: Yard, environment: dict[str, str]) -> subprocess.Popen[bytes]:
    """Start a worker whose reader waits at the gate."""
    told: dict[str, Any] = {"trace": str(yard.trace), "gate": str(yard.gate), "text": NOTICE}
    return yard.look_after(subprocess.Popen([sys.executable, "-c", SLOW.format(**told)], env=environment))


@pytest.mark.usefixtures("clerk")
def test_a_scan_in_the_middle_is_read_by_the_next_worker(yard: Yard, environment: dict[str, str]) -> None:
    """Kill -9: the scan still waits, then is one document with its proposals once."""
    root = str(Path(__file__).resolve().parents[2])
    subprocess.run([sys.executable, "-c", SEND], env=environment, check=True, cwd=root)
    killed = work(yard, environment)
    eventually(lambda: yard.lines("start"))
    killed.send_signal(signal.SIGKILL)
    killed.wait()
    assert yard.ask(STATES) == "['reading']"

    work(yard, environment)
    eventually(lambda: len(yard.lines("start")) == 2)
    yard.gate.touch()

    eventually(lambda: yard.ask(STATES) == "['reviewing']")
    eventually(lambda: yard.ask(COUNTS) == "[2, 2, 0]")
