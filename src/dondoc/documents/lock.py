"""The database itself keeps what was drafted, issued, closed or numbered as it is, whoever writes to it.

Installed after every migration (`apps`), because SQLite loses the triggers of a table that it builds anew.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from .searching import index

ISSUED = "an issued document stays as it is"
STORED = "a stored file stays as it is"
DRAFTED = "what was written on a draft stays as it is"
CLOSED = "the case file is closed"
FIXED = "numbers stay as they were given"
# Every column, but the one that the database computes: it has no new value yet when a trigger runs.
EVERY = ()
# While it is being reviewed, its own act of issuing still writes its rows.
IS_ISSUED = (
    "EXISTS (SELECT 1 FROM documents_document WHERE id = {row}.document_id AND direction = 'out'"
    " AND state <> 'reviewing')"
)
IS_CLOSED = "EXISTS (SELECT 1 FROM documents_casefile WHERE id = {row}.case_file_id AND state <> 'open')"
# PostgreSQL: waits for whoever is closing the file, and sees it closed.
HOLD_FILE = "PERFORM 1 FROM documents_casefile WHERE id = {row}.case_file_id FOR SHARE;"


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


ALL_EVENTS = ("INSERT", "UPDATE", "DELETE")
KEPT = (
    Kept("documents_document", ISSUED, "{row}.direction = 'out' AND {row}.state <> 'reviewing'"),
    Kept("documents_outgoing", ISSUED, "{row}.state IN ('issued', 'void', 'discarded')"),
    Kept("documents_directive", ISSUED, IS_ISSUED, events=ALL_EVENTS),
    # Which document is meant may be said later, and taken back.
    Kept(
        "documents_citation", ISSUED, IS_ISSUED, events=ALL_EVENTS,
        columns=("document_id", "position", "type_name", "number", "symbol", "date", "provision", "reference",
                 "tasks_announced", "relation", "relation_rule"),
    ),
    # That it arrived is said later, once.
    Kept("documents_sending", ISSUED, columns=("outgoing_id", "unit_id", "printed", "sent_at")),
    Kept("documents_aftermath", ISSUED),
    Kept("documents_draftversion", DRAFTED),
    Kept("documents_draftcomment", DRAFTED),
    Kept("documents_passing", DRAFTED),
    Kept("documents_storedfile", STORED, events=("UPDATE",)),
    Kept("documents_casefileentry", CLOSED, IS_CLOSED, events=ALL_EVENTS, hold=HOLD_FILE),
    # What names a file; its state moves on: it is opened again with a reason, and goes to the archive.
    Kept(
        "documents_casefile", CLOSED, "{row}.state <> 'open'",
        columns=("unit_id", "year", "code", "title", "keeper_id", "language", "description", "created_by_id",
                 "created_at"),
    ),
    Kept("documents_arrival", FIXED, columns=("document_id", "unit_id", "year", "number")),
    Kept(
        "documents_copy", FIXED,
        columns=("document_id", "kind", "unit_id", "year", "series", "number", "symbol", "copied_on"),
    ),
)  # fmt: skip


def install(using: str, rows: tuple[Kept, ...] = KEPT) -> None:
    """Write the triggers of a database; those of an earlier call are written anew.

    Args:
        rows: what stays; an app above keeps rows of its own in the same way.
    """
    connection = connections[using]
    with transaction.atomic(using=using), connection.cursor() as cursor:
        there = set(connection.introspection.table_names(cursor))
        if not there.issuperset(kept.table for kept in rows):  # migrated back to before they came
            return
        for kept in rows:
            for event in kept.events:
                for statement in _statements(connection, kept, event):
                    cursor.execute(statement)


def _statements(connection: BaseDatabaseWrapper, kept: Kept, event: str) -> Iterator[str]:
    """Yield what writes one trigger: PostgreSQL wants a function for it."""
    name, table = f"{kept.table}_kept_{event.lower()}", kept.table
    condition = _condition(connection, kept, event)
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


def _condition(connection: BaseDatabaseWrapper, kept: Kept, event: str) -> str:
    """Return when a trigger refuses: a locked row goes, a kept column of it changes, or one comes into the lock."""
    if event != "UPDATE":
        return f"({kept.locked.format(row=_rows(event)[0])})"
    # A row is moved into the lock only where none may come into it.
    rows = _rows(event) if "INSERT" in kept.events else ["OLD"]
    locked = " OR ".join(f"({kept.locked.format(row=row)})" for row in rows)
    return f"({locked}) AND ({_changes(connection, kept)})"


def _changes(connection: BaseDatabaseWrapper, kept: Kept) -> str:
    columns = list(kept.columns)
    if not columns:
        with connection.cursor() as cursor:
            described = connection.introspection.get_table_description(cursor, kept.table)
        columns = [column.name for column in described if column.name != index.COLUMN]
    differs = "IS DISTINCT FROM" if connection.vendor == "postgresql" else "IS NOT"
    return " OR ".join(f'NEW."{name}" {differs} OLD."{name}"' for name in columns)
