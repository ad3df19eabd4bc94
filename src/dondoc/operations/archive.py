"""A backup as one file: a compressed tar of the database, the stored files and, last, the manifest.

The manifest comes last: an archive that was cut off has none.
"""

from __future__ import annotations

import hashlib
import io
import json
import re
import tarfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from dondoc.audit.anchoring import MANIFEST

from .errors import ArchiveDamaged

SCHEMA = "dondoc.backup/1"
FILES = "files/"
# Most of what is stored is compressed already (Word, PDF): the quick level loses little.
LEVEL = 3
PIECE = 1024 * 1024
SHA256 = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup holds.

    Attributes:
        version: of the product that made it.
        made_at: the moment, ISO 8601 in UTC.
        database: kind of database.
        member: name of its copy in the archive; `size` in bytes and `sha256` are the copy's.
        migrations: what was applied, as `app.name`.
        tables: rows and a digest for each table.
        files: how many stored files it holds; `missing` names those that rows refer to and that were not there whole.
        anchor: the head of the log; None before the first seal.
    """

    version: str
    made_at: str
    database: str
    member: str
    size: int
    sha256: str
    migrations: list[str]
    tables: dict[str, dict[str, int | str]]
    files: int
    missing: list[str]
    anchor: dict[str, object] | None

    def as_json(self) -> bytes:
        """Return it as it stands in the archive."""
        return json.dumps({"schema": SCHEMA, **asdict(self)}, ensure_ascii=False, indent=1).encode()


class Writer:
    """Writes an archive."""

    def __init__(self, archive: tarfile.TarFile, *, moment: float) -> None:
        self._archive = archive
        self._moment = moment

    def add(self, name: str, data: bytes) -> None:
        """Add a member of these bytes."""
        self._archive.addfile(self._info(name, len(data)), io.BytesIO(data))

    def add_file(self, name: str, path: Path) -> None:
        """Add a member with the bytes of a file."""
        with path.open("rb") as stream:
            self._archive.addfile(self._info(name, path.stat().st_size), stream)

    def _info(self, name: str, size: int) -> tarfile.TarInfo:
        info = tarfile.TarInfo(name)
        info.size, info.mtime, info.mode = size, int(self._moment), 0o600
        return info


@contextmanager
def writing(path: Path, *, moment: float) -> Iterator[Writer]:
    """Write an archive that only its owner may read."""
    path.touch(mode=0o600)
    with tarfile.open(path, "w:gz", compresslevel=LEVEL) as archive:
        yield Writer(archive, moment=moment)


@contextmanager
def _reading(path: Path) -> Iterator[None]:
    """Say in one sentence that an archive cannot be read to its end, wherever in it that shows.

    Raises:
        ArchiveDamaged: the file is no archive, or was cut off or altered.
    """
    try:
        yield
    except FileNotFoundError as failure:
        raise ArchiveDamaged(name=path.name, what=failure.strerror) from failure
    except (tarfile.TarError, EOFError, zlib.error, IsADirectoryError) as failure:
        raise ArchiveDamaged(name=path.name, what=str(failure)) from failure


def members(path: Path) -> Iterator[tuple[str, Any]]:
    """Yield the name of each member with the stream of its bytes, in order.

    Raises:
        ArchiveDamaged: a member is no file, or would leave its folder.
    """
    with tarfile.open(path, "r|gz") as archive:
        for member in archive:
            stream = archive.extractfile(member)
            if stream is None or not _is_plain(member.name):
                raise ArchiveDamaged(name=path.name, what=member.name)
            yield member.name, stream


def extract(path: Path, folder: Path) -> tuple[Manifest, Path]:
    """Check every member, write the copy of the database into a folder; return the manifest and the copy.

    Raises:
        ArchiveDamaged: something is missing, or is not what the manifest says.
    """
    manifest, dump, files = None, None, 0
    sha = hashlib.sha256()
    with _reading(path):
        for name, stream in members(path):
            if name == MANIFEST:
                manifest = _manifest(path, stream.read())
            elif name.startswith(FILES):
                files += 1
                check_stored(name, stream.read(), archive=path)
            else:
                dump = folder / name
                with dump.open("wb") as target:
                    while piece := stream.read(PIECE):
                        sha.update(piece)
                        target.write(piece)
    if manifest is None or dump is None:
        raise ArchiveDamaged(name=path.name, what=MANIFEST)
    if (dump.name, dump.stat().st_size, sha.hexdigest()) != (manifest.member, manifest.size, manifest.sha256):
        raise ArchiveDamaged(name=path.name, what=dump.name)
    if files != manifest.files:
        raise ArchiveDamaged(name=path.name, what=f"{files} ≠ {manifest.files}")
    return manifest, dump


def stored_files(path: Path) -> Iterator[tuple[str, bytes]]:
    """Yield the name and the bytes of each stored file."""
    with _reading(path):
        for name, stream in members(path):
            if name.startswith(FILES):
                yield name.removeprefix(FILES), stream.read()


def fits_name(name: str, data: bytes) -> bool:
    """Say whether bytes are those that a name promises; a name that is no hash promises nothing."""
    last = PurePosixPath(name).name
    return not SHA256.fullmatch(last) or hashlib.sha256(data).hexdigest() == last


def check_stored(name: str, data: bytes, *, archive: Path) -> None:
    """Compare a stored file with the hash that is its name.

    Raises:
        ArchiveDamaged: it is not the file that was stored.
    """
    if not fits_name(name, data):
        raise ArchiveDamaged(name=archive.name, what=name)


def _is_plain(name: str) -> bool:
    """Say whether a name stays inside the folder it is put in; a database's copy lies at the top."""
    parts = PurePosixPath(name).parts
    return not name.startswith("/") and ".." not in parts and (name.startswith(FILES) or len(parts) == 1)


def _manifest(path: Path, text: bytes) -> Manifest:
    try:
        fields = json.loads(text)
        if fields.pop("schema") != SCHEMA:
            raise ArchiveDamaged(name=path.name, what=MANIFEST)
        return Manifest(**fields)
    except (ValueError, TypeError, KeyError, AttributeError) as failure:
        raise ArchiveDamaged(name=path.name, what=MANIFEST) from failure
