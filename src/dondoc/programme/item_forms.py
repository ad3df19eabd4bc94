"""What people type about items of the work programme."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dondoc.documents.models import Document
from dondoc.kernel.errors import Conflict, Invalid
from dondoc.organization.accounts.forms import ActForm
from dondoc.organization.models import Post, Unit
from dondoc.web.fields import DayField, id_of

from . import errors
from .choices import IssuingLevel, Milestone
from .forms import NONE, AmountField, IdField, offered
from .models import Item
from .services import Content

# Number and date of a decision → the document, None where the register holds none that the person may see.
Find = Callable[[str, dt.date | None], Document | None]
CHOOSE = ("", _("Choose"))
MONTHS = [(str(number), str(number)) for number in range(1, 13)]
# What the fields of a form are called that say what an item is.
CONTENT = ("action", "product", "quantity", "product_unit", "lead_id", "leader_id", "month", "milestone", "level",
           "budget", "cooperating_ids")  # fmt: skip


class ContentForm(ActForm):
    """What an item says."""

    shown = (Invalid, Conflict)
    action = forms.CharField(label=_("Task"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))
    product = forms.CharField(label=_("Product"), max_length=200, help_text=_("Such as a plan, a decision, samples."))
    quantity = AmountField(label=_("Quantity"), required=False)
    product_unit = forms.CharField(label=_("Unit of measure"), max_length=60, required=False)
    lead_id = IdField(label=_("Lead"))
    leader_id = IdField(label=_("Leader in charge"), required=False)
    month = forms.TypedChoiceField(label=_("Month"), coerce=int, choices=[CHOOSE, *MONTHS])
    # Nothing is chosen for the unit: an oversight would become what the programme says.
    milestone = forms.ChoiceField(label=_("In that month it is"), choices=[CHOOSE, *Milestone.choices])
    level = forms.ChoiceField(label=_("Issuing level"), choices=[CHOOSE, *IssuingLevel.choices])
    budget = AmountField(label=_("Budget, millions of đồng"), required=False)
    cooperating_ids = forms.TypedMultipleChoiceField(
        label=_("Cooperating units"), required=False, coerce=int, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, units: Iterable[Unit], leaders: Iterable[Post], **options: Any) -> None:
        """Offer the units of the body, and those who lead it."""
        super().__init__(*args, **options)
        named = [(str(unit.pk), unit.name) for unit in units]
        posts = [(str(post.pk), f"{post.person.full_name}, {post.title}") for post in leaders]
        self.fields["lead_id"].choices = [("", _("Choose")), *named]  # type: ignore[attr-defined]
        self.fields["cooperating_ids"].choices = named  # type: ignore[attr-defined]
        self.fields["leader_id"].choices = [NONE, *posts]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Put the fields of the content together to what the service asks for."""
        data = super().clean() or {}
        if self.errors:
            return data
        said = {name: data.pop(name) for name in CONTENT}
        said["cooperating_ids"] = tuple(said["cooperating_ids"])
        return data | {"content": Content(**said)}


class RegisterForm(ContentForm):
    """A new item: of which unit, for whose programme, of which year."""

    unit_id = IdField(label=_("Registering unit"))
    body_id = IdField(label=_("Work programme of"))
    year = forms.TypedChoiceField(label=_("Year"), coerce=int)
    field_order = ("body_id", "year", "unit_id", *CONTENT)

    def __init__(self, *args: Any, own: Iterable[Unit], bodies: Iterable[Unit], today: dt.date, **options: Any) -> None:
        """Offer the units of the person and the bodies above them."""
        super().__init__(*args, **options)
        years = [(str(year), str(year)) for year in (today.year, today.year + 1)]
        for name, choices in (("unit_id", _named(own)), ("body_id", _named(bodies)), ("year", years)):
            self.fields[name].choices = choices  # type: ignore[attr-defined]


class DecisionForm(ActForm):
    """Which decision of the register: one of the newest, or by number and date."""

    shown = (Invalid, Conflict)
    decision_id = IdField(label=_("Decision"), required=False)
    decision_number = forms.CharField(
        label=_("or its number and symbol"), max_length=80, required=False, help_text=_("Such as 15/QĐ-SKHCN.")
    )
    decision_date = DayField(label=_("and its date"), required=False, help_text=_("dd/mm/yyyy"))

    def __init__(self, *args: Any, documents: Iterable[Document], find: Find, **options: Any) -> None:
        """Offer the newest documents that the person may know of."""
        super().__init__(*args, **options)
        self.find = find
        for name in ("decision_id", "decision_number", "decision_date"):
            self.fields[name].is_one_of = True  # type: ignore[attr-defined]
        self.fields["decision_id"].choices = [("", _("Choose")), *offered(documents)[1:]]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Look the number up where one is written."""
        data = super().clean() or {}
        number, date = data.pop("decision_number", ""), data.pop("decision_date", None)
        if number and not self.errors:
            found = self.find(number, date)
            if found is None:
                raise forms.ValidationError(errors.DecisionNotFound(number=number).sentence)
            data["decision_id"] = found.pk
        return data


class ApproveForm(DecisionForm):
    """The decision that approves the chosen items."""


class ReasonForm(ActForm):
    """Why items are sent back or left out."""

    shown = (Invalid, Conflict)
    # It stands in one form with acts that need none.
    use_required_attribute = False
    reason = forms.CharField(
        label=_("Reason"), max_length=2000, error_messages={"required": errors.ItemReasonMissing.message}
    )


class CallForm(ActForm):
    """Which units are asked to register, and by when."""

    shown = (Invalid, Conflict)
    unit_ids = forms.TypedMultipleChoiceField(label=_("Units"), coerce=int, widget=forms.CheckboxSelectMultiple)
    due_date = DayField(label=_("By"), help_text=_("dd/mm/yyyy"))

    def __init__(self, *args: Any, units: Iterable[Unit], **options: Any) -> None:
        """Offer the units of the body."""
        super().__init__(*args, **options)
        self.fields["unit_ids"].choices = [(unit.pk, unit.name) for unit in units]  # type: ignore[attr-defined]


class AdjustForm(DecisionForm, ContentForm):
    """What a decision changes in an approved item."""

    reason = forms.CharField(label=_("Why it changes"), max_length=2000)
    field_order = ("decision_id", "decision_number", "decision_date", "reason", *CONTENT)


class DropForm(DecisionForm):
    """The decision that takes an item out of the programme."""

    reason = forms.CharField(label=_("Reason"), max_length=2000)


class MergeForm(ActForm):
    """Into which item another one is merged."""

    shown = (Invalid, Conflict)
    into_id = IdField(label=_("Merge into"))

    def __init__(self, *args: Any, items: Iterable[Item], **options: Any) -> None:
        """Offer the items of the same programme that are on their way."""
        super().__init__(*args, **options)
        named = [(str(item.pk), f"{item.month_line}: {item.action}"[:120]) for item in items]
        self.fields["into_id"].choices = [("", _("Choose")), *named]  # type: ignore[attr-defined]


def said_by(item: Item) -> dict[str, Any]:
    """Return what a form shows first of an item."""
    return {
        name: getattr(item, name) for name in CONTENT if name not in ("cooperating_ids", "quantity", "budget")
    } | {
        "cooperating_ids": [unit.pk for unit in item.cooperating.all()],
        "quantity": _plain(item.quantity),
        "budget": _plain(item.budget),
    }  # fmt: skip


def versions_of(chosen: Iterable[str]) -> dict[int, int]:
    """Return the items that were ticked, each as "id:version"; what is no such pair names an item that is not there."""
    pairs = [value.partition(":") for value in chosen]
    return {id_of(first) or 0: id_of(last) or 0 for first, _colon, last in pairs}


def _plain(number: Any) -> str:
    return "" if number is None else f"{number.normalize():f}".replace(".", ",")


def _named(units: Iterable[Unit]) -> list[tuple[str, str]]:
    return [(str(unit.pk), unit.name) for unit in units]
