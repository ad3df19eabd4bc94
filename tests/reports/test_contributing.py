"""What units write in a report."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from dondoc.audit.models import Entry
from dondoc.home import selectors as home
from dondoc.kernel import clock
from dondoc.kernel.vietnamese import format_date
from dondoc.reports import errors, selectors, services
from dondoc.reports.models import Contribution, EarlierRequest, Request
from dondoc.tasks.choices import NoticeKind
from dondoc.tasks.models import Notice, ReminderDay
from tests.reports import made
from tests.reports.test_composing import composed
from tests.world import NOW

pytestmark = pytest.mark.django_db
DUE = dt.date(2026, 12, 1)


def ask(report, world, **said):
    """Ask the lab and the farm for the assessment."""
    usual = {"version": report.version, "section": "assessment", "unit_ids": [world.lab.pk, world.farm.pk]}
    return services.ask_units(
        report_id=report.pk, **(usual | {"due_date": DUE} | said), actor=world.centre_director, now=NOW
    )


def section_of(report, person, code="assessment"):
    """Return a section as a person reads it."""
    return next(one for one in composed(report, person).sections if one.code == code)


class TestAskUnits:
    """Asking for free text"""

    def test_each_unit_finds_what_is_asked(self, world):
        """With its deadline; others find nothing."""
        report = ask(made.report(world), world)

        for reader, expected in ((world.lab_head, [world.lab]), (world.officer, [world.lab]), (world.clerk, [])):
            assert [one.unit for one in selectors.requests_to(reader, today=NOW.date())] == expected
        assert report.requests.first().due_date == DUE
        assert Entry.objects.get(act="reports.ask_units").after["units"] == [world.lab.name, world.farm.name]

    def test_who_acts_for_each_unit_is_told_and_reminded(self, world):
        """Until the unit has written, or the report is handed on."""
        ReminderDay.objects.get_or_create(offset=-1, defaults={"source": "QĐ 1"})
        report = ask(made.report(world), world)
        told = [notice.person for notice in Notice.objects.filter(kind=NoticeKind.ASKED_FOR).order_by("pk")]
        services.contribute(
            request_id=report.requests.get(unit=world.lab).pk, words="Còn chậm.", actor=world.officer, now=NOW
        )
        # A day before is Monday 30/11/2026.
        then = NOW + dt.timedelta(days=5)
        reminded = services.remind_of_requests(now=then)

        assert told == [world.lab_head, world.farm_head]
        assert (reminded, Notice.objects.get(kind=NoticeKind.ASKED_DUE).person) == (1, world.farm_head)
        report.refresh_from_db()
        services.hand_on(report_id=report.pk, version=report.version, actor=world.centre_director, now=NOW)
        assert not selectors.unanswered().exists()

    def test_waits_on_home_until_it_is_written(self, world):
        """For the people of the unit."""
        report = ask(made.report(world), world)
        request = report.requests.get(unit=world.lab)

        before = [home.waiting_for(who, now=NOW).groups["contribute"] for who in (world.lab_head, world.clerk)]
        services.contribute(request_id=request.pk, words="Còn chậm.", actor=world.officer, now=NOW)

        assert before == [1, 0]
        assert home.waiting_for(world.lab_head, now=NOW).groups["contribute"] == 0

    def test_what_was_written_stays_open_once_it_is_handed_on(self, client, world):
        """To be read; nothing more is written."""
        report = ask(made.report(world), world)
        request = report.requests.get(unit=world.lab)
        services.contribute(request_id=request.pk, words="Còn chậm.", actor=world.officer, now=NOW)
        report.refresh_from_db()
        services.hand_on(report_id=report.pk, version=report.version, actor=world.centre_director, now=NOW)
        client.force_login(world.officer)
        address = reverse("reports:contribute", args=[request.pk])

        page = client.get(address).content.decode()
        refused = client.post(address, {"words": "Thêm"})

        assert ("Còn chậm." in page, "<textarea" in page) == (True, False)
        assert refused.status_code == 404
        assert request.contributions.count() == 1

    def test_asking_again_moves_the_deadline(self, world):
        """And makes no second request."""
        report = ask(made.report(world), world)

        ask(report, world, due_date=DUE + dt.timedelta(days=2))

        assert list(Request.objects.values_list("due_date", flat=True)) == [DUE + dt.timedelta(days=2)] * 2

    def test_asking_again_keeps_the_day_that_was_set_before(self, world, client, monkeypatch):
        """Who asks and who is asked read both, and the database refuses to change it."""
        monkeypatch.setattr(clock, "now", lambda: NOW)
        report = ask(made.report(world), world)
        ask(report, world, due_date=DUE + dt.timedelta(days=2), unit_ids=[world.lab.pk])
        request = report.requests.get(unit=world.lab)
        services.contribute(request_id=request.pk, words="Còn chậm.", actor=world.officer, now=NOW)

        client.force_login(world.centre_director)
        asking = client.get(reverse("reports:ask-units", args=[report.pk, "assessment"]))
        client.force_login(world.officer)
        answering = client.get(reverse("reports:contribute", args=[request.pk])).content.decode()

        (earlier,) = request.earlier.all()
        assert (earlier.due_date, earlier.asked_by, earlier.asked_at) == (DUE, world.centre_director, NOW)
        assert all(
            format_date(day) in page
            for page in (asking.content.decode(), answering)
            for day in (DUE, DUE + dt.timedelta(days=2))
        )
        # Who has written is not asked anew by an oversight.
        assert asking.context["form"].initial["unit_ids"] == [world.farm.pk]
        with pytest.raises(IntegrityError), transaction.atomic():
            EarlierRequest.objects.update(due_date=NOW.date())

    @pytest.mark.parametrize(
        ("change", "refusal"),
        [
            pytest.param({"section": "overview"}, errors.NotFree, id="computed"),
            pytest.param({"section": "khac"}, errors.SectionMissing, id="section"),
            pytest.param({"unit_ids": []}, errors.NobodyAsked, id="nobody"),
            pytest.param({"due_date": dt.date(2026, 11, 24)}, errors.DueInThePast, id="past"),
            pytest.param({"due_date": None}, errors.DueInThePast, id="no-day"),
            pytest.param({"version": 9}, errors.ReportChanged, id="overtaken"),
        ],
    )
    def test_refusal_changes_nothing(self, world, change, refusal):
        """Nobody is asked."""
        report = made.report(world)

        with pytest.raises(refusal):
            ask(report, world, **change)

        report.refresh_from_db()
        assert report.version == 1
        assert not Request.objects.exists()
        assert not Entry.objects.filter(act="reports.ask_units").exists()

    def test_refuses_units_of_others(self, world):
        """Only those below the unit of the report."""
        with pytest.raises(errors.NobodyAsked):
            ask(made.report(world), world, unit_ids=[world.office.pk])

        assert not Request.objects.exists()


class TestContribute:
    """Writing what is asked"""

    def test_stands_in_the_report_with_who_wrote_it(self, world):
        """And the unit that has not written is named."""
        report = ask(made.report(world), world)
        request = report.requests.get(unit=world.lab)

        services.contribute(request_id=request.pk, words="Còn chậm.\nThiếu máy.", actor=world.officer, now=NOW)

        found = section_of(report, world.centre_director)
        assert [(said.unit, said.by, said.paragraphs) for said in found.said] == [
            (world.lab.name, world.officer.full_name, ["Còn chậm.", "Thiếu máy."])
        ]
        assert found.waiting == [world.farm.name]
        assert Entry.objects.get(act="reports.contribute").after["text"] == "Còn chậm.\nThiếu máy."

    def test_the_newest_counts_and_the_first_stays(self, world):
        """Written anew, not over."""
        report = ask(made.report(world), world)
        request = report.requests.get(unit=world.lab)
        seen = 0
        for words in ("Lần một", "Lần hai"):
            act = {"words": words, "seen": seen, "actor": world.lab_head, "now": NOW}
            seen = services.contribute(request_id=request.pk, **act).pk

        assert section_of(report, world.centre_director).said[0].paragraphs == ["Lần hai"]
        assert Contribution.objects.count() == 2

    @pytest.mark.parametrize(
        ("actor", "words", "refusal"),
        [
            pytest.param("farm_head", "Lời", errors.RequestMissing, id="other-unit"),
            pytest.param("lab_head", " \n ", errors.NothingWritten, id="empty"),
            pytest.param("lab_head", "a" * 20_001, errors.TextTooLong, id="long"),
        ],
    )
    def test_refusal_changes_nothing(self, world, actor, words, refusal):
        """Nothing is written."""
        request = ask(made.report(world), world).requests.get(unit=world.lab)

        with pytest.raises(refusal):
            services.contribute(request_id=request.pk, words=words, actor=getattr(world, actor), now=NOW)

        assert not Contribution.objects.exists()
        assert not Entry.objects.filter(act="reports.contribute").exists()

    def test_is_over_once_the_report_is_handed_on(self, world):
        """What was sent stays as it was sent."""
        report = ask(made.report(world), world)
        request = report.requests.get(unit=world.lab)
        services.hand_on(report_id=report.pk, version=report.version, actor=world.centre_director, now=NOW)

        with pytest.raises(errors.RequestMissing):
            services.contribute(request_id=request.pk, words="Muộn", actor=world.lab_head, now=NOW)

        assert not Contribution.objects.exists()

    def test_of_two_people_of_a_unit_none_writes_over_the_other(self, world, client):
        """The second reads the words of the first beside their own, and may send these then."""
        request = ask(made.report(world), world).requests.get(unit=world.lab)
        services.contribute(request_id=request.pk, words="Thiếu máy", actor=world.officer, now=NOW)
        client.force_login(world.lab_head)
        address = f"/bao-cao/dong-gop/{request.pk}/"

        refused = client.post(address, {"words": "Thiếu người", "seen": 0})

        assert refused.status_code == 409
        page = refused.content.decode()
        assert ("Thiếu máy" in page, ">Thiếu người</textarea>" in page) == (True, True)
        assert Contribution.objects.count() == 1
        seen = Contribution.objects.get().pk
        assert f'name="seen" value="{seen}"' in page
        assert client.post(address, {"words": "Thiếu máy, thiếu người", "seen": seen}).status_code == 302

    def test_what_came_while_the_report_was_handed_on_is_not_lost(self, world):
        """Whoever hands on has not read it: they are refused, and read it first."""
        report = ask(made.report(world), world)
        request = report.requests.get(unit=world.lab)
        services.contribute(request_id=request.pk, words="Thiếu máy", actor=world.officer, now=NOW)

        with pytest.raises(errors.ReportChanged):
            services.hand_on(report_id=report.pk, version=report.version, actor=world.centre_director, now=NOW)

        report.refresh_from_db()
        assert (report.state, report.snapshots.count()) == ("drafting", 0)

    def test_page(self, world, client):
        """What is asked, what was written; empty words come back."""
        request = ask(made.report(world), world).requests.get(unit=world.lab)
        client.force_login(world.lab_head)
        address = f"/bao-cao/dong-gop/{request.pk}/"

        assert client.post(address, {"words": "Còn chậm"}).status_code == 302
        assert "Còn chậm" in client.get(address).content.decode()
        assert client.post(address, {"words": " "}).status_code == 422
        assert address in client.get("/bao-cao/").content.decode()

    def test_asking_page(self, world, client):
        """Units and a day are sent; without a day it is refused."""
        report = made.report(world)
        client.force_login(world.centre_director)
        address = f"{report.address}hoi-don-vi/assessment/"

        assert client.post(address, {"version": 1, "unit_ids": [world.lab.pk], "due_date": "x"}).status_code == 422
        past = client.post(address, {"version": 1, "unit_ids": [world.lab.pk], "due_date": "1/1/2020"})
        assert (past.status_code, "1/1/2020" in past.content.decode()) == (422, True)
        assert (
            client.post(address, {"version": 1, "unit_ids": [world.lab.pk], "due_date": "1/12/2026"}).status_code == 302
        )
        assert world.lab.name in client.get(address).content.decode()
