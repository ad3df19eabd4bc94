"""What all tests share: no network beyond this machine, and parts of the machine that may be missing."""

from __future__ import annotations

import os
import shutil
import signal
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from django.test import TransactionTestCase

from tests import world as worlds

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
# Debian's program and package for each part that real tests need.
PARTS = {
    "chromium": ("chromium", "chromium"),
    "tesseract": ("tesseract", "tesseract-ocr tesseract-ocr-vie"),
    "pdftoppm": ("pdftoppm", "poppler-utils"),
    "pdfsig": ("pdfsig", "poppler-utils"),
    "softhsm": ("softhsm2-util", "softhsm2"),
    "git": ("git", "git"),
    "soffice": ("soffice", "libreoffice-writer-nogui"),
}
# Programs that tests start find the product in the work tree too, when it is not installed.
os.environ.setdefault("PYTHONPATH", str(ROOT / "src"))
LOCAL = ("127.0.0.1", "::1", "localhost")


def pytest_configure(config: pytest.Config) -> None:
    """Name the marker of missing parts, keep sockets on this machine, let programs that tests start hear Ctrl-C."""
    config.addinivalue_line("markers", "needs(part): a program of the machine that the test uses for real")
    # A shell lets what it starts in the background ignore the signal, and their children with them.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    # Tests say what is right; how fast it is, the benchmarks say.
    hypothesis.settings.register_profile("untimed", deadline=None)
    hypothesis.settings.load_profile("untimed")
    _stay_here()
    _empty_the_log_between_tests()


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip a test whose part is missing, in one clear line; where CI is set that is a failure."""
    for mark in item.iter_markers("needs"):
        for part in mark.args:
            need(part)


def need(part: str) -> str:
    """Return the path of a program, or skip (fail, in CI) the test that cannot do without it."""
    program, package = PARTS[part]
    found = shutil.which(program)
    if found is None:
        sentence = f"{program} is not installed (Debian: apt-get install --no-install-recommends {package})"
        if os.environ.get("CI"):
            pytest.fail(sentence, pytrace=False)
        pytest.skip(sentence)
    return found


@pytest.fixture
def root() -> Path:
    """The folder of the project."""
    return ROOT


@pytest.fixture
def shared() -> Path:
    """The folder of real documents beside the project; tests that use it are skipped where it is absent."""
    if not SHARED.is_dir():
        pytest.skip("the folder of real documents (../shared) is not here")
    return SHARED


@pytest.fixture
def kept_files(settings: Any, tmp_path: Path) -> Path:
    """The folder in which the product keeps the files of this test."""
    folder = tmp_path / "kept"
    folder.mkdir()
    store = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": folder}}
    settings.STORAGES = settings.STORAGES | {"default": store}
    return folder


@pytest.fixture
def world(db) -> worlds.World:
    """A small organisation in the database."""
    return worlds.build()


def pytest_addoption(parser):
    """Let a meant change of the query counts be written down."""
    parser.addoption("--update-query-counts", action="store_true", help="write tests/query_counts.json anew")


def _stay_here() -> None:
    """Let sockets reach this machine only: a test that asks the network for something fails at once."""
    real: Callable[[socket.socket, Any], None] = socket.socket.connect

    def connect(self: socket.socket, address: Any) -> None:
        if self.family != socket.AF_UNIX and address[0] not in LOCAL:
            raise RuntimeError(f"a test asked for the network: {address}")
        real(self, address)

    socket.socket.connect = connect  # type: ignore[method-assign,assignment]


@contextmanager
def log_unguarded() -> Iterator[None]:
    """Take away the triggers that keep records as they are, as somebody who owns the database can."""
    from django.db import connection

    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET session_replication_role = replica")
            yield
            cursor.execute("SET session_replication_role = DEFAULT")
            return
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        triggers = cursor.fetchall()
        for name, _sql in triggers:
            cursor.execute(f"DROP TRIGGER {name}")
        yield
        # Some are written anew after every migration, and emptying the database counts as one.
        cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        there = {name for (name,) in cursor.fetchall()}
        for name, sql in triggers:
            if name not in there:
                cursor.execute(sql)


def _empty_the_log_between_tests() -> None:
    """Let a test with real transactions empty the database after itself, the log and closed files included."""
    real = TransactionTestCase._fixture_teardown

    def teardown(self: TransactionTestCase) -> None:
        with log_unguarded():
            real(self)

    TransactionTestCase._fixture_teardown = teardown  # type: ignore[method-assign]
