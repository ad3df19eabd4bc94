"""Several leads: one task for each unit under a whole that follows them."""

from __future__ import annotations

import dataclasses
import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from dondoc.audit.models import Entry
from dondoc.organization.models import Person, Unit
from dondoc.organization.units.models import UnitGroup
from dondoc.tasks import errors, life_errors, selectors, services
from dondoc.tasks.choices import Decision, ReturnReason, Stage, StatusClass
from dondoc.tasks.models import CommonLead, Proposal, Task
from dondoc.tasks.services.reviewing import as_it_stands
from tests.world import NOW, TODAY, directive, document, proposal, task

DAY = dt.timedelta(days=1)
SENTENCE = "Phòng Kỹ thuật đo lường và Trại nghiên cứu thực nghiệm rà soát thiết bị"
LEADS = ["Phòng Kỹ thuật đo lường", "Trại nghiên cứu thực nghiệm"]


@pytest.fixture
def source(world):
    """A document whose one sentence names two leads."""
    return document(world, [directive(SENTENCE, lead=LEADS, cooperate=["Trung tâm"])])


@pytest.fixture
def whole(world, source):
    """The whole that comes of it, handed over by the clerk."""
    services.confirm(proposal_id=proposal(source).pk, actor=world.clerk, now=NOW)
    services.hand_over(document=source, actor=world.clerk, now=NOW)
    return Task.objects.get(is_collective=True)


def end(part, *, done_date=None):
    """Close a part as its acceptance does."""
    part.stage, part.done_date, part.closed_at = Stage.REPORTED, None, None
    part.save()
    part.completions.create(
        reported_by=Person.objects.get(username="van"), reported_at=NOW, done_date=done_date or TODAY, text="Xong"
    )
    return part


class TestConfirm:
    def test_what_is_printed_is_proposed(self, world, source):
        """Both, because each name means one unit."""
        found = proposal(source)

        assert [lead.unit for lead in found.common_leads.order_by("pk")] == [world.lab, world.farm]
        assert found.lead_unit is None

    def test_nothing_is_proposed_when_a_name_is_unclear(self, world):
        """No guess for the half that is clear."""
        unclear = document(world, [directive(SENTENCE, lead=[LEADS[0], "các phòng khác"])])

        assert CommonLead.objects.filter(proposal=proposal(unclear)).count() == 0

    def test_the_clerk_may_leave_it_to_one_lead(self, world, source):
        """Then nobody leads in common."""
        found = proposal(source)
        choice = dataclasses.replace(as_it_stands(found), leads=(), lead_unit=world.lab, lead_printed=LEADS[0])

        services.confirm(proposal_id=found.pk, choice=choice, actor=world.clerk, now=NOW)

        assert found.common_leads.count() == 0

    @pytest.mark.parametrize(
        ("leads", "lead_unit", "refusal"),
        [
            pytest.param(["lab", "office"], None, life_errors.LeadsNotPrinted, id="one-that-is-not-printed"),
            pytest.param(["lab"], None, life_errors.LeadOrLeads, id="only-one"),
            pytest.param(["lab", "farm"], "lab", life_errors.LeadOrLeads, id="one-and-several"),
        ],
    )
    def test_refusal_changes_nothing(self, world, source, leads, lead_unit, refusal):
        """The leader neither."""
        found = proposal(source)
        choice = dataclasses.replace(
            as_it_stands(found),
            leads=[getattr(world, name) for name in leads],
            lead_unit=getattr(world, lead_unit) if lead_unit else None,
        )

        with pytest.raises(refusal):
            services.confirm(proposal_id=found.pk, choice=choice, actor=world.director, now=NOW)

        found.refresh_from_db()
        assert (found.decision, found.common_leads.count(), Entry.objects.count()) == (Decision.TODO, 2, 0)

    def test_the_card_lets_the_clerk_tick_them(self, world, source):
        """Each with the unit it means."""
        client = Client()
        client.force_login(world.clerk)

        page = client.get(reverse("tasks:review", args=[source.pk]) + "?sua=1").content.decode()

        assert page.count('name="leads"') == 2
        assert page.count(f'name="leads" value="{world.lab.pk}" checked') == 1

    def test_both_halves_of_a_split_keep_them(self, world):
        """As they keep who takes part."""
        source = document(world, [directive(f"{SENTENCE}; báo cáo kết quả", lead=LEADS)])
        found = proposal(source)
        border = found.start + found.quote.index("báo cáo")

        services.split(proposal_id=found.pk, border=border, actor=world.clerk, now=NOW)

        assert [one.common_leads.count() for one in Proposal.objects.all()] == [2, 2]


class TestGroup:
    """A group of units stands for those it had on the day of the document."""

    @pytest.fixture
    def group(self, world):
        """The lab for good, the farm until a week before the document."""
        made = UnitGroup.objects.create(name="Các đơn vị thuộc Trung tâm")
        made.members.create(unit=world.lab)
        made.members.create(unit=world.office)
        made.members.create(unit=world.farm, valid_to=dt.date(2026, 11, 9))
        return made

    def test_is_one_task_for_each_of_its_units(self, world, group):
        """With the words of the group as the printed lead of each."""
        source = document(world, [directive("Các đơn vị thuộc Trung tâm rà soát", lead=["các đơn vị thuộc Trung tâm"])])
        services.confirm(proposal_id=proposal(source).pk, actor=world.clerk, now=NOW)

        services.hand_over(document=source, actor=world.clerk, now=NOW)

        parts = Task.objects.filter(parent__is_collective=True)
        assert {(part.lead_unit, part.lead_printed) for part in parts} == {
            (unit, "các đơn vị thuộc Trung tâm") for unit in (world.lab, world.office)
        }

    @pytest.mark.parametrize(
        ("name", "date"),
        [
            pytest.param("các đơn vị liên quan", dt.date(2026, 11, 16), id="nobody-knows-it"),
            pytest.param("các đơn vị thuộc Trung tâm", None, id="the-document-has-no-date"),
        ],
    )
    def test_is_not_guessed(self, world, group, name, date):
        """The lead stays open."""
        source = document(world, [directive("Rà soát", lead=[name])], date=date)

        assert not proposal(source).common_leads.exists()

    def test_shows_a_unit_that_ended_since_and_proposes_nothing(self, world, group, client):
        """Who does its work is for a person to say; the clerk may tick the others."""
        Unit.objects.filter(pk=world.office.pk).update(valid_to=TODAY)
        source = document(world, [directive("Các đơn vị rà soát", lead=["các đơn vị thuộc Trung tâm"])])
        found = proposal(source)
        assert not found.common_leads.exists()
        client.force_login(world.director)

        page = client.get(reverse("tasks:review", args=[source.pk]), {"sua": 1}).content.decode()

        assert [unit for _words, unit in selectors.printed_leads(found)] == [None, world.lab]
        assert page.count('name="leads"') == 2
        assert page.count('name="leads" value="" disabled>' + world.office.name) == 1

    def test_stands_on_the_card(self, world, group, client):
        """Each unit ticked; the clerk may leave one out only by leaving two."""
        source = document(world, [directive("Các đơn vị rà soát", lead=["các đơn vị thuộc Trung tâm"])])
        client.force_login(world.clerk)

        page = client.get(reverse("tasks:review", args=[source.pk]), {"sua": 1}).content.decode()

        assert page.count('name="leads"') == 2


class TestHandOver:
    def test_one_task_for_each_with_one_lead(self, world, whole):
        """The duty is counted once for each unit; the whole is not counted."""
        parts = list(whole.parts.order_by("pk"))

        assert [(part.lead_unit, part.stage) for part in parts] == [
            (world.lab, Stage.ASSIGNED), (world.farm, Stage.ASSIGNED),
        ]  # fmt: skip
        assert [part.cooperations.count() for part in parts] == [1, 1]
        assert whole.status_on(as_of=TODAY, known_at=NOW) == StatusClass.NOT_COUNTED
        counted = selectors.counts(Task.objects.with_status(as_of=TODAY, known_at=NOW), today=TODAY)
        assert (counted["total"], counted["not_counted"], counted["no_deadline"], counted["no_lead"]) == (3, 1, 2, 0)

    def test_it_waits_for_nobody(self, world, whole):
        """No lead is missing."""
        assert list(selectors.to_complete(world.director, now=NOW)) == []

    @pytest.mark.parametrize(
        "move", ["update", "hand_on", "set_deadline", "count_deadline", "set_rhythm", "pause", "raise_obstacle"]
    )
    def test_it_has_no_step_of_its_own(self, world, whole, move):
        """Only its parts have."""
        from dondoc.tasks import lifecycle

        facts = selectors.facts(whole, actor=world.director, today=TODAY)

        assert life_errors.CollectiveTask in [type(reason) for reason in lifecycle.blockers(move, facts)]

    def test_its_rhythm_is_set_on_its_parts(self, world, whole):
        """On the whole, which nobody leads, it would make nothing; each unit has its own."""
        Task.objects.update(deadline_kind="recurring", deadline_phrase="hằng tháng")
        before = list(Task.objects.order_by("pk").values())
        monthly = {"every": "month", "marks": ((1, 30),), "actor": world.director, "now": NOW}

        with pytest.raises(life_errors.CollectiveTask):
            services.set_rhythm(task_id=whole.pk, **monthly)

        assert list(Task.objects.order_by("pk").values()) == before
        client = Client()
        client.force_login(world.director)
        assert (
            reverse("tasks:set-rhythm", args=[whole.pk])
            not in client.get(reverse("tasks:task", args=[whole.pk])).content.decode()
        )
        for part in whole.parts.all():
            services.set_rhythm(task_id=part.pk, **monthly)
            assert part.parts.get().due_date == dt.date(2026, 11, 30)

    def test_the_page_shows_the_units(self, world, whole):
        """And each unit sees its own only."""
        client = Client()
        client.force_login(world.director)
        page = client.get(reverse("tasks:task", args=[whole.pk])).content.decode()
        assert all(name in page for name in LEADS)

        client.force_login(world.lab_head)
        assert client.get(reverse("tasks:task", args=[whole.pk])).status_code == 404


class TestSettle:
    def test_closes_with_the_last_part_on_the_latest_day(self, world, whole):
        """In the same act."""
        first, second = whole.parts.order_by("pk")
        services.accept_result(task_id=end(first, done_date=TODAY).pk, actor=world.director, now=NOW)
        whole.refresh_from_db()
        assert whole.stage == Stage.IN_PROGRESS

        services.accept_result(task_id=end(second, done_date=TODAY - DAY).pk, actor=world.director, now=NOW)

        whole.refresh_from_db()
        assert (whole.stage, whole.done_date, whole.closed_at) == (Stage.DONE, TODAY, NOW)
        assert Entry.objects.latest("pk").act == "tasks.settle"

    def test_waits_for_a_returned_part_that_nobody_took(self, world, whole):
        """Returned is not ended: somebody else gets it."""
        first, second = whole.parts.order_by("pk")
        services.decline(
            task_id=first.pk, kind=ReturnReason.NOT_OURS, reason="Không thuộc", actor=world.lab_head, now=NOW
        )
        services.accept_result(task_id=end(second).pk, actor=world.director, now=NOW)
        whole.refresh_from_db()
        assert whole.stage == Stage.IN_PROGRESS

        with pytest.raises(errors.MayNotAssign):
            services.name_lead(task_id=first.pk, unit=world.office, actor=world.office_head, now=NOW)
        successor = services.name_lead(task_id=first.pk, unit=world.office, actor=world.director, now=NOW)
        services.accept_result(task_id=end(successor).pk, actor=world.director, now=NOW)

        whole.refresh_from_db()
        assert whole.stage == Stage.DONE

    def test_cancelled_when_no_part_has_a_result(self, world, whole):
        """Nothing is called done that is not."""
        for part in whole.parts.all():
            services.cancel(task_id=part.pk, reason="Thôi", actor=world.director, now=NOW)

        whole.refresh_from_db()
        assert whole.stage == Stage.CANCELLED

    def test_dropping_the_returned_part_closes_it(self, world, whole):
        """Nobody has to get it first."""
        first, second = whole.parts.order_by("pk")
        services.decline(
            task_id=first.pk, kind=ReturnReason.NOT_OURS, reason="Không thuộc", actor=world.lab_head, now=NOW
        )
        services.accept_result(task_id=end(second).pk, actor=world.director, now=NOW)

        services.cancel(task_id=first.pk, reason="Không cần", actor=world.director, now=NOW)

        whole.refresh_from_db()
        assert whole.stage == Stage.DONE

    def test_the_whole_is_replaced_by_a_whole(self, world, whole):
        """Whoever has not finished gets the new words; who returned it does not get it again."""
        first, _second = whole.parts.order_by("pk")
        services.decline(
            task_id=first.pk, kind=ReturnReason.NOT_OURS, reason="Không thuộc", actor=world.lab_head, now=NOW
        )

        successor = services.replace(
            task_id=whole.pk, reason="Đổi", action="Rà soát lại", due_date=TODAY, actor=world.director, now=NOW
        )

        assert (successor.is_collective, successor.lead_unit, successor.stage) == (True, None, Stage.IN_PROGRESS)
        parts = successor.parts.order_by("pk")
        assert [(part.lead_unit, part.action, part.due_date, part.stage) for part in parts] == [
            (None, "Rà soát lại", TODAY, Stage.ASSIGNED), (world.farm, "Rà soát lại", TODAY, Stage.ASSIGNED),
        ]  # fmt: skip
        assert set(whole.parts.values_list("stage", flat=True)) == {Stage.CANCELLED}

    def test_the_whole_is_cancelled_with_its_parts(self, world, whole):
        """By the assigning side."""
        services.cancel(task_id=whole.pk, reason="Thôi", actor=world.director, now=NOW)

        assert set(Task.objects.values_list("stage", flat=True)) == {Stage.CANCELLED}


def test_the_database_holds_it_too(world):
    """A whole with a lead is refused."""
    with pytest.raises(IntegrityError, match="collective_has_no_lead"), transaction.atomic():
        task(world, is_collective=True)
