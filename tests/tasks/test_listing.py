"""The list of tasks beyond its rows: views that are kept, acts on several tasks, workbook, print."""

from __future__ import annotations

import datetime as dt
import io
import itertools
import re
from urllib.parse import urlencode

import openpyxl
import pytest
from django.http import QueryDict
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from dondoc.audit.models import Entry
from dondoc.documents.composing.choices import Urgency
from dondoc.kernel.choices import PeriodKind
from dondoc.kernel.models import ReportingScheme
from dondoc.organization.services import add_person, add_unit
from dondoc.tasks import errors, selectors, services
from dondoc.tasks.choices import Filter, Stage
from dondoc.tasks.clauses import shortened
from dondoc.tasks.exporting import COLUMNS as OFFICE_COLUMNS
from dondoc.tasks.listing import COLUMNS, GROUPS, PERIODS, SORTABLE, TaskList
from dondoc.tasks.models import SavedView, Task
from dondoc.tasks.selectors.by_period import number_of_period
from dondoc.tasks.templatetags.task_lists import period_words
from tests.world import NOW, TODAY, task

ids = st.none() | st.integers(1, 10**12)
some_of = st.lists(st.sampled_from(Filter.values), unique=True)
views = st.builds(
    TaskList,
    words=st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=40).map(str.strip),
    states=some_of.map(lambda names: tuple(name for name in Filter.values if name in names)),
    waiting=st.sampled_from(["", "accept"]),
    document=ids,
    unit=ids,
    is_below=st.booleans(),
    person=ids,
    period=st.sampled_from(["", "2026", "bc-2026-n1", "2026-q3", "2026-t1-4"]),
    due=st.sampled_from(["", "2026", "2026-06"]),
    urgency=st.sampled_from(["", *Urgency.values]),
    day=st.none() | st.dates(dt.date(1900, 1, 1), dt.date(2999, 12, 31)),
    is_as_known=st.booleans(),
    is_as_now=st.booleans(),
    group=st.sampled_from([*GROUPS, *PERIODS]),
    order=st.sampled_from(["", *SORTABLE, *(f"-{name}" for name in SORTABLE)]),
    columns=st.sets(st.sampled_from(list(COLUMNS)), min_size=1).map(
        lambda names: tuple(name for name in COLUMNS if name in names)
    ),
)


@given(view=views)
def test_the_address_gives_the_view_back(view):
    """Whatever is chosen can be kept, shared and opened again."""
    assert TaskList.of(QueryDict(view.query)) == view


@pytest.mark.parametrize(
    "query",
    [
        pytest.param("han=2026-13", id="a-month-that-is-none"),
        pytest.param("ky=2026-t4-2&ngay=31/2/2026&theo=xua", id="a-period-a-day-a-basis-that-are-none"),
        pytest.param("thu-tu=mat-khau", id="an-order-that-is-none"),
        pytest.param("do-khan=gap", id="an-urgency-that-is-none"),
        pytest.param("nhom=khac&cot=la&don-vi=x", id="names-that-are-none"),
    ],
)
def test_what_the_address_says_wrongly_is_not_said(query):
    """A spoiled address shows the usual list."""
    assert TaskList.of(QueryDict(query)) == TaskList()


@pytest.mark.parametrize("written", ["6/2026", "06/2026", "6.2026", "2026-06", " 6/2026 "])
def test_a_month_is_read_as_people_write_it(written):
    """And shown so again, whatever language the browser speaks."""
    view = TaskList.of(QueryDict(urlencode({"han": written})))

    assert (view.due, view.due_written) == ("2026-06", "6/2026")


@pytest.mark.parametrize("words", ["NV-{}", "nv{}", " Nv {} "])
def test_a_code_finds_its_task(world, client, words):
    """As people say it; a number alone is looked for in the words."""
    made, other = task(world), task(world, search_text="van ban 12")
    client.force_login(world.centre_director)

    def found(query):
        return [row.pk for row in client.get(reverse("tasks:list"), {"q": query}).context["page"].object_list]

    assert found(words.format(made.pk)) == [made.pk]
    assert found("12") == [other.pk]
    assert found(f"NV-{other.pk + 1}") == []


def test_a_code_finds_no_task_of_others(world, client):
    """A code is no key."""
    made = task(world, lead_unit=world.farm, assigning_unit=world.centre)
    client.force_login(world.officer)

    assert not client.get(reverse("tasks:list"), {"q": made.code}).context["page"].object_list


def test_days_are_written_day_first(world, client):
    """No field leaves the order of day and month to the browser."""
    client.force_login(world.director)

    page = client.get(reverse("tasks:list"), {"ngay": "5/11/2026", "han": "2026"}).content.decode()

    assert re.search(r'name="ngay" value="5/11/2026"', page)
    assert re.search(r'name="han" value="2026"', page)
    assert 'type="date"' not in page


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        pytest.param({"han": "2026-12"}, ["b"], id="a-month"),
        pytest.param({"han": "12/2026"}, ["b"], id="a-month-as-written"),
        pytest.param({"han": "2026"}, ["b", "a"], id="a-year-newest-document-first"),
        pytest.param({"do-khan": "khan"}, ["b"], id="an-urgency"),
        pytest.param({"thu-tu": "han", "nhom": "thang"}, ["a", "b", "c"], id="by-deadline"),
        pytest.param({"thu-tu": "-han", "nhom": "don-vi"}, ["b", "a", "c"], id="latest-first-without-deadline-last"),
        pytest.param({"thu-tu": "viec", "nhom": "nguoi"}, ["a", "b", "c"], id="by-words"),
    ],
)
def test_periods_and_orders(world, client, query, expected):
    """Rows stand in the order that the address says."""
    task(world, action="c")
    task(world, action="a", due_date=dt.date(2026, 11, 30))
    task(world, action="b", due_date=dt.date(2026, 12, 31), urgency="khan")
    client.force_login(world.centre_director)

    page = client.get(reverse("tasks:list"), query).context["page"]

    assert [row.action for row in page.object_list] == expected


LETTERS = ("An", "Ăn", "Ân", "Da", "Đa", "Em", "Êm", "On", "Ôn", "Ơn", "Um", "Ưm", "Va")


@pytest.mark.parametrize(
    ("named", "query"),
    [
        pytest.param("action", {"thu-tu": "viec"}, id="tasks"),
        pytest.param("person", {"nhom": "nguoi"}, id="groups-of-people"),
        pytest.param("unit", {"nhom": "don-vi"}, id="groups-of-units"),
        pytest.param("unit", {"thu-tu": "chu-tri"}, id="units"),
    ],
)
def test_names_stand_in_vietnamese_order(world, client, named, query):
    """Whatever the database sorts text by."""
    source = task(world)
    Task.objects.all().delete()
    for number, letters in enumerate(reversed(LETTERS)):
        fields = {"document": source.document, "directive": source.directive}
        if named == "action":
            fields["action"] = f"{letters} soát"
        elif named == "person":
            fields["assignee"] = add_person(username=f"n{number}", full_name=f"Nguyễn Văn {letters}")
        else:
            fields["lead_unit"] = add_unit(name=letters, short_name=letters, kind="division", parent=world.centre)
        task(world, **fields)
    client.force_login(world.director)

    rows = client.get(reverse("tasks:list"), query).context["page"].object_list

    shown = {
        "action": [row.action.split()[0] for row in rows],
        "person": [row.assignee and row.assignee.full_name.split()[-1] for row in rows],
        "unit": [row.lead_unit.name for row in rows],
    }
    assert shown[named] == list(LETTERS)


def test_tasks_written_in_bulk_have_their_place(world):
    """An import and the made-up province write many rows at once."""
    made = task(world)
    fields = ("document", "directive", "quote", "kind", "assigning_unit", "assigned_by", "assigned_at")
    base = {name: getattr(made, name) for name in fields}

    Task.objects.bulk_create(Task(action=action, **base) for action in ("Đề xuất", "Dự thảo", "Ăn mừng"))

    assert list(Task.objects.exclude(pk=made.pk).order_by("action_order").values_list("action", flat=True)) == [
        "Ăn mừng", "Dự thảo", "Đề xuất",
    ]  # fmt: skip


def test_two_units_of_one_name_are_two_groups(world, client):
    """Whichever column orders their rows."""
    for parent in (world.farm, world.lab):
        unit = add_unit(name="Tổ nghiệp vụ", short_name="TNV", kind="division", parent=parent)
        for action in ("a", "c") if parent == world.farm else ("b", "d"):
            task(world, action=action, lead_unit=unit)
    client.force_login(world.director)

    groups = client.get(reverse("tasks:list"), {"nhom": "don-vi", "thu-tu": "viec"}).context["groups"]

    assert [[row.action for row in rows] for _head, rows in groups] == [["a", "c"], ["b", "d"]]


def test_a_unit_with_those_below_and_by_its_name(world, client):
    """The centre alone, the centre with its divisions, and a name as people write it."""
    own, below = task(world), task(world, lead_unit=world.lab)
    client.force_login(world.office_head)
    url = reverse("tasks:list")

    alone = client.get(url, {"don-vi": world.centre.pk}).context["page"].object_list
    together = client.get(url, {"don-vi": world.centre.pk, "ca-cap-duoi": 1}).context["page"].object_list
    named = client.get(url, {"ten-don-vi": "P. Kỹ thuật"})
    unknown = client.get(url, {"ten-don-vi": "Phòng không có"})

    assert (list(alone), set(together)) == ([own], {own, below})
    assert named["Location"].endswith(f"don-vi={world.lab.pk}")
    assert unknown.status_code == 422


def test_every_column_can_be_shown(world, client):
    """With one row and every group; the number of queries does not grow with the rows."""
    task(world, due_date=TODAY, assignee=world.officer)
    task(world)
    client.force_login(world.centre_director)

    for group in [*GROUPS, *PERIODS]:
        response = client.get(reverse("tasks:list"), {"cot": list(COLUMNS), "nhom": group})
        assert response.status_code == 200


DAYS = [
    dt.date(2025, 12, 14), dt.date(2025, 12, 15), dt.date(2025, 12, 31), dt.date(2026, 1, 1), dt.date(2026, 2, 28),
    dt.date(2026, 3, 14), dt.date(2026, 3, 15), dt.date(2026, 6, 14), dt.date(2026, 6, 15), dt.date(2026, 9, 30),
    dt.date(2026, 12, 14), dt.date(2026, 12, 15), dt.date(2027, 1, 31), dt.date(2027, 2, 20), dt.date(2027, 2, 21),
]  # fmt: skip


class TestByPeriod:
    """Deadlines of one period of the calendar, or of reports by the cut-offs in force, stand together."""

    @pytest.mark.parametrize(
        ("group", "expected"),
        [
            pytest.param("thang", ["Hạn trong tháng 6/2026", "Hạn trong tháng 12/2026"], id="month"),
            pytest.param("quy", ["Hạn trong quý II/2026", "Hạn trong quý IV/2026"], id="quarter"),
            pytest.param(
                "ky-thang",
                [
                    "Hạn trong kỳ báo cáo tháng 6/2026 (15/5/2026 – 14/6/2026)",
                    "Hạn trong kỳ báo cáo tháng 7/2026 (15/6/2026 – 14/7/2026)",
                    "Hạn trong kỳ báo cáo tháng 12/2026 (15/11/2026 – 14/12/2026)",
                ],
                id="reporting-month",
            ),
            pytest.param(
                "ky-quy",
                [
                    "Hạn trong kỳ báo cáo quý II/2026 (15/3/2026 – 14/6/2026)",
                    "Hạn trong kỳ báo cáo quý III/2026 (15/6/2026 – 14/9/2026)",
                    "Hạn trong kỳ báo cáo quý IV/2026 (15/9/2026 – 14/12/2026)",
                ],
                id="reporting-quarter",
            ),
            pytest.param(
                "ky-6-thang",
                [
                    "Hạn trong kỳ báo cáo 6 tháng đầu năm 2026 (15/12/2025 – 14/6/2026)",
                    "Hạn trong kỳ báo cáo 6 tháng cuối năm 2026 (15/6/2026 – 14/12/2026)",
                ],
                id="reporting-half-year",
            ),
            pytest.param("ky-nam", ["Hạn trong kỳ báo cáo năm 2026 (15/12/2025 – 14/12/2026)"], id="reporting-year"),
        ],
    )
    def test_heads(self, world, client, group, expected):
        """The 14th of June closes the first half, the 15th opens the second; what has no deadline comes last."""
        for due in (dt.date(2026, 12, 14), dt.date(2026, 6, 15), dt.date(2026, 6, 14), None):
            task(world, due_date=due)
        client.force_login(world.director)

        response = client.get(reverse("tasks:list"), {"nhom": group})

        heads = [head for head, _rows in response.context["groups"]]
        assert [period_words(head) for head in heads[:-1]] == expected
        assert heads[-1] is None
        for words in expected:
            assert words in response.content.decode()

    @pytest.mark.parametrize("group", PERIODS)
    def test_the_database_and_the_calendar_say_the_same(self, world, group):
        """Also where the cut-off changes: equal numbers are one period, greater ones later periods."""
        for kind in PeriodKind.values:
            ReportingScheme.objects.create(kind=kind, valid_from=dt.date(2027, 1, 1), closing_day=20, source="Mới")
        for day in DAYS:
            task(world, due_date=day)

        numbered = Task.objects.annotate(number=number_of_period(group)).order_by("due_date", "pk")
        found = [
            (row.number, selectors.period_for(group, row.due_date, selectors.cut_offs_for(group))) for row in numbered
        ]

        for (number, period), (after, next_period) in itertools.pairwise(found):
            assert (number == after, number < after) == (
                period.label == next_period.label,
                period.label != next_period.label,
            )

    def test_another_order_holds_within_each_period(self, world, client):
        """The groups stay whole, whichever column orders their rows."""
        for action, due in (("d", 14), ("a", 20), ("c", 13), ("b", 30)):
            task(world, action=action, due_date=dt.date(2026, 6, due))
        client.force_login(world.director)

        asked = {"nhom": "ky-6-thang", "thu-tu": "viec"}
        groups = client.get(reverse("tasks:list"), asked).context["groups"]

        assert [[row.action for row in rows] for _head, rows in groups] == [["c", "d"], ["a", "b"]]

    def test_the_calendar_asks_for_no_cut_offs(self, world, django_assert_num_queries):
        """And those of reports are asked for once a page."""
        with django_assert_num_queries(0):
            selectors.cut_offs_for("thang")
        with django_assert_num_queries(1):
            selectors.cut_offs_for("ky-quy")


class TestViews:
    """Kept by one, shared downwards."""

    def test_are_kept_under_a_name(self, world):
        """The same name again takes the place of the one before."""
        for query in ("tinh-trang=overdue", "tinh-trang=done"):
            services.save_view(name=" Của  tôi ", query=query, is_shared=False, actor=world.lab_head, now=NOW)

        assert list(SavedView.objects.values_list("name", "query", "shared_with")) == [
            ("Của tôi", "tinh-trang=done", None)
        ]
        assert Entry.objects.filter(act="tasks.save_view").count() == 2

    @pytest.mark.parametrize(
        ("who", "expected"),
        [
            pytest.param("centre_director", ["Chung"], id="the-owner"),
            pytest.param("lab_head", ["Chung"], id="below"),
            pytest.param("director", [], id="above"),
        ],
    )
    def test_are_shared_with_the_unit_and_those_below(self, world, who, expected):
        """Not with those above."""
        services.save_view(name="Chung", query="", is_shared=True, actor=world.centre_director, now=NOW)

        assert [view.name for view in selectors.saved_views(getattr(world, who), today=TODAY)] == expected

    def test_refusals_change_nothing(self, world):
        """No name, too many, somebody else's."""
        for number in range(12):
            services.save_view(name=f"Khung {number}", query="", is_shared=False, actor=world.lab_head, now=NOW)
        other = SavedView.objects.earliest("pk")

        with pytest.raises(errors.ViewNameEmpty):
            services.save_view(name="  ", query="", is_shared=False, actor=world.lab_head, now=NOW)
        with pytest.raises(errors.TooManyViews):
            services.save_view(name="Một nữa", query="", is_shared=False, actor=world.lab_head, now=NOW)
        with pytest.raises(errors.ViewMissing):
            services.forget_view(view_id=other.pk, actor=world.farm_head, now=NOW)

        assert SavedView.objects.count() == 12

    def test_are_kept_and_forgotten_on_the_page(self, world, client):
        """And the tab shows which one is open."""
        client.force_login(world.lab_head)
        client.post(reverse("tasks:save-view"), {"name": "Quá hạn", "query": "tinh-trang=overdue&la=1"})
        kept = SavedView.objects.get()

        page = client.get(f"{reverse('tasks:list')}?{kept.query}")
        client.post(reverse("tasks:forget-view", args=[kept.pk]))

        assert (kept.query, page.context["current_view"]) == ("tinh-trang=overdue", kept)
        assert not SavedView.objects.exists()


def make_result(made, world):
    """Write a result of a task that waits for acceptance."""
    return made.completions.create(reported_by=world.lab_head, reported_at=NOW, done_date=NOW.date(), text="Xong")


class TestSeveral:
    """One question, then each task by itself."""

    @pytest.mark.parametrize("act", list(services.BULK))
    def test_are_asked_for_once(self, world, client, act):
        """Nothing is done before the second time."""
        made = task(world)
        client.force_login(world.centre_director)

        response = client.post(reverse("tasks:act-on-several"), {"act": act, "task": [made.pk]})

        assert [row.pk for row, _seen in response.context["rows"]] == [made.pk]
        assert Task.objects.get().stage == Stage.ASSIGNED

    def test_each_stands_for_itself(self, world, client):
        """What is refused says why; what is hidden is not named."""
        new, taken = task(world), task(world, stage=Stage.IN_PROGRESS)
        hidden = task(world, lead_unit=world.farm, assigning_unit=world.farm)
        client.force_login(world.centre_director)
        Task.objects.filter(pk=hidden.pk).update(lead_unit=world.office, assigning_unit=world.office)

        form = {"act": "take_over", "task": [new.pk, taken.pk, hidden.pk], "confirmed": 1}
        outcomes = client.post(reverse("tasks:act-on-several"), form).context["outcomes"]

        assert [(o.task.pk, o.refusal and o.refusal.code) for o in outcomes] == [
            (new.pk, None),
            (taken.pk, "tasks.wrong_stage"),
        ]
        assert set(Task.objects.filter(stage=Stage.IN_PROGRESS)) == {new, taken}

    def test_a_result_that_changed_is_refused_and_the_others_are_accepted(self, world, client):
        """The page shows which result it saw of each; one that was reported anew since is told, with who did what."""
        reported = {"stage": Stage.REPORTED, "lead_unit": world.lab, "assigning_unit": world.centre}
        stale, fresh = task(world, **reported), task(world, **reported)
        for made in (stale, fresh):
            piece = make_result(made, world)
            assert piece.verdict == "pending"
        client.force_login(world.centre_director)
        ids = [stale.pk, fresh.pk]
        page = client.post(reverse("tasks:act-on-several"), {"act": "accept_result", "task": ids})
        seen = {f"seen-{row.pk}": shown for row, shown in page.context["rows"]}
        assert all(f'name="{name}" value="{shown}"' in page.content.decode() for name, shown in seen.items())
        services.send_back_result(task_id=stale.pk, reason="Thiếu số liệu", actor=world.centre_director, now=NOW)
        Task.objects.filter(pk=stale.pk).update(stage=Stage.REPORTED)
        make_result(stale, world)

        answer = client.post(
            reverse("tasks:act-on-several"), {"act": "accept_result", "task": ids, "confirmed": 1, **seen}
        )

        outcomes = {one.task.pk: one.refusal for one in answer.context["outcomes"]}
        assert outcomes[fresh.pk] is None
        assert outcomes[stale.pk].code == "tasks.moved_on_since"
        assert "Nguyễn Minh Hà" in str(outcomes[stale.pk].sentence)
        assert [Task.objects.get(pk=pk).stage for pk in ids] == [Stage.REPORTED, Stage.DONE]

    def test_a_form_that_shows_no_result_accepts_none(self, world, client):
        """Nobody accepts what they did not see."""
        made = task(world, stage=Stage.REPORTED, lead_unit=world.lab, assigning_unit=world.centre)
        make_result(made, world)
        client.force_login(world.centre_director)

        form = {"act": "accept_result", "task": [made.pk], "confirmed": 1}
        outcome = client.post(reverse("tasks:act-on-several"), form).context["outcomes"][0]

        assert (outcome.refusal.code, Task.objects.get(pk=made.pk).stage) == ("tasks.moved_on", Stage.REPORTED)

    def test_a_deadline_for_all(self, world, client):
        """Recorded as the leader's, task by task."""
        made = [task(world), task(world)]
        client.force_login(world.director)
        form = {"act": "set_deadline", "task": [t.pk for t in made], "confirmed": 1, "date": "31/12/2999"}

        client.post(reverse("tasks:act-on-several"), form)

        assert {(t.due_date, t.due_set_by) for t in Task.objects.all()} == {(dt.date(2999, 12, 31), world.director)}

    @pytest.mark.parametrize(
        ("form", "status", "code"),
        [
            pytest.param({"act": "take_over"}, 422, "tasks.nothing_chosen", id="none"),
            pytest.param({"act": "xoa", "task": [1]}, 422, "tasks.nothing_chosen", id="no-such-act"),
            pytest.param({"act": "take_over", "task": list(range(1, 60))}, 422, "tasks.too_many_chosen", id="too-many"),
            pytest.param({"act": "set_deadline", "confirmed": 1}, 422, "tasks.date_unreadable", id="no-day"),
            pytest.param({"act": "name_lead", "confirmed": 1}, 404, "organization.unit_missing", id="no-unit"),
        ],
    )
    def test_refusals_change_nothing(self, world, client, form, status, code):
        """And say what is missing."""
        made = task(world, lead_unit=None)
        client.force_login(world.director)
        form = {"task": [made.pk]} | form if "confirmed" in form else form

        response = client.post(reverse("tasks:act-on-several"), form)

        assert (response.status_code, response.context["error"].code) == (status, code)
        assert Task.objects.get().version == made.version


class TestOfficeColumns:
    """Phụ lục theo dõi kết quả thực hiện kết luận."""

    @pytest.fixture
    def closed(self, world):
        """A task done a day late, with its proof, in a document that bears a number."""
        made = task(
            world, due_date=TODAY - dt.timedelta(days=2), stage=Stage.DONE, done_date=TODAY, closed_at=NOW,
            action="=1+1", product="Báo cáo",
        )  # fmt: skip
        made.document.number = "335"
        made.document.save()
        made.cooperations.create(unit=world.lab, printed="Phòng Kỹ thuật")
        result = made.completions.create(
            reported_by=world.centre_director, reported_at=NOW, done_date=TODAY, text="Đã xong",
            verdict="accepted", decided_by=world.director, decided_at=NOW,
        )  # fmt: skip
        result.evidence.add(
            made.evidence.create(
                file=made.document.file, file_name="bc.pdf", date=TODAY, added_by=world.officer, added_at=NOW
            )
        )
        return made

    def test_as_a_workbook(self, world, client, closed):
        """Thirteen columns; a cell is text, never a formula; the figures are those of the list."""
        client.force_login(world.centre_director)

        response = client.get(reverse("tasks:export"))

        sheet = openpyxl.load_workbook(io.BytesIO(response.content)).active
        rows = list(sheet.iter_rows(min_row=4, values_only=True))
        assert rows[0] == tuple(heading for heading, _width in OFFICE_COLUMNS)
        assert [list(row) for row in rows[1:]] == [
            [
                1, "=1+1", "Thông báo 335/TB-SKHCN ngày 16/11/2026, 2.(1)", world.centre.name, world.lab.name,
                "23/11/2026", "Báo cáo", "Đã xong", "bc.pdf (25/11/2026)", "Hoàn thành quá hạn", None, None, None,
            ]
        ]  # fmt: skip
        assert sheet.cell(5, 2).data_type == "s"

    def test_as_a_print(self, world, client, closed):
        """The same cells on a page."""
        client.force_login(world.centre_director)

        response = client.get(reverse("tasks:print"), {"tinh-trang": "done"})

        assert [row.task for row in response.context["rows"]] == [closed]

    def test_paper_has_whole_words(self, world, client):
        """Where the name of a task is a shortened passage, it is the passage."""
        passage = "chủ trì, phối hợp với các phòng " + "rà soát và báo cáo " * 10 + "trước ngày 20/12/2026"
        made = task(world, action=shortened(passage), quote=passage)
        assert made.action.endswith(" …")
        client.force_login(world.centre_director)

        response = client.get(reverse("tasks:export"))

        sheet = openpyxl.load_workbook(io.BytesIO(response.content)).active
        assert sheet.cell(5, 2).value == "C" + passage[1:]
        assert passage[1:] in client.get(reverse("tasks:print")).content.decode()
        page = client.get(reverse("tasks:task", args=[made.pk])).content.decode()
        assert f">C{passage[1:]}</textarea>" in page

    def test_too_many_rows_are_refused(self, world, client, closed, monkeypatch):
        """Before any is read."""
        monkeypatch.setattr("dondoc.tasks.views.listing.MOST_ROWS", 0)
        client.force_login(world.centre_director)

        response = client.get(reverse("tasks:export"))

        assert (response.status_code, response.context["error"].code) == (422, "tasks.too_many_rows")
