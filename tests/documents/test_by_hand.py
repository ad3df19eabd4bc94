"""What the reader cannot read gets its number by hand; what it misread is corrected; the reading itself stays."""

from __future__ import annotations

import dataclasses
import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.urls import reverse

from dondoc.audit.models import Entry
from dondoc.documents import errors
from dondoc.documents.choices import State
from dondoc.documents.exchange.choices import Outcome
from dondoc.documents.exchange.models import ReceivedMessage
from dondoc.documents.incoming import errors as incoming
from dondoc.documents.incoming import letterhead as services
from dondoc.documents.incoming.letterhead import Letterhead
from dondoc.documents.incoming.models import Arrival
from dondoc.documents.models import Document, StoredFile
from dondoc.reading.errors import Unreadable
from tests import world as worlds
from tests.bad_files import BAD_FILES
from tests.documents.at_once import at_once
from tests.documents.test_register import NOTICE, register
from tests.documents.test_scanning import receive, scans, work  # noqa: F401 - `scans` is a fixture
from tests.world import NOW, TODAY

SAID = Letterhead("45", "UBND-KGVX", dt.date(2026, 11, 20), "Ủy ban nhân dân tỉnh", "KH", "Chuyển đổi số năm 2027")
FORM = {
    "number": "45", "symbol": "UBND-KGVX", "date": "20/11/2026", "issuer": SAID.issuer, "type_code": "KH",
    "subject": SAID.subject, "is_not_secret": "on",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _files(kept_files):
    """Keep the files of a test in its own folder."""


def locked():
    """Return a PDF with a password: its kind, its bytes."""
    name, make, _sentence = BAD_FILES["pdf-with-password"]
    return {"name": name, "data": make()}


def by_hand(world, said=SAID, *, who="clerk", is_not_secret=True, **file):
    """Take a locked PDF, or another file, into the register by hand."""
    return services.register_by_hand(
        **(locked() | file), letterhead=said, is_not_secret=is_not_secret, actor=getattr(world, who), now=NOW
    )


def snapshot(folder):
    """Return all that a refusal must leave alone."""
    models = (Document, Arrival, StoredFile)
    kept = sorted(path.name for path in folder.rglob("*") if path.is_file())
    return [list(model.objects.values()) for model in models], Entry.objects.count(), kept


CHANGES = [
    pytest.param({"issuer": ""}, incoming.LetterheadIncomplete, id="of-nobody"),
    pytest.param({"subject": ""}, incoming.LetterheadIncomplete, id="about-nothing"),
    pytest.param({"date": TODAY + dt.timedelta(days=1)}, incoming.DatedAhead, id="dated-ahead"),
    pytest.param(
        {"number": "012", "symbol": "TB-SKHCN", "issuer": "Sở Khoa học và Công nghệ"}, errors.AlreadyRegistered,
        id="in-the-register-already",
    ),
]  # fmt: skip


class TestRegisterByHand:
    def test_it_gets_its_number_and_says_who_wrote_it(self, world, client):
        """With its file, under the letterhead as written; nothing else is said of it."""
        made = by_hand(world)

        assert services.letterhead_of(made) == SAID
        assert (made.type_name, made.state, made.arrivals.get().number, made.text) == (
            "Kế hoạch",
            State.REVIEWING,
            1,
            "",
        )
        assert (made.letterhead_by, made.letterhead_at) == (world.clerk, NOW)
        entry = Entry.objects.latest("pk")
        assert (entry.act, entry.after["number"], entry.after["date"]) == (
            "documents.register_by_hand", "45", "2026-11-20",
        )  # fmt: skip
        client.force_login(world.clerk)
        page = client.get(reverse("documents:document", args=[made.pk])).content.decode()
        assert ("Do văn thư nhập" in page, "Máy đã đọc" in page) == (True, False)

    def test_it_is_found_and_cited_like_another(self, world):
        """A document that cites it leads to it."""
        source = worlds.document(world, [worlds.directive("Rà soát")], number="7")
        cited = worlds.citation(source, "45/UBND-KGVX", date=SAID.date)

        made = by_hand(world)

        cited.refresh_from_db()
        assert (cited.target, "chuyển đổi" in made.search_text or "chuyen" in made.search_text) == (made, True)

    @pytest.mark.parametrize("change", [{"number": ""}, {"number": "", "symbol": "", "date": None, "type_code": ""}])
    def test_what_it_does_not_state_stays_empty(self, world, change):
        """An invitation without a number has an arrival number all the same."""
        made = by_hand(world, dataclasses.replace(SAID, **change))

        assert (made.number, made.identity, made.arrivals.get().number) == ("", "", 1)

    @pytest.mark.parametrize("kind", ["program", "pdf-damaged", "docx-with-password", "rubbish-called-text"])
    def test_whatever_the_reader_refuses(self, world, kind):
        """Kept as it came."""
        name, make, _sentence = BAD_FILES[kind]

        assert by_hand(world, name=name, data=make()).arrivals.get().number == 1

    @pytest.mark.parametrize("kind", ["empty", "zip-bomb", "secret", "secret-docx"])
    def test_but_what_may_not_be_kept(self, world, kept_files, kind):
        """No clerk gets round a secrecy mark that the machine sees."""
        name, make, _sentence = BAD_FILES[kind]
        before = snapshot(kept_files)

        with pytest.raises((errors.Unreadable, errors.FileMissing)):
            by_hand(world, name=name, data=make())

        assert snapshot(kept_files) == before

    @pytest.mark.parametrize(
        ("values", "refusal"),
        [
            pytest.param({"who": "officer"}, errors.MayNotRegister, id="who-keeps-no-register"),
            pytest.param({"is_not_secret": False}, incoming.SecrecyOpen, id="nobody-looked-for-a-mark"),
            pytest.param({"data": b"Trung tam bao cao.", "name": "a.txt"}, incoming.CanBeRead, id="a-readable-file"),
        ],
    )
    def test_refusal_changes_nothing(self, world, kept_files, values, refusal):
        """Each with its sentence."""
        before = snapshot(kept_files)

        with pytest.raises(refusal):
            by_hand(world, **values)

        assert snapshot(kept_files) == before

    @pytest.mark.parametrize(("change", "refusal"), CHANGES)
    def test_what_is_written_is_whole_and_new(self, world, kept_files, change, refusal):
        """Number, symbol and issuer of a document of this year are refused as when they are read."""
        register(world)
        before = snapshot(kept_files)

        with pytest.raises(refusal):
            by_hand(world, dataclasses.replace(SAID, **change))

        assert snapshot(kept_files) == before

    @pytest.mark.django_db(transaction=True)
    def test_two_clerks_at_once_enter_it_once(self):
        """Two scans of one document: the second is told."""
        world = worlds.build()
        data = locked()["data"]

        outcomes = at_once(*(lambda tail=tail: by_hand(world, data=data + tail) for tail in (b"\n", b"\n\n")))

        assert sorted(type(one).__name__ for one in outcomes) == ["AlreadyRegistered", "Document"]
        assert Document.objects.count() == Arrival.objects.count() == 1

    def test_from_the_refusal_to_the_book(self, world, client):
        """The page that refuses leads there; what is refused there stays typed."""
        client.force_login(world.clerk)
        file = lambda: SimpleUploadedFile("a.pdf", locked()["data"])  # noqa: E731

        refused = client.post(reverse("documents:list"), {"file": file()}).content.decode()
        assert reverse("documents:by-hand") in refused
        again = client.post(reverse("documents:by-hand"), FORM | {"is_not_secret": "", "file": file()})
        assert (again.status_code, "Chuyển đổi số năm 2027" in again.content.decode()) == (422, True)
        done = client.post(reverse("documents:by-hand"), FORM | {"file": file()})

        assert done["Location"] == reverse("documents:incoming", args=[Document.objects.get().arrivals.get().pk])

    def test_a_secret_one_is_led_nowhere(self, world, client):
        """Its refusal is the end."""
        client.force_login(world.clerk)
        name, make, _sentence = BAD_FILES["secret"]

        page = client.post(reverse("documents:list"), {"file": SimpleUploadedFile(name, make())}).content.decode()

        assert reverse("documents:by-hand") not in page


class TestUnreadScan:
    @pytest.fixture
    def unread(self, world, scans):  # noqa: F811 - the fixture
        """Return a scan that could not be read."""
        document = receive(world, scans, Unreadable("no_text"))
        work()
        document.refresh_from_db()
        assert document.state == State.UNREADABLE
        return document

    def test_becomes_a_document(self, world, client, unread):
        """From its page, under the letterhead that was written; it is no more to be read again."""
        client.force_login(world.clerk)
        address = reverse("documents:enter-by-hand", args=[unread.pk])
        assert address in client.get(reverse("documents:document", args=[unread.pk])).content.decode()

        client.post(address, FORM)

        unread.refresh_from_db()
        assert (unread.state, unread.refusal, unread.is_scan, unread.arrivals.get().number) == (
            State.REVIEWING,
            "",
            True,
            1,
        )
        assert services.letterhead_of(unread) == SAID
        assert Entry.objects.latest("pk").act == "documents.register_by_hand"

    def test_its_sender_is_told_that_it_is_in_the_register(self, world, unread):
        """One that came by the exchange waited for that."""
        came = ReceivedMessage.objects.create(
            kind="document", outcome=Outcome.READING, sha256="0" * 64, received_at=NOW, document=unread
        )

        services.enter_by_hand(document_id=unread.pk, letterhead=SAID, is_not_secret=True, actor=world.clerk, now=NOW)

        came.refresh_from_db()
        assert came.outcome == Outcome.REGISTERED

    @pytest.mark.parametrize(
        ("who", "is_not_secret", "state", "refusal"),
        [
            pytest.param("officer", True, None, errors.DocumentMissing, id="who-may-not-see-it"),
            pytest.param("director", True, None, errors.MayNotRegister, id="who-keeps-no-register"),
            pytest.param("clerk", False, None, incoming.SecrecyOpen, id="nobody-looked-for-a-mark"),
            pytest.param("clerk", True, State.READING, errors.MayNotChangeState, id="it-is-being-read"),
        ],
    )
    def test_refusal_changes_nothing(self, world, kept_files, unread, who, is_not_secret, state, refusal):
        """It stays as it was."""
        if state:
            Document.objects.update(state=state, refusal="")
        before = snapshot(kept_files)

        with pytest.raises(refusal):
            services.enter_by_hand(
                document_id=unread.pk, letterhead=SAID, is_not_secret=is_not_secret, actor=getattr(world, who),
                now=NOW,
            )  # fmt: skip

        assert snapshot(kept_files) == before


class TestCorrect:
    @staticmethod
    def correct(world, document, said=SAID, who="clerk"):
        """Correct its letterhead."""
        entry = document.arrivals.get()
        return services.correct(arrival_id=entry.pk, letterhead=said, actor=getattr(world, who), now=NOW)

    def test_what_was_misread_is_mended_and_the_reading_stays(self, world, client):
        """The register says the one, the reading the other, the log both."""
        document = register(world)
        reading, text, number = document.reading, document.text, document.arrivals.get().number

        made = self.correct(world, document)

        made.refresh_from_db()
        assert services.letterhead_of(made) == SAID
        assert (made.reading, made.text, made.arrivals.get().number) == (reading, text, number)
        entry = Entry.objects.latest("pk")
        assert (entry.act, entry.before["number"], entry.after["number"]) == (
            "documents.correct_letterhead", "12", "45",
        )  # fmt: skip
        client.force_login(world.clerk)
        page = client.get(reverse("documents:document", args=[made.pk])).content.decode()
        assert ("Do văn thư nhập" in page, "Máy đã đọc: 12/TB-SKHCN" in page) == (True, True)

    def test_only_what_changed_stands_in_the_log(self, world):
        """One misread figure."""
        document = register(world)

        self.correct(world, document, dataclasses.replace(services.letterhead_of(document), number="17"))

        entry = Entry.objects.latest("pk")
        assert (entry.before, entry.after) == ({"number": "12"}, {"number": "17"})

    def test_citations_follow(self, world):
        """Those that fit it now lead to it, those that fitted the misread number do not; what somebody linked stays."""
        document = register(world)
        source = worlds.document(world, [worlds.directive("Rà soát")], number="7")
        wrong = worlds.citation(source, "12/TB-SKHCN", date=document.date, target=document)
        byhand = worlds.citation(source, "12/TB-SKHCN", date=None, target=document, linked_by=world.clerk)
        right = worlds.citation(source, "45/UBND-KGVX", date=SAID.date)

        self.correct(world, document)

        for citation, target in ((wrong, None), (byhand, document), (right, document)):
            citation.refresh_from_db()
            assert citation.target == target

    def test_the_unit_that_sent_it_follows_its_issuer(self, world):
        """Where it stands is shown to the unit that really sent it."""
        document = register(world)

        made = self.correct(world, document, dataclasses.replace(SAID, issuer=world.centre.name))

        assert Arrival.objects.get(document=made).sender_unit == world.centre

    @pytest.mark.parametrize(("change", "refusal"), CHANGES)
    def test_what_is_written_is_whole_and_new(self, world, kept_files, change, refusal):
        """A correction does not make one document of two."""
        register(world)
        other = register(world, NOTICE.replace("12/TB", "13/TB"))
        before = snapshot(kept_files)

        with pytest.raises(refusal):
            self.correct(world, other, dataclasses.replace(SAID, **change))

        assert snapshot(kept_files) == before

    @pytest.mark.parametrize(
        ("who", "refusal"),
        [
            pytest.param("officer", incoming.ArrivalMissing, id="who-may-not-see-it"),
            pytest.param("director", errors.MayNotRegister, id="who-keeps-no-register"),
        ],
    )
    def test_only_who_keeps_the_book(self, world, kept_files, who, refusal):
        """Nothing changes."""
        document = register(world)
        before = snapshot(kept_files)

        with pytest.raises(refusal):
            self.correct(world, document, who=who)

        assert snapshot(kept_files) == before

    def test_what_says_the_same_is_no_correction(self, world, kept_files):
        """It does not count as written by the clerk."""
        document = register(world)
        before = snapshot(kept_files)

        with pytest.raises(incoming.NothingCorrected):
            self.correct(world, document, services.letterhead_of(document))

        assert snapshot(kept_files) == before

    def test_one_that_did_not_come_in_is_not_corrected(self, world, kept_files):
        """What we issue stays as it is: there is no entry of it."""
        worlds.document(world, [])
        before = snapshot(kept_files)

        with pytest.raises(incoming.ArrivalMissing):
            services.correct(arrival_id=0, letterhead=SAID, actor=world.clerk, now=NOW)

        assert snapshot(kept_files) == before

    def test_on_the_page_of_the_incoming_document(self, world, client):
        """Filled in with what was read; a refusal keeps what was typed."""
        document = register(world)
        client.force_login(world.clerk)
        address = reverse("documents:incoming-correct", args=[document.arrivals.get().pk])
        page = client.get(reverse("documents:incoming", args=[document.arrivals.get().pk])).content.decode()
        assert (address in page, 'value="16/11/2026"' in page) == (True, True)

        refused = client.post(address, FORM | {"date": "1/1/2999"})
        done = client.post(address, FORM)

        assert (refused.status_code, 'value="1/1/2999"' in refused.content.decode(), done.status_code) == (
            422,
            True,
            302,
        )
        document.refresh_from_db()
        assert services.letterhead_of(document) == SAID


def test_a_letterhead_is_never_written_of_what_we_issued(world):
    """The database says so too."""
    document = worlds.document(world, [], direction="out")

    with pytest.raises(IntegrityError), transaction.atomic():
        Document.objects.filter(pk=document.pk).update(letterhead_by=world.clerk, letterhead_at=NOW)
