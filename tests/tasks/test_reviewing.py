"""From what was read to tasks: confirming as printed is the clerk's act, filling gaps the leader's."""

from __future__ import annotations

import datetime as dt

import pytest

from dondoc.audit.models import Entry
from dondoc.documents.choices import State
from dondoc.documents.errors import MayNotChangeState
from dondoc.documents.models import Distribution
from dondoc.organization.models import UnitAlias
from dondoc.tasks import errors, selectors, services
from dondoc.tasks.choices import Decision
from dondoc.tasks.models import Task
from dondoc.tasks.services.reviewing import Choice
from tests.world import NOW, TODAY, directive, document, proposal

DAY = dt.timedelta(days=1)

REPORT = directive(
    "Giám đốc Trung tâm báo cáo kết quả trước ngày 15/12/2026",
    lead=["Giám đốc Trung tâm"],
    deadline={"kind": "date", "date": "2026-12-15", "phrase": "trước ngày 15/12/2026", "rule": "before_day"},
)
OPEN = directive("Tiếp tục rà soát các chỉ tiêu", path="2.(2)")


@pytest.fixture
def source(world):
    """A document with one full sentence and one that names nobody and no date."""
    return document(world, [dict(REPORT), dict(OPEN)])


def as_printed(found, **changes):
    """Return the choice that confirms a proposal as it stands."""
    fields = {
        "action": found.action, "lead_printed": found.lead_printed, "lead_unit": found.lead_unit,
        "due_printed": found.due_printed, "due_date": found.due_date,
    }  # fmt: skip
    return Choice(**(fields | changes))


def snapshot():
    """Return all that a refusal must leave alone."""
    from dondoc.tasks.models import Proposal

    return (
        list(Proposal.objects.order_by("pk").values()),
        Task.objects.count(),
        Entry.objects.count(),
        Distribution.objects.count(),
    )


class TestPropose:
    def test_takes_what_is_printed(self, world, source):
        """The head of the Centre means the Centre; the date is the document's."""
        found = proposal(source)

        assert (found.lead_unit, found.lead_printed) == (world.centre, "Giám đốc Trung tâm")
        assert (found.due_date, found.due_printed) == (dt.date(2026, 12, 15), "trước ngày 15/12/2026")

    def test_fills_nothing_in(self, source):
        """What the document does not say stays empty."""
        found = proposal(source, 2)

        assert (found.lead_unit, found.lead_printed, found.due_date, found.due_printed) == (None, "", None, "")

    def test_refuses_to_choose_among_several_leads(self, world):
        """Several leads are left to the assigning leader."""
        source = document(world, [directive("Sở và Trung tâm thực hiện", lead=["Sở", "Trung tâm"])])

        assert proposal(source).lead_unit is None


class TestConfirm:
    def test_as_printed(self, world, source):
        """The clerk's act, with an entry in the log."""
        found = proposal(source)

        services.confirm(proposal_id=found.pk, choice=as_printed(found), actor=world.clerk, now=NOW)

        found.refresh_from_db()
        assert (found.decision, found.reviewed_by, found.reviewed_at) == (Decision.CONFIRMED, world.clerk, NOW)
        entry = Entry.objects.get()
        assert (entry.act, entry.subject, entry.actor) == (
            "tasks.confirm_proposal", f"document:{source.pk}", world.clerk,
        )  # fmt: skip

    def test_the_leader_fills_what_is_open(self, world, source):
        """A lead and a date that the document does not name are recorded as the leader's."""
        found = proposal(source, 2)
        choice = as_printed(found, lead_unit=world.centre, due_date=dt.date(2026, 12, 31))

        services.confirm(proposal_id=found.pk, choice=choice, actor=world.director, now=NOW)

        found.refresh_from_db()
        assert (found.lead_unit, found.lead_printed, found.due_printed) == (world.centre, "", "")

    def test_a_date_of_the_leader_beside_other_words_is_the_leaders(self, world, source):
        """The words stay the document's, the day is recorded as set."""
        found = proposal(source)
        choice = as_printed(found, due_date=dt.date(2027, 6, 30))

        services.confirm(proposal_id=found.pk, choice=choice, actor=world.director, now=NOW)

        found.refresh_from_db()
        assert (found.due_date, found.due_printed, found.deadline_phrase) == (
            dt.date(2027, 6, 30), "", "trước ngày 15/12/2026",
        )  # fmt: skip

    def test_a_misread_date_is_mended_by_quoting_the_document(self, world, source):
        """The clerk may enter a date that stands in the document."""
        found = proposal(source, 2)
        choice = as_printed(found, due_date=dt.date(2026, 12, 15), due_printed="TRƯỚC NGÀY 15/12/2026")

        services.confirm(proposal_id=found.pk, choice=choice, actor=world.clerk, now=NOW)

        found.refresh_from_db()
        assert found.due_date == dt.date(2026, 12, 15)

    @pytest.mark.parametrize(
        ("position", "changes", "refusal"),
        [
            pytest.param(2, {"lead_unit": "centre"}, errors.LeadNotPrinted, id="a-lead-nobody-printed"),
            pytest.param(
                2, {"lead_unit": "centre", "lead_printed": "Cục Đo lường"}, errors.LeadNotPrinted, id="a-made-up-quote"
            ),
            pytest.param(2, {"due_date": dt.date(2026, 12, 31)}, errors.DeadlineNotPrinted, id="a-date-nobody-printed"),
            pytest.param(1, {"action": "   "}, errors.ActionEmpty, id="no-words"),
            pytest.param(2, {"lead_unit": "centre", "lead_printed": "t"}, errors.LeadNotPrinted, id="a-letter"),
            pytest.param(1, {"lead_unit": "farm"}, errors.LeadContradicts, id="another-unit-than-goes-by-the-name"),
            pytest.param(
                2,
                {"due_date": dt.date(2030, 1, 1), "due_printed": "chỉ tiêu"},
                errors.DeadlineContradicts,
                id="words-that-give-no-date",
            ),
            pytest.param(1, {"due_date": dt.date(2027, 6, 30)}, errors.DeadlineContradicts, id="another-date"),
        ],
    )
    def test_refusal_changes_nothing(self, world, source, position, changes, refusal):
        """The clerk invents nothing."""
        found = proposal(source, position)
        changes = {key: getattr(world, value) if key == "lead_unit" else value for key, value in changes.items()}
        before = snapshot()

        with pytest.raises(refusal):
            services.confirm(proposal_id=found.pk, choice=as_printed(found, **changes), actor=world.clerk, now=NOW)

        assert snapshot() == before

    @pytest.mark.parametrize("who", ["centre_director", "lab_head", "officer"])
    def test_is_not_for_everybody(self, world, source, who):
        """Only the clerk, the head of the office and the assigning leader review."""
        found, before = proposal(source), snapshot()

        with pytest.raises(errors.MayNotReview):
            services.confirm(proposal_id=found.pk, choice=as_printed(found), actor=getattr(world, who), now=NOW)

        assert snapshot() == before


class TestADayThatHasPassed:
    """A leader sets no deadline before the task is assigned; what the document prints stands as printed."""

    def test_is_refused_when_it_is_confirmed(self, world, source):
        """As everywhere else."""
        found = proposal(source, 2)
        before = snapshot()

        with pytest.raises(errors.DeadlineBeforeToday):
            services.confirm(
                proposal_id=found.pk, choice=as_printed(found, due_date=TODAY - DAY), actor=world.director, now=NOW
            )

        assert snapshot() == before

    def test_is_refused_when_it_has_passed_before_the_tasks_are_made(self, world, source):
        """The leader names another day."""
        found = proposal(source, 2)
        services.confirm(proposal_id=found.pk, choice=as_printed(found, due_date=TODAY), actor=world.director, now=NOW)
        services.confirm(proposal_id=proposal(source).pk, actor=world.director, now=NOW)
        before = snapshot()

        with pytest.raises(errors.DeadlineBeforeToday):
            services.hand_over(document=source, actor=world.clerk, now=NOW + DAY)

        assert snapshot() == before
        services.reopen(proposal_id=found.pk, actor=world.director, now=NOW + DAY)
        choice = as_printed(found, due_date=TODAY + DAY)
        services.confirm(proposal_id=found.pk, choice=choice, actor=world.director, now=NOW + DAY)
        assert len(services.hand_over(document=source, actor=world.clerk, now=NOW + DAY)) == 2

    def test_stands_when_it_is_printed(self, world, source):
        """A document that comes late is late."""
        found = proposal(source)
        late = NOW + 90 * DAY

        services.confirm(proposal_id=found.pk, actor=world.clerk, now=late)
        services.skip(proposal_id=proposal(source, 2).pk, actor=world.clerk, now=late)

        (made,) = services.hand_over(document=source, actor=world.clerk, now=late)
        assert made.due_date == dt.date(2026, 12, 15)


class TestTwoPeople:
    def test_a_stale_card_overwrites_nothing(self, world, source):
        """The second gets told what to do; the first one's words stay."""
        found = proposal(source, 2)
        seen = found.version
        mine = as_printed(found, action="Của Giám đốc", due_date=dt.date(2026, 12, 31))
        services.confirm(proposal_id=found.pk, choice=mine, version=seen, actor=world.director, now=NOW)
        before = snapshot()

        with pytest.raises(errors.MovedOn):
            services.confirm(proposal_id=found.pk, choice=as_printed(found), version=seen, actor=world.clerk, now=NOW)

        assert snapshot() == before


class TestKeepInRegister:
    def test_a_document_with_duties_is_not_just_kept(self, world, source):
        """Its proposals would be lost."""
        before = snapshot()

        with pytest.raises(errors.DutiesLeft):
            services.keep_in_register(document=source, actor=world.clerk, now=NOW)

        assert snapshot() == before
        assert type(source).objects.get(pk=source.pk).state == State.REVIEWING

    def test_one_whose_proposals_are_all_skipped_is(self, world, source):
        """It holds no duty."""
        for position in (1, 2):
            services.skip(proposal_id=proposal(source, position).pk, actor=world.clerk, now=NOW)

        kept = services.keep_in_register(document=source, actor=world.clerk, now=NOW)

        assert kept.state == State.REGISTERED


class TestHandOver:
    def confirm_all(self, world, source):
        """Confirm every proposal as printed."""
        for found in selectors.proposals_of(source):
            services.confirm(proposal_id=found.pk, choice=as_printed(found), actor=world.clerk, now=NOW)

    def test_makes_one_task_of_each_confirmed_proposal(self, world, source):
        """With the document's lead and date, and nothing where it says nothing."""
        self.confirm_all(world, source)

        full, bare = services.hand_over(document=source, actor=world.clerk, now=NOW)

        assert (full.lead_unit, full.due_date, full.due_set_by, full.deadline_kind) == (
            world.centre, dt.date(2026, 12, 15), None, "date",
        )  # fmt: skip
        assert (bare.lead_unit, bare.due_date, bare.deadline_kind) == (None, None, "none")
        source.refresh_from_db()
        assert source.state == State.HANDED_ON
        assert list(Distribution.objects.values_list("unit", flat=True)) == [world.centre.pk]
        acts = list(Entry.objects.order_by("pk").values_list("act", flat=True))
        assert acts[2:] == ["documents.hand_on", "tasks.assign", "tasks.assign"]

    def test_a_date_of_the_leader_is_recorded_as_theirs(self, world, source):
        """Not as the document's."""
        services.skip(proposal_id=proposal(source).pk, actor=world.clerk, now=NOW)
        found = proposal(source, 2)
        choice = as_printed(found, lead_unit=world.centre, due_date=dt.date(2026, 12, 31))
        services.confirm(proposal_id=found.pk, choice=choice, actor=world.director, now=NOW)

        (made,) = services.hand_over(document=source, actor=world.clerk, now=NOW)

        assert (made.due_date, made.due_set_by) == (dt.date(2026, 12, 31), world.director)

    @pytest.mark.parametrize(
        ("decisions", "refusal"),
        [
            pytest.param(["confirm", None], errors.ReviewUnfinished, id="one-waits"),
            pytest.param(["skip", "skip"], errors.NothingConfirmed, id="all-skipped"),
        ],
    )
    def test_refusal_changes_nothing(self, world, source, decisions, refusal):
        """Nothing is handed on by halves."""
        for position, decision in enumerate(decisions, start=1):
            found = proposal(source, position)
            if decision == "confirm":
                services.confirm(proposal_id=found.pk, choice=as_printed(found), actor=world.clerk, now=NOW)
            elif decision == "skip":
                services.skip(proposal_id=found.pk, actor=world.clerk, now=NOW)
        before = snapshot()

        with pytest.raises(refusal):
            services.hand_over(document=source, actor=world.clerk, now=NOW)

        assert snapshot() == before

    def test_twice_makes_no_second_set_of_tasks(self, world, source):
        """Two tabs, one hand-over."""
        self.confirm_all(world, source)
        services.hand_over(document=source, actor=world.clerk, now=NOW)
        before = snapshot()

        with pytest.raises(MayNotChangeState):
            services.hand_over(document=source, actor=world.clerk, now=NOW)

        assert snapshot() == before

    def test_closes_the_proposals(self, world, source):
        """What was handed on is not reviewed again."""
        self.confirm_all(world, source)
        services.hand_over(document=source, actor=world.clerk, now=NOW)
        before = snapshot()

        with pytest.raises(errors.ReviewClosed):
            services.reopen(proposal_id=proposal(source).pk, actor=world.clerk, now=NOW)

        assert snapshot() == before


class TestRemember:
    def test_a_correction_made_once_is_offered_next_time(self, world):
        """For the same issuer only, and only where the words do not say it themselves."""
        sentence = directive("Đơn vị ứng dụng báo cáo kết quả", lead=["Đơn vị ứng dụng"])
        found = proposal(document(world, [dict(sentence)]))
        assert found.lead_unit is None

        services.confirm(
            proposal_id=found.pk, choice=as_printed(found, lead_unit=world.centre), actor=world.clerk, now=NOW
        )

        assert proposal(document(world, [dict(sentence)])).lead_unit == world.centre
        assert proposal(document(world, [dict(sentence)], issuer="Sở Tài chính")).lead_unit is None

    def test_what_the_name_says_itself_is_not_remembered(self, world, source):
        """Nothing is kept that needs no keeping."""
        found = proposal(source)

        services.confirm(proposal_id=found.pk, choice=as_printed(found), actor=world.clerk, now=NOW)

        assert UnitAlias.objects.count() == 0
