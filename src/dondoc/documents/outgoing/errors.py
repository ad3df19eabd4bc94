"""What the register of outgoing documents refuses."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from dondoc.kernel.errors import Conflict, Invalid, Missing, NotAllowed, Overtaken


class OutgoingMissing(Missing):
    """No such document, or not one the person may know of."""

    code = "outgoing.missing"
    message = _("There is no such outgoing document, or it is not of your units.")


class MayNotIssue(NotAllowed):
    """Only posts with the ability number and issue."""

    code = "outgoing.may_not_issue"
    message = _("Only the records clerk or the head of the office numbers and issues documents.")


class MayNotSign(NotAllowed):
    """Somebody else was named as the signer."""

    code = "outgoing.may_not_sign"
    message = _("%(name)s is named as the signer of this document. Only they sign it.")


class NotToBeSigned(Conflict):
    """The draft is not at the signer."""

    code = "outgoing.not_to_be_signed"
    message = _("This draft does not wait for a signature any more. Open it again to see where it stands.")


class ChangedMeanwhile(Overtaken):
    """It was signed as it stood before somebody else acted on it."""

    code = "outgoing.changed_meanwhile"
    message = _("Somebody else acted on the document while it was being signed, so nothing was signed. Open it again.")


class WrongState(Conflict):
    """The document has moved on."""

    code = "outgoing.moved_on"
    message = _("This document is “%(state)s” already, so this step is closed. Reload the page.")


class NoSeries(Invalid):
    """The records regulation names no series for this type."""

    code = "outgoing.no_series"
    message = _(
        "No number series of %(issuer)s takes documents of the type %(type)s on %(day)s. "
        "Record the series of your records regulation first."
    )


class NumberTaken(Conflict):
    """Two documents of one issuer and year under the same number and symbol."""

    code = "outgoing.number_taken"
    message = _(
        "The next number would be %(number)s, which another series of the issuer gave in this year. "
        "Check the symbol of the document and the series of your records regulation."
    )


class SeriesOverlaps(Conflict):
    """Two series would take the same documents."""

    code = "outgoing.series_overlaps"
    message = _("The series “%(name)s” takes documents of these types in that time already. Let it end first.")


class SeriesMissing(Missing):
    """No such series."""

    code = "outgoing.series_missing"
    message = _("There is no such series. Reload the page.")


class EndsTooEarly(Invalid):
    """An end before the beginning."""

    code = "outgoing.ends_too_early"
    message = _("A series ends after the day on which it began. Write a later day.")


class GroundMissing(Invalid):
    """A series without the regulation that provides for it."""

    code = "outgoing.ground_missing"
    message = _("Write the name of the series and the regulation that provides for it.")


class SignedTooLate(Invalid):
    """The day of the signature lies ahead."""

    code = "outgoing.signed_ahead"
    message = _("The day of the signature lies ahead. Write the day on which it was signed.")


class SignedTooEarly(Invalid):
    """A signature under words that were not there yet."""

    code = "outgoing.signed_before_written"
    message = _("The draft was last changed on %(day)s, so nobody signed it before. Write that day or a later one.")


class DateOutOfOrder(Invalid):
    """An earlier day than the signature, or one that lies ahead."""

    code = "outgoing.date_out_of_order"
    message = _("The date of the document lies between the day of the signature, %(signed)s, and today.")


class NumbersFollowDays(Invalid):
    """An earlier day than that of the number before."""

    code = "outgoing.numbers_follow_days"
    message = _("The last number of this series is dated %(last)s. Date this document on that day or later.")


class YearOver(Invalid):
    """The series of the year counts for its year only."""

    code = "outgoing.year_over"
    message = _("Numbers are given in the year of the date, and %(year)s is over. Date it in this year.")


class OriginalMissing(Invalid):
    """A paper original without its scan."""

    code = "outgoing.original_missing"
    message = _("Scan the signed original as a PDF and choose that file.")


class NotPdf(Invalid):
    """The scan is no PDF."""

    code = "outgoing.not_pdf"
    message = _("The original is kept as a PDF. Scan it again as a PDF, in colour, at 200 dpi or more.")


class ReasonMissing(Invalid):
    """An end without a reason."""

    code = "outgoing.reason_missing"
    message = _("Write the reason; it stays with the document.")


class DocumentNeeded(Invalid):
    """A correction, an amendment or a replacement is another issued document."""

    code = "outgoing.document_needed"
    message = _("Choose the issued document by which this is done; it must be dated on or after this one.")


class WrongType(Invalid):
    """A correction that is no official letter, or a change of another type (Điều 18)."""

    code = "outgoing.wrong_type"
    message = _(
        "An official letter corrects a document; a document of the same type amends or replaces it. Choose such a one."
    )


class OtherIssuer(Invalid):
    """A correction by another body (Điều 18 khoản 3)."""

    code = "outgoing.other_issuer"
    message = _("A document is corrected by a letter of the body that issued it. Choose a letter of %(issuer)s.")


class AlreadyDone(Conflict):
    """Recalled or replaced once."""

    code = "outgoing.already_done"
    message = _("This document was recalled or replaced already.")


class NotRecipient(NotAllowed):
    """Only who heads or serves the unit says that it arrived."""

    code = "outgoing.not_recipient"
    message = _("Only somebody of the unit that it was sent to confirms that it arrived.")


class NotSealed(Conflict):
    """An electronic document without the organisation's signature."""

    code = "outgoing.not_sealed"
    message = _("The organisation has not signed this document yet. Sign it with the organisation's key first.")


class YearPrinted(Conflict):
    """The year stands in the file that was signed."""

    code = "outgoing.year_printed"
    message = _(
        "The signed file says the year %(year)s, which is over. Discard the signature; the draft then opens again "
        "and is signed anew."
    )


class OnPaper(Conflict):
    """A seal for what was signed by hand."""

    code = "outgoing.on_paper"
    message = _("The original of this document is on paper. Stamp it by hand and issue it with its scan.")
