"""Directives in the making: what the collector notes before details are filled in."""

from __future__ import annotations

from dataclasses import dataclass, field

from dondoc.reading.instants import Time
from dondoc.reading.model import Confidence, PartySource

Place = tuple[int, int]

# How far each rule is to be trusted; the measured precision of each stands in the accuracy page.
CONFIDENCE: dict[str, Confidence] = {
    "assigned_party": "sure",
    "named_party": "sure",
    "party_after_topic": "sure",
    "party_after_adverbial": "fair",
    "party_in_clause": "fair",
    "duty_under_heading": "sure",
    "duty_carried_over": "fair",
    "duty_of_addressee": "fair",
    "duty_of_planner": "check",
    "duty_after_adverbial": "fair",
    "modal_under_heading": "check",
    "task_under_attributes": "sure",
    "task_row": "sure",
    "enumerated_item": "fair",
    "introduction_alone": "check",
    "duty_without_party": "check",
    "sent_by_date": "fair",
    "issuer_binds_itself": "check",
}


@dataclass(slots=True)
class Draft:
    """One directive in the flow."""

    start: int
    end: int
    duty: int
    path: str
    rule: str
    leads: tuple[Place, ...] = ()
    source: PartySource = "implied"
    lent: tuple[Place, ...] = ()
    time: Time | None = None
    lent_time: Time | None = None
    open: bool = field(default=True)
