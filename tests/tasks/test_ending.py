"""Ending a task without a result."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils.translation import gettext

from dondoc.audit.models import Entry
from dondoc.kernel import clock
from dondoc.kernel.vietnamese import format_date
from dondoc.tasks import deadline_errors, errors, life_errors, selectors, services
from dondoc.tasks.choices import BAR, Stage, StatusClass
from dondoc.tasks.models import Ending, Task
from tests.tasks.test_proof_sources import paper
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
        ("due_date", "in_force", "current"),
        [
            pytest.param(TODAY + DAY, TODAY + DAY, StatusClass.OPEN_IN_TIME, id="a-later-day-is-an-extension"),
            pytest.param(None, TODAY - DAY, StatusClass.OPEN_OVERDUE, id="no-day-leaves-it-overdue"),
        ],
    )
    def test_in_the_place_of_an_overdue_one_stays_late_by_the_original(self, world, due_date, in_force, current):
        """Other words make no lateness vanish: nobody mends a rate without doing the work."""
        made = task(world, due_date=TODAY - DAY)

        successor = services.replace(
            task_id=made.pk, reason="Đổi yêu cầu", action="Làm theo yêu cầu mới", due_date=due_date,
            actor=world.director, now=NOW,
        )  # fmt: skip

        successor = Task.objects.get(pk=successor.pk)
        assert (successor.original_due_date, successor.due_date) == (TODAY - DAY, in_force)
        shown = [successor.status_on(as_of=TODAY, known_at=NOW, basis=basis) for basis in ("original", "current")]
        assert shown == [StatusClass.OPEN_OVERDUE, current]
        assert selectors.deadline_of(successor, today=TODAY).granted == (due_date is not None)

    @pytest.mark.parametrize(
        ("fields", "day", "refusal"),
        [
            pytest.param({}, TODAY + 4 * DAY, deadline_errors.ExtensionNotLater, id="before-the-one-in-force"),
            pytest.param(
                {"whole": TODAY + 8 * DAY}, TODAY + 9 * DAY, deadline_errors.ExtendParentFirst, id="of-a-part"
            ),
            pytest.param(
                {"whole": TODAY + 8 * DAY, "due_date": None}, TODAY + 9 * DAY, errors.DeadlineAfterParent, id="not-late"
            ),
        ],
    )
    def test_its_day_is_checked_as_any_other(self, world, fields, day, refusal):
        """What nobody would be granted, no replacing gives either."""
        fields = dict(fields)
        if "whole" in fields:
            fields["parent"] = task(world, due_date=fields.pop("whole"), stage=Stage.IN_PROGRESS)
        made = task(world, **({"due_date": TODAY - 5 * DAY} | fields))
        if made.due_date:
            services.extend_by_decision(
                task_id=made.pk, date=TODAY + 5 * DAY, decision=paper(world, registered_in=world.office), reason="Chờ",
                actor=world.director, now=NOW,
            )  # fmt: skip
        before = snapshot()

        with pytest.raises(refusal):
            services.replace(
                task_id=made.pk, reason="Đổi", action="Làm khác", due_date=day, actor=world.director, now=NOW
            )

        assert snapshot() == before

    def test_a_late_one_goes_into_no_task_that_is_not_late(self, world):
        """Its lateness would leave the rates without work; in a late one it stays."""
        made, in_time, undated = task(world, due_date=TODAY - DAY), task(world, due_date=TODAY + DAY), task(world)
        late = task(world, due_date=TODAY - 9 * DAY)
        before = snapshot()
        for other in (in_time, undated):
            with pytest.raises(life_errors.SuccessorInTime) as refused:
                services.replace(task_id=made.pk, reason="Gộp", code=other.code, actor=world.director, now=NOW)
            assert other.code in str(refused.value.sentence)
            assert snapshot() == before

        successor = services.replace(task_id=made.pk, reason="Gộp", code=late.code, actor=world.director, now=NOW)

        assert successor.status_on(as_of=TODAY, known_at=NOW, basis="original") == StatusClass.OPEN_OVERDUE

    def test_a_duty_that_comes_again_still_does(self, world):
        """Under other words: what was open is made anew, what is done is not asked for twice, each period has one."""
        rule = task(world, deadline_kind="recurring", deadline_phrase="hằng tháng", deadline_rule="recurring")
        marks = ((1, 26), (1, 28))
        services.set_rhythm(task_id=rule.pk, every="month", marks=marks, actor=world.director, now=NOW)
        Task.objects.filter(parent=rule).update(stage=Stage.DONE, done_date=TODAY, closed_at=NOW)
        services.make_occurrences(rhythm_id=rule.rhythm.pk, now=NOW)
        assert list(rule.parts.order_by("pk").values_list("due_date", flat=True)) == [TODAY + DAY, TODAY + 3 * DAY]

        made = services.replace(
            task_id=rule.pk, reason="Đổi mẫu", action="Báo cáo theo mẫu mới", actor=world.director, now=NOW
        )

        assert [getattr(made, name) for name in ("deadline_kind", "deadline_phrase", "deadline_rule")] == [
            "recurring", "hằng tháng", "recurring",
        ]  # fmt: skip
        assert (made.rhythm.every, [(one.month, one.day) for one in made.rhythm.marks.all()]) == ("month", [*marks])
        assert made.rhythm.pk in selectors.live_rhythms()
        services.make_occurrences(rhythm_id=made.rhythm.pk, now=NOW + 6 * DAY)
        dues = made.parts.order_by("pk").values_list("due_date", flat=True)
        assert list(dues) == [TODAY + 3 * DAY, dt.date(2026, 12, 26)]
        services.set_rhythm(task_id=made.pk, every="quarter", marks=((3, 31),), actor=world.director, now=NOW)

    def test_a_standing_duty_is_still_reviewed_and_a_rule_still_waits(self, world):
        """As often as it was; by the term that is printed."""
        standing = task(world, kind="standing")
        services.set_rhythm(task_id=standing.pk, every="quarter", actor=world.director, now=NOW)
        live = task(world, kind="trigger", deadline_kind="relative", deadline_phrase="trong 3 ngày")
        words = {"reason": "Đổi", "action": "Việc mới", "actor": world.director, "now": NOW}

        standing, live = (services.replace(task_id=one.pk, **words) for one in (standing, live))

        services.review(task_id=standing.pk, text="Tốt", actor=world.centre_director, now=NOW)
        arisen = services.raise_event(
            task_id=live.pk, text="Máy hỏng", happened_on=TODAY, actor=world.centre_director, now=NOW
        )
        assert arisen.due_date == dt.date(2026, 11, 30)

    @pytest.mark.parametrize(
        ("due_date", "kind", "phrase"),
        [
            pytest.param(None, "relative", "trong 3 ngày", id="still-to-be-counted"),
            pytest.param(TODAY + DAY, "date", "", id="the-leader's-day"),
        ],
    )
    def test_what_was_not_counted_yet(self, world, due_date, kind, phrase):
        """What the document prints of it holds until somebody names a day."""
        made = task(world, deadline_kind="relative", deadline_phrase="trong 3 ngày")

        successor = services.replace(
            task_id=made.pk, reason="Đổi", action="Việc mới", due_date=due_date, actor=world.director, now=NOW
        )

        assert (successor.deadline_kind, successor.deadline_phrase) == (kind, phrase)

    def test_of_several_leads_each_keeps_its_own_lateness(self, world):
        """The part that is overdue stays late, the one that is not gets the leader's day alone."""
        whole = task(world, is_collective=True, lead_unit=None, stage=Stage.IN_PROGRESS, due_date=TODAY - DAY)
        for unit, due in ((world.lab, TODAY - DAY), (world.farm, TODAY + 3 * DAY)):
            task(world, parent=whole, lead_unit=unit, due_date=due)

        made = services.replace(
            task_id=whole.pk, reason="Đổi yêu cầu", action="Làm chung", due_date=TODAY + 9 * DAY,
            actor=world.director, now=NOW,
        )  # fmt: skip

        found = {part.lead_unit: (part.original_due_date, part.due_date) for part in made.parts.all()}
        assert found == {
            world.lab: (TODAY - DAY, TODAY + 9 * DAY), world.farm: (TODAY + 9 * DAY, TODAY + 9 * DAY),
        }  # fmt: skip

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


def test_the_page_says_in_whose_place_a_task_stands(world):
    """With a link for who may open it, and since when its deadline is another."""
    made = task(world, due_date=TODAY - DAY, lead_unit=world.lab)
    successor = services.replace(
        task_id=made.pk, reason="Đổi", action="Làm khác", due_date=TODAY + DAY, actor=world.director, now=NOW
    )
    Task.objects.filter(pk=successor.pk).update(lead_unit=world.farm)
    client, there = Client(), f'href="{reverse("tasks:task", args=[made.pk])}"'
    client.force_login(world.director)

    page = client.get(reverse("tasks:task", args=[successor.pk])).content.decode()

    assert there in page
    (row,) = [row for row in successor.due_dates.all() if row.date == TODAY + DAY]
    words = "Extended to %(date)s when this task took the place of another (%(who)s, recorded %(at)s)"
    said = {"date": format_date(row.date), "who": world.director.full_name, "at": format_date(TODAY)}
    assert gettext(words) % said in page
    client.force_login(world.farm_head)
    page = client.get(reverse("tasks:task", args=[successor.pk])).content.decode()
    assert (there in page, made.code in page) == (False, True)


class TestEndedLate:
    """What was overdue when it was cancelled or replaced is counted no more, and said apart: it does not vanish."""

    @staticmethod
    def counted():
        """Return how all tasks stand today."""
        return selectors.counts(Task.objects.with_status(as_of=TODAY, known_at=NOW), today=TODAY)

    @pytest.mark.parametrize(
        ("fields", "said"),
        [
            pytest.param({"due_date": TODAY - DAY}, 1, id="overdue"),
            pytest.param({"due_date": TODAY}, 0, id="on-its-day"),
            pytest.param({"due_date": None}, 0, id="without-deadline"),
            pytest.param({"due_date": TODAY - DAY, "is_collective": True, "lead_unit": None}, 0, id="a-whole"),
        ],
    )
    @pytest.mark.parametrize("act", ["cancel", "replace"])
    def test_is_said_apart(self, world, act, fields, said):
        """The classes sum to the total as before; the part that was late is told with it."""
        # What stands in its place is late itself; in another it would be refused.
        made, other = task(world, **fields), task(world, due_date=TODAY - 9 * DAY)
        before = self.counted()
        more = {"code": other.code} if act == "replace" else {}

        getattr(services, act)(task_id=made.pk, reason="Không còn phù hợp", **more, actor=world.director, now=NOW)

        after = self.counted()
        assert (before["ended_late"], after["ended_late"], selectors.rates_of(after).ended_late) == (0, said, said)
        assert after["not_counted"] == 1
        assert sum(after[name] for name in BAR) == after["total"] == 2

    def test_an_extension_given_just_before_hides_nothing(self, world):
        """It is the original deadline that had passed."""
        made = task(world, due_date=TODAY - 5 * DAY)
        decision = paper(world, registered_in=world.office)
        services.extend_by_decision(
            task_id=made.pk, date=TODAY + 5 * DAY, decision=decision, reason="Chờ", actor=world.director, now=NOW
        )

        services.cancel(task_id=made.pk, reason="Không còn phù hợp", actor=world.director, now=NOW)

        assert self.counted()["ended_late"] == 1

    def test_a_new_task_takes_over_what_was_extended_just_before(self, world):
        """Nor does a new one begin with a clean sheet."""
        made = task(world, due_date=TODAY - 5 * DAY)
        decision = paper(world, registered_in=world.office)
        services.extend_by_decision(
            task_id=made.pk, date=TODAY + 5 * DAY, decision=decision, reason="Chờ", actor=world.director, now=NOW
        )

        new = services.replace(
            task_id=made.pk, reason="Gộp", action="Làm cả hai", due_date=TODAY + 5 * DAY, actor=world.director, now=NOW
        )

        assert (new.original_due_date, new.due_date) == (TODAY - 5 * DAY, TODAY + 5 * DAY)

    def test_a_clock_that_stood_still_was_not_late(self, world):
        """Paused before its deadline."""
        made = task(world, due_date=TODAY - DAY, stage=Stage.IN_PROGRESS)
        made.pauses.create(since=TODAY - 3 * DAY, reason="Chờ", recorded_at=NOW, recorded_by=world.director)

        services.cancel(task_id=made.pk, reason="Không cần nữa", actor=world.director, now=NOW)

        assert self.counted()["ended_late"] == 0

    @pytest.mark.parametrize("page", ["home:desk", "tasks:list", "tasks:print"])
    def test_is_told_where_rates_are(self, world, client, monkeypatch, page):
        """On the desk, above the list, on paper; the figure opens the tasks behind it."""
        monkeypatch.setattr(clock, "now", lambda: NOW)
        services.cancel(task_id=task(world, due_date=TODAY - DAY).pk, reason="Thôi", actor=world.director, now=NOW)
        task(world)
        client.force_login(world.director)

        shown = client.get(reverse(page)).content.decode()

        assert "thay thế sau thời hạn ban đầu" in shown
        behind = client.get(reverse("tasks:list"), {"tinh-trang": "ended_late"}).context["page"].object_list
        assert [row.stage for row in behind] == [Stage.CANCELLED]
