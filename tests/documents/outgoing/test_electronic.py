"""Signed digitally: the person, then number and date, then the organisation; both signatures stay valid."""

from __future__ import annotations

import pytest

from dondoc.documents import files
from dondoc.documents.composing.choices import State
from dondoc.documents.composing.models import Draft
from dondoc.documents.models import StoredFile
from dondoc.documents.outgoing import errors, services
from dondoc.documents.outgoing.models import Outgoing
from dondoc.documents.signing import services as trust
from dondoc.documents.signing.choices import Verdict
from dondoc.documents.signing.errors import CertificateRevoked, WrongPassphrase
from dondoc.documents.signing.keys import KeyFile
from dondoc.documents.signing.verifying import verify
from dondoc.reading import read
from tests import archiving
from tests import world as worlds
from tests.documents.signing import authority
from tests.world import NOW, TODAY

from . import signed
from .test_numbering import snapshot

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    """The small organisation, its units with their abbreviations."""
    return signed.drafts.prepare(worlds.build())


def bytes_of(outgoing):
    """Return the file as it was signed so far."""
    outgoing.refresh_from_db()
    with files.opened(outgoing.file) as stream:
        return stream.read()


def signed_digitally(world, **fields):
    """Return a document that the director of the centre signed."""
    made, _advice = services.sign(
        draft_id=signed.draft(world, **fields).pk, key=authority.director().key_file(),
        image=authority.picture(authority.BLUE), actor=world.centre_director, now=NOW,
    )  # fmt: skip
    return made


def sealed(world, **fields):
    """Return it with its number and the organisation's signature."""
    signed.series(world)
    made = signed_digitally(world, **fields)
    services.number(outgoing_id=made.pk, date=TODAY, actor=world.office_head, now=NOW)
    seal = authority.picture(authority.RED, is_round=True)
    key = authority.department().key_file()
    return services.seal(outgoing_id=made.pk, key=key, image=seal, actor=world.office_head, now=NOW)[0]


def test_the_issued_file_bears_two_valid_signatures_and_its_number(world):
    """Nothing but what the flow allows was changed after the first signature."""
    made = sealed(world)
    results = verify(bytes_of(made), [authority.root().der], NOW)

    assert [(one.signer, one.verdict) for one in results] == [
        ("Nguyễn Văn Ước", Verdict.SOUND), ("Sở Khoa học và Công nghệ tỉnh Quảng Ngãi", Verdict.SOUND),
    ]  # fmt: skip
    issued = services.issue(outgoing_id=made.pk, actor=world.office_head, now=NOW)
    assert (issued.document.number, issued.document.is_scan, issued.state) == ("01", False, "issued")
    assert issued.document.file == issued.file


def test_the_issued_file_is_still_one_for_the_archive(world):
    """Fields, fonts and signatures that were added keep the marks of PDF/A-2b."""
    assert archiving.faults(bytes_of(sealed(world))) == []


def test_number_and_date_are_read_from_the_issued_file(world):
    """They stand in fields that were filled after the signature; what the signature says of itself stands apart."""
    reading = read(bytes_of(sealed(world)), name="issued.pdf")
    header, letterhead = reading.header, reading.text.partition("THÔNG BÁO")[0]

    assert (header.number, header.symbol, header.date) == ("01", "TB-TTUD", TODAY)
    assert letterhead.splitlines() == [
        "SỞ KHOA HỌC VÀ CÔNG NGHỆ",
        "TRUNG TÂM ỨNG DỤNG VÀ",
        "DỊCH VỤ KHOA HỌC CÔNG NGHỆ",
        "Số: 01 /TB-TTUD",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Quảng Ngãi, ngày 25 tháng 11 năm 2026",
    ]


def test_a_byte_changed_afterwards_is_told(world):
    """Whoever gets the file sees it."""
    pdf = bytearray(bytes_of(sealed(world)))
    place = pdf.index(b"/Title")
    pdf[place + 8] ^= 1

    results = verify(bytes(pdf), [authority.root().der], NOW)

    assert all(one.verdict != Verdict.SOUND for one in results)


@pytest.mark.parametrize(
    ("who", "key", "refusal"),
    [
        pytest.param("lab_head", None, errors.MayNotSign, id="somebody-else"),
        pytest.param("office_head", None, errors.MayNotSign, id="nor-the-office"),
        pytest.param("centre_director", "wrong", WrongPassphrase, id="wrong-passphrase"),
    ],
)
def test_refusal_signs_nothing(world, who, key, refusal):
    """Nothing half signed, no file kept, the draft stays where it was."""
    draft = signed.draft(world)
    right = authority.director().key_file()
    before, kept = snapshot(), StoredFile.objects.count()

    with pytest.raises(refusal):
        services.sign(
            draft_id=draft.pk, key=KeyFile(right.data, key) if key else right, actor=getattr(world, who), now=NOW
        )

    assert (snapshot(), StoredFile.objects.count()) == (before, kept)
    assert Draft.objects.get(pk=draft.pk).state == State.TO_SIGN


def test_a_revoked_certificate_signs_nothing(world):
    """Neither of the person nor of the organisation, once its list is here."""
    signed.series(world)
    made = signed_digitally(world)
    services.number(outgoing_id=made.pk, date=TODAY, actor=world.office_head, now=NOW)
    draft = signed.draft(world)
    revoked = authority.root().revoke(authority.director(), authority.department())
    trust.add_anchor(certificate=authority.root().der, source="Mẫu", actor=world.administrator, now=NOW)
    trust.add_revocation_list(crl=revoked, actor=world.administrator, now=NOW)
    before, kept = snapshot(), StoredFile.objects.count()

    with pytest.raises(CertificateRevoked):
        services.sign(draft_id=draft.pk, key=authority.director().key_file(), actor=world.centre_director, now=NOW)
    with pytest.raises(CertificateRevoked):
        services.seal(outgoing_id=made.pk, key=authority.department().key_file(), actor=world.office_head, now=NOW)

    assert (snapshot(), StoredFile.objects.count()) == (before, kept)


def test_it_is_not_issued_before_the_organisation_signed(world):
    """Nor sealed before it has a number, nor by who keeps no register."""
    signed.series(world)
    made = signed_digitally(world)
    key = authority.department().key_file()
    before = snapshot()
    with pytest.raises(errors.WrongState):
        services.seal(outgoing_id=made.pk, key=key, actor=world.office_head, now=NOW)
    assert snapshot() == before

    services.number(outgoing_id=made.pk, date=TODAY, actor=world.office_head, now=NOW)
    before = snapshot()
    with pytest.raises(errors.NotSealed):
        services.issue(outgoing_id=made.pk, actor=world.office_head, now=NOW)
    with pytest.raises(errors.MayNotIssue):
        services.seal(outgoing_id=made.pk, key=key, actor=world.centre_director, now=NOW)
    assert snapshot() == before
    assert Outgoing.objects.get().sealed_at is None
