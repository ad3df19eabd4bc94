"""`dondoc manage await_tasks`: make the rows of tasks whose document is not in hand, where some are missing."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from dondoc.tasks import services


class Command(BaseCommand):
    """Makes the missing rows; safe to run again, and at any time."""

    help = "Make the rows of tasks of documents that are cited and not in hand."

    def handle(self, *args: Any, **options: Any) -> None:
        """Make them and say how many."""
        self.stdout.write(f"Đã lập thêm {services.await_all()} nhiệm vụ chờ văn bản.")
