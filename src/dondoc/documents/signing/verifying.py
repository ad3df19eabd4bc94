"""Verifying the signatures of a PDF, without any network and whatever the file is made of.

A file of unknown origin is examined by a process of its own (`examiner`), because its structure decides how much the
examination asks of the machine: the process is bounded in time and memory, and nothing else suffers from its end.
"""

from __future__ import annotations

import base64
import datetime as dt
import json
import subprocess
import sys
import threading
from collections.abc import Iterable
from typing import Any

from dondoc.kernel.errors import Invalid

from .errors import ExaminerBusy, PdfAltered, PdfLocked, PdfTooIntricate, PdfUnreadable
from .results import SignatureResult

# The slowest of the real documents seen, 7 signatures in 9 revisions, takes 4 s on a busy machine.
SECONDS = 40
# Examinations at once for each process that serves pages: each may take 2 GiB and a processor for 20 s.
AT_ONCE = threading.BoundedSemaphore(2)
# Whoever finds them all running waits so long, in seconds, before being told.
PATIENCE = 10.0
# Where a PDF with a signature says which of its bytes were signed; the entry cannot stand in a compressed part.
MARK = b"/ByteRange"
REFUSALS: dict[str, type[Invalid]] = {
    refusal.code: refusal for refusal in (PdfUnreadable, PdfLocked, PdfTooIntricate)
}  # fmt: skip
# Whether bytes were altered does not depend on when that is asked.
ANY_TIME = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)


def is_signed(pdf: bytes) -> bool:
    """Say whether a file may bear a signature, without opening it."""
    return MARK in pdf


def verify(
    pdf: bytes, anchors: Iterable[bytes], at: dt.datetime, *, lists: Iterable[bytes] = ()
) -> list[SignatureResult]:
    """Examine every signature of a PDF, in the order in which they were made.

    Args:
        anchors: certificates that are trusted, in DER.
        at: the moment of the examination.
        lists: lists of revoked certificates (CRL), in DER, besides those in the file.

    Raises:
        PdfUnreadable: damaged, or no PDF.
        PdfTooIntricate: its structure is out of the ordinary, or wears the examiner out.
        PdfLocked: behind a password.
        ExaminerBusy: too many others are being examined.
    """
    asked = {"anchors": [_text(one) for one in anchors], "lists": [_text(one) for one in lists], "at": at.isoformat()}
    answer = _ask(asked, pdf)
    if "refused" in answer:
        raise REFUSALS[answer["refused"]]
    return [SignatureResult.from_json(one) for one in answer["signatures"]]


def refuse_altered(pdf: bytes) -> None:
    """Refuse a PDF that was changed after it was signed; what bears no signature that can be examined passes.

    Raises:
        PdfAltered: naming who had signed and what was changed.
        ExaminerBusy: too many others are being examined.
    """
    if not is_signed(pdf):
        return
    try:
        signatures = verify(pdf, (), ANY_TIME)
    except (PdfUnreadable, PdfLocked, PdfTooIntricate):
        return  # Nothing shows that it was altered; its page says that the signatures cannot be examined.
    for signature in signatures:
        if signature.alteration is not None:
            raise PdfAltered(signer=signature.signer, reason=signature.alteration.label)


def _ask(asked: dict[str, Any], pdf: bytes) -> dict[str, Any]:
    """Return what the examiner says.

    Raises:
        PdfTooIntricate: it took too long, or too much memory.
        ExaminerBusy: too many others are being examined.
        RuntimeError: it does not run at all, which says nothing about the file.
    """
    command = (sys.executable, "-m", "dondoc.documents.signing.examiner")
    given = json.dumps(asked).encode() + b"\n" + pdf
    if not AT_ONCE.acquire(timeout=PATIENCE):
        raise ExaminerBusy
    try:
        done = subprocess.run(  # noqa: S603 (words of this module)
            command, input=given, capture_output=True, timeout=SECONDS, check=False
        )
    except subprocess.TimeoutExpired as late:
        raise PdfTooIntricate from late
    finally:
        AT_ONCE.release()
    if done.returncode < 0:  # ended by the machine at its bounds
        raise PdfTooIntricate
    if done.returncode:
        raise RuntimeError(f"the examiner of signatures does not start: {done.stderr.decode(errors='replace')}")
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode()
