"""What replaced a document of another agency is shown to those only who may open it."""

from __future__ import annotations

import pytest
from django.urls import reverse

from dondoc.documents import services as documents
from dondoc.documents.exchange import edxml, services
from dondoc.documents.models import Document
from tests.world import NOW

from .messages import DOCUMENT_ID, TEXT, document_message, for_business
from .test_receiving import take_in

pytestmark = pytest.mark.usefixtures("kept_files")


def test_its_title_and_its_address_are_hidden(world, exchange, client):
    """That there is one is told."""
    services.accept(received_id=take_in(document_message()).pk, actor=world.clerk, now=NOW)
    document = Document.objects.get()
    documents.distribute(document=document, units=[world.lab])
    text = TEXT.replace(b"45/STC-NS", b"52/STC-NS")
    head = {"document_id": "mới", "code": edxml.Code(number="52", symbol="STC-NS")}
    came = take_in(for_business(document_message(text, **head), "3", document_id=DOCUMENT_ID), "thay-the.edxml")
    other = services.accept(received_id=came.pk, actor=world.clerk, now=NOW).document
    shown = []

    for somebody in (world.clerk, world.lab_head):
        client.force_login(somebody)
        page = client.get(reverse("documents:document", args=[document.pk])).content.decode()
        shown.append((f'href="{reverse("documents:document", args=[other.pk])}"' in page, came.sender_name in page))

    assert shown == [(True, True), (False, True)]
