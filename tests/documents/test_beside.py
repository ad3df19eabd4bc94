"""The pictures of the pages stand beside the text that was read."""

from __future__ import annotations

import pytest
from django.urls import reverse

from dondoc.documents.templatetags.documents import MOST_PAGES
from tests import world as worlds


@pytest.mark.parametrize("address", ["tasks:review", "documents:document"])
@pytest.mark.parametrize(
    ("pages", "expected"),
    [
        pytest.param(0, 0, id="a-file-without-pages"),
        pytest.param(2, 2, id="each-page"),
        pytest.param(MOST_PAGES + 5, MOST_PAGES, id="no-more-than-are-offered"),
    ],
)
def test_pages_are_offered_on_both_screens(world, client, address, pages, expected):
    """Loaded only when they are looked at; that some are left out is said."""
    document = worlds.document(world, [worlds.directive("Rà soát")], media_type="application/pdf", pages=pages)
    client.force_login(world.clerk)

    page = client.get(reverse(address, args=[document.pk])).content.decode()

    assert page.count('loading="lazy"') == expected
    assert (f"Bản gốc có {pages} trang" in page) == (pages > expected)
    assert ("Ảnh trang" in page) == bool(pages)


@pytest.mark.parametrize("is_scan", [True, False])
def test_the_pages_of_a_scan_are_open_at_once(world, client, is_scan):
    """Its letters were recognised and may be wrong."""
    document = worlds.document(
        world, [worlds.directive("Rà soát")], media_type="application/pdf", pages=2, is_scan=is_scan
    )
    client.force_login(world.clerk)

    page = client.get(reverse("tasks:review", args=[document.pk])).content.decode()

    assert ('name="pages" checked' in page) == is_scan
