"""The pages of the yearly work programme: what they show, what a refused form keeps, what they cost."""

from __future__ import annotations

import datetime as dt
import io
import re
from urllib.parse import parse_qs, urlsplit

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from dondoc.home import demo, demo_programme
from dondoc.kernel import clock
from dondoc.programme import services
from dondoc.programme.choices import ItemState
from dondoc.programme.models import Item
from dondoc.tasks.choices import Stage, StatusClass
from dondoc.tasks.models import Task
from tests.programme.items import YEAR, approved, decision, gathered, registered, snapshot
from tests.world import NOW, TODAY

pytestmark = pytest.mark.usefixtures("kept_files")
LARGEST_PAGE = 100_000
YEAR_PAGE = reverse("programme:year")
FORM = {
    "action": "Xây dựng đề án", "product": "Đề án", "month": "6", "milestone": "submitted", "level": "centre",
    "year": str(YEAR),
}  # fmt: skip


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
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


class TestYear:
    def test_shows_what_became_of_each_item(self, world, seen):
        """The task and where it stands; of an item that is no task yet, where the item stands."""
        made = approved(world)
        registered(world, action="Rà soát quy chế", month=3)

        page = words(seen.get(YEAR_PAGE, {"nam": YEAR}))

        assert f"1. {made.action}" in page
        assert made.task.code in page
        assert "Rà soát quy chế" in page
        assert page.index("Tháng 3/2027") < page.index("Tháng 6/2027")

    def test_a_figure_opens_exactly_its_items(self, world, seen):
        """The counts of the tasks sum to the approved items; each address lists as many as it says."""
        for month in (1, 2, 3):
            made = approved_again(world, month)
        Task.objects.filter(pk=made.task_id).update(stage=Stage.DONE, done_date=TODAY, closed_at=NOW)
        registered(world)

        response = seen.get(YEAR_PAGE, {"nam": YEAR})

        figures = re.findall(r'href="\?([^"]*tinh-trang=[^"]*)"[^>]*><strong>(\d+)</strong>', response.content.decode())
        assert sum(int(n) for _query, n in figures) == 3
        for query, n in figures:
            opened = seen.get(f"{YEAR_PAGE}?{query.replace('&amp;', '&')}")
            assert opened.context["page"].paginator.count == int(n)
        assert "done" in {parse_qs(query.replace("&amp;", "&"))["tinh-trang"][0] for query, n in figures if n == "1"}

    def test_tasks_that_the_reader_may_not_see(self, world, client):
        """Are counted apart and not shown."""
        approved(world, cooperating_ids=())
        client.force_login(world.farm_head)

        response = client.get(YEAR_PAGE, {"nam": YEAR})

        assert response.context["hidden"] == 1
        assert Task.objects.get().code not in words(response)
        assert client.get(YEAR_PAGE, {"nam": YEAR, "tinh-trang": "hidden"}).context["page"].paginator.count == 1

    @pytest.mark.parametrize(
        "query",
        [
            {"nam": "x", "co-quan": "9999999999", "trang-thai": "y", "tinh-trang": "total", "nhom": "z"},
            {"nam": "999999999999999999999", "trang": "-4"},
            {"nam": "0"},
        ],
    )
    def test_what_no_address_means(self, world, seen, query):
        """Is as if it were not asked."""
        assert seen.get(YEAR_PAGE, query).status_code == 200

    def test_workbook_and_sheet(self, world, seen):
        """In the columns of the office, what the page shows."""
        approved(world)
        registered(world, action="=1+1", budget=None, leader_id=None)

        book = openpyxl.load_workbook(
            io.BytesIO(seen.get(reverse("programme:export-year"), {"nam": YEAR}).content)
        ).active
        rows = [[cell or "" for cell in row] for row in book.iter_rows(min_row=4, values_only=True)]
        printed = words(seen.get(reverse("programme:print-year"), {"nam": YEAR}))

        assert rows[0] == [
            "STT", "Nhiệm vụ", "Sản phẩm", "Đơn vị chủ trì", "Đơn vị phối hợp", "Lãnh đạo phụ trách",
            "Thời gian trình, ban hành", "Cấp ban hành", "Kinh phí (triệu đồng)",
        ]  # fmt: skip
        by_action = {row[1]: row for row in rows[1:]}
        assert by_action["=1+1"][-1] == ""
        assert by_action["Xây dựng kế hoạch kiểm định năm 2027"] == [
            "1", "Xây dựng kế hoạch kiểm định năm 2027", "Kế hoạch (20 văn bản)", "Phòng Kỹ thuật đo lường",
            "Trại nghiên cứu thực nghiệm", "Nguyễn Minh Hà, Giám đốc Trung tâm", "tháng 6/2027 (trình)", "Trung tâm",
            "12,5",
        ]  # fmt: skip
        assert "Kế hoạch (20 văn bản)" in printed


def approved_again(world, month):
    """Approve an item by a decision of its own."""
    made = gathered(world, month=month)
    services.approve(
        versions={made.pk: made.version}, decision_id=decision(world, str(20 + month)).pk,
        actor=world.centre_director, now=NOW,
    )  # fmt: skip
    made.refresh_from_db()
    return made


class TestRegister:
    def test_leads_to_its_page(self, world, client):
        """Where it can be changed."""
        client.force_login(world.officer)
        form = FORM | {
            "body_id": world.centre.pk,
            "unit_id": world.lab.pk,
            "lead_id": world.lab.pk,
            "budget": "1.250,5",
        }

        response = client.post(reverse("programme:register-item"), form | {"cooperating_ids": [world.farm.pk]})

        made = Item.objects.get()
        assert response["Location"] == reverse("programme:item", args=[made.pk])
        assert "1.250,5 triệu đồng" in words(client.get(response["Location"]))
        edited = client.post(
            reverse("programme:edit-item", args=[made.pk]),
            FORM | {"lead_id": world.lab.pk, "version": 1, "product": "Kế hoạch"},
        )
        made.refresh_from_db()
        assert (edited.status_code, made.product, made.version) == (302, "Kế hoạch", 2)

    def test_nothing_is_chosen_for_the_unit(self, world, client):
        """Neither month nor level nor milestone: an oversight would become what the programme says."""
        client.force_login(world.officer)

        form = client.get(reverse("programme:register-item")).context["form"]

        assert [form[name].value() for name in ("month", "level", "milestone")] == [None] * 3
        assert [form.fields[name].choices[0][0] for name in ("month", "level", "milestone")] == [""] * 3

    def test_what_is_needed_is_not_called_optional(self, world, client):
        """A reason to send back; a decision, by one of two ways."""
        gathered(world)
        client.force_login(world.centre_director)

        page = words(client.get(reverse("programme:desk"), {"nam": YEAR, "trang-thai": "gathered"}))

        assert not re.search(r"(Lý do|Reason|Quyết định|Decision|ký hiệu|symbol) \((không bắt buộc|optional)\)", page)

    @pytest.mark.parametrize(
        "wrong",
        [
            {"action": ""}, {"level": ""}, {"milestone": ""},
            {"month": "13"}, {"month": "x"}, {"budget": "abc"}, {"quantity": "-1"}, {"year": "1999"},
            {"level": "moon"}, {"product": "x" * 201}, {"lead_id": "0"},
        ],
    )  # fmt: skip
    def test_a_refusal_keeps_what_was_typed(self, world, client, wrong):
        """Nothing is written."""
        client.force_login(world.officer)
        before = snapshot()
        form = FORM | {"body_id": world.centre.pk, "unit_id": world.lab.pk, "lead_id": world.lab.pk} | wrong

        response = client.post(reverse("programme:register-item"), form)

        assert response.status_code == 422
        assert form["milestone"] in response.content.decode()
        assert snapshot() == before


class TestDesk:
    def test_several_are_gathered_and_approved(self, world, seen):
        """By ticking them; the decision is found by its number and date."""
        made = [registered(world), registered(world, month=9)]
        url = reverse("programme:gather") + f"?co-quan={world.centre.pk}&nam={YEAR}&trang-thai=registered"
        response = seen.post(url, {"act": "gather", "item": [f"{one.pk}:1" for one in made]})
        assert urlsplit(response["Location"]).path == reverse("programme:desk")
        assert words(seen.get(response["Location"])).count("Đã tổng hợp 2 mục.") == 1
        decision(world)
        before = snapshot()

        ticked = {"act": "approve", "item": [f"{one.pk}:2" for one in made], "decision_number": "15/QĐ-TTUDDV"}
        refused = seen.post(url.replace("registered", "gathered"), ticked | {"decision_date": "1/1/2020"})
        assert (refused.status_code, snapshot()) == (422, before)
        assert refused.content.decode().count(':2" checked') == 2
        assert "không có văn bản số 15/QĐ-TTUDDV" in words(refused)

        assert seen.post(url, ticked | {"decision_date": "20/11/2026"}).status_code == 302
        assert Task.objects.count() == 2

    @pytest.mark.parametrize(
        ("sent", "status"),
        [
            pytest.param({"act": "gather"}, 422, id="nothing ticked"),
            pytest.param({"act": "gather", "item": "x:y"}, 404, id="no pair"),
            pytest.param({"act": "gather", "item": "99999999999999999999:1"}, 404, id="no such id"),
            pytest.param({"act": "nothing"}, 422, id="no such act"),
            pytest.param({"act": "send_back", "reason": ""}, 422, id="no reason"),
            pytest.param({"act": "approve"}, 422, id="no decision"),
            pytest.param({"act": "approve", "decision_number": "99/QĐ"}, 422, id="a number without its date"),
        ],
    )
    def test_bad_input(self, world, seen, sent, status):
        """Is refused, nothing changes."""
        registered(world)
        before = snapshot()

        assert seen.post(reverse("programme:gather"), sent).status_code == status
        assert snapshot() == before

    def test_two_tabs(self, world, seen):
        """The second one is told that the item moved on."""
        made = registered(world)
        ticked = {"act": "gather", "item": f"{made.pk}:1"}
        seen.post(reverse("programme:gather"), ticked)
        before = snapshot()

        assert seen.post(reverse("programme:gather"), ticked).status_code == 409
        assert snapshot() == before


class TestItem:
    def test_history_of_an_adjustment(self, world, seen):
        """Field, before, after, reason, decision; a refused form stands open with what was typed."""
        made = approved(world)
        source = decision(world, "16")
        url = reverse("programme:adjust-item", args=[made.pk])
        form = FORM | {
            "action": made.action, "product": made.product, "quantity": "20", "product_unit": "văn bản",
            "lead_id": world.lab.pk, "cooperating_ids": [world.farm.pk], "leader_id": made.leader_id, "budget": "12,5",
            "month": "9", "version": made.version, "reason": "Chờ Sở hướng dẫn",
        }  # fmt: skip
        before = snapshot()
        refused = seen.post(url, form)
        assert (refused.status_code, snapshot()) == (422, before)
        assert "Chờ Sở hướng dẫn" in refused.content.decode()

        assert seen.post(url, form | {"decision_id": source.pk}).status_code == 302

        page = words(seen.get(reverse("programme:item", args=[made.pk])))
        assert "tháng 6/2027 tháng 9/2027" in page
        assert "16/QĐ-TTUDDV" in page
        assert "Chờ Sở hướng dẫn" in page
        assert Task.objects.get().due_date == dt.date(2027, 9, 30)

    def test_says_why_and_into_which(self, world, seen):
        """An item that was sent back, and one that was merged."""
        into, merged = registered(world), registered(world, action="Mục trùng")
        seen.post(reverse("programme:merge-item", args=[merged.pk]), {"version": 1, "into_id": into.pk})
        seen.post(reverse("programme:send-back-item", args=[into.pk]), {"version": 2, "reason": "Nêu rõ sản phẩm"})

        page = words(seen.get(reverse("programme:item", args=[into.pk])))
        assert "Nêu rõ sản phẩm" in page
        assert "Mục trùng" in page
        assert into.action in words(seen.get(reverse("programme:item", args=[merged.pk])))

    def test_is_dropped(self, world, seen):
        """By a decision."""
        made, source = approved(world), decision(world, "16")

        response = seen.post(
            reverse("programme:drop-item", args=[made.pk]),
            {"version": made.version, "decision_id": source.pk, "reason": "Không còn phù hợp"},
        )

        made.refresh_from_db()
        assert (response.status_code, made.state) == (302, ItemState.DROPPED)


def test_the_matrix_names_the_item_of_a_task(world, seen):
    """A task that serves no target, out of the programme."""
    made = approved(world)

    page = seen.get(reverse("programme:matrix"), {"ky": "2026"})

    assert reverse("programme:item", args=[made.pk]) in page.content.decode()


class TestCost:
    def test_pages_do_not_ask_more_for_more_items(self, world, seen):
        """And a full page is small."""
        source = decision(world)

        def fill(size):
            made = [registered(world, action="Nhiệm vụ của chương trình công tác năm " * 3) for _ in range(size)]
            services.gather(versions={one.pk: 1 for one in made}, actor=world.centre_director, now=NOW)
            return made

        def approve(made):
            services.approve(
                versions={one.pk: 2 for one in made}, decision_id=source.pk, actor=world.centre_director, now=NOW
            )

        urls = [
            f"{YEAR_PAGE}?nam={YEAR}",
            f"{reverse('programme:desk')}?nam={YEAR}&trang-thai=gathered",
            reverse("programme:export-year") + f"?nam={YEAR}",
        ]
        approve(fill(2))
        fill(2)
        few = [cost(seen, url)[0] for url in urls]
        approve(fill(4))
        Item.objects.bulk_create(more(48))

        many = [cost(seen, url) for url in urls]

        assert [queries <= before for (queries, _size), before in zip(many, few, strict=True)] == [True] * 3
        assert max(size for _queries, size in many) < LARGEST_PAGE


def more(size):
    """Return so many items like the one that is gathered last."""
    one = Item.objects.filter(state=ItemState.GATHERED).latest("pk")
    values = {field.name: getattr(one, field.name) for field in Item._meta.concrete_fields if field.name != "id"}
    return [Item(**values) for _ in range(size)]


def cost(client, url):
    """Return how many queries an address takes, and how large its answer is."""
    client.get(url)
    with CaptureQueriesContext(
        connection,
    ) as caught:
        response = client.get(url)
    assert response.status_code == 200
    return len(caught), len(response.content)


def test_the_demo_has_an_item_in_each_state(db):
    """Made through the services, one of them adjusted by a decision."""
    demo.load()
    demo_programme.approve()

    states = set(Item.objects.values_list("state", flat=True))
    assert states == {ItemState.REGISTERED, ItemState.GATHERED, ItemState.RETURNED, ItemState.APPROVED}
    found = Item.objects.filter(changes__field="month").get()
    assert found.task.due_date == dt.date(2026, 12, 31)
    counted = Task.objects.with_status(as_of=TODAY + dt.timedelta(days=1)).values_list("status", flat=True)
    assert set(counted) == {StatusClass.OPEN_IN_TIME}
