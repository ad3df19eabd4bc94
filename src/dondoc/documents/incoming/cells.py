"""How the facts of an incoming document read in the columns of its books."""

from __future__ import annotations

from collections.abc import Callable

from dondoc.documents.models import Document
from dondoc.kernel import clock
from dondoc.kernel.vietnamese import format_date

from .choices import Handling
from .models import Arrival
from .selectors import direction_of


def name_of(document: Document) -> str:
    """Return number, symbol and date of a document in one line; what it does not state is left out."""
    day = f"ngày {format_date(document.date)}" if document.date else ""
    return " ".join(filter(None, [document.number_line, day]))


def subject_of(document: Document) -> str:
    """Return type and subject; the file's name where the document states neither."""
    return " ".join(filter(None, [document.type_name, document.subject])) or document.file_name


def _receivers(arrival: Arrival) -> str:
    return "; ".join(one.unit.name for one in arrival.forwardings.all())


def _sent_on(arrival: Arrival) -> str:
    days = [format_date(clock.day_of(one.sent_at)) for one in arrival.forwardings.all()]
    return "; ".join(dict.fromkeys(days))


def _signed_for(arrival: Arrival) -> str:
    return "; ".join(one.received_by.full_name for one in arrival.forwardings.all() if one.received_by)


def _direction(arrival: Arrival) -> str:
    direction = direction_of(arrival)
    return direction.text if direction else ""


def _lead(arrival: Arrival) -> str:
    direction = direction_of(arrival)
    return direction.lead_unit.name if direction else ""


def _cooperating(arrival: Arrival) -> str:
    direction = direction_of(arrival)
    return "; ".join(unit.name for unit in direction.cooperating.all()) if direction else ""


def _due(arrival: Arrival) -> str:
    direction = direction_of(arrival)
    if direction:
        return format_date(direction.due_date) if direction.due_date else "Không nêu hạn"
    return format_date(arrival.due_date) if arrival.due_date else ""


def _note(arrival: Arrival) -> str:
    urgent = str(arrival.get_priority_display()) if arrival.priority != "0" else ""
    return "; ".join(filter(None, [urgent, arrival.note]))


CELLS: dict[str, Callable[[Arrival], str]] = {
    "number": lambda arrival: str(arrival.number),
    "arrived": lambda arrival: format_date(arrival.arrived_on),
    "issuer": lambda arrival: arrival.document.issuer,
    "reference": lambda arrival: arrival.document.number_line,
    "date": lambda arrival: format_date(arrival.document.date) if arrival.document.date else "",
    "subject": lambda arrival: subject_of(arrival.document),
    "receivers": _receivers,
    "sent_on": _sent_on,
    "signed_for": _signed_for,
    "note": _note,
    "directive": _direction,
    "lead": _lead,
    "cooperating": _cooperating,
    "due": _due,
    "state": lambda arrival: str(Handling(arrival.state).label),
    "answer": lambda arrival: name_of(arrival.answered_by) if arrival.answered_by else "",
}
