"""What a target is, how its figures add up and stand against their plan, and where an item of the programme stands."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class TargetKind(TextChoices):
    """How binding a target is."""

    ASSIGNED = "assigned", _("Assigned target")  # chỉ tiêu giao, pháp lệnh
    STRIVEN = "striven", _("Target striven for")  # chỉ tiêu phấn đấu


class Direction(TextChoices):
    """Which figures are the better ones."""

    HIGHER = "higher", _("The more the better")
    LOWER = "lower", _("The less the better")


class Aggregation(TextChoices):
    """How the figures of the months make that of a longer period."""

    SUM = "sum", _("Sum of the period")
    LAST = "last", _("Last value of the period")
    RATIO = "ratio", _("Share, numerators and denominators added up")


class Standing(TextChoices):
    """How a target stands against its plan and the pace it needs."""

    EXCEEDED = "exceeded", _("Exceeded")
    REACHED = "reached", _("Reached")
    ON_PACE = "on_pace", _("On pace")
    SLIGHTLY_BEHIND = "slightly_behind", _("Slightly behind")
    BEHIND = "behind", _("Behind")
    MISSED = "missed", _("Not reached")
    UNKNOWN = "unknown", _("Cannot be said")


# How each is drawn (`web.templatetags.dondoc.STATE_ICONS`).
STATES = {
    Standing.EXCEEDED: "done",
    Standing.REACHED: "done",
    Standing.ON_PACE: "done",
    Standing.SLIGHTLY_BEHIND: "soon",
    Standing.BEHIND: "late",
    Standing.MISSED: "late",
    Standing.UNKNOWN: "todo",
}


class ItemState(TextChoices):
    """Where an item of the yearly work programme stands."""

    REGISTERED = "registered", _("Registered by its unit")  # đăng ký
    RETURNED = "returned", _("Sent back to the unit")
    WITHDRAWN = "withdrawn", _("Withdrawn by the unit")
    GATHERED = "gathered", _("Gathered")  # tổng hợp
    LEFT_OUT = "left_out", _("Left out of the programme")
    MERGED = "merged", _("Merged into another item")
    APPROVED = "approved", _("Approved")  # phê duyệt
    DROPPED = "dropped", _("Taken out by a decision")


# Items that a decision put into the programme: from then on they change by decisions only.
IN_PROGRAMME = (ItemState.APPROVED, ItemState.DROPPED)
# Items on their way into it.
ON_THE_WAY = (ItemState.REGISTERED, ItemState.RETURNED, ItemState.GATHERED)


class Milestone(TextChoices):
    """What the month of an item is the month of (thời gian trình, ban hành)."""

    SUBMITTED = "submitted", _("To be submitted")  # trình
    ISSUED = "issued", _("To be issued")  # ban hành


class IssuingLevel(TextChoices):
    """Who issues the product of an item (cấp ban hành)."""

    PROVINCE = "province", _("Provincial People's Committee")
    DEPARTMENT = "department", _("Department")
    CENTRE = "centre", _("Centre")
    UNIT = "unit", _("Division or unit")


# How each is drawn (`web.templatetags.dondoc.STATE_ICONS`).
ITEM_STATES = {
    ItemState.REGISTERED: "todo",
    ItemState.RETURNED: "block",
    ItemState.WITHDRAWN: "out",
    ItemState.GATHERED: "doing",
    ItemState.LEFT_OUT: "out",
    ItemState.MERGED: "out",
    ItemState.APPROVED: "done",
    ItemState.DROPPED: "out",
}
