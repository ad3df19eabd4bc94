"""What a delivery and a message that came may be."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class MessageKind(TextChoices):
    """What a message carries."""

    DOCUMENT = "document", _("Document")
    STATUS = "status", _("State of a document")
    UNREADABLE = "unreadable", _("Not readable as edXML")


class DeliveryState(TextChoices):
    """How far a message has come on its way to one agency.

    Unknown: a worker died, or the line broke, after the message was on its way; it may have arrived.
    """

    WAITING = "waiting", _("Waits to be sent")
    CLAIMED = "claimed", _("Being sent")
    SENT = "sent", _("Sent, no answer yet")
    UNKNOWN = "unknown", _("Not known whether it was sent")
    FAILED = "failed", _("Could not be sent")
    ACKNOWLEDGED = "acknowledged", _("The recipient has it")
    REFUSED = "refused", _("The recipient refused it")


class Business(TextChoices):
    """What a message is for (BussinessDocType), the codes of QCVN 102:2016 as seen in practice."""

    NEW = "0", _("New document")
    RECALL = "1", _("Recall")
    UPDATE = "2", _("Update")
    REPLACE = "3", _("Replacement")


class Outcome(TextChoices):
    """What became of a message that came."""

    WAITING = "waiting", _("Waits for the clerk")
    READING = "reading", _("Taken over, being read")
    REGISTERED = "registered", _("In the register")
    REFUSED = "refused", _("Refused, the sender is told")
    AGREED = "agreed", _("Recall agreed, the sender is told")
    NOTED = "noted", _("Noted at its delivery")
    UNMATCHED = "unmatched", _("Fits no delivery of ours")


# A message that came stands in the way of another of the same document.
LIVE = (Outcome.WAITING, Outcome.READING, Outcome.REGISTERED)
# Only a person sends such a message again.
RESENDABLE = (DeliveryState.FAILED, DeliveryState.UNKNOWN, DeliveryState.REFUSED)
