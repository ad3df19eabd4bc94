"""What is issued goes to the recipients that the address book knows, says all that is held, and can be taken back."""

from __future__ import annotations

import pytest

from dondoc.audit.models import Entry
from dondoc.documents.exchange import edxml, errors, services
from dondoc.documents.exchange.choices import Business, DeliveryState
from dondoc.documents.exchange.models import Correspondent, Delivery
from dondoc.documents.outgoing import services as outgoing
from dondoc.documents.outgoing.choices import AftermathKind, Medium
from tests import world as worlds
from tests.documents.outgoing import signed
from tests.documents.outgoing.test_electronic import sealed
from tests.world import NOW, TODAY

from .conftest import send
from .messages import OURS, THEIR_NAME, THEIRS, document_message, status_message

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("kept_files")]


@pytest.fixture
def world():
    """The small organisation, its units with their abbreviations."""
    return signed.drafts.prepare(worlds.build())


@pytest.fixture
def ready(world, exchange):
    """A document signed and sealed, for Sở Tài chính and a unit of ours; urgent, in twelve copies."""
    made = sealed(world, outside=THEIR_NAME.upper())
    made.content |= {"urgency": "thuong_khan", "copies": 12}
    made.save()
    return made


def issue(world, ready):
    """Issue it."""
    return outgoing.issue(outgoing_id=ready.pk, actor=world.office_head, now=NOW)


def recall(world, issued):
    """Take it back."""
    return outgoing.follow(
        outgoing_id=issued.pk, kind=AftermathKind.RECALLED, reason="Sai số liệu", actor=world.office_head, now=NOW
    )


class TestIssuing:
    def test_it_goes_to_the_recipients_that_the_book_knows(self, world, ready, their_entry):
        """However its name is printed; the list of deliveries shows it, the log tells it."""
        issued = issue(world, ready)

        delivery = Delivery.objects.get()
        assert (delivery.document, delivery.organ_id, delivery.state) == (
            issued.document, THEIRS, DeliveryState.WAITING
        )  # fmt: skip
        entry = Entry.objects.get(act="documents.send_message")
        assert (entry.subject, entry.after) == (f"document:{issued.document.pk}", {"to": [THEIR_NAME]})
        assert send(delivery).state == DeliveryState.SENT

    def test_what_is_held_of_it_is_said(self, world, ready, their_entry):
        """Urgency, recipients, copies; what it answers, as the message that asked names itself."""
        came = services.take_in(data=edxml.encode(document_message()), name="a", now=NOW)
        asked = services.accept(received_id=came.pk, actor=world.clerk, now=NOW).document
        ready.draft.refresh_from_db()
        issued = issue(world, ready)
        arrival = asked.arrivals.get()
        arrival.answered_by, arrival.answered_at = issued.document, NOW
        arrival.save()

        payload, _name = services.export(
            document=issued.document, correspondent_ids=[their_entry.pk], actor=world.clerk, now=NOW
        )

        head = edxml.decode(payload).head
        assert (head.other.priority, head.other.copies) == ("2", "12")
        assert head.to_places.places == tuple(ready.content["recipients"])
        (answer,) = head.answers
        assert (answer.organ_id, answer.code, answer.date, answer.document_id) == (
            THEIRS, "45/STC-NS", "2026/11/20", came.message_id
        )  # fmt: skip

    @pytest.mark.parametrize(
        "change",
        [
            pytest.param({"EXCHANGE_FOLDER": ""}, id="switched-off"),
            pytest.param({"name": "Sở Nội vụ"}, id="not-in-the-book"),
            pytest.param({"medium": Medium.PAPER}, id="on-paper"),
        ],
    )
    def test_otherwise_nothing_is_sent(self, world, ready, their_entry, settings, change):
        """A paper original goes by post."""
        if "EXCHANGE_FOLDER" in change:
            settings.EXCHANGE_FOLDER = ""
        their_entry.name = change.get("name", THEIR_NAME)
        their_entry.save()
        ready.medium = change.get("medium", ready.medium)
        ready.save()
        scan = signed.scan() if "medium" in change else None

        issued = outgoing.issue(outgoing_id=ready.pk, scan=scan, actor=world.office_head, now=NOW)

        assert (issued.state, Delivery.objects.count()) == ("issued", 0)

    def test_that_it_cannot_be_sent_is_said_and_undoes_nothing(self, world, ready, their_entry, settings):
        """It is issued all the same; its log says why nobody got it."""
        settings.ORGAN_ID = ""

        issued = issue(world, ready)

        entry = Entry.objects.get(act="documents.not_sent")
        assert (issued.state, Delivery.objects.count()) == ("issued", 0)
        assert (entry.subject, entry.after["to"]) == (f"document:{issued.document.pk}", [THEIR_NAME])
        assert "mã định danh" in entry.after["reason"]


class TestRecalling:
    def test_every_agency_that_got_it_is_told(self, world, ready, their_entry, exchange):
        """With the reason and no file; nothing that was sent is touched."""
        issued = issue(world, ready)
        sent = Delivery.objects.get()
        send(sent)

        recall(world, issued)

        told = Delivery.objects.get(business=Business.RECALL)
        assert send(told).state == DeliveryState.SENT
        message = edxml.decode((exchange.out / f"document-{told.pk}.edxml").read_bytes())
        assert (message.business.kind, message.business.reason) == ("1", "Sai số liệu")
        assert message.business.document_id == message.head.document_id == sent.message_id
        assert (message.files, message.sender.organ_id, told.organ_id) == ((), OURS, THEIRS)
        assert Entry.objects.get(act="documents.send_recall").after == {"to": [THEIR_NAME]}

    def test_it_does_not_overtake_the_document(self, world, ready, their_entry, exchange):
        """What waits for its next attempt does not go out any more, nor is it sent again or to anybody else."""
        issued = issue(world, ready)
        waits = Delivery.objects.get()

        recall(world, issued)

        assert send(waits).state == DeliveryState.FAILED
        assert "thu hồi" in waits.error
        assert (Delivery.objects.count(), exchange.names(exchange.out)) == (1, [])
        other = Correspondent.objects.create(name="Ban A", organ_id="1", source="CV", valid_from=TODAY)
        asked = {"document": issued.document, "correspondent_ids": [other.pk]}
        for act, wanted in (("deliver", asked), ("export", asked), ("resend", {"delivery_id": waits.pk})):
            with pytest.raises(errors.DocumentEnded):
                getattr(services, act)(**wanted, actor=world.office_head, now=NOW)
        assert Delivery.objects.get().state == DeliveryState.FAILED

    def test_a_reason_of_any_characters(self, world, ready, their_entry):
        """What XML cannot write is left out of the message, and the recall goes on."""
        issued = issue(world, ready)
        send(Delivery.objects.get())

        outgoing.follow(
            outgoing_id=issued.pk,
            kind=AftermathKind.RECALLED,
            reason="Sai\x0b số liệu",
            actor=world.office_head,
            now=NOW,
        )

        told = Delivery.objects.get(business=Business.RECALL)
        assert edxml.read(told.head.encode()).business.reason == "Sai số liệu"

    def test_what_is_said_late_of_the_document_is_not_said_of_its_recall(self, world, ready, their_entry):
        """03 is about the document, 15 about the recall, in whatever order they come."""
        issued = issue(world, ready)
        send(sent := Delivery.objects.get())
        recall(world, issued)
        send(told := Delivery.objects.get(business=Business.RECALL))

        for code in ("15", "03"):
            data = edxml.encode(status_message(code, document_id=sent.message_id))
            services.take_in(data=data, name=code, now=NOW)

        sent.refresh_from_db()
        told.refresh_from_db()
        assert (sent.last_status, told.last_status) == ("03", "15")

    def test_what_nobody_got_is_recalled_at_home(self, world, ready):
        """No message goes out."""
        recall(world, issue(world, ready))

        assert Delivery.objects.count() == 0

    def test_our_recall_is_read_by_our_like(self, world, ready, their_entry, exchange):
        """Another installation of the product takes it for what it is."""
        issued = issue(world, ready)
        send(Delivery.objects.get())
        recall(world, issued)
        send(told := Delivery.objects.get(business=Business.RECALL))

        data = (exchange.out / f"document-{told.pk}.edxml").read_bytes()

        came = services.take_in(
            data=data.replace(THEIRS.encode(), b"@")
            .replace(OURS.encode(), THEIRS.encode())
            .replace(b"@", OURS.encode()),
            name="x",
            now=NOW,
        )
        assert came.business == Business.RECALL
