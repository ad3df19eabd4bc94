"""What is written on the pages of the exchange."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dondoc.kernel.errors import Conflict, Invalid
from dondoc.organization.accounts.forms import ActForm
from dondoc.web.fields import DayField

from .models import Correspondent


class ExchangeForm(ActForm):
    """A form whose refusals stand above its fields; who may not use it is told on a page of its own."""

    shown = (Invalid, Conflict)


class CorrespondentForm(ExchangeForm):
    """An agency for the address book."""

    name = forms.CharField(label=_("Name of the agency"), max_length=200)
    organ_id = forms.RegexField(
        r"^[A-Za-z0-9.\-]{1,40}$",
        label=_("Electronic identifier"),
        strip=True,
        help_text=_("As the agency gives it, such as 000.00.01.H48"),
        error_messages={"invalid": _("Write letters, digits, dots and dashes only.")},
    )
    source = forms.CharField(
        label=_("Where this is from"), max_length=200, help_text=_("Decision or letter, with date")
    )
    valid_from = DayField(label=_("From"), help_text=_("Day/month/year"))
    note = forms.CharField(label=_("Note"), max_length=300, required=False)


class EndForm(ExchangeForm):
    """The end of an entry."""

    valid_to = DayField(label=_("No longer holds from"))


class RefusalForm(ExchangeForm):
    """Why a document is refused."""

    reason = forms.CharField(label=_("Reason, as the sender is told"), max_length=500)


class SendForm(ExchangeForm):
    """To whom a document goes."""

    correspondent_ids = forms.TypedMultipleChoiceField(
        label=_("Recipients"), coerce=int, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, book: list[Correspondent], **options: Any) -> None:
        super().__init__(*args, **options)
        choices = [(entry.pk, f"{entry.name} ({entry.organ_id})") for entry in book]
        self.fields["correspondent_ids"].choices = choices  # type: ignore[attr-defined]
