"""Pictures go to the archive as PDF, whatever they say of their size."""

from __future__ import annotations

from io import BytesIO

import pypdfium2
import pytest
from PIL import Image, TiffImagePlugin

from dondoc.documents import files
from dondoc.documents.case_files import converting


def jpeg(density):
    """Return a picture that says so many dots an inch: in its JFIF header, which Pillow does not write as 0."""
    target = BytesIO()
    Image.new("RGB", (96, 96), "white").save(target, "JPEG", dpi=(72, 72))
    data = bytearray(target.getvalue())
    start = data.index(b"JFIF\0")
    data[start + 7 : start + 12] = b"\1" + density.to_bytes(2) * 2
    return bytes(data)


def tiff(numerator, denominator):
    """Return a picture whose dots an inch are a fraction."""
    target = BytesIO()
    size = TiffImagePlugin.IFDRational(numerator, denominator)
    info = {282: size, 283: size, 296: 2}
    Image.new("RGB", (96, 96), "white").save(target, "TIFF", tiffinfo=info)
    return target.getvalue()


@pytest.mark.django_db
@pytest.mark.usefixtures("kept_files")
@pytest.mark.parametrize(
    ("data", "suffix", "inches"),
    [
        pytest.param(jpeg(48), ".jpg", 2, id="it-says-48"),
        pytest.param(jpeg(0), ".jpg", 1, id="it-says-0"),
        pytest.param(tiff(0, 1), ".tif", 1, id="a-fraction-that-is-0"),
        pytest.param(tiff(0, 0), ".tif", 1, id="a-fraction-that-is-no-number"),
    ],
)
def test_a_picture_is_as_large_as_it_says(data, suffix, inches):
    """Where it says nothing that can be, as on a screen."""
    with files.stored(data) as file, converting.as_pdf([(1, file, suffix)]) as made:
        width, _height = pypdfium2.PdfDocument(made[1].read_bytes())[0].get_size()

    assert round(width) == inches * 72
