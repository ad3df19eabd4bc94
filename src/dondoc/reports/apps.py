"""The reports app, and what it does when something happens below."""

from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class ReportsConfig(AppConfig):
    """Reports whose figures are computed and can be opened."""

    name = "dondoc.reports"
    label = "reports"

    def ready(self) -> None:
        """Keep what was frozen as it is, note which document a report was issued as, let notices name what is asked."""
        from dondoc.documents.composing import frozen
        from dondoc.documents.events import DocumentIssued
        from dondoc.kernel import events, subjects

        from .notified import SUBJECTS
        from .selectors import carried_by
        from .services import note_issued

        post_migrate.connect(_keep_rows, sender=self)
        events.subscribe(DocumentIssued, note_issued)
        frozen.register(carried_by)
        for subject in SUBJECTS:
            subjects.register(subject)


def _keep_rows(*, using: str, **_given: Any) -> None:
    from . import lock

    lock.install(using)
