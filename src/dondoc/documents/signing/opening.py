"""Opening a PDF of unknown origin: what is damaged, locked or made to wear the reader out is refused by name."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from pyhanko.pdf_utils.crypt import AuthStatus
from pyhanko.pdf_utils.decode_limits import DecodePurpose
from pyhanko.pdf_utils.misc import PdfDecodeLimitError, PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import enumerate_sig_fields
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature

from .errors import PdfLocked, PdfTooIntricate, PdfUnreadable

# What the parser raises on bytes that are not what they say they are.
MALFORMED = (
    PdfError, ValueError, LookupError, TypeError, AttributeError, AssertionError, ArithmeticError, NotImplementedError,
    EOFError, zlib.error, struct.error,
)  # fmt: skip


@contextmanager
def opened(pdf: bytes) -> Iterator[PdfFileReader]:
    """Open a PDF, for as long as it is looked at.

    Raises:
        PdfUnreadable: damaged, or no PDF.
        PdfTooIntricate: what it unpacks to, or how deep it is nested, is out of the ordinary.
        PdfLocked: behind a password.
    """
    try:
        reader = PdfFileReader(io.BytesIO(pdf), strict=False)
        if reader.encrypted and reader.decrypt(b"").status == AuthStatus.FAILED:
            raise PdfLocked
        yield reader
    except (PdfDecodeLimitError, RecursionError, MemoryError) as failure:
        raise PdfTooIntricate from failure
    except MALFORMED as failure:
        raise PdfUnreadable from failure


def signatures_of(pdf: PdfFileReader) -> list[EmbeddedPdfSignature | None]:
    """Return the signatures in the order in which they were made; None for each that is damaged itself."""
    read: list[EmbeddedPdfSignature] = []
    damaged: list[None] = []
    for name, _value, field in enumerate_sig_fields(pdf, filled_status=True):
        try:
            read.append(EmbeddedPdfSignature(pdf, field, name))
        except MALFORMED:
            damaged.append(None)
    return [*sorted(read, key=lambda signature: signature.signed_revision), *damaged]


def revocation_data(pdf: PdfFileReader) -> tuple[list[bytes], list[bytes]]:
    """Return the lists of revoked certificates and the answers about single ones that the file brings (DSS), in DER."""
    store = entry(pdf.root, "/DSS", {})
    kinds = (("/CRLs", DecodePurpose.CRL), ("/OCSPs", DecodePurpose.OCSP_RESPONSE))
    lists, answers = ([one.get_object().read_data(kind) for one in entry(store, key, [])] for key, kind in kinds)
    return lists, answers


def entry(dictionary: Any, key: str, default: Any) -> Any:
    """Return what stands under a key, followed to where it lies, which `get` of the library does not."""
    return dictionary[key] if key in dictionary else default  # noqa: SIM401
