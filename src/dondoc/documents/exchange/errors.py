"""What the exchange refuses."""

from django.utils.translation import gettext_lazy as _

from dondoc.kernel.errors import Conflict, Invalid, Missing, NotAllowed, Overtaken


class MayNotExchange(NotAllowed):
    """Only posts that take documents into the register."""

    code = "documents.may_not_exchange"
    message = _("Only the records clerk or the head of the office exchanges documents with other agencies.")


class MessageRefused(Invalid):
    """No message that can be taken or written; the codec's own sentence says why and what to do."""

    code = "documents.message_refused"
    heading = _("The message was not taken")
    message = _("%(why)s")


class ExchangeOff(Conflict):
    """Nothing says where messages go."""

    code = "documents.exchange_off"
    message = _(
        "The exchange is switched off here. Download the file and send it another way, or ask an administrator."
    )


class NotOurDocument(Conflict):
    """It came in."""

    code = "documents.not_our_document"
    message = _(
        "This document came in, and an agency sends out only what it issued itself. Send the document on as a copy."
    )


class DocumentEnded(Conflict):
    """It holds no more."""

    code = "documents.document_ended"
    message = _("This document was recalled or replaced, so it is not sent out any more.")


class OrganIdMissing(Conflict):
    """The issuer cannot be named in a message."""

    code = "documents.organ_id_missing"
    message = _(
        "“%(name)s” has no electronic identifier. Let an administrator enter it at the unit, or set DONDOC_ORGAN_ID."
    )


class AlreadySent(Conflict):
    """Two messages would carry one document to one agency."""

    code = "documents.already_sent"
    message = _("This document was sent to %(name)s already. See how far it came, and send it again from there.")


class NobodyChosen(Invalid):
    """No agency to send to."""

    code = "documents.nobody_chosen"
    message = _("Choose at least one agency of the address book.")


class DeliveryMissing(Missing):
    """No such delivery, or none that may be sent again."""

    code = "documents.delivery_missing"
    message = _("There is no such message that waits to be sent again. Reload the page.")


class DeliveryMovedOn(Overtaken):
    """Somebody sent it again, or it arrived, in the meantime."""

    code = "documents.delivery_moved_on"
    message = _(
        "This message has moved on in the meantime, so nothing was sent. Reload the page to see where it stands."
    )


class ReceivedMissing(Missing):
    """No such message, or none the person may know of."""

    code = "documents.received_missing"
    message = _("There is no such message, or it was not sent to your unit.")


class AlreadyDecided(Conflict):
    """Somebody took it over or refused it."""

    code = "documents.already_decided"
    message = _("This message is “%(outcome)s” already. Reload the page to see what became of it.")


class AnnexesBeingRead(Conflict):
    """A mark of secrecy may stand on a scan that nobody has read."""

    code = "documents.annexes_being_read"
    message = _(
        "The scanned annexes of this message are still being read, to see whether one bears a secrecy mark. "
        "Wait some minutes and try again; if it stays so, refuse the document with the reason."
    )


class AlreadyReceived(Conflict):
    """The same file once more."""

    code = "documents.already_received"
    message = _("This file came before. What became of it stands among the messages received.")


class RefusalReasonMissing(Invalid):
    """The sender is told why."""

    code = "documents.refusal_reason_missing"
    message = _("Write why the document is refused; the sender is told.")


class CorrespondentMissing(Missing):
    """Not in the address book."""

    code = "documents.correspondent_missing"
    message = _("There is no such agency in the address book. Reload the page.")


class OrganIdTaken(Conflict):
    """Two agencies of one identifier."""

    code = "documents.organ_id_taken"
    message = _("“%(name)s” bears this identifier. End that entry first, or mend the identifier.")


class CorrespondentEndsTooEarly(Invalid):
    """An entry that would end before it began."""

    code = "documents.correspondent_ends_too_early"
    message = _("The entry holds from %(day)s. Choose a later day for its end.")
