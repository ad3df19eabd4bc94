"""The pages of the exchange: what a clerk sees and does there."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from dondoc.audit.models import Entry
from dondoc.documents.exchange import edxml, services
from dondoc.documents.exchange.choices import DeliveryState, Outcome
from dondoc.documents.exchange.health import exchange as examine
from dondoc.documents.exchange.models import Correspondent, Delivery, ReceivedMessage
from dondoc.documents.models import Document
from dondoc.kernel.health import Context, Level
from tests.world import NOW

from .messages import THEIR_NAME, THEIRS, document_message, status_message

pytestmark = pytest.mark.usefixtures("kept_files")


@pytest.fixture
def clerk(world):
    """The clerk at the browser."""
    client = Client()
    client.force_login(world.clerk)
    return client


def page(client, name, *ids, status=200):
    """Return a page as text."""
    response = client.get(reverse(f"documents:{name}", args=ids))
    assert response.status_code == status
    return response.content.decode()


def upload(client, message, name="tin.edxml"):
    """Take in a message file."""
    file = SimpleUploadedFile(name, edxml.encode(message))
    return client.post(reverse("documents:exchange-take-in"), {"file": file}, follow=True)


class TestSwitchedOff:
    def test_the_pages_say_so(self, world, clerk, notice, their_entry):
        """Files can be made and taken in all the same."""
        sent = page(clerk, "exchange")
        send = page(clerk, "exchange-send", notice.pk)

        assert "chưa bật liên thông" in sent
        assert "Tải tệp edXML" in send
        assert '<button class="btn btn--primary">' not in send.split("<main")[1]


class TestSending:
    def test_to_an_agency_of_the_book(self, world, clerk, exchange, notice, their_entry):
        """Chosen on the document's page; the list says how far it came."""
        assert reverse("documents:exchange-send", args=[notice.pk]) in page(clerk, "document", notice.pk)

        response = clerk.post(
            reverse("documents:exchange-send", args=[notice.pk]), {"correspondent_ids": [their_entry.pk]}, follow=True
        )

        assert response.redirect_chain == [(reverse("documents:exchange"), 302)]
        services.send(delivery_id=Delivery.objects.get().pk, now=NOW)
        services.take_in(
            data=edxml.encode(status_message("06", document_id=Delivery.objects.get().message_id)), name="s", now=NOW
        )
        shown = page(clerk, "exchange")
        assert f"{THEIR_NAME} ({THEIRS})" in shown
        assert "06 Hoàn thành" in shown
        assert "Gửi lại" not in shown

    def test_nobody_chosen(self, world, clerk, exchange, notice, their_entry):
        """The form comes back and says what is missing."""
        response = clerk.post(reverse("documents:exchange-send", args=[notice.pk]), {})

        assert response.status_code == 422
        assert Delivery.objects.count() == 0

    def test_downloaded_as_a_file(self, world, clerk, exchange, notice, their_entry):
        """To be sent another way."""
        response = clerk.post(
            reverse("documents:exchange-export", args=[notice.pk]), {"correspondent_ids": [their_entry.pk]}
        )

        assert response["Content-Disposition"] == f'attachment; filename="{notice.pk}.edxml"'
        assert edxml.decode(response.content).head.code.number == "12"

    @pytest.mark.parametrize("state", [DeliveryState.FAILED, DeliveryState.UNKNOWN, DeliveryState.REFUSED])
    def test_sent_again(self, world, clerk, delivery, state):
        """What is in trouble stands in a list of its own, with its error and a button."""
        Delivery.objects.update(state=state, error="ConnectionError: <b>hỏng</b>")
        shown = clerk.get(reverse("documents:exchange"), {"loc": "can-xem"}).content.decode()
        assert "ConnectionError: &lt;b&gt;" in shown

        clerk.post(reverse("documents:exchange-resend", args=[delivery.pk]))

        delivery.refresh_from_db()
        assert delivery.state == DeliveryState.WAITING


class TestReceiving:
    def test_from_the_file_into_the_register(self, world, clerk, exchange):
        """Taken in, shown, taken over; what the message says stands beside the document."""
        text = "Kính gửi: Các đơn vị\n\nTrung tâm báo cáo kết quả trước ngày 30/11/2026.\n".encode()
        shown = upload(clerk, document_message(text)).content.decode()
        came = ReceivedMessage.objects.get()
        assert "45/STC-NS" in shown
        assert reverse("documents:exchange-accept", args=[came.pk]) in shown

        response = clerk.post(reverse("documents:exchange-accept", args=[came.pk]), follow=True)

        document = Document.objects.get()
        assert response.redirect_chain == [(reverse("documents:document", args=[document.pk]), 302)]
        assert "Theo tin điện tử" in response.content.decode()
        assert clerk.get(reverse("documents:exchange-message", args=[came.pk])).getvalue().startswith(b"<?xml")
        assert Entry.objects.filter(act="documents.file.read", subject=f"message:{came.pk}").count() == 1

    def test_a_refusal(self, world, clerk, exchange):
        """With the reason on the page."""
        upload(clerk, document_message())
        came = ReceivedMessage.objects.get()

        refuse = reverse("documents:exchange-refuse", args=[came.pk])
        clerk.post(refuse, {"reason": "Gửi\0 nhầm"})
        came.refresh_from_db()
        assert came.outcome == Outcome.WAITING, "no text holds a NUL"

        clerk.post(refuse, {"reason": "Gửi nhầm"})

        assert "Gửi nhầm" in page(clerk, "exchange-received")

    def test_the_same_file_again(self, world, clerk, exchange):
        """Nothing new comes of it."""
        upload(clerk, document_message())

        response = upload(clerk, document_message())

        assert response.status_code == 409
        assert ReceivedMessage.objects.count() == 1

    def test_a_hostile_file(self, world, clerk, exchange):
        """Noted with the reason; nothing of it is shown as HTML."""
        file = SimpleUploadedFile("<img src=x>.xml", b'<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>')

        shown = clerk.post(reverse("documents:exchange-take-in"), {"file": file}, follow=True).content.decode()

        assert "DOCTYPE" in shown
        assert "<img src=x>" not in shown

    def test_a_state_of_something_unknown(self, world, clerk, exchange):
        """Kept and shown."""
        upload(clerk, status_message("77", document_id="một văn bản khác"))

        assert "một văn bản khác" in page(clerk, "exchange-received")


class TestBook:
    def test_an_entry(self, world, clerk):
        """Added, shown, ended."""
        entry = {"name": "Sở Nội vụ", "organ_id": "000.00.20.H48", "source": "CV 1", "valid_from": "1/7/2025"}

        clerk.post(reverse("documents:exchange-book"), entry)
        assert "000.00.20.H48" in page(clerk, "exchange-book")
        made = Correspondent.objects.get()
        clerk.post(reverse("documents:exchange-end", args=[made.pk]), {"valid_to": "2/7/2025"})

        assert "000.00.20.H48" not in page(clerk, "exchange-book")

    @pytest.mark.parametrize(
        "change",
        [
            pytest.param({"organ_id": "có dấu"}, id="no-identifier"),
            pytest.param({"organ_id": THEIRS}, id="the-identifier-of-another"),
            pytest.param({"valid_from": "hôm nay"}, id="no-day"),
            pytest.param({"source": ""}, id="from-nowhere"),
        ],
    )
    def test_refusal_changes_nothing(self, world, clerk, their_entry, change):
        """The form comes back as it was typed."""
        entry = {"name": "Sở Nội vụ", "organ_id": "1", "source": "CV 1", "valid_from": "1/7/2025"} | change

        response = clerk.post(reverse("documents:exchange-book"), entry)

        assert response.status_code == 422
        assert 'value="Sở Nội vụ"' in response.content.decode()
        assert list(Correspondent.objects.all()) == [their_entry]


class TestDoctor:
    @pytest.mark.parametrize(
        ("url", "organ_id", "expected"),
        [
            pytest.param("", "", [Level.GOOD], id="off"),
            pytest.param("https://truc.example.vn/", "1", [Level.GOOD], id="on"),
            pytest.param("http://truc.example.vn/", "1", [Level.WARNING, Level.GOOD], id="in-the-clear"),
            pytest.param("http://localhost/", "", [Level.WARNING, Level.GOOD], id="no-identifier"),
        ],
    )
    def test_says_how_the_exchange_is(self, world, settings, url, organ_id, expected):
        """Switched on or off, and what somebody should see to."""
        settings.EXCHANGE_FOLDER, settings.EXCHANGE_URL, settings.ORGAN_ID = "", url, organ_id

        assert [finding.level for finding in examine(Context(now=NOW))] == expected

    def test_names_what_is_in_trouble(self, delivery):
        """So that nobody has to look for it."""
        Delivery.objects.update(state=DeliveryState.FAILED)

        assert [finding.level for finding in examine(Context(now=NOW))] == [Level.WARNING, Level.GOOD]
