"""The folder of `--out`: readings written whole or not at all, and known again by a later run."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import json
import os
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dondoc import __version__

# A run that was killed may leave a process that still ends its file.
LOCK_SECONDS = 3.0
LOOK_SECONDS = 0.1


class Busy(Exception):
    """Another run writes into the folder."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """What a reading was made from: the file and the reader."""

    name: str
    sha256: str
    version: str
    tables: str


def stamp(data: bytes, *, name: str) -> Stamp:
    """Return the stamp that a reading of these bytes has now."""
    from dondoc.reading import tables

    return Stamp(name, hashlib.sha256(data).hexdigest(), __version__, tables.load().digest)


def stamp_of(target: Path) -> Stamp | None:
    """Return the stamp of a reading that lies in a file; None where no whole reading lies."""
    try:
        stored: Any = json.loads(target.read_bytes())
        source, reader = stored["source"], stored["reader"]
        return Stamp(source["name"], source["sha256"], reader["version"], reader["tables"])
    except (OSError, ValueError, LookupError, TypeError, RecursionError):
        return None


def write(target: Path, content: dict[str, Any]) -> None:
    """Write one JSON object: to another name first, so that the file holds all of it or does not change.

    Raises:
        OSError: the file cannot be written.
    """
    with whole(target) as part:
        part.write_text(json.dumps(content, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


@contextlib.contextmanager
def whole(target: Path) -> Iterator[Path]:
    """Give a name beside the target to write to; what lies there in the end becomes the target.

    The name is always the same, so that a run that was killed leaves nothing that the next one does not take away;
    and it is short, because the target's own name may be as long as a name can be.

    Raises:
        OSError: the file cannot be written.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    digest = hashlib.blake2b(os.fsencode(target.name), digest_size=8).hexdigest()
    part = target.with_name(f".{digest}.part")
    try:
        yield part
        part.replace(target)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


@contextlib.contextmanager
def kept_to_one(folder: Path) -> Iterator[None]:
    """Make the folder and keep it to this run.

    Raises:
        OSError: the folder cannot be made or written.
        Busy: another run has it.
    """
    folder.mkdir(parents=True, exist_ok=True)
    if not os.access(folder, os.W_OK | os.X_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(folder))
    with _locked(folder):
        yield


if sys.platform == "win32":
    _locked = contextlib.nullcontext[None]
else:
    import fcntl

    @contextlib.contextmanager
    def _locked(folder: Path) -> Iterator[None]:
        """Hold the lock of a folder; it ends with the last process of the run, however that ends."""
        handle = os.open(folder, os.O_RDONLY)
        deadline = time.monotonic() + LOCK_SECONDS
        try:
            while True:
                try:
                    fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                except BlockingIOError:
                    if time.monotonic() > deadline:
                        raise Busy from None
                    time.sleep(LOOK_SECONDS)
                except OSError:
                    break  # a file system without locks
                else:
                    break
            yield
        finally:
            os.close(handle)
