"""What stays as it is stays so under statements that put rows in the place of others, or take all away at once."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, connection, transaction

from dondoc.documents.composing.models import DraftVersion
from dondoc.documents.incoming.models import Arrival
from dondoc.documents.models import Document, StoredFile
from dondoc.documents.outgoing.models import Aftermath, Outgoing, Sending
from tests import world as worlds
from tests.documents.outgoing import signed
from tests.documents.outgoing.test_issuing import TestLock

on_sqlite = pytest.mark.skipif(connection.vendor != "sqlite", reason="only SQLite knows OR REPLACE")
on_postgresql = pytest.mark.skipif(connection.vendor != "postgresql", reason="only PostgreSQL knows TRUNCATE")


@pytest.fixture
def made(db):
    """An issued document that has one of everything, and an entry in a book beside."""
    world = signed.drafts.prepare(worlds.build())
    made = TestLock.whole(world)
    worlds.arrival(world, number="77")
    return made


@pytest.fixture(params=["OFF", "ON"])
def _elsewhere(db, request):
    """Somebody on a connection that asks for no trigger of what goes; and one of the product's."""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA recursive_triggers")
        assert cursor.fetchone() == (1,)
        cursor.execute(f"PRAGMA recursive_triggers={request.param}")
        yield
        cursor.execute("PRAGMA recursive_triggers=ON")


def rows(model):
    """Return the rows of a table as the database has them."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {model._meta.db_table} ORDER BY id")
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def refused(statement, values=()):
    """Say that the database refuses a statement."""
    with (
        pytest.raises(IntegrityError, match=r"stays? as|stay as"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement, list(values))


@on_sqlite
@pytest.mark.usefixtures("_elsewhere")
class TestReplace:
    @pytest.mark.parametrize(
        ("model", "change"),
        [
            pytest.param(Document, {"subject": "Khác"}, id="document"),
            pytest.param(Document, {"id": 9999, "subject": "Khác"}, id="document-by-its-number"),
            pytest.param(Document, {"id": 9999, "identity": "khac"}, id="document-by-its-file"),
            pytest.param(Outgoing, {"subject": "Khác"}, id="line-of-the-register"),
            pytest.param(Outgoing, {"id": 9999, "document_id": None, "draft_id": 1}, id="line-by-its-number"),
            pytest.param(Sending, {"printed": "Khác"}, id="recipient"),
            pytest.param(Sending, {"id": 9999}, id="recipient-by-its-name"),
            pytest.param(Aftermath, {"id": 9999, "reason": "Khác"}, id="recall"),
            pytest.param(DraftVersion, {"content": "{}"}, id="version-of-a-draft"),
            pytest.param(StoredFile, {"sha256": "0" * 64}, id="file"),
            pytest.param(Arrival, {"document_id": 9999}, id="arrival-number"),
        ],
    )
    def test_nothing_is_put_in_its_place(self, made, model, change):
        """By its id, or by another key of it."""
        before = rows(model)
        row = next(row for row in before if model is not Document or row["id"] == made.document_id) | change
        columns = ", ".join(f'"{name}"' for name in row)
        marks = ", ".join(["%s"] * len(row))

        refused(f"INSERT OR REPLACE INTO {model._meta.db_table} ({columns}) VALUES ({marks})", row.values())

        assert rows(model) == before

    @pytest.mark.parametrize("column", ["id", "file_id", "identity"])
    def test_no_other_row_is_moved_there(self, made, column):
        """Such as one that came in, and may be changed."""
        other = Document.objects.exclude(pk=made.document_id).latest("pk")
        Document.objects.filter(pk=other.pk).update(direction="out", identity="khac")
        before = rows(Document)
        (value,) = [row[column] for row in before if row["id"] == made.document_id]

        refused(f"UPDATE OR REPLACE documents_document SET {column} = %s WHERE id = %s", [value, other.pk])

        assert rows(Document) == before

    def test_what_comes_later_may_come(self, made):
        """A key that holds for some rows only keeps the others free."""
        recalled = Aftermath.objects.get()
        other = Outgoing.objects.get().document
        Aftermath.objects.create(
            outgoing=made, kind="corrected", by_document=other, reason="Sai", recorded_by=recalled.recorded_by,
            at=recalled.at,
        )  # fmt: skip

        assert Aftermath.objects.count() == 2


@on_postgresql
@pytest.mark.parametrize("table", ["documents_document", "documents_outgoing", "documents_arrival"])
def test_nothing_is_emptied(made, table):
    """Of a table that keeps a row here; with what hangs on it."""
    connection.check_constraints()  # else it refuses because these are still to be checked
    with (
        pytest.raises(IntegrityError, match="stay"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(f"TRUNCATE {table} CASCADE")
