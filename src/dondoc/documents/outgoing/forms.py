"""What is written on the pages of outgoing documents."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from dondoc.documents import files
from dondoc.documents.signing.keys import KeyFile, Token
from dondoc.kernel.errors import Conflict, Invalid
from dondoc.organization.accounts.forms import ActForm, password_field
from dondoc.organization.choices import DocumentType
from dondoc.organization.models import Unit
from dondoc.web.fields import DayField

from .choices import AftermathKind

HOW_DAYS_ARE_WRITTEN = _("Day/month/year")


class OutgoingForm(ActForm):
    """A form of the register; a refusal that its reader can mend stands above the fields."""

    shown = (Invalid, Conflict)


class SignatureForm(OutgoingForm):
    """When a paper was signed by hand."""

    signed_on = DayField(label=_("Signed on"), help_text=HOW_DAYS_ARE_WRITTEN)


class KeyForm(OutgoingForm):
    """A signing key, used for one act and not kept: a file, or the token of this machine where there is one."""

    source = forms.ChoiceField(
        label=_("Sign with"), choices=[("file", _("A key file")), ("token", _("The token of this machine"))],
        initial="file", widget=forms.RadioSelect,
    )  # fmt: skip
    key = forms.FileField(
        label=_("Key file"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".p12,.pfx"}),
        help_text=_("A .p12 or .pfx file; neither it nor its passphrase is kept"),
    )
    passphrase = password_field(_("Passphrase of the key, or PIN of the token"))
    image = forms.FileField(
        label=_("Picture of the signature"),
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/png"}),
        help_text=_("A PNG on transparent ground"),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if not settings.TOKEN["module"]:
            del self.fields["source"]
            self.fields["key"].required = True
            self.fields["passphrase"].label = _("Passphrase of the key")

    def clean(self) -> dict[str, Any]:
        """Return the key and the picture as the services take them."""
        given = super().clean() or {}
        with_token = given.get("source") == "token"
        if given.get("source") == "file" and not given.get("key"):
            self.add_error("key", _("Choose the key file."))
        if self.errors:
            return given
        taken: dict[str, Any] = {"key": Token(**settings.TOKEN, pin=given["passphrase"])} if with_token else {}
        if not with_token:
            data, _name = files.read_upload(given["key"])
            taken["key"] = KeyFile(data, given["passphrase"])
        if "image" in self.fields:
            taken["image"] = files.read_upload(given["image"])[0] if given["image"] else None
        return taken


class BareKeyForm(KeyForm):
    """A signing key for a signature that shows no picture."""

    image = None  # type: ignore[assignment] # how a form leaves out a field of its parent


class NumberForm(OutgoingForm):
    """The date under which a document gets its number."""

    date = DayField(label=_("Date of the document"), help_text=HOW_DAYS_ARE_WRITTEN)


class IssueForm(OutgoingForm):
    """The scan of a paper original."""

    scan = forms.FileField(
        label=_("Scan of the signed original"),
        widget=forms.FileInput(attrs={"accept": "application/pdf,.pdf"}),
        help_text=_("A PDF in colour, at 200 dpi or more"),
    )


class ReasonForm(OutgoingForm):
    """Why a number is cancelled, or a signature discarded."""

    reason = forms.CharField(label=_("Reason"), max_length=2000, widget=forms.Textarea(attrs={"rows": 2}))


class AftermathForm(ReasonForm):
    """What is done about an issued document."""

    kind = forms.ChoiceField(label=_("What is done"), choices=[("", _("Choose")), *AftermathKind.choices])
    document_id = forms.TypedChoiceField(
        label=_("By the issued document"), coerce=int, empty_value=None, required=False,
        help_text=_("Nothing for a recall; a correction, an amendment or a replacement is another issued document."),
    )  # fmt: skip

    field_order = ("kind", "document_id", "reason")

    def __init__(self, *args: Any, issued: Iterable[tuple[int, str]] = (), **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["document_id"].choices = [("", "—"), *issued]  # type: ignore[attr-defined]


class SeriesForm(OutgoingForm):
    """A number series."""

    issuer = forms.TypedChoiceField(label=_("Issuer"), coerce=int)
    name = forms.CharField(label=_("Name of the series"), max_length=120)
    document_types = forms.MultipleChoiceField(
        label=_("Types of document"),
        choices=DocumentType.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None: every type that no other series of the issuer names"),
    )
    regulation = forms.CharField(label=_("Provided for by"), max_length=300)
    valid_from = DayField(label=_("From"), help_text=HOW_DAYS_ARE_WRITTEN)

    def __init__(self, *args: Any, issuers: Iterable[Unit] = (), **options: Any) -> None:
        super().__init__(*args, **options)
        choices = [(unit.pk, unit.name) for unit in issuers]
        self.fields["issuer"].choices = [("", _("Choose")), *choices]  # type: ignore[attr-defined]
        self._units = {unit.pk: unit for unit in issuers}

    def clean_issuer(self) -> Unit:
        """Return the unit that was chosen."""
        return self._units[self.cleaned_data["issuer"]]


class EndSeriesForm(OutgoingForm):
    """The day from which a series no longer holds."""

    valid_to = DayField(label=_("No longer from"), help_text=HOW_DAYS_ARE_WRITTEN)
