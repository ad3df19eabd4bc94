"""What the register refuses."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from dondoc.kernel.errors import Conflict, Invalid, Missing, NotAllowed


class Unreadable(Invalid):
    """The reader could not read the file; its own sentence says why and what to do."""

    code = "documents.unreadable"
    heading = _("The file was not taken")
    message = _("%(why)s")


class FileTooLarge(Invalid):
    """Larger than the register takes."""

    code = "documents.file_too_large"
    message = _(
        "The file is %(size)s MB; at most %(limit)s MB are taken. Split off the annexes or send a smaller copy."
    )


class FileUnfetchable(Invalid):
    """A path that leads to no file, or to one that may not be read."""

    code = "documents.file_unfetchable"
    message = _("“%(name)s” is no file that can be read. Check the path and the rights.")


class FileLost(Missing):
    """The store does not have the bytes any more."""

    code = "documents.file_lost"
    heading = _("The original file is lost")
    message = _("The original file is lost from the store. Restore it from a backup, or send it again.")


class FileAltered(FileLost):
    """The store has other bytes than were stored."""

    code = "documents.file_altered"
    heading = _("The original file was altered")
    message = _("The file in the store is not the one that was stored, so it is not opened. Restore it from a backup.")


class FileMissing(Invalid):
    """Nothing was sent."""

    code = "documents.no_file"
    message = _("No file was chosen, or it is empty. Choose the file again.")


class AlreadyRegistered(Conflict):
    """The same bytes, or the same number, symbol, year and issuer."""

    code = "documents.already_registered"
    heading = _("In the register already")
    message = _("This document is in the register already. Open the first copy instead of sending it again.")


class StandsElsewhere(Conflict):
    """Another copy of it is in a register that the person may not look into."""

    code = "documents.stands_elsewhere"
    heading = _("In another register already")
    message = _(
        "Another office has registered this document from its own copy. Ask it to send the document on to your unit, "
        "then enter it into your book from its page."
    )


class DocumentMissing(Missing):
    """No such document, or not one the person may know of."""

    code = "documents.missing"
    message = _("There is no such document, or it was not sent to your unit.")


class NoCandidate(Invalid):
    """A citation may be linked only to what is offered for it."""

    code = "documents.no_candidate"
    message = _("This document is not among those that may be meant. Choose one of the list.")


class NotLinkedByHand(Conflict):
    """Only a link that somebody made can be taken back."""

    code = "documents.not_linked_by_hand"
    message = _("This citation was not linked by hand, so there is nothing to take back.")


class MayNotRegister(NotAllowed):
    """Only posts with the ability take documents into the register."""

    code = "documents.may_not_register"
    message = _("Only the records clerk or the head of the office takes documents into the register.")


class OfAnotherRegister(MayNotRegister):
    """Who keeps another register leaves the documents of this one alone."""

    code = "documents.of_another_register"
    message = _("This document stands in the register of %(unit)s. Ask its records clerk to do this.")


class MayNotChangeState(Conflict):
    """The document has moved on."""

    code = "documents.moved_on"
    message = _("This document is “%(state)s” already, so this step is closed. Open it again to see where it stands.")
