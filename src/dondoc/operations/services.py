"""Backup and restore."""

from __future__ import annotations

import datetime as dt
import errno
import hashlib
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.core.files.storage import default_storage
from django.db import OperationalError, connection, transaction
from django.db.migrations.loader import MigrationLoader

from dondoc import __version__
from dondoc.audit import anchoring, verifying
from dondoc.audit import services as audit
from dondoc.audit.anchoring import MANIFEST, Anchor

from . import archive, databases
from .archive import FILES, Manifest
from .databases import content
from .errors import ArchiveDamaged, ArchiveNewer, BackupDiffers, HomeNotEmpty, OtherDatabase, Unwritable

NAME = "dondoc-{:%Y%m%dT%H%M%SZ}.tar.gz"
NAMES = "dondoc-*Z.tar.gz"
# Folders of a backup or restore on its way; what was killed leaves its own behind for the next one to remove.
WORK = ".dondoc-work-"
ABANDONED = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup that was made."""

    path: Path
    manifest: Manifest


def backup(*, folder: Path, now: dt.datetime, keep: int | None = None, is_verified: bool = True) -> Backup:
    """Write a backup into a folder, while the product runs, and prove it by restoring it on trial.

    Args:
        keep: so many backups stay in the folder, the newest; None: all.

    Raises:
        Unwritable: the folder is full or may not be written.
        BackupDiffers: what was restored on trial is not what was backed up; nothing is kept.
        ProgramMissing, ProgramFailed: of PostgreSQL's own programs.
    """
    with _writing(folder):
        folder.mkdir(parents=True, exist_ok=True)
        _remove_abandoned(folder, now=now)
        with _workplace(folder) as work:
            made = _write(work, now=now)
            if is_verified:
                _prove(made, work)
            path = folder / NAME.format(now.astimezone(dt.UTC))
            made.path.replace(path)
    if keep:
        for old in sorted(folder.glob(NAMES))[:-keep]:
            old.unlink()
    return Backup(path, made.manifest)


def restore(*, source: Path, is_replacing: bool = False, now: dt.datetime) -> Manifest:
    """Put a backup in the place of the database and the stored files, all of it or nothing.

    The files come first: they are named by their hashes and harm nobody. The database takes its place in one step; its
    log then says that it was restored, from which archive.

    Raises:
        HomeNotEmpty: there are data already and `is_replacing` is not said.
        ArchiveDamaged, ArchiveNewer, OtherDatabase: the backup cannot be taken.
        InUse: the product is running.
        Unwritable: there is no space.
        ProgramMissing, ProgramFailed: of PostgreSQL's own programs.
    """
    database = databases.here()
    if not is_replacing and not database.is_empty():
        raise HomeNotEmpty
    with database.staging() as place, _writing(place), _workplace(place) as work:
        manifest, dump = archive.extract(source, work)
        _check_origin(manifest)
        with database.restored(dump) as using:
            if differing := content.differences(manifest.tables, database.content(using)):
                raise ArchiveDamaged(name=source.name, what=", ".join(differing))
            content.leave_out(using)
            for name, data in archive.stored_files(source):
                _keep(name, data)
            database.put_in_place(dump)
    if not is_older(manifest):  # A log of another shape is not written to before it is migrated.
        _tell(manifest, source=source, now=now)
    return manifest


@transaction.atomic
def _tell(manifest: Manifest, *, source: Path, now: dt.datetime) -> None:
    """Write into the log where it goes on, so that what was lost is not taken for cut off."""
    after = {"archive": source.name, "made_at": manifest.made_at}
    audit.record(act=verifying.RESTORE, subject="log", actor=None, now=now, after=after)


def is_older(manifest: Manifest) -> bool:
    """Say whether migrations are still to be applied to what was restored."""
    return bool(_known_migrations() - set(manifest.migrations))


def _write(work: Path, *, now: dt.datetime) -> Backup:
    """Write the archive into the folder of work."""
    database = databases.here()
    path = work / "archive.tar.gz"
    with database.snapshot(work) as (dump, using), archive.writing(path, moment=now.timestamp()) as target:
        head = anchoring.head(now=now, using=using)
        target.add_file(dump.name, dump)
        files, missing = 0, []
        for name in content.referred_files(using):
            data = _stored(name)
            if data is None:
                missing.append(name)
                continue
            target.add(FILES + name, data)
            files += 1
        manifest = Manifest(
            version=__version__,
            made_at=now.astimezone(dt.UTC).isoformat(),
            database=connection.vendor,
            member=dump.name,
            size=dump.stat().st_size,
            sha256=_hash(dump),
            migrations=content.migrations(using),
            tables=database.content(using),
            files=files,
            missing=missing,
            anchor=head.as_json() if head else None,
        )
        target.add(MANIFEST, manifest.as_json())
    dump.unlink()
    with path.open("rb") as stream:
        os.fsync(stream.fileno())
    return Backup(path, manifest)


def _prove(made: Backup, work: Path) -> None:
    """Restore the backup into a database of its own and compare.

    Raises:
        BackupDiffers: it is not what was backed up, or its log does not hold.
    """
    database = databases.here()
    try:
        manifest, dump = archive.extract(made.path, work)
        with database.restored(dump) as using:
            differing = content.differences(made.manifest.tables, database.content(using))
            anchors = [_anchor(manifest)] if manifest.anchor else []
            report = verifying.verify(anchors=anchors, using=using)
    except ArchiveDamaged as failure:
        raise BackupDiffers(what=failure.sentence) from failure
    if report.count:
        differing.append("audit_entry")
    if differing:
        raise BackupDiffers(what=", ".join(differing))


def _anchor(manifest: Manifest) -> Anchor:
    fields = {name: value for name, value in (manifest.anchor or {}).items() if name != "schema"}
    return Anchor(**fields)  # type: ignore[arg-type]


def _check_origin(manifest: Manifest) -> None:
    """Refuse a backup of another kind of database or of a later version."""
    if manifest.database != connection.vendor:
        raise OtherDatabase(made=manifest.database, here=connection.vendor)
    if set(manifest.migrations) - _known_migrations():
        raise ArchiveNewer(made=manifest.version, here=__version__)


def _known_migrations() -> set[str]:
    return {f"{app}.{name}" for app, name in MigrationLoader(None).disk_migrations}


def _stored(name: str) -> bytes | None:
    """Return the bytes of a stored file, None when it is not there or not whole."""
    try:
        with default_storage.open(name) as stream:
            data: bytes = stream.read()
    except OSError:
        return None
    return data if archive.fits_name(name, data) else None


def _keep(name: str, data: bytes) -> None:
    """Put a stored file in its place, whole or not at all; one that is there whole stays."""
    if _stored(name) == data:
        return
    path = Path(default_storage.path(name))
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f".{path.name}.partial")
    with partial.open("wb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())
    partial.replace(path)


def _hash(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


@contextmanager
def _workplace(folder: Path) -> Iterator[Path]:
    with tempfile.TemporaryDirectory(dir=folder, prefix=WORK) as work:
        yield Path(work)


def _remove_abandoned(folder: Path, *, now: dt.datetime) -> None:
    for work in folder.glob(f"{WORK}*"):
        if now.timestamp() - work.stat().st_mtime > ABANDONED.total_seconds():
            shutil.rmtree(work, ignore_errors=True)


@contextmanager
def _writing(folder: Path) -> Iterator[None]:
    """Say in one sentence that something could not be written.

    Raises:
        Unwritable: the disk is full, or the folder may not be written.
    """
    try:
        yield
    except OSError as failure:
        raise Unwritable(path=folder, why=failure.strerror or failure) from failure
    except (sqlite3.OperationalError, OperationalError) as failure:
        if not any(word in str(failure) for word in ("full", "disk I/O", "readonly")):
            raise
        raise Unwritable(path=folder, why=os.strerror(errno.ENOSPC)) from failure
