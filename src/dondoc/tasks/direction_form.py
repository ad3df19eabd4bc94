"""What a leader writes on an incoming document."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, cast

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from dondoc.documents.composing.choices import Urgency
from dondoc.kernel.errors import Invalid
from dondoc.organization.accounts.forms import ActForm
from dondoc.organization.models import Unit
from dondoc.web.fields import DayField

from .choices import ClosesOn
from .forms import COUNTED, QUANTITY, SHORT, particulars_of
from .proof_errors import QuantityUnfit

# What a directive holds, in characters.
LONGEST = 2000


class DirectionForm(ActForm):
    """Words, the one unit that leads, those that cooperate, a deadline or that there is none, what is to come of it."""

    shown = (Invalid,)

    text = forms.CharField(
        label=_("What is to be done"), max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("In your own words; the task quotes them."),
    )  # fmt: skip
    lead_unit = forms.TypedChoiceField(label=_("Lead unit"), coerce=int, help_text=_("One unit answers for it."))
    due_date = DayField(label=_("Deadline"), required=False, help_text=_("Day/month/year"))
    is_without_deadline = forms.BooleanField(label=_("No deadline is named"), required=False)
    closes_on = forms.ChoiceField(label=_("Closes on"), choices=ClosesOn.choices, initial=ClosesOn.RESULT)
    product = forms.CharField(label=_("Product"), max_length=SHORT, required=False)
    quantity = forms.CharField(
        label=_("Quantity"), max_length=QUANTITY, required=False, widget=forms.TextInput(attrs={"inputmode": "decimal"})
    )
    unit = forms.CharField(label=_("Unit of quantity"), max_length=COUNTED, required=False)
    urgency = forms.ChoiceField(label=_("Urgency"), choices=[("", _("Ordinary")), *Urgency.choices], required=False)
    cooperating = forms.TypedMultipleChoiceField(
        label=_("Cooperating units"), required=False, coerce=int, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, units: Iterable[Unit] = (), **options: Any) -> None:
        super().__init__(*args, **options)
        self.units = {unit.pk: unit for unit in units}
        named = [(unit.pk, unit.name) for unit in self.units.values()]
        self.fields["lead_unit"].choices = [("", _("Choose")), *named]  # type: ignore[attr-defined]
        self.fields["cooperating"].choices = named  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Give units for ids, the choice for its code, and product and urgency together."""
        data: dict[str, Any] = super().clean() or {}
        if not self.errors:
            try:
                data["said"] = particulars_of(cast("QueryDict", self.data))
                data["said"].require_whole()
            except QuantityUnfit as refused:
                self.add_error("quantity", refused.sentence)
        if not self.errors:
            data["lead_unit"] = self.units[data["lead_unit"]]
            data["cooperating"] = [self.units[pk] for pk in data["cooperating"]]
            data["closes_on"] = ClosesOn(data["closes_on"])
            for name in ("product", "quantity", "unit", "urgency"):
                del data[name]
        return data
