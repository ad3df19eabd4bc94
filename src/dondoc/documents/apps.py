"""The documents app."""

from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class DocumentsConfig(AppConfig):
    """Official documents, what they say, and their files."""

    name = "dondoc.documents"
    label = "documents"

    def ready(self) -> None:
        """Keep what stands on the tables of documents, and let the exchange tell senders how their documents stand."""
        from dondoc.kernel import events

        from .events import DocumentGone, DocumentIssued, DocumentRecalled, DocumentRegistered, IncomingMoved
        from .exchange import services as exchange

        # Whatever a migration does to the table: SQLite loses the triggers of one that it builds anew.
        # The rows are kept first: as they were kept before, an issued document could not be indexed anew.
        post_migrate.connect(_keep_rows, sender=self)
        post_migrate.connect(_install_index, sender=self)
        events.subscribe(DocumentRegistered, exchange.document_registered)
        events.subscribe(DocumentGone, exchange.document_gone)
        events.subscribe(IncomingMoved, exchange.incoming_moved)
        events.subscribe(DocumentIssued, exchange.document_issued)
        events.subscribe(DocumentRecalled, exchange.document_recalled)


def _install_index(*, using: str, **_given: Any) -> None:
    from .searching import index

    index.install(using)


def _keep_rows(*, using: str, **_given: Any) -> None:
    from . import lock

    lock.install(using)
