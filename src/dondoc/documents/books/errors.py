"""What changing the columns of a book refuses."""

from django.utils.translation import gettext_lazy as _

from dondoc.kernel.errors import Invalid, Missing, NotAllowed


class BookMissing(Missing):
    """No such book."""

    code = "documents.book_missing"
    message = _("There is no such book. Go back to the register.")


class MayNotSetColumns(NotAllowed):
    """Only an administrator changes what a book looks like."""

    code = "documents.may_not_set_columns"
    message = _("Only an administrator changes the columns of a book. Ask one of them.")


class HeadingMissing(Invalid):
    """A column without words above it."""

    code = "documents.heading_missing"
    message = _("Every column needs a heading. Write one for each, or do not show the column.")


class NoColumnShown(Invalid):
    """A book without columns."""

    code = "documents.no_column_shown"
    message = _("A book shows at least one column. Tick one.")


class SourceMissing(Invalid):
    """A change without what it was compared with."""

    code = "documents.column_source_missing"
    message = _("Write what the columns were compared with, such as the annex and its decree.")


class TooManyRows(Invalid):
    """More than a sheet or a workbook holds."""

    code = "documents.too_many_rows"
    message = _("These are %(rows)s rows; at most %(most)s are put on one sheet. Choose a shorter time or one unit.")
