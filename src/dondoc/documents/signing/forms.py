"""What is sent about signatures: files to be examined, certificates to be trusted, lists of what was revoked."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dondoc.documents import files
from dondoc.kernel.errors import Conflict, DomainError, Invalid
from dondoc.organization.accounts.forms import ActForm


class BytesField(forms.FileField):
    """A file whose bytes are wanted and whose name is not."""

    def __init__(self, *, accept: str, **options: Any) -> None:
        super().__init__(widget=forms.FileInput(attrs={"accept": accept}), **options)

    def clean(self, data: Any, initial: Any = None) -> bytes:
        """Return the bytes of the file."""
        upload = super().clean(data, initial)
        if not upload:
            return b""
        try:
            return files.read_upload(upload)[0]
        except DomainError as refused:
            raise forms.ValidationError(refused.sentence) from refused


class SignaturesForm(ActForm):
    """A form whose refusals stand above its fields; what the reader may not do at all is a page of its own."""

    shown = (Invalid, Conflict)


class CheckForm(SignaturesForm):
    """A PDF whose signatures are examined."""

    pdf = BytesField(
        label=_("PDF file"), accept=".pdf,application/pdf",
        help_text=_("Examined on this machine; nothing of it is kept or sent away."),
    )  # fmt: skip


class AnchorForm(SignaturesForm):
    """The certificate of an authority."""

    certificate = BytesField(
        label=_("Certificate of the authority"), accept=".cer,.crt,.pem,.der",
        help_text=_("One root certificate, as the authority publishes it"),
    )  # fmt: skip
    source = forms.CharField(
        label=_("Source"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Where it was taken from and how its fingerprint was compared"),
    )  # fmt: skip


class RevocationListForm(SignaturesForm):
    """A list of revoked certificates."""

    crl = BytesField(
        label=_("List of revoked certificates (.crl)"), accept=".crl,.pem,.der",
        help_text=_("Download it from the authority; this machine asks no network. The newest one counts."),
    )  # fmt: skip
    authority = BytesField(
        label=_("Certificate of who signed it"), accept=".cer,.crt,.pem,.der", required=False,
        help_text=_("Only where that authority is not trusted here itself, but issued by one that is"),
    )  # fmt: skip
