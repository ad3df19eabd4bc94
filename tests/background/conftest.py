"""A database of its own for real workers, and the workers."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest

# No test waits this long unless something is broken.
PATIENCE = 60.0
# A lease short enough to see it end, and signs of life often enough to keep it on a busy machine.
QUICK = "Worker(lease=dt.timedelta(seconds=4), heartbeat=0.3).run()"
START = f"""
import datetime as dt, django
django.setup()
from dondoc.background.worker import Worker
{QUICK}
"""
# Answers an expression a line.
CLERK = """
import sys, django
django.setup()
from dondoc.background import services
from dondoc.background.models import Job
from dondoc.kernel.clock import now
jobs = Job.objects.filter(name__startswith="napping.")  # not the product's own, which recur
for line in sys.stdin:
    print(eval(line), flush=True)
"""


class Yard:
    """A database, a folder, and the workers started over them."""

    def __init__(self, folder: Path, environment: dict[str, str], clerk: subprocess.Popen[str]) -> None:
        self.trace = folder / "trace"
        self.gate = folder / "gate"
        self._environment = environment
        self._clerk = clerk
        self._workers: list[subprocess.Popen[bytes]] = []

    def ask(self, expression: str) -> str:
        """Evaluate an expression over the database, with `jobs`, `Job`, `services` and `now` at hand."""
        assert self._clerk.stdin
        assert self._clerk.stdout
        self._clerk.stdin.write(expression + "\n")
        self._clerk.stdin.flush()
        return self._clerk.stdout.readline().strip()

    def enqueue(self, name: str, *keys: str, **params: str) -> None:
        """Queue a job of this name for each key."""
        params = {"trace": str(self.trace), **params}
        self.ask(f"[services.enqueue({name!r}, key=key, params={params!r}, now=now()) for key in {keys!r}]")

    def work(self) -> subprocess.Popen[bytes]:
        """Start a worker."""
        return self.look_after(subprocess.Popen([sys.executable, "-c", START], env=self._environment))

    def look_after(self, worker: subprocess.Popen[bytes]) -> subprocess.Popen[bytes]:
        """End a worker with the test."""
        self._workers.append(worker)
        return worker

    def lines(self, word: str) -> list[str]:
        """Return what the jobs have noted so far under a word."""
        text = self.trace.read_text() if self.trace.exists() else ""
        return [line for line in text.splitlines() if line.startswith(word)]

    def close(self) -> None:
        """End what still works."""
        for worker in self._workers:
            if worker.poll() is None:
                worker.send_signal(signal.SIGKILL)
            worker.wait()


def eventually(fact: Callable[[], Any]) -> Any:
    """Wait until the fact is true and return it."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        if value := fact():
            return value
        time.sleep(0.02)
    raise AssertionError("it did not come about")


@contextlib.contextmanager
def _database(folder: Path) -> Iterator[str]:
    """Yield the address of an empty database, of the kind that the whole suite runs on."""
    address = os.environ.get("DATABASE_URL", "")
    if not address.startswith("postgres"):
        yield f"sqlite:///{folder / 'queue.sqlite3'}"
        return
    name = f"dondoc_worker_{os.getpid()}"
    server_address = address.rsplit("/", 1)[0]
    with psycopg.connect(f"{server_address}/postgres", autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name}")
        try:
            yield f"{server_address}/{name}"
        finally:
            server.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """The environment of a process that works on a database of these tests."""
    folder = tmp_path_factory.mktemp("yard")
    with _database(folder) as address:
        environment = {
            **os.environ,
            "DATABASE_URL": address,
            "DONDOC_HOME": str(folder),
            "DJANGO_SETTINGS_MODULE": "tests.background.settings",
            "PYTHONPATH": os.pathsep.join(filter(None, sys.path)),
        }
        migrate = (sys.executable, "-m", "django", "migrate", "--verbosity", "0")
        subprocess.run(migrate, env=environment, check=True)
        yield environment


@pytest.fixture(scope="module")
def clerk(environment: dict[str, str]) -> Iterator[subprocess.Popen[str]]:
    """A process that answers questions about the database."""
    words = (sys.executable, "-c", CLERK)
    with subprocess.Popen(words, env=environment, stdin=-1, stdout=-1, text=True) as clerk:
        yield clerk
        clerk.communicate()


@pytest.fixture
def yard(environment: dict[str, str], clerk: subprocess.Popen[str], tmp_path: Path) -> Iterator[Yard]:
    """A queue with nothing in it."""
    yard = Yard(tmp_path, environment, clerk)
    yard.ask("Job.objects.all().delete()")
    yield yard
    yard.close()
