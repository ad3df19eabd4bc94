"""What each role gets at the addresses of targets: rows for `tests.test_access_matrix`, in its order."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from dondoc.kernel import clock
from dondoc.programme import services
from dondoc.tasks.models import Task
from tests.world import NOW, World

from . import items, targets

SIGN_IN = 302
# The target belongs to the lab: its head, and who acts for a unit above it, sets it; its people type its figures.
ALL = [200, 200, 200, 200, 200, 200, 200, SIGN_IN]
SEEN = [200, 200, 200, 200, 200, 200, 404, SIGN_IN]
SET = [302, 302, 403, 302, 302, 403, 404, SIGN_IN]
# The items belong to the lab and stand in the programme of the centre, whose director gathers and approves it.
REGISTERS = [302, 302, 403, 302, 302, 302, 404, SIGN_IN]
GATHERS = [403, 403, 403, 302, 403, 403, 404, SIGN_IN]
APPROVES = [403, 403, 403, 302, 403, 403, 403, SIGN_IN]

MATRIX: dict[str, tuple[str, list[int]]] = {
    "programme:list": ("GET", ALL),
    "programme:matrix": ("GET", ALL),
    "programme:closings": ("GET", ALL),
    "programme:define": ("GET", [200, 200, 403, 200, 200, 403, 200, SIGN_IN]),
    "programme:target": ("GET", SEEN),
    "programme:records": ("GET", SEEN),
    "programme:evidence": ("GET", [200, 200, 404, 200, 200, 200, 404, SIGN_IN]),
    "programme:plan": ("POST", SET),
    "programme:baseline": ("POST", SET),
    "programme:type": ("POST", [302, 302, 403, 302, 302, 302, 404, SIGN_IN]),
    "programme:estimate": ("POST", [302, 302, 403, 302, 302, 302, 404, SIGN_IN]),
    "programme:link": ("POST", SET),
    "programme:unlink": ("POST", SET),
    "programme:end": ("POST", SET),
    "programme:close": ("POST", [302, 302, 403, 302, 302, 403, 422, SIGN_IN]),
    "programme:explain": ("POST", SET),
    "programme:year": ("GET", ALL),
    "programme:export-year": ("GET", ALL),
    "programme:print-year": ("GET", ALL),
    "programme:register-item": ("GET", ALL),
    "programme:desk": ("GET", [200, 200, 200, 200, 403, 403, 403, SIGN_IN]),
    "programme:call": ("GET", [200, 200, 200, 200, 403, 403, 403, SIGN_IN]),
    "programme:gather": ("POST", GATHERS),
    "programme:item": ("GET", SEEN),
    "programme:edit-item": ("GET", [200, 200, 403, 200, 200, 200, 404, SIGN_IN]),
    "programme:withdraw-item": ("POST", REGISTERS),
    "programme:gather-item": ("POST", GATHERS),
    "programme:send-back-item": ("POST", GATHERS),
    "programme:leave-out-item": ("POST", GATHERS),
    "programme:merge-item": ("POST", GATHERS),
    "programme:adjust-item": ("POST", APPROVES),
    "programme:drop-item": ("POST", APPROVES),
}
# They work in the office of the department, which gathers its programme; of that of the centre they know nothing.
ADMINISTRATOR = {
    "programme:define": 403, "programme:close": 403, "programme:desk": 200, "programme:call": 200,
    "programme:adjust-item": 404,
    "programme:drop-item": 404,
}  # fmt: skip
STEPS_ON = {"programme:adjust-item": "approved_item_id", "programme:drop-item": "approved_item_id"}


def bodies(world: World, places: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Return a form that is filled in rightly, by address."""
    year = clock.day_of(clock.now()).year
    decided = {"decision_id": places["decision_id"], "reason": "Chờ Sở"}
    adjusted = {
        "version": 3, "action": "Đề án", "product": "Đề án", "lead_id": world.lab.pk, "month": 9,
        "milestone": "submitted", "level": "centre",
    }  # fmt: skip
    return {
        "programme:plan": {"period": f"{year + 1}", "counted": "1.250"},
        "programme:baseline": {"period": f"{year - 1}", "counted": "3", "source": "Báo cáo năm"},
        "programme:type": {
            "month": f"{year - 1}-t1", "counted": "12,5", "file": SimpleUploadedFile("a.pdf", b"%PDF-1.4 so lieu"),
        },
        "programme:estimate": {"counted": "12,5", "reason": "Theo hợp đồng"},
        "programme:link": {"task": f"NV-{places['task_id']}"},
        "programme:unlink": {"task": f"NV-{places['serving_id']}"},
        "programme:end": {"day": "1/1/2999", "reason": "Giao lại"},
        "programme:close": {"unit_id": world.lab.pk, "period": f"{year - 1}"},
        "programme:explain": {"reason": "Cộng trùng"},
        "programme:gather": {"act": "gather", "item": f"{places['item_id']}:1"},
        "programme:withdraw-item": {"version": 1},
        "programme:gather-item": {"version": 1},
        "programme:send-back-item": {"version": 1, "reason": "Nêu rõ"},
        "programme:leave-out-item": {"version": 1, "reason": "Trùng"},
        "programme:merge-item": {"version": 1, "into_id": places["gathered_item_id"]},
        "programme:adjust-item": adjusted | decided,
        "programme:drop-item": {"version": 3} | decided,
    }  # fmt: skip


def places(world: World, serving: Task) -> dict[str, Any]:
    """Return a target of the lab whose figures are typed, a closed figure that was corrected, a task that serves it."""
    made = targets.typed_target(world, owner_id=world.lab.pk, valid_from=dt.date(2020, 1, 1))
    typed = targets.typed(made, 9, 120, world=world)
    closing = services.close_period(unit_id=world.lab.pk, period="2026-t9", actor=world.lab_head, now=NOW)
    targets.typed(made, 9, 117, world=world, reason="Cộng trùng", now=NOW)
    services.link_task(target_id=made.pk, task_id=serving.pk, actor=world.lab_head, now=NOW)
    return {
        "target_id": made.pk,
        "typed_id": typed.pk,
        "closed_id": closing.figures.get().pk,
        "serving_id": serving.pk,
        "item_id": items.registered(world, cooperating_ids=()).pk,
        "gathered_item_id": items.gathered(world, cooperating_ids=()).pk,
        "approved_item_id": items.approved(world, cooperating_ids=()).pk,
        "decision_id": items.decision(world, "16").pk,
    }
