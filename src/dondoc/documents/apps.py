"""The documents app."""

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    """Official documents, what they say, and their files."""

    name = "dondoc.documents"
    label = "documents"

    def ready(self) -> None:
        """Let the exchange tell the senders of documents how these stand."""
        from dondoc.kernel import events

        from .events import DocumentGone, DocumentRegistered
        from .exchange import services as exchange

        events.subscribe(DocumentRegistered, exchange.document_registered)
        events.subscribe(DocumentGone, exchange.document_gone)
