"""The PDF is one for the archive: the marks of PDF/A-2b stand in it, and the check sees when one is missing."""

from __future__ import annotations

import io
from collections.abc import Callable

import pypdfium2
import pytest

from dondoc.writing.pdf import write_pdf
from tests import archiving

from .contents import EXAMPLES, example


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_type_is_for_the_archive(name: str) -> None:
    """Metadata, output intent, fonts; nothing that acts, and no encryption."""
    assert archiving.faults(write_pdf(example(name))) == []


def without_fonts(data: bytes) -> bytes:
    """Return the file with its fonts named and not embedded."""
    return data.replace(b"/FontFile2", b"/XontFile2").replace(b"/FontFile3", b"/XontFile3")


def drawn_anew(data: bytes) -> bytes:
    """Return its pages as another program puts them together."""
    made = pypdfium2.PdfDocument.new()
    source = pypdfium2.PdfDocument(data)
    made.import_pages(source)
    target = io.BytesIO()
    made.save(target)
    made.close()
    source.close()
    return target.getvalue()


@pytest.mark.parametrize(
    ("change", "told"),
    [
        pytest.param(lambda data: data.replace(b"%PDF-1.7", b"%PDF-2.0"), "the header is not", id="version"),
        pytest.param(lambda data: data.replace(b"pdfaid:part>2", b"pdfaid:part>1"), "XMP does not say", id="part"),
        pytest.param(lambda data: data.replace(b"/GTS_PDFA1", b"/GTS_PDFX1"), "no output intent", id="intent"),
        pytest.param(without_fonts, "is not embedded", id="fonts"),
        pytest.param(drawn_anew, "no plain XMP", id="pages-without-their-marks"),
    ],
)
def test_what_is_missing_is_told(change: Callable[[bytes], bytes], told: str) -> None:
    """Each mark, taken away."""
    found = archiving.faults(change(write_pdf(example("thong-bao"))))

    assert any(told in fault for fault in found), found
