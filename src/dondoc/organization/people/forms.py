"""What is written on the page of a person."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dondoc.kernel.errors import Conflict, Invalid
from dondoc.organization.accounts.forms import ActForm
from dondoc.organization.choices import DocumentType, Role, SigningPrefix
from dondoc.organization.models import Post
from dondoc.web.fields import DayField

# Nothing is chosen for anybody.
BLANK = [("", _("Choose"))]
HOW_DAYS_ARE_WRITTEN = _("Day/month/year")


class PersonForm(ActForm):
    """A form on the page of a person; what the reader may not do is not shown there."""

    shown = (Invalid, Conflict)


class PostsForm(PersonForm):
    """A form about one of a person's posts."""

    post_id = forms.TypedChoiceField(label=_("Post"), coerce=int)

    def __init__(self, *args: Any, posts: Iterable[Post] = (), **options: Any) -> None:
        super().__init__(*args, **options)
        choices = [(post.pk, f"{post.title}, {post.unit.short_name}") for post in posts]
        self.fields["post_id"].choices = choices  # type: ignore[attr-defined]
        if len(choices) == 1:
            self.fields["post_id"].initial = choices[0][0]


class AppointForm(PersonForm):
    """A post from a day on."""

    title = forms.CharField(label=_("Title of the post"), max_length=120)
    unit = forms.CharField(label=_("Unit"), max_length=200, widget=forms.TextInput(attrs={"list": "units"}))
    role = forms.ChoiceField(label=_("Role"), choices=[*BLANK, *Role.choices])
    valid_from = DayField(label=_("From"), help_text=HOW_DAYS_ARE_WRITTEN)
    valid_to = DayField(
        label=_("No longer from"), required=False, help_text=_("Only for a post that has ended or is known to end")
    )
    is_head = forms.BooleanField(label=_("Heads the unit"), required=False)


class EndForm(PersonForm):
    """The end of a post."""

    valid_to = DayField(label=_("No longer from"), help_text=_("The first day on which the post is no longer held"))


class DelegateForm(PostsForm):
    """Who acts for an absent holder."""

    to = forms.CharField(
        label=_("Acts in their place"), max_length=120, widget=forms.TextInput(attrs={"list": "delegates"}),
        help_text=_("Name or user name of somebody of the unit or below"),
    )  # fmt: skip
    valid_from = DayField(label=_("From"), help_text=HOW_DAYS_ARE_WRITTEN)
    last_day = DayField(label=_("Last day"), help_text=HOW_DAYS_ARE_WRITTEN)


class MandateForm(PostsForm):
    """What somebody may sign for the head."""

    signing_prefix = forms.ChoiceField(label=_("Signs"), choices=[*BLANK, *SigningPrefix.choices])
    given_by_id = forms.TypedChoiceField(
        label=_("Given by"), coerce=int,
        help_text=_("The head in whose place is signed; for a chain TL. KT. the head of the unit who signs by order"),
    )  # fmt: skip
    regulation = forms.CharField(
        label=_("Provided for by"), max_length=300, help_text=_("The regulation or the paper, with number and date")
    )
    valid_from = DayField(label=_("From"), help_text=HOW_DAYS_ARE_WRITTEN)
    last_day = DayField(label=_("Last day"), required=False, help_text=_("TUQ. needs one"))
    content = forms.CharField(
        label=_("Limited to"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("TUQ. says what it covers"),
    )  # fmt: skip
    document_types = forms.MultipleChoiceField(
        label=_("Types of document"), choices=DocumentType.choices, required=False,
        widget=forms.CheckboxSelectMultiple, help_text=_("None ticked: every type"),
    )  # fmt: skip

    def __init__(self, *args: Any, givers: Iterable[Post] = (), **options: Any) -> None:
        super().__init__(*args, **options)
        choices = [*BLANK, *((post.pk, f"{post.title}, {post.unit.short_name or post.unit.name}") for post in givers)]
        self.fields["given_by_id"].choices = choices  # type: ignore[attr-defined]
