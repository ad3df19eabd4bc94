"""A leader's directive on an incoming document: the task it becomes, who may give it, and how both go on together."""

from __future__ import annotations

import datetime as dt
from functools import partial

import pytest
from django.urls import reverse

from dondoc.audit.models import Entry
from dondoc.documents import selectors as documents
from dondoc.documents.case_files import services as case_files
from dondoc.documents.case_files.services import Terms
from dondoc.documents.choices import State
from dondoc.documents.incoming import errors, listing, selectors
from dondoc.documents.incoming import services as incoming
from dondoc.documents.incoming.choices import Handling
from dondoc.documents.incoming.models import Direction
from dondoc.documents.models import Directive, Distribution
from dondoc.tasks import services
from dondoc.tasks.choices import DueOrigin, StatusClass
from dondoc.tasks.errors import OutsideUnit
from dondoc.tasks.evidence import Attachment
from dondoc.tasks.models import Task
from dondoc.tasks.services import direct
from tests import world as worlds
from tests.documents.at_once import at_once
from tests.world import NOW, TODAY

WORDS = "Giao Trung tâm chủ trì rà soát, tham mưu văn bản trả lời UBND tỉnh"
DUE = dt.date(2026, 12, 15)


@pytest.fixture
def arrival(world):
    """A letter from outside in which no duty was read."""
    return worlds.arrival(world, issuer="Ủy ban nhân dân tỉnh", subject="Rà soát chuẩn đo lường")


def asked(world, arrival, **change):
    """Return a directive that is whole."""
    base = {
        "text": WORDS, "lead_unit": world.centre, "cooperating": [world.office], "due_date": DUE,
        "actor": world.director, "now": NOW,
    }  # fmt: skip
    return {"arrival_id": arrival.pk} | base | change


def everything(arrival):
    """Return all that a directive may change."""
    arrival.refresh_from_db()
    counts = [model.objects.count() for model in (Task, Directive, Direction, Distribution, Entry)]
    return arrival.state, arrival.version, arrival.forwardings.count(), counts


class TestDirect:
    def test_becomes_a_task(self, world, arrival):
        """One lead, those who cooperate, the leader's date recorded as theirs, the words quoted."""
        task = direct(**asked(world, arrival))

        assert (task.quote, task.lead_unit, task.assigning_unit) == (WORDS, world.centre, world.department)
        assert [one.unit for one in task.cooperations.all()] == [world.office]
        assert (task.due_date, task.due_set_by, task.due_dates.get().origin) == (DUE, world.director, DueOrigin.LEADER)
        direction = Direction.objects.get()
        assert (direction.directive, direction.given_by, direction.lead_unit) == (
            task.directive, world.director, world.centre,
        )  # fmt: skip
        arrival.refresh_from_db()
        assert arrival.state == Handling.DIRECTED
        assert {entry.act for entry in Entry.objects.all()} >= {"documents.incoming_direct", "tasks.assign"}

    def test_opens_the_document_for_its_units(self, world, arrival):
        """It was sent to them by the leader's word."""
        direct(**asked(world, arrival))

        assert documents.get(arrival.document_id, person=world.centre_director, today=TODAY)
        assert sorted(one.unit_id for one in arrival.forwardings.all()) == sorted([world.centre.pk, world.office.pk])

    def test_without_a_deadline_says_so(self, world, arrival):
        """It is counted as open without deadline, never as in time."""
        task = direct(**asked(world, arrival, due_date=None, is_without_deadline=True))

        assert task.status_on(as_of=TODAY, known_at=NOW) == StatusClass.OPEN_NO_DEADLINE
        assert Direction.objects.get().due_date is None

    def test_ends_the_review_of_a_document_without_proposals(self, world, arrival):
        """What comes of it is the directive."""
        direct(**asked(world, arrival))

        arrival.document.refresh_from_db()
        assert arrival.document.state == State.HANDED_ON

    def test_leaves_the_review_of_proposals_to_the_reviewer(self, world):
        """What the document itself lays down is still to be decided on."""
        arrival = worlds.arrival(world, [worlds.directive("Trung tâm báo cáo", lead=["Trung tâm"])])

        direct(**asked(world, arrival))

        arrival.document.refresh_from_db()
        assert arrival.document.state == State.REVIEWING

    @pytest.mark.parametrize(
        ("who", "refusal"),
        [
            pytest.param("director", None, id="the-assigning-leader"),
            pytest.param("office_head", None, id="the-head-of-the-registering-unit"),
            pytest.param("clerk", errors.MayNotDirect, id="the-clerk"),
            pytest.param("centre_director", errors.ArrivalMissing, id="the-head-of-a-unit-that-does-not-see-it"),
            pytest.param("administrator", errors.ArrivalMissing, id="who-looks-after-the-system"),
        ],
    )
    def test_who_may(self, world, arrival, who, refusal):
        """By ability or by heading the unit; deny by default."""
        before = everything(arrival)
        given = partial(direct, **asked(world, arrival, actor=getattr(world, who)))
        if refusal is None:
            assert given().assigned_by == getattr(world, who)
            return

        with pytest.raises(refusal):
            given()

        assert everything(arrival) == before

    @pytest.mark.parametrize(
        ("change", "refusal"),
        [
            pytest.param({"text": "  "}, errors.DirectionEmpty, id="no-words"),
            pytest.param({"lead_unit": None}, errors.DirectionWithoutLead, id="no-lead"),
            pytest.param({"cooperating": "lead"}, errors.LeadCooperates, id="the-lead-cooperates"),
            pytest.param({"due_date": None}, errors.DeadlineOpen, id="neither-a-day-nor-that-there-is-none"),
            pytest.param({"is_without_deadline": True}, errors.DeadlineOpen, id="both"),
            pytest.param({"due_date": TODAY - dt.timedelta(days=1)}, errors.DayPast, id="a-day-that-has-passed"),
            pytest.param({"lead_unit": "outside"}, OutsideUnit, id="a-unit-outside"),
        ],
    )
    def test_refusal_changes_nothing(self, world, arrival, change, refusal):
        """No task, no directive, nothing sent."""
        if change.get("cooperating") == "lead":
            change = {"cooperating": [world.centre]}
        if change.get("lead_unit") == "outside":
            other = worlds.organization.add_unit(name="Sở Tài chính", short_name="STC", kind="department")
            change = {"lead_unit": other}
        before = everything(arrival)

        with pytest.raises(refusal):
            direct(**asked(world, arrival, **change))

        assert everything(arrival) == before

    def test_twice_is_refused(self, world, arrival):
        """A double click makes one task."""
        direct(**asked(world, arrival))
        before = everything(arrival)

        with pytest.raises(errors.WrongState):
            direct(**asked(world, arrival))

        assert everything(arrival) == before


class TestFollowing:
    def test_work_that_begins_is_seen_on_the_document(self, world, arrival):
        """By the office, and by the unit that sent it."""
        task = direct(**asked(world, arrival))

        services.take_over(task_id=task.pk, actor=world.centre_director, now=NOW)

        arrival.refresh_from_db()
        assert arrival.state == Handling.HANDLING

    def test_a_part_of_it_changes_nothing(self, world, arrival):
        """What is handed on inside the unit is the unit's affair."""
        task = direct(**asked(world, arrival))
        part = services.hand_on(
            task_id=task.pk, unit_id=world.lab.pk, action="Đo thử", actor=world.centre_director, now=NOW
        )
        services.cancel(task_id=part.pk, reason="Không cần", actor=world.centre_director, now=NOW)

        assert Direction.objects.get().ended_at is None

    def test_a_cancelled_task_ends_the_directive(self, world, arrival):
        """The document waits for another, which may be given."""
        incoming.present(arrival_id=arrival.pk, to=world.director.pk, actor=world.clerk, now=NOW)
        task = direct(**asked(world, arrival))
        services.cancel(task_id=task.pk, reason="Giao nhầm đơn vị", actor=world.director, now=NOW)
        arrival.refresh_from_db()
        assert arrival.state == Handling.PRESENTED

        direct(**asked(world, arrival, lead_unit=world.lab))

        assert [one.ended_at is None for one in Direction.objects.order_by("pk")] == [False, True]

    def test_a_task_that_is_opened_again_opens_the_duty(self, world, arrival):
        """The document does not say that it is closed with its proof while somebody works on it."""
        task = direct(**asked(world, arrival))
        incoming.finish_duty(directive_id=task.directive_id, now=NOW)

        incoming.begin_handling(directive_id=task.directive_id, now=NOW)

        assert Direction.objects.get().done_at is None

    def test_a_closed_task_lets_the_document_be_filed(self, world, arrival):
        """Not before: what is open does not end by being put away."""
        task = direct(**asked(world, arrival))
        with pytest.raises(errors.DutyOpen):
            incoming.file(arrival_id=arrival.pk, actor=world.clerk, now=NOW)

        incoming.finish_duty(directive_id=task.directive_id, now=NOW)

        with pytest.raises(errors.NotInACaseFile):
            incoming.file(arrival_id=arrival.pk, actor=world.clerk, now=NOW)

    def test_a_result_accepted_lets_the_document_be_filed(self, world, arrival, kept_files):
        """By the very act that closes the task; sent back it does not."""
        task = direct(**asked(world, arrival))
        lead, proof = world.centre_director, Attachment(b"%PDF-1.4 tra loi", "tl.pdf", TODAY)
        case_file = case_files.make(
            unit_id=world.office.pk, year=2026, code="01-VP", title="Văn bản đến", keeper_id=world.clerk.pk,
            terms=Terms(5, is_permanent=False, rights="unit", source="QĐ 1"), actor=world.clerk, now=NOW,
        )  # fmt: skip
        case_files.put(case_file_id=case_file.pk, document_id=arrival.document_id, actor=world.clerk, now=NOW)
        file = partial(incoming.file, arrival_id=arrival.pk, actor=world.clerk, now=NOW)
        services.report(task_id=task.pk, text="Đã trả lời", attachment=proof, actor=lead, now=NOW)
        services.send_back_result(task_id=task.pk, reason="Thiếu phụ lục", actor=world.director, now=NOW)
        services.report(task_id=task.pk, text="Đã bổ sung", actor=lead, now=NOW)
        with pytest.raises(errors.DutyOpen):
            file()

        services.accept_result(task_id=task.pk, actor=world.director, now=NOW)

        assert Direction.objects.get().done_at == NOW
        assert file().state == Handling.FILED

    def test_the_head_of_the_lead_unit_names_the_answer(self, world, arrival):
        """Once it leads; others of the unit do not."""
        direct(**asked(world, arrival))
        letter = worlds.document(world, [], number="7", symbol="TTUD", reference="7-ttud", registered_in=world.centre)

        incoming.answer(arrival_id=arrival.pk, reference="7/TTUD", actor=world.centre_director, now=NOW)

        arrival.refresh_from_db()
        assert (arrival.state, arrival.answered_by) == (Handling.ANSWERED, letter)


def test_a_directive_past_its_deadline_is_overdue_in_the_book(world, arrival):
    """Until its task is closed, whatever the entry itself says; the list and its count agree."""
    task = direct(**asked(world, arrival))
    later = DUE + dt.timedelta(days=1)

    def overdue(day):
        book = selectors.book(world.clerk, listing.Wanted(), today=day)
        asked = selectors.in_state(book, listing.LATE, today=day)
        found = selectors.rows_of(asked, person=world.clerk, today=day)
        assert [selectors.is_late(one, day) for one in found] == [True] * len(found)
        return len(found), selectors.counts(book, today=day)[listing.LATE]

    assert (overdue(DUE), overdue(later)) == ((0, 0), (1, 1))
    incoming.finish_duty(directive_id=task.directive_id, now=NOW)
    assert overdue(later) == (0, 0)


class TestPage:
    def test_keeps_what_was_typed_when_it_is_refused(self, world, arrival, client):
        """With the sentence above, and no task."""
        client.force_login(world.director)

        response = client.post(
            reverse("tasks:direct", args=[arrival.pk]),
            {"text": WORDS, "lead_unit": world.centre.pk, "closes_on": "result"},
        )

        assert response.status_code == 422
        assert WORDS in response.content.decode()
        assert Task.objects.count() == 0

    def test_the_task_leads_back_to_the_incoming_document(self, world, arrival, client):
        """Its source is the leader's word, not a place of the text."""
        task = direct(**asked(world, arrival))
        client.force_login(world.centre_director)

        page = client.get(reverse("tasks:task", args=[task.pk])).content.decode()

        assert reverse("documents:incoming", args=[arrival.pk]) in page
        assert WORDS in page


@pytest.mark.django_db(transaction=True)
def test_two_leaders_at_once(kept_files):
    """One directive holds and one task is made; the other is told."""
    world = worlds.build()
    arrival = worlds.arrival(world)

    outcomes = at_once(
        partial(direct, **asked(world, arrival)), partial(direct, **asked(world, arrival, actor=world.office_head))
    )

    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["Task", "WrongState"]
    assert (Task.objects.count(), Direction.objects.count()) == (1, 1)
