"""The letter that urges a unit: a draft with its overdue tasks, recorded on each of them once it is issued."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from dondoc.audit.models import Entry
from dondoc.documents.composing import composition, faults
from dondoc.documents.composing import services as composing
from dondoc.documents.composing.choices import State
from dondoc.documents.composing.models import Draft, DraftVersion
from dondoc.documents.outgoing import services as outgoing
from dondoc.tasks import followup_errors, services
from dondoc.tasks.choices import Means, Stage
from dondoc.tasks.models import Letter, Task, Urging
from dondoc.tasks.selectors import letters
from tests.documents.composing import drafts
from tests.documents.outgoing import signed
from tests.world import NOW, TODAY, task

DAY = dt.timedelta(days=1)


@pytest.fixture
def world(world):
    """The small organisation, its units with their abbreviations and addresses."""
    return drafts.prepare(world)


def snapshot():
    """Return all that a refusal must leave alone."""
    models = (Letter, Draft, DraftVersion, Urging, Entry)
    return [list(model.objects.values()) for model in models]


def draft(world, actor=None):
    """Draft a letter of the Department to the Centre."""
    return services.draft_letter(
        issuing_unit=world.department, unit=world.centre, actor=actor or world.clerk, now=NOW
    )  # fmt: skip


def issue(world, letter):
    """Sign, number and issue the draft of a letter; how it passes along the line is tested elsewhere."""
    named = {"post_id": world.director.posts.get().pk, "prefix": ""}
    drafts.act(composing.name_signer, letter.draft, by=world.clerk, **named)
    Draft.objects.filter(pk=letter.draft_id).update(state=State.TO_SIGN)
    signed.series(world, issuer=world.department)
    office = {"actor": world.office_head, "now": NOW}
    made = outgoing.record_paper_signature(draft_id=letter.draft_id, signed_on=TODAY, **office)
    outgoing.number(outgoing_id=made.pk, date=TODAY, **office)
    made = outgoing.issue(outgoing_id=made.pk, scan=signed.scan(), **office)
    letter.refresh_from_db()
    return made.document


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
    def test_says_whom_it_urges_and_what_is_late(self, world, late, settings):
        """Number, task, source and point, deadline, days late, link: what stands overdue, nothing else."""
        settings.BASE_URL = "https://dondoc.test"
        letter = draft(world)
        content, ours = letter.draft.content, {"unit": world.centre.pk, "name": world.centre.name, "group": None}

        assert (letter.draft.type_code, letter.draft.symbol) == ("CV", "SKHCN-HCTH")
        assert (letter.draft.drafting_unit, letter.draft.issuing_unit) == (world.office, world.department)
        assert (letter.draft.subject, content["archive"]) == ("đôn đốc thực hiện nhiệm vụ quá hạn", "VT, HCTH")
        assert (content["to"], [one["name"] for one in content["recipients"]]) == ([ours], ["Như trên"])
        (_first, table), *_more = composition.annexes_of(content)
        source = "Mục 2 (1), Thông báo số ……/TB-SKHCN ngày 16/11/2026 của Sở Khoa học và Công nghệ"
        assert table["rows"] == [
            [number, made.action, source, due, days, f"{made.code} https://dondoc.test/nhiem-vu/{made.pk}/"]
            for made, number, due, days in zip(
                late, ("1", "2"), ("16/11/2026", "24/11/2026"), ("9", "1"), strict=True
            )
        ]  # fmt: skip
        assert list(letter.tasks.order_by("pk")) == late

    def test_says_the_whole_passage_where_the_name_is_short(self, world, late):
        """A letter breaks off no sentence."""
        Task.objects.filter(pk=late[0].pk).update(action="Rà soát …", quote="rà soát các chỉ tiêu trước 20/12")

        (_first, table), *_more = composition.annexes_of(draft(world).draft.content)

        assert table["rows"][0][1] == "Rà soát các chỉ tiêu trước 20/12"

    def test_lacks_nothing_but_its_signer(self, world, late):
        """The drafter names who signs; then the draft goes its way."""
        made = draft(world).draft
        assert [fault.place for fault in faults.of(made, today=TODAY)] == ["signer"]

        named = {"post_id": world.director.posts.get().pk, "prefix": ""}
        made = drafts.act(composing.name_signer, made, by=world.clerk, **named)

        assert faults.of(made, today=TODAY) == faults.of_file(made, today=TODAY) == []

    def test_names_those_that_are_late_the_longest(self, world, late, monkeypatch):
        """How many others there are is said."""
        monkeypatch.setattr("dondoc.tasks.services.urging.MOST", 1)
        letter = draft(world)

        _annex, table, rest = composition.annexes_of(letter.draft.content)[0]
        assert ([row[1] for row in table["rows"]], rest["text"]) == (
            ["Báo cáo sơ kết"], "Còn 1 nhiệm vụ quá hạn khác không nêu ở đây.",
        )  # fmt: skip
        assert list(letter.tasks.all()) == late[:1]

    @pytest.mark.parametrize("state", [State.DRAFTING, State.TO_SIGN])
    def test_a_second_click_opens_the_one_that_is_there(self, world, late, state):
        """Whoever clicks, and wherever it is on its way."""
        first = draft(world)
        post = world.director.posts.get()
        Draft.objects.update(state=state, signer_post=post)
        before = snapshot()

        assert draft(world, world.office_head) == first
        assert snapshot() == before

    def test_one_that_was_withdrawn_is_drafted_anew(self, world, late):
        """With the tasks of the moment; the withdrawn draft stays as it is."""
        first = draft(world).draft
        composing.withdraw(draft_id=first.pk, version=first.version, reason="Nhầm", actor=world.clerk, now=NOW)
        Task.objects.filter(pk=late[0].pk).update(stage=Stage.REPORTED)

        again = draft(world)

        assert (again.draft_id == first.pk, list(again.tasks.all()), Letter.objects.count()) == (False, late[1:], 1)

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

    def test_a_unit_that_has_ended_is_named_as_it_was(self, world, late):
        """It cannot be chosen any more; its overdue tasks are urged all the same."""
        type(world.centre).objects.filter(pk=world.centre.pk).update(valid_to=TODAY)

        assert draft(world).draft.content["to"] == [{"name": world.centre.name, "unit": None, "group": None}]

    def test_which_units_are_late(self, world, late):
        """For who follows them up; with the draft that is on its way."""
        made = draft(world)

        assert [(one.unit, one.tasks, one.draft) for one in letters.late_units(world.clerk, now=NOW)] == [
            (world.centre, 2, made.draft_id), (world.farm, 1, None),
        ]  # fmt: skip
        assert [one.unit for one in letters.late_units(world.clerk, unit_id=world.farm.pk, now=NOW)] == [world.farm]
        assert letters.late_units(world.centre_director, now=NOW) == []


class TestIssued:
    def test_each_task_records_it(self, world, late):
        """One reminder by letter a task, which leads to the document."""
        letter = draft(world)
        assert Urging.objects.count() == 0

        document = issue(world, letter)

        assert letter.document == document
        assert list(Urging.objects.order_by("task").values_list("task", "means", "letter", "date", "text")) == [
            (made.pk, Means.LETTER, letter.pk, TODAY,
             "Công văn số 01/SKHCN-HCTH ngày 25/11/2026 đôn đốc thực hiện nhiệm vụ quá hạn")
            for made in late
        ]  # fmt: skip
        assert Entry.objects.get(act="tasks.send_letter").after["tasks"] == [made.code for made in late]

    def test_a_task_that_was_taken_out_of_it_was_not_urged(self, world, late):
        """The letter says what it says."""
        letter = draft(world)
        content = letter.draft.content
        table = next(block for block in content["blocks"] if block["kind"] == "table")
        table["rows"] = table["rows"][1:]
        Draft.objects.filter(pk=letter.draft_id).update(content=content)

        issue(world, letter)

        assert [made.task for made in Urging.objects.all()] == late[1:]

    def test_it_makes_no_task_and_reaches_the_unit(self, world, late):
        """It lays no new duty on anybody; the unit opens it from its task."""
        before = Task.objects.count()

        document = issue(world, draft(world))

        assert Task.objects.count() == before
        client = Client()
        client.force_login(world.centre_director)
        page = client.get(reverse("tasks:task", args=[late[0].pk])).content.decode()
        assert reverse("documents:document", args=[document.pk]) in page

    def test_the_next_one_is_another_letter(self, world, late):
        """What was issued stays."""
        letter = draft(world)
        issue(world, letter)

        again = draft(world)

        assert (again.pk != letter.pk, again.draft_id != letter.draft_id) == (True, True)

    def test_another_document_records_nothing(self, world, late):
        """Only letters of urging urge."""
        draft(world)

        signed.issued(world)

        assert Urging.objects.count() == 0


class TestDatabase:
    def test_wants_the_letter_of_a_reminder_by_letter(self, world, late):
        """Whoever writes around the services meets the constraint."""
        with pytest.raises(IntegrityError, match="by_letter_names_it"):
            Urging.objects.create(task=late[0], date=TODAY, text="a", author=world.clerk, at=NOW, means=Means.LETTER)

    def test_holds_one_letter_on_its_way(self, world, late):
        """From one unit to another."""
        made = draft(world)
        other = drafts.started(world)
        with pytest.raises(IntegrityError), transaction.atomic():
            Letter.objects.create(
                issuing_unit=made.issuing_unit, unit=made.unit, draft=other, made_by=made.made_by, made_at=NOW
            )


class TestPages:
    @pytest.fixture
    def client(self, world):
        """The clerk's browser."""
        client = Client()
        client.force_login(world.clerk)
        return client

    def test_from_the_units_that_are_late_to_the_editor(self, client, world, late):
        """One click; the second time the page leads to the draft."""
        index = reverse("tasks:letters")
        assert world.centre.name in client.get(index).content.decode()

        body = {"issuing_unit": world.department.pk, "unit": world.centre.pk}
        opened = client.post(reverse("tasks:draft-letter"), body)

        editor = reverse("drafts:draft", args=[Letter.objects.get().draft_id])
        assert opened.url == editor
        assert "Báo cáo sơ kết" in client.get(editor).content.decode()
        assert client.get(index).content.decode().count(f'href="{editor}"') == 2  # beside the unit, and in the list

    @pytest.mark.parametrize(
        ("who", "query", "offered"),
        [
            pytest.param("clerk", "?don-vi={}&tinh-trang=overdue", True, id="the-overdue-tasks-of-one-unit"),
            pytest.param("clerk", "?don-vi={}", False, id="its-other-tasks"),
            pytest.param("clerk", "?tinh-trang=overdue", False, id="of-all-units"),
            pytest.param("clerk", "?don-vi={}&tinh-trang=overdue&ngay=2026-11-01", False, id="of-a-past-day"),
            pytest.param("centre_director", "?don-vi={}&tinh-trang=overdue", False, id="who-does-not-track"),
        ],
    )
    def test_offered_where_the_overdue_tasks_of_a_unit_are_listed(self, client, world, late, who, query, offered):
        """To who follows them up."""
        client.force_login(getattr(world, who))

        page = client.get(reverse("tasks:list") + query.format(world.centre.pk)).content.decode()

        assert (reverse("tasks:draft-letter") in page) is offered
