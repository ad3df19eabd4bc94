"""The made-up province: seeded, as large as asked, and true to the rules."""

from __future__ import annotations

import datetime as dt
import io
import itertools
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.core.management.base import CommandError

from dondoc.documents.models import StoredFile
from dondoc.home import happenings, population
from dondoc.kernel import clock
from dondoc.kernel.workdays import WorkCalendar
from dondoc.organization.models import Person, Unit
from dondoc.tasks import selectors, services
from dondoc.tasks.choices import BAR, NoticeKind, Stage, Verdict
from dondoc.tasks.models import Completion, Notice, Task
from dondoc.tasks.models.task import Basis
from dondoc.tasks.services.dues import make_task
from tests.world import NOW, TODAY


@pytest.fixture
def province(db, kept_files, monkeypatch):
    """A small one, in which more happens than in a large one."""
    for name, share in {"extension": 0.4, "pause": 0.2, "obstacle": 0.3}.items():
        monkeypatch.setitem(happenings.SHARES, name, share)
    monkeypatch.setattr(happenings, "NOTICE_DAYS", population.DAYS)
    return list(population.populate(tasks=130, people=60, units=43, now=NOW))


def test_is_as_large_as_asked(province):
    """Tasks, people and units; every kind of state is there."""
    assert (province[-1], Task.objects.count(), Person.objects.count(), Unit.objects.count()) == (130, 130, 60, 43)
    counts = selectors.counts(Task.objects.with_status(as_of=TODAY, known_at=NOW), today=TODAY)
    assert sum(counts[name] for name in BAR) == 130
    assert all(counts[name] for name in ("done", "overdue", "no_deadline"))


def test_is_true_to_the_rules(province):
    """What is done was proved and accepted by somebody else; every file is there."""
    done = Task.objects.filter(stage=Stage.DONE)

    assert done.count() == Completion.objects.filter(verdict=Verdict.ACCEPTED, evidence__date__isnull=False).count()
    assert all(default_storage.exists(file.content.name) for file in StoredFile.objects.all())
    for task in Task.objects.exclude(due_date=None):
        dues = list(task.due_dates.order_by("recorded_at").values_list("date", "recorded_at"))
        assert (dues[0][0], dues[-1]) == (task.original_due_date, (task.due_date, task.due_recorded_at))


def test_python_and_sql_agree_on_each_class(province):
    """On any day, by what had been recorded on any other, against either deadline; and the classes sum to the total."""
    days = [TODAY - dt.timedelta(days=n) for n in (0, 1, 40, 300)]
    for as_of, known, basis in itertools.product(days, days, Basis):
        known_at = clock.start_of(known) + dt.timedelta(hours=12)

        found = Task.objects.with_status(as_of=as_of, known_at=known_at, basis=basis)

        assert {task.pk: task.status for task in found} == {
            task.pk: task.status_on(as_of=as_of, known_at=known_at, basis=basis)
            for task in Task.objects.prefetch_related("due_dates", "pauses", "taken_back")
        }


# What the services are asked to do again: the act, who took it, when.
Act = tuple[dt.datetime, Callable[..., object], Person, dict[str, Any]]
ROWS = {
    "due_dates": ("date", "origin", "recorded_at", "recorded_by"),
    "extensions": ("asked_by", "asked_at", "due_then", "asked_date", "reason", "verdict", "decided_by", "decided_at",
                   "decided_note", "due__date"),
    "pauses": ("since", "reason", "obstacle__text", "recorded_at", "recorded_by", "until", "ended_at", "ended_by"),
    "obstacles": ("text", "proposal", "raised_by", "raised_at", "state", "lies_with", "answer_by", "removed_at",
                  "opinions__kind", "opinions__text", "opinions__author", "opinions__post", "opinions__at"),
    "notices": ("person", "kind", "at"),
}  # fmt: skip
TOLD = (NoticeKind.EXTENSION_ASKED, NoticeKind.EXTENSION_GRANTED, NoticeKind.EXTENSION_REFUSED, NoticeKind.OBSTACLE,
        NoticeKind.OPINION)  # fmt: skip


def acts_of(task) -> list[Act]:
    """Return what happened to a task as calls of services, in their order."""
    acts: list[Act] = []
    for row in task.extensions.all():
        asked = {"date": row.asked_date, "reason": row.reason}
        acts.append((row.asked_at, services.ask_extension, row.asked_by, asked))
        if row.decided_at:
            decide = services.grant_extension if row.verdict == "granted" else services.refuse_extension
            acts.append((row.decided_at, decide, row.decided_by, {"note": row.decided_note}))
    for row in task.pauses.filter(obstacle=None):
        acts.append((row.recorded_at, services.pause, row.recorded_by, {"reason": row.reason}))
        if row.ended_at:
            acts.append((row.ended_at, services.restart, row.ended_by, {}))
    for row in task.obstacles.all():
        raised = {"text": row.text, "proposal": row.proposal}
        acts.append((row.raised_at, services.raise_obstacle, row.raised_by, raised))
        for said in row.opinions.all():
            answer = {"text": said.text, "stop_clock": row.pauses.exists()}
            act, words = {
                "answer": (services.answer_obstacle, answer), "removed": (services.remove_obstacle, {"text": said.text})
            }[said.kind]  # fmt: skip
            acts.append((said.at, act, said.author, words))
    return sorted(acts, key=lambda act: act[0])


def test_the_services_would_have_stored_the_same(province):
    """Whatever happened to a task happens again to one like it, by the services at those moments, row for row."""
    recent = clock.start_of(TODAY - dt.timedelta(days=happenings.NOTICE_DAYS))
    met = Counter()
    same = ("document", "directive", "action", "quote", "kind", "lead_unit", "assigning_unit", "assignee")
    for task in Task.objects.select_related("assigned_by").order_by("pk"):
        if not (acts := acts_of(task)):
            continue
        again = make_task(
            due_date=task.original_due_date, due_set_by=None, actor=task.assigned_by, now=task.assigned_at,
            **{name: getattr(task, name) for name in same},
        )  # fmt: skip
        for at, act, actor, said in acts:
            act(task_id=again.pk, actor=actor, now=at, **said)
            met[act.__name__] += 1
        again.refresh_from_db()

        for name, columns in ROWS.items():
            stored, made = (list(getattr(one, name).order_by("pk").values_list(*columns)) for one in (task, again))
            if name == "notices":
                made = sorted(row for row in made if row[1] in TOLD and row[2] >= recent)
                stored = sorted(row for row in stored if row[1] in TOLD)
            assert stored == made, (task, name)
        assert (task.due_date, task.due_recorded_at) == (again.due_date, again.due_recorded_at)
        if task.stage != Stage.DONE and not task.updates.exists():
            assert (task.stage, task.last_news_at) == (again.stage, again.last_news_at)
    assert set(met) == {
        "ask_extension", "grant_extension", "refuse_extension", "pause", "restart", "raise_obstacle", "answer_obstacle",
        "remove_obstacle",
    }  # fmt: skip


def test_people_are_told_of_the_steps_of_the_last_months(province):
    """Of each kind; some of it is not read yet."""
    told = Counter(Notice.objects.values_list("kind", flat=True))

    assert {"assigned", "cooperate", "reported", "accepted", "time_asked", "obstacle", "opinion"} <= set(told)
    assert 0 < Notice.objects.filter(read_at=None).count() < Notice.objects.count()
    assert not Notice.objects.filter(read_at__gt=NOW).exists()


def test_is_the_same_every_time(db, kept_files):
    """The seed says everything but the keys."""
    first, second = (
        [(plan.text, plan.date) for plan in map(_plan, range(1, 4))],
        [(plan.text, plan.date) for plan in map(_plan, range(1, 4))],
    )

    assert first == second


def _plan(serial):
    import random

    units = [Unit(pk=1, name="Phòng Kế hoạch"), Unit(pk=2, name="Phòng Kỹ thuật")]
    agency = population.Agency(Unit(name="Sở"), Unit(name="Văn phòng"), divisions=units)
    teller = happenings.Teller(random.Random(serial), TODAY, WorkCalendar(), 3)
    return population._Plan(agency, serial, 5, teller)


def test_is_written_into_an_empty_database_only(province, settings):
    """Nobody's real organisation is mixed with made-up people."""
    settings.DEMO = True

    with pytest.raises(CommandError):
        call_command("demo", tasks=10, stderr=io.StringIO())

    assert Task.objects.count() == 130
