"""The programme app."""

from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class ProgrammeConfig(AppConfig):
    """Targets, their plans and figures, the programme of the year."""

    name = "dondoc.programme"
    label = "programme"

    def ready(self) -> None:
        """Keep closed figures as they are; offer what is counted over the programme, and what notices tell of it."""
        from dondoc.kernel import measures, subjects

        from .measures import MEASURES
        from .notified import SUBJECT

        post_migrate.connect(_keep_rows, sender=self)
        measures.register(*MEASURES)
        subjects.register(SUBJECT)


def _keep_rows(*, using: str, **_given: Any) -> None:
    from . import lock

    lock.install(using)
