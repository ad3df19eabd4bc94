"""Obstacles go up the line, come back with an opinion, and may stop the clock."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from dondoc.audit.models import Entry
from dondoc.documents.incoming import errors as incoming_errors
from dondoc.organization.choices import Role
from dondoc.tasks import errors, life_errors, selectors, services
from dondoc.tasks.choices import ObstacleState, Stage
from dondoc.tasks.events import TaskMoved
from dondoc.tasks.models import AnswerTime, Obstacle, Opinion, Task
from dondoc.tasks.services import obstacles
from tests import world as worlds
from tests.world import NOW, TODAY, task

DAY = dt.timedelta(days=1)
WORDS = {"text": "Chưa thống nhất phương pháp khảo sát.", "proposal": "Mời Sở Tài chính họp."}


def snapshot():
    """Return all that a refusal must leave alone."""
    return (
        list(Task.objects.order_by("pk").values()),
        list(Obstacle.objects.order_by("pk").values()),
        list(Opinion.objects.order_by("pk").values()),
        list(AnswerTime.objects.values()),
        Entry.objects.count(),
    )


@pytest.fixture
def raised(world):
    """An obstacle that the officer of the lab raised."""
    made = task(
        world, lead_unit=world.lab, assigning_unit=world.centre, assignee=world.officer, due_date=TODAY + 9 * DAY
    )
    return services.raise_obstacle(task_id=made.pk, **WORDS, actor=world.officer, now=NOW)


class TestLine:
    def test_one_level_at_a_time_to_the_top(self, world):
        """The Department's office stands before its director; computed from tree and posts."""
        line = selectors.line_of(world.lab, today=TODAY)

        assert line == [world.lab, world.centre, world.office, world.department]

    def test_a_level_that_nobody_heads_is_passed_over(self, world):
        """An obstacle never lies with an empty chair."""
        world.centre_director.posts.update(valid_to=TODAY)

        assert selectors.line_of(world.lab, today=TODAY) == [world.lab, world.office, world.department]

    def test_the_line_asks_no_more_where_many_hold_posts(self, world, django_assert_num_queries):
        """The right of each post comes along."""
        for number in range(3):
            worlds.person(f"nguoi-{number}", "Lê Văn Tám", world.lab, Role.OFFICER, "Viên chức")

        with django_assert_num_queries(3):
            selectors.line_of(world.lab, today=TODAY)

    @pytest.mark.parametrize(
        ("unit", "expected"),
        [
            pytest.param("office", ["office", "department"], id="the-office-itself"),
            pytest.param("department", ["department"], id="the-top"),
        ],
    )
    def test_near_the_top(self, world, unit, expected):
        """The office is not asked about itself twice."""
        line = selectors.line_of(getattr(world, unit), today=TODAY)

        assert line == [getattr(world, name) for name in expected]


class TestRaise:
    def test_goes_to_the_head_with_a_day_for_the_answer(self, world, raised):
        """Two working days, the day of asking aside; the wait stands on the head's desk."""
        assert (raised.lies_with, raised.answer_by) == (world.lab, dt.date(2026, 11, 27))
        assert raised.task.stage == Stage.IN_PROGRESS
        assert list(selectors.to_answer(world.lab_head, now=NOW)) == [raised.task]
        assert list(selectors.to_answer(world.centre_director, now=NOW)) == []
        assert Entry.objects.get().act == "tasks.raise_obstacle"

    def test_of_a_head_goes_to_the_level_above(self, world):
        """Nobody answers themselves."""
        made = task(world, lead_unit=world.lab)

        assert (
            services.raise_obstacle(task_id=made.pk, **WORDS, actor=world.lab_head, now=NOW).lies_with == world.centre
        )

    @pytest.mark.parametrize(
        ("changes", "refusal"),
        [
            pytest.param({"proposal": " "}, errors.TextEmpty, id="no-proposal"),
            pytest.param({"text": " "}, errors.TextEmpty, id="no-words"),
            pytest.param({"actor": "centre_director"}, errors.NotDoer, id="somebody-above"),
            pytest.param({"actor": "farm_head"}, errors.TaskMissing, id="a-stranger"),
        ],
    )
    def test_refusal_changes_nothing(self, world, changes, refusal):
        """Those who do the work say what stops it, and what would help."""
        made = task(world, lead_unit=world.lab, assigning_unit=world.centre)
        before = snapshot()

        with pytest.raises(refusal):
            services.raise_obstacle(
                task_id=made.pk,
                **(WORDS | {key: value for key, value in changes.items() if key != "actor"}),
                actor=getattr(world, changes.get("actor", "lab_head")),
                now=NOW,
            )

        assert snapshot() == before

    def test_one_at_a_time(self, world, raised):
        """By the rule, and by the database."""
        before = snapshot()
        with pytest.raises(life_errors.ObstacleStands):
            services.raise_obstacle(task_id=raised.task_id, **WORDS, actor=world.officer, now=NOW)
        with pytest.raises(IntegrityError), transaction.atomic():
            Obstacle.objects.create(
                task=raised.task, **WORDS, raised_by=world.officer, raised_at=NOW, lies_with=world.lab
            )
        assert snapshot() == before

    def test_nobody_above(self, world):
        """The director of the Department has nobody to ask."""
        made = task(world, lead_unit=world.department)
        before = snapshot()

        with pytest.raises(life_errors.TopOfLine):
            services.raise_obstacle(task_id=made.pk, **WORDS, actor=world.director, now=NOW)

        assert snapshot() == before


class TestOpinion:
    def test_up_to_the_director_and_back(self, world, raised):
        """Each level adds its words; the last gives the opinion."""
        for who in ("lab_head", "centre_director", "office_head"):
            found = services.pass_obstacle_up(
                task_id=raised.task_id, text="Kính trình", actor=getattr(world, who), now=NOW
            )
        assert found.lies_with == world.department

        found = services.answer_obstacle(task_id=raised.task_id, text="Đồng ý họp.", actor=world.director, now=NOW)

        assert found.state == ObstacleState.ANSWERED
        assert [(o.author, o.to_unit) for o in found.opinions.order_by("pk")] == [
            (world.lab_head, world.centre), (world.centre_director, world.office),
            (world.office_head, world.department), (world.director, None),
        ]  # fmt: skip
        assert list(selectors.to_answer(world.director, now=NOW)) == []

    def test_returned_and_asked_again_goes_to_who_returned_it(self, world, raised):
        """With a new day for the answer."""
        services.return_obstacle(task_id=raised.task_id, text="Nêu rõ số liệu", actor=world.lab_head, now=NOW)

        found = services.ask_again(task_id=raised.task_id, text="Đã bổ sung", actor=world.officer, now=NOW + 5 * DAY)

        assert (found.state, found.lies_with, found.answer_by) == (
            ObstacleState.WAITING, world.lab, dt.date(2026, 12, 2),
        )  # fmt: skip

    def test_an_opinion_becomes_a_part_once(self, world, raised):
        """The head of the lead unit hands it on; the thread points at the part."""
        services.answer_obstacle(task_id=raised.task_id, text="Lập bảng so sánh", actor=world.lab_head, now=NOW)
        opinion = Opinion.objects.get()
        values = {"opinion_id": opinion.pk, "action": "Lập bảng", "person_id": world.officer.pk}

        part = services.turn_into_part(**values, actor=world.lab_head, now=NOW)

        opinion.refresh_from_db()
        assert (opinion.part, part.parent_id, part.assignee) == (part, raised.task_id, world.officer)
        before = snapshot()
        with pytest.raises(life_errors.OpinionMissing):
            services.turn_into_part(**values, actor=world.lab_head, now=NOW)
        assert snapshot() == before

    def test_who_clicks_at_the_same_moment_makes_no_second_part(self, world, raised, monkeypatch):
        """The second has read the opinion, then waits until the first has handed it on."""
        services.answer_obstacle(task_id=raised.task_id, text="Lập bảng so sánh", actor=world.lab_head, now=NOW)
        opinion, hand_on = Opinion.objects.get(), obstacles.hand_on
        before = snapshot()

        def overtaken(**values):
            Opinion.objects.update(part=hand_on(**values))
            return hand_on(**values)

        monkeypatch.setattr(obstacles, "hand_on", overtaken)
        with pytest.raises(life_errors.OpinionMissing):
            services.turn_into_part(
                opinion_id=opinion.pk, action="Lập bảng", person_id=world.officer.pk, actor=world.lab_head, now=NOW
            )

        assert snapshot() == before

    def test_the_clock_stands_still_until_it_is_removed(self, world):
        """Stopped with the opinion of the assigning side; it runs again with the removal, the deadline moved."""
        made = task(world, due_date=TODAY)
        services.raise_obstacle(task_id=made.pk, **WORDS, actor=world.centre_director, now=NOW)
        found = services.answer_obstacle(
            task_id=made.pk, text="Chờ đơn giá", stop_clock=True, actor=world.office_head, now=NOW
        )
        pause = made.pauses.get()
        assert (pause.obstacle, pause.reason, pause.ended_at) == (found, "Chờ đơn giá", None)

        later = NOW + 4 * DAY
        services.remove_obstacle(task_id=made.pk, text="Đã có", actor=world.centre_director, now=later)

        made.refresh_from_db()
        pause.refresh_from_db()
        assert (pause.until, pause.ended_at, made.due_date) == (TODAY + 4 * DAY, later, TODAY + 4 * DAY)
        acts = list(Entry.objects.order_by("pk").values_list("act", flat=True))
        assert acts == ["tasks.raise_obstacle", "tasks.answer_obstacle", "tasks.pause", "tasks.remove_obstacle"]

    def test_a_clock_stopped_for_something_else_stands_on(self, world):
        """Only the pause of the obstacle ends with it."""
        made = task(world, due_date=TODAY)
        services.raise_obstacle(task_id=made.pk, **WORDS, actor=world.centre_director, now=NOW)
        services.pause(task_id=made.pk, reason="Chờ vốn", actor=world.director, now=NOW)

        services.remove_obstacle(task_id=made.pk, text="Đã có", actor=world.centre_director, now=NOW + DAY)

        assert made.pauses.get().ended_at is None

    @pytest.mark.parametrize(
        ("paused", "refusal"),
        [
            pytest.param(False, errors.NotAssigner, id="who-answers-did-not-assign-it"),
            pytest.param(True, life_errors.ClockStands, id="it-stands-already"),
        ],
    )
    def test_who_may_not_stop_the_clock_gives_no_opinion_that_does(self, world, raised, paused, refusal):
        """The opinion does not stand alone: both or nothing."""
        actor = world.lab_head
        if paused:
            services.pass_obstacle_up(task_id=raised.task_id, text="Trình", actor=actor, now=NOW)
            services.pause(task_id=raised.task_id, reason="Chờ", actor=world.centre_director, now=NOW)
            actor = world.centre_director
        before = snapshot()

        with pytest.raises(refusal):
            services.answer_obstacle(task_id=raised.task_id, text="Dừng", stop_clock=True, actor=actor, now=NOW)

        assert snapshot() == before

    def test_by_the_page(self, world):
        """The tick is offered to who may stop the clock, and stops it."""
        made = task(world, due_date=TODAY)
        services.raise_obstacle(task_id=made.pk, **WORDS, actor=world.centre_director, now=NOW)
        client = Client()
        client.force_login(world.office_head)
        page = client.get(reverse("tasks:task", args=[made.pk]))
        form = {"act": "answer", "text": "Dừng", "stop_clock": "1", "seen": page.context["seen"]["opinions"]}

        client.post(reverse("tasks:say", args=[made.pk]), form)

        assert 'name="stop_clock"' in page.content.decode()
        assert made.pauses.get().obstacle == made.obstacles.get()

    def test_overdue_answers_stand_first_on_the_desk(self, world):
        """By the day for the answer, not by the deadline of the task."""
        soon, late = (task(world, due_date=TODAY + days * DAY) for days in (1, 90))
        for made, day in ((soon, dt.date(2999, 1, 5)), (late, dt.date(2020, 1, 6))):
            made.obstacles.create(
                text="Vướng", proposal="Họp", raised_by=world.centre_director, raised_at=NOW,
                lies_with=world.department, answer_by=day,
            )  # fmt: skip
        client = Client()
        client.force_login(world.director)

        assert list(selectors.waiting_rows("answer", world.director, now=NOW)) == [late, soon]
        page = client.get("/").content.decode()
        assert "6/1/2020" in page

    def test_removed_obstacles_make_room_for_the_next(self, world, raised):
        """Whoever does the work says how it was removed."""
        services.remove_obstacle(task_id=raised.task_id, text="Đã có máy", actor=world.officer, now=NOW)

        again = services.raise_obstacle(task_id=raised.task_id, **WORDS, actor=world.officer, now=NOW)

        assert again.pk != raised.pk

    @pytest.mark.parametrize(
        ("act", "who", "text", "refusal"),
        [
            pytest.param(
                "answer_obstacle", "centre_director", "Được", life_errors.ObstacleElsewhere, id="not-yet-there"
            ),
            pytest.param("answer_obstacle", "officer", "Được", life_errors.ObstacleElsewhere, id="who-raised-it"),
            pytest.param("answer_obstacle", "lab_head", " ", errors.TextEmpty, id="no-words"),
            pytest.param("pass_obstacle_up", "director", "Trình", life_errors.ObstacleElsewhere, id="from-far-above"),
            pytest.param("return_obstacle", "farm_head", "Trả", errors.TaskMissing, id="a-stranger"),
            pytest.param("ask_again", "officer", "Hỏi", life_errors.ObstacleWaits, id="it-waits-already"),
            pytest.param("remove_obstacle", "centre_director", "Xong", errors.NotDoer, id="removed-by-a-superior"),
        ],
    )
    def test_refusal_changes_nothing(self, world, raised, act, who, text, refusal):
        """It lies with one at a time."""
        before = snapshot()

        with pytest.raises(refusal):
            getattr(services, act)(task_id=raised.task_id, text=text, actor=getattr(world, who), now=NOW)

        assert snapshot() == before

    def test_nothing_to_answer(self, world):
        """A task without an obstacle."""
        made = task(world)
        before = snapshot()

        with pytest.raises(life_errors.NoObstacle):
            services.answer_obstacle(task_id=made.pk, text="Được", actor=world.director, now=NOW)

        assert snapshot() == before


class TestAnswerTime:
    def test_the_leader_sets_it_and_clocks_that_run_stay(self, world, raised):
        """The newest row is in force; the older ones stay."""
        services.set_answer_time(working_days=5, source="Quy chế làm việc", actor=world.director, now=NOW)

        assert selectors.answer_by(TODAY) == dt.date(2026, 12, 2)
        raised.refresh_from_db()
        assert raised.answer_by == dt.date(2026, 11, 27)
        assert Entry.objects.latest("pk").act == "tasks.set_answer_time"

    @pytest.mark.parametrize(
        ("changes", "refusal"),
        [
            pytest.param({"actor": "clerk"}, errors.MayNotAssign, id="the-clerk"),
            pytest.param({"working_days": 0}, life_errors.DaysUnreadable, id="no-day"),
            pytest.param({"source": " "}, errors.ReasonEmpty, id="by-no-rule"),
        ],
    )
    def test_refusal_changes_nothing(self, world, changes, refusal):
        """A rule comes with its source."""
        before = snapshot()
        actor = getattr(world, changes.get("actor", "director"))
        values = {"working_days": 3, "source": "Quy chế"} | {k: v for k, v in changes.items() if k != "actor"}

        with pytest.raises(refusal):
            services.set_answer_time(**values, actor=actor, now=NOW)

        assert snapshot() == before


class TestPages:
    @pytest.mark.parametrize("who", ["officer", "lab_head", "centre_director", "director"])
    def test_the_thread_stands_on_the_page(self, world, raised, who):
        """For everybody who sees the task; the form only for whom it lies with."""
        client = Client()
        client.force_login(getattr(world, who))

        page = client.get(reverse("tasks:task", args=[raised.task_id])).content.decode()

        assert WORDS["text"] in page
        assert ('name="act" value="pass_up"' in page) == (who == "lab_head")

    def test_the_desk_and_the_list_show_it(self, world, raised):
        """Under what waits for the head."""
        client = Client()
        client.force_login(world.lab_head)

        assert f"{reverse('tasks:task', args=[raised.task_id])}#vuong-mac" in client.get("/").content.decode()
        assert raised.task.action in client.get(reverse("tasks:list") + "?cho-toi=answer").content.decode()

    def test_the_time_for_answers(self, world):
        """Shown to all with its source, with a form for the leader."""
        client = Client()
        client.force_login(world.officer)

        page = client.get(reverse("tasks:answer-time")).content.decode()

        assert "chưa đối chiếu" in page
        assert 'name="days"' not in page


class TestDirectFromOpinion:
    """Who gave an opinion makes a directive of it: a task of its own, with the opinion as its source."""

    @pytest.fixture
    def opinion(self, world, raised):
        """The opinion of the centre's director."""
        services.pass_obstacle_up(task_id=raised.task_id, text="Kính trình", actor=world.lab_head, now=NOW)
        services.answer_obstacle(task_id=raised.task_id, text="Trại mượn máy", actor=world.centre_director, now=NOW)
        return Opinion.objects.get(kind="answer")

    def direct(self, world, opinion, **given):
        """Give a directive of an opinion."""
        said = {
            "text": "Trại cho mượn máy đo", "lead_unit": world.farm, "cooperating": [world.lab],
            "due_date": TODAY + 5 * DAY, "actor": world.centre_director, "now": NOW,
        }  # fmt: skip
        return services.direct_from_opinion(opinion_id=opinion.pk, **(said | given))

    def test_makes_a_task_of_the_leader(self, world, raised, opinion):
        """It rests on the same passage, quotes the leader's words, and the lead is told."""
        made = self.direct(world, opinion)

        opinion.refresh_from_db()
        assert (opinion.directed, made.parent, made.stage) == (made, None, Stage.ASSIGNED)
        assert (made.lead_unit, made.assigning_unit, made.assigned_by) == (
            world.farm,
            world.centre,
            world.centre_director,
        )
        assert (made.quote, made.directive, made.document) == (
            "Trại cho mượn máy đo",
            raised.task.directive,
            raised.task.document,
        )
        assert (made.due_date, made.due_set_by) == (TODAY + 5 * DAY, world.centre_director)
        assert [one.unit for one in made.cooperations.all()] == [world.lab]
        assert made.document.distributions.filter(unit=world.farm).exists()
        entry = Entry.objects.latest("pk")
        assert (entry.act, entry.subject) == ("tasks.assign", f"task:{made.pk}")
        assert made.notices.filter(person=world.farm_head).exists()

    def test_without_a_deadline_when_the_leader_says_so(self, world, opinion):
        """Counted apart."""
        made = self.direct(world, opinion, due_date=None, is_without_deadline=True)

        assert (made.due_date, made.deadline_kind) == (None, "none")

    @pytest.mark.parametrize(
        ("given", "refusal"),
        [
            pytest.param({"text": " "}, incoming_errors.DirectionEmpty, id="no-words"),
            pytest.param({"lead_unit": None}, incoming_errors.DirectionWithoutLead, id="no-lead"),
            pytest.param({"due_date": None}, incoming_errors.DeadlineOpen, id="deadline-left-open"),
            pytest.param({"due_date": TODAY - DAY}, incoming_errors.DayPast, id="a-day-that-is-past"),
            pytest.param({"lead_unit": "office"}, errors.OutsideUnit, id="a-unit-that-is-not-below"),
            pytest.param({"actor": "lab_head"}, life_errors.OpinionOfAnother, id="somebody-else's-opinion"),
            pytest.param({"actor": "farm_head"}, life_errors.OpinionMissing, id="who-does-not-see-the-task"),
        ],
    )
    def test_a_refusal_changes_nothing(self, world, opinion, given, refusal):
        """Neither a task nor an entry."""
        given = {
            name: getattr(world, value) if isinstance(value, str) and hasattr(world, value) else value
            for name, value in given.items()
        }
        before = snapshot()

        with pytest.raises(refusal):
            self.direct(world, opinion, **given)

        assert snapshot() == before

    def test_it_becomes_one_thing_once(self, world, raised, opinion):
        """A double click makes one task, and no part comes of it after that."""
        self.direct(world, opinion)
        before = snapshot()

        with pytest.raises(life_errors.OpinionMissing):
            self.direct(world, opinion)
        with pytest.raises(life_errors.OpinionMissing):
            services.turn_into_part(
                opinion_id=opinion.pk, action="Lập bảng", person_id=world.officer.pk, actor=world.lab_head, now=NOW
            )

        assert snapshot() == before

    def test_once_it_lies_above_the_answer_is_theirs(self, world, raised, opinion):
        """The centre asked further up, so it gives no directive of its own any more."""
        services.ask_again(task_id=raised.task_id, text="Vẫn vướng", actor=world.officer, now=NOW)
        services.pass_obstacle_up(task_id=raised.task_id, text="Kính trình", actor=world.centre_director, now=NOW)

        with pytest.raises(life_errors.OpinionOfAnother):
            self.direct(world, opinion)

    def test_its_end_does_not_close_the_directive_on_the_document(self, world):
        """That one is done with its own task."""
        came = worlds.arrival(world, issuer="Ủy ban nhân dân tỉnh")
        made = services.direct(
            arrival_id=came.pk, text="Trung tâm rà soát", lead_unit=world.centre, is_without_deadline=True,
            actor=world.director, now=NOW,
        )  # fmt: skip
        services.raise_obstacle(task_id=made.pk, **WORDS, actor=world.centre_director, now=NOW)
        services.answer_obstacle(task_id=made.pk, text="Trại mượn máy", actor=world.office_head, now=NOW)
        beside = self.direct(world, Opinion.objects.get(), cooperating=[], actor=world.office_head)
        assert beside.directive == made.directive
        Task.objects.filter(pk=beside.pk).update(stage=Stage.DONE, done_date=TODAY, closed_at=NOW)

        services.follow_direction(
            TaskMoved(task_id=beside.pk, move="accept_result", actor_id=world.director.pk, at=NOW)
        )

        assert came.directions.get().done_at is None

    def test_from_the_page_and_back(self, world, raised, opinion):
        """The author's page of the task leads to the form; the new task says whose opinion it came of."""
        client = Client()
        client.force_login(world.centre_director)
        form = reverse("tasks:direct-from-opinion", args=[opinion.pk])
        page = reverse("tasks:task", args=[raised.task_id])
        assert form in client.get(page).content.decode()
        assert "Trại mượn máy" in client.get(form).content.decode()
        assert client.post(form, {"text": "Cho mượn", "lead_unit": world.farm.pk}).status_code == 422

        answer = client.post(form, {"text": "Cho mượn máy", "lead_unit": world.farm.pk, "is_without_deadline": "on",
                                    "closes_on": "result"})  # fmt: skip

        assert answer["Location"] == page
        made = Opinion.objects.get(pk=opinion.pk).directed
        assert reverse("tasks:task", args=[made.pk]) in client.get(page).content.decode()
        assert page in client.get(reverse("tasks:task", args=[made.pk])).content.decode()
        client.force_login(world.farm_head)
        shown = client.get(reverse("tasks:task", args=[made.pk])).content.decode()
        assert (page in shown, raised.task.code in shown) == (False, True)
