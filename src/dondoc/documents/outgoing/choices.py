"""Where an outgoing document stands, how it was signed, what became of it."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class OutgoingState(TextChoices):
    """From the signature to the register of issued documents (Điều 14-18 Nghị định 30/2020/NĐ-CP)."""

    SIGNED = "signed", _("Signed, waits for its number")
    NUMBERED = "numbered", _("Numbered, waits to be issued")
    ISSUED = "issued", _("Issued")
    VOID = "void", _("Number cancelled")
    DISCARDED = "discarded", _("Signature discarded, not numbered")


# It will not be issued; the row says why.
ENDED = (OutgoingState.VOID, OutgoingState.DISCARDED)
UNNUMBERED = (OutgoingState.SIGNED, OutgoingState.DISCARDED)


class Medium(TextChoices):
    """What the original is."""

    PAPER = "paper", _("On paper, signed by hand")
    ELECTRONIC = "electronic", _("Electronic, signed digitally")


class AftermathKind(TextChoices):
    """What was done about an issued document, which itself stays as it is (Điều 18)."""

    RECALLED = "recalled", _("Recalled")
    CORRECTED = "corrected", _("Corrected by an official letter")
    AMENDED = "amended", _("Amended")
    REPLACED = "replaced", _("Replaced")


# After these it does not hold any more.
ENDS = (AftermathKind.RECALLED, AftermathKind.REPLACED)
# What only another issued document can do: a correction an official letter, a change one of the same type (Điều 18).
BY_DOCUMENT = (AftermathKind.CORRECTED, AftermathKind.AMENDED, AftermathKind.REPLACED)
