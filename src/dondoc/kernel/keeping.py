"""The database itself keeps rows as they are, whoever writes to it: triggers on SQLite and on PostgreSQL.

An app names what it keeps and installs it after every migration, because SQLite loses the triggers of a table that it
builds anew.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from django.db import connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

# Every column, but those that the database computes: they have no new value yet when a trigger runs.
EVERY = ()
ALL_EVENTS = ("INSERT", "UPDATE", "DELETE")
COLUMN = re.compile(r'"(\w+)"')


@dataclass(frozen=True, slots=True)
class Kept:
    """Rows of a table that stay.

    Attributes:
        locked: which rows, as a condition on `{row}`.
        columns: those of which no update is let through; `EVERY`: none at all.
        events: what is refused; one of them is INSERT where a row that would be locked may not come either.
        hold: what PostgreSQL does before it looks.
    """

    table: str
    refusal: str
    locked: str = "TRUE"
    columns: tuple[str, ...] = EVERY
    events: tuple[str, ...] = ("UPDATE", "DELETE")
    hold: str = ""


def install(using: str, every: Sequence[Kept], *, computed: Collection[str] = ()) -> None:
    """Write the triggers of a database; those of an earlier call are written anew.

    Args:
        computed: columns that the database computes.
    """
    connection = connections[using]
    with transaction.atomic(using=using), connection.cursor() as cursor:
        there = set(connection.introspection.table_names(cursor))
        if not there.issuperset(kept.table for kept in every):  # migrated back to before they came
            return
        for kept in every:
            for event in kept.events:
                for statement in _statements(connection, kept, event, computed):
                    cursor.execute(statement)
            for statement in _whole(connection, kept):
                cursor.execute(statement)


def lift(using: str, every: Sequence[Kept]) -> None:
    """Take away the triggers on SQLite until `install` writes them anew.

    SQLite builds no table anew while a trigger of another table names it.
    """
    connection = connections[using]
    if connection.vendor != "sqlite":
        return
    with transaction.atomic(using=using), connection.cursor() as cursor:
        cursor.execute("SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger'")
        for name, table in cursor.fetchall():
            if name.startswith(f"{table}_kept_") and table in {kept.table for kept in every}:
                cursor.execute(f"DROP TRIGGER {name}")


def _statements(connection: BaseDatabaseWrapper, kept: Kept, event: str, computed: Collection[str]) -> Iterator[str]:
    """Yield what writes one trigger: PostgreSQL wants a function for it."""
    name, table = f"{kept.table}_kept_{event.lower()}", kept.table
    condition = _condition(connection, kept, event, computed)
    if connection.vendor != "postgresql":
        yield f"DROP TRIGGER IF EXISTS {name}"
        yield (
            f"CREATE TRIGGER {name} BEFORE {event} ON {table} WHEN {condition}"
            f" BEGIN SELECT RAISE(ABORT, '{kept.refusal}'); END"
        )
        return
    hold = "".join(kept.hold.format(row=row) for row in _rows(event)) if kept.hold else ""
    yield (
        f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {hold}"
        f" IF {condition} THEN RAISE EXCEPTION '{kept.refusal}' USING ERRCODE = 'integrity_constraint_violation';"
        f" END IF; RETURN {_rows(event)[-1]}; END $$"
    )
    yield f"DROP TRIGGER IF EXISTS {name} ON {table}"
    yield f"CREATE TRIGGER {name} BEFORE {event} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()"


def _whole(connection: BaseDatabaseWrapper, kept: Kept) -> Iterator[str]:
    """Yield what refuses the statements by which rows go without being deleted one by one.

    SQLite: OR REPLACE puts a row in the place of one that has its id, or another key of it. PostgreSQL: TRUNCATE.
    """
    table = kept.table
    if connection.vendor == "postgresql" and "DELETE" in kept.events:
        name = f"{table}_kept_truncate"
        there = _is_there(kept)
        yield (
            f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
            f" IF {there} THEN RAISE EXCEPTION '{kept.refusal}' USING ERRCODE = 'integrity_constraint_violation';"
            " END IF; RETURN NULL; END $$"
        )
        yield f"DROP TRIGGER IF EXISTS {name} ON {table}"
        yield f"CREATE TRIGGER {name} BEFORE TRUNCATE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION {name}()"
    if connection.vendor == "sqlite" and "UPDATE" in kept.events:
        keys = _keys(connection, table)
        changed = ", ".join(sorted({f'"{column}"' for columns, _where in keys for column in columns}))
        for event, when, others in (
            ("insert", "INSERT", ""),
            ("update", f"UPDATE OF {changed}", " AND there.rowid <> OLD.rowid"),
        ):
            taken = " OR ".join(_is_taken(kept, columns, where, others) for columns, where in keys)
            yield f"DROP TRIGGER IF EXISTS {table}_kept_over_{event}"
            yield (
                f"CREATE TRIGGER {table}_kept_over_{event} BEFORE {when} ON {table} WHEN {taken}"
                f" BEGIN SELECT RAISE(ABORT, '{kept.refusal}'); END"
            )


def _is_taken(kept: Kept, columns: Sequence[str], where: str, others: str) -> str:
    """Return the condition that a locked row has a key of the new one."""
    same = " AND ".join(f'there."{column}" = NEW."{column}"' for column in columns)
    of_new = COLUMN.sub(r'NEW."\1"', where)
    both = f" AND ({where}) AND ({of_new})" if where else ""
    return _is_there(kept, f"{same}{both}{others}")


def _is_there(kept: Kept, such: str = "TRUE") -> str:
    """Return the condition that the table has a locked row, `there`, such as is asked for."""
    locked = kept.locked.format(row="there")
    return f"EXISTS (SELECT 1 FROM {kept.table} AS there WHERE {such} AND ({locked}))"  # noqa: S608 (constants)


def _keys(connection: BaseDatabaseWrapper, table: str) -> list[tuple[list[str], str]]:
    """Return the columns of each key of a table of SQLite, and for which rows it is one; empty: for all."""
    with connection.cursor() as cursor:
        keys = [([str(connection.introspection.get_primary_key_column(cursor, table))], "")]
        cursor.execute(
            "SELECT name, (SELECT sql FROM sqlite_master WHERE sqlite_master.name = listed.name)"
            ' FROM pragma_index_list(%s) AS listed WHERE "unique"',
            [table],
        )
        for name, written in cursor.fetchall():
            cursor.execute("SELECT name FROM pragma_index_info(%s) ORDER BY seqno", [name])
            where = (written or "").partition(" WHERE ")[2]
            keys.append(([column for (column,) in cursor.fetchall()], where))
    return keys


def _rows(event: str) -> list[str]:
    return {"INSERT": ["NEW"], "UPDATE": ["OLD", "NEW"], "DELETE": ["OLD"]}[event]


def _condition(connection: BaseDatabaseWrapper, kept: Kept, event: str, computed: Collection[str]) -> str:
    """Return when a trigger refuses: a locked row goes, a kept column of it changes, or one comes into the lock."""
    if event != "UPDATE":
        return f"({kept.locked.format(row=_rows(event)[0])})"
    # A row is moved into the lock only where none may come into it.
    rows = _rows(event) if "INSERT" in kept.events else ["OLD"]
    locked = " OR ".join(f"({kept.locked.format(row=row)})" for row in rows)
    return f"({locked}) AND ({_changes(connection, kept, computed)})"


def _changes(connection: BaseDatabaseWrapper, kept: Kept, computed: Collection[str]) -> str:
    columns = list(kept.columns)
    if not columns:
        with connection.cursor() as cursor:
            described = connection.introspection.get_table_description(cursor, kept.table)
        columns = [column.name for column in described if column.name not in computed]
    differs = "IS DISTINCT FROM" if connection.vendor == "postgresql" else "IS NOT"
    return " OR ".join(f'NEW."{name}" {differs} OLD."{name}"' for name in columns)
