"""`dondoc worker`: work through the queue until told to stop."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from dondoc.background.worker import Worker


class Command(BaseCommand):
    """Runs one worker."""

    help = "Work through the queue of background jobs until SIGTERM or SIGINT."

    def handle(self, *args: Any, **options: Any) -> None:
        """Work."""
        Worker().run()
