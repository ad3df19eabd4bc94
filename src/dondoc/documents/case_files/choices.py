"""Where a case file stands, and who may open it."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class FileState(TextChoices):
    """Whether documents may be put into a file."""

    OPEN = "open", _("Open")
    CLOSED = "closed", _("Closed")
    HANDED_IN = "handed_in", _("In the archive")


STATES = {FileState.OPEN: "doing", FileState.CLOSED: "done", FileState.HANDED_IN: "out"}


class Rights(TextChoices):
    """Who may open a file (chế độ sử dụng); a document in it is opened by its own rights."""

    AGENCY = "agency", _("The whole agency")
    UNIT = "unit", _("The unit that keeps it")
    KEEPER = "keeper", _("The keeper and the records clerk only")
