"""Whether what was signed is what is there: the analysis of the revisions of a PDF."""

from __future__ import annotations

from collections.abc import Iterator

from pyhanko.pdf_utils.reader import HistoricalResolver
from pyhanko.sign.diff_analysis import (
    DEFAULT_DIFF_POLICY,
    FormUpdatingRule,
    GenericFieldModificationRule,
    ModificationLevel,
    SigFieldCreationRule,
    SigFieldModificationRule,
    StandardDiffPolicy,
    SuspiciousModification,
)
from pyhanko.sign.diff_analysis.form_rules_api import FormUpdate
from pyhanko.sign.validation import DocumentTimestampStatus, PdfSignatureStatus
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.status import SignatureCoverageLevel

from .choices import Alteration, Integrity
from .opening import MALFORMED

# What the analysis says of a change that is not allowed → what was altered. The first that fits is told.
REASONS = (
    ("is locked", Alteration.FIELD),
    ("form fields", Alteration.NEW_FIELD),
    ("certification signature", Alteration.SIGNATURE),
)


class OfWhatChanged(FormUpdatingRule):
    """The rule about forms, of what did change.

    pyHanko 0.38 takes the appearance of a field for changed when it was written before the signed revision, and so
    calls a field that a signature locked altered, whatever is appended. What stayed needs nobody's leave.
    """

    def apply(self, old: HistoricalResolver, new: HistoricalResolver) -> Iterator[tuple[ModificationLevel, FormUpdate]]:
        """Yield what the rule explains, but for what is as old as the signed revision."""
        references = new.reader.xrefs
        for level, update in super().apply(old, new):
            if references.get_last_change(update.updated_ref) > old.revision:
                yield level, update


POLICY = StandardDiffPolicy(
    global_rules=DEFAULT_DIFF_POLICY.global_rules,
    form_rule=OfWhatChanged([SigFieldCreationRule(), SigFieldModificationRule(), GenericFieldModificationRule()]),
)


def judge(
    signature: EmbeddedPdfSignature, status: PdfSignatureStatus | DocumentTimestampStatus
) -> tuple[Integrity, Alteration | None]:
    """Return whether a document is what was signed, and what was changed when it is not.

    The signed bytes come first: what stands in bytes that were damaged says nothing about later revisions. A later
    revision that cannot be analysed is one that nobody can allow.
    """
    if not status.intact:
        return Integrity.BROKEN, Alteration.BYTES
    if not status.valid:
        return Integrity.BROKEN, Alteration.OWNER
    if status.coverage == SignatureCoverageLevel.ENTIRE_FILE:
        return Integrity.WHOLE, None
    try:
        alteration = _altered(signature)
    except MALFORMED:
        alteration = Alteration.CONTENT
    return (Integrity.ALTERED, alteration) if alteration else (Integrity.EXTENDED, None)


def _altered(signature: EmbeddedPdfSignature) -> Alteration | None:
    changes = signature.evaluate_modifications(POLICY)
    if isinstance(changes, SuspiciousModification):
        fallback = Alteration.CONTENT if _pages_then(signature) == _pages_now(signature) else Alteration.PAGES
        return next((alteration for words, alteration in REASONS if words in str(changes)), fallback)
    allowed = signature.docmdp_level
    if allowed is not None and changes.modification_level.value > allowed.value:
        return Alteration.CONTENT
    return None


def _pages_then(signature: EmbeddedPdfSignature) -> int:
    return int(signature.reader.get_historical_resolver(signature.signed_revision).root["/Pages"]["/Count"])


def _pages_now(signature: EmbeddedPdfSignature) -> int:
    return int(signature.reader.root["/Pages"]["/Count"])
