"""A task from being taken over to proved completion."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from dondoc.audit.models import Entry
from dondoc.documents.errors import FileMissing, Unreadable
from dondoc.documents.models import StoredFile
from dondoc.organization.errors import PersonMissing
from dondoc.tasks import errors, services
from dondoc.tasks.choices import ReturnReason, Stage, StatusClass, Verdict
from dondoc.tasks.evidence import Attachment
from dondoc.tasks.models import Completion, Evidence, Task, Update
from tests.world import NOW, TODAY, task

PDF = b"%PDF-1.4 bao cao so ket"
DAY = dt.timedelta(days=1)


def attachment(**changes):
    """Return a piece of evidence dated yesterday."""
    return Attachment(**({"data": PDF, "name": "Báo cáo sơ kết.pdf", "date": TODAY - DAY} | changes))


def snapshot():
    """Return all that a refusal must leave alone."""
    return (
        list(Task.objects.order_by("pk").values()),
        list(Completion.objects.order_by("pk").values()),
        [model.objects.count() for model in (Entry, Update, Evidence, StoredFile)],
    )


@pytest.fixture(autouse=True)
def _files(kept_files):
    """Keep the files of a test in its own folder."""


def reported(world):
    """Return a task whose result the head of the Centre reported."""
    made = task(world, due_date=TODAY)
    return services.report(
        task_id=made.pk, text="Đã sơ kết.", attachment=attachment(), actor=world.centre_director, now=NOW
    )


class TestTakingOver:
    def test_take_over(self, world):
        """The head of the lead unit takes the task over."""
        made = services.take_over(task_id=task(world).pk, actor=world.centre_director, now=NOW)

        assert (made.stage, made.version) == (Stage.IN_PROGRESS, 2)
        entry = Entry.objects.get()
        assert (entry.act, entry.before, entry.after) == (
            "tasks.take_over", {"stage": "assigned"}, {"stage": "in_progress"},
        )  # fmt: skip

    def test_declining_takes_the_task_out_of_the_count(self, world):
        """Returned is not counted; a new lead gets a new task that points back."""
        made = task(world)
        made.cooperations.create(printed="Phòng Hành chính")
        declined = services.decline(
            task_id=made.pk, kind=ReturnReason.NOT_OURS, reason="Không thuộc", actor=world.centre_director, now=NOW
        )

        successor = services.name_lead(task_id=made.pk, unit=world.lab, actor=world.director, now=NOW)

        assert declined.status_on(as_of=TODAY, known_at=NOW) == StatusClass.NOT_COUNTED
        assert (successor.replaces, successor.lead_unit, successor.stage) == (made, world.lab, Stage.ASSIGNED)
        assert [one.printed for one in successor.cooperations.all()] == ["Phòng Hành chính"]

    @pytest.mark.parametrize(
        ("kind", "words"),
        [
            pytest.param("not_ours", "Không thuộc chức năng của đơn vị", id="not-ours"),
            pytest.param("unclear", "Chưa rõ", id="unclear"),
        ],
    )
    def test_a_return_says_of_which_kind_its_reason_is(self, world, kind, words):
        """Chosen on the page, on record beside the words."""
        made = task(world)
        client = Client()
        client.force_login(world.centre_director)

        client.post(reverse("tasks:decline", args=[made.pk]), {"kind": kind, "reason": "Xin chuyển"})

        ending = made.endings.get()
        assert (ending.stage, ending.return_reason, ending.reason) == (Stage.RETURNED, kind, "Xin chuyển")
        client.force_login(world.director)
        assert f": {words}, <time" in client.get(reverse("tasks:task", args=[made.pk])).content.decode()

    def test_a_return_of_no_kind_is_refused(self, world):
        """Words alone do not count."""
        made = task(world)
        client = Client()
        client.force_login(world.centre_director)
        before = snapshot()

        response = client.post(reverse("tasks:decline", args=[made.pk]), {"kind": "khac", "reason": "Xin chuyển"})

        assert (response.status_code, snapshot()) == (422, before)

    def test_a_returned_task_gets_one_successor(self, world):
        """Two tabs: the second is told."""
        made = task(world)
        services.decline(
            task_id=made.pk, kind=ReturnReason.NOT_OURS, reason="Không thuộc", actor=world.centre_director, now=NOW
        )
        services.name_lead(task_id=made.pk, unit=world.lab, actor=world.director, now=NOW)
        before = snapshot()

        with pytest.raises(errors.LeadNamed):
            services.name_lead(task_id=made.pk, unit=world.farm, actor=world.director, now=NOW)

        assert snapshot() == before

    def test_a_returned_part_goes_back_to_who_handed_it_on(self, world):
        """The Centre names another of its units; the Department's director does not reach into the Centre."""
        part = task(world, parent=task(world), lead_unit=world.lab, assigning_unit=world.centre)
        services.decline(task_id=part.pk, kind=ReturnReason.NOT_OURS, reason="Chưa rõ", actor=world.lab_head, now=NOW)

        with pytest.raises(errors.MayNotAssign):
            services.name_lead(task_id=part.pk, unit=world.farm, actor=world.director, now=NOW)
        with pytest.raises(errors.OutsideUnit):
            services.name_lead(task_id=part.pk, unit=world.office, actor=world.centre_director, now=NOW)

        successor = services.name_lead(task_id=part.pk, unit=world.farm, actor=world.centre_director, now=NOW)
        assert (successor.lead_unit, successor.parent) == (world.farm, part.parent)

    def test_the_leader_names_what_the_document_leaves_open(self, world):
        """Lead and date, each recorded."""
        made = task(world, lead_unit=None)

        services.name_lead(task_id=made.pk, unit=world.centre, actor=world.director, now=NOW)
        made = services.set_deadline(task_id=made.pk, date=TODAY + DAY, actor=world.director, now=NOW)

        assert (made.lead_unit, made.due_date, made.due_set_by) == (world.centre, TODAY + DAY, world.director)


class TestHandOn:
    def test_a_part_for_a_person(self, world):
        """The head hands a part on; the officer works on it."""
        made = task(world, lead_unit=world.lab)

        part = services.hand_on(
            task_id=made.pk, person_id=world.officer.pk, action="Tổng hợp", actor=world.lab_head, now=NOW
        )

        made.refresh_from_db()
        assert (part.parent, part.assignee, part.assigning_unit) == (made, world.officer, world.lab)
        assert made.stage == Stage.IN_PROGRESS

    def test_a_part_of_an_overdue_task_gets_a_day_ahead(self, world):
        """What is late already can still be planned."""
        made = task(world, due_date=TODAY - 9 * DAY)

        part = services.hand_on(
            task_id=made.pk,
            unit_id=world.lab.pk,
            action="Làm",
            due_date=TODAY + DAY,
            actor=world.centre_director,
            now=NOW,
        )

        assert part.due_date == TODAY + DAY

    def test_only_to_people_of_the_unit(self, world):
        """Whoever holds no post below gets nothing."""
        made = task(world, lead_unit=world.lab)
        before = snapshot()

        with pytest.raises(PersonMissing):
            services.hand_on(task_id=made.pk, person_id=world.farm_head.pk, action="Làm", actor=world.lab_head, now=NOW)

        assert snapshot() == before

    @pytest.mark.parametrize(
        ("unit", "changes", "refusal"),
        [
            pytest.param("department", {}, errors.OutsideUnit, id="upward"),
            pytest.param("centre", {}, errors.OutsideUnit, id="to-itself"),
            pytest.param("lab", {"due_date": TODAY - DAY}, errors.DeadlineBeforeToday, id="date-in-the-past"),
            pytest.param("lab", {"due_date": TODAY + 9 * DAY}, errors.DeadlineAfterParent, id="later-than-the-whole"),
            pytest.param("lab", {"action": " "}, errors.ActionEmpty, id="no-words"),
            pytest.param("lab", {"actor": "officer"}, errors.TaskMissing, id="by-somebody-who-does-not-see-it"),
        ],
    )
    def test_refusal_changes_nothing(self, world, unit, changes, refusal):
        """A unit hands on to its own, within its own time."""
        made = task(world, due_date=TODAY + DAY)
        actor = getattr(world, changes.pop("actor", "centre_director"))
        before = snapshot()

        with pytest.raises(refusal):
            services.hand_on(
                **({"task_id": made.pk, "unit_id": getattr(world, unit).pk, "action": "Làm"} | changes),
                actor=actor,
                now=NOW,
            )

        assert snapshot() == before


class TestReport:
    def test_needs_and_takes_the_date_of_the_evidence(self, world):
        """Really done is the day the evidence bears, not the day of the entry."""
        made = reported(world)

        completion = made.completions.get()
        assert made.stage == Stage.REPORTED
        assert (completion.done_date, completion.reported_at, completion.verdict) == (
            TODAY - DAY, NOW, Verdict.PENDING,
        )  # fmt: skip
        with made.evidence.get().file.content.open() as kept:
            assert kept.read() == PDF

    @pytest.mark.parametrize(
        ("changes", "refusal"),
        [
            pytest.param({"attachment": None}, errors.EvidenceMissing, id="no-evidence"),
            pytest.param({"text": " "}, errors.TextEmpty, id="no-words"),
            pytest.param({"attachment": {"date": None}}, errors.EvidenceDateMissing, id="evidence-without-date"),
            pytest.param(
                {"attachment": {"date": TODAY + DAY}}, errors.EvidenceDateMissing, id="evidence-from-tomorrow"
            ),
            pytest.param({"attachment": {"name": "a.exe"}}, errors.EvidenceKind, id="a-program"),
            pytest.param({"attachment": {"data": b"MZ"}}, errors.EvidenceKind, id="a-program-called-pdf"),
            pytest.param({"attachment": {"data": b""}}, FileMissing, id="an-empty-file"),
            pytest.param(
                {"attachment": {"name": "a.txt", "data": "TỐI MẬT\nSỞ A\n".encode()}}, Unreadable, id="a-secret-file"
            ),
            pytest.param({"actor": "farm_head"}, errors.TaskMissing, id="a-stranger"),
            pytest.param({"actor": "director"}, errors.NotDoer, id="the-assigning-leader"),
        ],
    )
    def test_refusal_changes_nothing(self, world, changes, refusal, kept_files):
        """No file is left behind either."""
        made = task(world)
        sent = changes.get("attachment", {})
        before = snapshot()

        with pytest.raises(refusal):
            services.report(
                task_id=made.pk,
                text=changes.get("text", "Xong."),
                attachment=None if sent is None else attachment(**sent),
                actor=getattr(world, changes.get("actor", "centre_director")),
                now=NOW,
            )

        assert snapshot() == before
        assert [path for path in kept_files.rglob("*") if path.is_file()] == []

    def test_a_file_of_an_update_proves_nothing(self, world):
        """It shows how the work goes on; its date does not make a late result a timely one."""
        made = task(world)
        services.update(
            task_id=made.pk, text="Đang làm", attachment=attachment(date=None), actor=world.centre_director, now=NOW
        )
        before = snapshot()

        with pytest.raises(errors.EvidenceMissing):
            services.report(task_id=made.pk, text="Xong", actor=world.centre_director, now=NOW)

        assert snapshot() == before

    def test_the_same_file_again(self, world):
        """Its date cannot be changed by sending it once more."""
        made = task(world)
        services.add_evidence(task_id=made.pk, attachment=attachment(), actor=world.centre_director, now=NOW)
        before = snapshot()

        with pytest.raises(errors.EvidenceAgain):
            services.add_evidence(
                task_id=made.pk, attachment=attachment(date=TODAY), actor=world.centre_director, now=NOW
            )

        assert snapshot() == before

    def test_waits_for_open_parts(self, world):
        """The whole is done when its parts are."""
        made = task(world)
        services.hand_on(task_id=made.pk, unit_id=world.lab.pk, action="Phần", actor=world.centre_director, now=NOW)
        before = snapshot()

        with pytest.raises(errors.PartsOpen):
            services.report(task_id=made.pk, text="Xong", attachment=attachment(), actor=world.centre_director, now=NOW)

        assert snapshot() == before


class TestAccept:
    @pytest.mark.parametrize("who", ["director", "office_head"])
    def test_by_the_assigning_side(self, world, who):
        """The director, or the head of the office that follows up for them."""
        made = services.accept_result(task_id=reported(world).pk, actor=getattr(world, who), now=NOW)

        assert (made.stage, made.done_date, made.closed_at) == (Stage.DONE, TODAY - DAY, NOW)
        assert made.status_on(as_of=TODAY, known_at=NOW) == StatusClass.DONE_IN_TIME
        assert Entry.objects.latest("pk").act == "tasks.accept_result"

    def test_sent_back_and_reported_again(self, world):
        """Both reports stay on record, with the reason."""
        made = reported(world)
        services.send_back_result(task_id=made.pk, reason="Thiếu số liệu", actor=world.director, now=NOW)

        services.report(task_id=made.pk, text="Đã bổ sung.", actor=world.centre_director, now=NOW)

        verdicts = list(made.completions.order_by("pk").values_list("verdict", "reason"))
        assert verdicts == [("sent_back", "Thiếu số liệu"), ("pending", "")]

    @pytest.mark.parametrize(
        ("who", "refusal"),
        [
            pytest.param("centre_director", errors.NotAssigner, id="the-lead"),
            pytest.param("clerk", errors.NotAssigner, id="the-clerk"),
            pytest.param("farm_head", errors.TaskMissing, id="a-stranger"),
        ],
    )
    def test_refusal_changes_nothing(self, world, who, refusal):
        """Never the lead, never a bystander."""
        made = reported(world)
        before = snapshot()

        with pytest.raises(refusal):
            services.accept_result(task_id=made.pk, actor=getattr(world, who), now=NOW)

        assert snapshot() == before

    def test_inside_a_unit_the_assignee_reports_and_the_head_accepts(self, world):
        """The head cannot report such a part: nobody could accept it."""
        made = task(world, lead_unit=world.lab, assigning_unit=world.lab, assignee=world.officer)
        before = snapshot()
        with pytest.raises(errors.AssigneeReports):
            services.report(task_id=made.pk, text="Xong", attachment=attachment(), actor=world.lab_head, now=NOW)
        assert snapshot() == before

        services.report(task_id=made.pk, text="Xong", attachment=attachment(), actor=world.officer, now=NOW)

        assert services.accept_result(task_id=made.pk, actor=world.lab_head, now=NOW).stage == Stage.DONE

    def test_nobody_accepts_what_they_proved_themselves(self, world):
        """The office head proves a task of the office, the clerk's report does not make it somebody else's."""
        made = task(world, lead_unit=world.office, assignee=world.clerk)
        services.add_evidence(task_id=made.pk, attachment=attachment(), actor=world.office_head, now=NOW)
        services.report(task_id=made.pk, text="Xong", actor=world.clerk, now=NOW)
        before = snapshot()

        with pytest.raises(errors.OwnResult):
            services.accept_result(task_id=made.pk, actor=world.office_head, now=NOW)

        assert snapshot() == before

    def test_the_database_holds_it_too(self, world):
        """Whoever writes around the services meets the constraint."""
        completion = reported(world).completions.get()
        completion.verdict, completion.decided_by, completion.decided_at = "accepted", world.centre_director, NOW

        with pytest.raises(IntegrityError, match="maker_is_not_checker"), transaction.atomic():
            completion.save()


def test_two_people_at_once(world):
    """The second gets told, nothing is lost."""
    made = task(world)
    Task.objects.filter(pk=made.pk).update(version=2)

    from dondoc.tasks.services.moving import take_step

    with pytest.raises(errors.MovedOn), transaction.atomic():
        take_step(made, "take_over", actor=world.centre_director, now=NOW)

    assert Task.objects.get(pk=made.pk).stage == Stage.ASSIGNED


@pytest.mark.parametrize(
    ("name", "form"),
    [
        pytest.param("update", {"text": "Đang đo", "seen": "0.0"}, id="update"),
        pytest.param("add-evidence", {"date": "20/11/2026"}, id="evidence"),
        pytest.param("report", {"text": "Xong", "date": "20/11/2026"}, id="report"),
        pytest.param(
            "ask-correction", {"target": "due", "right_date": "30/11/2026", "wrong": "Sai", "right": "Đúng"},
            id="correction",
        ),
    ],
)  # fmt: skip
def test_a_file_over_the_limit_takes_nothing_with_it(world, client, settings, kept_files, name, form):
    """The size is looked at first: one clear sentence, and neither the words nor the file are kept."""
    settings.UPLOAD_LIMIT_BYTES = 100
    made = task(world, stage=Stage.IN_PROGRESS, due_date=TODAY)
    client.force_login(world.centre_director)
    before = snapshot()
    large = SimpleUploadedFile("bien-ban.pdf", b"%PDF-1.4 " + b"x" * 200)

    refused = client.post(reverse(f"tasks:{name}", args=[made.pk]), form | {"file": large})

    assert (refused.status_code, 'data-code="documents.file_too_large"' in refused.content.decode()) == (422, True)
    assert snapshot() == before
    assert not [path for path in kept_files.rglob("*") if path.is_file()]


@pytest.mark.parametrize("days", [-400, -1])
def test_a_leaders_deadline_before_the_assignment_is_refused(world, days):
    """A day that has gone when it is set was never a deadline; one that the document prints stands as printed."""
    made = task(world)
    before = snapshot()

    with pytest.raises(errors.DeadlineBeforeToday):
        services.set_deadline(task_id=made.pk, date=TODAY + dt.timedelta(days=days), actor=world.director, now=NOW)

    assert snapshot() == before
    assert not made.due_dates.exists()
