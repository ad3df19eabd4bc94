"""The database itself keeps an issued document as it is: no update of what it says, no removal.

A later migration that makes SQLite build one of these tables anew loses its triggers: it must call `install` again
(tests/documents/outgoing/test_lock.py fails if one forgets).
"""

from __future__ import annotations

from collections.abc import Iterator

from django.db.backends.base.schema import BaseDatabaseSchemaEditor

REFUSAL = "an issued document stays as it is"
LOCKED = {
    # While it is being reviewed, its own act of issuing still writes its row.
    "documents_document": "OLD.direction = 'out' AND OLD.state <> 'reviewing'",
    "documents_outgoing": "OLD.state IN ('issued', 'void')",
}


def install(schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Write the triggers; those of an earlier call are written anew."""
    remove(schema_editor)
    for statement in _statements(schema_editor):
        schema_editor.execute(statement, params=None)


def remove(schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Take the triggers away."""
    is_postgresql = schema_editor.connection.vendor == "postgresql"
    for table in LOCKED:
        for event in ("update", "delete"):
            place = f" ON {table}" if is_postgresql else ""
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {table}_locked_{event}{place}", params=None)


def _statements(schema_editor: BaseDatabaseSchemaEditor) -> Iterator[str]:
    is_postgresql = schema_editor.connection.vendor == "postgresql"
    if is_postgresql:
        yield (
            "CREATE OR REPLACE FUNCTION documents_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
            f" RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'integrity_constraint_violation'; END $$"
        )
    for table, locked in LOCKED.items():
        for event, condition in (("UPDATE", f"({locked}) AND ({_changes(schema_editor, table)})"), ("DELETE", locked)):
            name = f"{table}_locked_{event.lower()}"
            if is_postgresql:
                yield (
                    f"CREATE TRIGGER {name} BEFORE {event} ON {table} FOR EACH ROW WHEN ({condition})"
                    " EXECUTE FUNCTION documents_refuse()"
                )
            else:
                yield (
                    f"CREATE TRIGGER {name} BEFORE {event} ON {table} WHEN {condition}"
                    f" BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
                )


def _changes(schema_editor: BaseDatabaseSchemaEditor, table: str) -> str:
    """Return the condition that a locked column changes."""
    connection = schema_editor.connection
    with connection.cursor() as cursor:
        columns = [column.name for column in connection.introspection.get_table_description(cursor, table)]
    # PostgreSQL has no equality of json, but of jsonb it has; Django stores jsonb.
    differs = "IS DISTINCT FROM" if connection.vendor == "postgresql" else "IS NOT"
    return " OR ".join(f'NEW."{name}" {differs} OLD."{name}"' for name in columns)
