"""Keeping bytes: once under their SHA-256, and gone again when the act that brings them fails."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from django.conf import settings
from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile

from .errors import FileAltered, FileLost, FileMissing, FileTooLarge, FileUnfetchable
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


def digest(data: bytes) -> str:
    """Return the SHA-256 under which bytes are kept."""
    return hashlib.sha256(data).hexdigest()


def check_size(size: int) -> None:
    """Refuse what is empty of bytes or larger than the limit.

    Raises:
        FileMissing: there is nothing in it.
        FileTooLarge: it is over the limit.
    """
    if size == 0:
        raise FileMissing
    if size > settings.UPLOAD_LIMIT_BYTES:
        raise FileTooLarge(size=-(-size // MEGABYTE), limit=settings.UPLOAD_LIMIT_BYTES // MEGABYTE)


def fetch(path: Path) -> bytes:
    """Return the bytes of a file of this machine.

    Raises:
        FileUnfetchable: it is not there, is no file, or may not be read.
        FileMissing: there is nothing in it.
        FileTooLarge: it is over the limit; nothing of it is read.
    """
    try:
        if path.is_dir():
            raise FileUnfetchable(name=path.name)
        check_size(path.stat().st_size)
        return path.read_bytes()
    except OSError as failure:
        raise FileUnfetchable(name=path.name) from failure


def read_upload(upload: UploadedFile[bytes]) -> tuple[bytes, str]:
    """Return the bytes and the name of a file as sent.

    Raises:
        FileMissing: there is nothing in it.
        FileTooLarge: it is over the limit; nothing of it is read.
    """
    check_size(upload.size or 0)
    return upload.read(), upload.name or ""


def opened(file: StoredFile) -> File[bytes]:
    """Return a stored file, open for reading; its bytes are those that were stored.

    Raises:
        FileLost: its bytes are gone.
        FileAltered: somebody changed them in the store.
    """
    try:
        stream = file.content.open()
    except FileNotFoundError:
        raise FileLost from None
    digest = hashlib.sha256()
    for chunk in stream.chunks():
        digest.update(chunk)
    if digest.hexdigest() != file.sha256:
        stream.close()
        raise FileAltered
    stream.seek(0)
    return stream


@contextmanager
def stored(data: bytes) -> Iterator[StoredFile]:
    """Keep the bytes for the length of an act; if the act fails, new bytes are removed again.

    The row comes first: of two acts that bring the same bytes at once, the database lets one write them, and the
    other finds them.
    """
    sha256 = digest(data)
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
