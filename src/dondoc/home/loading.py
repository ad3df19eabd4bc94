"""New rows by the thousand: on PostgreSQL by COPY, in a fraction of the time that INSERT takes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeVar

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Model

AnyModel = TypeVar("AnyModel", bound=Model)


def insert(rows: Iterable[AnyModel]) -> list[AnyModel]:
    """Insert new rows of one model and give them their keys; like `bulk_create`, it sends no signal."""
    made = list(rows)
    if not made:
        return made
    for row in made:
        # A row that it names may have its key only now.
        row._prepare_related_fields_for_save(operation_name="insert")  # type: ignore[attr-defined]  # noqa: SLF001
    if connections[DEFAULT_DB_ALIAS].vendor != "postgresql":
        return type(made[0])._default_manager.bulk_create(made)  # noqa: SLF001 - Django's name
    return _copy(made)


def _copy(rows: list[AnyModel]) -> list[AnyModel]:
    """Write rows by COPY, their keys taken from the sequence of the table beforehand."""
    meta: Any = rows[0]._meta  # noqa: SLF001 - Django's name
    connection = connections[DEFAULT_DB_ALIAS]
    fields = [field for field in meta.concrete_fields if not field.generated]
    quote = connection.ops.quote_name
    columns = ", ".join(quote(field.column) for field in fields)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)",
            [quote(meta.db_table), meta.pk.column, len(rows)],
        )
        for row, (key,) in zip(rows, cursor.fetchall(), strict=True):
            row.pk = key
        # Beforehand: a field may ask the database, which takes no question during a COPY.
        written = [
            [field.get_db_prep_save(field.pre_save(row, add=True), connection) for field in fields] for row in rows
        ]
        with cursor.copy(f"COPY {quote(meta.db_table)} ({columns}) FROM STDIN") as copy:
            for values in written:
                copy.write_row(values)
    for row in rows:
        row._state.adding, row._state.db = False, connection.alias  # noqa: SLF001 - as `bulk_create` does
    return rows
