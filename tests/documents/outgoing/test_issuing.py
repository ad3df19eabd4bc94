"""Issuing: the register, the tasks, the recipients; and that nothing changes afterwards."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from dondoc.audit.models import Entry
from dondoc.documents import selectors as documents
from dondoc.documents import services as register
from dondoc.documents.composing import services as composing
from dondoc.documents.composing.choices import State
from dondoc.documents.composing.models import Draft
from dondoc.documents.errors import AlreadyRegistered
from dondoc.documents.incoming import services as incoming
from dondoc.documents.incoming.choices import Handling
from dondoc.documents.incoming.models import Arrival
from dondoc.documents.models import Citation, Directive, Document, StoredFile
from dondoc.documents.outgoing import errors, services
from dondoc.documents.outgoing.choices import AftermathKind
from dondoc.documents.outgoing.models import Aftermath, Outgoing, Sending
from dondoc.organization.units import services as groups
from dondoc.tasks import services as tasks
from dondoc.tasks.choices import NoticeKind, Stage
from dondoc.tasks.models import Notice, Proposal, Task
from dondoc.tasks.selectors import to_end
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


class TestCameInBefore:
    """The paper is out before its scan is: whoever got it may have registered it meanwhile."""

    @pytest.fixture
    def theirs(self, world):
        """The clerk of a recipient."""
        return worlds.keeps_register("thu", world.farm)

    scan = signed.scan(7)

    def issue(self, world, made):
        """Issue it with its scan."""
        return services.issue(outgoing_id=made.pk, scan=self.scan, actor=world.office_head, now=NOW)

    def test_its_number_stands_in_no_way(self, world, theirs):
        """What cites it means the issued one from then on."""
        made = signed.numbered(world)
        letter = worlds.document(world, [], number="9", issuer="Sở Tài chính", date=TODAY)
        citation = worlds.citation(letter, made.number_line, date=TODAY)
        copy = self.their_copy(made, theirs)
        assert citation_target(citation) == copy.pk

        document = self.issue(world, made).document

        assert (document.identity, document.direction, copy.direction) == (copy.identity, "out", "in")
        assert citation_target(citation) == document.pk
        read = {"date": TODAY, "person": world.farm_head, "today": TODAY}
        assert documents.numbered(made.number_line, **read) == document

    def test_nor_do_its_bytes(self, world, theirs):
        """They are kept once; who sends them in later enters the issued one."""
        made = signed.numbered(world)
        copy = register.receive(data=self.scan, name="q.pdf", actor=theirs, now=NOW)

        document = self.issue(world, made).document

        assert (document.file, document.pk == copy.pk) == (copy.file, False)
        assert register.receive(data=self.scan, name="x.pdf", actor=world.clerk, now=NOW) == document

    def test_who_has_it_is_told_so(self, world, theirs):
        """Of two copies the one that may be opened is named."""
        made = signed.numbered(world)
        worlds.document(world, [], registered_in=world.department, identity=self.issue(world, made).document.identity)
        before = snapshot()

        with pytest.raises(AlreadyRegistered):
            self.their_copy(made, theirs)

        assert snapshot() == before

    def test_nothing_is_issued_twice(self, world):
        """Not the same scan under two numbers."""
        self.issue(world, signed.numbered(world))
        other = signed.numbered(world)
        before = snapshot()

        with pytest.raises(AlreadyRegistered):
            self.issue(world, other)

        assert snapshot() == before

    @staticmethod
    def their_copy(made, clerk):
        """Register the text that the paper bears."""
        text = (
            f"{made.content['issuer']['name'].upper()}\nSố: {made.number}/{made.symbol}\n"
            f"Quảng Ngãi, ngày {TODAY.day} tháng {TODAY.month} năm {TODAY.year}\n\nTHÔNG BÁO\nKết luận\n\n"
            "Giao Trại báo cáo trước ngày 30/11/2026.\n"
        )
        return register.register(data=text.encode(), name="b.txt", actor=clerk, now=NOW)


def citation_target(citation):
    """Return what a citation leads to now."""
    citation.refresh_from_db()
    return citation.target_id


class TestRecipients:
    """Each row of "Nơi nhận" and "Kính gửi" as it was chosen when the document was drafted."""

    def test_a_group_is_its_members_under_whatever_name(self, world):
        """It was renamed since: whom it means stays, each unit once, also one that was named besides."""
        group = groups.make_group(name="Các phòng", actor=world.administrator, now=NOW)
        for unit in (world.lab, world.farm):
            group.members.create(unit=unit, valid_from=None)
        made = self.numbered(world, "Các phòng")
        type(group).objects.update(name="Các đơn vị trực thuộc")

        self.issue(world, made)

        assert self.told(made) == {(world.farm.name, world.farm), (world.lab.name, world.lab)}
        assert documents.get(made.document.pk, person=world.lab_head, today=TODAY) == made.document

    def test_a_group_without_units_stands_as_printed(self, world):
        """Nobody vanishes from the list of recipients without a word."""
        groups.make_group(name="Các phòng", actor=world.administrator, now=NOW)
        made = self.numbered(world, "Các phòng")

        self.issue(world, made)

        assert self.told(made) == {(world.farm.name, world.farm), ("Các phòng", None)}

    def test_a_name_from_outside_is_kept_and_what_only_points_back_is_left_out(self, world):
        """Như trên, Như Điều 3: they say no more than another place of the page does."""
        made = self.numbered(world, outside="UBND tỉnh (để báo cáo)\nNhư trên\nNhư Điều 3")

        self.issue(world, made)

        assert self.told(made) == {(world.farm.name, world.farm), ("UBND tỉnh (để báo cáo)", None)}

    @staticmethod
    def numbered(world, name="", outside=""):
        """Return a numbered document to the farm and to whom is named."""
        draft = signed.drafts.whole(world, now=signed.WRITTEN_AT)
        for line, is_outside in [(name, False), *((line, True) for line in outside.splitlines())]:
            if line:
                values = {"outside": line} if is_outside else {"name": line}
                by = {"by": world.officer, "now": signed.WRITTEN_AT}
                signed.drafts.act(composing.add_party, draft, **by, side="recipients", **values)
        Draft.objects.filter(pk=draft.pk).update(state=State.TO_SIGN)
        made = services.record_paper_signature(
            draft_id=draft.pk, signed_on=signed.SIGNED_ON, actor=world.office_head, now=NOW
        )
        signed.series(world)
        return services.number(outgoing_id=made.pk, date=TODAY, actor=world.office_head, now=NOW)

    @staticmethod
    def issue(world, made):
        """Issue it."""
        services.issue(outgoing_id=made.pk, scan=signed.scan(), actor=world.office_head, now=NOW)
        made.refresh_from_db()

    @staticmethod
    def told(made):
        """Return whom it went to."""
        return {(one.printed, one.unit) for one in made.sendings.select_related("unit")}


class TestAnswer:
    def arrival(self, world):
        """Return a document that came in and was sent on to the lab, which drafts the answer."""
        arrival = worlds.arrival(world, issuer="Ủy ban nhân dân tỉnh", number="45", symbol="UBND-KGVX")
        incoming.forward(arrival_id=arrival.pk, unit_id=world.lab.pk, actor=world.clerk, now=NOW)
        return arrival

    def test_from_arrival_to_the_issued_answer(self, world, client):
        """Drafted as its answer, signed, numbered, issued: the entry of the book says by what it was answered."""
        arrival = self.arrival(world)

        made = signed.issued(world, **signed.LETTER, answers_id=arrival.document_id)

        arrival.refresh_from_db()
        assert (arrival.state, arrival.answered_by, arrival.answered_at) == (Handling.ANSWERED, made.document, NOW)
        entry = Entry.objects.filter(subject=f"arrival:{arrival.pk}").latest("pk")
        assert (entry.act, entry.actor) == ("documents.incoming_answer", world.office_head)
        client.force_login(world.clerk)
        page = client.get(reverse("documents:incoming", args=[arrival.pk])).content.decode()
        assert reverse("documents:document", args=[made.document.pk]) in page

    def test_one_that_is_filed_stays_filed(self, world):
        """And still says what answered it."""
        arrival = self.arrival(world)
        Arrival.objects.filter(pk=arrival.pk).update(state=Handling.FILED, filed_at=NOW)

        made = signed.issued(world, **signed.LETTER, answers_id=arrival.document_id)

        arrival.refresh_from_db()
        assert (arrival.state, arrival.answered_by) == (Handling.FILED, made.document)

    def test_nothing_is_answered_before_it_is_issued(self, world):
        """A number alone went to nobody."""
        arrival = self.arrival(world)

        signed.numbered(world, **signed.LETTER, answers_id=arrival.document_id)

        arrival.refresh_from_db()
        assert (arrival.state, arrival.answered_by) == (Handling.NEW, None)

    def test_a_document_that_came_under_no_number_is_left_alone(self, world):
        """Such as a letter that was registered before numbers were given."""
        letter = worlds.document(world, [], registered_in=world.lab)

        assert signed.issued(world, answers_id=letter.pk).document is not None

        assert not Arrival.objects.exists()


class TestTampering:
    @pytest.mark.parametrize("address", ["documents:file", "documents:page", "documents:outgoing-file"])
    def test_an_altered_file_is_not_opened(self, world, client, kept_files, address):
        """Somebody who gets at the store changes a letter: one sentence, and nobody is shown it."""
        made = signed.issued(world)
        key = {"documents:outgoing-file": [made.pk], "documents:page": [made.document.pk, 1]}
        where = reverse(address, args=key.get(address, [made.document.pk]))
        client.force_login(world.office_head)
        right = client.get(where)
        for close in right._resource_closers:
            close()
        assert right.status_code == 200
        path = kept_files / made.document.file.content.name
        path.write_bytes(path.read_bytes() + b" ")
        before = Entry.objects.count()

        answer = client.get(where)

        assert answer.status_code == 404
        assert "không phải là tệp đã lưu" in answer.content.decode()
        assert Entry.objects.count() == before


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

    @pytest.mark.parametrize(
        ("model", "change"),
        [
            pytest.param(Directive, {"quote": "Khác"}, id="the-words-of-a-duty"),
            pytest.param(Directive, {"data": {}}, id="its-parties"),
            pytest.param(Citation, {"number": "9"}, id="what-it-cites"),
            pytest.param(Citation, {"relation": "replaces", "relation_rule": "x"}, id="what-it-does-to-it"),
            pytest.param(Sending, {"printed": "Nơi khác"}, id="whom-it-went-to"),
            pytest.param(Sending, {"unit": None}, id="which-unit"),
            pytest.param(Sending, {"sent_at": NOW - dt.timedelta(days=1)}, id="when"),
            pytest.param(Aftermath, {"reason": "Khác"}, id="why-it-was-recalled"),
            pytest.param(StoredFile, {"sha256": "0" * 64}, id="the-hash-of-its-file"),
            pytest.param(StoredFile, {"content": "00/khac"}, id="where-its-file-lies"),
        ],
    )
    def test_nor_what_hangs_on_it(self, world, model, change):
        """Its file, duties, citations, recipients, what came after; what somebody else's document has may change."""
        self.whole(world)
        before = list(model.objects.values())
        assert before

        with pytest.raises(IntegrityError, match="stays as it is"), transaction.atomic():
            model.objects.update(**change)

        assert list(model.objects.values()) == before

    def test_nor_removed(self, world):
        """Neither the row of the register nor the document, nor a part of it."""
        made = self.whole(world)

        for rows in (
            Outgoing.objects.filter(pk=made.pk), Document.objects.filter(pk=made.document.pk),
            Directive.objects.all(), Citation.objects.all(), Sending.objects.all(), Aftermath.objects.all(),
        ):  # fmt: skip
            assert rows.exists()
            with pytest.raises(IntegrityError, match="stays as it is"), transaction.atomic():
                rows._raw_delete(rows.db)

    @pytest.mark.parametrize("model", [Directive, Citation])
    def test_nor_added_to(self, world, model):
        """A duty more would be one that nobody signed; nor does one of another document become its own."""
        made = self.whole(world)
        row = model.objects.get()
        row.pk, row.position = None, 99
        other = worlds.document(world, [worlds.directive("Rà soát")], number="7")
        worlds.citation(other, "5/TB-STC")

        with pytest.raises(IntegrityError, match="stays as it is"), transaction.atomic():
            row.save()
        with pytest.raises(IntegrityError, match="stays as it is"), transaction.atomic():
            model.objects.filter(document=other).update(document=made.document, position=99)

    def test_that_it_arrived_and_which_document_it_cites_is_said_later(self, world):
        """Neither is what the document says."""
        made = self.whole(world)
        other = worlds.document(world, [], number="7")

        services.confirm_arrival(sending_id=made.sendings.get().pk, actor=world.farm_head, now=NOW)
        made.document.citations.update(target=other, linked_by=world.clerk)

        assert made.document.citations.get().target == other

    @staticmethod
    def whole(world):
        """Return an issued document that has one of everything, and was recalled."""
        made = signed.issued(world, said="Thông báo số 5/TB-STC ngày 01/10/2026 của Sở Tài chính đã được thực hiện.")
        services.follow(
            outgoing_id=made.pk, kind=AftermathKind.RECALLED, reason="Sai", actor=world.office_head, now=NOW
        )
        return made

    def test_an_incoming_one_may_still_be_filled(self, world):
        """Such as by the reading of its scan."""
        found = worlds.document(world, [])

        Document.objects.filter(pk=found.pk).update(subject="Đã đọc")

        assert Citation.objects.count() == 0


class TestAfterwards:
    @pytest.mark.parametrize("kind", list(AftermathKind))
    def test_what_comes_after_points_at_it(self, world, kind):
        """Recalled, corrected by an official letter, changed by one of its type; the document itself stays."""
        made = signed.issued(world)
        other = signed.issued(world, **(signed.LETTER if kind == AftermathKind.CORRECTED else {}))
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

    @pytest.mark.parametrize(
        ("kind", "by"),
        [
            pytest.param(AftermathKind.CORRECTED, {}, id="a-notice-corrects-nothing"),
            pytest.param(AftermathKind.AMENDED, signed.LETTER, id="a-letter-amends-no-notice"),
            pytest.param(AftermathKind.REPLACED, signed.LETTER, id="nor-does-it-replace-one"),
        ],
    )
    def test_what_it_is_done_by_is_of_the_right_type(self, world, kind, by):
        """Điều 18: an official letter corrects, the same type amends and replaces."""
        made, other = signed.issued(world), signed.issued(world, **by)
        before = snapshot()

        with pytest.raises(errors.WrongType):
            services.follow(
                outgoing_id=made.pk, kind=kind, reason="Sai", document_id=other.document.pk, actor=world.office_head,
                now=NOW,
            )  # fmt: skip

        assert snapshot() == before

    def test_a_replacement_says_what_it_replaces(self, world, client):
        """To those who may open the other one; and there is a way to the register for who sees it."""
        made, other = signed.issued(world), signed.issued(world)
        services.follow(
            outgoing_id=made.pk, kind=AftermathKind.REPLACED, reason="Sai", document_id=other.document.pk,
            actor=world.office_head, now=NOW,
        )  # fmt: skip

        pages = {}
        for who in (world.office_head, world.farm_head):
            client.force_login(who)
            pages[who] = client.get(reverse("documents:document", args=[other.document.pk])).content.decode()

        line, register = (
            reverse("documents:document", args=[made.document.pk]),
            reverse("documents:outgoing", args=[other.pk]),
        )
        assert [(line in page, register in page) for page in pages.values()] == [(True, True), (True, False)]

    def test_what_replaces_it_is_named_to_who_may_open_that(self, world, client):
        """Others are told that it was replaced, and why."""
        made, other = signed.issued(world), signed.issued(world)
        services.follow(
            outgoing_id=made.pk, kind=AftermathKind.REPLACED, reason="Sai thẩm quyền", document_id=other.document.pk,
            actor=world.office_head, now=NOW,
        )  # fmt: skip
        register.distribute(document=made.document, units=[world.lab])
        where = reverse("documents:document", args=[other.document.pk])

        pages = []
        for who in (world.farm_head, world.lab_head):
            client.force_login(who)
            pages.append(client.get(reverse("documents:document", args=[made.document.pk])).content.decode())

        shown = [(where in page, other.number_line in page, "Sai thẩm quyền" in page) for page in pages]
        assert shown == [(True, True, True), (False, False, True)]

    @pytest.mark.parametrize("kind", [AftermathKind.RECALLED, AftermathKind.REPLACED])
    def test_its_open_tasks_wait_for_the_assigning_side(self, world, client, kind):
        """Told, on the desk and on the page; nothing ends by itself, and what was cancelled waits no more."""
        made, other = signed.issued(world), signed.issued(world)
        task, beside = Task.objects.get(document=made.document), Task.objects.get(document=other.document)
        assert not to_end(world.centre_director, now=NOW).exists()

        services.follow(
            outgoing_id=made.pk, kind=kind, reason="Sai thẩm quyền", actor=world.office_head, now=NOW,
            document_id=other.document.pk if kind == AftermathKind.REPLACED else None,
        )  # fmt: skip

        task.refresh_from_db()
        assert task.stage == Stage.ASSIGNED
        assert [list(to_end(who, now=NOW)) for who in (world.centre_director, world.farm_head)] == [[task], []]
        told = Notice.objects.filter(kind=NoticeKind.RECALLED)
        assert {(notice.person, notice.task) for notice in told} == {
            (world.farm_head, task), (world.centre_director, task),
        }  # fmt: skip
        client.force_login(world.centre_director)
        pages = [client.get(reverse("tasks:task", args=[one.pk])).content.decode() for one in (task, beside)]
        assert ["Sai thẩm quyền" in page for page in pages] == [True, False]
        assert task.action in client.get(reverse("home:desk")).content.decode()
        Task.objects.filter(pk=task.pk).update(assignee=world.centre_director)
        assert not to_end(world.centre_director, now=NOW).exists()
        Task.objects.filter(pk=task.pk).update(assignee=None)
        tasks.cancel(task_id=task.pk, reason="Văn bản đã thu hồi", actor=world.centre_director, now=NOW)
        assert not to_end(world.centre_director, now=NOW).exists()

    def test_another_body_corrects_nothing(self, world):
        """Its letter is refused, and nothing is recorded; the letter of the issuer corrects."""
        made, letter = signed.issued(world), signed.numbered(world, **signed.LETTER)
        Outgoing.objects.filter(pk=letter.pk).update(issuer=world.department)
        services.issue(outgoing_id=letter.pk, scan=signed.scan(9), actor=world.office_head, now=NOW)
        letter.refresh_from_db()

        with pytest.raises(errors.OtherIssuer):
            services.follow(
                outgoing_id=made.pk, kind=AftermathKind.CORRECTED, reason="Sai", document_id=letter.document_id,
                actor=world.office_head, now=NOW,
            )  # fmt: skip

        assert not Aftermath.objects.exists()

    def test_only_what_came_after_it_is_offered(self, world):
        """Neither the document itself nor an earlier one."""
        act = {"actor": world.office_head, "now": NOW}
        signed.series(world)
        earlier = services.number(outgoing_id=signed.signed(world).pk, date=signed.SIGNED_ON, **act)
        services.issue(outgoing_id=earlier.pk, scan=signed.scan(9), **act)
        made, later = signed.issued(world), signed.issued(world, **signed.LETTER)
        client = Client()
        client.force_login(world.office_head)

        page = client.get(reverse("documents:outgoing", args=[made.pk]))

        offered = [value for value, _label in page.context["aftermath_form"].fields["document_id"].choices]
        assert offered == ["", later.document_id]

    @pytest.mark.parametrize("kind", [AftermathKind.AMENDED, AftermathKind.CORRECTED])
    def test_a_change_of_it_ends_nothing(self, world, kind):
        """It still holds."""
        made = signed.issued(world)
        other = signed.issued(world, **(signed.LETTER if kind == AftermathKind.CORRECTED else {}))

        services.follow(
            outgoing_id=made.pk, kind=kind, reason="Sai", document_id=other.document.pk, actor=world.office_head,
            now=NOW,
        )  # fmt: skip

        assert not to_end(world.centre_director, now=NOW).exists()
        assert not Notice.objects.filter(kind=NoticeKind.RECALLED).exists()

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
