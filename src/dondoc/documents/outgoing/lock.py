"""The database itself keeps an issued document as it is: no update of what it says, no removal.

Installed after every migration (`apps`), because SQLite loses the triggers of a table that it builds anew.
"""

from __future__ import annotations

from collections.abc import Iterator

from django.db import connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from dondoc.documents.searching import index

REFUSAL = "an issued document stays as it is"
# The rows that are locked.
LOCKED = {
    # While it is being reviewed, its own act of issuing still writes its row.
    "documents_document": "OLD.direction = 'out' AND OLD.state <> 'reviewing'",
    "documents_outgoing": "OLD.state IN ('issued', 'void', 'discarded')",
}
FUNCTION = (
    "CREATE OR REPLACE FUNCTION documents_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
    f" RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'integrity_constraint_violation'; END $$"
)


def install(using: str) -> None:
    """Write the triggers of a database; those of an earlier call are written anew."""
    connection = connections[using]
    with transaction.atomic(using=using), connection.cursor() as cursor:
        there = set(connection.introspection.table_names(cursor))
        if not there.issuperset(LOCKED):  # migrated back to before they came
            return
        for statement in _statements(connection):
            cursor.execute(statement)


def _statements(connection: BaseDatabaseWrapper) -> Iterator[str]:
    is_postgresql = connection.vendor == "postgresql"
    if is_postgresql:
        yield FUNCTION
    for table, locked in LOCKED.items():
        changes = f"({locked}) AND ({_changes(connection, table)})"
        for event, condition in (("UPDATE", changes), ("DELETE", locked)):
            name = f"{table}_locked_{event.lower()}"
            if is_postgresql:
                yield f"DROP TRIGGER IF EXISTS {name} ON {table}"
                yield (
                    f"CREATE TRIGGER {name} BEFORE {event} ON {table} FOR EACH ROW WHEN ({condition})"
                    " EXECUTE FUNCTION documents_refuse()"
                )
            else:
                yield f"DROP TRIGGER IF EXISTS {name}"
                yield (
                    f"CREATE TRIGGER {name} BEFORE {event} ON {table} WHEN {condition}"
                    f" BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
                )


def _changes(connection: BaseDatabaseWrapper, table: str) -> str:
    """Return the condition that a column changes.

    Not the one that the database computes: it has no new value yet when a trigger runs, and its source tells.
    """
    with connection.cursor() as cursor:
        columns = [column.name for column in connection.introspection.get_table_description(cursor, table)]
    differs = "IS DISTINCT FROM" if connection.vendor == "postgresql" else "IS NOT"
    return " OR ".join(f'NEW."{name}" {differs} OLD."{name}"' for name in columns if name != index.COLUMN)
