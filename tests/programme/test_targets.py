"""Setting targets, planning them, typing figures, linking tasks: what is done, and what is refused."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from dondoc.audit.models import Entry
from dondoc.documents.errors import DocumentMissing
from dondoc.kernel.measures import Figure, MeasureMissing
from dondoc.organization.errors import UnitMissing
from dondoc.programme import errors, services
from dondoc.programme.amounts import written
from dondoc.programme.choices import Aggregation
from dondoc.programme.models import Plan, Target, TaskLink, TypedFigure
from dondoc.tasks.errors import EvidenceKind, TaskMissing
from tests.programme.targets import PROOF, definition, plan, snapshot, target, typed, typed_target
from tests.world import NOW, document, task

pytestmark = pytest.mark.usefixtures("kept_files")


class TestDefine:
    def test_stands_with_its_measure(self, world):
        """And with one entry in the log."""
        made = target(world)

        assert (made.owner, made.measure, made.is_typed, made.is_share) == (world.centre, "tasks.done", False, False)
        assert Entry.objects.latest("pk").act == "programme.define_target"

    @pytest.mark.parametrize(
        ("changes", "refusal"),
        [
            pytest.param({"code": " "}, errors.TargetNotWhole, id="no-code"),
            pytest.param({"name": ""}, errors.TargetNotWhole, id="no-name"),
            pytest.param({"unit_of_measure": ""}, errors.TargetNotWhole, id="no-unit-of-measure"),
            pytest.param({"valid_from": None}, errors.TargetNotWhole, id="no-first-day"),
            pytest.param({"code": "CT-00"}, errors.CodeTaken, id="a-code-that-is-taken"),
            pytest.param({"measure": "no.such"}, MeasureMissing, id="no-such-measure"),
            pytest.param({"measure": "tasks.on_time"}, errors.ShareNeedsShare, id="a-share-that-is-summed"),
            pytest.param({"aggregation": Aggregation.RATIO}, errors.ShareNeedsShare, id="a-count-that-is-a-share"),
            pytest.param({"owner_id": 10**9}, UnitMissing, id="no-such-unit"),
            pytest.param({"source_id": 10**9}, DocumentMissing, id="no-such-document"),
        ],
    )
    def test_refusal_changes_nothing(self, world, changes, refusal):
        """What is not whole or does not fit."""
        target(world, code="CT-00")
        before = snapshot()

        with pytest.raises(refusal):
            target(world, **changes)

        assert snapshot() == before

    @pytest.mark.parametrize("who", ["officer", "clerk", "lab_head", "farm_head", "administrator"])
    def test_only_who_acts_for_the_unit(self, world, who):
        """Nobody below or beside sets the targets of the centre."""
        before = snapshot()

        with pytest.raises(errors.NotOwner):
            services.define_target(definition=definition(world), actor=getattr(world, who), now=NOW)

        assert snapshot() == before

    def test_what_it_is_never_changes(self, world):
        """Whoever writes to the database; that it ends may be said."""
        made = target(world)

        for change in ({"measure": ""}, {"name": "Khác"}, {"owner": world.lab}):
            with pytest.raises(IntegrityError), transaction.atomic():
                Target.objects.filter(pk=made.pk).update(**change)

        ended = services.end_target(
            target_id=made.pk, day=dt.date(2027, 1, 1), reason="Giao lại", actor=world.centre_director, now=NOW
        )
        assert ended.valid_to == dt.date(2027, 1, 1)

    @pytest.mark.parametrize(
        ("values", "refusal"),
        [
            pytest.param({"day": None}, errors.TargetOver, id="no-day"),
            pytest.param({"day": dt.date(2026, 1, 1)}, errors.TargetOver, id="before-it-begins"),
            pytest.param({"reason": " "}, errors.ReasonMissing, id="no-reason"),
            pytest.param({"who": "officer"}, errors.NotOwner, id="not-the-head"),
        ],
    )
    def test_an_end_that_is_refused(self, world, values, refusal):
        """It goes on."""
        made = target(world)
        before = snapshot()
        who = getattr(world, values.pop("who", "centre_director"))

        with pytest.raises(refusal):
            services.end_target(
                target_id=made.pk, **({"day": dt.date(2027, 1, 1), "reason": "Giao lại"} | values), actor=who, now=NOW
            )

        assert snapshot() == before


class TestPlan:
    def test_a_change_after_the_period_began_has_its_decision(self, world):
        """Both plans stay, each with who set it and why."""
        made = target(world)
        plan(made, 40, world=world)
        decision = document(world, [], number="12")
        decision.distributions.create(unit=world.centre)

        plan(made, 30, world=world, decision_id=decision.pk, reason="Giảm nguồn lực")

        assert [row.value for row in made.plans.order_by("pk")] == [40, 30]
        entry = Entry.objects.latest("pk")
        assert (entry.before["plan"], entry.after["plan"], entry.after["decision"]) == ("40", "30", decision.pk)

    def test_the_first_plan_of_a_part_of_the_year_has_its_decision(self, world):
        """Once it has begun, where the plan of the year stood for it."""
        made = target(world)
        plan(made, 40, world=world)
        decision = document(world, [], number="12")
        decision.distributions.create(unit=world.centre)

        assert plan(made, 20, world=world, period="2026-n1", decision_id=decision.pk).decision == decision
        assert plan(made, 3, world=world, period="2026-t12").decision is None, "it has not begun"

    def test_where_no_plan_holds_the_first_one_needs_none(self, world):
        """Nothing was measured against anything yet."""
        made = target(world)

        assert [plan(made, 20, world=world, period=code).decision for code in ("2026-n1", "2026")] == [None, None]

    def test_a_decision_without_number_or_date_is_none(self, world):
        """A paper that is no entry of the register decides nothing."""
        made = target(world)
        plan(made, 40, world=world)
        for lacks in ({"number": ""}, {"date": None}):
            paper = document(world, [], **({"number": "12"} | lacks))
            paper.distributions.create(unit=world.centre)
            before = snapshot()

            with pytest.raises(errors.DecisionMissing):
                plan(made, 30, world=world, decision_id=paper.pk, reason="Giảm nguồn lực")

            assert snapshot() == before

    def test_before_the_period_begins_a_reason_is_enough(self, world):
        """Nothing was measured against it yet."""
        made = target(world)
        plan(made, 40, world=world, period="2027")

        assert plan(made, 45, world=world, period="2027", reason="Giao bổ sung").value == 45

    @pytest.mark.parametrize(
        ("values", "refusal"),
        [
            pytest.param({"counted": 30, "reason": "Giảm"}, errors.DecisionMissing, id="lowered-without-decision"),
            pytest.param({"counted": 50, "reason": "Tăng"}, errors.DecisionMissing, id="raised-without-decision"),
            pytest.param(
                {"counted": 30, "reason": "Giảm", "decision_id": 10**9}, DocumentMissing, id="no-such-decision"
            ),
            pytest.param({"counted": 40}, errors.PlanUnchanged, id="the-same"),
            pytest.param(
                {"counted": 1, "period": "2026-n1"}, errors.DecisionMissing, id="first-of-a-half-that-is-over"
            ),
            pytest.param({"counted": 1, "period": "2026-t11"}, errors.DecisionMissing, id="first-of-this-month"),
            pytest.param({"counted": 30, "period": "2026-x"}, errors.PeriodUnknown, id="no-such-period"),
            pytest.param({"counted": 30, "period": "2025"}, errors.TargetOver, id="before-the-target"),
            pytest.param({"counted": -1, "period": "2027"}, errors.FigureWrong, id="negative"),
            pytest.param({"counted": 10**17, "period": "2027"}, errors.FigureTooFine, id="too-long"),
            pytest.param({"counted": Decimal("0.00001"), "period": "2027"}, errors.FigureTooFine, id="too-fine"),
            pytest.param({"counted": 1234567890123456, "period": "2027"}, errors.FigureTooFine, id="too-many-digits"),
            pytest.param(
                {"counted": Decimal("123456789012.3456"), "period": "2027"}, errors.FigureTooFine, id="too-many-in-all"
            ),
            pytest.param(
                {"counted": 3, "base": Decimal(4), "period": "2027"}, errors.FigureWrong, id="a-share-of-none"
            ),
        ],
    )
    def test_refusal_changes_nothing(self, world, values, refusal):
        """A plan is what it was."""
        made = target(world)
        plan(made, 40, world=world)
        before = snapshot()

        with pytest.raises(refusal):
            plan(made, world=world, **values)

        assert snapshot() == before

    @pytest.mark.parametrize(
        "counted", ["123456789012345", "12345678901.2345", "999999999999999", "0.1", "100000000000000"]
    )
    def test_is_kept_as_it_was_typed(self, world, counted):
        """Every digit, in any database; the log says the same."""
        made = target(world)

        kept = plan(made, Decimal(counted), world=world, period="2027")

        kept.refresh_from_db()
        assert kept.counted == Decimal(counted)
        assert Entry.objects.latest("pk").after["plan"] == written(kept.figure)

    def test_a_later_change_needs_a_reason_too(self, world):
        """A decision alone says nothing."""
        made = target(world)
        plan(made, 40, world=world, period="2027")
        before = snapshot()

        with pytest.raises(errors.ReasonMissing):
            plan(made, 45, world=world, period="2027")

        assert snapshot() == before

    @pytest.mark.parametrize(("base", "refusal"), [(None, errors.FigureWrong), (Decimal(0), errors.PlanOverZero)])
    def test_a_share_is_planned_as_one(self, world, base, refusal):
        """Numerator and denominator; of nothing there is no share."""
        made = target(world, aggregation=Aggregation.RATIO, measure="tasks.on_time")

        with pytest.raises(refusal):
            plan(made, 95, world=world, base=base)

        assert plan(made, 95, world=world, base=Decimal(100)).value == Decimal("0.95")

    @pytest.mark.parametrize("who", ["officer", "lab_head"])
    def test_only_who_acts_for_the_unit(self, world, who):
        """People of the unit see it and do not plan it."""
        made = target(world)
        before = snapshot()

        with pytest.raises(errors.NotOwner):
            services.set_plan(target_id=made.pk, period="2026", counted=Decimal(1), actor=getattr(world, who), now=NOW)

        assert snapshot() == before

    def test_nobody_else_knows_of_it(self, world):
        """A target of the farm is none of the lab."""
        made = target(world, owner_id=world.farm.pk)

        with pytest.raises(errors.TargetMissing):
            services.set_plan(target_id=made.pk, period="2026", counted=Decimal(1), actor=world.lab_head, now=NOW)

    def test_the_database_keeps_it(self, world):
        """Whoever writes to it."""
        made = plan(target(world), 40, world=world)

        for act in (lambda rows: rows.update(counted=1), lambda rows: rows.delete()):
            with pytest.raises(IntegrityError), transaction.atomic():
                act(Plan.objects.filter(pk=made.pk))


class TestTypedFigure:
    def test_stands_with_its_evidence(self, world):
        """Typed by somebody of the unit, marked so."""
        made = typed(typed_target(world), 6, 120, world=world)

        assert (made.figure, made.month, made.file_name) == (
            Figure(Decimal(120)),
            dt.date(2026, 6, 1),
            PROOF["file_name"],
        )
        assert Entry.objects.latest("pk").act == "programme.type_figure"

    @pytest.mark.parametrize(
        ("shown", "months", "earlier"),
        [
            pytest.param("2026", ["6/2026", "1/2025"], 2024, id="this-year-and-the-one-before"),
            pytest.param("2025", ["1/2025", "12/2024"], 2023, id="the-year-before"),
            pytest.param("2024", ["12/2024", "12/2023"], None, id="the-first-ones"),
        ],
    )
    def test_the_page_shows_two_years_and_leads_to_those_before(self, world, client, shown, months, earlier):
        """However many years of figures there are."""
        made = typed_target(world, valid_from=dt.date(2023, 1, 1))
        row = typed(made, 6, 120, world=world)
        for month in (dt.date(2025, 1, 1), dt.date(2024, 12, 1), dt.date(2023, 12, 1)):
            row.pk, row.month = None, month
            row.save(force_insert=True)
        client.force_login(world.officer)

        page = client.get(reverse("programme:target", args=[made.pk]), {"ky": shown})

        assert [f"{one.month.month}/{one.month.year}" for one in page.context["typed"]] == months
        assert (f'href="?ky={earlier}"' in page.content.decode()) == (earlier is not None)

    def test_a_correction_is_a_new_row(self, world):
        """The earlier one stays; the reason stands with the newer."""
        made = typed_target(world)
        typed(made, 6, 120, world=world)

        newer = typed(made, 6, 118, world=world, reason="Cộng trùng hai mẫu")

        assert [row.value for row in made.typed.order_by("pk")] == [120, 118]
        assert newer.reason == "Cộng trùng hai mẫu"

    @pytest.mark.parametrize(
        ("values", "refusal"),
        [
            pytest.param({"data": b""}, errors.EvidenceMissing, id="no-file"),
            pytest.param({"file_name": "a.exe"}, EvidenceKind, id="a-kind-that-is-not-taken"),
            pytest.param({"month": "2026-n1"}, errors.PeriodUnknown, id="no-month"),
            pytest.param({"month": "2026-t12"}, errors.MonthAhead, id="a-month-to-come"),
            pytest.param({"month": "2025-t12"}, errors.TargetOver, id="before-the-target"),
            pytest.param({"month": "2026-t6"}, errors.ReasonMissing, id="a-correction-without-reason"),
            pytest.param({"counted": None}, errors.FigureWrong, id="no-figure"),
            pytest.param({"base": Decimal(3)}, errors.FigureWrong, id="a-share-of-none"),
            pytest.param({"who": "clerk"}, errors.NotCounting, id="not-of-the-unit"),
        ],
    )
    def test_refusal_changes_nothing(self, world, values, refusal):
        """No row, no file, no entry."""
        made = typed_target(world)
        typed(made, 6, 120, world=world)
        before = snapshot()
        who = getattr(world, values.pop("who", "officer"))
        usual = {"month": "2026-t7", "counted": Decimal(1), **PROOF}

        with pytest.raises(refusal):
            services.type_figure(target_id=made.pk, **(usual | values), actor=who, now=NOW)

        assert snapshot() == before

    def test_what_is_counted_is_not_typed(self, world):
        """Nothing is typed that can be computed."""
        made = target(world)
        before = snapshot()

        with pytest.raises(errors.NotTyped):
            typed(made, 6, 120, world=world)

        assert snapshot() == before

    def test_the_database_keeps_it(self, world):
        """Whoever writes to it."""
        made = typed(typed_target(world), 6, 120, world=world)

        for act in (lambda rows: rows.update(counted=1), lambda rows: rows.delete()):
            with pytest.raises(IntegrityError), transaction.atomic():
                act(TypedFigure.objects.filter(pk=made.pk))


class TestBaseline:
    def test_says_where_it_was_taken_from(self, world):
        """The year before was counted on paper."""
        made = services.type_baseline(
            target_id=target(world).pk, period="2025", counted=Decimal(31), source="Báo cáo năm 2025",
            actor=world.centre_director, now=NOW,
        )  # fmt: skip

        assert (made.value, made.source) == (31, "Báo cáo năm 2025")

    @pytest.mark.parametrize(
        ("values", "refusal"),
        [
            pytest.param({"source": " "}, errors.SourceMissing, id="no-source"),
            pytest.param({"counted": None}, errors.FigureWrong, id="no-figure"),
            pytest.param({"period": ""}, errors.PeriodUnknown, id="no-period"),
            pytest.param({"who": "officer"}, errors.NotOwner, id="not-the-head"),
        ],
    )
    def test_refusal_changes_nothing(self, world, values, refusal):
        """Nothing is kept of it."""
        made = target(world)
        before = snapshot()
        who = getattr(world, values.pop("who", "centre_director"))
        usual = {"period": "2025", "counted": Decimal(31), "source": "Báo cáo năm 2025"}

        with pytest.raises(refusal):
            services.type_baseline(target_id=made.pk, **(usual | values), actor=who, now=NOW)

        assert snapshot() == before


class TestLinks:
    def test_a_task_serves_a_target_once(self, world):
        """And may be taken back."""
        made, served = target(world), task(world)
        pair = {"target_id": made.pk, "task_id": served.pk, "actor": world.centre_director, "now": NOW}
        services.link_task(**pair)
        before = snapshot()

        with pytest.raises(errors.LinkedAlready):
            services.link_task(**pair)
        assert snapshot() == before

        services.unlink_task(**pair)
        assert not TaskLink.objects.exists()
        with pytest.raises(errors.LinkMissing):
            services.unlink_task(**pair)

    @pytest.mark.parametrize(
        ("who", "refusal"),
        [("officer", errors.NotOwner), ("centre_director", TaskMissing)],
    )
    def test_refusal_changes_nothing(self, world, who, refusal):
        """Neither by whom it may not be, nor to a task that the actor may not know of."""
        made = target(world)
        hidden = task(world, lead_unit=world.office, assigning_unit=world.department)
        before = snapshot()

        with pytest.raises(refusal):
            services.link_task(target_id=made.pk, task_id=hidden.pk, actor=getattr(world, who), now=NOW)

        assert snapshot() == before
