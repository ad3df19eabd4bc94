"""Incoming documents: where each stands, who may do what, and what is refused changes nothing."""

from __future__ import annotations

import dataclasses
import datetime as dt
from functools import partial

import pytest
from django.urls import reverse

from dondoc.audit.models import Entry
from dondoc.documents import selectors as documents
from dondoc.documents.case_files import services as case_files
from dondoc.documents.case_files.services import Terms
from dondoc.documents.errors import MayNotRegister
from dondoc.documents.incoming import errors, lifecycle, selectors, services
from dondoc.documents.incoming.choices import Handling
from dondoc.documents.incoming.lifecycle import Facts
from dondoc.documents.incoming.models import Arrival, Forwarding
from dondoc.organization.errors import UnitMissing
from dondoc.organization.units.errors import UnitOver
from tests import world as worlds
from tests.documents.at_once import at_once
from tests.world import NOW, TODAY

READY = Facts(
    state=Handling.NEW, actor_registers=True, actor_directs=True, actor_answers=True, is_duty_open=False,
    is_in_a_case_file=True, is_of_the_first_book=True,
)  # fmt: skip


@pytest.mark.parametrize(
    ("move", "change", "expected"),
    [
        pytest.param("present", {}, [], id="present-a-new-one"),
        pytest.param("present", {"state": Handling.DIRECTED}, [errors.WrongState], id="present-what-is-directed"),
        pytest.param("present", {"actor_registers": False}, [MayNotRegister], id="present-without-the-right"),
        pytest.param("direct", {"state": Handling.PRESENTED}, [], id="direct-what-was-presented"),
        pytest.param("direct", {"actor_directs": False}, [errors.MayNotDirect], id="direct-without-the-right"),
        pytest.param("direct", {"state": Handling.HANDLING}, [errors.WrongState], id="direct-twice"),
        pytest.param("answer", {"state": Handling.HANDLING}, [], id="answer-while-it-is-handled"),
        pytest.param("answer", {"state": Handling.ANSWERED}, [], id="answer-by-another"),
        pytest.param("answer", {"actor_answers": False}, [errors.MayNotAnswer], id="answer-without-the-right"),
        pytest.param("answer", {"state": Handling.FILED}, [errors.WrongState], id="answer-what-is-filed"),
        pytest.param("file", {}, [], id="file-what-needs-nothing"),
        pytest.param("file", {"is_duty_open": True}, [errors.DutyOpen], id="file-with-an-open-duty"),
        pytest.param("file", {"is_duty_open": True, "state": Handling.ANSWERED}, [], id="file-what-is-answered"),
        pytest.param("file", {"is_in_a_case_file": False}, [errors.NotInACaseFile], id="file-in-no-case-file"),
        pytest.param(
            "file", {"actor_registers": False, "is_duty_open": True, "is_in_a_case_file": False},
            [MayNotRegister, errors.DutyOpen, errors.NotInACaseFile], id="every-reason-is-told",
        ),
        pytest.param("forward", {"state": Handling.FILED}, [], id="a-filed-one-is-still-sent-on"),
        pytest.param("correct", {"state": Handling.FILED}, [], id="what-was-misread-of-a-filed-one-too"),
        pytest.param("correct", {"actor_registers": False}, [MayNotRegister], id="correct-without-the-right"),
        pytest.param(
            "correct", {"is_of_the_first_book": False}, [errors.CorrectedElsewhere], id="correct-from-another-book"
        ),
        pytest.param("set_facts", {"state": Handling.FILED}, [errors.WrongState], id="a-filed-entry-stays"),
    ],
)  # fmt: skip
def test_moves_are_blocked_by(move, change, expected):
    """Each fact that should close the door closes it, and only it."""
    facts = dataclasses.replace(READY, **change)

    assert [type(reason) for reason in lifecycle.blockers(move, facts)] == expected


@pytest.fixture
def arrival(world):
    """A document that came in from outside."""
    return worlds.arrival(
        world, issuer="Ủy ban nhân dân tỉnh", number="45", symbol="UBND-KGVX", reference="45-ubnd-kgvx"
    )


def said(arrival):
    """Return what an act may change, and how many entries tell of it."""
    arrival.refresh_from_db()
    columns = {field.attname: getattr(arrival, field.attname) for field in Arrival._meta.concrete_fields}
    return columns, list(arrival.forwardings.values_list("unit", "received_by")), Entry.objects.count()


def facts(arrival, **change):
    """Return the facts of an entry as a form sends them."""
    base = {"arrived_on": arrival.arrived_on, "priority": "0", "due_date": None, "note": "", "version": arrival.version}
    return {"arrival_id": arrival.pk} | base | change


class TestFacts:
    def test_are_kept_and_told(self, world, arrival):
        """What changed stands in the log with what it was."""
        due = TODAY + dt.timedelta(days=10)
        services.set_facts(
            **facts(arrival, arrived_on=dt.date(2026, 11, 24), priority="2", due_date=due, note="Kèm 02 phụ lục"),
            actor=world.clerk, now=NOW,
        )  # fmt: skip

        arrival.refresh_from_db()
        assert (arrival.priority, arrival.due_date, arrival.version) == ("2", due, 2)
        entry = Entry.objects.latest("pk")
        assert (entry.act, entry.after["arrived_on"]) == ("documents.incoming_set_facts", "2026-11-24")
        assert (entry.before["arrived_on"], entry.after["due_date"]) == ("2026-11-25", due.isoformat())

    @pytest.mark.parametrize(
        ("change", "who", "refusal"),
        [
            pytest.param({}, "officer", errors.ArrivalMissing, id="who-may-not-see-it"),
            pytest.param({}, "director", MayNotRegister, id="who-may-not-register"),
            pytest.param({"arrived_on": dt.date(2026, 11, 26)}, "clerk", errors.ArrivedAhead, id="after-registration"),
            pytest.param(
                {"arrived_on": dt.date(2025, 12, 31)}, "clerk", errors.ArrivedInAnotherYear, id="another-year"
            ),
            pytest.param({"version": 7}, "clerk", errors.MovedOn, id="changed-since"),
        ],
    )
    def test_refusal_changes_nothing(self, world, arrival, change, who, refusal):
        """One sentence, and the entry as it was."""
        before = said(arrival)

        with pytest.raises(refusal):
            services.set_facts(**facts(arrival, **change), actor=getattr(world, who), now=NOW)

        assert said(arrival) == before


class TestPresent:
    def test_to_a_leader(self, world, arrival):
        """To whom and when."""
        services.present(arrival_id=arrival.pk, to=world.director.pk, actor=world.clerk, now=NOW)

        arrival.refresh_from_db()
        assert (arrival.state, arrival.presented_to, arrival.presented_at) == (Handling.PRESENTED, world.director, NOW)

    def test_to_those_who_may_direct(self, world, arrival):
        """The assigning leader and the head of the registering unit, no others."""
        assert selectors.leaders_for(arrival.unit, today=TODAY) == [world.office_head, world.director]

    @pytest.mark.parametrize(
        ("to", "who", "refusal"),
        [
            pytest.param("officer", "clerk", errors.NobodyToPresentTo, id="somebody-who-directs-nothing"),
            pytest.param("director", "director", MayNotRegister, id="who-may-not-register"),
        ],
    )
    def test_refusal_changes_nothing(self, world, arrival, to, who, refusal):
        """And it is not presented."""
        before = said(arrival)

        with pytest.raises(refusal):
            services.present(arrival_id=arrival.pk, to=getattr(world, to).pk, actor=getattr(world, who), now=NOW)

        assert said(arrival) == before


class TestForward:
    def test_opens_the_document_for_the_unit(self, world, arrival):
        """Which may sign for it, once."""
        sent = services.forward(arrival_id=arrival.pk, unit_id=world.lab.pk, actor=world.clerk, now=NOW)
        assert documents.get(arrival.document_id, person=world.officer, today=TODAY) == arrival.document

        services.sign_for(forwarding_id=sent.pk, actor=world.officer, now=NOW)

        sent.refresh_from_db()
        assert (sent.received_by, sent.received_at) == (world.officer, NOW)
        assert Entry.objects.latest("pk").act == "documents.incoming_sign_for"

    def test_twice_is_refused(self, world, arrival):
        """It is there already."""
        services.forward(arrival_id=arrival.pk, unit_id=world.lab.pk, actor=world.clerk, now=NOW)
        before = said(arrival)

        with pytest.raises(errors.SentAlready):
            services.forward(arrival_id=arrival.pk, unit_id=world.lab.pk, actor=world.clerk, now=NOW)

        assert said(arrival) == before

    def test_to_a_unit_that_has_ended_is_refused(self, world, arrival):
        """Nobody is there to take it."""
        type(world.farm).objects.filter(pk=world.farm.pk).update(valid_to=TODAY)
        before = said(arrival)

        with pytest.raises(UnitOver):
            services.forward(arrival_id=arrival.pk, unit_id=world.farm.pk, actor=world.clerk, now=NOW)

        assert said(arrival) == before

    def test_only_where_the_register_is_kept(self, world, arrival):
        """A clerk of the station, to whom a document came, neither sends it on nor changes its entry."""
        clerk = worlds.keeps_register("thu", world.farm)
        services.forward(arrival_id=arrival.pk, unit_id=world.farm.pk, actor=world.clerk, now=NOW)
        before = said(arrival)

        with pytest.raises(MayNotRegister):
            services.forward(arrival_id=arrival.pk, unit_id=world.lab.pk, actor=clerk, now=NOW)
        with pytest.raises(MayNotRegister):
            services.set_facts(**facts(arrival, note="Của Trại"), actor=clerk, now=NOW)

        assert said(arrival) == before

    def test_only_to_units_within_reach(self, world, arrival):
        """A clerk of the station sends what the station registered to nobody outside it."""
        clerk = worlds.keeps_register("thu", world.farm)
        own = worlds.arrival(world, number="46", symbol="UBND", reference="46-ubnd", registered_in=world.farm)
        before = said(own)

        with pytest.raises(UnitMissing):
            services.forward(arrival_id=own.pk, unit_id=world.lab.pk, actor=clerk, now=NOW)

        assert said(own) == before

    @pytest.mark.parametrize(
        ("who", "refusal"),
        [
            pytest.param("farm_head", errors.ForwardingMissing, id="who-does-not-see-it"),
            pytest.param("director", errors.MayNotSignFor, id="who-sees-it-but-is-not-of-the-unit"),
        ],
    )
    def test_others_do_not_sign(self, world, arrival, who, refusal):
        """Only somebody of the unit."""
        sent = services.forward(arrival_id=arrival.pk, unit_id=world.lab.pk, actor=world.clerk, now=NOW)
        before = said(arrival)

        with pytest.raises(refusal):
            services.sign_for(forwarding_id=sent.pk, actor=getattr(world, who), now=NOW)

        assert said(arrival) == before


class TestAnswer:
    def letter(self, world, **fields):
        """A letter of ours that answers."""
        return worlds.document(world, [], number="128", symbol="SKHCN-VP", reference="128-skhcn-vp", **fields)

    def test_links_the_answer(self, world, arrival):
        """By number and symbol, however they are written."""
        letter = self.letter(world)

        services.answer(arrival_id=arrival.pk, reference="0128/SKHCN-VP ", actor=world.clerk, now=NOW)

        arrival.refresh_from_db()
        assert (arrival.state, arrival.answered_by, arrival.answered_at) == (Handling.ANSWERED, letter, NOW)

    def test_is_named_only_to_who_may_open_it(self, client, world, arrival):
        """The lab, to which the document was sent on, learns that an answer is recorded, and no more."""
        letter = self.letter(world, subject="Trả lời riêng Ủy ban nhân dân tỉnh")
        services.forward(arrival_id=arrival.pk, unit_id=world.lab.pk, actor=world.clerk, now=NOW)
        services.answer(arrival_id=arrival.pk, reference="128/SKHCN-VP", actor=world.clerk, now=NOW)
        pages = [
            reverse("documents:incoming", args=[arrival.pk]),
            reverse("documents:incoming-print") + "?so=handling",
        ]
        for person, sees in ((world.clerk, True), (world.officer, False)):
            client.force_login(person)
            for page in pages:
                shown = client.get(page).content.decode()
                assert (letter.number_line in shown) == sees, (person, page)
                assert ("không thuộc phạm vi được xem" in shown) != sees

    @pytest.mark.parametrize(
        ("reference", "who", "refusal"),
        [
            pytest.param("128/SKHCN-VP", "director", errors.MayNotAnswer, id="who-does-not-handle-it"),
            pytest.param("999/SKHCN-VP", "clerk", errors.AnswerUnknown, id="no-such-number"),
            pytest.param("", "clerk", errors.AnswerUnknown, id="no-number"),
            pytest.param("45/UBND-KGVX", "clerk", errors.AnswersItself, id="itself"),
        ],
    )
    def test_refusal_changes_nothing(self, world, arrival, reference, who, refusal):
        """And no link is made."""
        self.letter(world)
        before = said(arrival)

        with pytest.raises(refusal):
            services.answer(arrival_id=arrival.pk, reference=reference, actor=getattr(world, who), now=NOW)

        assert said(arrival) == before

    def test_a_number_that_fits_two_is_refused(self, world, arrival):
        """Nothing is guessed."""
        self.letter(world)
        self.letter(world, date=dt.date(2025, 1, 6))
        before = said(arrival)

        with pytest.raises(errors.AnswerUnknown):
            services.answer(arrival_id=arrival.pk, reference="128/SKHCN-VP", actor=world.clerk, now=NOW)

        assert said(arrival) == before


class TestFile:
    def test_what_lies_in_a_case_file(self, world, arrival):
        """The handling has ended."""
        case_file = case_files.make(
            unit_id=world.office.pk, year=2026, code="01-VP", title="Văn bản đến", keeper_id=world.clerk.pk,
            terms=Terms(5, is_permanent=False, rights="unit", source="QĐ 1"), actor=world.clerk, now=NOW,
        )  # fmt: skip
        case_files.put(case_file_id=case_file.pk, document_id=arrival.document_id, actor=world.clerk, now=NOW)

        services.file(arrival_id=arrival.pk, actor=world.clerk, now=NOW)

        arrival.refresh_from_db()
        assert (arrival.state, arrival.filed_at) == (Handling.FILED, NOW)

    def test_without_a_case_file_is_refused(self, world, arrival):
        """Filed is a place."""
        before = said(arrival)

        with pytest.raises(errors.NotInACaseFile):
            services.file(arrival_id=arrival.pk, actor=world.clerk, now=NOW)

        assert said(arrival) == before


class TestSender:
    def test_sees_where_it_stands_and_nothing_else(self, world, client):
        """The lab's own letter, registered in the office: its state, not the page of the office."""
        arrival = worlds.arrival(world, issuer="Phòng Kỹ thuật đo lường", subject="Đề nghị mua chuẩn")
        client.force_login(world.officer)

        page = client.get(reverse("documents:incoming-sent"))

        assert arrival.sender_unit == world.lab
        assert "Đề nghị mua chuẩn" in page.content.decode()
        assert client.get(reverse("documents:incoming", args=[arrival.pk])).status_code == 404

    @pytest.mark.parametrize(
        ("who", "sees"),
        [
            pytest.param("lab_head", True, id="of-the-unit"),
            pytest.param("centre_director", True, id="of-the-unit-above"),
            pytest.param("farm_head", False, id="of-another-unit"),
            pytest.param("administrator", False, id="who-looks-after-the-system"),
        ],
    )
    def test_visible_to(self, world, who, sees):
        """The unit that sent it, and those above; nobody else."""
        arrival = worlds.arrival(world, issuer="Phòng Kỹ thuật đo lường")

        assert (arrival in selectors.sent_by(getattr(world, who), today=TODAY)) == sees


@pytest.mark.django_db(transaction=True)
def test_two_clerks_at_once(kept_files):
    """Both send it to the same unit: one row, and the second is told."""
    world = worlds.build()
    arrival = worlds.arrival(world)
    send = partial(services.forward, arrival_id=arrival.pk, unit_id=world.lab.pk, now=NOW)

    outcomes = at_once(partial(send, actor=world.clerk), partial(send, actor=world.office_head))

    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["Forwarding", "SentAlready"]
    assert Forwarding.objects.count() == 1
