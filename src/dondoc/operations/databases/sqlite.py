"""SQLite: a snapshot by its own backup interface; a restored file takes the place of the old one in one step."""

from __future__ import annotations

import hashlib
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from django.db import connection, connections

from dondoc.operations.errors import ArchiveDamaged, InUse

from .content import ALIAS, LEFT_OUT, Content, opened

MEMBER = "database.sqlite3"
# Without full-text indexes and the tables in which they keep themselves: they follow from the rows of others.
TABLES = (
    "SELECT name FROM sqlite_master AS one WHERE type = 'table' AND NOT EXISTS (SELECT 1 FROM sqlite_master AS index_"
    " WHERE index_.sql LIKE 'CREATE VIRTUAL TABLE%' AND (one.name = index_.name"
    " OR substr(one.name, 1, length(index_.name) + 1) = index_.name || '_')) ORDER BY name"
)


@contextmanager
def snapshot(folder: Path) -> Iterator[tuple[Path, str]]:
    """Take a copy of the database as it is at one moment; yield the file and the alias it is open under.

    Writers go on meanwhile. The copy is rewritten whole, so that nothing of what was deleted is left in it.
    """
    path = folder / MEMBER
    with closing(sqlite3.connect(_own_path(), timeout=60)) as source, closing(sqlite3.connect(path)) as copy:
        source.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")
        for table in LEFT_OUT:
            copy.execute(f"DELETE FROM {table}")  # noqa: S608 (a constant)
        copy.commit()
        copy.execute("VACUUM")
    with opened(str(path)) as using:
        yield path, using


def content(using: str) -> Content:
    """Count and hash the rows of each table."""
    found: Content = {}
    address = f"{Path(connections[using].settings_dict['NAME']).absolute().as_uri()}?mode=ro"
    with closing(sqlite3.connect(address, uri=True)) as copy:
        tables = copy.execute(TABLES).fetchall()
        for (table,) in tables:
            if table in LEFT_OUT or table.startswith("sqlite_"):
                continue
            sha, rows = hashlib.sha256(), 0
            for row in copy.execute(f'SELECT * FROM "{table}" ORDER BY rowid'):  # noqa: S608 (the database's own name)
                sha.update(repr(row).encode())
                rows += 1
            found[table] = {"rows": rows, "digest": sha.hexdigest()}
    return found


@contextmanager
def restored(dump: Path) -> Iterator[str]:
    """Open a copy that lies in a file and is not in use; yield its alias.

    Raises:
        ArchiveDamaged: it is not a whole database.
    """
    try:
        with closing(sqlite3.connect(dump)) as copy:
            whole = copy.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            fits = copy.execute("PRAGMA foreign_key_check").fetchone() is None
    except sqlite3.DatabaseError as failure:
        raise ArchiveDamaged(name=dump.name, what=str(failure)) from failure
    if not (whole and fits):
        raise ArchiveDamaged(name=dump.name, what="integrity_check")
    with opened(str(dump)) as using:
        yield using


def is_empty() -> bool:
    """Say whether there is no table in the database of this system."""
    path = Path(_own_path())
    if not path.exists():
        return True
    with closing(sqlite3.connect(path)) as own:
        return own.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone() is None


@contextmanager
def staging() -> Iterator[Path]:
    """Yield the folder in which a copy is made ready: beside the database, so that it can take its place at once."""
    folder = Path(_own_path()).parent
    folder.mkdir(parents=True, exist_ok=True)
    yield folder


def put_in_place(dump: Path) -> None:
    """Let the copy take the place of the database, in one step.

    Raises:
        InUse: somebody has the database open.
    """
    own = Path(_own_path())
    connection.close()
    connections[ALIAS].close()
    if own.exists():
        _fold_journal(own)
    with dump.open("rb") as stream:
        os.fsync(stream.fileno())
    dump.replace(own)
    descriptor = os.open(own.parent, os.O_RDONLY)
    os.fsync(descriptor)
    os.close(descriptor)


def _fold_journal(own: Path) -> None:
    """Take the write-ahead log into the old database: left beside the new one it would be applied to it."""
    try:
        with closing(sqlite3.connect(own, timeout=2)) as old:
            (mode,) = old.execute("PRAGMA journal_mode=DELETE").fetchone()
    except sqlite3.OperationalError as failure:
        raise InUse from failure
    if mode != "delete":
        raise InUse


def _own_path() -> str:
    return str(connection.settings_dict["NAME"])
