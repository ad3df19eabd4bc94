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
from dondoc.home import demo, demo_programme, population
from dondoc.kernel import clock
from dondoc.kernel.errors import DomainError
from dondoc.organization.models import Unit


class Command(BaseCommand):
    """Loads the demo organisation; safe to run again."""

    help = "Load the demo organisation once and read a notice into its register."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the notice to read."""
        parser.add_argument("--notice", type=Path, help="the document to read into the register")
        parser.add_argument("--tasks", type=int, help="write a made-up province with so many tasks instead")
        parser.add_argument("--people", type=int, default=400)
        parser.add_argument("--units", type=int, default=60)

    def handle(self, *args: Any, notice: Path | None, tasks: int | None, **options: Any) -> None:
        """Load and read."""
        if not settings.DEMO:
            raise CommandError("the demo organisation is loaded in demo mode only (DONDOC_DEMO=1)")
        if tasks is not None:
            self._populate(tasks, options["people"], options["units"])
            return
        if demo.load():
            demo_programme.approve()
        if notice is None:
            return
        try:
            documents.register(data=fetch(notice), name=notice.name, actor=demo.clerk(), now=clock.now())
        except AlreadyRegistered:
            return
        except DomainError as refusal:
            raise CommandError(refusal.sentence) from refusal

    def _populate(self, tasks: int, people: int, units: int) -> None:
        if Unit.objects.exists():
            raise CommandError("a made-up province is written into an empty database only")
        for made in population.populate(tasks=tasks, people=people, units=units, now=clock.now()):
            self.stderr.write(f"\r{made:,}/{tasks:,} tasks", ending="")
        self.stderr.write("")
