"""Reading what people send about reports. No rule, nothing saved."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from dondoc.documents.models import Document
from dondoc.kernel.errors import Conflict, Invalid
from dondoc.kernel.vietnamese import format_date
from dondoc.organization.accounts.forms import ActForm
from dondoc.organization.models import Unit
from dondoc.web.fields import DayField

from . import structures

FIRST_YEAR, LAST_YEAR = 2000, 2100
MONTHS = [("", "—"), *((month, f"Tháng {month}") for month in range(1, 13))]
MOST_DAYS = 400
CHOOSE = _("Choose the document among those found, or empty the field.")
NONE_FOUND = _("No document that you may open is found under these words. Write its number and symbol.")


class _UnitsForm(ActForm):
    """A form in which one of some units is chosen for each of two roles."""

    shown = (Invalid, Conflict)
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
        label=_("Document"), max_length=200, required=False,
        help_text=_("Number and symbol, or words of its subject: the one reported on, or the one whose weak points are "
                    "answered."),
    )  # fmt: skip
    document_id = forms.TypedChoiceField(
        label=_("Documents found"), coerce=int, empty_value=None, required=False, widget=forms.RadioSelect
    )
    due_date = DayField(label=_("To be sent by"), required=False)

    def __init__(self, data: Any = None, *, found: Sequence[Document] = (), **options: Any) -> None:
        super().__init__(data, **options)
        field: Any = self.fields["document_id"]
        field.choices = [(document.pk, _named(document)) for document in found]

    def clean(self) -> dict[str, Any]:
        """Ask for a choice where a document is named in words: which one is meant is not guessed."""
        said = self.cleaned_data
        if said.get("document") and "document_id" in said and said["document_id"] is None:
            found = bool(cast("Any", self.fields["document_id"]).choices)
            refusal = CHOOSE if found else NONE_FOUND
            self.add_error("document", refusal)
        # The words are not what the service takes.
        return {name: value for name, value in said.items() if name != "document"}


def _named(document: Document) -> str:
    """Return a document as a choice: what it is, its number, its day, its subject."""
    day = f", {format_date(document.date)}" if document.date else ""
    return f"{document.type_name} {document.number_line}{day}: {document.title}".strip()


class ScheduleForm(_UnitsForm):
    """A report that a unit owes."""

    due_days = forms.IntegerField(
        label=_("Days from the end of the period to the day of sending"), min_value=-MOST_DAYS, max_value=MOST_DAYS
    )
    is_reported = forms.BooleanField(label=_("By the cut-offs of reports"), required=False)
    source = forms.CharField(label=_("Document that orders it"), max_length=300)


class AskForm(ActForm):
    """Units that are asked for a section."""

    shown = (Invalid,)
    unit_ids = forms.TypedMultipleChoiceField(label=_("Units"), coerce=int, widget=forms.CheckboxSelectMultiple)
    due_date = DayField(label=_("By"), help_text=_("dd/mm/yyyy"))

    def __init__(self, data: Any = None, *, units: Sequence[Unit], **options: Any) -> None:
        super().__init__(data, **options)
        field: Any = self.fields["unit_ids"]
        field.choices = [(unit.pk, unit.name) for unit in units]
