"""Who sees a task: those of its unit and above, those who assigned it, those who take part. Both sides are named."""

from __future__ import annotations

import pytest

from dondoc.organization.models import Person
from dondoc.tasks import selectors, services
from dondoc.tasks.errors import TaskMissing
from tests.world import NOW, TODAY, task

PEOPLE = ("director", "office_head", "clerk", "centre_director", "lab_head", "officer", "farm_head")
OFFICE = ("director", "office_head", "clerk")


@pytest.mark.parametrize(
    ("fields", "expected_visible"),
    [
        pytest.param({}, (*OFFICE, "centre_director"), id="of-the-centre"),
        pytest.param(
            {"lead_unit": "lab", "assigning_unit": "centre"},
            (*OFFICE, "centre_director", "lab_head", "officer"),
            id="of-a-division",
        ),
        pytest.param({"lead_unit": None}, OFFICE, id="without-a-lead"),
        pytest.param(
            {"lead_unit": "farm", "assigning_unit": "centre", "cooperating": "lab"},
            (*OFFICE, "centre_director", "lab_head", "officer", "farm_head"),
            id="cooperating",
        ),
        pytest.param(
            {"lead_unit": "farm", "assigning_unit": "centre", "assignee": "officer"},
            (*OFFICE, "centre_director", "officer", "farm_head"),
            id="given-to-a-person-of-another-unit",
        ),
    ],
)
@pytest.mark.parametrize("asked", [selectors.visible_to, selectors.listed])
def test_who_sees_a_task(world, asked, fields, expected_visible):
    """Nothing leaks to the others, however the database is asked."""
    fields = dict(fields)
    cooperating = fields.pop("cooperating", None)
    made = task(world, **{name: value and getattr(world, value) for name, value in fields.items()})
    if cooperating:
        made.cooperations.create(unit=getattr(world, cooperating), printed="x")

    seen = {who: list(asked(getattr(world, who), today=TODAY)).count(made) for who in PEOPLE}

    assert seen == {who: int(who in expected_visible) for who in PEOPLE}


@pytest.mark.parametrize("asked", [selectors.visible_to, selectors.listed])
def test_who_holds_no_post_sees_what_was_given_to_them(world, asked):
    """There is no unit to look into."""
    outsider = Person.objects.create(username="nguoi-ngoai", full_name="Người Ngoài")
    given = task(world, assignee=outsider)
    task(world)

    assert list(asked(outsider, today=TODAY)) == [given]


@pytest.mark.parametrize(
    "act",
    [
        pytest.param(lambda pk, who: services.take_over(task_id=pk, actor=who, now=NOW), id="take-over"),
        pytest.param(lambda pk, who: services.update(task_id=pk, text="x", actor=who, now=NOW), id="update"),
        pytest.param(lambda pk, who: services.accept_result(task_id=pk, actor=who, now=NOW), id="accept"),
    ],
)
@pytest.mark.parametrize("exists", [True, False], ids=["hidden", "absent"])
def test_hidden_and_absent_answer_alike(world, act, exists):
    """An outsider cannot tell which it is."""
    made = task(world, lead_unit=world.farm)
    number = made.pk if exists else made.pk + 1000

    with pytest.raises(TaskMissing) as refusal:
        act(number, world.officer)

    assert refusal.value.sentence == TaskMissing().sentence


@pytest.mark.parametrize(
    ("words", "is_found"),
    [
        pytest.param("chi tieu", True, id="without-marks"),
        pytest.param("CHỈ TIÊU rà", True, id="words-in-any-order"),
        pytest.param("đề tài", False, id="other-words"),
        pytest.param("", True, id="no-words"),
    ],
)
def test_search(world, words, is_found):
    """Marks and capitals do not matter."""
    made = task(world)

    found = selectors.search(selectors.visible_to(world.clerk, today=TODAY), words)

    assert (made in found) is is_found
