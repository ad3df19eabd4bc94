"""The documents app."""

from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class DocumentsConfig(AppConfig):
    """Official documents, what they say, and their files."""

    name = "dondoc.documents"
    label = "documents"

    def ready(self) -> None:
        """Keep the full-text index over the documents, whatever a migration does to their table."""
        post_migrate.connect(_install_index, sender=self)


def _install_index(*, using: str, **_given: Any) -> None:
    from .searching import index

    index.install(using)
