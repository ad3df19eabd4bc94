"""Signing a PDF as Nghị định 30/2020/NĐ-CP orders: the person, then number and date, then the organisation.

Each step appends to the file and keeps what was signed before it valid. The person's signature certifies the document
at the level that allows fields to be filled and signatures to be added; number, date and the organisation's signature
have their fields from the beginning, and the organisation's signature locks them. A step gives back whole new bytes or
raises: there is nothing half signed.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import io
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from cryptography import x509
from PIL import Image
from pyhanko.pdf_utils.images import PdfImage
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.layout import AxisAlignment, InnerScaling, SimpleBoxLayoutRule
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.sign.fields import MDPPerm, SigSeedSubFilter
from pyhanko.sign.general import SigningError
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, Signer
from pyhanko.sign.signers.pdf_cms import PdfCMSSignedAttributes
from pyhanko.stamp import StaticStampStyle

from dondoc.kernel import clock

from . import certificates, fields, revocation
from .errors import (
    AlreadySigned,
    CertificateMissing,
    ImageUnusable,
    NotSignedByPerson,
    NumberMissing,
    SealedAlready,
    SigningFailed,
)
from .fields import NOTE, NUMBER, ORGANISATION, PERSON
from .keys import Key
from .opening import opened
from .places import Box, Places
from .verifying import refuse_altered

# The sides of an image, in pixels; a seal of 40 mm at 600 dots per inch has 945.
LARGEST_IMAGE = 4000
MIDDLE = SimpleBoxLayoutRule(
    AxisAlignment.ALIGN_MID, AxisAlignment.ALIGN_MID, inner_content_scaling=InnerScaling.STRETCH_TO_FIT
)


@dataclass(frozen=True, slots=True)
class Signed:
    """A signed PDF.

    Attributes:
        certificate: whose signature it bears now.
        advice: what the person signing should look at; empty when there is nothing.
    """

    data: bytes
    certificate: certificates.Who
    advice: str


def sign_personal(
    pdf: bytes,
    key: Key,
    *,
    places: Places,
    at: dt.datetime,
    image: bytes | None = None,
    name: str = "",
    lists: Iterable[bytes] = (),
) -> Signed:
    """Sign as the person in authority (chữ ký số của người có thẩm quyền), the first to sign.

    Args:
        places: what is open for the steps that follow.
        at: the moment of signing; it is claimed, not proved.
        image: PNG of the signature, blue on transparent ground; None for none.
        name: of the person; advice is given when the certificate bears another.
        lists: lists of revoked certificates (CRL) that are at hand, in DER.

    Raises:
        PdfUnreadable: damaged, or no PDF.
        PdfTooIntricate: not examined for its structure.
        PdfLocked: behind a password.
        AlreadySigned: it bears a signature.
        PlaceOutside: a place lies off its page.
        ImageUnusable: no PNG.
        KeyUnreadable: the key file is no key file.
        TokenMissing: there is no such token.
        TokenBlocked: its PIN was wrong too often.
        CertificateMissing: the token holds none, or several.
        WrongPassphrase: the key does not open.
        CertificateExpired: the certificate ended.
        CertificateNotYetValid: it begins later.
        CertificateNotForSigning: it is meant for something else.
        CertificateRevoked: a list names it, or one above it.
        SigningFailed: the key did not sign.
    """
    with opened(pdf) as reader:
        if reader.embedded_signatures:
            raise AlreadySigned
        writer = IncrementalPdfFileWriter.from_reader(reader)
        fields.prepare(writer, places)
        level = MDPPerm.FILL_FORMS
        return _signed(writer, key, field=PERSON, certifies=level, at=at, image=image, name=name, lists=lists)


def enter_number(pdf: bytes, number: str, date: Sequence[str]) -> bytes:
    """Enter number and date (số, ngày tháng năm) into the PDF that the person has signed.

    Args:
        number: as it stands behind “Số:”, such as `05`.
        date: the words behind the place, such as `ngày 17 tháng 5 năm 2024`; one for each place that was left open.

    Raises:
        PdfUnreadable: damaged, or no PDF.
        PdfTooIntricate: not examined for its structure.
        PdfLocked: behind a password.
        NotSignedByPerson: the person has not signed, or the file was not prepared for this.
        PdfAltered: it was changed since.
        SealedAlready: the organisation has signed.
        NumberEntered: they stand in it already.
        WordsTooWide: they do not fit.
    """
    with opened(pdf) as reader:
        if not fields.is_signed(reader, PERSON) or not fields.has(reader, NUMBER):
            raise NotSignedByPerson
        if fields.is_signed(reader, ORGANISATION):
            raise SealedAlready
        refuse_altered(pdf)
        writer = IncrementalPdfFileWriter.from_reader(reader)
        fields.fill(writer, NUMBER, number)
        for name, words in zip(fields.date_fields(len(date)), date, strict=True):
            fields.fill(writer, name, words)
        target = io.BytesIO()
        writer.write(target)
        return target.getvalue()


def sign_organisation(
    pdf: bytes,
    key: Key,
    *,
    at: dt.datetime,
    image: bytes | None = None,
    note: str = "",
    name: str = "",
    lists: Iterable[bytes] = (),
) -> Signed:
    """Sign as the organisation (chữ ký số của cơ quan, tổ chức), which closes the document.

    Args:
        at: the moment of signing; it is claimed, not proved.
        image: PNG of the seal, red on transparent ground, in real size; None for none.
        note: number and symbol for the line at the top right; the moment follows them (ISO 8601, +07:00).
        name: of the organisation; advice is given when the certificate bears another.
        lists: lists of revoked certificates (CRL) that are at hand, in DER.

    Raises:
        PdfUnreadable: damaged, or no PDF.
        PdfTooIntricate: not examined for its structure.
        PdfLocked: behind a password.
        NotSignedByPerson: the person has not signed, or the file was not prepared for this.
        NumberMissing: it bears no number yet.
        PdfAltered: it was changed since.
        SealedAlready: the organisation has signed.
        WordsTooWide: the line does not fit.
        ImageUnusable: no PNG.
        KeyUnreadable: the key file is no key file.
        TokenMissing: there is no such token.
        TokenBlocked: its PIN was wrong too often.
        CertificateMissing: the token holds none, or several.
        WrongPassphrase: the key does not open.
        CertificateExpired: the certificate ended.
        CertificateNotYetValid: it begins later.
        CertificateNotForSigning: it is meant for something else.
        CertificateRevoked: a list names it, or one above it.
        SigningFailed: the key did not sign.
    """
    with opened(pdf) as reader:
        if not fields.is_signed(reader, PERSON) or not fields.has(reader, ORGANISATION):
            raise NotSignedByPerson
        if fields.is_signed(reader, ORGANISATION):
            raise SealedAlready
        if not fields.is_filled(reader, NUMBER):
            raise NumberMissing
        refuse_altered(pdf)
        writer = IncrementalPdfFileWriter.from_reader(reader)
        if fields.has(reader, NOTE):
            fields.fill(writer, NOTE, "; ".join(filter(None, [note, moment_line(at)])))
        return _signed(writer, key, field=ORGANISATION, at=at, image=image, name=name, lists=lists)


def sign_copy(
    pdf: bytes, key: Key, *, place: Box, at: dt.datetime, name: str = "", lists: Iterable[bytes] = ()
) -> Signed:
    """Sign an electronic copy as the organisation that made it: the one signature of the file, which nothing follows.

    Its image is not shown; what it says is printed where it stands (điểm c khoản 3 mục I phần II Phụ lục I).

    Args:
        place: of the printed line, for programs that show where a signature stands.
        at: the moment of signing, as the line has it.
        name: of the organisation; advice is given when the certificate bears another.
        lists: lists of revoked certificates (CRL) that are at hand, in DER.

    Raises:
        PdfUnreadable: damaged, or no PDF.
        PdfTooIntricate: not examined for its structure.
        PdfLocked: behind a password.
        PlaceOutside: the place lies off its page.
        KeyUnreadable: the key file is no key file.
        TokenMissing: there is no such token.
        TokenBlocked: its PIN was wrong too often.
        CertificateMissing: the token holds none, or several.
        WrongPassphrase: the key does not open.
        CertificateExpired: the certificate ended.
        CertificateNotYetValid: it begins later.
        CertificateNotForSigning: it is meant for something else.
        CertificateRevoked: a list names it, or one above it.
        SigningFailed: the key did not sign.
    """
    with opened(pdf) as reader:
        writer = IncrementalPdfFileWriter.from_reader(reader)
        fields.add_organisation(writer, place)
        level = MDPPerm.NO_CHANGES
        return _signed(writer, key, field=ORGANISATION, certifies=level, at=at, image=None, name=name, lists=lists)


def moment_line(at: dt.datetime) -> str:
    """Return a moment as the line of the organisation's signature shows it: 2024-05-17T08:30:00+07:00."""
    return at.astimezone(clock.ZONE).isoformat(timespec="seconds")


def _signed(
    writer: IncrementalPdfFileWriter,
    key: Key,
    *,
    field: str,
    certifies: MDPPerm | None = None,
    at: dt.datetime,
    image: bytes | None,
    name: str,
    lists: Iterable[bytes],
) -> Signed:
    """Append a signature.

    Args:
        certifies: what may be done to the file afterwards; None for a signature that does not say.
    """
    style = _appearance(image)
    with key.opened() as signer:
        if signer.signing_cert is None:
            raise CertificateMissing
        certificate, *above = (
            x509.load_der_x509_certificate(one.dump()) for one in (signer.signing_cert, *signer.cert_registry)
        )
        certificates.require_usable(certificate, at=at)
        revocation.require_unrevoked([certificate, *above], lists)
        try:
            with ThreadPoolExecutor(1) as apart:  # whoever calls may have an event loop of their own
                signed = _append_signature(writer, signer, style, field=field, certifies=certifies, at=at)
                data = apart.submit(asyncio.run, signed).result()
        except (SigningError, PdfError):
            raise SigningFailed from None
    return Signed(data, certificates.who(certificate), certificates.advice_on_name(certificate, name))


async def _append_signature(
    writer: IncrementalPdfFileWriter,
    signer: Signer,
    style: StaticStampStyle,
    *,
    field: str,
    certifies: MDPPerm | None,
    at: dt.datetime,
) -> bytes:
    """Sign (PAdES B-B); step by step, because the moment is ours and not the clock's."""
    what = PdfSignatureMetadata(
        field_name=field,
        md_algorithm="sha256",
        subfilter=SigSeedSubFilter.PADES,
        certify=certifies is not None,
        docmdp_permissions=certifies or MDPPerm.FILL_FORMS,
    )
    session = PdfSigner(what, signer, stamp_style=style).init_signing_session(writer, existing_fields_only=True)
    session.system_time = at.astimezone(clock.ZONE)
    reserved = await session.estimate_signature_container_size(None)
    document = session.prepare_tbs_document(None, bytes_reserved=reserved)
    target = io.BytesIO()
    prepared, _written = document.digest_tbs_document(output=target)
    await document.perform_signature(
        document_digest=prepared.document_digest,
        pdf_cms_signed_attrs=PdfCMSSignedAttributes(signing_time=session.system_time),
    )
    return target.getvalue()


def _appearance(image: bytes | None) -> StaticStampStyle:
    """Return how the signature looks: the image as large as its place allows, or nothing.

    Raises:
        ImageUnusable: no PNG, or one out of all size.
    """
    if image is None:
        return StaticStampStyle(border_width=0)
    try:
        with Image.open(io.BytesIO(image), formats=["PNG"]) as picture:
            if max(picture.size) > LARGEST_IMAGE:
                raise ImageUnusable
            drawing = PdfImage(picture.convert("RGBA"))
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        raise ImageUnusable from None
    return StaticStampStyle(border_width=0, background=drawing, background_layout=MIDDLE, background_opacity=1)
