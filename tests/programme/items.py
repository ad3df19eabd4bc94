"""Items of the work programme for tests: of the lab, in the programme of the centre."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from dondoc.audit.models import Entry
from dondoc.documents.choices import State, Way
from dondoc.documents.models import Directive, Distribution, Document
from dondoc.organization.models import Person
from dondoc.programme import services
from dondoc.programme.choices import IssuingLevel, Milestone
from dondoc.programme.models import Approval, Item, ItemChange
from dondoc.programme.services import Content
from dondoc.tasks.models import Cooperation, DueDate, Ending, Task
from tests.world import NOW, World, document

YEAR = 2027
TABLES = (Item, Item.cooperating.through, ItemChange, Approval, Task, DueDate, Ending, Cooperation, Directive,
          Distribution, Entry)  # fmt: skip


def snapshot() -> list[Any]:
    """Return all that a refusal must leave alone."""
    return [list(table._default_manager.order_by("pk").values()) for table in TABLES]


def content(world: World, **changes: Any) -> Content:
    """Return what the lab registers: a plan of twenty documents, submitted in June, with the farm."""
    usual: dict[str, Any] = {
        "action": "Xây dựng kế hoạch kiểm định năm 2027", "product": "Kế hoạch", "quantity": Decimal(20),
        "product_unit": "văn bản", "lead_id": world.lab.pk, "cooperating_ids": (world.farm.pk,), "month": 6,
        "milestone": Milestone.SUBMITTED, "level": IssuingLevel.CENTRE, "budget": Decimal("12.5"),
        "leader_id": world.centre_director.posts.get().pk,
    }  # fmt: skip
    return Content(**(usual | changes))


def registered(world: World, *, actor: Person | None = None, year: int = YEAR, **changes: Any) -> Item:
    """Register an item."""
    return services.register_item(
        body_id=world.centre.pk, unit_id=world.lab.pk, year=year, content=content(world, **changes),
        actor=actor or world.officer, now=NOW,
    )  # fmt: skip


def gathered(world: World, **changes: Any) -> Item:
    """Register an item and gather it."""
    made = registered(world, **changes)
    return services.gather(versions={made.pk: made.version}, actor=world.centre_director, now=NOW)[0]


def decision(world: World, number: str = "15", **fields: Any) -> Document:
    """Write a decision of the register that the centre may see."""
    usual: dict[str, Any] = {
        "number": number, "symbol": "QĐ-TTUDDV", "type_code": "QĐ", "type_name": "Quyết định", "direction": Way.IN,
        "date": dt.date(2026, 11, 20), "registered_in": world.centre, "state": State.HANDED_ON,
        "reference": f"{number}-qd-ttuddv", "subject": f"Chương trình công tác năm {YEAR} ({number})",
    }  # fmt: skip
    return document(world, [], **(usual | fields))


def approved(world: World, **changes: Any) -> Item:
    """Register, gather and approve an item."""
    made = gathered(world, **changes)
    services.approve(
        versions={made.pk: made.version}, decision_id=decision(world).pk, actor=world.centre_director, now=NOW
    )
    made.refresh_from_db()
    return made
