"""What each role gets at the addresses of reports: rows for `tests.test_access_matrix`, in the order of its roles."""

from __future__ import annotations

import datetime as dt
from typing import Any

from dondoc.reports import services
from dondoc.reports.models import Schedule
from tests.world import NOW, World

from . import made

SIGN_IN = 302
EVERYBODY = [200, 200, 200, 200, 200, 200, 200, SIGN_IN]
# The report is the centre's, composed there; the lab is asked for a section of it.
SEE = [200, 200, 200, 200, 404, 404, 404, SIGN_IN]
WRITE = [403, 403, 403, 302, 404, 404, 404, SIGN_IN]
FORM = [403, 403, 403, 200, 404, 404, 404, SIGN_IN]

MATRIX: dict[str, tuple[str, list[int]]] = {
    "reports:list": ("GET", EVERYBODY),
    "reports:start": ("GET", EVERYBODY),
    "reports:schedules": ("GET", EVERYBODY),
    "reports:end-schedule": ("POST", [403, 403, 403, 302, 404, 404, 404, SIGN_IN]),
    # Who asked is led to the report.
    "reports:contribute": ("GET", [404, 404, 404, 302, 200, 200, 404, SIGN_IN]),
    "reports:report": ("GET", SEE),
    "reports:word": ("GET", FORM),
    "reports:ask-units": ("GET", FORM),
    "reports:behind": ("GET", SEE),
    "reports:count-anew": ("POST", WRITE),
    "reports:progress": ("GET", [302, 302, 302, 302, 404, 404, 404, SIGN_IN]),
    "reports:hand-on": ("POST", WRITE),
    "reports:open-again": ("POST", [403, 403, 403, 409, 404, 404, 404, SIGN_IN]),
    "reports:withdraw": ("POST", WRITE),
    "reports:export": ("GET", SEE),
    "reports:compare": ("GET", SEE),
    "reports:as-sent": ("GET", SEE),
    "reports:export-sent": ("GET", SEE),
    "reports:changes": ("GET", SEE),
    "reports:sent-records": ("GET", SEE),
}
STEPS_ON = {"reports:open-again": "sent_report_id"}


def bodies() -> dict[str, dict[str, Any]]:
    """Return a form that is filled in rightly, by address."""
    seen = {"version": 2}
    return {"reports:hand-on": seen, "reports:withdraw": seen | {"reason": "Lập nhầm"}}


def places(world: World) -> dict[str, Any]:
    """Return one thing for each kind of address."""
    report, sent = made.report(world), made.report(world)
    made.done(world, dt.date(2026, 6, 1))
    services.ask_units(
        report_id=report.pk, version=1, section="assessment", unit_ids=[world.lab.pk], due_date=dt.date(2998, 1, 6),
        actor=world.centre_director, now=NOW,
    )  # fmt: skip
    services.hand_on(report_id=sent.pk, version=1, actor=world.centre_director, now=NOW)
    schedule = Schedule.objects.create(
        kind_code="year", unit=world.centre, drafting_unit=world.centre, due_days=5, source="Quy chế",
        made_by=world.centre_director, made_at=NOW,
    )  # fmt: skip
    return {
        "report_id": report.pk,
        "sent_report_id": sent.pk,
        "request_id": report.requests.get().pk,
        "schedule_id": schedule.pk,
    }


def addresses(places: dict[str, Any]) -> list[dict[str, Any]]:
    """Return what the addresses ask for that name more than one thing."""
    report = {"report_id": places["report_id"]}
    return [
        report | {"section": "assessment"},
        report | {"figure": "done"},
        {"report_id": places["sent_report_id"], "snapshot": 1},
        {"report_id": places["sent_report_id"], "snapshot": 1, "figure": "done"},
    ]
