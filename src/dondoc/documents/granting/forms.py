"""What is written to let somebody read a document."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from dondoc.kernel.errors import Conflict, Invalid
from dondoc.organization.accounts.forms import ActForm


class GrantForm(ActForm):
    """Who is to read it, and why."""

    shown = (Invalid, Conflict)

    to = forms.CharField(
        label=_("Who is to read it"), max_length=200, help_text=_("A unit, or the user name of a person"),
        widget=forms.TextInput(attrs={"list": "readers", "autocomplete": "off"}),
    )  # fmt: skip
    reason = forms.CharField(label=_("Why"), max_length=300)
    is_confirmed = forms.BooleanField(label=_("Who may read it changes; this is meant"), required=False)
