"""Asking units to register for the work programme, and what of it waits for whom."""

from __future__ import annotations

import datetime as dt
import html

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from dondoc.audit.models import Entry
from dondoc.home import selectors as home
from dondoc.kernel import clock
from dondoc.kernel.vietnamese import format_date
from dondoc.programme import errors, selectors, services
from dondoc.programme.models import Call, EarlierCall
from dondoc.tasks.choices import NoticeKind
from dondoc.tasks.models import Notice, ReminderDay
from tests.programme.items import YEAR, approved, gathered, registered
from tests.world import NOW, TODAY

pytestmark = pytest.mark.usefixtures("kept_files")
DUE = dt.date(2026, 12, 4)
DAY = dt.timedelta(days=1)


def call(world, **said):
    """Ask the lab and the farm."""
    usual = {"body_id": world.centre.pk, "year": YEAR, "unit_ids": [world.lab.pk, world.farm.pk], "due_date": DUE}
    return services.call_units(**(usual | {"actor": world.centre_director, "now": NOW} | said))


def waiting(person):
    """Return what of the work programme waits for a person."""
    groups = home.waiting_for(person, now=NOW).groups
    return {name: groups[name] for name in ("register", "mend", "gather", "approve") if groups[name]}


class TestCallUnits:
    def test_each_unit_is_told(self, world):
        """Who acts for it; asked again it gets the new day, and who has registered is not reminded."""
        call(world)
        call(world, due_date=DUE + DAY)

        told = Notice.objects.filter(kind=NoticeKind.ASKED_FOR).order_by("pk")
        assert [(one.person, one.due_date) for one in told] == [
            (world.lab_head, DUE), (world.farm_head, DUE), (world.lab_head, DUE + DAY), (world.farm_head, DUE + DAY),
        ]  # fmt: skip
        assert set(Call.objects.values_list("unit", "due_date")) == {
            (world.lab.pk, DUE + DAY), (world.farm.pk, DUE + DAY),
        }  # fmt: skip
        assert Entry.objects.filter(act="programme.call_units").count() == 2

    def test_reminds_who_has_not_registered(self, world):
        """Until a decision approved the programme."""
        ReminderDay.objects.get_or_create(offset=0, defaults={"source": "QĐ 1"})
        call(world)
        registered(world)
        then = NOW + (DUE - TODAY)

        assert services.remind_of_calls(now=then) == 1
        assert Notice.objects.get(kind=NoticeKind.ASKED_DUE).person == world.farm_head
        approved(world)
        assert not selectors.unanswered_calls().exists()

    def test_who_asked_may_open_what_they_are_reminded_of(self, world):
        """As long as they gather the programme of the body."""
        call(world)

        assert selectors.calls_of(world.centre_director, today=TODAY).count() == 2
        assert selectors.calls_of(world.lab_head, today=TODAY).count() == 1
        assert not selectors.calls_of(world.clerk, today=TODAY).exists()
        world.centre_director.posts.update(valid_to=TODAY)
        former = type(world.centre_director).objects.get(pk=world.centre_director.pk)
        assert not selectors.calls_of(former, today=TODAY).exists()

    def test_of_a_year_that_has_passed_waits_for_nobody(self, world):
        """The form offers only this year and the next."""
        call(world)

        days = (dt.date(YEAR, 12, 31), dt.date(YEAR + 1, 1, 1))
        assert [selectors.to_register(world.lab_head, today=day).exists() for day in days] == [True, False]

    @pytest.mark.parametrize(
        ("change", "refusal"),
        [
            pytest.param({"actor": "lab_head"}, errors.NotGathering, id="who-registers"),
            pytest.param({"year": YEAR + 1}, errors.ItemYearWrong, id="far-ahead"),
            pytest.param({"unit_ids": []}, errors.NobodyCalled, id="nobody"),
            pytest.param({"unit_ids": "office"}, errors.NobodyCalled, id="outside-the-body"),
            pytest.param({"due_date": TODAY - DAY}, errors.CallDayPast, id="past"),
            pytest.param({"due_date": None}, errors.CallDayPast, id="no-day"),
        ],
    )
    def test_refusal_changes_nothing(self, world, change, refusal):
        """Nobody is asked."""
        if "actor" in change:
            change = {"actor": getattr(world, change["actor"])}
        if change.get("unit_ids") == "office":
            change = {"unit_ids": [world.office.pk]}

        with pytest.raises(refusal):
            call(world, **change)

        assert not Call.objects.exists()
        assert not Notice.objects.exists()
        assert not Entry.objects.filter(act="programme.call_units").exists()


class TestOnTheDesk:
    def test_step_by_step(self, world):
        """Register, gather, approve: each waits for those who take the step, and for nobody else."""
        people = (world.lab_head, world.officer, world.farm_head, world.centre_director, world.clerk)
        call(world, unit_ids=[world.lab.pk])
        asked = [waiting(person) for person in people]
        made = registered(world)
        registered_now = [waiting(person) for person in people]
        services.send_back(versions={made.pk: made.version}, reason="Nêu rõ", actor=world.centre_director, now=NOW)
        sent_back = [waiting(person) for person in people]
        gathered(world)
        gathered_now = [waiting(person) for person in people]

        assert asked == [{"register": 1}, {"register": 1}, {}, {}, {}]
        assert registered_now == [{}, {}, {}, {"gather": 1}, {}]
        assert sent_back == [{"mend": 1}, {"mend": 1}, {}, {}, {}]
        assert gathered_now == [{"mend": 1}, {"mend": 1}, {}, {"approve": 1}, {}]

    @pytest.mark.parametrize("who", ["lab_head", "centre_director"])
    def test_leads_to_the_step(self, world, client, monkeypatch, who):
        """Each row opens where it is done."""
        monkeypatch.setattr(clock, "now", lambda: NOW)
        call(world, unit_ids=[world.lab.pk])
        one = registered(world, year=TODAY.year)
        gathered(world, year=TODAY.year)
        client.force_login(getattr(world, who))

        page = client.get(reverse("home:desk")).content.decode()

        desk = f"{reverse('programme:desk')}?co-quan={world.centre.pk}&amp;nam={TODAY.year}"
        leads = {
            "lab_head": [html.escape(Call.objects.get().address)],
            "centre_director": [f'"{desk}"', f'"{desk}&amp;trang-thai=gathered"', one.action],
        }
        assert [address in page for address in leads[who]] == [True] * len(leads[who])


class TestRegisteringForACall:
    def test_its_address_fills_body_year_and_unit_in(self, world, client, monkeypatch):
        """Whatever else the person could register: for the department, of another of their units."""
        monkeypatch.setattr(clock, "now", lambda: NOW)
        made = services.call_units(
            body_id=world.department.pk, year=YEAR, unit_ids=[world.farm.pk], due_date=DUE, actor=world.office_head,
            now=NOW,
        )  # fmt: skip
        client.force_login(world.centre_director)

        form = client.get(made[0].address).context["form"]

        chosen = {name: form[name].value() for name in ("body_id", "year", "unit_id", "lead_id")}
        assert chosen == {
            "body_id": world.department.pk, "year": YEAR, "unit_id": world.farm.pk, "lead_id": world.farm.pk,
        }  # fmt: skip
        assert all(
            chosen[name] in dict(form.fields[name].choices) or str(chosen[name]) in dict(form.fields[name].choices)
            for name in chosen
        )

    @pytest.mark.parametrize("query", ["co-quan=9999&don-vi=x", "co-quan={lab}&don-vi={office}", ""])
    def test_what_the_person_cannot_register_for_is_not_filled_in(self, world, client, monkeypatch, query):
        """Their own unit and the nearest body are."""
        monkeypatch.setattr(clock, "now", lambda: NOW)
        client.force_login(world.lab_head)
        asked = query.format(lab=world.lab.pk, office=world.office.pk)

        form = client.get(f"{reverse('programme:register-item')}?{asked}").context["form"]

        assert (form["body_id"].value(), form["unit_id"].value()) == (world.centre.pk, world.lab.pk)
        assert str(world.office.pk) not in dict(form.fields["unit_id"].choices)


class TestPage:
    def test_asks_and_says_who_answered(self, world, client, monkeypatch):
        """The units of the body are chosen first; what was asked stands above."""
        monkeypatch.setattr(clock, "now", lambda: NOW)
        client.force_login(world.centre_director)
        page = f"{reverse('programme:call')}?co-quan={world.centre.pk}&nam={YEAR}"

        answer = client.post(page, {"unit_ids": [world.lab.pk, world.farm.pk], "due_date": "4/12/2026"})
        registered(world)
        shown = client.get(page).content.decode()

        assert answer["Location"].startswith(reverse("programme:desk"))
        assert Call.objects.filter(due_date=DUE).count() == 2
        assert {(one.unit, one.registered) for one in selectors.called(world.centre, YEAR)} == {
            (world.lab, 1), (world.farm, 0),
        }  # fmt: skip
        assert world.lab.name in shown
        # Who has registered is not asked anew by an oversight.
        assert client.get(page).context["form"].initial["unit_ids"] == [world.farm.pk]

    def test_asking_again_keeps_the_day_that_was_set_before(self, world, client, monkeypatch):
        """The page shows both; the database refuses to change the first."""
        monkeypatch.setattr(clock, "now", lambda: NOW)
        call(world, unit_ids=[world.lab.pk])
        call(world, unit_ids=[world.lab.pk], due_date=DUE + 3 * DAY)
        client.force_login(world.centre_director)

        page = client.get(f"{reverse('programme:call')}?co-quan={world.centre.pk}&nam={YEAR}").content.decode()

        (earlier,) = Call.objects.get().earlier.all()
        assert (earlier.due_date, earlier.asked_by) == (DUE, world.centre_director)
        assert all(format_date(day) in page for day in (DUE, DUE + 3 * DAY))
        with pytest.raises(IntegrityError), transaction.atomic():
            EarlierCall.objects.update(due_date=TODAY)

    def test_a_refused_form_keeps_what_was_typed(self, world, client, monkeypatch):
        """And asks nobody."""
        monkeypatch.setattr(clock, "now", lambda: NOW)
        client.force_login(world.centre_director)

        answer = client.post(
            f"{reverse('programme:call')}?co-quan={world.centre.pk}&nam={YEAR}",
            {"unit_ids": [world.lab.pk], "due_date": "1/1/2020"},
        )

        assert (answer.status_code, "1/1/2020" in answer.content.decode()) == (422, True)
        assert not Call.objects.exists()
