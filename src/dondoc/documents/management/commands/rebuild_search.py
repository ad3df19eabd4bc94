"""`dondoc manage rebuild_search`: make the full-text index anew, with every document in it."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.db import DEFAULT_DB_ALIAS

from dondoc.documents.searching import index


class Command(BaseCommand):
    """Rebuilds the index; safe to run again, and at any time."""

    help = "Make the full-text index of the register anew."

    def handle(self, *args: Any, **options: Any) -> None:
        """Rebuild and say what was not as it should be."""
        changed = index.rebuild(DEFAULT_DB_ALIAS)
        self.stdout.write(f"Đã lập lại chỉ mục tìm kiếm; {changed} văn bản được tính lại.")
