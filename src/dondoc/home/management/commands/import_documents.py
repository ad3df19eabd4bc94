"""`dondoc import FILE…`: read files into the register, each on its own."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from dondoc.documents import services as documents
from dondoc.documents.files import fetch
from dondoc.kernel import clock
from dondoc.kernel.errors import DomainError
from dondoc.organization.models import Person


class Command(BaseCommand):
    """Registers documents in somebody's name, with the same rules as the page."""

    help = "Read files into the register."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the files and the person."""
        parser.add_argument("files", nargs="+", type=Path)
        parser.add_argument("--as", dest="username", required=True, help="user name of the clerk who registers them")

    def handle(self, *args: Any, files: list[Path], username: str, **options: Any) -> None:
        """Register each file; one that is refused does not stop the others."""
        actor = Person.objects.filter(username=username, is_active=True).first()
        if actor is None:
            raise CommandError(f"Không có tài khoản “{username}”. Hãy kiểm tra lại tên đăng nhập của văn thư.")
        refused = 0
        for path in files:
            try:
                document = documents.register(data=fetch(path), name=path.name, actor=actor, now=clock.now())
            except DomainError as refusal:
                refused += 1
                self.stderr.write(f"{path.name}: {refusal.sentence}")
            else:
                self.stdout.write(f"{path.name}: {document.title} ({document.directives.count()})")
        if refused:
            sentence = f"Không vào sổ được {refused}/{len(files)} tệp."
            raise CommandError(sentence, returncode=1 if refused < len(files) else 2)
