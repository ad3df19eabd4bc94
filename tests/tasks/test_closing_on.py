"""What a task closes on can be corrected by the assigning side, while nothing was reported."""

from __future__ import annotations

import pytest
from django.urls import reverse

from dondoc.audit.models import Entry
from dondoc.tasks import errors, life_errors, proof_errors, services
from dondoc.tasks.choices import ClosesOn, Stage
from dondoc.tasks.models import ClosesOnChange, Task
from tests.world import NOW, task

ISSUED = ClosesOn.ISSUED_DOCUMENT


def change(world, made, **given):
    """Correct what a task closes on."""
    said = {"closes_on": ISSUED, "reason": "Phải ban hành quyết định", "actor": world.director, "now": NOW}
    return services.change_closes_on(task_id=made.pk, **(said | given))


class TestChangeClosesOn:
    """A dated correction with its reason."""

    @pytest.mark.parametrize("stage", [Stage.ASSIGNED, Stage.IN_PROGRESS])
    def test_is_a_row_and_an_entry(self, world, stage):
        """What it was stays on record; the stage stays."""
        made = task(world, stage=stage)

        change(world, made)

        made = Task.objects.get()
        assert (made.closes_on, made.stage) == (ISSUED, stage)
        row = ClosesOnChange.objects.get()
        assert (row.before, row.after, row.by, row.at) == (ClosesOn.RESULT, ISSUED, world.director, NOW)
        entry = Entry.objects.get()
        assert (entry.act, entry.after["reason"]) == ("tasks.change_closes_on", "Phải ban hành quyết định")

    @pytest.mark.parametrize(
        ("fields", "given", "refusal"),
        [
            pytest.param({"stage": Stage.REPORTED}, {}, errors.WrongStage, id="a-result-is-reported"),
            pytest.param(
                {"stage": Stage.DONE, "done_date": NOW.date(), "closed_at": NOW}, {}, errors.WrongStage, id="accepted"
            ),
            pytest.param({}, {"actor": "centre_director"}, errors.NotAssigner, id="the-lead"),
            pytest.param({}, {"closes_on": ClosesOn.RESULT}, proof_errors.ClosesOnThat, id="nothing-changes"),
            pytest.param({}, {"reason": " "}, errors.ReasonEmpty, id="no-reason"),
            pytest.param(
                {"is_collective": True, "lead_unit": None}, {}, life_errors.CollectiveTask, id="whole-of-several"
            ),
            pytest.param({}, {"actor": "farm_head"}, errors.TaskMissing, id="who-does-not-see-it"),
        ],
    )
    def test_a_refusal_changes_nothing(self, world, fields, given, refusal):
        """Neither the task nor a row."""
        made = task(world, **fields)
        before = Task.objects.values().get()
        given = {name: getattr(world, value) if name == "actor" else value for name, value in given.items()}

        with pytest.raises(refusal):
            change(world, made, **given)

        assert Task.objects.values().get() == before
        assert (ClosesOnChange.objects.count(), Entry.objects.count()) == (0, 0)

    def test_from_the_page(self, world, client):
        """The assigning side sees the form, the others what was corrected."""
        made = task(world)
        address, page = (reverse(f"tasks:{name}", args=[made.pk]) for name in ("change-closes-on", "task"))
        client.force_login(world.centre_director)
        assert address not in client.get(page).content.decode()
        client.force_login(world.director)
        assert address in client.get(page).content.decode()

        client.post(address, {"closes_on": ISSUED, "reason": "Phải ban hành quyết định"})

        client.force_login(world.centre_director)
        assert "Phải ban hành quyết định" in client.get(page).content.decode()
