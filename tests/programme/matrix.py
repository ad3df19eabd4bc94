"""What each role gets at the addresses of targets: rows for `tests.test_access_matrix`, in its order."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from dondoc.kernel import clock
from dondoc.programme import services
from dondoc.tasks.models import Task
from tests.world import NOW, World

from . import targets

SIGN_IN = 302
# The target belongs to the lab: its head, and who acts for a unit above it, sets it; its people type its figures.
ALL = [200, 200, 200, 200, 200, 200, 200, SIGN_IN]
SEEN = [200, 200, 200, 200, 200, 200, 404, SIGN_IN]
SET = [302, 302, 403, 302, 302, 403, 404, SIGN_IN]

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
    "programme:link": ("POST", SET),
    "programme:unlink": ("POST", SET),
    "programme:end": ("POST", SET),
    "programme:close": ("POST", [302, 302, 403, 302, 302, 403, 422, SIGN_IN]),
    "programme:explain": ("POST", SET),
}
ADMINISTRATOR = {"programme:define": 403, "programme:close": 403}


def bodies(world: World, places: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Return a form that is filled in rightly, by address."""
    year = clock.day_of(clock.now()).year
    return {
        "programme:plan": {"period": f"{year + 1}", "counted": "1.250"},
        "programme:baseline": {"period": f"{year - 1}", "counted": "3", "source": "Báo cáo năm"},
        "programme:type": {
            "month": f"{year - 1}-t1", "counted": "12,5", "file": SimpleUploadedFile("a.pdf", b"%PDF-1.4 so lieu"),
        },
        "programme:link": {"task": f"NV-{places['task_id']}"},
        "programme:unlink": {"task": f"NV-{places['serving_id']}"},
        "programme:end": {"day": "1/1/2999", "reason": "Giao lại"},
        "programme:close": {"unit_id": world.lab.pk, "period": f"{year - 1}"},
        "programme:explain": {"reason": "Cộng trùng"},
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
    }
