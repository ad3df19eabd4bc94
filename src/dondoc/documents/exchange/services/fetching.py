"""Reading the folder that messages come in by: each file is taken in, a bad one set apart with the reason."""

from __future__ import annotations

import datetime as dt
import hashlib
import logging
import os
import stat
from pathlib import Path

from django.conf import settings
from django.db import OperationalError
from django.utils import translation
from django.utils.translation import gettext as _

from dondoc.documents.exchange import adapters, edxml
from dondoc.documents.exchange.choices import MessageKind

from . import receiving

logger = logging.getLogger(__name__)

# One run takes no more; the next goes on.
MOST = 200
# A file that ended so many attempts, or the worker in them, is set apart: the others wait behind it.
MOST_ATTEMPTS = 3
ATTEMPTS = ".lan-thu"
SUFFIXES = (adapters.SUFFIX, ".xml")
REASON = ".ly-do.txt"


def read_folder(*, now: dt.datetime) -> int:
    """Take in what lies in the folder, oldest name first, and return how many files were dealt with.

    May run twice, and at once on two machines: the message is taken in once. A file that
    its writer has not finished bears another name until then, as ours do.
    """
    if not settings.EXCHANGE_FOLDER:
        return 0
    folder = Path(settings.EXCHANGE_FOLDER)
    for name in (adapters.IN, adapters.FAILED):
        (folder / name).mkdir(parents=True, exist_ok=True)
    there = sorted(path for path in (folder / adapters.IN).iterdir() if _is_message(path))
    return sum(_try_to_take(path, folder=folder, now=now) for path in there[:MOST])


def _is_message(path: Path) -> bool:
    return path.suffix.lower() in SUFFIXES and not path.name.startswith(".")


def _try_to_take(path: Path, *, folder: Path, now: dt.datetime) -> bool:
    """Take one file in; that it fails does not stop the others, and it is tried again with the next run, thrice in all.

    The attempt is noted before the file is read: one that ends the worker, by its time or its memory, counts too.
    """
    note = path.with_name(f".{hashlib.sha256(path.name.encode()).hexdigest()[:16]}{ATTEMPTS}")
    try:
        attempts = int(note.read_text("ascii") or 0) if note.exists() else 0
        if attempts >= MOST_ATTEMPTS:
            note.unlink()
            return _move(path, folder / adapters.FAILED, reason=_too_often())
        note.write_text(str(attempts + 1), "ascii")
        moved = _take(path, folder=folder, now=now)
    except OperationalError:  # The database is away: no fault of the file, and the next one would fare no better.
        note.unlink(missing_ok=True)
        raise
    except Exception:
        logger.exception("a message could not be taken in", extra={"file": path.name})
        return False
    note.unlink(missing_ok=True)
    return moved


def _too_often() -> str:
    with translation.override(settings.LANGUAGE_CODE):
        return _(
            "The message could not be taken in after three attempts; the log of the worker says why. "
            "Put it back into the folder to try again, or ask the sender for another copy."
        )


def _take(path: Path, *, folder: Path, now: dt.datetime) -> bool:
    """Take one file in, out of the folder; False when another worker was faster, or it cannot be read now."""
    try:
        data = _bytes_of(path)
    except FileNotFoundError:
        return False
    except OSError as error:
        logger.warning("a message cannot be read", extra={"file": path.name, "error": adapters.words_of(error)})
        return False
    if data is None:
        return _move(path, folder / adapters.FAILED, reason=str(edxml.Refused("too_large", "hoặc không phải là tệp")))
    if not data:
        return _move(path, folder / adapters.FAILED, reason=str(edxml.Refused("empty")))
    received = receiving.take_in(data=data, name=path.name, now=now)
    if received.kind == MessageKind.UNREADABLE:
        return _move(path, folder / adapters.FAILED, reason=received.reason)
    # What it brought is kept in the store; a second copy here would outlive what is found secret or refused.
    path.unlink(missing_ok=True)
    return True


def _bytes_of(path: Path) -> bytes | None:
    """Return the bytes of a file; None for one that is too large, or is a link or no file at all."""
    handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK) if not path.is_symlink() else -1
    if handle < 0:
        return None
    with os.fdopen(handle, "rb") as stream:
        facts = os.fstat(stream.fileno())
        if not stat.S_ISREG(facts.st_mode) or facts.st_size > edxml.DEFAULT.message:
            return None
        return stream.read()


def _move(path: Path, folder: Path, *, reason: str = "") -> bool:
    """Move a file that was dealt with; an earlier one of the same name stays."""
    target, number = folder / path.name, 1
    while target.exists():
        target, number = folder / f"{path.stem}.{number}{path.suffix}", number + 1
    try:
        path.replace(target)
    except FileNotFoundError:
        return False
    if reason:
        target.with_name(target.name + REASON).write_text(f"{reason}\n", "utf-8")
    adapters.make_lasting(folder)
    return True
