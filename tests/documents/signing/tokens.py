"""A token made for the tests: SoftHSM in a folder, one for all of them, because the driver reads its folder once."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pkcs11
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from pkcs11 import Attribute, ObjectClass
from pkcs11.util.ec import decode_ec_private_key
from pkcs11.util.rsa import decode_rsa_private_key

LABEL, PIN = "Sở KHCN", "123456"
MODULES = ("/usr/lib/softhsm/libsofthsm2.so", "/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so")


@contextmanager
def made(folder: Path) -> Iterator[str]:
    """Make an empty token in a folder; give the driver."""
    (folder / "tokens").mkdir()
    settings = folder / "softhsm2.conf"
    settings.write_text(f"directories.tokendir = {folder}/tokens\nobjectstore.backend = file\nlog.level = ERROR\n")
    os.environ["SOFTHSM2_CONF"] = str(settings)
    command = ["softhsm2-util", "--init-token", "--free", "--label", LABEL, "--pin", PIN, "--so-pin", "87654321"]
    subprocess.run(command, check=True, capture_output=True)
    yield next(path for path in MODULES if Path(path).exists())
    del os.environ["SOFTHSM2_CONF"]


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
