"""Keeping bytes: once under their SHA-256, and gone again when the act that brings them fails."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import PurePosixPath

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile

from .errors import FileMissing, FileTooLarge
from .models import StoredFile

MEGABYTE = 1024 * 1024
# Longest file name kept; the middle of a longer one is left out, its suffix stays.
NAME_LENGTH = 150


def clean_name(name: str) -> str:
    """Return the last part of a file name as sent, without control characters, not longer than `NAME_LENGTH`."""
    last = PurePosixPath(name.replace("\\", "/")).name
    printable = re.sub(r"[\x00-\x1f\x7f\u202a-\u202e\u2066-\u2069]", "", last).strip() or "tệp"
    if len(printable) <= NAME_LENGTH:
        return printable
    suffix = PurePosixPath(printable).suffix[:10]
    return f"{printable[: NAME_LENGTH - len(suffix) - 1]}…{suffix}"


def check_size(size: int) -> None:
    """Refuse what is empty of bytes or larger than the limit.

    Raises:
        FileMissing: there is nothing in it.
        FileTooLarge: it is over the limit.
    """
    if size == 0:
        raise FileMissing
    if size > settings.UPLOAD_LIMIT_BYTES:
        raise FileTooLarge(size=size // MEGABYTE, limit=settings.UPLOAD_LIMIT_BYTES // MEGABYTE)


def read_upload(upload: UploadedFile[bytes]) -> tuple[bytes, str]:
    """Return the bytes and the name of a file as sent.

    Raises:
        FileMissing: there is nothing in it.
        FileTooLarge: it is over the limit; nothing of it is read.
    """
    check_size(upload.size or 0)
    return upload.read(), upload.name or ""


def read_uploads(uploads: Iterable[UploadedFile[bytes]]) -> Iterator[tuple[bytes, str]]:
    """Yield the bytes and the name of each file as sent; of one over the limit only the first byte past it."""
    for upload in uploads:
        yield upload.read(settings.UPLOAD_LIMIT_BYTES + 1), upload.name or ""


@contextmanager
def stored(data: bytes) -> Iterator[StoredFile]:
    """Keep the bytes for the length of an act; if the act fails, new bytes are removed again.

    The row comes first: of two acts that bring the same bytes at once, the database lets one write them, and the
    other finds them.
    """
    sha256 = hashlib.sha256(data).hexdigest()
    path = f"{sha256[:2]}/{sha256}"
    record, is_new = StoredFile.objects.get_or_create(sha256=sha256, defaults={"size": len(data), "content": path})
    try:
        if is_new:
            default_storage.delete(path)  # what an act that was killed half-way left behind
            default_storage.save(path, ContentFile(data))
        yield record
    except BaseException:
        if is_new:
            default_storage.delete(path)
        raise
