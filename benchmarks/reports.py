"""How long reports take: their pages through the whole WSGI stack, and composing one anew. Prints one JSON object.

    python benchmarks/reports.py --tasks 100000                       # a new SQLite database in a temporary folder
    python benchmarks/reports.py --tasks 1000000 --database postgres://postgres@127.0.0.1:5432/scale
    python benchmarks/reports.py --database postgres://…              # measure what is there

The report is that of the unit with the most tasks, on the first six months of the last year in which there is work. The
unit has targets with ten years of monthly figures, typed and counted. Another report over some five thousand tasks is
handed on in the background and written as .docx, PDF and workbook; beside the time that passed stands the time in which
this process worked, which says more where the machine has other work (`load`). The province is written by `dondoc demo`
when the database is empty.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pages

REQUESTS = 60
# Milliseconds that 95 of 100 requests for a page may take, seconds for composing a whole report, and for a report over
# so many tasks from the click to its files.
ASKED = {"page_p95_ms": 200, "compose_s": 15, "tasks_of_one": 5_000, "one_s": 10}
YEARS, MONTHS = 10, 12
# Targets of each kind: their figures typed each month, or counted by a measure.
TYPED = 6
COUNTED = ("tasks.done", "tasks.on_time", "tasks.completed", "tasks.overdue", "documents.issued",
           "tasks.obstacles_answered")  # fmt: skip
# Units whose tasks are counted to find the report over some five thousand.
LOOKED_AT = 12


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tasks", type=int, help="write so many tasks where the database is empty")
    parser.add_argument("--database", default="", help="address of the database; default: SQLite in a new folder")
    parser.add_argument("--requests", type=int, default=REQUESTS)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        pages.set_up(options.database, Path(folder))
        pages.fill(options.tasks, None, None)
        print(json.dumps(measured(options.requests), ensure_ascii=False))


def measured(requests: int) -> dict[str, Any]:
    """Return the figures of this database."""
    from django.db import connection
    from django.urls import resolve

    from dondoc.kernel import clock
    from dondoc.reports import selectors, services
    from dondoc.tasks.models import Task

    now = clock.now()
    person, report = begun(now)
    targets = ten_years(report.unit, person, now)
    if selectors.Basis.of(report, now=now).is_large():
        services.count(report_id=report.pk, now=now)
    # The first request of a process loads every page of the product.
    resolve(report.address)
    browser = pages.Browser()
    browser.sign_in(person)
    shown = {
        name: pages.measure(browser, asking(person, address), requests=requests)
        for name, address in {
            "report": report.address,
            "list": "/bao-cao/",
            "word": f"{report.address}loi-van/overview/",
            "home": "/",
            "targets": "/chi-tieu/",
            "target_typed": f"/chi-tieu/{targets[0]}/",
            "target_counted": f"/chi-tieu/{targets[-1]}/",
        }.items()
    }
    _sent, handing_on = timed(
        lambda: services.hand_on(report_id=report.pk, version=report.version, actor=person, now=clock.now())
    )
    report.refresh_from_db()
    return {
        "database": connection.vendor, "load": [round(one, 2) for one in os.getloadavg()],
        "tasks": Task.objects.count(), "asked": ASKED, "pages": shown,
        "compose": composing(report, person, now), "hand_on": handing_on,
        "one": in_background(clock.now()),
        # As if one unit stood above all of them.
        "compose_all": composing(report, person, now, path="/"),
    }  # fmt: skip


def composing(report: Any, person: Any, now: dt.datetime, *, path: str = "") -> dict[str, Any]:
    """Return how long it takes to compose a report anew, over the tasks of its unit or of those below a path."""
    from dondoc.reports import exporting, selectors

    report.unit.path = path or report.unit.path
    basis = selectors.Basis.of(report, now=now)
    large = basis.is_large(most=selectors.LISTED_AT_MOST)
    tally, counting = timed(lambda: selectors.with_lengths(selectors.tallied(basis), basis))
    paper, sections = timed(
        lambda: selectors.compose(
            report, person=person, now=now, tally=tally, with_rows=not large, most=selectors.LISTED_AT_MOST
        )
    )
    _book, workbook = timed(lambda: exporting.workbook(paper))
    parts = {"count": counting, "sections": sections, "workbook": workbook}
    return {
        "tasks": tally.total["total"], "listed": not large,
        **{f"{name}_s": one["seconds"] for name, one in parts.items()},
        "total_s": round(sum(one["seconds"] for one in parts.values()), 2),
        "queries": sum(one["queries"] for one in parts.values()),
    }  # fmt: skip


def ten_years(unit: Any, person: Any, now: dt.datetime) -> list[int]:
    """Give a unit targets with plans and monthly figures of ten years, unless it has them; return their ids."""
    from dondoc.documents.models import StoredFile
    from dondoc.programme.choices import Aggregation, Direction, TargetKind
    from dondoc.programme.models import Plan, Target, TypedFigure

    first = now.year - YEARS + 1
    file, _made = StoredFile.objects.get_or_create(sha256="b" * 64, defaults={"size": 1, "content": "b"})
    usual = {
        "unit_of_measure": "việc", "kind": TargetKind.ASSIGNED, "direction": Direction.HIGHER, "owner": unit,
        "valid_from": dt.date(first, 1, 1), "created_by": person, "created_at": now,
    }  # fmt: skip
    found = []
    for number, measure in enumerate(("",) * TYPED + COUNTED):
        is_share = measure.startswith("tasks.") and measure != "tasks.done"
        said = {"name": f"Chỉ tiêu số {number}", "measure": measure,
                "aggregation": Aggregation.RATIO if is_share else Aggregation.SUM}  # fmt: skip
        target, is_new = Target.objects.get_or_create(code=f"DO-{unit.pk}-{number}", defaults=usual | said)
        found.append(target.pk)
        if not is_new:
            continue
        of = {"target": target, "base": 100 if is_share else None}
        months = [(year, month) for year in range(first, now.year + 1) for month in range(1, MONTHS + 1)]
        Plan.objects.bulk_create(
            Plan(period=period, counted=50, set_by=person, set_at=now, **of)
            for year in range(first, now.year + 1)
            for period in (f"{year}", f"{year}-n1", *(f"{year}-t{month}" for month in range(1, MONTHS + 1)))
        )
        if not measure:
            TypedFigure.objects.bulk_create(
                TypedFigure(month=dt.date(year, month, 1), counted=(year + month) % 17, file=file, file_name="a.xlsx",
                            typed_by=person, typed_at=now, **of)
                for year, month in months
                if dt.date(year, month, 1) <= now.date()
            )  # fmt: skip
    return found


def in_background(now: dt.datetime) -> dict[str, Any]:
    """Return how long a report over some five thousand tasks takes: counting, handing on as the worker does, files."""
    from dondoc.documents.composing import files
    from dondoc.reports import exporting, selectors, services
    from dondoc.reports.drafting import PAPER_ROWS
    from dondoc.writing import from_json

    person, report, tasks = nearest(ASKED["tasks_of_one"], now)
    steps: dict[str, dict[str, Any]] = {}
    if selectors.Basis.of(report, now=now).is_large():
        _none, steps["count"] = timed(lambda: services.count(report_id=report.pk, now=now))

    def hand_on() -> None:
        services.ask_to_hand_on(report_id=report.pk, version=report.version, actor=person, now=now)
        services.hand_on_as_asked(report_id=report.pk, now=now)

    _none, steps["hand_on"] = timed(hand_on)
    report.refresh_from_db()
    content = from_json(paper_of(report))
    for kind, write in files.WRITERS.items():
        _bytes, steps[kind] = timed(lambda write=write: write(content))
    basis = selectors.Basis.of(report, now=now)

    def workbook() -> bytes:
        tally = selectors.with_lengths(selectors.tallied(basis), basis)
        paper = selectors.compose(report, person=person, now=now, tally=tally, most=selectors.LISTED_AT_MOST)
        return exporting.workbook(paper)

    _bytes, steps["xlsx"] = timed(workbook)
    total, cpu = (round(sum(step[name] for step in steps.values()), 2) for name in ("seconds", "cpu_s"))
    return {"tasks": tasks, "rows_on_paper": PAPER_ROWS, "total_s": total, "cpu_s": cpu, **steps}


def paper_of(report: Any) -> dict[str, Any]:
    """Return the draft of a report as it is set, with the addressee and the signer that somebody names in it."""
    from dondoc.documents.composing import setting

    content = report.draft.content | {
        "to": [{"name": "Ủy ban nhân dân tỉnh", "unit": None, "group": None}],
        "recipients": [{"name": "Như trên", "unit": None, "group": None}],
        "symbol": report.draft.content["symbol"] or "BC-SKHCN", "archive": "VT",
        "place": report.draft.content["place"] or "Bình Sơn",
    }  # fmt: skip
    signature = {"authority": [], "title": "GIÁM ĐỐC", "name": "Nguyễn Văn An"}
    body: dict[str, Any] = setting.content_of(content, signature=signature)
    body["year"] = report.made_at.year
    return body


def nearest(wanted: int, now: dt.datetime) -> tuple[Any, Any, int]:
    """Begin the report of a year over about so many tasks; return who composes it, it, and over how many it is."""
    from dondoc.reports import selectors, services
    from dondoc.tasks.models import Task

    posts, of_unit = heads()
    last = Task.objects.latest("assigned_at").assigned_at
    near = sorted(posts, key=lambda post: abs(of_unit[post.pk] - 2 * wanted))[:LOOKED_AT]
    found = []
    for post in near:
        report = services.start(
            kind_code="year", unit_id=post.unit_id, drafting_unit_id=post.unit_id, year=min(last, now).year,
            actor=post.person, now=now,
        )  # fmt: skip
        found.append((post.person, report, selectors.Basis.of(report, now=now).tasks.order_by().count()))
    return min(found, key=lambda one: abs(one[2] - wanted))


def heads() -> tuple[list[Any], dict[int, int]]:
    """Return the posts at the head of bodies, and how many tasks lie under the unit of each."""
    from django.db.models import Count

    from dondoc.organization.models import Post
    from dondoc.tasks.models import Task

    posts = list(Post.objects.filter(unit__parent=None).select_related("unit", "person").order_by("-is_head", "pk"))
    led = dict(Task.objects.values_list("lead_unit__path").annotate(n=Count("pk")))
    return posts, {
        post.pk: sum(n for path, n in led.items() if path and path.startswith(post.unit.path)) for post in posts
    }


def begun(now: dt.datetime) -> tuple[Any, Any]:
    """Begin the report of the unit with the most tasks that somebody heads; return that person and it."""
    from dondoc.reports import services
    from dondoc.tasks.models import Task

    posts, of_unit = heads()
    post = max(posts, key=lambda one: (of_unit[one.pk], one.is_head))
    last = Task.objects.latest("assigned_at").assigned_at
    report = services.start(
        kind_code="months6", unit_id=post.unit_id, drafting_unit_id=post.unit_id, year=min(last, now).year,
        actor=post.person, now=now,
    )  # fmt: skip
    return post.person, report


def asking(person: Any, address: str) -> Callable[[], tuple[Any, str, None]]:
    """Return what asks for one page as a person."""
    return lambda: (person, address, None)


def timed(act: Callable[[], Any]) -> tuple[Any, dict[str, Any]]:
    """Return what an act gives, how long it took, of that this process at work, and how many queries it asked."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    started, worked = time.perf_counter(), time.process_time()
    with CaptureQueriesContext(connection) as captured:
        made = act()
    seconds, cpu = time.perf_counter() - started, time.process_time() - worked
    return made, {"seconds": round(seconds, 2), "cpu_s": round(cpu, 2), "queries": len(captured)}


if __name__ == "__main__":
    sys.exit(main())
