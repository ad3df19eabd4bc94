"""Ending a task without a result."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from dondoc.audit.models import Entry
from dondoc.tasks import errors, life_errors, services
from dondoc.tasks.choices import Stage, StatusClass
from dondoc.tasks.models import Ending, Task
from tests.world import NOW, TODAY, task

DAY = dt.timedelta(days=1)


def snapshot():
    """Return all that a refusal must leave alone."""
    return list(Task.objects.order_by("pk").values()), list(Ending.objects.values()), Entry.objects.count()


class TestCancel:
    def test_takes_the_open_parts_along(self, world):
        """What is done stays done; nothing of it is counted as open any more."""
        made = task(world, due_date=TODAY)
        inner = task(world, parent=made, lead_unit=world.lab, assigning_unit=world.centre)
        deepest = task(world, parent=inner, lead_unit=world.lab, assigning_unit=world.lab, assignee=world.officer)
        finished = task(
            world, parent=made, lead_unit=world.farm, assigning_unit=world.centre,
            stage=Stage.DONE, done_date=TODAY, closed_at=NOW,
        )  # fmt: skip

        made = services.cancel(task_id=made.pk, reason="Không còn phù hợp", actor=world.director, now=NOW)

        stages = [Task.objects.get(pk=one.pk).stage for one in (made, inner, deepest, finished)]
        assert stages == [Stage.CANCELLED, Stage.CANCELLED, Stage.CANCELLED, Stage.DONE]
        assert made.status_on(as_of=TODAY, known_at=NOW) == StatusClass.NOT_COUNTED
        assert [entry.act for entry in Entry.objects.order_by("pk")] == [
            "tasks.cancel", "tasks.cancel_with_whole", "tasks.cancel_with_whole",
        ]  # fmt: skip

    @pytest.mark.parametrize(
        ("who", "reason", "refusal"),
        [
            pytest.param("centre_director", "Bận", errors.NotAssigner, id="the-lead"),
            pytest.param("clerk", "Bận", errors.NotAssigner, id="the-clerk"),
            pytest.param("director", " ", errors.ReasonEmpty, id="no-reason"),
            pytest.param("farm_head", "Bận", errors.TaskMissing, id="a-stranger"),
        ],
    )
    def test_refusal_changes_nothing(self, world, who, reason, refusal):
        """Nobody makes a late task vanish."""
        made = task(world, due_date=TODAY - DAY)
        before = snapshot()

        with pytest.raises(refusal):
            services.cancel(task_id=made.pk, reason=reason, actor=getattr(world, who), now=NOW)

        assert snapshot() == before

    def test_the_office_does_not_cancel_what_it_leads(self, world):
        """Its head acts for the Department too."""
        made = task(world, lead_unit=world.office)
        before = snapshot()

        with pytest.raises(life_errors.OwnTask):
            services.cancel(task_id=made.pk, reason="Bận", actor=world.office_head, now=NOW)

        assert snapshot() == before


class TestReplace:
    def test_by_an_open_task(self, world):
        """Several may be replaced by one."""
        successor = task(world)
        for made in (task(world), task(world)):
            services.replace(task_id=made.pk, reason="Gộp", code=f"nv-{successor.pk}", actor=world.director, now=NOW)

        endings = Ending.objects.filter(successor=successor)
        assert {ending.task.stage for ending in endings} == {Stage.REPLACED}
        assert len(endings) == 2

    def test_by_a_new_one_with_the_same_lead(self, world):
        """Its deadline is the leader's, not the old one carried along in silence."""
        made = task(world, due_date=TODAY)
        made.cooperations.create(unit=world.farm, printed="Trại")

        successor = services.replace(
            task_id=made.pk, reason="Đổi yêu cầu", action="Làm theo yêu cầu mới", due_date=TODAY + DAY,
            actor=world.director, now=NOW,
        )  # fmt: skip

        assert (successor.lead_unit, successor.due_date, successor.due_set_by, successor.stage) == (
            world.centre, TODAY + DAY, world.director, Stage.ASSIGNED,
        )  # fmt: skip
        assert [(one.unit, one.printed) for one in successor.cooperations.all()] == [(world.farm, "Trại")]

    @pytest.mark.parametrize(
        ("values", "refusal"),
        [
            pytest.param({}, life_errors.SuccessorAmbiguous, id="neither"),
            pytest.param({"code": "NV-1", "action": "Làm"}, life_errors.SuccessorAmbiguous, id="both"),
            pytest.param({"code": "itself"}, life_errors.SuccessorMissing, id="by-itself"),
            pytest.param({"code": "part"}, life_errors.SuccessorMissing, id="by-its-own-part"),
            pytest.param({"code": "NV-999999"}, life_errors.SuccessorMissing, id="by-none"),
            pytest.param({"code": "abc"}, life_errors.SuccessorMissing, id="no-code"),
            pytest.param({"action": "Làm", "due_date": TODAY - DAY}, errors.DeadlineBeforeToday, id="date-in-the-past"),
        ],
    )
    def test_refusal_changes_nothing(self, world, values, refusal):
        """Something open stands in its place, or nothing happens."""
        made = task(world)
        part = task(world, parent=made, lead_unit=world.lab, assigning_unit=world.centre)
        named = {"itself": made.code, "part": part.code}
        values = values | ({"code": named.get(values["code"], values["code"])} if "code" in values else {})
        before = snapshot()

        with pytest.raises(refusal):
            services.replace(task_id=made.pk, reason="Gộp", **values, actor=world.director, now=NOW)

        assert snapshot() == before


def test_the_database_holds_it_too(world):
    """Replaced by something, cancelled by nothing."""
    with pytest.raises(IntegrityError, match="replaced_by_another"), transaction.atomic():
        Ending.objects.create(task=task(world), stage=Stage.REPLACED, reason="Gộp", by=world.director, at=NOW)


def test_the_page_says_how_it_ended(world):
    """With the reason and a link to what stands in its place."""
    made, successor = task(world), task(world)
    services.replace(task_id=made.pk, reason="Gộp vào đợt chung", code=successor.code, actor=world.director, now=NOW)
    client = Client()
    client.force_login(world.centre_director)

    page = client.get(reverse("tasks:task", args=[made.pk])).content.decode()

    assert "Gộp vào đợt chung" in page
    assert f">{successor.code}</a>" in page
