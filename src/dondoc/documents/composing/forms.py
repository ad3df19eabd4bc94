"""What is written about a draft."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from dondoc.kernel.errors import Conflict, DomainError, Invalid
from dondoc.kernel.vietnamese import format_date
from dondoc.organization.accounts.forms import ActForm
from dondoc.organization.choices import CHAINS, COLLEGIAL, DocumentType, SigningPrefix
from dondoc.organization.models import Post, Unit
from dondoc.organization.people.errors import MandateForOthers, NoMandate, NotHead, SignerElsewhere, UnitWithoutHead
from dondoc.web.fields import DayField

from . import charts, composition, tables
from .choices import ChartForm as ChartDrawn
from .choices import Circulation, DeadlineKind, Kind, Level, Urgency
from .composition import JSON
from .selectors import Signer
from .services import parties

BLANK = [("", _("Choose"))]
# Empty lines that a list of names offers for further ones.
SPARE = 1
LONG = 4000  # characters of one text
LONG_TABLE = 60_000  # characters of the rows of a table


class Names(forms.Widget):
    """Several names, one input each, offered from a list."""

    template_name = "documents/composing/_names.html"

    def __init__(self, *, label: Any, datalist: str = "") -> None:
        super().__init__()
        self.label, self.datalist = label, datalist

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Add the names and one empty line."""
        context = super().get_context(name, value, attrs)
        described = context["widget"]["attrs"].get("aria-describedby", "")
        names = [*(value or "").splitlines(), *[""] * SPARE]
        return context | {"names": names, "label": self.label, "datalist": self.datalist, "described": described}

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> str:
        """Return the names, one a line."""
        values = data.getlist(name) if isinstance(data, MultiValueDict) else [data.get(name) or ""]
        return "\n".join(str(value) for value in values if str(value).strip())


def names(label: Any, *, datalist: str = "units", required: bool = False, **options: Any) -> forms.CharField:
    """Return a field for several names."""
    widget = Names(label=label, datalist=datalist)
    return forms.CharField(label=label, required=required, max_length=LONG, widget=widget, **options)


def words(label: Any, *, rows: int = 2, most: int = LONG, **options: Any) -> forms.CharField:
    """Return a field for longer words."""
    return forms.CharField(label=label, max_length=most, widget=forms.Textarea(attrs={"rows": rows}), **options)


class DraftForm(ActForm):
    """A form on the page of a draft; it knows the version that its writer saw."""

    shown: tuple[type[DomainError], ...] = (Invalid, Conflict)
    version = forms.IntegerField(widget=forms.HiddenInput)


class StartForm(ActForm):
    """A new draft."""

    shown = (Invalid, Conflict)
    type_code = forms.ChoiceField(label=_("Type of document"), choices=[*BLANK, *DocumentType.choices])
    drafting_unit_id = forms.TypedChoiceField(label=_("Drafted by"), coerce=int)
    issuing_unit_id = forms.TypedChoiceField(label=_("Issued by"), coerce=int)
    answers_id = forms.TypedChoiceField(
        label=_("Answers the document"), coerce=int, required=False, empty_value=None, widget=forms.HiddenInput
    )

    def __init__(
        self, *args: Any, units: Iterable[Unit], issuers: Iterable[Unit], answers: int | None = None, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        for name, offered in (("drafting_unit_id", units), ("issuing_unit_id", issuers)):
            choices = [(unit.pk, unit.name) for unit in offered]
            self.fields[name].choices = choices  # type: ignore[attr-defined]
        self.fields["answers_id"].choices = [(answers, "")] if answers else []  # type: ignore[attr-defined]
        self.fields["answers_id"].initial = answers


class LetterheadForm(DraftForm):
    """What stands above the text."""

    subject = words(_("Subject (trích yếu)"), required=False)
    symbol = forms.CharField(label=_("Symbol"), max_length=60, required=False, help_text=_("Such as TB-SKHCN"))
    place = forms.CharField(label=_("Place of issue"), max_length=100, required=False)
    parent = forms.CharField(label=_("Body above the issuer"), max_length=200, required=False)
    issuer = forms.CharField(label=_("Issuer"), max_length=200)
    decided_by = forms.CharField(
        label=_("Who decides"), max_length=200, required=False,
        help_text=_("Only in a decision or a resolution, such as GIÁM ĐỐC SỞ KHOA HỌC VÀ CÔNG NGHỆ"),
    )  # fmt: skip
    archive = forms.CharField(label=_("Kept at (Lưu)"), max_length=100, required=False, help_text=_("Such as VT, HCTH"))
    urgency = forms.ChoiceField(label=_("Urgency"), choices=[("", _("Ordinary")), *Urgency.choices], required=False)
    circulation = forms.ChoiceField(
        label=_("Circulation"), choices=[("", _("Not limited")), *Circulation.choices], required=False
    )
    drafter = forms.CharField(
        label=_("Code of the drafter"), max_length=20, required=False, help_text=_("Printed below the recipients")
    )
    copies = forms.IntegerField(label=_("Number of copies"), min_value=1, max_value=100_000, required=False)
    contact_address = forms.CharField(
        label=_("Address at the foot of the first page"), max_length=200, required=False,
        help_text=_("Only where the document tells how to reach the issuer"),
    )  # fmt: skip
    contact_phone = forms.CharField(label=_("Telephone"), max_length=60, required=False)
    contact_fax = forms.CharField(label=_("Fax"), max_length=60, required=False)
    contact_email = forms.CharField(label=_("E-mail"), max_length=100, required=False)
    contact_website = forms.CharField(label=_("Web site"), max_length=100, required=False)


class BasesForm(DraftForm):
    """The legal bases."""

    text = words(_("Legal bases, one a line"), rows=5, required=False)


class PartyForm(DraftForm):
    """To whom it goes."""

    name = forms.CharField(
        label=_("Unit or group of units"), max_length=200, required=False,
        widget=forms.TextInput(attrs={"list": "addressees", "autocomplete": "off"}),
    )  # fmt: skip
    outside = forms.CharField(
        label=_("Or a body from outside"), max_length=300, required=False, help_text=_("Printed as you write it")
    )


class SignerForm(DraftForm):
    """Who signs."""

    shown = (Invalid, Conflict, SignerElsewhere, NotHead, NoMandate, MandateForOthers, UnitWithoutHead)
    signer = forms.ChoiceField(label=_("May sign today"), required=False, widget=forms.RadioSelect)
    other = forms.ChoiceField(label=_("Somebody else"), required=False)
    other_prefix = forms.ChoiceField(
        label=_("Signs with"), required=False,
        choices=[
            ("", _("No prefix (the head)")), (COLLEGIAL, _("TM. (for a collegial body)")), *SigningPrefix.choices,
            *CHAINS.items(),
        ],
    )  # fmt: skip

    def __init__(self, *args: Any, signers: Sequence[Signer], posts: Sequence[Post], **options: Any) -> None:
        super().__init__(*args, **options)
        choices = [(signer.value, signer.label) for signer in signers]
        others = [(str(post.pk), f"{post.person.full_name}, {post.title}") for post in posts]
        self.fields["signer"].choices = choices  # type: ignore[attr-defined]
        self.fields["other"].choices = [("", _("Nobody else")), *others]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Return the post and the prefix; somebody else who is named goes before the choice above."""
        data = super().clean() or {}
        post_id, _colon, prefix = data.get("signer", "").partition(":")
        if data.get("other"):
            post_id, prefix = data["other"], data.get("other_prefix", "")
        if not post_id:
            raise forms.ValidationError(_("Choose who signs."))
        return {"version": data.get("version"), "post_id": int(post_id), "prefix": prefix}


class MeetingForm(DraftForm):
    """When, where and who."""

    time = forms.CharField(label=_("When"), max_length=200, required=False)
    place = forms.CharField(label=_("Where"), max_length=200, required=False)
    chair = forms.CharField(label=_("Chaired by"), max_length=200, required=False)
    secretary = forms.CharField(label=_("Minutes taken by"), max_length=120, required=False)
    present = words(_("Present, one a line"), rows=4, required=False)


class BlockForm(DraftForm):
    """A part of the text; `blocks` is what it becomes."""

    def __init__(self, *args: Any, today: dt.date, **options: Any) -> None:
        super().__init__(*args, **options)
        self.today = today

    def made(self, data: dict[str, Any]) -> list[JSON]:
        """Return the blocks of what was written."""
        raise NotImplementedError

    def clean(self) -> dict[str, Any]:
        """Return the blocks; what cannot be one is told above the fields."""
        data = super().clean() or {}
        if self.errors:
            return data
        try:
            return {"version": data["version"], "blocks": self.made(data)}
        except DomainError as refused:
            raise forms.ValidationError(refused.sentence) from None


class ParagraphForm(BlockForm):
    """Paragraphs, one a line."""

    text = words(_("Words, each line a paragraph"), rows=5)

    def made(self, data: dict[str, Any]) -> list[JSON]:
        """Return a paragraph for each line."""
        return composition.paragraphs(data["text"])


class HeadingForm(BlockForm):
    """A heading."""

    level = forms.ChoiceField(label=_("Level"), choices=Level.choices)
    title = forms.CharField(label=_("Title"), max_length=500, required=False, help_text=_("Without its number"))
    text = words(_("Words after the number or the title"), required=False)

    def made(self, data: dict[str, Any]) -> list[JSON]:
        """Return the heading."""
        return [composition.heading(data["level"], data["title"], data["text"])]


class DutyForm(BlockForm):
    """A duty."""

    lead = names(_("Lead"), required=True, help_text=_("One unit a line, by its name of today"))
    lead_outside = names(_("Lead from outside"), datalist="", help_text=_("Not of the organisation"))
    action = words(_("What has to be done"), rows=3)
    cooperate = names(_("Cooperating units"))
    cooperate_outside = names(_("Cooperating from outside"), datalist="")
    deadline_kind = forms.ChoiceField(
        label=_("Deadline"), choices=DeadlineKind.choices, widget=forms.RadioSelect, required=False
    )
    date = DayField(label=_("Date"), required=False, help_text=_("Day/month/year"))
    phrase = forms.CharField(
        label=_("Deadline in words"), max_length=200, required=False, help_text=_("Such as trong quý IV năm 2026")
    )
    product = forms.CharField(label=_("Product"), max_length=300, required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        # One from outside may lead alone.
        if self.is_bound and self.data.get("lead_outside"):
            self.fields["lead"].required = False

    def made(self, data: dict[str, Any]) -> list[JSON]:
        """Return the duty."""
        lead, cooperate = (
            parties(data[side], outside=data[f"{side}_outside"], day=self.today) for side in ("lead", "cooperate")
        )
        return [
            composition.duty(
                lead=lead, action=data["action"], cooperate=cooperate, deadline_kind=data["deadline_kind"],
                date=data["date"], phrase=data["phrase"], product=data["product"],
            )
        ]  # fmt: skip


class TableForm(BlockForm):
    """A table."""

    text = words(
        _("Rows, one a line"), rows=6, most=LONG_TABLE, strip=False,
        help_text=_("Cells are set apart by “|”, or pasted from a spreadsheet; the first line is the header"),
    )  # fmt: skip

    def made(self, data: dict[str, Any]) -> list[JSON]:
        """Return the table."""
        return [tables.table(data["text"])]


class ChartForm(BlockForm):
    """A chart of bars."""

    title = forms.CharField(label=_("Title of the chart"), max_length=300)
    form = forms.ChoiceField(label=_("How it is drawn"), choices=ChartDrawn.choices, required=False)
    text = words(
        _("Numbers"),
        rows=6,
        help_text=_(
            "The first line names the parts; each further line is a bar: its name, then a number for each part. "
            "Cells are set apart by “|”."
        ),
    )

    def made(self, data: dict[str, Any]) -> list[JSON]:
        """Return the chart."""
        return [charts.chart(data["title"], data["text"], ChartDrawn(data["form"] or ChartDrawn.BARS))]


class StatementForm(BlockForm):
    """What somebody said."""

    who = forms.CharField(label=_("Who"), max_length=200)
    text = words(_("What they said"), rows=3)

    def made(self, data: dict[str, Any]) -> list[JSON]:
        """Return the statement."""
        return [composition.statement(data["who"], data["text"])]


class AnnexForm(BlockForm):
    """The title of an annex, and who signs below it."""

    title = forms.CharField(label=_("Title of the annex"), max_length=500)
    signer = words(
        _("Signs it: authority and title, one a line"),
        required=False,
        help_text=_("Only where the annex is signed apart, as a form is; what the document says is signed once"),
    )
    signer_name = forms.CharField(label=_("Name of who signs it"), max_length=120, required=False)
    beside = words(_("Signs it on the left: authority and title, one a line"), required=False)
    beside_name = forms.CharField(label=_("Name of who signs on the left"), max_length=120, required=False)

    def made(self, data: dict[str, Any]) -> list[JSON]:
        """Return the block that begins the annex."""
        signers = [(data["beside"], data["beside_name"]), (data["signer"], data["signer_name"])]
        return [composition.annex(data["title"], signers)]


BLOCKS: dict[str, type[BlockForm]] = {
    Kind.PARAGRAPH: ParagraphForm,
    Kind.HEADING: HeadingForm,
    Kind.DUTY: DutyForm,
    Kind.TABLE: TableForm,
    Kind.CHART: ChartForm,
    Kind.STATEMENT: StatementForm,
    Kind.ANNEX: AnnexForm,
}


def initial_of(block: JSON) -> dict[str, Any]:
    """Return what the form of a block is filled with."""
    if block["kind"] == Kind.TABLE:
        return {"text": "\n".join(tables.lines_of_table(block))}
    if block["kind"] == Kind.CHART:
        form = block.get("form", ChartDrawn.BARS)
        return {"title": block["title"], "form": form, "text": "\n".join(charts.lines_of_chart(block))}
    if block["kind"] == Kind.ANNEX:
        filled: dict[str, Any] = {"title": block["title"]}
        for field, signer in zip(("signer", "beside"), reversed(block["signers"]), strict=False):
            filled |= {field: "\n".join(signer["titles"]), f"{field}_name": signer["name"]}
        return filled
    if block["kind"] != Kind.DUTY:
        return {key: block[key] for key in ("level", "title", "text", "who") if key in block}
    deadline = block["deadline"]
    initial = {
        "action": block["action"], "product": block["product"], "deadline_kind": deadline["kind"],
        "phrase": deadline["phrase"],
        "date": format_date(dt.date.fromisoformat(deadline["date"])) if deadline["date"] else "",
    }  # fmt: skip
    for side in ("lead", "cooperate"):
        for field, is_outside in ((side, False), (f"{side}_outside", True)):
            named = [party["name"] for party in block[side] if (party["unit"] is None) == is_outside]
            initial[field] = "\n".join(named)
    return initial


class ReasonForm(DraftForm):
    """Words with a step along the line."""

    reason = words(_("Reason"), rows=3)


class WordsForm(DraftForm):
    """A step along the line that may say something."""

    words = words(_("Note"), required=False)


class CommentForm(ActForm):
    """Something to say."""

    shown = (Invalid, Conflict)
    words = words(_("Comment"), rows=3)
