"""What is written about a copy."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dondoc.kernel.errors import Conflict, Invalid
from dondoc.organization.accounts.forms import ActForm
from dondoc.organization.models import Post

from .choices import Form, Kind, Medium

# Nothing is chosen for anybody.
BLANK = [("", _("Choose"))]
MOST_COPIES = 9999


class RecordForm(ActForm):
    """A copy of a document."""

    shown = (Invalid, Conflict)

    seen = forms.IntegerField(widget=forms.HiddenInput)
    kind = forms.TypedChoiceField(label=_("Kind of copy"), choices=[*BLANK, *Kind.choices], coerce=Kind)
    medium = forms.ChoiceField(label=_("Made"), choices=[*BLANK, *Medium.choices])
    signing_post_id = forms.TypedChoiceField(label=_("Signed by"), coerce=int)
    amount = forms.IntegerField(
        label=_("Number of copies"), min_value=1, max_value=MOST_COPIES,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )  # fmt: skip
    recipients = forms.CharField(label=_("Made for"), max_length=1000)
    extract = forms.CharField(
        label=_("Part that was extracted"), max_length=500, required=False, help_text=_("Of an extract only")
    )
    pages = forms.CharField(
        label=_("Pages of the file"), max_length=60, required=False,
        help_text=_("Of an extract only, such as 1, 3-4; page 1 bears the letterhead"),
    )  # fmt: skip
    note = forms.CharField(label=_("Note"), max_length=200, required=False)

    def __init__(self, *args: Any, posts: Iterable[Post] = (), **options: Any) -> None:
        super().__init__(*args, **options)
        named = [*BLANK, *((post.pk, f"{post.person.full_name}, {post.title}") for post in posts)]
        self.fields["signing_post_id"].choices = named  # type: ignore[attr-defined]


class SeriesForm(ActForm):
    """How copies are numbered."""

    shown = (Invalid, Conflict)

    source = forms.CharField(
        label=_("Compared with"), max_length=200, help_text=_("Such as: Phụ lục I, III Nghị định 30/2020/NĐ-CP")
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for kind in Kind:
            words = {"kind": kind.label}
            self.fields[f"abbreviation_{kind}"] = forms.CharField(
                label=_("%(kind)s: abbreviation") % words, max_length=10
            )
            self.fields[f"series_{kind}"] = forms.CharField(
                label=_("%(kind)s: series") % words, max_length=10,
                help_text=_("Kinds with the same series share their numbers"),
            )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """Put the forms together."""
        data: dict[str, Any] = super().clean() or {}
        if not self.errors:
            data["forms"] = {kind: Form(data.pop(f"abbreviation_{kind}"), data.pop(f"series_{kind}")) for kind in Kind}
        return data
