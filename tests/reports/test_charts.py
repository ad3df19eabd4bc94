"""What a report draws: its numbers are those of its tables and lists, on the page, in the draft and as it was sent."""

from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse

from dondoc.kernel import clock, periods
from dondoc.reports import selectors, services
from dondoc.reports.composition import body_of
from dondoc.reports.templatetags import reports as tags
from dondoc.tasks import selectors as tasks
from tests.programme import targets
from tests.reports import made
from tests.reports.test_composing import composed
from tests.world import NOW

pytestmark = pytest.mark.usefixtures("kept_files")
FIRST_HALF = periods.months(2026, 1, 6)


def bars_of(report, person, code):
    """Return what a section draws, as somebody reads it."""
    return next(one for one in composed(report, person).sections if one.code == code).bars


class TestMonths:
    def test_done_and_due_in_each_month_of_the_period(self, world):
        """Up to the day that is looked at; what lies outside the period, and what does not count, is left out."""
        made.done(world, dt.date(2026, 5, 1), due_date=dt.date(2026, 5, 4))
        made.done(world, dt.date(2026, 6, 1), due_date=dt.date(2026, 5, 4))
        made.done(world, dt.date(2026, 6, 1))
        made.task(world, due_date=dt.date(2027, 2, 1))
        made.task(world, due_date=dt.date(2026, 5, 9), stage="cancelled", uncounted_at=NOW)
        report = made.report(world)

        bars = bars_of(report, world.centre_director, "overview")

        assert (bars.form, [name for name, _counts in bars.rows]) == ("series", [f"{n}/2026" for n in range(1, 12)])
        known = {name: counts for name, counts in bars.rows if any(counts)}
        assert known == {"5/2026": [1, 2], "6/2026": [2, 0]}

    def test_nothing_but_the_days_of_the_period(self, world):
        """A period that is cut off in the middle of a month: the days after it are another period's."""
        for day in (dt.date(2026, 6, 14), dt.date(2026, 6, 15)):
            made.done(world, day, due_date=day)
            made.task(world, due_date=day)
        basis = selectors.Basis.of(made.report(world), now=NOW)
        cut_off = periods.Period(dt.date(2025, 12, 15), dt.date(2026, 6, 14), "6 tháng")

        *_before, (_june, done, due) = tasks.by_month(basis.tasks, cut_off, as_of=basis.moment.as_of)

        assert (done, due) == (1, 2)

    def test_add_up_to_what_the_sentences_say(self, world):
        """Of the period: what was done in it."""
        made.work(world)
        report = made.report(world)
        basis = selectors.Basis.of(report, now=NOW)
        tally = selectors.tallied(basis)

        assert sum(done for _month, done, _due in tally.months) == tally.total["done"]
        assert selectors.Tallied.from_json(tally.as_json(), counted_at=NOW).months == list(tally.months)

    def test_of_one_month_or_of_nothing_there_is_none(self, world):
        """A chart of one column says nothing."""
        report = made.report(world)
        assert bars_of(report, world.centre_director, "overview") is None

        made.work(world)
        month = made.report(world, kind_code="month", first_month=5)
        assert bars_of(month, world.centre_director, "overview") is None

    def test_is_one_query(self, world, django_assert_num_queries):
        """However many months."""
        made.work(world)
        basis = selectors.Basis.of(made.report(world), now=NOW)

        with django_assert_num_queries(1):
            tasks.by_month(basis.tasks, periods.months(2026, 1, 12), as_of=basis.moment.as_of)


class TestTargets:
    def test_of_the_plan_and_of_what_is_expected(self, world):
        """In tenths of a per cent, computed from whole figures; a target without a plan is not drawn."""
        reached = targets.target(world)
        targets.plan(reached, 3, world=world)
        targets.target(world, code="CT-09", name="Không có kế hoạch")
        targets.done(world, dt.date(2026, 5, 5))

        bars = bars_of(made.report(world), world.centre_director, "targets")

        # One of three; 329 of 365 days.
        assert (bars.form, bars.decimals, list(bars.rows)) == ("bullets", 1, [(reached.name, [333, 901])])

    def test_of_no_plan_there_is_none(self, world):
        """Nothing to hold a figure against."""
        targets.target(world)

        assert bars_of(made.report(world), world.centre_director, "targets") is None


class TestShown:
    @pytest.fixture
    def report(self, world, monkeypatch):
        """Return a report with all three charts."""
        monkeypatch.setattr(clock, "now", lambda: NOW)
        made.work(world)
        targets.plan(targets.target(world), 9, world=world)
        return made.report(world)

    def test_on_the_page_with_a_table_of_the_same_numbers(self, world, client, report):
        """For whoever does not see them."""
        client.force_login(world.centre_director)

        page = client.get(report.address).content.decode()

        assert [page.count(f'id="bieu-do-{code}-t"') for code in ("overview", "units", "targets")] == [1, 1, 1]
        assert page.count("<caption") >= 3
        for name, counts in bars_of(report, world.centre_director, "overview").rows:
            assert f'<th scope="row">{name}</th><td class="r">{counts[0]}</td><td class="r">{counts[1]}</td>' in page

    def test_in_the_draft(self, world, report):
        """As their numbers, which the writer draws."""
        services.hand_on(report_id=report.pk, version=report.version, actor=world.centre_director, now=NOW)

        report.refresh_from_db()
        blocks = [block for block in report.draft.content["blocks"] if block["kind"] == "chart"]
        assert [block.get("form", "bars") for block in blocks] == ["series", "bars", "bullets"]
        assert blocks[2]["bars"][0]["counts"][0] == round(1000 * 3 / 9)

    def test_as_sent_whatever_was_done_since(self, world, client, report):
        """And what early reports keep, which said no form and no title."""
        services.hand_on(report_id=report.pk, version=report.version, actor=world.centre_director, now=NOW)
        made.done(world, dt.date(2026, 7, 1))
        client.force_login(world.centre_director)
        address = reverse("reports:as-sent", args=[report.pk, 1])

        page = client.get(address).content.decode()

        assert [f'id="bieu-do-{code}-t"' in page for code in ("overview", "units", "targets")] == [True] * 3
        assert '<th scope="row">7/2026</th><td class="r">0</td>' in page

    def test_of_an_early_report(self, world, report):
        """Its chart has parts and rows only."""
        body = body_of(composed(report, world.centre_director))
        units = next(one for one in body["sections"] if one["code"] == "units")["bars"]
        early = {"parts": units["parts"], "rows": units["rows"]}

        assert tags.drawn(early, "units") == tags.drawn(units, "units")
