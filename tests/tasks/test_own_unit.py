"""Two people head the unit that leads a task and act for the side that assigned it: neither decides on its work."""

from __future__ import annotations

import datetime as dt

import pytest

from dondoc.audit.models import Entry
from dondoc.organization import services as organization
from dondoc.organization.choices import Role
from dondoc.tasks import life_errors, selectors, services
from dondoc.tasks.choices import NoticeKind, Stage
from dondoc.tasks.evidence import Attachment
from dondoc.tasks.models import Completion, Extension, Notice, Task
from tests.world import NOW, SINCE, TODAY, task

MORE = TODAY + dt.timedelta(days=10)
PDF = Attachment(b"%PDF-1.4 bien ban", "bb.pdf", TODAY)


@pytest.fixture
def deputy(world):
    """The second who heads the office, and so acts for the Department too."""
    made = organization.add_person(username="tam", full_name="Lê Thị Tám")
    title = "Phó Trưởng phòng HC-TH"
    organization.appoint(
        person=made, unit=world.office, role=Role.OFFICE_HEAD, title=title, valid_from=SINCE, is_head=False
    )
    return made


@pytest.fixture
def reported(world, deputy, kept_files):
    """A task of the Department that the office leads, reported by its head."""
    made = task(world, lead_unit=world.office, stage=Stage.IN_PROGRESS)
    return services.report(task_id=made.pk, text="Xong", attachment=PDF, actor=world.office_head, now=NOW)


@pytest.fixture
def asked(world, deputy):
    """A task of the Department that the office leads, for which its head asks more time."""
    made = task(world, lead_unit=world.office, due_date=TODAY)
    services.ask_extension(task_id=made.pk, date=MORE, reason="Chờ", actor=world.office_head, now=NOW)
    return Task.objects.get(pk=made.pk)


def snapshot():
    """Return all that a refusal must leave alone."""
    models = (Task, Completion, Extension)
    return [list(model.objects.order_by("pk").values()) for model in models], Entry.objects.count()


@pytest.mark.parametrize(
    ("act", "values"),
    [
        pytest.param("accept_result", {}, id="accept"),
        pytest.param("send_back_result", {"reason": "Thiếu"}, id="send-back"),
    ],
)
def test_a_result_is_decided_on_outside_the_unit(world, deputy, reported, act, values):
    """The one beside the head neither accepts what the head reported nor sends it back; the director does."""
    decide = getattr(services, act)
    before = snapshot()

    with pytest.raises(life_errors.OwnTask):
        decide(task_id=reported.pk, **values, actor=deputy, now=NOW)

    assert snapshot() == before
    assert not selectors.to_accept(deputy, now=NOW).exists()
    assert list(selectors.to_accept(world.director, now=NOW)) == [reported]
    assert decide(task_id=reported.pk, **values, actor=world.director, now=NOW).stage != Stage.REPORTED


@pytest.mark.parametrize(
    ("act", "note"),
    [pytest.param("grant_extension", "", id="grant"), pytest.param("refuse_extension", "Gấp", id="refuse")],
)
def test_an_extension_is_decided_on_outside_the_unit(world, deputy, asked, act, note):
    """The one beside the head does not grant what the head asked for."""
    decide = getattr(services, act)
    before = snapshot()

    with pytest.raises(life_errors.OwnTask):
        decide(task_id=asked.pk, note=note, actor=deputy, now=NOW)

    assert snapshot() == before
    assert not selectors.to_extend(deputy, now=NOW).exists()
    assert list(selectors.to_extend(world.director, now=NOW)) == [asked]
    decide(task_id=asked.pk, note=note, actor=world.director, now=NOW)


def test_who_may_decide_is_told(world, deputy, reported):
    """Neither of the two of the office is asked for what they may not do."""
    told = Notice.objects.filter(kind=NoticeKind.REPORTED).values_list("person__username", flat=True)

    assert list(told) == ["phuc"]


def test_inside_one_unit_the_head_decides(world, kept_files):
    """There the head is the assigning side, and the person given the work proves it."""
    made = task(world, lead_unit=world.lab, assigning_unit=world.lab, assignee=world.officer, stage=Stage.IN_PROGRESS)
    services.report(task_id=made.pk, text="Xong", attachment=PDF, actor=world.officer, now=NOW)

    assert list(selectors.to_accept(world.lab_head, now=NOW)) == [made]
    assert services.accept_result(task_id=made.pk, actor=world.lab_head, now=NOW).stage == Stage.DONE
