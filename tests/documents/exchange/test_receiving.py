"""Messages that come: taken in once, weighed by a clerk, answered; states noted where they belong."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from dondoc import reading
from dondoc.audit.models import Entry
from dondoc.background.models import Job
from dondoc.documents import files
from dondoc.documents import services as documents
from dondoc.documents.case_files import services as case_files
from dondoc.documents.case_files.models import CaseFileEntry
from dondoc.documents.errors import Unreadable
from dondoc.documents.exchange import edxml, errors, selectors, services
from dondoc.documents.exchange.choices import DeliveryState, MessageKind, Outcome
from dondoc.documents.exchange.models import Delivery, ReceivedMessage
from dondoc.documents.incoming import services as incoming
from dondoc.documents.models import Document, DocumentAttachment, StoredFile
from dondoc.documents.searching import index
from dondoc.documents.searching import selectors as searching
from dondoc.documents.signing.errors import PdfAltered
from dondoc.organization import services as organization
from dondoc.organization.models import Unit
from dondoc.tasks import services as tasks
from dondoc.tasks.services import direct
from tests import world as worlds
from tests.documents.composing import drafts
from tests.documents.outgoing import signed
from tests.documents.signing import authority, changes
from tests.documents.test_scanning import SECRET, work
from tests.world import NOW

from .messages import (
    DOCUMENT_ID,
    OURS,
    TEXT,
    THEIR_NAME,
    THEIRS,
    document_message,
    for_business,
    status_message,
    with_annexes,
)

pytestmark = pytest.mark.usefixtures("kept_files")
HOUR = dt.timedelta(hours=1)
LATER = NOW + HOUR


def take_in(message, name="tin.edxml", now=NOW, **options):
    """Take in a message."""
    return services.take_in(data=edxml.encode(message), name=name, now=now, **options)


def bytes_of(file):
    """Return what is kept of a file."""
    with file.content.open() as stream:
        return stream.read()


def told():
    """Return the states that were told to senders, in their order, with the words."""
    answers = Delivery.objects.filter(kind=MessageKind.STATUS).order_by("pk")
    return [(answer.code, edxml.read(answer.head.encode()).status.description) for answer in answers]


def a_case_file(world):
    """Return a case file of the office."""
    terms = case_files.Terms(5, is_permanent=False, rights="unit", source="Quyết định")
    return case_files.make(
        unit_id=world.office.pk, year=2026, code="01", title="Hồ sơ", keeper_id=world.clerk.pk, terms=terms,
        actor=world.clerk, now=NOW,
    )  # fmt: skip


def everything():
    """Return all that an act on messages may change."""
    return (
        list(ReceivedMessage.objects.values()),
        list(Delivery.objects.values()),
        Document.objects.count(),
        StoredFile.objects.count(),
        Job.objects.count(),
        Entry.objects.count(),
    )


class TestArrival:
    def test_waits_for_the_clerk_and_its_sender_is_told(self, world, exchange):
        """01, at once and by itself; nothing is in the register yet."""
        came = take_in(document_message())

        assert (came.kind, came.outcome) == (MessageKind.DOCUMENT, Outcome.WAITING)
        assert (came.sender_id, came.sender_name, came.message_id) == (THEIRS, THEIR_NAME, DOCUMENT_ID)
        assert (came.number_line, came.date) == ("45/STC-NS", dt.date(2026, 11, 20))
        assert told() == [("01", "")]
        answer = Delivery.objects.get()
        status = edxml.decode(answer.head.encode()).status
        assert (answer.organ_id, answer.organ_name) == (THEIRS, THEIR_NAME)
        assert (status.sender.organ_id, status.answers.organ_id, status.answers.document_id) == (
            OURS, THEIRS, DOCUMENT_ID,
        )  # fmt: skip
        assert (Document.objects.count(), Entry.objects.get().act) == (0, "documents.receive_message")

    def test_kept_as_it_came(self, world, exchange):
        """Byte for byte, unknown elements and all."""
        data = edxml.encode(document_message(rest=edxml.Rest(elements=(edxml.Node("{urn:ky}ChuKy", text="x"),))))

        came = services.take_in(data=data, name="tin.edxml", now=NOW)

        assert bytes_of(came.payload) == data

    def test_to_each_body_comes_its_own(self, world, exchange):
        """The same document for the centre and for its station: two messages, two books; twice for one is refused."""
        Unit.objects.filter(pk=world.centre.pk).update(e_id="H48.02")
        Unit.objects.filter(pk=world.office.pk).update(e_id="H48.03")

        came = [
            services.take_in(
                data=edxml.encode(document_message(receivers=(edxml.Organ(organ_id=to, name="x"),))), name=name, now=NOW
            )
            for name, to in (("a", "H48.02"), ("b", "H48.03"), ("c", "H48.03"))
        ]

        assert [(one.unit, one.outcome) for one in came] == [
            (world.centre, Outcome.WAITING), (world.office, Outcome.WAITING), (world.office, Outcome.REFUSED)
        ]  # fmt: skip
        first, second = (
            services.accept(received_id=one.pk, actor=who, now=LATER)
            for one, who in zip(came, (worlds.keeps_register("thu", world.centre), world.clerk), strict=False)
        )
        assert first.document == second.document
        assert {entry.unit for entry in first.document.arrivals.all()} == {world.centre, world.office}

    def test_read_twice_taken_in_once(self, world, exchange):
        """The reader of the folder was killed before it had moved the file: no second answer, no refusal."""
        take_in(document_message())
        before = everything()

        again = take_in(document_message(), now=LATER)

        assert again.received_at == NOW
        assert everything() == before

    def test_answers_are_not_piled_up_while_the_exchange_is_off(self, world, settings):
        """A message that a clerk uploads is taken in all the same."""
        came = take_in(document_message(), actor=world.clerk)

        assert came.outcome == Outcome.WAITING
        assert told() == []

    def test_uploaded_twice_is_refused(self, world, exchange):
        """Whoever sends the file is told that it came before, in the same second too."""
        take_in(document_message(), actor=world.clerk)
        before = everything()

        with pytest.raises(errors.AlreadyReceived):
            take_in(document_message(), actor=world.clerk)

        assert everything() == before

    def test_an_upload_is_an_act_of_whoever_may(self, world):
        """Nobody else brings messages in."""
        before = everything()

        with pytest.raises(errors.MayNotExchange):
            take_in(document_message(), actor=world.officer)

        assert everything() == before

    def test_what_is_no_message_is_noted(self, world, exchange):
        """With the reason; there is nobody to answer."""
        came = services.take_in(data=b"<html/>", name="x.xml", now=NOW)

        assert (came.kind, came.outcome, came.payload) == (MessageKind.UNREADABLE, Outcome.REFUSED, None)
        assert "edXML" in came.reason
        assert told() == []

    @pytest.mark.parametrize(
        ("receivers", "own", "outcome"),
        [
            pytest.param([OURS], {"ORGAN_ID": OURS}, Outcome.WAITING, id="to-us"),
            pytest.param(["000.00.99.H48", OURS], {"ORGAN_ID": OURS}, Outcome.WAITING, id="to-us-among-others"),
            pytest.param(["000.00.99.H48"], {"ORGAN_ID": OURS}, Outcome.REFUSED, id="to-somebody-else"),
            pytest.param(["H48.02"], {"ORGAN_ID": OURS, "e_id": "H48.02"}, Outcome.WAITING, id="to-a-unit"),
            pytest.param(["000.00.99.H48"], {"ORGAN_ID": ""}, Outcome.WAITING, id="nobody-has-an-identifier-yet"),
        ],
    )
    def test_to_whom(self, world, exchange, settings, receivers, own, outcome):
        """What is meant for somebody else goes back, with the reason."""
        settings.ORGAN_ID = own["ORGAN_ID"]
        Unit.objects.filter(pk=world.centre.pk).update(e_id=own.get("e_id", ""))

        came = take_in(document_message(receivers=tuple(edxml.Organ(organ_id=one, name="X") for one in receivers)))

        assert came.outcome == outcome
        assert came.unit == (world.centre if "e_id" in own else None)
        assert (came.payload is None) == (outcome == Outcome.REFUSED)


class TestDuplicates:
    @pytest.mark.parametrize(
        ("change", "is_twice"),
        [
            pytest.param({"subject": "Bản sửa"}, True, id="same-id-and-number"),
            pytest.param({"code": edxml.Code(number="46", symbol="STC-NS")}, True, id="same-id"),
            pytest.param({"document_id": "khác"}, True, id="same-number-symbol-issuer"),
            pytest.param(
                {"document_id": "khác", "code": edxml.Code(number="45", symbol="STC-VP")}, False, id="another-symbol"
            ),
            pytest.param(
                {"document_id": "khác", "promulgation": edxml.PromulgationInfo(date="2025/11/20")}, False,
                id="the-number-of-another-year",
            ),
            pytest.param({"sender": edxml.Organ(organ_id="20.H48", name="Sở Nội vụ")}, False, id="another-issuer"),
        ],
    )  # fmt: skip
    def test_of_a_message(self, world, exchange, change, is_twice):
        """By id, or by number, symbol and issuer in one year (N30-PL6, III.1.h): refused with 02 and the reason."""
        take_in(document_message())

        came = take_in(document_message(**change), name="lai.edxml", now=LATER)

        assert came.outcome == (Outcome.REFUSED if is_twice else Outcome.WAITING)
        assert told()[1:] == ([("02", came.reason)] if is_twice else [("01", "")])
        assert (came.payload is None) == is_twice

    @pytest.mark.parametrize(
        ("fields", "is_twice"),
        [
            pytest.param({}, True, id="as-printed"),
            pytest.param({"issuer": "SỞ TÀI CHÍNH"}, True, id="in-capitals"),
            pytest.param({"issuer": "Sở Nội vụ"}, False, id="another-issuer"),
            pytest.param({"date": dt.date(2025, 11, 20)}, False, id="the-number-of-another-year"),
        ],
    )
    def test_of_what_came_on_paper(self, world, exchange, fields, is_twice):
        """The register has it already."""
        on_paper = {
            "number": "045", "symbol": "STC-NS", "issuer": THEIR_NAME, "date": dt.date(2026, 11, 20),
            "reference": "45-stc-ns",
        }  # fmt: skip
        worlds.document(world, [], **(on_paper | fields))

        assert (take_in(document_message()).outcome == Outcome.REFUSED) == is_twice

    def test_after_a_refusal_it_may_come_again(self, world, exchange):
        """The sender has mended what was wrong."""
        first = take_in(document_message())
        services.refuse(received_id=first.pk, reason="Chữ ký số không hợp lệ", actor=world.clerk, now=NOW)

        assert take_in(document_message(subject="Bản sửa"), name="lai.edxml").outcome == Outcome.WAITING

    def test_the_database_refuses_it_too(self, world, exchange):
        """Two workers that look at the same moment see nothing yet."""
        came = take_in(document_message())

        came.pk, came.name = None, "khac"
        with pytest.raises(IntegrityError), transaction.atomic():
            came.save(force_insert=True)


class TestSecrecy:
    def test_nothing_is_kept(self, world, exchange):
        """But that something was refused, from whom, and which document they may ask about."""
        secret = b"S\xe1\xbb\x9e T\xc3\x80I CH\xc3\x8dNH\nM\xe1\xba\xacT\n\n" + TEXT

        came = take_in(document_message(secret))

        assert (came.outcome, came.payload, came.name, came.subject) == (Outcome.REFUSED, None, "", "")
        assert "MẬT" in came.reason.upper()
        assert [code for code, _words in told()] == ["02"]
        assert StoredFile.objects.count() == 0
        assert take_in(document_message(secret)) == came

    @pytest.mark.parametrize(
        "change",
        [
            pytest.param({"receivers": (edxml.Organ(organ_id="000.00.99.H48", name="X"),)}, id="misaddressed"),
            pytest.param({"subject": "Lần hai"}, id="received-before"),
        ],
    )
    def test_secrecy_is_asked_first(self, world, exchange, change):
        """Whatever else is wrong with it, what it says is not kept either."""
        take_in(document_message())

        came = take_in(document_message("TỐI MẬT\n\nKế hoạch".encode(), **change), name="ke-hoach.edxml")

        assert (came.outcome, came.payload, came.name, came.subject, came.signer) == (Outcome.REFUSED, None, "", "", "")
        assert "MẬT" in came.reason.upper()

    def test_a_secret_annex_is_enough(self, world, exchange):
        """Every file is looked at."""
        message = document_message()
        annex = edxml.Attachment(content_id="2", name="phu-luc.txt", content="TUYỆT MẬT\n\nPhụ lục".encode())
        attachments = (*message.encoded.attachments, annex)

        came = take_in(edxml.Message(message.envelope, edxml.AttachmentEncoded(attachments)))

        assert (came.outcome, StoredFile.objects.count()) == (Outcome.REFUSED, 0)


class TestAccepting:
    def test_the_register_has_it_and_the_sender_is_told(self, world, exchange):
        """03, by the clerk, in the log."""
        came = take_in(document_message())

        accepted = services.accept(received_id=came.pk, actor=world.clerk, now=LATER)

        assert (accepted.outcome, accepted.decided_by) == (Outcome.REGISTERED, world.clerk)
        assert (accepted.document.number, accepted.document.symbol) == ("45", "STC-NS")
        assert bytes_of(accepted.document.file) == TEXT
        assert told() == [("01", ""), ("03", "")]
        assert {"documents.accept_message", "documents.register"} <= set(Entry.objects.values_list("act", flat=True))

    def test_what_the_message_says_stands_apart(self, world, exchange):
        """ "Theo tin điện tử", only where the document itself says nothing; it is never written into it."""
        text = "Kính gửi: Các đơn vị\n\nTrung tâm báo cáo kết quả trước ngày 30/11/2026.\n".encode()
        came = take_in(document_message(text))

        document = services.accept(received_id=came.pk, actor=world.clerk, now=LATER).document

        assert (document.number, document.symbol, document.date, document.issuer) == ("", "", None, "")
        said = dict(selectors.stated_of(document).facts)
        assert said["Số"] == "45"
        assert said["Ký hiệu"] == "STC-NS"
        assert said["Ngày"] == "20/11/2026"
        assert said["Cơ quan ban hành"] == THEIR_NAME

    def test_what_the_document_says_itself_is_not_said_twice(self, world, exchange):
        """Where both speak, the document does."""
        came = take_in(document_message(code=edxml.Code(number="99", symbol="KHAC")))

        document = services.accept(received_id=came.pk, actor=world.clerk, now=LATER).document

        assert (document.number, document.symbol) == ("45", "STC-NS")
        assert not {"Số", "Ký hiệu"} & set(dict(selectors.stated_of(document).facts))

    def test_in_the_register_meanwhile(self, world, exchange):
        """The paper came first: refused with 02, and the clerk's decision says so."""
        came = take_in(document_message())
        documents.receive(data=TEXT, name="giay.txt", actor=world.clerk, now=NOW)

        decided = services.accept(received_id=came.pk, actor=world.clerk, now=LATER)

        assert (decided.outcome, decided.document) == (Outcome.REFUSED, None)
        assert [code for code, _words in told()] == ["01", "02"]
        assert Document.objects.count() == 1

    def test_a_file_that_cannot_be_read_still_waits(self, world, exchange):
        """The clerk sees why, and refuses it or asks for another; nothing has changed."""
        came = take_in(document_message(b"%PDF-1.7 broken", name="a.pdf"))
        before = everything()

        with pytest.raises(Unreadable):
            services.accept(received_id=came.pk, actor=world.clerk, now=LATER)

        assert everything() == before

    @pytest.mark.parametrize(
        ("who", "first", "refusal"),
        [
            pytest.param("officer", None, errors.MayNotExchange, id="not-a-clerk"),
            pytest.param("clerk", "accept", errors.AlreadyDecided, id="accepted-already"),
            pytest.param("clerk", "refuse", errors.AlreadyDecided, id="refused-already"),
        ],
    )
    @pytest.mark.parametrize("act", ["accept", "refuse"])
    def test_refusal_changes_nothing(self, world, exchange, act, who, first, refusal):
        """Two clerks decide once."""
        came = take_in(document_message())
        acts = {
            "accept": lambda person: services.accept(received_id=came.pk, actor=person, now=LATER),
            "refuse": lambda person: services.refuse(received_id=came.pk, reason="Nhầm", actor=person, now=LATER),
        }
        if first:
            acts[first](world.office_head)
        before = everything()

        with pytest.raises(refusal):
            acts[act](getattr(world, who))

        assert everything() == before

    def test_a_refusal_says_why(self, world, exchange):
        """To the sender, in the clerk's words; without words there is none."""
        came = take_in(document_message())
        before = everything()
        with pytest.raises(errors.RefusalReasonMissing):
            services.refuse(received_id=came.pk, reason=" ", actor=world.clerk, now=LATER)
        assert everything() == before

        services.refuse(received_id=came.pk, reason="Gửi nhầm nơi nhận", actor=world.clerk, now=LATER)

        assert told() == [("01", ""), ("02", "Gửi nhầm nơi nhận")]
        assert Entry.objects.latest("pk").after == {"reason": "Gửi nhầm nơi nhận", "agency": THEIR_NAME}

    def test_a_message_for_a_unit_is_not_for_others(self, world, exchange):
        """A clerk who sees the Centre only knows of nothing that came for the farm."""
        Unit.objects.filter(pk=world.centre.pk).update(e_id="H48.02")
        came = take_in(document_message(receivers=(edxml.Organ(organ_id="H48.02", name="Trung tâm"),)))

        assert list(selectors.received_by(world.clerk, today=NOW.date())) == [came]
        assert list(selectors.received_by(world.officer, today=NOW.date())) == []

    def test_to_see_a_unit_is_not_to_take_in_for_it(self, world, exchange):
        """A director of the agency sees all of it; that a post of theirs is a clerk's covers that post's unit alone."""
        Unit.objects.filter(pk=world.centre.pk).update(e_id="H48.02")
        take_in(document_message(receivers=(edxml.Organ(organ_id="H48.02", name="Trung tâm"),)))
        both = worlds.keeps_register("vt", world.lab)
        organization.appoint(
            person=both,
            unit=world.department,
            role="department_director",
            title="Phó Giám đốc",
            valid_from=worlds.SINCE,
            is_head=False,
        )

        assert list(selectors.received_by(both, today=NOW.date())) == []


class TestScans:
    @pytest.fixture
    def scan(self, world, exchange, scans):
        """A scan that came and was taken over: it is read in the background."""
        scans[b"scan"] = TEXT.decode()
        came = take_in(document_message(b"scan", name="quet.png"))
        return services.accept(received_id=came.pk, actor=world.clerk, now=LATER)

    def test_the_sender_is_told_when_it_is_read(self, scan):
        """Not before it is in the register."""
        assert (scan.outcome, told()) == (Outcome.READING, [("01", "")])

        work()

        scan.refresh_from_db()
        assert (scan.outcome, scan.document.number) == (Outcome.REGISTERED, "45")
        assert [code for code, _words in told()] == ["01", "03"]

    def test_nothing_is_kept_of_a_secret_one(self, scan, scans):
        """Its letters were recognised only now; the message goes with it, and the sender is told."""
        scans[b"scan"] = SECRET

        work()

        self.nothing_is_kept(scan)

    def test_nor_of_one_that_is_removed(self, world, scan):
        """A clerk sees that it cannot be read."""
        documents.remove(document=scan.document, actor=world.clerk, now=LATER)

        self.nothing_is_kept(scan)

    def nothing_is_kept(self, scan):
        """Look everywhere."""
        scan.refresh_from_db()
        assert (scan.outcome, scan.payload, scan.document, scan.subject) == (Outcome.REFUSED, None, None, "")
        assert [code for code, _words in told()] == ["01", "02"]
        assert (StoredFile.objects.count(), Document.objects.count()) == (0, 0)


class TestAnnexes:
    def accepted(self, world, *annexes):
        """Take in a document with annexes, and take it into the register."""
        came = take_in(with_annexes(document_message(), *annexes))
        return services.accept(received_id=came.pk, actor=world.clerk, now=LATER)

    def test_they_are_kept_with_the_document_and_found_by_their_words(self, world, exchange):
        """In the order of the message."""
        document = self.accepted(
            world, ("phu-luc-1.txt", "Danh mục thiết bị quan trắc".encode()), ("phu-luc-2.bin", b"\x00\x01")
        ).document

        kept = list(document.attachments.all())
        assert [(one.position, one.name) for one in kept] == [(1, "phu-luc-1.txt"), (2, "phu-luc-2.bin")]
        assert [bytes_of(one.file) for one in kept] == ["Danh mục thiết bị quan trắc".encode(), b"\x00\x01"]
        found = searching.find(world.clerk, text="quan trắc", today=NOW.date())
        assert list(found.ids) == [document.pk]
        assert index.rebuild("default") == 0

    @pytest.mark.parametrize(
        ("who", "position", "status"),
        [
            pytest.param("clerk", 1, 200, id="who-sees-the-document"),
            pytest.param("clerk", 2, 404, id="there-is-none"),
            pytest.param("farm_head", 1, 404, id="who-does-not"),
        ],
    )
    def test_who_may_open_them(self, world, exchange, client, who, position, status):
        """Whoever may open the document, on whose page they stand."""
        document = self.accepted(world, ("phu-luc.txt", b"xin chao")).document
        client.force_login(getattr(world, who))
        address = reverse("documents:attachment", args=[document.pk, position])

        answer = client.get(address)

        assert answer.status_code == status
        if status == 200:
            assert answer.getvalue() == b"xin chao"
            assert "attachment" in answer["Content-Disposition"]
            assert address in client.get(reverse("documents:document", args=[document.pk])).content.decode()

    def test_they_are_sent_along(self, world, exchange, notice, their_entry, kept_files):
        """The document first."""
        with files.stored(b"phu luc") as stored:
            DocumentAttachment.objects.create(document=notice, position=1, file=stored, name="phu-luc.txt")
        (delivery,) = services.deliver(document=notice, correspondent_ids=[their_entry.pk], actor=world.clerk, now=NOW)

        services.send(delivery_id=delivery.pk, now=NOW)

        (sent,) = exchange.out.iterdir()
        assert [(file.name, file.content) for file in edxml.decode(sent.read_bytes()).files] == [
            ("thong-bao.txt", TEXT), ("phu-luc.txt", b"phu luc"),
        ]  # fmt: skip

    def test_nothing_is_put_beside_what_was_issued_here(self, world, exchange):
        """It comes back with another file: that stays with its message; the database keeps the rest out as well."""
        made = signed.issued(drafts.prepare(world))
        came = take_in(with_annexes(document_message(bytes_of(made.file), name="tb.pdf"), ("them.txt", b"xin chao")))

        decided = services.accept(received_id=came.pk, actor=world.clerk, now=LATER)

        assert (decided.document, decided.outcome, made.document.attachments.count()) == (
            made.document, Outcome.REGISTERED, 0,
        )  # fmt: skip
        with files.opened(decided.payload) as stream:
            assert [file.content for file in edxml.decode(stream.read()).files[1:]] == [b"xin chao"]
        with files.stored(b"phu luc") as stored, pytest.raises(IntegrityError, match="stays as"), transaction.atomic():
            DocumentAttachment.objects.create(document=made.document, position=1, file=stored, name="phu-luc.txt")

    def test_a_scan_is_read_before_a_clerk_takes_it(self, world, exchange, scans):
        """Until then nobody knows whether it bears a mark."""
        scans[b"scan"] = "Biểu tổng hợp kinh phí"
        came = take_in(with_annexes(document_message(), ("bieu.png", b"scan")))
        before = everything()
        with pytest.raises(errors.AnnexesBeingRead):
            services.accept(received_id=came.pk, actor=world.clerk, now=LATER)
        assert everything() == before

        work()

        document = services.accept(received_id=came.pk, actor=world.clerk, now=LATER).document
        assert document.attachments.get().text == "Biểu tổng hợp kinh phí"

    def test_nothing_is_kept_of_a_secret_scan(self, world, exchange, scans, kept_files):
        """The mark is found on a picture beside a harmless letter."""
        scans[b"scan"] = SECRET
        came = take_in(with_annexes(document_message(), ("bieu.png", b"scan")))

        work()

        came.refresh_from_db()
        assert (came.outcome, came.payload, came.subject, came.file_texts) == (Outcome.REFUSED, None, "", [])
        assert [code for code, _words in told()] == ["01", "02"]
        assert [path for path in kept_files.rglob("*") if path.is_file()] == []
        assert Entry.objects.latest("pk").act == "documents.refuse_secret"

    @pytest.mark.parametrize("place", [0, 1])
    def test_a_refused_message_keeps_no_scan_that_nobody_read(self, world, exchange, scans, kept_files, place):
        """Nobody will look at it any more."""
        scans[b"scan"] = "Biểu"
        contents = [TEXT, b"xin chao"]
        contents[place] = b"scan"
        came = take_in(with_annexes(document_message(contents[0], name="a.png"), ("b.png", contents[1])))

        services.refuse(received_id=came.pk, reason="Nhầm", actor=world.clerk, now=LATER)

        came.refresh_from_db()
        assert (came.outcome, came.payload) == (Outcome.REFUSED, None)
        assert [path for path in kept_files.rglob("*") if path.is_file()] == []

    def test_a_scan_that_goes_takes_its_annexes_along(self, world, exchange, scans, kept_files):
        """Its own mark is recognised after the clerk took it over."""
        scans[b"scan"] = SECRET
        came = take_in(with_annexes(document_message(b"scan", name="a.png"), ("b.txt", b"xin chao")))
        services.accept(received_id=came.pk, actor=world.clerk, now=LATER)

        work()

        assert (DocumentAttachment.objects.count(), StoredFile.objects.count()) == (0, 0)
        assert [path for path in kept_files.rglob("*") if path.is_file()] == []

    def test_one_that_was_altered_is_refused(self, world, exchange):
        """A signed annex that was changed: the clerk sees who had signed, and nothing is registered."""
        came = take_in(with_annexes(document_message(), ("b.pdf", changes.add_page(authority.sealed()))))
        before = everything()

        with pytest.raises(PdfAltered):
            services.accept(received_id=came.pk, actor=world.clerk, now=LATER)

        assert everything() == before

    def test_it_enters_the_register_of_whom_it_is_addressed_to(self, world, exchange):
        """Not that of the clerk's own unit."""
        Unit.objects.filter(pk=world.centre.pk).update(e_id="H48.02")
        came = take_in(document_message(receivers=(edxml.Organ(organ_id="H48.02", name="Trung tâm"),)))

        document = services.accept(received_id=came.pk, actor=world.clerk, now=LATER).document

        assert document.registered_in == world.centre

    def test_files_are_read_before_the_database_is_held(self, world, exchange, monkeypatch):
        """Nobody else waits for a hundred annexes."""
        held = []
        real = reading.read
        depth = len(connection.savepoint_ids)

        def read(data, **options):
            held.append(len(connection.savepoint_ids) > depth)
            return real(data, **options)

        monkeypatch.setattr(reading, "read", read)

        self.accepted(world, ("b.txt", b"xin chao"))

        assert held == [False] * 3


class TestRecallsAndUpdates:
    @pytest.fixture
    def document(self, world, exchange):
        """What came first, and is in the register."""
        came = take_in(document_message())
        return services.accept(received_id=came.pk, actor=world.clerk, now=LATER).document

    def recall(self, **options):
        """Let its sender take it back."""
        return take_in(
            for_business(document_message(), "1", reason="Sai số liệu", files=False, **options), "thu-hoi.edxml", LATER
        )

    def test_a_recall_waits_for_the_clerk_and_flags_the_document(self, world, document, client):
        """At once, and the document stays as it is."""
        came = self.recall()

        assert (came.outcome, came.business_reason, came.about.document) == (Outcome.WAITING, "Sai số liệu", document)
        client.force_login(world.clerk)
        page = client.get(reverse("documents:document", args=[document.pk])).content.decode()
        assert f"{THEIR_NAME} thu hồi văn bản này" in page
        assert "Đồng ý thu hồi" in client.get(reverse("documents:exchange-received")).content.decode()

    def test_agreed(self, world, document):
        """15, in the log; the document and its file stay."""
        came = self.recall()

        decided = services.accept(received_id=came.pk, actor=world.clerk, now=LATER)

        assert (decided.outcome, told()[-1]) == (Outcome.AGREED, ("15", ""))
        assert list(selectors.changes_of(document)) == [came]
        assert (Document.objects.get(), bytes_of(document.file)) == (document, TEXT)
        assert Entry.objects.latest("pk").act == "documents.agree_to_recall"

    def test_refused(self, world, document):
        """16 with the reason, and the document bears no flag."""
        came = self.recall()

        services.refuse(received_id=came.pk, reason="Đã xử lý xong", actor=world.clerk, now=LATER)

        assert told()[-1] == ("16", "Đã xử lý xong")
        assert list(selectors.changes_of(document)) == []

    def test_a_recall_of_what_waits(self, world, exchange):
        """The clerk sees it before deciding."""
        first = take_in(document_message())

        came = self.recall()

        assert (came.about, came.outcome) == (first, Outcome.WAITING)

    @pytest.mark.parametrize(
        "change",
        [
            pytest.param({"document_id": "khác"}, id="another-document"),
            pytest.param({"sender": edxml.Organ(organ_id="20.H48", name="Sở Nội vụ")}, id="another-agency"),
        ],
    )
    def test_a_recall_of_nothing(self, world, document, change):
        """Nobody takes back what somebody else sent: 16, and nothing is flagged."""
        came = take_in(for_business(document_message(**change), "1", files=False), "thu-hoi.edxml")

        assert (came.outcome, told()[-1]) == (Outcome.REFUSED, ("16", came.reason))
        assert list(selectors.changes_of(document)) == []

    @pytest.mark.parametrize("kind", ["2", "3"])
    def test_an_update_stands_beside_the_document(self, world, document, kind):
        """Under the same number: what came first is never overwritten."""
        text = TEXT.replace(b"30/11/2026", b"15/12/2026")
        came = take_in(for_business(document_message(text), kind, reason="Sửa hạn"), "cap-nhat.edxml", LATER)

        decided = services.accept(received_id=came.pk, actor=world.clerk, now=LATER)

        assert (decided.outcome, decided.document, told()[-1][0]) == (Outcome.REGISTERED, document, "15")
        (beside,) = document.attachments.all()
        assert (bytes_of(beside.file), beside.update) == (text, came)
        assert bytes_of(Document.objects.get().file) == TEXT

    def test_a_replacement_under_another_number(self, world, document):
        """Is a document of its own, and the first one leads to it."""
        text = TEXT.replace(b"45/STC-NS", b"52/STC-NS")
        head = {"document_id": "mới", "code": edxml.Code(number="52", symbol="STC-NS")}
        came = take_in(
            for_business(document_message(text, **head), "3", document_id=DOCUMENT_ID), "thay-the.edxml", LATER
        )

        decided = services.accept(received_id=came.pk, actor=world.clerk, now=LATER)

        assert (decided.document.number, decided.about.document) == ("52", document)
        assert list(selectors.changes_of(document)) == [came]

    def test_the_same_file_as_an_update_is_refused(self, world, document):
        """It updates nothing."""
        came = take_in(for_business(document_message(), "2"), "cap-nhat.edxml", LATER)

        decided = services.accept(received_id=came.pk, actor=world.clerk, now=LATER)

        assert (decided.outcome, told()[-1][0], document.attachments.count()) == (Outcome.REFUSED, "16", 0)

    def test_an_update_of_what_never_came_is_a_document_like_others(self, world, exchange):
        """It is the first that we see of it."""
        came = take_in(for_business(document_message(), "2"))

        assert (came.outcome, came.about, told()) == (Outcome.WAITING, None, [("01", "")])


class TestStates:
    @pytest.mark.parametrize(
        ("code", "state"),
        [
            pytest.param("01", DeliveryState.ACKNOWLEDGED, id="arrived"),
            pytest.param("1", DeliveryState.ACKNOWLEDGED, id="without-its-zero"),
            pytest.param("02", DeliveryState.REFUSED, id="refused"),
            pytest.param("03", DeliveryState.ACKNOWLEDGED, id="registered"),
            pytest.param("06", DeliveryState.ACKNOWLEDGED, id="done"),
            pytest.param("13", DeliveryState.SENT, id="recall-is-noted"),
            pytest.param("77", DeliveryState.SENT, id="unknown-is-noted"),
        ],
    )
    @pytest.mark.parametrize("before", [DeliveryState.SENT])
    def test_at_its_delivery(self, delivery, code, state, before):
        """What the other side said last, with its words."""
        Delivery.objects.update(state=before)

        came = take_in(status_message(code, document_id=delivery.message_id, description="Ghi chú"))

        delivery.refresh_from_db()
        assert (came.outcome, came.delivery) == (Outcome.NOTED, delivery)
        assert (delivery.state, delivery.last_status, delivery.last_status_text) == (state, code.zfill(2), "Ghi chú")

    def test_it_ends_the_doubt(self, delivery):
        """A delivery that nobody knew of has arrived."""
        Delivery.objects.update(state=DeliveryState.UNKNOWN, error="x")

        take_in(status_message("01", document_id=delivery.message_id))

        delivery.refresh_from_db()
        assert delivery.state == DeliveryState.ACKNOWLEDGED

    def test_the_latest_by_its_own_time_holds(self, delivery):
        """States overtake one another on the way; each is kept."""
        take_in(status_message("03", document_id=delivery.message_id, timestamp="2026/11/25 08:00:00"), "b.edxml")
        take_in(status_message("01", document_id=delivery.message_id, timestamp="2026/11/25 07:00:00"), "a.edxml")

        delivery.refresh_from_db()
        assert (delivery.last_status, delivery.statuses.count()) == ("03", 2)

    def test_a_state_of_the_year_9999_blocks_no_later_one(self, delivery):
        """A clock that runs ahead counts as the moment of arrival."""
        take_in(status_message("01", document_id=delivery.message_id, timestamp="9999/12/31 23:59:59"), "a.edxml")
        delivery.refresh_from_db()
        assert delivery.last_status_at == NOW

        take_in(
            status_message("03", document_id=delivery.message_id, timestamp="2026/11/25 23:00:00"), "b.edxml", LATER
        )

        delivery.refresh_from_db()
        assert delivery.last_status == "03"

    @pytest.mark.parametrize(
        "message",
        [
            pytest.param({"document_id": "không có"}, id="of-an-unknown-document"),
            pytest.param({"sender": "000.00.20.H48"}, id="of-an-agency-it-was-not-sent-to"),
        ],
    )
    def test_of_something_unknown_is_kept(self, delivery, message):
        """And shown; no delivery is touched by it."""
        before = list(Delivery.objects.values())

        came = take_in(status_message("02", **({"document_id": delivery.message_id} | message)))

        assert (came.outcome, came.delivery, came.status_code) == (Outcome.UNMATCHED, None, "02")
        assert list(Delivery.objects.values()) == before


class TestReportState:
    def test_the_sender_hears_how_it_goes_on(self, world, exchange):
        """04, 05, 06, each once in a row."""
        came = take_in(document_message())
        document = services.accept(received_id=came.pk, actor=world.clerk, now=LATER).document

        for code in ("04", "05", "05", "06"):
            services.report_state(
                document_id=document.pk, unit_id=document.registered_in_id, code=code, now=LATER, text="Phòng Kỹ thuật"
            )

        assert [code for code, _words in told()] == ["01", "03", "04", "05", "06"]
        assert told()[-1] == ("06", "Phòng Kỹ thuật")

    def test_as_its_handling_goes_on(self, world, exchange):
        """A directive: 04; somebody works on it: 05; answered and then filed: 06, once."""
        came = take_in(document_message())
        document = services.accept(received_id=came.pk, actor=world.clerk, now=LATER).document
        task = direct(
            arrival_id=document.arrivals.get().pk, text="Soạn trả lời", lead_unit=world.centre,
            is_without_deadline=True, actor=world.director, now=LATER,
        )  # fmt: skip
        assert told()[-1] == ("04", "")

        tasks.take_over(task_id=task.pk, actor=world.centre_director, now=LATER)
        assert told()[-1] == ("05", "")

        worlds.document(world, [], number="9", symbol="SKHCN", reference="9-skhcn")
        incoming.answer(arrival_id=document.arrivals.get().pk, reference="9/SKHCN", actor=world.clerk, now=LATER)
        CaseFileEntry.objects.create(
            case_file=a_case_file(world), document=document, position=1, put_by=world.clerk, put_at=LATER
        )
        incoming.file(arrival_id=document.arrivals.get().pk, actor=world.clerk, now=LATER)
        assert [code for code, _words in told()] == ["01", "03", "04", "05", "06"]

    def test_a_directive_that_ended_tells_nothing(self, world, exchange):
        """The document waits for another; there is no code for that."""
        came = take_in(document_message())
        document = services.accept(received_id=came.pk, actor=world.clerk, now=LATER).document
        task = direct(
            arrival_id=document.arrivals.get().pk, text="Soạn trả lời", lead_unit=world.centre,
            is_without_deadline=True, actor=world.director, now=LATER,
        )  # fmt: skip

        tasks.cancel(task_id=task.pk, reason="Nhầm", actor=world.director, now=LATER)

        assert [code for code, _words in told()] == ["01", "03", "04"]

    def test_nobody_is_told_of_what_came_on_paper(self, world, exchange, notice):
        """Nor while the exchange is off."""
        assert services.report_state(document_id=notice.pk, unit_id=notice.registered_in_id, code="04", now=NOW) is None

    def test_a_code_that_the_table_does_not_know(self, world, exchange):
        """A slip of whoever calls it."""
        came = take_in(document_message())
        document = services.accept(received_id=came.pk, actor=world.clerk, now=LATER).document

        with pytest.raises(ValueError, match="99"):
            services.report_state(document_id=document.pk, unit_id=document.registered_in_id, code="99", now=LATER)
