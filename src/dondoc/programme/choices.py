"""What a target is, how its figures add up, and how it stands against its plan."""

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
