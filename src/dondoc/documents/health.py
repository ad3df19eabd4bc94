"""What the doctor asks of the stored files and of the programs that read documents."""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

from django.core.files.storage import default_storage
from django.db import DEFAULT_DB_ALIAS
from django.utils.translation import gettext as _

from dondoc.kernel import clock
from dondoc.kernel.health import Context, Finding, broken, check, good, warning
from dondoc.kernel.vietnamese import format_date

from .exchange.health import exchange
from .models import StoredFile
from .searching import index
from .signing import selectors as signing

__all__ = ["exchange", "files", "programs"]

SAMPLE = 200
NAMED = 5
SECONDS = 20
# A certificate that runs out within this time should have its successor here.
SOON = dt.timedelta(days=60)


@check("files")
def files(context: Context) -> Iterator[Finding]:
    """Ask whether files can be written, and whether those that were stored are there and whole.

    A sample is the newest files, there or not; everything is every file, read and compared with its hash.
    """
    folder = Path(default_storage.path(""))
    while not folder.exists():
        folder = folder.parent
    if not os.access(folder, os.W_OK):
        yield broken(_("Files cannot be written to %(folder)s. Mend its owner or its mode.") % {"folder": folder})
    stored = StoredFile.objects.order_by("-pk")
    looked_at, lost = 0, []
    for file in (stored if context.thorough else stored[:SAMPLE]).iterator():
        looked_at += 1
        if not _is_there(file, is_read=context.thorough):
            lost.append(file.content.name)
    for name in lost[:NAMED]:
        yield broken(_("The stored file %(name)s is missing or damaged. Take it from a backup.") % {"name": name})
    if len(lost) > NAMED:
        yield broken(_("%(n)s stored files are missing or damaged in all.") % {"n": len(lost)})
    if not lost:
        yield good(_("%(n)s stored files are there.") % {"n": looked_at})


def _is_there(file: StoredFile, *, is_read: bool) -> bool:
    name = str(file.content.name)
    try:
        if not is_read:
            return bool(default_storage.size(name) == file.size)
        with default_storage.open(name) as stream:
            return hashlib.sha256(stream.read()).hexdigest() == file.sha256
    except OSError:
        return False


@check("search")
def search(context: Context) -> Iterator[Finding]:
    """Ask whether the full-text index is whole; everything is every word of every document."""
    if not index.is_in_step(DEFAULT_DB_ALIAS, thorough=context.thorough):
        yield broken(_("The full-text index is not in step with the register. Run: dondoc manage rebuild_search"))
    else:
        yield good(_("The full-text index is there."))


@check("programs")
def programs(context: Context) -> Iterator[Finding]:
    """Ask for what reads scans and old Word files."""
    if not shutil.which("tesseract"):
        yield warning(_("Scans are not read. Install: apt-get install tesseract-ocr tesseract-ocr-vie"))
    elif "vie" not in _printed("tesseract", "--list-langs").split():
        yield warning(_("Scans are read without Vietnamese. Install: apt-get install tesseract-ocr-vie"))
    else:
        yield good(_("Scans are read, in Vietnamese."))
    if not (shutil.which("soffice") or shutil.which("libreoffice")):
        yield warning(_("LibreOffice is not here. Install: apt-get install libreoffice-writer"))
    elif not _printed("fc-list", ":lang=vi"):
        yield warning(_("No font has Vietnamese letters. Install: apt-get install fonts-liberation"))


@check("signatures")
def signatures(context: Context) -> Iterator[Finding]:
    """Ask whether the trusted certificates and the lists of revoked ones go on holding."""
    ending = [anchor for anchor in signing.anchors().trusted() if anchor.valid_to < context.now + SOON]
    for anchor in ending:
        words = {"name": anchor.name, "day": format_date(clock.day_of(anchor.valid_to))}
        yield warning(_("The trusted certificate “%(name)s” ends on %(day)s. Add its successor.") % words)
    old = [one for one in signing.lists() if one.is_over(context.now)]
    for one in old:
        words = {"name": one.issuer, "day": format_date(clock.day_of(one.issued_at))}
        yield warning(_("The list of revoked certificates of “%(name)s” of %(day)s is out of date.") % words)
    if not ending and not old:
        yield good(_("The trusted certificates hold for the next 60 days."))


def _printed(*command: str) -> str:
    """Return what a program prints, nothing when it fails."""
    try:
        return subprocess.run(  # noqa: S603 (words of this module)
            command, capture_output=True, text=True, timeout=SECONDS, check=False
        ).stdout
    except (OSError, subprocess.TimeoutExpired):
        return ""
