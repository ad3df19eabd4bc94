"""Where an incoming document stands, and how urgent it is."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Handling(TextChoices):
    """How far the handling of an incoming document has come (tình trạng giải quyết)."""

    NEW = "new", _("New")
    PRESENTED = "presented", _("Presented")
    DIRECTED = "directed", _("Directed")
    HANDLING = "handling", _("Being handled")
    ANSWERED = "answered", _("Answered")
    FILED = "filed", _("Filed")


# States in which something is still to be done.
OPEN = (Handling.NEW, Handling.PRESENTED, Handling.DIRECTED, Handling.HANDLING)
# How each is drawn (`web.templatetags.dondoc.STATE_ICONS`).
STATES = {
    Handling.NEW: "todo",
    Handling.PRESENTED: "review",
    Handling.DIRECTED: "open",
    Handling.HANDLING: "doing",
    Handling.ANSWERED: "done",
    Handling.FILED: "out",
}


class Answered(TextChoices):
    """Whether a document is recorded that answers it."""

    YES = "co", _("Answered by a document")
    NO = "chua", _("Not answered by a document")


class Original(TextChoices):
    """What was sent to the register."""

    ELECTRONIC = "dien-tu", _("Electronic file")
    SCAN = "quet", _("Scan of a paper")


class Priority(TextChoices):
    """How urgent the document says it is (mức độ khẩn), the codes of Phụ lục VI Nghị định 30/2020/NĐ-CP."""

    NORMAL = "0", _("Not urgent")
    URGENT = "1", _("Urgent")
    VERY_URGENT = "2", _("Very urgent")
    FLASH = "3", _("Express")


# The degrees of urgency (độ khẩn) as the reader names them, and as a document of ours is composed with them.
BY_URGENCY = {"khan": Priority.URGENT, "thuong_khan": Priority.VERY_URGENT, "hoa_toc": Priority.FLASH}
