"""A backup holds everything as it was at one moment, and nothing that is secret."""

from __future__ import annotations

import datetime as dt
import gzip
import json
import os
import re
import resource
import signal
import subprocess
import sys
import tarfile
import time
from pathlib import Path

import pytest

from dondoc.operations import jobs, services
from tests.operations.conftest import SECRET
from tests.world import NOW

pytestmark = pytest.mark.slow
# Writes acts, each with its entry and a row beside it that must come and go together, until it is killed.
WRITER = """
import sys, uuid, django; django.setup()
from django.db import transaction
from dondoc.audit import sealing, services as audit
from dondoc.background.models import Job
from dondoc.kernel.clock import now
from dondoc.organization.models import Person
import datetime as dt
actor = Person.objects.first()
while True:
    with transaction.atomic():
        key = uuid.uuid4().hex
        Job.objects.create(name="test", key=key, created_at=now(), run_at=now())
        audit.record(act="test.act", subject=f"job:{key}", actor=actor, now=now(), after={"text": "x" * 500})
    if sys.argv[1] == "seals":
        sealing.seal(now=now() - dt.timedelta(seconds=1) + sealing.SETTLED)
"""
WITH_SESSIONS = """
import django; django.setup()
from pathlib import Path
from dondoc.kernel import clock
from dondoc.operations import services
from dondoc.operations.databases import content, postgresql, sqlite
content.LEFT_OUT = postgresql.LEFT_OUT = sqlite.LEFT_OUT = ()
services.backup(folder=Path({folder!r}), now=clock.now(), is_verified=False)
"""
SESSIONS = """
import django; django.setup()
from dondoc.organization.accounts.models import Session
print(Session.objects.count())
"""
TOGETHER = """
import django; django.setup()
from dondoc.audit.models import Entry
from dondoc.background.models import Job
jobs = {f"job:{key}" for key in Job.objects.filter(name="test").values_list("key", flat=True)}
entries = set(Entry.objects.filter(act="test.act").values_list("subject", flat=True))
print(len(jobs), jobs == entries)
"""


def manifest_of(path: Path) -> dict:
    """Return the manifest of a backup."""
    with tarfile.open(path) as archive:
        return json.load(archive.extractfile("manifest.json"))


def stored_in(system) -> list[Path]:
    """Return the files that a system keeps, in order; the demo organisation has some."""
    found = sorted(path for path in (system.home / "files").rglob("*") if path.is_file())
    assert found
    return found


def test_what_is_restored_is_what_was_backed_up(system, archive, empty):
    """Row for row; the log holds, the stored files are there."""
    done = empty.run("restore", str(archive))

    assert (done.returncode, done.stderr) == (0, "")
    # The moment in the time of here, as people write it.
    assert re.search(r"bản sao lưu lúc \d\d:\d\d ngày \d{1,2}/\d{1,2}/\d{4}: ", done.stdout)
    assert empty.state() == system.state()
    assert empty.run("audit", "verify", "--anchor", str(archive)).returncode == 0
    doctor = empty.run("doctor", "--all").stdout
    assert f" {len(stored_in(system))} tệp đã lưu còn đủ" in doctor
    assert oct(archive.stat().st_mode & 0o777) == "0o600"


def test_writers_go_on_and_the_backup_is_consistent(tmp_path, system, empty, archive):
    """Acts that two processes write meanwhile are in it whole or not at all."""
    assert empty.run("restore", str(archive)).returncode == 0
    environment = empty.environment | {"DJANGO_SETTINGS_MODULE": "dondoc.config.settings"}
    writers = [subprocess.Popen([sys.executable, "-c", WRITER, word], env=environment) for word in ("seals", "acts")]
    try:
        time.sleep(4)
        before = int(empty.python(TOGETHER).split()[0])
        done = empty.run("backup", str(tmp_path / "backups"))
        during = int(empty.python(TOGETHER).split()[0])
    finally:
        for writer in writers:
            writer.kill()
            writer.wait()

    (made,) = (tmp_path / "backups").iterdir()
    restored = empty.run("restore", "--replace", str(made))
    count, is_consistent = empty.python(TOGETHER).split()
    assert (done.returncode, restored.returncode, done.stderr + restored.stderr) == (0, 0, "")
    assert is_consistent == "True"
    assert 0 < before <= int(count) < during
    assert empty.run("audit", "verify", "--anchor", str(made)).returncode == 0


def test_no_secret_is_in_it(filled, archive):
    """Neither the signing key nor who is signed in; nor may others read the file."""
    _system, session = filled
    content = gzip.decompress(archive.read_bytes())

    assert session.encode() not in content
    assert SECRET.encode() not in content
    assert {"django_session", "organization_session"}.isdisjoint(manifest_of(archive)["tables"])


def test_an_archive_that_held_sessions_opens_none(system, empty, tmp_path):
    """As earlier versions wrote them: it is restored, and whoever was signed in is a stranger."""
    system.python(WITH_SESSIONS.format(folder=str(tmp_path / "b")))
    (made,) = (tmp_path / "b").iterdir()

    done = empty.run("restore", str(made))

    assert "organization_session" in manifest_of(made)["tables"]
    assert (done.returncode, done.stderr) == (0, "")
    assert empty.python(SESSIONS) == "0"


def test_the_manifest_says_what_is_in_it(system, archive):
    """Version, migrations, rows, files, the head of the log."""
    manifest = manifest_of(archive)

    assert manifest["tables"]["organization_unit"]["rows"] > 3
    assert "audit.0004_log_is_append_only" in manifest["migrations"]
    assert (manifest["files"], manifest["missing"]) == (len(stored_in(system)), [])
    assert manifest["anchor"]["schema"] == "dondoc.anchor/1"


def test_a_lost_file_is_named(system, tmp_path):
    """The rest is backed up; the command and the doctor say which file is gone."""
    stored, *_others = stored_in(system)
    content = stored.read_bytes()
    stored.write_bytes(content[:-1] + b"x")
    try:
        done = system.run("backup", str(tmp_path / "b"))
        doctor = system.run("doctor", "--all")
    finally:
        stored.write_bytes(content)

    (made,) = (tmp_path / "b").iterdir()
    assert (done.returncode, doctor.returncode) == (1, 1)
    assert stored.name in done.stdout
    assert stored.name in doctor.stdout
    assert manifest_of(made)["missing"] == [f"{stored.name[:2]}/{stored.name}"]


def no_large_files() -> None:
    """Let no file grow over 20 kB, as on a full disk."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))


def test_a_full_disk_is_one_sentence(system, tmp_path):
    """And nothing half-made is left."""
    folder = tmp_path / "b"

    done = system.run("backup", str(folder), preexec_fn=no_large_files)

    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert list(folder.iterdir()) == []
    if not system.is_postgresql:
        assert "Không ghi được vào" in done.stderr


def test_a_killed_backup_leaves_nothing_that_looks_like_one(system, tmp_path):
    """What it leaves, the next one removes a day later."""
    folder = tmp_path / "b"
    folder.mkdir()
    process = system.start("backup", str(folder))
    while not list(folder.glob(".dondoc-work-*")) and process.poll() is None:
        time.sleep(0.01)
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    (left,) = folder.iterdir()
    os.utime(left, (0, 0))

    done = system.run("backup", str(folder))

    assert left.name.startswith(".dondoc-work-")
    assert done.returncode == 0
    assert [path.suffix for path in folder.iterdir()] == [".gz"]


@pytest.mark.usefixtures("copies")
def test_only_the_newest_stay(tmp_path):
    """And files of others are left alone."""
    (tmp_path / "notes.txt").touch()
    days = [NOW + dt.timedelta(days=number) for number in range(4)]

    for day in days:
        services.backup(folder=tmp_path, now=day, keep=2, is_verified=day == days[-1])

    names = sorted(path.name for path in tmp_path.iterdir())
    assert names == ["dondoc-20261127T020000Z.tar.gz", "dondoc-20261128T020000Z.tar.gz", "notes.txt"]


@pytest.mark.usefixtures("copies")
def test_the_daily_backup_needs_a_folder(settings, tmp_path):
    """Without one nothing is done."""
    settings.BACKUPS = ""
    jobs.backup(now=NOW)
    settings.BACKUPS = str(tmp_path / "b")
    jobs.backup(now=NOW)

    assert [path.name for path in (tmp_path / "b").iterdir()] == ["dondoc-20261125T020000Z.tar.gz"]


@pytest.mark.usefixtures("copies")
def test_a_backup_that_differs_is_not_kept(tmp_path, monkeypatch):
    """The trial is a real comparison."""
    monkeypatch.setattr("dondoc.operations.archive.LEVEL", 1)
    real = services.content.differences
    monkeypatch.setattr(services.content, "differences", lambda made, found: real(made | {"x": {"rows": 1}}, found))

    with pytest.raises(services.BackupDiffers):
        services.backup(folder=tmp_path, now=NOW)

    assert list(tmp_path.iterdir()) == []
