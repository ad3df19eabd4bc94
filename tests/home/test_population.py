"""The made-up province: seeded, as large as asked, and true to the rules."""

from __future__ import annotations

import io

import pytest
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.core.management.base import CommandError

from dondoc.documents.models import StoredFile
from dondoc.home import population
from dondoc.organization.models import Person, Unit
from dondoc.tasks import selectors
from dondoc.tasks.choices import BAR, Stage, Verdict
from dondoc.tasks.models import Completion, Task
from tests.world import NOW, TODAY


@pytest.fixture
def province(db, kept_files):
    """A small one."""
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
    assert all(task.due_dates.get().date == task.original_due_date for task in Task.objects.exclude(due_date=None))


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
    return population._Plan(agency, serial, 5, random.Random(serial), NOW)


def test_is_written_into_an_empty_database_only(province, settings):
    """Nobody's real organisation is mixed with made-up people."""
    settings.DEMO = True

    with pytest.raises(CommandError):
        call_command("demo", tasks=10, stderr=io.StringIO())

    assert Task.objects.count() == 130
