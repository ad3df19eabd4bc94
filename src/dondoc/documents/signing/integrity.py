"""Whether what was signed is what is there: the analysis of the revisions of a PDF, in words."""

from __future__ import annotations

from pyhanko.sign.diff_analysis import SuspiciousModification
from pyhanko.sign.validation.status import DocumentTimestampStatus, PdfSignatureStatus, SignatureCoverageLevel

from .choices import Alteration, Integrity

# What the analysis says of a change that is not allowed → what was altered. The first that fits is told.
REASONS = (
    ("is locked", Alteration.FIELD),
    ("page tree", Alteration.PAGES),
    ("nnotations", Alteration.ANNOTATION),
    ("form fields", Alteration.NEW_FIELD),
    ("certification signature", Alteration.SIGNATURE),
)


def judge(status: PdfSignatureStatus | DocumentTimestampStatus) -> tuple[Integrity, Alteration | None]:
    """Return whether a document is what was signed, and what was changed when it is not."""
    if not status.intact:
        return Integrity.BROKEN, Alteration.BYTES
    if not status.valid:
        return Integrity.BROKEN, Alteration.OWNER
    if isinstance(status.diff_result, SuspiciousModification):
        return Integrity.ALTERED, _reason(str(status.diff_result))
    if status.docmdp_ok is False:
        return Integrity.ALTERED, Alteration.CONTENT
    if status.coverage == SignatureCoverageLevel.ENTIRE_FILE:
        return Integrity.WHOLE, None
    return Integrity.EXTENDED, None


def _reason(analysis: str) -> Alteration:
    return next((alteration for words, alteration in REASONS if words in analysis), Alteration.CONTENT)
