"""The yearly work programme: who registers, gathers and approves, what approval makes, what only a decision changes."""

from __future__ import annotations

import dataclasses
import datetime as dt
from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction

from dondoc.audit.models import Entry
from dondoc.documents.choices import Way
from dondoc.documents.errors import DocumentMissing
from dondoc.kernel.errors import DomainError
from dondoc.organization.errors import UnitMissing
from dondoc.programme import errors, lifecycle, selectors, services
from dondoc.programme.choices import ItemState, Milestone
from dondoc.programme.lifecycle import Facts
from dondoc.programme.models import Approval, Item, ItemChange
from dondoc.tasks import errors as task_errors
from dondoc.tasks import services as tasks
from dondoc.tasks.choices import ClosesOn, DueOrigin, Stage
from dondoc.tasks.models import Task
from tests.programme.items import YEAR, approved, content, decision, gathered, registered, snapshot
from tests.world import NOW, TODAY

READY = Facts(ItemState.REGISTERED, actor_is_of_unit=True, actor_gathers=True, actor_approves=True, body="Trung tâm")
S = ItemState
LEADS_TO = {
    "edit": {S.REGISTERED: S.REGISTERED, S.RETURNED: S.REGISTERED},
    "withdraw": {S.REGISTERED: S.WITHDRAWN, S.RETURNED: S.WITHDRAWN},
    "gather": {S.REGISTERED: S.GATHERED, S.LEFT_OUT: S.GATHERED},
    "send_back": {S.REGISTERED: S.RETURNED, S.GATHERED: S.RETURNED},
    "leave_out": {S.REGISTERED: S.LEFT_OUT, S.GATHERED: S.LEFT_OUT},
    "merge": {S.REGISTERED: S.MERGED, S.GATHERED: S.MERGED},
    "approve": {S.GATHERED: S.APPROVED},
    "adjust": {S.APPROVED: S.APPROVED},
    "drop": {S.APPROVED: S.DROPPED},
}
OF_UNIT = {"actor_is_of_unit": errors.NotOfUnit}
GATHERS = {"actor_gathers": errors.NotGathering}
APPROVES = {"actor_approves": errors.NotApproving}
ASKS = {
    "edit": OF_UNIT, "withdraw": OF_UNIT, "gather": GATHERS, "send_back": GATHERS, "leave_out": GATHERS,
    "merge": GATHERS, "approve": APPROVES, "adjust": APPROVES, "drop": APPROVES,
}  # fmt: skip


class TestLifecycle:
    @pytest.mark.parametrize("state", ItemState)
    @pytest.mark.parametrize("move", lifecycle.MOVES)
    def test_leads_where_the_table_says(self, move, state):
        """From every other state the step is closed, and says where the item stands."""
        facts = dataclasses.replace(READY, state=state)
        expected = LEADS_TO[move].get(state)

        if expected is None:
            assert [type(one) for one in lifecycle.blockers(move, facts)] == [errors.WrongItemState]
        else:
            assert lifecycle.require(move, facts) == expected

    @pytest.mark.parametrize("move", lifecycle.MOVES)
    def test_asks_for_one_right_only(self, move):
        """Each step is closed to who lacks its right, and to nobody else."""
        state = next(iter(LEADS_TO[move]))
        for right in ("actor_is_of_unit", "actor_gathers", "actor_approves"):
            facts = dataclasses.replace(READY, state=state, **{right: False})
            expected = [ASKS[move][right]] if right in ASKS[move] else []
            assert [type(one) for one in lifecycle.blockers(move, facts)] == expected


def refused(kind: type[DomainError], act, **values):
    """Call a service that refuses, and see that nothing changed."""
    before = snapshot()
    with pytest.raises(kind) as refusal:
        act(**values)
    assert snapshot() == before
    return refusal.value


class TestRegister:
    def test_by_somebody_of_the_unit(self, world):
        """It stands as registered, with an entry of the log."""
        made = registered(world)

        assert (made.state, made.unit, made.version, made.number) == (S.REGISTERED, world.lab, 1, None)
        assert list(made.cooperating.all()) == [world.farm]
        assert made.product_line == "Kế hoạch (20 văn bản)"
        assert made.due_date == dt.date(2027, 6, 30)
        assert Entry.objects.latest("pk").act == "programme.register_item"

    @pytest.mark.parametrize(
        ("changes", "expected"),
        [
            pytest.param({"action": "  "}, errors.ItemNotWhole, id="nothing to do"),
            pytest.param({"product": ""}, errors.ItemNotWhole, id="no product"),
            pytest.param({"month": None}, errors.ItemNotWhole, id="no month"),
            pytest.param({"month": 13}, errors.ItemNotWhole, id="no such month"),
            pytest.param({"month": 0}, errors.ItemNotWhole, id="month nought"),
            pytest.param({"lead_id": None}, errors.ItemNotWhole, id="no lead"),
            pytest.param({"lead_id": 10**9}, UnitMissing, id="lead unknown"),
            pytest.param({"cooperating_ids": (10**9,)}, UnitMissing, id="cooperating unit unknown"),
            pytest.param({"leader_id": 10**9}, errors.LeaderOutside, id="leader unknown"),
            pytest.param({"budget": Decimal("-1")}, errors.FigureWrong, id="budget below nought"),
            pytest.param({"budget": Decimal("0.00001")}, errors.FigureTooFine, id="budget too fine"),
            pytest.param({"quantity": Decimal(10) ** 17}, errors.FigureTooFine, id="quantity too large"),
        ],
    )
    def test_bad_input(self, world, changes, expected):
        """What is not whole is refused, nothing is written."""
        refused(expected, registered, world=world, **changes)

    def test_lead_and_cooperation(self, world):
        """The lead is under the body and takes no part beside itself; a leader of another body is not in charge."""
        refused(errors.LeadOutsideBody, registered, world=world, lead_id=world.office.pk)
        refused(errors.LeadCooperates, registered, world=world, cooperating_ids=(world.lab.pk,))
        refused(errors.LeaderOutside, registered, world=world, leader_id=world.director.posts.get().pk)

    @pytest.mark.parametrize("year", [2025, 2028])
    def test_other_years(self, world, year):
        """Neither what has gone nor what is far off."""
        refused(errors.ItemYearWrong, registered, world=world, year=year)

    def test_of_another_unit(self, world):
        """Nobody registers for others, and no unit in a programme that is not above it."""
        refused(errors.NotOfUnit, registered, world=world, actor=world.farm_head)
        refused(
            errors.NoBodyAbove, services.register_item, body_id=world.centre.pk, unit_id=world.office.pk, year=YEAR,
            content=content(world), actor=world.clerk, now=NOW,
        )  # fmt: skip

    def test_is_changed_until_it_is_gathered(self, world):
        """What was sent back is registered again; what is gathered stays."""
        made = registered(world)
        services.send_back(versions={made.pk: 1}, reason="Nêu rõ sản phẩm", actor=world.centre_director, now=NOW)

        edited = services.edit_item(
            item_id=made.pk, version=2, content=content(world, product="Đề án"), actor=world.lab_head, now=NOW
        )
        assert (edited.state, edited.product, edited.reason, edited.version) == (S.REGISTERED, "Đề án", "", 3)
        assert Entry.objects.latest("pk").after == {"product": "Đề án (20 văn bản)"}

        services.gather(versions={made.pk: 3}, actor=world.centre_director, now=NOW)
        refused(
            errors.WrongItemState, services.edit_item, item_id=made.pk, version=4, content=content(world),
            actor=world.lab_head, now=NOW,
        )  # fmt: skip

    def test_is_withdrawn(self, world):
        """It stays on record."""
        made = registered(world)

        services.withdraw_item(item_id=made.pk, version=1, actor=world.officer, now=NOW)

        assert Item.objects.get().state == S.WITHDRAWN


class TestVisible:
    def test_before_and_after_approval(self, world):
        """Before it: those who look after a unit of it. After it: everybody of the body, but no other one."""
        made = registered(world)

        def sees():
            return {
                name: selectors.items_visible_to(person, today=TODAY).filter(pk=made.pk).exists()
                for name, person in {
                    "director": world.director, "clerk": world.clerk, "head of the centre": world.centre_director,
                    "registering": world.officer, "taking part": world.farm_head, "administrator": world.administrator,
                }.items()
            }  # fmt: skip

        seen = {"director", "clerk", "head of the centre", "registering", "taking part"}
        assert {name for name, there in sees().items() if there} == seen
        other = registered(world, cooperating_ids=())
        assert not selectors.items_visible_to(world.farm_head, today=TODAY).filter(pk=other.pk).exists()

        services.gather(versions={other.pk: 1}, actor=world.centre_director, now=NOW)
        services.approve(versions={other.pk: 2}, decision_id=decision(world).pk, actor=world.centre_director, now=NOW)
        assert selectors.items_visible_to(world.farm_head, today=TODAY).filter(pk=other.pk).exists()

    def test_hidden_and_absent_answer_alike(self, world):
        """A hidden item cannot be told from none."""
        made = registered(world, cooperating_ids=())

        for item_id in (made.pk, 10**9):
            refused(errors.ItemMissing, services.gather, versions={item_id: 1}, actor=world.farm_head, now=NOW)


class TestGather:
    @pytest.mark.parametrize("act", [services.send_back, services.leave_out])
    def test_needs_a_reason(self, world, act):
        """Who registered it reads why."""
        made = registered(world)

        refused(errors.ItemReasonMissing, act, versions={made.pk: 1}, reason="  ", actor=world.centre_director, now=NOW)
        act(versions={made.pk: 1}, reason="Trùng", actor=world.centre_director, now=NOW)
        assert Item.objects.get().reason == "Trùng"

    def test_is_not_the_units_own(self, world):
        """Who registers does not gather, nor does an office of another body's clerk."""
        made = registered(world)

        for person in (world.officer, world.lab_head, world.clerk):
            refused(errors.NotGathering, services.gather, versions={made.pk: 1}, actor=person, now=NOW)

    def test_all_or_nothing(self, world):
        """One of several that cannot be taken in keeps all of them out."""
        made, out = registered(world), registered(world)
        services.withdraw_item(item_id=out.pk, version=1, actor=world.officer, now=NOW)

        refused(
            errors.WrongItemState, services.gather, versions={made.pk: 1, out.pk: 2}, actor=world.centre_director,
            now=NOW,
        )  # fmt: skip

    def test_two_tabs(self, world):
        """What was changed since the page was loaded is looked at first."""
        made = registered(world)
        services.edit_item(item_id=made.pk, version=1, content=content(world, month=9), actor=world.officer, now=NOW)

        refused(errors.ItemMovedOn, services.gather, versions={made.pk: 1}, actor=world.centre_director, now=NOW)
        refused(errors.NothingChosen, services.gather, versions={}, actor=world.centre_director, now=NOW)

    def test_merging(self, world):
        """Into another one of the same programme that is on its way; it stays on record and says into which."""
        made, into, elsewhere = registered(world), gathered(world), registered(world, year=2026)
        for other in (made.pk, elsewhere.pk, None, 10**9):
            refused(
                errors.MergeIntoItself, services.merge_item, item_id=made.pk, version=1, into_id=other,
                actor=world.centre_director, now=NOW,
            )  # fmt: skip

        services.merge_item(item_id=made.pk, version=1, into_id=into.pk, actor=world.centre_director, now=NOW)

        made.refresh_from_db()
        assert (made.state, made.merged_into) == (S.MERGED, into)

    def test_units_take_part_in_what_goes_on(self, world):
        """Its lead and who took part; what the other one says stays, nothing is added up."""
        into = registered(world, lead_id=world.farm.pk, cooperating_ids=(), quantity=Decimal(3))
        made = gathered(world, lead_id=world.lab.pk, cooperating_ids=(world.farm.pk, world.centre.pk))
        kept = ("action", "product", "quantity", "month", "lead_id", "budget", "state")
        before = Item.objects.values(*kept).get(pk=into.pk)

        services.merge_item(
            item_id=made.pk, version=made.version, into_id=into.pk, actor=world.centre_director, now=NOW
        )

        assert Item.objects.values(*kept).get(pk=into.pk) == before
        assert set(into.cooperating.all()) == {world.lab, world.centre}
        assert Entry.objects.get(act="programme.take_in_item").subject == f"item:{into.pk}"
        assert into in selectors.items_visible_to(world.officer, today=TODAY)
        refused(
            errors.ItemMovedOn, services.gather, versions={into.pk: into.version}, actor=world.centre_director, now=NOW
        )


class TestApprove:
    def approve(self, world, *items, **more):
        """Approve items as they stand."""
        usual = {"actor": world.centre_director, "now": NOW}
        return services.approve(versions={item.pk: item.version for item in items}, **(usual | more))

    def test_makes_exactly_the_tasks(self, world):
        """One for each item, numbered in the order of the programme, due on the printed last day of its month."""
        late, early, waiting = gathered(world, month=9), gathered(world, month=2), registered(world)
        source = decision(world)

        approval = self.approve(world, late, early, decision_id=source.pk)

        first, second = Item.objects.filter(approval=approval).order_by("number")
        assert ([first.number, second.number], [first.pk, second.pk]) == ([1, 2], [early.pk, late.pk])
        assert list(Task.objects.order_by("pk")) == [first.task, second.task]
        task = first.task
        assert (task.document, task.directive.path) == (source, f"1 Chương trình công tác năm {YEAR}")
        assert (task.lead_unit, task.assigning_unit, task.due_date) == (
            world.lab, world.centre, dt.date(2027, 2, 28),
        )  # fmt: skip
        assert task.due_dates.get().origin == DueOrigin.DOCUMENT
        assert (task.due_set_by, task.deadline_phrase) == (None, "tháng 2/2027")
        assert [one.unit for one in task.cooperations.all()] == [world.farm]
        assert (task.product, task.closes_on) == ("Kế hoạch (20 văn bản)", ClosesOn.RESULT)
        assert "Thời gian trình: tháng 2/2027" in task.quote
        waiting.refresh_from_db()
        assert waiting.state == S.REGISTERED
        acts = list(Entry.objects.order_by("pk").values_list("act", flat=True))
        assert acts[-5:] == ["tasks.assign", "programme.approve_item"] * 2 + ["programme.approve_items"]

    def test_what_is_issued_closes_on_the_document(self, world):
        """Submitted is not promulgated."""
        made = gathered(world, milestone=Milestone.ISSUED)

        self.approve(world, made, decision_id=decision(world).pk)

        assert Task.objects.get().closes_on == ClosesOn.ISSUED_DOCUMENT

    def test_a_further_decision_goes_on_with_the_numbers(self, world):
        """What is added later is approved by its own decision."""
        approved(world)
        added = gathered(world)

        self.approve(world, added, decision_id=decision(world, "16").pk)

        added.refresh_from_db()
        assert (added.number, Task.objects.count()) == (2, 2)

    def test_twice(self, world):
        """A second click and a second tab make nothing; neither does an item that is not gathered."""
        made = gathered(world)
        source = decision(world)
        self.approve(world, made, decision_id=source.pk)

        before = snapshot()
        with pytest.raises(errors.ItemMovedOn):
            self.approve(world, made, decision_id=source.pk)
        made.refresh_from_db()
        with pytest.raises(errors.WrongItemState):
            self.approve(world, made, decision_id=source.pk)
        assert snapshot() == before
        assert Task.objects.count() == 1

    def test_an_issued_document_of_ours(self, world):
        """Its text stays as it is; what it approved stands beside it, and stays too."""
        made = gathered(world)
        source = decision(world, direction=Way.OUT)

        self.approve(world, made, decision_id=source.pk)

        directive = source.directives.get()
        assert directive.rule == "item_of_programme"
        with pytest.raises(DatabaseError), transaction.atomic():
            source.directives.update(quote="Khác")
        directive.pk, directive.position, directive.rule = None, 9, "leaders_words"
        with pytest.raises(DatabaseError), transaction.atomic():
            directive.save(force_insert=True)

    @pytest.mark.parametrize("who", ["officer", "lab_head", "clerk", "director", "office_head"])
    def test_by_nobody_else(self, world, who):
        """Only who acts for the body."""
        made, source = gathered(world), decision(world)
        before = snapshot()

        with pytest.raises((errors.NotApproving, DocumentMissing)):
            self.approve(world, made, decision_id=source.pk, actor=getattr(world, who))

        assert snapshot() == before

    def test_the_decision(self, world):
        """It is an entry of the register with number and date, and the actor may see it."""
        made = gathered(world)
        hidden = decision(world, "17", registered_in=world.office)
        for source, kind in (
            (None, errors.ItemDecisionMissing),
            (decision(world, "").pk, errors.ItemDecisionMissing),
            (decision(world, "18", date=None).pk, errors.ItemDecisionMissing),
            (hidden.pk, DocumentMissing),
            (10**9, DocumentMissing),
        ):
            before = snapshot()
            with pytest.raises(kind):
                self.approve(world, made, decision_id=source)
            assert snapshot() == before

    def test_all_or_nothing(self, world):
        """Of two items one of which is not gathered, no task comes; nor of two of different years."""
        made, waiting, other = gathered(world), registered(world), gathered(world, year=2026)
        source = decision(world)
        for pair, kind in (((made, waiting), errors.WrongItemState), ((made, other), errors.ItemsMixed)):
            before = snapshot()
            with pytest.raises(kind):
                self.approve(world, *pair, decision_id=source.pk)
            assert snapshot() == before


class TestKept:
    """The database lets an approved item change only with a row that names another decision."""

    def test_an_approved_item(self, world):
        """Nobody writes around the services."""
        made = approved(world)

        for change in (
            lambda: Item.objects.update(month=9),
            lambda: Item.objects.update(state=S.DROPPED),
            lambda: made.cooperating.clear(),
            lambda: made.cooperating.add(world.centre),
            lambda: Approval.objects.update(year=2030),
            lambda: Item.objects.filter(pk=made.pk).delete(),
        ):
            with pytest.raises(DatabaseError), transaction.atomic():
                change()

    def test_a_registered_item(self, world):
        """Stays open."""
        made = registered(world)

        Item.objects.update(month=9)
        made.cooperating.clear()

        made.refresh_from_db()
        assert made.month == 9

    def test_what_was_changed(self, world):
        """The history is never edited."""
        made = approved(world)
        services.adjust_item(
            item_id=made.pk, version=made.version, content=content(world, month=9), reason="Chờ Sở",
            decision_id=decision(world, "16").pk, actor=world.centre_director, now=NOW,
        )  # fmt: skip

        for change in (lambda: ItemChange.objects.update(reason="Khác"), lambda: Item.objects.update(month=12)):
            with pytest.raises(DatabaseError), transaction.atomic():
                change()


class TestAdjust:
    def adjust(self, world, made, *, source=None, **changes):
        """Adjust an item by a further decision."""
        made.refresh_from_db()
        more = {name: changes.pop(name) for name in ("actor", "reason", "version", "now") if name in changes}
        usual = {"reason": "Chờ Sở hướng dẫn", "actor": world.centre_director, "now": NOW, "version": made.version}
        return services.adjust_item(
            item_id=made.pk, content=content(world, **changes),
            decision_id=(source or decision(world, "16")).pk, **(usual | more),
        )  # fmt: skip

    def test_a_later_month_extends_the_task(self, world):
        """The original deadline stays; the history says what was changed, why, by which decision."""
        made, source = approved(world), decision(world, "16")

        self.adjust(world, made, source=source, month=9)

        made.refresh_from_db()
        task = Task.objects.get()
        assert (made.task, made.month, made.version) == (task, 9, 4)
        assert (task.original_due_date, task.due_date) == (dt.date(2027, 6, 30), dt.date(2027, 9, 30))
        assert task.due_dates.latest("pk").origin == DueOrigin.EXTENSION
        row = made.changes.get()
        assert (row.field, row.before, row.after, row.reason, row.decision) == (
            "month", "tháng 6/2027", "tháng 9/2027", "Chờ Sở hướng dẫn", source,
        )  # fmt: skip
        assert "programme.adjust_item" in Entry.objects.values_list("act", flat=True)

    @pytest.mark.parametrize(
        ("changes", "field"),
        [
            pytest.param({"month": 3}, "month", id="earlier"),
            pytest.param({"action": "Xây dựng đề án"}, "action", id="another task"),
            pytest.param({"quantity": Decimal(3)}, "product", id="another product"),
            pytest.param({"milestone": Milestone.ISSUED}, "milestone", id="issued"),
            pytest.param({"cooperating_ids": ()}, "cooperating", id="nobody takes part"),
        ],
    )
    def test_what_the_task_says_replaces_it(self, world, changes, field):
        """The one before is replaced by the decision; the new one says what the programme says now."""
        made = approved(world)

        self.adjust(world, made, **changes)

        made.refresh_from_db()
        earlier, task = Task.objects.order_by("pk")
        assert (made.task, earlier.stage) == (task, Stage.REPLACED)
        ending = earlier.endings.get()
        assert (ending.successor, ending.document, ending.reason) == (task, task.document, "Chờ Sở hướng dẫn")
        assert (task.action, task.product, task.due_date) == (made.action, made.product_line, made.due_date)
        assert [one.unit for one in task.cooperations.all()] == list(made.cooperating.all())
        assert [row.field for row in made.changes.all()] == [field]

    @pytest.mark.parametrize(
        ("month", "dues"),
        [
            pytest.param(9, [(dt.date(2027, 6, 30), DueOrigin.DOCUMENT), (dt.date(2027, 9, 30), DueOrigin.EXTENSION)],
                         id="later"),
            pytest.param(6, [(dt.date(2027, 6, 30), DueOrigin.DOCUMENT)], id="the-same"),
            pytest.param(3, [(dt.date(2027, 6, 30), DueOrigin.DOCUMENT), (dt.date(2027, 3, 31), DueOrigin.DOCUMENT)],
                         id="earlier"),
        ],
    )  # fmt: skip
    def test_an_overdue_task_stays_late(self, world, month, dues):
        """Another task in its place keeps its deadlines; the decision extends them, and the original one stays."""
        made = approved(world)
        after = dt.datetime(2027, 7, 15, 3, 0, tzinfo=dt.UTC)
        source = decision(world, "16", date=dt.date(2027, 7, 14))

        self.adjust(world, made, source=source, month=month, action="Xây dựng đề án", now=after)

        made.refresh_from_db()
        task = made.task
        assert (task.action, task.original_due_date, task.due_date) == (
            "Xây dựng đề án", dt.date(2027, 6, 30), dues[-1][0],
        )  # fmt: skip
        assert [(due.date, due.origin) for due in task.due_dates.order_by("pk")] == dues
        latest = task.due_dates.latest("pk")
        assert getattr(getattr(latest, "decision", None), "document", None) == (source if month == 9 else None)

    def test_another_lead(self, world):
        """Gets the task."""
        made = approved(world)

        self.adjust(world, made, lead_id=world.farm.pk, cooperating_ids=(world.lab.pk,))

        made.refresh_from_db()
        assert (made.task.lead_unit, made.lead) == (world.farm, world.farm)

    def test_what_the_task_does_not_say_leaves_it(self, world):
        """Budget, leader, level."""
        made = approved(world)
        before = list(Task.objects.values())

        self.adjust(world, made, budget=None, leader_id=None)

        assert list(Task.objects.values()) == before
        assert {row.field: (row.before, row.after) for row in made.changes.all()} == {
            "budget": ("12,5", ""),
            "leader": ("Nguyễn Minh Hà, Giám đốc Trung tâm", ""),
        }

    def test_follows_the_task_that_somebody_put_in_its_place(self, world):
        """The decision reaches the task that goes on."""
        made = approved(world)
        successor = tasks.replace(
            task_id=made.task_id, reason="Viết lại", action="Lập kế hoạch", due_date=dt.date(2027, 6, 30),
            actor=world.centre_director, now=NOW,
        )  # fmt: skip

        self.adjust(world, made, month=9)

        successor.refresh_from_db()
        assert successor.due_date == dt.date(2027, 9, 30)

    def test_refusals(self, world):
        """No reason, no decision of its own, nothing new, an old page, nobody else's: nothing changes."""
        made = approved(world)
        rows = [
            ({"month": 9, "reason": " "}, errors.ItemReasonMissing),
            ({"month": 9, "source": made.approval.decision}, errors.DecisionIsApproval),
            ({}, errors.NothingAdjusted),
            ({"month": 9, "version": 1}, errors.ItemMovedOn),
            ({"month": 9, "actor": world.lab_head}, errors.NotApproving),
            ({"month": 9, "actor": world.clerk}, errors.NotApproving),
            ({"month": None}, errors.ItemNotWhole),
        ]
        source = decision(world, "16")
        for changes, kind in rows:
            before = snapshot()
            with pytest.raises(kind):
                self.adjust(world, made, **({"source": source} | changes))
            assert snapshot() == before, kind

    def test_a_task_that_is_done(self, world):
        """Is not extended any more: all of the adjustment is refused."""
        made = approved(world)
        Task.objects.update(stage=Stage.DONE, done_date=TODAY, closed_at=NOW)
        source, before = decision(world, "16"), snapshot()

        with pytest.raises(task_errors.WrongStage):
            self.adjust(world, made, source=source, month=9)

        assert snapshot()[:-2] == before[:-2]

    def test_before_approval_it_is_no_adjustment(self, world):
        """What is gathered is sent back instead."""
        made, source = gathered(world), decision(world)
        before = snapshot()

        with pytest.raises(errors.WrongItemState):
            self.adjust(world, made, source=source, month=9)

        assert snapshot() == before

    def test_is_dropped(self, world):
        """Its task is cancelled by that decision; the item keeps its number."""
        made, source = approved(world), decision(world, "16")

        services.drop_item(
            item_id=made.pk, version=made.version, decision_id=source.pk, reason="Không còn phù hợp",
            actor=world.centre_director, now=NOW,
        )  # fmt: skip

        made.refresh_from_db()
        assert (made.state, made.number, made.task.stage) == (S.DROPPED, 1, Stage.CANCELLED)
        assert made.task.endings.get().document == source
        assert made.changes.get().field == "state"
