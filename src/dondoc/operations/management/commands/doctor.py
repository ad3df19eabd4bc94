"""`dondoc doctor`: how the product is, a line for each finding."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import Error as DatabaseError
from django.db import connection

from dondoc.kernel import clock
from dondoc.kernel.health import Context, Level, examine

WORDS = {Level.GOOD: "đạt", Level.WARNING: "nhắc", Level.BROKEN: "LỖI"}


class Command(BaseCommand):
    """Examines the product. Exit code 0: nothing is broken; 1: something is; 2: the database cannot be reached."""

    help = "Say how the product is."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take how thorough to be."""
        parser.add_argument("--all", dest="is_thorough", action="store_true")

    def handle(self, *args: Any, is_thorough: bool, **options: Any) -> None:
        """Examine."""
        try:
            connection.ensure_connection()
        except DatabaseError as failure:
            raise CommandError(f"Không kết nối được cơ sở dữ liệu: {failure}", returncode=2) from failure
        count = 0
        for name, finding in examine(Context(now=clock.now(), thorough=is_thorough)):
            count += finding.level == Level.BROKEN
            self.stdout.write(f"{WORDS[finding.level]:<5} {name:<9} {finding.sentence}")
        if count:
            raise CommandError(f"{count} lỗi cần xử lý.", returncode=1)
