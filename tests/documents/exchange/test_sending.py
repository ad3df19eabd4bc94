"""Sending documents: what goes out, once; tried again only when it is known that it did not go out."""

from __future__ import annotations

import datetime as dt
import socket
import ssl
import time

import pytest
import requests
import urllib3
from django.core.files.storage import default_storage

from dondoc.audit.models import Entry
from dondoc.background.models import Job
from dondoc.documents.choices import Way
from dondoc.documents.errors import FileAltered, FileLost
from dondoc.documents.exchange import adapters, edxml, errors, selectors, services
from dondoc.documents.exchange.choices import DeliveryState
from dondoc.documents.exchange.models import Correspondent, Delivery
from dondoc.documents.exchange.services.sending import PAUSES
from dondoc.documents.incoming.models import Arrival
from dondoc.documents.models import Document
from dondoc.organization.models import Person, Unit
from dondoc.organization.roles.models import RoleRight
from tests import world as worlds
from tests.world import NOW, TODAY

from .conftest import a_delivery, send
from .messages import DOCUMENT_ID, OURS, TEXT, THEIR_NAME, THEIRS, document_message

DAY = dt.timedelta(days=1)


def everything():
    """Return all that an act of sending may change."""
    return list(Delivery.objects.values()), Job.objects.count(), Entry.objects.count()


class TestWhatIsSent:
    def test_the_document_and_what_it_says(self, exchange, delivery):
        """By a folder: one file, whole, under its own name, and nothing half-written beside it."""
        assert send(delivery).state == DeliveryState.SENT

        assert exchange.names(exchange.out) == [f"document-{delivery.pk}.edxml"]
        message = edxml.decode((exchange.out / f"document-{delivery.pk}.edxml").read_bytes())
        head = message.head
        assert (head.sender.organ_id, head.sender.name) == (OURS, "Sở Khoa học và Công nghệ")
        assert [(one.organ_id, one.name) for one in head.receivers] == [(THEIRS, THEIR_NAME)]
        assert (head.code.number, head.code.symbol) == ("12", "TB-SKHCN")
        assert (head.promulgation.place, head.promulgation.date) == ("Quảng Ngãi", "2026/11/16")
        assert head.document_id == f"{OURS},2026/11/16,12/TB-SKHCN"
        assert (head.document_type.name, head.subject) == ("Thông báo", "Kết luận của Giám đốc Sở")
        assert [(file.name, file.content) for file in message.files] == [("thong-bao.txt", TEXT)]

    def test_of_an_answer_names_what_it_answers(self, world, exchange, notice, their_entry):
        """By the id under which it came; a file of it says so as well."""
        came = services.take_in(data=edxml.encode(document_message(TEXT + b" Het.")), name="tin.edxml", now=NOW)
        asked = services.accept(received_id=came.pk, actor=world.clerk, now=NOW).document
        Arrival.objects.filter(document=asked).update(answered_by=notice, answered_at=NOW)

        made = a_delivery(world, notice, their_entry)
        payload, _name = services.export(
            document=notice, correspondent_ids=[their_entry.pk], actor=world.clerk, now=NOW
        )

        for message in (edxml.read(made.head.encode()), edxml.decode(payload)):
            assert [(one.organ_id, one.code, one.document_id) for one in message.head.answers] == [
                (THEIRS, "45/STC-NS", DOCUMENT_ID)
            ]

    def test_nothing_is_filled_in(self, delivery):
        """No signer, no pages, no due date, no number for the type: the document does not say them."""
        head = edxml.read(delivery.head.encode()).head

        assert head.signer == edxml.SignerInfo()
        assert (head.other, head.due_date, head.document_type.kind) == (edxml.OtherInfo(), "", "")

    def test_is_written_into_the_log(self, delivery, notice):
        """Who sent what to whom."""
        entry = Entry.objects.get(act="documents.send_message")

        assert (entry.subject, entry.after) == (f"document:{notice.pk}", {"to": [THEIR_NAME]})

    def test_each_agency_gets_its_own(self, world, exchange, notice, their_entry):
        """A message names the one it goes to."""
        other = Correspondent.objects.create(name="Sở Nội vụ", organ_id="000.00.20.H48", source="CV", valid_from=TODAY)

        made = services.deliver(
            document=notice, correspondent_ids=[their_entry.pk, other.pk], actor=world.clerk, now=NOW
        )

        heads = [edxml.read(one.head.encode()).head for one in made]
        assert [[one.organ_id for one in head.receivers] for head in heads] == [[THEIRS], [other.organ_id]]

    def test_a_unit_sends_under_its_own_identifier_of_the_day(self, world, exchange, notice, their_entry):
        """Names and identifiers are dated: those of the day of the document hold."""
        Unit.objects.filter(pk=world.department.pk).update(e_id="H48.02", named_from=dt.date(2026, 11, 20))
        world.department.former_names.create(
            name=world.department.name, e_id="000.00.02.H48", valid_to=dt.date(2026, 11, 20)
        )

        assert a_delivery(world, notice, their_entry).message_id == "000.00.02.H48,2026/11/16,12/TB-SKHCN"

    def test_exported_as_a_file(self, world, notice, their_entry, settings):
        """Also while the exchange is off: the file goes another way."""
        settings.ORGAN_ID = OURS

        payload, name = services.export(document=notice, correspondent_ids=[their_entry.pk], actor=world.clerk, now=NOW)

        assert name == f"{notice.pk}.edxml"
        assert edxml.decode(payload).files[0].content == TEXT
        assert Entry.objects.latest("pk").act == "documents.export_message"
        assert Delivery.objects.count() == 0


class TestRefusals:
    @pytest.mark.parametrize(
        ("change", "refusal"),
        [
            pytest.param({"who": "officer"}, errors.MayNotExchange, id="not-a-clerk"),
            pytest.param({"to": []}, errors.NobodyChosen, id="to-nobody"),
            pytest.param({"to": [999]}, errors.CorrespondentMissing, id="not-in-the-book"),
            pytest.param({"EXCHANGE_FOLDER": ""}, errors.ExchangeOff, id="switched-off"),
            pytest.param({"ORGAN_ID": ""}, errors.OrganIdMissing, id="no-identifier"),
            pytest.param({"direction": Way.IN}, errors.NotOurDocument, id="it-came-in"),
            pytest.param({"number": ""}, errors.MessageRefused, id="no-number"),
            pytest.param({"symbol": ""}, errors.MessageRefused, id="no-symbol"),
            pytest.param({"date": None}, errors.MessageRefused, id="no-date"),
            pytest.param({"subject": ""}, errors.MessageRefused, id="no-subject"),
            pytest.param({"subject": "a" * 501}, errors.MessageRefused, id="a-subject-too-long"),
        ],
    )
    def test_refusal_changes_nothing(self, world, exchange, notice, their_entry, settings, change, refusal):
        """Nothing is queued, nothing is logged."""
        who, to = change.pop("who", "clerk"), change.pop("to", [their_entry.pk])
        for name, value in change.items():
            setattr(settings if name.isupper() else notice, name, value)
        notice.save()
        before = everything()

        with pytest.raises(refusal):
            services.deliver(document=notice, correspondent_ids=to, actor=getattr(world, who), now=NOW)

        assert everything() == before

    @pytest.mark.parametrize("act", ["deliver", "export", "resend"])
    @pytest.mark.parametrize(
        ("change", "refusal"),
        [
            pytest.param({"direction": Way.IN}, errors.NotOurDocument, id="headed-as-ours-it-came-in"),
            pytest.param({}, errors.MayNotExchange, id="sent-to-the-centre-whose-clerk-keeps-no-register-of-ours"),
        ],
    )
    def test_nobody_speaks_for_another_body(self, world, exchange, notice, their_entry, act, change, refusal):
        """Its name on the paper is not enough, nor is having a part in the document."""
        clerk = worlds.keeps_register("thu", world.centre)
        notice.distributions.create(unit=world.centre)
        late = a_delivery(world, notice, their_entry)
        Delivery.objects.update(state=DeliveryState.FAILED)
        Document.objects.filter(pk=notice.pk).update(**change)
        notice.refresh_from_db()
        other = Correspondent.objects.create(name="Ban A", organ_id="1", source="CV", valid_from=TODAY)
        asked = {"delivery_id": late.pk} if act == "resend" else {"document": notice, "correspondent_ids": [other.pk]}
        before = everything()

        with pytest.raises(refusal):
            getattr(services, act)(**asked, actor=clerk, now=NOW)

        assert everything() == before

    def test_sent_to_one_of_them_already(self, world, delivery, notice, their_entry):
        """Then none of them gets it: it is all or nothing."""
        other = Correspondent.objects.create(name="Ban A", organ_id="1", source="CV", valid_from=TODAY)
        before = everything()

        with pytest.raises(errors.AlreadySent):
            services.deliver(document=notice, correspondent_ids=[other.pk, their_entry.pk], actor=world.clerk, now=NOW)

        assert everything() == before

    def test_an_entry_that_has_ended_is_not_in_the_book(self, world, exchange, notice, their_entry):
        """An agency that was merged gets nothing any more."""
        their_entry.valid_to = TODAY
        their_entry.save()

        with pytest.raises(errors.CorrespondentMissing):
            a_delivery(world, notice, their_entry)

    @pytest.mark.parametrize(
        ("who", "state", "refusal"),
        [
            pytest.param("officer", DeliveryState.UNKNOWN, errors.MayNotExchange, id="not-a-clerk"),
            pytest.param("clerk", DeliveryState.SENT, errors.DeliveryMissing, id="went-out"),
            pytest.param("clerk", DeliveryState.WAITING, errors.DeliveryMissing, id="waits"),
            pytest.param("clerk", DeliveryState.CLAIMED, errors.DeliveryMissing, id="being-sent"),
            pytest.param("clerk", DeliveryState.ACKNOWLEDGED, errors.DeliveryMissing, id="arrived"),
        ],
    )
    def test_refusal_to_send_again_changes_nothing(self, world, delivery, who, state, refusal):
        """No message goes out twice by mistake."""
        Delivery.objects.update(state=state)
        before = everything()

        with pytest.raises(refusal):
            services.resend(delivery_id=delivery.pk, actor=getattr(world, who), now=NOW)

        assert everything() == before


class TestTrouble:
    @pytest.mark.parametrize(
        ("answer", "state"),
        [
            pytest.param(200, DeliveryState.SENT, id="taken"),
            pytest.param(202, DeliveryState.SENT, id="taken-for-later"),
            pytest.param(500, DeliveryState.WAITING, id="a-fault-of-the-server-is-tried-again"),
            pytest.param(503, DeliveryState.WAITING, id="so-is-not-now"),
            pytest.param(429, DeliveryState.WAITING, id="and-too-many"),
            pytest.param(400, DeliveryState.FAILED, id="a-fault-of-the-message-is-final"),
            pytest.param(403, DeliveryState.FAILED, id="so-is-not-allowed"),
            pytest.param(302, DeliveryState.FAILED, id="nobody-is-sent-elsewhere"),
            pytest.param("hang up", DeliveryState.UNKNOWN, id="a-line-that-breaks-leaves-it-unknown"),
            pytest.param("say nothing", DeliveryState.UNKNOWN, id="so-does-silence"),
        ],
    )
    def test_what_the_server_answers(self, axis, delivery, monkeypatch, answer, state):
        """Only a message that certainly did not go out is tried again by itself."""
        monkeypatch.setattr(adapters, "TIMEOUTS", (5, 0.5))
        axis.answers = [answer]

        assert send(delivery).state == state
        assert [got for got, _body in axis.got] == [answer]

    def test_a_fault_and_then_success(self, axis, delivery):
        """500 now, 200 a minute later: sent once."""
        axis.answers = [500]

        assert send(delivery).state == DeliveryState.WAITING
        assert delivery.error == "HTTP 500: xem"
        assert delivery.next_try_at is not None
        job = Job.objects.latest("pk")
        assert (job.name, job.run_at) == ("documents.send_message", delivery.next_try_at)
        assert send(delivery).state == DeliveryState.SENT
        assert (delivery.attempts, delivery.error) == (2, "")
        assert edxml.decode(axis.got[-1][1]).files[0].content == TEXT

    def test_an_answer_without_end_is_not_read(self, axis, delivery):
        """What it says stands in its status."""
        axis.answers = ["talk without end"]

        assert send(delivery).state == DeliveryState.SENT
        deadline = time.monotonic() + 30
        while not hasattr(axis, "talked") and time.monotonic() < deadline:
            time.sleep(0.05)
        assert axis.talked < 32 * 1024 * 1024

    def test_a_server_that_is_down(self, settings, delivery):
        """It waits, longer each time, and is given up in the end; a person sends it again."""
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            settings.EXCHANGE_URL = f"http://127.0.0.1:{probe.getsockname()[1]}/"
        waits = []
        for _attempt in range(len(PAUSES) + 1):
            send(delivery)
            waits.append(delivery.next_try_at)

        assert delivery.state == DeliveryState.FAILED
        assert "NewConnectionError" in delivery.error
        assert waits[-1] is None
        assert waits[:-1] == sorted(waits[:-1])
        assert delivery.attempts == len(PAUSES) + 1

    @pytest.mark.parametrize(
        "url", [pytest.param("không phải địa chỉ", id="no-address"), pytest.param("ftp://127.0.0.1/", id="not-http")]
    )
    def test_a_wrong_address(self, settings, delivery, url):
        """Nothing went out."""
        settings.EXCHANGE_URL = url

        assert send(delivery).state == DeliveryState.WAITING

    @pytest.mark.parametrize(
        ("fault", "state"),
        [
            pytest.param(ssl.SSLCertVerificationError(1, "self-signed"), DeliveryState.WAITING, id="a-stranger"),
            pytest.param(ssl.SSLEOFError(8, "EOF occurred"), DeliveryState.UNKNOWN, id="broken-off"),
            pytest.param(ssl.SSLError(1, "bad record mac"), DeliveryState.UNKNOWN, id="damaged-on-the-way"),
        ],
    )
    def test_a_fault_of_tls(self, axis, delivery, monkeypatch, fault, state):
        """Only a certificate is judged before the message goes out; any other fault may follow it."""

        def post(*_words, **_more):
            raised = urllib3.exceptions.MaxRetryError(None, "/", urllib3.exceptions.SSLError(fault))
            raise requests.exceptions.SSLError(raised)

        monkeypatch.setattr(requests, "post", post)

        assert send(delivery).state == state

    def test_a_certificate_that_nobody_signed(self, settings, delivery, own_certificate):
        """The name on the other end is verified: nothing is handed to whoever answers."""
        settings.EXCHANGE_URL = own_certificate

        assert send(delivery).state == DeliveryState.WAITING
        assert "SSLError" in delivery.error

    def test_a_folder_that_cannot_be_written(self, exchange, delivery):
        """It waits and says why."""
        exchange.out.write_text("a file where the folder should be")

        assert send(delivery).state == DeliveryState.WAITING
        assert "FileExistsError" in delivery.error

    def test_a_file_that_is_lost(self, delivery, notice):
        """Nothing can be sent, and that is said."""
        default_storage.delete(notice.file.content.name)

        assert send(delivery).state == DeliveryState.FAILED
        assert delivery.error == FileLost().sentence

    def test_a_file_that_was_altered(self, delivery, notice, kept_files):
        """It does not go out under the name of the one that was issued."""
        (kept_files / notice.file.content.name).write_bytes(b"khac")

        assert send(delivery).state == DeliveryState.FAILED
        assert delivery.error == FileAltered().sentence

    def test_switched_off_meanwhile(self, settings, exchange, delivery):
        """What waited does not wait for ever."""
        settings.EXCHANGE_FOLDER = ""

        assert send(delivery).state == DeliveryState.FAILED
        assert exchange.names(exchange.out) == []

    def test_what_is_claimed_already_is_not_sent_again(self, exchange, delivery):
        """A worker died after the claim: nobody knows, so it is said."""
        Delivery.objects.update(state=DeliveryState.CLAIMED, claimed_at=NOW, attempts=1)

        assert send(delivery).state == DeliveryState.UNKNOWN
        assert send(delivery).state == DeliveryState.UNKNOWN
        assert exchange.names(exchange.out) == []

    def test_sent_again_by_hand(self, world, exchange, delivery):
        """By whoever may, in the log; the same message once more."""
        Delivery.objects.update(state=DeliveryState.UNKNOWN, attempts=3, error="x")

        services.resend(delivery_id=delivery.pk, actor=world.clerk, now=NOW + DAY)

        assert send(delivery, NOW + DAY).state == DeliveryState.SENT
        assert delivery.attempts == 1
        assert Entry.objects.latest("pk").act == "documents.resend_message"
        assert exchange.names(exchange.out) == [f"document-{delivery.pk}.edxml"]

    def test_two_who_send_again_at_once(self, world, exchange, delivery, monkeypatch):
        """The second is told that nothing was sent, and nothing is."""
        Delivery.objects.update(state=DeliveryState.UNKNOWN)
        seen = selectors.get_resendable(delivery.pk, person=world.clerk, today=TODAY)
        monkeypatch.setattr(selectors, "get_resendable", lambda *_words, **_more: seen)
        services.resend(delivery_id=delivery.pk, actor=world.office_head, now=NOW)
        before = everything()

        with pytest.raises(errors.DeliveryMovedOn):
            services.resend(delivery_id=delivery.pk, actor=world.clerk, now=NOW)

        assert everything() == before

    def test_a_clerk_of_a_unit_sees_what_is_theirs(self, world, delivery):
        """Somebody who may not see the document knows of no delivery of it."""
        worlds.person("vt", "Văn thư Trung tâm", world.centre, "clerk", "Văn thư")
        world.centre.refresh_from_db()
        RoleRight.objects.create(role="clerk", abilities=["register"], scope="unit")
        theirs = Person.objects.get(username="vt")
        Delivery.objects.update(state=DeliveryState.FAILED)

        with pytest.raises(errors.DeliveryMissing):
            services.resend(delivery_id=delivery.pk, actor=theirs, now=NOW)
