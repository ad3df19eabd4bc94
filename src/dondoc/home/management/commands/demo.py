"""`dondoc manage demo`: load the demo organisation once and read the sample notice into its register."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from dondoc.documents import services as documents
from dondoc.documents.errors import AlreadyRegistered
from dondoc.documents.files import fetch
from dondoc.home import demo
from dondoc.kernel import clock
from dondoc.kernel.errors import DomainError


class Command(BaseCommand):
    """Loads the demo organisation; safe to run again."""

    help = "Load the demo organisation once and read a notice into its register."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the notice to read."""
        parser.add_argument("--notice", type=Path, help="the document to read into the register")

    def handle(self, *args: Any, notice: Path | None, **options: Any) -> None:
        """Load and read."""
        if not settings.DEMO:
            raise CommandError("the demo organisation is loaded in demo mode only (DONDOC_DEMO=1)")
        demo.load()
        if notice is None:
            return
        try:
            documents.register(data=fetch(notice), name=notice.name, actor=demo.clerk(), now=clock.now())
        except AlreadyRegistered:
            return
        except DomainError as refusal:
            raise CommandError(refusal.sentence) from refusal
