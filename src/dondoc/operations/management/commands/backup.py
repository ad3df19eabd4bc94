"""`dondoc backup FOLDER`: write a backup, while the product runs, and prove it."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from dondoc.kernel import clock
from dondoc.kernel.errors import DomainError
from dondoc.kernel.vietnamese import format_number
from dondoc.operations import services

NAMED = 10


class Command(BaseCommand):
    """Makes a backup. Exit code 0: made; 1: made, but stored files are missing; 2: not made."""

    help = "Write a backup into a folder."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the folder and how many to keep."""
        parser.add_argument("folder", type=Path)
        parser.add_argument("--keep", type=int)
        parser.add_argument("--no-verify", dest="is_verified", action="store_false")

    def handle(self, *args: Any, folder: Path, keep: int | None, is_verified: bool, **options: Any) -> None:
        """Back up."""
        try:
            made = services.backup(folder=folder, now=clock.now(), keep=keep, is_verified=is_verified)
        except DomainError as refusal:
            raise CommandError(refusal.sentence, returncode=2) from refusal
        manifest = made.manifest
        rows = sum(int(table["rows"]) for table in manifest.tables.values())
        proof = "đã khôi phục thử và đối chiếu" if is_verified else "chưa khôi phục thử"
        held = f"{len(manifest.tables)} bảng, {format_number(rows)} dòng, {format_number(manifest.files)} tệp"
        self.stdout.write(f"{made.path}: {held}; {proof}.")
        if manifest.missing:
            for name in manifest.missing[:NAMED]:
                self.stdout.write(f"Không còn tệp {name}, hoặc tệp đã bị sửa.")
            raise CommandError(f"Bản sao lưu thiếu {len(manifest.missing)} tệp không còn nguyên vẹn.", returncode=1)
