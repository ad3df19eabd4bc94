"""A whole waits for its parts: a returned one is not finished, and nothing begins under its end."""

from __future__ import annotations

import datetime as dt

import pytest

from dondoc.audit.models import Entry
from dondoc.tasks import errors, life_errors, selectors, services
from dondoc.tasks.choices import ReturnReason, Stage
from dondoc.tasks.evidence import Attachment
from dondoc.tasks.models import Completion, Ending, Task
from tests.world import NOW, TODAY, task

LATER = NOW + dt.timedelta(days=2)
PDF = Attachment(b"%PDF-1.4 bien ban", "bb.pdf", TODAY)


def snapshot():
    """Return all that a refusal must leave alone."""
    models = (Task, Completion, Ending)
    return [list(model.objects.order_by("pk").values()) for model in models], Entry.objects.count()


@pytest.fixture
def whole(world, kept_files):
    """A task of the centre in progress."""
    return task(world, stage=Stage.IN_PROGRESS)


@pytest.fixture
def returned(world, whole):
    """The part that the lab returned to the centre."""
    part = task(world, parent=whole, lead_unit=world.lab, assigning_unit=world.centre)
    return services.decline(
        task_id=part.pk, kind=ReturnReason.NOT_OURS, reason="Không thuộc", actor=world.lab_head, now=NOW
    )


def report(world, whole):
    """Report the whole as done."""
    return services.report(task_id=whole.pk, text="Xong", attachment=PDF, actor=world.centre_director, now=LATER)


class TestAReturnedPart:
    def test_keeps_its_whole_open(self, world, whole, returned):
        """Somebody has to do it, or to say that nobody has."""
        before = snapshot()

        with pytest.raises(errors.PartsOpen):
            report(world, whole)

        assert snapshot() == before

    def test_is_assigned_anew_and_the_successor_counts(self, world, whole, returned):
        """The one that was returned does not count beside it."""
        successor = services.name_lead(task_id=returned.pk, unit=world.farm, actor=world.centre_director, now=NOW)
        with pytest.raises(errors.PartsOpen) as refused:
            report(world, whole)
        assert refused.value.params == {"count": 1}
        services.cancel(task_id=successor.pk, reason="Thôi", actor=world.centre_director, now=NOW)

        assert report(world, whole).stage == Stage.REPORTED

    def test_is_dropped_by_who_assigned_it(self, world, whole, returned):
        """It was not counted since it was returned, and waits for nobody any more."""
        dropped = services.cancel(task_id=returned.pk, reason="Không cần", actor=world.centre_director, now=LATER)

        assert (dropped.stage, dropped.uncounted_at) == (Stage.CANCELLED, NOW)
        assert not selectors.to_complete(world.centre_director, now=LATER).exists()
        assert report(world, whole).stage == Stage.REPORTED

    def test_that_goes_on_as_another_is_ended_there(self, world, returned):
        """Not twice."""
        services.name_lead(task_id=returned.pk, unit=world.farm, actor=world.centre_director, now=NOW)
        before = snapshot()

        with pytest.raises(errors.LeadNamed):
            services.cancel(task_id=returned.pk, reason="Thôi", actor=world.centre_director, now=LATER)

        assert snapshot() == before

    def test_ends_with_its_whole(self, world, whole, returned):
        """Nobody is asked for another lead under what was cancelled."""
        services.cancel(task_id=whole.pk, reason="Thôi", actor=world.director, now=LATER)

        returned.refresh_from_db()
        assert (returned.stage, returned.uncounted_at) == (Stage.CANCELLED, NOW)
        assert not selectors.to_complete(world.centre_director, now=LATER).exists()


def test_a_result_is_not_accepted_over_an_open_part(world, whole):
    """However the part came to be open after the report."""
    reported = report(world, whole)
    task(world, parent=whole, lead_unit=world.lab, assigning_unit=world.centre)
    before = snapshot()

    with pytest.raises(errors.PartsOpen):
        services.accept_result(task_id=reported.pk, actor=world.director, now=LATER)

    assert snapshot() == before


def test_nothing_begins_under_what_has_ended(world, whole, returned):
    """A lead named for the part would work for nobody."""
    Task.objects.filter(pk=whole.pk).update(stage=Stage.DONE, done_date=TODAY, closed_at=NOW)
    before = snapshot()

    with pytest.raises(life_errors.WholeEnded):
        services.name_lead(task_id=returned.pk, unit=world.farm, actor=world.centre_director, now=LATER)

    assert snapshot() == before
