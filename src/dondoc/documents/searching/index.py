"""The full-text index that each database keeps over `Document.search_text`, in the transaction that writes the row.

SQLite: an FTS5 table that triggers on the documents follow. It is made after every `migrate`, because a migration that
builds the table of the documents anew loses its triggers; an index that lost them is made anew.
PostgreSQL: a generated column with a GIN index; the server itself keeps it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django.db import DatabaseError, connections, transaction
from django.db.models import F, QuerySet

from dondoc.documents.models import Document
from dondoc.kernel.functions import Sorted

from .columns import indexed
from .words import BEGUN

DOCUMENTS = "documents_document"
TABLE = "documents_named"  # SQLite; PostgreSQL's index
COLUMN = "search_named"  # PostgreSQL
# Of the terms as they were made before, which the present ones replace.
FORMER_TABLE, FORMER_COLUMN = "documents_phrases", "search_phrases"
BATCH = 500
# What is read of a document to index it.
SOURCES = ("number", "symbol", "type_name", "subject", "issuer", "file_name", "text", "direction")
BESIDE = (
    "attachments", "arrivals__directions", "arrivals__forwardings__unit__former_names", "case_file_entries__case_file",
    "outgoing__sendings",
)  # fmt: skip

# The terms are ASCII and say themselves what stands side by side: a list of documents for each is all that is needed.
SQLITE_TABLE = (
    f"CREATE VIRTUAL TABLE {TABLE} USING fts5(search_text, content='{DOCUMENTS}', content_rowid='id',"
    " tokenize=\"ascii tokenchars '_=-'\", prefix='2 3', detail=none, columnsize=0)"
)
_ENTER = f"INSERT INTO {TABLE}(rowid, search_text) VALUES (NEW.id, NEW.search_text);"  # noqa: S608 (constants)
_REMOVE = f"INSERT INTO {TABLE}({TABLE}, rowid, search_text) VALUES ('delete', OLD.id, OLD.search_text);"  # noqa: S608
SQLITE_TRIGGERS = {
    f"{TABLE}_enter": f"AFTER INSERT ON {DOCUMENTS} BEGIN {_ENTER} END",
    f"{TABLE}_remove": f"AFTER DELETE ON {DOCUMENTS} BEGIN {_REMOVE} END",
    f"{TABLE}_renew": (
        f"AFTER UPDATE OF id, search_text ON {DOCUMENTS}"
        f" WHEN OLD.search_text IS NOT NEW.search_text OR OLD.id IS NOT NEW.id BEGIN {_REMOVE} {_ENTER} END"
    ),
}
_VECTOR = "array_to_tsvector(array_remove(string_to_array(search_text, ' '), ''))"
# Unpacking a text or its terms takes longer than looking through them: lz4 unpacks faster than what PostgreSQL takes by
# itself, where the server was built with it.
_LZ4 = (
    f"DO $$ BEGIN PERFORM set_config('default_toast_compression', 'lz4', true);"
    f" ALTER TABLE {DOCUMENTS} ALTER COLUMN {{}} SET COMPRESSION lz4;"
    " EXCEPTION WHEN invalid_parameter_value OR feature_not_supported THEN NULL; END $$"
)
POSTGRESQL = (
    f"ALTER TABLE {DOCUMENTS} ADD COLUMN {COLUMN} tsvector GENERATED ALWAYS AS ({_VECTOR}) STORED",
    _LZ4.format(COLUMN),
    # The column answers "which documents", never "which of these": most rows hold the words that people look for.
    f"ALTER TABLE {DOCUMENTS} ALTER COLUMN {COLUMN} SET STATISTICS 1000",
    f"CREATE INDEX {TABLE} ON {DOCUMENTS} USING gin ({COLUMN}) WITH (fastupdate = off)",
)


def install(using: str) -> None:
    """Make the index where it is missing, with every document in it."""
    {"sqlite": _install_sqlite, "postgresql": _install_postgresql}[connections[using].vendor](using)


def _install_sqlite(using: str) -> None:
    there = _parts_there(using)
    if {TABLE, *SQLITE_TRIGGERS} <= there:
        return
    with transaction.atomic(using=using), connections[using].cursor() as cursor:
        for name in SQLITE_TRIGGERS:
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}")
            cursor.execute(f"DROP TRIGGER IF EXISTS {name.replace(TABLE, FORMER_TABLE)}")
        cursor.execute(f"DROP TABLE IF EXISTS {FORMER_TABLE}")
        if TABLE not in there:
            compute(Document.objects.using(using))
            cursor.execute(SQLITE_TABLE)
        for name, body in SQLITE_TRIGGERS.items():
            cursor.execute(f"CREATE TRIGGER {name} {body}")
        cursor.execute(f"INSERT INTO {TABLE}({TABLE}) VALUES ('rebuild')")  # noqa: S608


def _install_postgresql(using: str) -> None:
    named = "SELECT 1 FROM pg_attribute WHERE attrelid = %s::regclass AND attname = %s AND NOT attisdropped"
    if _column(using, named, [DOCUMENTS, COLUMN]):
        return
    with transaction.atomic(using=using), connections[using].cursor() as cursor:
        cursor.execute(f"ALTER TABLE {DOCUMENTS} DROP COLUMN IF EXISTS {FORMER_COLUMN}")
        cursor.execute(_LZ4.format("search_text"))
        compute(Document.objects.using(using))
        for statement in POSTGRESQL:
            cursor.execute(statement)


def rebuild(using: str) -> int:
    """Compute what is indexed of every document and make the index anew; return how many were not as computed."""
    with transaction.atomic(using=using), connections[using].cursor() as cursor:
        changed = compute(Document.objects.using(using))
        if connections[using].vendor == "sqlite":
            cursor.execute(f"INSERT INTO {TABLE}({TABLE}) VALUES ('rebuild')")  # noqa: S608
        else:
            cursor.execute(f"REINDEX INDEX {TABLE}")
    return changed


def compute(documents: QuerySet[Document]) -> int:
    """Write what is indexed of each document where it is not so; return how many were not."""
    changed, last = 0, 0
    wanted = documents.exclude(search_text="").order_by("pk").only(*SOURCES, "search_text").prefetch_related(*BESIDE)
    wanted = wanted.annotate(header_read=F("reading__header"))
    while batch := list(wanted.filter(pk__gt=last)[:BATCH]):
        for document in batch:
            if (value := indexed(document)) != document.search_text:
                changed += documents.filter(pk=document.pk).update(search_text=value)
        last = batch[-1].pk
    return changed


def renew(document_id: int) -> None:
    """Index a document anew after what stands beside it changed; part of the act that changes it."""
    compute(Document.objects.filter(pk=document_id))


def is_in_step(using: str, *, thorough: bool) -> bool:
    """Say whether the index is there and, thoroughly, whether it holds what the rows hold.

    PostgreSQL keeps it in step by itself.
    """
    if connections[using].vendor == "postgresql":
        return bool(_column(using, "SELECT 1 FROM pg_index WHERE indexrelid = to_regclass(%s) AND indisvalid", [TABLE]))
    if not _parts_there(using) >= {TABLE, *SQLITE_TRIGGERS}:
        return False
    try:
        with transaction.atomic(using=using), connections[using].cursor() as cursor:
            if thorough:
                cursor.execute(f"INSERT INTO {TABLE}({TABLE}, rank) VALUES ('integrity-check', 1)")  # noqa: S608
    except DatabaseError:
        return False
    return True


def _parts_there(using: str) -> set[str]:
    return set(_column(using, "SELECT name FROM sqlite_master WHERE name LIKE %s", [f"{TABLE}%"]))


def _column(using: str, statement: str, values: Sequence[str]) -> list[Any]:
    with connections[using].cursor() as cursor:
        cursor.execute(statement, values)
        return [row[0] for row in cursor.fetchall()]


# Terms that must all be held.
All = Iterable[str]


def holding(
    documents: QuerySet[Document], every: Iterable[Iterable[All]], *, none: Iterable[All] = ()
) -> QuerySet[Document]:
    """Return the documents that hold all terms of one member, at least, of every group, and all of none of `none`.

    Args:
        every: at least one group of at least one member.
    """
    if connections[documents.db].vendor == "postgresql":
        said = " & ".join(_either(group, _postgresql, " & ", " | ") for group in every)
        said += "".join(f" & !{_all(terms, _postgresql, ' & ')}" for terms in none)
        return documents.extra(where=[f"{DOCUMENTS}.{COLUMN} @@ %s::tsquery"], params=[said])  # noqa: S610
    said = " AND ".join(_either(group, _sqlite, " AND ", " OR ") for group in every)
    if left_out := " OR ".join(_all(terms, _sqlite, " AND ") for terms in none):
        said = f"({said}) NOT ({left_out})"
    where = [f"{TABLE}.rowid = {DOCUMENTS}.id", f"{TABLE} MATCH %s"]
    return documents.extra(tables=[TABLE], where=where, params=[said])  # noqa: S610 (constants; the terms are escaped)


def _either(group: Iterable[All], write: Callable[[str], str], joined: str, parted: str) -> str:
    return f"({parted.join(_all(terms, write, joined) for terms in group)})"


def _all(terms: All, write: Callable[[str], str], joined: str) -> str:
    return f"({joined.join(map(write, terms))})"


def newest_first(documents: QuerySet[Document], *, is_few: bool) -> QuerySet[Document]:
    """Return the result of `holding` as it was entered into the register, the last first: as the index lies.

    Args:
        is_few: there are fewer than the words let expect. PostgreSQL, which takes words to be independent, would read
            the register from its end until it had met enough, and find none.
    """
    if connections[documents.db].vendor == "postgresql":
        return documents.order_by(Sorted("pk").desc() if is_few else "-pk")
    return documents.extra(order_by=[f"-{TABLE}.rowid"])


def _postgresql(term: str) -> str:
    escaped = term.removesuffix(BEGUN).replace("\\", "\\\\").replace("'", "''")
    return f"'{escaped}'{':*' if term.endswith(BEGUN) else ''}"


def _sqlite(term: str) -> str:
    escaped = term.removesuffix(BEGUN).replace('"', '""')
    return f'"{escaped}"{BEGUN if term.endswith(BEGUN) else ""}'
