"""axe finds nothing on any page, light and dark; nothing sticks out at any width."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse

from dondoc.documents.models import Citation, Document
from dondoc.tasks.models import Task

from .test_from_notice_to_proof import confirm_and_hand_over, upload

pytestmark = pytest.mark.journey

WIDTHS = (320, 360, 768, 1024, 1440, 1920)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages(visit, scheme):
    """With the data of the sample notice, before and after it is handed on."""
    visitor = visit()
    visitor.page.emulate_media(color_scheme=scheme)
    upload(visitor)
    document = Document.objects.get().pk
    early = ["/van-ban/", f"/van-ban/{document}/", f"/van-ban/{document}/ra-soat/?sua=1", "/", "/nhiem-vu/"]
    cited = Citation.objects.exclude(reference="").earliest("pk")
    found = look(visitor, [*early, reverse("documents:cited", args=[cited.reference, cited.date])])
    visitor.go(f"/van-ban/{document}/")
    confirm_and_hand_over(visitor)
    visitor.sign_in("giamdoc")
    found |= look(visitor, ["/", "/nhiem-vu/", f"/nhiem-vu/{Task.objects.earliest('pk').pk}/", "/khong-co/"])
    visitor.context.clear_cookies()
    found |= look(visitor, ["/dang-nhap/"])
    visitor.errors.clear()  # the missing page is meant to be missing

    assert found == {}


def look(visitor, paths):
    """Return what is wrong, by path."""
    wrong = {}
    for path in paths:
        visitor.page.set_viewport_size({"width": 1440, "height": 900})
        visitor.go(path)
        violations = [
            (v["id"], [n["html"][:120] for n in v["nodes"]]) for v in Axe().run(visitor.page).response["violations"]
        ]
        for width in WIDTHS:
            visitor.page.set_viewport_size({"width": width, "height": 900})
            if not visitor.fits():
                violations.append((f"sticks out at {width}", []))
        if violations:
            wrong[path] = violations
    return wrong
