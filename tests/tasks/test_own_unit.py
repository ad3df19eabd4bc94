"""Who does a task, or heads its lead unit, may act for the side that assigned it too: they do not decide on it."""

from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse

from dondoc.audit.models import Entry
from dondoc.kernel import clock
from dondoc.kernel.choices import TermUnit
from dondoc.organization import services as organization
from dondoc.organization.choices import Role
from dondoc.organization.models import Person
from dondoc.organization.people import services as people
from dondoc.tasks import life_errors, selectors, services
from dondoc.tasks.choices import ClosesOn, DeadlineKind, Kind, LateReason, NoticeKind, Stage
from dondoc.tasks.evidence import Attachment
from dondoc.tasks.models import Completion, Extension, Notice, Task
from dondoc.tasks.terms import Term
from tests.world import NOW, SINCE, TODAY, task

DAY = dt.timedelta(days=1)
MORE = TODAY + 10 * DAY
PDF = Attachment(b"%PDF-1.4 bien ban", "bb.pdf", TODAY)


@pytest.fixture
def deputy(world):
    """The second who heads the office, and so acts for the Department too."""
    made = organization.add_person(username="tam", full_name="Lê Thị Tám")
    title = "Phó Trưởng phòng HC-TH"
    organization.appoint(
        person=made, unit=world.office, role=Role.OFFICE_HEAD, title=title, valid_from=SINCE, is_head=False
    )
    return made


@pytest.fixture
def reported(world, deputy, kept_files):
    """A task of the Department that the office leads, reported by its head."""
    made = task(world, lead_unit=world.office, stage=Stage.IN_PROGRESS)
    return services.report(task_id=made.pk, text="Xong", attachment=PDF, actor=world.office_head, now=NOW)


@pytest.fixture
def asked(world, deputy):
    """A task of the Department that the office leads, for which its head asks more time."""
    made = task(world, lead_unit=world.office, due_date=TODAY)
    services.ask_extension(task_id=made.pk, date=MORE, reason="Chờ", actor=world.office_head, now=NOW)
    return Task.objects.get(pk=made.pk)


def snapshot():
    """Return all that a refusal must leave alone."""
    models = (Task, Completion, Extension)
    return [list(model.objects.order_by("pk").values()) for model in models], Entry.objects.count()


@pytest.mark.parametrize(
    ("act", "values"),
    [
        pytest.param("accept_result", {}, id="accept"),
        pytest.param("send_back_result", {"reason": "Thiếu"}, id="send-back"),
    ],
)
def test_a_result_is_decided_on_outside_the_unit(world, deputy, reported, act, values):
    """The one beside the head neither accepts what the head reported nor sends it back; the director does."""
    decide = getattr(services, act)
    before = snapshot()

    with pytest.raises(life_errors.OwnTask):
        decide(task_id=reported.pk, **values, actor=deputy, now=NOW)

    assert snapshot() == before
    assert not selectors.to_accept(deputy, now=NOW).exists()
    assert list(selectors.to_accept(world.director, now=NOW)) == [reported]
    assert decide(task_id=reported.pk, **values, actor=world.director, now=NOW).stage != Stage.REPORTED


@pytest.mark.parametrize(
    ("act", "note"),
    [pytest.param("grant_extension", "", id="grant"), pytest.param("refuse_extension", "Gấp", id="refuse")],
)
def test_an_extension_is_decided_on_outside_the_unit(world, deputy, asked, act, note):
    """The one beside the head does not grant what the head asked for."""
    decide = getattr(services, act)
    before = snapshot()

    with pytest.raises(life_errors.OwnTask):
        decide(task_id=asked.pk, note=note, actor=deputy, now=NOW)

    assert snapshot() == before
    assert not selectors.to_extend(deputy, now=NOW).exists()
    assert list(selectors.to_extend(world.director, now=NOW)) == [asked]
    decide(task_id=asked.pk, note=note, actor=world.director, now=NOW)


def test_who_may_decide_is_told(world, deputy, reported):
    """Neither of the two of the office is asked for what they may not do."""
    told = Notice.objects.filter(kind=NoticeKind.REPORTED).values_list("person__username", flat=True)

    assert list(told) == ["phuc"]


def test_inside_one_unit_the_head_decides(world, kept_files):
    """There the head is the assigning side, and the person given the work proves it."""
    made = task(world, lead_unit=world.lab, assigning_unit=world.lab, assignee=world.officer, stage=Stage.IN_PROGRESS)
    services.report(task_id=made.pk, text="Xong", attachment=PDF, actor=world.officer, now=NOW)

    assert list(selectors.to_accept(world.lab_head, now=NOW)) == [made]
    assert services.accept_result(task_id=made.pk, actor=world.lab_head, now=NOW).stage == Stage.DONE


@pytest.fixture
def second(world):
    """The second who heads the laboratory."""
    made = organization.add_person(username="tam", full_name="Lê Thị Tám")
    organization.appoint(
        person=made, unit=world.lab, role=Role.UNIT_HEAD, title="Phó Trưởng phòng", valid_from=SINCE, is_head=False
    )
    return made


@pytest.fixture
def stand_in(world):
    """The officer, who acts for the director of the Centre while they are away."""
    post = world.centre_director.posts.get()
    given = {"valid_from": TODAY, "last_day": TODAY + 5 * DAY}
    people.delegate(post_id=post.pk, to="duong", **given, actor=world.centre_director, now=NOW)
    return Person.objects.get(pk=world.officer.pk)


ACTS = {
    "pause": {"reason": "Chờ"},
    "cancel": {"reason": "Thôi"},
    "replace": {"reason": "Đổi", "action": "Việc mới", "due_date": MORE},
    "change_closes_on": {"reason": "Đổi", "closes_on": ClosesOn.RESULT},
}


class TestWhoWasGivenTheWork:
    @pytest.mark.parametrize("act", ACTS)
    def test_inside_the_unit_that_they_head_too(self, world, second, act):
        """The other head takes the step."""
        made = task(
            world, lead_unit=world.lab, assigning_unit=world.lab, assignee=second, stage=Stage.IN_PROGRESS,
            due_date=TODAY - 3 * DAY, closes_on=ClosesOn.ISSUED_DOCUMENT,
        )  # fmt: skip
        before = snapshot()

        with pytest.raises(life_errors.OwnTask):
            getattr(services, act)(task_id=made.pk, **ACTS[act], actor=second, now=NOW)

        assert snapshot() == before
        getattr(services, act)(task_id=made.pk, **ACTS[act], actor=world.lab_head, now=NOW)

    def test_standing_in_for_the_head_above(self, world, stand_in, client, monkeypatch):
        """Who acts for the absent director does not make their own overdue task vanish, nor is it offered to them."""
        made = task(
            world, lead_unit=world.lab, assigning_unit=world.centre, assignee=stand_in, stage=Stage.IN_PROGRESS,
            due_date=TODAY - 3 * DAY,
        )  # fmt: skip
        others = task(world, lead_unit=world.lab, assigning_unit=world.centre)
        before = snapshot()

        with pytest.raises(life_errors.OwnTask):
            services.cancel(task_id=made.pk, reason="Thôi", actor=stand_in, now=NOW)

        assert snapshot() == before
        monkeypatch.setattr(clock, "now", lambda: NOW)
        client.force_login(stand_in)
        pages = [client.get(reverse("tasks:task", args=[one.pk])).content.decode() for one in (made, others)]
        offered = [[reverse(f"tasks:{act}", args=[one.pk]) in page for act in ("cancel", "pause", "replace")]
                   for one, page in zip((made, others), pages, strict=True)]  # fmt: skip
        assert offered == [[False] * 3, [True] * 3]

    def test_nor_grant_more_time_that_their_head_asked_for(self, world, stand_in):
        """Told, listed and decided beside them."""
        made = task(
            world, lead_unit=world.lab, assigning_unit=world.centre, assignee=stand_in, stage=Stage.IN_PROGRESS,
            due_date=TODAY,
        )  # fmt: skip
        services.ask_extension(task_id=made.pk, date=MORE, reason="Chờ", actor=world.lab_head, now=NOW)
        before = snapshot()

        with pytest.raises(life_errors.OwnTask):
            services.grant_extension(task_id=made.pk, actor=stand_in, now=NOW)

        assert snapshot() == before
        assert [list(selectors.to_extend(who, now=NOW)) for who in (stand_in, world.centre_director)] == [[], [made]]
        assert told(NoticeKind.EXTENSION_ASKED) == ["ha"]
        services.grant_extension(task_id=made.pk, actor=world.centre_director, now=NOW)

    def test_nor_accept_what_their_head_reported(self, world, stand_in, kept_files):
        """The work is theirs, whoever writes the report."""
        made = task(world, lead_unit=world.lab, assigning_unit=world.centre, assignee=stand_in, stage=Stage.IN_PROGRESS)
        services.report(
            task_id=made.pk, text="Xong", attachment=PDF, late_kind=LateReason.OBJECTIVE, late_reason="Mưa",
            actor=world.lab_head, now=NOW,
        )  # fmt: skip
        before = snapshot()

        with pytest.raises(life_errors.OwnTask):
            services.accept_result(task_id=made.pk, actor=stand_in, now=NOW)

        assert snapshot() == before
        assert [list(selectors.to_accept(who, now=NOW)) for who in (stand_in, world.centre_director)] == [[], [made]]
        assert told(NoticeKind.REPORTED) == ["ha"]
        services.accept_result(task_id=made.pk, actor=world.centre_director, now=NOW)


def told(kind):
    """Return who was told of something."""
    return list(Notice.objects.filter(kind=kind).order_by("pk").values_list("person__username", flat=True))


def test_of_more_time_for_an_office_nobody_of_it_is_told(world, deputy, asked):
    """Neither who asked nor who heads the office beside them."""
    assert told(NoticeKind.EXTENSION_ASKED) == ["phuc"]


@pytest.fixture
def assigning(world):
    """The director of the Centre, who acts for the director of the Department while they are away."""
    post = world.director.posts.get()
    given = {"valid_from": TODAY, "last_day": TODAY + 5 * DAY}
    people.delegate(post_id=post.pk, to="ha", **given, actor=world.director, now=NOW)
    return Person.objects.get(pk=world.centre_director.pk)


OWN_TERM = Term(300, TermUnit.DAY)
EVENT = {"event": "Nhận văn bản", "event_date": TODAY}
RELATIVE = {"deadline_kind": DeadlineKind.RELATIVE}
TIMES = [
    pytest.param("set_deadline", {}, {"date": TODAY + 400 * DAY}, id="a-first-deadline"),
    pytest.param(
        "count_deadline", RELATIVE | {"deadline_phrase": "trong 05 ngày"}, EVENT | {"term": OWN_TERM}, id="another-term"
    ),
    pytest.param("count_deadline", RELATIVE, EVENT | {"term": OWN_TERM}, id="a-term-where-none-is-printed"),
    pytest.param(
        "set_rhythm", {"deadline_kind": DeadlineKind.RECURRING}, {"every": "year", "marks": ((12, 31),)}, id="a-rhythm"
    ),
    pytest.param(
        "raise_event",
        {"kind": Kind.TRIGGER},
        {"text": "Máy hỏng", "happened_on": TODAY, "term": OWN_TERM},
        id="the-term-of-an-event",
    ),
]


class TestTheirOwnTime:
    """Who leads a task may stand in for the assigning leader; the leader back again, or another, gives it its time."""

    @pytest.mark.parametrize(("act", "fields", "values"), TIMES)
    def test_nobody_gives_themselves(self, world, assigning, act, fields, values):
        """It would be on record as set by the leader."""
        made = task(world, stage=Stage.IN_PROGRESS, **fields)
        before = snapshot()

        with pytest.raises(life_errors.OwnTask):
            getattr(services, act)(task_id=made.pk, **values, actor=assigning, now=NOW)

        assert snapshot() == before
        getattr(services, act)(task_id=made.pk, **values, actor=world.director, now=NOW)

    def test_the_printed_term_is_counted_by_anybody_who_may_count(self, world, assigning):
        """There is nothing to choose."""
        made = task(world, **RELATIVE, deadline_phrase="trong 05 ngày", stage=Stage.IN_PROGRESS)

        counted = services.count_deadline(
            task_id=made.pk, **EVENT, term=Term(5, TermUnit.DAY), actor=assigning, now=NOW
        )

        assert counted.due_date == TODAY + 5 * DAY

    def test_nor_is_it_offered(self, world, assigning, client, monkeypatch):
        """What would be refused stands on no page; of a task of others it does."""
        monkeypatch.setattr(clock, "now", lambda: NOW)
        client.force_login(assigning)
        offered = []
        for lead in (world.centre, world.farm):
            undated, waiting = task(world, lead_unit=lead), task(world, lead_unit=lead, **RELATIVE)
            pages = [client.get(reverse("tasks:task", args=[one.pk])).content.decode() for one in (undated, waiting)]
            offered.append(
                [
                    reverse("tasks:set-deadline", args=[undated.pk]) in pages[0],
                    reverse("tasks:count-deadline", args=[waiting.pk]) in pages[1],
                ]
            )

        assert offered == [[False, False], [True, True]]
