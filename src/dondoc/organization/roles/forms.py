"""What an administrator ticks for a role."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from dondoc.organization.access import Ability, Scope
from dondoc.organization.accounts.forms import ActForm


class RoleForm(ActForm):
    """What a role allows and how far it sees."""

    abilities = forms.MultipleChoiceField(
        label=_("It allows to"), choices=Ability.choices, required=False, widget=forms.CheckboxSelectMultiple
    )
    scope = forms.ChoiceField(label=_("It sees"), choices=Scope.choices, widget=forms.RadioSelect)
    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
