"""How long the pages take: through the whole WSGI stack, signed in, over many people. Prints one JSON object.

    python benchmarks/pages.py --tasks 100000                         # a new SQLite database in a temporary folder
    python benchmarks/pages.py --tasks 1000000 --database postgres://postgres@127.0.0.1:5432/scale
    python benchmarks/pages.py --database postgres://…                # measure what is there
    python benchmarks/pages.py … --write             # writes docs/reference/pages-<database>-<tasks>.md

One process, no server between: the time is that from the request's environment to the last byte of the answer. The
province is written by `dondoc demo` when the database is empty.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

ROOT = Path(__file__).resolve().parents[1]
PEOPLE, REQUESTS, SEED = 60, 240, 7
PEOPLE_PER_TASK, UNITS_PER_TASK = 0.02, 0.003
CSRF = "k" * 32
REFERENCE = ROOT / "docs" / "reference"
# Milliseconds of server time that 95 of 100 requests may take.
ASKED = {"home": 150, "list": 120, "task": 60, "update": 80, "search": 200}
WORDS = ("cai cach hanh chinh", "định mức kinh tế", "giai ngan von", "kiem dinh phuong tien do", "cử tri", "so hoa xyz")
STATES = ("overdue", "due_soon", "in_time", "no_deadline", "review")


def set_up(database: str, home: Path) -> None:
    """Load the product with its production settings."""
    sys.path.insert(0, str(ROOT / "src"))
    os.environ |= {
        "DONDOC_HOME": str(home), "DONDOC_DEMO": "1", "DONDOC_SECRET_KEY": "for this benchmark only",
        "DJANGO_SETTINGS_MODULE": "dondoc.config.settings",
    }  # fmt: skip
    if database:
        os.environ["DATABASE_URL"] = database
    import django

    django.setup()


def fill(tasks: int, people: int | None, units: int | None) -> None:
    """Write the province when there is none."""
    from django.core.management import call_command

    from dondoc.organization.models import Unit

    call_command("migrate", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    if tasks and not Unit.objects.exists():
        size = {
            "people": people or max(60, int(tasks * PEOPLE_PER_TASK)),
            "units": units or max(20, int(tasks * UNITS_PER_TASK)),
        }
        call_command("demo", tasks=tasks, stderr=io.StringIO(), **size)
    from django.db import connection

    # As the database does by itself within minutes of such a load.
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")


class Browser:
    """Sends requests of signed-in people straight into the WSGI application."""

    def __init__(self) -> None:
        from dondoc.config.wsgi import application

        self._application: Callable[..., Any] = application
        self._sessions: dict[int, str] = {}

    def sign_in(self, person: Any) -> None:
        """Open a session for somebody."""
        from django.conf import settings
        from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
        from django.utils.module_loading import import_string

        store = import_string(f"{settings.SESSION_ENGINE}.SessionStore")()
        store[SESSION_KEY] = str(person.pk)
        store[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
        store[HASH_SESSION_KEY] = person.get_session_auth_hash()
        store.create()
        self._sessions[person.pk] = store.session_key or ""

    def send(self, person: Any, path: str, form: dict[str, str] | None = None) -> tuple[float, int, int]:
        """Return milliseconds, status and bytes of one answer."""
        path, _mark, query = path.partition("?")
        body = urlencode(form | {"csrfmiddlewaretoken": CSRF}).encode() if form else b""
        environ = {
            "REQUEST_METHOD": "POST" if form else "GET", "PATH_INFO": path, "QUERY_STRING": query,
            "SERVER_NAME": "localhost", "SERVER_PORT": "80", "SERVER_PROTOCOL": "HTTP/1.1", "REMOTE_ADDR": "127.0.0.1",
            "HTTP_HOST": "localhost", "HTTP_COOKIE": f"sessionid={self._sessions[person.pk]}; csrftoken={CSRF}",
            "CONTENT_TYPE": "application/x-www-form-urlencoded", "CONTENT_LENGTH": str(len(body)),
            "wsgi.input": io.BytesIO(body), "wsgi.errors": sys.stderr, "wsgi.url_scheme": "http",
            "wsgi.version": (1, 0), "wsgi.multithread": False, "wsgi.multiprocess": False, "wsgi.run_once": False,
        }  # fmt: skip
        answered: list[str] = []
        started = time.perf_counter()
        chunks = self._application(environ, lambda status, headers, info=None: answered.append(status))
        size = sum(len(chunk) for chunk in chunks)
        if hasattr(chunks, "close"):
            chunks.close()
        return (time.perf_counter() - started) * 1000, int(answered[0].split()[0]), size


def measure(
    browser: Browser, page: Callable[[], tuple[Any, str, dict[str, str] | None]], *, requests: int
) -> dict[str, Any]:
    """Return the figures of one page over many requests."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    times, sizes, statuses, queries = [], [], set(), 0
    for _number in range(3):
        browser.send(*page())
    for number in range(requests):
        wanted = page()
        if number % 20 == 0:
            with CaptureQueriesContext(connection) as captured:
                browser.send(*wanted)
            queries = max(queries, len(captured))
            if wanted[2] is not None:
                wanted = page()
        spent, status, size = browser.send(*wanted)
        times.append(spent)
        sizes.append(size)
        statuses.add(status)
    cuts = statistics.quantiles(times, n=20)
    return {
        "p50_ms": round(statistics.median(times), 1), "p95_ms": round(cuts[18], 1), "queries": queries,
        "kilobytes": round(max(sizes) / 1000, 1), "statuses": sorted(statuses),
    }  # fmt: skip


def pages(people: list[Any], chance: random.Random) -> dict[str, Callable[[], tuple[Any, str, dict[str, str] | None]]]:
    """Return, by name, what asks for one page as a random person, about a random object of theirs."""
    from dondoc.kernel import clock
    from dondoc.tasks import selectors
    from dondoc.tasks.choices import Stage
    from dondoc.tasks.models import Update

    today = clock.day_of(clock.now())
    seen = {
        person.pk: list(selectors.visible_to(person, today=today).order_by("-pk").values_list("pk", flat=True)[:400])
        for person in people
    }
    working = {
        person.pk: list(
            selectors.visible_to(person, today=today)
            .filter(stage=Stage.IN_PROGRESS, lead_unit__posts__person=person)
            .values_list("pk", flat=True)[:400]
        )
        for person in people
        if person.current_posts(today)[0].role == "unit_head"
    }
    doers = [person for person in people if working.get(person.pk)]
    readers = [person for person in people if seen[person.pk]]

    def task() -> tuple[Any, str, None]:
        person = chance.choice(readers)
        return person, f"/nhiem-vu/{chance.choice(seen[person.pk])}/", None

    def update() -> tuple[Any, str, dict[str, str]]:
        person = chance.choice(doers)
        task_id = chance.choice(working[person.pk])
        said = Update.objects.filter(task=task_id, author=person).count()
        return person, f"/nhiem-vu/{task_id}/cap-nhat/", {"text": "Đã có dự thảo.", "seen": f"{said}.0"}

    return {
        "home": lambda: (chance.choice(people), "/", None),
        "list": lambda: (chance.choice(people), f"/nhiem-vu/?tinh-trang={chance.choice(STATES)}&nhom=don-vi", None),
        "task": task,
        "update": update,
        "search": lambda: (chance.choice(people), "/nhiem-vu/?" + urlencode({"q": chance.choice(WORDS)}), None),
    }


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tasks", type=int, default=0)
    parser.add_argument("--people", type=int)
    parser.add_argument("--units", type=int)
    parser.add_argument("--database", default="")
    parser.add_argument("--home", type=Path, help="keep the folder of the product here")
    parser.add_argument("--requests", type=int, default=REQUESTS)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="dondoc-pages-") as folder:
        set_up(options.database, options.home or Path(folder))
        fill(options.tasks, options.people, options.units)
        from django.db import connection

        from dondoc.organization.models import Person, Post, Unit
        from dondoc.tasks.models import Task

        chance = random.Random(SEED)
        browser = Browser()
        by_role = {role: list(Post.objects.filter(role=role).values_list("person", flat=True)[:2000])
                   for role in ("department_director", "office_head", "clerk", "unit_head", "officer")}  # fmt: skip
        chosen = [pk for ids in by_role.values() for pk in chance.sample(ids, min(len(ids), PEOPLE // len(by_role)))]
        people = list(Person.objects.filter(pk__in=chosen))
        for person in people:
            browser.sign_in(person)
        figures = {
            name: measure(browser, page, requests=options.requests) for name, page in pages(people, chance).items()
        }
        result = {
            "pages": figures,
            "database": connection.vendor,
            "tasks": Task.objects.count(),
            "people": Person.objects.count(),
            "units": Unit.objects.count(),
            "measured_people": len(people),
            "requests_per_page": options.requests,
        }
    print(json.dumps(result, ensure_ascii=False, indent=2))
    if options.write:
        write(result)
    return 0


def write(result: dict[str, Any]) -> None:
    """Keep a result as a page of the reference."""
    size = f"{result['tasks']:,} tasks, {result['people']:,} people, {result['units']:,} units"
    rows = "".join(
        f"| {name} | {ASKED[name]} | {page['p50_ms']} | {page['p95_ms']} | {page['queries']} | {page['kilobytes']} |\n"
        for name, page in result["pages"].items()
    )
    path = REFERENCE / f"pages-{result['database']}-{result['tasks']}.md"
    path.write_text(
        f"# Pages on {result['database']}, {result['tasks']:,} tasks\n\n"
        f"Generated by `python benchmarks/pages.py --write` on a database of {size}: server time through\n"
        f"the whole WSGI stack in one process, {result['requests_per_page']} requests a page by "
        f"{result['measured_people']} people.\n\n"
        f"| page | asked, p95 ms | p50 ms | p95 ms | queries | kilobytes |\n|---|---|---|---|---|---|\n{rows}"
    )


if __name__ == "__main__":
    sys.exit(main())
