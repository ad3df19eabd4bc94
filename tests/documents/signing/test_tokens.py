"""Signing with a key that never leaves its token: SoftHSM in a folder of the test."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pkcs11
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from pkcs11 import Attribute, ObjectClass
from pkcs11.util.ec import decode_ec_private_key
from pkcs11.util.rsa import decode_rsa_private_key

from dondoc.documents.signing import errors, signing
from dondoc.documents.signing.choices import Verdict
from dondoc.documents.signing.examining import examine
from dondoc.documents.signing.keys import Token
from tests.conftest import need

from . import authority as a

LABEL, PIN = "Sở KHCN", "123456"
MODULES = ("/usr/lib/softhsm/libsofthsm2.so", "/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so")
pytestmark = pytest.mark.needs("softhsm")


@pytest.fixture(scope="module")
def module(tmp_path_factory):
    """The driver, told to keep its tokens in a folder of this test."""
    need("softhsm")
    folder = tmp_path_factory.mktemp("softhsm")
    (folder / "tokens").mkdir()
    settings = folder / "softhsm2.conf"
    settings.write_text(f"directories.tokendir = {folder}/tokens\nobjectstore.backend = file\nlog.level = ERROR\n")
    os.environ["SOFTHSM2_CONF"] = str(settings)
    command = ["softhsm2-util", "--init-token", "--free", "--label", LABEL, "--pin", PIN, "--so-pin", "87654321"]
    subprocess.run(command, check=True, capture_output=True)
    yield next(path for path in MODULES if Path(path).exists())
    del os.environ["SOFTHSM2_CONF"]


@pytest.fixture(scope="module")
def token(module):
    """A token with the key of the director and one certificate."""
    store(module, "Ký số", b"\x01", a.director())
    return Token(module, LABEL, PIN)


def store(module, label, identity, issued):
    """Put a key and its certificate on the token."""
    with pkcs11.lib(module).get_token(token_label=LABEL).open(user_pin=PIN, rw=True) as session:
        named = {Attribute.TOKEN: True, Attribute.ID: identity, Attribute.LABEL: label, Attribute.SIGN: True}
        session.create_object(key_on_token(issued.key) | named)
        session.create_object(
            {
                Attribute.CLASS: ObjectClass.CERTIFICATE, Attribute.TOKEN: True, Attribute.ID: identity,
                Attribute.CERTIFICATE_TYPE: pkcs11.CertificateType.X_509, Attribute.LABEL: label,
                Attribute.SUBJECT: issued.certificate.subject.public_bytes(),
                Attribute.VALUE: issued.certificate.public_bytes(serialization.Encoding.DER),
            }
        )  # fmt: skip


def key_on_token(key):
    """Return the numbers of a key as a token takes them."""
    plain = key.private_bytes(
        serialization.Encoding.DER, serialization.PrivateFormat.TraditionalOpenSSL, serialization.NoEncryption()
    )
    return decode_rsa_private_key(plain) if isinstance(key, rsa.RSAPrivateKey) else decode_ec_private_key(plain)


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
