"""Reports that are owed, and begun before they are due."""

from __future__ import annotations

import datetime as dt

import pytest

from dondoc.audit.models import Entry
from dondoc.reports import errors, services
from dondoc.reports.models import Report, Schedule
from dondoc.tasks.choices import NoticeKind
from dondoc.tasks.models import Notice, ReminderDay
from tests.world import NOW, World

pytestmark = pytest.mark.django_db


def schedule(world: World, **said) -> Schedule:
    """Schedule the report of each month, due on the fifth day after it."""
    usual = {
        "kind_code": "month", "unit_id": world.centre.pk, "drafting_unit_id": world.centre.pk, "due_days": 5,
        "is_reported": False, "source": "Quy chế làm việc",
    }  # fmt: skip
    return services.add_schedule(**(usual | said), actor=world.centre_director, now=NOW)


def morning(day: dt.date) -> dt.datetime:
    """Return a moment of that day."""
    return dt.datetime.combine(day, dt.time(1), dt.UTC)


class TestMakeReady:
    """Three working days before"""

    @pytest.mark.parametrize(
        ("day", "expected"),
        [
            # Due on Saturday 5/12/2026: Friday 4/12, Thursday 3/12 and Wednesday 2/12 are the working days before.
            pytest.param(dt.date(2026, 12, 1), 0, id="too-early"),
            pytest.param(dt.date(2026, 12, 2), 1, id="three-days-before"),
            pytest.param(dt.date(2026, 12, 4), 1, id="made-up-for"),
            pytest.param(dt.date(2026, 12, 5), 0, id="nobody-on-a-saturday"),
            pytest.param(dt.date(2026, 12, 6), 0, id="nor-on-a-sunday"),
            pytest.param(dt.date(2026, 12, 7), 1, id="the-next-working-day"),
            pytest.param(dt.date(2026, 12, 8), 0, id="too-late"),
        ],
    )
    def test_begins_it_on_its_day(self, world, day, expected):
        """Counted by the calendar of working days; nobody is told on a day of rest."""
        schedule(world)

        assert services.make_ready(now=morning(day)) == expected
        assert Notice.objects.count() == expected
        assert [(one.period_code, one.due_date) for one in Report.objects.all()] == [
            ("2026-t11", dt.date(2026, 12, 5))
        ] * expected

    def test_begins_it_once(self, world):
        """However often the job runs."""
        schedule(world)

        made = [services.make_ready(now=morning(dt.date(2026, 12, day))) for day in (2, 2, 3)]

        assert made == [1, 0, 0]
        assert Entry.objects.filter(act="reports.make_ready").count() == 1

    def test_who_acts_for_the_unit_that_composes_is_told_and_reminded(self, world):
        """In the product; until it is handed on."""
        ReminderDay.objects.get_or_create(offset=-1, defaults={"source": "QĐ 1"})
        schedule(world)
        services.make_ready(now=morning(dt.date(2026, 12, 2)))
        report = Report.objects.get()

        told = Notice.objects.get(kind=NoticeKind.ASKED_FOR)
        assert (told.person, told.due_date, told.line.address) == (
            world.centre_director, dt.date(2026, 12, 5), report.address,
        )  # fmt: skip
        # A day before is Friday 4/12/2026.
        assert services.remind_of_reports(now=morning(dt.date(2026, 12, 4))) == 1
        services.withdraw(
            report_id=report.pk, version=report.version, reason="Lập nhầm", actor=world.centre_director,
            now=morning(dt.date(2026, 12, 4)),
        )  # fmt: skip
        assert services.remind_of_reports(now=morning(dt.date(2026, 12, 5))) == 0

    def test_before_the_period_ends(self, world):
        """A year by its cut-off is due before the calendar year is over."""
        schedule(world, kind_code="year", is_reported=True, due_days=2)

        assert services.make_ready(now=morning(dt.date(2026, 12, 11))) == 1
        assert Report.objects.get().last_day == dt.date(2026, 12, 14)

    def test_what_has_ended_begins_nothing(self, world):
        """Reports that were begun stay."""
        made = schedule(world)
        services.end_schedule(schedule_id=made.pk, actor=world.centre_director, now=NOW)

        assert services.make_ready(now=morning(dt.date(2026, 12, 2))) == 0


class TestAddSchedule:
    """What is owed"""

    @pytest.mark.parametrize(
        ("said", "refusal"),
        [
            pytest.param({"kind_code": "khac"}, errors.KindUnknown, id="kind"),
            pytest.param({"kind_code": "custom"}, errors.NotSchedulable, id="no-period"),
            pytest.param({"kind_code": "notice"}, errors.NotSchedulable, id="of-a-document"),
            pytest.param({"source": " "}, errors.SourceMissing, id="no-source"),
            pytest.param({"drafting_unit_id": 0}, errors.UnitNotYours, id="unit"),
        ],
    )
    def test_refusal_changes_nothing(self, world, said, refusal):
        """No row, no entry."""
        with pytest.raises(refusal):
            schedule(world, **said)

        assert not Schedule.objects.exists()
        assert not Entry.objects.filter(act="reports.add_schedule").exists()

    def test_once_for_a_unit_and_a_kind(self, world):
        """A second is refused until the first has ended."""
        first = schedule(world)
        with pytest.raises(errors.AlreadyScheduled):
            schedule(world)
        assert Schedule.objects.count() == 1

        services.end_schedule(schedule_id=first.pk, actor=world.centre_director, now=NOW)
        schedule(world)

        assert Schedule.objects.filter(ended_at=None).count() == 1

    @pytest.mark.parametrize(
        ("actor", "refusal"), [("director", errors.UnitNotYours), ("farm_head", errors.ScheduleMissing)]
    )
    def test_others_end_nothing(self, world, actor, refusal):
        """The unit that composes says that it is owed no more."""
        made = schedule(world)

        with pytest.raises(refusal):
            services.end_schedule(schedule_id=made.pk, actor=getattr(world, actor), now=NOW)

        made.refresh_from_db()
        assert made.ended_at is None

    def test_page(self, world, client):
        """Rows and the form to add one."""
        client.force_login(world.centre_director)
        form = {
            "kind_code": "year", "unit_id": world.centre.pk, "drafting_unit_id": world.centre.pk, "due_days": -3,
            "source": "Quy chế",
        }  # fmt: skip

        assert client.post("/bao-cao/lich/", form).status_code == 302
        assert "Quy chế" in client.get("/bao-cao/lich/").content.decode()
        assert client.post("/bao-cao/lich/", form | {"due_days": "x"}).status_code == 422
        refused = client.post("/bao-cao/lich/", form | {"kind_code": "custom", "source": "Công văn số 12"})
        assert (refused.status_code, "Công văn số 12" in refused.content.decode()) == (422, True)
