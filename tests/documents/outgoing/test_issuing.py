"""Issuing: the register, the tasks, the recipients; and that nothing changes afterwards."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from dondoc.audit.models import Entry
from dondoc.documents import selectors as documents
from dondoc.documents.composing import services as composing
from dondoc.documents.models import Citation, Document
from dondoc.documents.outgoing import errors, services
from dondoc.documents.outgoing.choices import AftermathKind
from dondoc.documents.outgoing.models import Aftermath, Outgoing, Sending
from dondoc.tasks.choices import Stage
from dondoc.tasks.models import Proposal, Task
from tests import world as worlds
from tests.documents.composing import drafts
from tests.world import NOW, TODAY

from . import signed

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    """The small organisation, its units with their abbreviations."""
    return signed.drafts.prepare(worlds.build())


def snapshot():
    """Return all that a refusal must leave alone."""
    models = (Outgoing, Document, Sending, Task, Proposal, Aftermath)
    return [list(model.objects.values()) for model in models], Entry.objects.count()


class TestIssue:
    def test_its_tasks_exist_at_that_moment(self, world):
        """As composed: the unit that was chosen, the day that was set; nothing is read back or confirmed."""
        made = signed.issued(world)

        task = Task.objects.get()
        assert (task.lead_unit, task.due_date, task.stage) == (world.farm, signed.drafts.LATER, Stage.ASSIGNED)
        assert (task.assigning_unit, task.document, task.due_set_by) == (world.centre, made.document, None)
        assert task.action == "Rà soát máy móc của Trại"
        assert made.document.text[slice(*made.document.directives.get().data["span"])].startswith(
            "Giao Trại nghiên cứu"
        )

    def test_words_pasted_from_a_word_processor_are_issued(self, world):
        """Its soft hyphens and bullets are left out at the door, so the duty is found again in what is printed."""
        draft = drafts.started(world)
        by = {"by": world.officer}
        drafts.act(
            composing.set_letterhead, draft, **by, issuer=world.centre.name, symbol="TB-TTUD", place="Quảng Ngãi",
            subject="Kết\u00adluận \uf0b7", archive="VT",
        )  # fmt: skip
        pasted = drafts.duty(world, action="Rà so\u00adát \uf0b7 máy\u200b móc")
        drafts.act(composing.add_blocks, draft, **by, blocks=[pasted])
        drafts.act(composing.add_party, draft, **by, side="recipients", name=world.farm.name)
        drafts.act(composing.name_signer, draft, **by, post_id=world.centre_director.posts.get().pk, prefix="")
        drafts.act(composing.submit, draft, **by)
        drafts.act(composing.approve, draft, by=world.lab_head)
        drafts.act(composing.approve, draft, by=world.clerk)
        signed.series(world)
        office = {"actor": world.office_head, "now": NOW}
        made = services.record_paper_signature(draft_id=draft.pk, signed_on=TODAY, **office)
        services.number(outgoing_id=made.pk, date=TODAY, **office)

        services.issue(outgoing_id=made.pk, scan=signed.scan(), **office)

        assert Task.objects.get().action == "Rà soát - máy móc"

    def test_an_open_letter_is_named_in_the_register(self, world):
        """Its page bears no abbreviation that could be read; its type is the one that was chosen."""
        made = signed.numbered(world)
        Outgoing.objects.update(content=made.content | {"type": {"code": "ThC"}}, type_code="ThC")

        services.issue(outgoing_id=made.pk, scan=signed.scan(), actor=world.office_head, now=NOW)

        assert Document.objects.values_list("type_code", "type_name").get() == ("ThC", "Thư công")
        started = drafts.started(world, type_code="ThC")
        assert (started.type_name, started.symbol) == ("Thư công", "")

    def test_it_stands_in_the_register_as_printed(self, world):
        """Number, date, issuer, subject, signer; the scan is its file."""
        found = signed.issued(world).document

        header = (found.number, found.symbol, found.date, found.subject, found.type_name, found.direction, found.state)
        assert header == (
            "01", "TB-TTUD", TODAY, "Kết luận của Giám đốc Trung tâm tại cuộc họp tháng 11", "Thông báo", "out",
            "handed_on",
        )  # fmt: skip
        assert found.reading["header"]["signer"]["name"] == world.centre_director.full_name
        assert (found.media_type, found.pages) == ("application/pdf", 1)

    def test_recipients_may_open_it_and_say_that_it_arrived(self, world):
        """Each unit of ours, once; a stranger may neither."""
        made = signed.issued(world)
        sending = made.sendings.get()

        assert (sending.unit, sending.received_at) == (world.farm, None)
        assert documents.get(made.document.pk, person=world.farm_head, today=TODAY) == made.document
        before = snapshot()
        with pytest.raises(errors.NotRecipient):
            services.confirm_arrival(sending_id=sending.pk, actor=world.lab_head, now=NOW)
        assert snapshot() == before
        services.confirm_arrival(sending_id=sending.pk, actor=world.farm_head, now=NOW)
        services.confirm_arrival(sending_id=sending.pk, actor=world.farm_head, now=NOW + dt.timedelta(hours=1))
        assert made.sendings.get().received_at == NOW

    def test_its_page_asks_the_recipient_and_tells_what_came_later(self, world):
        """One button, gone once pressed; a recall stands above the text."""
        made = signed.issued(world)
        client = Client()
        client.force_login(world.farm_head)
        address = reverse("documents:document", args=[made.document.pk])

        assert "Xác nhận đã đến" in client.get(address).content.decode()
        client.post(reverse("documents:sending-arrived", args=[made.sendings.get().pk]))
        services.follow(
            outgoing_id=made.pk, kind=AftermathKind.RECALLED, reason="Sai thẩm quyền", actor=world.office_head, now=NOW
        )
        page = client.get(address).content.decode()

        assert ("Xác nhận đã đến" in page, "Sai thẩm quyền" in page) == (False, True)

    @pytest.mark.parametrize(
        ("make", "scan", "who", "refusal"),
        [
            pytest.param("signed", signed.scan(), "office_head", errors.WrongState, id="no-number-yet"),
            pytest.param("issued", signed.scan(9), "office_head", errors.WrongState, id="issued-already"),
            pytest.param("numbered", None, "office_head", errors.OriginalMissing, id="no-scan"),
            pytest.param("numbered", b"PK\x03\x04", "office_head", errors.NotPdf, id="no-pdf"),
            pytest.param("numbered", b"%PDF-1.4 and no more", "office_head", errors.NotPdf, id="a-broken-pdf"),
            pytest.param("numbered", signed.scan(), "officer", errors.MayNotIssue, id="who-keeps-no-register"),
            pytest.param("numbered", signed.scan(), "farm_head", errors.OutgoingMissing, id="a-stranger"),
        ],
    )
    def test_refusal_changes_nothing(self, world, make, scan, who, refusal):
        """Nothing half issued."""
        made = getattr(signed, make)(world)
        before = snapshot()

        with pytest.raises(refusal):
            services.issue(outgoing_id=made.pk, scan=scan, actor=getattr(world, who), now=NOW)

        assert snapshot() == before


class TestLock:
    @pytest.mark.parametrize(
        "change",
        [
            pytest.param({"subject": "Khác"}, id="subject"),
            pytest.param({"text": "Khác"}, id="text"),
            pytest.param({"number": "02"}, id="number"),
            pytest.param({"date": TODAY - dt.timedelta(days=1)}, id="date"),
            pytest.param({"reading": {}}, id="reading"),
            pytest.param({"direction": "in"}, id="direction"),
            pytest.param({"state": "reviewing"}, id="state"),
        ],
    )
    def test_an_issued_document_cannot_be_changed(self, world, change):
        """By no path: the database itself refuses."""
        made = signed.issued(world)

        with pytest.raises(IntegrityError, match="stays as it is"), transaction.atomic():
            Document.objects.filter(pk=made.document.pk).update(**change)

    @pytest.mark.parametrize("change", [{"signed_on": TODAY}, {"content": {}}, {"ordinal": 7}, {"state": "numbered"}])
    def test_nor_its_line_in_the_register(self, world, change):
        """Who signed what, under which number."""
        made = signed.issued(world)

        with pytest.raises(IntegrityError, match="stays as it is"), transaction.atomic():
            Outgoing.objects.filter(pk=made.pk).update(**change)

    def test_nor_removed(self, world):
        """Neither the row of the register nor the document."""
        made = signed.issued(world)

        for rows in (Outgoing.objects.filter(pk=made.pk), Document.objects.filter(pk=made.document.pk)):
            with pytest.raises(IntegrityError, match="stays as it is"), transaction.atomic():
                rows._raw_delete(rows.db)

    def test_an_incoming_one_may_still_be_filled(self, world):
        """Such as by the reading of its scan."""
        found = worlds.document(world, [])

        Document.objects.filter(pk=found.pk).update(subject="Đã đọc")

        assert Citation.objects.count() == 0


class TestAfterwards:
    @pytest.mark.parametrize("kind", list(AftermathKind))
    def test_what_comes_after_points_at_it(self, world, kind):
        """Recalled, or changed by another issued document; the document itself stays."""
        made, other = signed.issued(world), signed.issued(world)
        by = None if kind == AftermathKind.RECALLED else other.document.pk

        services.follow(
            outgoing_id=made.pk, kind=kind, reason="Sai thẩm quyền", document_id=by, actor=world.office_head, now=NOW
        )

        found = made.aftermath.get()
        assert (found.kind, found.by_document_id) == (kind, by)
        assert Document.objects.get(pk=made.document.pk).subject == made.subject

    @pytest.mark.parametrize(
        ("make", "values", "refusal"),
        [
            pytest.param("numbered", {}, errors.WrongState, id="not-issued"),
            pytest.param("issued", {"reason": " "}, errors.ReasonMissing, id="no-reason"),
            pytest.param("issued", {"kind": AftermathKind.REPLACED}, errors.DocumentNeeded, id="replaced-by-nothing"),
            pytest.param("issued", {"actor": "officer"}, errors.MayNotIssue, id="who-keeps-no-register"),
        ],
    )
    def test_refusal_changes_nothing(self, world, make, values, refusal):
        """Each with its sentence."""
        made = getattr(signed, make)(world)
        said = {"kind": AftermathKind.RECALLED, "reason": "Sai", "actor": "office_head"} | values
        said["actor"] = getattr(world, said["actor"])
        before = snapshot()

        with pytest.raises(refusal):
            services.follow(outgoing_id=made.pk, **said, now=NOW)

        assert snapshot() == before

    def test_recalled_once(self, world):
        """Two tabs: the second is told."""
        made = signed.issued(world)
        values = {"outgoing_id": made.pk, "kind": AftermathKind.RECALLED, "reason": "Sai", "actor": world.office_head}
        services.follow(**values, now=NOW)
        before = snapshot()

        with pytest.raises(errors.AlreadyDone):
            services.follow(**values, now=NOW)

        assert snapshot() == before

    def test_it_is_not_replaced_by_itself(self, world):
        """Nor by one that is not issued."""
        made = signed.issued(world)
        before = snapshot()

        with pytest.raises(errors.DocumentNeeded):
            services.follow(
                outgoing_id=made.pk, kind=AftermathKind.REPLACED, reason="Nhầm", document_id=made.document.pk,
                actor=world.office_head, now=NOW,
            )  # fmt: skip

        assert snapshot() == before
