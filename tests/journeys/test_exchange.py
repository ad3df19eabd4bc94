"""A document goes to another agency, and one of theirs comes: in a browser, on wide and narrow screens."""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe

from dondoc.documents.choices import Way
from dondoc.documents.exchange import edxml, services
from dondoc.documents.exchange.models import Correspondent, Delivery, ReceivedMessage
from dondoc.documents.models import Document
from dondoc.kernel import clock
from dondoc.organization.models import Unit
from tests.documents.exchange.messages import OURS, THEIR_NAME, THEIRS, document_message, status_message

from .test_from_notice_to_proof import upload

pytestmark = pytest.mark.journey

PAGES = ("/van-ban/lien-thong/", "/van-ban/lien-thong/nhan/", "/van-ban/lien-thong/danh-ba/")
# Where the pictures of the screens are kept, when somebody wants to look at them.
PICTURES = os.environ.get("DONDOC_PICTURES", "")


@pytest.fixture
def on(settings, tmp_path):
    """Switch the exchange on, by a folder."""
    settings.EXCHANGE_FOLDER, settings.ORGAN_ID = str(tmp_path / "lien-thong"), OURS


def test_there_and_back(visit, on, tmp_path):
    """Sent by the clerk, acknowledged; received from a file, taken into the register; nothing sticks out."""
    visitor = visit()
    upload(visitor)
    document = Document.objects.get()
    ours = Unit.objects.earliest("pk")
    Document.objects.update(number="12", issuer=ours.name, registered_in=ours, direction=Way.OUT)
    Correspondent.objects.create(name=THEIR_NAME, organ_id=THEIRS, source="CV 1", valid_from=dt.date(2025, 7, 1))

    visitor.go(f"/van-ban/{document.pk}/lien-thong/")
    visitor.page.get_by_label(THEIR_NAME).check()
    picture(visitor, "send")
    visitor.page.get_by_role("button", name="Gửi", exact=True).click()
    delivery = Delivery.objects.get()
    services.send(delivery_id=delivery.pk, now=clock.now())
    take_in(status_message("05", document_id=delivery.message_id, description="Giao Phòng Ngân sách"), "s1")
    take_in(status_message("03", document_id="không có văn bản này"), "s2")
    Delivery.objects.create(
        kind="document", document=document, organ_id="H48.99.12", organ_name="Ủy ban nhân dân xã Bình Sơn",
        message_id="2", made_at=clock.now(), state="unknown", error="the worker ended during the attempt",
    )  # fmt: skip

    (tmp_path / "den.edxml").write_bytes(edxml.encode(document_message()))
    visitor.go("/van-ban/lien-thong/nhan/")
    visitor.page.set_input_files("#file", tmp_path / "den.edxml")
    visitor.page.get_by_role("button", name="Nhận tin").click()
    visitor.page.get_by_text("45/STC-NS").first.wait_for()
    found = look(visitor, PAGES)
    visitor.go("/van-ban/lien-thong/nhan/")
    visitor.page.get_by_role("button", name="Vào sổ").click()
    visitor.page.get_by_role("heading", name="Theo tin điện tử").wait_for()
    picture(visitor, "document")

    assert ReceivedMessage.objects.get(kind="document").outcome == "registered"
    assert found == {}


def take_in(message, name):
    """Let a message come by itself."""
    services.take_in(data=edxml.encode(message), name=name, now=clock.now())


def look(visitor, paths):
    """Return what is wrong with pages: of axe, light and dark, and what sticks out at 1440 and 360 pixels."""
    wrong = []
    for path in paths:
        for scheme in ("light", "dark"):
            visitor.page.emulate_media(color_scheme=scheme)
            for width in (1440, 360):
                visitor.page.set_viewport_size({"width": width, "height": 900})
                visitor.go(path)
                picture(visitor, f"{path.strip('/').replace('/', '-')}-{scheme}-{width}")
                if not visitor.fits():
                    wrong.append((path, "sticks out", width))
            rules = [violation["id"] for violation in Axe().run(visitor.page).response["violations"]]
            wrong += [(path, scheme, rule) for rule in rules]
    visitor.page.set_viewport_size({"width": 1440, "height": 900})
    visitor.page.emulate_media(color_scheme="light")
    return {path: [one for one in wrong if one[0] == path] for path, *_rest in wrong}


def picture(visitor, name):
    """Keep a picture of the screen."""
    if PICTURES:
        visitor.page.screenshot(path=Path(PICTURES) / f"{name}.png", full_page=True)
