"""How the facts of an incoming document read in the columns of its books."""

from __future__ import annotations

from collections.abc import Callable

from dondoc.documents.official import HIDDEN, name_of, subject_of
from dondoc.kernel import clock
from dondoc.kernel.vietnamese import format_date

from .choices import Handling
from .models import Arrival
from .selectors import direction_of, due_of


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
    due = due_of(arrival)
    if due is None:
        return "Không nêu hạn" if direction_of(arrival) else ""
    return format_date(due)


def _answer(arrival: Arrival) -> str:
    """Return the name of the answer; `rows_of` fetched it only for who may open it."""
    if arrival.answered_by_id is None:
        return ""
    return name_of(arrival.answered_by) if arrival.answered_by else HIDDEN


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
    "answer": _answer,
}
