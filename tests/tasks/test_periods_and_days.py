"""The work of a period, the day as of which it is looked at, and how it stands unit by unit."""

from __future__ import annotations

import datetime as dt
import io

import openpyxl
import pytest
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from dondoc.kernel import clock
from dondoc.organization.units import services as units
from dondoc.tasks import exporting, selectors
from dondoc.tasks.choices import BAR, OF_ANY_DAY, Filter, Stage, StatusClass
from dondoc.tasks.listing import TaskList
from tests import world as worlds
from tests.tasks.test_status import task_facts, write
from tests.world import NOW, TODAY, task

D = dt.date
DAY = dt.timedelta(days=1)
AS_WAS = selectors.AS_WAS


def at(year, month, day):
    """Return the middle of a day."""
    return clock.start_of(D(year, month, day)) + dt.timedelta(hours=12)


def looked_at(view, person, *, names=AS_WAS, today=TODAY):
    """Return what a view holds, and the moment at which it is looked at."""
    moment = selectors.moment_of(view, today=today)
    return selectors.narrowed(view, person=person, now=NOW, moment=moment, names=names), moment


class TestThePeriod:
    """Kỳ trước chuyển sang + giao trong kỳ = tổng."""

    @pytest.fixture
    def work(self, world):
        """Tasks before, in and after the second half that reports of 2026 know: 15/6 to 14/12."""
        ended = {"stage": Stage.DONE, "closed_at": NOW}
        return {
            "open since before": task(world, assigned_at=at(2026, 6, 14)),
            "done before": task(world, assigned_at=at(2025, 3, 1), done_date=D(2026, 6, 14), **ended),
            "done in it": task(world, assigned_at=at(2026, 6, 14), done_date=D(2026, 6, 15), **ended),
            "given on its first day": task(world, assigned_at=at(2026, 6, 15)),
            "returned in it": task(
                world, assigned_at=at(2026, 7, 1), stage=Stage.RETURNED, uncounted_at=at(2026, 7, 2)
            ),
            "returned before": task(
                world, assigned_at=at(2026, 6, 1), stage=Stage.RETURNED, uncounted_at=at(2026, 6, 2)
            ),
        }

    @pytest.mark.parametrize(
        ("period", "expected", "carried", "arisen"),
        [
            pytest.param(
                "bc-2026-n2",
                {"open since before", "done in it", "given on its first day", "returned in it"},
                2,
                1,
                id="reported-half",
            ),
            pytest.param(
                "2026-n2",
                {"open since before", "given on its first day", "returned in it"},
                2,
                0,
                id="half-of-the-calendar",
            ),
            pytest.param("bc-2025", {"done before"}, 0, 1, id="a-year-that-has-gone"),
            pytest.param("2025-t1-2", set(), 0, 0, id="months-before-all"),
        ],
    )
    def test_holds_what_was_not_ended_before_it(self, world, work, period, expected, carried, arisen):
        """And what was assigned until its end; what is not counted is in neither part."""
        tasks, moment = looked_at(TaskList(period=period), world.director)
        counted = selectors.counts(tasks, today=moment.as_of, since=moment.since)

        assert {name for name, made in work.items() if made in tasks} == expected
        assert (counted["carried"], counted["arisen"]) == (carried, arisen)
        assert counted["counted"] == carried + arisen == counted["total"] - counted["not_counted"]

    def test_is_said_in_words_with_its_sum(self, world, work, client):
        """On the list, on the desk and on paper the same figures."""
        client.force_login(world.director)
        asked = {"ky": "bc-2020-n1"}

        pages = [client.get(reverse(name), asked).content.decode() for name in ("tasks:list", "home:desk")]
        paper = client.get(reverse("tasks:print"), asked).content.decode()

        words = "kỳ báo cáo 6 tháng đầu năm 2020 (15/12/2019 – 14/6/2020)"
        for page in pages:
            assert f"Việc của {words}: kỳ trước chuyển sang 0 + giao trong kỳ 0 = 0 nhiệm vụ." in page
        assert f"Tính đến ngày 14/6/2020; việc của {words}" in paper

    def test_what_has_gone_is_looked_at_as_of_its_end(self, world):
        """Unless the address names a day; never in the future."""
        cases = {
            "bc-2026-n1": (D(2026, 6, 14), True),
            "bc-2026-n2": (TODAY, False),
            "2026": (TODAY, False),
        }
        for period, expected in cases.items():
            moment = selectors.moment_of(TaskList(period=period), today=TODAY)
            assert (moment.as_of, moment.is_past) == expected
        said = TaskList(period="bc-2026-n1", day=D(2026, 7, 1))
        assert selectors.moment_of(said, today=TODAY).as_of == D(2026, 7, 1)
        assert selectors.moment_of(TaskList(day=TODAY + DAY), today=TODAY).as_of == TODAY


class TestTheDay:
    """Tính đến ngày."""

    @pytest.fixture
    def late(self, world):
        """A task that was due on 4/5/2020, done on 8/5, accepted on 20/5, given on 1/4."""
        made = task(
            world, assigned_at=at(2020, 4, 1), due_date=D(2020, 5, 4), due_recorded_at=at(2020, 4, 1),
            stage=Stage.DONE, done_date=D(2020, 5, 8), closed_at=at(2020, 5, 20),
        )  # fmt: skip
        made.completions.create(
            reported_by=world.centre_director, reported_at=at(2020, 5, 19), done_date=D(2020, 5, 8), text="Đã xong",
            verdict="accepted", decided_by=world.director, decided_at=at(2020, 5, 20),
        )  # fmt: skip
        made.updates.create(author=world.officer, at=at(2020, 5, 6), text="Đang làm")
        return made

    @pytest.mark.parametrize(
        ("query", "state", "result"),
        [
            pytest.param({}, "Hoàn thành quá hạn", "Đã xong", id="today"),
            pytest.param({"ngay": "2020-05-08"}, "Hoàn thành quá hạn", "Đã xong", id="the-day-it-was-done"),
            pytest.param({"ngay": "8/5/2020", "da-ghi": "1"}, "Đang làm, quá hạn", "Đang làm", id="as-known-then"),
            pytest.param({"ngay": "2020-05-07"}, "Đang làm, quá hạn", "Đang làm", id="the-day-before"),
            pytest.param({"ngay": "2020-05-04"}, "Đang làm, trong hạn", "", id="the-last-day-in-time"),
            pytest.param({"ngay": "2020-03-31"}, "Không tính", "", id="before-it-was-given"),
            pytest.param({"ngay": "khong"}, "Hoàn thành quá hạn", "Đã xong", id="no-day"),
        ],
    )
    def test_is_that_of_the_list_the_paper_and_the_workbook(self, world, late, client, query, state, result):
        """One status function, asked of that day."""
        client.force_login(world.director)

        (row,) = client.get(reverse("tasks:list"), query).context["page"].object_list
        (printed,) = client.get(reverse("tasks:print"), query).context["rows"]
        book = openpyxl.load_workbook(io.BytesIO(client.get(reverse("tasks:export"), query).content))

        assert (StatusClass(row.status).label, printed.state, printed.result) == (state, state, result)
        assert book.worksheets[0].cell(5, 10).value == state

    def test_asks_only_for_what_the_status_function_knows(self, world, late, client):
        """Whether news is missing today says nothing of a day that has gone."""
        client.force_login(world.director)

        page = client.get(reverse("tasks:list"), {"ngay": "2020-05-07", "tinh-trang": ["no_lead", "overdue"]})
        none = client.get(reverse("tasks:list"), {"ngay": "2020-05-07", "tinh-trang": "review"})

        assert page.context["page"].paginator.count == none.context["page"].paginator.count == 1
        assert {name for name, _count in page.context["chips"]} <= set(OF_ANY_DAY)

    def test_leads_to_the_facts_of_that_day(self, world, late, client):
        """From the state of a row to the page of the task, which answers for the same day."""
        client.force_login(world.director)
        address = f"{reverse('tasks:task', args=[late.pk])}?ngay=2020-05-07"

        listed = client.get(reverse("tasks:list"), {"ngay": "2020-05-07"}).content.decode()
        then = client.get(address).content.decode()
        now = client.get(reverse("tasks:task", args=[late.pk])).content.decode()

        assert f'href="{address}#vi-sao"' in listed
        assert "tính đến 7/5/2020" in then
        assert "3 ngày" in then
        assert "3 ngày" not in now


@pytest.mark.parametrize(
    ("page", "query"),
    [pytest.param("tasks:list", {}, id="list"), pytest.param("home:desk", {}, id="desk")],
)
def test_what_is_red_opens_why(world, client, page, query):
    """The words for how late a task is lead to its facts."""
    made = task(world, due_date=D(2020, 1, 6))
    client.force_login(world.director)

    content = client.get(reverse(page), query).content.decode()

    assert f'<a class="to-facts" href="{reverse("tasks:task", args=[made.pk])}#vi-sao"' in content


@pytest.mark.parametrize("page", ["tasks:list", "home:desk"])
def test_disputed_tasks_are_said_beside_the_rates(world, client, page):
    """And open the tasks whose correction waits."""
    task(world)
    client.force_login(world.director)
    without = client.get(reverse(page)).content.decode()
    made = task(world, is_disputed=True)

    content = client.get(reverse(page)).content.decode()

    assert "Đang đề nghị đính chính: 1, đếm riêng" in content
    assert "đếm riêng" not in without
    address = client.get(reverse(page)).context["disputed"]
    assert list(client.get(f"{reverse('tasks:list')}?{address}").context["page"].object_list) == [made]


class TestByUnit:
    """Tổng hợp theo đơn vị."""

    @pytest.fixture
    def work(self, world):
        """Done in time, late, after an extension and without deadline; open in time, late and without deadline."""
        done = {"stage": Stage.DONE, "closed_at": NOW}
        for due, day in ((D(2020, 1, 6), D(2020, 1, 6)), (D(2020, 1, 6), D(2020, 1, 7)), (None, D(2020, 1, 6))):
            task(world, due_date=due, done_date=day, **done)
        task(world, due_date=D(2020, 2, 6), original_due_date=D(2020, 1, 6), done_date=D(2020, 2, 6), **done)
        for due in (D(2999, 1, 1), D(2020, 1, 6), None):
            task(world, due_date=due, lead_unit=world.lab)
        task(world, lead_unit=None)
        task(world, stage=Stage.RETURNED, uncounted_at=NOW)

    def test_in_the_workbook_and_on_paper(self, world, work, client):
        """A row for each unit, the sum last, rates with what they are shares of by both deadlines."""
        client.force_login(world.director)

        book = openpyxl.load_workbook(io.BytesIO(client.get(reverse("tasks:export")).content))
        printed = client.get(reverse("tasks:print")).content.decode()

        rows = list(book["Theo đơn vị"].iter_rows(min_row=4, values_only=True))
        assert rows[0] == tuple(heading for heading, _width in exporting.UNIT_COLUMNS)
        names = [row[1] for row in rows[1:]]
        assert names == [world.lab.name, world.centre.name, "Chưa có đơn vị chủ trì", "Tổng cộng"]
        figures = [row[4:] for row in rows[1:]]
        assert figures == [
            (3, 0, 0, 0, 1, 1, 1, 0, None, None),
            (4, 2, 1, 1, 0, 0, 0, 1, "2/3 (66,7 %)", "1/3 (33,3 %)"),
            (1, 0, 0, 0, 0, 0, 1, 0, None, None),
            (8, 2, 1, 1, 1, 1, 2, 1, "2/3 (66,7 %)", "1/3 (33,3 %)"),
        ]
        assert "2/3 (66,7 %) theo hạn hiện hành; 1/3 (33,3 %) theo hạn ban đầu" in book.worksheets[0].cell(3, 1).value
        assert "2/3 (66,7 %) theo hạn hiện hành; 1/3 (33,3 %) theo hạn ban đầu" in printed
        assert "Tổng cộng" in printed

    def test_holds_the_rows_of_the_list(self, world, work, client):
        """A state that is chosen narrows both."""
        client.force_login(world.director)

        paper = client.get(reverse("tasks:print"), {"tinh-trang": "overdue"})

        assert len(paper.context["rows"]) == paper.context["units"][-1].counts["total"] == 1

    def test_of_nothing_there_is_no_rate(self, world, client):
        """And the paper says so."""
        client.force_login(world.director)

        paper = client.get(reverse("tasks:print"))

        assert [unit.name for unit in paper.context["units"]] == ["Tổng cộng"]
        assert "không có tỷ lệ đúng hạn" in paper.content.decode()


days = st.integers(-6, 3).map(lambda n: TODAY + n * DAY)
PERIODS = ["", "2026", "bc-2026-n2", "2026-q4", "2026-t11", "bc-2026-t11", "2026-t1-4"]


class TestTheSums(TestCase):
    """Whatever is asked for, the parts sum to the whole."""

    @settings(max_examples=25)
    @given(
        rows=st.lists(st.tuples(task_facts(), st.integers(0, 3)), max_size=8),
        day=st.none() | days, is_as_known=st.booleans(), is_as_now=st.booleans(), period=st.sampled_from(PERIODS),
        states=st.sampled_from([(), (Filter.OVERDUE,), (Filter.DONE, Filter.DUE_SOON)]),
    )  # fmt: skip
    def test_units_sum_to_the_list(self, rows, day, is_as_known, is_as_now, period, states):
        """Under any period, day, knowledge, states, and units as they were or as they are now."""
        world = worlds.build()
        source = worlds.task(world)
        fields = ("document", "directive", "action", "kind", "assigning_unit", "assigned_by")
        base = {name: getattr(source, name) for name in fields}
        leads = (None, world.centre, world.lab, world.farm)
        for row, lead in rows:
            write(world, base | {"lead_unit": leads[lead]} | row)
        units.merge_unit(
            unit_id=world.farm.pk, version=world.farm.version, into_id=world.lab.pk, day=TODAY - 9 * DAY,
            actor=world.administrator, now=NOW,
        )  # fmt: skip
        view = TaskList(
            day=day, is_as_known=is_as_known, is_as_now=is_as_now, period=period, states=states, group="don-vi"
        )
        names = selectors.names_of(is_as_now=is_as_now, today=TODAY)
        tasks, moment = looked_at(view, world.director, names=names)
        asked = selectors.chosen(tasks, view, moment=moment)

        *of_units, total = selectors.unit_rows(
            selectors.counts_by_unit(asked, moment=moment, names=names), moment=moment, names=names
        )
        listed = selectors.counts(asked, today=moment.as_of, since=moment.since)
        shown = list(selectors.shown(tasks, view, moment=moment, names=names))

        assert total.counts == listed
        assert listed["total"] == len(shown) == sum(listed[name] for name in BAR)
        assert tuple(map(sum, zip(*(row.figures for row in of_units), strict=True))) in (total.figures, ())
        carried, arisen, counted, *classes, not_counted = total.figures
        assert carried + arisen == counted == sum(classes)
        assert counted + not_counted == len(shown)
        assert len({row.name for row in of_units}) == len(of_units)
