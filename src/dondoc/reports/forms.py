"""Reading what people send about reports. No rule, nothing saved."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dondoc.organization.models import Unit
from dondoc.web.fields import DayField, id_of

from . import structures

FIRST_YEAR, LAST_YEAR = 2000, 2100
MONTHS = [("", "—"), *((month, f"Tháng {month}") for month in range(1, 13))]
MOST_DAYS = 400


class _UnitsForm(forms.Form):
    """A form in which one of some units is chosen for each of two roles."""

    kind_code = forms.ChoiceField(label=_("Kind of report"))
    unit_id = forms.TypedChoiceField(label=_("Unit reported on"), coerce=int)
    drafting_unit_id = forms.TypedChoiceField(label=_("Unit that composes"), coerce=int)

    def __init__(self, data: Any = None, *, units: Sequence[Unit], composing: Sequence[Unit], **options: Any) -> None:
        super().__init__(data, **options)
        kinds: Any = self.fields["kind_code"]
        kinds.choices = structures.names()
        for name, offered in (("unit_id", units), ("drafting_unit_id", composing)):
            field: Any = self.fields[name]
            field.choices = [(unit.pk, unit.name) for unit in offered]


class StartForm(_UnitsForm):
    """A new report."""

    year = forms.IntegerField(label=_("Year"), min_value=FIRST_YEAR, max_value=LAST_YEAR, required=False)
    first_month = forms.TypedChoiceField(
        label=_("From month"), choices=MONTHS, coerce=int, empty_value=None, required=False,
        help_text=_("For a month, and for freely chosen months."),
    )  # fmt: skip
    last_month = forms.TypedChoiceField(
        label=_("To month"), choices=MONTHS, coerce=int, empty_value=None, required=False
    )
    is_reported = forms.BooleanField(label=_("By the cut-offs of reports"), required=False)
    document = forms.CharField(
        label=_("Document"), max_length=20, required=False,
        help_text=_("Number of the document in the register's address: the one reported on, or whose weak points "
                    "are answered."),
    )  # fmt: skip
    due_date = DayField(label=_("To be sent by"), required=False)

    def clean_document(self) -> int | None:
        """Return the id of the document, None where none is named."""
        words = self.cleaned_data["document"].strip()
        if words and id_of(words) is None:
            raise forms.ValidationError(_("Write the number that stands in the address of the document."))
        return id_of(words)

    @property
    def act(self) -> dict[str, Any]:
        """Return what the service takes."""
        said = dict(self.cleaned_data)
        return said | {"document_id": said.pop("document")}


class ScheduleForm(_UnitsForm):
    """A report that a unit owes."""

    due_days = forms.IntegerField(
        label=_("Days from the end of the period to the day of sending"), min_value=-MOST_DAYS, max_value=MOST_DAYS
    )
    is_reported = forms.BooleanField(label=_("By the cut-offs of reports"), required=False)
    source = forms.CharField(label=_("Document that orders it"), max_length=300)


class AskForm(forms.Form):
    """Units that are asked for a section."""

    units = forms.TypedMultipleChoiceField(
        label=_("Units"), coerce=int, widget=forms.CheckboxSelectMultiple, required=False
    )
    due_date = DayField(label=_("By"), required=False)

    def __init__(self, data: Any = None, *, units: Sequence[Unit], **options: Any) -> None:
        super().__init__(data, **options)
        field: Any = self.fields["units"]
        field.choices = [(unit.pk, unit.name) for unit in units]
