"""Older and foreign text formats (.doc, .odt, .rtf), turned into .docx by LibreOffice."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path

from dondoc.reading.errors import Unreadable
from dondoc.reading.sources import programs, word
from dondoc.reading.sources.archive import Archive
from dondoc.reading.sources.limits import Limits
from dondoc.reading.sources.loaded import Loaded

MEDIA_TYPES = {
    "doc": "application/msword",
    "odt": "application/vnd.oasis.opendocument.text",
    "rtf": "application/rtf",
}
_THROUGH = "Tệp .{kind} được đọc qua LibreOffice; cách đánh số và bố cục có thể khác bản in từ Word."


def is_available() -> bool:
    """Tell whether LibreOffice is installed."""
    return programs.find("soffice", "libreoffice") is not None


def read(data: bytes, kind: str, limits: Limits) -> Loaded:
    """Return the text of a .doc, .odt or .rtf file.

    Raises:
        Unreadable: `no_converter`, `too_slow`, `damaged`, or what a .docx may be refused for.
    """
    docx = _to_docx(data, kind, limits)
    loaded = word.read(Archive(docx, limits), limits)
    return replace(loaded, media_type=MEDIA_TYPES[kind], losses=(*loaded.losses, _THROUGH.format(kind=kind)))


def _to_docx(data: bytes, kind: str, limits: Limits) -> bytes:
    program = programs.find("soffice", "libreoffice")
    if program is None:
        raise Unreadable("no_converter", f".{kind}")
    with tempfile.TemporaryDirectory(prefix="dondoc-") as name:
        folder = Path(name)
        given = folder / f"given.{kind}"
        given.write_bytes(data)
        command = [
            program,
            "--headless",
            "--norestore",
            "--nolockcheck",
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            "--convert-to",
            "docx:MS Word 2007 XML",
            "--outdir",
            str(folder / "made"),
            str(given),
        ]
        programs.run(command, folder=folder, seconds=limits.convert_seconds)
        made = folder / "made" / "given.docx"
        if not made.is_file():
            raise Unreadable("damaged", f"không chuyển được tệp .{kind}")
        return made.read_bytes()
