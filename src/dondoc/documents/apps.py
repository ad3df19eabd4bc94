"""The documents app."""

from typing import Any

from django.apps import AppConfig
from django.db.migrations import Migration
from django.db.models.signals import post_migrate, pre_migrate


class DocumentsConfig(AppConfig):
    """Official documents, what they say, and their files."""

    name = "dondoc.documents"
    label = "documents"

    def ready(self) -> None:
        """Keep what stands on the tables of documents, and let the exchange tell senders how their documents stand.

        The measures over documents are offered to whoever counts.
        """
        from dondoc.kernel import events, measures

        from .events import DocumentGone, DocumentIssued, DocumentRecalled, DocumentRegistered, IncomingMoved
        from .exchange import services as exchange
        from .measures import MEASURES

        pre_migrate.connect(_let_rows_go, sender=self)
        # Whatever a migration does to the table: SQLite loses the triggers of one that it builds anew.
        # The rows are kept first: as they were kept before, an issued document could not be indexed anew.
        post_migrate.connect(_keep_rows, sender=self)
        post_migrate.connect(_install_index, sender=self)
        events.subscribe(DocumentRegistered, exchange.document_registered)
        events.subscribe(DocumentGone, exchange.document_gone)
        events.subscribe(IncomingMoved, exchange.incoming_moved)
        events.subscribe(DocumentIssued, exchange.document_issued)
        events.subscribe(DocumentRecalled, exchange.document_recalled)
        measures.register(*MEASURES)


def _let_rows_go(*, using: str, plan: list[tuple[Migration, bool]], **_given: Any) -> None:
    from . import lock

    if any(migration.app_label == "documents" for migration, _is_backwards in plan):
        lock.lift(using)


def _install_index(*, using: str, **_given: Any) -> None:
    from .searching import index

    index.install(using)


def _keep_rows(*, using: str, **_given: Any) -> None:
    from . import lock

    lock.install(using)
