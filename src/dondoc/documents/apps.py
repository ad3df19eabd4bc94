"""The documents app."""

from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class DocumentsConfig(AppConfig):
    """Official documents, what they say, and their files."""

    name = "dondoc.documents"
    label = "documents"

    def ready(self) -> None:
        """Keep what stands on the table of documents, whatever a migration does to it: SQLite loses triggers."""
        post_migrate.connect(_install_index, sender=self)
        post_migrate.connect(_lock_issued, sender=self)


def _install_index(*, using: str, **_given: Any) -> None:
    from .searching import index

    index.install(using)


def _lock_issued(*, using: str, **_given: Any) -> None:
    from .outgoing import lock

    lock.install(using)
