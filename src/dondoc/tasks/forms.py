"""Reading what people send: words, dates, units, files. No rule, nothing saved."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.http import QueryDict

from dondoc.documents.composing.choices import Urgency
from dondoc.kernel.vietnamese import format_number, parse_date
from dondoc.organization import selectors as organization
from dondoc.organization.models import Unit
from dondoc.web.fields import id_of

from .choices import ClosesOn, LateReason, Means, ReturnReason, Target
from .errors import DateUnreadable, ReturnReasonMissing, TextTooLong
from .evidence import Reference
from .followup_errors import EmailMissing, MeansUnknown
from .life_errors import TargetMissing
from .proof_errors import QuantityUnfit
from .services.ending import CODE
from .services.moving import NOTHING_SEEN, Seen
from .services.particulars import Particulars
from .services.reviewing import Choice

# What a line and a text of several paragraphs hold, in characters.
SHORT, LONG = 300, 20_000
# What names a section of a document.
PLACE = 60
# Of a number, and of what it counts.
QUANTITY, COUNTED = 20, 40
# As Vietnamese writes it: 1.200 or 2,5.
NUMBER = re.compile(r"(?:\d{1,3}(?:\.\d{3}){1,3}|\d{1,10})(?:,\d{1,2})?")
TIME = re.compile(r"([01]?[0-9]|2[0-3])[:hg]([0-5][0-9])?")
OFFSET = re.compile(r"[+-]?[0-9]{1,4}")
SEEN = re.compile(r"([0-9]{1,18})\.([0-9]{1,18})")


def date_of(text: str | None) -> dt.date | None:
    """Read a date as written; None when the field is empty.

    Raises:
        DateUnreadable: it is not a date.
    """
    if not text or not text.strip():
        return None
    date = parse_date(text)
    if date is None:
        raise DateUnreadable(words=text.strip()[:40])
    return date


def words_of(data: QueryDict, name: str, *, length: int = LONG) -> str:
    """Read words as typed.

    Raises:
        TextTooLong: more than the field holds, or a character that no text has.
    """
    words = data.get(name, "").strip()
    if len(words) > length or "\x00" in words:
        raise TextTooLong(length=format_number(length))
    return words


def means_of(text: str | None) -> Means:
    """Read how somebody was reminded.

    Raises:
        MeansUnknown: no such way.
    """
    if text not in Means.values:
        raise MeansUnknown
    return Means(text)


def closes_on_of(text: str | None) -> ClosesOn:
    """Read what a task closes on; a proved result when nothing else is said."""
    return ClosesOn(text) if text in ClosesOn.values else ClosesOn.RESULT


def particulars_of(data: QueryDict) -> Particulars:
    """Read product, quantity and urgency; an unknown urgency is an ordinary one.

    Raises:
        QuantityUnfit: the quantity is no number as Vietnamese writes it, such as 1.200 or 2,5.
    """
    written = words_of(data, "quantity", length=QUANTITY).replace(" ", "")
    if written and not NUMBER.fullmatch(written):
        raise QuantityUnfit
    urgency = data.get("urgency", "")
    return Particulars(
        product=words_of(data, "product", length=SHORT),
        quantity=Decimal(written.replace(".", "").replace(",", ".")) if written else None,
        unit=words_of(data, "unit", length=COUNTED),
        urgency=urgency if urgency in Urgency.values else "",
    )


def return_reason_of(text: str | None) -> ReturnReason:
    """Read of which kind the reason of a return is.

    Raises:
        ReturnReasonMissing: none is said.
    """
    if text not in ReturnReason.values:
        raise ReturnReasonMissing
    return ReturnReason(text)


def late_reason_of(text: str | None) -> LateReason | None:
    """Read of which kind the cause of a delay is; None when none is said."""
    return LateReason(text) if text in LateReason.values else None


def target_of(text: str | None) -> Target:
    """Read what a correction puts right.

    Raises:
        TargetMissing: nothing of the kind.
    """
    if text not in Target.values:
        raise TargetMissing
    return Target(text)


def seen_of(text: str | None) -> Seen:
    """Read what the page of a form showed, as "row.entry"; a form that does not say so showed nothing."""
    match = SEEN.fullmatch(text or "")
    return Seen(int(match[1]), int(match[2])) if match else NOTHING_SEEN


def code_of(text: str | None) -> int | None:
    """Read the code of a task, such as NV-12; None when it is none."""
    match = CODE.fullmatch((text or "").strip())
    return int(match[1]) if match else None


def reference_of(text: str | None) -> Reference | None:
    """Read which record is named as evidence, as "source:id"; None when none is."""
    source, _colon, record = (text or "").partition(":")
    record_id = id_of(record)
    return Reference(source, record_id) if source and record_id is not None else None


def email_of(text: str | None) -> str:
    """Read an e-mail address; empty when the field is.

    Raises:
        EmailMissing: it is none.
    """
    address = (text or "").strip()
    if address:
        try:
            validate_email(address)
        except ValidationError:
            raise EmailMissing from None
    return address


def time_of(text: str | None) -> dt.time | None:
    """Read a time of day; None when the field is empty or holds none."""
    match = TIME.fullmatch((text or "").strip())
    return dt.time(int(match[1]), int(match[2] or 0)) if match else None


def offset_of(text: str | None) -> int | None:
    """Read a number of days with its sign; None when it is none."""
    match = OFFSET.fullmatch((text or "").strip().replace("−", "-"))
    return int(match[0]) if match else None


def unit_of(text: str | None) -> Unit | None:
    """Read the id of a unit; None when the field is empty.

    Raises:
        UnitMissing: there is none with this id.
        UnitOver: it is no more.
    """
    unit_id = id_of(text)
    return organization.get_living_unit(unit_id) if unit_id is not None else None


def choice_of(data: QueryDict) -> Choice:
    """Read the form of one proposal.

    Raises:
        DateUnreadable: the deadline is not a date.
        TextTooLong: a field holds too much.
        QuantityUnfit: the quantity is no number.
        UnitMissing: a unit that does not exist.
        UnitUnknown: no unit, or more than one, goes by the name.
    """
    lead = words_of(data, "lead_unit", length=SHORT)
    return Choice(
        action=words_of(data, "action"),
        said=particulars_of(data),
        lead_printed=words_of(data, "lead_printed", length=SHORT),
        lead_unit=organization.get_unit_named(lead) if lead else None,
        cooperating=[unit for value in data.getlist("cooperating") if (unit := unit_of(value))],
        due_printed=words_of(data, "due_printed", length=SHORT),
        due_date=date_of(data.get("due_date")),
        leads=[unit for value in data.getlist("leads") if (unit := unit_of(value))],
        closes_on=closes_on_of(data.get("closes_on")),
    )
