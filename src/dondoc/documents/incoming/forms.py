"""What is written on the page of an incoming document."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dondoc.documents.files import read_upload
from dondoc.documents.selectors import types
from dondoc.kernel.errors import Conflict, Invalid
from dondoc.organization.accounts.forms import ActForm
from dondoc.organization.models import Person, Unit
from dondoc.web.fields import DayField

from .choices import Priority
from .letterhead import Letterhead

# Nothing is chosen for anybody.
BLANK = [("", _("Choose"))]
HOW_DAYS_ARE_WRITTEN = _("Day/month/year")


class ArrivalForm(ActForm):
    """A form on the page of an incoming document; what the reader may not do is not shown there."""

    shown = (Invalid, Conflict)


class FactsForm(ArrivalForm):
    """What the book says beside the document itself."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    arrived_on = DayField(label=_("Arrived on"), help_text=HOW_DAYS_ARE_WRITTEN)
    priority = forms.ChoiceField(label=_("Urgency"), choices=Priority.choices)
    due_date = DayField(
        label=_("To be handled by"), required=False, help_text=_("Only where the document or the office names a day")
    )
    note = forms.CharField(label=_("Note"), required=False, max_length=500)

    def __init__(self, *args: Any, read: Priority | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        if read is not None:
            said = _("As read from the stamp of the document: %(level)s") % {"level": read.label}
            self.fields["priority"].help_text = said


class LetterheadForm(ArrivalForm):
    """What the document says on top, as a clerk reads it."""

    number = forms.CharField(label=_("Number"), required=False, max_length=20)
    symbol = forms.CharField(label=_("Symbol"), required=False, max_length=60, help_text=_("Such as TB-SKHCN"))
    date = DayField(label=_("Date of the document"), required=False, help_text=HOW_DAYS_ARE_WRITTEN)
    issuer = forms.CharField(label=_("Issuer"), max_length=300)
    type_code = forms.ChoiceField(label=_("Type"), required=False)
    subject = forms.CharField(label=_("Subject"), max_length=2000, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["type_code"].choices = [*BLANK, *types().items()]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Return the letterhead as the services take it."""
        given = super().clean() or {}
        if self.errors:
            return given
        letterhead = Letterhead(**{field.name: given.pop(field.name) for field in fields(Letterhead)})
        return given | {"letterhead": letterhead}


class UnreadForm(LetterheadForm):
    """The letterhead of a scan that could not be read."""

    is_not_secret = forms.BooleanField(label=_("I have looked: the document bears no secrecy mark"), required=False)


class ByHandForm(UnreadForm):
    """A file that the reader refuses, with its letterhead."""

    file = forms.FileField(label=_("File of the document"))

    field_order = ("file",)

    def clean(self) -> dict[str, Any]:
        """Return the bytes and the name of the file as well."""
        given = super().clean()
        if self.errors:
            return given
        data, name = read_upload(given.pop("file"))
        return given | {"data": data, "name": name}


class PresentForm(ArrivalForm):
    """To whom it is presented."""

    to = forms.TypedChoiceField(label=_("Leader"), coerce=int)

    def __init__(self, *args: Any, leaders: Iterable[Person] = (), **options: Any) -> None:
        super().__init__(*args, **options)
        choices = [*BLANK, *((person.pk, person.full_name) for person in leaders)]
        self.fields["to"].choices = choices  # type: ignore[attr-defined]


class ForwardForm(ArrivalForm):
    """To which unit it is sent on."""

    unit_id = forms.TypedChoiceField(label=_("Unit"), coerce=int)

    def __init__(self, *args: Any, units: Iterable[Unit] = (), **options: Any) -> None:
        super().__init__(*args, **options)
        choices = [*BLANK, *((unit.pk, unit.name) for unit in units)]
        self.fields["unit_id"].choices = choices  # type: ignore[attr-defined]


class AnswerForm(ArrivalForm):
    """Which document answers it."""

    reference = forms.CharField(
        label=_("Number and symbol of the answer"), max_length=100, help_text=_("As printed, such as 45/TTUD-KT")
    )
