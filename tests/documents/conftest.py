"""The token of the tests, for whatever signs with one."""

from __future__ import annotations

import pytest

from dondoc.documents.signing.keys import Token
from tests.conftest import need

from .signing import authority, tokens


@pytest.fixture(scope="session")
def token(tmp_path_factory):
    """A token with the key of the director and one certificate."""
    need("softhsm")
    with tokens.made(tmp_path_factory.mktemp("softhsm")) as module:
        tokens.store(module, "Ký số", b"\x01", authority.director())
        yield Token(module, tokens.LABEL, tokens.PIN)
