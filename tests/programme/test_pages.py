"""The pages of targets: what they show, what a form that is refused keeps, what a reader may not see."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from dondoc.kernel import clock, measures
from dondoc.programme import services
from dondoc.programme.choices import Aggregation
from dondoc.programme.models import Plan, Target, TypedFigure
from tests.programme.targets import done, plan, snapshot, target, typed, typed_target
from tests.world import NOW, task

pytestmark = pytest.mark.usefixtures("kept_files")


@pytest.fixture
def seen(client, world):
    """The pages as the director of the centre opens them, on the day on which the tests play."""
    client.force_login(world.centre_director)
    return client


@pytest.fixture(autouse=True)
def _on_that_day(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOW)


def words(response):
    """Return the page as somebody reads it."""
    text = re.sub(r"<[^>]+>", " ", response.content.decode())
    return " ".join(text.split())


class TestList:
    def test_figure_plan_pace_and_standing(self, world, seen):
        """With the formula beside the per cent, and the figure a link to its records."""
        made = target(world)
        plan(made, 8, world=world)
        for _ in range(3):
            done(world, dt.date(2026, 5, 5))

        response = seen.get(reverse("programme:list"))

        page = response.content.decode()
        assert "37,5 %" in page
        assert "3 ÷ 8" in page
        assert f'{reverse("programme:records", args=[made.pk])}?ky=2026"' in page
        assert 'class="n37"' in page
        assert "31/12/2026" in words(response)

    def test_nothing_is_a_dash(self, world, seen):
        """A share of nothing, a target without a plan."""
        target(world, aggregation=Aggregation.RATIO, measure="tasks.on_time")

        page = words(seen.get(reverse("programme:list")))

        assert "— (0/0)" in page
        assert "100,0 %" not in page

    def test_without_targets_it_says_so(self, world, seen):
        """And who sets them."""
        assert reverse("programme:define") in seen.get(reverse("programme:list")).content.decode()

    def test_of_one_unit(self, world, seen):
        """Its targets alone."""
        target(world)
        target(world, code="CT-09", name="Mẫu của Trại", owner_id=world.farm.pk)

        page = words(seen.get(reverse("programme:list"), {"don-vi": world.farm.pk}))

        assert "Mẫu của Trại" in page
        assert "Nhiệm vụ hoàn thành" not in page


class TestDefine:
    FORM = {
        "code": "CT-05", "name": "Văn bản ban hành", "unit_of_measure": "văn bản", "kind": "assigned",
        "direction": "higher", "aggregation": "sum", "measure": "documents.issued", "valid_from": "1/1/2026",
    }  # fmt: skip

    def test_leads_to_its_page(self, world, seen):
        """Where it is planned."""
        response = seen.post(reverse("programme:define"), self.FORM | {"owner_id": world.centre.pk})

        assert response["Location"] == reverse("programme:target", args=[Target.objects.get().pk])

    def test_a_refusal_keeps_what_was_typed(self, world, seen):
        """The sentence above the fields, nothing written."""
        before = snapshot()

        response = seen.post(
            reverse("programme:define"), self.FORM | {"owner_id": world.centre.pk, "aggregation": "ratio"}
        )

        assert response.status_code == 422
        assert "Văn bản ban hành" in response.content.decode()
        assert snapshot() == before


class TestTarget:
    def test_shows_how_it_stands_and_from_what(self, world, seen):
        """Formula with its version, months, plans."""
        made = target(world)
        plan(made, 2, world=world, period="2026-t5")
        plan(made, 8, world=world)
        done(world, dt.date(2026, 5, 5))

        page = seen.get(reverse("programme:target", args=[made.pk]), {"thang": "co"}).content.decode()

        assert "tasks.done" in page
        assert '<svg class="chart"' in page
        assert reverse("programme:records", args=[made.pk]) + "?ky=2026-t5" in page

    def test_draws_nothing_where_no_month_has_a_figure(self, world, seen):
        """A share of nothing is none in every month; the table says so."""
        made = target(world, measure="tasks.on_time", aggregation="ratio")

        page = seen.get(reverse("programme:target", args=[made.pk]), {"thang": "co"}).content.decode()

        assert '<svg class="chart"' not in page
        assert reverse("programme:records", args=[made.pk]) + "?ky=2026-t5" in page

    def test_the_months_of_a_counted_target_are_asked_for_once_the_page_is_there(self, world, seen):
        """Two years of counts; by itself, or by a link where no script runs. Typed months are at hand."""
        counted, typed_one = target(world), typed_target(world)
        done(world, dt.date(2026, 5, 5))
        typed(typed_one, 5, 12, world=world)
        address = reverse("programme:target", args=[counted.pk])

        page = seen.get(address).content.decode()
        months = seen.get(f"{address}?thang=co", headers={"HX-Request": "true"}).content.decode()

        assert f'hx-get="{address}?ky=2026&amp;thang=co"' in page
        assert f'href="{address}?ky=2026&amp;thang=co#h-months"' in page
        records = reverse("programme:records", args=[counted.pk]) + "?ky=2026-t5"
        assert (records in page, records in months, "<html" in months) == (False, True, False)
        page = seen.get(reverse("programme:target", args=[typed_one.pk])).content.decode()
        assert reverse("programme:records", args=[typed_one.pk]) + "?ky=2026-t5" in page

    def test_an_estimate_stands_marked_beside_the_computed_one(self, world, seen):
        """With its author; a refused one keeps the form open and says nothing."""
        made = target(world)
        done(world, dt.date(2026, 5, 5))
        address = reverse("programme:estimate", args=[made.pk])

        refused = seen.post(address, {"counted": "1,5", "reason": ""})
        kept = seen.post(address, {"counted": "1,5", "reason": "Theo hợp đồng đã ký"})
        page = words(seen.get(reverse("programme:target", args=[made.pk])))

        assert (refused.status_code, kept.status_code) == (422, 302)
        assert 'value="1,5"' in refused.content.decode()
        assert "1,5" in page
        assert "Theo hợp đồng đã ký" in page
        assert world.centre_director.full_name in page
        # One in 329 of 365 days.
        assert "1,1" in page

    def test_plan_and_refusal(self, world, seen):
        """A plan that is lowered without a decision is refused with the form open."""
        made = target(world)
        url = reverse("programme:plan", args=[made.pk])
        assert seen.post(url, {"period": "2026", "counted": "1.250,5"}).status_code == 302
        assert Plan.objects.get().value == Decimal("1250.5")
        before = snapshot()

        response = seen.post(url, {"period": "2026", "counted": "900", "reason": "Giảm"})

        assert response.status_code == 422
        assert '<details class="disclose mt-2" open>' in response.content.decode()
        assert snapshot() == before

    @pytest.mark.parametrize("counted", ["", "abc", "-3", "1.25.0", "1,2,3", "12.34"])
    def test_what_is_no_number(self, world, seen, counted):
        """Is refused; nothing is guessed."""
        made = target(world)
        before = snapshot()

        response = seen.post(reverse("programme:plan", args=[made.pk]), {"period": "2026", "counted": counted})

        assert response.status_code == 422
        assert snapshot() == before

    def test_a_month_is_typed_with_its_file(self, world, seen):
        """And its evidence opens."""
        made = typed_target(world)
        file = SimpleUploadedFile("so-lieu.pdf", b"%PDF-1.4 so lieu")

        response = seen.post(
            reverse("programme:type", args=[made.pk]), {"month": "2026-t10", "counted": "120", "file": file}
        )

        assert response.status_code == 302
        row = TypedFigure.objects.get()
        sent = seen.get(reverse("programme:evidence", args=[row.pk]))
        assert b"".join(sent.streaming_content).startswith(b"%PDF")
        assert "so-lieu.pdf" in words(seen.get(reverse("programme:target", args=[made.pk])))

    def test_an_adjustment_shows_in_the_next_period(self, world, seen):
        """By how much, and why; the closed figure stands beside it."""
        made = target(world)
        done(world, dt.date(2026, 9, 2))
        closing = services.close_period(unit_id=world.centre.pk, period="2026-t9", actor=world.director, now=NOW)
        done(world, dt.date(2026, 9, 29))
        url = reverse("programme:target", args=[made.pk])
        assert "tháng 9/2026: +1" in words(seen.get(url, {"ky": "2026-t10"}))
        assert "+1" not in words(seen.get(url, {"ky": "2026-t9"}))

        services.explain(
            closed_id=closing.figures.get().pk, reason="Nghiệm thu muộn", actor=world.centre_director, now=NOW
        )

        assert "Nghiệm thu muộn" in words(seen.get(url, {"ky": "2026-t10"}))

    def test_a_closed_period_says_so_and_opens_what_was_closed(self, world, seen, monkeypatch):
        """In the list and on the page; its figures lead to the records of then, those of the year so far included."""
        made = target(world)
        done(world, dt.date(2026, 9, 2), action="Việc đã chốt")
        services.close_period(unit_id=world.centre.pk, period="2026-t9", actor=world.director, now=NOW)
        later = NOW + dt.timedelta(days=1)
        done(world, dt.date(2026, 9, 29), action="Việc ghi sau", closed_at=later)
        monkeypatch.setattr(clock, "now", lambda: later)
        records = reverse("programme:records", args=[made.pk])
        month = {"ky": "2026-t9"}

        for url in (reverse("programme:list"), reverse("programme:target", args=[made.pk])):
            page = seen.get(url, month)
            assert f"{records}?ky=2026-t9&amp;luy-ke=co" in page.content.decode()
            assert re.search("(Đã chốt|Closed): tháng 9/2026", words(page))
            assert "tháng 9/2026: +1" in words(seen.get(url, {"ky": "2026-t10"}))
        for query in (month, month | {"luy-ke": "co"}):
            page = words(seen.get(records, query))
            assert ("Việc đã chốt" in page, "Việc ghi sau" in page) == (True, False)
        assert "Việc ghi sau" in words(seen.get(records, {"ky": "2026"}))

    def test_tasks_are_linked_and_unlinked(self, world, seen):
        """By their codes."""
        made, served = target(world), task(world)
        url = reverse("programme:target", args=[made.pk])
        seen.post(reverse("programme:link", args=[made.pk]), {"task": served.code})
        assert served.code in words(seen.get(url))

        seen.post(reverse("programme:unlink", args=[made.pk]), {"task": served.code})
        assert not made.links.exists()

    def test_ends(self, world, seen):
        """And says so."""
        made = target(world)

        seen.post(reverse("programme:end", args=[made.pk]), {"day": "1/1/2027", "reason": "Giao lại"})

        assert "1/1/2027" in words(seen.get(reverse("programme:target", args=[made.pk])))

    def test_baseline(self, world, seen):
        """Marked as typed, with where it was taken from."""
        made = target(world)

        seen.post(
            reverse("programme:baseline", args=[made.pk]),
            {"period": "2025", "counted": "31", "source": "Báo cáo năm 2025"},
        )

        assert "Báo cáo năm 2025" in words(seen.get(reverse("programme:target", args=[made.pk])))


class TestRecords:
    def test_the_total_is_shown_the_records_are_not(self, world, client):
        """And it says how many are hidden."""
        made = target(world)
        done(world, dt.date(2026, 5, 5), lead_unit=world.lab, action="Việc của phòng")
        done(world, dt.date(2026, 5, 6), lead_unit=world.farm, action="Việc của trại")
        client.force_login(world.officer)

        page = client.get(reverse("programme:records", args=[made.pk]), {"ky": "2026"})

        assert page.context["behind"].total == 2
        assert page.context["hidden"] == 1
        assert "Việc của phòng" in words(page)
        assert "Việc của trại" not in words(page)

    def test_both_parts_of_a_share(self, world, seen):
        """What is counted, and of what."""
        made = target(world, aggregation=Aggregation.RATIO, measure="tasks.on_time")
        done(world, dt.date(2026, 5, 5), due_date=dt.date(2026, 5, 9))
        done(world, dt.date(2026, 5, 25), due_date=dt.date(2026, 5, 9))
        url = reverse("programme:records", args=[made.pk])

        assert seen.get(url, {"ky": "2026"}).context["behind"].total == 1
        assert seen.get(url, {"ky": "2026", "phan": "base"}).context["behind"].total == 2

    def test_of_a_measure_that_fails_the_reason(self, world, seen, monkeypatch):
        """No record is listed, and nobody is told that there is none; of a closed period neither."""
        made = target(world, measure="documents.issued", unit_of_measure="văn bản")
        services.close_period(unit_id=world.centre.pk, period="2026-n1", actor=world.director, now=NOW)
        measure = measures.get("documents.issued")
        parts = {name: getattr(measure, name) for name in measure.__slots__} | {"records": lambda *_given: 1 / 0}
        monkeypatch.setitem(measures._measures, measure.code, measures.Measure(**parts))
        url = reverse("programme:records", args=[made.pk])

        for period in ("2026", "2026-n1"):
            page = seen.get(url, {"ky": period})
            assert (page.status_code, "ZeroDivisionError" in words(page)) == (200, True)
            assert not re.search("0 (bản ghi|records)", words(page))
            assert "empty" not in page.content.decode().split("<main")[1].split("</main")[0]

        monkeypatch.setattr(measures, "_measures", {})
        assert seen.get(url, {"ky": "2026"}).status_code == 200

    def test_of_typed_figures_the_months(self, world, seen, client):
        """With their evidence for the people of the unit; for others the number of months."""
        made = typed_target(world)
        typed(made, 6, 120, world=world)
        url = reverse("programme:records", args=[made.pk])
        assert "bang-so-lieu.txt" in words(seen.get(url, {"ky": "2026"}))

        client.force_login(world.clerk)
        page = client.get(url, {"ky": "2026"})
        assert (page.context["behind"].total, page.context["hidden"]) == (1, 1)


class TestClosings:
    def test_close_and_explain(self, world, seen):
        """What was closed, what a count of now makes of it, why."""
        target(world)
        done(world, dt.date(2026, 9, 2))
        seen.post(reverse("programme:close"), {"unit_id": world.centre.pk, "period": "2026-t9"})
        done(world, dt.date(2026, 9, 29))
        url = reverse("programme:closings")
        page = seen.get(url)
        assert "+1" in words(page)
        ((_closing, ((row, _difference, is_whole),), _managed),) = page.context["closings"]
        assert is_whole

        seen.post(reverse("programme:explain", args=[row.pk]), {"reason": "Nghiệm thu muộn"})

        assert "Nghiệm thu muộn" in words(seen.get(url))

    def test_a_refusal_stands_above_the_form(self, world, seen):
        """Nothing is closed."""
        target(world)
        seen.post(reverse("programme:close"), {"unit_id": world.centre.pk, "period": "2026-t9"})
        before = snapshot()

        response = seen.post(reverse("programme:close"), {"unit_id": world.centre.pk, "period": "2026-t9"})

        assert response.status_code == 422
        assert snapshot() == before


def test_the_matrix_shows_what_is_missing_on_both_sides(world, seen):
    """A target with no task, a task that serves no target."""
    served, bare = target(world), typed_target(world)
    serving, loose = task(world, action="Việc phục vụ"), task(world, action="Việc lẻ loi")
    services.link_task(target_id=served.pk, task_id=serving.pk, actor=world.centre_director, now=NOW)

    page = seen.get(reverse("programme:matrix"))

    assert page.context["without_task"] == 1
    assert [one.target for one in page.context["served"] if not one.tasks] == [bare]
    assert page.context["loose"] == [loose]
