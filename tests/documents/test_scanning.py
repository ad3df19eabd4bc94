"""Scans are read in the background: a document, a sentence that says why not, or nothing at all."""

from __future__ import annotations

import hashlib
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image, ImageDraw, ImageFont

from dondoc import reading
from dondoc.audit.models import Entry
from dondoc.background import registry
from dondoc.background.models import Job
from dondoc.documents import errors, services
from dondoc.documents.choices import State
from dondoc.documents.models import Directive, Document, StoredFile
from dondoc.reading.errors import Unreadable
from dondoc.reading.model import Source
from dondoc.tasks.models import Proposal
from tests import world as worlds
from tests.documents.test_register import NOTICE, everything
from tests.world import NOW

SECRET = Unreadable("secret", "Mật")


@pytest.fixture(autouse=True)
def _files(kept_files):
    """Keep the files of a test in its own folder."""


@pytest.fixture
def scans(monkeypatch):
    """What the reader will see on each scan: bytes → text, or its refusal."""
    seen: dict[bytes, str | Unreadable] = {}
    real = reading.read

    def read(data, *, name, is_recognised=True):
        if data not in seen:
            return real(data, name=name, is_recognised=is_recognised)
        if not is_recognised:
            raise Unreadable("scan")
        if isinstance(seen[data], Unreadable):
            raise seen[data]
        return reading.read_text(seen[data], source=Source(name, hashlib.sha256(data).hexdigest(), "text/plain"))

    monkeypatch.setattr(reading, "read", read)
    return seen


def receive(world, scans, text, *, data=b"scan", name="quet.png"):
    """Send a scan on which the reader will see a text."""
    scans[data] = text
    return services.receive(data=data, name=name, actor=world.clerk, now=NOW)


def work():
    """Do what is queued, as a worker does."""
    for job in Job.objects.open().order_by("pk"):
        registry.call(job.name, job.params, now=NOW)


def test_a_scan_is_kept_at_once_and_read_later(world, scans):
    """The same document comes of it as of a text."""
    document = receive(world, scans, NOTICE)
    assert (document.state, Job.objects.count(), Proposal.objects.count()) == (State.READING, 1, 0)

    work()

    document.refresh_from_db()
    assert (document.state, document.number, document.symbol) == (State.REVIEWING, "12", "TB-SKHCN")
    assert Directive.objects.count() == Proposal.objects.count() == 2
    assert list(Entry.objects.order_by("pk").values_list("act", flat=True)) == [
        "documents.receive", "documents.register",
    ]  # fmt: skip


def test_read_twice_is_read_once(world, scans):
    """The queue may deliver a job again."""
    receive(world, scans, NOTICE)
    work()
    before = Directive.objects.count(), Proposal.objects.count(), Entry.objects.count()

    work()

    assert (Directive.objects.count(), Proposal.objects.count(), Entry.objects.count()) == before


def test_a_secret_scan_leaves_nothing(world, scans, kept_files):
    """Neither row nor file nor name: only that something was refused."""
    receive(world, scans, SECRET, name="ke-hoach-mat.png")

    work()

    assert (Document.objects.count(), StoredFile.objects.count()) == (0, 0)
    assert everything(kept_files)[1] == []
    assert [entry.act for entry in Entry.objects.order_by("pk")] == ["documents.receive", "documents.refuse_secret"]
    assert not any("ke-hoach-mat" in str((entry.before, entry.after)) for entry in Entry.objects.all())
    assert "ke-hoach-mat" not in str(list(Job.objects.values()))


def test_a_refusal_that_was_killed_half_way_is_ended_by_the_next(world, scans, kept_files, monkeypatch, client):
    """In between nobody sees it, and its name is gone."""
    document = receive(world, scans, SECRET, name="ke-hoach-mat.png")
    client.force_login(world.clerk)
    with monkeypatch.context() as killed:
        killed.setattr(services.scanning.audit, "record", interrupt)
        with pytest.raises(KeyboardInterrupt):
            work()

    assert (Document.objects.get().state, everything(kept_files)[1]) == (State.REFUSED, [])
    assert client.get(reverse("documents:document", args=[document.pk])).status_code == 404
    assert "ke-hoach-mat" not in str(list(Document.objects.values()))
    work()

    assert (Document.objects.count(), StoredFile.objects.count()) == (0, 0)
    assert Entry.objects.filter(act="documents.refuse_secret").count() == 1


def test_a_secret_scan_that_proves_a_task_says_that_a_copy_stays(world, scans, kept_files):
    """The log tells the truth and how to find the copy."""
    document = receive(world, scans, SECRET, name="ke-hoach-mat.png")
    worlds.task(world).evidence.create(
        file=document.file, file_name="bien-ban.png", date=worlds.TODAY,
        added_by=world.officer, added_at=NOW,
    )  # fmt: skip

    work()

    entry = Entry.objects.latest("pk")
    assert (entry.act, entry.after) == ("documents.refuse_secret_kept_as_evidence", {"sha256": document.file.sha256})
    assert not Document.objects.filter(pk=document.pk).exists()
    assert len(everything(kept_files)[1]) == 1


class TestLostBytes:
    def test_are_told_as_lost(self, world, scans, kept_files):
        """Not as a secret: the document stays, with what to do."""
        document = receive(world, scans, NOTICE)
        document.file.content.storage.delete(document.file.content.name)

        work()

        document.refresh_from_db()
        assert (document.state, document.refusal) == (State.UNREADABLE, errors.FileLost().sentence)
        assert Entry.objects.latest("pk").act == "documents.find_unreadable"

    @pytest.mark.parametrize(
        ("address", "rest"), [pytest.param("file", [], id="file"), pytest.param("page", [1], id="picture-of-a-page")]
    )
    def test_are_no_crash(self, world, client, address, rest):
        """The page says so."""
        document = worlds.document(world, [worlds.directive("Rà soát")], media_type="application/pdf", pages=1)
        client.force_login(world.clerk)

        response = client.get(reverse(f"documents:{address}", args=[document.pk, *rest]))

        assert response.status_code == 404
        assert errors.FileLost().sentence in response.content.decode()


def interrupt(**entry):
    """End the attempt as a kill does: no handler of the act sees it."""
    raise KeyboardInterrupt


def test_an_attempt_that_fails_changes_nothing(world, scans, monkeypatch):
    """All or nothing: the rows are written in one transaction."""
    document = receive(world, scans, NOTICE)
    monkeypatch.setattr(services.scanning.events, "announce", lambda event: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        work()

    document.refresh_from_db()
    assert (document.state, document.text, Directive.objects.count()) == (State.READING, "", 0)


def test_a_copy_is_told_after_reading(world, scans, client):
    """With a link to the first."""
    first = services.register(data=NOTICE.encode(), name="a.txt", actor=world.clerk, now=NOW)
    scan = receive(world, scans, NOTICE + "\nBản quét.\n")

    work()

    scan.refresh_from_db()
    assert (scan.state, scan.same_as) == (State.UNREADABLE, first)
    client.force_login(world.clerk)
    page = client.get(reverse("documents:document", args=[scan.pk])).content.decode()
    assert reverse("documents:document", args=[first.pk]) in page


def test_a_copy_of_what_one_may_not_see_tells_no_more_than_that(world, scans, client):
    """What to do is said; what the machine may have misread can be written by hand."""
    first = services.register(data=NOTICE.encode(), name="a.txt", actor=world.clerk, now=NOW)
    ours = worlds.keeps_register("thu", world.centre)
    scans[b"scan"] = NOTICE + "\nBản quét.\n"
    scan = services.receive(data=b"scan", name="quet.png", actor=ours, now=NOW)
    work()
    client.force_login(ours)

    page = client.get(reverse("documents:document", args=[scan.pk])).content.decode()

    scan.refresh_from_db()
    assert (scan.same_as, first.title in page) == (first, False)
    assert reverse("documents:document", args=[first.pk]) not in page
    assert errors.StandsElsewhere().sentence in page
    assert reverse("documents:enter-by-hand", args=[scan.pk]) in page


class TestUnreadable:
    def test_says_why_and_can_be_read_again(self, world, scans, client):
        """By the clerk, from its page."""
        scan = receive(world, scans, Unreadable("no_text"))
        work()
        client.force_login(world.clerk)
        page = client.get(reverse("documents:document", args=[scan.pk])).content.decode()
        assert str(Unreadable("no_text")) in page
        scans[b"scan"] = NOTICE

        client.post(reverse("documents:try-again", args=[scan.pk]))
        work()

        scan.refresh_from_db()
        assert (scan.state, scan.refusal) == (State.REVIEWING, "")

    def test_can_be_removed(self, world, scans, client, kept_files):
        """Row and file."""
        scan = receive(world, scans, Unreadable("no_text"))
        work()
        client.force_login(world.clerk)

        client.post(reverse("documents:remove", args=[scan.pk]))

        assert (Document.objects.count(), everything(kept_files)[1]) == (0, [])
        assert Entry.objects.latest("pk").act == "documents.remove_unread"


@pytest.mark.parametrize("act", [services.remove, services.try_again])
@pytest.mark.parametrize(
    ("who", "refusal"),
    [
        pytest.param("clerk", errors.MayNotChangeState, id="a-document-that-was-read"),
        pytest.param("director", errors.MayNotRegister, id="somebody-who-does-not-register"),
    ],
)
def test_what_was_read_stays(world, act, who, refusal):
    """Refused, and nothing changed."""
    document = worlds.document(world, [worlds.directive("Rà soát")])

    with pytest.raises(refusal):
        act(document=document, actor=getattr(world, who), now=NOW)

    assert (Document.objects.get().state, Job.objects.count(), Entry.objects.count()) == (State.REVIEWING, 0, 0)


def test_the_page_follows_the_reading(world, scans, client):
    """It asks by itself; when the reading is done it is loaded anew."""
    client.force_login(world.clerk)
    scans[b"scan"] = NOTICE
    sent = client.post(reverse("documents:list"), {"file": SimpleUploadedFile("quet.png", b"scan")})
    address = sent["Location"]
    assert "hx-trigger" in client.get(address).content.decode()
    assert "Đang đọc" in client.get(reverse("documents:list")).content.decode()
    fragment = client.get(address, headers={"hx-request": "true"})
    assert fragment.content.decode().strip().startswith("<section")

    work()

    assert client.get(address, headers={"hx-request": "true"})["HX-Refresh"] == "true"
    assert client.get(address).status_code == 200


@pytest.mark.needs("tesseract")
def test_a_real_picture(world):
    """Recognised by Tesseract in the job, not in the act."""
    page = Image.new("L", (1200, 500), 255)
    ImageDraw.Draw(page).text((60, 60), "THONG BAO\nTrung tam bao cao ket qua.", 0, ImageFont.load_default(60))
    target = io.BytesIO()
    page.save(target, "PNG")
    document = services.receive(data=target.getvalue(), name="quet.png", actor=world.clerk, now=NOW)
    assert (document.state, document.text, document.is_scan) == (State.READING, "", True)

    work()

    document.refresh_from_db()
    assert (document.state, document.media_type, document.pages) == (State.REVIEWING, "image/png", 1)
    assert "THONG BAO" in document.text
