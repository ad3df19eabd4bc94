"""Opening the file of a document: whole as it was stored, and who opened it stands in the log."""

from __future__ import annotations

import datetime as dt

from django.core.files.base import File

from dondoc.audit import services as audit
from dondoc.documents import files
from dondoc.documents.models import StoredFile
from dondoc.kernel import clock
from dondoc.organization.models import Person


def open_file(*, file: StoredFile, subject: str, actor: Person, now: dt.datetime) -> File[bytes]:
    """Return a file, open for reading, for a person who may see it; noted once a day for each person.

    Args:
        subject: the record that the file belongs to, as the log names it.

    Raises:
        FileLost, FileAltered: the store does not have the bytes that were stored.
    """
    stream = files.opened(file)
    audit.read(
        act="documents.file.read", subject=subject, actor=actor, now=now, since=clock.start_of(clock.day_of(now))
    )
    return stream
