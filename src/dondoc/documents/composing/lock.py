"""The database itself keeps what was written on a draft: its versions, comments and passings are only ever added.

Installed after every migration (`apps`), because SQLite loses the triggers of a table that it builds anew.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from django.db import connections, transaction

REFUSAL = "what was written on a draft stays as it is"
TABLES = ("documents_draftversion", "documents_draftcomment", "documents_passing")
FUNCTION = (
    "CREATE OR REPLACE FUNCTION documents_refuse_draft() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
    f" RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'integrity_constraint_violation'; END $$"
)


def install(using: str) -> None:
    """Write the triggers of a database; those of an earlier call are written anew."""
    connection = connections[using]
    with transaction.atomic(using=using), connection.cursor() as cursor:
        there = set(connection.introspection.table_names(cursor))
        if not there.issuperset(TABLES):  # migrated back to before they came
            return
        for statement in _statements(is_postgresql=connection.vendor == "postgresql"):
            cursor.execute(statement)


def _statements(*, is_postgresql: bool) -> Iterator[str]:
    if is_postgresql:
        yield FUNCTION
    for table, event in product(TABLES, ("UPDATE", "DELETE")):
        name = f"{table}_kept_{event.lower()}"
        if is_postgresql:
            yield f"DROP TRIGGER IF EXISTS {name} ON {table}"
            trigger = f"CREATE TRIGGER {name} BEFORE {event} ON {table} FOR EACH ROW"
            yield f"{trigger} EXECUTE FUNCTION documents_refuse_draft()"
        else:
            yield f"DROP TRIGGER IF EXISTS {name}"
            yield f"CREATE TRIGGER {name} BEFORE {event} ON {table} BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
