"""What a day of the calendar is, what a term is counted in, and the periods that reports cover."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class DayKind(TextChoices):
    """How a day differs from the ordinary week."""

    REST = "rest", _("Rest day")
    WORKED = "worked", _("Worked weekend day")


class TermUnit(TextChoices):
    """What a term is counted in (ngày, ngày làm việc)."""

    DAY = "day", _("days")
    WORKING_DAY = "working_day", _("working days")


class PeriodKind(TextChoices):
    """How long a period is."""

    MONTH = "month", _("Month")
    QUARTER = "quarter", _("Quarter")
    HALF = "half", _("Six months")
    YEAR = "year", _("Year")
