"""What an administrator types about units: names, days, the decision, another unit."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from dondoc.kernel.errors import DomainError
from dondoc.organization.accounts.forms import ActForm
from dondoc.organization.choices import UnitKind
from dondoc.organization.models import Unit
from dondoc.organization.units import selectors
from dondoc.organization.units.services import Decision, Names

# How many new units one form of a split takes.
MOST_PARTS = 4
NAMES = ("name", "short_name", "symbol", "e_id", "address")


class DayField(forms.DateField):
    """A day as offices write it."""

    def __init__(self, **options: Any) -> None:
        wrong = _("This is not a date. Write day/month/year, such as 30/6/2026.")
        widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "placeholder": _("dd/mm/yyyy")})
        formats = ["%d/%m/%Y", "%d.%m.%Y", "%d-%m-%Y", "%Y-%m-%d"]
        super().__init__(input_formats=formats, widget=widget, error_messages={"invalid": wrong}, **options)


class UnitField(forms.CharField):
    """A unit by its name; the browser offers those of the list `units` on the page."""

    def __init__(self, **options: Any) -> None:
        widget = forms.TextInput(attrs={"list": "units", "autocomplete": "off"})
        super().__init__(max_length=420, widget=widget, **options)

    def clean(self, value: Any) -> Unit | None:
        """Return the unit that the words mean."""
        words = super().clean(value)
        if not words:
            return None
        try:
            return selectors.chosen(words)
        except DomainError as unknown:
            raise ValidationError(unknown.sentence) from unknown


class DecisionForm(ActForm):
    """A change by a decision; what the decision says goes to the service as one value."""

    # Fields that take a whole row.
    wide = frozenset({"name", "address", "kind", "parent", "parent_id", "into_id", "day"})

    version = forms.IntegerField(widget=forms.HiddenInput)
    day = DayField(label=_("In effect from"))
    decision_number = forms.CharField(label=_("Number of the decision"), max_length=20, required=False)
    decision_symbol = forms.CharField(
        label=_("Symbol of the decision"), max_length=40, required=False, help_text=_("Such as QĐ-UBND.")
    )
    decision_date = DayField(label=_("Date of the decision"), required=False)

    @property
    def plain(self) -> set[str]:
        """Return the names of the fields that the page draws one after the other."""
        return {bound.name for bound in self.visible_fields()}

    def clean(self) -> dict[str, Any]:
        """Put the three fields of the decision together."""
        data: dict[str, Any] = super().clean() or {}
        number, symbol = data.pop("decision_number", ""), data.pop("decision_symbol", "")
        return data | {"decision": Decision(number, symbol, data.pop("decision_date", None))}


class NamesForm(DecisionForm):
    """All names of a unit from a day on."""

    name = forms.CharField(label=_("Full name"), max_length=200)
    short_name = forms.CharField(label=_("Short name"), max_length=80)
    symbol = forms.CharField(
        label=_("Symbol"), max_length=40, required=False, help_text=_("As in the numbers of its documents.")
    )
    e_id = forms.CharField(label=_("Electronic identifier"), max_length=40, required=False)
    address = forms.CharField(label=_("Address"), max_length=300, required=False)
    field_order: tuple[str, ...] = (*NAMES, "day", "decision_number", "decision_symbol", "decision_date")

    def clean(self) -> dict[str, Any]:
        """Put the names together."""
        data = super().clean()
        return data | {"names": Names(**{field: data.pop(field, "") for field in NAMES})}


class EarlierNamesForm(NamesForm):
    """Names that were borne before the first ones on record."""

    day = DayField(label=_("Borne until before"), help_text=_("The first day of the names that followed."))

    def clean(self) -> dict[str, Any]:
        """Call the day what it is: the end of these names."""
        data = super().clean()
        return data | {"until": data.pop("day", None)}


class FoundForm(NamesForm):
    """A new unit."""

    version = None  # type: ignore[assignment]  # there is none yet
    kind = forms.ChoiceField(label=_("Kind"), choices=[("", "—"), *UnitKind.choices])
    parent = UnitField(label=_("Unit above"), required=False, help_text=_("Empty: it stands at the top."))
    day = DayField(
        label=_("First day"), required=False, help_text=_("Empty: it exists longer than anything on record.")
    )
    field_order = ("kind", "parent", *NAMES, "day", "decision_number", "decision_symbol", "decision_date")

    def clean(self) -> dict[str, Any]:
        """Put the place among the names."""
        data = super().clean()
        names, parent = data["names"].as_fields(), data.pop("parent", None)
        return data | {"names": Names(**names | {"parent_id": parent.pk if parent else None})}


class TransferForm(DecisionForm):
    """Another unit above."""

    parent_id = UnitField(label=_("New unit above"))
    field_order = ("parent_id",)

    def clean_parent_id(self) -> int:
        """Services take ids."""
        return int(self.cleaned_data["parent_id"].pk)


class MergeForm(DecisionForm):
    """The unit that takes over."""

    into_id = UnitField(label=_("Merged into"))
    field_order = ("into_id",)

    def clean_into_id(self) -> int:
        """Services take ids."""
        return int(self.cleaned_data["into_id"].pk)


class SplitForm(DecisionForm):
    """The new units, and whether the old one goes on."""

    goes_on = forms.TypedChoiceField(
        label=_("The old unit"), coerce=lambda value: value == "on", widget=forms.RadioSelect,
        choices=[("off", _("ends: it is split up")), ("on", _("goes on: a part is split off"))],
    )  # fmt: skip
    field_order = ("goes_on",)

    def __init__(self, *args: Any, **options: Any) -> None:
        """Add the fields of each new unit."""
        super().__init__(*args, **options)
        for n in range(1, MOST_PARTS + 1):
            self.fields[f"name{n}"] = forms.CharField(label=_("Full name"), max_length=200, required=False)
            self.fields[f"short_name{n}"] = forms.CharField(label=_("Short name"), max_length=80, required=False)
            self.fields[f"symbol{n}"] = forms.CharField(label=_("Symbol"), max_length=40, required=False)

    @property
    def plain(self) -> set[str]:
        """Return all but those of the new units, which stand above."""
        return super().plain - {"goes_on"} - {bound.name for part in self.parts for bound in part}

    @property
    def parts(self) -> list[list[forms.BoundField]]:
        """Return the fields of each new unit."""
        return [[self[f"{field}{n}"] for field in ("name", "short_name", "symbol")] for n in range(1, MOST_PARTS + 1)]

    def clean(self) -> dict[str, Any]:
        """Put the names of each new unit together; a row without a full name is no unit."""
        data, parts = super().clean(), []
        for n in range(1, MOST_PARTS + 1):
            name, short_name, symbol = (data.pop(f"{field}{n}", "") for field in ("name", "short_name", "symbol"))
            if name and not short_name:
                self.add_error(f"short_name{n}", _("Write the short name too."))
            if name:
                parts.append(Names(name, short_name, symbol))
        return data | {"parts": parts}


class GroupForm(ActForm):
    """A new group."""

    name = forms.CharField(
        label=_("Name of the group"), max_length=200, help_text=_("As documents address it: “UBND các xã, phường”.")
    )
    aliases = forms.CharField(
        label=_("Other ways to write it, one a line"), max_length=1000, required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip
    source = forms.CharField(label=_("Where it says who belongs to it"), max_length=300, required=False)


class MemberForm(ActForm):
    """A unit for a group."""

    unit_id = UnitField(label=_("Unit"))
    valid_from = DayField(
        label=_("Belongs to it from"), required=False, help_text=_("Empty: since before anything on record.")
    )

    def clean_unit_id(self) -> int:
        """Services take ids."""
        return int(self.cleaned_data["unit_id"].pk)


class DayForm(ActForm):
    """The day from which a unit is out of a group."""

    day = DayField(label=_("Out of it from"))
