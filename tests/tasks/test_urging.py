"""The letter that urges a unit: drafted from its overdue tasks, sent once, recorded on each."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import IntegrityError
from django.test import Client
from django.urls import reverse

from dondoc.audit.models import Entry
from dondoc.tasks import followup_errors, services
from dondoc.tasks.choices import Means, Stage
from dondoc.tasks.models import Letter, Task, Urging
from dondoc.tasks.selectors import letters
from tests.world import NOW, TODAY, task

DAY = dt.timedelta(days=1)


def snapshot():
    """Return all that a refusal must leave alone."""
    return list(Letter.objects.values()), Urging.objects.count(), Entry.objects.count()


def draft(world, actor=None):
    """Draft a letter of the Department to the Centre."""
    return services.draft_letter(
        issuing_unit=world.department, unit=world.centre, actor=actor or world.clerk, now=NOW
    )  # fmt: skip


def send(letter, actor, **changes):
    """Mark a letter as sent."""
    said = {"version": letter.version, "number": "45/SKHCN-HCTH", "date": TODAY} | changes
    return services.mark_sent(letter_id=letter.pk, actor=actor, now=NOW, **said)


@pytest.fixture
def late(world):
    """Two overdue tasks of the Centre, and others that no letter names."""
    found = [
        task(world, action="Báo cáo sơ kết", due_date=TODAY - 9 * DAY, stage=Stage.IN_PROGRESS),
        task(world, action="Rà soát định mức", due_date=TODAY - DAY),
    ]
    task(world, action="Chưa đến hạn", due_date=TODAY)
    task(world, action="Đã báo cáo", due_date=TODAY - DAY, stage=Stage.REPORTED)
    task(world, action="Của Trại", due_date=TODAY - DAY, lead_unit=world.farm)
    paused = task(world, action="Tạm dừng", due_date=TODAY - DAY)
    paused.pauses.create(since=TODAY - 2 * DAY, reason="Chờ", recorded_at=NOW, recorded_by=world.director)
    return found


class TestDraft:
    def test_names_the_overdue_tasks_their_source_and_how_late(self, world, late):
        """Nothing else, and nothing invented."""
        content = draft(world).content

        assert content["schema"] == "dondoc.urging_letter/1"
        assert content["to"]["name"] == world.centre.name
        assert [(row["action"], row["due_date"], row["days_late"]) for row in content["tasks"]] == [
            ("Báo cáo sơ kết", "2026-11-16", 9),
            ("Rà soát định mức", "2026-11-24", 1),
        ]
        assert content["bases"][0]["words"] == (
            "Thông báo số ……/TB-SKHCN ngày 16/11/2026 của Sở Khoa học và Công nghệ về kết luận của Giám đốc Sở"
        )

    def test_made_anew_it_stays_one(self, world, late):
        """With the tasks of the moment, and a version that a page opened before does not have."""
        first = draft(world)
        Task.objects.filter(pk=late[0].pk).update(stage=Stage.REPORTED)

        again = draft(world, world.office_head)

        assert (again.pk, again.version, len(again.content["tasks"])) == (first.pk, 2, 1)

    @pytest.mark.parametrize(
        ("who", "unit", "refusal"),
        [
            pytest.param("centre_director", "centre", followup_errors.NotTracker, id="not-of-the-assigning-side"),
            pytest.param("clerk", "lab", followup_errors.NothingOverdue, id="nothing-is-late"),
        ],
    )
    def test_refusal_changes_nothing(self, world, late, who, unit, refusal):
        """No letter without a reason."""
        before = snapshot()

        with pytest.raises(refusal):
            services.draft_letter(
                issuing_unit=world.department, unit=getattr(world, unit), actor=getattr(world, who), now=NOW
            )

        assert snapshot() == before

    def test_which_units_are_late(self, world, late):
        """For who follows them up."""
        assert [(one.unit, one.tasks) for one in letters.late_units(world.clerk, now=NOW)] == [
            (world.centre, 2), (world.farm, 1),
        ]  # fmt: skip
        assert letters.late_units(world.centre_director, now=NOW) == []


class TestSent:
    def test_each_task_records_it(self, world, late):
        """One reminder by letter a task, and one entry in the log."""
        letter = send(draft(world), world.office_head)

        assert (letter.number, letter.date, letter.sent_by) == ("45/SKHCN-HCTH", TODAY, world.office_head)
        assert list(Urging.objects.order_by("task").values_list("task", "means", "letter")) == [
            (made.pk, Means.LETTER, letter.pk) for made in late
        ]
        assert Entry.objects.latest("pk").act == "tasks.send_letter"

    @pytest.mark.parametrize(
        ("who", "changes", "refusal"),
        [
            pytest.param("centre_director", {}, followup_errors.LetterMissing, id="the-unit-that-is-urged"),
            pytest.param("clerk", {"number": " "}, followup_errors.LetterNumberEmpty, id="no-number"),
            pytest.param("clerk", {"date": TODAY + DAY}, followup_errors.FollowUpAhead, id="from-tomorrow"),
            pytest.param("clerk", {"version": 7}, followup_errors.LetterStale, id="another-draft-than-the-one-seen"),
            pytest.param("clerk", {"version": None}, followup_errors.LetterStale, id="a-draft-nobody-has-seen"),
        ],
    )
    def test_refusal_changes_nothing(self, world, late, who, changes, refusal):
        """The draft stays a draft."""
        letter = draft(world)
        before = snapshot()

        with pytest.raises(refusal):
            send(letter, getattr(world, who), **changes)

        assert snapshot() == before

    def test_not_for_a_task_that_was_reported_meanwhile(self, world, late):
        """Nobody is urged to do what they have done."""
        letter = draft(world)
        Task.objects.filter(pk=late[0].pk).update(stage=Stage.REPORTED)
        before = snapshot()

        with pytest.raises(followup_errors.LetterStale):
            send(letter, world.clerk)

        assert snapshot() == before

    def test_it_is_locked(self, world, late):
        """Sent is sent; the next one is another letter."""
        letter = send(draft(world), world.clerk)
        before = snapshot()
        with pytest.raises(followup_errors.LetterSent):
            send(letter, world.clerk, number="46/SKHCN")
        assert snapshot() == before

        assert draft(world).pk != letter.pk

    def test_the_database_wants_the_letter_of_a_reminder_by_letter(self, world, late):
        """Whoever writes around the services meets the constraint."""
        with pytest.raises(IntegrityError, match="by_letter_names_it"):
            Urging.objects.create(task=late[0], date=TODAY, text="a", author=world.clerk, at=NOW, means=Means.LETTER)


def test_from_the_list_to_the_paper_and_out(world, late):
    """As the office does it."""
    client = Client()
    client.force_login(world.clerk)
    assert world.centre.name in client.get(reverse("tasks:letters")).content.decode()

    opened = client.post(
        reverse("tasks:draft-letter"), {"issuing_unit": world.department.pk, "unit": world.centre.pk}, follow=True
    )
    page = opened.content.decode()
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in page
    assert f"Kính gửi: {world.centre.name}" in page
    letter = Letter.objects.get()
    sent = client.post(
        reverse("tasks:mark-letter-sent", args=[letter.pk]),
        {"version": letter.version, "number": "45/SKHCN-HCTH", "date": "24/11/2026"},
        follow=True,
    )

    assert "ngày 24 tháng 11 năm 2026" in sent.content.decode()
    assert "45/SKHCN-HCTH" in client.get(reverse("tasks:task", args=[late[0].pk])).content.decode()
    assert "45/SKHCN-HCTH" in client.get(reverse("tasks:letters")).content.decode()
