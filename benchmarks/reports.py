"""How long reports take: their pages through the whole WSGI stack, and composing one anew. Prints one JSON object.

    python benchmarks/reports.py --tasks 100000                       # a new SQLite database in a temporary folder
    python benchmarks/reports.py --tasks 1000000 --database postgres://postgres@127.0.0.1:5432/scale
    python benchmarks/reports.py --database postgres://…              # measure what is there

The report is that of the unit with the most tasks, on the first six months of the last year in which there is work. The
province is written by `dondoc demo` when the database is empty.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pages

REQUESTS = 60
# Milliseconds that 95 of 100 requests for a page may take, and seconds for composing a whole report.
ASKED = {"page_p95_ms": 200, "compose_s": 15}


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
        }.items()
    }
    _sent, handing_on = timed(
        lambda: services.hand_on(report_id=report.pk, version=report.version, actor=person, now=clock.now())
    )
    report.refresh_from_db()
    return {
        "database": connection.vendor, "tasks": Task.objects.count(), "asked": ASKED, "pages": shown,
        "compose": composing(report, person, now), "hand_on": handing_on,
        # As if one unit stood above all of them.
        "compose_all": composing(report, person, now, path="/"),
    }  # fmt: skip


def composing(report: Any, person: Any, now: dt.datetime, *, path: str = "") -> dict[str, Any]:
    """Return how long it takes to compose a report anew, over the tasks of its unit or of those below a path."""
    from dondoc.reports import exporting, selectors
    from dondoc.reports.services.handing_on import PAPER_ROWS

    report.unit.path = path or report.unit.path
    basis = selectors.Basis.of(report, now=now)
    large = basis.is_large(most=selectors.LISTED_AT_MOST)
    tally, counting = timed(lambda: selectors.with_lengths(selectors.tallied(basis), basis))
    paper, sections = timed(
        lambda: selectors.compose(report, person=person, now=now, tally=tally, with_rows=not large, most=PAPER_ROWS)
    )
    _book, workbook = timed(lambda: exporting.workbook(paper))
    parts = {"count": counting, "sections": sections, "workbook": workbook}
    return {
        "tasks": tally.total["total"], "listed": not large,
        **{f"{name}_s": one["seconds"] for name, one in parts.items()},
        "total_s": round(sum(one["seconds"] for one in parts.values()), 2),
        "queries": sum(one["queries"] for one in parts.values()),
    }  # fmt: skip


def begun(now: dt.datetime) -> tuple[Any, Any]:
    """Begin the report of the unit with the most tasks that somebody heads; return that person and it."""
    from django.db.models import Count

    from dondoc.organization.models import Post
    from dondoc.reports import services
    from dondoc.tasks.models import Task

    posts = list(Post.objects.filter(unit__parent=None).select_related("unit", "person").order_by("-is_head", "pk"))
    led = dict(Task.objects.values_list("lead_unit__path").annotate(n=Count("pk")))
    of_unit = {post.pk: sum(n for path, n in led.items() if path and path.startswith(post.unit.path)) for post in posts}
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
    """Return what an act gives, how long it took and how many queries it asked."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    started = time.perf_counter()
    with CaptureQueriesContext(connection) as captured:
        made = act()
    return made, {"seconds": round(time.perf_counter() - started, 2), "queries": len(captured)}


if __name__ == "__main__":
    sys.exit(main())
