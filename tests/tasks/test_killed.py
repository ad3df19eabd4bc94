"""A process that dies in the middle of an act leaves all of it or nothing: killed at every statement that writes."""

from __future__ import annotations

import datetime as dt
import os
import re
import signal
from decimal import Decimal

import pytest
from django.apps import apps
from django.db import connection, connections

from dondoc.kernel.choices import TermUnit
from dondoc.tasks import services
from dondoc.tasks.choices import CorrectionVerdict, ReturnReason, Stage, Target
from dondoc.tasks.evidence import Attachment, Reference
from dondoc.tasks.models import Notice, ReminderDay, Task
from dondoc.tasks.services import Particulars
from dondoc.tasks.services.reviewing import Choice
from dondoc.tasks.terms import Term
from tests import world as worlds
from tests.tasks.test_importing import workbook
from tests.world import NOW, TODAY

WRITES = re.compile(r"\s*(INSERT|UPDATE|DELETE)\b", re.IGNORECASE)
PDF = Attachment(b"%PDF-1.4 bien ban", "bb.pdf", TODAY)
FIVE = Term(5, TermUnit.DAY)
LATER = NOW + dt.timedelta(hours=1)
CHOICE = Choice(action="Biên soạn sổ tay", said=Particulars("Sổ tay", Decimal(3), "bộ", "khan"))

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def world(transactional_db, kept_files):
    """The organisation in a database that other processes see."""
    return worlds.build()


def taken(world):
    """Return a task of the centre in progress."""
    return worlds.task(world, stage=Stage.IN_PROGRESS)


def reported(world):
    """Return a task whose result waits for acceptance."""
    made = taken(world)
    return services.report(task_id=made.pk, text="Xong", attachment=PDF, actor=world.centre_director, now=NOW)


def reviewed(world):
    """Return a document whose proposals are confirmed."""
    source = worlds.document(world, [worlds.directive(f"Trung tâm làm việc {n}", lead=["Trung tâm"]) for n in "ab"])
    for position in (1, 2):
        services.confirm(proposal_id=worlds.proposal(source, position).pk, actor=world.clerk, now=NOW)
    return source


def due(world):
    """Return a task of the centre in progress that is due in a month."""
    return worlds.task(world, stage=Stage.IN_PROGRESS, due_date=TODAY + dt.timedelta(days=30))


def paused(world):
    """Return a task whose clock stands still; letting it run again moves the deadline."""
    made = due(world)
    return services.pause(task_id=made.pk, reason="Chờ vốn", actor=world.director, now=NOW - dt.timedelta(days=5))


def asked_for_more(world):
    """Return a task for which more time is asked."""
    made = due(world)
    date = TODAY + dt.timedelta(days=60)
    services.ask_extension(task_id=made.pk, date=date, reason="Chờ vốn", actor=world.centre_director, now=NOW)
    return made


def stopped(world):
    """Return a task with an obstacle that waits for an opinion."""
    made = taken(world)
    services.raise_obstacle(task_id=made.pk, text="Vướng", proposal="Họp", actor=world.centre_director, now=NOW)
    return made


def disputed(world):
    """Return a task of which a correction is asked for."""
    made = taken(world)
    services.ask_correction(
        task_id=made.pk, target=Target.DUE, wrong="Quá hạn", right="Đúng hạn", right_date=TODAY,
        actor=world.centre_director, now=NOW,
    )  # fmt: skip
    return made


def whole(world):
    """Return the whole of a duty of two units, each with its part."""
    made = worlds.task(world, is_collective=True, lead_unit=None, stage=Stage.IN_PROGRESS)
    for unit in (world.centre, world.office):
        worlds.task(world, parent=made, lead_unit=unit)
    return made


def overdue(world):
    """Return the latest of two overdue tasks."""
    return [worlds.task(world, due_date=TODAY - dt.timedelta(days=9)) for _n in range(2)][-1]


def proved(world):
    """Return a task with a piece of evidence under a wrong date."""
    made = taken(world)
    return services.add_evidence(task_id=made.pk, attachment=PDF, actor=world.centre_director, now=NOW)


def with_decision(world):
    """Return a task, and a decision of the register that proves it."""
    made = taken(world)
    decision = worlds.document(world, [], number="128", symbol="QĐ-TTUD", registered_in=world.centre, date=TODAY)
    return made, Reference("documents", decision.pk)


def due_and_decision(world):
    """Return a task that is due, and a decision that may move its deadline."""
    decision = worlds.document(world, [], number="128", symbol="QĐ-SKHCN", date=TODAY)
    return due(world), decision


def to_confirm(world):
    """Return a proposal that nobody decided on."""
    source = worlds.document(world, [worlds.directive("Trung tâm biên soạn sổ tay", lead=["Trung tâm"])])
    return worlds.proposal(source)


def returned(world):
    """Return a task that the centre returned after its deadline was extended."""
    made = worlds.task(world, due_date=TODAY + dt.timedelta(days=30))
    date = TODAY + dt.timedelta(days=60)
    services.ask_extension(task_id=made.pk, date=date, reason="Chờ vốn", actor=world.centre_director, now=NOW)
    services.grant_extension(task_id=made.pk, actor=world.director, now=NOW)
    return services.decline(
        task_id=made.pk, kind=ReturnReason.NOT_OURS, reason="Không thuộc", actor=world.centre_director, now=NOW
    )


def relative(world):
    """Return a task whose deadline is counted from the day of receipt."""
    return worlds.task(world, deadline_kind="relative", deadline_phrase="trong 5 ngày kể từ ngày nhận")


def triggered(world):
    """Return a live rule that counts five days from what arises."""
    return worlds.task(world, kind="trigger", deadline_phrase="trong 5 ngày")


def recurring(world):
    """Return a duty that comes again every month."""
    made = worlds.task(world, deadline_kind="recurring")
    services.set_rhythm(task_id=made.pk, every="month", marks=[(1, 28)], actor=world.director, now=NOW)
    return made


def imported(world):
    """Return an old register that was taken in."""
    made = services.start_import(data=workbook(), name="so.xlsx", actor=world.clerk, now=NOW)
    return services.take_in(batch_id=made.pk, actor=world.clerk, now=NOW)


def due_in_a_week(world):
    """Write two tasks of which people are reminded today."""
    ReminderDay.objects.get_or_create(offset=-7, defaults={"source": "Quy chế"})
    for _n in range(2):
        made = worlds.task(world, due_date=TODAY + dt.timedelta(days=7))
        Task.objects.filter(pk=made.pk).update(due_recorded_at=NOW - dt.timedelta(days=60))


# What an act needs, and the act itself.
ACTS = {
    "take_over": (worlds.task, lambda w, t: services.take_over(task_id=t.pk, actor=w.centre_director, now=LATER)),
    "hand_on": (
        taken,
        lambda w, t: services.hand_on(
            task_id=t.pk, unit_id=w.lab.pk, action="Tổng hợp", due_date=TODAY, actor=w.centre_director, now=LATER
        ),
    ),
    "report": (
        taken,
        lambda w, t: services.report(task_id=t.pk, text="Xong", attachment=PDF, actor=w.centre_director, now=LATER),
    ),
    "accept_result": (reported, lambda w, t: services.accept_result(task_id=t.pk, actor=w.director, now=LATER)),
    "update": (
        taken,
        lambda w, t: services.update(task_id=t.pk, text="Đang làm", attachment=PDF, actor=w.centre_director, now=LATER),
    ),
    "add_evidence": (
        taken,
        lambda w, t: services.add_evidence(task_id=t.pk, attachment=PDF, actor=w.centre_director, now=LATER),
    ),
    "send_back_result": (
        reported,
        lambda w, t: services.send_back_result(task_id=t.pk, reason="Thiếu", actor=w.director, now=LATER),
    ),
    "decline": (
        worlds.task,
        lambda w, t: services.decline(
            task_id=t.pk, kind=ReturnReason.NOT_OURS, reason="Không thuộc", actor=w.centre_director, now=LATER
        ),
    ),
    "name_lead": (
        returned,
        lambda w, t: services.name_lead(task_id=t.pk, unit=w.lab, actor=w.director, now=LATER),
    ),
    "reassign": (
        lambda w: worlds.task(w, lead_unit=w.centre, assignee=w.officer),
        lambda w, t: services.reassign(
            task_id=t.pk, person_id=w.lab_head.pk, reason="Nghỉ", actor=w.centre_director, now=LATER
        ),
    ),
    "direct": (
        lambda w: worlds.arrival(w),
        lambda w, a: services.direct(
            arrival_id=a.pk,
            text="Giao Trung tâm trả lời",
            lead_unit=w.centre,
            cooperating=[w.office],
            due_date=TODAY,
            actor=w.director,
            now=LATER,
        ),
    ),
    "count_deadline": (
        relative,
        lambda w, t: services.count_deadline(
            task_id=t.pk, event="Nhận văn bản", event_date=TODAY, term=FIVE, actor=w.director, now=LATER
        ),
    ),
    "raise_event": (
        triggered,
        lambda w, t: services.raise_event(
            task_id=t.pk, text="Có sự cố", happened_on=TODAY, actor=w.centre_director, now=LATER
        ),
    ),
    "make_occurrences": (
        recurring,
        lambda w, t: services.make_occurrences(rhythm_id=t.rhythm.pk, now=NOW + dt.timedelta(days=40)),
    ),
    "set_deadline": (
        worlds.task,
        lambda w, t: services.set_deadline(task_id=t.pk, date=TODAY, actor=w.director, now=LATER),
    ),
    "raise_obstacle": (
        taken,
        lambda w, t: services.raise_obstacle(
            task_id=t.pk, text="Vướng", proposal="Họp", actor=w.centre_director, now=LATER
        ),
    ),
    "answer_obstacle": (
        stopped,
        lambda w, t: services.answer_obstacle(task_id=t.pk, text="Đồng ý", actor=w.office_head, now=LATER),
    ),
    "pause": (due, lambda w, t: services.pause(task_id=t.pk, reason="Chờ", actor=w.director, now=LATER)),
    "restart": (paused, lambda w, t: services.restart(task_id=t.pk, actor=w.director, now=LATER)),
    "cancel": (whole, lambda w, t: services.cancel(task_id=t.pk, reason="Thôi", actor=w.director, now=LATER)),
    "replace": (
        due,
        lambda w, t: services.replace(task_id=t.pk, reason="Gộp", action="Làm chung", actor=w.director, now=LATER),
    ),
    "grant_extension": (
        asked_for_more,
        lambda w, t: services.grant_extension(task_id=t.pk, actor=w.director, now=LATER),
    ),
    "extend_by_decision": (
        due_and_decision,
        lambda w, found: services.extend_by_decision(
            task_id=found[0].pk,
            date=TODAY + dt.timedelta(days=99),
            decision=found[1],
            reason="Chờ vốn",
            actor=w.director,
            now=LATER,
        ),
    ),
    "replace_overdue": (
        overdue,
        lambda w, t: services.replace(
            task_id=t.pk, reason="Gộp", action="Làm chung", due_date=TODAY, actor=w.director, now=LATER
        ),
    ),
    "inspect": (
        taken,
        lambda w, t: services.inspect(
            task_id=t.pk, date=TODAY, text="Đúng", conclusion="Tiếp tục", actor=w.director, now=LATER
        ),
    ),
    "confirm": (
        to_confirm,
        lambda w, p: services.confirm(proposal_id=p.pk, choice=CHOICE, actor=w.director, now=LATER),
    ),
    "decide_correction": (
        disputed,
        lambda w, t: services.decide_correction(
            task_id=t.pk, verdict=CorrectionVerdict.ACCEPTED, words="Đúng", actor=w.director, now=LATER
        ),
    ),
    "draft_letter": (
        overdue,
        lambda w, t: services.draft_letter(issuing_unit=w.department, unit=t.lead_unit, actor=w.director, now=LATER),
    ),
    "use_proof": (
        with_decision,
        lambda w, found: services.use_proof(
            task_id=found[0].pk, reference=found[1], actor=w.centre_director, now=LATER
        ),
    ),
    "supersede_evidence": (
        proved,
        lambda w, t: services.supersede_evidence(
            task_id=t.pk,
            evidence_id=t.evidence.get().pk,
            date=TODAY - dt.timedelta(days=1),
            reason="Nhầm ngày",
            actor=w.centre_director,
            now=LATER,
        ),
    ),
    "hand_over": (reviewed, lambda w, d: services.hand_over(document=d, actor=w.clerk, now=LATER)),
    "take_in": (
        lambda w: services.start_import(data=workbook(), name="so.xlsx", actor=w.clerk, now=NOW),
        lambda w, b: services.take_in(batch_id=b.pk, actor=w.clerk, now=LATER),
    ),
    "take_back": (imported, lambda w, b: services.take_back(batch_id=b.pk, actor=w.clerk, now=LATER)),
}


def everything():
    """Return every row of every table of the product."""
    models = [model for model in apps.get_models() if model.__module__.startswith("dondoc.")]
    return {model._meta.label: list(model.objects.order_by("pk").values()) for model in models}


def run_and_die(act, *, at):
    """Run the act in a process of its own that is killed before its `at`-th write; return whether it was killed."""
    connections.close_all()
    child = os.fork()
    if child == 0:
        seen = 0

        def count(execute, sql, params, many, context):
            nonlocal seen
            if WRITES.match(sql):
                seen += 1
                if seen == at:
                    os.kill(os.getpid(), signal.SIGKILL)
            return execute(sql, params, many, context)

        try:
            with connection.execute_wrapper(count):
                act()
        finally:
            connections.close_all()
            os._exit(0)
    _pid, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status)


def test_a_reminder_is_never_written_twice(world):
    """Killed between two people, the job done again reminds those who were not reminded, and nobody else."""
    due_in_a_week(world)

    deaths = 0
    while run_and_die(lambda: services.remind(now=NOW), at=2) and deaths < 9:
        deaths += 1

    assert deaths == 1
    reminded = list(Notice.objects.values_list("task", "person"))
    assert len(reminded) == len(set(reminded)) == 2


@pytest.mark.parametrize("name", ACTS)
def test_all_or_nothing(world, name):
    """Nothing of a killed act is there; the act done again is whole."""
    prepare, act = ACTS[name]
    subject = prepare(world)
    before = everything()

    deaths = 0
    while run_and_die(lambda: act(world, subject), at=deaths + 1):
        deaths += 1
        assert everything() == before

    assert deaths >= 2
    assert everything() != before
