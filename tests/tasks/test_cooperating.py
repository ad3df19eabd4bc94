"""Cooperating units answer for their part; tasks of somebody who left are handed over."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from dondoc.audit.models import Entry
from dondoc.organization.choices import Role
from dondoc.organization.errors import PersonMissing
from dondoc.organization.services import appoint
from dondoc.organization.units import services as units
from dondoc.tasks import errors, life_errors, selectors, services
from dondoc.tasks.choices import Participation, Stage
from dondoc.tasks.models import Cooperation, Task
from tests.world import NOW, TODAY, task


def snapshot():
    """Return all that a refusal must leave alone."""
    return list(Task.objects.values()), list(Cooperation.objects.values()), Entry.objects.count()


@pytest.fixture
def shared(world):
    """A task of the Centre in which the office takes part."""
    made = task(world)
    made.cooperations.create(unit=world.office, printed="Phòng Hành chính")
    return made


class TestCooperation:
    def test_the_unit_confirms_its_part(self, world, shared):
        """With words, by whom and when."""
        services.answer_cooperation(
            task_id=shared.pk, participation=Participation.CONFIRMED, text="Đã góp ý", actor=world.office_head, now=NOW
        )

        found = shared.cooperations.get()
        assert (found.participation, found.text, found.answered_by) == ("confirmed", "Đã góp ý", world.office_head)
        assert Entry.objects.get().act == "tasks.answer_cooperation"

    @pytest.mark.parametrize(
        ("who", "text", "refusal"),
        [
            pytest.param("centre_director", "Xong", life_errors.NotCooperating, id="the-lead"),
            pytest.param("clerk", "Xong", life_errors.NotCooperating, id="an-officer-of-the-unit"),
            pytest.param("office_head", " ", errors.TextEmpty, id="no-words"),
            pytest.param("farm_head", "Xong", errors.TaskMissing, id="a-stranger"),
        ],
    )
    def test_refusal_changes_nothing(self, world, shared, who, text, refusal):
        """Each answers for itself."""
        before = snapshot()

        with pytest.raises(refusal):
            services.answer_cooperation(
                task_id=shared.pk, participation=Participation.CONFIRMED, text=text, actor=getattr(world, who), now=NOW
            )

        assert snapshot() == before

    def test_once(self, world, shared):
        """What was said stays said."""
        values = {"task_id": shared.pk, "text": "Không thuộc", "actor": world.office_head, "now": NOW}
        services.answer_cooperation(participation=Participation.DECLINED, **values)
        before = snapshot()

        with pytest.raises(life_errors.NotCooperating):
            services.answer_cooperation(participation=Participation.CONFIRMED, **values)

        assert snapshot() == before

    def test_the_database_holds_it_too(self, world, shared):
        """No answer without a name."""
        with pytest.raises(IntegrityError, match="answered_by_somebody"), transaction.atomic():
            shared.cooperations.update(participation="confirmed")

    def test_it_waits_for_the_head_until_it_answers(self, world, shared):
        """On the desk of each unit that takes part, of nobody else; not for the whole of a collective duty."""
        whole = task(world, is_collective=True, lead_unit=None)
        whole.cooperations.create(unit=world.office, printed="Phòng Hành chính")
        client = Client()
        client.force_login(world.office_head)
        waiting = {
            who: list(selectors.to_cooperate(getattr(world, who), now=NOW))
            for who in ("office_head", "clerk", "centre_director", "director")
        }

        assert waiting == {"office_head": [shared], "clerk": [], "centre_director": [], "director": []}
        assert "#phoi-hop" in client.get("/").content.decode()
        assert 'id="phoi-hop"' in client.get(reverse("tasks:task", args=[shared.pk])).content.decode()

        services.answer_cooperation(
            task_id=shared.pk, participation=Participation.CONFIRMED, text="Đã góp ý", actor=world.office_head, now=NOW
        )
        assert list(selectors.to_cooperate(world.office_head, now=NOW)) == []

    def test_what_has_ended_asks_nobody(self, world, shared):
        """Nor could anybody answer."""
        Task.objects.filter(pk=shared.pk).update(stage=Stage.CANCELLED, uncounted_at=NOW)

        assert list(selectors.to_cooperate(world.office_head, now=NOW)) == []

    def test_what_is_missing_is_shown_at_acceptance(self, world, shared):
        """It blocks nothing."""
        Task.objects.filter(pk=shared.pk).update(stage=Stage.REPORTED)
        shared.completions.create(reported_by=world.centre_director, reported_at=NOW, done_date=TODAY, text="Xong")
        client = Client()
        client.force_login(world.director)

        page = client.get(reverse("tasks:task", args=[shared.pk])).content.decode()

        assert "chưa xác nhận" in page
        assert services.accept_result(task_id=shared.pk, actor=world.director, now=NOW).stage == Stage.DONE


class TestReassign:
    @pytest.fixture
    def left(self, world):
        """A task of the lab given to the farm's head, who left since."""
        world.farm_head.posts.update(valid_to=TODAY)
        return task(world, lead_unit=world.lab, assigning_unit=world.centre, assignee=world.farm_head)

    def test_it_waits_for_the_head_and_is_handed_over(self, world, left):
        """Listed until somebody else has it."""
        assert list(selectors.to_hand_over(world.lab_head, now=NOW)) == [left]

        made = services.reassign(
            task_id=left.pk, person_id=world.officer.pk, reason="Nghỉ hưu", actor=world.lab_head, now=NOW
        )

        assert made.assignee == world.officer
        assert list(selectors.to_hand_over(world.lab_head, now=NOW)) == []
        entry = Entry.objects.get()
        assert (entry.act, entry.before["assignee"], entry.after["assignee"]) == (
            "tasks.reassign", str(world.farm_head), str(world.officer),
        )  # fmt: skip

    @pytest.mark.parametrize(
        ("where", "waits"),
        [
            pytest.param("farm", True, id="to-another-unit"),
            pytest.param("centre", True, id="to-the-unit-above"),
            pytest.param("lab", False, id="to-another-post-of-the-unit"),
        ],
    )
    def test_who_moves_leaves_the_tasks_of_the_unit(self, world, where, waits):
        """A post elsewhere does no work of the old unit."""
        made = task(world, lead_unit=world.lab, assigning_unit=world.centre, assignee=world.officer)
        world.officer.posts.update(valid_to=TODAY)
        appoint(
            person=world.officer, unit=getattr(world, where), role=Role.OFFICER, title="Viên chức", valid_from=TODAY
        )  # fmt: skip

        assert list(selectors.to_hand_over(world.lab_head, now=NOW)) == ([made] if waits else [])

    def test_of_a_unit_that_nobody_heads_who_is_above_hands_over(self, world, left):
        """Else it would be listed nowhere; when somebody heads it, it is theirs again."""
        world.lab_head.posts.update(valid_to=TODAY)

        assert list(selectors.to_hand_over(world.centre_director, now=NOW)) == [left]
        made = services.reassign(
            task_id=left.pk, person_id=world.officer.pk, reason="Nghỉ hưu", actor=world.centre_director, now=NOW
        )

        assert made.assignee == world.officer

    def test_what_is_asked_of_a_unit_that_nobody_heads_who_is_above_answers(self, world):
        """A result that waits is not stuck; while somebody heads it, nobody decides over their head."""
        made = task(world, lead_unit=world.lab, assigning_unit=world.lab, stage=Stage.REPORTED, assignee=world.officer)
        made.completions.create(reported_by=world.officer, reported_at=NOW, done_date=TODAY, text="Xong")
        above = type(world.centre_director).objects.get
        before = list(selectors.to_accept(above(pk=world.centre_director.pk), now=NOW))
        world.lab_head.posts.update(valid_to=TODAY)

        assert before == []
        assert list(selectors.to_accept(above(pk=world.centre_director.pk), now=NOW)) == [made]
        assert list(selectors.to_accept(above(pk=world.director.pk), now=NOW)) == []
        done = services.accept_result(task_id=made.pk, actor=above(pk=world.centre_director.pk), now=NOW)
        assert done.stage == Stage.DONE

    def test_the_form_that_ends_a_post_lists_them(self, world):
        """With words for who may know of them, else by code; not what belongs to another post."""
        mine = task(world, lead_unit=world.lab, action="Việc của phòng", assignee=world.officer)
        elsewhere = task(world, lead_unit=world.farm, action="Việc của trại", assignee=world.officer)
        ended = task(world, lead_unit=world.lab, assignee=world.officer, stage=Stage.CANCELLED, uncounted_at=NOW)
        pages = []
        for who in (world.office_head, world.administrator, world.officer):
            client = Client()
            client.force_login(who)
            pages.append(client.get(reverse("organization:person", args=[world.officer.pk])).content.decode())

        assert ["Việc của phòng" in page for page in pages] == [True, False, False]
        assert [mine.code in page for page in pages] == [True, True, False]
        assert not any(one.code in page for one in (elsewhere, ended) for page in pages)

    def test_the_pages_ask_for_it(self, world, left):
        """On the desk of the head, and on the task."""
        client = Client()
        client.force_login(world.lab_head)

        assert "#ban-giao" in client.get("/").content.decode()
        assert "không còn giữ chức danh" in client.get(reverse("tasks:task", args=[left.pk])).content.decode()

    @pytest.mark.parametrize(
        ("values", "refusal"),
        [
            pytest.param({"actor": "officer"}, errors.TaskMissing, id="who-is-not-the-head"),
            pytest.param({"actor": "centre_director"}, errors.NotLead, id="the-assigning-side"),
            pytest.param({"person": "lab_head"}, life_errors.NobodyElse, id="to-oneself"),
            pytest.param({"person": "office_head"}, PersonMissing, id="to-another-unit"),
            pytest.param({"reason": " "}, errors.ReasonEmpty, id="no-reason"),
        ],
    )
    def test_refusal_changes_nothing(self, world, left, values, refusal):
        """The head hands over, inside the unit."""
        world.officer.posts.update(unit=world.lab)
        if values.get("actor") == "officer":
            world.officer.posts.update(unit=world.farm)
        before = snapshot()

        with pytest.raises(refusal):
            services.reassign(
                task_id=left.pk,
                person_id=getattr(world, values.get("person", "officer")).pk,
                reason=values.get("reason", "Nghỉ hưu"),
                actor=getattr(world, values.get("actor", "lab_head")),
                now=NOW,
            )

        assert snapshot() == before


class TestEndedUnit:
    """A unit that was merged or dissolved leaves its tasks to be handed over, and its decisions to the unit above."""

    @pytest.fixture
    def orphan(self, world):
        """A task of the lab, half done by its officer with a part given to a colleague, when the farm takes it over."""
        made = task(
            world, lead_unit=world.lab, assigning_unit=world.centre, assignee=world.officer, stage=Stage.IN_PROGRESS,
            due_date=TODAY,
        )  # fmt: skip
        task(world, lead_unit=world.lab, assigning_unit=world.lab, parent=made, stage=Stage.REPORTED)
        units.merge_unit(
            unit_id=world.lab.pk, version=1, into_id=world.farm.pk, day=TODAY, actor=world.administrator, now=NOW
        )
        return Task.objects.get(pk=made.pk)

    def test_it_waits_for_who_assigned_it_and_goes_on_elsewhere(self, world, orphan):
        """The deadline and what was done stay; the new lead takes it over and decides on its parts."""
        Task.objects.filter(pk=orphan.pk).update(parent=task(world))
        waiting = {
            who: list(selectors.to_hand_over(getattr(world, who), now=NOW))
            for who in ("centre_director", "farm_head", "office_head")
        }

        made = services.name_lead(task_id=orphan.pk, unit=world.farm, actor=world.centre_director, now=NOW)

        assert waiting == {"centre_director": [orphan], "farm_head": [], "office_head": []}
        assert (made.lead_unit, made.assignee, made.stage, made.due_date) == (world.farm, None, Stage.ASSIGNED, TODAY)
        assert made.parts.get().assigning_unit == world.farm
        assert list(selectors.to_hand_over(world.centre_director, now=NOW)) == []
        assert list(selectors.to_take_over(world.farm_head, now=NOW)) == [made]

    def test_of_a_task_of_a_document_the_assigning_leader_does(self, world, orphan):
        """As with a lead that the document leaves open."""
        assert list(selectors.to_hand_over(world.director, now=NOW)) == [orphan]

    def test_the_page_says_so_and_offers_who_follows(self, world, orphan):
        """One click for the usual case."""
        client = Client()
        client.force_login(world.director)

        page = client.get(reverse("tasks:task", args=[orphan.pk])).content.decode()

        assert "đã kết thúc từ 25/11/2026" in page
        assert f'<option value="{world.farm.pk}" selected>' in page
        assert "#ban-giao" in client.get("/").content.decode()

    def test_the_unit_that_took_it_over_decides_on_what_it_had_given(self, world, orphan):
        """A result that waits is not stuck."""
        part = orphan.parts.get()
        part.completions.create(reported_by=world.officer, reported_at=NOW, done_date=TODAY, text="Xong")

        assert list(selectors.to_accept(world.farm_head, now=NOW)) == [part]
        assert services.accept_result(task_id=part.pk, actor=world.farm_head, now=NOW).stage == Stage.DONE

    @pytest.mark.parametrize(
        ("who", "unit", "stage", "refusal"),
        [
            pytest.param("farm_head", "farm", Stage.IN_PROGRESS, errors.MayNotAssign, id="who-did-not-assign-it"),
            pytest.param("director", "office", Stage.IN_PROGRESS, errors.OutsideUnit, id="a-unit-elsewhere"),
            pytest.param("director", "farm", Stage.REPORTED, errors.WrongStage, id="a-result-waits"),
        ],
    )
    def test_refusal_changes_nothing(self, world, orphan, who, unit, stage, refusal):
        """Only who assigned it hands it over, below them, while it is worked on."""
        Task.objects.filter(pk=orphan.pk).update(stage=stage)
        before = snapshot()

        with pytest.raises(refusal):
            services.name_lead(task_id=orphan.pk, unit=getattr(world, unit), actor=getattr(world, who), now=NOW)

        assert snapshot() == before

    def test_a_lead_that_goes_on_is_not_overwritten(self, world):
        """Also of a task in progress."""
        made = task(world, stage=Stage.IN_PROGRESS)
        before = snapshot()

        with pytest.raises(errors.LeadNamed):
            services.name_lead(task_id=made.pk, unit=world.farm, actor=world.director, now=NOW)

        assert snapshot() == before


def test_a_task_is_no_part_of_itself(world):
    """The database refuses the shortest loop; no act sets the whole of an existing task, so there is no longer one."""
    made = task(world)

    with pytest.raises(IntegrityError, match="no_part_of_itself"), transaction.atomic():
        Task.objects.filter(pk=made.pk).update(parent=made)
