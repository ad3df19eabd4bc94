"""The programme app."""

from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class ProgrammeConfig(AppConfig):
    """Targets, their plans and figures, the programme of the year."""

    name = "dondoc.programme"
    label = "programme"

    def ready(self) -> None:
        """Keep closed figures as they are, whatever a migration does to their tables."""
        post_migrate.connect(_keep_rows, sender=self)


def _keep_rows(*, using: str, **_given: Any) -> None:
    from . import lock

    lock.install(using)
