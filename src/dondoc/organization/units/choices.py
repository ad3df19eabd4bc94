"""What may happen to a unit."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Happening(TextChoices):
    """What a decision did to a unit."""

    FOUNDED = "founded", _("Founded")
    RENAMED = "renamed", _("Renamed")
    TRANSFERRED = "transferred", _("Transferred")
    MERGED = "merged", _("Merged")
    SPLIT = "split", _("Split up")
    SPUN_OFF = "spun_off", _("Part split off")
    DISSOLVED = "dissolved", _("Dissolved")


# After these the unit is no more.
ENDING = (Happening.MERGED, Happening.SPLIT, Happening.DISSOLVED)
