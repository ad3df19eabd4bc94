"""`dondoc restore ARCHIVE`: put a backup in place, all of it or nothing."""

from __future__ import annotations

import datetime as dt
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from dondoc.kernel import clock
from dondoc.kernel.errors import DomainError
from dondoc.kernel.vietnamese import format_date, format_number
from dondoc.operations import services


class Command(BaseCommand):
    """Restores a backup. Exit code 0: restored; 2: nothing was changed."""

    help = "Put a backup in place."
    # The database may be empty, or of another version.
    requires_system_checks: list[str] = []
    requires_migrations_checks = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the backup."""
        parser.add_argument("source", type=Path)
        parser.add_argument("--replace", action="store_true")

    def handle(self, *args: Any, source: Path, replace: bool, **options: Any) -> None:
        """Restore."""
        try:
            manifest = services.restore(source=source, is_replacing=replace, now=clock.now())
        except DomainError as refusal:
            raise CommandError(refusal.sentence, returncode=2) from refusal
        rows = sum(int(table["rows"]) for table in manifest.tables.values())
        made = dt.datetime.fromisoformat(manifest.made_at).astimezone(clock.ZONE)
        self.stdout.write(
            f"Đã khôi phục bản sao lưu lúc {made:%H:%M} ngày {format_date(made)}: "
            f"{format_number(rows)} dòng, {format_number(manifest.files)} tệp."
        )
        if services.is_older(manifest):
            self.stdout.write("Bản sao lưu của phiên bản trước. Hãy chạy tiếp: dondoc manage migrate")
