"""Drafts for tests: a small organisation with abbreviations and addresses, and a notice that is whole."""

from __future__ import annotations

import datetime as dt
from typing import Any

from dondoc.documents.composing import composition, services
from dondoc.documents.composing.composition import Party
from dondoc.documents.composing.models import Draft
from dondoc.organization.models import Person
from tests.world import NOW, World

LATER = dt.date(2026, 12, 31)


def prepare(world: World) -> World:
    """Give the units of a world their abbreviations and an address; they live in the world's objects too."""
    for unit, symbol in (
        (world.department, "SKHCN"),
        (world.office, "HCTH"),
        (world.centre, "TTUD"),
        (world.lab, "KT"),
    ):
        unit.symbol, unit.address = symbol, "12 Hùng Vương, phường Cẩm Thành, tỉnh Quảng Ngãi"
        unit.save()
    return world


def started(
    world: World, *, type_code: str = "TB", by: Person | None = None, now: dt.datetime = NOW, **fields: Any
) -> Draft:
    """Start a draft of the lab for the centre."""
    fields = {"drafting_unit_id": world.lab.pk, "issuing_unit_id": world.centre.pk} | fields
    return services.start(type_code=type_code, actor=by or world.officer, now=now, **fields)


def act(service: Any, draft: Draft, *, by: Person, now: dt.datetime = NOW, **values: Any) -> Draft:
    """Call a service on a draft as it is now."""
    draft.refresh_from_db()
    return service(draft_id=draft.pk, version=draft.version, actor=by, now=now, **values)


def duty(world: World, **fields: Any) -> composition.JSON:
    """Return a duty of the farm."""
    lead = [Party(world.farm.name, unit=world.farm.pk)]
    defaults = {"lead": lead, "action": "Rà soát máy móc của Trại", "deadline_kind": "date", "date": LATER}
    return composition.duty(**(defaults | fields))


def whole(
    world: World, *, by: Person | None = None, symbol: str = "TB-TTUD", now: dt.datetime = NOW, **fields: Any
) -> Draft:
    """Return a notice of conclusions, or a draft of another type, that lacks nothing."""
    author = by or world.officer
    draft = started(world, by=author, now=now, **fields)
    act(
        services.set_letterhead, draft, by=author, now=now, issuer=world.centre.name, parent=world.department.name,
        symbol=symbol, place="Quảng Ngãi", subject="Kết luận của Giám đốc Trung tâm tại cuộc họp tháng 11",
        archive="VT, KT",
    )  # fmt: skip
    blocks = [*composition.paragraphs("Các phòng đã hoàn thành phần lớn nhiệm vụ được giao."), duty(world)]
    act(services.add_blocks, draft, by=author, now=now, blocks=blocks)
    act(services.add_party, draft, by=author, now=now, side="recipients", name=world.farm.name)
    post = world.centre_director.posts.get()
    act(services.name_signer, draft, by=author, now=now, post_id=post.pk, prefix="")
    draft.refresh_from_db()
    return draft


def filled(world: World, size: int) -> Draft:
    """Return a long draft with many versions and comments, returned as often; and a few others that wait."""
    draft = whole(world)
    blocks = [duty(world, action=f"Rà soát, hoàn thiện quy trình kỹ thuật số {number}") for number in range(size)]
    act(services.add_blocks, draft, by=world.officer, blocks=blocks)
    draft.refresh_from_db()
    by = {"by": world.officer, "at": NOW}
    latest = draft.versions.get(number=draft.version)
    for number in range(draft.version + 1, draft.version + size + 1):
        latest = draft.versions.create(number=number, content=draft.content, change="edit", detail="Lời", **by)
        draft.comments.create(version=latest, place="b1", quote="Lời", words="Nên rõ hơn", **by)
        draft.passings.create(
            version=latest, move="return_content", from_state="content_check", to_state="drafting", words="Thiếu", **by
        )
    # Fewer than the desk has rows for, so that it counts none of them apart.
    fields = ("drafting_unit", "issuing_unit", "drafter", "type_code", "content", "symbol", "subject", "search_text")
    for _ in range(3):
        Draft.objects.create(
            created_at=NOW, changed_at=NOW, state="form_check", **{field: getattr(draft, field) for field in fields}
        )
    Draft.objects.filter(pk=draft.pk).update(version=latest.number)
    return draft
