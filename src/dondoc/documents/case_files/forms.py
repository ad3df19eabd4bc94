"""What is written about case files."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dondoc.kernel.errors import Conflict, Invalid
from dondoc.organization.accounts.forms import ActForm
from dondoc.organization.models import Person, Unit
from dondoc.web.fields import DayField

from .choices import Rights
from .models import CaseFile
from .services import Terms

# Nothing is chosen for anybody.
BLANK = [("", _("Choose"))]
HOW_DAYS_ARE_WRITTEN = _("Day/month/year")
FIRST_YEAR, LAST_YEAR, LONGEST_KEPT = 1945, 2999, 200


class FileForm(ActForm):
    """A form about a case file; what the reader may not do is not shown."""

    shown = (Invalid, Conflict)


class TermsForm(FileForm):
    """How long it is kept, who may open it, when it goes to the archive."""

    years = forms.IntegerField(
        label=_("Kept for so many years"), required=False, min_value=1, max_value=LONGEST_KEPT,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )  # fmt: skip
    is_permanent = forms.BooleanField(label=_("Kept for ever"), required=False)
    rights = forms.ChoiceField(label=_("Who may open it"), choices=[*BLANK, *Rights.choices])
    archive_due = DayField(
        label=_("Due for the archive on"), required=False, help_text=_("Empty: not set; you are told 30 days before")
    )
    source = forms.CharField(
        label=_("Provided for by"), max_length=300, help_text=_("The list of retention periods or the decision")
    )

    def clean(self) -> dict[str, Any]:
        """Put the terms together."""
        data: dict[str, Any] = super().clean() or {}
        names = ("years", "is_permanent", "rights", "source", "archive_due")
        if not self.errors:
            data["terms"] = Terms(**{name: data.pop(name) for name in names})
        return data


class ChangeTermsForm(TermsForm):
    """The same, from a day on."""

    valid_from = DayField(label=_("Holds from"), help_text=HOW_DAYS_ARE_WRITTEN)
    is_confirmed = forms.BooleanField(label=_("Who may open it changes; this is meant"), required=False)


class MakeForm(TermsForm):
    """A new file of the list."""

    unit_id = forms.TypedChoiceField(label=_("List of"), coerce=int)
    year = forms.IntegerField(
        label=_("Year"), min_value=FIRST_YEAR, max_value=LAST_YEAR,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )  # fmt: skip
    code = forms.CharField(label=_("Number and symbol of the file"), max_length=20)
    keeper_id = forms.TypedChoiceField(label=_("Keeper"), coerce=int)
    title = forms.CharField(label=_("Title of the file"), max_length=500)
    language = forms.CharField(label=_("Language"), max_length=50, required=False)
    description = forms.CharField(label=_("Note"), max_length=500, required=False)
    field_order = ("unit_id", "year", "code", "keeper_id", "title", "years", "is_permanent", "rights", "archive_due",
                   "source", "language", "description")  # fmt: skip

    def __init__(self, *args: Any, units: Iterable[Unit] = (), keepers: Iterable[Person] = (), **options: Any) -> None:
        super().__init__(*args, **options)
        named = [*BLANK, *((unit.pk, unit.name) for unit in units)]
        people = [*BLANK, *((person.pk, person.full_name) for person in keepers)]
        self.fields["unit_id"].choices = named  # type: ignore[attr-defined]
        self.fields["keeper_id"].choices = people  # type: ignore[attr-defined]


class PutForm(FileForm):
    """Which document goes into which file."""

    case_file_id = forms.TypedChoiceField(label=_("Case file"), coerce=int)
    note = forms.CharField(label=_("Note"), max_length=200, required=False)

    def __init__(self, *args: Any, files: Iterable[CaseFile] = (), **options: Any) -> None:
        super().__init__(*args, **options)
        named = [*BLANK, *((one.pk, f"{one.code} ({one.year}) {one.title[:80]}") for one in files)]
        self.fields["case_file_id"].choices = named  # type: ignore[attr-defined]


class ReopenForm(FileForm):
    """Why a file is opened again."""

    reason = forms.CharField(label=_("Reason"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}))


class HandInForm(FileForm):
    """Who took a file in the archive, and when."""

    to = forms.CharField(label=_("Taken over by"), max_length=200)
    day = DayField(label=_("Handed over on"), help_text=HOW_DAYS_ARE_WRITTEN)
