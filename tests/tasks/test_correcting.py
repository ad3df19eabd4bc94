"""A correction is asked for by the lead, decided by the assigning side; disputed until then."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from dondoc.audit.models import Entry
from dondoc.tasks import errors, life_errors, selectors, services
from dondoc.tasks.choices import CorrectionVerdict, Stage
from dondoc.tasks.models import Correction, Task
from tests.world import NOW, TODAY, task

WORDS = {"wrong": "Ghi quá hạn", "right": "Đúng hạn, theo văn bản ngày 20/11/2026"}
DECISION = {"verdict": CorrectionVerdict.ACCEPTED, "words": "Đúng như đề nghị"}


def snapshot():
    """Return all that a refusal must leave alone."""
    return list(Task.objects.values()), list(Correction.objects.values()), Entry.objects.count()


@pytest.fixture
def disputed(world):
    """A closed task of the Centre whose status the Centre disputes."""
    made = task(world, stage=Stage.DONE, done_date=TODAY, closed_at=NOW)
    services.ask_correction(task_id=made.pk, **WORDS, actor=world.centre_director, now=NOW)
    made.refresh_from_db()
    return made


def test_disputed_until_decided_and_counted_apart(world, disputed):
    """Beside its class, which stays."""
    tasks = Task.objects.with_status(as_of=TODAY, known_at=NOW)
    counted = selectors.counts(tasks, today=TODAY)
    assert (counted["disputed"], counted["done"], counted["total"]) == (1, 1, 1)
    assert list(tasks.filter(selectors.filter_condition("disputed", today=TODAY))) == [disputed]
    assert list(selectors.to_correct(world.director, now=NOW)) == [disputed]

    found = services.decide_correction(task_id=disputed.pk, **DECISION, actor=world.office_head, now=NOW)

    disputed.refresh_from_db()
    assert (found.verdict, found.decided_by, disputed.is_disputed, disputed.stage) == (
        "accepted", world.office_head, False, Stage.DONE,
    )  # fmt: skip
    assert [entry.act for entry in Entry.objects.order_by("pk")] == ["tasks.ask_correction", "tasks.decide_correction"]


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        pytest.param({"actor": "director"}, errors.NotLead, id="the-assigning-side"),
        pytest.param({"actor": "farm_head"}, errors.TaskMissing, id="a-stranger"),
        pytest.param({"right": " "}, errors.TextEmpty, id="nothing-better"),
    ],
)
def test_refusal_to_ask_changes_nothing(world, changes, refusal):
    """The lead unit, with what it should be."""
    made = task(world)
    before = snapshot()

    with pytest.raises(refusal):
        services.ask_correction(
            task_id=made.pk,
            **(WORDS | {key: value for key, value in changes.items() if key != "actor"}),
            actor=getattr(world, changes.get("actor", "centre_director")),
            now=NOW,
        )

    assert snapshot() == before


def test_inside_one_unit_nobody_could_decide(world):
    """The head who asks would be the one who decides."""
    made = task(world, lead_unit=world.lab, assigning_unit=world.lab, assignee=world.officer)
    before = snapshot()

    with pytest.raises(life_errors.OwnTask):
        services.ask_correction(task_id=made.pk, **WORDS, actor=world.lab_head, now=NOW)

    assert snapshot() == before


def test_one_at_a_time(world, disputed):
    """The next one after the decision."""
    before = snapshot()

    with pytest.raises(life_errors.CorrectionWaits):
        services.ask_correction(task_id=disputed.pk, **WORDS, actor=world.centre_director, now=NOW)

    assert snapshot() == before


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        pytest.param({"actor": "centre_director"}, errors.NotAssigner, id="who-asked"),
        pytest.param({"actor": "clerk"}, errors.NotAssigner, id="the-clerk"),
        pytest.param({"words": " "}, errors.ReasonEmpty, id="no-words"),
    ],
)
def test_refusal_to_decide_changes_nothing(world, disputed, changes, refusal):
    """The assigning side, with words."""
    actor = getattr(world, changes.get("actor", "director"))
    before = snapshot()

    with pytest.raises(refusal):
        services.decide_correction(
            task_id=disputed.pk, **(DECISION | {k: v for k, v in changes.items() if k != "actor"}), actor=actor, now=NOW
        )

    assert snapshot() == before


def test_nothing_to_decide(world):
    """A task that nobody disputes."""
    made = task(world)
    before = snapshot()

    with pytest.raises(life_errors.NoCorrection):
        services.decide_correction(task_id=made.pk, **DECISION, actor=world.director, now=NOW)

    assert snapshot() == before


def test_the_database_holds_it_too(world, disputed):
    """Nobody decides on their own request, whoever writes around the services."""
    found = disputed.corrections.get()
    found.verdict, found.decided_by, found.decided_at = "accepted", world.centre_director, NOW

    with pytest.raises(IntegrityError, match="maker_is_not_checker"), transaction.atomic():
        found.save()


def test_the_pages_show_it(world, disputed):
    """On the task, in the list under its chip, on the desk of who decides."""
    client = Client()
    client.force_login(world.director)

    assert WORDS["right"] in client.get(reverse("tasks:task", args=[disputed.pk])).content.decode()
    assert disputed.action in client.get(reverse("tasks:list") + "?tinh-trang=disputed").content.decode()
    assert "#dinh-chinh" in client.get("/").content.decode()
