"""Systems of their own, with the demo organisation in them, that the tests back up, restore and harm."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest
from django.db.backends.base.base import BaseDatabaseWrapper

from tests.conftest import ROOT

SECRET = "a-secret-that-no-archive-may-hold"
# All of it, but for the entry by which a restore tells of itself.
STATE = """
import json, django; django.setup()
from dondoc.audit.models import Entry
from dondoc.operations import databases
state = databases.here().content("default")
if "audit_entry" in state:
    entries = Entry.objects.exclude(act="operations.restore").order_by("pk")
    state["audit_entry"] = list(entries.values_list("pk", "act", "who_digest", "what_digest"))
print(json.dumps(state, sort_keys=True))
"""
FILL = """
import datetime as dt, django; django.setup()
from django.core.management import call_command
from pathlib import Path
from dondoc.audit import sealing
from dondoc.kernel.clock import now
from dondoc.organization.accounts.sessions import SessionStore
call_command("migrate", verbosity=0)
call_command("demo", notice=Path({sample!r}))
sealing.seal_all(now=now() + dt.timedelta(hours=1))
session = SessionStore(); session["who"] = "somebody"; session.create()
print(session.session_key)
"""


@dataclass(frozen=True)
class System:
    """One installation: a home, a database, and the commands over it."""

    environment: dict[str, str]
    home: Path

    def run(self, *words: str, **options) -> subprocess.CompletedProcess[str]:
        """Run one command to its end."""
        command = (sys.executable, "-m", "dondoc", *words)
        return subprocess.run(
            command, env=self.environment, capture_output=True, text=True, check=False, timeout=120, **options
        )

    def start(self, *words: str) -> subprocess.Popen[bytes]:
        """Start one command."""
        command = (sys.executable, "-m", "dondoc", *words)
        return subprocess.Popen(
            command, env=self.environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
        )

    def python(self, program: str, *words: str) -> str:
        """Run a program with the product's settings and return what it prints."""
        done = subprocess.run(
            (sys.executable, "-c", program, *words),
            env=self.environment | {"DJANGO_SETTINGS_MODULE": "dondoc.config.settings"},
            capture_output=True, text=True, check=True, timeout=120,
        )  # fmt: skip
        return done.stdout.strip()

    def state(self) -> str:
        """Return the content of every table, counted and hashed."""
        return self.python(STATE)

    @property
    def is_postgresql(self) -> bool:
        """Say which kind of database it has."""
        return self.environment.get("DATABASE_URL", "").startswith("postgres")


@contextlib.contextmanager
def a_system(folder: Path, name: str) -> Iterator[System]:
    """Make an empty system; its database, on PostgreSQL, goes away at the end."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("DONDOC_", "DJANGO_"))}
    home = folder / name
    kept |= {"DONDOC_HOME": str(home), "DONDOC_DEMO": "1", "DONDOC_SECRET_KEY": SECRET, "PYTHONPATH": str(ROOT / "src")}
    address = os.environ.get("DATABASE_URL", "")
    if not address.startswith("postgres"):
        yield System(kept, home)
        return
    server_address, database = address.rsplit("/", 1)[0], f"dondoc_{name}_{os.getpid()}"
    with psycopg.connect(f"{server_address}/postgres", autocommit=True) as server:
        server.execute(f"CREATE DATABASE {database}")
        try:
            yield System({**kept, "DATABASE_URL": f"{server_address}/{database}"}, home)
        finally:
            for left in (database, f"{database}_restoring", f"{database}_replaced"):
                server.execute(f"DROP DATABASE IF EXISTS {left} WITH (FORCE)")


@pytest.fixture(scope="module")
def filled(tmp_path_factory) -> Iterator[tuple[System, str]]:
    """A system with the demo organisation, one document and somebody signed in; and the key of the session."""
    with a_system(tmp_path_factory.mktemp("filled"), "filled") as system:
        system.home.mkdir()
        yield system, system.python(FILL.format(sample=str(ROOT / "samples" / "thong-bao-ket-luan.txt")))


@pytest.fixture(scope="module")
def system(filled) -> System:
    """The filled system. A test that changes it must leave it as it was."""
    return filled[0]


@pytest.fixture(scope="module")
def archive(system, tmp_path_factory) -> Path:
    """A backup of the filled system."""
    folder = tmp_path_factory.mktemp("archive")
    done = system.run("backup", str(folder))
    assert (done.returncode, done.stderr) == (0, "")
    (path,) = folder.iterdir()
    return path


@pytest.fixture
def empty(tmp_path) -> Iterator[System]:
    """A system with nothing in it."""
    with a_system(tmp_path, "empty") as system:
        yield system


@pytest.fixture
def copies(transactional_db, django_db_blocker, monkeypatch):
    """Let a test open the copies that a backup makes: a test case forbids what the settings do not name."""
    monkeypatch.setattr(BaseDatabaseWrapper, "ensure_connection", django_db_blocker._real_ensure_connection)
