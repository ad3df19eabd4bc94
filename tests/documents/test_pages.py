"""Pages of the original beside the text."""

from __future__ import annotations

import io
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.urls import reverse
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from dondoc.documents import pages
from tests import world as worlds


def a_pdf(count):
    """Return a PDF with so many pages."""
    target = io.BytesIO()
    canvas = Canvas(target)
    for number in range(count):
        canvas.drawString(100, 700, f"Trang {number + 1}")
        canvas.showPage()
    canvas.save()
    return target.getvalue()


def a_tiff(count):
    """Return a TIFF with so many pages, as scanners make."""
    frames = [Image.new("L", (300, 400), 255 - number) for number in range(count)]
    target = io.BytesIO()
    frames[0].save(target, "TIFF", save_all=True, append_images=frames[1:])
    return target.getvalue()


@pytest.mark.parametrize(
    ("data", "media_type", "expected"),
    [
        pytest.param(a_pdf(2), pages.PDF, 2, id="pdf"),
        pytest.param(a_tiff(3), "image/tiff", 3, id="tiff"),
        pytest.param(b"text", "text/plain", 0, id="text-has-none"),
    ],
)
def test_pages_are_counted_and_shown(data, media_type, expected):
    """Each as a JPEG no larger than a screen."""
    assert pages.count(data, media_type) == expected
    for number in range(1, expected + 1):
        with Image.open(io.BytesIO(pages.picture(data, media_type, number))) as shown:
            assert (shown.format, max(shown.size) <= pages.LONGEST_SIDE) == ("JPEG", True)


@pytest.mark.parametrize(
    ("who", "number", "expected"),
    [
        pytest.param("clerk", 1, 200, id="a-page"),
        pytest.param("clerk", 0, 404, id="before-the-first"),
        pytest.param("clerk", 3, 404, id="after-the-last"),
        pytest.param("officer", 1, 404, id="somebody-who-does-not-see-the-document"),
    ],
)
def test_a_page_is_shown_to_those_who_see_the_document(world, client, kept_files, who, number, expected):
    """Hidden and absent answer alike."""
    document = worlds.document(world, [worlds.directive("Rà soát")], media_type=pages.PDF, pages=2, data=a_pdf(2))
    client.force_login(getattr(world, who))

    response = client.get(reverse("documents:page", args=[document.pk, number]))

    assert response.status_code == expected


def test_many_threads_show_pages_at_once():
    """PDFium is not safe for threads; the server has several."""
    data = a_pdf(3)
    with ThreadPoolExecutor(8) as threads:
        shown = list(threads.map(lambda number: pages.picture(data, pages.PDF, number % 3 + 1), range(60)))

    assert [len(picture) > 0 for picture in shown] == [True] * 60
