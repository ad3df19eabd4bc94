"""Who signed, whether it is trusted, valid and not revoked: each question by itself, without a network."""

from __future__ import annotations

import io
import time

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.x509 import ocsp
from hypothesis import given, settings
from hypothesis import strategies as st
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from dondoc.documents.signing import errors, revocation, signing, verifying
from dondoc.documents.signing.choices import Integrity, Revoked, Trust, Validity, Verdict
from dondoc.documents.signing.examining import examine
from dondoc.documents.signing.results import SignatureResult
from dondoc.documents.signing.verifying import refuse_altered, verify
from tests.bad_files import pdf as unsigned_pdf

from . import authority as a
from . import changes


def signed_by(issued, *, at=a.SIGNED_AT):
    """Return a PDF signed by somebody, valid or not."""
    if not issued.certificate.not_valid_before_utc <= at <= issued.certificate.not_valid_after_utc:
        return signed_out_of_time(issued, at)
    return signing.sign_personal(a.plain_pdf(), issued.key_file(), places=a.PLACES, at=at).data


def signed_out_of_time(issued, at):
    """Return what the product itself refuses to sign."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(signing.certificates, "require_usable", lambda *_args, **_options: None)
        return signing.sign_personal(a.plain_pdf(), issued.key_file(), places=a.PLACES, at=at).data


def one(pdf, anchors=None, at=a.NOW, **options):
    """Return what is said of the only signature."""
    (found,) = examine(pdf, [a.root().der] if anchors is None else anchors, at, **options)
    return found


class TestTrust:
    """Only the administrator's certificates make anybody trusted."""

    def test_directly_or_through_others(self):
        """The certificates between come with the signature."""
        between = a.root().issue("CA trung gian", use=a.CA_USE, is_authority=True)
        signed = signed_by(between.issue("Lê Thị Tư"))

        assert (one(signed).trust, one(signed).issuer) == (Trust.TRUSTED, "CA trung gian")

    @pytest.mark.parametrize(
        ("anchors", "expected"),
        [
            pytest.param([a.root().der], Trust.TRUSTED, id="its-own-authority"),
            pytest.param([], Trust.STRANGER, id="nobody-is-trusted"),
            pytest.param([a.new_root("Cơ quan khác").der], Trust.STRANGER, id="another-authority"),
            pytest.param([a.new_root().der], Trust.STRANGER, id="a-namesake-with-another-key"),
        ],
    )
    def test_who_is_trusted(self, anchors, expected):
        """The machine's own list of authorities is not asked."""
        assert one(a.signed_by_person(), anchors).trust == expected

    def test_a_certificate_for_something_else_is_refused(self):
        """However good its chain."""
        issued = a.root().issue("Máy chủ", use={"key_encipherment": True})

        assert one(signed_out_of_time(issued, a.SIGNED_AT)).trust == Trust.REFUSED

    def test_an_officer_who_issues_certificates_is_none_to_be_trusted(self):
        """Only an authority makes others trusted."""
        forged = a.director().issue("Giả mạo")

        assert one(signed_by(forged)).trust != Trust.TRUSTED


class TestValidity:
    """Of the certificate at the moment that the signature claims."""

    @pytest.mark.parametrize(
        ("at", "expected"),
        [
            pytest.param(a.SIGNED_AT, Validity.VALID, id="within-its-time"),
            pytest.param(a.BEGINS, Validity.VALID, id="from-its-first-moment"),
            pytest.param(a.BEGINS - a.DAY, Validity.NOT_YET, id="before"),
            pytest.param(a.NOW + a.DAY, Validity.FUTURE, id="in-the-future"),
        ],
    )
    def test_by_the_claimed_time(self, at, expected):
        """Whether it is trusted is a question apart."""
        found = one(signed_by(a.director(), at=at))

        assert (found.validity, found.trust) == (expected, Trust.TRUSTED)

    def test_expired_when_it_was_signed(self):
        """Tells so, and is not relied upon."""
        old = a.root().issue("Cũ", begins=a.BEGINS - 400 * a.DAY, ends=a.BEGINS)
        found = one(signed_by(old))

        assert (found.validity, found.verdict) == (Validity.EXPIRED, Verdict.DOUBTFUL)

    def test_what_was_signed_in_time_stays_valid_when_the_certificate_has_expired(self):
        """The archive does not fall ill by getting old."""
        found = one(a.signed_by_person(), at=a.ENDS + 300 * a.DAY)

        assert (found.validity, found.verdict) == (Validity.VALID, Verdict.SOUND)


def answer(status, *, about=None, by=None, revoked_at=None, until=a.ENDS):
    """Return an answer about a certificate, the director's unless said (OCSP), in DER."""
    responder = by or a.root()
    made = ocsp.OCSPResponseBuilder().add_response(
        (about or a.director()).certificate, a.root().certificate, hashes.SHA1(), status, a.NOW - a.DAY, until,
        revoked_at, x509.ReasonFlags.key_compromise if revoked_at else None,
    )  # fmt: skip
    made = made.responder_id(ocsp.OCSPResponderEncoding.HASH, responder.certificate)
    signed = made.sign(responder.key, hashes.SHA256())
    return signed.public_bytes(a.Encoding.DER)


class TestRevocation:
    """As far as the lists here and in the file say."""

    @pytest.mark.parametrize(
        ("lists", "expected"),
        [
            pytest.param([], Revoked.UNKNOWN, id="no-list"),
            pytest.param([a.root().revoke()], Revoked.NO, id="not-on-the-list"),
            pytest.param([a.root().revoke(a.department())], Revoked.NO, id="somebody-else"),
            pytest.param([a.root().revoke(a.director(), at=a.SIGNED_AT - a.DAY)], Revoked.BEFORE, id="before"),
            pytest.param([a.root().revoke(a.director(), at=a.SIGNED_AT + a.DAY)], Revoked.AFTERWARDS, id="afterwards"),
            pytest.param(
                [a.root().revoke(issued=a.BEGINS, until=a.SIGNED_AT - a.DAY)], Revoked.UNKNOWN, id="list-out-of-date"
            ),
            pytest.param([a.new_root().revoke(a.director())], Revoked.UNKNOWN, id="list-forged-by-a-namesake"),
            pytest.param([b"\x30\x03\x02\x01\x00"], Revoked.UNKNOWN, id="no-list-at-all"),
        ],
    )
    def test_by_lists(self, lists, expected):
        """Nothing is guessed: without a list that holds, it cannot be known."""
        assert one(a.signed_by_person(), lists=lists).revoked == expected

    @pytest.mark.parametrize(
        ("given", "expected"),
        [
            pytest.param({"status": ocsp.OCSPCertStatus.GOOD}, "vouched", id="good"),
            pytest.param({"status": ocsp.OCSPCertStatus.REVOKED, "revoked_at": a.SIGNED_AT}, "revoked", id="revoked"),
            pytest.param({"status": ocsp.OCSPCertStatus.UNKNOWN}, "nothing", id="unknown-to-the-authority"),
            pytest.param({"status": ocsp.OCSPCertStatus.GOOD, "by": a.new_root()}, "nothing", id="forged"),
            pytest.param({"status": ocsp.OCSPCertStatus.GOOD, "by": a.department()}, "nothing", id="not-appointed"),
        ],
    )
    def test_by_answers(self, given, expected):
        """Of the authority itself, or of whom it appointed."""
        evidence = revocation.load([], [answer(**given)])
        finding = revocation.find([a.director().certificate, a.root().certificate], evidence, at=a.SIGNED_AT)

        told = "revoked" if finding.revoked_at else "vouched" if finding.as_of else "nothing"
        assert told == expected

    @pytest.mark.parametrize(
        ("updated", "kept_since", "expected"),
        [
            pytest.param(a.SIGNED_AT, None, "vouched", id="before-it-expired"),
            pytest.param(a.NOW, None, "nothing", id="after-it-expired"),
            pytest.param(a.NOW, a.SIGNED_AT - 9 * a.DAY, "vouched", id="it-keeps-what-expired-since"),
            pytest.param(a.NOW, a.SIGNED_AT + 9 * a.DAY, "nothing", id="it-keeps-what-expired-later"),
        ],
    )
    def test_a_list_may_have_dropped_what_expired(self, updated, kept_since, expected):
        """That it does not name the certificate then says nothing."""
        signer = a.root().issue("Nguyễn Văn Cũ", ends=a.SIGNED_AT + a.DAY)
        made = x509.CertificateRevocationListBuilder(a.root().certificate.subject, updated, a.ENDS)
        if kept_since:
            day = b"\x18\x0f" + f"{kept_since:%Y%m%d%H%M%S}Z".encode()
            made = made.add_extension(x509.UnrecognizedExtension(x509.ObjectIdentifier("2.5.29.60"), day), False)
        evidence = revocation.Evidence([made.sign(a.root().key, hashes.SHA256())])

        finding = revocation.find([signer.certificate, a.root().certificate], evidence, at=a.SIGNED_AT)

        assert ("vouched" if finding.as_of else "nothing") == expected

    @pytest.mark.parametrize(("days", "expected"), [(-1, "nothing"), (1, "vouched")])
    def test_an_answer_after_it_expired_says_nothing(self, days, expected):
        """Who answers need not remember it any more."""
        given_at = a.NOW - a.DAY
        signer = a.root().issue("Nguyễn Văn Cũ", ends=given_at + days * a.DAY)
        evidence = revocation.load([], [answer(ocsp.OCSPCertStatus.GOOD, about=signer)])

        finding = revocation.find([signer.certificate, a.root().certificate], evidence, at=a.SIGNED_AT)

        assert ("vouched" if finding.as_of else "nothing") == expected

    def test_a_revoked_authority_between_counts(self):
        """What it issued is not better than itself."""
        between = a.root().issue("CA trung gian", use=a.CA_USE, is_authority=True)
        signed = signed_by(between.issue("Lê Thị Tư"))
        lists = [a.root().revoke(between, at=a.SIGNED_AT - a.DAY), between.revoke()]

        assert (one(signed, lists=lists).revoked, one(signed, lists=lists[1:]).revoked) == (
            Revoked.BEFORE,
            Revoked.UNKNOWN,
        )

    @pytest.mark.parametrize("key", ["/CRLs", "/OCSPs"])
    def test_what_the_file_brings_counts(self, key):
        """Lists and answers stored with the signature (DSS), which alter nothing."""
        data = a.root().revoke() if key == "/CRLs" else answer(ocsp.OCSPCertStatus.GOOD)
        writer = IncrementalPdfFileWriter(io.BytesIO(a.signed_by_person()))
        stream = writer.add_object(generic.StreamObject(stream_data=data))
        store = generic.DictionaryObject({pdf_name(key): generic.ArrayObject([stream])})
        writer.root["/DSS"] = writer.add_object(store)
        writer.update_root()
        target = io.BytesIO()
        writer.write(target)

        found = one(target.getvalue())
        assert (found.revoked, found.integrity) == (Revoked.NO, Integrity.EXTENDED)


class TestTheExaminer:
    """A process of its own, with bounds."""

    def test_it_says_the_same(self):
        """As when it is called directly."""
        lists = [a.root().revoke(a.department())]

        assert verify(a.sealed(), [a.root().der], a.NOW, lists=lists) == examine(
            a.sealed(), [a.root().der], a.NOW, lists=lists
        )

    @pytest.mark.parametrize(
        ("make", "refusal"),
        [
            pytest.param(lambda: b"", errors.PdfUnreadable, id="empty"),
            pytest.param(lambda: b"PK\x03\x04" + bytes(500), errors.PdfUnreadable, id="no-pdf"),
            pytest.param(lambda: a.sealed()[:20_000], errors.PdfUnreadable, id="cut-off"),
            pytest.param(lambda: unsigned_pdf("bi mat"), errors.PdfLocked, id="behind-a-password"),
        ],
    )
    def test_what_cannot_be_examined(self, make, refusal):
        """Is refused with a sentence."""
        with pytest.raises(refusal) as told:
            verify(make(), [], a.NOW)

        assert told.value.sentence

    def test_a_file_made_to_wear_it_out_is_let_go(self, monkeypatch):
        """Its objects name each other in more ways than anybody can follow; nothing waits for ever."""
        monkeypatch.setattr(verifying, "SECONDS", 6)
        began = time.monotonic()

        with pytest.raises(errors.PdfTooIntricate):
            verify(maze(), [], a.NOW)

        assert time.monotonic() - began < 30

    def test_a_file_without_signatures_has_none(self):
        """That is no fault."""
        assert verify(a.plain_pdf(), [a.root().der], a.NOW) == []


def maze():
    """Return a signed PDF, then changed, in which 2⁴⁰ ways lead to one object."""
    writer = IncrementalPdfFileWriter(io.BytesIO(a.plain_pdf()))
    place = writer.add_object(generic.DictionaryObject({}))
    for _turn in range(40):
        place = writer.add_object(generic.ArrayObject([place, place]))
    writer.root["/PieceInfo"] = place
    writer.update_root()
    target = io.BytesIO()
    writer.write(target)
    signed = signing.sign_personal(target.getvalue(), a.director().key_file(), places=a.PLACES, at=a.SIGNED_AT)
    return changes.add_annotation(signed.data)


class TestAlteredIsRefused:
    """What is registered was not changed after it was signed, as far as can be shown."""

    @pytest.mark.parametrize("change", [changes.add_page, changes.write_on_page, changes.flip_byte])
    def test_altered(self, change):
        """With who had signed and what was changed."""
        with pytest.raises(errors.PdfAltered) as told:
            refuse_altered(change(a.signed_by_person()))

        assert told.value.params["signer"] == "Nguyễn Văn Ước"

    @pytest.mark.parametrize(
        "make",
        [
            pytest.param(a.sealed, id="whole"),
            pytest.param(a.plain_pdf, id="not-signed"),
            pytest.param(lambda: "Thông báo".encode(), id="no-pdf"),
            pytest.param(lambda: a.sealed()[:9_000], id="damaged"),
            pytest.param(lambda: damaged_signature(), id="the-signature-itself-is-damaged"),
        ],
    )
    def test_not_shown_to_be_altered(self, make):
        """Nobody is accused without proof; the page tells what could not be examined."""
        assert refuse_altered(make()) is None


def damaged_signature():
    """Return a signed PDF whose signature is no signature."""
    pdf = a.signed_by_person()
    place = pdf.index(b"/Contents <30") + len(b"/Contents <")
    return pdf[:place] + b"0" * 200 + pdf[place + 200 :]


def test_a_damaged_signature_is_told_of():
    """And the others are examined."""
    pdf = a.sealed()
    place = pdf.index(b"/Contents <30") + len(b"/Contents <")
    found = examine(pdf[:place] + b"0" * 200 + pdf[place + 200 :], [], a.NOW)

    assert Verdict.UNEXAMINED in [result.verdict for result in found]
    assert len(found) == 2


@settings(max_examples=60)
@given(place=st.integers(0, 200_000), byte=st.integers(1, 255))
def test_no_flipped_byte_of_the_signed_part_goes_unseen(place, byte):
    """A law: whatever byte of what was signed is changed, no signature over it is sound."""
    pdf = a.signed_by_person()
    start, end = pdf.index(b"/Contents <30"), pdf.index(b">", pdf.index(b"/Contents <30"))
    place %= len(pdf)
    if start <= place <= end + 1:
        return
    changed = pdf[:place] + bytes([pdf[place] ^ byte]) + pdf[place + 1 :]
    try:
        found = examine(changed, [a.root().der], a.NOW)
    except (errors.PdfUnreadable, errors.PdfTooIntricate, errors.PdfLocked):
        return
    assert Verdict.SOUND not in [result.verdict for result in found]


@pytest.mark.parametrize("result", [SignatureResult(), *examine(a.sealed(), [], a.NOW)])
def test_a_result_survives_as_json(result):
    """What the examiner prints is what it found."""
    assert SignatureResult.from_json(result.as_json()) == result


@pytest.mark.filterwarnings("ignore:Attribute's length")
def test_real_documents_are_whole(shared):
    """Signed PDFs of ministries and provinces, some with seven signatures: none is called altered."""
    folder = shared / "corpus" / "files"
    signed = [path for path in sorted(folder.glob("*.pdf")) if verifying.is_signed(path.read_bytes())]

    found = {path.name: examine(path.read_bytes(), [], a.NOW) for path in signed}
    assert [(name, result) for name, results in found.items() for result in results if result.alteration] == []
    assert sum(map(len, found.values())) >= len(signed) > 0
