"""What LibreOffice does: older and foreign text formats (.doc, .odt, .rtf) become .docx, office files become .pdf."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from contextlib import suppress
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
    if not is_available():
        raise Unreadable("no_converter", f".{kind}")
    with tempfile.TemporaryDirectory(prefix="dondoc-") as name:
        folder = Path(name)
        given = folder / f"given.{kind}"
        given.write_bytes(data)
        _convert([given], "docx:MS Word 2007 XML", folder=folder, seconds=limits.convert_seconds)
        made = folder / "made" / "given.docx"
        if not made.is_file():
            raise Unreadable("damaged", f"không chuyển được tệp .{kind}")
        return made.read_bytes()


def to_pdf(given: Sequence[Path], *, folder: Path, seconds: float) -> dict[Path, Path]:
    """Turn files into PDF in one go and return those that came about, by the file they were made of.

    Without LibreOffice there are none; when the time is over, those that were finished before.

    Args:
        given: files of different names in `folder`.
        folder: of the caller's own; the results lie in it.
    """
    if not given or not is_available():
        return {}
    with suppress(Unreadable):
        _convert(given, "pdf", folder=folder, seconds=seconds)
    made = {path: folder / "made" / f"{path.stem}.pdf" for path in given}
    return {path: pdf for path, pdf in made.items() if pdf.is_file()}


def _convert(given: Sequence[Path], target: str, *, folder: Path, seconds: float) -> None:
    """Run LibreOffice over files; what it makes lies in `made` of the folder.

    Raises:
        Unreadable: `too_slow`.
    """
    program = programs.find("soffice", "libreoffice") or ""
    command = [
        program,
        "--headless",
        "--norestore",
        "--nolockcheck",
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        "--convert-to",
        target,
        "--outdir",
        str(folder / "made"),
        *map(str, given),
    ]
    programs.run(command, folder=folder, seconds=seconds)
