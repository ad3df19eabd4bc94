"""PostgreSQL: its own dump of one exported snapshot; a restored database takes the name of the old one in one step."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
from django.db import connection, connections, transaction
from psycopg import sql

from dondoc.operations.errors import InUse, ProgramFailed, ProgramMissing

from .content import ALIAS, LEFT_OUT, Content, opened

MEMBER = "database.pgdump"
THOUSAND = 10_000  # the server's version 160004 is 16.4
# Suffixes of the databases beside the own one: restored on trial or before it takes the place, and the one replaced.
STAGED, REPLACED = "_restoring", "_replaced"
# Text forms of values, the same on both sides.
PLAIN = "SET LOCAL datestyle = 'ISO'; SET LOCAL timezone = 'UTC'; SET LOCAL extra_float_digits = 3"


@contextmanager
def snapshot(folder: Path) -> Iterator[tuple[Path, str]]:
    """Dump the database as it is at one moment; yield the file, and the alias under which that moment is seen."""
    program = _program("pg_dump")
    path = folder / MEMBER
    with opened(_name()) as using, transaction.atomic(using=using):
        with connections[using].cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            cursor.execute("SELECT pg_export_snapshot()")
            (moment,) = cursor.fetchone()
        _run(
            [program, "--format=custom", "--compress=0", "--no-owner", "--no-privileges", f"--snapshot={moment}",
             *(f"--exclude-table-data={table}" for table in LEFT_OUT), f"--file={path}", f"--dbname={_name()}"]
        )  # fmt: skip
        yield path, using


def content(using: str) -> Content:
    """Count the rows of each table and add up their hashes."""
    found: Content = {}
    with transaction.atomic(using=using), connections[using].cursor() as cursor:
        cursor.execute(PLAIN)
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename")
        for (table,) in cursor.fetchall():
            if table not in LEFT_OUT:
                row = "('x' || substr(md5(t::text), 1, 15))::bit(60)::bigint"
                cursor.execute(f'SELECT count(*), coalesce(sum({row}), 0) FROM "{table}" t')  # noqa: S608
                rows, digest = cursor.fetchone()
                found[table] = {"rows": rows, "digest": str(digest)}
    return found


@contextmanager
def restored(dump: Path) -> Iterator[str]:
    """Restore a dump into a database beside the own one; yield its alias, and drop it if nobody took it."""
    program = _program("pg_restore")
    name = _name() + STAGED
    with _server() as server:
        server.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))
        server.execute(sql.SQL("CREATE DATABASE {} TEMPLATE template0").format(sql.Identifier(name)))
    try:
        _run([program, "--exit-on-error", "--no-owner", "--no-privileges", f"--dbname={name}", str(dump)])
        with opened(name) as using:
            yield using
    finally:
        with _server() as server:
            server.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def is_empty() -> bool:
    """Say whether there is no table in the database of this system."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT EXISTS (SELECT 1 FROM pg_tables WHERE schemaname = 'public')")
        (is_used,) = cursor.fetchone()
    return not is_used


@contextmanager
def staging() -> Iterator[Path]:
    """Yield the folder for the dump on its way into the database."""
    from django.conf import settings

    settings.HOME.mkdir(parents=True, exist_ok=True)
    yield settings.HOME


def put_in_place(dump: Path) -> None:
    """Let the restored database take the name of the own one, in one transaction.

    Raises:
        InUse: somebody has the database open.
    """
    own, staged, replaced = (_name(), _name() + STAGED, _name() + REPLACED)
    connection.close()
    connections[ALIAS].close()
    rename = sql.SQL("ALTER DATABASE {} RENAME TO {}")
    with _server() as server:
        server.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(replaced)))
        try:
            with server.transaction():
                server.execute(rename.format(sql.Identifier(own), sql.Identifier(replaced)))
                server.execute(rename.format(sql.Identifier(staged), sql.Identifier(own)))
        except psycopg.errors.ObjectInUse as failure:
            raise InUse from failure
        server.execute(sql.SQL("DROP DATABASE {}").format(sql.Identifier(replaced)))


def _name() -> str:
    return str(connection.settings_dict["NAME"])


@contextmanager
def _server() -> Iterator[psycopg.Connection[Any]]:
    """Open the maintenance database, where databases are made, renamed and dropped."""
    parameters = connection.get_connection_params()
    known = {key: parameters[key] for key in ("host", "port", "user", "password") if parameters.get(key)}
    with psycopg.connect(dbname="postgres", autocommit=True, **known) as server:
        yield server


def _program(name: str) -> str:
    """Return the path of a program of PostgreSQL that is not older than the server.

    Raises:
        ProgramMissing: there is none.
    """
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version_num")
        wanted = int(cursor.fetchone()[0]) // THOUSAND
    found = shutil.which(name)
    if found:
        said = subprocess.run([found, "--version"], capture_output=True, text=True, check=False).stdout  # noqa: S603
        version = re.search(r"\b(\d+)(?:\.\d+)?\b", said)
        if version and int(version[1]) >= wanted:
            return found
    raise ProgramMissing(program=name, version=wanted)


def _run(command: list[str]) -> None:
    """Run a program of PostgreSQL against the server of this system; the password goes by the environment.

    Raises:
        ProgramFailed: it ended with an error.
    """
    parameters = connection.settings_dict
    given = {"PGHOST": parameters["HOST"], "PGPORT": str(parameters["PORT"]), "PGUSER": parameters["USER"]}
    given["PGPASSWORD"] = parameters["PASSWORD"]
    environment = {**os.environ, **{name: value for name, value in given.items() if value}}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        raise ProgramFailed(program=Path(command[0]).name, why=done.stderr.strip()[-300:])
