"""Electronic copies signed by the organisation that makes them (Điều 25, 26, ô số 14 Phụ lục I Nghị định 30/2020)."""

from __future__ import annotations

import datetime as dt
import io
from functools import partial
from pathlib import Path

import pdfplumber
import pypdfium2 as pdfium
import pytest
from django.core.files.storage import FileSystemStorage
from django.db import IntegrityError, connection, transaction
from django.urls import reverse
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.general import SigningError

from dondoc.audit.models import Entry
from dondoc.documents import files
from dondoc.documents.copies import errors, paper, services
from dondoc.documents.copies.choices import Kind
from dondoc.documents.copies.models import Copy, SignedCopy
from dondoc.documents.models import StoredFile
from dondoc.documents.signing import errors as refusals
from dondoc.documents.signing import services as trust
from dondoc.documents.signing.choices import Integrity, Verdict
from dondoc.documents.signing.keys import KeyFile
from dondoc.documents.signing.verifying import verify
from dondoc.writing import from_json
from dondoc.writing.pdf import write_pdf
from tests import world as worlds
from tests.documents.at_once import at_once
from tests.documents.composing import drafts
from tests.documents.signing import authority, changes
from tests.documents.test_copy_paper import MM, arrived, place, record, words_of
from tests.world import NOW
from tests.writing import contents

LATER = NOW + dt.timedelta(days=1)
LINE, MOMENT = "Sao y; Sở Khoa học và Công nghệ;", "2026-11-26T09:00:00+07:00"


@pytest.fixture(autouse=True)
def _files(kept_files):
    """Keep the files of a test in its own folder."""


@pytest.fixture
def office(world):
    """The organisation with abbreviations and addresses."""
    return drafts.prepare(world)


def letter(office):
    """An official letter that came in."""
    return arrived(office, write_pdf(from_json(contents.letter() | {"contact": None})), pages=1)


@pytest.fixture
def copy(office):
    """Its electronic copy."""
    return record(office, letter(office), medium="to_electronic")


def sign(office, copy, key=None, **change):
    """Sign it as the Department."""
    base = {"key": key or authority.department().key_file(), "actor": office.clerk, "now": LATER}
    return services.sign_copy(copy_id=copy.pk, **(base | change))


def bytes_of(office, copy):
    """Return the file that the page gives."""
    made = Copy.objects.select_related("document__file", "unit", "signer").get(pk=copy.pk)
    return paper.file_of(made, actor=office.clerk, now=LATER)


def snapshot():
    """Return all that a refusal must leave alone."""
    return [list(model.objects.values()) for model in (Copy, SignedCopy, StoredFile)], Entry.objects.count()


def test_the_copy_bears_the_valid_signature_of_the_organisation(office, copy):
    """The whole file is signed; who, and that nothing was altered, says the verifier that reads what others send."""
    made, _advice = sign(office, copy)
    data = bytes_of(office, copy)
    (result,) = verify(data, [authority.root().der], LATER)

    assert (result.signer, result.verdict, result.integrity) == (
        "Sở Khoa học và Công nghệ tỉnh Quảng Ngãi", Verdict.SOUND, Integrity.WHOLE,
    )  # fmt: skip
    assert (made.signed_by, made.signed_at) == (office.clerk, LATER)
    entry = Entry.objects.get(act="documents.sign_copy")
    assert (entry.subject, entry.after["copy"]) == (f"document:{copy.document_id}", "01/SY-SKHCN")


def test_form_organisation_and_moment_stand_at_the_upper_right(office, copy):
    """Of the first page, in size 10; the signature stands there without an image of its own."""
    sign(office, copy)
    data = bytes_of(office, copy)
    page = pdfplumber.open(io.BytesIO(data)).pages[0]
    (signature,) = PdfFileReader(io.BytesIO(data)).embedded_signatures
    left, bottom, right, top = (float(edge) for edge in signature.sig_field["/Rect"])

    for found in (place(page, LINE), place(page, MOMENT)):
        assert found["bottom"] < 20 * MM
        assert found["x0"] > page.width / 2
        assert {round(letter["size"]) for letter in found["chars"]} == {10}
        assert (left - 1 <= found["x0"], found["x1"] <= right + 1) == (True, True)
        assert (page.height - top - 1 <= found["top"], found["bottom"] <= page.height - bottom + 1) == (True, True)
    looks = signature.sig_field["/AP"]["/N"].data
    assert b" Do" not in looks
    assert b" Tj" not in looks


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(changes.flip_byte, id="a-byte"),
        pytest.param(changes.add_page, id="a-page"),
        pytest.param(changes.write_on_page, id="words-on-the-page"),
        pytest.param(changes.add_annotation, id="a-note"),
        pytest.param(changes.add_field, id="a-field"),
    ],
)
def test_a_change_afterwards_is_told(office, copy, change):
    """Nothing may follow the signature of a copy."""
    sign(office, copy)

    first, *_later = verify(change(bytes_of(office, copy)), [authority.root().der], LATER)

    assert first.verdict == Verdict.ALTERED


def test_nobody_signs_after_it(office, copy):
    """The signature says so, and programs that sign keep to it."""
    sign(office, copy)

    with pytest.raises(SigningError, match="forbids all changes"):
        changes.sign_too(bytes_of(office, copy))


def test_what_was_signed_stays(office, copy):
    """Asked for again it is the same bytes; the database refuses a change."""
    made, _advice = sign(office, copy)
    first = bytes_of(office, copy)

    assert bytes_of(office, copy) == first
    for change in ("UPDATE documents_signedcopy SET signed_at = NULL", "DELETE FROM documents_signedcopy"):
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(change)
    assert SignedCopy.objects.get() == made


def test_an_unsigned_copy_is_still_there_to_be_printed(office, copy):
    """A copy on paper needs no signature of ours; an electronic one that nobody signed bears no moment."""
    on_paper = record(office, copy.document)

    assert "SAO Y" in words_of(pdfplumber.open(io.BytesIO(bytes_of(office, on_paper))).pages[0])
    assert verify(bytes_of(office, copy), [], LATER) == []
    assert "+07:00" not in words_of(pdfplumber.open(io.BytesIO(bytes_of(office, copy))).pages[0])


def test_a_token_signs_as_well(office, copy, token):
    """With the key that never leaves it."""
    sign(office, copy, key=token)

    (result,) = verify(bytes_of(office, copy), [authority.root().der], LATER)
    assert result.verdict == Verdict.SOUND


def test_a_name_that_is_not_ours_is_advice(office, copy):
    """The clerk looks; the signature stands."""
    _made, advice = sign(office, copy, key=authority.root().issue("Chi cục Thuế", organisation="Khác").key_file())

    assert "Chi cục Thuế" in advice


@pytest.mark.parametrize("turned", [0, 90, 180, 270])
def test_a_page_that_the_scanner_turned_stands_upright(office, turned):
    """The line is read as the page is: at the upper right, whichever way the file turns it."""
    data = pdfium.PdfDocument(write_pdf(from_json(contents.letter() | {"contact": None})))
    data[0].set_rotation(turned)
    target = io.BytesIO()
    data.save(target)
    made = record(office, arrived(office, target.getvalue(), pages=1), medium="to_electronic")

    sign(office, made)

    page = pdfplumber.open(io.BytesIO(bytes_of(office, made))).pages[0]
    found = place(page, LINE)
    assert (page.width > page.height) == (turned in (90, 270))
    assert (found["top"] < 20 * MM, found["x0"] > page.width / 2) == (True, True)


class TestRefusal:
    @pytest.mark.parametrize(
        ("change", "refusal"),
        [
            pytest.param({"key": "passphrase"}, refusals.WrongPassphrase, id="wrong-passphrase"),
            pytest.param({"key": "ended"}, refusals.CertificateExpired, id="a-certificate-that-ended"),
            pytest.param({"key": "later"}, refusals.CertificateNotYetValid, id="one-that-begins-later"),
            pytest.param({"key": "other-use"}, refusals.CertificateNotForSigning, id="one-for-something-else"),
            pytest.param({"key": "no-key"}, refusals.KeyUnreadable, id="no-key-file"),
            pytest.param({"actor": "farm_head"}, errors.CopyMissing, id="a-stranger"),
            pytest.param({"actor": "director"}, errors.MayNotCopy, id="who-keeps-no-book"),
        ],
    )
    def test_nothing_is_half_signed(self, office, copy, change, refusal):
        """No file, no row, no entry; the copy is as it was."""
        by = authority.root().issue
        keys = {
            "passphrase": KeyFile(authority.department().key_file().data, "sai"),
            "ended": by("Sở", ends=LATER - authority.DAY).key_file(),
            "later": by("Sở", begins=LATER + authority.DAY).key_file(),
            "other-use": by("Sở", use={"key_encipherment": True}).key_file(),
            "no-key": KeyFile(b"PK", "x"),
        }
        given = {"key": keys[change["key"]]} if "key" in change else {"actor": getattr(office, change["actor"])}
        before, there = snapshot(), files_there()

        with pytest.raises(refusal):
            sign(office, copy, **given)

        assert (snapshot(), files_there()) == (before, there)

    def test_a_revoked_certificate_signs_nothing(self, office, copy):
        """Once its list is here."""
        revoked = authority.root().revoke(authority.director(), authority.department())
        trust.add_anchor(certificate=authority.root().der, source="Mẫu", actor=office.administrator, now=NOW)
        trust.add_revocation_list(crl=revoked, actor=office.administrator, now=NOW)
        before = snapshot()

        with pytest.raises(refusals.CertificateRevoked):
            sign(office, copy)

        assert snapshot() == before

    @pytest.mark.parametrize(
        ("make", "refusal"),
        [
            pytest.param(lambda office: record(office, letter(office)), errors.CopyNotElectronic, id="on-paper"),
            pytest.param(
                lambda office: record(office, worlds.arrival(office, data=b"van ban").document, medium="to_electronic"),
                errors.CopyNotElectronic,
                id="of-what-has-no-pages",
            ),
            pytest.param(
                lambda office: sign(office, record(office, letter(office), medium="to_electronic"))[0].copy,
                errors.CopySigned,
                id="signed-already",
            ),
        ],
    )
    def test_only_an_electronic_copy_is_signed_and_once(self, office, make, refusal):
        """Each told in a sentence."""
        made = make(office)
        before = snapshot()

        with pytest.raises(refusal):
            sign(office, made)

        assert snapshot() == before

    def test_a_full_store_keeps_nothing(self, office, copy, monkeypatch):
        """It fails where the signed file is written."""

        def full(*_given, **_named):
            raise OSError(28, "No space left on device")

        before = snapshot()
        monkeypatch.setattr(FileSystemStorage, "save", full)

        with pytest.raises(OSError, match="No space"):
            sign(office, copy)

        assert snapshot() == before


def test_another_refusal_of_the_database_is_not_called_signed(office, copy, monkeypatch):
    """It is told as what it is, and nothing is kept."""
    before, there = snapshot(), files_there()

    def broken(**_said):
        raise IntegrityError("another constraint")

    monkeypatch.setattr(services.audit, "record", broken)

    with pytest.raises(IntegrityError, match="another constraint"):
        sign(office, copy)

    assert (snapshot(), files_there()) == (before, there)


def files_there():
    """Return the names of the files that are kept."""
    return {path for path in Path(files.default_storage.path("")).rglob("*") if path.is_file()}


class TestPages:
    def test_the_clerk_signs_on_its_page(self, client, office, copy):
        """The list of copies leads there, and says afterwards that it is signed."""
        client.force_login(office.clerk)
        address = reverse("documents:copy-sign", args=[copy.pk])
        copies = reverse("documents:copy-record", args=[copy.document_id])
        assert address in client.get(copies).content.decode()
        assert client.get(address).status_code == 200
        key = authority.department().key_file()

        refused = client.post(address, {"key": as_file(key.data), "passphrase": "sai"})
        answer = client.post(address, {"key": as_file(key.data), "passphrase": key.passphrase})

        assert (refused.status_code, answer.status_code, answer["Location"]) == (422, 302, copies)
        page = client.get(copies).content.decode()
        assert (address in page, SignedCopy.objects.count()) == (False, 1)
        assert client.get(address).status_code == 409
        sent = client.get(reverse("documents:copy-file", args=[copy.pk])).content
        assert [one.integrity for one in verify(sent, [], LATER)] == [Integrity.WHOLE]

    def test_a_copy_on_paper_offers_no_signature(self, client, office):
        """It is signed by hand."""
        made = record(office, letter(office))
        client.force_login(office.clerk)

        page = client.get(reverse("documents:copy-record", args=[made.document_id])).content.decode()

        assert reverse("documents:copy-sign", args=[made.pk]) not in page


def as_file(data):
    """Return a file as a browser sends it."""
    sent = io.BytesIO(data)
    sent.name = "khoa.p12"
    return sent


@pytest.mark.django_db(transaction=True)
def test_signed_by_two_at_once(kept_files):
    """One signature; the second is told."""
    office = drafts.prepare(worlds.build())
    copy = record(office, letter(office), medium="to_electronic")
    actors = (office.clerk, office.office_head)

    outcomes = at_once(*(partial(sign, office, copy, actor=actor) for actor in actors))

    refused = [one for one in outcomes if isinstance(one, errors.CopySigned)]
    assert (SignedCopy.objects.count(), len(refused)) == (1, 1)


def test_an_extract_is_signed_too(office):
    """The pages that it takes, and what it is called."""
    decision = arrived(office, write_pdf(from_json(contents.decision())), pages=2)
    made = record(office, decision, kind=Kind.EXTRACT, extract="Quy chế", pages="2", medium="electronic")

    sign(office, made)

    pages = pdfplumber.open(io.BytesIO(bytes_of(office, made))).pages
    assert "Trích sao; Sở Khoa học và Công nghệ; 2026" in words_of(pages[0])
    assert len(pages) == 1
