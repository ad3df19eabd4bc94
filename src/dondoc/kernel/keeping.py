"""The database itself keeps rows as they are, whoever writes to it: triggers on SQLite and on PostgreSQL.

An app names what it keeps and installs it after every migration, because SQLite loses the triggers of a table that it
builds anew.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from django.db import connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

# Every column, but those that the database computes: they have no new value yet when a trigger runs.
EVERY = ()
ALL_EVENTS = ("INSERT", "UPDATE", "DELETE")


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


def lift(using: str, every: Sequence[Kept]) -> None:
    """Take away the triggers on SQLite until `install` writes them anew.

    SQLite builds no table anew while a trigger of another table names it.
    """
    connection = connections[using]
    if connection.vendor != "sqlite":
        return
    with transaction.atomic(using=using), connection.cursor() as cursor:
        for kept in every:
            for event in kept.events:
                cursor.execute(f"DROP TRIGGER IF EXISTS {kept.table}_kept_{event.lower()}")


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
