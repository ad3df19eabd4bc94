"""What the book of copies refuses."""

from django.utils.translation import gettext_lazy as _

from dondoc.kernel.errors import Conflict, Invalid, Missing, NotAllowed


class MayNotCopy(NotAllowed):
    """The book of copies is the clerk's."""

    code = "documents.may_not_copy"
    message = _("Only the records clerk or the head of the office enters copies into the book.")


class SignerUnknown(Invalid):
    """Somebody who signs no copies of this unit."""

    code = "documents.copy_signer_unknown"
    message = _("Choose who signs the copy: somebody who assigns, or acts for the unit, today.")


class RecipientsMissing(Invalid):
    """A copy for nobody."""

    code = "documents.copy_recipients_missing"
    message = _("Write for whom the copy is made.")


class AmountMissing(Invalid):
    """No copy at all."""

    code = "documents.copy_amount_missing"
    message = _("Write how many copies are made, at least one.")


class ExtractMissing(Invalid):
    """An extract of nothing, or a whole copy with an extract."""

    code = "documents.copy_extract_missing"
    message = _("An extract says which part of the document it takes; the other copies take all of it.")


class PagesUnfit(Invalid):
    """Pages that the file does not have, or an extract that names none."""

    code = "documents.copy_pages_unfit"
    message = _("Write the pages that the extract takes, such as 1, 3-4; the file has %(pages)s.")


class MediumUnfit(Invalid):
    """From electronic to electronic, but no extract."""

    code = "documents.copy_medium_unfit"
    message = _("Only an extract is made from electronic to electronic. Send the document itself, or print the copy.")


class CopyMissing(Missing):
    """No such copy, or one of a document that the person may not open."""

    code = "documents.copy_missing"
    message = _("There is no such copy, or you may not open its document.")


class CopyNotElectronic(Conflict):
    """A copy on paper, or of a file that has no pages."""

    code = "documents.copy_not_electronic"
    message = _(
        "Only an electronic copy of a PDF or a picture is signed by the organisation. Print this one and sign it."
    )


class CopySigned(Conflict):
    """Signed before."""

    code = "documents.copy_signed"
    message = _("The organisation has signed this copy already; it stays as it was signed.")


class CopiedMeanwhile(Conflict):
    """Entered twice, or by somebody else as well."""

    code = "documents.copied_meanwhile"
    message = _(
        "A copy of this document was entered in the meantime; it stands below. Enter another only if it is one."
    )


class MayNotSetSeries(NotAllowed):
    """Only an administrator says how copies are numbered."""

    code = "documents.may_not_set_series"
    message = _("Only an administrator says how copies are numbered. Ask one of them.")


class SeriesIncomplete(Invalid):
    """An abbreviation, a series or the source is left out."""

    code = "documents.copy_series_incomplete"
    message = _("Write an abbreviation and a series for each kind, and what they were compared with.")


class SeriesInUse(Invalid):
    """Numbers were given this year."""

    code = "documents.copy_series_in_use"
    message = _("Copies were numbered this year, so the series stay until 31 December. Change them in the new year.")
