"""Tables are built anew under the triggers that keep their rows, and the rows are kept afterwards."""

from __future__ import annotations

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction

from dondoc.documents.composing.models import DraftVersion
from tests import world as worlds
from tests.documents.composing import drafts


def triggers():
    """Return the names of the triggers that keep rows."""
    table = "pg_trigger" if connection.vendor == "postgresql" else "sqlite_master"
    name = "tgname" if connection.vendor == "postgresql" else "name"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {name} FROM {table} WHERE {name} LIKE 'documents%kept%'")
        return {name for (name,) in cursor.fetchall()}


@pytest.mark.django_db(transaction=True)
def test_an_upgrade_builds_tables_anew_and_keeps_their_rows_again():
    """SQLite builds none anew that a trigger of another table names."""
    before = triggers()
    assert before
    try:
        call_command("migrate", "documents", "0007", verbosity=0)
        assert triggers() == before
    finally:
        call_command("migrate", "documents", verbosity=0)

    assert triggers() == before
    drafts.whole(drafts.prepare(worlds.build()))
    with pytest.raises(IntegrityError, match="stays as it is"), transaction.atomic():
        DraftVersion.objects.update(content={})
