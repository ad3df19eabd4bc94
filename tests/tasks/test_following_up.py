"""Three records of follow-up, who may make them, and what they leave alone."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import IntegrityError
from django.test import Client
from django.urls import reverse

from dondoc.audit.models import Entry
from dondoc.tasks import errors, followup_errors, selectors, services
from dondoc.tasks.choices import Means, Place, Stage
from dondoc.tasks.models import Inspection, Observation, Task, Urging
from tests.world import NOW, TODAY, task

DAY = dt.timedelta(days=1)


def snapshot():
    """Return all that a refusal must leave alone."""
    return list(Task.objects.values()), [m.objects.count() for m in (Observation, Urging, Inspection, Entry)]


def urge(made, actor, **changes):
    """Record a telephone call."""
    said = {"date": TODAY, "means": Means.PHONE, "text": "Đã gọi Giám đốc Trung tâm"} | changes
    return services.urge(task_id=made.pk, actor=actor, now=NOW, **said)


class TestRecording:
    @pytest.mark.parametrize("who", ["director", "office_head", "clerk"])
    def test_by_the_assigning_side_and_its_office(self, world, who):
        """The director, and everybody of the office that tracks for them."""
        made = task(world)

        urge(made, getattr(world, who), date=TODAY - DAY)

        record = Urging.objects.get()
        assert (record.date, record.at, record.means) == (TODAY - DAY, NOW, Means.PHONE)
        assert Entry.objects.get().act == "tasks.urge"

    def test_it_is_no_news_of_the_task(self, world):
        """What the tracker writes neither ends the silence of a task nor gets in the way of who works on it."""
        made = task(world)

        services.observe(task_id=made.pk, date=TODAY, text="Chưa có số liệu", actor=world.clerk, now=NOW)

        now_is = Task.objects.get(pk=made.pk)
        assert (now_is.last_news_at, now_is.version, now_is.stage) == (None, 1, Stage.ASSIGNED)

    @pytest.mark.parametrize(
        ("place", "expected"),
        [
            pytest.param("Trại nghiên cứu", (Place.ON_SITE, "Trại nghiên cứu"), id="on-the-spot"),
            pytest.param("  ", (Place.REPORT, ""), id="by-report"),
        ],
    )
    def test_an_inspection_has_findings_and_a_conclusion(self, world, place, expected):
        """Where it was held, or that it was held by a report."""
        services.inspect(
            task_id=task(world).pk, date=TODAY, place=place, text="Thiếu sổ", conclusion="Bổ sung", actor=world.clerk,
            now=NOW,
        )  # fmt: skip

        record = Inspection.objects.get()
        assert (record.by, record.place) == expected
        assert (record.text, record.conclusion) == ("Thiếu sổ", "Bổ sung")

    def test_the_database_wants_the_place_of_an_inspection_on_the_spot(self, world):
        """Whoever writes around the services meets the constraint."""
        with pytest.raises(IntegrityError, match="names_the_place"):
            Inspection.objects.create(
                task=task(world), date=TODAY, text="a", conclusion="b", by=Place.ON_SITE, author=world.clerk, at=NOW
            )

    @pytest.mark.parametrize(
        ("who", "changes", "refusal"),
        [
            pytest.param("centre_director", {}, followup_errors.NotTracker, id="the-lead"),
            pytest.param("farm_head", {}, errors.TaskMissing, id="a-stranger"),
            pytest.param("clerk", {"date": TODAY + DAY}, followup_errors.FollowUpAhead, id="a-day-that-has-not-come"),
            pytest.param("clerk", {"text": " "}, errors.TextEmpty, id="no-words"),
            pytest.param("clerk", {"means": Means.LETTER}, followup_errors.MeansUnknown, id="a-letter-is-sent"),
        ],
    )
    def test_refusal_changes_nothing(self, world, who, changes, refusal):
        """Only who follows up, only what happened."""
        made = task(world)
        before = snapshot()

        with pytest.raises(refusal):
            urge(made, getattr(world, who), **changes)

        assert snapshot() == before

    @pytest.mark.parametrize(
        ("fields", "refusal"),
        [
            pytest.param({"assignee": "clerk"}, followup_errors.NotTracker, id="work-given-to-themselves"),
            pytest.param(
                {"stage": Stage.DONE, "done_date": TODAY, "closed_at": NOW}, errors.WrongStage, id="a-task-that-is-done"
            ),
        ],
    )
    def test_not_on_such_a_task(self, world, fields, refusal):
        """Nobody urges themselves, nobody urges what is done."""
        made = task(world, **{name: getattr(world, str(value), value) for name, value in fields.items()})
        before = snapshot()

        with pytest.raises(refusal):
            urge(made, world.clerk)

        assert snapshot() == before

    def test_an_inspection_concludes_something(self, world):
        """Findings alone are a note."""
        made = task(world)
        before = snapshot()

        with pytest.raises(followup_errors.ConclusionEmpty):
            services.inspect(task_id=made.pk, date=TODAY, text="a", conclusion=" ", actor=world.clerk, now=NOW)

        assert snapshot() == before


class TestPage:
    def test_shows_the_three_kinds_with_their_counts(self, world):
        """Latest first, each with who and when."""
        made = task(world)
        client = Client()
        client.force_login(world.office_head)
        for name, form in (
            ("observe", {"date": "20/11/2026", "text": "Mới có dự thảo"}),
            ("urge", {"date": "23/11/2026", "means": "meeting", "text": "Nhắc tại giao ban"}),
            ("inspect", {"date": "24/11/2026", "text": "Thiếu phụ lục", "conclusion": "Bổ sung trước 30/11"}),
        ):
            assert client.post(reverse(f"tasks:{name}", args=[made.pk]), form | {"seen": "0.0"}).status_code == 302

        page = client.get(reverse("tasks:task", args=[made.pk])).content.decode()

        found = selectors.followups_of(made)
        assert [type(record) for record in found.records] == [Inspection, Urging, Observation]
        assert (found.observations, found.urgings, found.inspections) == (1, 1, 1)
        for words in ("Mới có dự thảo", "Nhắc tại giao ban", "Thiếu phụ lục", "Bổ sung trước 30/11", "24/11/2026"):
            assert words in page

    def test_a_form_without_a_way_is_refused(self, world):
        """Nothing is guessed."""
        made = task(world)
        client = Client()
        client.force_login(world.clerk)

        response = client.post(reverse("tasks:urge", args=[made.pk]), {"date": "20/11/2026", "text": "Đã gọi"})

        assert response.status_code == 422
        assert Urging.objects.count() == 0
