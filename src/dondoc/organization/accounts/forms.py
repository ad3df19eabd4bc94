"""What people type to sign in and about their accounts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from django import forms
from django.utils.translation import gettext_lazy as _

from dondoc.kernel.errors import Conflict, DomainError, Invalid
from dondoc.organization.choices import Role

Result = TypeVar("Result")


class ActForm(forms.Form):
    """A form whose act may be refused: the sentence then stands above the fields, and what was typed stays."""

    required_css_class = ""
    # The refusals that stand above the fields; others are a page of their own.
    shown: tuple[type[DomainError], ...] = (DomainError,)
    result: Any = None

    def run(self, act: Callable[..., Any], **values: Any) -> bool:
        """Call a service when the form is whole; say whether it was done. Its answer is `result`."""
        if not self.is_valid():
            return False
        try:
            self.result = act(**values, **self.cleaned_data)
        except self.shown as refused:
            self.add_error(None, refused.sentence)
            return False
        return True


def password_field(label: Any, *, new: bool = False, help_text: Any = "") -> forms.CharField:
    """Return a field for a password, which browsers fill in or offer to keep."""
    complete = "new-password" if new else "current-password"
    widget = forms.PasswordInput(attrs={"autocomplete": complete})
    return forms.CharField(label=label, strip=False, max_length=200, widget=widget, help_text=help_text)


def code_field(help_text: Any) -> forms.CharField:
    """Return a field for a code of the second step."""
    widget = forms.TextInput(attrs={"autocomplete": "one-time-code", "autocapitalize": "off", "spellcheck": "false"})
    return forms.CharField(label=_("Code"), max_length=20, widget=widget, help_text=help_text)


class SignInForm(ActForm):
    """User name and password."""

    username = forms.CharField(
        label=_("User name"),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}),
    )
    password = password_field(_("Password"))


class CodeForm(ActForm):
    """A code of the application, or a recovery code."""

    code = code_field(_("The six digits from your application, or one of your recovery codes."))


class ConfirmForm(ActForm):
    """The first code, which proves that the application was set up."""

    code = code_field(_("The six digits that the application shows now."))


class OwnPasswordForm(ActForm):
    """The own password before an act on the account."""

    password = password_field(_("Present password"))


class _Repeated(ActForm):
    """A new password, typed twice."""

    def clean(self) -> dict[str, Any]:
        """Compare the two; only one goes on to the service."""
        data: dict[str, Any] = super().clean() or {}
        if data.get("new") and data["new"] != data.pop("again", None):
            self.add_error("again", _("The two passwords differ. Type the new one twice."))
        return data


RULES = _("At least 10 characters, not only digits, and none of the passwords that many people use.")


class NewPasswordForm(_Repeated):
    """A password set through a link."""

    new = password_field(_("New password"), new=True, help_text=RULES)
    again = password_field(_("New password again"), new=True)


class ChangePasswordForm(_Repeated):
    """The own password, changed."""

    old = password_field(_("Present password"))
    new = password_field(_("New password"), new=True, help_text=RULES)
    again = password_field(_("New password again"), new=True)


class AccountForm(ActForm):
    """One new person."""

    shown = (Invalid, Conflict)

    full_name = forms.CharField(label=_("Full name"), max_length=120)
    username = forms.CharField(
        label=_("User name"),
        max_length=60,
        help_text=_("Small letters without marks, such as “hanm”; it does not change."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}),
    )


class WorkbookForm(forms.Form):
    """The list of staff."""

    file = forms.FileField(
        label=_("List of staff (.xlsx)"),
        widget=forms.FileInput(
            attrs={"accept": ".xlsx,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}
        ),
    )


class RolesForm(forms.Form):
    """The roles that require the second step."""

    roles = forms.MultipleChoiceField(
        label=_("Roles that must use the second step"),
        choices=Role.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
