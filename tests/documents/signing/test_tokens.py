"""Signing with a key that never leaves its token: SoftHSM in a folder of the test."""

from __future__ import annotations

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa

from dondoc.documents.signing import errors, signing
from dondoc.documents.signing.choices import Verdict
from dondoc.documents.signing.examining import examine
from dondoc.documents.signing.keys import Token

from . import authority as a
from .tokens import LABEL, PIN, store

pytestmark = pytest.mark.needs("softhsm")


def sign(token):
    """Sign as the person."""
    return signing.sign_personal(a.archival_pdf(), token, places=a.PLACES, at=a.SIGNED_AT)


def test_a_token_signs(token):
    """As a key file does."""
    signed = sign(token)

    found = examine(signed.data, [a.root().der], a.NOW)
    assert [(one.signer, one.verdict) for one in found] == [("Nguyễn Văn Ước", Verdict.SOUND)]


@pytest.mark.parametrize(
    ("given", "refusal"),
    [
        pytest.param({"pin": "000000"}, errors.WrongPassphrase, id="wrong-pin"),
        pytest.param({"label": "khác"}, errors.TokenMissing, id="not-plugged-in"),
        pytest.param({"module": "/usr/lib/khong-co.so"}, errors.TokenMissing, id="no-driver"),
        pytest.param({"certificate": "khác"}, errors.CertificateMissing, id="no-such-certificate"),
    ],
)
def test_what_does_not_open_signs_nothing(token, given, refusal):
    """And the PIN is told nowhere."""
    wrong = Token(**{"module": token.module, "label": LABEL, "pin": PIN, "certificate": "Ký số"} | given)

    with pytest.raises(refusal) as told:
        sign(wrong)

    assert wrong.pin not in repr(wrong) + str(told.value)


def test_a_token_with_the_other_kind_of_key_signs(token):
    """RSA, as the tokens of state agencies hold it."""
    issued = a.root().issue("Lê Thị Tư", key=rsa.generate_private_key(65537, 2048))
    store(token.module, "RSA", b"\x03", issued)

    signed = sign(Token(token.module, LABEL, PIN, certificate="RSA"))

    found = examine(signed.data, [a.root().der], a.NOW)
    assert [(one.signer, one.verdict) for one in found] == [("Lê Thị Tư", Verdict.SOUND)]


def test_of_several_certificates_one_has_to_be_named(token):
    """Nobody's is taken by chance."""
    store(token.module, "Cơ quan", b"\x02", a.department())

    with pytest.raises(errors.CertificateMissing):
        sign(token)

    named = sign(Token(token.module, LABEL, PIN, certificate="Cơ quan"))
    assert named.certificate.name == "Sở Khoa học và Công nghệ tỉnh Quảng Ngãi"
