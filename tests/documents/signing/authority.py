"""An authority made for the tests, the certificates it issues, the files they stand in, and PDFs to sign."""

from __future__ import annotations

import datetime as dt
import functools
import io
from dataclasses import dataclass

import typst
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, Encoding, pkcs12
from cryptography.x509.oid import NameOID
from PIL import Image, ImageDraw
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from dondoc.documents.signing import signing
from dondoc.documents.signing.keys import KeyFile
from dondoc.documents.signing.places import Align, Box, Line, Places, seal_over

# When the tests sign, and the time of the certificates around it.
SIGNED_AT = dt.datetime(2026, 11, 20, 1, 30, tzinfo=dt.UTC)
SEALED_AT = dt.datetime(2026, 11, 20, 2, 45, 7, tzinfo=dt.UTC)
NOW = dt.datetime(2026, 11, 25, 2, 0, tzinfo=dt.UTC)
BEGINS, ENDS = dt.datetime(2026, 1, 1, tzinfo=dt.UTC), dt.datetime(2028, 1, 1, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)
PASSPHRASE = "mật khẩu của tôi"
SIGNING_USE = {"digital_signature": True, "content_commitment": True}
CA_USE = {"key_cert_sign": True, "crl_sign": True}
NO_USE = dict.fromkeys(
    (
        "digital_signature", "content_commitment", "key_encipherment", "data_encipherment", "key_agreement",
        "key_cert_sign", "crl_sign", "encipher_only", "decipher_only",
    ),
    False,
)  # fmt: skip


@dataclass(frozen=True)
class Issued:
    """A certificate with its key and the certificates above it, the next one first."""

    certificate: x509.Certificate
    key: ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey
    chain: tuple[x509.Certificate, ...] = ()

    @property
    def der(self) -> bytes:
        """The certificate as bytes."""
        return self.certificate.public_bytes(Encoding.DER)

    def key_file(self, passphrase: str = PASSPHRASE) -> KeyFile:
        """Return key and certificates in a PKCS#12 file, with the passphrase that opens it."""
        encryption = BestAvailableEncryption(PASSPHRASE.encode())
        data = pkcs12.serialize_key_and_certificates(b"k", self.key, self.certificate, self.chain, encryption)
        return KeyFile(data, passphrase)

    def issue(
        self,
        name: str,
        *,
        begins: dt.datetime = BEGINS,
        ends: dt.datetime = ENDS,
        use: dict[str, bool] | None = SIGNING_USE,
        is_authority: bool = False,
        organisation: str = "Sở Khoa học và Công nghệ",
        key: rsa.RSAPrivateKey | None = None,
    ) -> Issued:
        """Issue a certificate, for a new key unless one is given; `use` None leaves its use open."""
        key = key or ec.generate_private_key(ec.SECP256R1())
        certificate = _certificate(
            name, key, self, begins=begins, ends=ends, use=use, is_authority=is_authority, organisation=organisation
        )
        return Issued(certificate, key, (self.certificate, *self.chain))

    def revoke(
        self,
        *revoked: Issued,
        at: dt.datetime = SIGNED_AT,
        issued: dt.datetime = NOW - DAY,
        until: dt.datetime = ENDS,
        says: x509.ExtensionType | None = None,
    ) -> bytes:
        """Return a list of revoked certificates, in DER, with what it says of itself."""
        made = x509.CertificateRevocationListBuilder(self.certificate.subject, issued, until)
        for one in revoked:
            entry = x509.RevokedCertificateBuilder(one.certificate.serial_number, at)
            made = made.add_revoked_certificate(entry.build())
        if says is not None:
            made = made.add_extension(says, critical=True)
        return made.sign(self.key, hashes.SHA256()).public_bytes(Encoding.DER)


def part(*, url: str = "", **only: bool) -> x509.IssuingDistributionPoint:
    """Return what a list says of the part of the certificates that it is of."""
    where = [x509.UniformResourceIdentifier(url)] if url else None
    flags = dict.fromkeys(
        ("only_contains_user_certs", "only_contains_ca_certs", "only_contains_attribute_certs"), False
    )
    given = {"only_some_reasons": None, "indirect_crl": False, "relative_name": None} | flags | only
    return x509.IssuingDistributionPoint(full_name=where, **given)


def new_root(name: str = "Cơ quan chứng thực thử nghiệm", **options) -> Issued:
    """Return an authority that signed its own certificate."""
    key = ec.generate_private_key(ec.SECP256R1())
    given = {"begins": BEGINS - 900 * DAY, "ends": ENDS + 900 * DAY, "organisation": "Ban Thử nghiệm"} | options
    return Issued(_certificate(name, key, None, use=CA_USE, is_authority=True, **given), key)


def _certificate(name, key, issuer, *, begins, ends, use, is_authority, organisation):
    subject = x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "VN"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, organisation),
            x509.NameAttribute(NameOID.COMMON_NAME, name),
        ]
    )
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer.certificate.subject if issuer else subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(begins)
        .not_valid_after(ends)
        .add_extension(x509.BasicConstraints(ca=is_authority, path_length=None), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    )
    above = issuer.key if issuer else key
    made = made.add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(above.public_key()), critical=False)
    if use is not None:
        made = made.add_extension(x509.KeyUsage(**(NO_USE | use)), critical=True)
    return made.sign(above, hashes.SHA256())


@functools.cache
def root() -> Issued:
    """The authority that the tests trust."""
    return new_root()


@functools.cache
def director() -> Issued:
    """Who signs."""
    return root().issue("Nguyễn Văn Ước")


@functools.cache
def department() -> Issued:
    """The organisation."""
    return root().issue("Sở Khoa học và Công nghệ tỉnh Quảng Ngãi")


# Where the sheet below leaves room.
PERSON = Box(1, 330, 300, 450, 350)
PLACES = Places(
    number=Line(1, 122, 750, 40, align=Align.CENTRE),
    date=(Line(1, 372, 750, 160, size=13, is_italic=True),),
    person=PERSON,
    seal=seal_over(PERSON, side=102),
    note=Line(1, 295, 815, 250, size=10, align=Align.RIGHT),
)
SHEET = """
#set document(title: "Thông báo", date: datetime(year: 2026, month: 11, day: 20))
#set page(paper: "a4", margin: (left: 30mm, right: 15mm, y: 20mm))
#set text(font: ("Tinos", "Libertinus Serif"), size: 13pt, lang: "vi")
#place(top + left, dx: 15pt, dy: 26.5pt)[Số:#h(44pt)/TB-SKHCN]
#place(top + left, dx: 200pt, dy: 26.5pt)[_Quảng Ngãi,_]
#v(80pt)
#align(center)[*THÔNG BÁO*]
Trung tâm rà soát các chỉ tiêu và báo cáo trước ngày 30/6/2026.
#place(top + left, dx: 250pt, dy: 400pt)[*GIÁM ĐỐC*]
#place(top + left, dx: 250pt, dy: 500pt)[*Nguyễn Văn Ước*]
#pagebreak()
Trang hai.
"""


@functools.cache
def archival_pdf() -> bytes:
    """A document of two pages in PDF/A, as the typesetter makes it."""
    made = typst.compile(SHEET.encode(), format="pdf", pdf_standards=["a-2b"])
    assert isinstance(made, bytes)
    return made


@functools.cache
def plain_pdf() -> bytes:
    """A document of two pages with the old kind of cross-reference table."""
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=A4)
    for words in ("THONG BAO", "Trang hai"):
        canvas.drawString(100, 700, words)
        canvas.showPage()
    canvas.save()
    return target.getvalue()


def picture(colour: str, *, is_round: bool = False) -> bytes:
    """Return a PNG on transparent ground: a round seal, or the stroke of a signature."""
    image = Image.new("RGBA", (400, 400) if is_round else (480, 200), (0, 0, 0, 0))
    draw = ImageDraw.Draw(image)
    if is_round:
        draw.ellipse((6, 6, 393, 393), outline=colour, width=12)
        draw.ellipse((60, 60, 340, 340), outline=colour, width=6)
    else:
        draw.line((20, 150, 120, 40, 180, 170, 260, 60, 330, 150, 460, 50), fill=colour, width=10, joint="curve")
    target = io.BytesIO()
    image.save(target, "PNG")
    return target.getvalue()


BLUE, RED = "#1d3fbf", "#d11a1a"


# ---- the three steps, done once


@functools.cache
def signed_by_person() -> bytes:
    """The document after the first step."""
    return signing.sign_personal(
        archival_pdf(), director().key_file(), places=PLACES, at=SIGNED_AT, image=picture(BLUE)
    ).data  # fmt: skip


@functools.cache
def numbered() -> bytes:
    """The document after the second step."""
    return signing.enter_number(signed_by_person(), "335", ["ngày 20 tháng 11 năm 2026"])


@functools.cache
def sealed() -> bytes:
    """The finished document."""
    image = picture(RED, is_round=True)
    return signing.sign_organisation(
        numbered(), department().key_file(), at=SEALED_AT, image=image, note="335/TB-SKHCN"
    ).data  # fmt: skip
