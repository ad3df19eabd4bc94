"""Tasks of a document that is not in hand: rows without content, not counted until the document gives it."""

from __future__ import annotations

import datetime as dt

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.urls import reverse

from dondoc.audit.models import Entry
from dondoc.documents import citing
from dondoc.documents import services as documents
from dondoc.documents.choices import State
from dondoc.documents.events import CitesAbsent
from dondoc.documents.models import Citation
from dondoc.documents.outgoing import services as outgoing
from dondoc.documents.outgoing.choices import AftermathKind
from dondoc.reading.model import Citation as Cited
from dondoc.tasks import errors, life_errors, lifecycle, selectors, services
from dondoc.tasks.choices import BAR, Filter, NoticeKind, Stage, StatusClass
from dondoc.tasks.models import Awaited, Notice, Proposal, Task
from dondoc.tasks.services.reviewing import Choice
from tests import world as worlds
from tests.documents.composing import drafts
from tests.documents.outgoing import signed
from tests.world import NOW, TODAY

DAY = dt.date(2024, 2, 26)
LATER = NOW + dt.timedelta(days=1)


def speaks_of(world, count, *, number="335", date=DAY, **fields):
    """Register a document that speaks of so many tasks of an absent one."""
    printed = f" ngày {date:%d/%m/%Y}" if date else ""
    sentence = f"Đối với {count} nhiệm vụ giao tại Thông báo số {number}/TB-SKHCN{printed}, tiếp tục rà soát"
    made = worlds.document(world, [worlds.directive(sentence)], **fields)
    span = (made.text.index("Thông báo số"), made.text.index(", tiếp"))
    made.reading["citations"] = [{"span": list(span)}]
    made.save()
    citing.enter(made, [Cited(span, "Thông báo", number, "TB-SKHCN", date)])
    return made


def arrives(world, *duties, number="335", date=DAY, **fields):
    """Register the document that was absent, with the duties that it lays."""
    given = [worlds.directive(words, path=f"{n}") for n, words in enumerate(duties or ["Trung tâm rà soát máy"], 1)]
    made = worlds.document(world, given, number=number, symbol="TB-SKHCN", date=date, **fields)
    made.reference = citing.reference_of(number, "TB-SKHCN")
    made.save()
    citing.enter(made, [])
    return made


def confirmed(world, document, position=1, **choice):
    """Return a proposal of a document, confirmed by the leader."""
    found = worlds.proposal(document, position)
    said = {"action": found.action, "lead_unit": world.centre, "due_date": TODAY + dt.timedelta(days=20)}
    return services.confirm(proposal_id=found.pk, choice=Choice(**(said | choice)), actor=world.director, now=NOW)


def waiting():
    """Return the tasks that wait for their document, in the order of their numbers."""
    return list(Task.objects.filter(stage=Stage.AWAITED).order_by("awaited__number"))


def fill(task, proposal, actor, now=LATER):
    """Give a task its content."""
    return services.fill(task_id=task.pk, proposal_id=proposal.pk, actor=actor, now=now)


class TestAwaitTasks:
    """Reading a document that speaks of tasks of an absent one makes a row for each."""

    def test_each_has_its_sentence_and_nothing_else(self, world):
        """No lead, deadline, person, moment of assignment; nothing of it is made up."""
        source = speaks_of(world, 3)

        rows = waiting()
        assert [row.awaited.number for row in rows] == [1, 2, 3]
        for row in rows:
            assert (row.lead_unit, row.due_date, row.assigned_at, row.assigned_by, row.directive) == (None,) * 5
            assert (row.document, row.assigning_unit) == (source, world.department)
            assert "3 nhiệm vụ giao tại Thông báo số 335/TB-SKHCN" in row.quote
            assert (row.awaited.citation.document, row.awaited.quote) == (source, row.quote)
        assert rows[1].action == (
            "Nhiệm vụ thứ 2 theo Thông báo 335/TB-SKHCN ngày 26/2/2024: chưa có nội dung, chờ văn bản"
        )

    def test_it_is_not_counted_and_the_classes_sum(self, world):
        """Both twins say so, on every day, and the list shows them under "not counted"."""
        speaks_of(world, 3)
        worlds.task(world)

        found = Task.objects.with_status(as_of=TODAY, known_at=NOW)

        for task in found:
            assert task.status == task.status_on(as_of=TODAY, known_at=NOW)
        counted = selectors.counts(found, today=TODAY)
        assert (counted["total"], counted[Filter.NOT_COUNTED], counted[Filter.NO_LEAD]) == (4, 3, 0)
        assert sum(counted[name] for name in BAR) == counted["total"]

    @pytest.mark.parametrize(
        ("first", "second", "expected"),
        [
            pytest.param(3, 3, [1, 2, 3], id="the-same-number"),
            pytest.param(3, 2, [1, 2, 3], id="fewer"),
            pytest.param(2, 3, [1, 2, 3], id="more"),
        ],
    )
    def test_two_documents_speak_of_the_same_tasks(self, world, first, second, expected):
        """What the first spoke of keeps its sentence."""
        one = speaks_of(world, first)
        other = speaks_of(world, second)

        rows = list(Awaited.objects.order_by("number"))
        assert [row.number for row in rows] == expected
        sources = [row.citation.document for row in rows]
        assert sources == [one] * first + [other] * max(0, second - first)

    def test_another_date_is_another_document(self, world):
        """Numbers begin again each year."""
        speaks_of(world, 2)
        speaks_of(world, 2, date=DAY.replace(year=2025))
        speaks_of(world, 2, date=None)

        assert Awaited.objects.count() == 6

    def test_one_that_is_in_the_register_waits_for_nothing(self, world):
        """Its own duties are read."""
        arrives(world)
        speaks_of(world, 3)

        assert waiting() == []

    def test_a_link_that_comes_off_leaves_them_waiting(self, world):
        """The cited document counts as absent again."""
        other = arrives(world, number="353")
        source = speaks_of(world, 2)
        Awaited.objects.all().delete()
        Task.objects.filter(stage=Stage.AWAITED).delete()
        Citation.objects.filter(document=source).update(target=other, linked_by=world.clerk)

        documents.unlink_citation(citation_id=source.citations.get().pk, actor=world.clerk, now=NOW)

        assert len(waiting()) == 2

    def test_reading_the_same_again_makes_none_twice(self, world):
        """Neither by the event nor past the constraint."""
        source = speaks_of(world, 2)

        services.await_tasks(CitesAbsent(document_id=source.pk))

        assert Awaited.objects.count() == 2
        row = Awaited.objects.first()
        with pytest.raises(IntegrityError), transaction.atomic():
            Awaited.objects.create(
                task=worlds.task(world), citation=row.citation, reference=row.reference, date=row.date, number=1
            )

    def test_nothing_but_an_awaited_task_is_without_its_document(self, world):
        """The database says so too."""
        task = worlds.task(world)

        with pytest.raises(IntegrityError), transaction.atomic():
            Task.objects.filter(pk=task.pk).update(assigned_at=None)

    def test_no_step_but_its_own_is_open(self, world):
        """Nobody takes it over, reports it or names its lead."""
        speaks_of(world, 1)
        task = waiting()[0]

        facts = selectors.facts(task, actor=world.director, today=TODAY)

        assert facts.has_arrived is False
        assert [name for name in lifecycle.MOVES if not lifecycle.blockers(name, facts)] == ["discard"]


class TestFill:
    """The document arrives and gives an awaited task its content."""

    def test_it_becomes_a_task_and_keeps_its_origin(self, world):
        """Assigned from that day on, with the deadline as a row, one entry, and the lead is told."""
        source = speaks_of(world, 2)
        came = arrives(world)
        task, other = waiting()
        proposal = confirmed(world, came)
        before = Entry.objects.count()

        filled = fill(task, proposal, world.clerk)

        assert (filled.pk, filled.stage, filled.document) == (task.pk, Stage.ASSIGNED, came)
        assert (filled.action, filled.quote) == ("Trung tâm rà soát máy", "Trung tâm rà soát máy")
        assert (filled.lead_unit, filled.due_date) == (world.centre, TODAY + dt.timedelta(days=20))
        assert (filled.assigned_by, filled.assigned_at) == (world.clerk, LATER)
        assert [row.date for row in filled.due_dates.all()] == [filled.due_date]
        assert filled.due_set_by == world.director
        filled = Task.objects.get(pk=task.pk)
        assert "ra soat may" in filled.search_text
        assert (filled.awaited.citation.document, filled.awaited.proposal) == (source, proposal)
        assert "335/TB-SKHCN" in filled.awaited.quote
        entry = Entry.objects.latest("pk")
        assert (entry.act, entry.subject, Entry.objects.count()) == ("tasks.fill", f"task:{task.pk}", before + 1)
        assert Notice.objects.filter(task=task, person=world.centre_director, kind=NoticeKind.ASSIGNED).exists()
        assert came.distributions.filter(unit=world.centre).exists()
        assert waiting() == [other]

    def test_it_counts_from_that_day_on(self, world):
        """Not on the days before, in both twins."""
        speaks_of(world, 1)
        task = waiting()[0]
        fill(task, confirmed(world, arrives(world)), world.clerk)

        for as_of, expected in ((TODAY, StatusClass.NOT_COUNTED), (TODAY + dt.timedelta(1), StatusClass.OPEN_IN_TIME)):
            known_at = LATER + dt.timedelta(days=1)
            found = Task.objects.with_status(as_of=as_of, known_at=known_at).get(pk=task.pk)
            assert (found.status, found.status_on(as_of=as_of, known_at=known_at)) == (expected, expected)

    def test_handing_the_document_on_makes_no_second_task(self, world):
        """The other passages become tasks as ever."""
        speaks_of(world, 1)
        came = arrives(world, "Trung tâm rà soát máy", "Trung tâm rà soát đất")
        fill(waiting()[0], confirmed(world, came, 1), world.clerk)
        confirmed(world, came, 2)

        made = services.hand_over(document=came, actor=world.clerk, now=LATER)

        assert [task.action for task in made] == ["Trung tâm rà soát đất"]
        assert Task.objects.filter(document=came).count() == 2

    def test_several_leads_get_a_task_each_under_it(self, world):
        """The awaited one becomes their whole."""
        speaks_of(world, 1)
        came = arrives(world, "Phòng Kỹ thuật đo lường, Trại nghiên cứu thực nghiệm rà soát")
        proposal = confirmed(world, came, lead_unit=None, leads=[])
        for unit in (world.lab, world.farm):
            proposal.common_leads.create(unit=unit, printed=unit.name)

        whole = fill(waiting()[0], proposal, world.clerk)

        assert (whole.is_collective, whole.stage, whole.lead_unit) == (True, Stage.IN_PROGRESS, None)
        assert [part.lead_unit for part in whole.parts.order_by("pk")] == [world.lab, world.farm]
        assert {part.assigned_by for part in whole.parts.all()} == {world.clerk}

    @pytest.mark.parametrize(
        ("who", "spoil", "refusal"),
        [
            pytest.param("centre_director", None, errors.MayNotReview, id="somebody-who-confirms-nothing"),
            pytest.param("clerk", "absent", life_errors.DocumentAwaited, id="the-document-is-not-here"),
            pytest.param("clerk", "open", life_errors.NotOfThatDocument, id="not-confirmed"),
            pytest.param("clerk", "other", life_errors.NotOfThatDocument, id="of-another-document"),
            pytest.param("clerk", "given", life_errors.ProposalGiven, id="gives-another-its-content"),
            pytest.param("clerk", "over", errors.ReviewClosed, id="handed-on-already"),
            pytest.param("clerk", "full", errors.WrongStage, id="has-its-content"),
            pytest.param("officer", None, errors.TaskMissing, id="somebody-who-does-not-see-it"),
        ],
    )
    def test_a_refusal_changes_nothing(self, world, who, spoil, refusal):
        """Neither the task nor the proposal, and no entry."""
        speaks_of(world, 3)
        came = arrives(world, "Trung tâm rà soát máy", "Trung tâm rà soát đất")
        task, other, third = waiting()
        proposal, second = confirmed(world, came, 1), confirmed(world, came, 2)
        if who == "centre_director":
            Task.objects.filter(pk=task.pk).update(assigning_unit=world.centre)
        if spoil == "absent":
            Citation.objects.update(target=None)
        elif spoil == "open":
            services.reopen(proposal_id=proposal.pk, actor=world.clerk, now=NOW)
        elif spoil == "other":
            proposal = confirmed(world, arrives(world, number="9"))
        elif spoil == "given":
            fill(other, proposal, world.clerk)
        elif spoil == "over":
            services.hand_over(document=came, actor=world.clerk, now=NOW)
        elif spoil == "full":
            fill(task, second, world.clerk)
        rows, entries = list(Task.objects.order_by("pk").values()), Entry.objects.count()

        with pytest.raises(refusal):
            fill(task, proposal, getattr(world, who))

        assert (list(Task.objects.order_by("pk").values()), Entry.objects.count()) == (rows, entries)
        assert third.awaited.proposal is None

    @pytest.mark.parametrize("act", ["reopen", "skip", "confirm", "merge", "split"])
    def test_the_passage_is_decided(self, world, act):
        """What gave a task its content is not opened, skipped, merged or split after that."""
        speaks_of(world, 1)
        came = arrives(world, "Trung tâm rà soát máy", "Trung tâm rà soát đất")
        proposal = confirmed(world, came, 1)
        fill(waiting()[0], proposal, world.clerk)
        before = list(Proposal.objects.order_by("pk").values())
        given = {"proposal_id": proposal.pk, "actor": world.clerk, "now": LATER}
        if act == "merge":
            given["proposal_id"] = worlds.proposal(came, 2).pk
        more = {"border": 3} if act == "split" else {}

        with pytest.raises(life_errors.ProposalGiven):
            getattr(services, act)(**given, **more)

        assert list(Proposal.objects.order_by("pk").values()) == before


def by_hand(task, actor, *, words="Trại nghiên cứu thực nghiệm báo cáo trước ngày 20/12/2026", **choice):
    """Give a task the content of a passage that was not read."""
    return services.fill_by_hand(
        task_id=task.pk, words=words, place="3", choice=Choice(**({"action": ""} | choice)), actor=actor, now=LATER
    )


def unread(world, **fields):
    """Register the absent document: its text is known, and no duty was read in it."""
    came = arrives(world, **fields)
    Proposal.objects.filter(directive__document=came).delete()
    came.directives.all().delete()
    came.text = "THÔNG BÁO\nTrại nghiên cứu thực nghiệm báo cáo\ntrước ngày 20/12/2026.\nCác đơn vị thực hiện."
    came.save()
    return came


PRINTED = {
    "lead_printed": "Trại nghiên cứu thực nghiệm", "due_printed": "trước ngày 20/12/2026",
    "due_date": dt.date(2026, 12, 20),
}  # fmt: skip


class TestFillByHand:
    """The document arrives, and what it says of an awaited task was not read in it."""

    def test_the_clerk_gives_what_is_printed(self, world):
        """Content, lead and deadline as the document prints them, with one entry; the document is handed on."""
        speaks_of(world, 2)
        came = unread(world)
        task, other = waiting()
        before = Entry.objects.filter(subject=f"task:{task.pk}").count()

        by_hand(task, world.clerk, lead_unit=world.farm, cooperating=[world.lab], **PRINTED)

        task.refresh_from_db()
        assert (task.stage, task.document, task.lead_unit) == (Stage.ASSIGNED, came, world.farm)
        assert (task.due_date, task.due_set_by) == (PRINTED["due_date"], None)
        assert task.deadline_phrase == "trước ngày 20/12/2026"
        assert task.action == task.quote == "Trại nghiên cứu thực nghiệm báo cáo trước ngày 20/12/2026"
        assert (task.directive.path, task.directive.quote) == ("3", task.quote)
        assert [one.unit for one in task.cooperations.all()] == [world.lab]
        assert Entry.objects.filter(subject=f"task:{task.pk}").count() == before + 1
        assert Notice.objects.filter(task=task, person=world.farm_head, kind=NoticeKind.ASSIGNED).exists()
        came.refresh_from_db()
        assert (came.state, waiting()) == (State.HANDED_ON, [other])

    def test_the_next_one_of_a_document_that_was_handed_on(self, world):
        """Another passage of it, or the leader's own lead and date where it names none."""
        speaks_of(world, 2)
        unread(world)
        task, other = waiting()
        by_hand(task, world.clerk)

        by_hand(other, world.director, words="Các đơn vị thực hiện", lead_unit=world.lab, due_date=LATER.date())

        other.refresh_from_db()
        assert (other.lead_unit, other.due_set_by, other.deadline_phrase) == (world.lab, world.director, "")
        assert Task.objects.get(pk=task.pk).lead_unit is None

    def test_of_a_document_without_text_the_paper_is_believed(self, world):
        """A scan that no machine read."""
        speaks_of(world, 1)
        came = unread(world)
        came.text = ""
        came.save()

        by_hand(waiting()[0], world.clerk)

        assert waiting() == []

    @pytest.mark.parametrize(
        ("who", "words", "choice", "refusal"),
        [
            pytest.param("clerk", " ", {}, errors.TextEmpty, id="nothing-quoted"),
            pytest.param("director", "Trại bán đất", {}, life_errors.PassageNotPrinted, id="not-in-the-document"),
            pytest.param("clerk", None, {"lead_unit": "farm"}, errors.LeadNotPrinted, id="a-lead-of-the-clerk's"),
            pytest.param("clerk", None, {"due_date": TODAY}, errors.DeadlineNotPrinted, id="a-date-of-the-clerk's"),
            pytest.param("director", None, {"due_date": DAY}, errors.DeadlineBeforeToday, id="a-leader's-day-gone"),
            pytest.param("officer", None, {}, errors.TaskMissing, id="who-does-not-see-it"),
            pytest.param("centre_director", None, {}, errors.MayNotReview, id="who-confirms-nothing"),
            pytest.param("absent", None, {}, life_errors.DocumentAwaited, id="the-document-is-not-here"),
            pytest.param("read", None, {}, life_errors.NotOfThatDocument, id="quoted-for-another"),
        ],
    )
    def test_a_refusal_changes_nothing(self, world, who, words, choice, refusal):
        """The task waits on, the document keeps its passages and its state."""
        speaks_of(world, 2)
        came = unread(world)
        task, other = waiting()
        if who == "centre_director":
            Task.objects.filter(pk=task.pk).update(assigning_unit=world.centre)
        elif who == "absent":
            Citation.objects.update(target=None)
        elif who == "read":
            by_hand(other, world.clerk)
        choice = {name: getattr(world, one) if name == "lead_unit" else one for name, one in choice.items()}

        def snapshot():
            rows = list(Task.objects.order_by("pk").values())
            return rows, Entry.objects.count(), list(came.directives.values()), came.distributions.count()

        before = snapshot()

        with pytest.raises(refusal):
            by_hand(task, getattr(world, who, world.clerk), **({"words": words} if words else {}), **choice)

        assert snapshot() == before

    def test_a_document_of_ours_prints_what_was_composed(self, world):
        """Its passages are kept by the database: refused in words."""
        speaks_of(world, 1)
        came = unread(world)
        came.direction = "out"
        came.save()

        with pytest.raises(life_errors.NotOfThatDocument):
            by_hand(waiting()[0], world.clerk)

    def test_from_the_page(self, world, client):
        """Offered to who confirms, once the document is there; what was typed is in the task."""
        speaks_of(world, 1)
        task = waiting()[0]
        page, address = (reverse(f"tasks:{name}", args=[task.pk]) for name in ("task", "fill-by-hand"))
        client.force_login(world.clerk)
        assert address not in client.get(page).content.decode()
        unread(world)
        assert address in client.get(page).content.decode()

        client.post(
            address,
            {"words": "Trại nghiên cứu thực nghiệm báo cáo", "action": "Báo cáo", "lead_unit": world.farm.name}
            | {"lead_printed": "Trại nghiên cứu thực nghiệm", "due_date": ""},
        )

        task.refresh_from_db()
        assert (task.action, task.lead_unit, task.stage) == ("Báo cáo", world.farm, Stage.ASSIGNED)


class TestStandFor:
    """A task of the document that arrived is found to be the awaited one."""

    def handed_on(self, world):
        """Let the document arrive and be handed on before anybody thought of the awaited task."""
        speaks_of(world, 2)
        came = arrives(world)
        confirmed(world, came)
        return services.hand_over(document=came, actor=world.clerk, now=NOW)[0]

    def test_that_one_goes_on(self, world):
        """The awaited one ends as replaced by it, with an entry."""
        made = self.handed_on(world)
        task = waiting()[0]

        found = services.stand_for(task_id=task.pk, code=made.code, actor=world.clerk, now=LATER)

        task.refresh_from_db()
        assert (found, task.stage, task.uncounted_at) == (made, Stage.REPLACED, LATER)
        assert task.endings.get().successor == made
        assert Entry.objects.latest("pk").act == "tasks.stand_for"

    @pytest.mark.parametrize(
        ("code", "refusal"),
        [
            pytest.param("taken", life_errors.NotOfThatDocument, id="another-awaited-one-is-it"),
            pytest.param("NV-999999", life_errors.NotOfThatDocument, id="no-such-task"),
            pytest.param("foreign", life_errors.NotOfThatDocument, id="of-another-document"),
            pytest.param("xyz", life_errors.NotOfThatDocument, id="no-code"),
        ],
    )
    def test_a_refusal_changes_nothing(self, world, code, refusal):
        """The awaited task waits on."""
        made = self.handed_on(world)
        first, task = waiting()
        if code == "taken":
            services.stand_for(task_id=first.pk, code=made.code, actor=world.clerk, now=LATER)
            code = made.code
        elif code == "foreign":
            code = worlds.task(world).code
        before = Entry.objects.count()

        with pytest.raises(refusal):
            services.stand_for(task_id=task.pk, code=code, actor=world.clerk, now=LATER)

        task.refresh_from_db()
        assert (task.stage, Entry.objects.count()) == (Stage.AWAITED, before)


class TestDiscard:
    """A clerk gives an awaited task up."""

    def test_it_stays_as_a_row_and_is_not_made_again(self, world):
        """With its reason; another document that speaks of it changes nothing."""
        speaks_of(world, 2)
        task = waiting()[0]

        services.discard(task_id=task.pk, reason="Thông báo đã bị thu hồi", actor=world.clerk, now=NOW)
        speaks_of(world, 2)

        task.refresh_from_db()
        assert (task.stage, task.uncounted_at, Awaited.objects.count()) == (Stage.CANCELLED, NOW, 2)
        assert task.endings.get().reason == "Thông báo đã bị thu hồi"
        assert task.status_on(as_of=TODAY, known_at=NOW) == StatusClass.NOT_COUNTED

    @pytest.mark.parametrize(
        ("who", "reason", "refusal"),
        [
            pytest.param("clerk", " ", errors.ReasonEmpty, id="no-reason"),
            pytest.param("centre_director", "Thu hồi", errors.MayNotReview, id="somebody-who-confirms-nothing"),
        ],
    )
    def test_a_refusal_changes_nothing(self, world, who, reason, refusal):
        """It waits on."""
        speaks_of(world, 1)
        task = waiting()[0]
        if who == "centre_director":
            Task.objects.filter(pk=task.pk).update(assigning_unit=world.centre)

        with pytest.raises(refusal):
            services.discard(task_id=task.pk, reason=reason, actor=getattr(world, who), now=NOW)

        task.refresh_from_db()
        assert (task.stage, Entry.objects.count()) == (Stage.AWAITED, 0)


class TestPages:
    """What people see of it."""

    def test_the_list_shows_them_as_not_counted(self, world, client):
        """And their blanks say that they wait for the document."""
        speaks_of(world, 2)
        client.force_login(world.clerk)

        shown = client.get(reverse("tasks:list"), {"tinh-trang": "not_counted"}).content.decode()

        assert shown.count("Chờ văn bản") >= 2
        assert "Nhiệm vụ thứ 1 theo Thông báo 335/TB-SKHCN" in shown
        assert "Văn bản không nêu đơn vị chủ trì" not in shown

    def test_its_page_says_what_is_not_known(self, world, client):
        """And leads to what is known of the absent document."""
        speaks_of(world, 1)
        client.force_login(world.clerk)

        shown = client.get(reverse("tasks:task", args=[waiting()[0].pk])).content.decode()

        assert reverse("documents:cited", args=["335-tb-skhcn", DAY]) in shown
        assert reverse("tasks:discard", args=[waiting()[0].pk]) in shown
        assert reverse("tasks:fill", args=[waiting()[0].pk]) not in shown

    def test_when_the_document_has_come_it_waits_on_the_desk(self, world, client):
        """Of who confirms; its page offers the confirmed passages, and the document names who waits for it."""
        speaks_of(world, 1)
        task = waiting()[0]
        came = arrives(world)
        client.force_login(world.clerk)
        assert list(selectors.to_fill(world.clerk, now=NOW)) == [task]
        assert list(selectors.to_fill(world.officer, now=NOW)) == []
        assert reverse("tasks:task", args=[task.pk]) in client.get(reverse("home:desk")).content.decode()
        assert task.action in client.get(reverse("documents:document", args=[came.pk])).content.decode()
        proposal = confirmed(world, came)
        page = reverse("tasks:task", args=[task.pk])
        assert f'name="proposal" value="{proposal.pk}"' in client.get(page).content.decode()

        client.post(reverse("tasks:fill", args=[task.pk]), {"proposal": proposal.pk})

        shown = client.get(page).content.decode()
        assert "Trung tâm rà soát máy" in shown
        assert "335/TB-SKHCN" in shown
        assert f"NV-{task.pk}" in client.get(reverse("tasks:review", args=[came.pk])).content.decode()
        assert list(selectors.to_fill(world.clerk, now=NOW)) == []

    def test_export_and_print_take_them(self, world, client):
        """With empty cells where nothing is known."""
        speaks_of(world, 1)
        client.force_login(world.clerk)

        assert client.get(reverse("tasks:export")).status_code == 200
        assert "Nhiệm vụ thứ 1 theo" in client.get(reverse("tasks:print")).content.decode()

    def test_a_document_handed_on_offers_its_tasks(self, world, client):
        """One of them is chosen."""
        made = TestStandFor().handed_on(world)
        task = waiting()[0]
        client.force_login(world.clerk)
        assert f'value="{made.code}"' in client.get(reverse("tasks:task", args=[task.pk])).content.decode()

        answer = client.post(reverse("tasks:stand-for", args=[task.pk]), {"code": made.code})

        assert answer["Location"] == reverse("tasks:task", args=[made.pk])
        task.refresh_from_db()
        assert (task.stage, made.document.state) == (Stage.REPLACED, State.HANDED_ON)

    def test_rows_say_that_the_document_which_speaks_of_them_was_recalled(self, world, client):
        """On the page of each, and where the absent document is looked up."""
        drafts.prepare(world)
        said = "Đối với 2 nhiệm vụ giao tại Thông báo số 335/TB-SKHCN ngày 26/02/2024, tiếp tục rà soát."
        made = signed.issued(world, said=said)
        task = waiting()[0]
        pages = [
            reverse("tasks:task", args=[task.pk]), reverse("documents:cited", args=[task.awaited.reference, DAY])
        ]  # fmt: skip
        client.force_login(world.office_head)
        told = "The document that speaks of this task was recalled"
        client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
        assert [told in client.get(page).content.decode() for page in pages] == [False, False]

        outgoing.follow(
            outgoing_id=made.pk, kind=AftermathKind.RECALLED, reason="Sai", actor=world.office_head, now=LATER
        )

        assert [told in client.get(page).content.decode() for page in pages] == [True, True]


class TestAwaitAll:
    """The command makes what documents read long ago still lack."""

    def test_makes_the_rows_once(self, world, capsys):
        """As reading the document would have made them."""
        speaks_of(world, 3)
        before = list(Awaited.objects.order_by("number").values_list("number", "quote", "reference", "date"))
        Awaited.objects.all().delete()
        Task.objects.filter(stage=Stage.AWAITED).delete()

        call_command("await_tasks")
        call_command("await_tasks")

        assert list(Awaited.objects.order_by("number").values_list("number", "quote", "reference", "date")) == before
        assert [line.split()[3] for line in capsys.readouterr().out.splitlines()] == ["3", "0"]
