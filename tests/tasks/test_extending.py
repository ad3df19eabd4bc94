"""More time: asked for in time, decided by the other side, the original kept; rates against both deadlines."""

from __future__ import annotations

import dataclasses
import datetime as dt
from contextlib import nullcontext

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from dondoc.audit.models import Entry
from dondoc.documents.outgoing.models import Outgoing
from dondoc.kernel.choices import TermUnit
from dondoc.tasks import deadline_errors, errors, life_errors, lifecycle, selectors, services
from dondoc.tasks.choices import DueOrigin, ExtensionVerdict, ReturnReason, Stage, StatusClass
from dondoc.tasks.models import DeadlineDecision, DueDate, Extension, Task
from dondoc.tasks.terms import Term
from tests.documents.outgoing import signed
from tests.tasks.test_lifecycle import READY
from tests.tasks.test_proof_sources import paper
from tests.world import NOW, TODAY, task

DAY = dt.timedelta(days=1)
ASKABLE = dataclasses.replace(READY, has_deadline=True)
DECIDABLE = dataclasses.replace(ASKABLE, extension_waits=True, actor_acts_for_lead=False)


def snapshot():
    """Return all that a refusal must leave alone."""
    return (
        list(Task.objects.order_by("pk").values()),
        list(DueDate.objects.order_by("pk").values()),
        list(Extension.objects.order_by("pk").values()),
        Entry.objects.count(),
    )


def asked(world, *, by="centre_director", days=10, **fields):
    """Return a task due in five days for which ten are asked."""
    made = task(world, **({"due_date": TODAY + 5 * DAY} | fields))
    services.ask_extension(
        task_id=made.pk, date=TODAY + days * DAY, reason="Chờ kết quả đo", actor=getattr(world, by), now=NOW
    )
    return Task.objects.get(pk=made.pk)


@pytest.mark.parametrize(
    ("move", "facts", "change", "expected"),
    [
        pytest.param("ask_extension", ASKABLE, {}, [], id="ask"),
        pytest.param(
            "ask_extension", ASKABLE, {"actor_acts_for_lead": False, "actor_is_assignee": True}, [], id="the-assignee"
        ),
        pytest.param("ask_extension", ASKABLE, {"actor_acts_for_lead": False}, [errors.NotDoer], id="a-bystander"),
        pytest.param("ask_extension", READY, {}, [deadline_errors.NoDeadlineYet], id="no-deadline"),
        pytest.param(
            "ask_extension", ASKABLE, {"is_past_due": True}, [deadline_errors.DeadlinePassed], id="asked-too-late"
        ),
        pytest.param(
            "ask_extension", ASKABLE, {"extension_waits": True}, [deadline_errors.ExtensionWaits], id="one-at-a-time"
        ),
        pytest.param(
            "ask_extension",
            ASKABLE,
            {"is_inner": True},
            [deadline_errors.AssigneeAsks],
            id="inside-a-unit-not-the-head",
        ),
        pytest.param("ask_extension", ASKABLE, {"stage": Stage.REPORTED}, [errors.WrongStage], id="reported-already"),
        pytest.param("grant_extension", DECIDABLE, {}, [], id="grant"),
        pytest.param("grant_extension", DECIDABLE, {"stage": Stage.REPORTED}, [], id="grant-what-was-reported-since"),
        pytest.param(
            "grant_extension", DECIDABLE, {"extension_waits": False}, [deadline_errors.NoExtensionAsked], id="not-asked"
        ),
        pytest.param(
            "grant_extension", DECIDABLE, {"actor_acts_for_lead": True}, [life_errors.OwnTask], id="for-their-own-unit"
        ),
        pytest.param(
            "grant_extension", DECIDABLE, {"actor_acts_for_lead": True, "is_inner": True}, [], id="inside-one-unit"
        ),
        pytest.param(
            "refuse_extension", DECIDABLE, {"actor_acts_for_lead": True}, [life_errors.OwnTask], id="nor-refuse-it"
        ),
        pytest.param(
            "grant_extension",
            DECIDABLE,
            {"actor_acts_for_assigner": False},
            [errors.NotAssigner],
            id="not-the-assigner",
        ),
        pytest.param(
            "grant_extension", DECIDABLE, {"actor_asked_extension": True}, [deadline_errors.OwnExtension], id="own"
        ),
        pytest.param(
            "refuse_extension",
            DECIDABLE,
            {"actor_asked_extension": True},
            [deadline_errors.OwnExtension],
            id="nor-refuse",
        ),
    ],
)
def test_a_move_is_blocked_by(move, facts, change, expected):
    """Each fact that should close the door closes it, and only it."""
    assert [type(r) for r in lifecycle.blockers(move, dataclasses.replace(facts, **change))] == expected


class TestAsk:
    def test_waits_for_the_assigning_side(self, world):
        """The deadline stays until somebody decides; the request waits on the right desks."""
        made = asked(world)

        extension = made.extensions.get()
        assert made.due_date == TODAY + 5 * DAY
        assert (extension.due_then, extension.asked_date) == (TODAY + 5 * DAY, TODAY + 10 * DAY)
        people = ("director", "office_head", "clerk", "centre_director", "lab_head", "officer", "farm_head")
        waiting = {who for who in people if made in selectors.to_extend(getattr(world, who), now=NOW)}
        assert waiting == {"director", "office_head"}
        assert Entry.objects.latest("pk").after["asked_date"] == "2026-12-05"

    def test_on_the_day_of_the_deadline(self, world):
        """Its own day is still in time."""
        assert asked(world, due_date=TODAY).extensions.count() == 1

    @pytest.mark.parametrize(
        ("fields", "changes", "refusal"),
        [
            pytest.param({"due_date": TODAY - DAY}, {}, deadline_errors.DeadlinePassed, id="too-late"),
            pytest.param({"due_date": None}, {}, deadline_errors.NoDeadlineYet, id="no-deadline"),
            pytest.param({}, {"date": TODAY + 5 * DAY}, deadline_errors.ExtensionNotLater, id="the-same-day"),
            pytest.param({}, {"date": TODAY - DAY}, deadline_errors.ExtensionNotLater, id="before-today"),
            pytest.param({}, {"reason": " "}, errors.ReasonEmpty, id="no-reason"),
            pytest.param({}, {"actor": "director"}, errors.NotDoer, id="by-the-assigning-leader"),
            pytest.param({}, {"actor": "farm_head"}, errors.TaskMissing, id="by-a-stranger"),
            pytest.param({"stage": Stage.REPORTED}, {}, errors.WrongStage, id="reported"),
        ],
    )
    def test_refusal_changes_nothing(self, world, fields, changes, refusal):
        """In time, with a reason, to a later day, by the lead."""
        made = task(world, **({"due_date": TODAY + 5 * DAY} | fields))
        asking = {"date": TODAY + 10 * DAY, "reason": "Chờ", "actor": "centre_director"} | changes
        before = snapshot()

        with pytest.raises(refusal):
            services.ask_extension(task_id=made.pk, now=NOW, **(asking | {"actor": getattr(world, asking["actor"])}))

        assert snapshot() == before

    def test_once_at_a_time(self, world):
        """The second request waits for the first."""
        made = asked(world)
        before = snapshot()

        with pytest.raises(deadline_errors.ExtensionWaits):
            services.ask_extension(
                task_id=made.pk, date=TODAY + 20 * DAY, reason="Nữa", actor=world.centre_director, now=NOW
            )

        assert snapshot() == before

    def test_a_part_does_not_pass_the_whole(self, world):
        """The whole is extended first; then the part may follow."""
        whole = task(world, due_date=TODAY + 5 * DAY)
        part = task(world, parent=whole, due_date=TODAY + 5 * DAY, assigning_unit=world.centre, lead_unit=world.lab)
        before = snapshot()
        request = {"date": TODAY + 10 * DAY, "reason": "Chờ", "now": NOW}
        with pytest.raises(deadline_errors.ExtendParentFirst):
            services.ask_extension(task_id=part.pk, actor=world.lab_head, **request)
        assert snapshot() == before

        services.ask_extension(task_id=whole.pk, actor=world.centre_director, **request)
        services.grant_extension(task_id=whole.pk, actor=world.director, now=NOW)

        assert services.ask_extension(task_id=part.pk, actor=world.lab_head, **request).task == part


class TestDecide:
    def test_granting_puts_it_in_force_and_keeps_the_original(self, world):
        """A row of its own; the class by the first deadline goes on being told."""
        made = services.grant_extension(task_id=asked(world).pk, note="Đồng ý", actor=world.director, now=NOW)

        assert (made.original_due_date, made.due_date) == (TODAY + 5 * DAY, TODAY + 10 * DAY)
        extension = made.extensions.get()
        assert (extension.verdict, extension.decided_by, extension.decided_note) == (
            ExtensionVerdict.GRANTED, world.director, "Đồng ý",
        )  # fmt: skip
        assert (extension.due.origin, extension.due.date) == (DueOrigin.EXTENSION, TODAY + 10 * DAY)
        assert Entry.objects.latest("pk").after["due_date"] == "2026-12-05"
        assert not selectors.to_extend(world.director, now=NOW).exists()

    def test_refusing_keeps_the_deadline(self, world):
        """The reason stays; another request may follow."""
        made = services.refuse_extension(task_id=asked(world).pk, note="Việc gấp", actor=world.office_head, now=NOW)

        assert made.due_date == TODAY + 5 * DAY
        assert made.extensions.get().decided_note == "Việc gấp"
        again = services.ask_extension(
            task_id=made.pk, date=TODAY + 8 * DAY, reason="Chờ", actor=world.centre_director, now=NOW
        )
        assert again.verdict == ExtensionVerdict.PENDING

    def test_extended_twice(self, world):
        """The number of extensions is told, from the first deadline to the one in force."""
        made = asked(world)
        services.grant_extension(task_id=made.pk, actor=world.director, now=NOW)
        services.ask_extension(
            task_id=made.pk, date=TODAY + 20 * DAY, reason="Nữa", actor=world.centre_director, now=NOW
        )
        services.grant_extension(task_id=made.pk, actor=world.director, now=NOW)

        made.refresh_from_db()
        shown = selectors.deadline_of(made, today=TODAY)
        assert (shown.granted, shown.pending, made.original_due_date, made.due_date) == (
            2, None, TODAY + 5 * DAY, TODAY + 20 * DAY,
        )  # fmt: skip

    @pytest.mark.parametrize(
        ("who", "refusal"),
        [
            pytest.param("centre_director", errors.NotAssigner, id="the-lead"),
            pytest.param("clerk", errors.NotAssigner, id="the-clerk"),
            pytest.param("farm_head", errors.TaskMissing, id="a-stranger"),
        ],
    )
    @pytest.mark.parametrize("act", [services.grant_extension, services.refuse_extension])
    def test_refusal_changes_nothing(self, world, act, who, refusal):
        """Nobody extends their own deadline."""
        made = asked(world)
        before = snapshot()

        with pytest.raises(refusal):
            act(task_id=made.pk, note="Không", actor=getattr(world, who), now=NOW)

        assert snapshot() == before

    def test_who_asked_does_not_decide_although_of_the_assigning_side(self, world):
        """The head of the office leads a task of the department and acts for it too; the director decides."""
        made = asked(world, by="office_head", lead_unit=world.office)
        before = snapshot()
        with pytest.raises(deadline_errors.OwnExtension):
            services.grant_extension(task_id=made.pk, actor=world.office_head, now=NOW)
        assert snapshot() == before
        assert not selectors.to_extend(world.office_head, now=NOW).exists()

        assert services.grant_extension(task_id=made.pk, actor=world.director, now=NOW).due_date == TODAY + 10 * DAY

    def test_refusing_needs_a_reason(self, world):
        """The lead has to know what to do."""
        made = asked(world)
        before = snapshot()

        with pytest.raises(errors.ReasonEmpty):
            services.refuse_extension(task_id=made.pk, note=" ", actor=world.director, now=NOW)

        assert snapshot() == before

    def test_the_database_holds_it_too(self, world):
        """Whoever writes around the services meets the constraint."""
        extension = asked(world).extensions.get()
        extension.verdict, extension.decided_by, extension.decided_at = "refused", world.centre_director, NOW

        with pytest.raises(IntegrityError, match="asker_does_not_decide"), transaction.atomic():
            extension.save()


class TestReturned:
    """Extended before it was taken over, then returned: the task that goes on in its place is the same duty."""

    @pytest.fixture
    def successor(self, world):
        """The task of the lab, after the centre had asked twice and got more time once."""
        made = asked(world)
        services.grant_extension(task_id=made.pk, actor=world.director, now=NOW)
        services.ask_extension(
            task_id=made.pk, date=TODAY + 99 * DAY, reason="Nữa", actor=world.centre_director, now=NOW
        )
        services.refuse_extension(task_id=made.pk, note="Gấp", actor=world.director, now=NOW)
        services.ask_extension(
            task_id=made.pk, date=TODAY + 98 * DAY, reason="Nữa", actor=world.centre_director, now=NOW
        )
        services.decline(
            task_id=made.pk, kind=ReturnReason.NOT_OURS, reason="Không thuộc", actor=world.centre_director, now=NOW
        )
        return services.name_lead(task_id=made.pk, unit=world.lab, actor=world.director, now=NOW + DAY)

    def test_keeps_the_original_deadline_and_the_chain(self, world, successor):
        """Being handed to another unit makes no extension vanish; what waited for a decision was the old lead's."""
        assert (successor.original_due_date, successor.due_date) == (TODAY + 5 * DAY, TODAY + 10 * DAY)
        dues = [(due.date, due.origin, due.recorded_at) for due in successor.due_dates.order_by("pk")]
        assert dues == [
            (TODAY + 5 * DAY, DueOrigin.DOCUMENT, NOW), (TODAY + 10 * DAY, DueOrigin.EXTENSION, NOW),
        ]  # fmt: skip
        shown = selectors.deadline_of(successor, today=TODAY)
        assert (shown.granted, shown.pending) == (1, None)
        assert [one.verdict for one in shown.extensions] == [ExtensionVerdict.GRANTED, ExtensionVerdict.REFUSED]
        assert shown.extensions[0].due == successor.due_dates.latest("pk")

    def test_is_late_by_the_original_deadline(self, world, successor):
        """As the returned one would be."""
        shown = {
            basis: successor.status_on(as_of=TODAY + 7 * DAY, known_at=NOW + 9 * DAY, basis=basis)
            for basis in ("original", "current")
        }

        assert shown == {"original": StatusClass.OPEN_OVERDUE, "current": StatusClass.OPEN_IN_TIME}

    def test_keeps_how_the_term_was_counted_and_who_set_it(self, world):
        """The event and its day."""
        made = task(world, deadline_kind="relative", deadline_phrase="trong 5 ngày")
        made = services.count_deadline(
            task_id=made.pk,
            event="Nhận văn bản",
            event_date=TODAY,
            term=Term(5, TermUnit.DAY),
            actor=world.director,
            now=NOW,
        )
        services.decline(
            task_id=made.pk, kind=ReturnReason.NOT_OURS, reason="Không thuộc", actor=world.centre_director, now=NOW
        )

        successor = services.name_lead(task_id=made.pk, unit=world.lab, actor=world.director, now=NOW)

        assert (successor.due_date, successor.due_set_by) == (made.due_date, world.director)
        assert successor.due_dates.get().count.event == "Nhận văn bản"


class TestByDecision:
    """A decision may come after the deadline has passed, where a request may not; nothing of the lateness is lost."""

    @pytest.fixture
    def overdue(self, world):
        """A task of the centre whose deadline passed five days ago."""
        return task(world, due_date=TODAY - 5 * DAY, stage=Stage.IN_PROGRESS)

    @staticmethod
    def extend(world, made, **given):
        """Extend it by a decision of this week."""
        decision = given.pop("decision") if "decision" in given else paper(world, registered_in=world.office)
        usual = {"date": TODAY + 10 * DAY, "reason": "Chờ hướng dẫn của Bộ", "actor": world.director, "now": NOW}
        return services.extend_by_decision(task_id=made.pk, decision=decision, **(usual | given))

    def test_is_allowed_where_a_request_is_not(self, world, overdue):
        """The original deadline stays; the row says which decision, by whom, why."""
        with pytest.raises(deadline_errors.DeadlinePassed):
            services.ask_extension(
                task_id=overdue.pk, date=TODAY + 10 * DAY, reason="Chờ", actor=world.centre_director, now=NOW
            )

        made = self.extend(world, overdue)

        assert (made.original_due_date, made.due_date) == (TODAY - 5 * DAY, TODAY + 10 * DAY)
        row = made.due_dates.latest("pk")
        assert (row.origin, row.recorded_by, row.decision.reason) == (
            DueOrigin.EXTENSION, world.director, "Chờ hướng dẫn của Bộ",
        )  # fmt: skip
        entry = Entry.objects.latest("pk")
        assert (entry.act, entry.after["due_date"]) == ("tasks.extend", "2026-12-05")
        assert row.decision.document.number_line in entry.after["decision"]

    def test_against_the_original_it_stays_late(self, world, overdue):
        """Open, and once it is done: a later deadline mends no rate by the first one."""
        made = self.extend(world, overdue)
        shown = [made.status_on(as_of=TODAY, known_at=NOW, basis=basis) for basis in ("original", "current")]
        assert shown == [StatusClass.OPEN_OVERDUE, StatusClass.OPEN_IN_TIME]

        Task.objects.filter(pk=made.pk).update(stage=Stage.DONE, done_date=TODAY, closed_at=NOW)

        found = rates(TODAY)
        assert (found.denominator, found.in_time_original, found.in_time_current) == (1, 0, 1)

    def test_that_it_was_overdue_stays_known(self, world, overdue):
        """Of a moment before the decision was recorded, the task is overdue as it was."""
        made = self.extend(world, overdue, now=NOW + DAY)

        assert made.status_on(as_of=TODAY, known_at=NOW) == StatusClass.OPEN_OVERDUE

    def test_counts_with_the_extensions_that_were_asked_for(self, world):
        """Granted once, decided once: extended twice."""
        made = services.grant_extension(task_id=asked(world).pk, actor=world.director, now=NOW)
        made = self.extend(world, made, date=TODAY + 20 * DAY)

        shown = selectors.deadline_of(made, today=TODAY)
        assert (shown.granted, len(shown.extensions), made.original_due_date) == (2, 1, TODAY + 5 * DAY)

    def test_goes_on_with_the_task_that_takes_its_place(self, world):
        """Returned and given to another unit: the decision stands beside its deadline."""
        made = self.extend(world, task(world, due_date=TODAY + 5 * DAY))
        services.decline(
            task_id=made.pk, kind=ReturnReason.NOT_OURS, reason="Không thuộc", actor=world.centre_director, now=NOW
        )

        successor = services.name_lead(task_id=made.pk, unit=world.lab, actor=world.director, now=NOW)

        assert successor.due_dates.latest("pk").decision.document == made.due_dates.latest("pk").decision.document
        assert selectors.deadline_of(successor, today=TODAY).granted == 1

    @pytest.mark.parametrize(
        ("fields", "given", "refusal"),
        [
            pytest.param({}, {"actor": "centre_director"}, errors.NotAssigner, id="the-lead"),
            pytest.param({}, {"actor": "clerk"}, errors.NotAssigner, id="the-clerk"),
            pytest.param({}, {"actor": "farm_head"}, errors.TaskMissing, id="a-stranger"),
            pytest.param(
                {"lead_unit": "office"}, {"actor": "office_head"}, life_errors.OwnTask, id="the-office-for-itself"
            ),
            pytest.param({}, {"reason": " "}, errors.ReasonEmpty, id="no-reason"),
            pytest.param({}, {"decision": None}, deadline_errors.DecisionUnfit, id="no-decision"),
            pytest.param({}, {"decision": "order"}, deadline_errors.DecisionUnfit, id="the-order-itself"),
            pytest.param({}, {"decision": {"number": ""}}, deadline_errors.DecisionUnfit, id="without-a-number"),
            pytest.param({}, {"decision": {"type_code": "TTr"}}, deadline_errors.DecisionUnfit, id="a-submission"),
            pytest.param(
                {}, {"decision": {"subject": "Dự thảo Quyết định"}}, deadline_errors.DecisionUnfit, id="a-draft"
            ),
            pytest.param(
                {}, {"decision": {"date": dt.date(2026, 11, 15)}}, deadline_errors.DecisionUnfit, id="before-the-order"
            ),
            pytest.param(
                {}, {"decision": {"date": TODAY + DAY}}, deadline_errors.DecisionUnfit, id="dated-in-the-future"
            ),
            pytest.param({}, {"date": TODAY - 5 * DAY}, deadline_errors.ExtensionNotLater, id="the-same-day"),
            pytest.param({"due_date": None}, {}, deadline_errors.NoDeadlineYet, id="no-deadline"),
            pytest.param(
                {"stage": Stage.DONE, "done_date": TODAY, "closed_at": NOW}, {}, errors.WrongStage, id="done-already"
            ),
        ],
    )
    def test_a_refusal_changes_nothing(self, world, fields, given, refusal):
        """By the assigning side, with an issued decision and a reason, to a later day."""
        fields = {name: getattr(world, value) if value == "office" else value for name, value in fields.items()}
        made = task(world, **({"due_date": TODAY - 5 * DAY} | fields))
        said = given.get("decision")
        if said == "order":
            type(made.document).objects.filter(pk=made.document_id).update(number="12")
            given = given | {"decision": made.document}
        elif isinstance(said, dict):
            given = given | {"decision": paper(world, registered_in=world.office, **said)}
        given = {name: getattr(world, value) if name == "actor" else value for name, value in given.items()}
        before = snapshot()

        with pytest.raises(refusal):
            self.extend(world, made, **given)

        assert snapshot() == before
        assert not DeadlineDecision.objects.exists()

    @pytest.mark.parametrize(
        ("issuer", "is_fit"),
        [pytest.param("department", True, id="the-assigning-side"), pytest.param("centre", False, id="who-leads-it")],
    )
    def test_of_a_decision_issued_here_it_is_known_whose_it_is(self, world, overdue, issuer, is_fit):
        """Nobody gives themselves more time."""
        decision, numbered = paper(world, registered_in=world.office), signed.numbered(world)
        Outgoing.objects.filter(pk=numbered.pk).update(issuer=getattr(world, issuer), document=decision)
        before = snapshot()

        with nullcontext() if is_fit else pytest.raises(deadline_errors.DecisionUnfit):
            self.extend(world, overdue, decision=decision)

        assert (snapshot() != before) == is_fit

    def test_a_part_does_not_pass_the_whole(self, world):
        """The whole is extended first."""
        whole = task(world, due_date=TODAY + 5 * DAY)
        part = task(world, parent=whole, due_date=TODAY, assigning_unit=world.centre, lead_unit=world.lab)
        decision, before = paper(world), snapshot()

        with pytest.raises(deadline_errors.ExtendParentFirst):
            self.extend(world, part, decision=decision, actor=world.centre_director)

        assert snapshot() == before

    def test_by_the_page(self, world):
        """The assigning side finds the form on an overdue task; both sides then see the decision and how often."""
        made = task(world, due_date=dt.date(2020, 1, 6), stage=Stage.IN_PROGRESS)
        decision = paper(world, registered_in=world.office)
        lead, leader = Client(), Client()
        lead.force_login(world.centre_director)
        leader.force_login(world.director)
        url, page = (reverse(f"tasks:{name}", args=[made.pk]) for name in ("extend", "task"))
        assert url not in lead.get(page).content.decode()
        form = leader.get(page).content.decode()
        assert (url in form, "so với hạn đó nhiệm vụ vẫn chậm" in form) == (True, True)

        response = leader.post(url, {"document": decision.pk, "date": "31/12/2999", "reason": "Chờ hướng dẫn của Bộ"})

        assert response.status_code == 302
        shown = lead.get(page).content.decode()
        assert "gia hạn lần 1" in shown
        assert "Hạn ban đầu 6/1/2020" in shown
        assert "128/QĐ-SKHCN" in shown
        assert "Chờ hướng dẫn của Bộ" in shown


def rates(as_of):
    """Return the rates of all tasks on a day."""
    rows = Task.objects.with_status(as_of=as_of, known_at=NOW)
    return selectors.rates_of(selectors.counts(rows, today=as_of))


class TestRates:
    def test_against_the_first_deadline_and_the_one_in_force(self, world):
        """Extended and then done in time: late by the first deadline. Undated and open tasks are in no rate."""
        made = asked(world)
        services.grant_extension(task_id=made.pk, actor=world.director, now=NOW)
        done = {"stage": Stage.DONE, "done_date": TODAY + 7 * DAY, "closed_at": NOW}
        Task.objects.filter(pk=made.pk).update(**done)
        task(world, due_date=TODAY + 9 * DAY, **done)
        task(world, due_date=TODAY + DAY, **done)
        task(world, **done)
        task(world, due_date=TODAY)

        found = rates(TODAY + 30 * DAY)

        assert (found.done, found.denominator, found.in_time_original, found.in_time_current) == (4, 3, 1, 2)
        assert found.on_time_original == pytest.approx(1 / 3)
        assert found.on_time_current == pytest.approx(2 / 3)

    def test_of_nothing_there_is_no_rate(self, world):
        """Not zero, not a hundred."""
        found = rates(TODAY)

        assert (found.on_time_original, found.on_time_current, found.done) == (None, None, 0)


class TestPage:
    def test_asking_and_granting_by_the_pages(self, world):
        """The request stands on the decider's home page and on the task; who asked is told why not they."""
        made = task(world, due_date=TODAY + 500 * DAY)
        lead, leader = Client(), Client()
        lead.force_login(world.centre_director)
        leader.force_login(world.director)
        day = TODAY + 600 * DAY
        lead.post(
            reverse("tasks:ask-extension", args=[made.pk]),
            {"date": f"{day.day}/{day.month}/{day.year}", "reason": "Chờ kết quả đo"},
        )

        assert "Chờ kết quả đo" in lead.get(reverse("tasks:task", args=[made.pk])).content.decode()
        assert f"{reverse('tasks:task', args=[made.pk])}#h-extension" in leader.get("/").content.decode()
        seen = leader.get(reverse("tasks:task", args=[made.pk])).context["seen"]["extension"]
        leader.post(reverse("tasks:grant-extension", args=[made.pk]), {"seen": seen})

        page = lead.get(reverse("tasks:task", args=[made.pk])).content.decode()
        assert "gia hạn lần 1" in page
        assert Task.objects.get(pk=made.pk).due_date == day

    def test_a_closed_door_says_why(self, world):
        """Asked too late: the button is there, greyed, with the reason."""
        made = task(world, due_date=dt.date(2020, 1, 6), stage=Stage.IN_PROGRESS)
        client = Client()
        client.force_login(world.centre_director)

        page = client.get(reverse("tasks:task", args=[made.pk])).content.decode()

        assert 'aria-describedby="why-no-extension"' in page
        assert str(deadline_errors.DeadlinePassed.message) in page

    def test_without_a_day_nothing_is_asked(self, world):
        """The form says so."""
        made = task(world, due_date=TODAY + 500 * DAY)
        client = Client()
        client.force_login(world.centre_director)

        response = client.post(reverse("tasks:ask-extension", args=[made.pk]), {"reason": "Chờ"})

        assert response.status_code == 422
        assert not Extension.objects.exists()


def test_status_classes_by_both_deadlines(world):
    """A task overdue by its first deadline is in time by the one in force."""
    made = asked(world)
    services.grant_extension(task_id=made.pk, actor=world.director, now=NOW)
    shown = {
        basis: Task.objects.with_status(as_of=TODAY + 7 * DAY, known_at=NOW, basis=basis).get(pk=made.pk).status
        for basis in ("original", "current")
    }

    assert shown == {"original": StatusClass.OPEN_OVERDUE, "current": StatusClass.OPEN_IN_TIME}
