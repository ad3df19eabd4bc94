"""A backup takes the place of what was there, all of it or nothing."""

from __future__ import annotations

import gzip
import io
import json
import os
import shutil
import signal
import sqlite3
import tarfile
import time
from pathlib import Path

import psycopg
import pytest

from tests.operations.conftest import System
from tests.operations.test_backup import manifest_of

pytestmark = pytest.mark.slow


def rewritten(source: Path, target: Path, change) -> Path:
    """Write an archive anew, each member as `change(name, bytes)` returns it; None leaves it out."""
    with tarfile.open(source) as old, tarfile.open(target, "w:gz") as new:
        for member in old:
            data = change(member.name, old.extractfile(member).read())
            if data is not None:
                member.size = len(data)
                new.addfile(member, io.BytesIO(data))
    return target


def with_manifest(**fields):
    """Return a change that says something else in the manifest."""
    return lambda name, data: json.dumps(json.loads(data) | fields).encode() if name == "manifest.json" else data


def without(part):
    """Return a change that leaves members out."""
    return lambda name, data: None if name.startswith(part) else data


def spoilt(part):
    """Return a change that alters the last byte of members."""
    return lambda name, data: data[:-1] + b"\x07" if name.startswith(part) else data


def cut(source, target):
    """Cut an archive off."""
    target.write_bytes(source.read_bytes()[:-2000])


def flip(source, target):
    """Alter a byte in the middle."""
    data = bytearray(source.read_bytes())
    data[len(data) // 2] ^= 0xFF
    target.write_bytes(data)


def climbing(source, target):
    """Put a member outside of where it belongs."""
    shutil.copy(source, target)
    with tarfile.open(target, "w:gz") as new:
        info = tarfile.TarInfo("files/../../evil")
        info.size = 4
        new.addfile(info, io.BytesIO(b"evil"))


HARMS = {
    "cut-off": cut,
    "flipped": flip,
    "empty": lambda source, target: target.touch(),
    "text": lambda source, target: target.write_text("không phải bản sao lưu"),
    "other-gzip": lambda source, target: target.write_bytes(gzip.compress(b"x" * 5000)),
    "absent": lambda source, target: None,
    "climbing": climbing,
    "no-manifest": lambda source, target: rewritten(source, target, without("manifest")),
    "no-database": lambda source, target: rewritten(source, target, without("database")),
    "no-file": lambda source, target: rewritten(source, target, without("files/")),
    "file-altered": lambda source, target: rewritten(source, target, spoilt("files/")),
    "database-altered": lambda source, target: rewritten(source, target, spoilt("database")),
    "tables-differ": lambda source, target: rewritten(source, target, with_manifest(tables={})),
    "newer": lambda source, target: rewritten(
        source, target, with_manifest(version="99.0", migrations=["tasks.9999_future"])
    ),
    "other-database": lambda source, target: rewritten(source, target, with_manifest(database="oracle")),
    "other-schema": lambda source, target: rewritten(source, target, with_manifest(schema="dondoc.backup/9")),
}
SENTENCES = {"newer": "phiên bản mới hơn (99.0)", "other-database": "Bản sao lưu của oracle"}


@pytest.fixture(scope="module")
def before(system) -> str:
    """What the filled system holds: no test here leaves anything else in it."""
    return system.state()


def files_of(system: System) -> list[Path]:
    """Return what lies in the home, but for what SQLite puts beside a database that is open."""
    return sorted(path for path in system.home.rglob("*") if not path.name.endswith(("-wal", "-shm")))


@pytest.mark.parametrize("harm", HARMS)
def test_what_cannot_be_taken_is_one_sentence(system, before, archive, tmp_path, harm):
    """And nothing is changed."""
    files = files_of(system)
    target = tmp_path / "harmed.tar.gz"
    HARMS[harm](archive, target)

    done = system.run("restore", "--replace", str(target))

    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
    assert SENTENCES.get(harm, "bị hỏng hoặc không phải bản sao lưu") in done.stderr
    assert (system.state(), files_of(system)) == (before, files)


def test_data_are_not_overwritten_unasked(system, before, archive):
    """Only with --replace."""
    done = system.run("restore", str(archive))

    assert (done.returncode, "--replace" in done.stderr) == (2, True)
    assert system.state() == before


def hold(system: System):
    """Open the database as a server does."""
    if system.is_postgresql:
        return psycopg.connect(system.environment["DATABASE_URL"])
    connection = sqlite3.connect(system.home / "dondoc.sqlite3")
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("SELECT count(*) FROM audit_entry").fetchone()
    return connection


def test_a_running_system_is_not_replaced(system, before, archive):
    """The sentence says what to stop."""
    connection = hold(system)

    done = system.run("restore", "--replace", str(archive))
    connection.close()

    assert (done.returncode, "Hãy dừng máy chủ web" in done.stderr) == (2, True)
    assert system.state() == before


NEWS = """
import django; django.setup()
from dondoc.organization.models import Unit
Unit.objects.create(kind="division", name="Phòng mới lập sau khi sao lưu", short_name="PM")
"""


def test_kill_9_at_any_moment_leaves_the_old_or_the_new(archive, empty):
    """Never something between; and the next restore succeeds."""
    assert empty.run("restore", str(archive)).returncode == 0
    new = empty.state()
    started = time.monotonic()
    assert empty.run("restore", "--replace", str(archive)).returncode == 0
    lasts = time.monotonic() - started
    empty.python(NEWS)
    old = empty.state()
    seen = []
    for step in range(1, 6):
        process = empty.start("restore", "--replace", str(archive))
        time.sleep(lasts * (0.3 + 0.14 * step))
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        seen.append(empty.state())
        if seen[-1] == new:
            empty.python(NEWS)
            old = empty.state()
        else:
            assert seen[-1] == old
        assert empty.run("audit", "verify").returncode == 0

    done = empty.run("restore", "--replace", str(archive))
    assert (done.returncode, empty.state()) == (0, new)
    assert old not in (new, None)


def test_an_older_archive_says_what_comes_next(archive, tmp_path, empty):
    """Migrations are still to be applied."""
    migrations = [name for name in manifest_of(archive)["migrations"] if not name.startswith("audit.0004")]
    older = rewritten(archive, tmp_path / "older.tar.gz", with_manifest(migrations=migrations))

    done = empty.run("restore", str(older))

    assert (done.returncode, "dondoc manage migrate" in done.stdout) == (0, True)
