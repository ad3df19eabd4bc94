"""A correction is asked for by the lead, decided by the assigning side; disputed until then."""

from __future__ import annotations

import datetime as dt
import io

import openpyxl
import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from dondoc.audit.models import Entry
from dondoc.documents.models import StoredFile
from dondoc.tasks import errors, life_errors, proof_errors, selectors, services
from dondoc.tasks.choices import Basis, CorrectionVerdict, DueOrigin, Stage, StatusClass, Target
from dondoc.tasks.evidence import Attachment
from dondoc.tasks.models import Correction, DueDate, Evidence, TakenBack, Task
from tests.tasks.test_proof_sources import paper, reference
from tests.world import NOW, TODAY, task

DAY = dt.timedelta(days=1)
LATER = NOW + 2 * DAY
WORDS = {
    "target": Target.EVIDENCE,
    "right_date": TODAY - 5 * DAY,
    "wrong": "Ghi quá hạn",
    "right": "Đúng hạn, theo văn bản ngày 20/11/2026",
}
DECISION = {"verdict": CorrectionVerdict.ACCEPTED, "words": "Đúng như đề nghị"}


def snapshot():
    """Return all that a refusal must leave alone."""
    return (
        list(Task.objects.order_by("pk").values()),
        list(Correction.objects.values()),
        [model.objects.count() for model in (Entry, TakenBack, DueDate, Evidence)],
    )


@pytest.fixture
def disputed(world):
    """A closed task of the Centre whose status the Centre disputes."""
    made = task(world, stage=Stage.DONE, done_date=TODAY, closed_at=NOW)
    services.ask_correction(task_id=made.pk, **WORDS, actor=world.centre_director, now=NOW)
    made.refresh_from_db()
    return made


def test_disputed_until_decided_and_counted_apart(world, disputed):
    """Beside its class, which stays."""
    tasks = Task.objects.with_status(as_of=TODAY, known_at=NOW)
    counted = selectors.counts(tasks, today=TODAY)
    assert (counted["disputed"], counted["done"], counted["total"]) == (1, 1, 1)
    assert list(tasks.filter(selectors.filter_condition("disputed", today=TODAY))) == [disputed]
    assert list(selectors.to_correct(world.director, now=NOW)) == [disputed]

    found = services.decide_correction(task_id=disputed.pk, **DECISION, actor=world.office_head, now=NOW)

    disputed.refresh_from_db()
    assert (found.verdict, found.decided_by, disputed.is_disputed, disputed.stage) == (
        "accepted", world.office_head, False, Stage.DONE,
    )  # fmt: skip
    assert [entry.act for entry in Entry.objects.order_by("pk")] == ["tasks.ask_correction", "tasks.decide_correction"]


@pytest.mark.parametrize(
    "fields",
    [
        pytest.param({"due_date": TODAY - DAY, "stage": Stage.IN_PROGRESS}, id="open-and-overdue"),
        pytest.param(
            {"due_date": TODAY - DAY, "stage": Stage.DONE, "done_date": TODAY, "closed_at": NOW}, id="done-late"
        ),
    ],
)
def test_asking_mends_no_figure(world, fields):
    """Who disputes a lateness does not take it out of class, total or rate by asking: it is only told apart."""
    made = task(world, **fields)
    before = selectors.counts(Task.objects.with_status(as_of=TODAY, known_at=NOW), today=TODAY)

    services.ask_correction(
        task_id=made.pk, **(WORDS | {"target": Target.DUE, "right_date": TODAY + DAY}),
        actor=world.centre_director, now=NOW,
    )  # fmt: skip

    after = selectors.counts(Task.objects.with_status(as_of=TODAY, known_at=NOW), today=TODAY)
    assert after == before | {"disputed": 1, "silent": after["silent"]}
    assert selectors.rates_of(after).on_time_current == selectors.rates_of(before).on_time_current


def test_disputed_tasks_are_told_on_paper_too(world, client, disputed):
    """Beside the rates of the print and of the workbook."""
    client.force_login(world.director)

    printed = client.get(reverse("tasks:print")).content.decode()
    book = openpyxl.load_workbook(io.BytesIO(client.get(reverse("tasks:export")).content))

    assert "Đang đề nghị đính chính, tính như đã ghi nhận: 1." in printed
    assert "Đang đề nghị đính chính, tính như đã ghi nhận: 1." in book.worksheets[0].cell(3, 1).value


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        pytest.param({"actor": "director"}, errors.NotLead, id="the-assigning-side"),
        pytest.param({"actor": "farm_head"}, errors.TaskMissing, id="a-stranger"),
        pytest.param({"right": " "}, errors.TextEmpty, id="nothing-better"),
        pytest.param({"target": Target.REOPEN}, life_errors.NothingToCorrect, id="open-already"),
        pytest.param({"target": Target.EVIDENCE}, life_errors.NothingToCorrect, id="not-done-on-any-day"),
        pytest.param({"right_date": None}, life_errors.RightDateMissing, id="no-day"),
        pytest.param({"right_date": TODAY}, life_errors.RightDateMissing, id="the-day-on-record"),
    ],
)
def test_refusal_to_ask_changes_nothing(world, changes, refusal):
    """The lead unit, with what it should be."""
    made = task(world, due_date=TODAY)
    before = snapshot()

    with pytest.raises(refusal):
        services.ask_correction(
            task_id=made.pk,
            **(WORDS | {"target": Target.DUE} | {key: value for key, value in changes.items() if key != "actor"}),
            actor=getattr(world, changes.get("actor", "centre_director")),
            now=NOW,
        )

    assert snapshot() == before


def test_inside_one_unit_nobody_could_decide(world):
    """The head who asks would be the one who decides."""
    made = task(world, lead_unit=world.lab, assigning_unit=world.lab, assignee=world.officer)
    before = snapshot()

    with pytest.raises(life_errors.OwnTask):
        services.ask_correction(task_id=made.pk, **WORDS, actor=world.lab_head, now=NOW)

    assert snapshot() == before


def test_one_at_a_time(world, disputed):
    """The next one after the decision."""
    before = snapshot()

    with pytest.raises(life_errors.CorrectionWaits):
        services.ask_correction(task_id=disputed.pk, **WORDS, actor=world.centre_director, now=NOW)

    assert snapshot() == before


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        pytest.param({"actor": "centre_director"}, errors.NotAssigner, id="who-asked"),
        pytest.param({"actor": "clerk"}, errors.NotAssigner, id="the-clerk"),
        pytest.param({"words": " "}, errors.ReasonEmpty, id="no-words"),
    ],
)
def test_refusal_to_decide_changes_nothing(world, disputed, changes, refusal):
    """The assigning side, with words."""
    actor = getattr(world, changes.get("actor", "director"))
    before = snapshot()

    with pytest.raises(refusal):
        services.decide_correction(
            task_id=disputed.pk, **(DECISION | {k: v for k, v in changes.items() if k != "actor"}), actor=actor, now=NOW
        )

    assert snapshot() == before


def test_nothing_to_decide(world):
    """A task that nobody disputes."""
    made = task(world)
    before = snapshot()

    with pytest.raises(life_errors.NoCorrection):
        services.decide_correction(task_id=made.pk, **DECISION, actor=world.director, now=NOW)

    assert snapshot() == before


def test_the_database_holds_it_too(world, disputed):
    """Nobody decides on their own request, whoever writes around the services."""
    found = disputed.corrections.get()
    found.verdict, found.decided_by, found.decided_at = "accepted", world.centre_director, NOW

    with pytest.raises(IntegrityError, match="maker_is_not_checker"), transaction.atomic():
        found.save()


def test_the_pages_show_it(world, disputed):
    """On the task, in the list under its chip, on the desk of who decides."""
    client = Client()
    client.force_login(world.director)

    assert WORDS["right"] in client.get(reverse("tasks:task", args=[disputed.pk])).content.decode()
    assert disputed.action in client.get(reverse("tasks:list") + "?tinh-trang=disputed").content.decode()
    assert "#dinh-chinh" in client.get("/").content.decode()


PDF = Attachment(b"%PDF-1.4 bien ban", "Biên bản.pdf", TODAY)


def done(world, kept_files, **fields):
    """Return a task of the Centre that is due yesterday and was done today, a day late, by its evidence."""
    made = task(world, due_date=TODAY - DAY, stage=Stage.IN_PROGRESS, **fields)
    late = {"late_kind": "subjective", "late_reason": "Chậm"}
    services.report(task_id=made.pk, text="Xong", attachment=PDF, **late, actor=world.centre_director, now=NOW)
    return services.accept_result(task_id=made.pk, actor=world.director, now=NOW)


def put_right(world, made, *, by=None, **asked):
    """Ask for a correction and accept it two days later; return the task."""
    asked = {"wrong": "Sai", "right": "Theo văn bản gốc"} | asked
    services.ask_correction(task_id=made.pk, **asked, actor=by or world.centre_director, now=NOW)
    services.decide_correction(task_id=made.pk, **DECISION, actor=world.director, now=LATER)
    return Task.objects.get(pk=made.pk)


def classes(made, *, as_of=TODAY, basis=Basis.CURRENT):
    """Return the class as it was known before the correction and as it is known after it, the same in both twins."""
    found = []
    for known_at in (LATER - DAY, LATER):
        in_sql = Task.objects.with_status(as_of=as_of, known_at=known_at, basis=basis).get(pk=made.pk).status
        assert made.status_on(as_of=as_of, known_at=known_at, basis=basis) == in_sql
        found.append(in_sql)
    assert Task.objects.with_status(as_of=as_of, basis=basis).get(pk=made.pk).status == found[1]
    return tuple(found)


class TestPuttingRight:
    def test_a_wrong_day_of_the_evidence(self, world, kept_files):
        """Late becomes in time from the correction on; the evidence bears the right day, the wrong one stays."""
        made = put_right(
            world, done(world, kept_files), target=Target.EVIDENCE, right_date=TODAY - 2 * DAY, right="Ký ngày 23/11"
        )

        assert (made.stage, made.done_date, made.is_disputed) == (Stage.DONE, TODAY - 2 * DAY, False)
        assert classes(made) == (StatusClass.DONE_LATE, StatusClass.DONE_IN_TIME)
        rows = made.evidence.order_by("pk").values_list("date", "superseded_at", "supersedes_reason", "file_name")
        assert list(rows) == [
            (TODAY, LATER, "", "Biên bản.pdf"), (TODAY - 2 * DAY, None, "Ký ngày 23/11", "Biên bản.pdf"),
        ]  # fmt: skip
        assert made.completions.get().done_date == TODAY
        entry = Entry.objects.get(act="tasks.decide_correction")
        assert (entry.before["done_date"], entry.after["done_date"]) == ("2026-11-25", "2026-11-23")

    def test_done_by_mistake(self, world, kept_files):
        """The task is open again and is reported again; what was known before still says done."""
        made = put_right(world, done(world, kept_files), target=Target.REOPEN)

        assert (made.stage, made.done_date, made.closed_at) == (Stage.IN_PROGRESS, None, None)
        assert classes(made) == (StatusClass.DONE_LATE, StatusClass.OPEN_OVERDUE)
        late = {"late_kind": "subjective", "late_reason": "Chậm"}
        services.report(task_id=made.pk, text="Nay mới xong", **late, actor=world.centre_director, now=LATER + DAY)
        again = services.accept_result(task_id=made.pk, actor=world.director, now=LATER + DAY)
        known = (LATER - DAY, LATER, LATER + DAY)
        assert [again.status_on(as_of=TODAY, known_at=moment) for moment in known] == [
            StatusClass.DONE_LATE, StatusClass.OPEN_OVERDUE, StatusClass.DONE_LATE,
        ]  # fmt: skip

    def test_cancelled_by_mistake_with_its_parts(self, world):
        """What was cancelled with it is open again too; what was cancelled before is not; it may end once more."""
        made = task(world)
        parts = [task(world, parent=made, lead_unit=world.lab, assigning_unit=world.centre) for _n in range(2)]
        services.cancel(task_id=parts[0].pk, reason="Thừa", actor=world.centre_director, now=NOW - DAY)
        services.cancel(task_id=made.pk, reason="Nhầm", actor=world.director, now=NOW)

        made = put_right(world, made, target=Target.REOPEN)

        parts = [Task.objects.get(pk=part.pk) for part in parts]
        assert [one.stage for one in (made, *parts)] == [Stage.IN_PROGRESS, Stage.CANCELLED, Stage.IN_PROGRESS]
        assert classes(made) == classes(parts[1]) == (StatusClass.NOT_COUNTED, StatusClass.OPEN_NO_DEADLINE)
        services.cancel(task_id=made.pk, reason="Nay thôi thật", actor=world.director, now=LATER + DAY)
        assert made.endings.count() == 2

    def test_the_whole_of_a_collective_duty_goes_along(self, world, kept_files):
        """Settled on the day of its last part: on the right day after a correction, open again with a part."""
        whole = task(world, is_collective=True, lead_unit=None)
        made = done(world, kept_files, parent=whole)
        assert Task.objects.get(pk=whole.pk).done_date == TODAY

        made = put_right(world, made, target=Target.EVIDENCE, right_date=TODAY - DAY)
        assert Task.objects.get(pk=whole.pk).done_date == TODAY - DAY

        services.ask_correction(
            task_id=made.pk, target=Target.REOPEN, wrong="a", right="b", actor=world.centre_director, now=LATER
        )
        services.decide_correction(task_id=made.pk, **DECISION, actor=world.director, now=LATER)
        whole.refresh_from_db()
        assert (whole.stage, whole.done_date, whole.closed_at) == (Stage.ASSIGNED, None, None)

    @pytest.mark.parametrize(
        ("moves", "right", "in_force"),
        [
            pytest.param([], 3, [3], id="never-moved"),
            pytest.param([("extension", 9)], 3, [3, 9], id="extended-past-it"),
            pytest.param([("extension", 2)], 3, [3], id="printed-later-than-the-extension"),
            pytest.param([("pause", 4)], 3, [3, 7], id="a-pause-moves-it-by-its-days"),
            pytest.param([("pause", 4), ("extension", 6)], 3, [3, 7], id="a-pause-then-an-extension-that-adds-nothing"),
            pytest.param([("corrected", 1), ("pause", 3)], 5, [5, 7], id="corrected-before"),
        ],
    )
    def test_a_misread_deadline(self, world, moves, right, in_force):
        """The printed one is the original from the correction on; what moved the wrong one since moves it too."""
        made = task(world, due_date=TODAY)
        for hour, (origin, days) in enumerate(moves, start=1):
            made.due_dates.create(
                date=TODAY + days * DAY, origin=origin, recorded_by=world.director,
                recorded_at=NOW + dt.timedelta(hours=hour),
            )  # fmt: skip
            made.due_date, made.due_recorded_at = TODAY + days * DAY, NOW + dt.timedelta(hours=hour)
            if origin == "corrected":
                made.original_due_date = made.due_date
            made.save()
        old = made.original_due_date

        made = put_right(world, made, target=Target.DUE, right_date=TODAY + right * DAY)

        rows = list(made.due_dates.filter(recorded_at=LATER).order_by("pk"))
        assert [row.date for row in rows] == [TODAY + days * DAY for days in in_force]
        assert rows[0].origin == DueOrigin.CORRECTED
        assert (made.due_date, made.original_due_date) == (rows[-1].date, rows[0].date)
        late = (StatusClass.OPEN_OVERDUE, StatusClass.OPEN_IN_TIME)
        assert classes(made, as_of=old + DAY, basis=Basis.ORIGINAL) == late

    def test_the_corrected_original_is_known_before_a_later_extension(self, world):
        """Asked as it was known between the two: the printed deadline is the original, not the one read first."""
        made = put_right(world, task(world, due_date=TODAY), target=Target.DUE, right_date=TODAY + 5 * DAY)
        services.ask_extension(
            task_id=made.pk, date=TODAY + 9 * DAY, reason="Chờ", actor=world.centre_director, now=LATER
        )
        services.grant_extension(task_id=made.pk, actor=world.director, now=LATER + DAY)
        made.refresh_from_db()

        asked = {"as_of": TODAY + 5 * DAY, "known_at": LATER, "basis": Basis.ORIGINAL}
        in_sql = Task.objects.with_status(**asked).get(pk=made.pk).status
        assert (in_sql, made.status_on(**asked)) == (StatusClass.OPEN_IN_TIME, StatusClass.OPEN_IN_TIME)

    def test_refusing_changes_no_figure(self, world, kept_files):
        """The task is no longer disputed, and that is all."""
        made = done(world, kept_files)
        services.ask_correction(
            task_id=made.pk, **(WORDS | {"right_date": TODAY - DAY}), actor=world.centre_director, now=NOW
        )
        before = snapshot()[2][1:]

        refusal = DECISION | {"verdict": CorrectionVerdict.REFUSED}
        services.decide_correction(task_id=made.pk, **refusal, actor=world.director, now=LATER)

        made.refresh_from_db()
        assert (snapshot()[2][1:], made.done_date, made.is_disputed) == (before, TODAY, False)

    @pytest.mark.parametrize(
        ("fields", "asked", "refusal"),
        [
            pytest.param({}, {"right_date": TODAY + DAY}, life_errors.RightDateMissing, id="evidence-of-tomorrow"),
            pytest.param(
                {}, {"right_date": TODAY - 9 * DAY}, life_errors.OtherProofLater, id="other-evidence-is-later"
            ),
            pytest.param(
                {"leader": True},
                {"target": Target.DUE, "right_date": TODAY},
                life_errors.DeadlineSetByLeader,
                id="a-leader-set-the-deadline",
            ),
            pytest.param(
                {"ended": True}, {"target": Target.REOPEN}, life_errors.WholeStaysEnded, id="of-an-ended-whole"
            ),
        ],
    )
    def test_what_cannot_be_put_right_is_not_asked(self, world, kept_files, fields, asked, refusal):
        """Said when it is asked for, so that nobody accepts what then changes nothing."""
        whole = task(world, stage=Stage.DONE, done_date=TODAY, closed_at=NOW) if "ended" in fields else None
        made = done(world, kept_files, parent=whole)
        made.evidence.create(
            file=kept(b"khac"), file_name="b.pdf", date=TODAY - 5 * DAY, added_by=world.clerk, added_at=NOW
        )
        if "leader" in fields:
            made.due_dates.update(origin=DueOrigin.LEADER)
        before = snapshot()

        with pytest.raises(refusal):
            services.ask_correction(task_id=made.pk, **(WORDS | asked), actor=world.centre_director, now=NOW)

        assert snapshot() == before

    @pytest.mark.parametrize("end", ["cancel", "replace"])
    def test_a_part_of_a_whole_that_was_ended_is_not_opened_again(self, world, kept_files, client, end):
        """It would come back beside what took its place; the page does not offer it."""
        _whole, made = part_of_ended(world, kept_files, end)
        before = snapshot()

        with pytest.raises(life_errors.WholeIsOver):
            services.ask_correction(
                task_id=made.pk, **(WORDS | {"target": Target.REOPEN}), actor=world.centre_director, now=LATER
            )

        assert snapshot() == before
        client.force_login(world.centre_director)
        targets = client.get(reverse("tasks:task", args=[made.pk])).context["targets"]
        assert [value for value, _label in targets] == [Target.EVIDENCE, Target.DUE]

    @pytest.mark.parametrize("end", ["cancel", "replace"])
    def test_the_day_of_its_result_is_still_put_right(self, world, kept_files, end):
        """The whole stays as it ended."""
        whole, made = part_of_ended(world, kept_files, end)
        ended = Task.objects.filter(pk=whole.pk).values().get()

        made = put_right(world, made, target=Target.EVIDENCE, right_date=TODAY - 2 * DAY)

        assert (made.stage, made.done_date) == (Stage.DONE, TODAY - 2 * DAY)
        assert Task.objects.filter(pk=whole.pk).values().get() == ended

    def test_what_was_asked_before_the_whole_was_replaced(self, world, kept_files):
        """Is refused when it is to be accepted."""
        whole = task(world, is_collective=True, lead_unit=None, stage=Stage.IN_PROGRESS)
        task(world, parent=whole, lead_unit=world.farm)
        made = done(world, kept_files, parent=whole)
        services.ask_correction(
            task_id=made.pk, **(WORDS | {"target": Target.REOPEN}), actor=world.centre_director, now=NOW
        )
        services.replace(task_id=whole.pk, reason="Đổi", action="Việc mới", actor=world.director, now=NOW)
        before = snapshot()

        with pytest.raises(life_errors.WholeIsOver):
            services.decide_correction(task_id=made.pk, **DECISION, actor=world.director, now=LATER)

        assert snapshot() == before

    def test_a_record_keeps_the_date_it_bears(self, world, client):
        """Nobody types another one; the page does not offer it, and the wrong record gives way to the right one."""
        made, decision = task(world), paper(world, date=TODAY - DAY)
        services.use_proof(task_id=made.pk, reference=reference(decision), actor=world.centre_director, now=NOW)
        services.report(task_id=made.pk, text="Đã ban hành", actor=world.centre_director, now=NOW)
        services.accept_result(task_id=made.pk, actor=world.director, now=NOW)
        before = snapshot()

        with pytest.raises(proof_errors.DayOfRecord):
            services.ask_correction(task_id=made.pk, **WORDS, actor=world.centre_director, now=NOW)

        assert snapshot() == before
        client.force_login(world.centre_director)
        targets = client.get(reverse("tasks:task", args=[made.pk])).context["targets"]
        assert [value for value, _label in targets] == [Target.REOPEN, Target.DUE]
        put_right(world, made, target=Target.REOPEN)
        right, piece = paper(world, number="129", date=TODAY - 2 * DAY), made.evidence.get()
        services.supersede_evidence(
            task_id=made.pk, evidence_id=piece.pk, reason="Nhầm văn bản", reference=reference(right),
            actor=world.centre_director, now=LATER,
        )  # fmt: skip
        again = services.report(task_id=made.pk, text="Đã ban hành", actor=world.centre_director, now=LATER)
        assert again.completions.latest("pk").done_date == TODAY - 2 * DAY

    def test_what_no_longer_fits_is_refused(self, world):
        """Cancelled since it was asked for: the printed deadline of such a task is of no account."""
        made = task(world, due_date=TODAY)
        due = WORDS | {"target": Target.DUE}
        services.ask_correction(task_id=made.pk, **due, actor=world.centre_director, now=NOW)
        services.cancel(task_id=made.pk, reason="Thôi", actor=world.director, now=NOW)
        before = snapshot()

        with pytest.raises(life_errors.NothingToCorrect):
            services.decide_correction(task_id=made.pk, **DECISION, actor=world.director, now=LATER)

        assert snapshot() == before


def part_of_ended(world, kept_files, end):
    """Return the whole of two units that was cancelled or replaced, and the part of the one that was done."""
    whole = task(world, is_collective=True, lead_unit=None, stage=Stage.IN_PROGRESS)
    task(world, parent=whole, lead_unit=world.farm)
    made = done(world, kept_files, parent=whole)
    words = {"action": "Việc mới"} if end == "replace" else {}
    getattr(services, end)(task_id=whole.pk, reason="Đổi", **words, actor=world.director, now=NOW)
    return whole, made


def kept(data):
    """Return a stored file that no other test has."""
    return StoredFile.objects.create(sha256=data.hex().zfill(64), size=len(data), content="00/x")


def test_by_the_pages(world, kept_files):
    """Asked for with its target on the page, accepted on the page, explained on the page."""
    made = done(world, kept_files)
    lead, leader = Client(), Client()
    lead.force_login(world.centre_director)
    leader.force_login(world.director)
    form = {"target": "evidence", "right_date": "23/11/2026", "wrong": "Ghi 25/11", "right": "Ký 23/11"}

    nothing = lead.post(reverse("tasks:ask-correction", args=[made.pk]), form | {"target": "khac"})
    lead.post(reverse("tasks:ask-correction", args=[made.pk]), form)
    seen = leader.get(reverse("tasks:task", args=[made.pk])).context["seen"]["correction"]
    leader.post(reverse("tasks:decide-correction", args=[made.pk]), {"words": "Đúng", "act": "accept", "seen": seen})

    assert nothing.status_code == 422
    page = lead.get(reverse("tasks:task", args=[made.pk])).content.decode()
    assert "Minh chứng đề ngày 23/11/2026 theo đính chính" in page
