"""What people type about targets."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dondoc.documents.models import Document
from dondoc.kernel import measures, periods
from dondoc.kernel.errors import Conflict, DomainError, Invalid
from dondoc.organization.accounts.forms import ActForm
from dondoc.organization.models import Unit
from dondoc.tasks.evidence import ACCEPT
from dondoc.web.fields import DayField, id_of

from .amounts import number_of
from .choices import Aggregation, Direction, TargetKind
from .models import Target
from .services import Definition

Choices = Sequence[tuple[str, Any]]
NONE: tuple[str, Any] = ("", _("None"))


class AmountField(forms.CharField):
    """A number as offices write it."""

    def __init__(self, **options: Any) -> None:
        widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
        super().__init__(max_length=40, widget=widget, **options)

    def clean(self, value: Any) -> Decimal | None:
        """Return the number, None for an empty field."""
        try:
            return number_of(super().clean(value))
        except DomainError as wrong:
            raise forms.ValidationError(wrong.sentence) from wrong


class IdField(forms.ChoiceField):
    """A record out of a list."""

    def clean(self, value: Any) -> int | None:
        """Return its id, None for none."""
        return id_of(super().clean(value))


class TargetForm(ActForm):
    """What a target is."""

    shown = (Invalid, Conflict)
    code = forms.CharField(label=_("Code"), max_length=30)
    name = forms.CharField(label=_("Name of the target"), max_length=300)
    unit_of_measure = forms.CharField(
        label=_("Unit of measure"), max_length=60, help_text=_("Such as documents, samples.")
    )
    owner_id = IdField(label=_("Unit"))
    kind = forms.ChoiceField(label=_("Kind of target"), choices=TargetKind.choices)
    direction = forms.ChoiceField(label=_("Which is better"), choices=Direction.choices)
    aggregation = forms.ChoiceField(label=_("How months add up"), choices=Aggregation.choices)
    measure = forms.ChoiceField(label=_("Counted by"), required=False)
    valid_from = DayField(label=_("Holds from"), help_text=_("dd/mm/yyyy"))
    source_id = IdField(label=_("Document that sets it"), required=False)
    source_point = forms.CharField(label=_("Point of the document"), max_length=100, required=False)

    def __init__(self, *args: Any, units: Iterable[Unit], documents: Iterable[Document], **options: Any) -> None:
        """Offer units whose targets the person sets, and documents that they may know of."""
        super().__init__(*args, **options)
        self.fields["owner_id"].choices = [(str(unit.pk), unit.name) for unit in units]  # type: ignore[attr-defined]
        self.fields["measure"].choices = [  # type: ignore[attr-defined]
            ("", _("Nothing: its figures are typed each month")),
            *((one.code, one.name) for one in measures.offered()),
        ]
        self.fields["source_id"].choices = offered(documents)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Put the fields together to what the service asks for."""
        data = super().clean() or {}
        return {"definition": Definition(**data)} if not self.errors else data


class AmountForm(ActForm):
    """A figure of a target: a number, or numerator and denominator."""

    shown = (Invalid, Conflict)
    counted = AmountField(label=_("Figure"))
    base = AmountField(label=_("Out of"), required=False)

    def __init__(self, *args: Any, target: Target, **options: Any) -> None:
        """Ask for a denominator where the target is a share."""
        super().__init__(*args, **options)
        if target.is_share:
            self.fields["counted"].label = _("Numerator")
            self.fields["base"].label = _("Denominator")
            self.fields["base"].required = True
        else:
            del self.fields["base"]


class PlanForm(AmountForm):
    """A plan of a period."""

    period = forms.ChoiceField(label=_("Period"))
    decision_id = IdField(
        label=_("Decision"),
        required=False,
        help_text=_("A plan whose period has begun changes by a decision only."),
    )
    reason = forms.CharField(label=_("Why it changes"), max_length=2000, required=False)
    field_order = ("period", "counted", "base", "decision_id", "reason")

    def __init__(self, *args: Any, today: dt.date, documents: Iterable[Document], **options: Any) -> None:
        """Offer the periods of this year and the next."""
        super().__init__(*args, **options)
        self.fields["period"].choices = plan_periods(today.year, today.year + 1)  # type: ignore[attr-defined]
        self.fields["decision_id"].choices = offered(documents)  # type: ignore[attr-defined]


class BaselineForm(AmountForm):
    """The figure of a period of the year before."""

    period = forms.ChoiceField(label=_("Period"))
    source = forms.CharField(label=_("Taken from"), max_length=300)
    field_order = ("period", "counted", "base", "source")

    def __init__(self, *args: Any, today: dt.date, **options: Any) -> None:
        """Offer the periods of the year before."""
        super().__init__(*args, **options)
        self.fields["period"].choices = plan_periods(today.year - 1)  # type: ignore[attr-defined]


class EstimateForm(AmountForm):
    """What is expected of the whole year, and what that rests on."""

    reason = forms.CharField(label=_("What it rests on"), max_length=2000)
    field_order = ("counted", "base", "reason")


class TypedForm(AmountForm):
    """The figure of a month, with the file that shows it."""

    month = forms.ChoiceField(label=_("Month"))
    reason = forms.CharField(
        label=_("Why it is corrected"),
        max_length=2000,
        required=False,
        help_text=_("Only where the month has a figure."),
    )
    file = forms.FileField(label=_("Evidence"), widget=forms.ClearableFileInput(attrs={"accept": ACCEPT}))
    field_order = ("month", "counted", "base", "file", "reason")

    def __init__(self, *args: Any, today: dt.date, **options: Any) -> None:
        """Offer the months that have begun, this year's and those of the year before."""
        super().__init__(*args, **options)
        months = [periods.months(year, n, n) for year in (today.year, today.year - 1) for n in range(12, 0, -1)]
        self.fields["month"].choices = [  # type: ignore[attr-defined]
            (month.code, month.label) for month in months if month.start <= today
        ]


class EndForm(ActForm):
    """When and why a target ends."""

    shown = (Invalid, Conflict)
    day = DayField(label=_("Holds no more from"), help_text=_("dd/mm/yyyy"))
    reason = forms.CharField(label=_("Reason"), max_length=2000)


class CloseForm(ActForm):
    """Which period of which unit is closed."""

    shown = (Invalid, Conflict)
    unit_id = IdField(label=_("Unit"))
    period = forms.ChoiceField(label=_("Period"))

    def __init__(self, *args: Any, units: Iterable[Unit], today: dt.date, **options: Any) -> None:
        """Offer the units that the person acts for, and periods that are over."""
        super().__init__(*args, **options)
        self.fields["unit_id"].choices = [(str(unit.pk), unit.name) for unit in units]  # type: ignore[attr-defined]
        self.fields["period"].choices = over_periods(today)  # type: ignore[attr-defined]


def plan_periods(*years: int) -> Choices:
    """Return the year, halves, quarters and months of years."""
    found = []
    for year in years:
        for length in (12, 6, 3, 1):
            found += [periods.months(year, first, first + length - 1) for first in range(1, 13, length)]
    return [(period.code, period.label) for period in found]


def over_periods(today: dt.date) -> Choices:
    """Return the periods of this year and the one before that are over, the latest first: of reports, then others."""
    codes = [code for year in (today.year, today.year - 1) for code, _label in plan_periods(year)]
    found = [period for code in codes for period in (periods.named(f"bc-{code}"), periods.named(code)) if period]
    over = [period for period in found if period.end < today]
    return [(period.code, period.label) for period in sorted(over, key=lambda one: (-one.end.toordinal(), one.start))]


def offered(documents: Iterable[Document]) -> Choices:
    """Return documents as a choice, or none of them."""
    return [NONE, *((str(one.pk), f"{one.type_name} {one.number_line} {one.title}"[:120]) for one in documents)]
